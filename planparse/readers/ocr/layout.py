"""Recognised sheets in, pages of characters, rules and sizes out, as the PDF pipeline takes them.

Sizes measured on single lines waver; each takes the value that most of the document's text near to it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from planparse.readers.ocr.sheet import Sheet
from planparse.readers.ocr.spot import Spot
from planparse.readers.pdf.glyphs import Frame, Glyphs, Run
from planparse.readers.pdf.pages import Parts, parts_of
from planparse.readers.pdf.rules import Drawing, Rule

NEAR = 0.085          # sizes that differ by less than this share are one size
_BASE = 0.38          # how far below the middle of a character its baseline runs, in sizes
_DASHES = "—–-－_一"
_APART = 0.9          # a gap of so many sizes parts two pieces of a line


def with_sizes(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with each line's size made one of the few sizes the document uses."""
    weight: dict[float, int] = {}
    every = [spot for sheet in sheets for spot in sheet.spots]
    for spot in [spot for spot in every if spot.paced] or every:
        weight[round(spot.size, 1)] = weight.get(round(spot.size, 1), 0) + len(spot.text)
    size_of = sizes_used(weight)
    return [replace(sheet, spots=[replace(spot, size=size_of(spot.size)) for spot in sheet.spots]) for sheet in sheets]


def sizes_used(weight: dict[float, int]) -> Callable[[float], float]:
    """The function from a measured size to the size it stands for; `weight`: characters measured of each size.

    >>> size = sizes_used({15.8: 40, 16.0: 90, 16.3: 60, 22.0: 20, 10.4: 30, 10.6: 30})
    >>> size(15.5), size(16.4), size(21.0), size(10.5)
    (16.0, 16.0, 22.0, 10.5)
    """
    left = dict(weight)
    used: list[float] = []
    while left:
        around = {size: sum(n for other, n in left.items() if abs(other - size) <= 0.04 * size) for size in left}
        peak = max(left, key=lambda size: (around[size], -size))
        near = {size: n for size, n in left.items() if abs(size - peak) <= NEAR * peak}
        core = {size: n for size, n in near.items() if abs(size - peak) <= 0.04 * peak}
        used.append(round(2 * sum(size * n for size, n in core.items()) / max(sum(core.values()), 1)) / 2)
        left = {size: n for size, n in left.items() if size not in near}

    def size_of(measured: float) -> float:
        near = [size for size in used if abs(size - measured) <= NEAR * size]
        nearest = near[0] if near else min(used, key=lambda size: abs(size - measured), default=measured)
        return nearest if abs(nearest - measured) < 0.3 * nearest else round(2 * measured) / 2

    return size_of


def parts(sheet: Sheet, shown: Frame) -> Parts:
    """A sheet as a page of the PDF pipeline. `shown`: the page as it is displayed."""
    text: list[str] = []
    left: list[float] = []
    right: list[float] = []
    top: list[float] = []
    bottom: list[float] = []
    sure: list[float] = []
    runs: list[Run] = []
    for spot in sheet.spots:
        base, start = spot.middle + _BASE * spot.size, len(text)
        text += [*spot.text, "\n"]
        left += [*spot.left, spot.right[-1]]
        right += [*spot.right, spot.right[-1]]
        top += [base - 0.88 * spot.size] * (len(spot.text) + 1)
        bottom += [base + 0.12 * spot.size] * (len(spot.text) + 1)
        sure += [*spot.confidences, 1.0]
        runs += [Run(start + a, start + b, base, spot.size, spot.left[a], spot.right[b - 1]) for a, b in _pieces(spot)]
    frame = Frame(0, 0.0, 0.0, sheet.width, sheet.height)
    glyphs = Glyphs(sheet.number, frame, shown, "".join(text), left, top, right, bottom, runs, [], sure, sheet.onto)
    return parts_of(glyphs, Drawing(_clear(sheet.across, sheet.spots), sheet.down, False))


def _pieces(spot: Spot) -> Iterable[tuple[int, int]]:
    """A line cut at its spaces and wide gaps."""
    start: int | None = None
    for k, char in enumerate(spot.text):
        if char.isspace():
            if start is not None:
                yield start, k
            start = None
        elif start is None:
            start = k
        elif spot.left[k] - spot.right[k - 1] > _APART * spot.size:
            yield start, k
            start = k
    if start is not None:
        yield start, len(spot.text)


def _clear(rules: Sequence[Rule], spots: Sequence[Spot]) -> list[Rule]:
    """The rules that are no dashes of a line."""
    return [rule for rule in rules if not any(abs(rule.at - spot.middle) < 0.3 * spot.size and any(
        char in _DASHES and left < rule.end and rule.start < right
        for char, left, right in zip(spot.text, spot.left, spot.right, strict=True)) for spot in spots)]
