"""PDF pages that are not plain prose: watermarks, margins, tables without rules, rows cut at odd places, bad fonts."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from planparse.errors import UnreadableInput
from planparse.model.document import BlockKind, Document
from planparse.readers.pdf import binding, read

from .test_pdf import HEIGHT, LEFT, LONG, SIZE, box, grid, make, put, refused, ruled, said, sound, wrap, write

ROWS = [("指标名称", "单位", "2023年", "2024年"), ("电商培训人次", "人次", "1200", "1500"), ("村级站点覆盖率", "%", "60", "80"),
        ("网络零售额", "亿元", "2.5", "3.1")]
XS = (80.0, 220.0, 300.0, 400.0)


def rows(canvas: Canvas, lines: list[tuple[str, ...]], top: float, step: float = 20, xs: tuple[float, ...] = XS) -> float:
    """Write the rows of a table without rules; returns where the next line stands."""
    for line in lines:
        for x, words in zip(xs, line, strict=False):
            put(canvas, x, top, words, 10.5)
        top += step
    return top


def test_watermark_printed_under_the_text_stands_aside() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        put(canvas, 90, 170, "征求意见稿", 80)
        canvas.setFillGray(0)
        below = write(canvas, LONG)
        write(canvas, LONG, below)
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == [LONG, LONG] and said(document, BlockKind.FURNITURE) == ["征求意见稿"]


def test_large_title_is_no_watermark() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 130, 100, "清河县人民政府文件", 36)
        for k in range(3):
            write(canvas, LONG, 180 + 120 * k)
    assert said(read(make(page), "a.pdf"))[0] == "清河县人民政府文件"


def test_words_set_downwards_in_the_margin_are_one_word() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, LONG)
        for k, char in enumerate("内部文件"):
            put(canvas, 30, 110 + 30 * k, char, 20)
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == [LONG] and said(document, BlockKind.FURNITURE) == ["内部文件"]


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_stand_aside(step: int) -> None:
    def page(canvas: Canvas) -> None:
        for number in range(16):
            line = wrap(LONG)[number % 4]
            put(canvas, LEFT + (0 if number % 4 else 32), 100 + 28 * number, line)
            if (number + 1) % step == 0:
                put(canvas, 50, 100 + 28 * number, str(number + 1), 9)
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == [LONG] * 4
    assert len(said(document, BlockKind.FURNITURE)) == 16 // step


def test_numbers_of_points_are_no_line_numbers() -> None:
    def page(canvas: Canvas) -> None:
        for number in range(4):
            top = write(canvas, LONG, 100 + 130 * number, 0)
            put(canvas, 60, 100 + 130 * number, str(number + 1), 9)
            assert top > 0
    document = read(make(page), "a.pdf")
    assert said(document, BlockKind.FURNITURE) == [] and "".join(said(document)).startswith("1")


def test_blanks_to_be_filled_in_are_not_garbage() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "单位________________（盖章）")
        put(canvas, LEFT, 130, "联系人______________________")
    assert "".join(said(read(make(page), "a.pdf"))).startswith("单位____")


def test_spread_words_have_no_spaces() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "建 设 服 务 中 心")
        put(canvas, LEFT, 140, "推广 5G 基站 和 AI 应用")
    assert said(read(make(page), "a.pdf")) == ["建设服务中心", "推广 5G 基站 和 AI 应用"]


def test_characters_named_by_their_radicals() -> None:
    document = read(make(lambda canvas: put(canvas, LEFT, 100, "⼀、⼯作⽬标")), "a.pdf")
    assert document.text.strip() == "一、工作目标"


def test_table_without_rules() -> None:
    def page(canvas: Canvas) -> None:
        top = write(canvas, LONG)
        top = rows(canvas, ROWS, top + 20)
        write(canvas, "注：数据由县统计局提供。", top + 20)
    document = sound(read(make(page), "a.pdf"))
    assert [grid(document, table) for table in document.tables] == [[list(row) for row in ROWS]]
    assert said(document) == [LONG, "注：数据由县统计局提供。"]


def test_table_without_rules_whose_cells_have_two_lines() -> None:
    lines = [("序号", "任务", "责任单位"), ("1", "完善县乡村三级物流", "县交通局"), ("", "配送体系建设", ""), ("2", "培训电商人才", "县人社局"),
             ("3", "发展直播基地", "县商务局")]

    def page(canvas: Canvas) -> None:
        top = 200.0
        for line in lines:
            top += 14 if not line[0] else 24
            rows(canvas, [line], top, xs=(80.0, 140.0, 320.0))
    document = sound(read(make(page), "a.pdf"))
    table, = document.tables
    assert grid(document, table) == [["序号", "任务", "责任单位"], ["1", "完善县乡村三级物流配送体系建设", "县交通局"],
                                     ["2", "培训电商人才", "县人社局"], ["3", "发展直播基地", "县商务局"]]


def test_names_and_posts_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        rows(canvas, [("组  长：", "赵某某", "县委副书记、县长"), ("副组长：", "钱某某", "县委常委、副县长"), ("成  员：", "孙某某", "县商务局局长"),
                      ("", "李某某", "县财政局局长")], 100, 28)
    assert read(make(page), "a.pdf").tables == ()


def test_wide_table_without_rules_is_not_two_columns_of_prose() -> None:
    lines = [ROWS[0]] + [(f"{group}服务体系建设类指标", "万元", str(n * 7), str(n * 11)) for n, group in enumerate("甲乙丙丁戊己庚辛", 1)]

    def page(canvas: Canvas) -> None:
        rows(canvas, lines, 100, xs=(70.0, 270.0, 330.0, 480.0))
    document = read(make(page), "a.pdf")
    table, = document.tables
    assert grid(document, table) == [list(row) for row in lines]


def three_lines(canvas: Canvas, lines: list[tuple[str, ...]], top: float, closed: bool) -> None:
    """A three-line table; one that runs on over the page end lacks its last rule."""
    for at in (top - 16, top + 6, *((top + 6 + 20 * (len(lines) - 1),) if closed else ())):
        canvas.line(70, HEIGHT - at, 500, HEIGHT - at)
    rows(canvas, lines, top)


def test_three_line_table_over_the_page_end() -> None:
    def first(canvas: Canvas) -> None:
        write(canvas, LONG)
        three_lines(canvas, ROWS[:3], 720, closed=False)

    def second(canvas: Canvas) -> None:
        three_lines(canvas, [ROWS[0], *ROWS[3:]], 100, closed=True)
        write(canvas, LONG, 300)
    document = sound(read(make(first, second), "a.pdf"))
    table, = document.tables
    assert grid(document, table) == [list(row) for row in ROWS] and table.pages == (1, 2)


def torn(first: list[list[str | None]], second: list[list[str | None]],
         merged: tuple[dict[tuple[int, int], tuple[int, int]], dict[tuple[int, int], tuple[int, int]]] = ({}, {}),
         xs: tuple[float, ...] = (80.0, 110.0, 220.0, 330.0)) -> Document:
    """A table in two halves, the first at the foot of a page."""
    def half(canvas: Canvas, part: list[list[str | None]], top: float, spans: dict[tuple[int, int], tuple[int, int]]) -> None:
        heights = [14 + 12 * max((words or "").count("\n") for words in row) for row in part]
        ruled(canvas, top if top < 300 else top - sum(heights), list(xs), heights, part, spans)
    return sound(read(make(lambda c: half(c, first, 760, merged[0]), lambda c: half(c, second, 80, merged[1])), "a.pdf"))


def test_cut_row_whose_line_ends_early_for_a_word_kept_together() -> None:
    document = torn([["序号", "任务", "单位"], ["1", "建设县级服务中心一\n个，面积不少于", "县商务局"]],
                    [["", "“三品一标”产品展厅", ""], ["2", "架桥", "县住建局"]])
    assert grid(document, document.tables[0])[1] == ["1", "建设县级服务中心一个，面积不少于“三品一标”产品展厅", "县商务局"]


def test_row_after_a_full_stop_is_a_row_of_its_own() -> None:
    document = torn([["序号", "任务", "单位"], ["1", "建设县服务中心。", "县商务局"]], [["", "面积不少于两百平方", ""], ["2", "架桥", "县住建局"]])
    assert [row[1] for row in grid(document, document.tables[0])] == ["任务", "建设县服务中心。", "面积不少于两百平方", "架桥"]


def test_row_cut_in_all_its_cells() -> None:
    document = torn([["任务", "举措"], ["建设县级服务中心一个", "统筹整合资金推进建设"]],
                    [["面积不少于两百平方", "按季度调度"], ["架桥", "招标"]], xs=(80.0, 190.0, 300.0))
    assert grid(document, document.tables[0])[1:] == [["建设县级服务中心一个面积不少于两百平方", "统筹整合资金推进建设按季度调度"], ["架桥", "招标"]]


def test_rows_of_short_full_cells_stay_apart() -> None:
    document = torn([["镇", "任务", "举措"], ["东河镇", "各镇人民政府", "修路"]], [["西岭镇", "县交通运输局", "架桥"], ["南山镇", "绿化", "招标"]])
    assert len(grid(document, document.tables[0])) == 4


def test_words_of_a_merged_cell_run_on() -> None:
    spans = ({(1, 1): (2, 1)}, {(0, 1): (2, 1)})
    document = torn([["序号", "任务", "单位"], ["1", "完善县乡村三级物流\n配送体系，统筹建设仓", "县商务局"], ["2", None, "县交通局"]],
                    [["3", "储设施", "县财政局"], ["4", None, "县供销社"]], spans)
    table, = document.tables
    assert [row[1] for row in grid(document, table)] == ["任务"] + ["完善县乡村三级物流配送体系，统筹建设仓储设施"] * 4


def test_row_without_a_number_goes_on_with_the_numbered_row_before() -> None:
    above: list[list[str | None]] = [["序号", "任务", "单位"], ["1", "修路", "县交通局"], ["2", "架桥", "县住建局"], ["3", "1.建站；", "县商务局"]]
    document = torn(above, [["", "2.建仓。", ""], ["4", "培训", "县人社局"]])
    assert [row[1].split() for row in grid(document, document.tables[0])[3:]] == [["1.建站；", "2.建仓。"], ["培训"]]


def test_strip_without_words_at_the_page_end_is_no_row() -> None:
    document = torn([["序号", "任务", "单位"], ["1", "修路", "县交通局"], ["", "", ""]], [["2", "架桥", "县住建局"], ["3", "培训", "县人社局"]])
    assert [row[0] for row in grid(document, document.tables[0])] == ["序号", "1", "2", "3"]


def test_browser_lines_with_address_and_page_number_are_furniture() -> None:
    def page(canvas: Canvas, number: int) -> None:
        put(canvas, 20, 24, "11/22/2026, 5:12 AM", 8)
        write(canvas, f"第{'一二三四'[number - 1]}部分" + LONG, 120)
        put(canvas, 20, 826, "https://www.example.gov.cn/2026/t1122.html", 8)
        put(canvas, 560, 826, f"{number}/4", 8)
    document = read(make(*[lambda c, n=n: page(c, n) for n in range(1, 5)]), "a.pdf")
    assert len(said(document)) == 4 and len(said(document, BlockKind.FURNITURE)) == 8


def test_group_cut_between_its_two_rows() -> None:
    groups: list[list[str | None]] = [["类别", "任务", "单位"], ["物流", "修路", "县交通局"], [None, "架桥", "县住建局"], ["人才", "培训", "县人社局"]]
    document = torn(groups, [["", "办班", "县委党校"], ["品牌", "评选", "县商务局"]], ({(1, 0): (2, 1)}, {}))
    assert [row[0] for row in grid(document, document.tables[0])] == ["类别", "物流", "物流", "人才", "人才", "品牌"]


def test_widths_come_from_the_file_and_the_machine_keeps_its_fonts() -> None:
    document = read(make(lambda canvas: write(canvas, LONG) and None), "a.pdf")
    x0, _, x1, _ = box(document, "县乡村三级")
    assert x1 - x0 == pytest.approx(5 * SIZE, abs=0.01)
    assert binding._fonts and binding._fonts[0].contents.MapFont and binding._fonts[0].contents.GetFont


def test_text_layer_that_is_one_character() -> None:
    refused(make(lambda canvas: write(canvas, "口" * 60 + "县城") and None), "garbled")


def test_private_characters_are_garbage() -> None:
    data = make(lambda canvas: [put(canvas, LEFT, 100 + 20 * k, "Table of tasks and means " * 2, 12, "Helvetica") for k in range(9)],
                pageCompression=0)
    assert "Table of tasks" in read(data, "a.pdf").text
    with pytest.raises(UnreadableInput, match="garbled"):
        read(data.replace(b"Table of tasks and means", b'!"#$%&&$#"!!"#$%&&$#"!#$'), "a.pdf")


def test_ten_thousand_small_words_and_a_grid_of_lines_are_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 3)
        for k in range(10_000):
            canvas.drawString(20 + k % 90 * 6, HEIGHT - 20 - k // 90 * 6, "建设服务1"[k % 4:])
        for k in range(700):
            canvas.line(20, 20 + k, 570, 20 + k)
            canvas.line(20 + 0.7 * k, 20, 20 + 0.7 * k, 800)
    assert len(read(make(page), "a.pdf").text) > 20_000


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[list[list[str | None]], dict[tuple[int, int], tuple[int, int]]]:
    """A grid with cells merged at random, each row and column keeping an edge of its own."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    dice = random.Random(draw(st.integers(0, 10**6)))
    texts: list[list[str | None]] = [[f"{r}行{c}列" if dice.random() < 0.9 else "" for c in range(width)] for r in range(height)]
    texts[0] = [f"栏目{c}" for c in range(width)]
    spans = {}
    for _ in range(draw(st.integers(0, 4))):
        r, c = dice.randrange(1, height), dice.randrange(width)
        down, across = min(dice.randint(1, 3), height - r), min(dice.randint(1, 2), width - c)
        block = [(y, x) for y in range(r, r + down) for x in range(c, c + across)]
        if all(texts[y][x] is not None and (y, x) not in spans for y, x in block) and down < height - 1:
            spans[r, c] = (down, across)
            for y, x in block[1:]:
                texts[y][x] = None
    return texts, spans


@settings(max_examples=25, deadline=None)
@given(merged_grids())
def test_ruled_tables_as_pdfplumber_reads_them(made: tuple[list[list[str | None]], dict[tuple[int, int], tuple[int, int]]]) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    texts, spans = made
    xs = [80.0 + 80 * k for k in range(len(texts[0]) + 1)]
    data = make(lambda canvas: ruled(canvas, 100, xs, [20.0] * len(texts), texts, spans) and None)
    document = sound(read(data, "a.pdf"))
    table, = document.tables
    with pdfplumber.open(io.BytesIO(data)) as other:
        theirs, = other.pages[0].extract_tables()
    ours: list[list[str | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        ours[cell.row][cell.column] = document.text[cell.span.start:cell.span.end]
    # an edge that no cell of its row or column needs is no edge to us: compare what is written
    assert [[words for words in row if words] for row in ours] == [[words for words in row if words] for row in theirs if any(
        words is not None for words in row)]
