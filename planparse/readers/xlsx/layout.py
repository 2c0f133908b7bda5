"""The cells of a sheet in, its paragraphs and tables in reading order out: what stands above, in and below each table.

Blank rows part the tables of a sheet. Rows with one cell at the head of a part (title, 单位：万元), rows outside the
ruled lines and notes at its foot are paragraphs; what is left with two columns or more is a table.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from planparse.readers.xlsx.sheet import Merge

_NOTE = re.compile(r"[（(]?(?:(?:备?注|说明|附注)[\s\d]*|(?:填表|填报|制表|审核|联系|数据来源|资料来源)\S{0,4})[:：.、）)]|[*※]")
_SENTENCE = 30
_AREA = 400_000            # places of a table, or that its cells cover: more is no table to read


class Shown(Protocol):
    """A cell that shows something."""

    @property
    def text(self) -> str: ...
    @property
    def bordered(self) -> bool: ...


C = TypeVar("C", bound=Shown)


@dataclass(frozen=True, slots=True)
class Placed(Generic[C]):
    """A cell of a table; `cell` is None where nothing stands in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    cell: C | None


@dataclass(frozen=True, slots=True)
class Band(Generic[C]):
    """A table of a sheet, its cells row by row."""

    rows: int
    columns: int
    cells: tuple[Placed[C], ...]


@dataclass(frozen=True, slots=True)
class _Spread(Generic[C]):
    """A cell with all the rows and columns it covers."""

    cell: C
    place: Merge


def laid_out(cells: Mapping[tuple[int, int], C], merges: Sequence[Merge] = ()) -> Iterator[C | Band[C]]:
    """A sheet's cells as paragraphs (a cell each) and tables, from top to bottom."""
    spreads = _spreads(cells, merges)
    tables = 0
    for part in _parts(spreads):
        bordered = sum(one.cell.bordered for one in part) * 3 > len(part)
        rows: dict[int, list[_Spread[C]]] = {}
        for one in part:
            rows.setdefault(one.place.top, []).append(one)
        numbers = sorted(rows)
        first, last = _inner(rows, numbers, bordered, tables > 0)
        inside = [one for number in numbers[first:last] for one in rows[number]]
        columns = {one.place.left for one in inside}
        if not 2 <= len(columns) <= _AREA // max(last - first, 1) or (last - first == 1 and not (bordered and inside[0].cell.bordered)):
            first = last = len(numbers)
            inside = []
        yield from (one.cell for number in numbers[:first] for one in rows[number])
        if inside:
            tables += 1
            yield _band(inside)
        yield from (one.cell for number in numbers[last:] for one in rows[number])


def _spreads(cells: Mapping[tuple[int, int], C], merges: Sequence[Merge]) -> list[_Spread[C]]:
    """The cells in order, each with what it covers, kept inside the used part of the sheet."""
    if not cells:
        return []
    bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
    ranges = {(merge.top, merge.left): merge for merge in merges}
    found = []
    for (row, column), cell in sorted(cells.items()):
        merge = ranges.get((row, column), Merge(row, column, row, column))
        found.append(_Spread(cell, Merge(row, column, max(row, min(merge.bottom, bottom)),
                                         max(column, min(merge.right, right)))))
    return found


def _parts(spreads: Sequence[_Spread[C]]) -> Iterator[list[_Spread[C]]]:
    """The cells between blank rows."""
    part: list[_Spread[C]] = []
    reached = -1
    for one in spreads:
        if part and one.place.top > reached + 1:
            yield part
            part = []
        part.append(one)
        reached = max(reached, one.place.bottom)
    if part:
        yield part


def _inner(rows: Mapping[int, Sequence[_Spread[C]]], numbers: Sequence[int], bordered: bool, later: bool) -> tuple[int, int]:
    """Which of the rows are the table's own: the first one, and the one behind the last."""
    first, last = 0, len(numbers)
    while first < last and _stands_above(rows[numbers[first]], bordered, later):
        first += 1
    while last > first and _stands_below(rows[numbers[last - 1]], bordered):
        last -= 1
    return first, last


def _stands_above(row: Sequence[_Spread[C]], bordered: bool, later: bool) -> bool:
    """Whether a row is a line above a table: one cell, or cells outside the ruled lines."""
    if any(one.place.bottom > one.place.top and one.place.right == one.place.left for one in row):
        return False
    outside = not any(one.cell.bordered for one in row)
    if bordered and outside:
        return True
    return len(row) == 1 and not (bordered and later)


def _stands_below(row: Sequence[_Spread[C]], bordered: bool) -> bool:
    """Whether a row is a line below a table: outside the ruled lines, or a note."""
    if bordered and not any(one.cell.bordered for one in row):
        return True
    text = row[0].cell.text
    return len(row) == 1 and (_NOTE.match(text) is not None or len(text) > _SENTENCE)


def _band(inside: Sequence[_Spread[C]]) -> Band[C]:
    """The cells as a table: columns that some cell begins at, rows as they stand, empty places as empty cells."""
    columns, rows = (sorted(set(places)) for places in
                     ((one.place.left for one in inside), (one.place.top for one in inside)))
    covered = {(bisect_left(rows, one.place.top), bisect_left(columns, one.place.left)) for one in inside}
    placed: dict[tuple[int, int], Placed[C]] = {}
    area = _AREA
    for one in inside:
        at = one.place
        row, column = bisect_left(rows, at.top), bisect_left(columns, at.left)
        down, across = bisect_right(rows, at.bottom) - row, bisect_right(columns, at.right) - column
        area -= down * across
        more = {(row + i, column + j) for i in range(down) for j in range(across)} - {(row, column)} if area > 0 else set()
        if area <= 0 or more & covered:
            down = across = 1
        else:
            covered |= more
        placed[row, column] = Placed(row, column, down, across, one.cell)
    for row in range(len(rows)):
        for column in range(len(columns)):
            if (row, column) not in covered:
                placed[row, column] = Placed(row, column, 1, 1, None)
    return Band(len(rows), len(columns), tuple(placed[key] for key in sorted(placed)))
