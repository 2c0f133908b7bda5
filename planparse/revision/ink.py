"""Two plans in, their ink out: folded strings without white space and page furniture, cut into pieces that can be aligned.

Whatever a printer or an editor does to line ends, page ends and spaces leaves the ink as it is.

>>> from planparse.api import parse_text
>>> ink, _ = inks(*2 * [parse_text("一、目标\\n到２０２ ３年底，建成服务站 60 个。责任单位：县商务局。")])
>>> ink.text
'一、目标到2023年底,建成服务站60个。责任单位:县商务局。'
>>> [piece.text for piece in ink.pieces], ink.span(4, 11)
(['一、目标', '到2023年底,建成服务站60个。', '责任单位:县商务局。'], Span(start=5, end=13))
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from planparse.model.plan import Plan
from planparse.model.span import Span
from planparse.revision.seams import carried, shared
from planparse.text.flow import SPACE
from planparse.text.fold import fold

Range = tuple[int, int]

#: Quotation marks as typewriters print them.
QUOTES = str.maketrans("“”„‟「」『』‘’", '""""""""'+"''")

_BOOKMARK = re.compile("〔bookmark:[^〔〕]{1,40}〕")                # left behind by a conversion
_NUMBER = re.compile(r"[-—–－·（(\s]{0,4}\d{1,3}[-—–－·）)\s]{0,4}")
_LONGEST_FURNITURE = 60                                             # a doubled page is text; which copy counts is no matter
_SENTENCE_END = re.compile(r"""[。；;!?！？]+[)"']*""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a sentence or a table row: `[start, end)` of the ink. `level` is that of a heading, else 0."""

    index: int
    start: int
    end: int
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Ink:
    """What of a plan is compared: positions are those of `text`; `offsets[i]` is the place of `text[i]` in the plan's text."""

    plan: Plan
    text: str
    offsets: array[int]
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, plan: Plan) -> Ink:
        """The ink of a plan."""
        chars: list[str] = []
        offsets = array("l")
        folded = fold(plan.text).translate(QUOTES)
        for start, end in _read(plan):
            position = start
            for space in SPACE.finditer(folded, start, end):
                chars.append(folded[position:space.start()])
                offsets.extend(range(position, space.start()))
                position = space.end()
            chars.append(folded[position:end])
            offsets.extend(range(position, end))
        text = "".join(chars)
        marks = [match.span() for match in _BOOKMARK.finditer(text)]
        for start, end in reversed(marks):
            text = text[:start] + text[end:]
            del offsets[start:end]
        return cls(plan, text, offsets, ())

    def span(self, start: int, end: int) -> Span:
        """The place in the plan's text of `[start, end)`; an empty one lies behind the character in front."""
        if start >= end:
            at = self.offsets[start - 1] + 1 if start else 0
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def printed(self, start: int, end: int) -> str:
        """What is printed in `[start, end)` and up to its neighbours, furniture included."""
        first = self.offsets[start - 1] + 1 if start else 0
        last = self.offsets[end] if end < len(self.offsets) else len(self.plan.text)
        return SPACE.sub("", fold(self.plan.text[first:last]).translate(QUOTES))

    def alone(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is a number that stands alone in its line, in no table."""
        first, last = self.span(start, end)
        text = self.plan.text
        line = text[text.rfind("\n", 0, first) + 1:(text.find("\n", last) + 1 or len(text) + 1) - 1]
        return _NUMBER.fullmatch(line.strip()) is not None and not any(
            table.span.start <= first < table.span.end for table in self.plan.table_records)

    def flat(self, span: Span | Range) -> Range:
        """`[start, end)` of the ink for a place in the plan's text."""
        return bisect_left(self.offsets, span[0]), bisect_left(self.offsets, span[1])

    def piece_at(self, position: int) -> int:
        """Index of the piece that holds a position (the last one for the end)."""
        return max(0, bisect_left(self.pieces, position + 1, key=lambda piece: piece.start) - 1)


def _read(plan: Plan) -> Iterator[Range]:
    """The stretches of the text between the furniture."""
    position = 0
    for start, end in sorted(plan.furniture):
        words = plan.text[start:end]
        if len(words) > _LONGEST_FURNITURE or not any(map(str.isalnum, words)):
            continue
        if start > position:
            yield position, start
        position = max(position, end)
    yield position, len(plan.text)


def inks(old: Plan, new: Plan) -> tuple[Ink, Ink]:
    """Both inks, cut into headings, table rows and sentences, at the same places where they are the same."""
    one, two = Ink.of(old), Ink.of(new)
    twins = shared(one.text, two.text)
    cuts = carried(_cuts(one), _cuts(two), twins)
    return (Ink(old, one.text, one.offsets, tuple(_pieces(one, cuts[0]))),
            Ink(new, two.text, two.offsets, tuple(_pieces(two, cuts[1]))))


def _cuts(ink: Ink) -> set[int]:
    """Where pieces end: headings, paragraphs, sentences; a table row is whole."""
    cuts = {0, len(ink.text)} | {match.end() for match in _SENTENCE_END.finditer(ink.text)}
    for span in ink.plan.paragraphs:
        cuts |= set(ink.flat(span))
    inside = sorted(set(_rows(ink)))
    starts = [start for start, _ in inside]
    cuts = {cut for cut in cuts if not _within(cut, starts, inside)}
    return cuts.union(*_headings(ink), *inside)


def _headings(ink: Ink) -> dict[Range, int]:
    """Places of headings and their levels."""
    found = {}
    for section in ink.plan.sections:
        start, end = ink.flat(section.heading_span)
        run_in = _SENTENCE_END.match(ink.text, end)                  # （二）压实责任。各乡镇要…
        found[start, run_in.end() if run_in else end] = section.level
    return found


def _pieces(ink: Ink, cuts: set[int]) -> Iterator[Piece]:
    """The pieces between the cuts, without gaps."""
    levels = {start: level for (start, _), level in _headings(ink).items()}
    for index, (start, end) in enumerate(pairwise(sorted(cuts))):
        yield Piece(index, start, end, ink.text[start:end], levels.get(start, 0))


def _within(position: int, starts: list[int], ranges: list[Range]) -> bool:
    """Whether a position lies inside one of some ranges that do not overlap, its ends not counted."""
    at = bisect_left(starts, position) - 1
    return at >= 0 and starts[at] < position < ranges[at][1]


def _rows(ink: Ink) -> Iterator[Range]:
    """The rows of all tables."""
    for table in ink.plan.table_records:
        for row in (*table.header, *table.rows):
            places = [ink.flat(cell.span) for cell in row if cell.text.strip()]
            if places and all(one[1] <= two[0] for one, two in pairwise(places)):
                yield places[0][0], places[-1][1]
