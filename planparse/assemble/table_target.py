"""Value cells of indicator tables (绩效目标表, 指标表): a Reading in, one target for each value cell out.

Under 指标名称 | 2022年 | 单位 the row 快递进村率 | ≥80 | % is a target of at least 80 % by 2022-12-31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from planparse.assemble.place import place
from planparse.model.plan import Deadline, Indicator, Target
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
_COST = re.compile(r"成本|投诉|事故|超支|差错")


def table_target(reading: Reading) -> list[Target]:
    """The targets of all indicator tables, in reading order."""
    found = []
    for grid in reading.grids:
        if grid.kind == "targets":
            found += list(_targets(reading, grid))
    return sorted(found, key=lambda target: target.span)


def _targets(reading: Reading, grid: Grid) -> Iterator[Target]:
    made = _year(reading)
    name_at = next((c.index for role in ("indicator", "task", "content") for c in grid.columns if c.role == role), None)
    for number in range(grid.head_rows, len(grid.rows)):
        line = grid.rows[number]
        if name_at is None:
            yield from _shares(reading, grid, number)
            continue
        name = line[name_at]
        if name is None or name.end == name.start:
            continue
        for column in grid.columns:
            cell = line[column.index]
            column = _over_years(grid, column)
            if column.role != "value" or cell is None or (cell.row, cell.column) != (number, column.index):
                continue
            if column.year is not None and made is not None and column.year < made:
                continue
            read = _figure(cell_text(reading.flow, cell))
            if read is not None and not _CALENDAR.match(read.unit or ""):
                yield _target(reading, grid, number, column, cell, name, read)


def _over_years(grid: Grid, column: Column) -> Column:
    """A column 合计 beside columns of years is what is reached by the last of them."""
    years = [one.year for one in grid.columns if one.role == "value" and one.year is not None]
    if column.role not in ("sum", "money") or len(years) < 2 or not _SUM.fullmatch(column.head):
        return column
    return replace(column, role="value", year=max(years))


def _shares(reading: Reading, grid: Grid, number: int) -> Iterator[Target]:
    """A row of a table that shares out tasks (乡镇 | 站点(个) | 培训(人次)): the heads are the indicators."""
    line, flow = grid.rows[number], reading.flow
    owner = next((cell_text(flow, line[c.index]) for c in grid.columns if c.role in ("other", "lead", "group")), "")
    for column in grid.columns:
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
        yield made.model_copy(update={"responsible": owners, "indicator": made.indicator.model_copy(
            update={"text": words})})


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
    said = cell_text(flow, cell)[:read.start]
    return Target(
        **place(reading, start, end), rule="target/table",
        indicator=Indicator(text="".join(reading.document.text[span.start:span.end].split()), span=span, code=None),
        comparator=comparator, value=read.value * scale, value_max=None if read.value_max is None else
        read.value_max * scale, unit=unit, per=None, kind=kind,
        growth=unit == "%" and _GROWTH.search(words + said) is not None and _FALL.search(words + said) is None,
        modality="firm", deadline=_deadline(grid, column), responsible=_responsible(reading, grid, number))


def _unit(reading: Reading, grid: Grid, number: int, column: Column, words: str,
          read: Figure) -> tuple[str | None, Decimal]:
    """The unit without its multiplier, and the multiplier: from the cell, the unit column, the head or the name."""
    written = read.unit
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


def _responsible(reading: Reading, grid: Grid, number: int) -> list[str]:
    names = [cell_text(reading.flow, grid.rows[number][c.index]) for c in grid.columns if c.role == "lead"]
    return [name for text in names for name in re.split("[、,;]", text) if name]
