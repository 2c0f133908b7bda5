"""A Reading in, its paragraphs and what is left out of them (page numbers, running heads, doubled pages) out.

>>> from planparse.pipeline import parse_document
>>> from planparse.readers.plain import from_text
>>> plan = parse_document(from_text("云溪县实施方案\\n一、目标\\n到2023年底，建成覆盖全县的\\n— 2 —\\n物流网络。\\n", "云溪县"))
>>> [plan.text[slice(*span)] for span in plan.furniture]
['— 2 —']
"""

from __future__ import annotations

from planparse.model.document import BlockKind
from planparse.model.span import Span
from planparse.model.structure import Reading
from planparse.text.flow import SPACE


def paragraph_spans(reading: Reading) -> list[Span]:
    """The places of the paragraphs outside tables; one torn by a page end spans what stands between."""
    return [paragraph.span for paragraph in reading.flow.paragraphs if paragraph.kind is not BlockKind.CELL]


def furniture_spans(reading: Reading) -> list[Span]:
    """The places of all words that belong to no paragraph and no cell."""
    text, offsets = reading.document.text, reading.flow.offsets
    found, before = [], 0
    for offset in (*offsets, len(text)):
        if offset > before and (words := SPACE.sub(" ", text[before:offset]).strip()):
            start = text.index(words[0], before)
            end = text.rindex(words[-1], start, offset) + 1
            found.append(Span(start, end))
        before = max(before, offset + 1)
    return found
