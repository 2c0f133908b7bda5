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
    "服务机构成立时间⟦两年左右 = standard approx 2 年 | 机构成立时间 | -⟧，主讲教师从业年限⟦约5年 = standard approx 5 年 | 从业年限 | -⟧。",
    "合作机构注册时间为⟦3年左右 = standard approx 3 年 | 注册时间 | -⟧。",
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
    "项目建设时间两年左右，培训时间3天左右。",
    "用两年左右时间补齐短板，整改期限3个月左右。",
    "县乡联合工作时间3个月左右。",
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


@pytest.mark.parametrize(("dates", "sentence", "ends"), [
    ("初级培训完成时限：2025年4月30日前，其余培训完成时限：2026年11月30日前", "开展初级培训800人次，开展技能培训300人次。",
     ["2025-04-30", "2026-11-30"]),
    ("初级培训完成时限：2025年4月30日前，其余完成时限：2026年11月30日前", "开展初级培训不少于30场，开展孵化培训不少于10场。",
     ["2025-04-30", "2026-11-30"]),
    ("站点建设时限：2021年3月底前，设备采购时限：2021年9月底前", "完成站点建设20个。采购终端设备60台。", ["2021-03-31", "2021-09-30"]),
    ("冷库完工时间：2021年5月31日，其他完成时间：2021年10月31日", "新建冷库2座。建成展厅1个。", ["2021-05-31", "2021-10-31"]),
    ("土建完成时限：2025年5月31日前，试运行时限：2026年10月31日", "建设站点20个。", ["2026-10-31"]),
    ("启动时间：2021年5月31日前，验收时间：2022年12月31日", "建设站点20个。", ["2022-12-31"]),
    ("初级培训完成时限：2025年4月30日前，其余培训完成时限：2026年11月30日前", "2021年3月底前开展初级培训800人次。", ["2021-03-31"]),
    ("完成时限：2021年5月31日前", "开展初级培训800人次。", ["2021-05-31"]),
])
def test_labelled_dates_of_a_heading(dates: str, sentence: str, ends: list[str]) -> None:
    plan = parse_text(f"某县实施方案\n一、主要任务\n（一）推进建设\n1.重点工作。（{dates}）\n{sentence}\n")
    assert [target.deadline.end for target in plan.targets if target.deadline] == ends


def test_modality_units_and_codes():
    plan = plan_of("力争建成村级电商服务站点60个。（责任单位：县商务局、农业农村局）")
    target = plan.targets[0]
    assert (target.modality, target.responsible, target.indicator.code) == (
        "strive", ["县商务局", "县农业农村局"], "station.village")


@pytest.mark.parametrize(("sentence", "indicators"), [
    ("开展网店运营管理专题培训4期以上。", "网店运营管理专题培训"),
    ("举办主播孵化训练营4期，县文旅局组织民宿建设观摩会2场。", "主播孵化训练营 民宿建设观摩会"),
    ("组织农产品采购对接会3场。", "农产品采购对接会"),
    ("组织企业参加展销会5场。", "展销会"),
    ("新增12家规模以上工业企业。", "规模以上工业企业"),
    ("培育2个年产值8000万元以上、3个500万元以上的合作社，带动就业岗位300个。",
     "年产值8000万元以上的合作社 年产值 年产值500万元以上的合作社 年产值 就业岗位"),
    ("建设2个面积500平方米以上、10个面积100平方米以上的冷库。",
     "面积500平方米以上的冷库 面积 面积100平方米以上的冷库 面积"),
    ("引育1家产值10亿元以上、4家产值5亿元以上和6家产值1亿元以上的龙头企业。",
     "产值10亿元以上的龙头企业 产值 产值5亿元以上的龙头企业 产值 产值1亿元以上的龙头企业 产值"),
    ("建设站点2个，面积500平方米以上，冷库3个。", "站点 站点面积 冷库"),
    ("培育年产值800万元以上的基地2个、合作社3个。", "基地年产值 年产值800万元以上的基地 合作社"),
    ("建设2个示范园、3个面积20亩以上的基地。", "示范园 面积20亩以上的基地 基地面积"),
    ("完成不少于18种山货的标准编写，建立台账。", "山货的标准编写"),
    ("开展12家制造业重点企业的质量管理诊断。", "制造业重点企业的质量管理诊断"),
    ("实现20个集中安置社区的服务用房达标。", "集中安置社区的服务用房达标"),
    ("打造5个具有地方特色的示范街区，开展5场惠民演出。", "具有地方特色的示范街区 惠民演出"),
    ("完成3000名通过考核的职业农民培训。", "通过考核的职业农民培训"),
    ("支持10家制造业重点骨干企业的智能化设备更新改造。", "制造业重点骨干企业的智能化设备更新改造"),
    ("组织合作社引进优质蜂种30箱。", "优质蜂种"),
    ("开展结对活动，支持园区孵化科技企业12家。", "科技企业"),
])
def test_the_words_of_an_indicator(sentence: str, indicators: str) -> None:
    assert " ".join(target.indicator.text for target in plan_of(sentence).targets) == indicators


@pytest.mark.parametrize(("sentence", "said"), [
    ("力争茶叶产值增长15%以上；开展培训900人次；建设冷库10个。", "strive firm firm"),
    ("力争新增主体30家，建设物流站10个。", "strive firm"),
    ("预计接待游客20万人次；举办展会3场。", "plan firm"),
    ("计划改造面积3000平方米，建设冷库3座。", "plan plan"),
    ("力争到2026年，建成物流站10个；培训1000人次。", "strive strive"),
    ("力争企业达到20家、产值达到5亿元，带动就业800人。", "strive strive strive"),
    ("力争实现以下目标：建成物流站10个；培训1000人次。", "strive strive"),
])
def test_a_hedge_ends_with_its_part_of_the_sentence(sentence: str, said: str) -> None:
    assert " ".join(target.modality for target in plan_of(sentence).targets) == said


@pytest.mark.parametrize(("title", "heading", "sentence", "code"), [
    ("乡村振兴", "农村电子商务培训体系建设", "累计培训不少于1800人次。", "training.person_times"),
    ("乡村振兴", "开展跨境电商培训", "全年举办培训6期。", "training.sessions"),
    ("乡村振兴", "健全追溯体系和产销对接活动", "举办活动5场。", "matchmaking.events"),
    ("电子商务进农村", "完善服务体系", "新建镇级服务站12个。", "station.township"),
    ("乡村振兴", "电商服务体系", "新建村级服务站80个。", "station.village"),
    ("乡村振兴", "农村电商培训体系建设", "为养老护理员累计培训2000人次。", None),
    ("电商发展", "家政培训和电商培训", "累计培训2000人次。", None),
    ("电商发展", "完善技能人才体系", "累计培训2000人次。", None),
    ("电子商务进农村", "健全养老服务", "新建村级服务站80个。", None),
    ("乡村振兴", "完善服务体系", "新建村级服务站80个。", None),
    ("电子商务进农村", "完善服务体系", "改造村级便民服务站80个。", None),
])
def test_a_heading_tells_what_a_bare_word_counts(title: str, heading: str, sentence: str, code: str | None) -> None:
    (target,) = parse_text(f"岚溪县{title}实施方案\n\n一、总体要求\n坚持统筹。\n二、重点任务\n（一）{heading}\n{sentence}\n").targets
    assert target.indicator.code == code


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
