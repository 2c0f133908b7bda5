"""The stream of pieces in, the Document's text, blocks, tables and character boxes out."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from itertools import chain

from planparse.model.document import Block, BlockKind, Cell, CharBoxes, Page, Table
from planparse.model.span import Span
from planparse.readers.pdf.compose import Piece
from planparse.readers.pdf.glyphs import Affine, Glyphs
from planparse.readers.pdf.lattice import DraftCell, DraftTable
from planparse.readers.pdf.lines import ABOVE, BELOW, Line, glue
from planparse.readers.pdf.paragraphs import Draft

Quad = tuple[float, float, float, float]
_NOWHERE: Quad = (math.nan, math.nan, math.nan, math.nan)
_BLANK, _NO_PAGE = array("f", _NOWHERE), array("H", (0,))


class Builder:
    """Writes pieces one behind the other and keeps count of where everything stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.coordinates = array("f")
        self.pages = array("H")
        self.confidences: array[float] | None = None
        self.placed: list[tuple[int, Line]] = []    # where each line of a recognised page begins in the text
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.first: dict[int, int] = {}             # page → where its body begins

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.parts)

    def gap(self, text: str) -> None:
        """Write something that is not printed."""
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.coordinates.extend(_BLANK if len(text) == 1 else _BLANK * len(text))
            self.pages.extend(_NO_PAGE if len(text) == 1 else _NO_PAGE * len(text))
            if self.confidences is not None:
                self.confidences.extend((math.nan,) * len(text))

    def line(self, line: Line) -> None:
        """Write a line with its boxes."""
        page, places, text = line.page, line.places, line.text
        count = len(text)
        if type(places) is range and not line.turned and page.upright:
            base, size = line.base, line.size
            box = array("f", (0.0, base - ABOVE * size, 0.0, base + BELOW * size)) * count
            box[0::4], box[2::4] = page.sides(places.start, places.stop)
            self.coordinates += box
        else:
            self.coordinates.extend(chain.from_iterable(_quads(line)))
        if page.confidence is not None or self.confidences is not None:
            self.sureness(line)
        self.parts.append(text)
        self.length += count
        self.pages += array("H", (page.number,)) * count

    def sureness(self, line: Line) -> None:
        """Write how sure recognition is of a line's characters, once a page that was recognised has come."""
        sure = line.page.confidence
        if sure is not None:
            self.placed.append((self.length, line))
            if self.confidences is None:
                self.confidences = array("f", (math.nan,) * self.length)
        if self.confidences is not None:
            self.confidences.extend(math.nan if sure is None or i < 0 else sure[i] for i in line.places)

    def lines(self, lines: Sequence[Line], body: bool) -> Span:
        """Write the lines of one paragraph, joined."""
        start = self.length
        for line, before in zip(lines, (None, *lines), strict=False):
            if before is not None:
                self.gap(glue(before.text, line.text))
            if body:
                self.first.setdefault(line.page.number, self.length)
            self.line(line)
        return Span(start, self.length)

    def draft(self, draft: Draft) -> None:
        """Write a paragraph, note or piece of furniture."""
        span = self.lines(draft.lines, draft.kind is BlockKind.PARAGRAPH)
        self.blocks.append(Block(span, draft.kind, draft.page, centred=draft.centred))
        self.gap("\n")

    def table(self, table: DraftTable) -> None:
        """Write a table: a tab between cells, a newline behind each row."""
        start = self.length
        cells: list[Cell] = []
        before: DraftCell | None = None
        self.first.setdefault(table.pages[0], self.length)
        for cell in table.cells:
            if before is not None:
                self.gap("\t" if cell.row == before.row else "\n")
            span = self.cell(cell)
            page = cell.lines[0].page.number if cell.lines else table.pages[0]
            cells.append(Cell(span, cell.row, cell.column, cell.rowspan, cell.colspan))
            self.blocks.append(Block(span, BlockKind.CELL, page, len(self.tables), cell.row, cell.column))
            before = cell
        span = Span(start, self.length)
        self.tables.append(Table(span, tuple(cells), table.rows, table.columns, tuple(table.pages)))
        self.gap("\n")

    def cell(self, cell: DraftCell) -> Span:
        """Write a cell: its lines joined, but a newline where a paragraph in it has clearly ended."""
        start = self.length
        for line, before in zip(cell.lines, (None, *cell.lines), strict=False):
            if before is not None:
                self.gap("\n" if _ends(before, line, cell) else glue(before.text, line.text))
            self.first.setdefault(line.page.number, self.length)
            self.line(line)
        return Span(start, self.length)


def assemble(pieces: Sequence[Piece], glyphs: Sequence[Glyphs]) -> tuple[Builder, tuple[Page, ...], CharBoxes]:
    """Write all pieces; returns the builder with text, blocks and tables, the pages and the boxes."""
    builder = Builder()
    for piece in pieces:
        if isinstance(piece, Draft):
            builder.draft(piece)
        else:
            builder.table(piece)
    starts: list[int] = []
    for page in reversed(glyphs):
        starts.append(builder.first.get(page.number, starts[-1] if starts else builder.length))
    starts = [min(starts), *starts[::-1][1:], builder.length] if starts else [0]
    starts[0] = 0
    pages = tuple(Page(page.number, Span(min(a, b), b), *page.shown.size)
                  for page, a, b in zip(glyphs, starts, starts[1:], strict=False))
    return builder, pages, CharBoxes(builder.coordinates, builder.pages, builder.confidences)


def _quads(line: Line) -> list[Quad]:
    """The box of each character of a line as the page is displayed."""
    page = line.page
    left, right, top, bottom = page.left, page.right, line.top, line.bottom
    if line.turned:
        quads = [(left[i], page.top[i], right[i], page.bottom[i]) for i in line.places]
    else:
        quads = [(left[i], top, right[i], bottom) if i >= 0 else _NOWHERE for i in line.places]
    if page.onto is not None:
        return [_moved(quad, page.onto) for quad in quads]
    if page.frame.turn != page.shown.turn:
        return [_shown(quad, page) for quad in quads]
    return quads


def _ends(before: Line, after: Line, cell: DraftCell) -> bool:
    """Whether a paragraph of a cell ends with this line."""
    room = cell.x1 - max(min(before.x0 - cell.x0, before.size), 0.0) - before.x1
    return before.text.endswith(("。", "；", ";")) and room > after.head_width() + 0.5 * before.size


def _moved(quad: Quad, onto: Affine) -> Quad:
    """The upright box around a box that is moved, turned and scaled."""
    x0, top, x1, bottom = quad
    a, b, c, d, e, f = onto
    xs = [a * x + b * y + c for x in (x0, x1) for y in (top, bottom)]
    ys = [d * x + e * y + f for x in (x0, x1) for y in (top, bottom)]
    return min(xs), min(ys), max(xs), max(ys)


def _shown(quad: Quad, page: Glyphs) -> Quad:
    """A box of the reading frame in the frame the page is displayed in."""
    x0, top, x1, bottom = quad
    width, height = page.frame.size
    for _ in range((page.shown.turn - page.frame.turn) % 4):
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
        width, height = height, width
    return x0, top, x1, bottom
