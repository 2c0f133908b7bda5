"""Automatic numbering: the numbering part and the paragraphs in their order in, the label of each paragraph out.

Paragraphs of one abstract list count on together, whichever `num` they name; a `startOverride` takes effect
when its `num` is first used (as word processors do it; ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from planparse.readers.docx.names import ALTERNATE, FALLBACK, RUN_PROPERTIES, VAL, switched_on, value, w, whole
from planparse.readers.docx.numerals import written
from planparse.readers.docx.signs import private_signs
from planparse.readers.docx.styles import Style, Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_STANDS_ALONE = re.compile(r"[0-9A-Za-z一-鿿]$")
_OVERRIDE, _START, _STEM = w("lvlOverride"), w("start"), w("abstractNum")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart`: 0 never, n behind a paragraph of level n or above, None behind any above."""

    form: str = "decimal"
    pattern: str | None = None
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """A `num`: the abstract list it counts in, its levels, and the levels it starts afresh when first used."""

    abstract: int
    levels: tuple[Level, ...]
    restarted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Label:
    """A label as shown, and as it is put before the text (with a space where both would stick together)."""

    shown: str
    prefix: str


def _level(element: _Element) -> Level:
    """Read a `w:lvl`."""
    form, text = element.find(w("numFmt")), element.find(w("lvlText"))
    if form is None:             # a custom format stands in a Choice, its stand-in beside it
        form = element.find(f"{ALTERNATE}//{w('numFmt')}")
        form = element.find(f"{ALTERNATE}/{FALLBACK}/{w('numFmt')}") if form is None else form
    start, letters = whole(value(element, _START)), element.find(RUN_PROPERTIES)
    return Level(form="decimal" if form is None else form.get(VAL, "decimal"),
                 pattern=None if form is None else form.get(w("format")),
                 text="" if text is None else text.get(VAL, ""),
                 start=0 if start is None else start,
                 restart=whole(value(element, w("lvlRestart"))),
                 legal=bool(switched_on(element, w("isLgl"))),
                 suffix=value(element, w("suff")) or "tab",
                 style=value(element, w("pStyle")),
                 hidden=bool(switched_on(letters, w("vanish"))))


def _levels(stem: _Element) -> dict[int, Level]:
    """The levels of an abstract list by their number."""
    found = ((whole(level.get(w("ilvl"))), level) for level in stem.iterfind(w("lvl")))
    return {number: _level(level) for number, level in found if number is not None and 0 <= number < LEVELS}


class Numbering:
    """Counts along. Ask for labels in the order of the paragraphs."""

    def __init__(self, part: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[int, _Element] = {}
        self._elements: dict[int, _Element] = {}
        self._read: dict[int, Numbers | None] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._used: set[int] = set()
        for tag, key, store in ((_STEM, "abstractNumId", self._abstracts), (w("num"), "numId", self._elements)):
            for element in () if part is None else part.iterfind(tag):
                number = whole(element.get(w(key)))
                if number is not None:
                    store.setdefault(number, element)

    def label(self, number: int | None, level: int | None, style: Style) -> Label | None:
        """The label of the next paragraph, whose own numPr is (`number`, `level`). None: it is not numbered."""
        num_id = style.number if number is None else number
        numbers = None if num_id is None else self._numbers(num_id)
        if num_id is None or numbers is None:
            return None
        if level is None:
            level = next((i for name in style.chain for i, it in enumerate(numbers.levels) if it.style == name),
                         style.level)
        place = min(max(level or 0, 0), LEVELS - 1)
        return self._shown(numbers, place, self._count(num_id, numbers, place))

    def _numbers(self, num_id: int) -> Numbers | None:
        if num_id not in self._read:
            element = self._elements.get(num_id)
            self._read[num_id] = None if element is None else self._settle(element)
        return self._read[num_id]

    def _settle(self, element: _Element) -> Numbers | None:
        """Put a `num` together from its abstract list (through a numbering style, if linked) and its overrides."""
        stem = self._abstract(element, 0)
        if stem is None:
            return None
        key = whole(stem.get(w("abstractNumId"))) or 0
        levels = _levels(stem)
        restarted: set[int] = set()
        for override in element.iterfind(_OVERRIDE):
            place = whole(override.get(w("ilvl")))
            if place is None or not 0 <= place < LEVELS:
                continue
            given = override.find(w("lvl"))
            if given is not None:
                levels[place] = _level(given)
            start = whole(value(override, w("startOverride")))
            if start is not None:
                levels[place] = replace(levels.get(place, Level()), start=start)
                restarted.add(place)
        return Numbers(key, tuple(levels.get(i, Level()) for i in range(LEVELS)), frozenset(restarted))

    def _abstract(self, element: _Element, depth: int) -> _Element | None:
        """The abstract list of a `num`, numbering styles followed."""
        stem = self._abstracts.get(whole(value(element, w("abstractNumId"))) or 0)
        link = value(stem, w("numStyleLink"))
        if link is None or depth > LEVELS:
            return stem
        behind = self._elements.get(self._styles.numbers(link) or -1)
        return stem if behind is None else self._abstract(behind, depth + 1)

    def _count(self, num_id: int, numbers: Numbers, place: int) -> list[int]:
        """Count the paragraph in; the values of all levels down to its own."""
        counts = self._counts.setdefault(numbers.abstract, [None] * LEVELS)
        if num_id not in self._used:
            self._used.add(num_id)
            for restarted in numbers.restarted:
                counts[restarted] = None
        own = counts[place]
        counts[place] = numbers.levels[place].start if own is None else own + 1
        for deeper in range(place + 1, LEVELS):
            restart = numbers.levels[deeper].restart
            if restart is None or place < restart:
                counts[deeper] = None
        return [numbers.levels[i].start if (count := counts[i]) is None else count for i in range(place + 1)]

    def _shown(self, numbers: Numbers, place: int, counts: list[int]) -> Label | None:
        """Write the label of a level with these values."""
        level = numbers.levels[place]
        if level.hidden:
            return None
        if level.form == "bullet":
            shown = private_signs(level.text).strip()
        else:
            def one(match: re.Match[str]) -> str:
                k = int(match.group(1)) - 1
                if k > place:
                    return ""
                like = numbers.levels[k]
                legal = level.legal and like.form != "none"
                return written(counts[k], "decimal" if legal else like.form, like.pattern)
            shown = private_signs(_PLACE.sub(one, level.text)).strip()
        if not shown:
            return None
        sticks = level.suffix != "nothing" and _STANDS_ALONE.search(shown)
        return Label(shown, shown + (" " if sticks else ""))
