"""A plan goes to JSON and comes back as it was, to the last digit."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planparse
from planparse.codec import decode, encode, read_json, write_json
from planparse.errors import UnreadableInput
from planparse.model.plan import Plan

ROOT = Path(__file__).resolve().parent.parent
PIECES = st.sampled_from([
    "到2025年底，", "建成服务站60个以上。", "\n一、工作目标\n", "（一）培训\n", "资金31.4万元，", "责任单位：县商务局、财政局\n", "奖励0.6元", "\u3000\u3000",
    "《关于发展村播的意见》（岫政发〔2021〕3号）", "增长15%左右；", "每月组织1次", "\x0c", "\ufeff", "\ud800", "“", "3—5个", "附件\n", "成员：王明 县商务局局长\n"])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_decode_undoes_encode(text: str) -> None:
    plan = planparse.parse_text(text)
    written = encode(plan)
    assert decode(written) == plan
    assert decode(written.encode("utf-8")) == plan
    assert encode(decode(written)) == written


@settings(max_examples=100, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-10**24, max_value=10**24))
def test_no_digit_is_lost(value: Decimal) -> None:
    assert read_json(write_json([value]))[0] == value


JSON = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


@given(JSON)
def test_any_json_reads_as_python_reads_it(value: object) -> None:
    assert json.loads(write_json(value)) == value


@pytest.mark.parametrize(("value", "written"), [("31E8", "3100000000"), ("4.50", "4.5"), ("-0", "0"), ("1E-7", "0.0000001"),
                                                ("123456789012345678901.25", "123456789012345678901.25")])
def test_a_number_is_written_plainly(value: str, written: str) -> None:
    assert write_json(Decimal(value)) == written


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_what_is_no_number_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        write_json([value])


def test_exact_through_the_whole_way() -> None:
    plan = planparse.parse_text("一、资金\n安排资金0.1亿元、1234567.89万元用于设备。")
    amounts = [line.amount for line in decode(encode(plan)).budget]
    assert amounts == [Decimal("10000000"), Decimal("12345678900")]
    assert '"amount": 12345678900,' in encode(plan)


def test_keys_stand_in_the_order_of_the_records() -> None:
    written = json.loads(encode(planparse.parse_text("建成60个")))
    names = [info.alias or name for name, info in Plan.model_fields.items()]
    assert list(written) == names and "tables" in names


def test_methods_of_the_plan() -> None:
    plan = planparse.parse(ROOT / "corpus" / "yunxiu-ecommerce" / "plan.txt")
    assert planparse.Plan.from_json(plan.to_json()) == plan
    tables = plan.tables()
    assert len(tables["targets"]) == len(plan.targets)
    assert set(tables) == set(json.loads(plan.to_json())) - {"schema_version", "source", "text", "paragraphs", "furniture"}
    assert tables["responsibilities"]["name"].tolist() == [u.name for r in plan.responsibilities for u in r.units]


def test_tables_of_an_empty_plan_have_their_columns() -> None:
    full = planparse.parse(ROOT / "corpus" / "yunxiu-ecommerce" / "plan.txt").tables()
    empty = planparse.parse_text("").tables()
    for name, table in empty.items():
        if len(full[name]):
            assert list(table.columns) == list(full[name].columns), name


def test_without_pandas_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(planparse.MissingExtra, match=r"planparse\[frames\]"):
        planparse.parse_text("").tables()


@pytest.mark.parametrize("written", ["", "{}", "[]", "null", '{"schema_version": "1.0"}', "[" * 100_000])
def test_what_is_no_plan_is_a_value_error(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        planparse.Plan.from_json(written)


def test_a_plan_json_is_a_plan_again(tmp_path: Path) -> None:
    plan = planparse.parse_text("一、目标\n建成服务站60个。")
    path = tmp_path / "plan.json"
    path.write_text(plan.to_json(), "utf-8")
    assert planparse.parse(path) == plan
    path.write_text(plan.to_json().replace('"value": 60', '"value": "sixty"'), "utf-8")
    with pytest.raises(UnreadableInput, match=r"targets\[0\]\.value"):
        planparse.parse(path)
