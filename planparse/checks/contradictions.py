"""Contradictory counts and amounts: a Plan in, a finding where one thing is said with two values out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planparse.model.plan import Check, Plan, Target
from planparse.model.structure import Reading

_LEAST = 5
_EACH = ("每", "各", "其中", "分别", "新增", "其余", "首批", "第一批", "另")


def contradictions(reading: Reading, plan: Plan) -> Iterator[Check]:
    """Goals with the same words, unit, bound and deadline, stated in different paragraphs with different values."""
    yield from _amounts(plan)
    same: dict[tuple[object, ...], list[Target]] = {}
    for target in plan.targets:
        name = "".join(char for char in target.indicator.text if char.isalnum())
        if target.kind != "goal" or target.indicator.span is None or len(name) < _LEAST:
            continue
        deadline = target.deadline.end if target.deadline else None
        key = (name, target.unit, target.growth, target.per, deadline, target.comparator)
        same.setdefault(key, []).append(target)
    for named, targets in same.items():
        values = {(target.value, target.value_max) for target in targets}
        if len(values) != 2 or not _apart(reading, targets) or any(_is_part(reading, target) for target in targets):
            continue
        said = "、".join(dict.fromkeys("".join(target.quote.split()) for target in targets))
        yield Check(code="contradictory-values", severity="warning",
                    message=f"“{named[0]}”在文中有不同的数值：{said}。", spans=[target.span for target in targets],
                    expected="".join(targets[0].quote.split()), found="".join(targets[-1].quote.split()))


def _amounts(plan: Plan) -> Iterator[Check]:
    """A piece of work whose prose allots another sum than its row in the budget table."""
    lines = {line.id: line for line in plan.budget}
    for work in plan.commitments:
        own = [lines[one] for one in work.budget if one in lines]
        prose = [line for line in own if line.table is None and line.role == "item"]
        rows = [line for line in own if line.table is not None]
        if len(prose) != 1 or not rows or work.amount is None or prose[0].amount == work.amount:
            continue
        if any(line.amount == prose[0].amount for line in rows):
            continue
        yield Check(code="contradictory-amounts", severity="warning",
                    message=f"“{work.title[:24]}”正文安排{prose[0].quote}，资金表中为{work.amount.normalize():f}元。",
                    spans=[prose[0].span, *(line.span for line in rows)],
                    expected=f"{work.amount.normalize():f}", found=f"{prose[0].amount.normalize():f}")


def _apart(reading: Reading, targets: list[Target]) -> bool:
    """Each stands in a paragraph of its own."""
    flow = reading.flow
    places = [flow.paragraph_at(flow.flat(target.span.start)).index for target in targets]
    return all(before != after for before, after in pairwise(sorted(places)))


def _is_part(reading: Reading, target: Target) -> bool:
    """A value for each of several things, or for a part: nothing to compare."""
    flow = reading.flow
    at = flow.flat(target.span.start)
    start = max(flow.text.rfind(mark, max(0, at - 60), at) for mark in "。;,\n")
    clause = flow.text[max(start + 1, at - 60):at]
    return any(word in clause for word in _EACH)
