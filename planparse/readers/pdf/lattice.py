"""Rules of a page in, ruled tables out: the grid they draw, cells merged where an edge is missing.

Tables open at the sides (no left and right border) and torn at a page end (no last border) are closed by the ends
of the rules that cross them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from planparse.readers.pdf.glyphs import Glyphs, Run
from planparse.readers.pdf.lines import Line, lines_of
from planparse.readers.pdf.rules import Rule

NEAR = 3.0            # points: rules this near to each other touch
MOST_RULES = 1200     # more than this on one page is a drawing or a map


@dataclass(slots=True)
class DraftCell:
    """A cell in the making, with its box on the page and the lines printed in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)
    unclosed: bool = False            # the last row's, without a rule below where its neighbours have one

    @property
    def text(self) -> str:
        """The cell's words without what parts them, to compare cells."""
        return "".join(line.text for line in self.lines).replace(" ", "")


@dataclass(slots=True)
class DraftTable:
    """A table in the making: on one page, or joined from several."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: int
    columns: int
    edges: tuple[float, ...]          # of the columns, left to right
    cells: list[DraftCell]
    pages: list[int] = field(default_factory=list)
    dropped: list[Line] = field(default_factory=list)   # the head, where a later page repeats it
    gutters: tuple[tuple[float, float], ...] = ()       # white space between columns, where no rule parts them
    bare: bool = False                                  # no rule tells where the table ends left and right


def lattices(across: list[Rule], down: list[Rule]) -> list[DraftTable]:
    """The grids that rules make, from top to bottom. A frame around text, or a single column, is no table."""
    if not down or not across or len(across) + len(down) > MOST_RULES:
        return []
    tables = [table for h, v in _components(across, down) if (table := _grid(h, v)) is not None]
    return sorted(tables, key=lambda table: (table.top, table.x0))


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules in groups that touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    heights = [rule.at for rule in across]                # merged rules come sorted
    for j, (at, start, end) in enumerate(down, len(across)):
        for i in range(bisect_left(heights, start - NEAR), bisect_right(heights, end + NEAR)):
            if across[i].start - NEAR <= at <= across[i].end + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(parent)):
        group = groups.setdefault(root(i), ([], []))
        if i < len(across):
            group[0].append(across[i])
        else:
            group[1].append(down[i - len(across)])
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(across: list[Rule], down: list[Rule]) -> DraftTable | None:
    """The grid of one group of rules."""
    ys = _levels([rule.at for rule in across])
    xs = _levels([rule.at for rule in down])
    if min(rule.start for rule in across) < xs[0] - 8:
        xs.insert(0, min(rule.start for rule in across))
    if max(rule.end for rule in across) > xs[-1] + 8:
        xs.append(max(rule.end for rule in across))
    if min(rule.start for rule in down) < ys[0] - 6:
        ys.insert(0, min(rule.start for rule in down))
    if max(rule.end for rule in down) > ys[-1] + 6:
        ys.append(max(rule.end for rule in down))
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2:
        return None
    under = _edges(across, ys, xs)                 # under[y][column]: a line at that height
    beside = _edges(down, xs, ys)                  # beside[x][row]
    cells = _cells(rows, columns, under, beside)
    if len(cells) < 2:
        return None
    used_rows = sorted({r for r, _, h, _ in cells} | {r + h for r, _, h, _ in cells})
    used_columns = sorted({c for _, c, _, _ in cells} | {c + w for _, c, _, w in cells})
    ys, xs = [ys[r] for r in used_rows], [xs[c] for c in used_columns]
    row, column = {r: k for k, r in enumerate(used_rows)}, {c: k for k, c in enumerate(used_columns)}
    drafts = [DraftCell(row[r], column[c], row[r + h] - row[r], column[c + w] - column[c],
                        xs[column[c]], ys[row[r]], xs[column[c + w]], ys[row[r + h]],
                        unclosed=r + h == rows and any(under[rows]) and not any(under[rows][c:c + w])) for r, c, h, w in cells]
    if len(xs) < 3:
        return None
    return DraftTable(xs[0], ys[0], xs[-1], ys[-1], len(ys) - 1, len(xs) - 1, tuple(xs), drafts)


def _levels(values: list[float]) -> list[float]:
    """Values that are nearly the same become one."""
    levels: list[list[float]] = []
    for value in sorted(values):
        if levels and value - levels[-1][-1] <= NEAR:
            levels[-1].append(value)
        else:
            levels.append([value])
    return [sum(level) / len(level) for level in levels]


def _edges(rules: list[Rule], levels: list[float], stops: list[float]) -> list[list[bool]]:
    """For each level, which of the stretches between stops a rule covers by more than half."""
    covered = [[False] * (len(stops) - 1) for _ in levels]
    for at, start, end in rules:
        level = bisect_left(levels, at)
        if level == len(levels) or (level and at - levels[level - 1] <= levels[level] - at):
            level -= 1
        for k in range(max(bisect_right(stops, start) - 1, 0), len(stops) - 1):
            low, high = stops[k], stops[k + 1]
            if low >= end:
                break
            if min(end, high) - max(start, low) > 0.55 * (high - low):
                covered[level][k] = True
    return covered


def _cells(rows: int, columns: int, under: list[list[bool]],
           beside: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, rowspan, colspan): each grows right, then down, as far as no edge stops it."""
    taken = [[False] * columns for _ in range(rows)]
    found = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            width = 1
            while c + width < columns and not beside[c + width][r] and not taken[r][c + width]:
                width += 1
            height = 1
            while (r + height < rows and not any(under[r + height][c:c + width])
                   and not any(beside[x][r + height] for x in range(c + 1, c + width))
                   and not any(taken[r + height][c:c + width])):
                height += 1
            for y in range(r, r + height):
                taken[y][c:c + width] = [True] * width
            found.append((r, c, height, width))
    return found


def fill(tables: list[DraftTable], page: Glyphs, runs: list[Run]) -> tuple[list[DraftTable], list[Run]]:
    """Give each cell the characters printed in it; returns the tables that hold text, and the runs left over."""
    kept: list[DraftTable] = []
    for table in tables:
        inside: dict[int, list[Run]] = {}
        outside: list[Run] = []
        owner = _owners(table)
        rows = sorted({cell.top for cell in table.cells} | {cell.bottom for cell in table.cells})
        top, bottom, x0, x1, edges, last = table.top - 1, table.bottom + 1, table.x0, table.x1, table.edges, table.columns - 1
        unclosed = [k for k, cell in enumerate(table.cells) if cell.unclosed]       # browsers let words run out of these
        for run in runs:
            middle = run[2] - 0.35 * run[3]
            if not top < middle < bottom or run[5] < x0 or run[4] > x1:
                cell = next((k for k in unclosed if bottom <= middle < bottom + 2.5 * run[3] and run[4] > table.cells[k].x0 - 1
                             and run[5] < table.cells[k].x1 + 1), -1)
                if cell < 0:
                    outside.append(run)
                else:
                    inside.setdefault(cell, []).append(run)
                continue
            row = owner[min(max(bisect_right(rows, middle) - 1, 0), len(rows) - 2)]
            cell = row[min(max(bisect_right(edges, run[4] + 1) - 1, 0), last)]
            if cell == row[min(max(bisect_right(edges, run[5] - 1) - 1, 0), last)]:
                inside.setdefault(cell, []).append(run)
                continue
            for cell, part in _parts(run, page, table, row):
                inside.setdefault(cell, []).append(part)
        if inside:
            for number, found in inside.items():
                table.cells[number].lines = lines_of(page, found)
            _fill_turned(table, page, owner, rows)
            table.pages.append(page.number)
            kept.append(table)
            runs = outside
    return kept, runs


def _fill_turned(table: DraftTable, page: Glyphs, owner: list[list[int]], rows: list[float]) -> None:
    """Words that run up or down in a narrow cell belong to it (a watermark that runs slanted does not)."""
    for run in list(page.aside):
        first, last = run.start, run.end - 1
        x = (page.left[first] + page.right[last]) / 2
        y = (page.top[first] + page.bottom[last]) / 2
        inside = table.x0 < x < table.x1 and table.top < y < table.bottom
        if not inside or abs(page.left[last] - page.left[first]) > 0.5 * run.size:
            continue
        row = min(max(bisect_right(rows, y) - 1, 0), len(rows) - 2)
        cell = table.cells[owner[row][_column(table, x)]]
        if not cell.lines or cell.lines[-1].turned:
            cell.lines.append(Line(page, page.text[run.start:run.end], list(range(run.start, run.end)), run.x0, run.x1,
                                   run.base, run.size, turned=True))
            page.aside.remove(run)


def _owners(table: DraftTable) -> list[list[int]]:
    """For each place of the grid, the index of the cell that covers it."""
    owner = [[0] * table.columns for _ in range(table.rows)]
    for number, cell in enumerate(table.cells):
        for r in range(cell.row, cell.row + cell.rowspan):
            owner[r][cell.column:cell.column + cell.colspan] = [number] * cell.colspan
    return owner


def _column(table: DraftTable, x: float) -> int:
    return min(max(bisect_right(table.edges, x) - 1, 0), table.columns - 1)


def _parts(run: Run, page: Glyphs, table: DraftTable, owner: list[int]) -> list[tuple[int, Run]]:
    """A run cut where it crosses from one cell into the next: each part with its cell."""
    parts: list[tuple[int, Run]] = []
    for i in range(run.start, run.end):
        x0, x1 = page.left[i], page.right[i]
        cell = owner[_column(table, (x0 + x1) / 2)]
        if parts and parts[-1][0] == cell:
            parts[-1] = cell, parts[-1][1]._replace(end=i + 1, x1=x1)
        else:
            parts.append((cell, Run(i, i + 1, run.base, run.size, x0, x1)))
    return parts
