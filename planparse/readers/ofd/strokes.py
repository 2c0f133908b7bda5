"""A path object of an OFD page in, the straight lines in it out: sides of boxes, thin filled strips, single rules.

>>> list(shapes("M 0 0 L 100 0", (1, 0, 0, 1, 10, 50), True, 100))
[(10.0, 50.0, 110.0, 50.0, False)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.readers.ofd.values import LARGEST, Matrix
from planparse.readers.pdf.rules import THIN, Shape

_STEP = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_LONGEST = 400_000                                  # characters: a longer path is a picture
_VALUES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}

Point = tuple[float, float]


def shapes(data: str, matrix: Matrix, stroked: bool, most: int) -> Iterator[Shape]:
    """The lines of a path, as boxes on the page: at most so many."""
    if len(data) > _LONGEST or (not stroked and ("B" in data or "Q" in data or "A" in data)):
        return                                      # filled curves: drawn letters, seals
    for points, straight in _subpaths(data, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        if right - left <= THIN or top - bottom <= THIN:
            most -= 1
            yield left, bottom, right, top, False
        elif stroked:
            for (ax, ay), (bx, by), level in zip(points, points[1:], straight[1:], strict=False):
                if level and (abs(ax - bx) < 1.0 or abs(ay - by) < 1.0):
                    most -= 1
                    yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), False
        if most <= 0:
            return


def extent(data: str, matrix: Matrix) -> Shape | None:
    """The box around a filled path without curves."""
    if len(data) > 2000 or "B" in data or "Q" in data or "A" in data:
        return None
    points = [point for found, _ in _subpaths(data, matrix) for point in found]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys), False


def _subpaths(data: str, matrix: Matrix) -> Iterator[tuple[list[Point], list[bool]]]:
    """The points of each connected piece, and whether a straight line leads to each."""
    a, b, c, d, e, f = matrix
    points: list[Point] = []
    straight: list[bool] = []
    for command, rest in _STEP.findall(data):
        if command == "C":
            points += points[:1]
            straight += straight[:1] and [True]
            continue
        if command in "SM":
            if len(points) > 1:
                yield points, straight
            points, straight = [], []
        values = [float(value) for value in _NUMBER.findall(rest)]
        count = _VALUES[command]
        for at in range(count, len(values) + 1, count):
            x, y = values[at - 2], values[at - 1]
            x, y = a * x + c * y + e, b * x + d * y + f
            if abs(x) < LARGEST and abs(y) < LARGEST:
                points.append((x, y))
                straight.append(command in "ML")
    if len(points) > 1:
        yield points, straight
