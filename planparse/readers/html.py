"""A page of a site in, a Document of its article out: paragraphs and tables, without the site around them.

>>> page = "<div id=nav><a href=/>首页</a></div><div id=zoom><p>一、目标</p><p>建成站点30个。</p></div>"
>>> read(page.encode(), "方案.html").text
'一、目标\\n建成站点30个。\\n'
"""

from __future__ import annotations

import hashlib
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Cell, Document, Source, Table
from planparse.model.span import Span
from planparse.readers.encoding import decode
from planparse.readers.html_article import keep_article, page_title, prints_title, prune
from planparse.readers.html_flow import Paragraph, cell_text, pieces
from planparse.readers.html_tables import grid
from planparse.readers.plain import damage
from planparse.readers.writer import TextWriter

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
# Control characters, and ends of the page that often have more of the page behind them.
_NOT_HTML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]|</(?:body|html)\\s*>", re.I)
_TODO = "save the article's text as .txt or print the page to PDF"


def read(data: bytes, name: str) -> Document:
    """Read a page. Raises UnreadableInput if the bytes are no text or the page shows none."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, name, declared.group(1).decode("ascii") if declared else None)
    title, found = _article(decoded.text, name)
    writer = _Writer()
    if title is not None and not _printed(found, title):
        writer.paragraph(Paragraph(title, centred=True))
    for piece in found:
        if isinstance(piece, Paragraph):
            writer.paragraph(piece)
        else:
            writer.table(piece)
    source = Source(name, hashlib.sha256(data).hexdigest(), "text/html", decoded.encoding, None, "html")
    text = "".join(writer.parts)
    return Document(text, source, tuple(writer.blocks), tuple(writer.tables),
                    diagnostics=damage(text) if decoded.damaged else ())


def _article(text: str, name: str) -> tuple[str | None, list[Paragraph | HtmlElement]]:
    """A page's title and the pieces of its article; if all of it is hidden until a script runs, the hidden text."""
    for hidden in (False, True):
        root = _parsed(text, name)
        title = page_title(root)
        prune(root, hidden=hidden)
        body = root.find("body")
        body = root if body is None else body
        keep_article(body)
        found = pieces(body)
        if found:
            return title, found
    raise UnreadableInput("the page shows no text", name, _TODO)


def _parsed(text: str, name: str) -> HtmlElement:
    """The page as a tree; lxml mends what is not well formed."""
    try:
        cleaned = _NOT_HTML.sub("", text).encode("utf-8", "replace")
        return document_fromstring(cleaned, parser=HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableInput("the page cannot be read as HTML", name, _TODO) from error


def _printed(found: list[Paragraph | HtmlElement], title: str) -> bool:
    """Whether the article says its title itself: at its opening, or anywhere as a paragraph of its own."""
    paragraphs = [piece.text for piece in found if isinstance(piece, Paragraph)]
    return prints_title("".join(paragraphs[:12])[:1500], title) or any(
        len(text) < 2 * len(title) and prints_title(text, title) for text in paragraphs)


class _Writer(TextWriter):
    """Writes the text and keeps account of where each block stands."""

    def paragraph(self, piece: Paragraph) -> None:
        """A paragraph and a line break."""
        self.blocks.append(Block(self.put(piece.text), piece.kind, centred=piece.centred, label=piece.label))
        self.put("\n")

    def table(self, element: HtmlElement) -> None:
        """A table: what stands above its rows, then cells with tabs between them, a line break after each row."""
        for child in element:
            if child.tag not in ("thead", "tbody", "tfoot", "tr", "colgroup", "col"):
                for piece in pieces(child, tables=False):
                    if isinstance(piece, Paragraph):
                        centred = True if child.tag == "caption" else piece.centred
                        self.paragraph(Paragraph(piece.text, piece.kind, centred, piece.label))
        placed = grid(element)
        cells: list[Cell] = []
        row = 0
        start = self.length
        for place in placed.places:
            if cells:
                self.put("\n" * (place.row - row) or "\t")
            row = place.row
            span = self.put(cell_text(place.element))
            cells.append(Cell(span, place.row, place.column, place.rowspan, place.colspan))
            self.blocks.append(Block(span, BlockKind.CELL, table=len(self.tables), row=place.row, column=place.column))
        self.tables.append(Table(Span(start, self.length), tuple(cells), placed.rows, placed.columns))
        self.put("\n")
