"""The rules by which a comparison joins, divides and doubts: sentences each rule must read, and such as it must leave alone."""

from __future__ import annotations

import io

import openpyxl
import pytest

import planparse
from planparse.comparison.bases import grouped
from planparse.comparison.matrix import codes_of
from planparse.comparison.naming import once, rows_of
from planparse.comparison.side_by_side import compare
from planparse.comparison.wording import one_subject
from planparse.export.comparison_csv import comparison_csv
from planparse.export.comparison_xlsx import comparison_xlsx
from planparse.lexicon.funding import tied_categories
from planparse.lexicon.indicators import indicator_code
from planparse.model.comparison import Comparison, IndicatorCell, IndicatorRow
from planparse.model.plan import Plan
from planparse.pipeline import parse_document
from planparse.report.comparison import comparison_page

from .made_tables import document


def plan(*lines: str, county: str = "青禾县") -> Plan:
    return planparse.parse_text("\n".join([f"{county}农村电子商务实施方案", "", *lines]), name=f"{county}.txt")


def rows(found: Comparison, code: str) -> list[IndicatorRow]:
    return [one for one in found.indicators if one.code == code]


def cells(made: Plan, code: str) -> list[IndicatorCell]:
    return [cell for row in rows(compare([made]), code) for cell in row.cells["p1"]]


# ------------------------------------------------------------------------------------------------ like money by like

CENTRAL = plan("一、目标", "建成直播间30个。", "二、资金", "项目总投资500万元，其中中央财政资金500万元。")
MIXED = plan("一、目标", "建成直播间60个。", "二、资金", "项目总投资1200万元，其中中央财政资金900万元、企业自筹资金300万元。", county="白露县")
PLAIN = plan("一、目标", "建成直播间20个。", "二、资金", "项目总投资400万元。", county="云溪县")


def quotients(*plans: Plan) -> list[tuple[str | None, dict[str, str]]]:
    return [(row.basis, {key: cell.formula for key, cell in row.cells.items()}) for row in compare(plans).normalised
            if row.code == "livestream.room" and row.per == "10000_yuan"]


def test_plans_are_divided_by_the_money_of_one_payer() -> None:
    assert quotients(CENTRAL, MIXED) == [("中央财政", {"p1": "30个 ÷ 500万元（中央财政）", "p2": "60个 ÷ 900万元（中央财政）"})]


def test_a_plan_that_does_not_tell_who_pays_stands_in_a_row_of_its_own() -> None:
    assert quotients(CENTRAL, MIXED, PLAIN)[1:] == [(None, {"p3": "20个 ÷ 400万元"})]


def test_unlike_bases_are_named() -> None:
    assert quotients(MIXED, PLAIN) == [
        ("来源口径不一", {"p1": "60个 ÷ 1200万元（含自筹资金300万元）", "p2": "20个 ÷ 400万元（来源未载明）"})]


def test_money_that_is_a_small_part_is_no_base() -> None:
    small = plan("一、目标", "建成直播间60个。", "二、资金", "项目总投资1200万元，其中中央财政资金200万元、县级财政配套资金1000万元。", county="白露县")
    assert quotients(CENTRAL, small) == [
        ("来源口径不一", {"p1": "30个 ÷ 500万元（中央财政）", "p2": "60个 ÷ 1200万元（各级财政资金）"})]
    partly = plan("一、目标", "建成直播间60个。", "二、资金", "项目总投资1200万元，其中中央财政资金200万元。", county="白露县")
    assert quotients(CENTRAL, partly)[0][1]["p2"] == "60个 ÷ 1200万元（来源未全部载明）"


def test_totals_of_unknown_payers_are_divided_as_before() -> None:
    assert quotients(PLAIN, PLAIN) == [(None, {"p1": "20个 ÷ 400万元", "p2": "20个 ÷ 400万元"})]


@pytest.mark.parametrize(("stated", "wanted"), [
    ({"p1": {"central": 1}, "p2": {"central": 1, "county": 1}, "p3": {"county": 1}}, {"central": ["p1", "p2"], None: ["p3"]}),
    ({"p1": {"county": 1}, "p2": {"county": 1}, "p3": {"county": 1, "central": 1}}, {"county": ["p1", "p2", "p3"]}),
    ({"p1": {"self": 1}, "p2": {"self": 1}}, {None: ["p1", "p2"]}),
    ({"p1": {"central": 1}}, {None: ["p1"]}),
])
def test_payers_that_rows_share(stated: dict[str, dict[str, object]], wanted: dict[str | None, list[str]]) -> None:
    assert grouped(stated) == wanted


# ------------------------------------------------------------------------------------------------ deadlines of the work

def timed(*when: str) -> Plan:
    body = [["序号", "工作内容", "完成时间"], *([str(number), f"建设直播间{number + 4}个", day] for number, day in enumerate(when, 1))]
    return parse_document(document("一、进度安排", body))


def test_a_target_takes_the_date_of_its_work() -> None:
    told = cells(timed("2024年6月底前", "2024年12月底前"), "livestream.room")
    assert [(one.value, one.deadline and one.deadline.end) for one in told] == [(5, "2024-06-30"), (6, "2024-12-31")]


def test_the_place_of_such_a_date_is_told() -> None:
    written = json_without_dates(timed("2024年6月底前", "2024年12月底前"))
    told = cells(written, "livestream.room")
    assert [(one.deadline and one.deadline.end, one.due and one.due.mark is not None) for one in told] == [
        ("2024-06-30", True), ("2024-12-31", True)]
    assert all(one.due and "底前" in one.due.sentence for one in told)
    for text in (comparison_csv(compare([written])), comparison_page(compare([written]))):
        assert "2024年6月底前" in text


def json_without_dates(made: Plan) -> Plan:
    """The plan with targets that have no dates of their own."""
    return made.model_copy(update={"targets": [one.model_copy(update={"deadline": None}) for one in made.targets]})


def test_works_that_disagree_give_no_date() -> None:
    made = json_without_dates(timed("2024年6月底前", "2024年12月底前"))
    first = made.targets[0].id
    torn = made.model_copy(update={"commitments": [one.model_copy(update={"targets": [first]}) for one in made.commitments]})
    assert [one.deadline for one in cells(torn, "livestream.room")] == [None, None]


def test_own_dates_stand_before_those_of_the_work() -> None:
    made = timed("2024年6月底前", "2024年12月底前")
    assert all(one.due is None for one in cells(made, "livestream.room") if made.targets[0].deadline is not None)


# ------------------------------------------------------------------------------------------------ units

@pytest.mark.parametrize(("name", "kind", "function", "wanted"), [
    ("县工业和商务科技局", "department", "commerce", {"commerce", "industry_it", "science"}),
    ("县工信局(商务局)", "department", "industry_it", {"commerce", "industry_it"}),
    ("县农业农村和水利局", "department", "agriculture", {"agriculture", "water"}),
    ("县教育体育局", "department", "education", {"education", "sports"}),
    ("县人力资源和社会保障局", "department", "human_resources", {"human_resources"}),
    ("县人力社保局", "department", "human_resources", {"human_resources"}),
    ("市场监管局", "department", "market_regulation", {"market_regulation"}),
    ("县自然资源和规划局", "department", "natural_resources", {"natural_resources"}),
    ("县电商办", "department", "e_commerce", {"e_commerce"}),
    ("青禾县电子商务工作领导小组", "organisation", "e_commerce", {"leading_group"}),
    ("领导小组办公室", "organisation", None, {"leading_group"}),
    ("县邮政公司", "enterprise", "postal", {"enterprise"}),
    ("相关快递物流企业", "collective", "port_logistics", {"enterprise"}),
    ("各乡镇(街道)", "collective", None, {"township"}),
    ("各镇政府(云溪农场)", "collective", None, {"township"}),
    ("榕溪镇人民政府", "township", None, {"township"}),
    ("县财政部门", "collective", "finance", {"finance"}),
    ("审计、纪检等相关部门", "collective", None, {"other"}),
    ("县云雾茶发展中心", "department", None, {"other"}),
])
def test_what_a_unit_counts_under(name: str, kind: str, function: str | None, wanted: set[str]) -> None:
    assert set(rows_of(name, kind, function)) == wanted


@pytest.mark.parametrize(("names", "wanted"), [
    (["农业农村局", "县农业农村局"], ["县农业农村局"]),
    (["县市场监管局", "县市场监督管理局"], ["县市场监督管理局"]),
    (["县财政部门", "县财政局"], ["县财政局"]),
    (["县工信局", "工信局（商务局）", "工业和信息化局"], ["工业和信息化局"]),
    (["市商务局", "县商务局"], ["市商务局", "县商务局"]),
    (["县扶贫办", "县乡村振兴局"], ["县扶贫办", "县乡村振兴局"]),
    (["县农机中心", "县农业农村局"], ["县农机中心", "县农业农村局"]),
    (["领导小组", "领导小组办公室"], ["领导小组", "领导小组办公室"]),
])
def test_each_unit_stands_once(names: list[str], wanted: list[str]) -> None:
    assert once(names) == wanted


def test_no_unit_vanishes() -> None:
    made = plan("一、任务", "（一）培训。开展电商培训。（责任单位：县商务局、县云雾茶发展中心、县邮政公司、各乡镇）")
    told = {row.label: row.cells["p1"].names for row in compare([made]).units}
    assert told == {"商务": ["县商务局"], "乡镇（街道）": ["各乡镇"], "企业": ["县邮政公司"], "其他": ["县云雾茶发展中心"]}


# ------------------------------------------------------------------------------------------------ money as finely as told

TABLE = [["序号", "建设内容", "金额（万元）"], ["1", "营销服务体系建设", "200"], ["2", "物流配送体系建设", "300"], ["", "合计", "500"]]


def spent(*lines: str) -> dict[str, int]:
    made = parse_document(document("一、资金安排", *lines, TABLE))
    return {row.category: int(row.cells["p1"].amount // 10_000) for row in compare([made]).funding}


@pytest.mark.parametrize(("lines", "wanted"), [
    (("人才培训安排60万元，直播间建设安排140万元。",), {"training": 60, "marketing": 140, "logistics": 300}),
    (("营销服务体系建设安排200万元。人才培训安排60万元，县域大数据平台安排140万元。",), {"marketing": 200, "logistics": 300}),
    (("人才培训安排60万元，直播间建设安排130万元。",), {"marketing": 200, "logistics": 300}),
    (("人才培训安排60万元。", "二、宣传", "直播间建设安排140万元。"), {"marketing": 200, "logistics": 300}),
    (("物流配送体系建设安排300万元。", "营销服务体系建设安排200万元。"), {"marketing": 200, "logistics": 300}),
])
def test_prose_that_parts_an_item(lines: tuple[str, ...], wanted: dict[str, int]) -> None:
    assert spent(*lines) == wanted


def test_prose_that_repeats_items_of_the_table_parts_none() -> None:
    made = parse_document(document("一、资金安排", "人才培训安排60万元，直播间建设安排140万元。", [
        ["序号", "建设内容", "金额（万元）"], ["1", "人才培训", "60"], ["2", "直播间建设", "140"], ["3", "物流配送体系建设", "200"], ["", "合计", "400"]]))
    assert {row.category: int(row.cells["p1"].amount // 10_000) for row in compare([made]).funding} == {
        "training": 60, "marketing": 140, "logistics": 200}


@pytest.mark.parametrize(("title", "category"), [
    ("农产品质量保障与品牌培育", "brand_quality"), ("中小企业培育", "enterprise"), ("重点工作", "enterprise")])
def test_a_tie_is_broken_by_the_title_above(title: str, category: str) -> None:
    assert tied_categories("三品一标、企业转型") == ("enterprise", "brand_quality")
    made = plan("一、" + title, "（一）资金安排", "安排50万元用于三品一标、企业转型。")
    assert [row.category for row in compare([made]).funding] == [category]


@pytest.mark.parametrize(("sentence", "told"), [
    ("用于农村物流建设的资金比例不低于50%。", [("ge", 50)]), ("园区建设资金使用比例不超过15%。", [("le", 15)]),
    ("群众满意度不低于90%。", []), ("专项资金支出率达到80%以上。", []),
    ("奖补资金由市级承担60%。", []), ("资金投向县城的比例不高于40%，投向乡镇和村级的比例不低于60%。", [("le", 40), ("ge", 60)])])
def test_bounds_on_shares_of_the_money(sentence: str, told: list[tuple[str, int]]) -> None:
    found = compare([plan("一、资金管理", sentence)])
    assert [(one.comparator, one.value) for one in found.fund_bounds] == told
    assert ("比例限制" in comparison_page(found)) == ("fund_bound" in comparison_csv(found)) == bool(told)


# ------------------------------------------------------------------------------------------------ one promise, one row

@pytest.mark.parametrize(("one", "other", "units"), [
    ("30家", "30个", {"个"}), ("30处", "30个", {"个"}), ("30家", "20家", {"家"})])
def test_words_for_one_measure_share_a_row(one: str, other: str, units: set[str]) -> None:
    found = compare([plan("一、目标", f"建成直播间{one}。"), plan("一、目标", f"建成直播间{other}。", county="白露县")])
    assert {row.unit for row in rows(found, "livestream.room")} == units
    assert [cell.unit for held in rows(found, "livestream.room")[0].cells.values() for cell in held] == [one[-1], other[-1]]
    assert f"30 {one[-1]}" in comparison_page(found)


def test_persons_and_times_stay_apart() -> None:
    found = compare([plan("一、目标", "开展电商培训300人次。"), plan("一、目标", "开展电商培训300人。", county="白露县"),
                     plan("一、目标", "开展电商培训300名。", county="云溪县")])
    assert {row.unit: set(row.cells) for row in rows(found, "training.person_times")}["人次"] == {"p1"}


@pytest.mark.parametrize(("first", "second", "wanted"), [
    ("建成村级电商服务站点60个。", "建成村级电商服务站点60个以上。", [("ge", 60)]),
    ("到2025年底，建成村级电商服务站点60个以上。", "建成村级电子商务服务站点60个。", [("ge", 60)]),
    ("建成村级电商服务站点60个。", "建成村级电商服务站点不超过60个。", [("eq", 60), ("le", 60)]),
    ("建成村级电商服务站点60个。", "建成村级电商服务站点65个以上。", [("eq", 60), ("ge", 65)]),
    ("到2025年底，建成村级电商服务站点60个。", "到2026年底，建成村级电商服务站点60个以上。", [("eq", 60), ("ge", 60)]),
])
def test_a_number_and_at_least_that_number_are_one_promise(first: str, second: str, wanted: list[tuple[str, int]]) -> None:
    made = plan("一、工作目标", first, "二、主要任务", second)
    told = [cell for row in rows(compare([made]), "station.village") for cell in row.cells["p1"]]
    assert sorted((one.comparator, int(one.value)) for one in told) == sorted(wanted)
    if len(wanted) == 1:
        assert "以上" in told[0].evidence.sentence and len(told[0].also) == 1


@pytest.mark.parametrize(("one", "other", "wanted"), [
    ("村级电子商务服务点", "行政村电商服务站点", True), ("青禾县物流快递分拣中心", "县级物流快递仓储分拣中心(云仓)", True),
    ("建档立卡贫困村", "贫困村", True), ("直播电商人才培训", "跨境商品产销对接", False), ("电商服务站", "物流服务点", False),
    ("农产品网销品牌", "产品包装", False), ("县级物流配送中心", "县级物流信息中心", False)])
def test_one_subject(one: str, other: str, wanted: bool) -> None:
    assert one_subject(one, other, "青禾县") is wanted


@pytest.mark.parametrize(("text", "unit", "code", "wanted"), [
    ("行政村和建档立卡贫困村电商服务点覆盖率", "%", "coverage.poor_village", ["coverage.village", "coverage.poor_village"]),
    ("行政村与贫困村服务站覆盖率", "%", "coverage.poor_village", ["coverage.village", "coverage.poor_village"]),
    ("乡镇和行政村电商服务覆盖率", "%", "coverage.village", ["coverage.township", "coverage.village"]),
    ("网店和直播间", "个", "livestream.room", ["livestream.room"]),
    ("和平县行政村电商服务覆盖率", "%", "coverage.village", ["coverage.village"]),
    ("生产和生活污水治理率", "%", "sewage.treatment_rate", ["sewage.treatment_rate"]),
    ("茶园和果园覆盖率", "%", None, [])])
def test_a_rate_of_two_things_counts_under_both(text: str, unit: str, code: str | None, wanted: list[str]) -> None:
    assert codes_of(text, unit, code) == wanted


@pytest.mark.parametrize(("words", "code"), [
    ("网店", "shops.opened"), ("新增农产品网店", "shops.opened"), ("开设网店", "shops.opened"),
    ("年销售额50万元以上的电商企业或网店", None), ("年销售额50万元以上的农产品网店", None), ("电商企业或网店", None)])
def test_shops_that_are_opened(words: str, code: str | None) -> None:
    assert indicator_code(words, "个") == code


# ------------------------------------------------------------------------------------------------ doubts, and what is shown

def late(last: str) -> Plan:
    times = ["2021年11月至2022年8月"] * 5 + [f"2021年11月至{last}年8月"]
    return parse_document(document("一、进度安排", [
        ["序号", "工作内容", "时间安排"], ["", "项目实施阶段", ""], *([str(number), f"建设第{number}批直播间", when] for number, when in enumerate(times))]))


def test_a_last_day_that_the_checks_doubt_makes_no_stage_longer() -> None:
    doubted = compare([late("2025")]).schedule
    assert [(one.end, len(one.checks)) for one in doubted] == [("2022-08-31", 1)]
    plain = compare([late("2023")])
    assert [(one.end, one.checks) for one in plain.schedule] == [("2023-08-31", [])]
    assert plain.schedule[0].until is not None and "至2023年8月" in plain.schedule[0].until.sentence
    assert "至2023年8月" in comparison_page(plain)


MISMATCH = plan("一、目标", "（一）服务。建成村级电商服务站点106个，其中东片49个、西片20个、北片13个。", "（二）直播。建成直播间3个。")


def test_checks_stand_on_the_cells_they_touch() -> None:
    assert [one.code for one in MISMATCH.checks if one.severity == "warning"] == ["parts-mismatch"]
    found = compare([MISMATCH])
    told = {row.code: [cell.checks for cell in row.cells["p1"]] for row in found.indicators}
    assert told["livestream.room"] == [[]] and "106" in told["station.village"][0][0]
    message = told["station.village"][0][0]
    assert message in comparison_csv(found) and 'data-c="' in comparison_page(found)
    book = openpyxl.load_workbook(io.BytesIO(comparison_xlsx(found)))
    assert any(cell.comment and message in cell.comment.text for line in book["指标"].iter_rows() for cell in line)


def test_the_terminal_tells_promises_apart_and_what_it_leaves_out() -> None:
    from rich.console import Console

    from planparse.cli.comparison_tables import report

    made = plan("全县辖12个乡镇、120个行政村。", "一、主要任务", "（一）人才。举办跨境电商培训班10场。", "（二）助农。举办农民直播电商培训班10场。",
                "（三）直播。建成直播间30个，培育主播20名。")
    other = plan("全县辖15个乡镇、150个行政村。", "一、主要任务", "建成直播间40个。", county="白露县")
    console = Console(width=160)
    with console.capture() as told:
        for part in report(compare([made, other])):
            console.print(part)
    shown = told.get()
    assert "跨境电商培训" in shown and "农民直播电商培训" in shown
    assert "可比口径（" in shown and "行中的" in shown
