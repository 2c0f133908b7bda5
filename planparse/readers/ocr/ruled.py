"""The ink of a page in, the rules drawn on it out: long straight runs of dark, in points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planparse.readers.pdf.rules import Rule, merged

if TYPE_CHECKING:
    from planparse.readers.ocr.picture import Mask

SHORTEST = 26.0       # points: a stroke of a character is shorter, a side of a table cell that stands alone is longer
_TORN = 8.0           # points: gaps between the pieces of a rule
_TOUCH = 0.5          # points by which the side of a low row may end before its rule; strokes of characters end earlier
_BEYOND = 3.0         # and by which it may go beyond
LOWEST = 8.0          # points: the side of a row of the smallest type
_THICKEST = 5.0       # points
_LONG = 80.0          # points: longer than any chain of strokes that characters make
_FREE = 0.7           # share of a shorter rule's length that has paper on both sides
_BREAK = 0.8          # points: gaps in a rule that are bridged; characters stand further apart


def drawn_rules(dark: Mask, scale: float) -> tuple[list[Rule], list[Rule], Mask]:
    """Horizontal and vertical rules, and the mask of their ink. `scale`: pixels a point.

    Short rules count where they lead from one long rule to another: the sides of a low row.
    """
    import cv2

    upright = cv2.transpose(dark)
    across, flat = _along(dark, scale, SHORTEST)
    down, tall = _along(upright, scale, SHORTEST)
    sides, low = _along(upright, scale, LOWEST, across)
    return merged(across, _TORN), merged(down + sides, _TORN), cv2.bitwise_or(flat, cv2.transpose(cv2.bitwise_or(tall, low)))


def _along(dark: Mask, scale: float, shortest: float, between: Sequence[Rule] | None = None) -> tuple[list[Rule], Mask]:
    """The horizontal rules of a mask; if `between` is given, the short ones that lead from one of its rules to another."""
    import cv2
    import numpy

    long, gap = round(shortest * scale), round(_BREAK * scale)
    thick = cv2.dilate(dark, numpy.ones((3, 1), numpy.uint8))            # a rule that steps down by a pixel stays whole
    whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, numpy.ones((1, gap + 1), numpy.uint8))
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, numpy.ones((1, long), numpy.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(runs)
    kept: list[int] = []
    rules: list[Rule] = []
    for number in range(1, count):
        left, top, width, height, area = map(int, boxes[number])
        if area / width > _THICKEST * scale + 2 or height > 0.02 * width + _THICKEST * scale + 2:
            continue
        rule = Rule((top + height / 2) / scale, left / scale, (left + width) / scale)
        if between is not None and not (width < 1.5 * SHORTEST * scale and _leads(rule, between)):
            continue
        if width > _LONG * scale or _stands_free(dark, labels[top:top + height, left:left + width] == number, left, top, scale):
            kept.append(number)
            rules.append(rule)
    if between is not None and not _closed(rules, between):
        return [], numpy.zeros_like(dark)
    return rules, numpy.isin(labels, kept).astype(numpy.uint8) * 255


def _leads(rule: Rule, between: Sequence[Rule]) -> bool:
    """Whether a rule leads from one long crossing rule to another."""
    crossing = [one.at for one in between if one.end - one.start > _LONG and one.start - 3 < rule.at < one.end + 3]
    return (any(-_TOUCH < at - rule.start < _BEYOND for at in crossing)
            and any(-_TOUCH < rule.end - at < _BEYOND for at in crossing))


def _closed(rules: Sequence[Rule], between: Sequence[Rule]) -> bool:
    """Whether short sides stand at both ends of a long rule, as those of a row of cells do."""
    return any(all(any(abs(rule.at - end) < 3 and rule.start - 3 < one.at < rule.end + 3 for rule in rules)
                   for end in (one.start, one.end)) for one in between if one.end - one.start > _LONG)


def _stands_free(dark: Mask, rule: Any, left: int, top: int, scale: float) -> bool:
    """Whether there is paper above and below most of a rule: strokes of neighbouring characters in a row have ink there."""
    import numpy

    height, width = rule.shape
    columns = numpy.arange(width)
    upper, lower = rule.argmax(axis=0) + top, top + height - 1 - rule[::-1].argmax(axis=0)
    free = numpy.ones(width, bool)
    for step in (round(1.2 * scale), round(1.6 * scale)):
        above, below = numpy.maximum(upper - step, 0), numpy.minimum(lower + step, dark.shape[0] - 1)
        free &= (dark[above, columns + left] == 0) & (dark[below, columns + left] == 0)
    return bool(free.mean() > _FREE)
