"""The body of an understood table in, its rows with their words, figures, order level and group out.

A group is a run of rows under one name: a cell merged over them, a heading row (一、项目实施阶段), or, where a text
lost the merged cell, rows numbered from 1 on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planparse.model.flow import Flow
from planparse.model.structure import Column, Grid, GridCell
from planparse.structure.figures import Figure, figure, is_nothing
from planparse.structure.grids import cell_text

_SUM = re.compile(r"(?:\d{1,2}[.、]?)?[\u4e00-\u9fff]{0,6}(?P<word>小计|合计|总计|共计|总和|总额|累计|总投资)"
                  r"(?:\((?:万|亿)?元\))?:?")
_ORDERS = (re.compile(r"第?[一二三四五六七八九十]{1,3}(?:部分|[、.:]|(?=[^\u4e00-\u9fff]|$))"),
           re.compile(r"\([一二三四五六七八九十]{1,3}\)"), re.compile(r"\d{1,2}(?:[.、)](?!\d)|$)"),
           re.compile(r"\(\d{1,2}\)|\d{1,2}[.-]\d{1,2}$"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a money or sum column, at the row where its cell begins; it counts for `rows` rows."""

    column: Column
    cell: GridCell
    figure: Figure
    rows: int


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row of a table's body. `number` counts in `Grid.rows`."""

    number: int
    name: GridCell | None         # the row's own words, what it is about
    detail: GridCell | None       # more words, from the content column, where `name` is the task
    word: str | None              # 小计, 合计, 总计 …: a row of sums
    word_cell: GridCell | None
    level: int | None             # depth of its order number: 一 0, (一) 1, 1 2, (1) 3
    order: int | None             # arabic order number
    amounts: tuple[Amount, ...]
    heading: bool                 # nothing but one cell of words


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one name: indexes `[first, last]` into the body."""

    first: int
    last: int
    name: GridCell | None


def body(flow: Flow, grid: Grid) -> tuple[BodyRow, ...]:
    """The rows below the head."""
    task = next((c.index for c in grid.columns if c.role == "task"), None)
    content = next((c.index for c in grid.columns if c.role == "content"), None)
    names = _name_columns(flow, grid, task, content)
    return tuple(_body_row(flow, grid, number, names, content) for number in range(grid.head_rows, len(grid.rows)))


def group_column(flow: Flow, grid: Grid) -> int | None:
    """The column whose cells name groups of rows: the last of role group, else tasks that stand over contents."""
    places = [c.index for c in grid.columns if c.role == "group"]
    if places:
        return places[-1]
    task = next((c.index for c in grid.columns if c.role == "task"), None)
    content = next((c.index for c in grid.columns if c.role == "content"), None)
    if task is not None and content is not None and _name_columns(flow, grid, task, content)[0] == content:
        return task
    return None


def groups(flow: Flow, grid: Grid, rows: Sequence[BodyRow]) -> tuple[Group, ...]:
    """The groups of a body, in order; every row that is not a sum of the whole is in one."""
    place = group_column(flow, grid)
    orders = [row.order for row in rows if row.order is not None and row.word is None]
    restarts = sum(after <= before for before, after in pairwise(orders))
    merged = any(cell is not None and cell.rowspan > 1 for line in grid.rows[grid.head_rows:] for cell in line)
    begins: list[int] = []
    seen: GridCell | None = None
    last_order: int | None = None
    for index, row in enumerate(rows):
        cell = None if place is None else grid.rows[row.number][place]
        if row.word is not None:
            seen, last_order = None, None
            if index and rows[index - 1].word is None and row.word != "小计":
                begins.append(index)
            continue
        fresh = index == 0 or row.heading or rows[index - 1].word is not None
        if restarts and not merged and row.order is not None:
            fresh = fresh or (last_order is not None and row.order <= last_order)
        elif cell is not None and cell.end > cell.start and cell is not seen and not (restarts and not merged):
            fresh = fresh or not rows[index - 1].heading
        if cell is not None and cell.end > cell.start:
            seen = cell
        last_order = row.order if row.order is not None else None if fresh else last_order
        if fresh:
            begins.append(index)
    found = []
    for first, after in pairwise([*begins, len(rows)]):
        found.append(Group(first, after - 1, _group_name(grid, rows[first:after], place)))
    return tuple(found)


def _group_name(grid: Grid, rows: Sequence[BodyRow], place: int | None) -> GridCell | None:
    if rows[0].heading:
        return rows[0].name
    for row in rows:
        cell = None if place is None else grid.rows[row.number][place]
        if cell is not None and cell.end > cell.start:
            return cell
    return None


def _name_columns(flow: Flow, grid: Grid, task: int | None, content: int | None) -> list[int]:
    """The columns that may say what a row is about, best first: the one that differs from row to row."""
    others = [c.index for c in grid.columns if c.role in ("indicator", "group", "payer", "other", "note", "member", "baseline", "nature")]
    first = [place for place in (task, content) if place is not None]
    if len(first) == 2:
        lines = [line for line in grid.rows[grid.head_rows:]
                 if not any(_SUM.fullmatch(cell_text(flow, cell)) for cell in line[:2])]
        tasks = {id(line[first[0]]) for line in lines if line[first[0]] is not None
                 and cell_text(flow, line[first[0]])}
        contents = {id(line[first[1]]) for line in lines if line[first[1]] is not None
                    and cell_text(flow, line[first[1]])}
        if len(tasks) * 5 < len(contents) * 4:
            first.reverse()
    return first + others


def _body_row(flow: Flow, grid: Grid, number: int, names: Sequence[int], content: int | None) -> BodyRow:
    line = grid.rows[number]
    texts = [cell_text(flow, cell) for cell in line]
    amounts = []
    for column in grid.columns:
        cell = line[column.index]
        if column.role not in ("money", "sum") or cell is None or (cell.row, cell.column) != (number, column.index):
            continue
        if (found := figure(texts[column.index])) is not None and not is_nothing(texts[column.index]):
            amounts.append(Amount(column, cell, found, cell.rowspan))
    word = word_cell = None
    for column in grid.columns:
        if column.role in ("money", "sum", "value", "time"):
            continue
        if len(texts[column.index]) <= 14 and (said := _SUM.fullmatch(texts[column.index])):
            word, word_cell = said["word"], line[column.index]
            break
    name = next((line[place] for place in names if texts[place]), None)
    inked = {id(cell) for cell, text in zip(line, texts, strict=True) if text}
    if name is None:
        name = next((cell for cell, text, column in zip(line, texts, grid.columns, strict=True)
                     if text and column.role == "order" and len(text) > 4), None)
    lone = len(inked) == 1 and name is not None and word is None and not amounts
    detail = line[content] if content is not None and texts[content] and line[content] is not name else None
    order_text = next((texts[c.index] for c in grid.columns if c.role == "order"), "")
    level = _level(order_text) if order_text else None
    if level is None and name is not None:
        level = _level(cell_text(flow, name)[:8], prefix=True)
    digits = order_text.rstrip(".、")
    return BodyRow(number, name, detail, word, word_cell, level, int(digits) if digits.isdigit() else None,
                   tuple(amounts), lone and len(line) > 1)


def _level(text: str, prefix: bool = False) -> int | None:
    for depth, pattern in enumerate(_ORDERS):
        if (found := pattern.match(text)) is not None and (found.end() == len(text) or prefix):
            if prefix and depth == 2 and found.end() == len(text):
                return None
            return depth
    return None
