"""Printed lines of invented texts and the paragraphs a person would see in them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.model.document import Block, BlockKind, Document, Source
from planparse.model.span import Span
from planparse.readers.plain import from_text
from planparse.structure.doubles import doubled_run
from planparse.structure.layout import paragraphs


def read(text: str) -> list[str]:
    """The paragraphs of a plain text, without white space."""
    pieces, _ = paragraphs(from_text(text, "云溪县"))
    return ["".join("".join(text[slice(*span)] for span in piece.spans).split()) for piece in pieces]


LONG = "依托便民商店和供销网点改造村级服务站点，统一门头标识、统一设备配置、统一业务培训，方便群众就近寄递和购物"


def wrapped(words: str, width: int, indent: bool) -> list[str]:
    """Set a paragraph in lines of equal width, as old converters do."""
    lines, line, room = [], "　　" if indent else "", width - 2 if indent else width
    for char in words:
        size = 0.5 if char.isascii() else 1
        if room < size and char not in "，。；、）":
            lines.append(line)
            line, room = "", width
        line, room = line + char, room - size
    return [*lines, line]


PLAN = ["云溪县农村物流实施方案", "各镇人民政府：", "一、总体要求", "坚持市场主导、政府引导，" + LONG + "，" + LONG + "。" + LONG + "。",
        "二、主要任务", "（一）改造站点。" + LONG + "；" + LONG + "。", "（二）培育人才。组织返乡青年、退役军人参加电商培训，" + LONG + "。",
        "1.开展普及培训。" + LONG + "，到2025年底前培训不少于3000人次，其中技能培训不少于500人次。", "责任单位：县商务局、县农业农村局",
        "三、保障措施", LONG + "，" + LONG + "。"]


@pytest.mark.parametrize("indent", [True, False])
@pytest.mark.parametrize("width", [22, 25, 28, 33, 40])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_wrapped_lines_are_joined(width: int, indent: bool, between: str) -> None:
    lines = [line for words in PLAN for line in wrapped(words, width, indent and len(words) > 14)]
    assert read(between.join(lines)) == PLAN


@pytest.mark.parametrize("width", [24, 27, 31, 36])
def test_lines_cut_by_the_number_of_their_characters_are_joined(width: int) -> None:
    plan = [*PLAN, "四、运行管理", LONG + "，全年处理快件12000件，日均接待群众1200人次以上，日均配送农产品2000公斤，覆盖行政村120个。"]
    lines = [words[at:at + width] for words in plan for at in range(0, len(words), width)]
    assert read("\n".join(lines)) == plan


@pytest.mark.parametrize(("before", "after"), [
    ("本方案自印发之日起施行，有效期2", "年。"),
    ("县商务局负责运营管理，日均接待群众400", "人次以上，满意度达到95%。"),
    ("县审计局负责资金审计，县纪委监委负", "责监督检查。"),
    ("优化快递线路，确保2025年6", "月底前全部通达。"),
    ("建设分拣中心（完成时限：2025", "年6月30日）"),
    ("优化线路，完成时限为2025年", "6月30日前。"),
    ("由县商务局牵头负责，各乡镇（街道", "）"),
])
def test_a_torn_sentence_is_mended(before: str, after: str) -> None:
    assert read(f"云溪县工作方案\n{before}\n{after}\n县商务局负责解释。\n")[1] == before + after


@pytest.mark.parametrize(("before", "after"), [
    ("云溪县工作方案，附件2", "年度任务分解表"),
    ("联系人：王芳，电话：6530", "人才服务科，地址：东街"),
    ("县商务局电商科，云溪县东街18号", "6月1日起受理申报"),
    ("二、提升群众满意度，扩大受益面，坚决打好翻身仗不言负", "责任单位：县商务局"),
    ("优化线路，做到分工调和", "县商务局负责解释。"),
])
def test_lines_that_only_look_torn_stay_apart(before: str, after: str) -> None:
    assert read(f"云溪县工作方案\n{before}\n{after}\n")[1:] == [before, after]


def test_a_number_inside_a_sentence_is_no_page_number() -> None:
    lines = [line for words in PLAN for line in wrapped(words, 30, True)]
    text = "\n".join(lines) + "\n依托供销网点改造村级服务站点，方便群众就近寄递，日均\n400\n人次以上，满意度达到95%。\n"
    assert read(text)[-1] == "依托供销网点改造村级服务站点，方便群众就近寄递，日均400人次以上，满意度达到95%。"


@pytest.mark.parametrize("after", ["寄递购物，统一门头标识、统一设备配置。", "人才服务和乡村振兴帮扶。"])
def test_a_number_that_no_measure_follows_is_a_page_number(after: str) -> None:
    lines = [line for words in PLAN for line in wrapped(words, 30, True)]
    last = wrapped("依托供销网点改造村级服务站点，统一门头标识，统一设备配置，方便群众就近寄递和购物和农资", 30, False)[0]
    assert "12" not in "".join(read("\n".join([*lines, last, "12", after])))


def test_a_number_behind_a_full_stop_is_a_page_number() -> None:
    assert "12个别" not in "".join(read("\n".join([*PLAN, LONG + "。", "12", "个别村镇网点仍然偏少，服务能力有待提升。"])))


def test_short_lines_of_one_width_are_a_list() -> None:
    lines = [f"县{name}局负责全县相关领域统筹推进工作" for name in ("商务", "财政", "交通", "文旅", "民政", "教育", "水利", "统计")]
    assert read("\n".join(lines)) == lines


def test_lines_with_a_left_margin() -> None:
    lines = ["          " + line for words in PLAN for line in wrapped(words, 30, len(words) > 14)]
    assert read("\n".join(lines)) == PLAN


def test_page_end_in_wrapped_text() -> None:
    lines = [line for words in PLAN for line in wrapped(words, 28, len(words) > 14)]
    for at in range(9, len(lines), 8):
        lines[at] += f"\n\n— {at} —\n\n\x0c"
    assert read("\n".join(lines)) == PLAN


def test_unwrapped_paragraphs_stay_apart() -> None:
    lines = [LONG * 3 + "。", LONG * 2 + "：", LONG + "；", "（二）" + LONG * 2 + "。", "推进“一村一品”建设", LONG + "。"]
    assert read("\n".join(lines)) == lines


def test_cut_sentence_is_mended_across_an_empty_line() -> None:
    assert read("一、目标\n健全山区冷链骨干网络，持续降低生鲜产品流通\n\n损耗，惠及广大果农。\n二、任务\n") == [
        "一、目标", "健全山区冷链骨干网络，持续降低生鲜产品流通损耗，惠及广大果农。", "二、任务"]
    assert read("1.启用温控平台。（安装时限：2024年8月15\n\n日前，试行时限：2025年1月）\n接入探头。\n") == [
        "1.启用温控平台。（安装时限：2024年8月15日前，试行时限：2025年1月）", "接入探头。"]
    assert read("全年巡检一百车次。（责任单位：县粮储局，县气象局，\n\n县残联）\n") == ["全年巡检一百车次。（责任单位：县粮储局，县气象局，县残联）"]
    assert read("（二）县供销社会同镇政府现场核对冷库容积与温控设\n\n备清单；\n（三）公示结果。\n") == [
        "（二）县供销社会同镇政府现场核对冷库容积与温控设备清单；", "（三）公示结果。"]
    assert read("（一）提高服务质量\n对站点进行改造。\n") == ["（一）提高服务质量", "对站点进行改造。"]


def test_lines_of_the_frame_stay_lines() -> None:
    lines = ["云溪县人民政府办公室关于印发云溪县", "农村物流体系建设", "实施方案的通知", "各镇人民政府，县直各单位：", "经县政府同意，现印发给你们。",
             "云溪县人民政府办公室", "2022年3月1日", "（此件公开发布）", "责任单位：县商务局，县供销社成员单位", "完善各类站点，方便群众。",
             "组长：王大明县长", "副组长：李小红副县长，主持全面工作的同志", "各镇镇长，各街道主任", "领导小组下设办公室，负责日常工作。"]
    assert read("\n".join(lines)) == lines


def test_members_are_not_joined() -> None:
    text = "组  长：王大明  县委副书记、县长\n成  员：李小红  县商务局局长（兼党组书记）\n" \
           "赵  一  县财政局局长，主持工作\n钱二强  县税务局局长，\n孙小三  局长\n"
    assert len(read(text)) == 5


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "－3－", "第 3 页 共 9 页", "第3页", "3/9", "Page 3 of 9", "3", " (\n—\n 3\n —\n)", "·3·"])
def test_page_numbers_leave_the_flow(number: str) -> None:
    assert read(f"坚持政府引导、市场主导，完善县乡村三级物流配\n{number}\n送体系，降低成本。\n") == ["坚持政府引导、市场主导，完善县乡村三级物流配送体系，降低成本。"]


def test_numbers_in_a_column_are_no_page_numbers() -> None:
    assert read("序号\n1\n建站\n50\n2\n培训\n30\n") == ["序号", "1", "建站", "50", "2", "培训", "30"]


def test_conversion_marks_are_left_out() -> None:
    assert read("[bookmark: _GoBack]\n[bookmark: bookmark19]　　一、目标\n建成[bookmark: subject]站点。\n") == ["一、目标", "建成站点。"]
    text = " [bookmark: _GoBack]　一、目标\n"
    pieces, _ = paragraphs(from_text(text, "x"))
    assert all("[" not in text[slice(*span)] for piece in pieces for span in piece.spans)


def test_running_heads() -> None:
    page = "\n".join(["云溪县物流发展规划", "完善站点布局，方便群众。" + LONG + "。", "提升服务水平。" + LONG + "。"])
    text = "\n— 1 —\n\x0c".join(page.replace("方便", f"方便第{n}批") for n in "一二三四")
    assert [at for at, words in enumerate(read(text)) if "发展规划" in words] == [0]     # the title itself stays
    again = "\n".join(["责任单位县商务局", LONG + "。"] * 4)
    assert read(again).count("责任单位县商务局") == 4


PAGE = ["一、总体目标", "坚持创新驱动，" + LONG + "。", "二、基本原则", "（一）政府引导", "发挥政府作用，" + LONG + "。",
        "（二）突出特色", "立足资源禀赋，" + LONG + "，走出一条适合山区的冷链"]


def test_doubled_page_leaves_and_the_sentence_is_mended() -> None:
    text = "\n\n".join(["为推动发展，制定本方案。", *PAGE, *PAGE, "建设之路。", "三、任务"])
    pieces, diagnostics = paragraphs(from_text(text, "x"))
    assert read(text) == ["为推动发展，制定本方案。", *PAGE[:-1], PAGE[-1] + "建设之路。", "三、任务"]
    assert [d.code for d in diagnostics] == ["doubled-page"]
    copy = diagnostics[0].spans[0]
    assert text[copy.start:copy.end] == "\n\n".join(PAGE) and copy.start > text.index("一、总体目标")
    assert any(len(piece.spans) == 2 for piece in pieces)


def test_doubled_page_of_whole_paragraphs() -> None:
    blocks, at, lines = [], 0, [*PAGE, *PAGE, "建设之路。"]
    for line in lines:
        blocks.append(Block(Span(at, at + len(line)), BlockKind.PARAGRAPH))
        at += len(line) + 1
    pieces, _ = paragraphs(Document("\n".join(lines), Source("x", "", "x", None, None, "x"), tuple(blocks)))
    assert len(pieces) == len(PAGE) and len(pieces[-1].spans) == 2


def test_page_scanned_three_times() -> None:
    text = "\n".join([*PAGE, *PAGE, *PAGE, "建设之路。"])
    pieces, diagnostics = paragraphs(from_text(text, "x"))
    assert len(pieces) == len(PAGE) and len(diagnostics) == 2


def test_doubled_page_with_misread_letters() -> None:
    second = [words.replace("群众", "群从") if "政府作用" in words else words for words in PAGE]
    assert len(read("\n".join([*PAGE, *second, "建设之路。"]))) == len(PAGE)


def test_what_is_repeated_on_purpose_stays() -> None:
    tasks = [f"{n}.{name}。{LONG}。" for n, name in enumerate(("建站", "建园", "建仓", "建网", "建链"), 1)]
    assert len(read("\n".join([*tasks, "四、实施计划", LONG + "，" + "此处另作说明，" + LONG + "。", *tasks]))) == 12
    block = ["（一）申报条件", "1.申请单位是示范区内登记的文创企业；", "（二）申报材料", "1.申请表；", "（三）咨询"]
    lines = [line for n in "一二三四五六" for line in (f"第{n}条　对第{n}类企业给予奖励。" + n * 30, *block)]
    assert len(read("\n".join(lines))) == len(lines)
    assert doubled_run(["短", "句"] * 20) is None


def test_tables_and_paragraphs_of_other_formats_pass() -> None:
    text = "建设站点，方便\n群众寄递\n单元格，\n页脚\n脚注"
    kinds = (BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.CELL, BlockKind.FURNITURE, BlockKind.NOTE)
    blocks, at = [], 0
    for line, kind in zip(text.split("\n"), kinds, strict=True):
        blocks.append(Block(Span(at, at + len(line)), kind, page=2))
        at += len(line) + 1
    blocks.append(Block(Span(len(text), len(text)), BlockKind.CELL, table=0))
    document = Document(text, Source("x", "", "x", None, None, "x"), tuple(blocks))
    pieces, diagnostics = paragraphs(document)
    assert [(piece.kind, piece.page) for piece in pieces] == [
        (BlockKind.PARAGRAPH, 2), (BlockKind.PARAGRAPH, 2), (BlockKind.CELL, 2), (BlockKind.NOTE, 2), (BlockKind.CELL, None)]
    assert diagnostics == ()


def test_cells_are_never_taken_for_a_doubled_page() -> None:
    lines = [LONG + str(n) for n in range(4)] * 2
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(Span(at, at + len(line)), BlockKind.CELL, table=0, row=0, column=0))
        at += len(line) + 1
    pieces, diagnostics = paragraphs(Document("\n".join(lines), Source("x", "", "x", None, None, "x"), tuple(blocks)))
    assert len(pieces) == 8 and diagnostics == ()


def test_tabbed_lines_are_never_joined() -> None:
    text = "建设站点，完善县乡村三级物流配送的\n1\t统一标识，统一配置，\n群众\t20\n"
    assert len(read(text)) == 3


LINES = st.lists(st.sampled_from(["一、目标", LONG, LONG + "。", "— 1 —", "1", "", "（", "）", "《", "[bookmark: a]", "\t", "\x0c云溪县", "　　完善，",
                                  "组长：王大明", "2022年3月1日", "\r", "a" * 30, *PAGE]), max_size=30).map("\n".join)


@given(LINES | st.text(max_size=120))
def test_any_text_gives_ordered_pieces(text: str) -> None:
    pieces, _ = paragraphs(from_text(text, "x"))
    spans = [span for piece in pieces for span in piece.spans]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


@given(st.lists(st.sampled_from([LONG + "。", "一、目标", "（二）" + LONG + "。", "各镇："]), max_size=12))
def test_whole_paragraphs_lose_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not doubled_run([re.sub(r"\s", "", line) for line in lines]):
        assert "".join(read(text)) == "".join(lines)
