"""Plans in, the rows of every table out: tuples of plain values in the order of the columns.

Values are str, int, Decimal, float, bool, date, list of str, or None. A plan's key comes from the SHA-256 of its file,
so a file read twice gives the same keys; of two plans with one key the first is taken.

>>> from planparse.model.plan import Plan
>>> plan_id("8b249f5500112233445566778899aabbccddeeff00112233445566778899aabb")
'p8b249f5500112233'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from planparse.export.tables import ONE_A_PLAN, TABLES, Column
from planparse.model.plan import Plan

Value = str | int | Decimal | float | bool | date | list[str] | None
Row = tuple[Value, ...]
Rows = dict[str, list[Row]]
Getter = Callable[[Any, Any], Any]

_LONE = re.compile("[\ud800-\udfff]")
_SHA = re.compile(r"[0-9a-f]{64}")


class Feed:
    """Plans in, (key, rows) of each out; counts what went through and keeps what the user is to be told."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._plans = plans
        self._seen: set[str] = set()
        self.counts: Counter[str] = Counter()
        self._told: Counter[str] = Counter()

    def __iter__(self) -> Iterator[tuple[str, Rows]]:
        for plan in self._plans:
            key = plan_id(plan.source.sha256)
            if key in self._seen:
                self.tell("plan(s) left out, since a plan of the same file came before")
                continue
            self._seen.add(key)
            made = plan_rows(plan, self.tell)
            for name, rows in made.items():
                self.counts[name] += len(rows)
            yield key, made

    def tell(self, what: str, times: int = 1) -> None:
        """Something the user is to know, counted."""
        self._told[what] += times

    @property
    def notes(self) -> list[str]:
        """What is to be told: `3 date(s) before 1900 kept as text`."""
        return [f"{times} {what}" for what, times in self._told.items()]


def plan_id(digest: str) -> str:
    """The key of a plan; it begins with a letter, so that no spreadsheet takes it for a number."""
    known = digest if _SHA.fullmatch(digest) else sha256(digest.encode("utf-8", "replace")).hexdigest()
    return f"p{known[:16]}"


def plan_rows(plan: Plan, tell: Callable[[str], None] = lambda what: None) -> Rows:
    """The rows of one plan by the names of the tables."""
    key = plan_id(plan.source.sha256)
    made: Rows = {}
    for name in TABLES:
        getters = _getters(name)
        made[name] = [tuple(key if column.name == "plan_id" else number if column.field == "@id" else
                            _value(column, get(record, above), tell) for column, get in getters)
                      for number, record, above in _records(plan, name)]
    return made


def _records(plan: Plan, table: str) -> Iterator[tuple[str, Any, Any]]:
    """The id where none is given, the record of each row and the one above it."""
    if table in ONE_A_PLAN:
        yield table.removesuffix("s"), plan, None
    elif table == "responsibilities":
        for statement in plan.responsibilities:
            for number, unit in enumerate(statement.units, 1):
                yield _whole(f"{statement.id}.{number}"), unit, statement
    else:
        for number, record in enumerate(getattr(plan, table), 1):
            yield f"check{number}", record, None


@cache
def _getters(table: str) -> tuple[tuple[Column, Getter], ...]:
    return tuple((column, _getter(column.field)) for column in TABLES[table].columns)


def _getter(field: str) -> Getter:
    """The way along a path; null as soon as something on it is."""
    if field.startswith("@"):
        return lambda record, above: None
    upward = field.startswith("^.")
    parts = tuple(int(part) if part.isdigit() else part for part in field.removeprefix("^.").split("."))

    def get(record: Any, above: Any) -> Any:
        value = above if upward else record
        for part in parts:
            if value is None:
                return None
            value = value[part] if isinstance(part, int) else getattr(value, part)
        return value

    return get


def _value(column: Column, value: Any, tell: Callable[[str], None]) -> Value:
    """A value as its column says. What no file can hold is replaced, what is no date is left out, and told."""
    if value is None:
        return None
    if column.type in ("string", "text"):
        return _whole(value)
    if column.type == "list":
        return [_whole(one) if isinstance(one, str) else f"[{one[0]},{one[1]})" for one in value]
    if column.type == "date":
        try:
            return date.fromisoformat(value)
        except ValueError:
            tell("value(s) left out that are no date")
            return None
    known: Value = value
    return known


def _whole(text: str) -> str:
    """Half a surrogate pair cannot be written in UTF-8."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
