"""Tables in plain text: which runs of lines are tables, and where their cells stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.model.document import BlockKind, Document
from planparse.readers.plain import from_text
from planparse.structure.tabs import with_tables


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text as rows of cell texts."""
    document = with_tables(from_text(text, "made.txt"))
    return [rows(document, number) for number in range(len(document.tables))]


def rows(document: Document, number: int) -> list[list[str]]:
    table = document.tables[number]
    found: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row].append(document.text[cell.span.start:cell.span.end])
    return found


PLAIN = "二、资金安排\n序号\t建设内容\t金额（万元）\n1\t冷库改造\t50\n2\t站点建设\t30\n三、保障措施\n"


def test_run_of_tabbed_lines_is_one_table() -> None:
    assert tables(PLAIN) == [[["序号", "建设内容", "金额（万元）"], ["1", "冷库改造", "50"], ["2", "站点建设", "30"]]]


def test_lines_outside_stay_and_cells_take_the_place_of_lines() -> None:
    document = with_tables(from_text(PLAIN, "made.txt"))
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.LINE, *[BlockKind.CELL] * 9, BlockKind.LINE]
    spans = [block.span for block in document.blocks]
    assert spans == sorted(spans)


def test_blank_lines_and_page_numbers_between_rows_do_not_part_a_table() -> None:
    text = "序号\t内容\t金额\n1\t冷库\t50\n\n- 7 -\n\n2\t站点\t30\n"
    assert len(tables(text)) == 1
    assert tables(text)[0][-1] == ["2", "站点", "30"]


def test_empty_cells_are_kept() -> None:
    assert tables("类别\t序号\t内容\t金额\n\t1\t冷库\t50\n甲类\t2\t站点\t\n")[0][1:] == [
        ["", "1", "冷库", "50"], ["甲类", "2", "站点", ""]]


def test_row_broken_inside_a_cell_is_one_row() -> None:
    text = "序号\t工作内容\t完成时间\n1\t对全县站点开展摸\n底调查\t2023年6月\n2\t建设仓库\t2023年9月\n"
    assert tables(text)[0][1] == ["1", "对全县站点开展摸\n底调查", "2023年6月"]


def test_two_tables_without_words_between_are_parted_at_the_second_head() -> None:
    text = "序号\t内容\t金额\n1\t冷库\t50\n序号\t工作任务\t牵头单位\n1\t建站\t县商务局\n"
    assert [len(table) for table in tables(text)] == [2, 2]


def test_bars_make_tables_too() -> None:
    assert tables("| 序号 | 内容 | 金额 |\n|---|---|---|\n| 1 | 冷库 | 50 |\n") == [
        [["序号", "内容", "金额"], ["1", "冷库", "50"]]]


@pytest.mark.parametrize("text", [
    "组长：\t王某\t县长\n副组长：\t李某\t副县长\n成员：\t赵某\t商务局局长\n",              # a leading group's list
    "目录\n一、总体要求\t1\n二、主要任务\t3\n三、保障措施\t9\n",                          # a table of contents
    "一、\t总体要求\n二、\t主要任务\n三、\t保障措施\n",                                  # labels set off by tabs
    "\t为加快发展，制定本方案。\n\t各乡镇要高度重视。\n",                                # indented paragraphs
    "临政办发〔2022〕3号\t签发人：王某\n",                                               # one line of a letterhead
    "联系人：王某\t电话：5550101\n联系人：李某\t电话：5550102\n",                        # keys and values
])
def test_what_is_no_table(text: str) -> None:
    assert tables(text) == []


def test_documents_with_tables_are_left_alone() -> None:
    document = with_tables(from_text(PLAIN, "made.txt"))
    assert with_tables(document) is document


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="\t\n\r\f |-一二1０2年月。：序号内容金额万元合计（）组长\u3000", max_size=120))
def test_any_text_keeps_its_blocks_in_order_and_inside(text: str) -> None:
    document = with_tables(from_text(text, "made.txt"))
    last = 0
    for block in document.blocks:
        assert last <= block.span.start <= block.span.end <= len(text)
        last = block.span.end
    for table in document.tables:
        assert all(0 <= cell.row < table.rows and 0 <= cell.column < table.columns for cell in table.cells)
