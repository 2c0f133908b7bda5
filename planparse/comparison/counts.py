"""A plan in, the sizes of its county out, as far as the plan itself states them: villages, townships, people.

>>> from planparse.pipeline import parse_document
>>> from planparse.readers.plain import from_text
>>> plan = parse_document(from_text("全县辖12个乡镇、120个行政村，覆盖60个行政村。", "x"))
>>> {what: (str(size.value), size.quote) for what, size in sizes(plan).items()}
{'village': ('120', '120个'), 'township': ('12', '12个')}
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from planparse.mentions import quantities
from planparse.model.plan import Plan
from planparse.model.span import Span
from planparse.text.flow import SPACE
from planparse.text.fold import fold

#: What is counted, behind the figure (120个行政村) or in front of it (行政村120个).
_COUNTED = {
    "village": re.compile("(?:行政村|建制村)(?![^,。;、]{0,8}(?:点|站|覆盖率))"),
    "township": re.compile(r"(?:乡镇|镇乡|乡\(镇\)|镇\(乡\)|镇\(街道\)|镇街|乡)(?:\(街道\)|\(街道、场\)|、街道)?"
                           "(?![^,。;、)]{0,6}(?:站|点|中心))"),
    "people": re.compile("(?:总|常住|户籍)?人口"),
}
#: Words that say that a count is of the whole county.
_WHOLE = re.compile("(?:全[县市区州旗省域]|[县市区州旗])?(?:下辖|辖区?有?|现辖|管辖)|全[县市区州旗省域](?:现有|共有|共|总?计|有)?"
                    "|现有|共有|总人口|所有|全部")
#: Words that say that it is of a part.
_PART = re.compile("覆盖|辐射|新[建增设]|建设|建成|改造|完成|实现|其中|打造|培育|选"
                   "|试点|重点|贫困|示范|脱贫|涉及|服务|带动|达到|占|为.{0,4}个")
_ANY = re.compile("村|[乡镇]|人口")
_CLAUSE = re.compile("[。;!?\n]")
_BEFORE, _AFTER = 40, 14
_UNITS = {"village": ("个", None), "township": ("个", None), "people": ("人",)}


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are in the whole county, and where the plan says so."""

    value: Decimal
    quote: str
    span: Span


def sizes(plan: Plan) -> dict[str, Size]:
    """village, township, people → their number; left out where the plan states none, or unlike ones."""
    found: dict[str, list[Size]] = {}
    for part in plan.paragraphs:
        text = plan.text[slice(*part)]
        if not _ANY.search(text):
            continue
        for one in quantities(text):
            if one.comparator not in ("eq", "approx") or one.per is not None or one.value <= 0:
                continue
            before = _words(text[max(0, one.span.start - 3 * _BEFORE):one.span.start])[-_BEFORE:]
            after = _words(text[one.span.end:one.span.end + 3 * _AFTER])[:_AFTER]
            span = Span(part.start + one.span.start, part.start + one.span.end)
            for what, pattern in _COUNTED.items():
                if one.unit in _UNITS[what] and _of_whole(pattern, before, after):
                    found.setdefault(what, []).append(Size(one.value, "".join(one.quote.split()), span))
    return {what: found[what][0] for what in _COUNTED
            if what in found and len({size.value for size in found[what]}) == 1}


def _words(text: str) -> str:
    return SPACE.sub("", fold(text))


def _of_whole(pattern: re.Pattern[str], before: str, after: str) -> bool:
    """Whether the figure counts such things, of the whole county."""
    said = _CLAUSE.split(before)[-1]
    behind = pattern.match(after)
    in_front = next((match for match in pattern.finditer(said) if said[match.end():] in ("", "数", "共", "共有", "总数", "达", "有")), None)
    if behind is None and in_front is None:
        return False
    start = 0
    for match in _WHOLE.finditer(said):
        start = max(start, match.end())
    return bool(_WHOLE.search(said)) and not _PART.search(said, start)
