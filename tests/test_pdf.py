"""PDF reading: paragraphs, furniture, notes, tables, boxes, and files that cannot be read."""

from __future__ import annotations

import io
import itertools
import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Document, Table
from planparse.readers.pdf import read

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
WIDTH, HEIGHT = 595.3, 841.9
LEFT, SIZE, LEAD, PER_LINE = 80.0, 16.0, 28.0, 27
Draw = Callable[[Canvas], None]


def make(*pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT), **options: object) -> bytes:
    """A PDF of these pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def put(canvas: Canvas, x: float, top: float, text: str, size: float = SIZE, font: str = "STSong-Light") -> None:
    """Write text with its baseline `top` points below the upper edge."""
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - top, text)


def wrap(text: str, indent: int = 2, count: int = PER_LINE) -> list[str]:
    """Text set as Chinese text is: first line indented by two characters, as much on each line as has room."""
    lines, room = [""], (count - indent) * SIZE
    for char in text:
        width = pdfmetrics.stringWidth(char, "STSong-Light", SIZE)
        if width > room + 0.1:
            lines.append("")
            room = count * SIZE
        lines[-1] += char
        room -= width
    return lines


def write(canvas: Canvas, text: str, top: float = 100.0, indent: int = 2) -> float:
    """Write a paragraph; returns where the next line stands."""
    for number, line in enumerate(wrap(text, indent)):
        put(canvas, LEFT + (indent * SIZE if not number else 0), top, line)
        top += LEAD
    return top


def said(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    """The texts of all blocks of one kind."""
    return [document.text[b.span.start:b.span.end] for b in document.blocks if b.kind is kind]


def grid(document: Document, table: Table) -> list[list[str]]:
    """A table's texts, those of merged cells in each place they cover."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.rowspan):
            for c in range(cell.column, cell.column + cell.colspan):
                rows[r][c] = document.text[cell.span.start:cell.span.end]
    return rows


def box(document: Document, word: str) -> tuple[float, float, float, float]:
    """The box around a word."""
    assert document.boxes is not None
    at = document.text.index(word)
    numbers = document.boxes.coordinates[4 * at:4 * (at + len(word))]
    return min(numbers[0::4]), min(numbers[1::4]), max(numbers[2::4]), max(numbers[3::4])


def sound(document: Document) -> Document:
    """What holds for every document: blocks in order, spans inside, a box and a page for each printed character."""
    text, boxes = document.text, document.boxes
    assert boxes is not None and boxes.pages is not None
    assert len(boxes.coordinates) == 4 * len(text) and len(boxes.pages) == len(text)
    at = 0
    for block in document.blocks:
        assert at <= block.span.start <= block.span.end <= len(text)
        at = block.span.end
    for i, char in enumerate(text):
        assert char.isspace() or (not math.isnan(boxes.coordinates[4 * i]) and boxes.pages[i] > 0)
    spans = [page.span for page in document.pages]
    assert spans[0].start == 0 and spans[-1].end == len(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(spans))
    return document


LONG = ("清河县坚持政府引导和市场运作相结合，到2025年底建成县级公共服务中心1个、乡镇服务站18个，带动就业3200人，"
        "农产品网络零售额年均增长12%以上，县乡村三级物流配送体系基本形成，群众满意度不低于90%，其余事项另行通知。")


def test_wrapped_lines_are_one_paragraph() -> None:
    def page(canvas: Canvas) -> None:
        below = write(canvas, LONG)
        write(canvas, "各镇要落实责任。", below)
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == [LONG, "各镇要落实责任。"]
    assert document.source.media_type == "application/pdf" and document.source.pages == 1


def test_number_cut_at_line_end_is_whole() -> None:
    text = "一" * 22 + "到了2025年底投入资金1250万元。"
    assert wrap(text)[0].endswith("到了20")
    document = read(make(lambda canvas: write(canvas, text) and None), "a.pdf")
    assert said(document) == [text]


def test_paragraph_runs_on_over_the_page_end_and_furniture_goes_behind_it() -> None:
    lines = wrap(LONG)

    def number(canvas: Canvas, n: int) -> None:
        put(canvas, 280, 780, f"— {n} —", 14)
        put(canvas, LEFT, 50, "清河县商务局文件汇编", 10)

    def first(canvas: Canvas) -> None:
        write(canvas, "一、总体要求")
        write(canvas, "其他要求如下，各单位要对照检查，逐条抓好落实，不得推诿，办公室负责汇总。", 400)
        put(canvas, LEFT + 2 * SIZE, 700, lines[0])
        put(canvas, LEFT, 728, lines[1])
        number(canvas, 1)

    def second(canvas: Canvas) -> None:
        for k, line in enumerate(lines[2:]):
            put(canvas, LEFT, 100 + 28 * k, line)
        write(canvas, "二、保障措施", 300)
        number(canvas, 2)

    def third(canvas: Canvas) -> None:
        write(canvas, "三、附则")
        number(canvas, 3)

    document = sound(read(make(first, second, third), "a.pdf"))
    assert said(document)[2:] == [LONG, "二、保障措施", "三、附则"]
    furniture = sorted(text.replace(" ", "") for text in said(document, BlockKind.FURNITURE))
    assert furniture == ["—1—", "—2—", "—3—", *["清河县商务局文件汇编"] * 3]
    assert document.boxes is not None and document.boxes.pages is not None
    at = document.text.index(LONG)
    assert document.boxes.pages[at] == 1 and document.boxes.pages[at + len(LONG) - 1] == 2


def test_bare_numbers_that_do_not_count_with_the_pages_stay() -> None:
    def page(canvas: Canvas, text: str) -> None:
        write(canvas, "下列数字为完成数。")
        put(canvas, LEFT, 780, text)
    document = read(make(lambda c: page(c, "35"), lambda c: page(c, "52")), "a.pdf")
    assert said(document, BlockKind.FURNITURE) == []


def test_centred_title_of_two_lines_is_one_and_the_document_number_stands_alone() -> None:
    def page(canvas: Canvas) -> None:
        for top, text, size in ((100, "清政办〔2023〕15号", 16), (160, "清河县人民政府办公室关于印发", 22),
                                (192, "电子商务实施方案的通知", 22)):
            put(canvas, (WIDTH - len(text.encode("gbk")) * size / 2) / 2, top, text, size)
        write(canvas, LONG, 260)
    document = read(make(page), "a.pdf")
    assert said(document)[1] == "清河县人民政府办公室关于印发电子商务实施方案的通知"
    assert [b.centred for b in document.blocks][1:] == [True, False]


def test_numbered_points_are_paragraphs_though_the_line_before_is_full() -> None:
    full = "（一）" + "办" * 21 + "。"
    assert len(full) == PER_LINE - 2

    def page(canvas: Canvas) -> None:
        put(canvas, LEFT + 32, 100, full)
        put(canvas, LEFT + 32, 128, "（二）压实责任。")
        write(canvas, LONG, 156)
    assert said(read(make(page), "a.pdf"))[:2] == [full, "（二）压实责任。"]


def test_footnote_and_its_mark() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, LONG)
        put(canvas, LEFT + 32, 400, "网络零售额达到5亿元")
        put(canvas, LEFT + 32 + 9.5 * SIZE, 394, "1", 8)
        put(canvas, LEFT + 32 + 10 * SIZE, 400, "，面积20m")
        put(canvas, LEFT + 32 + 14.5 * SIZE, 394, "2", 8)
        canvas.line(LEFT, HEIGHT - 700, LEFT + 140, HEIGHT - 700)
        put(canvas, LEFT, 716, "1 数据来自县统计局年度公报。", 9)
    document = sound(read(make(page), "a.pdf"))
    assert said(document)[1] == "网络零售额达到5亿元，面积20m2"
    assert said(document, BlockKind.NOTE) == ["1 数据来自县统计局年度公报。"]
    assert "1" in said(document, BlockKind.FURNITURE)


def test_text_struck_through_is_set_aside() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "安排资金100万元120万元。")
        canvas.line(LEFT + 4 * SIZE, HEIGHT - 95, LEFT + 7.5 * SIZE, HEIGHT - 95)
        canvas.line(LEFT, HEIGHT - 130, LEFT + 64, HEIGHT - 130)
        put(canvas, LEFT, 128, "下有底线")
    document = read(make(page), "a.pdf")
    assert "".join(said(document)) == "安排资金120万元。下有底线"
    assert said(document, BlockKind.FURNITURE) == ["100万元"]


def test_quotation_marks_of_another_font_stay_in_place() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "推动")
        put(canvas, LEFT + 48, 100, "互联网")
        put(canvas, LEFT + 104, 100, "农业发展")
        put(canvas, LEFT + 40, 100.4, "\"", 16, "Helvetica")
        put(canvas, LEFT + 97, 100.4, "\"", 16, "Helvetica")
    assert said(read(make(page), "a.pdf")) == ["推动\"互联网\"农业发展"]


def ruled(canvas: Canvas, top: float, xs: list[float], heights: list[float], texts: list[list[str | None]],
          merged: dict[tuple[int, int], tuple[int, int]] | None = None, thin: bool = False) -> float:
    """Draw a table cell by cell; None is covered by a merged cell; `thin` draws rectangles instead of lines."""
    ys = [top]
    for height in heights:
        ys.append(ys[-1] + height)
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if text is None:
                continue
            h, w = (merged or {}).get((r, c), (1, 1))
            x0, x1, y0, y1 = xs[c], xs[c + w], ys[r], ys[r + h]
            for ax, ay, bx, by in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                if thin:
                    canvas.rect(ax - 0.25, HEIGHT - by - 0.25, bx - ax + 0.5, by - ay + 0.5, stroke=0, fill=1)
                else:
                    canvas.line(ax, HEIGHT - ay, bx, HEIGHT - by)
            for k, line in enumerate(text.split("\n")):
                put(canvas, x0 + 5, y0 + 12 + 12 * k, line, 10)
    return ys[-1]


XS = [80.0, 180.0, 260.0, 340.0, 420.0]
HEAD: list[list[str | None]] = [["项目", "资金来源（万元）", None, "备注"], [None, "中央", "县级", None]]
MERGED = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}


@pytest.mark.parametrize("thin", [False, True])
def test_ruled_table_with_merged_cells(thin: bool) -> None:
    rows: list[list[str | None]] = [["服务中心建\n设改造", "120", "30", ""], ["合计", "120", "30", "—"]]

    def page(canvas: Canvas) -> None:
        write(canvas, "附件2", 80)
        below = ruled(canvas, 120, XS, [18, 18, 30, 18], HEAD + rows, MERGED, thin)
        write(canvas, "注：以上资金专款专用。", below + 40)
    document = sound(read(make(page), "a.pdf"))
    table, = document.tables
    assert grid(document, table) == [["项目", "资金来源（万元）", "资金来源（万元）", "备注"], ["项目", "中央", "县级", "备注"],
                                     ["服务中心建设改造", "120", "30", ""], ["合计", "120", "30", "—"]]
    assert document.text[table.span.start:table.span.end].endswith("服务中心建设改造\t120\t30\t\n合计\t120\t30\t—")
    assert said(document) == ["附件2", "注：以上资金专款专用。"]
    blocks = [b for b in document.blocks if b.kind is BlockKind.CELL]
    assert [(b.row, b.column) for b in blocks] == [(c.row, c.column) for c in table.cells]


def test_text_object_over_two_cells_is_cut() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, 120, [80.0, 140.0, 200.0], [20, 20], [["", ""], ["", ""]])
        put(canvas, 100, 134, "项目资金", 20)
        put(canvas, 100, 154, "道路1200", 20)
    document = read(make(page), "a.pdf")
    assert grid(document, document.tables[0]) == [["项目", "资金"], ["道路", "1200"]]


def test_frame_around_prose_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 400, 480, 400)
        write(canvas, LONG)
    document = read(make(page), "a.pdf")
    assert document.tables == () and said(document) == [LONG]


def two_pages(first: list[list[str | None]], second: list[list[str | None]]) -> Document:
    """A table that starts at the foot of one page and goes on at the top of the next."""
    def one(canvas: Canvas) -> None:
        heights = [14 + 12 * max((t or "").count("\n") for t in row) for row in first]
        write(canvas, "任务分解表", 80)
        ruled(canvas, 760 - sum(heights), [80.0, 120.0, 220.0, 320.0], heights, first)
        put(canvas, 280, 790, "— 1 —", 14)

    def two(canvas: Canvas) -> None:
        heights = [14 + 12 * max((t or "").count("\n") for t in row) for row in second]
        below = ruled(canvas, 80, [80.0, 120.0, 220.0, 320.0], heights, second)
        write(canvas, "附件2", below + 40)
        put(canvas, 280, 790, "— 2 —", 14)
    return sound(read(make(one, two), "a.pdf"))


TASKS: list[str | None] = ["序号", "任务", "单位"]


def test_table_over_two_pages_repeats_its_head() -> None:
    document = two_pages([TASKS, ["1", "修路", "县交通局"]], [TASKS, ["2", "架桥", "县住建局"]])
    table, = document.tables
    assert grid(document, table) == [TASKS, ["1", "修路", "县交通局"], ["2", "架桥", "县住建局"]]
    assert table.pages == (1, 2)
    assert "序号" in "".join(said(document, BlockKind.FURNITURE))


def test_row_cut_by_the_page_end_is_made_whole() -> None:
    document = two_pages([TASKS, ["1", "建设服务中心一\n个，面积均不少于", "县商务局"]],
                         [TASKS, ["", "200平方米。", ""], ["2", "架桥", "县住建局"]])
    table, = document.tables
    assert grid(document, table)[1:] == [["1", "建设服务中心一个，面积均不少于200平方米。", "县商务局"], ["2", "架桥", "县住建局"]]


def test_row_with_an_empty_number_is_not_swallowed() -> None:
    document = two_pages([TASKS, ["1", "修路", "县交通局"]], [["", "养护", "镇政府"], ["2", "架桥", "县住建局"]])
    table, = document.tables
    assert [row[1] for row in grid(document, table)] == ["任务", "修路", "养护", "架桥"]


def test_another_table_after_a_half_empty_page_stays_apart() -> None:
    def one(canvas: Canvas) -> None:
        ruled(canvas, 100, [80.0, 200.0, 320.0], [14, 14], [["甲", "1"], ["乙", "2"]])
        write(canvas, "结束。", 760)

    def two(canvas: Canvas) -> None:
        ruled(canvas, 100, [80.0, 200.0, 320.0], [14, 14], [["丙", "1"], ["丁", "2"]])
    assert len(read(make(one, two), "a.pdf").tables) == 2


def test_three_line_table() -> None:
    rows = [("指标名称", "2024年", "2025年", "单位"), ("电商培训人次", "1200", "1500", "人次"),
            ("村级站点覆盖率", "60", "80", "%"), ("网络零售额", "2.5", "3.1", "亿元")]

    def page(canvas: Canvas) -> None:
        write(canvas, LONG, 100)
        for k, row in enumerate(rows):
            for c, text in enumerate(row):
                put(canvas, LEFT + 5 + 110 * c, 320 + 22 * k, text, 10.5)
        for top in (304, 326, 396):
            canvas.line(LEFT, HEIGHT - top, LEFT + 430, HEIGHT - top)
        write(canvas, "注：数据由县统计局提供。", 440)
    document = sound(read(make(page), "a.pdf"))
    table, = document.tables
    assert grid(document, table) == [list(row) for row in rows]
    assert said(document) == [LONG, "注：数据由县统计局提供。"]


def test_three_rules_with_prose_between_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for top in (60, 80, 780):
            canvas.line(LEFT, HEIGHT - top, LEFT + 430, HEIGHT - top)
        put(canvas, LEFT, 74, "清河县人民政府公报", 10)
        write(canvas, LONG)
    assert read(make(page), "a.pdf").tables == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rotated_page_reads_the_same_and_boxes_follow(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn])
        canvas.rotate(turn)
        canvas.setFont("Helvetica", 16)
        canvas.drawString(100, 400, "Table of tasks")
        canvas.drawString(100, 372, "second line")
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == ["Table of tasks", "second line"]
    page_, = document.pages
    assert (page_.width, page_.height) == pytest.approx((WIDTH, HEIGHT), abs=0.1)
    x0, top, x1, bottom = box(document, "Table")
    assert (x0, x1) == pytest.approx((100, 100 + pdfmetrics.stringWidth("Table", "Helvetica", 16)), abs=2)
    assert (top, bottom) == pytest.approx((page_.height - 400 - 14, page_.height - 400 + 2), abs=2)


def test_page_set_sideways_is_read_turned_with_boxes_as_displayed() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 16)
        canvas.drawString(100, 400, "Table set sideways")
        canvas.drawString(100, 372, "second line")
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == ["Table set sideways", "second line"]
    x0, top, x1, bottom = box(document, "Table set sideways")
    assert (top, bottom) == pytest.approx((HEIGHT - 100 - pdfmetrics.stringWidth("Table set sideways", "Helvetica", 16),
                                           HEIGHT - 100), abs=2)
    assert (x0, x1) == pytest.approx((WIDTH - 400 - 14, WIDTH - 400 + 2), abs=2)


def test_seal_text_stands_aside() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, LONG)
        canvas.saveState()
        canvas.translate(300, 500)
        canvas.rotate(45)
        canvas.setFont("STSong-Light", 30)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == [LONG] and said(document, BlockKind.FURNITURE) == ["内部资料"]


def test_two_columns() -> None:
    left = wrap(LONG, 0, 14)

    def page(canvas: Canvas) -> None:
        put(canvas, 180, 80, "关于加快发展的若干措施", 20)
        for k, line in enumerate(left):
            put(canvas, 60, 130 + 20 * k, line, 14)
            put(canvas, 320, 130 + 20 * k, line.translate({ord("县"): "市"}), 14)
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == ["关于加快发展的若干措施", LONG, LONG.replace("县", "市")]


def test_box_of_a_word() -> None:
    document = read(make(lambda canvas: write(canvas, LONG) and None), "a.pdf")
    x0, top, x1, bottom = box(document, "清河县")
    assert (x0, x1) == pytest.approx((LEFT + 32, LEFT + 32 + 48), abs=2)
    assert top == pytest.approx(100 - 14, abs=2) and bottom == pytest.approx(100 + 2, abs=2)


def test_agrees_with_pdfplumber_on_boxes() -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    data = make(lambda canvas: write(canvas, LONG) and None)
    with pdfplumber.open(io.BytesIO(data)) as other:
        chars = {c["text"]: (c["x0"], c["x1"]) for c in other.pages[0].chars
                 if LONG.count(c["text"]) == 1 and c["text"].isalpha()}
    document = read(data, "a.pdf")
    assert len(chars) > 20
    for char, ends in chars.items():
        x0, _, x1, _ = box(document, char)
        assert (x0, x1) == pytest.approx(ends, abs=2)


def refused(data: bytes, word: str) -> None:
    """The reader says what is wrong, where, and what to do."""
    with pytest.raises(UnreadableInput) as caught:
        read(data, "文件.pdf")
    assert word in caught.value.what and caught.value.where == "文件.pdf" and caught.value.todo


def test_empty_file() -> None:
    refused(b"", "empty")
    refused(b" \n", "empty")


def test_not_a_pdf() -> None:
    refused("关于印发方案的通知".encode(), "not a PDF")


def test_encrypted_file() -> None:
    refused(make(lambda c: write(c, LONG) and None, encrypt=StandardEncryption("secret", "owner")), "password")


def test_file_that_only_forbids_editing_is_read() -> None:
    data = make(lambda c: write(c, LONG) and None, encrypt=StandardEncryption("", "owner", canModify=0))
    assert said(read(data, "a.pdf")) == [LONG]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_truncated_file(share: float) -> None:
    data = make(*[lambda c: write(c, LONG) and None] * 5)
    refused(data[:int(share * len(data))], "cut off")


def test_damaged_file() -> None:
    refused(b"%PDF-1.4\n" + b"\x00\xff" * 500 + b"\nstartxref\n12\n%%EOF", "damaged")


def test_file_without_text() -> None:
    refused(make(lambda canvas: canvas.rect(100, 100, 200, 200)), "no text layer")


def test_scan_with_a_stamp_of_the_scanner_on_each_page() -> None:
    from PIL import Image

    def page(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, WIDTH, HEIGHT)
        put(canvas, 460, 820, "扫描助手 创建", 9)
    refused(make(page, page, page), "no text layer")


def test_garbled_text_layer() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "!\"#$%&'()*+,-./0 犐犆犛 $%&'<=>?@[]^_`{|}~", 12)
        put(canvas, LEFT, 130, "犔犕犜犇 *?+,@AB ; < #$%", 12)
    refused(make(page), "garbled")


def test_numbers_and_percent_signs_are_not_garbage() -> None:
    def page(canvas: Canvas) -> None:
        for k in range(20):
            put(canvas, LEFT, 100 + 20 * k, f"{k}.5% ({k}/7) + {k * 37}，3-5 个", 12)
    assert read(make(page), "a.pdf").text.startswith("0.5%")


def test_broken_bytes_never_raise_anything_else() -> None:
    def page(canvas: Canvas) -> None:
        below = write(canvas, LONG)
        ruled(canvas, below, XS, [18, 18], HEAD, MERGED)
    data = make(page, page, pageCompression=0)
    dice = random.Random(7)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(dice.choice([1, 5, 40, 400])):
            broken[dice.randrange(len(broken))] = dice.choice([0, 32, 45, 57, 48, 255, dice.randrange(256)])
        try:
            sound(read(bytes(broken), "a.pdf"))
        except UnreadableInput:
            continue


def test_blocks_carry_pages() -> None:
    document = read(make(lambda c: write(c, "甲。") and None, lambda c: write(c, "乙。") and None), "a.pdf")
    blocks: list[Block] = list(document.blocks)
    assert [b.page for b in blocks] == [1, 2]
    assert [document.text[p.span.start:p.span.end].strip() for p in document.pages] == ["甲。", "乙。"]


def test_words_set_upwards_in_a_cell_belong_to_it() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, 120, [80.0, 110.0, 300.0], [20, 20, 20], [["", "修路"], [None, "架桥"], [None, "绿化"]], {(0, 0): (3, 1)})
        canvas.saveState()
        canvas.translate(100, HEIGHT - 175)
        canvas.rotate(90)
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(0, 0, "基础")
        canvas.drawString(24, 0, "设施")
        canvas.restoreState()
    document = sound(read(make(page), "a.pdf"))
    assert grid(document, document.tables[0]) == [["基础设施", "修路"], ["基础设施", "架桥"], ["基础设施", "绿化"]]


def test_single_characters_of_a_font_that_is_not_there_are_kept() -> None:
    def page(canvas: Canvas) -> None:
        for k, char in enumerate("各镇要落实责任，办好实事。"):
            put(canvas, LEFT + SIZE * k, 100, char)
    assert said(read(make(page), "a.pdf")) == ["各镇要落实责任，办好实事。"]


def test_printing_record_between_rules_is_prose() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, LONG)
        for top in (640, 690, 720):
            canvas.line(LEFT, HEIGHT - top, LEFT + 430, HEIGHT - top)
        put(canvas, LEFT + 14, 658, "抄送：县委各部门，县人大常委会办公室，县政协办公室，县法", 14)
        put(canvas, LEFT + 56, 680, "院，县检察院。", 14)
        put(canvas, LEFT + 14, 710, "清河县人民政府办公室", 14)
        put(canvas, LEFT + 290, 710, "2023年5月6日印发", 14)
    document = read(make(page), "a.pdf")
    assert document.tables == ()
    assert said(document)[-2:] == ["抄送：县委各部门，县人大常委会办公室，县政协办公室，县法院，县检察院。", "清河县人民政府办公室 2023年5月6日印发"]


def test_contents_are_one_line_each() -> None:
    rows = [("一、总体要求", 1), ("二、主要任务", 3), ("三、保障措施", 12)]

    def page(canvas: Canvas) -> None:
        put(canvas, 270, 80, "目  录", 22)
        for k, (title, number) in enumerate(rows):
            dots = int((PER_LINE * SIZE - pdfmetrics.stringWidth(f"{title}{number}", "STSong-Light", SIZE)) / 8)
            put(canvas, LEFT, 130 + 28 * k, title + "." * dots + str(number))
        write(canvas, LONG, 260)
    said_ = said(read(make(page), "a.pdf"))
    assert [text.split(".")[0] for text in said_[1:4]] == [title for title, _ in rows]


def test_one_stray_line_does_not_move_the_margins() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 30, 60, "密级：" + "普通公开文件" * 5, 16)
        below = write(canvas, LONG)
        write(canvas, LONG, below)
    assert said(read(make(page), "a.pdf"))[1:] == [LONG, LONG]


def test_long_running_head_that_repeats_is_furniture_but_a_repeated_heading_is_not() -> None:
    def page(canvas: Canvas, n: int) -> None:
        put(canvas, LEFT, 100, "（一）申报条件" if n % 3 == 0 else f"{'二三四五六七八九十'[n - 1]}、材料")
        write(canvas, LONG, 128)
        put(canvas, 240, 790, f"第{n}页 共9页", 10)
    document = read(make(*[lambda c, n=n: page(c, n) for n in range(1, 10)]), "a.pdf")
    assert said(document).count("（一）申报条件") == 3
    assert len(said(document, BlockKind.FURNITURE)) == 9


def test_tables_ruled_only_across() -> None:
    rows = [["序号", "任务", "单位"], ["1", "建设服务中心", "县商务局"], ["2", "完善物流体系", "县交通局"], ["3", "培训人才", "县人社局"]]

    def page(canvas: Canvas) -> None:
        for k, row in enumerate(rows):
            for x, text in zip((90, 140, 330), row, strict=True):
                put(canvas, x, 118 + 24 * k, text, 12)
        for k in range(5):
            canvas.line(LEFT, HEIGHT - 100 - 24 * k, LEFT + 430, HEIGHT - 100 - 24 * k)
    document = sound(read(make(page), "a.pdf"))
    assert grid(document, document.tables[0]) == rows


def test_table_open_at_the_sides() -> None:
    def page(canvas: Canvas) -> None:
        for top in (100, 124, 148):
            canvas.line(80, HEIGHT - top, 400, HEIGHT - top)
        for x in (180, 290):
            canvas.line(x, HEIGHT - 100, x, HEIGHT - 148)
        for r, row in enumerate((("项目", "金额", "备注"), ("修路", "20", ""))):
            for c, text in enumerate(row):
                put(canvas, 90 + 105 * c, 117 + 24 * r, text, 12)
    document = sound(read(make(page), "a.pdf"))
    assert grid(document, document.tables[0]) == [["项目", "金额", "备注"], ["修路", "20", ""]]


def test_wrapped_cells_of_a_three_line_table() -> None:
    def page(canvas: Canvas) -> None:
        for top in (100, 122, 200):
            canvas.line(80, HEIGHT - top, 480, HEIGHT - top)
        for x, top, text in ((90, 116, "任务"), (240, 116, "举措"), (420, 116, "单位"),
                             (90, 143, "物流"), (240, 136, "完善县乡村三级配送"), (240, 150, "体系"), (420, 143, "县交通局"),
                             (90, 183, "人才"), (240, 176, "培训电商人才一千二"), (240, 190, "百人次"), (420, 183, "县人社局")):
            put(canvas, x, top, text, 11)
    document = sound(read(make(page), "a.pdf"))
    assert grid(document, document.tables[0]) == [
        ["任务", "举措", "单位"], ["物流", "完善县乡村三级配送体系", "县交通局"], ["人才", "培训电商人才一千二百人次", "县人社局"]]


def test_hyphen_at_a_line_end_is_kept() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT + 32, 100, "一" * 22 + "到2021-")
        put(canvas, LEFT, 128, "2023年。")
        write(canvas, LONG, 156)
    assert said(read(make(page), "a.pdf"))[0] == "一" * 22 + "到2021-2023年。"


def test_text_printed_twice_for_boldness_counts_once() -> None:
    def page(canvas: Canvas) -> None:
        for shift in (0, 0.4):
            put(canvas, LEFT + shift, 100, "一、总体要求和工作目标")
        write(canvas, LONG, 128)
    assert said(read(make(page), "a.pdf")) == ["一、总体要求和工作目标", LONG]


def test_table_drawn_in_a_form() -> None:
    def page(canvas: Canvas) -> None:
        canvas.beginForm("table")
        ruled(canvas, 120, [80.0, 180.0, 300.0], [20, 20], [["项目", "金额"], ["修路", "20"]])
        canvas.endForm()
        canvas.translate(30, -40)
        canvas.doForm("table")
    document = sound(read(make(page), "a.pdf"))
    assert grid(document, document.tables[0]) == [["项目", "金额"], ["修路", "20"]]
    assert box(document, "修路")[0] == pytest.approx(80 + 5 + 30, abs=2)


def test_boxes_count_from_the_crop_box() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setCropBox((50, 40, WIDTH - 50, HEIGHT - 60))
        write(canvas, LONG, 160)
        put(canvas, 4, 20, "裁切标记")
    document = sound(read(make(page), "a.pdf"))
    assert said(document) == [LONG]
    x0, top, _, _ = box(document, "清河县")
    assert (x0, top) == pytest.approx((LEFT + 32 - 50, 160 - 60 - 14), abs=2)
    assert document.pages[0].width == pytest.approx(WIDTH - 100, abs=0.1)


def test_a_page_that_is_a_picture_is_reported() -> None:
    from PIL import Image
    document = read(make(lambda c: write(c, LONG) and None, lambda c: write(c, LONG) and None,
                         lambda c: c.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, WIDTH, HEIGHT) and None), "a.pdf")
    assert [d.code for d in document.diagnostics] == ["pdf/page-without-text"]
    assert "3" in document.diagnostics[0].message


def test_pages_of_two_sizes_have_their_own_margins() -> None:
    wide = "宽" * 41 + "页。"

    def across(canvas: Canvas) -> None:
        canvas.setPageSize((HEIGHT, WIDTH))
        for k, line in enumerate((wide[:40], wide[40:], "另起一段。")):
            canvas.setFont("STSong-Light", 16)
            canvas.drawString(80 + (32 if k != 1 else 0), 500 - 28 * k, line)
    document = sound(read(make(lambda c: write(c, LONG) and None, across), "a.pdf"))
    assert said(document) == [LONG, wide, "另起一段。"]
    assert [round(page.width) for page in document.pages] == [595, 842]


def test_a_list_of_names_and_posts_is_read_line_by_line() -> None:
    people = [(f"成  员：{a}某某", f"{b}局局长、四级调研员兼综合科长") for a, b in zip("赵钱孙李周吴郑", "商农财交民人水", strict=True)]

    def page(canvas: Canvas) -> None:
        for k, (name, post) in enumerate(people):
            put(canvas, LEFT, 100 + 28 * k, name)
            put(canvas, 280, 100 + 28 * k, post)
    lines = "".join(said(read(make(page), "a.pdf"))).replace(" ", "")
    assert "赵某某商局局长" in lines and "郑某某水局局长" in lines


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(4, 140), st.integers(0, 10**6)), min_size=1, max_size=12))
def test_paragraphs_set_on_pages_come_back_whole(plan: list[tuple[int, int, int]]) -> None:
    dice = random.Random(str(plan))
    texts = ["".join(dice.choice("建设县乡村三级服务中心站点到年底完成培训人次资金万元2345，、") for _ in range(length)) + "完成。"
             for _, length, _ in plan]
    texts.insert(0, LONG)                                   # shows where the margins are
    pages: list[list[tuple[float, str]]] = [[]]
    for text in texts:
        for k, line in enumerate(wrap(text)):
            if len(pages[-1]) == 24:
                pages.append([])
            pages[-1].append((LEFT + (0 if k else 2 * SIZE), line))

    def draw(canvas: Canvas, n: int) -> None:
        for k, (x, line) in enumerate(pages[n]):
            put(canvas, x, 100 + 28 * k, line)
        put(canvas, 280, 800, f"— {n + 1} —", 14)
    document = sound(read(make(*[lambda c, n=n: draw(c, n) for n in range(len(pages))]), "a.pdf"))
    assert [text.replace(" ", "") for text in said(document)] == texts


WORDS = ("修建农村公路", "培训人才120人次", "到2025年底", "不少于35%", "县交通局", "县人社局", "各镇人民政府", "安排资金150万元", "，", "；", "按季报送")


@pytest.mark.parametrize("style", ["grid", "open", "rows"])
@pytest.mark.parametrize("seed", [1, 2])
def test_long_table_comes_back_cell_for_cell(style: str, seed: int) -> None:
    dice = random.Random(seed)
    paragraph = ParagraphStyle("cell", fontName="STSong-Light", fontSize=10, leading=13, wordWrap="CJK")
    rows = [["序号", "类别", "举措", "单位", "时限"]]
    rows += [[str(n), "", "".join(dice.choices(WORDS, k=dice.randint(2, 12))), "".join(dice.choices(WORDS, k=2)),
              f"{dice.randint(1, 12)}月底前"] for n in range(1, 31)]
    lines = {"grid": [("GRID", (0, 0), (-1, -1), 0.5, "black")],
             "open": [("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
                      ("LINEABOVE", (0, 0), (-1, 0), 1, "black")],
             "rows": [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")]}[style]
    lines.append(("VALIGN", (0, 0), (-1, -1), "TOP"))
    at = 1
    while at <= 30:
        last = at if style == "rows" else min(at + dice.randint(0, 4), 30)
        name = dice.choice(["公共服务", "物流体系", "人才培训"])
        for row in rows[at:last + 1]:
            row[1] = name
        lines.append(("SPAN", (1, at), (1, last)))
        at = last + 1
    cells = [[Paragraph(text, paragraph) for text in row] for row in rows]
    table = LongTable(cells, colWidths=[35, 60, 170, 95, 75], repeatRows=0 if style == "grid" else 1,
                      splitInRow=style == "grid", style=lines)
    stream = io.BytesIO()
    SimpleDocTemplate(stream, topMargin=100, bottomMargin=100).build([table])
    document = sound(read(stream.getvalue(), "a.pdf"))
    assert len(document.pages) > 1 and len(document.tables) == 1
    assert [[text.replace("\n", "") for text in row] for row in grid(document, document.tables[0])] == rows
