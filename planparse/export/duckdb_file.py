"""Plans in, their rows in a DuckDB file out, in one transaction; the rows of a plan that is there already are replaced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planparse.errors import MissingExtra, PlanparseError
from planparse.export.arrow import DIGITS, PLACES, arrow
from planparse.export.place import one_file
from planparse.export.rows import Feed, Row
from planparse.export.tables import KEY, TABLES, TABLES_VERSION, Column, check_version
from planparse.model.plan import Plan
from planparse.version import __version__

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS_AT_ONCE = 20_000
_SCHEMA = "planparse_schema"
_TYPES = {"string": "VARCHAR", "text": "VARCHAR", "integer": "BIGINT", "decimal": f"DECIMAL({DIGITS}, {PLACES})", "float": "DOUBLE",
          "boolean": "BOOLEAN", "date": "DATE", "list": "VARCHAR[]"}


def write(plans: Iterable[Plan], path: str, force: bool = False) -> Feed:
    """Write to a DuckDB file."""
    try:
        import duckdb
    except ModuleNotFoundError:
        raise MissingExtra("DuckDB is not installed", "planparse export", 'pip install "planparse[duckdb]"') from None
    goal = one_file(path)
    fresh = not goal.exists()
    if not fresh and not goal.stat().st_size:
        goal.unlink()
    feed = Feed(plans)
    try:
        with duckdb.connect(path) as connection:
            connection.begin()
            _ready(connection, path, feed, force)
            _fill(connection, feed)
            connection.commit()
    except BaseException as error:
        if fresh:
            goal.unlink(missing_ok=True)
        if isinstance(error, duckdb.Error):
            said = next(iter(str(error).strip().splitlines()), type(error).__name__)
            raise PlanparseError(f"the database refused ({said})", path,
                                 "nothing was changed; check that it is a DuckDB file that nobody else has open") from error
        raise
    return feed


def _fill(connection: DuckDBPyConnection, feed: Feed) -> None:
    """Replace the rows of all plans, many at a time."""
    waiting: dict[str, list[Row]] = {name: [] for name in TABLES}
    for _, rows in feed:
        for name, held in rows.items():
            waiting[name] += held
        if sum(map(len, waiting.values())) >= _ROWS_AT_ONCE:
            _replace(connection, waiting, feed)
            waiting = {name: [] for name in TABLES}
    _replace(connection, waiting, feed)


def _replace(connection: DuckDBPyConnection, waiting: dict[str, list[Row]], feed: Feed) -> None:
    """Take the rows of these plans out and put the new ones in."""
    keys = [row[0] for row in waiting["plans"]]
    for name, rows in waiting.items():
        connection.execute(f"DELETE FROM {name} WHERE list_contains(?, plan_id)", [keys])
        connection.register("fresh_rows", arrow(name, rows, feed.tell))
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM fresh_rows")
        connection.unregister("fresh_rows")


def _ready(connection: DuckDBPyConnection, where: str, feed: Feed, force: bool) -> None:
    """Make or migrate the tables, as sql_schema does for other databases."""
    there = {name for name, in _asked(connection, "SELECT table_name FROM duckdb_tables() WHERE schema_name = current_schema()")}
    if _SCHEMA not in there:
        if there and (not force or there & set(TABLES)):
            foreign = sorted(there & set(TABLES)) or sorted(there)
            raise PlanparseError(f"the database holds tables that planparse did not make ({', '.join(foreign[:3])})", where,
                                 "give a database of its own" + ("" if there & set(TABLES) else ", or --force to add tables"))
        connection.execute(f"CREATE TABLE {_SCHEMA} (version INTEGER PRIMARY KEY, planparse_version VARCHAR NOT NULL)")
        connection.execute(f"INSERT INTO {_SCHEMA} VALUES (?, ?)", [TABLES_VERSION, __version__])
    version = next((found for found, in _asked(connection, f"SELECT max(version) FROM {_SCHEMA}")), None)
    if version is None:
        raise PlanparseError("the table planparse_schema is empty", where, "give another database")
    check_version(version, where)
    for name, table in TABLES.items():
        if name not in there:
            columns = ", ".join(_spec(column) + ("" if column.nullable else " NOT NULL") for column in table.columns)
            connection.execute(f"CREATE TABLE {name} ({columns}, PRIMARY KEY ({', '.join(KEY)}))")
            for column in table.columns:
                meaning = column.zh.replace("'", "''")
                connection.execute(f"COMMENT ON COLUMN {name}.\"{column.name}\" IS '{meaning}'")
        elif version < TABLES_VERSION:
            _add_columns(connection, name, feed)
    if version < TABLES_VERSION:
        connection.execute(f"UPDATE {_SCHEMA} SET version = ?, planparse_version = ?", [TABLES_VERSION, __version__])


def _add_columns(connection: DuckDBPyConnection, name: str, feed: Feed) -> None:
    """The columns that an older version lacks, null for the plans that are there."""
    known = {found for found, in _asked(connection, f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{name}'")}
    for column in TABLES[name].columns:
        if column.name not in known:
            connection.execute(f"ALTER TABLE {name} ADD COLUMN {_spec(column)}")
            feed.tell(f"column added: {name}.{column.name} is null for plans exported before")


def _spec(column: Column) -> str:
    return f'"{column.name}" {_TYPES[column.type]}'


def _asked(connection: DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()
