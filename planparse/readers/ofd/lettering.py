"""A text object of an OFD page in, its characters with their boxes out, in points counted upwards.

OFD says where each character starts, not how wide it is: the next one tells, and for the last a usual width is taken.
"""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise

from lxml.etree import _Element

from planparse.readers.ofd.values import Matrix, local, number, repeated
from planparse.readers.pdf.glyphs import Stretch

_INK = re.compile(r"[^\s\u200b\ufeff]+")
_BROKEN = re.compile(r"^\s*\n\s*|\s*\n\s*$")
_UNKNOWN = str.maketrans({"\xa4": "\ufffd"})       # what converters write for a glyph whose character they do not know
_NARROW = frozenset("ijlftrI'`.,:;!|()[]{} ")
_BROAD = frozenset("mwMW%@×±÷°·")
MOST_CHARACTERS = 40_000                           # on a page
_HIGH, _LOW = 0.88, 0.12                           # of the size: above and below the baseline
_AXES = {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}


class Lettering:
    """The characters of one page as they are collected."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.box = array("f")
        self.stretches: list[Stretch] = []

    @property
    def text(self) -> str:
        """All characters; a newline parts the pieces."""
        return "".join(self.parts)

    @property
    def full(self) -> bool:
        """Whether no more characters are taken in."""
        return self.length >= MOST_CHARACTERS

    def add(self, thing: _Element, matrix: Matrix) -> None:
        """Take in a text object that lies on the page by this matrix."""
        size = number(thing.get("Size"), 0.0)
        if size <= 0:
            return
        x = y = 0.0
        changes: list[tuple[int, int, int]] = []
        for code in thing:
            kind = local(code)
            if kind == "CGTransform":
                changes.append((_count(code, "CodePosition", 0), _count(code, "CodeCount", 1), _count(code, "GlyphCount", 1)))
            elif kind == "TextCode":
                x, y = number(code.get("X"), x), number(code.get("Y"), y)
                text = _BROKEN.sub("", code.text or "").translate(_UNKNOWN)[:max(MOST_CHARACTERS - self.length, 0)]
                if text:
                    xs, ys = _places(thing, code, text, size, changes)
                    self._write(text, [x + dx for dx in xs], [y + dy for dy in ys], _Hand(thing, size, matrix))
                changes = []

    def _write(self, text: str, xs: list[float], ys: list[float], hand: _Hand) -> None:
        """Write characters that start at these places of the object's space."""
        if not hand.sound:
            return
        a, b, c, d, e, f = hand.matrix
        px = [a * x + c * y + e for x, y in zip(xs, ys, strict=True)]
        py = [b * x + d * y + f for x, y in zip(xs, ys, strict=True)]
        ux, uy = hand.along
        if hand.level:
            steps = [after - before for before, after in pairwise(px)]
        else:
            steps = [(bx - ax) * ux + (by - ay) * uy for (ax, ay), (bx, by) in pairwise(zip(px, py, strict=True))]
        widths = [_width(char, step, hand.width) for char, step in zip(text, [*steps, 0.0], strict=True)]
        high, low = _HIGH * hand.size, _LOW * hand.size
        quads = array("f")
        if hand.level:
            for x, y, width in zip(px, py, widths, strict=True):
                quads.extend((x, y + high, x + width, y - low))
        else:
            vx, vy = hand.up
            for x, y, width in zip(px, py, widths, strict=True):
                sides_x = [x + s * width * ux + h * vx for s in (0, 1) for h in (high, -low)]
                sides_y = [y + s * width * uy + h * vy for s in (0, 1) for h in (high, -low)]
                quads.extend((min(sides_x), max(sides_y), max(sides_x), min(sides_y)))
        at = self.length
        for match in _INK.finditer(text):
            self._stretches(at, *match.span(), px, py, hand)
        self.parts += (text, "\n")
        self.length += len(text) + 1
        self.box.extend(quads)
        self.box.extend((0.0, 0.0, 0.0, 0.0))

    def _stretches(self, at: int, start: int, end: int, px: list[float], py: list[float], hand: _Hand) -> None:
        """Cut where the baseline changes."""
        across = px if hand.direction in (1, 3) else py
        first = start
        for i in range(start + 1, end + 1):
            if i == end or abs(across[i] - across[first]) > 0.02:
                self.stretches.append((at + first, at + i, px[first], py[first], hand.size, hand.direction))
                first = i

    def close_up(self) -> None:
        """Let a letter or digit that ends a piece reach to the next piece on its line, where that stands close by."""
        starts: dict[int, list[float]] = defaultdict(list)
        for _, _, x, y, _, direction in self.stretches:
            if direction == 0:
                starts[round(y)].append(x)
        for row in starts.values():
            row.sort()
        text, box = self.text, self.box
        for _, end, _, y, size, direction in self.stretches:
            char = text[end - 1]
            if direction != 0 or not (char.isascii() and char.isalnum()):
                continue
            left, right = box[4 * end - 4], box[4 * end - 2]
            row = starts[round(y)]
            k = bisect_right(row, left + 0.2 * size)
            if k < len(row) and right < row[k] <= left + _widest(char) * size:
                box[4 * end - 2] = row[k]


class _Hand:
    """How an object's characters are written: their size on the page and the way the line runs."""

    def __init__(self, thing: _Element, size: float, matrix: Matrix) -> None:
        a, b, c, d, _, _ = self.matrix = matrix
        turn = math.radians(number(thing.get("CharDirection"), 0.0) % 360)
        cos, sin = math.cos(turn), math.sin(turn)
        ux, uy = a * cos + c * sin, b * cos + d * sin
        vx, vy = a * sin - c * cos, b * sin - d * cos
        wide, high = math.hypot(ux, uy), math.hypot(vx, vy)
        scale = number(thing.get("HScale"), 1.0)
        self.size, self.width = size * high, size * wide * (scale if 0.05 < scale < 20 else 1.0)
        self.sound = 0.0 < self.size < 1e4 and 0.0 < self.width < 1e4
        self.along = (ux / wide, uy / wide) if wide else (1.0, 0.0)
        self.up = (vx / high, vy / high) if high else (0.0, 1.0)
        x, y = self.along
        self.direction = -1
        if abs(y) <= 0.12 * abs(x):
            self.direction = 0 if x > 0 else 2
        elif abs(x) <= 0.12 * abs(y):
            self.direction = 1 if y > 0 else 3
        self.level = abs(y) < 1e-4 and x > 0 and self.up[1] > 0


def _count(element: _Element, name: str, least: int) -> int:
    return max(int(number(element.get(name), least)), least)


def slants(thing: _Element, matrix: Matrix) -> bool:
    """Whether a text object runs slanted, neither level nor upright."""
    return _Hand(thing, 1.0, matrix).direction < 0


def _places(thing: _Element, code: _Element, text: str, size: float,
            changes: Sequence[tuple[int, int, int]]) -> tuple[list[float], list[float]]:
    """Where the characters of a TextCode start, from where it starts itself."""
    most = 4 * len(text) + 16
    across, down = repeated(code.get("DeltaX"), most), repeated(code.get("DeltaY"), most)
    if not across and not down and len(text) > 1:
        scale = number(thing.get("HScale"), 1.0)
        x, y = _AXES.get(round(number(thing.get("ReadDirection"), 0.0)) % 360, (1.0, 0.0))
        steps = [_usual(char) * size * (scale if y == 0 else 1.0) for char in text[:-1]]
        return [x * at for at in accumulate(steps, initial=0.0)], [y * at for at in accumulate(steps, initial=0.0)]
    slots = _slots(text, changes, max(len(across), len(down)) + 1)
    count = len(text) if slots is None else math.ceil(max(slots, default=0.0)) + 1
    xs, ys = _walk(across, count), _walk(down, count)
    if slots is None:
        return xs, ys
    return [_between(xs, slot) for slot in slots], [_between(ys, slot) for slot in slots]


def _walk(steps: list[float], count: int) -> list[float]:
    """The places of so many glyphs; where steps are missing, the last one counts again."""
    if not steps:
        return [0.0] * count
    return list(accumulate([*steps[:count - 1], *steps[-1:] * (count - 1 - len(steps))], initial=0.0))


def _between(places: list[float], slot: float) -> float:
    low = int(slot)
    rest = slot - low
    return places[low] + (rest * (places[low + 1] - places[low]) if rest else 0.0)


def _slots(text: str, changes: Sequence[tuple[int, int, int]], told: int) -> list[float] | None:
    """Which glyph shows each character, where they are not one to one: ligatures, and characters counted as two."""
    if told == len(text):
        return None
    if told == len(text.encode("utf-16-le")) // 2:
        return list(accumulate((1.0 + (char > "\uffff") for char in text[:-1]), initial=0.0))
    slots: list[float] = []
    at = 0.0
    for position, codes, glyphs in sorted(changes):
        position, codes = min(position, len(text)), min(codes, len(text))
        if codes == glyphs or position < len(slots):
            continue
        while len(slots) < position:
            slots.append(at)
            at += 1
        glyphs = min(glyphs, 4 * codes + 4)
        slots.extend(at + k * glyphs / codes for k in range(min(codes, len(text) - len(slots))))
        at += glyphs
    if not slots:
        return None
    slots.extend(at + k for k in range(len(text) - len(slots)))
    return slots if told >= at + len(text) - len(slots) else None


def _is_full(char: str) -> bool:
    """Whether a character is as wide as it is high in Chinese type."""
    return (char >= "\u2e80" and not "\uff61" <= char <= "\uffdc") or "\u2014" <= char <= "\u2026" or "\u2100" <= char <= "\u27bf"


def _usual(char: str) -> float:
    """A usual width, in ems."""
    return 1.0 if _is_full(char) else 0.5


def _widest(char: str) -> float:
    """How wide a character may be, in ems."""
    if _is_full(char):
        return 1.05
    if char in _NARROW:
        return 0.52
    return 1.0 if char in _BROAD else 0.8 if char.isupper() else 0.62


def _width(char: str, step: float, size: float) -> float:
    """A character's width from the step to the next, unless that leaps or goes back."""
    return step if 0.1 * size < step <= _widest(char) * size else _usual(char) * size
