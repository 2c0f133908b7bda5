"""Plans and a mapping in, the rows of the other system out, with all that its rules find wrong; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, NamedTuple

from planparse.export.csv_files import plain
from planparse.export.mapping import UNITS, Keep, Mapping, OutColumn, OutSheet
from planparse.export.rows import Feed, Rows, Value
from planparse.export.tables import ONE_A_PLAN, TABLES
from planparse.model.plan import Plan

Cell = str | int | Decimal | float | bool | date | None
Fields = dict[str, Value]
_EXACT = Context(prec=400)


class Fault(NamedTuple):
    """A row that breaks a rule of the other system."""

    sheet: str
    row: int
    head: str
    plan: str
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.sheet}, row {self.row}, {self.head}: {self.message} ({self.plan}, {self.id})"


class Mapped(NamedTuple):
    """The sheets by name, and what is wrong with them."""

    sheets: dict[str, list[list[Cell]]]
    faults: list[Fault]
    feed: Feed


def mapped(plans: Iterable[Plan], mapping: Mapping) -> Mapped:
    """The rows of each sheet of a mapping, and every required value that is missing and every value that a list does not know."""
    feed = Feed(plans)
    made = Mapped({sheet.name: [] for sheet in mapping.sheets}, [], feed)
    seen: dict[tuple[str, str], set[Any]] = {}
    for _, rows in feed:
        context = _Context(rows)
        for sheet in mapping.sheets:
            held = made.sheets[sheet.name]
            for row in context.tables[sheet.rows]:
                if not all(_kept(keep, context.value(sheet.rows, keep.field, row)) for keep in sheet.keep):
                    continue
                cells = []
                for column in sheet.columns:
                    cell, wrong = _cell(column, sheet, row, context, mapping, feed)
                    if column.unique and cell is not None:
                        known = seen.setdefault((sheet.name, column.head), set())
                        wrong = [*wrong, f"{_shown(cell)} stands in another row already"] if cell in known else wrong
                        known.add(cell)
                    made.faults.extend(Fault(sheet.name, len(held) + 2, column.head, str(context.plan["name"]), str(row["id"]), said)
                                       for said in wrong)
                    cells.append(cell)
                held.append(cells)
    return made


class _Context:
    """The tables of one plan as dicts, and their rows by id."""

    def __init__(self, rows: Rows) -> None:
        self.tables: dict[str, list[Fields]] = {name: [dict(zip(TABLES[name].names, row, strict=True)) for row in held]
                                                for name, held in rows.items()}
        self.plan = self.tables["sources"][0]
        self._by_id: dict[tuple[str, Any], list[Fields]] = {}
        for name, held in self.tables.items():
            for row in held:
                self._by_id.setdefault((name, row["responsibility"] if name == "responsibilities" else row["id"]), []).append(row)

    def value(self, rows: str, field: str, row: Fields) -> Any:
        """What a field gives for a row: one value, or a list of those that are not null."""
        table, dot, name = field.rpartition(".")
        if not dot:
            return row[field]
        if table in ONE_A_PLAN:
            return self.tables[table][0][name]
        if table == "sections":
            place = row[TABLES[rows].sections[0]]
            return next((held[name] for held in self._by_id.get(("sections", place), ())), None)
        ids = row[table]
        return [one[name] for place in (ids if isinstance(ids, list) else ()) for one in self._by_id.get((table, place), ())
                if one[name] is not None]


def _kept(keep: Keep, value: Any) -> bool:
    """Whether a row meets a condition; a list meets it with any of its entries."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    if keep.present is not None:
        return keep.present == bool(values and values != [""])
    if keep.one_of is not None:
        return any(_in(one, keep.one_of) for one in values)
    return not any(_in(one, keep.not_in or []) for one in values)


def _in(value: Any, listed: Iterable[Any]) -> bool:
    """Whether a list has a value; true is not 1, and a day is what it is written as."""
    written = value.isoformat() if isinstance(value, date) else value
    return any(isinstance(one, bool) == isinstance(written, bool) and one == written for one in listed)


def _cell(column: OutColumn, sheet: OutSheet, row: Fields, context: _Context, mapping: Mapping, feed: Feed) -> tuple[Cell, list[str]]:
    """A value of the other system and what is wrong with it."""
    wrong: list[str] = []
    cell: Cell = column.const
    for field in column.fields:
        held = context.value(sheet.rows, field, row)
        if held is None or held == []:
            continue
        many = isinstance(held, list)
        done = [_turned(column, one, mapping, wrong, feed) for one in _flat(held)]
        cell = (column.join or "").join([_shown(one) for one in done if one is not None]) if many else done[0]
        break
    else:
        if column.codes and column.const is None:
            cell = column.otherwise
    return cell, [*wrong, *_broken(column, cell)]


def _flat(held: Any) -> Iterator[Any]:
    """The entries of lists of lists."""
    for one in held if isinstance(held, list) else [held]:
        if isinstance(one, list):
            yield from one
        else:
            yield one


def _turned(column: OutColumn, value: Any, mapping: Mapping, wrong: list[str], feed: Feed) -> Cell:
    """One value as the column wants it: translated, in its unit, in its form."""
    if column.codes is not None:
        listed = mapping.codes[column.codes]
        found = listed.get(_shown(value), column.otherwise)
        if found is None:
            wrong.append(f"{_shown(value)} is not in the code list {column.codes}")
        return found
    if isinstance(value, date) and column.date is not None:
        return written_day(value, column.date)
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        return _number(column, value, feed)
    known: Cell = value
    return known


def _number(column: OutColumn, value: Decimal | int | float, feed: Feed) -> Cell:
    """A number in the column's unit; rounding is told."""
    if column.unit is None and column.factor is None and column.places is None:
        return value
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if column.unit:
        exact = _EXACT.divide(exact, UNITS[column.unit])
    elif column.factor is not None:
        exact = _EXACT.multiply(exact, column.factor)
    if column.places is not None:
        rounded = exact.quantize(Decimal(1).scaleb(-column.places), ROUND_HALF_UP, _EXACT)
        if rounded != exact:
            feed.tell(f"value(s) of {column.head} rounded to {column.places} places")
        return rounded
    return exact


def written_day(day: date, form: str) -> str:
    """A day in the form that a mapping gives.

    >>> written_day(date(2023, 6, 5), "YYYY年M月D日"), written_day(date(2023, 6, 5), "YYYY-MM-DD")
    ('2023年6月5日', '2023-06-05')
    """
    for mark, text in (("YYYY", f"{day.year:04}"), ("MM", f"{day.month:02}"), ("DD", f"{day.day:02}"),
                       ("M", str(day.month)), ("D", str(day.day))):
        form = form.replace(mark, text)
    return form


def _broken(column: OutColumn, cell: Cell) -> Iterator[str]:
    """The rules of the other system that a cell breaks."""
    if cell is None or cell == "":
        if column.required:
            yield "required, but the plan does not say it"
        return
    if column.one_of is not None and not _in(cell, column.one_of):
        yield f"{_shown(cell)} is not allowed (use one of {', '.join(map(str, column.one_of))})"
    if column.longest is not None and len(_shown(cell)) > column.longest:
        yield f"{len(_shown(cell))} characters, at most {column.longest} are allowed"


def _shown(value: Any) -> str:
    """A value as text."""
    return value if isinstance(value, str) else plain(value)
