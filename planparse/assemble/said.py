"""A quantity in its words: the sentence, the clause and what stands before and behind it, cut out once.

All questions of `money`, `named` and `scope` are asked of this record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planparse.lexicon.units import units
from planparse.model.flow import Paragraph
from planparse.model.mention import Quantity
from planparse.model.structure import Heading, Reading

#: How many characters in front of a quantity are looked at: sentences of plans are shorter, hostile text is not.
REACH = 400
_RATES = ("%", "‰", "个百分点", "百分点")


@dataclass(frozen=True, slots=True)
class Said:
    """One quantity with its surroundings; positions are flat."""

    reading: Reading
    found: Sequence[Quantity]     # all quantities of the text
    index: int                    # this one among them
    paragraph: Paragraph
    sentence: tuple[int, int]     # between full stops
    clause: int                   # where its clause begins
    chain: tuple[Heading, ...]    # the headings above it, innermost first
    before: str                   # the sentence up to the quantity (REACH at most), bound words left out
    behind: str                   # up to 60 characters behind it in the sentence
    first_year: int               # the year the document speaks from, 0 where it names none

    @property
    def one(self) -> Quantity:
        """The quantity."""
        return self.found[self.index]

    @property
    def text(self) -> str:
        """The flow."""
        return self.reading.flow.text

    @property
    def measure(self) -> str:
        """What its unit measures: money, rate, count, area, time …"""
        return "rate" if self.one.unit in _RATES else units().get(self.one.unit or "", "count")

    @property
    def near(self) -> str:
        """The clause up to the quantity."""
        return self.text[max(self.clause, self.edge - REACH):self.edge]

    @property
    def bound(self) -> bool:
        """Whether it has bound words or a period of its own."""
        return self.one.comparator != "eq" or self.one.per is not None

    @property
    def edge(self) -> int:
        """Where `before` ends: at the bound words, at the number itself where 每年… stands in front."""
        return self.one.start if self.one.per is None else self.one.number_start


def said(reading: Reading, found: Sequence[Quantity], index: int, paragraph: Paragraph,
         chain: Sequence[Heading], first_year: int = 0) -> Said:
    """Cut out the surroundings of `found[index]`."""
    text, one = reading.flow.text, found[index]
    sentence = sentence_bounds(text, one.number_start, paragraph)
    clause = max(text.rfind(mark, paragraph.start, one.number_start) for mark in ",。;:") + 1
    edge = one.start if one.per is None else one.number_start
    return Said(reading, found, index, paragraph, sentence, max(clause, sentence[0]), tuple(chain),
                text[max(sentence[0], edge - REACH):edge], text[one.end:min(sentence[1], one.end + 60)], first_year)


def sentence_bounds(text: str, position: int, paragraph: Paragraph) -> tuple[int, int]:
    """The stretch between full stops around a position, inside its paragraph."""
    start = text.rfind("。", paragraph.start, position) + 1
    end = text.find("。", position, paragraph.end)
    return max(start, paragraph.start), end if end >= 0 else paragraph.end
