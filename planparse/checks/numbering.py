"""Numbers of sections: the outline in, a finding for each number left out or given twice out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.model.plan import Check, Plan
from planparse.model.structure import Heading, Reading
from planparse.text.fold import fold

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_LABEL = re.compile(r"^([（(第]?)([零〇一二三四五六七八九十百]+|\d+)(.*)$")


def numbering(reading: Reading, plan: Plan) -> Iterator[Check]:
    """Neighbours of one level and one style must count on by one."""
    families: dict[tuple[int | None, str], list[tuple[int, Heading]]] = {}
    for heading in reading.outline:
        if heading.label.startswith(("附件", "专栏")) or (read := ordinal(heading.label)) is None:
            continue
        families.setdefault((heading.parent, read[0]), []).append((read[1], heading))
    for family in families.values():
        yield from _gaps(reading, family)


def _gaps(reading: Reading, family: Sequence[tuple[int, Heading]]) -> Iterator[Check]:
    for (before, first), (after, second) in pairwise(family):
        span = reading.flow.span(second.start, second.heading_end)
        named = f"“{second.label}{second.title or ''}”"[:40]
        if after == before > 1:
            yield Check(code="section-number-repeated", severity="warning",
                        message=f"序号重复：{named}与前面的“{first.label}{(first.title or '')[:20]}”同号。",
                        spans=[reading.flow.span(first.start, first.heading_end), span],
                        expected=None, found=second.label)
        elif after == before + 2 and not _printed(reading, first, second, before + 1):
            yield Check(code="section-number-skipped", severity="warning",
                        message=f"序号不连续：“{first.label}”之后为{named}，缺少其间的一个序号。",
                        spans=[span], expected=str(before + 1), found=second.label)


def _printed(reading: Reading, first: Heading, second: Heading, missing: int) -> bool:
    """Whether the missing number stands in between after all, where a sentence or a line begins."""
    between = reading.flow.text[first.start:second.start]
    label = fold("".join(second.label.split()))
    found = _LABEL.match(label)
    if found is None:
        return False
    written = str(missing) if found[2].isdigit() else chinese(missing)
    tail = re.escape(found[3][:1]) if found[1] else "[.、)]?"
    return re.search(rf"(?:^|[\n。;:]){re.escape(found[1])}{written}(?!\d){tail}", between) is not None


def ordinal(label: str) -> tuple[str, int] | None:
    """The style of a label and its number.

    >>> ordinal("（十二）"), ordinal("3."), ordinal("第二十条"), ordinal("附件")
    (('（一）', 12), ('1.', 3), ('第一条', 20), None)
    """
    found = _LABEL.match("".join(label.split()))
    if found is None:
        return None
    written = found[2]
    number = int(written) if written.isdigit() else _chinese_value(written)
    return found[1] + ("一" if not written.isdigit() else "1") + found[3], number


def _chinese_value(written: str) -> int:
    value = digit = 0
    for char in written:
        if char in "十百":
            value += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return value + digit


def chinese(number: int) -> str:
    """A number below one hundred in Chinese: 12 → 十二."""
    tens, ones = divmod(number, 10)
    names = "零一二三四五六七八九"
    if number >= 100:
        return str(number)
    if not tens:
        return names[ones]
    return ("" if tens == 1 else names[tens]) + "十" + (names[ones] if ones else "")
