"""DOCX (ISO/IEC 29500, as Word, WPS and LibreOffice write it): the bytes of the file in, a Document out.

The text is what the reader of the document sees: automatic numbers written out, tracked changes accepted,
hidden text left out. Notes stand behind the body, headers and footers at the very end as furniture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from lxml.etree import _Element

from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Cell, Diagnostic, Document, Source, Table
from planparse.model.span import Span
from planparse.readers.docx.names import RELATION_ID, w
from planparse.readers.docx.numbering import Numbering
from planparse.readers.docx.package import DamagedPart, Package, Relation, main_part, open_package
from planparse.readers.docx.runs import Story
from planparse.readers.docx.story import StoryReader
from planparse.readers.docx.styles import Styles
from planparse.readers.docx.tables import Grid, GridCell, Line
from planparse.readers.writer import TextWriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes, name: str) -> Document:
    """Read a DOCX file. Raises UnreadableInput for what is damaged, encrypted or no DOCX."""
    package = open_package(data, name)
    part = main_part(package, name)
    try:
        root = package.xml(part)
        links = package.relations(part)
    except DamagedPart as trouble:
        raise UnreadableInput(f"the file is damaged ({trouble})", name, "open it in a word processor and save it again"
                              ) from trouble
    body = root.find(w("body"))
    if root.tag != w("document") or body is None:
        raise UnreadableInput("the file holds no word processor document", name, "give a .docx file")
    source = Source(name, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, None, None, "docx")
    return _Reader(package, links).document(root, body, source)


class _Reader:
    """Reads the parts of one package in their order and writes the text."""

    def __init__(self, package: Package, links: dict[str, Relation]) -> None:
        self._package, self._links = package, links
        self._page = _Writer()
        self._diagnostics: list[Diagnostic] = []

    def document(self, root: _Element, body: _Element, source: Source) -> Document:
        """Read body, notes, headers and footers."""
        styles = Styles(self._part("styles"))
        story = Story()
        reader = StoryReader(styles, Numbering(self._part("numbering"), styles), story)
        self._page.write(reader.read(body))
        self._notes(reader, story)
        self._furniture(reader, root)
        self._report(reader, story)
        page = self._page
        return Document("".join(page.parts), source, tuple(page.blocks), tuple(page.tables),
                        diagnostics=tuple(self._diagnostics))

    def _part(self, kind: str) -> _Element | None:
        """The part of a kind, if the package has one that is sound."""
        linked = [link.target for link in self._links.values() if link.kind == kind]
        return self._xml(linked[0] if linked else f"word/{kind}.xml")

    def _xml(self, part: str) -> _Element | None:
        if part not in self._package:
            return None
        try:
            return self._package.xml(part)
        except DamagedPart as trouble:
            self._diagnostics.append(Diagnostic("docx/damaged-part", f"{part} was left out: {trouble}",
                                                severity="warning"))
            return None

    def _notes(self, reader: StoryReader, story: Story) -> None:
        """The notes in the order of their marks; marks inside notes are not followed."""
        parts: dict[str, dict[str, _Element]] = {}
        for kind, number in list(dict.fromkeys(story.notes)):
            if kind not in parts:
                part = self._part(kind)
                parts[kind] = {} if part is None else {note.get(w("id"), ""): note for note in part}
            if number in parts[kind]:
                self._page.write_lines(_lines(reader.read(parts[kind][number])), BlockKind.NOTE)

    def _furniture(self, reader: StoryReader, root: _Element) -> None:
        """Headers and footers that hold words, each once."""
        seen: set[str] = set()
        references = root.iter(w("headerReference"), w("footerReference"))
        for number in dict.fromkeys(reference.get(RELATION_ID, "") for reference in references):
            link = self._links.get(number)
            part = None if link is None else self._xml(link.target)
            for line in [] if part is None else _lines(reader.read(part)):
                if line.text not in seen and any(char.isalnum() for char in line.text):
                    seen.add(line.text)
                    self._page.write_lines([line], BlockKind.FURNITURE)

    def _report(self, reader: StoryReader, story: Story) -> None:
        """Say what was odd."""
        odd = (("docx/embedded-part", reader.chunks, "an embedded part in another format was not read", "warning"),
               ("docx/open-field", story.broken_fields, "a field is not closed; its instruction was left out", "info"),
               ("docx/tracked-changes", story.tracked, "tracked changes were read as accepted", "info"),
               ("docx/no-text", not self._page.blocks, "the document holds no text", "warning"))
        self._diagnostics.extend(Diagnostic(code, message, severity=severity) for code, count, message, severity in odd
                                 if count)


def _lines(content: Iterable[Line | Grid]) -> list[Line]:
    """Content as paragraphs only."""
    return [line for one in content for line in ([one] if isinstance(one, Line) else one.flattened())]


class _Writer(TextWriter):
    """The text as it grows, with its blocks and tables."""

    def write(self, content: Iterable[Line | Grid]) -> None:
        """Write paragraphs and tables in order."""
        for one in content:
            if isinstance(one, Line):
                kind = BlockKind.LINE if one.soft else BlockKind.PARAGRAPH
                self.write_lines([one], BlockKind.FURNITURE if one.furniture else kind)
            else:
                self._table(one)

    def write_lines(self, lines: Iterable[Line], kind: BlockKind) -> None:
        """Write paragraphs as blocks of one kind."""
        for line in lines:
            span = self.put(line.text)
            self.blocks.append(Block(span, kind, centred=line.centred, label=line.label))
            self.put("\n")

    def _table(self, grid: Grid) -> None:
        """Write a table: a tab between columns, a newline behind each row; a merged cell stands where it begins."""
        start, index = self.length, len(self.tables)
        rows: list[dict[int, GridCell]] = [{} for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row][cell.column] = cell
        cells: list[Cell] = []
        end = start
        for row in rows:
            for column in range(grid.columns):
                if column:
                    self.put("\t")
                if column in row:
                    cells.append(self._cell(row[column], index))
            end = self.length
            self.put("\n")
        self.tables.append(Table(Span(start, end), tuple(cells), grid.rows, grid.columns))

    def _cell(self, cell: GridCell, table: int) -> Cell:
        lines = cell.lines()
        span = self.put("\n".join(line.text for line in lines))
        first = lines[0] if lines else Line("")
        self.blocks.append(Block(span, BlockKind.CELL, table=table, row=cell.row, column=cell.column,
                                 centred=first.centred, label=first.label))
        return Cell(span, cell.row, cell.column, cell.rowspan, cell.colspan)
