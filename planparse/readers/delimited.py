"""A file of comma- or tab-separated values in, a Document of its table out; the text is the file, unchanged.

>>> document = read('项目名称,金额（万元）\\r\\n"仓库, 冷链",50\\r\\n'.encode("gb18030"), "资金表.csv")
>>> [document.text[slice(*cell.span)] for cell in document.tables[0].cells]
['项目名称', '金额（万元）', '仓库, 冷链', '50']
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Cell, Document, Source, Table
from planparse.model.span import Span
from planparse.readers.encoding import decode
from planparse.readers.plain import damage
from planparse.readers.xlsx.layout import Band, laid_out

_MOST_CELLS = 100_000
_SEPARATORS = ",\t;"


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where it stands in the file, its quotation marks left out."""

    text: str
    span: Span
    bordered: bool = False


def read(data: bytes, name: str) -> Document:
    """Read a file of separated values. Raises UnreadableInput if the bytes are no text or hold no value."""
    decoded = decode(data, name)
    text = decoded.text
    cells = dict(_values(text, _separator(text, name)))
    if not cells:
        raise UnreadableInput("the file holds no value", name, "give a file with the plan's table in it")
    blocks: list[Block] = []
    tables: list[Table] = []
    for one in laid_out(cells):
        if isinstance(one, Band):
            tables.append(_table(one, blocks, len(tables)))
        else:
            blocks.append(Block(one.span, BlockKind.PARAGRAPH))
    media_type = "text/tab-separated-values" if PurePath(name).suffix.lower() == ".tsv" else "text/csv"
    source = Source(name, hashlib.sha256(data).hexdigest(), media_type, decoded.encoding, None, "csv")
    return Document(text, source, tuple(blocks), tuple(tables), diagnostics=damage(text) if decoded.damaged else ())


def _table(band: Band[Value], blocks: list[Block], index: int) -> Table:
    """The record of a table; an empty place stands behind the value before it."""
    cells: list[Cell] = []
    at = next(placed.cell.span.start for placed in band.cells if placed.cell is not None)
    start = at
    for placed in band.cells:
        span = Span(at, at) if placed.cell is None else placed.cell.span
        at = span.end
        cells.append(Cell(span, placed.row, placed.column))
        blocks.append(Block(span, BlockKind.CELL, table=index, row=placed.row, column=placed.column))
    return Table(Span(start, at), tuple(cells), band.rows, band.columns)


def _separator(text: str, name: str) -> str:
    """What parts the values: what the first lines have most of."""
    if PurePath(name).suffix.lower() == ".tsv":
        return "\t"
    head = "\n".join(text.splitlines()[:20])
    return max(_SEPARATORS, key=head.count) if any(one in head for one in _SEPARATORS) else ","


def _values(text: str, separator: str) -> Iterator[tuple[tuple[int, int], Value]]:
    """The values that hold something, with row and column."""
    value = re.compile(r'[ \u3000]*(?:"((?:[^"]|"")*+)"?)?([^' + re.escape(separator) + r'\r\n]*+)(' + re.escape(separator)
                       + r"|\r\n|\r|\n|\Z)")
    row = column = at = 0
    for _ in range(10 * _MOST_CELLS):
        match = value.match(text, at)
        if match is None:
            return
        start, end = match.span(1) if match[1] is not None and not match[2].strip() else (match.start(), match.end(2))
        words = text[start:end]
        if words.strip("\ufeff \t\u3000\r\n"):
            start += len(words) - len(words.lstrip("\ufeff \t\u3000\r\n"))
            stripped = words.strip("\ufeff \t\u3000\r\n")
            yield (row, column), Value(stripped, Span(start, start + len(stripped)))
        if match.end() >= len(text):
            return
        at = match.end()
        row, column = (row, column + 1) if match[3] == separator else (row + 1, 0)
