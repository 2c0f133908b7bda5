"""Money cells of tables: a Reading in, budget lines out: items, sums of groups, the sum of the whole.

Under 序号 | 建设内容 | 金额(万元) the row 1 | 仓库 | 50 is an item of 500000 yuan for 仓库; a row 小计 is a subtotal,
合计 the total, and a sum cell that stands for several rows a subtotal with the group's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from planparse.assemble.place import place
from planparse.assemble.table_form import form_budget
from planparse.model.flow import Flow
from planparse.model.plan import BudgetLine, Phrase
from planparse.model.structure import Grid, GridCell, Reading
from planparse.structure.columns import FACTORS, source_of
from planparse.structure.grids import cell_text
from planparse.structure.rows import Amount, BodyRow, Group, body, groups

Role = Literal["item", "subtotal", "total"]
_UNITS = {factor: unit for unit, factor in FACTORS.items()}
_SEVERAL = re.compile("[、和及与,;+/]")
_LEAST = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class _Line:
    """An amount with what it is for, before it is placed."""

    amount: Amount
    row: int
    role: Role
    purpose: GridCell | None
    rule: str


def table_budget(reading: Reading) -> list[BudgetLine]:
    """The budget lines of all tables with money columns, in reading order."""
    found = []
    for grid in reading.grids:
        if grid.kind in ("members", "targets", "form"):
            continue
        if any(column.role in ("money", "sum") for column in grid.columns):
            found += [made for line in _lines(reading, grid) if (made := _made(reading, grid, line)) is not None]
    return sorted([*found, *form_budget(reading)], key=lambda line: line.span)


def yuan(amount: Amount) -> Decimal | None:
    """The amount in yuan; None where neither the cell nor its column tells the unit."""
    figure, factor = amount.figure, amount.column.factor
    if figure.unit in FACTORS:
        return figure.value * FACTORS[figure.unit]
    if figure.unit is not None:
        return None
    if figure.scale is not None:
        return figure.value
    return None if factor is None else figure.value * factor


def _lines(reading: Reading, grid: Grid) -> Iterator[_Line]:
    rows = body(reading.flow, grid)
    totals = _totals(rows)
    inside = {index: group for group in groups(reading.flow, grid, rows)
              for index in range(group.first, group.last + 1)}
    has_money = sum(column.role == "money" for column in grid.columns)
    for index, row in enumerate(rows):
        group = inside.get(index)
        for amount in row.amounts:
            if row.word is not None:
                role: Role = "total" if index in totals else "subtotal"
                yield _Line(amount, row.number, role, row.word_cell, f"budget/table-{role}")
            elif amount.column.role == "sum" and has_money:
                yield from _sum_cell(rows, index, group, amount, has_money)
            else:
                yield from _money_cell(rows, index, group, amount)


def _totals(rows: Sequence[BodyRow]) -> set[int]:
    """The rows that sum the whole table: the last row of the most comprehensive word."""
    words = [(index, row.word) for index, row in enumerate(rows) if row.word is not None and row.word != "小计"]
    if not words:
        return set()
    grand = [index for index, word in words if word in ("总计", "总和", "总额", "总投资", "共计")]
    if grand:
        return set(grand[-1:])
    if len(words) == 1:
        return {words[0][0]}
    last = words[-1][0]
    parts = [_row_sum(rows[index]) for index, _ in words[:-1]]
    return {last} if abs(sum(parts, Decimal(0)) - _row_sum(rows[last])) <= _LEAST or last == len(rows) - 1 else set()


def _row_sum(row: BodyRow) -> Decimal:
    return max((amount.figure.value for amount in row.amounts), default=Decimal(0))


def _money_cell(rows: Sequence[BodyRow], index: int, group: Group | None, amount: Amount) -> Iterator[_Line]:
    """A money cell is an item; a parent row's is the sum of its children; one that repeats the group's sum is none."""
    row = rows[index]
    if _children(rows, index, amount):
        yield _Line(amount, row.number, "subtotal", row.name, "budget/table-parent-row")
        return
    if _stands_for_group(rows, index, group, amount):
        return
    name = row.name
    if group is not None and group.name is not None and amount.rows > 1 and amount.rows >= group.last - group.first + 1:
        name = group.name
    yield _Line(amount, row.number, "item", name or (group.name if group else None), "budget/table-item")


def _children(rows: Sequence[BodyRow], index: int, amount: Amount) -> bool:
    """Whether the rows below are parts of this one: deeper order numbers with figures of their own."""
    level = rows[index].level
    if level is None:
        return False
    for row in rows[index + 1:]:
        if row.word is not None or row.level is None or row.level <= level:
            return False
        if any(one.column.index == amount.column.index for one in row.amounts):
            return True
    return False


def _stands_for_group(rows: Sequence[BodyRow], index: int, group: Group | None, amount: Amount) -> bool:
    """Whether a row's money cell only repeats the group's sum beside it: both say what the other rows add up to."""
    if group is None or group.first == group.last:
        return False
    beside = [one for one in rows[index].amounts if one.column.role == "sum"]
    if not any(one.figure.value == amount.figure.value for one in beside):
        return False
    others = [one.figure.value for row in rows[group.first:group.last + 1] if row is not rows[index]
              for one in row.amounts if one.column.index == amount.column.index]
    return len(others) > 1 and abs(sum(others, Decimal(0)) - amount.figure.value) <= _LEAST


def _sum_cell(rows: Sequence[BodyRow], index: int, group: Group | None, amount: Amount,
              columns: int) -> Iterator[_Line]:
    """A cell under 合计 sums several rows, or the row's several money columns, or says its one figure again."""
    row = rows[index]
    here = [one for one in row.amounts if one.column.role == "money"]
    members = rows[group.first:group.last + 1] if group is not None else [row]
    money = [one.figure.value for member in members for one in member.amounts if one.column.role == "money"]
    sums = [one for member in members for one in member.amounts if one.column.index == amount.column.index]
    covers = amount.rows > 1 or (len(members) > 1 and (
        len(sums) == 1 or any(_stands_for_group(rows, index, group, one) for one in here)))
    name = group.name if group is not None else None
    if covers and (amount.rows > 1 or len(money) != 1 or here or not row.name):
        yield _Line(amount, row.number, "subtotal", name or row.name, "budget/table-group-sum")
    elif len(here) > 1 or (here and columns > 1):
        yield _Line(amount, row.number, "subtotal", row.name or name, "budget/table-row-sum")
    elif row.name is not None and (not here or _differ(amount, here[0])):
        yield _Line(amount, row.number, "item", row.name, "budget/table-item" if not here else "budget/table-whole")
    elif not here:
        yield _Line(amount, row.number, "subtotal", name, "budget/table-group-sum")


def _payer(flow: Flow, grid: Grid, line: _Line) -> str | None:
    """Who pays, as the row's cell under 资金来源 says; a row of sums has no payer."""
    if line.role != "item":
        return None
    words = (cell_text(flow, grid.rows[line.row][column.index]) for column in grid.columns if column.role == "payer")
    return next((payer for said in words if said and not _SEVERAL.search(said) and (payer := source_of(said)) is not None), None)


def _differ(one: Amount, other: Amount) -> bool:
    """总投资 beside 2024年投资: whether the row's sum says more than its one column of money."""
    return (yuan(one) or one.figure.value) != (yuan(other) or other.figure.value)


def _made(reading: Reading, grid: Grid, line: _Line) -> BudgetLine | None:
    amount = yuan(line.amount)
    if amount is None:
        return None
    cell, figure, flow = line.amount.cell, line.amount.figure, reading.flow
    start, end = cell.start + figure.start, cell.start + figure.end
    if "\n" in flow.text[cell.start:cell.end]:
        start, end = cell.start, cell.end
    purpose = Phrase(text="", span=None)
    if (about := line.purpose) is not None and about.end > about.start:
        words = flow.text[about.start:about.end]
        ends = [at for mark in "。;" if (at := words.find(mark)) > 1]
        span = flow.span(about.start, about.start + min(ends, default=len(words)))
        purpose = Phrase(text=reading.document.text[span.start:span.end], span=span)
    elif grid.caption:
        purpose = Phrase(text=grid.caption, span=None)
    factor = line.amount.column.factor
    source: Literal["central", "province", "city", "county", "self"] | None
    source = line.amount.column.source or _payer(flow, grid, line)  # type: ignore[assignment]
    return BudgetLine(**place(reading, start, end), rule=line.rule, amount=amount,
                      unit_written="".join(filter(None, (figure.scale, figure.unit))) or (
                          _UNITS.get(factor) if factor is not None else None),
                      purpose=purpose, role=line.role, source=source, year=line.amount.column.year)
