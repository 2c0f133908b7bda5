"""Targets in, the deadlines out that their pieces of work give to those that have none of their own."""

from __future__ import annotations

from collections.abc import Iterator

from planparse.comparison.evidence import Source
from planparse.comparison.findings import doubted
from planparse.model.comparison import Evidence
from planparse.model.plan import Deadline, DeadlineItem, Plan


def inherited(source: Source) -> dict[str, tuple[Deadline, Evidence]]:
    """Id of a target → the deadline of the work that lists it, and where that stands; left out where works disagree."""
    given: dict[str, list[tuple[Deadline, Evidence]]] = {}
    dates = {item.id: item for item in source.plan.deadlines}
    for targets, deadline, item in _works(source.plan, dates):
        for target in targets:
            given.setdefault(target, []).append((deadline, source.of(item)))
    return {target: held[0] for target, held in given.items() if all(one == held[0][0] for one, _ in held)}


def _works(plan: Plan, dates: dict[str, DeadlineItem]) -> Iterator[tuple[list[str], Deadline, DeadlineItem]]:
    """Pieces of work whose deadline an item of the plan tells, without those that the plan's checks doubt."""
    for work in plan.commitments:
        if work.deadline is None:
            continue
        told = [dates[one] for one in work.deadlines if one in dates]
        last = next((item for item in told if item.end == work.deadline.end), None)
        last = last or next((item for item in told if item.start == work.deadline.start), None)
        if last is not None and not doubted(plan, last):
            yield work.targets, work.deadline, last
