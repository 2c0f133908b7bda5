"""The folded, white-space-free view of a document that the matchers read, with its way back to the text."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from planparse.model.document import BlockKind
from planparse.model.span import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A logical paragraph (or a table cell): `[start, end)` in `Flow.text`, `span` in `Document.text`."""

    index: int
    start: int
    end: int
    span: Span
    kind: BlockKind
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    centred: bool | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """One string for all matchers: look-alikes folded, white space out, one newline after each paragraph.

    `text` positions are called *flat*; `offsets[i]` is the place of `text[i]` in `Document.text`. So a pattern
    needs no `\\s*`, a number cut by a line or page end is whole, and no pattern crosses a paragraph by accident.
    """

    text: str
    offsets: array[int]
    paragraphs: tuple[Paragraph, ...]
    starts: array[int] = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """The span in `Document.text` of the flat stretch `[start, end)`.

        The newline of a paragraph may stand for no character of the text (the last line has none): it adds nothing then.
        """
        if start >= end:
            at = self.offsets[start]
            return Span(at, at)
        return Span(self.offsets[start], min(self.offsets[end - 1] + 1, self.offsets[end]))

    def flat(self, offset: int) -> int:
        """The flat position of the first character at or behind a place in `Document.text`."""
        return bisect_left(self.offsets, offset, 0, len(self.text))

    def paragraph_at(self, position: int) -> Paragraph:
        """The paragraph that holds a flat position (its newline included)."""
        return self.paragraphs[max(0, bisect_right(self.starts, position) - 1)]
