"""Plans in, an XLSX workbook out: a sheet a table with typed cells, dates as dates, filters, a frozen head and notes on it.
Columns that tell places and rules are folded away; the + above the sheet shows them.

What a sheet cannot hold is kept another way, and told: rows beyond 1,048,576 go on in a sheet `targets_2`; a text beyond
32,767 characters stands in pieces in the sheet `long_text`; a number that a double cannot hold and a day before March 1900
are written as text. Texts are written as texts: no cell is a formula or a link.

>>> pieces("村播" * 3, 4), exact_double(Decimal("0.1")), exact_double(Decimal("12345678901234567890"))
(['村播村播', '村播'], 0.1, None)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from planparse.export.codebook import meaning
from planparse.export.csv_files import joined
from planparse.export.place import file
from planparse.export.rows import Feed, Row, Value
from planparse.export.tables import TABLES, Table
from planparse.model.plan import Plan

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
LONG_TEXT = "long_text"
_LONG_HEADS = ("sheet", "plan_id", "id", "column", "part", "text")
_MORE = "……（全文见工作表 long_text）"
_SHOWN = 200
_FIRST_DAY = date(1900, 3, 1)
_NARROW = {"plan_id": 19, "id": 8, "unit": 8, "per": 8, "section": 8}
_WIDTHS = {"string": 16, "text": 48, "list": 28, "date": 12, "decimal": 14}
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MADE = datetime(2000, 1, 1)          # the same plans give the same bytes
_OWNER = "planparse"
PROPERTIES = {"author": _OWNER, "created": _MADE}


def write(plans: Iterable[Plan], path: str, force: bool = False) -> Feed:
    """Write the workbook."""
    with file(path, own, force) as scratch:
        return _write(plans, scratch)


def _write(plans: Iterable[Plan], scratch: Path) -> Feed:
    from xlsxwriter import Workbook

    feed = Feed(plans)
    with Workbook(str(scratch), OPTIONS) as workbook:
        workbook.set_properties(PROPERTIES)
        book = _Book(workbook, feed)
        for _, rows in feed:
            for name, held in rows.items():
                for row in held:
                    book.sheets[name].add(row)
        book.finish()
    return feed


def own(path: Path) -> bool:
    """Whether planparse wrote a workbook and no other program saved it since."""
    try:
        with ZipFile(path) as package:
            core, app = (package.read(f"docProps/{name}.xml").decode("utf-8", "replace") for name in ("core", "app"))
    except (OSError, BadZipFile, KeyError):
        return False
    return (f"<dc:creator>{_OWNER}<" in core and f"<cp:lastModifiedBy>{_OWNER}<" in core
            and "2000-01-01T00:00:00Z</dcterms:modified" in core and "<Application>Microsoft Excel<" in app)


class _Book:
    """The workbook with its formats and one writer a table."""

    def __init__(self, workbook: Any, feed: Feed) -> None:
        self.workbook, self.feed = workbook, feed
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.head = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1, "valign": "vcenter"})
        self.money = workbook.add_format({"num_format": "#,##0"})
        self.long: Any = None
        self.pieces = 0
        self.sheets = {name: _Sheet(self, table) for name, table in TABLES.items()}

    def finish(self) -> None:
        """The filters, the long texts, and what the columns mean."""
        for sheet in self.sheets.values():
            sheet.finish()
        if self.long is not None:
            self.long.autofilter(0, 0, self.pieces, len(_LONG_HEADS) - 1)
        heads = ("sheet", "column", "工作表", "字段", "类型 type", "单位 unit", "可空 null", "含义", "meaning", "代码 codes")
        self._plain("codebook", heads, [
            (table.name, column.name, table.label, column.label, column.type, column.unit or "", "null" if column.nullable else "",
             meaning(column, "zh"), meaning(column, "en"), "；".join(f"{one.code} {one.zh}" for one in column.codes))
            for table in TABLES.values() for column in table.columns], (16, 18, 14, 16, 10, 12, 8, 48, 60, 60))

    def add_long(self, *place: str, parts: list[str]) -> None:
        """A text that no cell holds, in pieces."""
        if self.long is None:
            self.long = self._headed(LONG_TEXT, _LONG_HEADS, (14, 20, 12, 14, 6, 80))
        self.feed.tell(f"text(s) longer than {MOST_CHARACTERS} characters stand in the sheet {LONG_TEXT}")
        for number, part in enumerate(parts, 1):
            self.pieces += 1
            for at, text in enumerate((*place, str(number), part)):
                self.long.write_string(self.pieces, at, text)

    def _headed(self, name: str, heads: tuple[str, ...], widths: tuple[int, ...]) -> Any:
        """A sheet of texts with its head."""
        sheet = self.workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, head, self.head)
        return sheet

    def _plain(self, name: str, heads: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[int, ...]) -> None:
        """A whole sheet of texts."""
        sheet = self._headed(name, heads, widths)
        for number, row in enumerate(rows, 1):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)


class _Sheet:
    """The rows of a table, in as many sheets as they need."""

    def __init__(self, book: _Book, table: Table) -> None:
        self.book, self.table = book, table
        self.number = 0
        self._begin()

    def _begin(self) -> None:
        """A new sheet with its head."""
        self.number += 1
        self.at = 0
        self.name = self.table.name if self.number == 1 else f"{self.table.name}_{self.number}"
        self.sheet = self.book.workbook.add_worksheet(self.name)
        self.sheet.freeze_panes(1, 2)
        for place, column in enumerate(self.table.columns):
            folded = {"level": 1, "hidden": True} if column.technical else {}
            usual = 12 if column.codes else _WIDTHS.get(column.type, 9)
            self.sheet.set_column(place, place, _NARROW.get(column.name, max(usual, len(column.name) + 3)), None, folded)
            self.sheet.write_string(0, place, column.name, self.book.head)
            self.sheet.write_comment(0, place, meaning(column, "zh") + "\n" + meaning(column, "en"),
                                     {"author": _OWNER, "x_scale": 1.6, "y_scale": 1.2})

    def add(self, row: Row) -> None:
        """One row, in a new sheet where this one is full."""
        if self.at + 1 >= MOST_ROWS:
            self.finish()
            self._begin()
            self.book.feed.tell(f"sheet(s) full: {self.table.name} goes on in {self.name}")
        self.at += 1
        for place, value in enumerate(row):
            if value is not None:
                self._cell(place, value, row)

    def finish(self) -> None:
        """The filter over all rows."""
        self.sheet.autofilter(0, 0, self.at, len(self.table.columns) - 1)

    def _cell(self, place: int, value: Value, row: Row) -> None:
        """One cell of the type of its value."""
        if isinstance(value, bool):
            self.sheet.write_boolean(self.at, place, value)
        elif isinstance(value, date):
            if value < _FIRST_DAY:
                self.book.feed.tell("day(s) before March 1900 are written as text")
                self.sheet.write_string(self.at, place, value.isoformat())
            else:
                self.sheet.write_datetime(self.at, place, value, self.book.day)
        elif isinstance(value, int | float | Decimal):
            self._figure(place, value)
        elif not isinstance(value, list) or value:
            self._text(place, joined(value) if isinstance(value, list) else value or "", row)

    def _figure(self, place: int, value: Decimal | int | float) -> None:
        """A number cell, or its digits where a cell would lose some."""
        number = value if isinstance(value, float) else exact_double(Decimal(value))
        if number is None:
            self.book.feed.tell("number(s) with more digits than a cell holds are written as text")
            self.sheet.write_string(self.at, place, format(Decimal(value), "f"))
        elif self.table.columns[place].unit == "yuan" and number.is_integer():
            self.sheet.write_number(self.at, place, number, self.book.money)
        else:
            self.sheet.write_number(self.at, place, number)

    def _text(self, place: int, text: str, row: Row) -> None:
        """A text cell, or its first words where it is too long, and the whole in pieces elsewhere."""
        parts = pieces(text, MOST_CHARACTERS)
        if len(parts) > 1:
            self.book.add_long(self.name, str(row[0]), str(row[1]), self.table.columns[place].name, parts=parts)
            text = text[:_SHOWN] + _MORE
        self.sheet.write_string(self.at, place, text)


def pieces(text: str, most: int) -> list[str]:
    """A text in pieces of at most `most` characters as Excel counts them: two for one beyond the basic plane."""
    if len(text) * 2 <= most:
        return [text]
    found, begin, size = [], 0, 0
    for at, char in enumerate(text):
        width = 2 if char > "\uffff" else 1
        if size + width > most:
            found.append(text[begin:at])
            begin, size = at, 0
        size += width
    return [*found, text[begin:]]


def exact_double(value: Decimal) -> float | None:
    """The number as a cell holds it, or None where the 15 digits that Excel keeps are too few."""
    if not value.is_finite() or len(value.normalize().as_tuple().digits) > 15 or abs(value.adjusted()) > 300:
        return None
    return float(value)
