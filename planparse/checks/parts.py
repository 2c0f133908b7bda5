"""Parts and wholes in prose: a Plan in, a finding where the parts a sentence lists do not make its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from planparse.model.plan import Check, Plan, Target
from planparse.model.structure import Reading

_STOP = re.compile(r"[。\n]")
_OF_WHICH = re.compile(r"其中|包括|分别为|分别是")
_YEAR = re.compile(r"20\d\d年")
_TOGETHER = re.compile(r"达到|累计|总数达|增至|增加到|提高到|提升到")
_BREAK = re.compile(r"[;)]")
_SHORTFALL = Decimal("0.75")


def parts(reading: Reading, plan: Plan) -> Iterator[Check]:
    """Whole and parts of one sentence and one unit: behind 其中, or one part a year."""
    flow = reading.flow
    counted = [target for target in plan.targets if target.table is None and target.kind == "goal"
               and target.value_max is None and not target.growth and target.unit not in (None, "%")]
    places = [flow.flat(target.span.start) for target in counted]
    at = 0
    while at < len(counted):
        stop = _STOP.search(flow.text, places[at])
        end = stop.start() if stop else len(flow.text)
        last = at
        while last < len(counted) and places[last] < end:
            last += 1
        if last - at >= 3 and _is_whole(flow.text, end):
            yield from _sentence(flow.text, counted[at:last], places[at:last], end)
        at = max(last, at + 1)


def _is_whole(text: str, end: int) -> bool:
    """A sentence that ends with its mark, not one that a line end cut."""
    return text[end:end + 1] == "。" or text[end - 1:end] in "。;)"


def _sentence(text: str, targets: Sequence[Target], places: Sequence[int], end: int) -> Iterator[Check]:
    for number in range(len(targets) - 2):
        whole = targets[number]
        mark = _OF_WHICH.search(text, places[number], places[number + 1])
        if mark is not None:
            after = _BREAK.search(text, places[number + 1], end)
            limit = after.start() if after else end
            members = [target for target, place in zip(targets[number + 1:], places[number + 1:], strict=True)
                       if place < limit and target.unit == whole.unit]
            if _TOGETHER.search(text, mark.end(), limit) is None:
                yield from _compared(whole, members, 3)
        elif number == 0 and _one_a_year(text, places):
            members = list(targets[1:])
            if all(target.unit == whole.unit for target in members):
                yield from _compared(whole, members, 3)


def _one_a_year(text: str, places: Sequence[int]) -> bool:
    """Each part has a year of its own, and none is what is reached by then."""
    if len(places) < 4 or _TOGETHER.search(text, places[0], places[-1]) is not None:
        return False
    years = [_YEAR.search(text, before, after) for before, after in pairwise(places)]
    named = [found.group() for found in years if found is not None]
    return len(named) == len(years) and len(set(named)) == len(named)


def _compared(whole: Target, members: Sequence[Target], least: int) -> Iterator[Check]:
    total = sum((member.value for member in members), Decimal(0))
    if len(members) < 2 or total == whole.value or whole.comparator != "eq":
        return
    if total < whole.value and (len(members) < least or total < whole.value * _SHORTFALL):
        return
    said = "、".join(member.quote for member in members)
    yield Check(
        code="parts-mismatch", severity="warning",
        message=f"“{whole.quote}”（{whole.indicator.text}）的各部分{said}相加为{_plain(total)}{whole.unit}，与总数不符。",
        spans=[whole.span, *(member.span for member in members)], expected=_plain(whole.value), found=_plain(total))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
