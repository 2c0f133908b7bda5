"""The drawn lines of a PDF page in, horizontal and vertical rules in reading coordinates out.

Lines, thin filled rectangles and the sides of stroked rectangles all count; pieces that touch are one rule.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from planparse.readers.pdf.glyphs import Frame

THIN = 4.0          # points: a rectangle not thicker than this is a line
TOUCH = 3.0         # points: pieces of one line may be this far apart
SHORTEST = 5.0      # points: shorter rules are marks, not lines
MOST_SEGMENTS = 20_000
MOST_OBJECTS = 60_000

Shape = tuple[float, float, float, float, bool]      # left, bottom, right, top, and whether it is a picture
Matrix = tuple[float, float, float, float, float, float]

_SIDES = [ctypes.c_float() for _ in range(4)]        # pdfium works in one thread only, so one place for answers will do


class Rule(NamedTuple):
    """A straight line: `at` is its height (or, when vertical, its distance from the left), from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page: rules, and whether pictures cover most of it."""

    across: list[Rule]
    down: list[Rule]
    pictured: bool


def page_shapes(page: Any) -> list[Shape]:
    """The lines and pictures of an open page (a raw pdfium handle), in the page's own space.

    Comes before the text is read: text objects that pdfium would leave out for want of a font are mended here.
    """
    budget = [MOST_SEGMENTS, MOST_OBJECTS]
    found: list[Shape] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
            _mend(thing)                                # most objects are text: the short way
        else:
            found.extend(_object(thing, None, 0, budget))
    return found


def page_rules(shapes: list[Shape], frame: Frame) -> Drawing:
    """The rules that lines and pictures make on a page that is read in this frame."""
    across: list[Rule] = []
    down: list[Rule] = []
    width, height = frame.size
    covered = 0.0
    for left, bottom, right, top, picture in shapes:
        if not all(map(math.isfinite, (left, bottom, right, top))):
            continue
        x0, y0, x1, y1 = frame.box(left, bottom, right, top)
        if picture:
            covered += max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(y1, height) - max(y0, 0.0))
        elif y1 - y0 <= THIN and x1 - x0 > y1 - y0:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN:
            down.append(Rule((x0 + x1) / 2, y0, y1))
    return Drawing(merged(across), merged(down), covered > 0.5 * width * height)


def merged(rules: list[Rule], touch: float = TOUCH) -> list[Rule]:
    """Join the pieces of each line, and drop what stays too short.

    >>> merged([Rule(10, 0, 50), Rule(10.5, 51, 90), Rule(30, 0, 3)])
    [Rule(at=10.25, start=0, end=90)]
    """
    rows: list[list[Rule]] = []
    for rule in sorted(rules):
        if rows and rule.at - rows[-1][0].at <= 1.5:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    found: list[Rule] = []
    for row in rows:
        pieces = sorted(row, key=lambda rule: rule.start)
        at, start, end, n = pieces[0].at, pieces[0].start, pieces[0].end, 1
        for piece in pieces[1:]:
            if piece.start <= end + touch:
                at, end, n = at + piece.at, max(end, piece.end), n + 1
            else:
                found.append(Rule(at / n, start, end))
                at, start, end, n = piece.at, piece.start, piece.end, 1
        found.append(Rule(at / n, start, end))
    return [rule for rule in found if rule.end - rule.start >= SHORTEST]


def _object(thing: Any, outer: Matrix | None, depth: int, budget: list[int]) -> Iterator[Shape]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    budget[1] -= 1
    if budget[1] < 0:
        return
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        _mend(thing)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth < 6:
            matrix = _times(_matrix(thing), outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(thing)):
                yield from _object(pdfium.FPDFFormObj_GetObject(thing, index), matrix, depth + 1, budget)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        yield (*_bounds(thing, outer), True)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        if not fill.value and not stroke.value:
            return
        box = _bounds(thing, outer)
        if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
            yield (*box, False)
        elif stroke.value:
            yield from _sides(thing, _times(_matrix(thing), outer), budget)


def _mend(text: Any) -> None:
    """Give a text object that seems to have no width the width of a stroke.

    Without the font (not embedded, not on this machine) pdfium takes a single character, or a line set upwards, for
    nothing and drops it. The bounds of stroked text include the stroke.
    """
    left, bottom, right, top = _SIDES
    pdfium.FPDFPageObj_GetBounds(text, left, bottom, right, top)
    if abs(right.value - left.value) < 0.01:
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_STROKE)
        pdfium.FPDFPageObj_SetStrokeWidth(text, 1.0)
        pdfium.FPDFPageObj_Transform(text, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _bounds(thing: Any, outer: Matrix | None) -> tuple[float, float, float, float]:
    pdfium.FPDFPageObj_GetBounds(thing, *_SIDES)
    left, bottom, right, top = (side.value for side in _SIDES)
    if outer is None:
        return left, bottom, right, top
    corners = [_apply(outer, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _sides(path: Any, matrix: Matrix, budget: list[int]) -> Iterator[Shape]:
    """The straight, axis-parallel segments of a stroked path."""
    count = min(pdfium.FPDFPath_CountSegments(path), budget[0])
    budget[0] -= count
    x, y = ctypes.c_float(), ctypes.c_float()
    here = first = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        ends = []
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            ends.append((here, point))
        if pdfium.FPDFPathSegment_GetClose(segment):
            ends.append((point, first))
        here = point
        for (ax, ay), (bx, by) in ends:
            if abs(ax - bx) < 1.0 or abs(ay - by) < 1.0:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), False


def _matrix(thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
