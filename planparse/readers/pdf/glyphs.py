"""One PDF page in, its characters with their boxes out, in upright coordinates (points from the top left).

Characters come from pdfium in bulk: one string, one array of boxes, one array of text matrices. A *run* is a stretch
of that string without white space on one baseline; all that follows works on runs, of which a page has few.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_INK = re.compile(r"[^\s\u3000\x00\x01\u200b\ufeff]+")
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}   # what pdfium makes of some hyphens at the end of a line
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

    def spaced(self, before: int, after: int) -> bool:
        """Whether a printed space (not one that pdfium guessed) stands between two characters of the string."""
        right, left = self.right, self.left
        return any(right[i] - left[i] > 0.1 and self.text[i] in " \u3000\xa0" for i in range(before + 1, after))


def page_glyphs(page: Any, number: int) -> Glyphs:
    """Read the characters of an open page (a raw pdfium handle)."""
    shown = _frame(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return Glyphs(number, shown, shown, "", (), (), (), (), [], [])
    try:
        return _read(textpage, number, shown)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _frame(page: Any) -> Frame:
    """The page's crop box and rotation; pages that state nonsense are taken for A4."""
    rect = pdfium.FS_RECTF()
    turn = pdfium.FPDFPage_GetRotation(page) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, rect):
        sides = (rect.left, rect.bottom, rect.right, rect.top)
        if all(map(math.isfinite, sides)) and rect.right > rect.left and rect.top > rect.bottom:
            return Frame(turn, *sides)
    return Frame(turn, 0.0, 0.0, 595.3, 841.9)


def _read(textpage: Any, number: int, shown: Frame) -> Glyphs:
    count = max(pdfium.FPDFText_CountChars(textpage), 0)
    text = _text(textpage, count)
    rects = (pdfium.FS_RECTF * count)()
    list(map(pdfium.FPDFText_GetLooseCharBox, repeat(textpage), range(count), rects))
    box = array("f", bytes(rects))
    return glyphs_of(number, shown, text, box, _pieces(textpage, text, box))


def glyphs_of(number: int, shown: Frame, text: str, box: array[float], pieces: Sequence[Stretch]) -> Glyphs:
    """The characters of a page of any format, in the frame in which most of them are upright.

    `box` holds four numbers a character (left, top, right, bottom) in the page's own space, counted upwards.
    """
    weight: Counter[int] = Counter()
    for start, end, _, _, _, direction in pieces:
        weight[direction] += end - start
    weight[-1] = 0
    turn = max(weight, key=lambda direction: (weight[direction], direction == shown.turn))
    frame = shown.turned(shown.turn if turn < 0 else turn)
    left, top, right, bottom = _boxes(frame, box)
    glyphs = Glyphs(number, frame, shown, text, left, top, right, bottom, [], [])
    _fill(glyphs, pieces)
    return glyphs


class _Piece(NamedTuple):
    """Characters of one baseline as pdfium has them: where the writing starts and runs, in the page's own space."""

    start: int
    end: int
    x: float
    y: float
    size: float
    direction: int


def _pieces(textpage: Any, text: str, box: array[float]) -> list[_Piece]:
    """The string cut at white space and where the baseline changes.

    A stretch whose ends share a baseline, and whose characters are all about as high, is taken for one piece
    without asking for each character.
    """
    tops, bottoms = box[1::4], box[3::4]
    matrix = pdfium.FS_MATRIX()
    found: list[_Piece] = []
    for match in _INK.finditer(text):
        start, end = match.span()
        last = _piece(textpage, end - 1, end, matrix)
        first = last if end - start == 1 else _piece(textpage, start, end, matrix)
        level = first.direction == last.direction == 0 and first.y == last.y
        if level and (end - start < 3 or (max(bottoms[start:end]) - min(bottoms[start:end]) < 0.2 * first.size
                      and max(tops[start:end]) - min(tops[start:end]) < 0.3 * first.size)):
            found.append(first._replace(end=end))
            continue
        for i in range(start, end):
            one = _piece(textpage, i, i + 1, matrix)
            before = found[-1] if found and i > start else None
            if before is not None and before.direction == one.direction and (
                    before.y == one.y if one.direction in (0, 2) else before.x == one.x):
                found[-1] = before._replace(end=i + 1)
            else:
                found.append(one)
    return found


def _piece(textpage: Any, start: int, end: int, matrix: Any) -> _Piece:
    """A piece with the baseline, size and direction of its first character."""
    pdfium.FPDFText_GetMatrix(textpage, start, matrix)
    a, b = matrix.a, matrix.b
    if abs(b) <= 0.12 * abs(a):
        direction = 0 if a > 0 else 2
    elif abs(a) <= 0.12 * abs(b):
        direction = 1 if b > 0 else 3
    else:
        direction = -1
    size = pdfium.FPDFText_GetFontSize(textpage, start) * (math.hypot(matrix.c, matrix.d) or 1.0)
    return _Piece(start, end, matrix.e, matrix.f, size, direction)


def _text(textpage: Any, count: int) -> str:
    """The page's characters, exactly `count` of them."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:2 * count].decode("utf-16-le", "replace")
        if len(text) == count and "\x00" not in text:
            return text.translate(_HYPHENS)
    codes = map(pdfium.FPDFText_GetUnicode, repeat(textpage), range(count))
    text = "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)
    return text.translate(_HYPHENS)


def _boxes(frame: Frame, box: array[float]) -> tuple[Sequence[float], ...]:
    """The boxes' four sides as reading coordinates; pdfium gives left, top, right, bottom, counted upwards."""
    lefts, tops, rights, bottoms = box[0::4], box[1::4], box[2::4], box[3::4]
    if frame.turn == 0:
        x, y = frame.left, frame.top
        across = (lefts, rights) if x == 0 else ([v - x for v in lefts], [v - x for v in rights])
        return across[0], [y - v for v in tops], across[1], [y - v for v in bottoms]
    quads = [frame.box(*sides) for sides in zip(lefts, bottoms, rights, tops, strict=True)]
    if not quads:
        return (), (), (), ()
    return tuple(list(side) for side in zip(*quads, strict=True))


def _fill(glyphs: Glyphs, pieces: Sequence[Stretch]) -> None:
    """Make runs of the pieces; what is turned or vertical goes aside, what is outside the page is left out."""
    frame, left, right, top = glyphs.frame, glyphs.left, glyphs.right, glyphs.top
    width, height = frame.size
    sane = _is_sane(left, right, top, glyphs.bottom)
    for start, end, x, y, size, direction in pieces:
        if not sane and not _is_sane(left[start:end], right[start:end], top[start:end], glyphs.bottom[start:end]):
            continue
        base = frame.box(x, y, x, y)[1]
        run = Run(start, end, base, size, left[start], right[end - 1])
        if not (0 < size < _LIMIT and -size < base < height + size and -size < run.x0 < width + size):
            continue                                        # outside the page: nobody sees it
        if direction != frame.turn or abs(top[end - 1] - top[start]) > 1.5 * size:
            glyphs.aside.append(run)
        elif end - start > 1 and max(map(sub, left[start + 1:end], right[start:end - 1])) > 0.7 * size:
            glyphs.runs.extend(_apart(run, left, right))
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
