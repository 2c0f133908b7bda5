"""Mappings: what a bureau's own form says is what is written, and what it forbids is told before anything is."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import planparse
from planparse.errors import MissingExtra, PlanparseError, UnreadableInput
from planparse.export.mapped import mapped
from planparse.export.mapped_files import write_mapped
from planparse.export.mapping import MappingError, OutColumn, checked, field_of, fields, load
from planparse.export.tables import TABLES
from tests.made_export import corpus, odd_plan

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "docs" / "mappings").iterdir())


def sheet(*columns: dict[str, Any], rows: str = "commitments", **more: Any) -> dict[str, Any]:
    """A mapping of one sheet."""
    top = {key: more.pop(key) for key in ("codes", "to", "encoding", "protect") if key in more}
    named = [{"head": f"列{at}"} | column for at, column in enumerate(columns, 1)]
    return {"mapping": 1, **top, "sheets": [{"name": "表", "rows": rows, "columns": named, **more}]}


def cells(*columns: dict[str, Any], plans: Any = None, **more: Any) -> list[list[Any]]:
    """The rows of such a mapping."""
    made = mapped(plans or corpus(), checked(sheet(*columns, **more), "m"))
    assert not made.faults
    return made.sheets["表"]


# ------------------------------------------------------------------------------------------------ the examples

@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_work_on_the_corpus(path: Path, tmp_path: Path) -> None:
    mapping = load(str(path))
    made = mapped(corpus(), mapping)
    assert not made.faults and all(made.sheets.values())
    write_mapped(made, mapping, str(tmp_path / "out.xlsx"))
    assert path.name in (ROOT / "docs" / "export.md").read_text("utf-8")


def test_the_task_list_says_what_the_plans_say(tmp_path: Path) -> None:
    mapping = load(str(ROOT / "docs" / "mappings" / "project-tasks.toml"))
    write_mapped(mapped(corpus(), mapping), mapping, str(tmp_path / "out.xlsx"))
    heads, *rows = list(openpyxl.load_workbook(tmp_path / "out.xlsx")["任务清单"].values)
    wanted = [one for plan in corpus() for one in plan.commitments if one.units and one.deadline and one.deadline.end]
    assert len(rows) == len(wanted) > 5
    for row, one in zip(rows, wanted, strict=True):
        year, month, day = one.deadline.end.split("-")  # type: ignore[union-attr]
        assert row[heads.index("完成时限")] == f"{int(year)}年{int(month)}月{int(day)}日"
        assert row[heads.index("牵头单位")] == "、".join(one.lead or one.units) and row[heads.index("任务名称")] == one.title
        assert row[heads.index("资金（万元）")] == (None if one.amount is None else float(round(one.amount / 10000, 2)))


def test_the_register_adds_up_in_wan(tmp_path: Path) -> None:
    mapping = load(str(ROOT / "docs" / "mappings" / "funding-register.yaml"))
    write_mapped(mapped(corpus(), mapping), mapping, str(tmp_path / "out"))
    rows = list(csv.DictReader((tmp_path / "out" / "资金台账.csv").read_text("utf-8-sig").splitlines()))
    assert sum(Decimal(row["金额（万元）"]) for row in rows) * 10000 == sum(
        line.amount for plan in corpus() for line in plan.budget if line.role == "item")
    assert {row["资金来源编码"] for row in rows} <= {"01", "02", "03", "04", "09", "99"}


# ------------------------------------------------------------------------------------------------ expressions

def test_fields_of_other_tables() -> None:
    plan = corpus()[0]
    rows = cells({"field": "plans.region"}, {"field": "sections.title"}, {"field": "targets.quote", "join": "；"}, {"field": "id"}, plans=[plan])
    quotes = {target.id: target.quote for target in plan.targets}
    titles = {section.id: section.title for section in plan.sections}
    for row, one in zip(rows, plan.commitments, strict=True):
        assert row == [plan.metadata.region.value, titles.get(one.section or ""), "；".join(quotes[key] for key in one.targets) or None, one.id]
    units = cells({"field": "responsibilities.name", "join": "、"}, plans=[plan])
    named = {one.id: [unit.name for unit in one.units] for one in plan.responsibilities}
    assert units == [["、".join(name for key in one.responsibilities for name in named[key]) or None] for one in plan.commitments]


def test_every_field_there_is_can_be_asked() -> None:
    for rows in TABLES:
        for field in fields(rows):
            known, many = field_of(rows, field)
            cells({"field": field} | ({"join": "、"} if many or known.type == "list" else {}), rows=rows)


def test_numbers_are_exact() -> None:
    plan = odd_plan("站", Decimal("123456.7"), "2024-02-29", ["甲", "乙"])
    row, *_ = cells({"field": "amount", "unit": "万元"}, {"field": "amount", "factor": "0.1"}, {"field": "amount", "unit": "亿元", "places": 4},
                    {"field": "amount"}, plans=[plan], rows="budget")
    assert row == [Decimal("12.34567"), Decimal("12345.67"), Decimal("0.0012"), Decimal("123456.7")]
    made = mapped([plan], checked(sheet({"field": "amount", "unit": "万元", "places": 2}, rows="budget"), "m"))
    long = odd_plan("站", Decimal("1234567890123456789012345678901234.565"), "2024-01-01", [])
    assert cells({"field": "amount", "places": 2}, plans=[long], rows="budget")[0] == [Decimal("1234567890123456789012345678901234.57")]
    assert made.feed.notes == [f"{len(plan.budget)} value(s) of 列1 rounded to 2 places"]


def test_days_lists_codes_constants_and_the_first() -> None:
    plan = odd_plan("站", Decimal(5), "2024-02-09", ["甲", "乙"])
    row, *_ = cells({"field": "deadline_end", "date": "YYYY年M月D日"}, {"field": "responsible", "join": "、"}, {"const": "未启动"},
                    {"first": ["value_max", "nature", "value"]}, {"field": "kind", "codes": "类"}, {"field": "comparator", "codes": "类", "otherwise": "其他"},
                    {"field": "nature", "codes": "类", "otherwise": "无"}, {"field": "growth", "codes": "类"},
                    plans=[plan], rows="targets", codes={"类": {"goal": "目标", "false": "否"}})
    assert row == ["2024年2月9日", "甲、乙", "未启动", Decimal(5), "目标", "其他", "无", "否"]


@pytest.mark.parametrize(("keep", "count"), [
    ({"field": "role", "in": ["item"]}, lambda line: line.role == "item"),
    ({"field": "role", "not_in": ["item"]}, lambda line: line.role != "item"),
    ({"field": "source", "present": True}, lambda line: line.source is not None),
    ({"field": "source", "present": False}, lambda line: line.source is None),
    ({"field": "amount", "in": [2000000]}, lambda line: line.amount == 2000000),
    ({"field": "plans.signed_date", "in": ["2022-03-16"]}, lambda line: line in corpus()[0].budget),
])
def test_rows_are_kept_by_their_values(keep: dict[str, Any], count: Any) -> None:
    plans = corpus()[::2]
    rows = cells({"field": "id"}, rows="budget", keep=[keep], plans=plans)
    wanted = [line.id for plan in plans for line in plan.budget if count(line)]
    assert [row[0] for row in rows] == wanted and wanted


def test_true_is_not_one() -> None:
    plain = [target for target in corpus()[0].targets if not target.growth]
    kept = {one: len(mapped(corpus()[:1], checked(sheet({"field": "id"}, rows="targets", keep=[{"field": "growth", "in": [one]}]), "m")).sheets["表"])
            for one in (0, "false")}
    assert kept == {0: 0, "false": 0} and len(cells({"field": "id"}, rows="targets", keep=[{"field": "growth", "in": [False]}], plans=corpus()[:1])) == len(plain)


# ------------------------------------------------------------------------------------------------ rules

def test_what_breaks_a_rule_is_told_by_row() -> None:
    plan = corpus()[0]
    made = mapped([plan], checked(sheet(
        {"field": "source", "required": True}, {"field": "role", "one_of": ["item", "total"]}, {"field": "role", "codes": "类"},
        {"field": "purpose", "longest": 3}, {"field": "role", "unique": True}, rows="budget", codes={"类": {"item": "单项"}}), "m"))
    first = plan.budget[0]
    said = [str(fault) for fault in made.faults if fault.row == 2]
    assert said == [f"表, row 2, 列1: required, but the plan does not say it ({plan.source.name}, b1)",
                    f"表, row 2, 列3: total is not in the code list 类 ({plan.source.name}, b1)",
                    f"表, row 2, 列4: {len(first.purpose.text)} characters, at most 3 are allowed ({plan.source.name}, b1)"]
    assert any("stands in another row already" in str(fault) for fault in made.faults)
    assert sum(fault.head == "列1" for fault in made.faults) == sum(line.source is None for line in plan.budget)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "planparse", "export", *map(str, arguments)], capture_output=True, text=True, check=False)


def test_the_command_writes_nothing_when_a_rule_is_broken(tmp_path: Path) -> None:
    plan = ROOT / "corpus" / "yunxiu-ecommerce" / "plan.txt"
    mapping = tmp_path / "m.toml"
    body = 'mapping = 1\n[[sheets]]\nname = "台账"\nrows = "budget"\n[[sheets.columns]]\nhead = "来源"\nfield = "source"\n'
    mapping.write_text(body + "required = true\n", "utf-8")
    done = run(plan, "--map", mapping, "-o", tmp_path / "out.xlsx")
    assert done.returncode == 1 and "台账, row 2, 来源: required" in done.stdout and "nothing written" in done.stderr
    assert not (tmp_path / "out.xlsx").exists()
    mapping.write_text(body, "utf-8")
    done = run(plan, "--map", mapping, "-o", tmp_path / "out.xlsx")
    assert done.returncode == 0 and (tmp_path / "out.xlsx").exists(), done.stderr
    mapping.write_text(body.replace('"source"', '"sorce"').replace('"budget"', '"budget"\nmore = 1'), "utf-8")
    done = run(plan, "--map", mapping, "-o", tmp_path / "out2.xlsx")
    assert done.returncode == 2 and "sheets[0].more: there is no such key" in done.stderr and not (tmp_path / "out2.xlsx").exists()


@pytest.mark.parametrize(("change", "said"), [
    ({"field": "titel"}, "sheets[0].columns[0].field: there is no field titel in commitments (title?)"),
    ({"field": "budgets.amount"}, "sheets[0].columns[0].field: there is no field budgets.amount in commitments (budget.amount?)"),
    ({"first": ["title", "x"]}, "sheets[0].columns[0].first[1]: there is no field x in commitments"),
    ({"feild": "title"}, "sheets[0].columns[0].feild: there is no such key"),
    ({}, "sheets[0].columns[0]: give one of field, first, const"),
    ({"field": "title", "const": "x"}, "sheets[0].columns[0]: give one of field, first, const"),
    ({"field": "units"}, "sheets[0].columns[0].join: units is a list: say what stands between its entries"),
    ({"field": "targets.quote"}, "sheets[0].columns[0].join: targets.quote is a list: say what stands between its entries"),
    ({"field": "title", "unit": "万元"}, "sheets[0].columns[0].unit: title is no number"),
    ({"field": "targets.value", "join": "、", "unit": "万元"}, "sheets[0].columns[0].unit: targets.value is no money"),
    ({"field": "title", "date": "YYYY"}, "sheets[0].columns[0].date: title is no date"),
    ({"field": "deadline_end", "date": "%Y"}, None),
    ({"field": "deadline_end", "date": "年"}, "sheets[0].columns[0].date: write a form such as YYYY-MM-DD or YYYY年M月D日"),
    ({"field": "amount", "unit": "美元"}, "sheets[0].columns[0].unit: input should be"),
    ({"field": "amount", "factor": "nan"}, "sheets[0].columns[0].factor: write a number, such as 0.0001"),
    ({"field": "amount", "factor": "x"}, "sheets[0].columns[0].factor: write a number, such as 0.0001"),
    ({"field": "title", "codes": "x"}, "sheets[0].columns[0].codes: there is no code list x (known: none)"),
    ({"field": "title", "required": "yes"}, "sheets[0].columns[0].required: input should be a valid boolean"),
])
def test_a_wrong_mapping_is_told_with_its_path(change: dict[str, Any], said: str | None) -> None:
    if said is None:
        assert checked(sheet(change), "m")
        return
    with pytest.raises(MappingError, match=re.escape(said)):
        checked(sheet(change), "m.toml")


@pytest.mark.parametrize(("held", "said"), [
    ([], "the mapping: "), (None, "the mapping: "), ({"mapping": 2, "sheets": []}, "mapping: input should be 1"),
    ({"mapping": 1, "sheets": []}, "sheets: list should have at least 1 item"),
    (sheet({"field": "id"}, rows="plan"), "sheets[0].rows: there is no table plan (use one of plans, sources"),
    (sheet({"field": "id"}, name="a/b"), "sheets[0].name: this cannot be the name of a sheet"),
    (sheet({"field": "id"}, name="../a"), "sheets[0].name: this cannot be the name of a sheet"),
    (sheet({"field": "id"}, keep=[{"field": "id"}]), "sheets[0].keep[0]: give one of in, not_in, present"),
    (sheet({"field": "id"}, keep=[{"field": "x", "present": True}]), "sheets[0].keep[0].field: there is no field x"),
    (sheet({"head": "a", "field": "id"}, {"head": "a", "field": "id"}), "sheets[0].columns[1].head: two columns have this head"),
])
def test_a_wrong_frame_is_told_with_its_path(held: Any, said: str) -> None:
    with pytest.raises(MappingError, match=re.escape(said)):
        checked(held, "m.toml")


def test_all_that_is_wrong_is_told() -> None:
    with pytest.raises(MappingError) as caught:
        checked(sheet({"field": "titel"}, {"field": "units"}), "m.toml")
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(("name", "written"), [("m.toml", "mapping ="), ("m.yaml", "a: [1"), ("m.yaml", "- 1"), ("m.toml", "")])
def test_a_file_that_is_no_mapping(name: str, written: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(written, "utf-8")
    with pytest.raises(MappingError):
        load(str(tmp_path / name))
    with pytest.raises(UnreadableInput):
        load(str(tmp_path / "none.toml"))


def test_yaml_without_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    (tmp_path / "m.yaml").write_text("mapping: 1", "utf-8")
    with pytest.raises(MissingExtra, match=r"planparse\[yaml\]"):
        load(str(tmp_path / "m.yaml"))


# ------------------------------------------------------------------------------------------------ files

def test_csv_for_old_systems(tmp_path: Path) -> None:
    plan = odd_plan("=𬭎€", Decimal(1), "2024-01-01", [])
    for protect, cell in ((True, "'=𬭎€"), (False, "=𬭎€")):
        mapping = checked(sheet({"field": "title"}, to="csv", encoding="gb18030", protect=protect), "m")
        write_mapped(mapped([plan], mapping), mapping, str(tmp_path / "out"))
        assert (tmp_path / "out" / "表.csv").read_bytes().decode("gb18030") == f"列1\r\n{cell}\r\n"


def test_a_file_of_others_stays(tmp_path: Path) -> None:
    mapping = checked(sheet({"field": "title"}), "m")
    (tmp_path / "a.xlsx").write_text("mine", "utf-8")
    with pytest.raises(PlanparseError, match="did not write it"):
        write_mapped(mapped(corpus(), mapping), mapping, str(tmp_path / "a.xlsx"))


def test_cells_are_typed(tmp_path: Path) -> None:
    mapping = checked(sheet({"field": "value"}, {"field": "deadline_end"}, {"field": "growth"}, {"field": "quote"}, rows="targets"), "m")
    plan = odd_plan("=1+1", Decimal("12345678901234567.8"), "1899-01-01", [])
    write_mapped(mapped([plan, *corpus()[:1]], mapping), mapping, str(tmp_path / "a.xlsx"))
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["表"].iter_rows(min_row=2))
    assert [cell.value for cell in rows[0]] == ["12345678901234567.8", "1899-01-01", False, "=1+1"] and rows[0][3].data_type != "f"
    assert isinstance(rows[-1][0].value, int | float) and any(row[1].is_date for row in rows[2:])


def test_plan_json_and_plan_give_the_same_table(tmp_path: Path) -> None:
    source = ROOT / "corpus" / "qingyuan-assistance" / "plan.txt"
    (tmp_path / "plan.json").write_text(planparse.parse(source).to_json(), "utf-8")
    for at, plan in enumerate((source, tmp_path / "plan.json")):
        assert run(plan, "--to", "jsonl", "-o", tmp_path / str(at)).returncode == 0
    files = [{path.name: path.read_text("utf-8") for path in (tmp_path / str(at)).iterdir()} for at in (0, 1)]
    assert files[0] == files[1] and json.loads(files[0]["planparse-export.json"])["planparse_export"] == "jsonl"


def test_a_directory_gives_its_plan_jsons(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name, plan in (("in/a.json", corpus()[0]), ("in/deep/b.json", corpus()[2])):
        (tmp_path / name).write_text(plan.to_json(), "utf-8")
    (tmp_path / "in" / "other.json").write_text("{}", "utf-8")
    (tmp_path / "in" / "diff.json").write_text(planparse.diff(corpus()[0], corpus()[2]).to_json(), "utf-8")
    done = run(tmp_path / "in", "--to", "jsonl", "-o", tmp_path / "out")
    assert done.returncode == 0 and "2 plan(s), " in done.stderr, done.stderr
    (tmp_path / "none").mkdir()
    done = run(tmp_path / "none", "--to", "jsonl", "-o", tmp_path / "out2")
    assert done.returncode == 2 and "no plan JSON" in done.stderr and not (tmp_path / "out2").exists()


@pytest.mark.parametrize("arguments", [[], ["--to", "csv", "--map", "m.toml"], ["--to", "odd"], ["--to", "csv", "-o", "-"],
                                       ["--to", "postgresql://x@y/z", "-o", "a"], ["--map", "none.toml"]])
def test_wrong_calls_are_one_line(arguments: list[str], tmp_path: Path) -> None:
    done = run(ROOT / "corpus" / "qingyuan-assistance" / "plan.txt", *arguments)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and done.stderr.startswith("planparse: ")


def test_the_mapping_of_the_page_works() -> None:
    block = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "export.md").read_text("utf-8"), re.S)
    assert block
    made = mapped(corpus(), checked(tomllib.loads(block[1]), "export.md"))
    assert made.sheets["资金台账"] and not made.faults


def test_the_page_tells_every_key_of_a_column() -> None:
    page = (ROOT / "docs" / "export.md").read_text("utf-8")
    assert all(f"| `{name}` |" in page for name in OutColumn.model_fields)
