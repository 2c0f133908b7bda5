"""The drawn lines of a page in, horizontal and vertical rules in reading coordinates out.

Lines, thin filled rectangles and the sides of stroked rectangles all count; pieces that touch are one rule.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from planparse.readers.pdf.glyphs import Frame

THIN = 4.0          # points: a rectangle not thicker than this is a line
TOUCH = 3.0         # points: pieces of one line may be this far apart
SHORTEST = 5.0      # points: shorter rules are marks, not lines

Shape = tuple[float, float, float, float, bool]      # left, bottom, right, top, and whether it is a picture


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
