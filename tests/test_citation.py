"""Cited documents: what is one, what is none, and which mean the plan itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.assemble.citation import citations
from planparse.extract.citation import citations as mentions
from planparse.extract.citation import is_document
from planparse.model.plan import CitationItem
from planparse.pipeline import read_structure
from planparse.readers.plain import from_text


def cited(text: str) -> list[CitationItem]:
    return citations(read_structure(from_text(text, "test")))


def facts(text: str) -> list[tuple[str | None, str | None, int | None]]:
    return [(c.title, c.doc_number, c.year) for c in cited(text)]


@pytest.mark.parametrize(("sentence", "found"), [
    ("根据《关于做好春耕工作的通知》（云农发〔2021〕3号），开展工作。", [("关于做好春耕工作的通知", "云农发〔2021〕3号", 2021)]),
    ("按照《云台省茶叶条例》（云人发【2020】 7 号）办理。", [("云台省茶叶条例", "云人发〔2020〕7号", 2020)]),
    ("执行《救助管理办法》（国务院令第 381 号）。", [("救助管理办法", "国务院令第381号", None)]),
    ("执行《网约车办法》（第12号令）。", [("网约车办法", "第12号令", None)]),
    ("根据《推进意见》（国发(2015)24号、云政发〔2015〕9号）。", [("推进意见", "国发〔2015〕24号", 2015), (None, "云政发〔2015〕9号", 2015)]),
    ("落实云政办发〔2019〕8号文件精神。", [(None, "云政办发〔2019〕8号", 2019)]),
    ("按照省商务厅云商发〔2020〕5号文件要求。", [(None, "云商发〔2020〕5号", 2020)]),
    ("制定《云台县村播培训细则》和《2024年工作要点》。", [("云台县村播培训细则", None, None), ("2024年工作要点", None, 2024)]),
    ("根据《关于印发〈茶园管理办法〉的通知》，办理。", [("关于印发〈茶园管理办法〉的通知", None, None)]),
    ("根据《关于印发《茶园管理办法》的通知》，办理。", [("关于印发《茶园管理办法》的通知", None, None)]),
    ("对标《茶叶分级规范》（GB/T 14456-2017）。", [("茶叶分级规范", "GB/T14456-2017", 2017)]),
    ("在《云台风物》杂志和《云台日报》刊登，上线《好物通》小程序。", []),
    ("签订《入驻协议》，取得《经营许可证》，填写《项目申报表》。", []),
    ("建设“云台好物”品牌，投放《云台印象》宣传片。", []),
    ("完成第12号地块建设，每年2021箱。", []),
])
def test_what_is_cited(sentence: str, found: list[tuple[str | None, str | None, int | None]]) -> None:
    assert facts("一、工作要求\n" + sentence + "\n") == found


@pytest.mark.parametrize(("sentence", "issuers"), [
    ("根据云岭省商务厅、财政厅《关于做好工作的通知》", ["云岭省商务厅", "云岭省财政厅"]),
    ("按照国务院《就业促进计划》、国务院办公厅《关于稳岗的意见》", ["国务院", "国务院办公厅"]),
    ("落实《商务部等九部门关于加强流通的意见》", ["商务部"]),
    ("落实《云岭省商务厅 云岭省财政厅关于加强流通的意见》", ["云岭省商务厅", "云岭省财政厅"]),
    ("为提高质量，制定《电商培训办法》", []),
])
def test_issuers(sentence: str, issuers: list[str]) -> None:
    assert [name for one in cited("一、工作要求\n" + sentence + "。\n") for name in one.issuers] == issuers


def test_the_plan_and_its_attachments_are_not_cited() -> None:
    text = ("关于印发《云台县助农实施方案（2021年-2022年）》的通知\n各乡镇人民政府：\n"
            "《云台县助农实施方案》（以下简称《实施方案》）已经县政府同意，现印发给你们。\n云台县商务局\n2021年4月4日\n"
            "云台县助农实施方案（2021年-2022年）\n根据《助农意见》，制定本方案。\n一、目标\n按《实施方案》和《云台县助农实施方案》推进。\n"
            "附件：1.《云台县助农任务清单》\n2.《云台县助农考核办法》\n")
    assert [c.title for c in cited(text)] == ["助农意见"]


def test_a_title_over_two_lines_is_one_title() -> None:
    text = "一、工作要求\n根据《关于做好春耕\n工作的通知》（云农发〔2021〕3号）办理，确保各项工作落到实处、取得实际成效。\n"
    [one] = cited(text)
    assert (one.title, one.doc_number) == ("关于做好春耕工作的通知", "云农发〔2021〕3号")
    assert text[one.span.start:one.span.end] == one.quote


def test_titles_of_things() -> None:
    assert is_document("关于就业的若干意见(试行)") and is_document("“互联网+”行动计划")
    assert not is_document("云台印象") and not is_document("管理办法", "小程序")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="《》〈〉()〔〕、,。号令第关于意见办法国发2021的通知\n简称附件", max_size=80))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    found = mentions(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in cited(text):
        assert text[one.span.start:one.span.end] == one.quote
