"""Many plans in, one pandas table for each table of the codebook out, keyed by plan_id and id.

Numbers are counted with as pandas does it (Int64, Float64), days are datetime64, null is NA; `exact` keeps Decimals.

>>> from planparse.pipeline import parse_document
>>> from planparse.readers.plain import from_text
>>> made = many_frames([parse_document(from_text("到2025年底，建成村播服务站60个以上。", "a.txt"))])
>>> made["targets"][["indicator", "value", "deadline_end"]].astype(str).values.tolist()
[['村播服务站', '60.0', '2025-12-31']]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planparse.errors import MissingExtra
from planparse.export.rows import Feed, Row
from planparse.export.tables import TABLES
from planparse.model.plan import Plan

if TYPE_CHECKING:
    from pandas import DataFrame

_TYPES: dict[str, Any] = {"string": "string", "text": "string", "integer": "Int64", "decimal": "Float64", "float": "Float64",
                          "boolean": "boolean", "date": "datetime64[s]", "list": "object"}


def many_frames(plans: Iterable[Plan], *, exact: bool = False) -> dict[str, DataFrame]:
    """The tables of any number of plans. Raises MissingExtra where pandas is not installed."""
    try:
        from pandas import DataFrame, Series
    except ImportError:
        raise MissingExtra("pandas is not installed", "planparse.frames()", 'pip install "planparse[frames]"') from None
    held: dict[str, list[Row]] = {name: [] for name in TABLES}
    for _, rows in Feed(plans):
        for name, made in rows.items():
            held[name] += made
    tables = {}
    for name, table in TABLES.items():
        columns = list(zip(*held[name], strict=True)) if held[name] else [()] * len(table.columns)
        tables[name] = DataFrame({
            column.name: Series(list(map(_counted, values)) if column.type == "decimal" and not exact else list(values),
                                dtype="object" if column.type == "decimal" and exact else _TYPES[column.type])
            for column, values in zip(table.columns, columns, strict=True)})
    return tables


def _counted(value: Any) -> float | None:
    return None if value is None else float(value)
