"""Build the flow: paragraphs (each one or more pieces of the text) in, one folded string without white space out.

>>> from planparse.model.document import BlockKind
>>> flow = build_flow("到２０\\n２３年 底，\\n建成１个。", [Piece((Span(0, 10),), BlockKind.PARAGRAPH),
...     Piece((Span(11, 16),), BlockKind.PARAGRAPH)])
>>> flow.text
'到2023年底,\\n建成1个。\\n'
>>> flow.span(1, 6)
Span(start=1, end=7)
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.model.document import BlockKind
from planparse.model.flow import Flow, Paragraph
from planparse.model.span import Span
from planparse.text.fold import fold

SPACE = re.compile("[\\s\u3000\ufeff\u200b\u200c\u200d\u00ad\x00-\x1f]+")
_INK = re.compile("[^\\s\u3000\ufeff\u200b\u200c\u200d\u00ad\x00-\x01\x03-\x1f]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A logical paragraph to be: its stretches of the text in order (what lies between them is left out)."""

    spans: tuple[Span, ...]
    kind: BlockKind
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    centred: bool | None = None


def build_flow(text: str, pieces: Sequence[Piece]) -> Flow:
    """Join pieces into a Flow. Pieces must be in text order; empty ones (all white space) are kept for cells only."""
    folded = fold(text)
    chars: list[str] = []
    offsets = array("l")
    starts = array("l")
    paragraphs: list[Paragraph] = []
    position = 0
    for piece in pieces:
        begin = position
        for span in piece.spans:
            for match in _INK.finditer(folded, span.start, span.end):
                chars.append(match.group())
                offsets.extend(range(match.start(), match.end()))
                position += match.end() - match.start()
        if position == begin and piece.kind is not BlockKind.CELL:
            continue
        hull = Span(offsets[begin], offsets[position - 1] + 1) if position > begin else piece.spans[0]
        paragraphs.append(Paragraph(len(paragraphs), begin, position, hull, piece.kind, piece.page, piece.table,
                                    piece.row, piece.column, piece.centred))
        starts.append(begin)
        chars.append("\n")
        offsets.append(hull.end)
        position += 1
    offsets.append(len(text))
    return Flow("".join(chars), offsets, tuple(paragraphs), starts)
