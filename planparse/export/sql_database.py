"""Plans in, their rows in a database out: SQLite, PostgreSQL or whatever SQLAlchemy reaches, in one transaction.

The rows of a plan that is there already are replaced: what it no longer says is gone. When anything fails, the database is
as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from planparse.errors import MissingExtra, PlanparseError
from planparse.export.place import one_file
from planparse.export.rows import Feed, Row, Rows, Value
from planparse.export.sql_tables import SQL, sa
from planparse.export.tables import TABLES
from planparse.model.plan import Plan

_PLANS_AT_ONCE = 40
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def write(plans: Iterable[Plan], path: str, force: bool = False) -> Feed:
    """Write to an SQLite file."""
    goal = one_file(path)
    fresh = not goal.exists()
    try:
        return _write(plans, sa.URL.create("sqlite", database=path), path, force)
    except BaseException:
        if fresh:
            goal.unlink(missing_ok=True)
        raise


def write_url(plans: Iterable[Plan], url: str, force: bool = False) -> Feed:
    """Write to the database of an SQLAlchemy URL."""
    try:
        known = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise PlanparseError("this is no URL of a database", url.partition("://")[0], "write postgresql://user@host/database") from error
    if known.drivername in _DRIVERS:
        known = known.set(drivername=_DRIVERS[known.drivername])
    if known.get_backend_name() == "sqlite" and known.database not in (None, "", ":memory:"):
        return write(plans, str(known.database), force)
    return _write(plans, known, known.render_as_string(hide_password=True), force)


def _write(plans: Iterable[Plan], url: sa.URL, where: str, force: bool) -> Feed:
    from planparse.export.sql_schema import ready

    feed = Feed(plans)
    with _engine(url, where) as engine, _in_three_parts(where), engine.begin() as connection:
        for column in ready(connection, where, force):
            feed.tell(f"column added: {column} is null for plans exported before")
        for part in _parts(feed):
            _replace(connection, part, feed)
    return feed


def _parts(feed: Feed) -> Iterator[list[tuple[str, Rows]]]:
    """Some plans at a time."""
    part: list[tuple[str, Rows]] = []
    for one in feed:
        part.append(one)
        if len(part) == _PLANS_AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _replace(connection: sa.Connection, part: list[tuple[str, Rows]], feed: Feed) -> None:
    """Take the rows of these plans out and put the new ones in."""
    keys = [key for key, _ in part]
    for table in reversed(SQL.values()):
        connection.execute(table.delete().where(table.c.plan_id.in_(keys)))
    no_nul = connection.dialect.name == "postgresql"
    for name, table in SQL.items():
        rows = [row for _, made in part for row in made[name]]
        if not rows:
            continue
        if no_nul:
            rows = [_without_nul(row, feed) for row in rows]
        names = TABLES[name].names
        connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])


def _without_nul(row: Row, feed: Feed) -> Row:
    """PostgreSQL holds every character but U+0000; U+2400 stands for it."""
    if not any("\0" in value if isinstance(value, str) else any("\0" in one for one in value)
               for value in row if isinstance(value, str | list)):
        return row
    feed.tell("row(s) with U+0000, which PostgreSQL cannot hold: written as U+2400")

    def changed(value: Value) -> Value:
        if isinstance(value, str):
            return value.replace("\0", "\u2400")
        return [one.replace("\0", "\u2400") for one in value] if isinstance(value, list) else value

    return tuple(changed(value) for value in row)


@contextmanager
def _engine(url: sa.URL, where: str) -> Iterator[sa.Engine]:
    """The engine of a URL."""
    try:
        engine = sa.create_engine(url, json_serializer=lambda value: json.dumps(value, ensure_ascii=False))
    except sa.exc.NoSuchModuleError:
        raise PlanparseError("SQLAlchemy does not know this kind of database", url.drivername, "install its dialect") from None
    except ModuleNotFoundError as error:
        extra = "postgres" if url.get_backend_name() == "postgresql" else None
        raise MissingExtra(f"the driver {error.name} is not installed", where,
                           f'pip install "planparse[{extra}]"' if extra else f"pip install {error.name}") from None
    if url.get_backend_name() == "sqlite":
        _whole_transactions(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def _whole_transactions(engine: sa.Engine) -> None:
    """Python's sqlite3 begins only before the first row, too late for CREATE TABLE: begin at once, and alone."""

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _in_three_parts(where: str) -> Iterator[None]:
    """What a database says as one line: what, where, what to do."""
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        said = next(iter(str(getattr(error, "orig", None) or error).strip().splitlines()), type(error).__name__)
        reached = not isinstance(error, sa.exc.OperationalError)
        raise PlanparseError(f"the database refused ({said})", where,
                             "nothing was changed; check your rights and the tables" if reached
                             else "nothing was changed; check that it is a database, runs and lets you in") from error
