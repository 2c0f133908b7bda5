"""Plans side by side: unlike things apart, nothing counted twice, nothing guessed, each figure with its sentence."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from decimal import Context, Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import planparse
from planparse.codec import schema
from planparse.comparison.candidates import alike
from planparse.comparison.counts import sizes
from planparse.comparison.side_by_side import compare
from planparse.errors import PlanparseError
from planparse.export.comparison_csv import COLUMNS, comparison_csv
from planparse.export.comparison_xlsx import comparison_xlsx
from planparse.lexicon.entries import Entry, problems
from planparse.lexicon.funding import category_of
from planparse.lexicon.load import load
from planparse.model.comparison import Comparison, IndicatorRow
from planparse.model.plan import Plan
from planparse.pipeline import parse_document
from planparse.report.comparison import comparison_page

from .made_tables import document

ROOT = Path(__file__).resolve().parent.parent
CORPUS = [planparse.parse(path) for path in sorted(ROOT.glob("corpus/*/plan.txt"))]


def plan(*lines: str, county: str = "青禾县", name: str = "") -> Plan:
    text = "\n".join([f"{county}农村电子商务实施方案", "", *lines])
    return planparse.parse_text(text, name=name or f"{county}.txt")


def row(comparison: Comparison, code: str, **wanted: object) -> IndicatorRow:
    found = [one for one in comparison.indicators if one.code == code and all(getattr(one, key) == value for key, value in wanted.items())]
    assert len(found) == 1, [(one.code, one.unit, one.kind, one.growth, one.per) for one in comparison.indicators]
    return found[0]


# ------------------------------------------------------------------------------------------------ indicators

def test_bounds_and_dates_are_kept() -> None:
    found = compare([plan("一、目标", "到2025年底，建成村级电商服务站点60个以上。"), plan("一、目标", "到2026年底，建成村级电商服务站点60个。", county="白露县")])
    cells = row(found, "station.village").cells
    told = {key: [(one.comparator, one.value, one.deadline.end if one.deadline else None) for one in held] for key, held in cells.items()}
    assert told == {"p1": [("ge", 60, "2025-12-31")], "p2": [("eq", 60, "2026-12-31")]}


def test_growth_is_no_level() -> None:
    found = compare([plan("一、目标", "农村网络零售额达到8亿元。"), plan("一、目标", "农村网络零售额年均增长15%以上。", county="白露县")])
    assert set(row(found, "online_retail_sales", growth=False).cells) == {"p1"}
    assert set(row(found, "online_retail_sales", growth=True).cells) == {"p2"}


def test_two_units_of_one_indicator_stand_in_two_rows() -> None:
    found = compare([plan("一、目标", "建成5G基站30个。"), plan("一、目标", "建成5G基站30座。", county="白露县")])
    assert [(one.unit, set(one.cells)) for one in found.indicators if one.code == "base_station.5g"] == [("个", {"p1"}), ("座", {"p2"})]


def test_how_often_is_no_number_in_all() -> None:
    found = compare([plan("一、任务", "举办产销对接活动12场。"), plan("一、任务", "每年举办产销对接活动12场。", county="白露县")])
    assert [(one.per, set(one.cells)) for one in found.indicators if one.code == "matchmaking.events"] == [(None, {"p1"}), ("year", {"p2"})]


def test_what_prose_and_table_say_stands_once() -> None:
    made = parse_document(document(
        "一、工作目标", "到2025年底，建成村级电商服务站点60个，开展电商培训2000人次。",
        [["指标", "单位", "2025年目标"], ["村级电商服务站点", "个", "60"], ["电商培训", "人次", "2500"]]))
    found = compare([made])
    once = row(found, "station.village").cells["p1"]
    assert [(one.value, len(one.also)) for one in once] == [(60, 1)]
    assert once[0].also[0].sentence == "村级电商服务站点 ｜ 个 ｜ 60"
    assert [one.value for one in row(found, "training.person_times").cells["p1"]] == [2000, 2500]


@pytest.mark.parametrize(("task", "modality"), [("建成村级电商服务站点60个。", "firm"), ("力争建成村级电商服务站点60个。", "strive")])
def test_how_firmly_a_plan_says_what_it_says_twice(task: str, modality: str) -> None:
    made = parse_document(document("一、工作目标", "力争建成村级电商服务站点60个。", "二、主要任务", task,
                                   "三、目标表", [["指标", "单位", "目标"], ["村级电商服务站点", "个", "60"]]))
    assert [(one.modality, len(one.also)) for one in row(compare([made]), "station.village").cells["p1"]] == [(modality, 2)]


def test_two_tasks_with_equal_figures_stay_two() -> None:
    made = plan("一、主要任务", "（一）人才培训。举办跨境电商培训班10场。", "（二）助农行动。举办农民直播电商培训班10场。")
    assert len(row(compare([made]), "training.sessions").cells["p1"]) == 2


def test_rows_stand_in_the_order_of_the_lexicon() -> None:
    codes = [entry.code for entry in load("indicators")]
    places = [codes.index(one.code) for one in compare(CORPUS).indicators]
    assert places == sorted(places) and len(set(places)) > 30


def test_what_has_no_code_never_enters() -> None:
    found = compare([plan("一、目标", "建设云雾茶歇点8个。"), plan("一、目标", "建设云雾茶歇点9个。", county="白露县")])
    assert found.indicators == [] and [(one.text, len(one.mentions)) for one in found.candidates] == [("云雾茶歇点", 2)]


def test_only_in() -> None:
    one, other = plan("一、目标", "建成村级电商服务站点60个，新开网店30家。"), plan("一、目标", "建成村级电商服务站点50个。", county="白露县")
    assert compare([one, other]).only_in == {"p1": ["shops.opened"], "p2": []}
    assert compare([one]).only_in == {"p1": []}
    assert compare([one, one]).only_in == {"p1": [], "p2": []}


# ------------------------------------------------------------------------------------------------ evidence

@pytest.mark.parametrize("given", CORPUS, ids=lambda one: one.source.name + one.source.sha256[:4])
def test_each_cell_shows_the_words_of_its_item(given: Plan) -> None:
    items = {item.id: item for item in [*given.targets, *given.budget, *given.responsibilities]}
    found = compare([given])
    told = [one for line in found.indicators for cells in line.cells.values() for cell in cells for one in (cell.evidence, *cell.also)]
    told += [one for line in (*found.funding, *found.units) for cell in line.cells.values() for one in cell.evidence]
    assert told or not (given.targets or given.budget)
    for one in told:
        assert one.mark is not None, one
        assert "".join(one.sentence[slice(*one.mark)].split()) == "".join(items[one.item].quote.split())
        assert "\n" not in one.sentence and one.sentence == one.sentence.strip()


def test_a_sentence_torn_by_lines_is_whole() -> None:
    made = planparse.parse_text("一、工作目标\n" + "为进一步健全农村电子商务公共服务体系，" * 2 + "到2025年底，在全县范围内建成村级电商服务\n"
                                "站点60个以上，并实现规范运营。加强宣传。\n")
    told = row(compare([made]), "station.village").cells["p1"][0].evidence
    assert told.sentence.endswith("建成村级电商服务站点60个以上，并实现规范运营。") and made.text[slice(*told.span)].replace("\n", "") == told.sentence


def test_a_sentence_torn_by_a_page_is_whole() -> None:
    paged = planparse.parse(ROOT / "corpus/luling-revitalisation/plan.pdf")
    told = [cell.evidence for line in compare([paged]).indicators for cells in line.cells.values() for cell in cells]
    assert told and all(one.page for one in told)
    assert not any("— 2 —" in one.sentence or "- 2 -" in one.sentence for one in told)


# ------------------------------------------------------------------------------------------------ money

def amounts(found: Comparison, key: str = "p1") -> dict[str, tuple[Decimal, Decimal | None]]:
    return {line.category: (line.cells[key].amount, line.cells[key].share) for line in found.funding if key in line.cells}


def test_money_told_in_prose_and_table_counts_once() -> None:
    made = parse_document(document(
        "一、资金安排", "项目总投资400万元。人才培训安排100万元，物流配送体系建设安排300万元。",
        [["序号", "建设内容", "金额（万元）"], ["1", "人才培训", "100"], ["2", "物流配送体系建设", "300"], ["", "合计", "400"]]))
    found = compare([made])
    assert amounts(found) == {"training": (1_000_000, 25), "logistics": (3_000_000, 75)}
    assert found.totals["p1"].amount == 4_000_000
    assert all(len(cell.evidence) == 1 for line in found.funding for cell in line.cells.values())


def test_groups_and_sums_are_not_added_up() -> None:
    made = parse_document(document("一、资金安排", [
        ["序号", "建设内容", "金额（万元）"], ["1", "人才培训", "100"], ["2", "品牌打造", "50"], ["", "小计", "150"],
        ["3", "物流配送体系建设", "300"], ["", "小计", "300"], ["", "总计", "450"]]))
    assert sum(amount for amount, _ in amounts(compare([made])).values()) == 4_500_000


def test_payers_and_purposes_are_two_views() -> None:
    made = parse_document(document(
        "一、资金安排", "项目总投资400万元，其中中央财政资金300万元、县级财政配套资金100万元。",
        [["序号", "建设内容", "金额（万元）"], ["1", "人才培训", "100"], ["2", "物流配送体系建设", "300"], ["", "合计", "400"]]))
    found = compare([made])
    assert sum(amount for amount, _ in amounts(found).values()) == 4_000_000
    assert {line.category: (line.cells["p1"].amount, line.cells["p1"].share) for line in found.sources} == {
        "central": (3_000_000, 75), "county": (1_000_000, 25)}


def test_money_by_payer_in_columns_counts_once() -> None:
    found = compare([planparse.parse(ROOT / "corpus/jichuan-environment/plan.txt")])
    assert sum(amount for amount, _ in amounts(found).values()) == found.totals["p1"].amount == 36_200_000
    assert sum(share or 0 for _, share in amounts(found).values()) == 100


def test_money_by_the_year_has_no_share() -> None:
    made = plan("一、资金保障", "县财政每年安排人才培训资金200万元。设立产业引导基金5000万元。")
    assert {share for _, share in amounts(compare([made])).values()} == {None}


def test_the_account_that_makes_the_total_is_taken() -> None:
    made = parse_document(document(
        "一、资金安排", "项目总投资400万元。",
        [["序号", "建设内容", "金额（万元）"], ["1", "人才培训", "100"], ["2", "物流配送体系建设", "300"]],
        "人才培训明细表", [["序号", "建设内容", "金额（万元）"], ["1", "直播培训班", "60"], ["2", "技能培训班", "40"]]))
    assert amounts(compare([made])) == {"training": (1_000_000, 25), "logistics": (3_000_000, 75)}


def test_parts_by_year_are_no_purposes_beside_a_purpose() -> None:
    found = compare([planparse.parse(ROOT / "corpus/donglu-consumption/plan.txt")])
    assert amounts(found) == {"marketing": (20_000_000, 100)}


def test_parts_by_year_are_no_purposes() -> None:
    made = plan("一、资金保障", "统筹安排专项资金900万元，其中2024年200万元、2025年300万元、2026年400万元。")
    assert amounts(compare([made])) == {}


@pytest.mark.parametrize("given", CORPUS, ids=lambda one: one.source.name + one.source.sha256[:4])
def test_never_more_than_the_plan_has(given: Plan) -> None:
    found = compare([given])
    counted = amounts(found)
    shares = [share for _, share in counted.values() if share is not None]
    if shares:
        assert abs(sum(shares) - 100) <= Decimal("0.1")
        if "p1" in found.totals:
            assert sum(amount for amount, _ in counted.values()) <= found.totals["p1"].amount


@pytest.mark.parametrize("entry", [entry for entry in load("funding") if entry.field == "category"], ids=lambda entry: entry.code)
def test_each_purpose_has_its_category(entry: Entry) -> None:
    assert [category_of(words) for words in entry.examples] == [entry.code] * len(entry.examples)
    assert entry.code not in [category_of(words) for words in entry.not_examples]


def test_the_funding_lexicon_is_sound() -> None:
    assert problems(load("funding"), "funding.toml") == []


# ------------------------------------------------------------------------------------------------ units, schedule

def test_units_meet_by_function() -> None:
    found = compare([plan("一、任务", "（一）培训。开展电商培训。（责任单位：县商务局、县财政局）"),
                     plan("一、任务", "（一）培训。开展电商培训。（牵头单位：县工业和商务信息化局；配合单位：县财政局）", county="白露县")])
    told = {line.function: {key: (cell.names, cell.tasks, cell.lead, cell.support) for key, cell in line.cells.items()} for line in found.units}
    assert told == {"commerce": {"p1": (["县商务局"], 1, 0, 0), "p2": (["县工业和商务信息化局"], 1, 1, 0)},
                    "finance": {"p1": (["县财政局"], 1, 0, 0), "p2": (["县财政局"], 1, 0, 1)}}


@pytest.mark.parametrize("lines", [
    ("一、实施步骤", "（一）准备阶段（2024年1月—3月）", "制定方案。", "（二）建设阶段（2024年4月—12月）", "全面建设。"),
    ("一、实施步骤", "分两个阶段推进：（1）准备阶段（2024年1月—3月），制定方案；（2）建设阶段（2024年4月—12月），全面建设。"),
    ("一、实施步骤（2024年）", "（一）准备阶段（2024年1月—3月）。制定方案。", "1.2024年2月底前完成摸底。", "（二）建设阶段（2024年4月—12月）。全面建设。"),
])
def test_stages(lines: tuple[str, ...]) -> None:
    found = compare([plan(*lines)])
    assert [(one.stage, one.start, one.end) for one in found.schedule] == [
        ("准备阶段", "2024-01-01", "2024-03-31"), ("建设阶段", "2024-04-01", "2024-12-31")]
    assert all("阶段" in one.evidence.sentence for one in found.schedule)


def test_stages_told_in_one_sentence() -> None:
    found = compare([planparse.parse(ROOT / "corpus/luling-revitalisation/plan.txt")])
    assert [one.stage for one in found.schedule] == ["部署阶段", "实施阶段", "总结阶段"]


def test_stages_of_a_table() -> None:
    found = compare([parse_document(document("一、进度安排", [
        ["序号", "工作内容", "时间安排"], ["1", "调查摸底", "2024年1月至3月"], ["2", "站点建设", "2024年4月至12月"]]))])
    assert [(one.stage, one.start, one.end) for one in found.schedule] == [
        ("调查摸底", "2024-01-01", "2024-03-31"), ("站点建设", "2024-04-01", "2024-12-31")]


# ------------------------------------------------------------------------------------------------ normalised, candidates

def test_a_quotient_needs_both_figures_from_the_plan() -> None:
    own = plan("全县辖12个乡镇、120个行政村。", "一、目标", "建成直播间30个以上，项目总投资600万元。")
    none = plan("一、目标", "建成直播间30个，服务覆盖60个行政村。", county="白露县")
    found = {(line.code, line.per): line for line in compare([own, none]).normalised}
    cell = found["livestream.room", "village"].cells
    assert set(cell) == {"p1"}
    assert (cell["p1"].value, cell["p1"].formula, cell["p1"].comparator) == (Decimal("0.25"), "≥ 30个 ÷ 120个行政村", "ge")
    assert found["livestream.room", "10000_yuan"].cells["p1"].formula == "≥ 30个 ÷ 600万元"
    assert "120个行政村" in cell["p1"].evidence[-1].sentence


@pytest.mark.parametrize(("words", "counts"), [
    ("全县辖12个乡镇、120个行政村。", {"township": 12, "village": 120}),
    ("全县共有行政村120个。", {"village": 120}),
    ("我县总人口36万人。", {"people": 360000}),
    ("全县120个行政村实现快递进村。", {"village": 120}),
    ("电商服务覆盖120个行政村。", {}),
    ("全县新建120个行政村站点。", {}),
    ("全县120个行政村。下辖118个行政村。", {}),
    ("全县评选30个乡镇服务站。", {}),
    ("全县脱贫人口2万人。", {}),
])
def test_sizes_are_stated_or_unknown(words: str, counts: dict[str, int]) -> None:
    found = sizes(plan(words))
    assert {what: int(size.value) for what, size in found.items()} == counts


def test_what_is_said_twice_differently_is_not_divided() -> None:
    made = plan("全县120个行政村。", "一、目标", "（一）总目标。建成直播间30个。", "（二）任务。建设直播间45个。")
    assert not [line for line in compare([made]).normalised if line.code == "livestream.room"]


@pytest.mark.parametrize(("one", "other", "wanted"), [
    ("农村电商服务站", "农村电子商务服务站", True), ("智慧商圈", "智慧商圈", True), ("农产品", "扶贫产品", False),
    ("乡镇物流示范站", "村级电商服务站", False), ("年产值过500亿元的产业集群", "年产值过200亿元的产业集群", False)])
def test_alike(one: str, other: str, wanted: bool) -> None:
    assert alike(one, other) is wanted


def test_the_same_file_twice_offers_no_candidate() -> None:
    one = plan("一、目标", "建设云雾茶歇点8个。")
    assert compare([one, one]).candidates == []


# ------------------------------------------------------------------------------------------------ shape

def test_names_and_ids() -> None:
    found = compare([plan("一、目标", "建成直播间3个。", name="甲.txt"), plan("一、目标", "建成直播间4个。", name="乙.txt")])
    assert [(one.id, one.name) for one in found.plans] == [("p1", "甲.txt"), ("p2", "乙.txt")]
    assert row(found, "livestream.room").cells.keys() == {"p1", "p2"}


def test_no_plan_is_a_mistake() -> None:
    with pytest.raises(PlanparseError, match="no plan"):
        compare([])


def test_the_call_and_the_room_bear_one_name() -> None:
    code = "import planparse; p = planparse.parse_text('一、目标\\n建成直播间3个。'); a = planparse.compare([p]); b = planparse.compare([p]); print(a == b)"
    for before in ("", "import planparse.comparison.matrix; ", "from planparse import compare; "):
        assert subprocess.run([sys.executable, "-c", before + code], capture_output=True, text=True, check=True, cwd=ROOT).stdout == "True\n"


def test_json_obeys_its_schema_and_comes_back() -> None:
    found = compare(CORPUS)
    written = found.to_json()
    Draft202012Validator(schema("compare")).validate(json.loads(written))
    assert Comparison.from_json(written) == found and Comparison.from_json(written).to_json() == written


def test_the_same_plans_give_the_same_bytes() -> None:
    again = [planparse.parse(path) for path in sorted(ROOT.glob("corpus/*/plan.txt"))]
    assert compare(again).to_json() == compare(CORPUS).to_json()
    assert comparison_xlsx(compare(again)) == comparison_xlsx(compare(CORPUS))


def test_empty_plans() -> None:
    found = compare([planparse.parse_text(""), planparse.parse_text("没有任何数字。")])
    assert (found.indicators, found.funding, found.schedule, found.candidates) == ([], [], [], [])
    assert comparison_csv(found).count("\r\n") == 1 and comparison_xlsx(found)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(CORPUS) - 1), st.integers(0, 6000), st.integers(0, 400)), max_size=12), st.text(max_size=40))
def test_any_scraps_of_plans_compare(cuts: list[tuple[int, int, int]], junk: str) -> None:
    scraps = [CORPUS[number].text[start:start + length] for number, start, length in cuts]
    found = compare([planparse.parse_text(junk.join(scraps)), planparse.parse_text("\n".join(scraps)), CORPUS[0]])
    assert Comparison.from_json(found.to_json()) == found
    assert comparison_csv(found) and comparison_xlsx(found) and comparison_page(found)
    for line in found.normalised:
        for cell in line.cells.values():
            assert cell.value == cell.value.normalize(Context(prec=4)) and "÷" in cell.formula


def test_odd_numbers_and_dates_of_a_plan_json() -> None:
    written = json.loads(plan("一、实施步骤", "（一）准备阶段（2024年1月—3月）", "建成直播间30个，项目总投资600万元，其中人才培训500万元。").to_json())
    written["deadlines"][0].update(start="1850-02-30", end="9999-12-31")
    written["targets"][0].update(value=10**40)
    for line in written["budget"]:
        line["amount"] = -line["amount"]
    found = compare([Plan.from_json(json.dumps(written))])
    assert comparison_csv(found) and comparison_xlsx(found) and comparison_page(found)


# ------------------------------------------------------------------------------------------------ CSV and workbook

HOSTILE = plan("一、目标", "=cmd|' /C calc'A0</script><script>alert(1)</script>建成直播间30个。", "（责任单位：县商务局）", name='=HYPERLINK("x").txt')


def test_csv_is_one_long_table() -> None:
    written = comparison_csv(compare(CORPUS))
    assert written.startswith("\ufeffview,code,label,unit,")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert {one["view"] for one in rows} >= {"indicators", "funding", "source", "total", "units", "schedule", "only_in", "candidates", "per_village"}
    assert all(one["sentence"] for one in rows if one["view"] != "only_in")
    assert len([one for one in rows if one["view"] == "indicators"]) == sum(
        len(cells) for line in compare(CORPUS).indicators for cells in line.cells.values())


def test_csv_holds_no_formula() -> None:
    cells = [cell for line in csv.reader(io.StringIO(comparison_csv(compare([HOSTILE])))) for cell in line]
    assert any("cmd" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def workbook(found: Comparison) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(comparison_xlsx(found)))


def test_workbook_keeps_numbers_with_their_bounds_and_sentences() -> None:
    book = workbook(compare([plan("一、目标", "到2025年底，力争建成村级电商服务站点60个以上。"), plan("一、目标", "培育产品品牌2-3个。", county="白露县")]))
    assert book.sheetnames == ["方案", "指标", "资金用途", "资金来源", "责任单位", "进度", "可比口径", "独有指标", "候选指标"]
    sheet = book["指标"]
    assert sheet.freeze_panes == "E2" and sheet.auto_filter.ref == "A1:F3"
    first, second = sheet["E2"], sheet["F3"]
    assert (first.value, first.number_format) == (60, '"力争 ≥ "#,##0"（2025年）"')
    assert "60个以上" in first.comment.text
    assert (second.value, second.number_format) == (2, '#,##0"–3"')


def test_workbook_shows_money_and_shares() -> None:
    book = workbook(compare([planparse.parse(ROOT / "corpus/jichuan-environment/plan.txt")]))
    cells = {line[0].value: line for line in book["资金用途"].iter_rows(min_row=2)}
    assert cells["生态环境"][2].value == 33_050_000 and "万元" in cells["生态环境"][2].number_format
    assert cells["生态环境"][3].value == 91.3 and cells["生态环境"][3].number_format.endswith('"%"')
    assert "122" not in cells and "购置垃圾收集车" in cells["生态环境"][2].comment.text


def test_workbook_holds_no_formula_and_no_broken_xml() -> None:
    dirty = plan("一、目标", "=1+1\x07\ufffe\ud800建成直播间30个。", name="=2+2\ud800")
    for found in (compare([HOSTILE]), compare([dirty])):
        data = comparison_xlsx(found)
        assert not [cell for sheet in workbook(found) for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# ------------------------------------------------------------------------------------------------ command

def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "planparse", *map(str, arguments)], capture_output=True, cwd=cwd,
                          env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, count in (("甲", 60), ("乙", 50)):
        (tmp_path / f"{name}.txt").write_text(f"{name}林县农村电子商务实施方案\n一、目标\n建成村级电商服务站点{count}个以上。\n", "utf-8")
    return tmp_path


def test_command_text(folder: Path) -> None:
    done = run("compare", "甲.txt", "乙.txt", cwd=folder)
    assert done.returncode == 0 and not done.stderr
    shown = done.stdout.decode()
    assert "≥ 60 个" in shown and "≥ 50 个" in shown and "村级电商服务站点" in shown
    assert max(sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in shown.splitlines()) <= 100


def test_command_shows_many_plans_in_groups(folder: Path) -> None:
    shown = run("compare", *["甲.txt", "乙.txt"] * 5, cwd=folder).stdout.decode()
    assert shown.count("≥ 60 个") == 5 and max(sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in shown.splitlines()) <= 100


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "html"])
def test_command_writes_what_the_name_asks_for_and_writes_it_again(folder: Path, ending: str) -> None:
    for _ in range(2):
        done = run("compare", "甲.txt", "乙.txt", "-o", f"out.{ending}", cwd=folder)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    data = (folder / f"out.{ending}").read_bytes()
    assert data == run("compare", "甲.txt", "乙.txt", "--format", ending, cwd=folder).stdout
    assert data.startswith({"json": b"{", "csv": b"\xef\xbb\xbfview", "xlsx": b"PK", "html": b"<!DOCTYPE html>"}[ending])


def test_command_keeps_files_of_others(folder: Path) -> None:
    (folder / "mine.csv").write_text("a,b\n")
    (folder / "mine.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    run("parse", "甲.txt", "-o", "甲.json", cwd=folder)
    before = (folder / "甲.json").read_bytes()
    for name in ("mine.csv", "mine.xlsx", "甲.json", "甲.txt"):
        done = run("compare", "甲.json", "甲.txt", "-o", name, "--format", "csv", cwd=folder)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, name
    assert (folder / "甲.json").read_bytes() == before and (folder / "mine.csv").read_text() == "a,b\n"


def test_command_goes_on_without_what_cannot_be_read(folder: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 torn")
    done = run("compare", "甲.txt", "bad.pdf", "none.txt", "乙.txt", "--format", "json", cwd=folder)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 2
    assert b"bad.pdf" in done.stderr and b"none.txt" in done.stderr
    assert [one["name"] for one in json.loads(done.stdout)["plans"]] == ["甲.txt", "乙.txt"]
    alone = run("compare", "none.txt", cwd=folder)
    assert alone.returncode == 2 and not alone.stdout


def test_command_takes_one_plan(folder: Path) -> None:
    assert run("compare", "甲.txt", cwd=folder).returncode == 0
