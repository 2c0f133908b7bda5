"""Boxes of lines as they were found in, boxes of one line each out, and the picture of each line cut out for reading."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planparse.readers.ocr.engine import Picture, Quad
    from planparse.readers.ocr.picture import Mask

LONGER = 0.2          # by how much of a line's height its picture is longer at each end than the box that was found
EDGE = 0.2            # share of a box's height, above and below, in which a white row parts the line from its neighbours
DEEP = 0.45           # the same for ink that the box cuts through: it is a neighbour's
PALE = 0.06           # a row with so much of the ink of the fullest row is white but for specks
NEAR = 1.0            # characters so near to each other, in heights of a line, are of one line
LOW, HIGH = 0.4, 4.0  # heights, in those of a line, between which left-over ink may be lines
THIN, FULL = 0.08, 0.6    # shares of ink in a box of characters
TALL = 1.3            # a box so many times as high as most may hold two lines


def size(quad: Quad) -> tuple[float, float]:
    """Width and height of a box."""
    (ax, ay), (bx, by), _, (dx, dy) = quad
    return float(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5), float(((dx - ax) ** 2 + (dy - ay) ** 2) ** 0.5)


def single(quads: Sequence[Quad], ink: Mask) -> list[Quad]:
    """The boxes, those cut in two that hold two lines; a half that another box holds already is left out."""
    if not quads:
        return []
    usual = median(size(quad)[1] for quad in quads)
    found: list[Quad] = []
    for number, quad in enumerate(quads):
        halves = _halves(quad, ink) if size(quad)[1] > TALL * usual else []
        if len(halves) < 2:
            found.append(quad)
            continue
        others = [other for k, other in enumerate(quads) if k != number]
        found += [half for half in halves if not any(_holds(other, half) for other in others)]
    return found


def _halves(quad: Quad, ink: Mask) -> list[Quad]:
    """The lines in a box that white rows part; none if there is but one."""
    import numpy

    left, top, right, bottom = _sides(quad)
    rows = (ink[top:bottom, left:right] > 0).sum(axis=1)
    if not len(rows) or not rows.max():
        return []
    inked = numpy.concatenate([[False], rows > PALE * rows.max(), [False]])
    full = numpy.flatnonzero(inked[1:] != inked[:-1])
    bands = [(int(a), int(b)) for a, b in zip(full[::2], full[1::2], strict=True)]
    joined: list[tuple[int, int]] = []
    least = 0.3 * (bottom - top)
    for a, b in bands:
        if joined and (a - joined[-1][1] < 0.02 * (bottom - top) or joined[-1][1] - joined[-1][0] < 0.2 * least):
            joined[-1] = joined[-1][0], b
        else:
            joined.append((a, b))
    lines = [(a, b) for a, b in joined if b - a >= least]
    return [_box(left, top + a - 3, right, top + b + 3) for a, b in lines] if len(lines) > 1 else []


def _box(left: float, top: float, right: float, bottom: float) -> Quad:
    import numpy

    return numpy.array([[left, top], [right, top], [right, bottom], [left, bottom]], numpy.float32)


def _sides(quad: Quad) -> tuple[int, int, int, int]:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    return max(int(left), 0), max(int(top), 0), int(right) + 1, int(bottom) + 1


def _holds(quad: Quad, part: Quad) -> bool:
    """Whether most of a part lies in a box."""
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    (x0, y0), (x1, y1) = part.min(axis=0), part.max(axis=0)
    across, down = min(right, x1) - max(left, x0), min(bottom, y1) - max(top, y0)
    return bool(across > 0.5 * (x1 - x0) and down > 0.5 * (y1 - y0))


def cut(picture: Picture, ink: Mask, quad: Quad) -> Picture:
    """The part of a picture in a line's box, straight; a little longer, so that a closing bracket is whole.

    What reaches into the box from the lines above and below, apart from the line's own ink, is made paper.
    """
    import cv2
    import numpy

    wide, high = size(quad)
    longer = LONGER * high
    corners = numpy.array([[longer, 0], [longer + wide, 0], [longer + wide, high], [longer, high]], numpy.float32)
    matrix = cv2.getPerspectiveTransform(numpy.asarray(quad, numpy.float32), corners)
    whole = max(round(wide + 2 * longer), 1), max(round(high), 1)
    part: Picture = cv2.warpPerspective(picture, matrix, whole, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    rows = (cv2.warpPerspective(ink, matrix, whole, flags=cv2.INTER_NEAREST) > 0).sum(axis=1)
    white = [bool(row <= PALE * rows.max()) for row in rows]
    first, last = _edge(white), whole[1] - _edge(white[::-1])
    part[:first], part[last:] = 255, 255
    return part


def _edge(white: Sequence[bool]) -> int:
    """How many rows at the top of a box belong to the line above.

    >>> _edge([False, False, False, True, False, False, False, False, False, True])
    4
    >>> _edge([True, False, False, False, False, False, False, False, False, True])
    1
    """
    if not white[0]:
        for k in range(1, round(DEEP * len(white))):
            if white[k]:
                return k + 1
    return next((k + 1 for k in range(round(EDGE * len(white)), -1, -1) if white[k]), 0)


def missed(quads: Sequence[Quad], ink: Mask) -> list[Quad]:
    """Boxes around ink that stands in none of the boxes and has the height of a line: what the search passed over.

    A low cell of a narrow column is such a place. What is smaller or larger (specks, pictures, seals) gives none.
    """
    import cv2
    import numpy

    if not quads:
        return []
    usual = median(size(quad)[1] for quad in quads)
    rest = numpy.where(ink > 0, 255, 0).astype(numpy.uint8)
    for quad in quads:
        left, top, right, bottom = _sides(quad)
        rest[top:bottom, left:right] = 0
    rest = cv2.morphologyEx(rest, cv2.MORPH_OPEN, numpy.ones((2, 2), numpy.uint8))         # specks
    near = cv2.getStructuringElement(cv2.MORPH_RECT, (max(3, int(NEAR * usual)), 3))
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(rest, cv2.MORPH_CLOSE, near))
    found: list[Quad] = []
    for left, top, width, height, _ in stats[1:count].tolist():
        inked = float((rest[top:top + height, left:left + width] > 0).mean())
        if not (LOW * usual <= height <= HIGH * usual and width >= LOW * usual and THIN <= inked <= FULL):
            continue
        box = _box(left - 3, top - 3, left + width + 3, top + height + 3)
        found += _halves(box, ink) if height > TALL * usual else [box]
    return sorted(found, key=lambda box: (float(box[0][1]), float(box[0][0])))
