"""One sheet's XML in; the cells that show something, as shown, and its merged ranges out, hidden rows and columns left out.

The XML is read row by row, so that a million formatted empty rows cost seconds and no memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from planparse.readers.docx.package import DamagedPart, Package
from planparse.readers.xlsx.formats import shown
from planparse.readers.xlsx.workbook import Look, Workbook, local, text_of, unescaped, yes

MOST_CELLS = 100_000             # cells with something in them; more is a data file, no annex
MOST_MERGES = 50_000
LARGEST = 256 << 20              # bytes of one sheet's XML
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
_LOOKS = 2_000_000               # cells looked at for what lies under merged ranges
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14
_VOLATILE = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN)\s*\(", re.I)
_filled = etree.XPath("*[*]")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something."""

    text: str
    centred: bool = False
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: its rows and columns, both ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet by (row, column) and its merged ranges; what was odd, counted."""

    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: int = 0                  # cells with words in hidden rows and columns or under merged ones
    uncounted: int = 0               # formulas without a value
    passing: int = 0                 # formulas whose value changes by itself
    errors: list[str] = field(default_factory=list)
    cut: bool = False
    drawing: bool = False


def read_sheet(package: Package, part: str, book: Workbook, converted: bool = False) -> Sheet:
    """Read a sheet; of a `converted` one without cells that show the time of the conversion. Raises DamagedPart."""
    info = package.archive.getinfo(package.names[part.lower()])
    if info.file_size > LARGEST:
        raise DamagedPart(f"{part} is larger than {LARGEST >> 20} MiB")
    return _SheetReader(book, converted).read(package, part)


class _SheetReader:
    """Reads one sheet from top to bottom."""

    def __init__(self, book: Workbook, converted: bool) -> None:
        self._book, self._sheet, self._converted = book, Sheet(), converted
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden_rows: set[int] = set()
        self._row = -1

    def read(self, package: Package, part: str) -> Sheet:
        tags = tuple(f"{{*}}{name}" for name in ("row", "col", "mergeCell", "drawing", "legacyDrawing"))
        try:
            with package.archive.open(package.names[part.lower()]) as stream:
                for _, element in etree.iterparse(stream, events=("end",), tag=tags, resolve_entities=False,
                                                  no_network=True, load_dtd=False, remove_comments=True, remove_pis=True):
                    self._take(element)
                    element.clear()
                    while (before := element.getprevious()) is not None:
                        del before.getparent()[0]
        except (etree.XMLSyntaxError, OSError, EOFError, RuntimeError, ValueError, NotImplementedError) as trouble:
            raise DamagedPart(f"{part} cannot be read ({trouble})") from trouble
        return self._seen()

    def _take(self, element: _Element) -> None:
        tag = local(element)
        if tag == "row":
            self._read_row(element)
        elif tag == "col":
            if yes(element.get("hidden")) or element.get("width") == "0":
                self._hidden_columns.append((_whole(element.get("min")) - 1, _whole(element.get("max")) - 1))
        elif tag == "mergeCell":
            first, _, last = element.get("ref", "").partition(":")
            start, end = _place(first), _place(last)
            if start and end and start != end and len(self._sheet.merges) < MOST_MERGES:
                (top, bottom), (left, right) = sorted((start[0], end[0])), sorted((start[1], end[1]))
                self._sheet.merges.append(Merge(top, left, bottom, right))
        else:
            self._sheet.drawing = True

    def _read_row(self, row: _Element) -> None:
        number = _whole(row.get("r")) - 1
        self._row = number if number >= 0 else self._row + 1
        if yes(row.get("hidden")) or row.get("ht") == "0":
            self._hidden_rows.add(self._row)
        if not len(row) or self._sheet.cut:
            return
        named = row[0].get("r") is not None
        column = -1
        for cell in _cells(row, named):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            if 0 <= self._row < _LAST_ROW and column < _LAST_COLUMN and (read := self._cell(cell)) is not None:
                self._sheet.cells[self._row, column] = read
        self._sheet.cut = len(self._sheet.cells) >= MOST_CELLS

    def _cell(self, cell: _Element) -> SheetCell | None:
        """What a cell shows; None for nothing."""
        parts = {local(child): child for child in cell}
        kind, formula, stored = cell.get("t", "n"), parts.get("f"), parts.get("v")
        look = self._look(cell.get("s"))
        value = "" if stored is None else stored.text or ""
        if formula is not None and _VOLATILE.search(formula.text or ""):
            self._sheet.passing += 1
            if self._converted:
                return None
        if kind == "inlineStr":
            text = text_of(parts["is"]) if "is" in parts else ""
        elif formula is not None and not value and kind != "str":
            self._sheet.uncounted += 1
            return None
        elif kind == "s":
            place = _whole(value)
            text = self._book.strings[place] if value and 0 <= place < len(self._book.strings) else ""
        elif kind == "b":
            text = "TRUE" if value == "1" else "FALSE"
        elif kind == "e":
            self._sheet.errors.append(value)
            text = value
        elif kind in ("str", "d"):
            text = unescaped(value)
        else:
            text = shown(value, look.format, self._book.date_1904) if value else ""
        text = text.strip(" \t\n\u00a0")
        return SheetCell(text, look.centred, look.bordered) if text else None

    def _look(self, number: str | None) -> Look:
        place = _whole(number)
        return self._book.looks[place] if 0 <= place < len(self._book.looks) else Look()

    def _uncover(self) -> None:
        """Take out cells that lie under a merged range: a format brush leaves their words there, and nobody sees them."""
        sheet = self._sheet
        rows: dict[int, list[int]] = {}
        for row, column in sheet.cells:
            rows.setdefault(row, []).append(column)
        numbers, left = sorted(rows), _LOOKS
        for merge in sheet.merges:
            for row in numbers[bisect_left(numbers, merge.top):bisect_left(numbers, merge.bottom + 1)]:
                left -= len(rows[row])
                if left < 0:
                    return
                for column in rows[row]:
                    under = merge.left <= column <= merge.right and (row, column) != (merge.top, merge.left)
                    if under and (merge.top, merge.left) in sheet.cells and (row, column) in sheet.cells:
                        del sheet.cells[row, column]
                        sheet.hidden += 1

    def _seen(self) -> Sheet:
        """The sheet without what is hidden, rows and columns numbered anew."""
        self._uncover()
        sheet = self._sheet
        hidden = sorted(self._hidden_rows)
        columns = sorted({place for first, last in self._hidden_columns if first >= 0
                          for place in range(first, min(last, _LAST_COLUMN - 1) + 1)})
        unseen_rows, unseen_columns = set(hidden), set(columns)
        anchors = {(merge.top, merge.left): merge for merge in sheet.merges}
        cells: dict[tuple[int, int], SheetCell] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            merge = anchors.get((row, column))
            if merge is not None:
                row = _first_seen(row, merge.bottom, unseen_rows)
                column = _first_seen(column, merge.right, unseen_columns)
            if row in unseen_rows or column in unseen_columns:
                sheet.hidden += 1
                continue
            cells[row - bisect_left(hidden, row), column - bisect_left(columns, column)] = cell
        merges = []
        for merge in sheet.merges:
            top, left = merge.top - bisect_left(hidden, merge.top), merge.left - bisect_left(columns, merge.left)
            bottom = merge.bottom - bisect_left(hidden, merge.bottom + 1)
            right = merge.right - bisect_left(columns, merge.right + 1)
            if bottom >= top and right >= left:
                merges.append(Merge(top, left, bottom, right))
        sheet.cells, sheet.merges = cells, merges
        return sheet


def _cells(row: _Element, named: bool) -> Iterator[_Element]:
    """The cells to look at: all that hold something, or all where they do not say their place."""
    yield from _filled(row) if named else row      # type: ignore[misc]


def _first_seen(first: int, last: int, unseen: set[int]) -> int:
    """The first number of a range that is not hidden; the first one where all are."""
    return next((number for number in range(first, min(last, first + 200) + 1) if number not in unseen), first)


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference, from 0.

    >>> _place("AB12")
    (11, 27)
    """
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _whole(written: str | None) -> int:
    return int(written) if written is not None and written.isascii() and written.isdigit() and len(written) < 9 else -1
