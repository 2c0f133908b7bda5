"""Value cells of indicator tables (绩效目标表, 指标表): a Reading in, one target for each value cell out.

Under 指标名称 | 2022年 | 单位 the row 快递进村率 | ≥80 | % is a target of at least 80 % by 2022-12-31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from planparse.assemble.governing import Calendar, calendar, deadline_of, of_its_row
from planparse.assemble.place import place
from planparse.model.mention import Period
from planparse.model.plan import Baseline, Deadline, Indicator, Target
from planparse.model.structure import Column, Grid, GridCell, Reading
from planparse.structure.figures import SCALES, Figure, figure
from planparse.structure.grids import cell_text

_GROWTH = re.compile(r"增速|增长|增幅|比增|增加率")
_FALL = re.compile(r"下降|降低|减少|降幅")
_YEAR = re.compile(r"(20\d\d)年")
_YEARS = re.compile(r"20\d\d年?[-~至]+20\d\d年")
_UNIT_IN_NAME = re.compile(r"\((?:单位:)?([\u4e00-\u9fff%‰℃A-Za-z/²³㎡]{1,8})\)$")
_SCALED = re.compile(r"(万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?=元|人|户|件)|百(?=元))(.*)")
_FIRST = re.compile(r"[≥≤〉〈]|不少于|不低于|不超过|不高于|至少|超过|大于|小于|\d")
_SUM = re.compile(r"(?:全[县市区]|[合总共小]计)[\u4e00-\u9fff]{0,2}:?")
_CALENDAR = re.compile(r"[年月日季]")
_RATE = re.compile(r"增速|增幅|增长率|年均增长|占比|比重")
_NATURE = re.compile(r"[(\[〔](约束|预期)性[)\]〕]")
_COST = re.compile(r"成本|投诉|事故|超支|差错")


def table_target(reading: Reading, told: Sequence[Target] = (), periods: Sequence[Period] = ()) -> list[Target]:
    """The targets of all tables with value columns, in reading order.

    `told` are the targets that the words of the cells state: the row's yearly values are of the same indicators.
    """
    found: list[Target] = []
    times = calendar(periods)
    for grid in reading.grids:
        if grid.kind == "targets" or (grid.kind in ("duties", "schedule") and any(
                column.role == "value" and column.year is not None for column in grid.columns)):
            found += _targets(reading, grid, [one for one in told if one.table == grid.id], times)
    return sorted(found, key=lambda target: target.span)


def _targets(reading: Reading, grid: Grid, told: Sequence[Target], times: Calendar) -> Iterator[Target]:
    made, flow = _year(reading), reading.flow
    name_at = next((c.index for role in ("indicator", "task", "content") for c in grid.columns if c.role == role), None)
    only_years = grid.kind != "targets"
    for number in range(grid.head_rows, len(grid.rows)):
        line = grid.rows[number]
        if name_at is None:
            yield from _shares(reading, grid, number, times)
            continue
        name = line[name_at]
        if name is None or name.end == name.start:
            continue
        of_row = [one for one in told if one.row == number]
        for column in grid.columns:
            cell = line[column.index]
            column = _over_years(grid, column)
            if column.role != "value" or cell is None or (cell.row, cell.column) != (number, column.index):
                continue
            if (column.year is not None and made is not None and column.year < made) or (only_years and column.year is None):
                continue
            read = _figure(cell_text(flow, cell))
            if read is not None and not _CALENDAR.match(read.unit or ""):
                target = _target(reading, grid, number, column, cell, name, read)
                target = _in_time(reading, times, _completed(reading, grid, number, target, made), cell)
                yield _named(target, of_row) if only_years else target


def _in_time(reading: Reading, times: Calendar, target: Target, cell: GridCell) -> Target:
    """With the last day in the time column of its row, where no year stands over it."""
    if target.deadline is not None or (day := of_its_row(reading, times, cell.start)) is None:
        return target
    return target.model_copy(update={"deadline": deadline_of(day)})


def _named(target: Target, of_row: Sequence[Target]) -> Target:
    """With the indicator and unit of what the row's words state, where that is one thing counted alike."""
    alike = [one for one in of_row if target.unit in (None, one.unit)]
    if len(alike) != 1:
        return target
    return target.model_copy(update={"indicator": alike[0].indicator, "unit": alike[0].unit, "kind": alike[0].kind})


def _completed(reading: Reading, grid: Grid, number: int, target: Target, made: int | None) -> Target:
    """With what other columns of the row say of the target: 约束性 or 预期性, and the state so far."""
    nature: Literal["binding", "expected"] | None = None
    baseline: Baseline | None = None
    for column in grid.columns:
        cell = grid.rows[number][column.index]
        words = cell_text(reading.flow, cell)
        if column.role == "nature":
            nature = "binding" if "约束" in words else "expected" if "预期" in words else nature
        past = column.role == "value" and column.year is not None and made is not None and column.year < made
        if cell is None or not (column.role == "baseline" or past) or (read := _figure(words)) is None:
            continue
        unit, scale = _unit(reading, grid, number, column, "", read)
        if unit in (None, target.unit) and (baseline is None or (column.year or 0) >= (baseline.year or 0)):
            span = reading.flow.span(cell.start + read.start, cell.start + read.end)
            baseline = Baseline(value=read.value * scale, year=column.year, span=span)
    if nature is None and (marked := _NATURE.search("".join(cell_text(reading.flow, cell) for cell in grid.rows[number]))):
        nature = "binding" if marked[1] == "约束" else "expected"
    return target.model_copy(update={"nature": nature, "baseline": baseline})


def _over_years(grid: Grid, column: Column) -> Column:
    """A column 合计 beside columns of years is what is reached by the last of them."""
    years = [one.year for one in grid.columns if one.role == "value" and one.year is not None]
    if column.role not in ("sum", "money") or len(years) < 2 or not _SUM.fullmatch(column.head):
        return column
    return replace(column, role="value", year=max(years))


def _shares(reading: Reading, grid: Grid, number: int, times: Calendar) -> Iterator[Target]:
    """A row of a table that shares out tasks (乡镇 | 站点(个) | 培训(人次)): the heads are the indicators."""
    line, flow = grid.rows[number], reading.flow
    owner = ""
    for column in grid.columns:
        if column.role in ("other", "lead", "group"):
            owner = cell_text(flow, line[column.index])        # the last in front: two halves may stand side by side
        cell = line[column.index]
        head = next((row[column.index] for row in grid.rows[grid.head_rows - 1:grid.head_rows]), None)
        if column.role != "value" or cell is None or head is None or not grid.head_rows:
            continue
        read = _figure(cell_text(flow, cell))
        if read is None or not read.value or _CALENDAR.match(read.unit or ""):
            continue
        made = _target(reading, grid, number, column, cell, head, read)
        owners = [owner] if owner and _SUM.fullmatch(owner) is None else []
        words = _UNIT_IN_NAME.sub("", cell_text(flow, head))
        yield _in_time(reading, times, made.model_copy(update={
            "responsible": owners, "indicator": made.indicator.model_copy(update={"text": words})}), cell)


def _figure(text: str) -> Figure | None:
    """The number of a cell, also where a verb stands in front of it: 新增20家, 达到60%."""
    if (read := figure(text)) is not None:
        return read
    first = _FIRST.search(text[:12])
    if first is None or not first.start() or (read := figure(text[first.start():])) is None:
        return None
    shift = first.start()
    return replace(read, start=read.start + shift, end=read.end + shift, number_start=read.number_start + shift,
                   number_end=read.number_end + shift)


def _year(reading: Reading) -> int | None:
    """The year the plan was signed: columns of earlier years say what was, not what shall be."""
    signed = reading.letterhead.fields.get("signed_date")
    value = signed.value if signed is not None else None
    return int(value[:4]) if isinstance(value, str) and value[:4].isdigit() else None


def _target(reading: Reading, grid: Grid, number: int, column: Column, cell: GridCell, name: GridCell,
            read: Figure) -> Target:
    flow = reading.flow
    words = cell_text(flow, name)
    unit, scale = _unit(reading, grid, number, column, words, read)
    start, end = cell.start + read.start, cell.start + read.end
    if "\n" in flow.text[cell.start:cell.end]:
        start, end = cell.start, cell.end
    span = flow.span(name.start, name.end)
    group = "".join(cell_text(flow, grid.rows[number][c.index]) for c in grid.columns if c.role == "group")
    kind: Literal["goal", "limit"] = "limit" if read.comparator == "le" and _COST.search(group + words) else "goal"
    comparator: Literal["eq", "ge", "le", "approx", "range"] = read.comparator  # type: ignore[assignment]
    said, head = cell_text(flow, cell)[:read.start], column.head.rpartition("/")[2]
    return Target(
        **place(reading, start, end), rule="target/table",
        indicator=Indicator(text="".join(reading.document.text[span.start:span.end].split()), span=span, code=None),
        comparator=comparator, value=read.value * scale, value_max=None if read.value_max is None else
        read.value_max * scale, unit=unit, per=None, kind=kind,
        growth=unit == "%" and _GROWTH.search(words + said + head) is not None and _FALL.search(words + said) is None,
        modality="firm", deadline=_deadline(grid, column), responsible=[])


def _unit(reading: Reading, grid: Grid, number: int, column: Column, words: str,
          read: Figure) -> tuple[str | None, Decimal]:
    """The unit without its multiplier, and the multiplier: from the cell, the unit column, the head or the name."""
    written = read.unit
    cell = cell_text(reading.flow, grid.rows[number][column.index])
    if written is None and cell[:1] not in "[〔【" and _RATE.search(column.head.rpartition("/")[2]):
        written = "%"
    if written is None:
        places = [c.index for c in grid.columns if c.role == "unit"]
        written = next((text for at in places if (text := cell_text(reading.flow, grid.rows[number][at]))), None)
    for head in (column.head, words):
        if written is None and (found := _UNIT_IN_NAME.search(head)):
            written = found[1]
    written = written or grid.unit
    if written is None or written in ("-", "/"):
        return None, Decimal(1)
    if (found := _SCALED.fullmatch(written)) is not None:
        factor = Decimal(10) ** 12 if found[1] == "万亿" else Decimal(SCALES[found[1]])
        return found[2] or None, factor
    return written, Decimal(1)


def _deadline(grid: Grid, column: Column) -> Deadline | None:
    """The end of the year that stands over the value, or in the table's caption."""
    year = column.year
    if year is None and grid.caption and not _YEARS.search(grid.caption) and (found := _YEAR.search(grid.caption)):
        year = int(found[1])
    return None if year is None else Deadline(start=None, end=f"{year}-12-31")
