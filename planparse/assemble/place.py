"""Where an item stands: flat positions in, span, quote, section, page, box and table cell out."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TypedDict

from planparse.model.document import Document
from planparse.model.plan import Box
from planparse.model.span import Span
from planparse.model.structure import GridCell, Reading
from planparse.text.recognised import confidence


class Place(TypedDict):
    """The fields every item shares, ready for its constructor (`id` is given at the end of the pipeline)."""

    id: str
    span: Span
    quote: str
    section: str | None
    page: int | None
    bbox: Box | None
    confidence: float | None
    table: str | None
    row: int | None
    column: int | None


def section_id(index: int) -> str:
    """The id of the outline's heading with this index."""
    return f"s{index + 1}"


def section_at(reading: Reading, position: int) -> str | None:
    """The id of the innermost section that holds a flat position."""
    outline = reading.outline
    at = bisect_right(outline, position, key=lambda heading: heading.start) - 1
    while at >= 0 and outline[at].end <= position:
        parent = outline[at].parent
        at = -1 if parent is None else parent
    return section_id(at) if at >= 0 else None


def place(reading: Reading, start: int, end: int) -> Place:
    """The shared fields of an item at the flat stretch `[start, end)`."""
    span = reading.flow.span(start, end)
    document = reading.document
    page = _page(document, span)
    table, cell = cell_at(reading, start)
    return Place(id="", span=span, quote=document.text[span.start:span.end],
                 section=section_at(reading, start), page=page, bbox=_box(document, span, page),
                 confidence=_confidence(document, span), table=table,
                 row=None if cell is None else cell.row, column=None if cell is None else cell.column)


def cell_at(reading: Reading, position: int) -> tuple[str | None, GridCell | None]:
    """The table and the cell that hold a flat position, or nothing twice."""
    at = bisect_right(reading.cells, position, key=lambda held: held[0]) - 1
    if at < 0 or position >= reading.cells[at][1]:
        return None, None
    return reading.cells[at][2], reading.cells[at][3]


def _page(document: Document, span: Span) -> int | None:
    """The page a span begins on: told character by character where the reader does, by the pages' spans otherwise."""
    if document.boxes is not None and document.boxes.pages is not None:
        for number in document.boxes.pages[span.start:span.end]:
            if number:
                return number
    if not document.pages:
        return None
    at = bisect_right(document.pages, span.start, key=lambda page: page.span.start) - 1
    return document.pages[max(at, 0)].number


def _box(document: Document, span: Span, page: int | None) -> Box | None:
    """The box around the characters of a span that stand on its first page."""
    boxes = document.boxes
    if boxes is None or page is None:
        return None
    pages, sides = boxes.pages, boxes.coordinates
    places = [4 * at for at in range(span.start, span.end)
              if (pages is None or pages[at] == page) and not math.isnan(sides[4 * at])]
    if not places:
        return None
    return (round(min([sides[at] for at in places]), 1), round(min([sides[at + 1] for at in places]), 1),
            round(max([sides[at + 2] for at in places]), 1), round(max([sides[at + 3] for at in places]), 1))


def _confidence(document: Document, span: Span) -> float | None:
    """How sure recognition is of a span, or None where nothing was recognised."""
    if document.boxes is None or document.boxes.confidences is None:
        return None
    return confidence(document.text, document.boxes.confidences, span.start, span.end)
