"""A connection in, a database with the tables of this version out: made where it is new, migrated where it is older.

A database that holds tables of somebody else, or tables of a newer planparse, is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from planparse.errors import PlanparseError
from planparse.export.sql_tables import SCHEMA, SQL
from planparse.export.tables import TABLES_VERSION, check_version
from planparse.version import __version__

#: Steps that adding tables and columns does not do: version that a step leads to → what it does.
STEPS: dict[int, Callable[[sa.Connection], None]] = {}


def ready(connection: sa.Connection, where: str, force: bool = False) -> list[str]:
    """Make or migrate the tables, and hold other exports off until the transaction ends; the columns that were added."""
    there = set(sa.inspect(connection).get_table_names())
    if SCHEMA.name not in there:
        if there and (not force or there & set(SQL)):
            foreign = sorted(there & set(SQL)) or sorted(there)
            raise PlanparseError(f"the database holds tables that planparse did not make ({', '.join(foreign[:3])})", where,
                                 "give a database or schema of its own" + ("" if there & set(SQL) else ", or --force to add tables"))
        for table in (SCHEMA, *SQL.values()):
            table.create(connection)
        connection.execute(SCHEMA.insert(), {"version": TABLES_VERSION, "planparse_version": __version__})
        return []
    version = connection.execute(sa.select(SCHEMA.c.version).with_for_update()).scalar()
    if version is None:
        raise PlanparseError("the table planparse_schema is empty", where, "give another database")
    check_version(version, where)
    return _migrated(connection, version) if version < TABLES_VERSION else []


def _migrated(connection: sa.Connection, version: int) -> list[str]:
    """Add what an older version lacks. A new column is null for the plans that are there."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    added = []
    for name, table in SQL.items():
        if name not in there:
            table.create(connection)
            continue
        known = {column["name"] for column in inspector.get_columns(name)}
        for column in table.columns:
            if column.name not in known:
                fresh = sa.schema.CreateColumn(sa.Column(column.name, column.type, nullable=True)).compile(dialect=connection.dialect)
                quoted = connection.dialect.identifier_preparer.format_table(table)
                connection.exec_driver_sql(f"ALTER TABLE {quoted} ADD COLUMN {fresh}")
                added.append(f"{name}.{column.name}")
    for step in range(version + 1, TABLES_VERSION + 1):
        if step in STEPS:
            STEPS[step](connection)
    connection.execute(SCHEMA.update().values(version=TABLES_VERSION, planparse_version=__version__))
    return added
