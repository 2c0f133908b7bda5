"""Workbooks and separated values: what a cell shows, what is a table of a sheet, and the items read from it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import parse
from planparse.errors import UnreadableInput
from planparse.model.document import BlockKind, Document
from planparse.model.plan import Plan
from planparse.readers import package as package_module
from planparse.readers import read_bytes
from planparse.readers.xlsx import layout as layout_module
from planparse.readers.xlsx import sheet as sheet_module
from planparse.readers.xlsx.formats import shown
from planparse.readers.xlsx.layout import Band, laid_out
from planparse.readers.xlsx.sheet import Merge, SheetCell

openpyxl = pytest.importorskip("openpyxl")
from openpyxl.styles import Alignment, Border, Side  # noqa: E402

CORPUS = Path(__file__).parent.parent / "corpus"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Rows = Sequence[Sequence[object]]


def workbook(rows: Rows, *, merges: Sequence[str] = (), ruled: str | None = None, formats: dict[str, str] | None = None, **sheets: Rows) -> bytes:
    """An .xlsx whose first sheet holds these rows; `ruled` is a range with borders, `sheets` are further sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for reference in merges:
        sheet.merge_cells(reference)
    for line in sheet[ruled] if ruled else ():
        for cell in line:
            cell.border = Border(*[Side(style="thin")] * 4)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    for name, more in sheets.items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def raw(sheet: str, workbook_xml: str = "", **parts: str) -> bytes:
    """An .xlsx with this XML inside its only worksheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", workbook_xml or f'<workbook xmlns="{MAIN}"><sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>')
        package.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')
        for name, content in parts.items():
            package.writestr(f"xl/{name}.xml", content)
    return stream.getvalue()


def cells_xml(rows: Rows, first: int = 1) -> str:
    return "".join(f'<row r="{number}">' + "".join(
        f'<c r="{chr(65 + place)}{number}" t="str"><v>{value}</v></c>' for place, value in enumerate(row) if value is not None) + "</row>"
        for number, row in enumerate(rows, first))


def read(data: bytes, name: str = "资金表.xlsx") -> Document:
    """Read, and hold what every Document promises."""
    document = read_bytes(data, name)
    last = 0
    for block in document.blocks:
        assert last <= block.span.start <= block.span.end <= len(document.text)
        last = block.span.end
    for table in document.tables:
        places = [(row, column) for cell in table.cells for row in range(cell.row, cell.row + cell.rowspan)
                  for column in range(cell.column, cell.column + cell.colspan)]
        assert sorted(places) == [(row, column) for row in range(table.rows) for column in range(table.columns)]
    return document


def paragraphs(document: Document) -> list[str]:
    return [document.text[slice(*block.span)] for block in document.blocks if block.kind is not BlockKind.CELL]


def tables(document: Document) -> list[list[list[str]]]:
    """The tables as rows of words, a merged cell where it begins."""
    found = []
    for table in document.tables:
        rows = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            rows[cell.row][cell.column] = document.text[slice(*cell.span)]
        found.append(rows)
    return found


def codes(document: Document) -> list[str]:
    return [one.code for one in document.diagnostics]


HEAD = ("项目名称", "金额（万元）", "完成时间")
BODY = [HEAD, ("冷库改造", 120, "2024年9月底前"), ("站点建设", 80, "2024年12月底前"), ("合计", 200, None)]


# ---------------------------------------------------------------------------------------------------- what a cell shows

@pytest.mark.parametrize(("value", "code", "seen"), [
    ("1860", "General", "1860"), ("1860.0", "General", "1860"), ("12.50", "General", "12.5"), ("-3", "General", "-3"),
    ("0.1", "G/通用格式", "0.1"), ("33.333333333333336", "General", "33.33333333"), ("0.30000000000000004", "General", "0.3"),
    ("460001199001011234", "General", "460001199001011234"), ("1.23456789012E+17", "General", "123456789012000000"),
    ("1.23E+17", "0.00E+00", "123000000000000000"),
    ("1234.5", "0", "1235"), ("0.5", "0", "1"), ("1234.5", "#,##0.00", "1,234.50"), ("1234567.891", "#,##0.00_);(#,##0.00)", "1,234,567.89"),
    ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"), ("-5", "0.0", "-5.0"), ("999999.999", "#,##0.00", "1,000,000.00"),
    ("0.35", "0%", "35%"), ("0.3456", "0.0%", "34.6%"), ("-0.05", "0%", "-5%"), ("1.5", "0.##", "1.5"), ("2", "0.##", "2"),
    ("0.5", "#.0", ".5"), ("0", "#", ""), ("7", "000", "007"), ("1234", "0000-00", "0012-34"), ("13800001111", "000 0000 0000", "138 0000 1111"),
    ("50", '0"万元"', "50万元"), ("50", "0万元", "50万元"), ("1200000", '0.0,,"百万"', "1.2百万"), ("12345", '0!.0,"万"', "1.2万"),
    ("0", '#,##0;-#,##0;"-"', "-"), ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    ("1500", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ', "¥1,500.00"), ("12", "[红色]0.0", "12.0"), ("8", "[>=10]0;[<10]00", "08"), ("12", "[>=10]0;[<10]00", "12"),
    ("8", ";;;", ""), ("3", '"第"0"批"', "第3批"), ("20", "@", "20"), ("1.25", "# ?/?", "1.25"),
    ("125", "[DBNum1][$-804]General", "一百二十五"), ("125", "[DBNum2][$-804]0", "壹佰贰拾伍"),
    ("45473", 'yyyy"年"m"月"d"日"', "2024年6月30日"), ("45473", "yyyy年mm月", "2024年06月"), ("45473", "yyyy/m/d", "2024/6/30"),
    ("45473", "yyyy-mm-dd;@", "2024-06-30"), ("45473", "yyyy.m.d", "2024.6.30"), ("45473", "[$-F800]dddd, mmmm dd, yyyy", "Sunday, June 30, 2024"),
    ("45473.604166666664", "yyyy-mm-dd hh:mm", "2024-06-30 14:30"), ("45473.604166666664", "h:mm AM/PM", "2:30 PM"),
    ("45473.604166666664", "上午/下午h时mm分", "下午2时30分"), ("45473", "aaaa", "星期日"), ("1.5", "[h]:mm", "36:00"),
    ("45473", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年六月三十日"), ("45473", "m-d-yy", "6-30-24"), ("45473", "mmm-yy", "Jun-24"),
    ("60", "yyyy-mm-dd", "1900-02-28"), ("1", "yyyy-m-d", "1900-1-1"), ("-5", "yyyy-m-d", "-5"), ("99999999", "yyyy-m-d", "99999999"),
    ("不是数", "0.00", "不是数"), ("1e999", "0", "1e999"), ("nan", "0", "nan"),
])
def test_a_number_is_shown_as_its_format_says(value, code, seen):
    assert shown(value, code) == seen


def test_dates_from_1904():
    assert shown("44011", "yyyy-mm-dd", True) == "2024-06-30"
    assert "2024-06-30" in read(raw(
        "<sheetData><row><c><v>44011</v></c><c s='1'><v>44011</v></c></row></sheetData>",
        f'<workbook xmlns="{MAIN}"><workbookPr date1904="1"/><sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>',
        styles=f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="yyyy-mm-dd"/></numFmts>'
               '<cellXfs><xf/><xf numFmtId="170"/></cellXfs></styleSheet>')).text


@given(st.one_of(st.floats().map(repr), st.integers(-10**20, 10**20).map(str), st.text(max_size=8)),
       st.lists(st.sampled_from(['"', "\\", "[", "]", ";", "0", "#", "?", ".", ",", "%", "y", "m", "d", "h", "s", "AM/PM", "General", "@", "_",
                                 "*", "E+", "/", "[h]", "[>1]", "[DBNum1]", "[DBNum2]", "年", "aaa", "e", "-", " "]), max_size=14).map("".join))
def test_any_number_in_any_format_is_shown(value, code):
    assert isinstance(shown(value, code), str)


def test_cells_of_every_type():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["文字", 3, 2.5, True, date(2024, 6, 30), "00123", None, "  两边空 "])
    sheet["E1"].number_format = "yyyy年m月d日"
    sheet.append(["换\n行", "=1+1", "#REF!", 0.35])
    sheet["C2"].data_type = "e"
    sheet["D2"].number_format = "0%"
    document = read(saved(book))
    assert tables(document) == [[["文字", "3", "2.5", "TRUE", "2024年6月30日", "00123", "两边空"],
                                 ["换\n行", "", "#REF!", "35%", "", "", ""]]]
    assert codes(document) == ["xlsx/formula-without-value", "xlsx/error-cells"]


def test_rich_text_without_readings_and_escaped_characters():
    strings = (f'<sst xmlns="{MAIN}"><si><r><t>云</t></r><r><rPr><b/></rPr><t xml:space="preserve">岫 县</t></r><rPh sb="0" eb="1"><t>yún</t></rPh></si>'
               "<si><t>甲_x000D__x000A_乙_xD800_</t></si></sst>")
    page = read(raw('<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c></row><row><c><v>1</v></c><c t="inlineStr">'
                    "<is><t>内</t></is></c></row></sheetData>", sharedStrings=strings))
    assert tables(page) == [[["云岫 县", "甲\n乙"], ["1", "内"]]]


def test_values_saved_with_formulas_are_read():
    page = raw('<sheetData><row r="1"><c r="A1" t="str"><v>合计</v></c><c r="B1"><f>SUM(B2:B3)</f><v>30</v></c><c r="C1" t="str"><f>A1</f><v>合</v></c></row>'
               + cells_xml([("甲", "10"), ("乙", "20")], 2) + "</sheetData>")
    assert tables(read(page))[0][0] == ["合计", "30", "合"]
    assert codes(read(page)) == []


# ---------------------------------------------------------------------------------------------------- what is a table

@pytest.mark.parametrize("ruled", ["A4:C7", None])
def test_title_and_unit_stand_above_and_notes_below_the_table(ruled):
    rows = [("附件2",), ("云岫县项目资金安排表",), (None, None, "单位：万元"), *BODY, ("注：不含上级补助。",), ("填表人：张三",)]
    document = read(workbook(rows, merges=["A2:C2"], ruled=ruled))
    assert paragraphs(document) == ["附件2", "云岫县项目资金安排表", "单位：万元", "注：不含上级补助。", "填表人：张三"]
    assert tables(document) == [[["" if cell is None else str(cell) for cell in row] for row in BODY]]


def test_a_line_of_two_cells_above_the_ruled_table_is_no_row_of_it():
    rows = [("资金安排表",), ("填报单位：云岫县商务局", None, "单位：万元"), *BODY, ("填表人：张三", None, "电话：1234567")]
    document = read(workbook(rows, merges=["A1:C1"], ruled="A3:C6"))
    assert paragraphs(document) == ["资金安排表", "填报单位：云岫县商务局", "单位：万元", "填表人：张三", "电话：1234567"]
    assert len(document.tables) == 1 and document.tables[0].rows == 4


def test_merged_heads_and_groups():
    rows = [("类别", "项目", "资金来源", None, "合计"), (None, None, "中央", "县级", None), ("物流", "仓库", 10, 2, 12), (None, "线路", 5, 1, 6),
            ("总计", None, 15, 3, 18)]
    (table,) = read(workbook(rows, merges=["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "A5:B5"])).tables
    assert {(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells if cell.rowspan * cell.colspan > 1} == {
        (0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1), (2, 0, 2, 1), (4, 0, 1, 2)}


def test_blank_rows_part_tables_and_blank_columns_vanish():
    rows = [("甲表",), *BODY, (), ("乙表",), ("姓名", None, "职务"), ("李四", None, "主任")]
    document = read(workbook(rows))
    assert [(table.rows, table.columns) for table in document.tables] == [(4, 3), (2, 2)]
    assert paragraphs(document) == ["甲表", "乙表"]


def test_a_heading_row_of_a_later_ruled_part_stays_in_the_table():
    rows = [*BODY, (), ("二、培训类",), ("电商培训", 20, "2024年6月底前"), ("讲师", 5, "2024年6月底前")]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows, ruled="A1:C4")))
    for line in book.active["A6:C8"]:
        for cell in line:
            cell.border = Border(*[Side(style="thin")] * 4)
    assert [table.rows for table in read(saved(book)).tables] == [4, 3]


def test_sheets_come_in_order_and_hidden_ones_are_named():
    book = openpyxl.load_workbook(io.BytesIO(workbook(BODY, 资金来源表=BODY[:2], 底稿=[("草",)])))
    book["底稿"].sheet_state = "hidden"
    document = read(saved(book))
    assert paragraphs(document) == ["资金来源表"]           # a tab's name heads a sheet without a title; Sheet says nothing
    assert document.blocks[12].centred is True
    assert [table.rows for table in document.tables] == [4, 2]
    assert codes(document) == ["xlsx/hidden-sheets"] and "底稿" in document.diagnostics[0].message


def test_hidden_rows_and_columns_are_left_aside():
    rows = [("项目", "底数", "金额（万元）"), ("冷库", 7, 120), ("作废", 8, 30), ("站点", 9, 80), ("组", None, 5), (None, None, 6)]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows, merges=["A5:A6"])))
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[5].hidden = True
    document = read(saved(book))
    assert tables(document) == [[["项目", "金额（万元）"], ["冷库", "120"], ["站点", "80"], ["组", "6"]]]
    assert codes(document) == ["xlsx/hidden-cells"] and "7个" in document.diagnostics[0].message


def test_a_centred_title_is_centred():
    book = openpyxl.load_workbook(io.BytesIO(workbook([("资金安排表",), *BODY])))
    book.active["A1"].alignment = Alignment(horizontal="center")
    assert read(saved(book)).blocks[0].centred is True


def test_pictures_and_charts_are_reported():
    page = raw(f'<sheetData>{cells_xml(BODY)}</sheetData><drawing xmlns:r="x" r:id="rId1"/>')
    assert codes(read(page)) == ["xlsx/drawings"]


@given(st.dictionaries(st.tuples(st.integers(0, 12), st.integers(0, 6)), st.booleans(), max_size=30),
       st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 5), st.integers(0, 4)), max_size=6))
def test_every_cell_of_any_sheet_is_laid_out_once(places, ranges):
    cells = {place: SheetCell(f"{place}", bordered=ruled) for place, ruled in places.items()}
    merges = [Merge(row, column, row + down, column + across) for row, column, down, across in ranges]
    seen = []
    for one in laid_out(cells, merges):
        if isinstance(one, Band):
            seen += [placed.cell for placed in one.cells if placed.cell is not None]
            covered = [(placed.row + i, placed.column + j) for placed in one.cells for i in range(placed.rowspan) for j in range(placed.colspan)]
            assert sorted(covered) == [(i, j) for i in range(one.rows) for j in range(one.columns)]
        else:
            seen.append(one)
    assert sorted(cell.text for cell in seen) == sorted(cell.text for cell in cells.values())


# ---------------------------------------------------------------------------------------------------- hostile

@pytest.mark.parametrize(("data", "what"), [
    (raw("<sheetData/>"), "no words"),
    (raw("<sheetData><row><c"), "damaged"),
    (raw("<sheetData>" + "<x>" * 5000), "damaged"),
    (raw("", "<workbook"), "damaged"),
    (raw("", f'<!DOCTYPE x [<!ENTITY a "b">]><workbook xmlns="{MAIN}">&a;</workbook>'), "damaged"),
    (raw(f'<sheetData>{cells_xml(BODY)}</sheetData>', sharedStrings="<sst"), "damaged"),
    (raw(f'<sheetData>{cells_xml(BODY)}</sheetData>')[:-40], "damaged"),
    (raw(f"<sheetData>{cells_xml(BODY)}</sheetData>")[:200], "damaged"),
])
def test_a_damaged_workbook_is_refused_in_one_line(data, what):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "表.xlsx", reader="xlsx")
    assert what in caught.value.what and caught.value.where == "表.xlsx" and "\n" not in str(caught.value)


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    page = raw(f"<sheetData>{cells_xml(BODY)}</sheetData>" + " " * 100_000)
    monkeypatch.setattr(sheet_module, "LARGEST", 50_000)
    with pytest.raises(UnreadableInput, match="damaged"):
        read(page)
    monkeypatch.setattr(package_module, "MAX_TOTAL", 50_000)
    with pytest.raises(UnreadableInput, match="unpacks to more"):
        read(page)


def test_entities_are_not_expanded():
    page = raw("", "")
    with zipfile.ZipFile(io.BytesIO(page)) as package:
        book = package.read("xl/workbook.xml").decode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", book)
        package.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
                         f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>甲&a;</v></c></row></sheetData></worksheet>')
    assert read(stream.getvalue()).text.strip() == "甲"


def test_empty_formatted_rows_cost_nothing_and_make_no_rows():
    empty = "".join(f'<row r="{row}" ht="14"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(5, 30_000))
    document = read(raw(f"<sheetData>{cells_xml(BODY)}{empty}</sheetData>"))
    assert [table.rows for table in document.tables] == [4] and len(document.text) < 100


def test_a_data_file_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(sheet_module, "MOST_CELLS", 6)
    document = read(raw(f"<sheetData>{cells_xml(BODY * 5)}</sheetData>"))
    assert codes(document) == ["xlsx/cut"] and [table.rows for table in document.tables] == [2]


def test_cells_all_over_a_sheet_make_no_endless_table(monkeypatch):
    monkeypatch.setattr(layout_module, "_AREA", 100)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    page = raw("<sheetData>" + "".join(f'<row r="{n}"><c r="{letters[n]}{n}" t="str"><v>{n}</v></c></row>' for n in range(1, 25)) + "</sheetData>")
    assert read(page).tables == () and len(paragraphs(read(page))) == 24


def test_words_under_a_merged_range_are_not_seen_and_ranges_may_not_overlap(monkeypatch):
    rows = [("类别", "项目"), ("物流", "仓库"), ("物流", "线路"), ("培训", "讲师")]
    brushed = f"<sheetData>{cells_xml(rows)}</sheetData>" + '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    document = read(raw(brushed))
    assert tables(document) == [[["类别", "项目"], ["物流", "仓库"], ["", "线路"], ["培训", "讲师"]]]
    assert codes(document) == ["xlsx/hidden-cells"]
    assert [(cell.row, cell.rowspan) for cell in document.tables[0].cells if cell.rowspan > 1] == [(1, 2)]
    many = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(2, 30))
    crossed = raw("<sheetData>" + cells_xml([(str(n), str(n)) for n in range(30)]) + f"</sheetData><mergeCells>{many}</mergeCells>")
    read(crossed)
    monkeypatch.setattr(sheet_module, "_LOOKS", 0)
    assert [(table.rows, table.columns) for table in read(crossed).tables] == [(30, 2)]


def test_nonsense_in_places_and_numbers():
    page = raw('<cols><col min="x" max="9999999999" hidden="1"/><col min="30" max="99999999" hidden="1"/></cols><sheetData><row r="-5"><c r="ZZZZ1" t="str"><v>甲</v></c>'
               '<c r="A0" t="s"><v>99</v></c><c s="77"><v>1e999</v></c></row><row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>'
               '<mergeCells><mergeCell ref=""/><mergeCell ref="B2:A1"/><mergeCell ref="A1:A1"/></mergeCells>')
    assert "甲" in read(page).text


# ---------------------------------------------------------------------------------------------------- items

def as_rows(document: Document, index: int) -> tuple[list[list[object]], list[str]]:
    """A table of a document as rows of values, and its merged ranges."""
    table = document.tables[index]
    rows: list[list[object]] = [[None] * table.columns for _ in range(table.rows)]
    merges = []
    for cell in table.cells:
        words = document.text[slice(*cell.span)]
        rows[cell.row][cell.column] = int(words) if words.isdigit() else words or None
        if cell.rowspan * cell.colspan > 1:
            merges.append(f"{chr(65 + cell.column)}{cell.row + 3}:{chr(64 + cell.column + cell.colspan)}{cell.row + 2 + cell.rowspan}")
    return rows, merges


def table_budget(plan: Plan, table: str) -> list[tuple[object, ...]]:
    return [(b.quote, b.amount, b.role, b.source, b.purpose.text, b.row, b.column) for b in plan.budget if b.table == table]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(("name", "index"), [("jichuan-environment", 1), ("suiyuan-machinery", 0)])
def test_a_workbook_gives_the_money_its_word_table_gives(name, index, ruled):
    source = CORPUS / name / "plan.docx"
    wanted = parse(source)
    rows, merges = as_rows(read_bytes(source.read_bytes(), source.name), index)
    width = chr(64 + len(rows[0]))
    data = workbook([["资金安排表"], [None] * (len(rows[0]) - 1) + ["单位：万元"], *rows], merges=["A1:" + width + "1", *merges],
                    ruled=f"A3:{width}{2 + len(rows)}" if ruled else None)
    plan = parse(data, name="资金表.xlsx")
    money = table_budget(plan, plan.table_records[0].id)
    assert money == table_budget(wanted, wanted.table_records[index].id) and len(money) > 5
    assert (plan.table_records[0].caption, plan.table_records[0].unit) == ("资金安排表", "万元")
    for item in plan.budget:
        assert plan.text[slice(*item.span)] == item.quote


def test_the_annex_of_the_corpus_gives_the_sums_of_its_plan():
    plan = parse(CORPUS / "yunxiu-ecommerce" / "annex.xlsx")
    whole = {(b.source, b.amount) for b in parse(CORPUS / "yunxiu-ecommerce" / "plan.txt").budget if b.role != "item" or b.source}
    total = {(b.source, b.amount) for b in plan.budget if b.role == "total"}
    assert {amount for _, amount in total} == {12_000_000, 2_600_000, 4_000_000, 18_600_000}
    assert {amount for _, amount in total} <= {amount for _, amount in whole}
    assert [b.row for b in plan.budget if b.purpose.text == "电商人才培训"] == [4, 4, 4]
    assert (plan.table_records[0].caption, plan.table_records[0].unit, plan.source.reader) == ("云岫县电子商务进农村专项资金安排表", "万元", "xlsx")
    assert not [check for check in plan.checks if check.code == "sum-mismatch"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_old_workbooks_give_what_the_new_one_gives(tmp_path):
    source = tmp_path / "annex.xlsx"
    book = openpyxl.load_workbook(CORPUS / "yunxiu-ecommerce" / "annex.xlsx")
    book.active["G1"], book.active["A11"] = "=TODAY()", "=1/0"
    book.active["B5"].number_format = '#,##0.00"万元"'
    book.save(source)
    for kind in ("xls", "ods"):
        subprocess.run(["soffice", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", kind, "--outdir",
                        str(tmp_path), str(source)], check=True, capture_output=True)
    for path, kind in ((tmp_path / "annex.xls", "ms-excel"), (tmp_path / "annex.ods", "opendocument.spreadsheet")):
        document = read(path.read_bytes(), path.name.replace("xls", "et"))
        assert tables(document)[0][1:3] == [["县级电子商务公共服务中心改造", "220.00万元", "60", "40", "320"],
                                            ["县乡村三级寄递物流体系建设", "660", "120", "200", "980"]]
        assert paragraphs(document) == ["附件3", "云岫县电子商务进农村专项资金安排表", "单位：万元",
                                        "注：省级财政补助分两年下达，县财政配套列入年度预算。", "#DIV/0!"]
        assert codes(document) == ["xlsx/passing-value", "xlsx/error-cells"]
        assert document.source.reader == "office" and kind in document.source.media_type


# ---------------------------------------------------------------------------------------------------- separated values

CSV = "云岫县资金安排表,,\r\n,,单位：万元\r\n项目名称,资金来源,金额\r\n\"仓库,冷链\",中央资金,\"1,200\"\r\n培训,,30\r\n\r\n注：不含自筹。,,\r\n"


@pytest.mark.parametrize(("text", "name", "codec"), [
    (CSV, "表.csv", "utf-8-sig"), (CSV, "表.csv", "gb18030"), (CSV.replace("\r\n", "\n"), "表.CSV", "utf-16"),
    (CSV.replace('"仓库,冷链"', "仓库，冷链").replace('"1,200"', "1200").replace(",", "\t"), "表.tsv", "gb18030"),
    (CSV.replace('"仓库,冷链"', "仓库，冷链").replace('"1,200"', "1200").replace(",", ";"), "表.csv", "utf-8"),
])
def test_separated_values_are_a_table_in_an_unchanged_text(text, name, codec):
    document = read(text.encode(codec), name)
    assert document.text == text and document.source.reader == "csv"
    assert paragraphs(document) == ["云岫县资金安排表", "单位：万元", "注：不含自筹。"]
    assert [[word.replace(",", "") for word in row] for row in tables(document)[0]] in (
        [["项目名称", "资金来源", "金额"], ["仓库冷链", "中央资金", "1200"], ["培训", "", "30"]],
        [["项目名称", "资金来源", "金额"], ["仓库，冷链", "中央资金", "1200"], ["培训", "", "30"]])
    plan = parse(text.encode(codec), name=name)
    assert [(b.amount, b.row, b.column) for b in plan.budget] == [(12_000_000, 1, 2), (300_000, 2, 2)]


@given(st.text(alphabet='",\t;\n\r 项1。', max_size=60))
def test_any_separated_values_are_read_or_refused(text):
    try:
        document = read(text.encode(), "表.csv")
    except UnreadableInput:
        return
    assert document.text == text
