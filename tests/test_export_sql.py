"""Databases: values come back, plans are replaced, versions are kept apart, nothing is half done. SQLite and a real PostgreSQL."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planparse.errors import MissingExtra, PlanparseError
from planparse.export import sql_database, sql_schema, write
from planparse.export.rows import Row
from planparse.export.sql_tables import SQL
from planparse.export.tables import TABLES_VERSION
from planparse.model.plan import Plan
from tests.made_export import DAYS, NUMBERS, ODD, TEXTS, corpus, expected, in_order, odd_plan
from tests.made_postgres import binaries, postgres

SOME = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBER = count()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if binaries() is None:
        pytest.skip("no PostgreSQL here (Debian: apt-get install postgresql)")
    with postgres() as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/plans.sqlite"
    host = request.getfixturevalue("server")
    name = f"plans{next(NUMBER)}"
    with engine(f"postgresql://planparse@/postgres?host={host}").connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"CREATE DATABASE {name}")
    return f"postgresql://planparse@/{name}?host={host}"


def engine(url: str) -> sa.Engine:
    return sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sa.NullPool)


def execute(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run statements; the rows of the last."""
    with engine(url).begin() as connection:
        for statement in statements:
            done = connection.exec_driver_sql(statement)
        return [tuple(row) for row in done] if done.returns_rows else []


def read(url: str) -> dict[str, list[Row]]:
    with engine(url).connect() as connection:
        return {name: in_order([tuple(row) for row in connection.execute(sa.select(table))]) for name, table in SQL.items()}


# ------------------------------------------------------------------------------------------------ values

def test_plans_of_the_corpus_come_back(url: str) -> None:
    feed = write(corpus(), url)
    assert read(url) == expected(corpus()) and feed.notes == [] and feed.counts["plans"] == len(corpus())


def test_odd_values_come_back(url: str) -> None:
    plans = [odd_plan(text, Decimal("0.1"), "2024-02-29", [text, "乙；", ""], key=str(at)) for at, text in enumerate(ODD)]
    plans += [odd_plan("站", number, "2024-02-29", [], key=str(number)) for number in map(Decimal, ("9223372036854775808", "-1E+25", "0.1234567890123456789"))]
    plans.append(odd_plan("=" + "一行\n" * 40_000, Decimal("1e-18"), "1899-12-31", [], key="long"))
    write(plans, url)
    assert read(url) == expected(plans)


@SOME
@given(text=TEXTS, number=NUMBERS, day=DAYS, entries=st.lists(TEXTS, max_size=4))
def test_any_value_comes_back(url: str, text: str, number: Decimal, day: str, entries: list[str]) -> None:
    plan = odd_plan(text, number, day, entries)
    write([plan], url)
    assert read(url) == expected([plan])


def test_sums_are_sums(url: str) -> None:
    write(corpus(), url)
    asked = execute(url, "SELECT sum(amount) FROM budget WHERE amount > 100000")[0][0]
    assert asked == sum(line.amount for plan in corpus() for line in plan.budget if line.amount > 100000)
    assert isinstance(asked, Decimal) or url.startswith("sqlite")


def test_a_nul_is_told_where_it_cannot_be_held(url: str) -> None:
    plan = odd_plan("一\0二", Decimal(1), "2024-01-01", ["\0"])
    notes = write([plan], url).notes
    cue = execute(url, "SELECT cue FROM responsibilities")[0][0]
    assert (cue, bool(notes)) == (("一\0二", False) if url.startswith("sqlite") else ("一\u2400二", True))


# ------------------------------------------------------------------------------------------------ again

def test_again_is_the_same(url: str) -> None:
    for _ in range(2):
        write(corpus(), url)
    assert read(url) == expected(corpus())


def test_a_plan_parsed_again_loses_what_is_gone_and_others_stay(url: str) -> None:
    before = list(corpus())
    write(before, url)
    fewer = before[0].model_copy(update={"targets": before[0].targets[1:3], "commitments": [], "responsibilities": before[0].responsibilities[:1]})
    write([fewer], url)
    assert read(url) == expected([fewer, *before[1:]])


def test_nothing_is_half_done(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(corpus()[:1], url)
    monkeypatch.setattr(sql_database, "_PLANS_AT_ONCE", 1)

    def broken() -> Iterator[Plan]:
        yield corpus()[1]
        yield corpus()[0].model_copy(update={"targets": []})
        raise PlanparseError("broken", "plan 3", "mend it")

    with pytest.raises(PlanparseError, match="broken"):
        write(broken(), url)
    assert read(url) == expected(corpus()[:1])
    double = corpus()[1].model_copy(update={"targets": [corpus()[1].targets[0]] * 2})
    with pytest.raises(PlanparseError, match=r"the database refused .*nothing was changed"):
        write([double], url)
    assert read(url) == expected(corpus()[:1])


def test_exports_at_once_wait_for_each_other(url: str) -> None:
    write(corpus()[:1], url)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            write(corpus(), url)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed and read(url) == expected(corpus())


# ------------------------------------------------------------------------------------------------ versions and whose tables

def test_tables_of_a_newer_planparse_are_left_alone(url: str) -> None:
    write(corpus()[:1], url)
    execute(url, f"UPDATE planparse_schema SET version = {TABLES_VERSION + 1}")
    with pytest.raises(PlanparseError, match=rf"newer planparse \(version {TABLES_VERSION + 1}, this one knows {TABLES_VERSION}\)"):
        write(corpus(), url)
    assert read(url) == expected(corpus()[:1])


def test_an_older_database_is_migrated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(corpus()[:1], url)
    execute(url, "ALTER TABLE targets DROP COLUMN modality", "ALTER TABLE budget DROP COLUMN amount", "DROP TABLE checks",
            "UPDATE planparse_schema SET version = 0, planparse_version = '0.0'")
    stepped: list[int] = []
    monkeypatch.setattr(sql_schema, "STEPS", {1: lambda connection: stepped.append(1)})
    notes = write(corpus()[1:2], url).notes
    assert [note.split()[3] for note in notes] == ["targets.modality", "budget.amount"] and stepped == [1]
    assert execute(url, "SELECT version FROM planparse_schema") == [(TABLES_VERSION,)]
    key = expected(corpus()[:1])["plans"][0][0]
    assert {row[0] for row in execute(url, f"SELECT modality FROM targets WHERE plan_id = '{key}'")} == {None}
    write(corpus(), url)
    with engine(url).connect() as connection:
        for name, table in SQL.items():
            held = in_order([tuple(row) for row in connection.execute(sa.select(table))])
            assert held == expected(corpus())[name]


def test_a_database_of_others_stays_as_it_is(url: str) -> None:
    execute(url, "CREATE TABLE wages (name TEXT)")
    with pytest.raises(PlanparseError, match=r"did not make \(wages\)"):
        write(corpus()[:1], url)
    assert sa.inspect(engine(url)).get_table_names() == ["wages"]

    def broken() -> Iterator[Plan]:
        yield corpus()[0]
        raise PlanparseError("broken", "plan 2", "mend it")

    with pytest.raises(PlanparseError, match="broken"):
        write(broken(), url, force=True)
    assert sa.inspect(engine(url)).get_table_names() == ["wages"]
    write(corpus()[:1], url, force=True)
    assert read(url) == expected(corpus()[:1])


def test_a_table_of_others_is_never_written_to(url: str) -> None:
    execute(url, "CREATE TABLE budget (name TEXT)")
    with pytest.raises(PlanparseError, match=r"did not make \(budget\)"):
        write(corpus()[:1], url, force=True)
    assert sa.inspect(engine(url)).get_table_names() == ["budget"]


def test_a_failed_first_export_leaves_no_tables(url: str) -> None:
    def broken() -> Iterator[Plan]:
        yield corpus()[0]
        raise PlanparseError("broken", "plan 2", "mend it")

    with pytest.raises(PlanparseError):
        write(broken(), url)
    assert sa.inspect(engine(url)).get_table_names() == []


def test_a_schema_of_its_own_in_postgresql(server: str) -> None:
    name = f"plans{next(NUMBER)}"
    with engine(f"postgresql://planparse@/postgres?host={server}").connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"CREATE DATABASE {name}")
    url = f"postgresql://planparse@/{name}?host={server}"
    execute(url, "CREATE TABLE budget (name TEXT)", "CREATE SCHEMA plans")
    write(corpus()[:1], f"{url}&options=-csearch_path%3Dplans")
    assert execute(url, "SELECT count(*) FROM plans.targets")[0][0] == len(corpus()[0].targets)
    assert execute(url, "SELECT count(*) FROM public.budget") == [(0,)]


def test_the_query_of_the_page_works(url: str) -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "export.md").read_text("utf-8")
    write(corpus(), url)
    found = dict(execute(url, page.partition("```sql\n")[2].partition("```")[0].replace(";", "")))  # type: ignore[arg-type]
    plan = corpus()[0]
    both = [one for one in corpus() if one.metadata.region.value == plan.metadata.region.value]
    assert found["云岫县"] == sum(line.amount for one in both for line in one.budget if line.role == "item") / 10000


# ------------------------------------------------------------------------------------------------ SQLite files, URLs

def test_a_file_that_is_no_database_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_text("mine" * 1000, "utf-8")
    with pytest.raises(PlanparseError, match="not a database"):
        write(corpus()[:1], "sqlite", str(path), force=True)
    assert path.read_text("utf-8") == "mine" * 1000


def test_sqlite_holds_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    write([odd_plan("站", Decimal("12345678901234567.89"), "2024-01-01", ["站"]), *corpus()[:1]], "sqlite", str(path))
    with sqlite3.connect(path) as connection:
        kinds = dict(connection.execute("SELECT typeof(amount), count(*) FROM budget GROUP BY 1"))
        assert set(kinds) == {"integer", "text"} and kinds["text"] == 2
        assert connection.execute("SELECT units FROM commitments WHERE units LIKE '%站%'").fetchone() == ('["站"]',)


@pytest.mark.parametrize("url", ["oddsql://x/y", "postgresql://planparse:secret@127.0.0.1:1/none", "://", "a b://"])
def test_a_url_that_leads_nowhere(url: str) -> None:
    done = subprocess.run([sys.executable, "-m", "planparse", "export", "corpus/qingyuan-assistance/plan.txt", "--to", url],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "secret" not in done.stderr


def test_without_a_driver_or_sqlalchemy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"planparse\[postgres\]"):
        write(corpus()[:1], "postgresql://x@/y")
    for name in ("planparse.export.sql_tables", "planparse.export.sql_database", "planparse.export.sql_schema"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(MissingExtra, match=r"planparse\[sql\]"):
        write(corpus()[:1], "sqlite", "x.sqlite")
