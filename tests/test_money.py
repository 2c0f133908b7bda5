"""Money in prose: what is paid to whoever qualifies, what is allotted, and what is a goal."""

from __future__ import annotations

import pytest

from planparse import parse_text

INCENTIVES = [
    ("对新认定的省级示范社，给予一次性奖励5万元。", [("5万元", 50000, None, False, "新认定的省级示范社")]),
    ("对企业购置设备，按投资额的10%给予补助，最高100万元。",
     [("10%", None, 10, False, "企业购置设备"), ("最高100万元", 1000000, None, True, "企业购置设备")]),
    ("对获得国家级、省级绿色工厂称号的企业，分别给予30万元、20万元奖励。",
     [("30万元", 300000, None, False, "获得国家级绿色工厂称号的企业"), ("20万元", 200000, None, False, "获得省级绿色工厂称号的企业")]),
    ("对年销售额达到2000万元以上的企业，给予不超过50万元的补贴。",
     [("不超过50万元", 500000, None, True, "年销售额达到2000万元以上的企业")]),
    ("每亩补助40元；为脱贫户作业的，每亩另加10元。", [("40元", 40, None, False, None), ("10元", 10, None, False, "脱贫户作业的")]),
    ("对新建冷库按建设成本给予50—200万元补助。", [("50—200万元", 2000000, None, True, "新建冷库")]),
    ("对年度考核第一名、第二名、第三名的乡镇，分别奖励30万元、20万元、10万元。",
     [("30万元", 300000, None, False, "年度考核第一名的乡镇"), ("20万元", 200000, None, False, "年度考核第二名的乡镇"),
      ("10万元", 100000, None, False, "年度考核第三名的乡镇")]),
    ("对高龄老人每人每月发放100元津贴，百岁老人每人每月500元。",
     [("100元", 100, None, False, "高龄老人"), ("500元", 500, None, False, "百岁老人")]),
    ("对购置农机的农户，按利率的50%贴息，贴息期限不超过2年，单户贴息最高2万元。",
     [("50%", None, 50, False, "购置农机的农户"), ("最高2万元", 20000, None, True, "购置农机的农户")]),
    ("对投保的农户，保费补贴比例不低于80%，农户自缴20%。", [("不低于80%", None, 80, False, None)]),
    ("对获奖作品，一等奖奖励5万元，二等奖奖励3万元。",
     [("5万元", 50000, None, False, "一等奖"), ("3万元", 30000, None, False, "二等奖")]),
    ("对举报隐患的，给予举报人1000元以上30000元以下奖励。", [("1000元以上30000元以下", 30000, None, True, None)]),
    ("获批省级创新中心的，给予1000万元建设经费。", [("1000万元", 10000000, None, False, "获批省级创新中心的")]),
    ("对机构每输送1人奖500元。", [("500元", 500, None, False, None)]),
    ("同一企业全年获得的奖补资金累计不超过2000万元。", [("不超过2000万元", 20000000, None, True, "同一企业")]),
    ("对信用良好的商户，单户授信最高30万元。", [("最高30万元", 300000, None, True, None)]),
    ("鼓励银行创设茶贷，单户额度最高30万元。", [("最高30万元", 300000, None, True, None)]),
]
BUDGETS = [
    ("项目总投资1860万元，其中省级财政补助1200万元，县财政配套260万元，企业自筹400万元。",
     [(18600000, "total", None), (12000000, "item", "province"), (2600000, "item", "county"), (4000000, "item", "self")]),
    ("市财政每年安排专项资金3亿元。", [(300000000, "item", "city")]),
    ("市财政安排专项资金9000万元，其中2024年2600万元、2025年3000万元、2026年3400万元。",
     [(90000000, "total", "city"), (26000000, "item", "city"), (30000000, "item", "city"), (34000000, "item", "city")]),
    ("冷库总投资4200万元，中央财政补助1060万元，其余3140万元由企业自筹。",
     [(42000000, "total", None), (10600000, "item", "central"), (31400000, "item", "self")]),
    ("安排资金221万用于品牌建设。", [(2210000, "item", None)]),
    ("设立总规模20亿元的产业基金。", [(2000000000, "item", None)]),
]
GOALS = ["新增配套合同额20亿元左右。", "实现网络零售额31亿元。", "带动社会投资5亿元。", "完成工业投资80亿元。", "节约成本300万元。"]


def plan_of(text: str):
    return parse_text("某县实施方案\n一、工作要求\n坚持统筹推进。\n二、支持措施\n（一）支持发展\n" + text + "\n")


@pytest.mark.parametrize(("text", "wanted"), INCENTIVES)
def test_payment_rules(text, wanted):
    plan = plan_of(text)
    assert [(i.quote, i.amount, i.rate, i.cap) for i in plan.incentives] == [one[:4] for one in wanted]
    for item, (*_, condition) in zip(plan.incentives, wanted, strict=True):
        assert condition is None or item.condition.text.replace("，", ",") == condition
    assert (plan.budget, plan.targets) == ([], [])


@pytest.mark.parametrize(("text", "wanted"), BUDGETS)
def test_money_allotted(text, wanted):
    plan = plan_of(text)
    assert [(line.amount, line.role, line.source) for line in plan.budget] == wanted
    assert (plan.incentives, plan.targets) == ([], [])


@pytest.mark.parametrize("text", GOALS)
def test_money_as_a_goal(text):
    plan = plan_of(text)
    assert ([t.unit for t in plan.targets], plan.budget, plan.incentives) == (["元"], [], [])


def test_parts_named_by_a_year_are_for_what_the_sum_is_for():
    plan = plan_of("市财政安排专项资金900万元，其中2024年400万元、2025年500万元。")
    assert [line.purpose.text for line in plan.budget] == ["专项资金"] * 3


def test_a_sum_told_by_payer_is_the_total_only_if_it_is_their_sum():
    parts = "，其中：中央资金700万元、省级资金500万元。"
    assert [line.role for line in plan_of("项目资金1200万元" + parts).budget] == ["total", "item", "item"]
    assert [line.role for line in plan_of("项目资金1300万元" + parts).budget] == ["item", "item", "item"]


@pytest.mark.parametrize(("text", "purpose"), [
    ("支持云江实验室建设创新平台，省财政连续五年每年安排2亿元。", "云江实验室建设创新平台"),
    ("对公交运营给予补助，其中市级补助资金全年不超过300万元。", "市级补助资金"),
    ("估算投资2.3亿元，实施城乡供水一体化工程。", "城乡供水一体化工程"),
    ("实施农村供水保障工程，加强维修养护，总投资2600万元。", "农村供水保障工程"),
])
def test_what_the_money_is_for(text, purpose):
    assert [line.purpose.text for line in plan_of(text).budget] == [purpose]


def test_wan_is_never_read_as_yuan():
    assert plan_of("安排资金35.5万元用于培训。").budget[0].amount == 355000
