"""The tables of every export: their definition agrees with the model, and rows hold what the plan says."""

from __future__ import annotations

import types
import typing
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import planparse
from planparse.export.codebook import codebook
from planparse.export.rows import Feed, plan_id, plan_rows
from planparse.export.tables import KEY, ONE_A_PLAN, TABLES, TABLES_VERSION, Column
from planparse.model.plan import Plan
from tests.made_export import odd_plan

ROOT = Path(__file__).resolve().parent.parent
PLAIN = {"string": str, "text": str, "integer": int, "decimal": Decimal, "float": float, "boolean": bool, "date": date, "list": list}
COLUMNS = [column for table in TABLES.values() for column in table.columns]


def annotation(column: Column) -> tuple[Any, bool]:
    """The type of the field a column is filled from, and whether anything on the way to it may be null."""
    record: Any = Plan
    nullable = False
    if column.table not in ONE_A_PLAN:
        record = typing.get_args(Plan.model_fields[column.table].annotation)[0]
        if column.table == "responsibilities" and not column.field.startswith("^."):
            record = typing.get_args(record.model_fields["units"].annotation)[0]
    for part in column.field.removeprefix("^.").split("."):
        if part.isdigit():
            held = typing.get_args(record) or tuple(typing.get_type_hints(record).values())
            record = held[int(part)]
        else:
            record = record.model_fields[part].annotation
        inner = [one for one in typing.get_args(record) if one is not type(None)]
        if typing.get_origin(record) in (typing.Union, types.UnionType):
            nullable |= len(inner) < len(typing.get_args(record))
            record = inner[0] if len(inner) == 1 else record
    return record, nullable


@pytest.mark.parametrize("column", [one for one in COLUMNS if not one.field.startswith("@")], ids=lambda one: f"{one.table}.{one.name}")
def test_a_column_says_what_its_field_is(column: Column) -> None:
    found, nullable = annotation(column)
    assert column.nullable == nullable
    if typing.get_origin(found) is typing.Literal:
        if column.name != "schema_version":
            assert [code.code for code in column.codes] == list(typing.get_args(found))
        found = str
    else:
        assert not column.codes
    found = typing.get_args(found)[0] if typing.get_origin(found) is typing.Annotated else found
    kind = list if typing.get_origin(found) is list else found
    assert PLAIN[column.type] is kind or (column.type == "date" and kind is str)


def test_no_field_of_an_item_is_left_out() -> None:
    """Every scalar of the records is a column; whole tables and the text's paragraphs stay in the plan JSON."""
    for name in set(TABLES) - set(ONE_A_PLAN):
        record = typing.get_args(Plan.model_fields[name].annotation)[0]
        used = {column.field.removeprefix("^.").split(".")[0] for column in TABLES[name].columns}
        assert set(record.model_fields) - used <= {"units"}, name


def test_every_column_is_described_in_both_languages_and_once() -> None:
    for table in TABLES.values():
        assert table.names[:2] == KEY and len(set(table.names)) == len(table.names)
        assert len({column.label for column in table.columns}) == len(table.columns), table.name
    for column in COLUMNS:
        assert column.en[0].isascii() and " " in column.en, column
        assert any("\u4e00" <= char <= "\u9fff" for char in column.zh), column
        assert all(code.zh and code.en for code in column.codes)


#: The digest of each version of the tables that was published.
VERSIONS = {1: "e2162ea43e3e7607"}


def test_other_columns_are_another_version() -> None:
    """Databases are migrated by the version: raise TABLES_VERSION with every new column, and add its digest above."""
    written = "\n".join(f"{column.table}.{column.name} {column.type} {column.nullable}" for column in COLUMNS)
    assert sha256(written.encode()).hexdigest()[:16] == VERSIONS[TABLES_VERSION]


def test_the_codebook_tells_every_column() -> None:
    for language in ("en", "zh"):
        page = "\n".join(codebook(language))  # type: ignore[arg-type]
        assert page.count("\n| `") == len(COLUMNS)


def test_rows_hold_what_the_plan_says() -> None:
    plan = planparse.parse(ROOT / "corpus" / "yunxiu-ecommerce" / "plan.txt")
    made = plan_rows(plan)
    assert [row[TABLES["targets"].names.index("value")] for row in made["targets"]] == [target.value for target in plan.targets]
    assert len(made["responsibilities"]) == sum(len(one.units) for one in plan.responsibilities) > len(plan.responsibilities)
    assert dict(zip(TABLES["plans"].names, made["plans"][0], strict=True))["signed_date"] == date(2022, 3, 16)
    for name, rows in made.items():
        assert len({row[:2] for row in rows}) == len(rows), name
        for row in rows:
            for column, value in zip(TABLES[name].columns, row, strict=True):
                assert (value is None and column.nullable) or type(value) is PLAIN[column.type], (name, column.name, value)


def test_a_plan_has_one_key_whatever_read_it() -> None:
    text = "一、目标\n建成服务站60个。"
    again = planparse.parse(text.encode(), name="another.txt")
    feed = Feed([planparse.parse_text(text), again, planparse.parse_text("另一个方案")])
    assert len(list(feed)) == 2 and feed.counts["plans"] == 2
    assert feed.notes == ["1 plan(s) left out, since a plan of the same file came before"]
    assert plan_id("no digest") == plan_id("no digest") != plan_id("other") and plan_id("no digest")[0] == "p"


def test_what_no_file_can_hold_is_told() -> None:
    plan = planparse.parse_text("到2023年底，建成服务站60个。")
    odd = plan.model_copy(update={"deadlines": [plan.deadlines[0].model_copy(update={"end": "2023-02-30", "quote": "\ud800站"})]})
    told: list[str] = []
    row = dict(zip(TABLES["deadlines"].names, plan_rows(odd, told.append)["deadlines"][0], strict=True))
    assert row["end_date"] is None and row["quote"] == "\ufffd站" and told == ["value(s) left out that are no date"]


def test_the_odd_plan_of_the_tests_has_every_table() -> None:
    assert all(plan_rows(odd_plan("站", Decimal(1), "2024-01-01", ["站"])).values())


def test_frames_of_many_plans() -> None:
    plans = [planparse.parse(ROOT / "corpus" / name / "plan.txt") for name in ("yunxiu-ecommerce", "qingyuan-assistance")]
    made = planparse.frames(plans)
    assert set(made) == set(TABLES) and all(list(frame.columns) == list(TABLES[name].names) for name, frame in made.items())
    assert made["targets"].groupby("plan_id").size().to_dict() == {plan_id(plan.source.sha256): len(plan.targets) for plan in plans}
    assert made["budget"]["amount"].sum() == sum(line.amount for plan in plans for line in plan.budget)
    assert str(made["targets"]["deadline_end"].dtype) == "datetime64[s]" and str(made["targets"]["growth"].dtype) == "boolean"
    exact = planparse.frames(plans, exact=True)["targets"]["value"]
    assert list(exact) == [target.value for plan in plans for target in plan.targets]
    empty = planparse.frames([])
    assert {name: frame.dtypes.to_dict() for name, frame in empty.items()} == {name: frame.dtypes.to_dict() for name, frame in made.items()}
    joined = made["targets"].merge(made["plans"][["plan_id", "region"]], on="plan_id")
    assert set(joined["region"]) == {"云岫县", "清沅县"}
