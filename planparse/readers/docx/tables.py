"""Tables of DOCX: a `w:tbl` in, its cells with row, column and spans out, merged cells once.

Columns are those that some cell begins or ends at: grid columns that no row uses, or that are too narrow to
hold a character (rows dragged a little apart), vanish.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

from planparse.readers.docx.names import ROW, TABLE_CELL, VAL, inside, value, w, whole

SLIVER = 150             # twips (2.6 mm): a column this narrow holds no character
_WIDEST = 256            # grid columns one cell may span
_ROW_PROPERTIES, _CELL_PROPERTIES = w("trPr"), w("tcPr")
_SPAN, _DOWN, _ALONG = w("gridSpan"), w("vMerge"), w("hMerge")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the reader sees it, or a line of it; `furniture`: an entry of a table of contents."""

    text: str
    centred: bool | None = None
    label: str | None = None
    furniture: bool = False
    soft: bool = False        # one of several lines parted by soft breaks


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with what stands in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    content: tuple[Line | Grid, ...]

    def lines(self) -> list[Line]:
        """The paragraphs; of a table inside the cell each row is a line, its cells parted by tabs."""
        lines: list[Line] = []
        for one in self.content:
            lines.extend([one] if isinstance(one, Line) else one.flattened())
        return lines


@dataclass(frozen=True, slots=True)
class Grid:
    """A table read."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]

    def flattened(self) -> list[Line]:
        """The rows as lines of text."""
        rows: list[list[str]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append("\n".join(line.text for line in cell.lines()))
        return [Line("\t".join(row)) for row in rows if any(row)]


Reader = Callable[[_Element], Sequence["Line | Grid"]]


def read_table(table: _Element, read: Reader) -> Grid:
    """Read a table; `read` reads the content of one cell."""
    cells: list[GridCell] = []
    running: dict[int, int] = {}             # grid column where a downward merge runs → place in `cells`
    row = 0
    for element in inside(table):
        if element.tag == ROW and not _gone(element):
            before = len(cells)
            running = _read_row(element, row, cells, running, read)
            row += len(cells) > before or bool(running)
    return _settled(row, cells, _edges(table))


def _read_row(element: _Element, row: int, cells: list[GridCell], running: dict[int, int], read: Reader
              ) -> dict[int, int]:
    """Add the cells of one row; returns the merges that run on."""
    column = _count(element.find(_ROW_PROPERTIES), w("gridBefore"), 0)
    first, still = len(cells), {}
    for cell in inside(element):
        if cell.tag != TABLE_CELL:
            continue
        layout = cell.find(_CELL_PROPERTIES)
        if layout is not None and layout.find(w("cellDel")) is not None:
            continue
        span = max(1, _count(layout, _SPAN, 1))
        down, along = _merge(layout, _DOWN), _merge(layout, _ALONG)
        above = running.get(column)
        if along == "continue" and len(cells) > first:
            cells[-1] = replace(cells[-1], colspan=cells[-1].colspan + span)
        elif down == "continue" and above is not None and cells[above].colspan == span:
            cells[above] = replace(cells[above], rowspan=row - cells[above].row + 1)
            still[column] = above
        else:
            if down is not None:
                still[column] = len(cells)
            cells.append(GridCell(row, column, 1, span, tuple(read(cell))))
        column += span
    return still


def _gone(row: _Element) -> bool:
    """Whether the row was deleted under change tracking."""
    layout = row.find(_ROW_PROPERTIES)
    return layout is not None and layout.find(w("del")) is not None


def _count(parent: _Element | None, name: str, default: int) -> int:
    found = whole(value(parent, name))
    return default if found is None else min(max(found, 0), _WIDEST)


def _merge(layout: _Element | None, name: str) -> str | None:
    """restart, continue, or None for a cell of its own."""
    found = None if layout is None else layout.find(name)
    return None if found is None else found.get(VAL, "continue")


def _edges(table: _Element) -> list[int]:
    """Where the grid's columns begin and end, in twips; empty where the widths are not all given."""
    edges = [0]
    for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"):
        width = whole(column.get(w("w")))
        if width is None or width <= 0:
            return []
        edges.append(edges[-1] + width)
    return edges


def _settled(rows: int, cells: list[GridCell], edges: list[int]) -> Grid:
    """Number the columns anew by the places where cells begin and end."""
    used = sorted({place for cell in cells for place in (cell.column, cell.column + cell.colspan)})
    ranks = {place: rank for rank, place in enumerate(used)}
    if used and used[-1] < len(edges):
        merged = _without_slivers(used, edges)
        if all(merged[cell.column] < merged[cell.column + cell.colspan] for cell in cells):
            ranks = merged
    settled = tuple(replace(cell, column=ranks[cell.column],
                            colspan=ranks[cell.column + cell.colspan] - ranks[cell.column]) for cell in cells)
    return Grid(rows, ranks[used[-1]] if used else 0, settled)


def _without_slivers(used: list[int], edges: list[int]) -> dict[int, int]:
    """The new number of each used grid place, places that nearly meet taken as one."""
    ranks, rank, start = {used[0]: 0}, 0, edges[used[0]]
    for place in used[1:]:
        if edges[place] - start >= SLIVER:
            rank, start = rank + 1, edges[place]
        ranks[place] = rank
    return ranks
