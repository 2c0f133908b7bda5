"""The section tree of invented plans: labels, titles and levels as a person would read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.model.document import Block, BlockKind, Document, Source
from planparse.model.span import Span
from planparse.model.structure import Heading, Letterhead
from planparse.readers.plain import from_text
from planparse.structure.layout import paragraphs
from planparse.structure.numbering import Label, chinese_number, confirmed, read_label
from planparse.structure.outline import outline
from planparse.structure.titles import kind_of, title_end
from planparse.text.flow import build_flow


def headings(text: str, document: Document | None = None) -> tuple[Heading, ...]:
    """The outline of a plain text whose body is all of it."""
    pieces, _ = paragraphs(document or from_text(text, "云溪县"))
    flow = build_flow(text, pieces)
    return outline(flow, Letterhead({}, 0, len(flow.text)), text)


def tree(text: str) -> list[str]:
    """One line a heading: two blanks a level, label and title (… where there is none)."""
    return ["  " * (h.level - 1) + h.label + (h.title or "…") for h in headings(text)]


def shown(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def test_usual_county_plan() -> None:
    assert tree("""
一、指导思想
坚持政府引导、市场运作，推动农村流通。
二、主要任务
（一）完善物流体系
1.县级分拨中心。整合快递企业入驻，统一分拣。
2.村级网点
依托便民店改造网点。
（二）培育人才。组织各类培训。
三、保障措施
(一) 加强领导。成立领导小组。
""") == shown("""
一、指导思想
二、主要任务
  （一）完善物流体系
    1.县级分拨中心
    2.村级网点
  （二）培育人才
三、保障措施
  (一)加强领导
""")


def test_run_on_numbers_keep_their_level() -> None:
    assert tree("""
一、夯实基础
（一）建设平台。建好平台。
（二）引进企业。引进龙头。
二、扩大应用
（三）推广场景。发布清单。
三、附则
""") == ["一、夯实基础", "  （一）建设平台", "  （二）引进企业", "二、扩大应用", "  （三）推广场景", "三、附则"]


def test_scheme_may_be_skipped_and_stand_on_two_levels() -> None:
    assert tree("""
一、激发活力
1．支持企业研发。对研发投入给予补助。
2．支持平台建设。对平台给予补助。
二、分类施策
（一）工业领域
1．改造装备。鼓励更新。
（二）农业领域
1．改良品种。鼓励选育。
""") == ["一、激发活力", "  1．支持企业研发", "  2．支持平台建设", "二、分类施策", "  （一）工业领域", "    1．改造装备",
         "  （二）农业领域", "    1．改良品种"]


def test_parts_inside_a_chapter_and_above_one() -> None:
    assert tree("""
二、重点内容
第一部分：促进上行。
（一）培育品牌
第二部分：完善服务。
（一）建设站点
三、组织实施
""") == ["二、重点内容", "  第一部分：促进上行", "    （一）培育品牌", "  第二部分：完善服务", "    （一）建设站点", "三、组织实施"]
    assert tree("""
第一部分 总体要求
一、指导思想
二、基本原则
第二部分 重点工作
一、稳定增长
二、扩大消费
""") == ["第一部分总体要求", "  一、指导思想", "  二、基本原则", "第二部分重点工作", "  一、稳定增长", "  二、扩大消费"]


def test_rules_in_chapters_and_articles() -> None:
    assert tree("""
第一章　总则
第一条　为规范专项资金管理，制定本办法。
第二条　本办法适用于全县。
第二章　申报与审批
第三条　中小企业申报应当提供下列材料：
（一）申请表；
（二）营业执照。
第四条 申报程序：
（一）预审。由乡镇预审。
第三章　附则
第五条　本办法自印发之日起施行。
""") == ["第一章总则", "  第一条…", "  第二条…", "第二章申报与审批", "  第三条…", "    （一）…", "    （二）…", "  第四条申报程序",
         "    （一）预审", "第三章附则", "  第五条…"]


def test_articles_inside_chapters_numbered_in_chinese() -> None:
    assert tree("一、总则\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于全县。\n二、附则\n第三条 由县商务局负责解释。\n") == [
        "一、总则", "  第一条…", "  第二条…", "二、附则", "  第三条…"]


def test_full_width_digits_stay_as_printed() -> None:
    assert tree("１．建设站点。改造门店。\n（１）门店\n２、建设仓库。改造库房。\n") == ["１．建设站点", "  （１）门店", "２、建设仓库"]


def test_lost_bracket_is_mended_by_the_series() -> None:
    found = headings("（1）建站。改造门店。\n2）建仓。改造库房。\n（3）建网。开通班线。\n")
    assert [(h.label, h.level) for h in found] == [("（1）", 1), ("2）", 1), ("（3）", 1)]


def test_odd_separators_are_believed_in_a_series() -> None:
    assert tree("一 、总体目标\n二.主要任务\n1突破关键技术。组织攻关。\n2 建设平台。引进机构。\n3引聚企业。招引龙头。\n三，组织领导\n") == [
        "一、总体目标", "二.主要任务", "  1突破关键技术", "  2建设平台", "  3引聚企业", "三，组织领导"]
    assert tree("(三）强化服务\n（四) 强化监管\n") == ["(三）强化服务", "（四)强化监管"]
    assert tree("一、目标\n1\ue010建设园区。引进企业。\n2\ue010建设站点。改造门店。\n") == ["一、目标", "  1\ue010建设园区", "  2\ue010建设站点"]


@pytest.mark.parametrize("line", [
    "2021年全县网络零售额稳步增长。", "1.5亿元资金用于冷链建设。", "3.5个百分点的增幅全省领先。", "1.2万人次参加培训。",
    "一是加强领导，二是落实责任。", "一体化推进县乡村物流。", "一、二、三产业融合发展成效明显。", "三农工作持续加强。",
    "第三条规定的补助由财政局审核。", "第六条至第十六条由商务局负责。", "（一）、（二）项所列材料一式三份。", "（二）至（四）项由镇里审核。",
    "1.1.1 谷物种植", "1.1 农业", "5个工作日内完成审核。", "12月底前完成验收。", "1个中心、9个站点已建成。", "附件所列企业优先支持。",
    "组长：王大明  副县长", "3.15消费者权益日活动顺利举办。", "1、2、3号仓库已投入使用。", "2021.3.5", "1",
])
def test_not_a_heading(line: str) -> None:
    assert tree(f"各镇人民政府：\n{line}\n特此通知。\n") == []


def test_numbers_inside_one_sentence() -> None:
    assert tree("一、条件\n（1）依法登记；（2）信用良好；（3）纳税正常。\n①有场地；②有人员。\n1.有方案；2.有资金。\n") == ["一、条件"]


def test_marks_of_markdown() -> None:
    assert tree("## 一、总体要求\n**（一）指导思想。**坚持创新。\n**（二）主要目标**\n- 1.建成站点。方便群众。\n") == [
        "一、总体要求", "  （一）指导思想", "  （二）主要目标", "    1.建成站点"]


@pytest.mark.parametrize("name", ["支持对象", "经费管理", "自主创新奖励", "应急处置", "适用范围"])
def test_articles_with_a_line_of_their_own(name: str) -> None:
    assert [h.title for h in headings(f"第二条 {name}\n本县企业。\n第三条 {name}。本县企业。\n")] == [name, name]


def test_articles_with_names() -> None:
    assert tree("第一条（目的依据）为规范管理，制定本办法。\n第二条【支持对象】本县企业。\n第三条 附则\n") == [
        "第一条（目的依据）", "第二条【支持对象】", "第三条附则"]


def test_decimal_numbering_of_a_body_but_not_of_a_catalogue() -> None:
    assert tree("""
1 总则
1.1 编制目的
为及时应对，制定本预案。
1.2 工作原则
2 组织体系
2.1 领导机构
2.1.1 职责
（1）统一指挥。负责决策。
2.2 办事机构
3 附则
附件
行业目录
1.1 农业
1.1.1 谷物种植
""") == ["1总则", "  1.1编制目的", "  1.2工作原则", "2组织体系", "  2.1领导机构", "    2.1.1职责", "      （1）统一指挥",
         "  2.2办事机构", "3附则", "附件行业目录"]


def test_lower_schemes() -> None:
    assert tree("""
1.建设内容
（1）配送中心
1）仓库改造。改造库房。
2）设备采购。购置货架。
①货架
②叉车
（2）信息系统
2.资金安排
A.中央资金
B.县级资金
""") == ["1.建设内容", "  （1）配送中心", "    1）仓库改造", "    2）设备采购", "      ①货架", "      ②叉车", "  （2）信息系统",
         "2.资金安排", "  A.中央资金", "  B.县级资金"]


def test_boxes_stand_beside_run_in_paragraphs() -> None:
    assert tree("""
四、重点任务
（一）提升能力
1.推进设计。加强研发。
2.推进制造。建设产线。
专栏1：重点方向
声学器件。研发芯片。
（二）补齐短板
3.强化材料。研发材料。
""") == ["四、重点任务", "  （一）提升能力", "    1.推进设计", "    2.推进制造", "    专栏1：重点方向", "  （二）补齐短板",
         "    3.强化材料"]


def test_lost_first_label_keeps_the_levels_of_its_children() -> None:
    assert tree("""
三、重点任务
实施龙头壮大行动。瞄准缺口。
1.培育领军企业。支持创新。
2.引进创新企业。招引团队。
（二）实施场景工程。发布机会。
3.加快产品研发。培育产品。
""") == ["三、重点任务", "    1.培育领军企业", "    2.引进创新企业", "  （二）实施场景工程", "    3.加快产品研发"]


def test_attachments_and_the_list_of_them() -> None:
    assert tree("""
一、组织保障
成立工作专班。
附件：1.云溪县任务分解表
2.云溪县冷链建设领导小组
成员名单
云溪县人民政府办公室
2022年3月1日
附件1
云溪县任务分解表
（一）商务局负责统筹。
附件2
云溪县冷链建设
领导小组成员名单
组  长：王大明  县长
1.李小红  商务局局长
2.赵一  财政局局长
""") == ["一、组织保障", "附件1云溪县任务分解表", "  （一）商务局负责统筹", "附件2云溪县冷链建设领导小组成员名单"]


def test_roll_of_members_with_headings_of_its_own() -> None:
    assert tree("""
附件
云溪县冷链建设领导小组成员名单及主要职责
一、组成人员
1.李小红  县商务局局长
2.赵 一  县财政局局长
二、主要职责
1.统筹推进项目。
""") == ["附件云溪县冷链建设领导小组成员名单及主要职责", "  一、组成人员", "  二、主要职责", "    1.统筹推进项目"]


@pytest.mark.parametrize("note", [
    "附件：云溪县资金管理办法", "附件：《云溪县实施计划》（另附）", "附件：1.任务分解表\n2.绩效目标表", "附件：\n1.任务分解表\n2.绩效目标表",
])
def test_mere_mention_of_an_attachment(note: str) -> None:
    assert tree(f"一、工作要求\n各镇抓好落实。\n{note}\n\n云溪县人民政府办公室\n2022年3月1日\n") == ["一、工作要求"]
    assert tree(f"一、工作要求\n各镇抓好落实。\n{note}\n") == ["一、工作要求"]


def test_attachment_of_articles() -> None:
    text = "一、监督考核\n从严考核。\n附件：云溪县项目管理办法\n\n附件\n\n云溪县项目管理办法\n\n第一条 为加强管理，制定本办法。\n" \
           "第二条 验收程序：\n（一）提出申请；\n"
    found = headings(text)
    assert [(h.label, h.level, h.kind) for h in found] == [
        ("一、", 1, "safeguards"), ("附件", 1, "attachment"), ("第一条", 2, "other"), ("第二条", 2, "other"), ("（一）", 3, "other")]
    assert found[1].title == "云溪县项目管理办法" and found[2].parent == 1 and found[4].parent == 3


def test_one_line_attachment_with_its_content() -> None:
    assert tree("一、要求\n附件2：资金使用清单\n（一）物流项目。支持仓库。\n") == ["一、要求", "附件2：资金使用清单", "  （一）物流项目"]


def test_captions_of_tables_are_not_the_headings_they_repeat() -> None:
    assert tree("三、内容\n第二部分：完善服务\n\n序号\t项目\t金额\n1\t站点\t50\n\n第一部分：促进上行。\n支持品牌。\n第二部分：完善服务。\n支持站点。\n"
                "四、要求\n") == ["三、内容", "  第一部分：促进上行", "  第二部分：完善服务", "四、要求"]


def test_rows_and_cells_give_no_headings() -> None:
    text = "一、任务\n1.建站\n（一）建园\n"
    blocks = (Block(Span(0, 4), BlockKind.PARAGRAPH), Block(Span(5, 9), BlockKind.CELL, table=0, row=0, column=0),
              Block(Span(10, 15), BlockKind.NOTE))
    document = Document(text, Source("x", "", "text/plain", None, None, "x"), blocks)
    assert [h.label for h in headings(text, document)] == ["一、"]
    assert tree("一、任务\n序号 任务 责任单位 时限\n1 建设站点 县商务局 6月\n2 开展培训 县人社局 8月\n"
                "1.  建设站点  县商务局  6月\n2.  开展培训  县人社局  8月\n") == ["一、任务"]
    assert tree("一、总　　则\n1. 强化  支撑\n") == ["一、总则", "  1.强化支撑"]
    assert tree("一、任务\n1\t建设站点\t50\n2\t培训\t30\n") == ["一、任务"]


def test_table_of_contents_is_read_over() -> None:
    assert tree("目录\n一、总体要求…………1\n二、重点任务…………3\n一、总体要求\n坚持创新。\n二、重点任务\n") == ["一、总体要求", "二、重点任务"]
    assert tree("目 录\n一、总体要求 1\n二、重点任务 3\n一、总体要求\n坚持创新。\n二、重点任务\n") == ["一、总体要求", "二、重点任务"]


def test_body_bounds_of_the_letterhead() -> None:
    text = "一、请认真落实\n实施方案\n一、目标\n建成站点。\n云溪县人民政府\n二、抄送\n附件\n站点名单\n全县共十处。\n"
    pieces, _ = paragraphs(from_text(text, "x"))
    flow = build_flow(text, pieces)
    bounds = Letterhead({}, flow.text.index("一、目标"), flow.text.index("云溪县"))
    found = outline(flow, bounds, text)
    assert [h.label for h in found] == ["一、", "附件"]
    assert found[0].end <= bounds.body_end and flow.text[found[0].start:found[0].end] == "一、目标\n建成站点。"
    assert found[1].end == len(flow.text) - 1


@pytest.mark.parametrize(("words", "title"), [
    ("加强品牌建设。开展品牌策划。", "加强品牌建设"),
    ("启动阶段（2021年6月—12月）", "启动阶段（2021年6月—12月）"),
    ("筹备动员（2022年4月）。成立专班。", "筹备动员（2022年4月）"),
    ("建设分拨中心。（完成时限：2024年8月31日前）", "建设分拨中心"),
    ("财政部门：负责资金拨付。", "财政部门"),
    ("政府推动，企业主体。搭建平台。", "政府推动，企业主体"),
    ("人工智能+工业。实施工程。", "人工智能+工业"),
    ("打造“一县一园”。集聚企业。", "打造“一县一园”"),
    ("推进试点，扩大应用，带动产业升级", "推进试点，扩大应用，带动产业升级"),
    ("打造3条精品线路。串联景点，完善配套。", "打造3条精品线路"), ("【适用范围】本政策适用于园区。", "【适用范围】"),
    ("加强领导，落实责任：各镇成立专班。", "加强领导，落实责任"),
    ("申报企业符合以下条件：", None), ("购置冷藏车3辆。", None), ("组织不少于8场的推介活动，吸引客商。形成清单。", None),
    ("审核申报材料；", None), ("按照年度计划，逐项分解，倒排工期，抓好落实。", None), ("对逾期不改的，取消资格。", None),
    ("健全冷链仓储网络，着力补上田头短板，推广移动预冷设备，降低产后损耗，力争三年覆盖全部主产镇。", None),
])
def test_title_of_a_numbered_paragraph(words: str, title: str | None) -> None:
    found = headings(f"（一）{words}\n")
    assert found[0].title == title


def test_last_member_of_a_list_has_no_title() -> None:
    assert tree("（一）申报材料\n1.申请表；\n2.承诺书。\n") == ["（一）申报材料", "  1.…", "  2.…"]


def test_title_keeps_its_print_but_no_page_number() -> None:
    found = headings("一、“互联网＋”　行动\n二、提升 — 5 — 服务\n")
    assert [h.title for h in found] == ["“互联网＋”行动", "提升服务"]


def test_kind_comes_from_the_title_or_from_above() -> None:
    found = headings("一、总体思路\n二、工作目标\n三、建设内容\n（一）改造仓库\n（二）资金安排\n四、实施步骤\n（一）启动阶段\n五、资金管理\n六、组织领导\n七、其他\n")
    assert [h.kind for h in found] == ["guiding", "goals", "tasks", "tasks", "budget", "schedule", "schedule", "budget",
                                       "safeguards", "other"]
    assert kind_of(None, False, "goals") == "goals"
    assert kind_of("健全各项保障机制，推动行动落地见效取得实实在在的成果", False, "other") == "safeguards"
    assert kind_of("加大对重点领域和薄弱环节基础研究的支持力度", False, "other") == "other"


def test_label_readers() -> None:
    assert chinese_number("九十九") == 99 and chinese_number("百") == 100
    assert read_label("⑶仓储", 0) == Label("(1)", 3, 0, 1)
    assert read_label("㈡仓储", 0) == Label("(一)", 2, 0, 1)
    assert read_label("1.2022年建成园区。", 0) == Label("1.", 1, 0, 2, weak=True)
    assert read_label("1.5G网络覆盖。", 0) == Label("1.", 1, 0, 2, weak=True)
    assert confirmed([Label("1.", 1, 0, 1, weak=True), Label("1.", 2, 0, 1, weak=True)]) == [
        Label("1.", 1, 0, 1, weak=True), Label("1.", 2, 0, 1, weak=True)]
    assert confirmed([Label("1.", 3, 0, 1, weak=True), Label("1.", 9, 0, 1, weak=True)]) == [None, None]
    assert title_end("(一)", 3, 3) is None


PARTS = st.sampled_from(["一、", "二、", "（一）", "（二）", "1.", "2.", "（1）", "①", "第一章", "第一条", "附件", "附件：1.", "专栏1", "目录",
                         "总体要求", "建设站点。", "到2025年，", "；", "：", "《", "（", "）", "\n", "\n\n", "\t", " ", "　", "— 1 —",
                         "1.5亿元", "A.", "-", "20", "\x0c", "\ue010", "名单"])


@given(st.lists(PARTS, max_size=40).map("".join) | st.text(max_size=80))
def test_any_text_gives_an_ordered_tree(text: str) -> None:
    pieces, _ = paragraphs(from_text(text, "x"))
    flow = build_flow(text, pieces)
    found = outline(flow, Letterhead({}, 0, len(flow.text)), text)
    last = -1
    for heading in found:
        assert last < heading.start < heading.heading_end <= heading.end <= len(flow.text)
        assert heading.label and not any(char.isspace() for char in heading.label + (heading.title or ""))
        span = flow.span(heading.start, heading.end)
        assert 0 <= span.start < span.end <= len(text)
        if heading.parent is not None:
            parent = found[heading.parent]
            assert parent.index < heading.index and parent.level < heading.level
            assert parent.start < heading.start and heading.end <= parent.end
        last = heading.start
