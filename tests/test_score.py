"""Scoring small cases: what is found, what is right, what does not count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planparse
from planparse.errors import PlanparseError
from planparse.score import as_json, as_lines, cases, headline, load_gold, score_plan, total
from planparse.score.compare import citation, deadline, member, same_number, section, target
from planparse.score.flat import alike, carrier, normal, offsets, overlap, squeeze
from planparse.score.gold import GoldError, locate
from planparse.score.tally import Tally

TEXT = "一、工作目标\n到2023年底，建成村播 服务站60个以上，培训1200人次。\n责任单位：县商务局、财政局\n由县供销社牵头实施。\n"
TARGET = {"quote": "60个以上", "before": "服务站", "indicator": "村播服务站", "cmp": "ge", "value": 60, "unit": "个", "kind": "goal",
          "growth": False, "by": ["2023-12-31"]}


def judged(gold: dict[str, Any], tmp_path: Path, prediction: dict[str, Any] | None = None, text: str = TEXT) -> Any:
    """Score planparse's own reading (or another) of a text against gold."""
    path = tmp_path / "x.gold.json"
    path.write_text(json.dumps(gold), "utf-8")
    read = json.loads(planparse.parse_text(TEXT).to_json()) if prediction is None else prediction
    return score_plan(read, load_gold(path, text))


def test_a_right_target_and_one_too_many(tmp_path: Path) -> None:
    score = judged({"targets": [TARGET]}, tmp_path)
    tally = score.table["targets"]
    assert (tally.gold, tally.found, tally.hits["detect"], tally.hits["full"]) == (1, 2, 1, 1)
    assert tally.f1("full") == pytest.approx(2 / 3)
    assert [(miss.kind, miss.what) for miss in score.misses if miss.kind == "targets"] == [("targets", "spurious")]


@pytest.mark.parametrize(("change", "value", "full"), [
    ({"value": 61}, 0, 0), ({"cmp": "eq"}, 0, 0), ({"unit": "家"}, 0, 0), ({"per": "year"}, 0, 0), ({"by": []}, 1, 0),
    ({"by": ["2024-12-31", "2023-12-31"]}, 1, 1), ({"kind": "limit"}, 1, 0), ({"growth": True}, 1, 0), ({"indicator": "培训"}, 1, 0),
    ({"indicator": ["培训", "服务站"]}, 1, 1)])
def test_each_attribute_counts(change: dict[str, Any], value: int, full: int, tmp_path: Path) -> None:
    hits = judged({"targets": [TARGET | change]}, tmp_path).table["targets"].hits
    assert (hits["detect"], hits["value"], hits["full"]) == (1, value, full)


def test_what_lies_in_an_ignored_zone_does_not_count(tmp_path: Path) -> None:
    zone = {"from": "培训", "to": "人次", "types": ["targets"]}
    tally = judged({"targets": [TARGET], "ignore": [zone]}, tmp_path).table["targets"]
    assert (tally.gold, tally.found, tally.f1("full")) == (1, 1, 1.0)


def test_responsibilities_are_counted_by_unit(tmp_path: Path) -> None:
    gold = {"responsibilities": [
        {"quote": "责任单位：县商务局、财政局", "cue": "责任单位", "units": [{"name": "县商务局", "role": None}, {"name": "县财政局", "role": "lead"}]},
        {"quote": "由县供销社牵头", "cue": "narrative", "units": [{"name": "县供销社", "role": "lead"}]}]}
    table = judged(gold, tmp_path).table
    whole, label, narrative = (table[f"responsibilities{part}"] for part in ("", ":label", ":narrative"))
    assert (whole.gold, whole.found, whole.hits["detect"], whole.hits["full"]) == (3, 3, 3, 2)
    assert (label.gold, label.hits["full"]) == (2, 1)
    assert (narrative.gold, narrative.hits["full"]) == (1, 1)


def test_metadata_counts_the_fields_the_gold_states(tmp_path: Path) -> None:
    table = judged({"metadata": {"doc_number": None, "region": "松溪县", "recipients": []}}, tmp_path).table
    assert (table["metadata"].gold, table["metadata"].hits["full"]) == (3, 2)


def test_commitments_want_day_money_and_values(tmp_path: Path) -> None:
    read = json.loads(planparse.parse_text(TEXT).to_json())
    read["commitments"] = [{"id": "k1", "spans": [[0, 40]], "targets": ["t1"], "deadline": {"start": None, "end": "2023-12-31"}, "amount": 5}]
    gold = {"quote": "建成村播服务站", "end": "2023-12-31", "amount_yuan": 5, "values": [60]}
    for change, value, full in (({}, 1, 1), ({"values": [60, 61]}, 1, 0), ({"amount_yuan": 6}, 0, 0), ({"end": None}, 0, 0)):
        hits = judged({"commitments": [gold | change]}, tmp_path, read).table["commitments"].hits
        assert (hits["detect"], hits["value"], hits["full"]) == (1, value, full)


def test_a_plan_that_was_not_parsed_scores_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.gold.json"
    path.write_text(json.dumps({"targets": [TARGET], "metadata": {"title": "方案"}}), "utf-8")
    score = score_plan(None, load_gold(path, TEXT))
    assert headline(score.table) == 0 and score.table["targets"].gold == 1


def test_a_text_with_page_numbers_in_it_is_laid_over(tmp_path: Path) -> None:
    read = json.loads(planparse.parse_text(TEXT.replace("建成", "\n- 1 -\n建成")).to_json())
    assert judged({"targets": [TARGET]}, tmp_path, read).table["targets"].hits["detect"] == 1


def test_a_quote_that_points_nowhere_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.gold.json"
    gold = {"targets": [TARGET | {"quote": "70个"}, {"value": 1}], "ignore": [{"from": "没有", "to": "人次", "types": []}]}
    path.write_text(json.dumps(gold), "utf-8")
    assert len(load_gold(path, TEXT).problems) == 3


def test_locate() -> None:
    assert locate("一个站一个点", "一个", nth=2) == (3, 5)
    assert locate("培训 60人".replace(" ", ""), "60 人", before="培 训") == (2, 5)
    for quote, nth in (("", None), ("两个", None), ("一个", None), ("一个", 3)):
        with pytest.raises(GoldError):
            locate("一个站一个点", quote, nth=nth)


def test_comparing() -> None:
    assert same_number(None, None) and same_number("20", 20.0) and not same_number(None, 0) and not same_number("x", 1)
    assert deadline({"start": None, "end": "2023-12-31", "relation": "during"}, {"end": "2023-12-31", "relation": "by"}).value
    assert citation({"doc_number": "松政发[2021]3号"}, {"doc_number": "松政发〔2021〕3号"}).full
    assert not member({"name": "王 明", "role": "组长", "posts": ["县长"]}, {"name": "王明", "role": "组长", "posts": []}).full
    assert section({"label": "1.", "title": "培训", "level": 2}, {"label": "1.", "title": None, "level": 2}).full
    property_only = {"comparator": "ge", "value": 9, "unit": "平方米", "kind": "standard", "indicator": {"text": "面积"}}
    assert target(property_only, {"cmp": "ge", "value": 9, "unit": "平方米", "kind": "standard", "indicator": "物流分拣中心面积"}).full


def test_phrases() -> None:
    assert alike("县级综合服务中心", "服务中心") and alike("培训的人次", "培训人次") and not alike("", "x") and alike("", "")
    assert not alike("中心", "县级养老综合服务中心建设")
    assert normal("（一）　“Ａ”。") == "(一)“A"


@given(st.text(), st.text())
def test_positions_carry_over(one: str, other: str) -> None:
    assert len(offsets(one)) == len(one) + 1 and offsets(one)[-1] == len(squeeze(one))
    carry = carrier(squeeze(one), squeeze(other))
    places = [carry(at) for at in range(len(squeeze(one)) + 1)]
    assert places == sorted(places) and all(0 <= place <= len(squeeze(other)) or one == other for place in places)
    assert overlap((0, 3), (2, 5)) == 1 and overlap((0, 2), (2, 5)) == 0


def test_totals_and_reports(tmp_path: Path) -> None:
    score = judged({"targets": [TARGET]}, tmp_path)
    whole = total([score.table, score.table])
    assert whole["targets"].gold == 2 and whole["targets"].f1("full") == score.table["targets"].f1("full")
    lines = list(as_lines("ALL", whole, score.misses))
    assert lines[1] == "ALL: mean full F1 0.667" and any("spurious" in line for line in lines)
    assert json.loads(as_json({"ALL": whole}))["ALL"]["targets"]["gold"] == 2
    assert Tally().f1("full") is None


def test_both_layouts_of_gold_are_found(tmp_path: Path) -> None:
    gold, pred = tmp_path / "gold", tmp_path / "pred"
    (gold / "b").mkdir(parents=True)
    pred.mkdir()
    (gold / "a.gold.json").write_text(json.dumps({"targets": [TARGET]}), "utf-8")          # no text: that of the prediction
    (gold / "b" / "gold.json").write_text(json.dumps({"targets": [TARGET]}), "utf-8")
    (gold / "b" / "plan.txt").write_text(TEXT, "utf-8")
    for name in "ab":
        (pred / f"{name}.json").write_text(planparse.parse_text(TEXT).to_json(), "utf-8")
    found = list(cases(gold, pred))
    assert [case.name for case in found] == ["a", "b"]
    assert all(score_plan(case.prediction, case.gold).table["targets"].hits["full"] == 1 for case in found)
    (pred / "a.json").write_text("{")
    with pytest.raises(PlanparseError, match="no JSON"):
        list(cases(gold, pred))
