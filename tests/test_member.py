"""Leading groups: lists in lines and tables, and people named in prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse import parse_text
from planparse.assemble.member import members
from planparse.extract.member import appointments, is_person, people, role_label
from planparse.model.plan import Member
from planparse.pipeline import read_structure
from planparse.readers.plain import from_text


def listed(text: str) -> list[Member]:
    return members(read_structure(from_text(text, "test")))


def facts(text: str) -> list[tuple[str, str, list[str]]]:
    return [(m.name, m.role, m.posts) for m in listed(text)]


LIST = """附件
云台县助农工作领导小组名单

组  长：王小兰  县委副书记、县长
副组长：李  志  县委常委、常务副县长
赵大明  副县长人选
[bookmark: _GoBack]成  员：钱　进　　县统计局党组成员、副局长
孙立  县商务局局长（兼任）
阿不都·热合曼  县供销社主任
周正  云台粮食公司副经理，暂管全面
各乡镇分管负责人，城关街道分管负责人
专班办公室设在县商务局，由孙立同志兼任办公室主任，承担联络事务。
吴用  不在名单内的人
"""


def test_a_list_in_lines() -> None:
    assert facts(LIST) == [
        ("王小兰", "组长", ["县委副书记", "县长"]), ("李志", "副组长", ["县委常委", "常务副县长"]),
        ("赵大明", "副组长", ["副县长人选"]), ("钱进", "成员", ["县统计局党组成员", "副局长"]),
        ("孙立", "成员", ["县商务局局长(兼任)"]), ("阿不都·热合曼", "成员", ["县供销社主任"]),
        ("周正", "成员", ["云台粮食公司副经理,暂管全面"]), ("孙立", "办公室主任", [])]
    assert [m.quote for m in listed(LIST)][1] == "李  志"


@pytest.mark.parametrize(("line", "found"), [
    ("组长：王小兰（县委副书记、县长）", [("王小兰", ("县委副书记", "县长"))]),
    ("成员：王小兰（县商务局局长）、李志（县财政局局长）", [("王小兰", ("县商务局局长",)), ("李志", ("县财政局局长",))]),
    ("成员：李  震（县委宣传部）", [("李震", ("县委宣传部",))]), ("副组长：沈 慧", [("沈慧", ())]),
    ("成　员：赵明、钱进、孙立", [("赵明", ()), ("钱进", ()), ("孙立", ())]),
    ("组长：县委副书记、县长王小兰", [("王小兰", ("县委副书记", "县长"))]),
    ("总召集人：县长  王小兰", [("王小兰", ("县长",))]),
    ("成员：王小兰县委办副主任", [("王小兰", ("县委办副主任",))]),
    ("成员：王小兰 县发改局局长 李志 县财政局局长", [("王小兰", ("县发改局局长",)), ("李志", ("县财政局局长",))]),
    ("成员：王小兰、李志 县商务局副局长", [("王小兰", ("县商务局副局长",)), ("李志", ("县商务局副局长",))]),
    ("成员：王小兰，县商务局局长；李志，县财政局局长", [("王小兰", ("县商务局局长",)), ("李志", ("县财政局局长",))]),
    ("联络员：李志 县商务局股长 13800000000", [("李志", ("县商务局股长",))]),
    ("指挥长：王小兰同志", [("王小兰", ())]),
    ("成员：各乡镇长，县直有关部门负责人", []), ("成员：县发改局、县财政局主要负责人", []), ("成员：农业、水利、公安", []),
    ("组长：由县长担任", []), ("成员：中国移动 云台分公司总经理", []), ("主任：城关镇 镇长", []),
])
def test_lines(line: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    folded = line.replace("：", ":").replace("（", "(").replace("）", ")").replace("，", ",").replace("；", ";")
    label = role_label(folded)
    assert label is not None
    assert [(p.name, p.posts) for p in people(folded[label[1]:])] == found


def test_units_are_no_label() -> None:
    assert role_label("成员单位:县委办") is None and role_label("责任单位:县商务局") is None


@pytest.mark.parametrize(("sentence", "found"), [
    ("由县商务局局长王小兰同志兼任办公室主任", [("王小兰", "办公室主任", ("县商务局局长",))]),
    ("办公室主任由王小兰同志兼任", [("王小兰", "办公室主任", ())]),
    ("由王小兰兼任办公室主任,李志任副主任", [("王小兰", "办公室主任", ()), ("李志", "副主任", ())]),
    ("由县工信局局长兼任办公室主任", []), ("由县委书记任组长,常务副县长任副组长", []), ("由县商务局局长担任召集人", []),
])
def test_appointments(sentence: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(a.name, a.role, a.posts) for a in appointments(sentence)] == found


def test_a_table_of_members() -> None:
    text = "云台县专班名单\n\n姓名\t单位及职务\t专班职务\n王小兰\t县长\t组长\n李  志\t县商务局局长\t副组长\n赵大明\t县财政局局长\t成员\n"
    assert facts(text) == [("王小兰", "组长", ["县长"]), ("李志", "副组长", ["县商务局局长"]), ("赵大明", "成员", ["县财政局局长"])]


def test_a_table_without_heads() -> None:
    text = "云台县专班\n\n组  长\t王小兰\t县长\n副组长\t李  志\t副县长\n成  员\t赵大明\t县商务局局长\n\t钱进\t县财政局局长\n"
    assert facts(text) == [("王小兰", "组长", ["县长"]), ("李志", "副组长", ["副县长"]), ("赵大明", "成员", ["县商务局局长"]),
                           ("钱进", "成员", ["县财政局局长"])]


def test_a_role_stands_alone_above_its_people() -> None:
    text = "云台县专班名单\n组长：王小兰 县长\n副组长：\n李志 常务副县长\n赵大明 副县长\n成员：\n钱进 县商务局局长\n"
    assert [(m.name, m.role) for m in listed(text)] == [
        ("王小兰", "组长"), ("李志", "副组长"), ("赵大明", "副组长"), ("钱进", "成员")]


def test_the_radical_for_long_is_read_as_the_character() -> None:
    assert facts("云台县专班名单\n组⻓：王小兰 县⻓\n副组长：李志 副县长\n") == [
        ("王小兰", "组长", ["县长"]), ("李志", "副组长", ["副县长"])]


def test_names() -> None:
    assert is_person("王小兰") and is_person("欧阳明华") and is_person("古丽·买买提")
    assert not is_person("县商务局") and not is_person("各乡镇") and not is_person("王") and not is_person("公安")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="组长成员:： 　王李小兰县委书记局、,；;（）()\n由兼任办公室主同志·姓名\t单位", max_size=80))
def test_quotes_are_the_text(text: str) -> None:
    for one in listed(text):
        assert text[one.span.start:one.span.end] == one.quote
        assert "".join(one.quote.split()) == one.name


def test_people_appointed_in_a_row() -> None:
    plan = parse_text(
        "澄溪县专项整治工作方案\n\n一、组织领导\n\n成立领导小组，由县委常委、副县长闻笙任组长，县政府办副主任卓以南、县商务局局长宁采任副组长，"
        "县财政局、县公安局负责人为成员。\n")
    assert [(one.name, one.role, one.posts) for one in plan.members] == [
        ("闻笙", "组长", ["县委常委", "副县长"]), ("卓以南", "副组长", ["县政府办副主任"]), ("宁采", "副组长", ["县商务局局长"])]


def test_posts_without_names_are_nobody() -> None:
    plan = parse_text("澄溪县工作方案\n\n一、组织领导\n\n成立领导小组，由县长任组长，分管副县长任副组长，相关部门负责人任成员。\n")
    assert not plan.members
