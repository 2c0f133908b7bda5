"""Rows in, Arrow tables out: decimals as decimal128, dates as date32, lists of strings, and what each column means.

>>> str(schema("incentives").field("amount").type), schema("incentives").field("cap").nullable
('decimal128(38, 18)', False)
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, Inexact
from functools import cache
from typing import Any

from planparse.errors import MissingExtra
from planparse.export.rows import Row
from planparse.export.tables import TABLES, TABLES_VERSION

try:
    import pyarrow as pa
except ModuleNotFoundError:
    raise MissingExtra("pyarrow is not installed", "planparse export", 'pip install "planparse[parquet]"') from None

DIGITS, PLACES = 38, 18
_STEP = Decimal(1).scaleb(-PLACES)
_LIMIT = Decimal(10) ** (DIGITS - PLACES)
_LARGEST = Decimal("9" * (DIGITS - PLACES) + "." + "9" * PLACES)
_WIDE = Context(prec=1000, traps=[])
_TYPES = {"string": pa.string(), "text": pa.string(), "integer": pa.int64(), "decimal": pa.decimal128(DIGITS, PLACES),
          "float": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(), "list": pa.list_(pa.string())}


@cache
def schema(name: str) -> Any:
    """The Arrow schema of a table."""
    fields = [pa.field(column.name, _TYPES[column.type], column.nullable, {"zh": column.zh, "en": column.en, "unit": column.unit or ""})
              for column in TABLES[name].columns]
    return pa.schema(fields, {"planparse_tables": str(TABLES_VERSION), "zh": TABLES[name].zh, "en": TABLES[name].en})


def arrow(name: str, rows: list[Row], tell: Callable[[str], None]) -> Any:
    """The rows of a table as an Arrow table."""
    made = schema(name)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(made)
    held = []
    for column, values in zip(TABLES[name].columns, columns, strict=True):
        if column.type == "decimal":
            values = tuple(fitted(value, tell) if isinstance(value, Decimal) else value for value in values)
        held.append(pa.array(values, _TYPES[column.type]))
    return pa.Table.from_arrays(held, schema=made)


def fitted(value: Decimal, tell: Callable[[str], None]) -> Decimal:
    """A number with at most 38 digits, 18 of them behind the point; what has more is told.

    >>> fitted(Decimal("31E8"), print), fitted(Decimal(1).scaleb(-19), print)
    number(s) rounded to 18 places
    (Decimal('3100000000.000000000000000000'), Decimal('0E-18'))
    """
    if abs(value) >= _LIMIT:
        tell(f"number(s) too large, written as the largest there is (10^{DIGITS - PLACES})")
        return _LARGEST.copy_sign(value)
    context = _WIDE.copy()
    known = value.quantize(_STEP, context=context)
    if context.flags[Inexact]:
        tell(f"number(s) rounded to {PLACES} places")
    return known
