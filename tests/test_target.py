"""Targets in sentences: value, bound, unit, kind, indicator and deadline of what is marked; the rest is no target."""

from __future__ import annotations

import pytest

from planparse import parse_text

SENTENCES = [
    "到2023年底，⟦建成村级综合服务站60个以上⟧".replace("建成村级综合服务站60个以上", "60个以上 = goal ge 60 个 | 村级综合服务站 | 2023-12-31")
    .replace("⟦60个", "建成村级综合服务站⟦60个") + "，培育⟦30家以上 = goal ge 30 家 | 数字经济领军企业 | 2023-12-31⟧数字经济领军企业。",
    "2024年底前，面积⟦不少于800平方米 = standard ge 800 平方米 | 面积 | 2024-12-31⟧的分拣中心建成投用。",
    "建设⟦1个 = goal eq 1 个 | 分拣中心 | -⟧面积⟦不少于800平方米 = standard ge 800 平方米 | 分拣中心面积 | -⟧的分拣中心。",
    "选拔粉丝数⟦不少于10万 = standard ge 100000 None | 粉丝数 | -⟧的乡村主播⟦20名 = goal eq 20 名 | 乡村主播 | -⟧。",
    "规模以上工业增加值年均增长⟦8%以上 = goal+growth ge 8 % | 规模以上工业增加值 | -⟧。",
    "本地配套率由32%提高到⟦45%以上 = goal ge 45 % | 本地配套率 | -⟧。",
    "快递进村⟦每天配送1次 = frequency eq 1 次 day | 快递进村 | -⟧，督导组⟦每半年至少检查1次 = frequency ge 1 次 half_year | 检查 | -⟧。",
    "⟦每年打造10个以上 = frequency ge 10 个 year | 示范项目 | -⟧示范项目。",
    "每个服务站便民事项⟦不少于6类 = standard ge 6 类 | 便民事项 | -⟧。",
    "工作经费使用比例⟦不超过项目资金总额的5% = limit le 5 % | 经费使用比例 | -⟧。",
    "群众投诉⟦5件以内 = limit le 5 件 | 群众投诉 | -⟧。",
    "农村污水治理率达到⟦45% = goal eq 45 % | 污水治理率 | -⟧，垃圾处理设施乡镇⟦全覆盖 = goal eq 100 % | 垃圾处理设施乡镇 | -⟧。",
    "营业收入⟦超10亿元 = standard ge 1000000000 元 | 营业收入 | -⟧企业⟦12家 = goal eq 12 家 | 营业收入超10亿元企业 | -⟧。",
    "完成电商培训⟦3000人次以上 = goal ge 3000 人次 | 电商培训 | -⟧（其中技能培训⟦不低于500人次 = goal ge 500 人次 | 技能培训 | -⟧）。",
    "举办⟦两场 = goal eq 2 场 | 产销对接会 | -⟧产销对接会，遴选标杆案例⟦百个 = goal eq 100 个 | 标杆案例 | -⟧。",
    "核心产业规模力争迈上⟦千亿级 = goal approx 100000000000 元 | 核心产业规模 | -⟧台阶，产销量稳居全国⟦前三 = goal le 3 None | 产销量 | -⟧。",
    "企业开办时间压缩至⟦4小时以内 = goal le 4 小时 | 企业开办时间 | -⟧。",
    "学生总体近视率累计下降⟦3个百分点以上 = goal ge 3 个百分点 | 学生总体近视率 | -⟧，单位能耗累计降低⟦13% = goal eq 13 % | 单位能耗 | -⟧。",
    "对老旧小区实施改造，完成⟦20个 = goal eq 20 个 | 老旧小区改造 | -⟧。",
    "每个村选派驻村工作队，每队⟦3人 = goal eq 3 人 | 驻村工作队 | -⟧。",
    "采取巡回等方式提供服务，⟦每月巡诊2次以上 = frequency ge 2 次 month | 巡诊 | -⟧。",
    "培育年产值⟦超10亿元 = standard ge 1000000000 元 | 年产值 | -⟧的企业⟦20家 = goal eq 20 家 | 企业 | -⟧、⟦超百亿元 = standard ge 10000000000 元 | 年产值 | -⟧的企业⟦2家 = goal eq 2 家 | 企业 | -⟧。",
    "⟦每年分别培训护理员、电商主播500人 = frequency eq 500 人 year | 护理员 | -⟧、⟦300人 = frequency eq 300 人 year | 电商主播 | -⟧。",
    "新签约⟦亿元以上 = standard ge 100000000 元 | 项目 | -⟧项目⟦30个 = goal eq 30 个 | 亿元以上项目 | -⟧，培育⟦千万元级 = standard approx 10000000 元 | 商家 | -⟧商家⟦20家 = goal eq 20 家 | 商家 | -⟧。",
    "项目用地⟦不得突破30亩 = limit le 30 亩 | 项目用地 | -⟧，两项覆盖率分别⟦不低于95% = goal ge 95 % | 覆盖率 | -⟧、⟦85% = goal ge 85 % | 覆盖率 | -⟧。",
    "专项资金重点支持乡村，用于流通设施的比例⟦不低于60% = limit ge 60 % | 用于流通设施的比例 | -⟧。",
    "冷库单库容积⟦不低于200立方米 = standard ge 200 立方米 | 单库容积 | -⟧，组建⟦不少于7人 = standard ge 7 人 | 验收组 | -⟧的验收组。",
    "奖补资金由市级承担⟦60% = limit eq 60 % | 市级承担 | -⟧，预留采购份额⟦不得低于15% = limit ge 15 % | 采购份额 | -⟧。",
    "重大安全事故⟦零发生 = goal eq 0 None | 重大安全事故 | -⟧。",
]
NOTHING = [
    "围绕6条产业链和9个产业集群开展服务。",
    "全县原有贫困村97个、贫困人口4万人。",
    "截至2020年底，全县已建成服务站35个。",
    "健全县、乡、村三级物流体系，推动一二三产业融合，实施三项行动。",
    "对新建5个以上站点的企业，给予奖励。",
    "形成一套可复制的经验，培育一批示范企业。",
    "整改期限为3年，申报单位应成立满6个月。",
    "以1个中心为基础，完善服务网络。",
    "按照每300人配备保洁员的标准落实队伍。",
]


def plan_of(text: str):
    return parse_text("某县工作方案\n一、总体要求\n坚持统筹推进。\n二、重点任务\n（一）推进各项工作\n" + text + "\n")


def alike(found: str, wanted: str) -> bool:
    """The indicator says what was wanted, with or without more modifiers."""
    return wanted in found or found in wanted


@pytest.mark.parametrize("source", SENTENCES)
def test_marked(source, marked):
    case = marked(source)
    plan = plan_of(case.text)
    shift = plan.text.index(case.text)
    found = {t.span.start - shift: t for t in plan.targets}
    assert sorted(found) == [start for start, _, _ in case.marks], [t.quote for t in plan.targets]
    for start, quote, expected in case.marks:
        target, (reading, indicator, deadline) = found[start], [part.strip() for part in expected.split("|")]
        kind = target.kind + ("+growth" if target.growth else "")
        shown = f"{kind} {target.comparator} {target.value:f} {target.unit}" + (f" {target.per}" if target.per else "")
        assert (target.quote, shown) == (quote, reading)
        assert alike(target.indicator.text, indicator), (target.indicator.text, indicator)
        assert (target.deadline.end if target.deadline else "-") == deadline


@pytest.mark.parametrize("text", NOTHING)
def test_facts_names_and_conditions_are_no_targets(text):
    assert [target.quote for target in plan_of(text).targets] == []


def test_a_date_governs_the_whole_enumeration_and_nothing_in_front_of_it():
    plan = plan_of("建成展厅2个。到2023年底，建成站点60个；培训农户800人次；开展对接会6场。")
    assert [target.deadline.end if target.deadline else None for target in plan.targets] == [None] + ["2023-12-31"] * 3


def test_a_lead_in_governs_the_goals_behind_it():
    plan = parse_text("某市行动计划\n一、总体要求\n（一）主要目标。到2025年，产业能级明显提升。\n——规模壮大。企业达到500家。\n"
                      "——创新增强。形成大模型产品50个。\n二、重点任务\n（一）建设平台。建设平台10个。\n")
    assert [target.deadline.end if target.deadline else None for target in plan.targets] == ["2025-12-31"] * 2 + [None]


def test_deadlines_of_a_heading_reach_the_text_below():
    plan = parse_text("某县实施方案\n一、主要任务\n（一）物流体系\n1.建设分拣中心。（完成时限：2022年6月30日前）\n建设分拣中心1个。\n")
    assert [target.deadline.end for target in plan.targets] == ["2022-06-30"]


def test_modality_units_and_codes():
    plan = plan_of("力争建成村级电商服务站点60个。（责任单位：县商务局、农业农村局）")
    target = plan.targets[0]
    assert (target.modality, target.responsible, target.indicator.code) == (
        "strive", ["县商务局", "县农业农村局"], "station.village")


def test_a_target_is_bound_to_the_subject_of_its_own_sentence():
    plan = plan_of("县商务局、供销社要落实1名信息员。每个乡镇要落实1名协管员，做好信息收集。")
    assert [target.responsible for target in plan.targets] == [["县商务局", "县供销社"], ["每个乡镇"]]


def test_how_an_earlier_year_went_is_no_target():
    text = "某市消费提振行动计划（2024—2026年）\n一、工作目标\n2023年，全市零售总额612亿元，增长6.1%。2024年，全市零售总额达到650亿元。\n"
    plan = parse_text(text)
    assert ([t.quote for t in plan.targets], [d.quote for d in plan.deadlines]) == (["650亿元"], ["2024年"])


def test_the_time_column_of_its_row_governs_a_target_in_a_table():
    plan = parse_text(
        "岚溪县环境整治工作方案\n\n一、重点任务\n\n任务分工如下：\n序号\t重点任务\t工作措施\t完成时限\t责任单位\n"
        "1\t清洁能源\t新增充电桩200个，带动绿色出行\t2026年11月底前\t县发展改革局\n"
        "2\t道路保洁\t机械化作业率达到90%\t2026年9月底前\t县住建局\n")
    ends = {target.quote: target.deadline and target.deadline.end for target in plan.targets}
    assert ends == {"200个": "2026-11-30", "90%": "2026-09-30"}


def test_a_table_that_restates_the_prose_adds_no_targets():
    plan = parse_text(
        "岚溪县环境整治工作方案\n\n一、重点任务\n\n（一）清洁能源。新增公共充电桩200个，带动绿色出行。\n\n任务分工如下：\n"
        "序号\t重点任务\t工作措施\t完成时限\t责任单位\n"
        "1\t清洁能源\t新增公共充电桩200个\t2026年11月底前\t县发展改革局\n"
        "2\t道路保洁\t机械化作业率达到90%\t2026年9月底前\t县住建局\n")
    assert [target.quote for target in plan.targets] == ["200个", "90%"]
    assert plan.targets[0].deadline is None


def test_a_number_in_a_cell_is_not_glued_to_the_words_of_the_next():
    plan = parse_text(
        "岚溪县工作方案\n\n一、重点任务\n\n任务分工如下：\n序号\t重点任务\t工作措施\t完成时限\t责任单位\n"
        "1\t场馆\t2\t2026年11月底前\t县文旅局\n2\t升级改造文体室\t支持社团活动\t2026年9月底前\t县文旅局\n")
    assert not plan.targets


def test_a_column_of_totals_beside_years_is_reached_by_the_last_of_them():
    plan = parse_text(
        "岚溪县帮扶工作方案\n\n一、年度任务\n\n岚溪县年度任务计划表\n行业\t指标\t单位\t2025年\t2026年\t合计\n"
        "就业\t技能培训\t人次\t1200\t1300\t2500\n产业\t蜂场\t个\t18\t—\t18\n")
    found = [(target.value, target.deadline.end) for target in plan.targets if target.deadline]
    assert found == [(1200, "2025-12-31"), (1300, "2026-12-31"), (2500, "2026-12-31"), (18, "2025-12-31"), (18, "2026-12-31")]
