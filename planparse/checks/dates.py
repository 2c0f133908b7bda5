"""Dates out of order: a Plan in, findings for deadlines before the plan, out of line in a table, or back to front."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from planparse.extract.period import impossible_dates, yearless_dates
from planparse.model.plan import Check, DeadlineItem, Plan
from planparse.model.structure import Reading
from planparse.text.fold import fold

_RANGE = re.compile(r"\S{2,16}(?:至|到|-{1,2}|~)\S{2,16}")


def dates(reading: Reading, plan: Plan) -> Iterator[Check]:
    """All families of findings on deadlines and dates."""
    yield from _before_plan(plan)
    yield from _out_of_line(reading, plan)
    yield from _impossible(reading)
    yield from _without_year(reading, plan)
    yield from _reversed(plan)


def _impossible(reading: Reading) -> Iterator[Check]:
    """Days no calendar has: they give no deadline."""
    for start, end in impossible_dates(reading.flow.text):
        span = reading.flow.span(start, end)
        yield Check(code="date-impossible", severity="error", message=f"日期“{reading.flow.text[start:end]}”不存在，未读作期限。",
                    spans=[span], expected=None, found=reading.flow.text[start:end])


def _without_year(reading: Reading, plan: Plan) -> Iterator[Check]:
    """Last days without a year that nothing in the document tells: one finding for all of them."""
    if plan.metadata.signed_date.value is not None:
        return
    body = range(reading.letterhead.body_start, reading.letterhead.body_end)
    read = [item.span for item in plan.deadlines]
    found = [reading.flow.span(*place) for place in yearless_dates(reading.flow.text) if place[0] in body]
    spans = [one for one in found if not any(other.start < one.end and one.start < other.end for other in read)]
    if spans:
        yield Check(code="date-without-year", severity="warning", expected=None, found=str(len(spans)), spans=spans,
                    message=f"{len(spans)}处期限只写月日，全文没有可据以推定年份的日期，未读作期限。")


def _reversed(plan: Plan) -> Iterator[Check]:
    """A range whose second date lies before its first (2023年5月至2022年3月): it is read as two deadlines."""
    for one, following in zip(plan.deadlines, plan.deadlines[1:], strict=False):
        between = fold(plan.text[one.span.start:following.span.end])
        if one.start is not None and following.end is not None and one.start > following.end and _RANGE.fullmatch(between):
            yield Check(code="period-reversed", severity="error", message=f"“{between}”的起始晚于结束。",
                        spans=[one.span, following.span], expected=None, found=f"{one.start}/{following.end}")


def _before_plan(plan: Plan) -> Iterator[Check]:
    """Deadlines that had passed when the plan was signed, unless the plan's own period covers them."""
    signed = plan.metadata.signed_date.value
    if signed is None:
        return
    period = plan.metadata.period.value
    for item in plan.deadlines:
        if item.end is None or item.end >= signed or (period is not None and period[0] <= item.end):
            continue
        yield Check(code="deadline-before-plan", severity="warning",
                    message=f"期限“{item.quote}”（至{item.end}）早于本文件的成文日期{signed}。",
                    spans=[item.span], expected=f">={signed}", found=item.end)


def _out_of_line(reading: Reading, plan: Plan) -> Iterator[Check]:
    """One row of a schedule that ends years behind all others, with their start, day and month."""
    for grid in reading.grids:
        if not any(column.role == "time" for column in grid.columns):
            continue
        span = reading.flow.span(grid.start, grid.end)
        items = [item for item in plan.deadlines if span.start <= item.span.start < span.end and item.end is not None]
        if len(items) >= 5:
            yield from _odd_one(items)


def _odd_one(items: list[DeadlineItem]) -> Iterator[Check]:
    ends = [(item.start, item.end or "") for item in items]
    years = Counter(end[:4] for _, end in ends)
    alike = Counter((start, end[4:]) for start, end in ends)
    for item, (start, end) in zip(items, ends, strict=True):
        others = [year for year in years if year != end[:4]]
        if years[end[:4]] > 1 or start is None or not others or 2 * alike[start, end[4:]] < len(items) + 1:
            continue
        if min(abs(int(end[:4]) - int(year)) for year in others) < 2:
            continue
        usual = max(one for one in ends if one[1] != end and one[0] == start and one[1][4:] == end[4:])[1]
        yield Check(code="deadline-out-of-line", severity="warning",
                    message=f"表中“{item.quote}”止于{end[:7]}，同表其他各行最晚止于"
                            f"{max(one for _, one in ends if one != end)[:7]}，请核对年份。",
                    spans=[item.span], expected=usual, found=end)
