"""Boxes of lines with their words in, characters with their places in points out.

A line's box is cut to its ink; each character gets the place recognition saw it at and the width its kind has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from planparse.readers.ocr.engine import Words

LONGER = 0.2          # by how much of a line's height its picture is longer at each end than the box that was found
_HEIGHT = {"wide": 0.92, "narrow": 0.72}      # how high the ink of a lone character is, in sizes


@dataclass(frozen=True, slots=True)
class Spot:
    """A recognised line, or a piece of one: `left[i]`, `right[i]` are the sides of `text[i]`, all in points.

    `size` is that of the type as far as this line alone shows it; `middle` the height of the line's middle.
    """

    text: str
    left: tuple[float, ...]
    right: tuple[float, ...]
    middle: float
    size: float
    confidences: tuple[float, ...]


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high."""
    return char >= "\u2e80" or char in "“”‘’—…·×①②③④⑤⑥⑦⑧⑨⑩"


def spots(quads: Sequence[Any], words: Sequence[Words], ink: Any, scale: float) -> list[Spot]:
    """The lines of a page. `ink`: its dark pixels without rules; `scale`: pixels a point."""
    return [found for quad, line in zip(quads, words, strict=True)
            if line.text.strip() and (found := _spot(quad, line, ink, scale)) is not None]


def _spot(quad: Any, words: Words, ink: Any, scale: float) -> Spot | None:
    x0, x1 = float(min(quad[0][0], quad[3][0])), float(max(quad[1][0], quad[2][0]))
    top, bottom = float(quad[0][1] + quad[1][1]) / 2, float(quad[2][1] + quad[3][1]) / 2
    if x1 - x0 < 1 or bottom - top < 1:
        return None
    longer = LONGER * (bottom - top)
    middles = [x0 - longer + share * (x1 - x0 + 2 * longer) for share in words.middles]
    start, end, high = _inked(ink, x0, top, x1, bottom)
    size = _pitch(words.text, middles) or high / _HEIGHT["wide" if any(map(is_wide, words.text)) else "narrow"]
    size = min(size, 1.15 * (bottom - top))
    left, right = _sides(words.text, middles, size, start, end)
    return Spot(words.text, tuple(x / scale for x in left), tuple(x / scale for x in right),
                (top + bottom) / 2 / scale, size / scale, words.confidences)


def _inked(ink: Any, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float]:
    """Where the ink in a box begins and ends, and how high it is."""
    high = bottom - top
    part = ink[max(round(top + 0.06 * high), 0):round(bottom - 0.06 * high), max(round(x0), 0):round(x1) + 1]
    columns, rows = (part > 0).any(axis=0).nonzero()[0], (part > 0).any(axis=1).nonzero()[0]
    if not len(columns):
        return x0, x1, 0.6 * high
    return round(x0) + float(columns[0]), round(x0) + float(columns[-1]) + 1, float(rows[-1] - rows[0] + 1)


def _pitch(text: str, middles: Sequence[float]) -> float | None:
    """How far apart neighbouring Chinese characters stand, or None for a line that has no two of them."""
    steps = [b - a for (p, a), (q, b) in zip(zip(text, middles, strict=True), zip(text[1:], middles[1:], strict=True),
                                             strict=False) if "\u3400" <= p <= "\u9fff" and "\u3400" <= q <= "\u9fff"]
    if not steps:
        return None
    usual = median(steps)
    near = [step for step in steps if abs(step - usual) < 0.35 * usual]
    return sum(near) / len(near) if near else None


def _sides(text: str, middles: Sequence[float], size: float, start: float, end: float) -> tuple[list[float], list[float]]:
    """The sides of all characters: as wide as their kind, not over each other, from the first ink to the last."""
    half = [0.5 * size if is_wide(char) else 0.26 * size for char in text]
    left = [max(middle - h, start) for middle, h in zip(middles, half, strict=True)]
    right = [min(middle + h, end) for middle, h in zip(middles, half, strict=True)]
    for k in range(len(text) - 1):
        if right[k] > left[k + 1]:
            share = half[k] / (half[k] + half[k + 1])
            right[k] = left[k + 1] = middles[k] + share * (middles[k + 1] - middles[k])
    left[0], right[-1] = min(start, right[0]), max(end, left[-1])
    for k in range(len(text)):
        right[k] = max(right[k], left[k])
    return left, right
