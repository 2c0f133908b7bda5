"""The ink of a page in, the rules drawn on it out: long straight runs of dark, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planparse.readers.pdf.rules import Rule, merged

if TYPE_CHECKING:
    from planparse.readers.ocr.picture import Mask

SHORTEST = 26.0       # points: a stroke of a character is shorter, a side of a table cell that stands alone is longer
_THICKEST = 5.0       # points
_LONG = 80.0          # points: longer than any chain of strokes that characters make
_FREE = 0.7           # share of a shorter rule's length that has paper on both sides
_BREAK = 0.8          # points: gaps in a rule that are bridged; characters stand further apart


def drawn_rules(dark: Mask, scale: float) -> tuple[list[Rule], list[Rule], Mask]:
    """Horizontal and vertical rules, and the mask of their ink. `scale`: pixels a point."""
    import cv2

    across, flat = _along(dark, scale)
    down, tall = _along(cv2.transpose(dark), scale)
    return across, down, cv2.bitwise_or(flat, cv2.transpose(tall))


def _along(dark: Mask, scale: float) -> tuple[list[Rule], Mask]:
    """The horizontal rules of a mask."""
    import cv2
    import numpy

    long, gap = round(SHORTEST * scale), round(_BREAK * scale)
    thick = cv2.dilate(dark, numpy.ones((3, 1), numpy.uint8))            # a rule that steps down by a pixel stays whole
    whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, numpy.ones((1, gap + 1), numpy.uint8))
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, numpy.ones((1, long), numpy.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(runs)
    kept: list[Any] = [0]
    rules: list[Rule] = []
    for number in range(1, count):
        left, top, width, height, area = boxes[number]
        if (area / width <= _THICKEST * scale + 2 and height <= 0.02 * width + _THICKEST * scale + 2
                and (width > _LONG * scale or _stands_free(dark, labels[top:top + height, left:left + width] == number, left, top, scale))):
            kept.append(number)
            rules.append(Rule((top + height / 2) / scale, left / scale, (left + width) / scale))
    mask = (numpy.isin(labels, kept) & (labels > 0)).astype(numpy.uint8) * 255
    return merged(rules), mask


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
