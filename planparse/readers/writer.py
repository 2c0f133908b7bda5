"""Pieces of text in, the text of a Document with the place of each piece out: what readers of formats with paragraphs share."""

from __future__ import annotations

from planparse.model.document import Block, Table
from planparse.model.span import Span


class TextWriter:
    """The text as it grows, with its blocks and tables."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.length = 0

    def put(self, text: str) -> Span:
        """Write on, and say where it stands."""
        start = self.length
        self.length += len(text)
        self.parts.append(text)
        return Span(start, self.length)
