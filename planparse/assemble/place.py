"""Where an item stands: flat positions in, span, quote, section, page and box out."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TypedDict

from planparse.model.plan import Box
from planparse.model.span import Span
from planparse.model.structure import Reading


class Place(TypedDict):
    """The fields every item shares, ready for its constructor (`id` is given at the end of the pipeline)."""

    id: str
    span: Span
    quote: str
    section: str | None
    page: int | None
    bbox: Box | None


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
    page = None
    if document.pages:
        at = bisect_right(document.pages, span.start, key=lambda page: page.span.start) - 1
        page = document.pages[max(at, 0)].number
    return Place(id="", span=span, quote=document.text[span.start:span.end],
                 section=section_at(reading, start), page=page, bbox=_box(reading, span, page))


def _box(reading: Reading, span: Span, page: int | None) -> Box | None:
    """The box around the characters of a span that stand on its first page."""
    boxes, pages = reading.document.boxes, reading.document.pages
    if boxes is None or page is None:
        return None
    end = span.end
    for one in pages:
        if one.number == page:
            end = min(end, one.span.end)
    numbers = boxes.coordinates[4 * span.start:4 * end]
    if not (quads := [numbers[i:i + 4] for i in range(0, len(numbers), 4) if not math.isnan(numbers[i])]):
        return None
    return (round(min(q[0] for q in quads), 1), round(min(q[1] for q in quads), 1),
            round(max(q[2] for q in quads), 1), round(max(q[3] for q in quads), 1))
