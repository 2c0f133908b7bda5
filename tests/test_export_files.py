"""CSV, XLSX and JSON Lines: what is read back is what was written, and nobody's file is lost."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from planparse.codec import read_json
from planparse.errors import MissingExtra, PlanparseError
from planparse.export import FORMATS, csv_files, duckdb_file, write, xlsx_book
from planparse.export.place import LISTED
from planparse.export.rows import Row
from planparse.export.tables import TABLES
from planparse.model.plan import Plan
from tests.made_export import DAYS, NUMBERS, ODD, TEXTS, corpus, expected, in_order, odd_plan

SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


# ------------------------------------------------------------------------------------------------ readers

def read_csv(path: Path) -> dict[str, list[Row]]:
    return {name: in_order(csv_files.read(path / f"{name}.csv", name)) for name in TABLES}


def read_jsonl(path: Path) -> dict[str, list[Row]]:
    made: dict[str, list[Row]] = {}
    for name, table in TABLES.items():
        rows = [read_json(line) for line in (path / f"{name}.jsonl").read_text("utf-8").split("\n")[:-1]]
        assert all(tuple(row) == table.names for row in rows)
        made[name] = in_order([tuple(typed(column.type, value) for column, value in zip(table.columns, row.values(), strict=True)) for row in rows])
    return made


def typed(kind: str, value: Any) -> Any:
    """A JSON value as the type of its column."""
    if value is None:
        return None
    return {"decimal": Decimal, "date": date.fromisoformat, "float": float}.get(kind, lambda held: held)(value)


def read_xlsx(path: Path) -> dict[str, list[Row]]:
    book = openpyxl.load_workbook(path)
    long: dict[tuple[str, ...], str] = {}
    if xlsx_book.LONG_TEXT in book.sheetnames:
        for *place, _, text in list(book[xlsx_book.LONG_TEXT].values)[1:]:
            key = tuple(map(str, place))
            long[key] = long.get(key, "") + as_excel_reads(str(text))
    made = {}
    for name, table in TABLES.items():
        rows = []
        for sheet in (one for one in book.sheetnames if re.fullmatch(rf"{name}(_\d+)?", one)):
            heads, *body = list(book[sheet].values)
            assert heads == table.names
            for cells in body:
                whole = [long.get((sheet, str(cells[0]), str(cells[1]), head), cell) for head, cell in zip(heads, cells, strict=True)]
                rows.append(tuple(from_cell(column.type, cell) for column, cell in zip(table.columns, whole, strict=True)))
        made[name] = in_order(rows)
    return made


def as_excel_reads(text: str) -> str:
    """openpyxl leaves the escapes of control characters as they are."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


def from_cell(kind: str, cell: Any) -> Any:
    if kind == "list":
        return csv_files.split(csv_files.protected(as_excel_reads(cell))) if cell is not None else []
    if cell is None:
        return None
    if kind == "decimal":
        return Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if kind == "date":
        return cell.date() if isinstance(cell, datetime) else date.fromisoformat(cell)
    return as_excel_reads(cell) if isinstance(cell, str) else float(cell) if kind == "float" else cell


def read_parquet(path: Path) -> dict[str, list[Row]]:
    return {name: in_order([tuple(row.values()) for row in parquet.read_table(path / f"{name}.parquet").to_pylist()]) for name in TABLES}


def read_duckdb(path: Path) -> dict[str, list[Row]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {name: in_order(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in TABLES}


def read_datapackage(path: Path) -> dict[str, list[Row]]:
    """As the Table Schema in datapackage.json says, and nothing else."""
    kinds: dict[str, Callable[[str], Any]] = {"string": str, "integer": int, "number": Decimal, "boolean": "true".__eq__, "date": date.fromisoformat,
                                              "array": json.loads}
    made = {}
    for resource in json.loads((path / "datapackage.json").read_text("utf-8"))["resources"]:
        null, = resource["schema"]["missingValues"]
        fields = resource["schema"]["fields"]
        with (path / resource["path"]).open(encoding=resource["encoding"], newline="") as stream:
            csv.field_size_limit(2**31 - 1)
            heads, *lines = list(csv.reader(stream))
        assert heads == [field["name"] for field in fields]
        rows = [tuple(None if cell == null else kinds[field["type"]](cell) for cell, field in zip(line, fields, strict=True)) for line in lines]
        made[resource["name"]] = in_order([floats(resource["name"], row) for row in rows])
    return made


def floats(name: str, row: Row) -> Row:
    """A data package has one type for all numbers with a point."""
    return tuple(float(value) if isinstance(value, Decimal) and column.type == "float" else value
                 for column, value in zip(TABLES[name].columns, row, strict=True))


READERS: dict[str, tuple[str, Callable[[Path], dict[str, list[Row]]]]] = {
    "csv": ("tables", read_csv), "jsonl": ("lines", read_jsonl), "xlsx": ("book.xlsx", read_xlsx),
    "parquet": ("parquet", read_parquet), "duckdb": ("plans.duckdb", read_duckdb),
    "datapackage": ("package", read_datapackage)}


def there_and_back(to: str, plans: list[Plan], folder: Path) -> dict[str, list[Row]]:
    name, read = READERS[to]
    (folder / name).unlink(missing_ok=True) if to == "duckdb" else None
    write(plans, to, str(folder / name), force=True)
    return read(folder / name)


# ------------------------------------------------------------------------------------------------ round trips

@pytest.mark.parametrize("to", READERS)
def test_plans_of_the_corpus_come_back(to: str, tmp_path: Path) -> None:
    assert there_and_back(to, list(corpus()), tmp_path) == expected(corpus())


@pytest.mark.parametrize("to", READERS)
def test_odd_values_come_back(to: str, tmp_path: Path) -> None:
    plans = [odd_plan(text, Decimal("0.1"), "2024-02-29", [text, "乙；", ""], key=str(at)) for at, text in enumerate(ODD)
             if (to, text) != ("datapackage", "NULL")]
    assert there_and_back(to, plans, tmp_path) == expected(plans)


@pytest.mark.parametrize("to", READERS)
@SOME
@given(text=TEXTS, number=NUMBERS, day=DAYS, entries=st.lists(TEXTS, max_size=4))
def test_any_value_comes_back(to: str, text: str, number: Decimal, day: str, entries: list[str], tmp_path: Path) -> None:
    plan = odd_plan("null" if to == "datapackage" and text == "NULL" else text, number, day, entries)
    assert there_and_back(to, [plan], tmp_path) == expected([plan])


@pytest.mark.parametrize("to", READERS)
def test_long_texts_come_back(to: str, tmp_path: Path) -> None:
    for text in ("村" * 32_767, "村" * 32_768, "𬭎" * 16_384, "=" + "一行\n" * 40_000):
        plan = odd_plan(text, Decimal(1), "2024-01-01", [text, "乙"])
        assert there_and_back(to, [plan], tmp_path) == expected([plan])


@pytest.mark.parametrize("to", sorted(set(READERS) - {"duckdb"}))
def test_same_plans_give_the_same_bytes(to: str, tmp_path: Path) -> None:
    places = [tmp_path / f"{turn}" for turn in (1, 2)]
    for place in places:
        write(corpus()[:2], to, str(place))
    first, second = ([place.read_bytes()] if place.is_file() else [file.read_bytes() for file in sorted(place.iterdir())] for place in places)
    assert first == second


@given(TEXTS)
def test_csv_cells_are_reversible_and_no_formula(text: str) -> None:
    cell = csv_files.protected(text)
    assert csv_files.restored(cell) == text and cell
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠") and cell[0] not in "\t\r\n"


@given(st.lists(TEXTS))
def test_lists_are_reversible(entries: list[str]) -> None:
    assert csv_files.split(csv_files.plain(entries)) == entries


# ------------------------------------------------------------------------------------------------ as Excel sees it

def test_csv_opens_in_excel(tmp_path: Path) -> None:
    write([odd_plan("=cmd|' /C calc'!A0", Decimal("-5"), "2024-01-01", [])], "csv", str(tmp_path / "out"))
    data = (tmp_path / "out" / "targets.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfplan_id,id,indicator") and data.endswith(b"\r\n")
    row = next(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert row["quote"] == "'=cmd|' /C calc'!A0" and row["value"] == "-5" and row["value_max"] == "" and row["growth"] == "false"


def test_cells_have_types(tmp_path: Path) -> None:
    write(corpus()[:1], "xlsx", str(tmp_path / "a.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [*TABLES, "codebook"]
    sheet = book["targets"]
    heads = {cell.value: cell for cell in sheet[1]}
    at = {name: cell.column - 1 for name, cell in heads.items()}
    cells = next(row for row in sheet.iter_rows(min_row=2) if row[at["deadline_end"]].value)
    assert cells[at["deadline_end"]].is_date and cells[at["deadline_end"]].number_format == "yyyy-mm-dd"
    assert cells[at["value"]].data_type == "n" and cells[at["growth"]].data_type == "b" and cells[at["quote"]].data_type in ("s", "inlineStr")
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref == f"A1:{sheet[1][-1].column_letter}{sheet.max_row}"
    folded = [heads[name].column_letter for name in ("span_start", "rule", "bbox_x0", "table_row")]
    hidden = {openpyxl.utils.get_column_letter(at) for group in sheet.column_dimensions.values() if group.hidden for at in range(group.min, group.max + 1)}
    assert set(folded) <= hidden and not {heads[name].column_letter for name in ("value", "quote", "section")} & hidden
    assert "数值" in heads["value"].comment.text
    assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row)


def test_what_a_cell_cannot_hold_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    feed = write([odd_plan("村" * 40_000, Decimal("12345678901234567.89"), "1899-12-31", [])], "xlsx", str(path))
    assert any("long_text" in note for note in feed.notes) and any("more digits" in note for note in feed.notes)
    assert any("before March 1900" in note for note in feed.notes)
    cell = openpyxl.load_workbook(path)["targets"].cell(2, TABLES["targets"].names.index("quote") + 1)
    assert cell.value.startswith("村村") and cell.value.endswith("（全文见工作表 long_text）")


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_book, "MOST_ROWS", 20)
    path = tmp_path / "a.xlsx"
    feed = write(corpus(), "xlsx", str(path))
    names = openpyxl.load_workbook(path).sheetnames
    assert {"targets", "targets_2", "targets_3"} <= set(names) and any("targets_2" in note for note in feed.notes)
    assert read_xlsx(path) == expected(corpus())


# ------------------------------------------------------------------------------------------------ Parquet, DuckDB

def test_parquet_has_types_and_meanings(tmp_path: Path) -> None:
    write(corpus()[:1], "parquet", str(tmp_path / "out"))
    found = parquet.read_schema(tmp_path / "out" / "targets.parquet")
    assert found.field("value").type == pa.decimal128(38, 18) and found.field("deadline_end").type == pa.date32()
    assert not found.field("value").nullable and found.field("value").metadata[b"en"].startswith(b"In the base unit")
    assert found.field("responsible").type == pa.list_(pa.string()) and found.metadata[b"planparse_tables"] == b"1"


@pytest.mark.parametrize("to", ["parquet", "duckdb"])
def test_numbers_beyond_38_digits_are_told(to: str, tmp_path: Path) -> None:
    name, read = READERS[to]
    for number, held, said in ((Decimal("1e25"), Decimal("99999999999999999999.999999999999999999"), "too large"),
                               (Decimal("-1e25"), Decimal("-99999999999999999999.999999999999999999"), "too large"),
                               (Decimal("0.12345678901234567891"), Decimal("0.123456789012345679"), "rounded")):
        feed = write([odd_plan("站", number, "2024-01-01", [])], to, str(tmp_path / name))
        assert any(said in note for note in feed.notes)
        assert read(tmp_path / name)["budget"][0][2] == held


def test_duckdb_replaces_plans_and_keeps_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_file, "_ROWS_AT_ONCE", 1)
    path = tmp_path / "a.duckdb"
    write(corpus(), "duckdb", str(path))
    fewer = corpus()[0].model_copy(update={"targets": corpus()[0].targets[1:3], "commitments": []})
    for _ in range(2):
        write([fewer], "duckdb", str(path))
    assert read_duckdb(path) == expected([fewer, *corpus()[1:]])

    def broken():  # type: ignore[no-untyped-def]
        yield corpus()[0]
        yield corpus()[1].model_copy(update={"targets": []})
        raise PlanparseError("broken", "plan 3", "mend it")

    with pytest.raises(PlanparseError, match="broken"):
        write(broken(), "duckdb", str(path))
    assert read_duckdb(path) == expected([fewer, *corpus()[1:]])


def test_duckdb_versions_and_tables_of_others(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    write(corpus()[:1], "duckdb", str(path))
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE targets DROP COLUMN modality; DROP TABLE checks; UPDATE planparse_schema SET version = 0")
    assert write(corpus(), "duckdb", str(path)).notes == ["1 column added: targets.modality is null for plans exported before"]
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT count(*) FROM targets WHERE modality IS NULL").fetchone() == (0,)
        connection.execute("UPDATE planparse_schema SET version = 99")
    with pytest.raises(PlanparseError, match="newer planparse"):
        write(corpus(), "duckdb", str(path))
    other = tmp_path / "b.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE wages (a INT)")
    with pytest.raises(PlanparseError, match=r"did not make \(wages\)"):
        write(corpus(), "duckdb", str(other))
    write(corpus(), "duckdb", str(other), force=True)
    other.write_text("mine" * 1000, "utf-8")
    with pytest.raises(PlanparseError, match="the database refused"):
        write(corpus(), "duckdb", str(other), force=True)
    assert other.read_text("utf-8") == "mine" * 1000


@pytest.mark.parametrize(("to", "package", "extra"), [("parquet", "pyarrow", "parquet"), ("duckdb", "duckdb", "duckdb")])
def test_a_missing_extra_is_named(to: str, package: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("planparse.export.arrow", "planparse.export.parquet_files", "planparse.export.duckdb_file"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=rf"planparse\[{extra}\]"):
        write(corpus()[:1], to, str(tmp_path / "out"))


# ------------------------------------------------------------------------------------------------ data package

def test_the_data_package_is_valid_and_read_by_frictionless(tmp_path: Path) -> None:
    odd = [odd_plan(text, Decimal("0.1"), "2024-02-29", [text, "乙；", ""], key=str(at)) for at, text in enumerate(ODD) if "\x0b" not in text]
    plans = [*corpus(), *(plan for plan in odd if plan.source.name != "NULL")]
    write(plans, "datapackage", str(tmp_path / "out"))
    described = str(tmp_path / "out" / "datapackage.json")
    report = frictionless.validate(described)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]
    for resource in frictionless.Package(described).resources:
        rows = in_order([floats(resource.name, tuple(row[name] for name in TABLES[resource.name].names)) for row in resource.read_rows()])
        assert rows == expected(plans)[resource.name], resource.name
    path = tmp_path / "out" / "targets.csv"
    path.write_bytes(path.read_bytes().replace(b",ge,", b",gt,", 1))
    found = frictionless.validate(described).flatten(["type"])
    assert {"hash-count", "constraint-error"} <= {kind for kind, in found}


def test_a_text_that_says_null_is_told(tmp_path: Path) -> None:
    feed = write([odd_plan("NULL", Decimal(1), "2024-01-01", [])], "datapackage", str(tmp_path / "out"))
    assert any("read back as null" in note for note in feed.notes)


# ------------------------------------------------------------------------------------------------ whose files

@pytest.mark.parametrize("to", ["csv", "jsonl"])
def test_a_folder_keeps_what_others_put_there(to: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine", "utf-8")
    foreign = out / f"targets.{to}"
    foreign.write_text("mine", "utf-8")
    with pytest.raises(PlanparseError, match="did not write it"):
        write(corpus()[:1], to, str(out))
    assert sorted(path.name for path in out.iterdir()) == ["notes.txt", f"targets.{to}"] and foreign.read_text("utf-8") == "mine"
    foreign.unlink()
    write(corpus()[:1], to, str(out))
    write(corpus()[:2], to, str(out))
    assert (out / "notes.txt").read_text("utf-8") == "mine"
    foreign.write_text(foreign.read_text("utf-8") + "my own line\n", "utf-8")
    with pytest.raises(PlanparseError, match="changed since"):
        write(corpus()[:1], to, str(out))
    assert "my own line" in foreign.read_text("utf-8")
    write(corpus()[:1], to, str(out), force=True)
    assert "my own line" not in foreign.read_text("utf-8")


def test_a_list_of_files_that_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / LISTED).write_text("[]", "utf-8")
    with pytest.raises(PlanparseError, match="did not write it"):
        write(corpus()[:1], "csv", str(tmp_path))
    (tmp_path / LISTED).write_text(json.dumps({"planparse_export": "csv", "files": {"../mine": "x"}}), "utf-8")
    write(corpus()[:1], "csv", str(tmp_path))


def test_a_workbook_of_others_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(corpus()[:1], "xlsx", str(path))
    write(corpus()[:2], "xlsx", str(path))
    book = openpyxl.load_workbook(path)
    book["targets"]["A2"] = "mine"
    book.save(path)
    for found in (path.read_bytes(), b"mine"):
        path.write_bytes(found)
        with pytest.raises(PlanparseError, match="did not write it"):
            write(corpus()[:1], "xlsx", str(path))
        assert path.read_bytes() == found
    write(corpus()[:1], "xlsx", str(path), force=True)
    assert read_xlsx(path) == expected(corpus()[:1])


@pytest.mark.parametrize("to", [one.name for one in FORMATS])
def test_nothing_is_left_of_an_export_that_failed(to: str, tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield corpus()[0]
        raise PlanparseError("broken", "plan 2", "mend it")

    with pytest.raises(PlanparseError, match="broken"):
        write(broken(), to, str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", ["xlsx", "sqlite", "duckdb"])
def test_only_files_are_written_to(to: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dir").mkdir()
    for name, said in (("pipe", "device or a pipe"), ("dir", "this is a directory")):
        with pytest.raises(PlanparseError, match=said):
            write(corpus()[:1], to, str(tmp_path / name), force=True)
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "empty").touch()
    (tmp_path / "link").symlink_to("empty")
    for _ in range(2):
        write(corpus()[:1], to, str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink() and (tmp_path / "empty").stat().st_size


@pytest.mark.parametrize("to", [one.name for one in FORMATS])
def test_a_missing_directory_is_named(to: str, tmp_path: Path) -> None:
    with pytest.raises(PlanparseError, match="no such directory"):
        write(corpus()[:1], to, str(tmp_path / "nowhere" / "out"))
