"""Sums of money tables: a Plan in, a finding for each 小计, 合计 or group sum that its rows do not add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planparse.model.plan import BudgetLine, Check, Plan
from planparse.model.structure import Grid, Reading
from planparse.structure.rows import BodyRow, body, groups

_ROUNDING = Decimal("0.006")


def sums(reading: Reading, plan: Plan) -> Iterator[Check]:
    """Compare the sums that tables print with the sums of their items."""
    by_table: dict[str, list[BudgetLine]] = {}
    for line in plan.budget:
        if line.table is not None and line.rule.startswith("budget/table") and line.rule != "budget/table-form":
            by_table.setdefault(line.table, []).append(line)
    for grid in reading.grids:
        lines = by_table.get(grid.id)
        if lines:
            rows = body(reading.flow, grid)
            yield from _subtotals(reading, grid, rows, lines)
            yield from _row_sums(lines)
            yield from _totals(lines, [line for others in by_table.values() for line in others])


def _subtotals(reading: Reading, grid: Grid, rows: Sequence[BodyRow], lines: Sequence[BudgetLine]) -> Iterator[Check]:
    """A 小计 row against the items since the last sum; a group's sum against the items of its rows."""
    inside = {rows[index].number: (rows[group.first].number, rows[group.last].number)
              for group in groups(reading.flow, grid, rows) for index in range(group.first, group.last + 1)}
    sum_rows = [line.row or 0 for line in lines if line.rule in ("budget/table-subtotal", "budget/table-total")]
    for line in lines:
        if line.role != "subtotal" or line.row is None or "row-sum" in line.rule:
            continue
        if line.rule == "budget/table-subtotal":
            first, last = max((row for row in sum_rows if row < line.row), default=-1) + 1, line.row - 1
            items = _items(lines, first, last, line.column)
        elif line.rule == "budget/table-parent-row":
            items = _items(lines, line.row + 1, _children_end(rows, line.row), line.column)
        else:
            first, last = inside.get(line.row, (line.row, line.row))
            items = _items(lines, first, last, None)
        if items:
            yield from _compared(line, items, "小计" if line.purpose.text.startswith("小计") else line.purpose.text)


def _children_end(rows: Sequence[BodyRow], number: int) -> int:
    at = next((index for index, row in enumerate(rows) if row.number == number), len(rows))
    level = rows[at].level if at < len(rows) else None
    for row in rows[at + 1:]:
        if row.word is not None or row.level is None or (level is not None and row.level <= level):
            return row.number - 1
    return rows[-1].number if rows else number


def _items(lines: Sequence[BudgetLine], first: int, last: int, column: int | None) -> list[BudgetLine]:
    return [line for line in lines if line.role == "item" and first <= (line.row or 0) <= last
            and (column is None or line.column == column)]


def _row_sums(lines: Sequence[BudgetLine]) -> Iterator[Check]:
    """合计 of a row against its columns, where most rows of the table keep to it."""
    pairs = []
    for line in lines:
        if "row-sum" in line.rule:
            pairs.append((line, [one for one in lines if one.role == "item" and one.row == line.row]))
    wrong = [(line, items) for line, items in pairs if not any(_adds_up(line, way) for way in _ways(items))]
    if len(pairs) >= 3 and 3 * len(wrong) <= len(pairs):
        for line, items in wrong:
            yield from _compared(line, items, line.purpose.text)


def _ways(items: Sequence[BudgetLine]) -> list[Sequence[BudgetLine]]:
    """The columns of a row that may make its sum: all, those by payer, those by year."""
    by_year = [one for one in items if one.year is not None]
    return [items, [one for one in items if one.year is None], by_year] if by_year else [items]


def _totals(lines: Sequence[BudgetLine], everywhere: Sequence[BudgetLine]) -> Iterator[Check]:
    """A total against the items or the subtotals of its table, or, where it ends the last, of all tables."""
    for line in lines:
        if line.role != "total":
            continue
        ways = [[one for one in scope if one.role == role and (column is None or one.column == column)]
                for scope in (lines, everywhere) for role in ("item", "subtotal") for column in (line.column, None)]
        ways = [way for way in ways if len(way) > 1 or (way and len({one.column for one in lines}) > 1)]
        if ways and not any(_adds_up(line, way) for way in ways):
            yield from _compared(line, ways[0], line.purpose.text)


def _adds_up(line: BudgetLine, items: Sequence[BudgetLine]) -> bool:
    unit = {"万元": 10_000, "亿元": 100_000_000, "千元": 1000, "百万元": 1_000_000}.get(line.unit_written or "", 1)
    total = sum((item.amount for item in items), Decimal(0))
    return abs(total - line.amount) <= _ROUNDING * unit * max(1, len(items))


def _compared(line: BudgetLine, items: Sequence[BudgetLine], name: str) -> Iterator[Check]:
    if _adds_up(line, items):
        return
    total = sum((item.amount for item in items), Decimal(0))
    shown = name if len(name) <= 24 else name[:24] + "…"
    yield Check(
        code="sum-mismatch", severity="warning",
        message=f"表中“{shown}”为{_plain(line.amount)}元，各项相加为{_plain(total)}元，相差{_plain(abs(total - line.amount))}元。",
        spans=[line.span, *(item.span for item in items)], expected=_plain(total), found=_plain(line.amount))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
