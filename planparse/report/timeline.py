"""The stages of a Comparison in, their places on one time line out, in percent of its width.

>>> ticks(date(2021, 1, 1), date(2023, 1, 1))
[{'x': '0.00', 'label': '2021'}, {'x': '50.00', 'label': '2022'}]
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from planparse.model.comparison import Comparison, Stage
from planparse.report.comparison_view import Proofs
from planparse.text import labels

Shown = dict[str, Any]
_SHORT = timedelta(days=1)
_MOST_TICKS = 12
_LEAST_WIDTH = 0.6


def timeline(comparison: Comparison, names: dict[str, str], proofs: Proofs) -> Shown | None:
    """Lanes by plan, and the years above them; None where no plan dates a stage."""
    days = [day for stage in comparison.schedule for day in (_day(stage.start), _day(stage.end)) if day is not None]
    if not days:
        return None
    first, last = date(min(days).year, 1, 1), date(min(max(days).year + 1, date.max.year), 1, 1)
    return {"ticks": ticks(first, last), "plans": [
        {"name": names[plan], "lanes": [_lane(stage, first, last, proofs) for stage in stages]}
        for plan, stages in groupby(comparison.schedule, key=lambda stage: stage.plan)]}


def ticks(first: date, last: date) -> list[Shown]:
    """The years, or every few of them."""
    years = range(first.year, last.year)
    step = max(1, -(-len(years) // _MOST_TICKS))
    return [{"x": f"{_percent(date(year, 1, 1), first, last):.2f}", "label": str(year)} for year in years[::step]]


def _lane(stage: Stage, first: date, last: date, proofs: Proofs) -> Shown:
    start, end = _day(stage.start), _day(stage.end)
    left = _percent(start or first, first, last)
    right = _percent((end or last - _SHORT) + _SHORT, first, last) if (end or last) < date.max else 100.0
    return {"stage": stage.stage or "（未命名）", "dates": labels.days(stage.start, stage.end), "x": f"{left:.2f}",
            "width": f"{max(right - left, _LEAST_WIDTH):.2f}", "open": start is None or end is None,
            "end": f"{right:.2f}" if start is None else "", "proof": proofs.of(stage.plan, labels.stage_sentences(stage)),
            "checks": "\n".join(stage.checks)}


def _percent(day: date, first: date, last: date) -> float:
    return 100 * (day - first).days / max((last - first).days, 1)


def _day(written: str | None) -> date | None:
    """A date of the plan JSON; None for one that no calendar has."""
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        return None
