"""Runs of characters in, printed lines out: clustered by baseline, ordered from left to right, note marks set aside.

pdfium sometimes misplaces characters drawn from another font (the quotation marks “ ”), so only their places count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from planparse.readers.pdf.glyphs import Glyphs, Run

_BASE, _LEFT = itemgetter(2), itemgetter(4)      # of a run
ABOVE, BELOW = 0.88, 0.12       # of the size: how far a character's body reaches above and below the baseline
_MARK = re.compile(r"[\[〔［(（]?(?:\d{1,3}|[①-⑳]|[*†‡]{1,3})[\]〕］)）]?")
_WORD = re.compile(r"[A-Za-z0-9]")
_OPEN, _SHUT = "“‘（《〈〔【「『(\\[", "，。、；：？！）》〉〕】」』”’％%…),.;:?!\\]"
_HEAD = re.compile(rf"(?:[{_OPEN}]*[A-Za-z0-9][A-Za-z0-9.,%/+\-]*[{_SHUT}]*)+|[{_OPEN}]*.[{_SHUT}]*", re.S)


@dataclass(frozen=True, slots=True)
class Column:
    """The stretch of a page's width that lines run through, from margin to margin."""

    left: float
    right: float


@dataclass(slots=True)
class Line:
    """A printed line. `places[i]` is the character of the page behind `text[i]`, -1 for a space between words."""

    page: Glyphs
    text: str
    places: Sequence[int]
    x0: float
    x1: float
    base: float
    size: float
    marks: list[int] = field(default_factory=list)   # characters of note marks, kept out of the text
    column: Column | None = None                     # None: the whole page
    turned: bool = False                             # runs up or down the page

    @property
    def top(self) -> float:
        """The upper edge of the characters' bodies."""
        return self.base - ABOVE * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of the characters' bodies."""
        return self.base + BELOW * self.size

    def head_width(self) -> float:
        """How wide the first piece is that cannot be broken: a character with its punctuation, a word, a number."""
        found = _HEAD.match(self.text)
        last = max((found.end() if found else 1) - 1, 0)
        while last and self.places[last] < 0:
            last -= 1
        return self.page.right[self.places[last]] - self.x0


def lines_of(page: Glyphs, runs: Sequence[Run]) -> list[Line]:
    """The lines that these runs make, from top to bottom."""
    if len(runs) == 1:
        line = _line(page, [runs[0]])
        return [line] if line is not None else []
    clusters: list[list[Run]] = []
    first = last = tall = 0.0
    for run in sorted(runs, key=_BASE):
        base, size = run[2], run[3]
        reach = 0.45 * (tall if tall > size else size)
        if clusters and base - last <= reach and base - first <= 1.6 * reach:
            clusters[-1].append(run)
            tall = max(tall, size)
        else:
            clusters.append([run])
            first, tall = base, size
        last = base
    return [line for cluster in clusters if (line := _line(page, cluster)) is not None]


def _line(page: Glyphs, runs: list[Run]) -> Line | None:
    if len(runs) == 1:
        start, end, base, size, x0, x1 = runs[0]
        if page.in_order(start, end):
            return Line(page, page.text[start:end], range(start, end), x0, x1, base, size)
    runs.sort(key=_LEFT)
    size = _main_size(runs)
    base = next(run.base for run in runs if run.size == size)
    runs, marks = _without_marks(page, runs, size, base)
    if not runs:
        return None
    level = all(page.in_order(run[0], run[1]) for run in runs) and not any(
        page.left[after[0]] < page.left[before[1] - 1] for before, after in pairwise(runs))
    if level:
        text, spots = _by_run(page, runs, size)
    else:
        text, spots = _by_place(page, [i for run in runs for i in range(run.start, run.end)], size)
    first, last = spots[0], spots[-1]
    x1 = max(page.right[last], runs[-1].x1)
    if len(spots) == last - first + 1 and -1 not in spots and spots == sorted(spots):
        return Line(page, text, range(first, last + 1), page.left[first], x1, base, size, marks)
    return Line(page, text, spots, page.left[first], x1, base, size, marks)


def _main_size(runs: list[Run]) -> float:
    """The size in which most of the line is set."""
    if len(runs) == 1:
        return runs[0].size
    weight: dict[float, float] = {}
    for run in runs:
        weight[run.size] = weight.get(run.size, 0.0) + run.x1 - run.x0
    return max(weight, key=lambda size: (weight[size], size))


def _without_marks(page: Glyphs, runs: list[Run], size: float, base: float) -> tuple[list[Run], list[int]]:
    """Take out the raised small numbers that point to notes (not the 2 of m2, nor a power of ten)."""
    if all(run.size > 0.8 * size for run in runs):
        return runs, []
    kept: list[Run] = []
    marks: list[int] = []
    for run in runs:
        raised = run.size <= 0.8 * size and run.base < base - 0.12 * size
        if raised and kept and _MARK.fullmatch(page.text, run.start, run.end) and not _WORD.match(page.text[kept[-1].end - 1]):
            marks.extend(range(run.start, run.end))
        else:
            kept.append(run)
    return kept, marks


def _by_run(page: Glyphs, runs: list[Run], size: float) -> tuple[str, list[int]]:
    """Text and places of runs that stand in order."""
    text, before = page.text, runs[0]
    pieces = [text[before.start:before.end]]
    places = list(range(before.start, before.end))
    loose = len(runs) > 3 and sum(run.end - run.start == 1 for run in runs) > 0.7 * len(runs)
    for run in runs[1:]:
        gap = (run.x0 - before.x1) / size
        if _is_space(page, before.end - 1, run.start, gap) and not (
                loose and gap < 1.2 and not text[before.end - 1].isascii() and not text[run.start].isascii()):
            pieces.append(" ")
            places.append(-1)
        pieces.append(text[run.start:run.end])
        places.extend(range(run.start, run.end))
        before = run
    return "".join(pieces), places


def _by_place(page: Glyphs, found: list[int], size: float) -> tuple[str, list[int]]:
    """Text and places of characters sorted by where they stand; what is printed twice (for boldness) counts once."""
    left, right, text = page.left, page.right, page.text
    found.sort(key=left.__getitem__)
    places = [found[0]]
    for place in found[1:]:
        before = places[-1]
        if text[place] == text[before] and left[place] - left[before] < 0.3 * (right[before] - left[before]):
            continue
        if place != before + 1 and _is_space(page, before, place, (left[place] - right[before]) / size):
            places.append(-1)
        places.append(place)
    return "".join(text[i] if i >= 0 else " " for i in places), places


def _is_space(page: Glyphs, before: int, after: int, gap: float) -> bool:
    """Whether a space stands between two neighbours that are `gap` characters apart."""
    if gap > 0.6:
        return not _was_filled(page, before, after)
    if gap > 0.12 and _WORD.match(page.text[before]) and _WORD.match(page.text[after]):
        return True
    return gap > 0.05 and 0 < after - before < 4 and page.spaced(before, after)


def _was_filled(page: Glyphs, before: int, after: int) -> bool:
    """Whether the gap is that of a note mark or of struck text taken out between two neighbours."""
    low, high = page.right[before] - 1.0, page.left[after] + 1.0
    between = range(before + 1, min(after, before + 200))
    return any(low <= page.left[i] and page.right[i] <= high and not page.text[i].isspace() for i in between)


def glue(before: str, after: str) -> str:
    """What to write between two lines of one paragraph: nothing between Chinese or in a number, a space between words.

    >>> glue("到20", "23年"), glue("the plan", "of"), glue("建设", "QS认证")
    ('', ' ', '')
    """
    a, b = before[-1:], after[:1]
    if not (a.isascii() and b.isascii() and b.isalnum()):
        return ""
    return " " if a.isalpha() or (a in ",;:.!?)" and b.isalpha()) else ""
