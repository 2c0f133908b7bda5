"""Tables without vertical rules: horizontal rules of one width and the lines between them in, tables out.

The three-line table of reports (head rule, rule below the head, last rule) is the usual one; columns are the white
gutters that run through all lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from planparse.readers.pdf.glyphs import Glyphs, Run
from planparse.readers.pdf.lattice import DraftCell, DraftTable
from planparse.readers.pdf.lines import Line, lines_of
from planparse.readers.pdf.rules import Rule

_HALF = "，。、；：？！”’）》〉〕】"      # their ink fills only the left half of their width


def open_tables(page: Glyphs, across: list[Rule], runs: list[Run]) -> tuple[list[DraftTable], list[Run]]:
    """The open tables of a page, and the runs that stand in none of them."""
    tables: list[DraftTable] = []
    for group in _groups(across):
        start = 0
        bands = [_band(group, k, runs) for k in range(len(group) - 1)]
        while start < len(bands):
            stop = start
            while stop < len(bands) and _is_tabular(page, bands[stop]):
                stop += 1
            if stop - start >= 2 and (table := _table(page, group, bands, start, stop)) is not None:
                tables.append(table)
                used = {run for band in bands[start:stop] for run in band}
                runs = [run for run in runs if run not in used]
            start = max(stop, start + 1)
    return tables, runs


def _groups(across: list[Rule]) -> list[list[Rule]]:
    """Rules that start and end at the same places, three or more, each from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in across:
        if rule.end - rule.start < 100:
            continue
        for group in groups:
            if abs(group[0].start - rule.start) < 6 and abs(group[0].end - rule.end) < 6:
                if rule.at - group[-1].at > 6:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def _band(group: list[Rule], k: int, runs: list[Run]) -> list[Run]:
    """The runs between one rule and the next."""
    above, below = group[k], group[k + 1]
    return [run for run in runs if above.at < run.middle < below.at
            and run.x1 > above.start - 3 and run.x0 < above.end + 3]


def _is_tabular(page: Glyphs, band: list[Run]) -> bool:
    """Whether white gutters part the band's text into two columns or more."""
    return bool(band) and len(_columns(page, band)) >= 2


def _columns(page: Glyphs, runs: list[Run]) -> list[tuple[float, float]]:
    """The stretches of the width that carry ink, parted by gutters: the more lines, the narrower one may be."""
    size = max(run.size for run in runs)
    lines = len({round(run.base) for run in runs})
    gutter = size * (1.4 if lines == 1 else 0.8 if lines < 6 else 0.45)
    found: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: run.x0):
        end = run.x1 - 0.5 * run.size * (page.text[run.end - 1] in _HALF)
        if found and run.x0 - found[-1][1] < gutter:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((run.x0, end))
    return found


def _table(page: Glyphs, group: list[Rule], bands: list[list[Run]], start: int, stop: int) -> DraftTable | None:
    body = [run for band in bands[start + 1:stop] for run in band]
    columns = _columns(page, body)
    if len(columns) < 2:
        return None
    edges = [group[start].start, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)),
             group[start].end]
    cells: list[DraftCell] = []
    row = 0
    for k in range(start, stop):
        lines = pieces_of(page, bands[k], edges)
        single = k == start or stop - start > 2        # a head, or rows that are ruled one by one
        for members in ([lines] if single else rows_of(lines)):
            top = group[k].at if members is lines else min(line.top for line, _, _ in members)
            bottom = group[k + 1].at if members is lines else max(line.bottom for line, _, _ in members)
            cells.extend(cells_of(members, row, edges, top, bottom))
            row += 1
    gutters = tuple((a[1], b[0]) for a, b in pairwise(columns))
    return DraftTable(edges[0], group[start].at, edges[-1], group[stop].at, row, len(edges) - 1, tuple(edges),
                      cells, [page.number], gutters=gutters)


Piece = tuple[Line, int, int]          # a line, its first column and the one behind its last


def pieces_of(page: Glyphs, band: list[Run], edges: list[float]) -> list[Piece]:
    """The band's lines, each in the columns it covers."""
    by_columns: dict[tuple[int, int], list[Run]] = {}
    for run in band:
        inner = edges[1:-1]
        first = sum(1 for edge in inner if edge <= run.x0 + 1)
        last = sum(1 for edge in inner if edge < run.x1 - 0.6 * run.size) + 1
        by_columns.setdefault((first, max(last, first + 1)), []).append(run)
    return [(line, first, last) for (first, last), runs in by_columns.items() for line in lines_of(page, runs)]


def rows_of(lines: list[Piece]) -> list[list[Piece]]:
    """Rows of a band without rules in it: one row a line, or, where cells have several lines, one row a cell."""
    columns: dict[tuple[int, int], list[Piece]] = {}
    for piece in sorted(lines, key=lambda piece: piece[0].base):
        columns.setdefault(piece[1:], []).append(piece)
    steps = [b[0].base - a[0].base for column in columns.values() for a, b in pairwise(column)]
    tight = min(steps, default=0.0)
    if max(steps, default=0.0) < 1.25 * tight or tight > 1.8 * lines[0][0].size:
        tight = 0.0                                       # no cell has a second line
    if not tight and max(steps, default=0.0) < 1.9 * lines[0][0].size and (anchors := _anchors(list(columns.values()))):
        starts = [piece[0].base - 0.5 * piece[0].size for piece in anchors]
        members: list[list[Piece]] = [[] for _ in starts]
        for column in columns.values():
            for piece in column:
                members[max(bisect_right(starts, piece[0].base) - 1, 0)].append(piece)
        return members
    blocks = [block for column in columns.values() for block in _blocks(column, 1.2 * tight)]
    count = Counter(block[0][1] for block in blocks)
    chosen = max(count, key=lambda column: (count[column], -column))
    rows = [(_middle(block), list(block)) for block in blocks if block[0][1] == chosen]
    for block in blocks:
        if block[0][1] != chosen:
            away = [abs(middle - _middle(block)) for middle, _ in rows]
            rows[away.index(min(away))][1].extend(block)
    return [members for _, members in sorted(rows, key=lambda row: row[0])]


def _anchors(columns: list[list[Piece]]) -> list[Piece]:
    """The lines at which rows begin, when one column alone has more lines than all others: its cells are wrapped."""
    if len(columns) < 3:
        return []
    counts = sorted({len(column) for column in columns}, reverse=True)
    longest = [column for column in columns if len(column) == counts[0]]
    if len(counts) < 2 or len(longest) > 1:
        return []
    anchors = min((column for column in columns if len(column) == counts[1]), key=lambda column: column[0][1])
    level = abs(anchors[0][0].base - longest[0][0][0].base) < 0.5 * anchors[0][0].size
    return anchors if level or len(anchors) == 1 else []


def _blocks(column: list[Piece], step: float) -> list[list[Piece]]:
    """The lines of a column in groups, each a cell, that stand no further apart than `step`."""
    blocks = [[column[0]]]
    for before, piece in pairwise(column):
        if piece[0].base - before[0].base <= step:
            blocks[-1].append(piece)
        else:
            blocks.append([piece])
    return blocks


def _middle(block: list[Piece]) -> float:
    return (block[0][0].top + block[-1][0].bottom) / 2


def cells_of(members: list[Piece], row: int, edges: list[float], top: float, bottom: float) -> list[DraftCell]:
    """The cells of one row, empty ones included."""
    cells: list[DraftCell] = []
    column = 0
    for first, last in sorted({(first, last) for _, first, last in members}):
        found = sorted((line for line, f, e in members if (f, e) == (first, last)), key=lambda line: line.base)
        if first < column:                       # overlaps what stands left of it: belongs to that cell
            cells[-1].lines += found
            continue
        cells.extend(DraftCell(row, c, 1, 1, edges[c], top, edges[c + 1], bottom) for c in range(column, first))
        cells.append(DraftCell(row, first, 1, last - first, edges[first], top, edges[last], bottom, found))
        column = last
    cells.extend(DraftCell(row, c, 1, 1, edges[c], top, edges[c + 1], bottom)
                 for c in range(column, len(edges) - 1))
    return cells
