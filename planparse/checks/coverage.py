"""Parts that a plan should have: a Plan in, a note for each kind of item of which none was found out."""

from __future__ import annotations

from collections.abc import Iterator

from planparse.model.plan import Check, Plan
from planparse.model.structure import Reading

_LEAST = 800    # shorter texts are pieces of a plan


def coverage(reading: Reading, plan: Plan) -> Iterator[Check]:
    """One note a kind; texts of less than a page are passed over. A text that is hardly Chinese is no plan."""
    letters = sum(char.isalpha() for char in reading.flow.text)
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in reading.flow.text)
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
