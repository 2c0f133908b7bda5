"""OFD reading: places, tables, templates, several documents, odd packages, marks laid over the page, hostile files."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import parse
from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Document, Table
from planparse.readers import package as package_module
from planparse.readers.ofd import MEDIA_TYPE, read
from planparse.readers.ofd import files as files_module
from planparse.readers.ofd.strokes import shapes

POINT = 72 / 25.4


def usual(char: str) -> float:
    """How wide a character usually is, in ems."""
    return 1.0 if char > "\u2000" else 0.5


def text(x: float, y: float, words: str, size: float = 5.6, code: str = "", inside: str = "", **attributes: object) -> str:
    """A text object whose baseline begins at x, y (millimetres); each character is as wide as usual."""
    steps = " ".join(f"{usual(char) * size:g}" for char in words[:-1])
    code = code or f'X="0" Y="{size}" DeltaX="{steps}"'
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (f'<ofd:TextObject ID="1" Boundary="{x} {y - size:g} {size * len(words):g} {1.3 * size:g}" Font="1" Size="{size}"{told}>'
            f"{inside}<ofd:TextCode {code}>{escape(words)}</ofd:TextCode></ofd:TextObject>")


def path(data: str, boundary: str = "0 0 210 297", stroke: str = "true", fill: str = "false") -> str:
    return (f'<ofd:PathObject ID="1" Boundary="{boundary}" Stroke="{stroke}" Fill="{fill}" LineWidth="0.2">'
            f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>")


def image(boundary: str = "0 0 210 297") -> str:
    return f'<ofd:ImageObject ID="1" Boundary="{boundary}" CTM="210 0 0 297 0 0" ResourceID="9"/>'


def root(name: str, body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{name} xmlns:ofd="http://www.ofdspec.org/2016">{body}</ofd:{name}>'


def page(*objects: str, area: str = "", templates: str = "") -> str:
    told = f"<ofd:Area><ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:Area>" if area else ""
    return root("Page", f'{told}{templates}<ofd:Content><ofd:Layer ID="1">{"".join(objects)}</ofd:Layer></ofd:Content>')


def document(pages: Sequence[str], folder: str = "Doc_0", data: str = "", more: str = "") -> dict[str, str]:
    """The parts of one document: its pages, what its CommonData says, and what else Document.xml says."""
    made = {f"{folder}/Pages/Page_{n}/Content.xml": one for n, one in enumerate(pages)}
    listed = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    made[f"{folder}/Document.xml"] = root(
        "Document", f"<ofd:CommonData>{area}{data}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}")
    return made


def entry(*roots: str) -> str:
    return root("OFD", "".join(f"<ofd:DocBody><ofd:DocRoot>{one}</ofd:DocRoot></ofd:DocBody>" for one in roots))


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def ofd(*pages: str, **parts: str) -> bytes:
    """A file of one document with these pages."""
    return packed({"OFD.xml": entry("Doc_0/Document.xml"), **document(pages, **parts)})


def said(made: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [made.text[b.span.start:b.span.end] for b in made.blocks if b.kind is kind]


def grid(made: Document, table: Table) -> list[list[str]]:
    """A table's texts, those of merged cells in each place they cover."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.rowspan):
            for c in range(cell.column, cell.column + cell.colspan):
                rows[r][c] = made.text[cell.span.start:cell.span.end]
    return rows


def box(made: Document, word: str) -> tuple[float, ...]:
    """The box around a word, in millimetres."""
    assert made.boxes is not None
    at = made.text.index(word)
    numbers = made.boxes.coordinates[4 * at:4 * (at + len(word))]
    return tuple(round(v / POINT, 2) for v in (min(numbers[0::4]), min(numbers[1::4]), max(numbers[2::4]), max(numbers[3::4])))


def sound(made: Document) -> Document:
    """What holds for every document."""
    assert made.boxes is not None and made.boxes.pages is not None
    assert len(made.boxes.coordinates) == 4 * len(made.text) and len(made.boxes.pages) == len(made.text)
    at = 0
    for block in made.blocks:
        assert at <= block.span.start <= block.span.end <= len(made.text)
        at = block.span.end
    for i, char in enumerate(made.text):
        assert char.isspace() or not math.isnan(made.boxes.coordinates[4 * i])
    return made


def refused(data: bytes) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as error:
        read(data, "方案.ofd")
    assert error.value.where == "方案.ofd" and error.value.todo and "\n" not in str(error.value)
    return error.value


GOAL = "到2025年底，全县建成农村寄递服务站86个，行政村覆盖率达到95%以上。"
DUTY = "责任单位：县交通运输局、县邮政管理局，各乡镇"


# ------------------------------------------------------------------------------------------------ places

def test_characters_stand_where_the_file_puts_them() -> None:
    made = sound(read(ofd(page(text(30, 100, GOAL), text(30, 120, "县商务局", 4.0))), "a.ofd"))
    assert said(made) == [GOAL, "县商务局"]
    assert made.source.reader == "ofd" and made.source.media_type == MEDIA_TYPE and made.source.pages == 1
    assert made.pages[0].width == pytest.approx(210 * POINT) and made.pages[0].height == pytest.approx(297 * POINT)
    left, top, right, bottom = box(made, "县商务局")
    assert (left, right) == (30, 46) and top < 118 < 120 < bottom < 121
    assert box(made, "年底")[0] == pytest.approx(30 + 5.6 + 4 * 2.8, abs=0.01)


@pytest.mark.parametrize(("deltas", "third", "last"), [
    ('DeltaX="5 5 5"', 40, 45), ('DeltaX="g 3 5"', 40, 45), ('DeltaX="5 g 2 6"', 41, 47), ('DeltaX="g 2 5 8"', 40, 48),
    ('DeltaX="5"', 40, 45), ('DeltaX="g 999999999999 5"', 40, 45), ("", 40, 45), ('DeltaX="5,5,5"', 40, 45),
    ('DeltaX="g 2 5 x 9"', 40, 45),
])
def test_steps_between_characters(deltas: str, third: float, last: float) -> None:
    made = read(ofd(page(text(30, 100, "县邮政局", 5.0, code=f'X="0" Y="5" {deltas}'))), "a.ofd")
    assert said(made) == ["县邮政局"]
    assert box(made, "政")[0] == third and box(made, "局")[0] == last


def test_matrix_scale_and_stretched_type() -> None:
    small = text(30, 100, "乡镇", 10.0, code='X="0" Y="10" DeltaX="10"', CTM="0.5 0 0 0.5 2 3")
    narrow = text(30, 150, "街道", 10.0, code='X="1" Y="0" DeltaX="5"', HScale="0.5")
    made = read(ofd(page(small, narrow)), "a.ofd")
    assert box(made, "乡镇") == (32, pytest.approx(90 + 3 + 5 - 4.4), 42, pytest.approx(90 + 3 + 5 + 0.6))
    assert box(made, "街道")[0::2] == (31, 41)


def test_a_text_code_without_a_place_takes_that_of_the_one_before() -> None:
    two = ('<ofd:TextObject ID="1" Boundary="30 90 60 20" Font="1" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="5">县级</ofd:TextCode>'
           '<ofd:TextCode X="10" DeltaX="5">财政</ofd:TextCode><ofd:TextCode Y="15" DeltaX="5">市级</ofd:TextCode></ofd:TextObject>')
    made = read(ofd(page(two)), "a.ofd")
    assert said(made) == ["县级财政", "市级"]
    assert box(made, "市级")[0] == 40 and box(made, "市级")[3] == pytest.approx(105 + 0.6)


def test_ligatures_and_rare_characters_take_as_many_steps_as_glyphs() -> None:
    def change(codes: int, glyphs: int) -> str:
        return f'<ofd:CGTransform CodePosition="0" CodeCount="{codes}" GlyphCount="{glyphs}"><ofd:Glyphs>7 8 9 10</ofd:Glyphs></ofd:CGTransform>'
    made = read(ofd(page(text(30, 100, "fi级县", 5.0, code='X="0" Y="5" DeltaX="4 5.5"', inside=change(2, 1)),
                         text(30, 120, "𠮷市区", 5.0, code='X="0" Y="5" DeltaX="0 5 5"'),
                         text(30, 140, "县邮政局", 5.0, inside=change(4, 4)))), "a.ofd")
    assert said(made) == ["fi级县", "𠮷市区", "县邮政局"]
    assert [box(made, char)[0] for char in "f级县市区局"] == [30, 34, 39.5, 35, 40, 45]


def test_one_object_a_character_gives_whole_words_and_numbers() -> None:
    def typed(words: str, widths: Sequence[float], x: float = 30.0) -> list[str]:
        places = [x + sum(widths[:n]) for n in range(len(words))]
        return [text(at, 100, char, 5.0) for at, char in zip(places, words, strict=True) if char != " "]
    words = "投资1250万元with GDP"
    widths = [5, 5, 2.5, 2.5, 2.5, 2.5, 5, 5, 3.6, 1.4, 1.4, 2.5, 1.3, 3.6, 3.6, 2.8]
    made = read(ofd(page(*typed(words, widths))), "a.ofd")
    assert said(made) == ["投资1250万元with GDP"]
    assert said(read(ofd(page(*reversed(typed(words, widths)))), "a.ofd")) == said(made)


def test_text_set_sideways_is_read_and_its_places_are_those_of_the_page() -> None:
    lines = [text(0, 0, words, 5.0, code=f'X="{x}" Y="40" DeltaY="g 60 5"', CharDirection="90", ReadDirection="90")
             for x, words in ((150, GOAL[:12]), (140, DUTY[:12]))]
    made = read(ofd(page(*lines)), "a.ofd")
    assert [words.replace(" ", "") for words in said(made)] == [GOAL[:12], DUTY[:12]]
    left, top, right, bottom = box(made, GOAL[0])
    assert 145 < left < 150.1 and right - left == pytest.approx(5, abs=0.1)     # on the page as it lies
    assert top == pytest.approx(35) and bottom == pytest.approx(40)
    assert made.pages[0].width == pytest.approx(210 * POINT)


def test_words_are_stacked_in_a_narrow_cell() -> None:
    rules = [path(f"M 30 {y} L 120 {y}") for y in (100, 140)] + [path(f"M {x} 100 L {x} 140") for x in (30, 40, 120)]
    for steps in ('DeltaY="6 6 6"', ""):
        stacked = text(32, 110, "责任单位", 5.0, code=f'X="0" Y="0" {steps}', ReadDirection="90")
        made = read(ofd(page(text(30, 60, GOAL), *rules, stacked, text(45, 120, "县商务局", 5.0))), "a.ofd")
        assert grid(made, made.tables[0]) == [["责任单位", "县商务局"]]


def test_spaces_in_the_text_are_kept_where_they_part_words() -> None:
    made = read(ofd(page(text(30, 100, "总计 1200 户")), page(text(30, 100, "\n   县商务局\n  ", 5.0, code='X="0" Y="5" DeltaX="5 5 5"'))), "a.ofd")
    assert said(made) == ["总计 1200 户", "县商务局"] and box(made, "县商务局")[2] == 50


def test_items_carry_page_and_box() -> None:
    plan = parse(ofd(page(text(30, 40, "清河县寄递物流实施方案", 8.0), text(41.2, 60, "一、工作目标")),
                     page(text(41.2, 40, GOAL[:26]), text(30, 50, GOAL[26:]))), name="方案.ofd")
    target = next(t for t in plan.targets if t.unit == "个")
    assert target.page == 2 and target.quote == "86个"
    assert target.bbox is not None
    left, top, right, bottom = (v / POINT for v in target.bbox)
    before = sum(5.6 * usual(char) for char in GOAL[:GOAL.index("86")])
    assert left == pytest.approx(41.2 + before, abs=0.1) and right == pytest.approx(left + 11.2, abs=0.2)
    assert 34 < top < 36 and 40 < bottom < 41.5


# ------------------------------------------------------------------------------------------------ pages and templates

def test_page_area_from_page_template_and_document() -> None:
    template = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    use = '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    parts = document([page(text(30, 40, "甲县")), page(text(30, 40, "乙县"), templates=use),
                      page(text(40, 60, "丙县"), area="10 20 297 210", templates=use), page(text(30, 40, "丁县"), area="0 0 0 -3")],
                     data=template)
    parts["Doc_0/Tpls/T.xml"] = page(area="0 0 200 280")
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace("0 0 210 297", "0 0 208 295")
    made = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")
    assert [(round(p.width / POINT), round(p.height / POINT)) for p in made.pages] == [(208, 295), (200, 280), (297, 210), (208, 295)]
    assert box(made, "丙县")[0] == 30 and 40 < box(made, "丙县")[3] < 41          # counted from the corner of its area


@pytest.mark.parametrize("order", ["Background", "Foreground"])
def test_a_template_is_part_of_its_page_wherever_it_stands(order: str) -> None:
    data = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml" ZOrder="Background"/>'
    use = f'<ofd:Template TemplateID="7" ZOrder="{order}"/>'
    parts = document([page(text(60, 80, "县商务局"), templates=use)], data=data)
    parts["Doc_0/Tpls/T.xml"] = page(text(30, 80, "责任单位："))
    made = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")
    assert said(made) == ["责任单位：县商务局"]


def test_groups_and_composite_objects() -> None:
    res = root("Res", '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5" Width="50" Height="10"><ofd:Content>'
                      f'{text(0, 10, "县财政局")}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>')
    use = '<ofd:CompositeObject ID="8" ResourceID="5" Boundary="30 50 50 10" CTM="1 0 0 1 10 0"/>'
    block = f"<ofd:PageBlock ID='3'><ofd:PageBlock ID='4'>{text(30, 90, '县商务局')}</ofd:PageBlock></ofd:PageBlock>"
    parts = document([page(use, block)], data="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")
    parts["Doc_0/PublicRes.xml"] = res
    made = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")
    assert said(made) == ["县财政局", "县商务局"]
    assert box(made, "县财政局")[0] == 40 and 60 < box(made, "县财政局")[3] < 61


def test_page_numbers_and_running_heads_are_furniture_and_paragraphs_run_over_the_page_end() -> None:
    body = "全县坚持统筹推进和分类施策相结合，健全县乡村三级寄递物流体系，推动邮政快递与客货运输融合发展"
    pages = []
    for n in range(3):
        lines = [text(30, 60 + 10 * k, body[:27], 5.6) for k in range(3)]
        pages.append(page(text(30, 20, "清河县人民政府公报", 3.5), *lines, text(95, 280, f"— {n + 1} —", 4.9)))
    made = read(ofd(*pages), "a.ofd")
    assert [one for one in said(made, BlockKind.FURNITURE) if "公报" not in one] == ["— 1 —", "— 2 —", "— 3 —"]
    assert len(said(made, BlockKind.FURNITURE)) == 6
    assert said(made) == [body[:27] * 9] and made.boxes is not None and made.boxes.pages is not None
    block = next(b for b in made.blocks if b.kind is BlockKind.PARAGRAPH)
    assert set(made.boxes.pages[block.span.start:block.span.end]) == {1, 2, 3}


# ------------------------------------------------------------------------------------------------ tables

COLUMNS = (30.0, 50.0, 120.0, 180.0)


def table(rows: Sequence[Sequence[str]], top: float, draw: Callable[[float, float, float, float], str],
          merged: bool = False) -> list[str]:
    """A ruled table of rows 10 mm high; with `merged`, the first column's cells hang together wherever one is empty."""
    made = []
    for k, row in enumerate(rows):
        for j, words in enumerate(row):
            joined = merged and j == 0 and k > 0 and not words
            if not joined:
                made.append(draw(COLUMNS[j], top + 10 * k, COLUMNS[j + 1], top + 10 * k))
            made.append(draw(COLUMNS[j], top + 10 * k, COLUMNS[j], top + 10 * k + 10))
            if words:
                made.append(text(COLUMNS[j] + 2, top + 10 * k + 6.5, words, 4.2))
    bottom = top + 10 * len(rows)
    return [*made, draw(COLUMNS[0], bottom, COLUMNS[-1], bottom), draw(COLUMNS[-1], top, COLUMNS[-1], bottom)]


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return path(f"M {x0} {y0} L {x1} {y1}")


def local_line(x0: float, y0: float, x1: float, y1: float) -> str:
    return path(f"S 0 0 L {x1 - x0} {y1 - y0} C", f"{x0} {y0} {max(x1 - x0, 0.2)} {max(y1 - y0, 0.2)}")


def strip(x0: float, y0: float, x1: float, y1: float) -> str:
    a, b = (0.0, 0.18) if y0 == y1 else (0.18, 0.0)
    return path(f"M{x0 - a} {y0 - b}L{x1 + a} {y0 - b}L{x1 + a} {y1 + b}L{x0 - a} {y1 + b}C", stroke="false", fill="true")


def flipped(x0: float, y0: float, x1: float, y1: float) -> str:
    return (f'<ofd:PathObject ID="1" Boundary="0 0 210 297" CTM="0.5 0 0 -0.5 {x0} {y0}" LineWidth="0.4"><ofd:StrokeColor Value="0 0 0"/>'
            f"<ofd:AbbreviatedData>M 0 0 L {2 * (x1 - x0)} {-2 * (y1 - y0)} </ofd:AbbreviatedData></ofd:PathObject>")


ROWS = [["序号", "重点任务", "责任单位"], ["1", "建设县级公共配送中心", "县商务局"], ["2", "新建村级寄递站40个", "县邮政管理局"],
        ["3", "开通客货邮线路6条", "县交通运输局"]]


@pytest.mark.parametrize("draw", [line, local_line, strip, flipped])
def test_ruled_tables_however_their_lines_are_drawn(draw: Callable[[float, float, float, float], str]) -> None:
    made = sound(read(ofd(page(text(30, 60, GOAL), *table(ROWS, 100, draw), text(30, 180, DUTY))), "a.ofd"))
    assert grid(made, made.tables[0]) == ROWS
    assert said(made) == [GOAL, DUTY] and made.tables[0].pages == (1,)
    cell: Block = next(b for b in made.blocks if b.kind is BlockKind.CELL and b.row == 2 and b.column == 1)
    assert made.text[cell.span.start:cell.span.end] == "新建村级寄递站40个" and cell.page == 1
    assert box(made, "新建村级寄递站40个")[0] == 52


def test_a_table_drawn_as_one_path_and_as_boxes() -> None:
    words = [text(COLUMNS[j] + 2, 100 + 10 * k + 6.5, said_, 4.2) for k, row in enumerate(ROWS) for j, said_ in enumerate(row)]
    across = " ".join(f"M 30 {y} L 180 {y}" for y in range(100, 141, 10))
    down = " ".join(f"M {x} 100 L {x} 140" for x in COLUMNS)
    boxes = [path(f"M {COLUMNS[j]} {100 + 10 * k} L {COLUMNS[j + 1]} {100 + 10 * k} L {COLUMNS[j + 1]} {110 + 10 * k} L {COLUMNS[j]} {110 + 10 * k} C")
             for k in range(4) for j in range(3)]
    for drawn in ([path(f"{across} {down}")], boxes):
        made = read(ofd(page(*drawn, *words)), "a.ofd")
        assert grid(made, made.tables[0]) == ROWS


def test_the_straight_lines_of_a_path() -> None:
    def sides(data: str, stroked: bool = True) -> list[tuple[float, ...]]:
        return [shape[:4] for shape in shapes(data, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), stroked, 99)]
    assert sides("M 0 0 L 90 0 90 50 L 0 50 C") == [(0, 0, 90, 0), (90, 0, 90, 50), (0, 50, 90, 50), (0, 0, 0, 50)]
    assert sides("S0 0L90,0S0 20 L9e1 20") == [(0, 0, 90, 0), (0, 20, 90, 20)]
    assert sides("S 0 0 L 90 0 S 0 20 L 90 20", stroked=False) == [(0, 0, 90, 0), (0, 20, 90, 20)]
    assert sides("M 0 0 B 1 9 5 9 60 30 L 60 80") == [(60, 30, 60, 80)]
    assert sides("M 0 0 L 90 50") == [] == sides("M 0 0 L 90 0 L 90 50 L 0 50 C", stroked=False)
    assert sides("M 0 0 Q 9 0 90 0", stroked=False) == [] == sides("") == sides("L") == sides("M 0 L C C 5 5")


def test_merged_cells() -> None:
    rows = [["类别", "重点任务", "责任单位"], ["网点", "新建村级站40个", "县邮政管理局"], ["", "改造乡镇站9个", "县商务局"]]
    made = read(ofd(page(*table(rows, 100, line, merged=True))), "a.ofd")
    assert [(c.row, c.column, c.rowspan) for c in made.tables[0].cells if c.rowspan > 1] == [(1, 0, 2)]
    assert [row[0] for row in grid(made, made.tables[0])] == ["类别", "网点", "网点"]


def test_a_table_goes_on_over_the_page_end() -> None:
    first = page(text(30, 60, GOAL), *table(ROWS[:3], 240, strip), text(95, 285, "— 1 —", 4.9))
    second = page(*table([ROWS[0], ROWS[3]], 37, strip), text(30, 80, DUTY), text(95, 285, "— 2 —", 4.9))
    made = sound(read(ofd(first, second), "a.ofd"))
    assert len(made.tables) == 1 and made.tables[0].pages == (1, 2)
    assert grid(made, made.tables[0]) == ROWS


# ------------------------------------------------------------------------------------------------ the package

def test_several_documents_are_read_in_order_and_do_not_run_into_each_other() -> None:
    full = "县" * 27
    first, second = document([page(text(30, 60, full))], "Doc_0"), document([page(text(30, 60, "办理情况")), page(text(30, 60, DUTY))], "Doc_1")
    made = sound(read(packed({**second, **first, "OFD.xml": entry("Doc_0/Document.xml", "Doc_1/Document.xml", "Doc_0/Document.xml")}), "a.ofd"))
    assert said(made) == [full, "办理情况", DUTY]
    assert [p.number for p in made.pages] == [1, 2, 3] == list(range(1, (made.source.pages or 0) + 1))
    assert [b.page for b in made.blocks] == [1, 2, 3]


def test_the_current_version_of_a_document_is_read() -> None:
    versions = ('<ofd:Versions><ofd:Version ID="1" Index="1" Current="false" BaseLoc="Doc_0/Versions/V1.xml"/>'
                '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="/Doc_0/Versions/V2.xml"/></ofd:Versions>')
    parts = document([page(text(30, 60, "旧稿"))]) | document([page(text(30, 60, "新稿"))], "Doc_0/V2")
    parts["OFD.xml"] = root("OFD", f"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{versions}</ofd:DocBody>")
    parts["Doc_0/Versions/V2.xml"] = root("DocVersion", "<ofd:DocRoot>/Doc_0/V2/Document.xml</ofd:DocRoot>")
    assert said(read(packed(parts), "a.ofd")) == ["新稿"]


def renamed(how: Callable[[str], str]) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda parts: {how(name): content for name, content in parts.items()}


def rewritten(*pairs: tuple[str, str]) -> Callable[[dict[str, str]], dict[str, str]]:
    def change(parts: dict[str, str]) -> dict[str, str]:
        for old, new in pairs:
            parts = {name: content.replace(old, new) for name, content in parts.items()}
        return parts
    return change


ODD = {
    "no namespace": rewritten(("ofd:", ""), (' xmlns:ofd="http://www.ofdspec.org/2016"', "")),
    "default namespace": rewritten(("xmlns:ofd=", "xmlns="), ("<ofd:", "<"), ("</ofd:", "</")),
    "another namespace": rewritten(("http://www.ofdspec.org/2016", "http://www.ofdspec.org"), ("ofd:", "o:"), (":ofd=", ":o=")),
    "prefix not declared": rewritten((' xmlns:ofd="http://www.ofdspec.org/2016"', "")),
    "absolute": rewritten(("Doc_0/Document", "/Doc_0/Document"), ("Pages/Page", "/Doc_0/Pages/Page")),
    "root-relative without a slash": rewritten(("Pages/Page", "Doc_0/Pages/Page")),
    "backslashes": rewritten(("Doc_0/Document", "Doc_0\\Document"), ("Pages/Page_", "Pages\\Page_")),
    "backslashes in names": renamed(lambda name: name.replace("/", "\\")),
    "dots": rewritten(("Pages/Page", "./../Doc_0/Pages/Page")),
    "wrong case": renamed(str.lower),
    "folders lost in paths": rewritten(("Doc_0/Document", "Document"), ("Pages/Page_", "Page_")),
    "folders lost in the package": renamed(lambda name: name.removeprefix("Doc_0/")),
    "everything in a folder": renamed(lambda name: f"某县方案/{name}"),
    "spaces around paths": rewritten(("Doc_0/Document.xml", " \n Doc_0/Document.xml\n ")),
    "no entry": rewritten(("<ofd:DocBody>", "<ofd:Other>"), ("</ofd:DocBody>", "</ofd:Other>")),
    "spaces in attributes": rewritten(('"Pages/Page', '" Pages/Page'), ("Content.xml", "Content.xml\n")),
    "escaped Chinese names": lambda parts: {name.replace("Content", "正 文"): content.replace("Content.xml", "%E6%AD%A3%20%E6%96%87.xml")
                                            for name, content in parts.items()},
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_odd_packages_are_read_as_plain_ones(change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    parts = {"OFD.xml": entry("Doc_0/Document.xml"), **document([page(text(30, 60, GOAL)), page(text(30, 60, DUTY))])}
    wanted = read(packed(parts), "a.ofd")
    made = sound(read(packed(change(parts)), "a.ofd"))
    assert made.text == wanted.text and repr(made.boxes) == repr(wanted.boxes) and made.diagnostics == ()


def test_names_in_a_chinese_encoding_without_saying_so() -> None:
    parts = {"OFD.xml": entry("Doc_0/Document.xml"), **document([page(text(30, 60, GOAL))])}
    data = packed({name.replace("Content", "ZZZZ"): content.replace("Content.xml", "正文.xml") for name, content in parts.items()})
    assert said(read(data.replace(b"/ZZZZ.", b"/" + "正文".encode("gb18030") + b"."), "a.ofd")) == [GOAL]


def test_no_document_borrows_pages_of_another() -> None:
    parts = document([page(text(30, 60, GOAL))]) | document([page(text(30, 60, DUTY)), page(text(30, 60, "附件"))], "Doc_1")
    parts["Doc_0/Document.xml"] = parts["Doc_1/Document.xml"]         # lists a second page that it does not have
    made = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")
    assert said(made) == [GOAL] and [d.code for d in made.diagnostics] == ["ofd/page-unreadable"]


def test_damaged_pages_are_told_and_the_others_read() -> None:
    parts = {"OFD.xml": entry("Doc_0/Document.xml"), **document([page(text(30, 60, GOAL)), page(text(30, 60, DUTY)), "x"])}
    parts["Doc_0/Pages/Page_1/Content.xml"] = parts["Doc_0/Pages/Page_1/Content.xml"][:-40]
    made = read(packed(parts), "a.ofd")
    assert "".join(said(made)) == GOAL + DUTY
    assert sorted(d.code for d in made.diagnostics) == ["ofd/damaged-part", "ofd/page-unreadable"]


def test_other_encodings_of_the_parts() -> None:
    parts: dict[str, str | bytes] = {"OFD.xml": entry("Doc_0/Document.xml"), **document([page(text(30, 60, GOAL))])}
    for encoding in ("utf-16", "gb18030"):
        changed = {name: str(content).replace("UTF-8", encoding.upper()).encode(encoding) for name, content in parts.items()}
        assert said(read(packed(changed), "a.ofd")) == [GOAL]


# ------------------------------------------------------------------------------------------------ what is left aside

GREY = '<ofd:FillColor Value="200 200 200"/>'


@pytest.mark.parametrize("mark", [
    text(20, 150, "内部资料", 20.0, inside=GREY),
    text(20, 150, "内部资料", 20.0, inside='<ofd:FillColor Value="0 0 0" Alpha="40"/>'),
    text(20, 150, "内部资料", 20.0, inside='<ofd:FillColor Value="#d0 #d0 #d0"/>'),
    text(20, 150, "内部资料", 20.0, Alpha="50"),
    "".join(text(20 + 40 * n, 150, "内部资料", 5.0, CTM="0.7 -0.7 0.7 0.7 0 0") for n in range(3)),
    text(20, 150, "内部资料", 5.0, Visible="false"),
    text(20, 150, "内部资料", 5.0, Fill="false"),
    text(20, 150, "内部资料", 5.0, inside='<ofd:FillColor Value="255 255 255"/>'),
])
def test_watermarks_and_unseen_letters_are_left_aside(mark: str) -> None:
    made = read(ofd(page(text(30, 60, GOAL), mark, text(30, 180, DUTY))), "a.ofd")
    assert said(made) == [GOAL, DUTY] and "内部资料" not in made.text
    assert [d.code for d in made.diagnostics] in (["ofd/watermark"], ["ofd/unseen-text"])


@pytest.mark.parametrize("mark", [
    text(60, 150, "内部资料", 8.0, inside=GREY),
    text(60, 150, "内部资料", 8.0, CTM="0.7 -0.7 0.7 0.7 0 0"),
    "".join(text(60, 50 + 60 * n, "内部资料", 8.0) for n in range(3)),
])
def test_a_template_that_holds_a_watermark_is_left_aside(mark: str) -> None:
    parts = document([page(text(30, 60, GOAL), templates='<ofd:Template TemplateID="7"/>')],
                     data='<ofd:TemplatePage ID="7" BaseLoc="T.xml"/>')
    parts["Doc_0/T.xml"] = page(mark)
    made = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")
    assert said(made) == [GOAL] and "内部资料" not in made.text
    assert "ofd/watermark" in [d.code for d in made.diagnostics]


def test_pale_letters_by_drawing_parameters() -> None:
    parts = document([page(text(30, 60, GOAL), text(20, 150, "内部资料", 20.0, DrawParam="4"))],
                     data="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    parts["Doc_0/Res.xml"] = root("Res", f'<ofd:DrawParams><ofd:DrawParam ID="4" LineWidth="1">{GREY}</ofd:DrawParam></ofd:DrawParams>')
    assert said(read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")) == [GOAL]


def test_red_heads_small_grey_notes_and_white_letters_on_a_dark_ground_stay() -> None:
    red = text(30, 40, "清河县人民政府文件", 14.0, inside='<ofd:FillColor Value="238 32 37"/>')
    ground = path("M 30 70 L 180 70 L 180 80 L 30 80 C", stroke="false", fill="true")
    white = text(32, 77, "重点任务", 5.0, inside='<ofd:FillColor Value="255 255 255"/>')
    note = text(30, 120, "注：数据来自县统计局。", 3.5, inside=GREY)
    made = read(ofd(page(red, ground, white, text(30, 100, GOAL), note)), "a.ofd")
    assert said(made) == ["清河县人民政府文件", "重点任务", GOAL, "注：数据来自县统计局。"]


def test_seals_signatures_and_annotations_are_not_read() -> None:
    parts = document([page(text(30, 60, GOAL))], more="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>")
    parts["OFD.xml"] = root("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>Doc_0/Signs/Signatures.xml"
                                   "</ofd:Signatures></ofd:DocBody>")
    parts["Doc_0/Annots/Annotations.xml"] = root("Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>')
    parts["Doc_0/Annots/Page_0/Annotation.xml"] = root(
        "PageAnnot", f'<ofd:Annot ID="9" Type="Watermark"><ofd:Appearance Boundary="0 0 210 297">{text(30, 90, "仅供查阅")}</ofd:Appearance></ofd:Annot>')
    parts["Doc_0/Signs/Signatures.xml"] = root("Signatures", '<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>')
    parts["Doc_0/Signs/Sign_0/Seal.esl"] = "清河县人民政府"
    made = read(packed(parts), "a.ofd")
    assert said(made) == [GOAL] and made.diagnostics == ()


def test_the_text_under_a_scan_is_read_though_it_is_not_seen() -> None:
    layer = [text(30, 60, GOAL, Visible="false"), text(30, 80, DUTY, inside='<ofd:FillColor Value="0 0 0" Alpha="0"/>')]
    assert said(read(ofd(page(image(), *layer)), "a.ofd")) == [GOAL, DUTY]


# ------------------------------------------------------------------------------------------------ what cannot be read

def test_scans_and_garbled_layers_need_ocr() -> None:
    for pages in ([page(image())] * 3, [page(image(), text(10, 290, "扫描", 2.0))] * 4, [page()]):
        error = refused(ofd(*pages))
        assert error.what == "the OFD has no text layer (a scan)" and "OCR" in error.todo
    assert "garbled" in refused(ofd(page(*(text(30, 40 + 10 * n, "¤" * 20) for n in range(5))))).what


def test_one_scanned_page_among_others_is_told() -> None:
    made = read(ofd(page(text(30, 60, GOAL), text(30, 80, DUTY)), page(image())), "a.ofd")
    assert [d.code for d in made.diagnostics] == ["ofd/page-without-text"] and said(made) == [GOAL, DUTY]


def test_files_that_are_no_sound_ofd() -> None:
    whole = ofd(page(text(30, 60, GOAL)))
    assert "empty" in refused(b"").what
    assert "damaged" in refused(b"OFD").what and "damaged" in refused(whole[:-60]).what and "damaged" in refused(whole[:300]).what
    assert "no OFD.xml" in refused(packed({"a.xml": "<a/>"})).what
    assert "damaged" in refused(packed({"OFD.xml": b"\x01\x02"})).what
    assert "no page" in refused(packed({"OFD.xml": entry("Doc_0/Document.xml")})).what
    assert "no page" in refused(packed({"OFD.xml": entry("Doc_0/Document.xml"), "Doc_0/Document.xml": root("Document", "")})).what
    spoilt = bytearray(whole)
    at = whole.index(b"OFD.xml") + 12
    spoilt[at:at + 20] = bytes(20)
    assert "damaged" in refused(bytes(spoilt)).what
    for cut in range(0, len(whole), 97):
        refused(whole[:cut])


def test_encrypted_files() -> None:
    parts = {"OFD.xml": entry("Doc_0/Document.xml"), **document([page(text(30, 60, GOAL))])}
    assert "encrypted" in refused(packed({**parts, "Encryptions.xml": root("Encryptions", "")})).what
    locked = packed(parts).replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert "encrypted" in refused(locked).what


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = {"OFD.xml": entry("Doc_0/Document.xml"), **document([page(text(30, 60, GOAL)), "<a>" + " " * (33 << 20) + "</a>"])}
    assert [d.code for d in read(packed(bomb), "a.ofd").diagnostics] == ["ofd/page-unreadable"]
    many = document([page(text(30, 60, GOAL))])
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    many["Doc_0/Document.xml"] = many["Doc_0/Document.xml"].replace(listed, listed * 60_000)
    monkeypatch.setattr(files_module, "MOST_OBJECTS", 20_000)
    assert "more than is sensible" in refused(packed({"OFD.xml": entry("Doc_0/Document.xml"), **many})).what
    monkeypatch.setattr(files_module, "MOST_BYTES", 3000)
    assert "unpacks" in refused(packed({"OFD.xml": entry("Doc_0/Document.xml"), **many})).what
    monkeypatch.setattr(package_module, "MAX_TOTAL", 500)
    assert "unpacks" in refused(ofd(page(text(30, 60, GOAL)))).what


def test_entities_are_never_expanded() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    for part in ("Doc_0/Pages/Page_1/Content.xml", "Doc_0/Document.xml", "OFD.xml"):
        parts = {"OFD.xml": entry("Doc_0/Document.xml"), **document([page(text(30, 60, GOAL)), page(text(30, 80, DUTY))])}
        parts[part] = parts[part].replace("?>\n", f"?>{laughs}\n").replace(DUTY, "&b;&f;")
        if part.startswith("Doc_0/Pages"):
            made = read(packed(parts), "a.ofd")
            assert made.text == GOAL + "\n" and [d.code for d in made.diagnostics] == ["ofd/page-unreadable"]
        else:
            refused(packed(parts))


def test_paths_never_leave_the_package() -> None:
    for outside in ("../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x", "..\\..\\x", "", "/", "."):
        parts = document([page(text(30, 60, GOAL)), page()])
        parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace("Pages/Page_1/Content.xml", outside)
        made = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")
        assert said(made) == [GOAL] and [d.code for d in made.diagnostics] == ["ofd/page-unreadable"], outside


def test_circles_of_templates_and_composites_end() -> None:
    data = '<ofd:TemplatePage ID="7" BaseLoc="A.xml"/><ofd:TemplatePage ID="8" BaseLoc="B.xml"/><ofd:PublicRes>Res.xml</ofd:PublicRes>'
    use = '<ofd:CompositeObject ID="9" ResourceID="20" Boundary="0 0 9 9"/>'
    every = "".join(use.replace("20", str(n)) for n in range(20, 32)) * 4
    units = "".join(f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>{every}</ofd:Content></ofd:CompositeGraphicUnit>' for n in range(20, 32))
    parts = document([page(text(30, 60, GOAL), templates='<ofd:Template TemplateID="7"/>'), page(text(30, 60, "附件"), use)], data=data)
    parts["Doc_0/A.xml"] = page(text(30, 80, DUTY), templates='<ofd:Template TemplateID="8"/><ofd:Template TemplateID="7"/>')
    parts["Doc_0/B.xml"] = page(templates='<ofd:Template TemplateID="7"/>' * 50)
    parts["Doc_0/Res.xml"] = root("Res", units)
    made = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts}), "a.ofd")
    itself = root("Res", f'<ofd:CompositeGraphicUnit ID="20"><ofd:Content>{text(0, 9, "县商务局")}{use}</ofd:Content></ofd:CompositeGraphicUnit>')
    once = read(packed({"OFD.xml": entry("Doc_0/Document.xml"), **parts, "Doc_0/Res.xml": itself}), "a.ofd")
    assert once.text.count("县商务局") == 1 and not once.diagnostics
    assert said(made) == [GOAL, DUTY, "附件"] and "ofd/page-too-full" in [d.code for d in made.diagnostics]


@pytest.mark.parametrize("value", ["NaN", "1e999", "-1e308", "1e30", "99999999", "x", "", "#", "∞", "0", "-5"])
@pytest.mark.parametrize("shape", [
    'Boundary="{v} 0 210 297" Size="5"', 'Boundary="0 0 {v} {v}" Size="5"', 'Boundary="0 0 210 297" Size="{v}"',
    'Boundary="0 0 210 297" Size="5" CTM="{v} 0 0 {v} 0 0"', 'Boundary="0 0 210 297" Size="5" CTM="1 0 0 1 {v} {v}"',
    'Boundary="0 0 210 297" Size="5" HScale="{v}"', 'Boundary="0 0 210 297" Size="5" CharDirection="{v}" ReadDirection="{v}"',
])
def test_numbers_that_are_none_or_far_too_large(shape: str, value: str) -> None:
    told = shape.replace("{v}", value)
    odd = (f'<ofd:TextObject ID="1" Font="1" {told}><ofd:CGTransform CodePosition="{value}" CodeCount="{value}" GlyphCount="{value}"/>'
           f'<ofd:TextCode X="{value}" Y="5" DeltaX="g {value} {value} {value}" DeltaY="{value}">甲乙丙</ofd:TextCode></ofd:TextObject>')
    drawn = f'<ofd:PathObject {told}><ofd:AbbreviatedData>M 0 0 L {value} 0 L 9 9 9 B {value} C A Z 1 2</ofd:AbbreviatedData></ofd:PathObject>'
    made = sound(read(ofd(page(text(30, 60, GOAL), odd, drawn, text(30, 240, DUTY)), page(text(30, 60, GOAL), area=f"0 0 {value} {value}")), "a.ofd"))
    assert GOAL in made.text and DUTY in made.text


def test_groups_in_groups_without_end() -> None:
    for depth in (10, 100, 3000):
        deep = "<ofd:PageBlock>" * depth + text(30, 80, DUTY) + "</ofd:PageBlock>" * depth
        made = read(ofd(page(text(30, 60, GOAL), deep)), "a.ofd")
        assert (DUTY in made.text) == (depth == 10) and GOAL in made.text


def test_a_page_with_far_too_much_on_it_is_read_in_part() -> None:
    made = read(ofd(page(text(30, 60, GOAL), text(30, 80, "各县区乡镇要落实" * 11_250, code='X="0" Y="5" DeltaX="g 99999 0.001"'))), "a.ofd")
    assert "ofd/page-too-full" in [d.code for d in made.diagnostics] and len(made.text) < 60_000
    lines = "".join(f"M {n % 200} {n // 300} L {n % 200 + 7} {n // 300}" for n in range(30_000))
    made = read(ofd(page(text(30, 60, GOAL), path(lines[:390_000]), path(lines[:390_000]))), "a.ofd")
    assert GOAL in made.text


TOKENS = ["<ofd:Layer>", "</ofd:Layer>", "<ofd:PageBlock>", "</ofd:PageBlock>", text(30, 60, "甲"), text(30, 60, "乙丙", CTM="0 1 -1 0 90 0"),
          path("M 0 0 L 99 0"), image("0 0 9 9"), "<ofd:TextObject Size='3'>", "<ofd:TextCode X='9'>丁\x0b", "</ofd:TextCode>", "&amp;", "&x;", "<", "文"]


@given(st.lists(st.sampled_from(TOKENS), max_size=12))
def test_any_soup_of_objects_is_read_or_refused(tokens: list[str]) -> None:
    try:
        sound(read(ofd(page(*tokens), page(text(30, 60, GOAL))), "a.ofd"))
    except UnreadableInput as error:
        assert error.todo


@given(st.binary(max_size=40), st.integers(0, 2000))
def test_any_damage_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = ofd(page(text(30, 60, GOAL)), page(text(30, 60, DUTY)))
    at %= len(whole)
    try:
        sound(read(whole[:at] + noise + whole[at + len(noise):], "a.ofd"))
    except UnreadableInput as error:
        assert error.todo
