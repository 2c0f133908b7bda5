"""Plans in, a folder of CSV files out, one a table, for Excel and for programs: UTF-8 with byte order mark, CRLF.

A text that a spreadsheet would take for a formula gets an apostrophe in front; so do a text that begins with an
apostrophe and the empty text, which makes the rule reversible: in columns of text take one leading apostrophe away; an
empty cell is null (in a list column: no entries).

>>> protected("=HYPERLINK(1)"), protected("增长5%"), protected("'引'"), protected("")
("'=HYPERLINK(1)", '增长5%', "''引'", "'")
>>> restored("'=HYPERLINK(1)"), restored("增长5%"), restored("'"), restored("")
('=HYPERLINK(1)', '增长5%', '', None)
>>> joined(["县商务局", "县财政局；国库"]), split("县商务局；县财政局\\\\；国库")
('县商务局；县财政局\\\\；国库', ['县商务局', '县财政局；国库'])
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from planparse.export.place import check_folder, folder
from planparse.export.rows import Feed, Row, Value
from planparse.export.tables import TABLES
from planparse.model.plan import Plan

#: What a spreadsheet reads as the begin of a formula, behind any white space; full-width signs count in Chinese settings.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠'\t\r\n]|[\t\r\n]")
_PART = re.compile(r"((?:[^\\；]|\\.)*)(?:；|$)", re.S)
_NOTHING = "\\0"


def write(plans: Iterable[Plan], path: str, force: bool = False) -> Feed:
    """Write targets.csv, budget.csv … into a folder."""
    check_folder(path, (f"{name}.csv" for name in TABLES), force)
    feed = Feed(plans)
    with folder(path, "csv", force) as scratch:
        tables_into(scratch, feed, "utf-8-sig", cells)
    return feed


def tables_into(scratch: Path, feed: Feed, encoding: str, told: Callable[[Row], list[str]]) -> None:
    """One CSV file a table, its rows as `told` writes them."""
    with ExitStack() as stack:
        writers: dict[str, Any] = {}
        for name, table in TABLES.items():
            stream = stack.enter_context((scratch / f"{name}.csv").open("w", encoding=encoding, newline=""))
            writers[name] = csv.writer(stream, lineterminator="\r\n")
            writers[name].writerow(table.names)
        for _, rows in feed:
            for name, held in rows.items():
                writers[name].writerows([told(row) for row in held])


def read(path: Path, table: str) -> list[Row]:
    """The rows of a CSV file of this module, as they were before they were written."""
    readers = {"string": restored, "text": restored, "list": split, "integer": int, "decimal": Decimal, "float": float,
               "boolean": "true".__eq__, "date": date.fromisoformat}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        csv.field_size_limit(2**31 - 1)
        lines = csv.reader(stream)
        next(lines)
        columns = TABLES[table].columns
        return [tuple(None if cell == "" and column.type != "list" else readers[column.type](cell)  # type: ignore[operator]
                      for column, cell in zip(columns, line, strict=True)) for line in lines]


def cells(row: Iterable[Value]) -> list[str]:
    """A row as it stands in the file."""
    return ["" if value is None else protected(value) if isinstance(value, str) else plain(value) for value in row]


def plain(value: Value) -> str:
    """A value that is no text: numbers without exponent, true and false, ISO dates, lists joined."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list):
        return protected(joined(value)) if value else ""
    return repr(value) if isinstance(value, float) else str(value)


def protected(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if not text or _FORMULA.match(text) else text


def restored(cell: str) -> str | None:
    """What `protected` was given; None for an empty cell."""
    return cell.removeprefix("'") if cell else None


def joined(entries: list[str]) -> str:
    """The entries of a list behind each other; a separator or backslash in one is written with a backslash."""
    return "；".join([one.replace("\\", "\\\\").replace("；", "\\；") or _NOTHING for one in entries])


def split(cell: str) -> list[str]:
    """What `joined` (and `protected`) was given."""
    text = restored(cell)
    if text is None:
        return []
    parts = [match[1] for match in _PART.finditer(text)][:-1]            # the last is the nothing behind the end
    return ["" if part == _NOTHING else re.sub(r"\\(.)", r"\1", part, flags=re.S) for part in parts]
