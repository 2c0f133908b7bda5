"""Pieces of work joined across prose, schedule and budget."""

from __future__ import annotations

from collections import Counter

import pytest

from planparse import parse_text
from planparse.assemble.commitment import nearest
from planparse.model.plan import Commitment, Plan

PROSE = """青溪县农村电商工作实施方案

一、总体目标

到2023年底，全县农村电商体系基本建成。

二、重点任务

（一）完善物流体系

1.采购分拣设备12台。

2.新增村级站点25个，形成覆盖全县的配送网络。

（二）加强人才培训

1.开展电商技能培训不少于8场，提升从业人员运营水平。

2.孵化本地主播不低于15人。
"""
SCHEDULE = """
三、进度安排

序号\t任务名称\t具体内容\t进度安排
1\t前期准备\t对站点选址进行充分调研，编制实施细则。\t2022年3月
2\t完善物流体系\t采购分拣设备12台\t2022年4月至2022年6月
\t新增村级站点25个，形成覆盖全县的配送网\t2022年4月至2022年12月\t
3\t加强人才培训\t开展电商技能培训不少于8场，提升从业人员的运营水平\t2022年5月至2023年5月
\t\t孵化本地主播不低于15人\t2022年5月至2023年8月
"""
BUDGET = """
四、资金预算

项目类别\t序号\t实施内容\t财政资金（万元）\t合计（万元）
完善物流体系\t1\t采购分拣设备12台\t6.5\t
\t2\t新增村级站点二十五个，形成覆盖全县的配送网络\t40\t46.5
加强人才培训\t1\t开展电商技能培训不少于8场\t30\t30
\t2\t孵化本地主播不低于15人\t\t
合计：\t\t\t\t76.5

五、保障措施

各乡镇要高度重视。
"""


def work(plan: Plan, start: str) -> Commitment:
    found = [one for one in plan.commitments if one.title.startswith(start)]
    assert len(found) == 1, [one.title for one in plan.commitments]
    return found[0]


def test_prose_schedule_and_budget_become_one_commitment_each() -> None:
    plan = parse_text(PROSE + SCHEDULE + BUDGET)
    facts = [(one.title[:6], len(one.spans), one.deadline.end if one.deadline else None,
              None if one.amount is None else int(one.amount)) for one in plan.commitments]
    assert facts == [
        ("采购分拣设备", 3, "2022-06-30", 65_000), ("新增村级站点", 3, "2022-12-31", 400_000),
        ("开展电商技能", 3, "2023-05-31", 300_000), ("孵化本地主播", 3, "2023-08-31", None),
        ("对站点选址进", 1, "2022-03-31", None)]


def test_items_of_a_commitment_lie_inside_its_spans() -> None:
    plan = parse_text(PROSE + SCHEDULE + BUDGET)
    items = {item.id: item for item in [*plan.targets, *plan.budget, *plan.deadlines]}
    for one in plan.commitments:
        for name in [*one.targets, *one.budget]:
            assert any(start <= items[name].span.start and items[name].span.end <= end for start, end in one.spans)
    values = {int(target.value) for target in plan.targets if target.id in work(plan, "新增村级站点").targets}
    assert values == {25}


def test_group_sum_is_nobodys_own_money() -> None:
    plan = parse_text(PROSE + BUDGET)
    assert work(plan, "孵化").amount is None
    assert work(plan, "新增").amount == 400_000


def test_plan_without_tables_has_one_commitment_a_task_section() -> None:
    plan = parse_text(PROSE)
    assert [one.title[:6] for one in plan.commitments] == ["采购分拣设备", "新增村级站点", "开展电商技能", "孵化本地主播"]
    assert all(one.amount is None for one in plan.commitments)


def test_likeness_is_no_identity() -> None:
    text = PROSE + "\n三、资金预算\n\n序号\t内容\t金额（万元）\n1\t采购扫码设备70套\t9\n2\t孵化本地主播不低于15人\t5\n"
    plan = parse_text(text)
    assert work(plan, "采购分拣").amount is None
    assert work(plan, "采购扫码").amount == 90_000
    assert work(plan, "孵化").amount == 50_000


@pytest.mark.parametrize(("title", "row", "same"), [
    ("建设乡级电商便民服务点", "乡级电子商务便民服务点建设", True),
    ("完善乡村物流配送体系", "乡村物流配送体系建设", True),
    ("培育农产品区域公用品牌", "农产品区域公共品牌培育", True),
    ("建设乡镇电商服务站", "村级电商服务站建设", False),
    ("建设县级公共服务中心", "县级物流配送中心建设", False),
    ("开展跨境电商培训", "开展直播电商培训", False)])
def test_titles_said_in_other_words(title: str, row: str, same: bool) -> None:
    plan = parse_text(f"青溪县实施方案\n\n一、重点任务\n\n（一）{title}\n\n按照统一标准组织实施。\n\n二、资金预算\n\n"
                      f"序号\t项目\t金额（万元）\n1\t{row}\t50\n2\t宣传推广\t20\n")
    assert (work(plan, title).amount == 500_000) is same


def test_works_listed_in_one_paragraph_are_told_apart() -> None:
    plan = parse_text("青溪县实施方案\n\n一、重点任务\n\n（一）改善物流条件\n\n购置快递分拣机3台；改造城区中转仓库2座；租赁冷藏运输车4辆。\n\n"
                      "二、资金预算\n\n序号\t项目\t金额（万元）\n1\t购置快递分拣机3台\t9\n2\t改造城区中转仓库2座\t30\n"
                      "3\t租赁冷藏运输车4辆\t12\n")
    values = {target.id: int(target.value) for target in plan.targets}
    facts = [(one.title, int(one.amount or 0), [values[name] for name in one.targets]) for one in plan.commitments
             if one.amount is not None]
    assert facts == [("购置快递分拣机3台", 90_000, [3]), ("改造城区中转仓库2座", 300_000, [2]),
                     ("租赁冷藏运输车4辆", 120_000, [4])]


def test_sections_of_contents_and_of_responsible_units_belong_to_the_work_above() -> None:
    text = ("青溪县实施方案\n\n一、重点任务\n\n（一）服务中心升级改造\n\n1.建设内容\n\n改造办公区域，配齐设备。\n\n2.责任单位\n\n"
            "责任单位：县商务局、县财政局\n\n（二）冷链物流体系建设\n\n1.建设内容\n\n新建冷库2座。\n\n2.责任单位\n\n责任单位：县供销社\n")
    plan = parse_text(text)
    assert [(one.title, one.units) for one in plan.commitments] == [
        ("服务中心升级改造", ["县商务局", "县财政局"]), ("冷链物流体系建设", ["县供销社"])]


def test_row_that_names_a_whole_section_is_a_work_of_its_own_beside_its_parts() -> None:
    table = "\n三、资金预算\n\n序号\t项目\t金额（万元）\n1\t完善物流体系\t50\n2\t加强人才培训\t20\n\t合计\t70\n"
    plan = parse_text(PROSE + table)
    section = work(plan, "完善物流体系")
    assert section.amount == 500_000
    assert {int(target.value) for target in plan.targets if target.id in section.targets} == {12, 25}
    assert work(plan, "新增").amount is None


def test_units_and_time_of_a_duty_table() -> None:
    text = ("青溪县任务分解表\n\n序号\t工作任务\t牵头单位\t完成时限\n1\t建成县级物流中心\t县商务局\t2023年6月底前\n"
            "2\t开展电商人才培训\t县人力资源社会保障局\t2023年9月底前\n")
    plan = parse_text(text)
    assert [(one.title, one.units, one.deadline and one.deadline.end) for one in plan.commitments] == [
        ("建成县级物流中心", ["县商务局"], "2023-06-30"), ("开展电商人才培训", ["县人力资源社会保障局"], "2023-09-30")]


def test_safeguards_and_fund_rules_are_no_works() -> None:
    text = ("青溪县实施方案\n\n一、重点任务\n\n（一）建设冷库\n\n新建冷库2座。\n\n二、资金使用\n\n（一）坚持公开透明\n\n严格执行财务制度。\n\n"
            "三、保障措施\n\n（一）加强领导\n\n各部门要高度重视。\n")
    assert [one.title for one in parse_text(text).commitments] == ["建设冷库"]


def test_a_row_without_the_verb_of_the_sentence_is_the_same_work() -> None:
    plan = parse_text("某县工作方案\n一、工作任务\n（一）改厕\n1.建设村内公共卫生间28座，每座面积不小于30平方米，每天保洁2次。\n"
                      "2.组建维修服务队12支，接到报修后上门。\n二、进度安排\n序号\t工作内容\t完成时限\n1\t村内公共卫生间28座\t2023年12月底前\n"
                      "2\t组建维修服务队12支\t2023年9月底前\n")
    assert [(work.title[:6], work.deadline.end if work.deadline else None) for work in plan.commitments] == [
        ("建设村内公共", "2023-12-31"), ("组建维修服务", "2023-09-30")]


def test_works_that_share_alike_are_met_in_text_order():
    assert nearest(Counter({7: 3, 2: 3, 5: 4})) == nearest(Counter({2: 3, 5: 4, 7: 3})) == [(5, 4), (2, 3), (7, 3)]


LISTED = """澄溪县商业体系建设方案

一、工作目标

到2024年底，县域商业网络基本健全。

二、重点任务

（一）补齐物流短板

整合客运、邮政站场，2024年6月底前在河东片区新建县级共配库1座，建筑面积3000平方米以上；依托供销社网点改造乡镇中转站9个，每站不小于60平方米。通村班线每日不少于2班。

（二）办好节会。举办展销节3场次，参展企业不少于40家。

三、资金安排

序号\t项目\t内容\t金额（万元）
1\t县级共配库\t新建共配库1座\t420
2\t乡镇中转站\t改造9个\t90
3\t展销节\t举办3场次\t30
4\t审计服务费\t\t8
合计\t\t\t548
"""


def test_rows_that_restate_sentences_of_one_paragraph_are_works_of_their_own() -> None:
    plan = parse_text(LISTED)
    store, stations = work(plan, "2024年6月底前"), work(plan, "依托供销社")
    assert (store.amount, store.deadline and store.deadline.end) == (4200000, "2024-06-30")
    assert stations.amount == 900000
    assert [target.value for target in plan.targets if target.id in stations.targets] == [9, 60]


def test_what_no_row_restates_stays_with_the_section() -> None:
    plan = parse_text(LISTED)
    rest = work(plan, "补齐物流短板")
    assert rest.amount is None and not set(rest.targets) & set(work(plan, "依托供销社").targets)
    said = "".join(plan.text[start:end] for start, end in rest.spans)
    assert "通村班线" in said and "共配库" not in said


def test_the_only_row_about_a_section_belongs_to_the_whole_section() -> None:
    plan = parse_text(LISTED)
    fair = work(plan, "办好节会")
    assert fair.amount == 300000 and len(fair.targets) == 2


def test_a_row_that_no_sentence_restates_is_a_work_of_its_own() -> None:
    plan = parse_text(LISTED)
    assert work(plan, "审计服务费").amount == 80000
    assert len(plan.commitments) == 5


def test_a_row_is_not_joined_with_a_mere_like_sentence() -> None:
    plan = parse_text(LISTED.replace("1\t县级共配库\t新建共配库1座", "1\t县级融媒库\t采编设备12台"))
    assert work(plan, "县级融媒库").amount == 4200000
