"""Money cells and value cells: budget lines with purpose, role and source; targets of indicator tables."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.assemble.table_budget import table_budget
from planparse.assemble.table_target import table_target
from planparse.model.document import Document
from planparse.model.plan import BudgetLine
from planparse.pipeline import read_structure
from planparse.readers.plain import from_text

from .made_tables import document


def lines(source: str | Document) -> list[BudgetLine]:
    reading = read_structure(from_text(source, "made.txt") if isinstance(source, str) else source)
    found = table_budget(reading)
    for line in found:
        assert reading.document.text[slice(*line.span)] == line.quote
    return found


def brief(found: list[BudgetLine]) -> list[tuple[int, str, str]]:
    return [(int(line.amount), line.role, line.purpose.text) for line in found]


def test_items_and_the_sum_row_in_units_of_the_head() -> None:
    found = lines("序号\t建设内容\t金额（万元）\n1\t冷库改造\t50\n2\t站点建设\t30.5\n\t合计\t80.5\n")
    assert brief(found) == [(500_000, "item", "冷库改造"), (305_000, "item", "站点建设"), (805_000, "total", "合计")]
    assert [(line.quote, line.unit_written, line.row, line.column) for line in found][1] == ("30.5", "万元", 2, 2)


def test_unit_above_the_table() -> None:
    assert brief(lines("资金预算表\n单位：元\n项目名称\t预算金额\n宣传片\t12,000\n展销会\t8000\n"))[0] == (
        12_000, "item", "宣传片")


def test_unit_in_the_cell_wins() -> None:
    assert brief(lines("序号\t内容\t金额（万元）\n1\t冷库\t50\n2\t台账\t8000元\n"))[1] == (8_000, "item", "台账")
    assert brief(lines("序号\t内容\t金额（万元）\n1\t冷库\t50万\n2\t台账\t0.8\n"))[0] == (500_000, "item", "冷库")


def test_zero_and_dash_are_left_out() -> None:
    assert brief(lines("序号\t内容\t金额（万元）\n1\t冷库\t0\n2\t站点\t—\n3\t车辆\t20\n")) == [(200_000, "item", "车辆")]


def test_without_a_unit_nothing_is_guessed() -> None:
    assert lines("序号\t内容\t金额\n1\t冷库\t50\n2\t站点\t30\n") == []


def test_small_sums_and_the_great_sum() -> None:
    text = ("序号\t内容\t金额（万元）\n1\t冷库\t50\n2\t车辆\t20\n\t小计\t70\n1\t培训\t10\n2\t宣传\t5\n\t小计\t15\n\t总计\t85\n")
    assert [(amount, role) for amount, role, _ in brief(lines(text)) if role != "item"] == [
        (700_000, "subtotal"), (150_000, "subtotal"), (850_000, "total")]


def test_several_heji_rows_are_subtotals_but_the_last() -> None:
    text = "序号\t内容\t金额（万元）\n1\t冷库\t50\n\t合计\t50\n2\t车辆\t20\n\t合计\t20\n\t合计\t70\n"
    assert [role for _, role, _ in brief(lines(text))] == ["item", "subtotal", "item", "subtotal", "total"]


def test_sum_cell_of_a_group_bears_the_groups_name_wherever_the_name_stands() -> None:
    text = ("项目类别\t序号\t实施内容\t财政资金（万元）\t合计（万元）\n"
            "\t1\t购置设备\t30\t\n仓储体系\t2\t改造仓库\t20\t50\n\t3\t培训管护人员\t\t\n"
            "宣传体系\t1\t拍摄宣传片\t8\t8\n\t2\t举办展会\t\t\n合计：\t\t\t\t58\n")
    assert brief(lines(text)) == [
        (300_000, "item", "购置设备"), (200_000, "item", "改造仓库"), (500_000, "subtotal", "仓储体系"),
        (80_000, "item", "拍摄宣传片"), (80_000, "subtotal", "宣传体系"), (580_000, "total", "合计：")]


def test_sum_cell_of_a_group_that_stands_alone_in_its_row() -> None:
    text = ("项目类别\t序号\t实施内容\t财政资金（万元）\t合计（万元）\n"
            "物流体系\t1\t购置车辆\t30\t\n\t2\t租用仓库\t20\t\n\t\t\t50\t\n合计\t\t\t\t50\n")
    assert brief(lines(text))[2] == (500_000, "subtotal", "物流体系")


def test_sums_that_repeat_one_figure_are_left_out_and_a_groups_sum_is_found_among_them() -> None:
    text = ("项目类别\t序号\t实施内容\t财政资金（万元）\t合计（万元）\n"
            "上行体系\t1\t搭建供应链\t60\t60\n\t2\t举办节庆活动\t75\t75\n\t3\t拍摄宣传片\t15\t15\n合计\t\t\t\t75\n")
    assert brief(lines(text)) == [
        (600_000, "item", "搭建供应链"), (750_000, "subtotal", "上行体系"), (150_000, "item", "拍摄宣传片"),
        (750_000, "total", "合计")]


def test_rows_of_a_chapter_number_are_sums_of_the_rows_below() -> None:
    text = ("序号\t项目\t金额（万元）\n一\t服务体系\t70\n1\t服务中心\t50\n2\t服务站\t20\n二\t人才培训\t10\n")
    assert brief(lines(text)) == [
        (700_000, "subtotal", "服务体系"), (500_000, "item", "服务中心"), (200_000, "item", "服务站"),
        (100_000, "item", "人才培训")]


def test_merged_cells_and_sources() -> None:
    made = document("单位：万元", [
        [("类别", 2, 1), ("项目内容", 2, 1), ("资金来源", 1, 2), None, ("合计", 2, 1)],
        [None, None, "中央财政", "企业自筹", None],
        [("仓储", 2, 1), "新建冷库", "40", "10", ("70", 2, 1)],
        [None, "购置冷藏车", "20", "—", None],
        [("总计", 1, 2), None, "60", "10", "70"]])
    found = lines(made)
    assert [(int(line.amount), line.role, line.purpose.text, line.source) for line in found] == [
        (400_000, "item", "新建冷库", "central"), (100_000, "item", "新建冷库", "self"),
        (700_000, "subtotal", "仓储", None), (200_000, "item", "购置冷藏车", "central"),
        (600_000, "total", "总计", "central"), (100_000, "total", "总计", "self"), (700_000, "total", "总计", None)]


def test_sum_of_a_rows_own_columns_is_a_subtotal_of_the_row() -> None:
    made = document([["项目名称", "中央资金(万元)", "县级配套(万元)", "合计(万元)"], ["新建冷库", "40", "10", "50"],
                     ["宣传推广", "5", "", "5"]])
    assert brief(lines(made)) == [(400_000, "item", "新建冷库"), (100_000, "item", "新建冷库"),
                                  (500_000, "subtotal", "新建冷库"), (50_000, "item", "宣传推广"),
                                  (50_000, "subtotal", "宣传推广")]


def test_years_over_money_are_one_item_a_cell() -> None:
    made = document("分年度投资计划表", "单位：万元", [["项目名称", "2023年", "2024年"], ["冷库", "40", "60"], ["车辆", "10", "5"]])
    assert [int(line.amount) for line in lines(made)] == [400_000, 600_000, 100_000, 50_000]


def test_purpose_is_the_first_sentence_of_a_long_row() -> None:
    text = "序号\t建设内容\t金额（万元）\n1\t拍摄宣传片。时长三分钟，在省级媒体播出。\t20\n2\t站点建设\t30\n"
    assert lines(text)[0].purpose.text == "拍摄宣传片"


def test_member_tables_hold_no_money() -> None:
    assert lines("序号\t姓名\t职务\t补助金额（元）\n1\t王某\t组长\t500\n2\t李某\t成员\t300\n") == []


def test_value_cells_are_targets_by_year() -> None:
    made = document("绩效目标表", [["指标名称", "2023年", "2024年", "单位"], ["培训人次", "1.5", "≥2", "万人次"],
                                   ["网络零售额增速", "10", "12", "%"], ["满意度", "不低于90", "显著提高", "%"]])
    found = table_target(read_structure(made))
    assert [(one.indicator.text, one.comparator, one.value, one.unit, one.growth, one.deadline and one.deadline.end)
            for one in found] == [
        ("培训人次", "eq", Decimal("15000"), "人次", False, "2023-12-31"),
        ("培训人次", "ge", Decimal("20000"), "人次", False, "2024-12-31"),
        ("网络零售额增速", "eq", Decimal(10), "%", True, "2023-12-31"),
        ("网络零售额增速", "eq", Decimal(12), "%", True, "2024-12-31"),
        ("满意度", "ge", Decimal(90), "%", False, "2023-12-31")]


def test_indicator_levels_and_units_written_in_the_cells() -> None:
    made = document("2024年度绩效目标表", [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [("产出指标", 2, 1), "数量指标", "新建服务站", "≥40个"], [None, "时效指标", "完成时间", "2024年12月"],
        ["成本指标", "经济成本", "服务站建设成本", "≤200万元"]])
    found = table_target(read_structure(made))
    assert [(one.indicator.text, one.comparator, one.value, one.unit, one.kind) for one in found] == [
        ("新建服务站", "ge", 40, "个", "goal"), ("服务站建设成本", "le", 2_000_000, "元", "limit")]
    assert found[0].deadline is not None
    assert found[0].deadline.end == "2024-12-31"


def test_tables_that_share_out_tasks_name_the_indicator_in_the_head() -> None:
    made = document("各乡镇任务分解表", [["序号", "乡镇", "服务站（个）", "培训（人次）", "网络零售额（万元）"],
                                         ["1", "东河镇", "6", "300", "50"], ["2", "西岭乡", "4", "200", "0"],
                                         ["", "合计", "10", "500", "50"]])
    reading = read_structure(made)
    assert [(one.indicator.text, one.value, one.unit, one.responsible) for one in table_target(reading)] == [
        ("服务站", 6, "个", ["东河镇"]), ("培训", 300, "人次", ["东河镇"]), ("网络零售额", 500_000, "元", ["东河镇"]),
        ("服务站", 4, "个", ["西岭乡"]), ("培训", 200, "人次", ["西岭乡"]),
        ("服务站", 10, "个", []), ("培训", 500, "人次", []), ("网络零售额", 500_000, "元", [])]
    assert table_budget(reading) == []


def test_head_below_the_lines_of_a_form() -> None:
    made = document("项目绩效目标表", [["项目名称", ("冷链物流建设", 1, 3), None, None], ["主管部门", "县商务局", "资金总额", "500万元"],
                                       ["一级指标", "二级指标", "三级指标", "指标值"], ["产出", "数量", "新建冷库", "≥2座"],
                                       ["效益", "满意度", "群众满意度", "≥90%"]])
    reading = read_structure(made)
    assert [(one.indicator.text, one.value, one.unit) for one in table_target(reading)] == [
        ("新建冷库", 2, "座"), ("群众满意度", 90, "%")]


def test_what_has_been_is_no_target() -> None:
    made = document([["指标名称", "2020年完成值", "2025年目标值"], ["覆盖率（%）", "40", "90"], ["站点（个）", "10", "60"]])
    assert [(one.value, one.unit) for one in table_target(read_structure(made))] == [(90, "%"), (60, "个")]


def test_schedules_and_budgets_make_no_targets() -> None:
    text = "序号\t工作内容\t完成时间\n1\t建设站点30个\t2023年6月\n2\t培训200人\t2023年9月\n"
    assert table_target(read_structure(from_text(text, "made.txt"))) == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(
    ["", "序号", "内容", "金额(万元)", "合计", "小计", "总计：", "50", "20", "70", "-", "8元", "一", "1", "2", "指标", "2023年",
     "≥90%", "单位", "类别", "1.5万", "９９９９９９９９９"]), min_size=1, max_size=6), min_size=1, max_size=9))
def test_any_table_is_read(table: list[list[str]]) -> None:
    text = "\n".join("\t".join(line) for line in table)
    reading = read_structure(from_text(text, "made.txt"))
    for one in [*table_budget(reading), *table_target(reading)]:
        assert one.quote == text[slice(*one.span)]
        assert one.quote
