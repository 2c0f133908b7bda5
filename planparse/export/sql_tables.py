"""The tables of the exports in, SQLAlchemy tables out: types that keep every digit, keys, and a table with the version.

>>> [str(key.column) for key in SQL["targets"].foreign_keys], SQL["targets"].primary_key.columns.keys()
(['plans.plan_id'], ['plan_id', 'id'])
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from planparse.errors import MissingExtra

try:
    import sqlalchemy as sa
except ModuleNotFoundError:
    raise MissingExtra("SQLAlchemy is not installed", "planparse export", 'pip install "planparse[sql]"') from None
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, UserDefinedType

from planparse.export.tables import KEY, TABLES, Column

__all__ = ["SCHEMA", "SQL", "Exact", "sa"]        # sa: imported here first, where its absence is told

#: Digits in all and behind the point where a database wants to know them.
DIGITS, PLACES = 38, 18
_LARGEST = 2**63


class _Anything(UserDefinedType[Any]):
    """A column of SQLite without affinity: it keeps what it is given."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """No type at all."""
        return ""


class Exact(TypeDecorator[Decimal]):
    """A Decimal to the last digit. SQLite, which knows none, gets a whole number, a double that says the same, or else text."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        """NUMERIC without bounds where the database has it."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_Anything())
        return dialect.type_descriptor(sa.Numeric() if dialect.name == "postgresql" else sa.Numeric(DIGITS, PLACES))

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> Any:
        """What is given to the database."""
        if value is None or dialect.name != "sqlite":
            return value
        if value == value.to_integral_value() and abs(value) < _LARGEST:
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else format(value, "f")

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:
        """What it gives back."""
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))


_METADATA = sa.MetaData()
_TYPES: dict[str, Any] = {"string": sa.Text, "text": sa.Text, "integer": sa.BigInteger, "decimal": Exact, "float": sa.Double,
                          "boolean": sa.Boolean, "date": sa.Date}


def _type(column: Column) -> Any:
    if column.name in KEY:
        return sa.Text().with_variant(sa.String(191), "mysql", "mariadb", "mssql", "oracle")
    if column.type == "list":
        return sa.JSON().with_variant(JSONB(), "postgresql")
    return _TYPES[column.type]()


def _columns(name: str) -> list[Any]:
    """Columns and keys of a table."""
    made: list[Any] = [sa.Column(column.name, _type(column), primary_key=column.name in KEY, nullable=column.nullable, comment=column.zh)
                       for column in TABLES[name].columns]
    if name == "plans":
        return [*made, sa.UniqueConstraint("plan_id")]
    return [*made, sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"])]


#: Tells which version of the tables a database has.
SCHEMA = sa.Table("planparse_schema", _METADATA, sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
                  sa.Column("planparse_version", sa.Text, nullable=False))
SQL = {name: sa.Table(name, _METADATA, *_columns(name), comment=table.zh) for name, table in TABLES.items()}
