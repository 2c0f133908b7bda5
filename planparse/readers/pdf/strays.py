"""A page's runs in, the runs of its text out; set aside are large watermarks over the text, line numbers, words in a margin.

What runs slanted, up or down was set aside before, by its direction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from planparse.readers.pdf.glyphs import Glyphs, Run


def without_watermark(page: Glyphs, runs: list[Run]) -> list[Run]:
    """Set aside large words that other words are printed over."""
    if len(runs) < 8:
        return runs
    usual = sorted(run.size for run in runs)[len(runs) // 2]
    large = [run for run in runs if run.size > 1.8 * usual]
    if not large:
        return runs
    small = [run for run in runs if run.size < 1.3 * usual]
    marks = {(round(run.base), round(run.size)) for run in large if _is_overprinted(run, small)}
    gone = {run for run in large if (round(run.base), round(run.size)) in marks}
    page.aside.extend(run for run in runs if run in gone)
    return [run for run in runs if run not in gone] if gone else runs


def _is_overprinted(large: Run, small: Sequence[Run]) -> bool:
    """Whether words at least a large character long stand on large words."""
    top, bottom = large.base - 0.85 * large.size, large.base + 0.1 * large.size
    return sum(min(run.x1, large.x1) - max(run.x0, large.x0) for run in small
               if top < run.middle < bottom and run.x0 < large.x1 and run.x1 > large.x0) > 0.8 * large.size


def without_margins(page: Glyphs, runs: list[Run]) -> list[Run]:
    """Set aside line numbers, and words set one character a line, that stand left or right of all text."""
    short = [run for run in runs if run.end - run.start < 4]
    if len(short) < 3:
        return runs
    long = [run for run in runs if run.end - run.start > 7]
    if not long:
        return runs
    left, right = min(run.x0 for run in long), max(run.x1 for run in long)
    size = sorted(run.size for run in long)[len(long) // 2]
    gone = {*_line_numbers(page, [run for run in short if run.x1 < left - 0.3 * size], size, len({run.base for run in long}))}
    for margin in ([run for run in short if run.x1 < left], [run for run in short if run.x0 > right]):
        gone.update(_stacked(margin))
    page.aside.extend(sorted(gone, key=lambda run: (round(run.x0), run.base)))
    return [run for run in runs if run not in gone] if gone else runs


def _line_numbers(page: Glyphs, margin: list[Run], size: float, lines: int) -> list[Run]:
    """The numbers that count the lines, every one or every fifth: not those of a list, whose points have several lines."""
    found = sorted((run for run in margin if page.text[run.start:run.end].isdigit()), key=lambda run: run.base)
    if len(found) < 3:
        return []
    values = [int(page.text[run.start:run.end]) for run in found]
    step = values[1] - values[0]
    if step not in (1, 5) or any(b - a != step for a, b in pairwise(values)):
        return []
    every = len(found) * step > 0.8 * lines
    small = all(run.size < 0.85 * size for run in found)
    return found if every and (small or len(found) > 15) else []


def _stacked(margin: list[Run]) -> list[Run]:
    """Single characters below each other, three or more."""
    places: dict[int, list[Run]] = defaultdict(list)
    for run in margin:
        if run.end - run.start == 1:
            places[round((run.x0 + run.x1) / 8)].append(run)
    found: list[Run] = []
    for column in places.values():
        column.sort(key=lambda run: run.base)
        near = all(0.8 * a.size < b.base - a.base < 2.6 * a.size for a, b in pairwise(column))
        if len(column) > 2 and near:
            found += column
    return found
