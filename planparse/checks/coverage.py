"""Parts that a plan should have: a Plan in, a note for each kind of item of which none was found out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.model.plan import Check, Plan
from planparse.model.structure import Reading

_LETTER, _CHINESE = re.compile(r"[\W\d_]+"), re.compile("[\u4e00-\u9fff]+")     # what is no letter; Han characters
_LEAST = 800    # shorter texts are pieces of a plan


def coverage(reading: Reading, plan: Plan) -> Iterator[Check]:
    """One note a kind; texts of less than a page are passed over. A text that is hardly Chinese is no plan."""
    letters = len(_LETTER.sub("", reading.flow.text))
    chinese = letters - len(_LETTER.sub("", _CHINESE.sub("", reading.flow.text)))
    if letters and 5 * chinese < letters:
        yield Check(code="not-chinese", severity="warning", message="全文汉字不足两成，可能不是中文方案。", spans=[], expected=None,
                    found=f"{100 * chinese // letters}%")
    if len(reading.flow.text) < _LEAST:
        return
    for code, items, name in (("no-sections", plan.sections, "章节标题"), ("no-targets", plan.targets, "量化目标"),
                              ("no-deadlines", plan.deadlines, "时限"),
                              ("no-responsibilities", plan.responsibilities, "责任单位")):
        if not items:
            yield Check(code=code, severity="info", message=f"全文没有找到{name}。", spans=[], expected=None, found=None)
