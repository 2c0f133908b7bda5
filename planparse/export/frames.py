"""A Plan in, pandas tables out: one a list of the plan JSON, one row an item, nested fields as columns of their own.

`budget.purpose.text` is the column `purpose`, `deadline` becomes `deadline_start` and `deadline_end`, a span becomes
`start` and `end` (of a deadline's own dates: `first`, `last`). A responsibility gives one row a unit, a table one row
a cell; metadata is one row a field.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planparse.errors import MissingExtra
from planparse.model.plan import Plan

if TYPE_CHECKING:
    from pandas import DataFrame

Row = dict[str, Any]
_LISTS = ("sections", "targets", "budget", "incentives", "deadlines", "citations", "members", "commitments", "checks")
_TEXTS = ("indicator", "purpose", "condition")


def frames(plan: Plan) -> dict[str, DataFrame]:
    """The tables of a plan by the names of its lists. Raises MissingExtra where pandas is not installed."""
    try:
        from pandas import DataFrame
    except ImportError:
        raise MissingExtra("pandas is not installed", "Plan.tables()", 'pip install "planparse[frames]"') from None
    dumped = plan.model_dump(by_alias=True)
    made = {name: DataFrame([_row(record) for record in dumped[name]], columns=_columns(plan, name)) for name in _LISTS}
    made["responsibilities"] = DataFrame(list(_bound(dumped)), columns=_BOUND)
    made["tables"] = DataFrame(list(_cells(dumped)), columns=_CELL)
    made["metadata"] = DataFrame(list(_fields(dumped)), columns=["field", "value", "start", "end"])
    return made


_BOUND = ["id", "start", "end", "quote", "section", "rule", "page", "cue", "name", "written", "unit_start", "unit_end",
          "role", "kind", "function"]
_CELL = ["table", "caption", "unit", "section", "part", "row", "cell", "text", "start", "end", "rowspan", "colspan"]


def _row(record: Row) -> Row:
    """One record as a flat row."""
    row: Row = {}
    for name, value in record.items():
        if name in ("span", "heading_span"):
            start, end = ("start", "end") if name == "span" else ("heading_start", "heading_end")
            row[start], row[end] = value if value else (None, None)
        elif name in ("start", "end"):                            # a deadline's own dates
            row["first" if name == "start" else "last"] = value
        elif name in _TEXTS:
            row[name] = value["text"]
            row.update({f"{name}_{key}": held for key, held in value.items() if key == "code"})
        elif name == "deadline":
            row["deadline_start"], row["deadline_end"] = (value["start"], value["end"]) if value else (None, None)
        else:
            row[name] = _plain(value)
    return row


def _columns(plan: Plan, name: str) -> list[str]:
    """The columns of a list, also of an empty one: those of a row whose fields are all null."""
    record = type(plan).model_fields[name].annotation.__args__[0]  # type: ignore[union-attr]
    nothing = {"text": None, "code": None} if name == "targets" else {"text": None}
    empty = {field: nothing if field in _TEXTS else None for field in record.model_fields}
    return list(_row(empty))


def _bound(dumped: Row) -> Iterator[Row]:
    """One row a unit of a responsibility."""
    for statement in dumped["responsibilities"]:
        shared = {key: value for key, value in _row(statement).items() if key in _BOUND}
        for unit in statement["units"]:
            start, end = unit["span"]
            yield {**shared, **unit, "unit_start": start, "unit_end": end}


def _cells(dumped: Row) -> Iterator[Row]:
    """One row a cell."""
    for table in dumped["tables"]:
        shared = {"table": table["id"], "caption": table["caption"], "unit": table["unit"], "section": table["section"]}
        number = 0
        for part in ("header", "rows"):
            for row in table[part]:
                for at, cell in enumerate(row):
                    yield {**shared, "part": part, "row": number, "cell": at, **_row(cell)}
                number += 1


def _fields(dumped: Row) -> Iterator[Row]:
    """One row a metadata field; lists joined by 、, the period by /."""
    for name, field in dumped["metadata"].items():
        value = field["value"]
        if isinstance(value, list | tuple):
            value = ("/" if name == "period" else "、").join(value) or None
        start, end = field["span"] or (None, None)
        yield {"field": name, "value": value, "start": start, "end": end}


def _plain(value: Any) -> Any:
    """Numbers as pandas counts with them, spans as pairs."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
