"""Findings: each family finds what is wrong and is silent about what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse import parse_text
from planparse.checks import CHECKS
from planparse.checks.numbering import chinese, ordinal
from planparse.model.plan import Check

HEAD = "青溪县农村电商工作实施方案\n\n"


def findings(text: str) -> list[Check]:
    plan = parse_text(HEAD + text)
    for one in plan.checks:
        assert one.message.endswith("。")
        assert all(0 <= start <= end <= len(plan.text) for start, end in one.spans)
    return plan.checks


def codes(text: str) -> list[str]:
    return [one.code for one in findings(text)]


def test_every_check_is_registered_once() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)


# sums

BUDGET = "一、资金预算\n\n序号\t内容\t金额（万元）\n1\t冷库\t{}\n2\t车辆\t20\n3\t小计\t{}\n4\t培训\t10\n5\t宣传\t5\n6\t小计\t15\n\t总计\t{}\n"


def test_tables_that_add_up_are_silent() -> None:
    assert codes(BUDGET.format(50, 70, 85)) == []


def test_small_sum_that_does_not_add_up() -> None:
    found = findings(BUDGET.format(50, 71, 86))
    assert [one.code for one in found] == ["sum-mismatch"]
    assert (found[0].expected, found[0].found) == ("700000", "710000")
    assert (HEAD + BUDGET.format(50, 71, 86))[slice(*found[0].spans[0])] == "71"


def test_great_sum_that_does_not_add_up() -> None:
    assert codes(BUDGET.format(50, 70, 95)) == ["sum-mismatch"]


def test_great_sum_over_several_tables() -> None:
    one = "序号\t内容\t金额（万元）\n1\t冷库\t50\n2\t车辆\t20\n3\t小计\t70\n"
    two = "序号\t内容\t金额（万元）\n1\t培训\t10\n2\t宣传\t5\n3\t小计\t15\n\t总计\t{}\n"
    assert codes(f"第一批：仓储\n\n{one}\n第二批：人才\n\n{two.format(85)}") == []
    assert codes(f"第一批：仓储\n\n{one}\n第二批：人才\n\n{two.format(99)}") == ["sum-mismatch"]


def test_sum_of_a_group() -> None:
    text = ("一、资金预算\n\n项目类别\t序号\t实施内容\t财政资金（万元）\t合计（万元）\n仓储体系\t1\t购置设备\t30\t\n"
            "\t2\t改造仓库\t20\t{}\n人才体系\t1\t开展培训\t8\t10\n\t2\t举办竞赛\t2\t\n合计\t\t\t\t{}\n")
    assert codes(text.format(50, 60)) == []
    found = findings(text.format(55, 65))
    assert [one.code for one in found] == ["sum-mismatch"]
    assert "仓储体系" in found[0].message


# parts

@pytest.mark.parametrize("text", [
    "一、建设内容\n\n建设服务站100个（其中一类站40个、二类站30个、三类站20个）。\n",
    "一、建设内容\n\n2024年8月建成100个村级服务站，2021年建成40个村级服务站，2022年建成30个村级服务站，2023年建成20个村级服务站。\n"])
def test_parts_that_do_not_make_the_whole(text: str) -> None:
    found = [one for one in findings(text) if one.code == "parts-mismatch"]
    assert [(one.expected, one.found) for one in found] == [("100", "90")]


@pytest.mark.parametrize("text", [
    "一、建设内容\n\n建设服务站90个（其中一类站40个、二类站30个、三类站20个）。\n",
    "一、建设内容\n\n培训3000人次，其中返乡青年500人次、残疾人100人次。\n",
    "一、建设内容\n\n建设服务站100个，其中一类站40个、二类站30个、三类站20个、四类站\n\n",
    "一、建设内容\n\n建设服务站100个、仓库30个、冷库20个、卖场5个。\n",
    "一、建设内容\n\n到2025年建成服务站100个，其中2023年达到40个，2024年达到70个，2025年达到100个。\n"])
def test_parts_that_need_not_make_the_whole(text: str) -> None:
    assert "parts-mismatch" not in codes(text)


# dates

SCHEDULE = ("一、进度安排\n\n序号\t工作内容\t时间安排\n1\t购置设备\t2022年3月至2022年6月\n2\t改造仓库\t2022年3月至2022年9月\n"
            "3\t开展培训\t2022年3月至{}年9月\n4\t建设站点\t2022年3月至2022年9月\n5\t宣传推广\t2022年3月至2022年9月\n6\t组织验收\t2022年3月至{}年9月\n")


def test_one_row_that_ends_years_behind_its_siblings() -> None:
    found = findings(SCHEDULE.format(2025, 2022))
    assert [(one.code, one.expected, one.found) for one in found] == [
        ("deadline-out-of-line", "2022-09-30", "2025-09-30")]


def test_schedules_in_line_and_those_that_end_later_one_by_one_are_silent() -> None:
    assert codes(SCHEDULE.format(2022, 2022)) == []
    assert codes(SCHEDULE.format(2023, 2024)) == []


def test_deadline_before_the_plan_was_signed() -> None:
    text = ("各乡镇人民政府：\n\n现印发给你们。\n\n一、实施步骤\n\n2019年12月底前完成摸底调查。2023年6月底前完成验收。\n\n"
            "青溪县人民政府\n\n2022年3月5日\n")
    found = [one for one in findings(text) if one.code == "deadline-before-plan"]
    assert [one.found for one in found] == ["2019-12-31"]


# contradictions

def test_a_range_back_to_front() -> None:
    text = "某县工作方案\n一、工作目标\n项目于2023年5月至2022年3月实施，2022年4月至2022年9月验收，2023年5月启动，2022年3月前准备。\n"
    assert [(one.code, one.found) for one in findings(text) if one.code == "period-reversed"] == [
        ("period-reversed", "2023-05-01/2022-03-31")]


def test_a_day_no_calendar_has_gives_a_finding_and_leaves_the_target() -> None:
    text = "某县工作方案\n一、工作目标\n截止2021年2月30日前完成站点20个，2021年3月31日前验收。\n"
    assert [(one.code, one.found) for one in findings(text) if one.code == "date-impossible"] == [("date-impossible", "2021年2月30日")]
    plan = parse_text(text)
    assert ([target.quote for target in plan.targets], [item.end for item in plan.deadlines]) == (["20个"], ["2021-03-31"])


def test_last_days_whose_year_nothing_tells_are_reported() -> None:
    text = "某县摸底工作方案\n一、工作步骤\n各乡镇要在9月10日前完成摸底，10月底前完成验收。每年3月底前报送台账。\n"
    found = [one for one in findings(text) if one.code == "date-without-year"]
    assert [[(HEAD + text)[span.start:span.end] for span in one.spans] for one in found] == [["9月10日前", "10月底前"]]
    for told in ("2024年" + text, text.replace("在9月", "在2024年9月"), text.replace("工作步骤", "工作步骤（2024年8月至12月）")):
        assert not [one for one in findings(told) if one.code == "date-without-year"]


def test_one_indicator_with_two_values() -> None:
    text = "一、总体目标\n\n建成村级电商服务站60个。\n\n二、重点任务\n\n（一）站点体系\n\n建成村级电商服务站80个。\n"
    found = [one for one in findings(text) if one.code == "contradictory-values"]
    assert len(found) == 1
    assert "60个" in found[0].message
    assert "80个" in found[0].message


@pytest.mark.parametrize("text", [
    "一、总体目标\n\n建成村级电商服务站60个。\n\n二、重点任务\n\n（一）站点体系\n\n建成村级电商服务站60个。\n",
    "一、总体目标\n\n2023年建成村级电商服务站60个。\n\n二、重点任务\n\n（一）站点体系\n\n2024年建成村级电商服务站80个。\n",
    "一、总体目标\n\n建成村级电商服务站60个。\n\n二、重点任务\n\n（一）站点体系\n\n建成乡级电商服务站8个。\n"])
def test_values_that_do_not_contradict(text: str) -> None:
    assert "contradictory-values" not in codes(text)


def test_prose_and_table_allot_different_sums() -> None:
    text = ("一、重点任务\n\n（一）改造县级冷链仓库\n\n改造冷库，安排资金60万元。\n\n二、资金预算\n\n序号\t内容\t金额（万元）\n"
            "1\t改造县级冷链仓库\t{}\n2\t车辆\t20\n")
    assert "contradictory-amounts" in codes(text.format(50))
    assert "contradictory-amounts" not in codes(text.format(60))


# numbering

def test_section_number_left_out_and_given_twice() -> None:
    text = "一、总体要求\n\n高举旗帜。\n\n二、主要任务\n\n抓好落实。\n\n四、保障措施\n\n加强领导。\n"
    assert codes(text) == ["section-number-skipped"]
    text = "一、总体要求\n\n高举旗帜。\n\n二、主要任务\n\n抓好落实。\n\n二、保障措施\n\n加强领导。\n"
    assert codes(text) == ["section-number-repeated"]


def test_sections_that_count_on() -> None:
    text = "一、总体要求\n\n（一）思想\n\n高举旗帜。\n\n（二）原则\n\n抓好落实。\n\n二、任务\n\n（一）建站\n\n加强领导。\n"
    assert codes(text) == []


@pytest.mark.parametrize(("label", "number"), [("（十二）", 12), ("3.", 3), ("第二十条", 20), ("第一百零五条", 105), ("附件", None)])
def test_numbers_of_labels(label: str, number: int | None) -> None:
    found = ordinal(label)
    assert (found[1] if found else None) == number


def test_chinese_numbers() -> None:
    assert [chinese(number) for number in (3, 10, 12, 20, 35)] == ["三", "十", "十二", "二十", "三十五"]


# legibility and coverage

def test_garbled_characters_are_counted_once() -> None:
    found = findings("一、总体要求\n\n高举\ufffd\ufffd旗帜\ue010。\n")
    assert [(one.code, one.found) for one in found] == [("garbled-text", "3")]


def test_money_cell_that_is_no_number_and_column_without_unit() -> None:
    assert codes("一、资金\n\n序号\t内容\t金额（万元）\n1\t冷库\t约5O\n2\t车辆\t20\n3\t人员\t10\n") == ["cell-not-understood"]
    goals = "一、目标\n\n行业\t指标\t单位\t2025年\t2026年\t合计\n就业\t培训\t人次\t1200\t1300\t2500\n养殖\t蜂场\t个\t12\t10\t22\n"
    assert codes(goals) == []
    assert codes("一、资金\n\n序号\t内容\t金额\n1\t冷库\t50\n2\t车辆\t20\n") == ["table-unit-missing"]


def test_missing_parts_are_noted_for_whole_plans_only() -> None:
    assert codes("一、总体要求\n\n高举旗帜。\n") == []
    assert "no-targets" in codes("一、总体要求\n\n" + "各有关方面要共同努力把这项工作做好做实。\n\n" * 60)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二三、（）1234.\n\t其中个站年月日至底前万元合计小计共序号内容金额：，。\ufffd", max_size=150))
def test_any_text_is_checked(text: str) -> None:
    findings(text)


def test_a_text_that_is_hardly_chinese_is_noted() -> None:
    assert [one.code for one in parse_text("Hello world, this is no plan. 你好。\n").checks] == ["not-chinese"]
    assert parse_text("某县引进5G、AI、MCN机构3家，建成SaaS平台1个。\n").checks == []
