"""Mapped rows in, the workbook or the CSV files that another system imports out."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from planparse.export.csv_files import plain, protected
from planparse.export.mapped import Cell, Mapped
from planparse.export.mapping import Mapping
from planparse.export.place import check_folder, file, folder
from planparse.export.xlsx_book import MOST_CHARACTERS, MOST_ROWS, OPTIONS, PROPERTIES, exact_double, own, pieces

DEFAULTS = {"xlsx": "planparse-mapped.xlsx", "csv": "planparse-mapped"}
_WIDEST = 60


def write_mapped(made: Mapped, mapping: Mapping, path: str | None = None, force: bool = False) -> None:
    """Write the sheets of a mapping; call it only when there are no faults."""
    goal = path or DEFAULTS[mapping.to]
    if mapping.to == "csv":
        _csv(made, mapping, goal, force)
    else:
        with file(goal, own, force) as scratch:
            _xlsx(made, mapping, scratch)


def _csv(made: Mapped, mapping: Mapping, goal: str, force: bool) -> None:
    """A file a sheet."""
    check_folder(goal, [f"{sheet.name}.csv" for sheet in mapping.sheets], force)
    with folder(goal, "mapped", force) as scratch:
        for sheet in mapping.sheets:
            with (scratch / f"{sheet.name}.csv").open("w", encoding=mapping.encoding, newline="") as stream:
                writer = csv.writer(stream, lineterminator="\r\n")
                writer.writerow([_text(column.head, mapping) for column in sheet.columns])
                writer.writerows([[_text(cell, mapping) for cell in row] for row in made.sheets[sheet.name]])


def _text(cell: Cell, mapping: Mapping) -> str:
    """A cell of a CSV file."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return protected(cell) if mapping.protect else cell
    return plain(cell)


def _xlsx(made: Mapped, mapping: Mapping, scratch: Path) -> None:
    """A sheet a sheet."""
    from xlsxwriter import Workbook

    with Workbook(str(scratch), OPTIONS) as book:
        book.set_properties(PROPERTIES)
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in mapping.sheets:
            rows = made.sheets[sheet.name]
            if len(rows) + 1 > MOST_ROWS:
                made.feed.tell(f"row(s) of {sheet.name} left out: a sheet holds {MOST_ROWS}", len(rows) + 1 - MOST_ROWS)
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for at, column in enumerate(sheet.columns):
                longest = max((_width(row[at]) for row in rows[:200]), default=0)
                page.set_column(at, at, min(max(longest, _width(column.head)) + 2, _WIDEST))
                page.write_string(0, at, column.head, head)
            for number, row in enumerate(rows[:MOST_ROWS - 1], 1):
                for at, cell in enumerate(row):
                    _put(page, number, at, cell, day, made)
            page.autofilter(0, 0, min(len(rows), MOST_ROWS - 1), len(sheet.columns) - 1)


def _put(page: Any, row: int, at: int, cell: Cell, day: Any, made: Mapped) -> None:
    """One cell of its type."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, at, cell)
    elif isinstance(cell, date):
        if cell.year < 1901:
            page.write_string(row, at, cell.isoformat())
        else:
            page.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, int | float | Decimal):
        number = cell if isinstance(cell, float) else exact_double(Decimal(cell))
        if number is None:
            page.write_string(row, at, format(Decimal(cell), "f"))
        else:
            page.write_number(row, at, number)
    else:
        first = pieces(cell, MOST_CHARACTERS)[0]
        if first != cell:
            made.feed.tell(f"text(s) cut after {MOST_CHARACTERS} characters, which is all a cell holds")
        page.write_string(row, at, first)


def _width(cell: Cell) -> int:
    """Columns a cell takes; a Chinese character takes two."""
    text = "" if cell is None else cell if isinstance(cell, str) else plain(cell)
    return sum(2 if char > "\u2e7f" else 1 for char in text[:_WIDEST])
