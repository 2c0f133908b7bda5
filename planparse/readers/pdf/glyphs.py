"""A page's characters with their boxes in, runs of characters in upright coordinates (points from the top left) out.

The characters are one string with one array of boxes. A *run* is a stretch of that string without white space on one
baseline; all that follows works on runs, of which a page has few. Nothing here asks which format the page comes from.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import lt, sub
from typing import Any, NamedTuple

_LIMIT = 20_000.0                                # no page is larger (200 inches are 14,400 points)

# Characters [start, end) on one baseline: they begin at x, y of the page's own space, have a size and run in a direction
# (quarters clockwise by which the page must be turned to make them upright; -1: slanted).
Stretch = tuple[int, int, float, float, float, int]
Affine = tuple[float, float, float, float, float, float]     # x' = a·x + b·y + c, y' = d·x + e·y + f


class Run(NamedTuple):
    """Characters `[start, end)` of the page's string: on one baseline, in one size, with no white space among them."""

    start: int
    end: int
    base: float
    size: float
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """The height at which the characters' bodies have their middle."""
        return self.base - 0.35 * self.size


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is turned for reading: `turn` quarters clockwise, seen through its crop box."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page's own space as (x0, top, x1, bottom), counted downwards.

        >>> Frame(1, 0, 0, 100, 200).box(10, 20, 30, 60)
        (20, 10, 60, 30)
        """
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def turned(self, turn: int) -> Frame:
        """The same page turned otherwise."""
        return Frame(turn % 4, self.left, self.bottom, self.right, self.top)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A page's characters. `left[i]`, `top[i]`, `right[i]`, `bottom[i]` are the reading box of `text[i]`.

    `shown` is how the page is displayed, `frame` how it is read (a table set sideways is read turned). What recognition
    reads brings a `confidence` for each character, and in `onto` the way from reading to displayed coordinates.
    """

    number: int
    frame: Frame
    shown: Frame
    text: str
    left: Sequence[float]
    top: Sequence[float]
    right: Sequence[float]
    bottom: Sequence[float]
    runs: list[Run]
    aside: list[Run]
    confidence: Sequence[float] | None = None
    onto: Affine | None = None

    upright: bool = field(init=False)           # whether reading boxes are displayed boxes
    drops: list[int] = field(init=False)        # the characters that stand left of the one before them in the string

    def __post_init__(self) -> None:
        object.__setattr__(self, "upright", self.onto is None and self.frame.turn == self.shown.turn)
        left = self.left
        object.__setattr__(self, "drops", list(compress(range(1, len(left)), map(lt, left[1:], left))))

    def in_order(self, start: int, end: int) -> bool:
        """Whether the characters `[start, end)` stand from left to right."""
        drops = self.drops
        return bisect_right(drops, start) == bisect_left(drops, end)

    def sides(self, start: int, end: int) -> tuple[array[float], array[float]]:
        """Where the characters `[start, end)` begin and end."""
        left, right = self.left[start:end], self.right[start:end]
        if type(left) is array and type(right) is array:
            return left, right
        return array("f", left), array("f", right)

    def spaced(self, before: int, after: int) -> bool:
        """Whether a printed space (not one that pdfium guessed) stands between two characters of the string."""
        right, left = self.right, self.left
        return any(right[i] - left[i] > 0.1 and self.text[i] in " \u3000\xa0" for i in range(before + 1, after))


def glyphs_of(number: int, shown: Frame, text: str, box: array[float], pieces: Sequence[Stretch]) -> Glyphs:
    """The characters of a page of any format, in the frame in which most of them are upright.

    `box` holds four numbers a character (left, top, right, bottom) in the page's own space, counted upwards.
    """
    frame = shown.turned(_turn(shown.turn, pieces))
    left, top, right, bottom = _boxes(frame, box)
    glyphs = Glyphs(number, frame, shown, text, left, top, right, bottom, [], [])
    _fill(glyphs, pieces)
    return glyphs


def _turn(shown: int, pieces: Sequence[Stretch]) -> int:
    """The direction in which most characters are upright; that of the page, where it holds none."""
    directions = {piece[5] for piece in pieces}
    if len(directions) == 1 and -1 not in directions:
        return directions.pop()
    weight: Counter[int] = Counter()
    for start, end, _, _, _, direction in pieces:
        weight[direction] += end - start
    weight[-1] = 0
    turn = max(weight, key=lambda direction: (weight[direction], direction == shown))
    return shown if turn < 0 else turn


class _Downward(Sequence[float]):
    """Heights counted upwards, seen as distances from the page's upper edge."""

    def __init__(self, edge: float, heights: Sequence[float]) -> None:
        self._edge, self._heights = edge, heights

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self._edge - height for height in self._heights[at]]
        return self._edge - self._heights[at]


def _boxes(frame: Frame, box: array[float]) -> tuple[Sequence[float], ...]:
    """The boxes' four sides as reading coordinates; given are left, top, right, bottom, counted upwards."""
    lefts, tops, rights, bottoms = box[0::4], box[1::4], box[2::4], box[3::4]
    if frame.turn == 0:
        if frame.left != 0:
            lefts, rights = (array("f", map(sub, side, repeat(frame.left))) for side in (lefts, rights))
        return lefts, _Downward(frame.top, tops), rights, _Downward(frame.top, bottoms)
    quads = [frame.box(*sides) for sides in zip(lefts, bottoms, rights, tops, strict=True)]
    if not quads:
        return (), (), (), ()
    return tuple(array("f", side) for side in zip(*quads, strict=True))


def _fill(glyphs: Glyphs, pieces: Sequence[Stretch]) -> None:
    """Make runs of the pieces; what is turned or vertical goes aside, what is outside the page is left out."""
    frame, left, right, top = glyphs.frame, glyphs.left, glyphs.right, glyphs.top
    (width, height), turn, edge = frame.size, frame.turn, frame.top
    gaps = list(map(sub, left[1:], right))              # between each character and the next
    sane = math.isfinite(sum(gaps))
    for start, end, x, y, size, direction in pieces:
        if not sane and not _is_sane(left[start:end], right[start:end], top[start:end], glyphs.bottom[start:end]):
            continue
        base = edge - y if turn == 0 else frame.box(x, y, x, y)[1]
        run = Run(start, end, base, size, left[start], right[end - 1])
        if not (0 < size < _LIMIT and -size < base < height + size and -size < run[4] < width + size and run[5] < _LIMIT):
            continue                                        # outside the page: nobody sees it
        if direction != turn or (end - start > 1 and abs(top[end - 1] - top[start]) > 1.5 * size):
            glyphs.aside.append(run)
        elif end - start > 1 and max(gaps[start:end - 1]) > 0.7 * size:
            glyphs.runs.extend(part for part in _apart(run, left, right) if -size < part.x0 < width + size)
        else:
            glyphs.runs.append(run)


def _is_sane(*numbers: Sequence[float]) -> bool:
    """Whether all numbers are finite and of a size that occurs on paper."""
    return all(not some or (math.isfinite(sum(some)) and min(some) > -_LIMIT and max(some) < _LIMIT) for some in numbers)


def _apart(run: Run, left: Sequence[float], right: Sequence[float]) -> list[Run]:
    """A run cut at its wide gaps: pdfium sees no white space between the words of neighbouring cells."""
    starts = [run.start, *(i for i in range(run.start + 1, run.end) if left[i] - right[i - 1] > 0.7 * run.size)]
    return [run._replace(start=start, end=end, x0=left[start], x1=right[end - 1])
            for start, end in zip(starts, [*starts[1:], run.end], strict=True)]
