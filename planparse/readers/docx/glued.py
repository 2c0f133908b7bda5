"""A table in, the tables it was glued of out: word processors join tables that nothing parts, whatever their columns.

Old formats know rows only, so two tables without a paragraph between come back as one, with the columns of both.
They are parted again where, from one row to the next, no column edge goes on.
"""

from __future__ import annotations

from dataclasses import replace

from planparse.readers.docx.tables import Grid, GridCell

_ROWS, _EDGES = 2, 2              # a part has this many rows and inner edges at least


def parted(grid: Grid) -> list[Grid]:
    """The tables a table was glued of, mostly the table itself."""
    if grid.rows < 2 * _ROWS or grid.columns < 2 * _EDGES:
        return [grid]
    edges, crossed = _inner_edges(grid)
    cuts, first, above = [0], 0, set(edges[0])
    for row in range(1, grid.rows):
        if (row - first >= _ROWS and row not in crossed and len(above) >= _EDGES and _begins(edges, row, above)):
            cuts.append(row)
            first, above = row, set()
        above |= edges[row]
    return [grid] if len(cuts) == 1 else [_part(grid, top, end) for top, end in zip(cuts, [*cuts[1:], grid.rows],
                                                                                   strict=True)]


def _begins(edges: list[set[int]], row: int, above: set[int]) -> bool:
    """Whether a row and those behind it have edges of their own only."""
    rows = edges[row:row + _ROWS]
    return (len(rows) == _ROWS and all(len(one) >= _EDGES and not one & above for one in rows)
            and bool(set.intersection(*rows)))


def _inner_edges(grid: Grid) -> tuple[list[set[int]], set[int]]:
    """Where the cells of each row begin, the first one left out; and the rows that a cell from above reaches into."""
    edges: list[set[int]] = [set() for _ in range(grid.rows)]
    crossed: set[int] = set()
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, grid.rows)):
            edges[row] |= {cell.column} - {0}
            if row > cell.row:
                crossed.add(row)
    return edges, crossed


def _part(grid: Grid, top: int, end: int) -> Grid:
    """The rows from `top` to `end` as a table, its columns numbered anew."""
    cells = [cell for cell in grid.cells if top <= cell.row < end]
    ranks = {place: rank for rank, place in
             enumerate(sorted({place for cell in cells for place in (cell.column, cell.column + cell.colspan)}))}
    return Grid(end - top, max(ranks.values()), tuple(_moved(cell, top, ranks) for cell in cells))


def _moved(cell: GridCell, top: int, ranks: dict[int, int]) -> GridCell:
    column = ranks[cell.column]
    return replace(cell, row=cell.row - top, column=column, colspan=ranks[cell.column + cell.colspan] - column)
