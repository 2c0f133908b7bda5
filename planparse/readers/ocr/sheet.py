"""A picture of a page in, what recognition saw on it out: lines of characters with their places, and rules.

The page is turned upright and straightened first; `onto` leads back to the page as it is displayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planparse.readers.ocr.boxes import cut, missed, single, size
from planparse.readers.ocr.engine import Engine, Words
from planparse.readers.ocr.picture import ink, quarter_turned, straightened, tilt, without, without_seals
from planparse.readers.ocr.ruled import drawn_rules
from planparse.readers.ocr.spot import Spot, is_legible, spots
from planparse.readers.pdf.glyphs import Affine
from planparse.readers.pdf.rules import Rule

if TYPE_CHECKING:
    from planparse.readers.ocr.engine import Picture

DOUBTFUL = 0.8        # a page read less surely than this is tried upside down
_SAMPLE = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recognised page, upright, in points from its top left. `lost`: places that look like text and cannot be read."""

    number: int
    width: float
    height: float
    spots: list[Spot]
    across: list[Rule]
    down: list[Rule]
    onto: Affine
    lost: int = 0


def read_sheet(picture: Picture, number: int, scale: float, engine: Engine) -> Sheet:
    """Recognise a page. `scale`: pixels of the picture a point."""
    picture = without_seals(picture, scale)
    quarters = 0
    view = _view(picture, scale, engine)
    if _lies(view.quads):
        quarters = 1
        view = _view(quarter_turned(picture, 1), scale, engine)
    words = _read(engine, view)
    if words and _sureness(words) < DOUBTFUL and _is_upside_down(engine, view, words):
        quarters += 2
        view = _view(quarter_turned(picture, quarters), scale, engine)
        words = _read(engine, view)
    lost = sum(bool(line.text.strip()) and not is_legible(line) for line in words)
    more = missed(view.quads, view.ink)
    again = engine.read([cut(view.picture, view.ink, quad) for quad in more]) if more else []
    sure = [k for k, line in enumerate(again) if line.text.strip() and _sureness([line]) >= DOUBTFUL]
    found = spots([*view.quads, *(more[k] for k in sure)], [*words, *(again[k] for k in sure)], view.ink, scale)
    height, width = view.picture.shape[:2]
    return Sheet(number, width / scale, height / scale, found, view.across, view.down,
                 _way_back(width / scale, height / scale, quarters, view.degrees), lost)


@dataclass(frozen=True, slots=True)
class _View:
    """A page as it is looked at: straightened, its rules taken out, the boxes of its lines found."""

    picture: Picture
    degrees: float
    ink: Any
    across: list[Rule]
    down: list[Rule]
    quads: list[Any]


def _view(picture: Picture, scale: float, engine: Engine) -> _View:
    dark = ink(picture)
    degrees = tilt(dark)
    if degrees:
        picture = straightened(picture, degrees)
        dark = ink(picture)
    across, down, mask = drawn_rules(dark, scale)
    quads = single(engine.find(picture), dark & ~mask)
    return _View(without(picture, mask), degrees, dark & ~mask, across, down, quads)


def _lies(quads: Sequence[Any]) -> bool:
    """Whether the page's lines run up or down."""
    sizes = [size(quad) for quad in quads]
    tall = sum(height for width, height in sizes if height > 2 * width)
    return tall > 2 * sum(width for width, height in sizes if width > 2 * height)


def _read(engine: Engine, view: _View) -> list[Words]:
    """What stands in each box."""
    return engine.read([cut(view.picture, view.ink, quad) for quad in view.quads])


def _sureness(words: Sequence[Words]) -> float:
    """How sure recognition is of a page, on average over its characters."""
    every = [value for line in words for value in line.confidences]
    return sum(every) / len(every) if every else 0.0


def _is_upside_down(engine: Engine, view: _View, words: Sequence[Words]) -> bool:
    """Whether the longest lines are read more surely upside down."""
    longest = sorted(range(len(words)), key=lambda k: (-size(view.quads[k])[0], k))[:_SAMPLE]
    turned = engine.read([quarter_turned(cut(view.picture, view.ink, view.quads[k]), 2) for k in longest])
    return _sureness(turned) > _sureness([words[k] for k in longest]) + 0.05


def _way_back(width: float, height: float, quarters: int, degrees: float) -> Affine:
    """From the upright sheet (of this size) to the page as displayed: tilted, then turned back.

    >>> _way_back(100, 200, 0, 0.0)
    (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    >>> _way_back(200, 100, 1, 0.0)      # x' = y, y' = 200 - x
    (0.0, 1.0, 0.0, -1.0, 0.0, 200.0)
    """
    from math import cos, radians, sin

    c, s = cos(radians(degrees)), sin(radians(degrees))
    x, y = width / 2, height / 2
    a, b, d, e = c, -s, s, c
    way = (a, b, x - a * x - b * y, d, e, y - d * x - e * y)
    for _ in range(quarters % 4):                  # a quarter counterclockwise: (x, y) → (y, width - x)
        p, q, r, t, u, v = way
        way = (t, u, v, -p, -q, width - r)
        width, height = height, width
    return tuple(value + 0.0 for value in way)  # type: ignore[return-value]
