"""Boxes of lines with their words in, characters with their places in points out.

A line's box is cut to its ink; each character gets the place recognition saw it at and the width its kind has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from planparse.readers.ocr.boxes import LONGER
from planparse.readers.ocr.engine import Words

_HEIGHT = ((re.compile("[\u2e80-\u9fff]"), 0.92), (re.compile(r"[,;()（），；/|gjpqy]"), 0.9), (re.compile(""), 0.72))
LEGIBLE = 0.5         # mean confidence of a line below which it is no text
_STEPS = 3            # so many distances tell the size of the type; fewer are too coarse
_BLUR = 1.6           # pixels by which scanning makes ink higher


@dataclass(frozen=True, slots=True)
class Spot:
    """A recognised line, or a piece of one: `left[i]`, `right[i]` are the sides of `text[i]`, all in points.

    `size` is that of the type as far as this line alone shows it, `paced` whether the distance of its characters shows
    it; `middle` the height of the line's middle.
    """

    text: str
    left: tuple[float, ...]
    right: tuple[float, ...]
    middle: float
    size: float
    paced: bool
    confidences: tuple[float, ...]


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high."""
    return char >= "\u2e80" or char in "“”‘’—…·×①②③④⑤⑥⑦⑧⑨⑩"


def spots(quads: Sequence[Any], words: Sequence[Words], ink: Any, scale: float) -> list[Spot]:
    """The lines of a page. `ink`: its dark pixels without rules; `scale`: pixels a point."""
    found = [spot for quad, line in zip(quads, words, strict=True)
             if is_legible(line) and (spot := _spot(quad, line, ink, scale)) is not None]
    return _once(found)


def is_legible(words: Words) -> bool:
    """Whether a line was read well enough to be text: what is less sure is a picture, a seal or a spot."""
    return bool(words.text.strip()) and sum(words.confidences) >= LEGIBLE * len(words.confidences)


def _once(found: list[Spot]) -> list[Spot]:
    """The spots, each character once: where boxes overlap, the longer line has what both hold."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda spot: (spot.left[0] - spot.right[-1], spot.middle, spot.left[0])):
        over = [other for other in kept if abs(other.middle - spot.middle) < 0.4 * min(other.size, spot.size)
                and other.left[0] < spot.right[-1] and spot.left[0] < other.right[-1]]
        own = [k for k in range(len(spot.text)) if not any(_has(other, spot, k) for other in over)]
        if len(own) == len(spot.text):
            kept.append(spot)
        elif any(not spot.text[k].isspace() for k in own):
            kept.append(replace(spot, text="".join(spot.text[k] for k in own),
                                left=tuple(spot.left[k] for k in own), right=tuple(spot.right[k] for k in own),
                                confidences=tuple(spot.confidences[k] for k in own)))
    order = {id(spot): k for k, spot in enumerate(found)}
    return sorted(kept, key=lambda spot: (order.get(id(spot), len(found)), spot.middle, spot.left[0]))


def _has(other: Spot, spot: Spot, k: int) -> bool:
    """Whether a line holds a character of another: it stands inside, or the same one stands at its place."""
    middle = (spot.left[k] + spot.right[k]) / 2
    if other.left[0] < middle < other.right[-1]:
        return True
    return any(char == spot.text[k] and abs((a + b) / 2 - middle) < 0.7 * spot.size
               for char, a, b in zip(other.text, other.left, other.right, strict=True))


def _spot(quad: Any, words: Words, ink: Any, scale: float) -> Spot | None:
    x0, x1 = float(min(quad[0][0], quad[3][0])), float(max(quad[1][0], quad[2][0]))
    top, bottom = float(quad[0][1] + quad[1][1]) / 2, float(quad[2][1] + quad[3][1]) / 2
    if x1 - x0 < 1 or bottom - top < 1:
        return None
    longer = LONGER * (bottom - top)
    middles = [x0 - longer + share * (x1 - x0 + 2 * longer) for share in words.middles]
    start, end, high = _inked(ink, x0, top, x1, bottom)
    pitch = _pitch(words.text, middles)
    size = min(pitch or (high - _BLUR) / next(share for kind, share in _HEIGHT if kind.search(words.text)),
               1.15 * (bottom - top))
    left, right = _sides(words.text, middles, size, start, end)
    return Spot(words.text, tuple(x / scale for x in left), tuple(x / scale for x in right),
                (top + bottom) / 2 / scale, size / scale, pitch is not None, words.confidences)


def _inked(ink: Any, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float]:
    """Where the ink in a box begins and ends, and how high it is."""
    high = bottom - top
    part = ink[max(round(top + 0.06 * high), 0):round(bottom - 0.06 * high), max(round(x0), 0):round(x1) + 1]
    columns, rows = (part > 0).any(axis=0).nonzero()[0], (part > 0).any(axis=1).nonzero()[0]
    if not len(columns):
        return x0, x1, 0.6 * high
    return round(x0) + float(columns[0]), round(x0) + float(columns[-1]) + 1, float(rows[-1] - rows[0] + 1)


def _pitch(text: str, middles: Sequence[float]) -> float | None:
    """How far apart neighbouring Chinese characters stand, or None for a line that has too few of them."""
    steps = [b - a for (p, a), (q, b) in zip(zip(text, middles, strict=True), zip(text[1:], middles[1:], strict=True),
                                             strict=False) if "\u3400" <= p <= "\u9fff" and "\u3400" <= q <= "\u9fff"]
    if len(steps) < _STEPS:
        return None
    usual = median(steps)
    near = [step for step in steps if abs(step - usual) < 0.35 * usual]
    return sum(near) / len(near) if near else None


def _sides(text: str, middles: Sequence[float], size: float, start: float, end: float) -> tuple[list[float], list[float]]:
    """The sides of all characters: as wide as their kind, not over each other, from the first ink to the last."""
    half = [0.5 * size if is_wide(char) else 0.26 * size for char in text]
    if abs(start - middles[0] + half[0]) > 0.8 * size:                # ink that recognition has not read
        start = middles[0] - half[0]
    if abs(end - middles[-1] - half[-1]) > 0.8 * size:
        end = middles[-1] + half[-1]
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
