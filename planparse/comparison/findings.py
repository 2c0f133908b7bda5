"""Items of a plan in, what the plan's own checks say of them out.

>>> from planparse.model.plan import Check
>>> one = Check(code="parts-mismatch", severity="warning", message="不符。", spans=[Span(4, 7)], expected=None, found=None)
>>> touches(one, [Span(5, 6)]), touches(one, [Span(7, 9)])
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planparse.model.plan import Check, Item, Plan
from planparse.model.span import Span

#: Checks that doubt the last day of a stretch.
_DOUBTED = ("deadline-out-of-line", "period-reversed")


def touches(check: Check, places: Sequence[Span]) -> bool:
    """Whether a check is about one of the places."""
    return any(one.start < place.end and place.start < one.end for one in check.spans for place in places)


def messages(plan: Plan, items: Iterable[Item]) -> list[str]:
    """The messages of the checks that touch the items, each once; hints (info) are left out."""
    places = [item.span for item in items]
    return list(dict.fromkeys(check.message for check in plan.checks if check.severity != "info" and touches(check, places)))


def doubted(plan: Plan, item: Item) -> bool:
    """Whether the plan's checks doubt the last day an item tells."""
    return any(check.code in _DOUBTED and touches(check, [item.span]) for check in plan.checks)
