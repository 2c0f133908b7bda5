"""Documents with true tables, made of rows of cells for the tests."""

from __future__ import annotations

from collections.abc import Sequence

from planparse.model.document import Block, BlockKind, Cell, Document, Source, Table
from planparse.model.span import Span

SOURCE = Source("made.docx", "0" * 64, "application/x-made", None, None, "made")
Written = str | tuple[str, int, int]     # the words, or the words with rows and columns covered


def document(*parts: str | Sequence[Sequence[Written | None]]) -> Document:
    """A document of paragraphs and tables. A table is rows of cells; None stands where a merged cell reaches."""
    text, blocks, tables = "", [], []
    for part in parts:
        if isinstance(part, str):
            blocks.append(Block(Span(len(text), len(text) + len(part)), BlockKind.PARAGRAPH))
            text += part + "\n"
            continue
        cells, begin = [], len(text)
        for row, line in enumerate(part):
            for column, written in enumerate(line):
                if written is None:
                    continue
                words, down, across = (written, 1, 1) if isinstance(written, str) else written
                span = Span(len(text), len(text) + len(words))
                cells.append(Cell(span, row, column, down, across))
                blocks.append(Block(span, BlockKind.CELL, table=len(tables), row=row, column=column))
                text += words + "\t"
            text += "\n"
        tables.append(Table(Span(begin, len(text) - 1), tuple(cells), len(part), len(part[0])))
    return Document(text, SOURCE, tuple(blocks), tuple(tables))
