"""One open PDF page in, the lines and pictures drawn on it out, in the page's own space."""

from __future__ import annotations

from collections.abc import Iterator
from operator import sub
from typing import Any

import pypdfium2.raw as pdfium

from planparse.readers.pdf.binding import (
    Matrix,
    bounds,
    draw_modes,
    form_objects,
    give_width,
    object_matrix,
    page_objects,
    segments,
    types,
)
from planparse.readers.pdf.rules import THIN, Shape

MOST_SEGMENTS = 20_000
MOST_OBJECTS = 60_000


def page_shapes(page: Any) -> list[Shape]:
    """The lines and pictures of an open page (a raw pdfium handle), in the page's own space.

    Comes before the text is read: text objects that pdfium would leave out for want of a font are mended here.
    """
    return list(_shapes(page_objects(page, MOST_OBJECTS), None, 0, [MOST_SEGMENTS, MOST_OBJECTS]))


def _shapes(objects: list[int], outer: Matrix | None, depth: int, budget: list[int]) -> Iterator[Shape]:
    """The shapes of the objects of a page or form; `budget` tells how many segments and objects may still be read."""
    budget[1] -= len(objects)
    kinds = types(objects)
    boxes = bounds(objects)
    if objects and min(map(sub, boxes[2::4], boxes[0::4])) < 0.01:
        for thing, kind, left, right in zip(objects, kinds, boxes[0::4], boxes[2::4], strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT and abs(right - left) < 0.01:
                give_width(thing)
    if kinds.count(pdfium.FPDF_PAGEOBJ_TEXT) == len(kinds):
        return
    modes = iter(draw_modes([thing for thing, kind in zip(objects, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_PATH]))
    for at, kind in enumerate(kinds):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            filled, stroked = next(modes), next(modes)
            if filled or stroked:
                yield from _path(objects[at], _outward(boxes, at, outer), bool(stroked), outer, budget)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield (*_outward(boxes, at, outer), True)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 6 and budget[1] > 0:
            matrix = _times(object_matrix(objects[at]), outer)
            yield from _shapes(form_objects(objects[at], budget[1]), matrix, depth + 1, budget)


def _path(path: int, box: tuple[float, float, float, float], stroked: bool, outer: Matrix | None,
          budget: list[int]) -> Iterator[Shape]:
    """A thin figure as one line, or else the sides of one whose line is drawn."""
    if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
        yield (*box, False)
    elif stroked:
        yield from _sides(path, _times(object_matrix(path), outer), budget)


def _outward(boxes: Any, at: int, outer: Matrix | None) -> tuple[float, float, float, float]:
    """The box of an object, carried out of the form it stands in."""
    left, bottom, right, top = boxes[4 * at:4 * at + 4]
    if outer is None:
        return left, bottom, right, top
    corners = [_apply(outer, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _sides(path: int, matrix: Matrix, budget: list[int]) -> Iterator[Shape]:
    """The straight, axis-parallel segments of a stroked path."""
    here = first = (0.0, 0.0)
    for kind, x, y, closes in segments(path, budget[0]):
        budget[0] -= 1
        point = _apply(matrix, x, y)
        ends = []
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            ends.append((here, point))
        if closes:
            ends.append((point, first))
        here = point
        for (ax, ay), (bx, by) in ends:
            if abs(ax - bx) < 1.0 or abs(ay - by) < 1.0:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), False


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
