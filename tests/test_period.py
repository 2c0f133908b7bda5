"""Time expressions: what is marked is read as start..end with its relation; names and past facts are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.extract.period import Frame, periods
from planparse.text.fold import fold

SENTENCES = [
    "⟦到2023年底 = by ..2023-12-31⟧建成,⟦2022年6月30日前 = by ..2022-06-30⟧完工,⟦2024年底前 = by ..2024-12-31⟧验收。",
    "⟦2021年11月至2022年8月 = during 2021-11-01..2022-08-31⟧实施,⟦2021-2023年 = during 2021-01-01..2023-12-31⟧推进。",
    "试点阶段(⟦2022年3-8月 = during 2022-03-01..2022-08-31⟧),收尾阶段(⟦2023年 = during 2023-01-01..2023-12-31⟧)。",
    "运营时限:⟦2022年12月31日 = by ..2022-12-31⟧,⟦力争到2025年 = by ..2025-12-31⟧达标。",
    "⟦2023年上半年 = during 2023-01-01..2023-06-30⟧启动,⟦2023年第三季度 = during 2023-07-01..2023-09-30⟧建成,⟦2023年5月下旬 = during 2023-05-21..2023-05-31⟧评审。",
    "⟦“十四五”期间 = during 2021-01-01..2025-12-31⟧累计新增,⟦“十四五”末 = by ..2025-12-31⟧达到。",
    "应当在⟦收到通知之日起30日内 = within P30D⟧整改,⟦供货合同签订后一个月内 = within P1M⟧组建团队,⟦公示5个工作日 = within P5D⟧。",
    "⟦连续三年 = within P3Y⟧给予支持,⟦3年内 = within P3Y⟧建成,⟦有效期至2026年2月21日 = by ..2026-02-21⟧。",
    "⟦自2023年2月22日 = during 2023-02-22..⟧施行,⟦2024年起 = during 2024-01-01..⟧全面推开。",
    "⟦每年12月20日前 = by ..⟧报送总结,⟦不迟于2023年9月 = by ..2023-09-30⟧开学。",
    "2023年6月启动,⟦9月底前 = by ..2023-09-30⟧完成。".replace("2023年6月启动", "⟦2023年6月 = during 2023-06-01..2023-06-30⟧启动"),
    "⟦2021年10月1日至7日 = during 2021-10-01..2021-10-07⟧举办,⟦2021年5月3日—12日 = during 2021-05-03..2021-05-12⟧评审。",
    "项目⟦2021.11-2022.8 = during 2021-11-01..2022-08-31⟧实施,期限⟦2023.05—2023.09 = during 2023-05-01..2023-09-30⟧。",
    "⟦每月10日前 = by ..⟧报送,⟦每月前10个工作日内 = within P10D⟧公示,⟦2025年2月-3月中旬 = during 2025-02-01..2025-03-20⟧申报。",
    "⟦2023年 = during 2023-01-01..2023-12-31⟧建成20个、⟦2024年 = during 2024-01-01..2024-12-31⟧25个、⟦2025年 = during 2025-01-01..2025-12-31⟧扫尾18个。",
    "审批提速,⟦三年 = within P3Y⟧盘活8000亩,⟦三年内 = within P3Y⟧累计投放15亿元,⟦贴息期不超过24个月 = within P24M⟧。",
    "⟦2025年 = during 2025-01-01..2025-12-31⟧本地配套率较2022年提高10个百分点。",
]
NOTHING = [
    "根据《2023年重点工作安排》(云政办〔2022〕18号)执行。",
    "2019年以来,全县新增企业200家。",
    "实施2022年农机购置补贴项目,办好2021年全国茶博会签约项目。",
    "服务满6个月且近3年内无违法记录的企业。",
    "投资2412.5万元,培训每月1次,每年2期。",
    "办结时间压缩至4小时以内,审批时限控制在3个工作日以内。",
    "投资2021.11万元,占比2021.5%。",
    "2021年2月30日前报送。",
    "2018年9月印发的方案同时废止。",
]


def shown(one) -> str:
    if one.relation == "within":
        return f"within {one.duration}"
    return f"{one.relation} {one.first or ''}..{one.last or ''}"


@pytest.mark.parametrize("source", SENTENCES)
def test_marked(source, marked):
    case = marked(source)
    found = [(one.start, case.text[one.start:one.end], shown(one)) for one in periods(fold(case.text))]
    assert found == list(case.marks)


@pytest.mark.parametrize("text", NOTHING)
def test_names_and_facts_are_no_deadlines(text):
    assert [text[one.start:one.end] for one in periods(fold(text))] == []


def test_a_date_without_a_year_needs_a_reference():
    assert periods("6月底前完成") == []
    assert [one.last for one in periods("6月底前完成", reference=date(2022, 3, 1))] == [date(2022, 6, 30)]
    assert [one.last for one in periods("明年底前完成", reference=date(2022, 3, 1))] == [date(2023, 12, 31)]


@given(st.text(alphabet="0123456789年月日底前到至起内上下半季度每第一二三十五个工作自《》“”,。\n-~.", max_size=60))
def test_never_raises_and_stays_inside(text):
    last = 0
    for one in periods(text, reference=date(2022, 1, 1)):
        assert last <= one.start < one.end <= len(text)
        last = one.end


def test_the_end_of_a_quarter_without_a_year():
    found = periods("三季度末前完成,每季度末前报送", reference=date(2025, 2, 18))
    assert [(one.last, one.relation) for one in found] == [(date(2025, 9, 30), "by"), (None, "by")]


def test_a_date_without_a_year_takes_it_from_the_heading_above():
    frame = Frame(0, 100, date(2022, 6, 1), date(2023, 9, 30))
    found = periods("11月15日前自评\n3月底前验收\n7月底前总结", reference=date(2020, 1, 1), frames=[frame])
    assert [one.last for one in found] == [date(2022, 11, 15), date(2023, 3, 31), date(2020, 7, 31)]
