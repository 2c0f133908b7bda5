"""What a reader makes of a file: one text, and where its blocks, tables and pages stand in it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import Enum

from planparse.model.span import Span


class BlockKind(Enum):
    """What a block is in the layout, not what it means."""

    LINE = "line"            # one printed line; several may make a paragraph (plain text, PDF)
    PARAGRAPH = "paragraph"  # a whole paragraph, as the format itself delimits it (DOCX, HTML)
    CELL = "cell"            # the text of one table cell
    NOTE = "note"            # a footnote or endnote
    FURNITURE = "furniture"  # page number, running head, bookmark mark: read over by everything above


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text the layout holds together. `table` is an index into `Document.tables`."""

    span: Span
    kind: BlockKind
    page: int | None = None      # 1-based
    table: int | None = None
    row: int | None = None       # 0-based, of the cell's first row
    column: int | None = None
    centred: bool | None = None  # None: the format does not tell
    label: str | None = None     # automatic number that the reader rendered into the text


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; its text is `Document.text[span]` (empty span: an empty cell)."""

    span: Span
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the file. Rows and columns count from 0."""

    span: Span
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged format. Sizes in points (1/72 inch)."""

    number: int
    span: Span
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class CharBoxes:
    """Where each character of the text is printed, in points from the page's top left.

    `coordinates` holds four numbers a character (x0, top, x1, bottom); NaN where nothing is printed.
    `pages`, where given, holds each character's page (1-based, 0 where nothing is printed): a paragraph or table
    row that runs over a page end is one stretch of text, what stood between comes behind it.
    `confidences`, where given, holds how sure character recognition is of each character (0 to 1); NaN where the
    character was not recognised from a picture.
    """

    coordinates: array[float]
    pages: array[int] | None = None
    confidences: array[float] | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something odd that a stage met and went on: a stable code and one sentence."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()
    severity: str = "info"       # info | warning | error


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None
    pages: int | None
    reader: str


@dataclass(frozen=True, slots=True)
class Document:
    """A reader's whole answer. `blocks` are in text order and do not overlap; cells are blocks too."""

    text: str
    source: Source
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    boxes: CharBoxes | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
