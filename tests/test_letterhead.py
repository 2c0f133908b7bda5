"""The frame of official documents (GB/T 9704) in invented documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.model.structure import Letterhead, Reading
from planparse.pipeline import read_structure
from planparse.readers.plain import from_text
from planparse.structure.frame import iso_date, line_kind, recipients_end
from planparse.text.fold import fold

NOTICE = """云台县人民政府办公室文件

云政办发〔2022〕8号

云台县人民政府办公室
关于印发云台县数字乡村建设三年行动计划
（2022—2024年）的通知

各镇人民政府，各街道办事处，县政府各部门、各直属机构：
    《云台县数字乡村建设三年行动计划（2022—2024年）》已经县政府第12次常务会议审议通过，现印发给你们，请认真组织实施。

                         云台县人民政府办公室
                           2022年3月5日
（此件主动公开）

云台县数字乡村建设三年行动计划
（2022—2024年）

为加快推进数字乡村建设，制定本行动计划。
一、总体要求
（一）指导思想。坚持新发展理念。
附件：1.任务分解表
抄送：县委各部门，县人大常委会办公室，
县政协办公室。
云台县人民政府办公室        2022年3月6日印发
"""
OPINION = """云台市人民政府
关于加快推进现代物流业高质量发展的
实施意见
云政发〔2023〕4号

各区县人民政府，市政府各部门、各直属单位：
    为加快推进现代物流业发展，现提出如下意见。
    一、总体要求
    到2025年，培育企业10家。
云台市人民政府
二〇二三年五月十日
（此件公开发布）
附件
重点任务分工表
1.建设园区，由市商务局负责。
"""


def read(text: str) -> Reading:
    return read_structure(from_text(text, "test"))


def frame(text: str) -> Letterhead:
    return read(text).letterhead


def value(text: str, name: str) -> object:
    found = frame(text).fields.get(name)
    return found.value if found else None


def body(text: str) -> str:
    reading = read(text)
    return reading.flow.text[reading.letterhead.body_start:reading.letterhead.body_end]


def test_a_plan_behind_its_notice() -> None:
    wanted = {
        "issuer": "云台县人民政府办公室", "doc_number": "云政办发〔2022〕8号",
        "notice_title": "云台县人民政府办公室关于印发云台县数字乡村建设三年行动计划（2022—2024年）的通知",
        "recipients": ("各镇人民政府", "各街道办事处", "县政府各部门", "各直属机构"), "signed_date": "2022-03-05",
        "disclosure": "主动公开", "title": "云台县数字乡村建设三年行动计划（2022—2024年）",
        "copied_to": ("县委各部门", "县人大常委会办公室", "县政协办公室"), "printed_date": "2022-03-06",
    }
    assert {name: found.value for name, found in frame(NOTICE).fields.items()} == wanted
    assert body(NOTICE).startswith("为加快推进") and body(NOTICE).endswith("附件:1.任务分解表\n")


def test_a_plan_that_is_itself_the_document() -> None:
    assert value(OPINION, "title") == "云台市人民政府关于加快推进现代物流业高质量发展的实施意见"
    assert value(OPINION, "notice_title") is None
    assert value(OPINION, "issuer") == "云台市人民政府" and value(OPINION, "signed_date") == "2023-05-10"
    assert value(OPINION, "disclosure") == "公开发布"
    assert body(OPINION).startswith("为加快推进") and "由市商务局负责" in body(OPINION)


def test_the_signature_that_closes_the_document_is_outside_the_body() -> None:
    short = OPINION.partition("附件")[0]
    assert body(short).endswith("培育企业10家。\n")


@pytest.mark.parametrize(("text", "title"), [
    ("为加快推进工作，制定本方案。\n一、目标\n到2025年，建成10个。\n", None),
    ("一、总则\n为了规范管理，制定本办法。\n", None),
    ("云台县农村客运实施方案\n\n为做好工作，制定本方案。\n一、目标\n", "云台县农村客运实施方案"),
    ("云台市“十四五”\n数字经济发展规划\n（2021—2025年）\n目录\n一、基础\n", "云台市“十四五”数字经济发展规划（2021—2025年）"),
    ("云台市推进“互联网+”行动实施方案\n（征求意见稿）\n\n为贯彻部署，制定本方案。\n", "云台市推进“互联网+”行动实施方案（征求意见稿）"),
    ("2024年云台区政务公开工作要点\n（2024年3月1日）\n为做好工作，提出以下要点。\n", "2024年云台区政务公开工作要点"),
    ("附件1\n\n云台县助农工作方案\n为做好工作，制定本方案。\n", "云台县助农工作方案"),
    ("各镇人民政府：\n为做好工作，提出如下意见。\n一、目标\n", None),
])
def test_titles_without_a_notice(text: str, title: str | None) -> None:
    assert value(text, "title") == title


def test_two_organs_sign() -> None:
    text = ("云岭省商务厅 云岭省财政厅关于印发\n《云岭省县域商业实施方案》的通知\n云商发〔2021〕33号\n各设区市商务局、财政局：\n"
            "现将《云岭省县域商业实施方案》印发给你们，请遵照执行。\n云岭省商务厅    云岭省财政厅\n2021年9月1日\n附件\n"
            "云岭省县域商业实施方案\n为搞活流通，制定本方案。\n一、目标\n")
    assert value(text, "issuer") == "云岭省商务厅 云岭省财政厅"
    assert value(text, "title") == "云岭省县域商业实施方案"
    assert body(text).startswith("为搞活流通")


def test_a_web_page_table_fills_what_the_document_lacks() -> None:
    text = ("当前位置：首页>政务公开>政策文件\n索引号：1133/2021-0001\n成文日期：2021-06-01\n文号：云政办〔2021〕9号\n"
            "云台县促进就业若干政策\n来源：县政府办 浏览次数：120\n为促进就业，制定本政策。\n一、支持范围\n")
    assert value(text, "doc_number") == "云政办〔2021〕9号" and value(text, "signed_date") == "2021-06-01"
    assert value(text, "title") == "云台县促进就业若干政策"


def test_a_notice_and_its_plan_one_below_the_other_have_a_title_each() -> None:
    text = ("关于印发岚溪县全域净水行动实施方案的通知\n岚溪县全域净水行动实施方案\n为改善水质，制定本方案。\n"
            "一、总体要求\n坚持系统治理。\n")
    assert value(text, "notice_title") == "关于印发岚溪县全域净水行动实施方案的通知"
    assert value(text, "title") == "岚溪县全域净水行动实施方案"


def test_the_number_of_a_file_in_a_web_page_table() -> None:
    text = ("文件编号：岚政办发〔2024〕7号\n岚溪县全域净水行动实施方案\n为改善水质，制定本方案。\n"
            "一、总体要求\n坚持系统治理。\n")
    assert value(text, "doc_number") == "岚政办发〔2024〕7号"


def test_a_forwarded_plan() -> None:
    text = ("云台县人民政府办公室\n转发县商务局关于促进消费工作方案的通知\n各乡镇人民政府：\n县商务局的方案已经县政府同意，现转发给你们。\n"
            "云台县人民政府办公室\n2020年3月3日\n关于促进消费工作方案\n县商务局\n为促进消费，制定本方案。\n一、目标\n")
    assert value(text, "title") == "关于促进消费工作方案"
    assert body(text).startswith("为促进消费")


def test_a_plan_named_only_by_its_notice_takes_its_title_from_there() -> None:
    text = "关于印发《云台县禁渔实施方案》的通知\n各乡镇人民政府：\n现将方案印发给你们，请遵照执行。\n"
    assert value(text, "title") == "云台县禁渔实施方案"


@pytest.mark.parametrize(("line", "title"), [
    ("（续建部分）", "云台县冷链项目实施方案（续建部分）"), ("（2022—2024年）", "云台县冷链项目实施方案（2022—2024年）"),
    ("（送审稿）", "云台县冷链项目实施方案（送审稿）"), ("（单位：万元）", "云台县冷链项目实施方案"),
])
def test_brackets_under_a_title(line: str, title: str) -> None:
    assert value(f"云台县冷链项目实施方案\n{line}\n为建好冷链，制定本方案。\n一、目标\n建成冷库5座。\n", "title") == title


def test_an_imprint_between_notice_and_plan_does_not_end_the_body() -> None:
    text = ("云台县人民政府关于印发云台县消费帮扶工作方案的通知\n各乡镇人民政府：\n现印发给你们。\n云台县人民政府\n2021年7月5日\n抄送：县委办。\n"
            "云台县人民政府办公室 2021年7月6日印发\n云台县消费帮扶工作方案\n为做好工作，制定本方案。\n一、目标\n建成5个站点。\n")
    assert body(text).endswith("建成5个站点。\n") and value(text, "printed_date") == "2021-07-06"


def test_addressees_over_two_lines() -> None:
    text = ("云台县人民政府关于印发云台县防汛预案的通知\n各乡镇人民政府，各街道办事处，云台经济开发区管委会，县政府\n各部门、各直属机构：\n"
            "现将《云台县防汛预案》印发给你们。\n云台县人民政府\n2021年3月5日\n云台县防汛预案\n为做好防汛工作，制定本预案。\n")
    assert value(text, "recipients") == ("各乡镇人民政府", "各街道办事处", "云台经济开发区管委会", "县政府各部门", "各直属机构")
    assert value(text, "title") == "云台县防汛预案"


@pytest.mark.parametrize("line", [
    "各乡镇人民政府、云台林场管委会，县直各单位，中央、省、市驻云各单位:", "各市（州）、县（市、区）人民政府，省政府各部门:", "县直有关部门，各银行支行:",
    "云台供电公司，各有关企业:", "各省、自治区、直辖市人民政府:", "各镇党委、人民政府，各村（社区）党支部:"])
def test_addressees(line: str) -> None:
    assert recipients_end(fold(line)) == len(line) - 1


@pytest.mark.parametrize("line", [
    "各乡镇要做到:", "现将有关事项通知如下:", "各单位责任如下:", "牵头单位:", "主要任务有:", "县商务局负责以下工作:", "附件:", "2021年各部门:"])
def test_no_addressees(line: str) -> None:
    assert recipients_end(line) == 0


def test_the_title_in_the_list_of_attachments_is_not_the_title() -> None:
    text = ("关于印发《云台县冷链物流实施方案》的通知\n各乡镇人民政府：\n现将方案印发给你们，请认真贯彻执行。\n附件：\n云台县冷链物流实施方案\n"
            "云台县商务局\n2021年3月5日\n附件\n云台县冷链物流实施方案\n为做好冷链物流工作，制定本方案。\n一、目标\n"
            "主题词：物流 方案 通知\n抄送：县委办。\n云台县商务局办公室 2021年3月5日印发\n（共印50份）\n")
    assert body(text) == "为做好冷链物流工作,制定本方案。\n一、目标\n"


def test_an_order() -> None:
    text = ("云台市人民政府令\n第12号\n《云台市犬只管理办法》已经市政府常务会议通过，现予公布，自2021年7月1日起施行。\n市长 王小兰\n"
            "2021年6月1日\n云台市犬只管理办法\n第一章 总则\n第一条 为规范管理，制定本办法。\n")
    assert value(text, "title") == "云台市犬只管理办法" and value(text, "signed_date") == "2021-06-01"
    assert body(text).startswith("第一章")


def test_a_list_of_people_is_no_title() -> None:
    assert value("云台县电商领导小组\n组长：王小兰 县长\n副组长：李志 副县长\n", "title") is None


def test_lines_of_a_web_page_are_no_title() -> None:
    text = ("首页 > 政务公开 > 规划计划\n云台县粮食产业发展规划（2021-2025年）\n发布时间：2021-05-01 10:00 来源：县发改局\n【字体：大 中 小】\n"
            "云台县粮食产业发展规划\n（2021-2025年）\n云台县发展和改革局\n\n为做好粮食工作，制定本规划。\n")
    assert value(text, "title") == "云台县粮食产业发展规划（2021-2025年）"
    assert body(text).startswith("为做好粮食工作")


def test_cells_of_a_table_are_no_title_lines() -> None:
    assert value("云台县河湖管护考核细则\n\n序号\t项目\t分值\n1\t巡查\t10\n2\t保洁\t20\n", "title") == "云台县河湖管护考核细则"


@pytest.mark.parametrize(("line", "kind"), [
    ("云台县人民政府办公室文件", "mark"), ("2026年云台一号文件", "title"), ("云政发〔2021〕3号", "number"),
    ("各乡镇人民政府、街道办事处,县直各有关单位,各驻村工作队:", "recipients"), ("各县区乡村振兴工作专班:", "recipients"),
    ("云台县商务局云台县财政局", "organ"), ("各乡镇人民政府,县直各单位:", "recipients"), ("各乡镇要做到以下几点:", "prose"),
    ("责任单位:", "prose"), ("(此件依申请公开)", "note"), ("2021年3月5日印发", "imprint"), ("第三章保障措施", "heading"),
])
def test_line_kinds(line: str, kind: str) -> None:
    assert line_kind(line) == kind


def test_days_that_no_calendar_has_are_no_dates() -> None:
    assert iso_date("2021年2月30日") is None
    assert iso_date("二〇二一年十二月三十一日") == "2021-12-31"
    assert recipients_end("责任单位:县商务局") == 0


PIECES = [line for text in (NOTICE, OPINION) for line in text.splitlines()] + [
    "《", "》", "（", "）", "〔2021〕", "号", "2021年2月30日", "抄送：", "日印发", "日", "\x00", "\u2028", "附件", "关于", "的通知", "："]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "", " ", "\n\n"])), max_size=25))
def test_any_order_of_lines_is_read(pieces: list[tuple[str, str]]) -> None:
    reading = read("".join(piece + gap for piece, gap in pieces))
    found, size = reading.letterhead, len(reading.flow.text)
    assert 0 <= found.body_start <= found.body_end <= size
    for field in found.fields.values():
        if field.value is not None:
            assert field.start is not None and field.end is not None and 0 <= field.start <= field.end <= size


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    found = frame(text)
    assert found.body_start <= found.body_end
