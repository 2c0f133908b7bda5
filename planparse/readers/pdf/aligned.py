"""Tables that no rules enclose: lines of a page in, tables out whose columns are told by the white space between them.

Either a head stands between two rules and the rows run on to the page end without a last rule, or there are no rules at
all: then the first line must read like a head, or the columns must hold numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from planparse.readers.pdf.columns import cells_of, pieces_of, rows_of
from planparse.readers.pdf.glyphs import Glyphs, Run
from planparse.readers.pdf.lattice import DraftCell, DraftTable
from planparse.readers.pdf.rules import Rule

_HEAD = re.compile(
    r"序号|编号|名称|项目|内容|指标|单位|数量|金额|合计|备注|说明|时限|时间|期限|年|部门|任务|类别|标准|责任|姓名|职务|电话|地点|目标|资金|规模"
    r"|面积|县|镇|占比|比例|增长|同比")
_SENTENCE = re.compile("[：:。；;，]")
_NUMBER = re.compile(r"[-+—－≥≤<>约]?[\d,，.]+(?:[%％‰]|万|亿|[年月日元个人次件户家])*|[-—－/]+")

Row = list[Run]                         # the runs of one line, from left to right
Stretch = tuple[float, float]           # from left to right


def aligned_tables(page: Glyphs, across: Sequence[Rule], runs: list[Run]) -> tuple[list[DraftTable], list[Run]]:
    """The tables without a frame on a page of one column, and the runs that stand in none of them."""
    if len(runs) - len({run.base for run in runs}) < 3:      # hardly a line has two runs
        return [], runs
    lines = _lines(runs)
    if sum(len(_segments(line)) > 1 for line in lines) < 2:
        return [], runs
    tables: list[DraftTable] = []
    used: set[Run] = set()
    start = 0
    while start < len(lines):
        rules = _around(lines[start], across)
        end = _end(page, lines, start, rules is not None)
        if end is None:
            start += 1
            continue
        tables.append(_table(page, lines[start:end], rules))
        used.update(run for line in lines[start:end] for run in line)
        start = end
    return tables, [run for run in runs if run not in used] if used else runs


def _lines(runs: list[Run]) -> list[Row]:
    """The runs of each line, from top to bottom."""
    lines: list[Row] = []
    for run in sorted(runs, key=lambda run: run.base):
        if lines and run.base - lines[-1][0].base < 0.4 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def _segments(line: Row) -> list[Stretch]:
    """The stretches of a line's ink, parted by gaps wider than a character."""
    found = [(line[0].x0, line[0].x1)]
    for before, run in pairwise(line):
        if run.x0 - before.x1 > 1.1 * run.size:
            found.append((run.x0, run.x1))
        else:
            found[-1] = found[-1][0], max(found[-1][1], run.x1)
    return found


def _words(page: Glyphs, line: Row, segments: list[Stretch]) -> list[str]:
    """The text of each segment of a line."""
    return ["".join(page.text[run.start:run.end] for run in line if low <= run.x0 < high) for low, high in segments]


def _around(line: Row, across: Sequence[Rule]) -> tuple[Rule, Rule] | None:
    """The two rules between which a line stands, when both are as wide as a table."""
    above = [rule for rule in across if 0 < line[0].middle - rule.at < 3 * line[0].size]
    below = [rule for rule in across if 0 < rule.at - line[0].middle < 3 * line[0].size]
    if not above or not below or above[-1].end - above[-1].start < 100:
        return None
    one, other = above[-1], below[0]
    same = abs(one.start - other.start) < 6 and abs(one.end - other.end) < 6
    inside = one.start - 3 < line[0].x0 and line[-1].x1 < one.end + 3
    return (one, other) if same and inside else None


def _end(page: Glyphs, lines: list[Row], start: int, ruled: bool) -> int | None:
    """Where the table that begins with a line ends, or None if none begins there."""
    head = lines[start]
    columns = _segments(head)
    names = _words(page, head, columns)
    named = len(names) > 1 and max(map(len, names)) < 13 and not any(map(_SENTENCE.search, names))
    if not named:
        return None
    end, full = start + 1, [start]
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        segments = _segments(line)
        if line[0].base - before[0].base > 3.2 * line[0].size or abs(line[0].size - head[0].size) > 0.25 * head[0].size:
            break
        wider = _widened(columns, segments, line[0].size)
        if wider is None:
            break
        columns = wider
        end += 1
        if len(segments) > 1:
            full.append(end - 1)
    step = min((lines[b][0].base - lines[a][0].base for a, b in pairwise(full)), default=0.0)
    while end - 1 > full[-1] and lines[end - 1][0].base - lines[end - 2][0].base > 0.85 * step:
        end -= 1                                        # a line behind the table, not a second line of its last row
    known = sum(1 for name in names if _HEAD.search(name)) > 1
    if ruled:
        return end if len(full) > 1 else None
    body = [_words(page, lines[at], _segments(lines[at])) for at in full[1:]]
    figures = sum(1 for words in body for word in words[1:] if _NUMBER.fullmatch(word))
    numeric = figures > 0.6 * sum(len(words) - 1 for words in body)
    if len(body) > 1 and known and (numeric or len(names) > 2):
        return end
    return end if len(body) > 2 and numeric and len(names) > 2 else None


def _widened(columns: list[Stretch], segments: list[Stretch], size: float) -> list[Stretch] | None:
    """The columns made wide enough for a line, or None where it does not fit between their gutters."""
    wider = list(columns)
    for low, high in segments:
        touched = [k for k, (left, right) in enumerate(columns) if low < right + 0.3 * size and high > left - 0.3 * size]
        if len(touched) != 1:
            return None
        left, right = wider[touched[0]]
        wider[touched[0]] = min(left, low), max(right, high)
    if any(after[0] - before[1] < 0.6 * size for before, after in pairwise(wider)):
        return None
    return wider


def _table(page: Glyphs, lines: list[Row], rules: tuple[Rule, Rule] | None) -> DraftTable:
    """The table that lines make, the first being its head."""
    columns = _segments(lines[0])
    for line in lines[1:]:
        columns = _widened(columns, _segments(line), line[0].size) or columns
    size = lines[0][0].size
    left, right = (rules[0].start, rules[0].end) if rules else (columns[0][0] - 0.5 * size, columns[-1][1] + 0.5 * size)
    gutters = tuple((before[1], after[0]) for before, after in pairwise(columns))
    edges = [left, *((low + high) / 2 for low, high in gutters), right]
    cells: list[DraftCell] = []
    head = pieces_of(page, lines[0], edges)
    body = pieces_of(page, [run for line in lines[1:] for run in line], edges)
    rows = [head, *rows_of(body)]
    for number, members in enumerate(rows):
        top, bottom = min(line.top for line, _, _ in members), max(line.bottom for line, _, _ in members)
        cells.extend(cells_of(members, number, edges, top, bottom))
    top = rules[0].at if rules else lines[0][0].base - size
    return DraftTable(left, top, right, lines[-1][0].base + 0.2 * size, len(rows), len(columns), tuple(edges), cells,
                      [page.number], gutters=gutters, bare=rules is None)
