"""The characters and rules of a page in, its parts out: lines and tables in reading order (two columns one after the other)."""

from __future__ import annotations

from dataclasses import dataclass, field

from planparse.readers.pdf.aligned import aligned_tables
from planparse.readers.pdf.columns import open_tables
from planparse.readers.pdf.glyphs import Glyphs, Run
from planparse.readers.pdf.lattice import MOST_RULES, DraftTable, fill, lattices
from planparse.readers.pdf.lines import Column, Line, lines_of
from planparse.readers.pdf.rules import Drawing, Rule
from planparse.readers.pdf.strays import without_margins, without_watermark

Item = Line | DraftTable


@dataclass(slots=True)
class Parts:
    """What stands on a page. `items` are in reading order; furniture and notes are taken out of them later."""

    glyphs: Glyphs
    items: list[Item]
    rules: list[Rule]
    pictured: bool
    furniture: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The page's number, from 1."""
        return self.glyphs.number

    @property
    def height(self) -> float:
        """The page's height as it is read."""
        return self.glyphs.frame.size[1]

    @property
    def lines(self) -> list[Line]:
        """The lines among the items."""
        return [item for item in self.items if isinstance(item, Line)]

    def take(self, taken: list[Line]) -> None:
        """Take these lines out of the items."""
        gone = {id(line) for line in taken}
        self.items = [item for item in self.items if id(item) not in gone]


def parts_of(glyphs: Glyphs, drawing: Drawing) -> Parts:
    """Lines and tables of a page's characters and rules, wherever these come from."""
    runs = without_watermark(glyphs, glyphs.runs)
    tables, runs = fill(lattices(drawing.across, drawing.down), glyphs, runs)
    across = [rule for rule in drawing.across
              if not any(t.top - 4 <= rule.at <= t.bottom + 4 and rule.start < t.x1 and rule.end > t.x0 for t in tables)]
    across = across if len(across) < MOST_RULES else []
    runs = without_margins(glyphs, _unstruck(glyphs, across, runs))
    more, runs = open_tables(glyphs, across, runs) if len(across) > 2 else ([], runs)
    gutter = _gutter(runs)
    if gutter is None:
        bare, runs = aligned_tables(glyphs, across, runs)
        more += bare
    items = _ordered(glyphs, runs, tables + more, gutter)
    return Parts(glyphs, items, across, drawing.pictured)


def _unstruck(glyphs: Glyphs, across: list[Rule], runs: list[Run]) -> list[Run]:
    """Set aside what is struck through: text that a revision deleted but the print still shows."""
    ends: dict[int, tuple[float, float]] = {}
    for run in runs if across else ():
        low, high = ends.get(round(run.base), (run.x0, run.x1))
        ends[round(run.base)] = min(low, run.x0), max(high, run.x1)
    kept: list[Run] = []
    for run in runs:
        strokes = [rule for rule in across if 0.12 * run.size < run.base - rule.at < 0.55 * run.size
                   and rule.start < run.x1 and rule.end > run.x0
                   and rule.start > ends[round(run.base)][0] - run.size and rule.end < ends[round(run.base)][1] + run.size]
        start = run.start
        for i in range(run.start, run.end if strokes else run.start):
            middle = (glyphs.left[i] + glyphs.right[i]) / 2
            if any(rule.start <= middle <= rule.end for rule in strokes):
                kept.extend(_cut(glyphs, run, start, i))
                glyphs.aside.extend(_cut(glyphs, run, i, i + 1))
                start = i + 1
        kept.extend(_cut(glyphs, run, start, run.end))
    return kept


def _cut(glyphs: Glyphs, run: Run, start: int, end: int) -> list[Run]:
    """The part of a run from one character to another, if there is any."""
    if (start, end) == (run.start, run.end):
        return [run]
    return [run._replace(start=start, end=end, x0=glyphs.left[start], x1=glyphs.right[end - 1])] if start < end else []


def _ordered(glyphs: Glyphs, runs: list[Run], tables: list[DraftTable], gutter: tuple[float, float] | None) -> list[Item]:
    """Lines and tables in the order in which they are read."""
    if gutter is None:
        return sorted([*lines_of(glyphs, runs), *tables], key=lambda item: item.top)
    low, high = gutter
    across: list[Item] = [
        *lines_of(glyphs, [run for run in runs if run.x0 < low + 1 and run.x1 > high - 1]),
        *(table for table in tables if table.x0 < low and table.x1 > high)]
    sides: list[list[Item]] = []
    for members, inside in (([run for run in runs if run.x1 < high - 1], [t for t in tables if t.x1 <= high]),
                            ([run for run in runs if run.x0 > low + 1 and run.x1 >= high - 1],
                             [t for t in tables if t.x0 >= low])):
        lines = lines_of(glyphs, members)
        column = Column(min(run.x0 for run in members), max(run.x1 for run in members))
        for line in lines:
            line.column = column
        sides.append([*lines, *inside])
    ordered: list[Item] = []
    above = float("-inf")
    bars: list[Item | None] = [*sorted(across, key=lambda item: item.top), None]
    for bar in bars:
        below = bar.top if bar is not None else float("inf")
        for side in sides:
            ordered += sorted((item for item in side if above <= item.top < below), key=lambda item: item.top)
        if bar is not None:
            ordered.append(bar)
            above = below
    return ordered


def _gutter(runs: list[Run]) -> tuple[float, float] | None:
    """The white gap between two columns of prose, if the page is set so."""
    if len(runs) < 12:
        return None
    middle = (min(run.x0 for run in runs) + max(run.x1 for run in runs)) / 2
    size = sorted(run.size for run in runs)[len(runs) // 2]
    before = [run for run in runs if run.x1 <= middle + 2 * size]
    behind = [run for run in runs if run.x0 >= middle - 2 * size]
    crossing = len({round(run.base) for run in runs}
                   & {round(run.base) for run in runs if run.x0 < middle - 2 * size and run.x1 > middle + 2 * size})
    if not before or not behind or crossing > 0.4 * len({round(run.base) for run in runs}):
        return None
    low, high = max(run.x1 for run in before), min(run.x0 for run in behind)
    whole = max(run.x1 for run in behind) - min(run.x0 for run in before)
    if high - low < 0.9 * size or not all(_is_prose(side, max(0.34 * whole, 11 * size)) for side in (before, behind)):
        return None
    return low, high


def _is_prose(side: list[Run], least: float) -> bool:
    """Whether most lines of a column run through its width, which is that of prose, not of a list of names."""
    left, right = min(run.x0 for run in side), max(run.x1 for run in side)
    if right - left < least:
        return False
    ends: dict[int, tuple[float, float, float]] = {}          # baseline → from, to, and how much of it carries ink
    for run in side:
        low, high, ink = ends.get(round(run.base), (run.x0, run.x1, 0.0))
        ends[round(run.base)] = (min(low, run.x0), max(high, run.x1), ink + run.x1 - run.x0)
    long = sum(1 for low, high, ink in ends.values() if high - low > 0.7 * (right - left) and ink > 0.7 * (high - low))
    return len(ends) >= 5 and long >= 0.5 * len(ends)
