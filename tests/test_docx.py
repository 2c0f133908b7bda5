"""The DOCX reader, on small packages written by hand: each feature of the format in a few lines of XML."""

from __future__ import annotations

import io
import struct
import zipfile

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Document
from planparse.readers import package as package_module
from planparse.readers.docx import MEDIA_TYPE, read
from planparse.readers.docx.numerals import FORMATS, written
from planparse.text.flow import Piece, build_flow

TRANSITIONAL = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://schemas.openxmlformats.org/officeDocument/2006/math")
STRICT = ("http://purl.oclc.org/ooxml/wordprocessingml/main",
          "http://purl.oclc.org/ooxml/officeDocument/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/math")
SPACES = ('xmlns:w="{}" xmlns:r="{}" xmlns:m="{}" '
          'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          'xmlns:v="urn:schemas-microsoft-com:vml" '
          'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')


def package(body: str, names: tuple[str, str, str] = TRANSITIONAL, links: str = "",
            extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A .docx with this body; `parts` are further parts by kind, given as the inner XML of their root."""
    spaces, known = SPACES.format(*names), ("footnotes", "endnotes", "styles", "numbering")
    relations = links + "".join(link(kind, kind, f"{kind}.xml", names) for kind in parts if kind in known)
    files: dict[str, str | bytes] = {
        "_rels/.rels": f"<Relationships>{link('a', 'officeDocument', '/word/document.xml', names)}</Relationships>",
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    for kind, inner in parts.items():
        root = kind if kind in known else "hdr"
        files[f"word/{kind}.xml"] = f"<w:{root} {spaces}>{inner}</w:{root}>"
    files.update(extra or {})
    return zipped(files)


def link(number: str, kind: str, target: str, names: tuple[str, str, str] = TRANSITIONAL) -> str:
    return f'<Relationship Id="{number}" Type="{names[1]}/{kind}" Target="{target}"/>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "", inner: str = "") -> str:
    layout = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{layout}{t(text) if text else ''}{inner}</w:p>"


def n(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(place: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
            f'<w:lvlText w:val="{text}"/></w:lvl>')


def lists(*levels: str, overrides: str = "") -> str:
    """One abstract list, counted by `num` 1, and by `num` 2 with overrides."""
    return (f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
            f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>')


def check(document: Document) -> Document:
    """What every Document keeps to: blocks in order, not overlapping, inside the text."""
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(document.text)
        end = block.span.end
    cells = [(index, cell.span) for index, table in enumerate(document.tables) for cell in table.cells]
    assert cells == [(block.table, block.span) for block in document.blocks if block.kind is BlockKind.CELL]
    for table in document.tables:
        covered = [(row, column) for cell in table.cells for row in range(cell.row, cell.row + cell.rowspan)
                   for column in range(cell.column, cell.column + cell.colspan)]
        assert len(covered) == len(set(covered))
        assert all(row < table.rows and column < table.columns for row, column in covered)
        assert all(table.span.start <= cell.span.start <= cell.span.end <= table.span.end for cell in table.cells)
    return document


def parse(body: str, **parts: str) -> Document:
    return check(read(package(body, **parts), "测试.docx"))


def words(document: Document, block: Block) -> str:
    return document.text[block.span.start:block.span.end]


def lines(body: str, **parts: str) -> list[str]:
    document = parse(body, **parts)
    return [words(document, block) for block in document.blocks]


def grid(document: Document, index: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, document.text[cell.span.start:cell.span.end])
            for cell in document.tables[index].cells]


def tc(text: str = "", properties: str = "", inner: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


SPAN2 = '<w:gridSpan w:val="2"/>'
DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


# the Document

def test_paragraphs_in_order_with_source() -> None:
    document = parse(p("清河县人民政府文件") + p() + p("各乡镇人民政府："))
    assert document.text == "清河县人民政府文件\n各乡镇人民政府：\n"
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}
    source = document.source
    assert (source.reader, source.media_type, source.pages, source.encoding) == ("docx", MEDIA_TYPE, None, None)
    assert len(source.sha256) == 64


def test_strict_namespaces_read_the_same() -> None:
    body = p("一是", n(1)) + tbl(tr(tc("甲"), tc("乙")))
    numbering = lists(level(0, "decimal", "%1."))
    loose, strict = (read(package(body, names, numbering=numbering), "a") for names in (TRANSITIONAL, STRICT))
    assert strict.text == loose.text == "1.一是\n甲\t乙\n"


def test_parts_in_utf16_are_read() -> None:
    inner = f"<w:document {SPACES.format(*STRICT)}><w:body>{p('云溪县')}</w:body></w:document>"
    data = ('<?xml version="1.0" encoding="UTF-16"?>' + inner).encode("utf-16")
    assert read(package("", extra={"word/document.xml": data}), "a").text == "云溪县\n"


def test_main_part_may_have_another_name_and_back_slashes() -> None:
    relations = f"<Relationships>{link('a', 'officeDocument', chr(92).join(('word', 'Main.xml')))}</Relationships>"
    main = f"<w:document {SPACES.format(*TRANSITIONAL)}><w:body>{p('甲')}</w:body></w:document>"
    data = zipped({"_rels/.rels": relations, "word\\main.xml": main})
    assert read(data, "a").text == "甲\n"


def test_missing_and_damaged_side_parts_do_no_harm() -> None:
    body = p("目标", '<w:pStyle w:val="nowhere"/>' + n(9))
    assert lines(body) == ["目标"]
    document = check(read(package(body, extra={"word/styles.xml": b"<w:styles", "word/numbering.xml": b""}), "a"))
    assert document.text == "目标\n"
    assert [one.code for one in document.diagnostics] == ["docx/damaged-part", "docx/damaged-part"]


def test_a_document_without_text_says_so() -> None:
    document = parse(p(inner="<w:r><w:drawing/></w:r>"))
    assert document.text == ""
    assert [one.code for one in document.diagnostics] == ["docx/no-text"]


def test_centred_directly_through_styles_and_by_default() -> None:
    styles = ('<w:docDefaults><w:pPrDefault><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrDefault></w:docDefaults>'
              '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>'
              '<w:style w:styleId="T"><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
              '<w:style w:styleId="S"><w:basedOn w:val="T"/></w:style>'
              '<w:style w:styleId="U"><w:basedOn w:val="U"/></w:style>')
    style = '<w:pStyle w:val="{}"/>'
    body = (p("题", '<w:jc w:val="center"/>') + p("题", style.format("S"))
            + p("文", style.format("S") + '<w:jc w:val="both"/>') + p("文") + p("文", style.format("U")))
    assert [block.centred for block in parse(body, styles=styles).blocks] == [True, True, False, False, False]


# running text

@pytest.mark.parametrize(("inner", "text"), [
    (t("建成") + "<w:r><w:tab/></w:r>" + t("3个"), "建成\t3个"),
    (t("2021") + "<w:r><w:noBreakHyphen/></w:r>" + t("2023年"), "2021-2023年"),
    (t("镇") + "<w:r><w:softHyphen/><w:lastRenderedPageBreak/></w:r>" + t("级"), "镇级"),
    ('<w:hyperlink r:id="x">' + t("县商务局") + "</w:hyperlink>", "县商务局"),
    ("<w:smartTag><w:smartTagPr/>" + t("云溪县") + "</w:smartTag>", "云溪县"),
    ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + t("清单") + "</w:sdtContent></w:sdt>", "清单"),
    ('<w:bookmarkStart w:id="1"/><w:proofErr/>' + t("甲") + '<w:commentRangeStart w:id="1"/>' + t("乙")
     + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>', "甲乙"),
    ("<w:r><w:t>  两端 空格 </w:t></w:r>" + t("后"), "两端 空格后"),
    ("<w:r><w:t>\n 一\n 二</w:t></w:r>", "一 二"),
    ('<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>' + t("显"), "显"),
    ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显"),
    ('<w:r><w:ruby><w:rt>' + t("yún") + "</w:rt><w:rubyBase>" + t("云") + "</w:rubyBase></w:ruby></w:r>", "云"),
    (t("面积500m") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "面积500m²"),
    (t("见附表") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "见附表2"),
    ("<m:oMathPara><m:oMath><m:r><m:t>y=</m:t></m:r><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t>"
     "</m:r></m:den></m:f></m:oMath></m:oMathPara>", "y=a/b"),
    ("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>",
     "10^4"),
])
def test_inline_content(inner: str, text: str) -> None:
    assert lines(p(inner=inner)) == [text]


@pytest.mark.parametrize(("font", "char", "shown"), [
    ("Symbol", "F0B3", "≥"), ("Symbol", "F0A3", "≤"), ("Symbol", "F061", "α"), ("Wingdings", "F0FE", "☑"),
    ("Wingdings", "00A8", "□"), ("Wingdings 2", "F052", "☑"), ("Wingdings", "F081", "①"), ("宋体", "2103", "℃"),
])
def test_signs(font: str, char: str, shown: str) -> None:
    assert lines(p("率", inner=f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>')) == [f"率{shown}"]


def test_private_characters_typed_in_a_symbol_font() -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b3</w:t></w:r>'
    assert lines(p("增速", inner=run + t("8%"))) == ["增速≥8%"]


def test_hidden_through_styles() -> None:
    styles = ('<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
              '<w:style w:type="character" w:styleId="I"><w:basedOn w:val="H"/></w:style>'
              '<w:style w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>')
    run = '<w:r><w:rPr><w:rStyle w:val="I"/></w:rPr><w:t>隐</w:t></w:r>'
    shown = '<w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>露</w:t></w:r>'
    assert lines(p("显", inner=run) + p("藏", '<w:pStyle w:val="P"/>', inner=shown), styles=styles) == ["显", "露"]


# fields

def begin(instruction: str) -> str:
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>')


SEPARATE, END = ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


@pytest.mark.parametrize(("inner", "text"), [
    (t("合计") + begin(" =SUM(ABOVE) ") + SEPARATE + t("300") + END + t("万元"), "合计300万元"),
    (t("第") + begin(" PAGE \\* MERGEFORMAT ") + SEPARATE + t("7") + END + t("页"), "第页"),
    ('<w:fldSimple w:instr=" NUMPAGES ">' + t("12") + "</w:fldSimple>" + t("止"), "止"),
    ('<w:fldSimple w:instr=" DATE ">' + t("2023年5月") + "</w:fldSimple>", "2023年5月"),
    (t("见第") + begin("PAGEREF _Ref1") + SEPARATE + t("3") + END + t("页"), "见第3页"),
    (begin("IF ") + begin("MERGEFIELD x") + SEPARATE + t("丢") + END + begin(" = 1") + END + SEPARATE + t("留") + END,
     "留"),
    (begin(" EQ \\o\\ac(○,3) ") + END + t("加强培训"), "③加强培训"),
    (begin("REF _x") + t("甲"), None),
    (END + SEPARATE + t("乙"), "乙"),
])
def test_fields(inner: str, text: str | None) -> None:
    assert lines(p(inner=inner) + p("后文")) == ([text] if text else []) + ["后文"]


def test_a_field_that_never_ends_swallows_no_paragraph() -> None:
    document = parse(p("甲", inner=begin("PAGE ") + SEPARATE + t("1")) + p("乙"))
    assert document.text == "甲\n乙\n"
    assert [one.code for one in document.diagnostics] == ["docx/open-field"]


def test_entries_of_a_table_of_contents_are_furniture() -> None:
    styles = '<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    control = ('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
               "<w:sdtContent>" + p("目录") + "</w:sdtContent></w:sdt>")
    by_field = p(inner=begin(' TOC \\o "1-2" ') + SEPARATE + t("二、任务") + "<w:r><w:tab/></w:r>" + t("2")) + p(inner=END)
    body = control + p("一、目标\t1", '<w:pStyle w:val="11"/>') + by_field + p("一、目标")
    document = parse(body, styles=styles)
    assert [block.kind for block in document.blocks] == [BlockKind.FURNITURE] * 3 + [BlockKind.PARAGRAPH]


def test_a_table_of_contents_left_open_takes_no_prose_with_it() -> None:
    body = p(inner=begin("TOC ") + SEPARATE + t("一、目标\t1")) + p("到2023年建成站点40个。") + p("二是培训。")
    assert [block.kind for block in parse(body).blocks][1:] == [BlockKind.PARAGRAPH] * 2


# tracked changes

def test_tracked_changes_are_read_as_accepted() -> None:
    inner = (t("投资") + '<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id="2">' + t("120")
             + "</w:ins>" + t("万元") + '<w:moveFrom w:id="3">' + t("旧") + '</w:moveFrom><w:moveTo w:id="4">' + t("新")
             + '</w:moveTo><w:ins w:id="5"><w:del w:id="6"><w:r><w:delText>废</w:delText></w:r></w:del></w:ins>')
    document = parse(p(inner=inner))
    assert document.text == "投资120万元新\n"
    assert [one.code for one in document.diagnostics] == ["docx/tracked-changes"]


def test_a_deleted_paragraph_mark_joins_and_counts_one_number() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = p("建设站点", n(1) + gone) + p("和网点", n(1)) + p("培训", n(1)) + p("", n(1) + gone)
    assert lines(body, numbering=lists(level(0, "decimal", "%1."))) == ["1.建设站点和网点", "2.培训"]


def test_a_mark_deleted_before_a_table_just_ends() -> None:
    body = p("资金表", '<w:rPr><w:del w:id="1"/></w:rPr>') + tbl(tr(tc("甲"))) + p("后")
    assert parse(body).text == "资金表\n甲\n后\n"


def test_a_hidden_mark_runs_a_heading_into_its_text() -> None:
    body = p("（一）站点。", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("新建10个。")
    assert lines(body) == ["（一）站点。新建10个。"]


def test_deleted_rows_and_cells_are_left_out() -> None:
    body = tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁"), properties='<w:del w:id="1"/>'),
               tr(tc("戊"), tc("己", '<w:cellDel w:id="2"/>')))
    assert parse(body).text == "甲\t乙\n戊\t\n"


# breaks

BREAK = "<w:r><w:br/></w:r>"


def test_soft_breaks_give_lines() -> None:
    document = parse(p("一是建站点。", inner=BREAK + t("　　二是强培训。") + "<w:r><w:cr/></w:r>" + t("三是重宣传。")) + p("完"))
    assert [(block.kind.value, words(document, block)) for block in document.blocks] == [
        ("line", "一是建站点。"), ("line", "　　二是强培训。"), ("line", "三是重宣传。"), ("paragraph", "完")]


def test_soft_breaks_in_a_centred_title_keep_it_one() -> None:
    document = parse(p("清河县人民政府", '<w:jc w:val="center"/>', BREAK + t("关于印发方案的通知")))
    assert [(block.kind.value, words(document, block)) for block in document.blocks] == [
        ("paragraph", "清河县人民政府\n关于印发方案的通知")]


def test_a_page_break_ends_the_paragraph() -> None:
    broken = '<w:r><w:br w:type="page"/></w:r>'
    document = parse(p("特此通知。", inner=broken + t("附件1")) + p(inner=broken))
    assert [(block.kind.value, words(document, block)) for block in document.blocks] == [
        ("paragraph", "特此通知。"), ("paragraph", "附件1")]


# numbering

@pytest.mark.parametrize(("form", "pairs"), [
    ("decimal", {1: "1", 12: "12"}), ("decimalZero", {3: "03", 12: "12"}), ("upperLetter", {1: "A", 26: "Z", 28: "BB"}),
    ("lowerLetter", {2: "b"}), ("upperRoman", {4: "IV", 19: "XIX"}), ("lowerRoman", {9: "ix"}),
    ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 101: "一○一"}),
    ("chineseCountingThousand", {10: "十", 15: "十五", 100: "一百", 101: "一百零一", 110: "一百一十", 1005: "一千零五",
                                 10010: "一万零一十", 100000: "十万"}),
    ("japaneseCounting", {1: "一", 10: "十", 12: "十二", 30: "三十", 100: "百"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}), ("ideographZodiac", {1: "子", 12: "亥"}),
    ("ideographZodiacTraditional", {1: "甲子", 2: "乙丑"}), ("ideographDigital", {10: "一〇", 21: "二一"}),
    ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 23: "贰拾叁"}), ("ideographLegalTraditional", {2: "貳"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}), ("decimalEnclosedCircleChinese", {10: "⑩"}),
    ("decimalEnclosedParen", {2: "⑵"}), ("decimalEnclosedFullstop", {3: "⒊"}), ("decimalFullWidth", {12: "１２"}),
    ("ideographEnclosedCircle", {1: "㊀", 11: "十一"}), ("numberInDash", {2: "- 2 -"}), ("none", {5: ""}),
    ("something new", {7: "7"}),
])
def test_number_formats(form: str, pairs: dict[int, str]) -> None:
    assert {number: written(number, form) for number in pairs} == pairs


@given(st.integers(-5, 10**9 - 1), st.sampled_from([*FORMATS, "custom", "unknown"]))
def test_any_number_can_be_written(number: int, form: str) -> None:
    label = written(number, form, "001, 002")
    assert len(label) <= 60 and bool(label) == (form != "none" or number < 0)


def test_levels_restart_and_labels_read_as_typed() -> None:
    numbering = lists(level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCountingThousand", "（%2）"),
                      level(2, "decimal", "%3.", '<w:suff w:val="space"/>'), level(3, "decimalEnclosedCircle", "%4"))
    body = "".join(p(text, n(1, at)) for text, at in [
        ("总体要求", 0), ("指导思想", 1), ("基本原则", 1), ("主要任务", 0), ("体系建设", 1), ("建站", 2), ("选址", 3),
        ("培训", 2), ("选人", 3), ("宣传", 1), ("资金", 2)])
    document = parse(body, numbering=numbering)
    assert [words(document, block) for block in document.blocks] == [
        "一、总体要求", "（一）指导思想", "（二）基本原则", "二、主要任务", "（一）体系建设", "1.建站", "①选址", "2.培训",
        "①选人", "（二）宣传", "1.资金"]
    assert [block.label for block in document.blocks][:3] == ["一、", "（一）", "（二）"]


def test_labels_that_would_stick_get_a_space() -> None:
    numbering = lists(level(0, "chineseCountingThousand", "第%1条"), level(1, "decimal", "%1.%2", "<w:isLgl/>"),
                      level(2, "upperLetter", "%3", '<w:suff w:val="nothing"/>'))
    body = p("为规范管理", n(1)) + p("2023年目标", n(1, 1)) + p("项目", n(1, 2))
    assert lines(body, numbering=numbering) == ["第一条 为规范管理", "1.1 2023年目标", "A项目"]


def test_nums_of_one_abstract_list_count_on_unless_overridden() -> None:
    levels = level(0, "decimal", "%1.")
    body = p("甲", n(1)) + p("乙", n(2)) + p("丙", n(1)) + p("丁", n(2))
    assert lines(body, numbering=lists(levels)) == ["1.甲", "2.乙", "3.丙", "4.丁"]
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    assert lines(body, numbering=lists(levels, overrides=start)) == ["1.甲", "5.乙", "6.丙", "7.丁"]
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert lines(body, numbering=lists(levels, overrides=other)) == ["1.甲", "B)乙", "3.丙", "D)丁"]


@pytest.mark.parametrize(("restart", "last"), [
    ("", "1."), ('<w:lvlRestart w:val="0"/>', "3."), ('<w:lvlRestart w:val="1"/>', "1.")])
def test_restart_of_a_level(restart: str, last: str) -> None:
    numbering = lists(level(0, "decimal", "%1、"), level(1, "decimal", "%2.", restart))
    body = p("章", n(1)) + p("甲", n(1, 1)) + p("乙", n(1, 1)) + p("章", n(1)) + p("丙", n(1, 1))
    assert lines(body, numbering=numbering)[-1] == f"{last}丙"


def test_a_level_that_restarts_only_behind_the_first() -> None:
    numbering = lists(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）"),
                      level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'))
    body = "".join(p(text, n(1, "章节".find(text[0]) if text in "章节" else 2)) for text in "章节甲节乙章丙")
    assert lines(body, numbering=numbering) == ["1、章", "（1）节", "1.甲", "（2）节", "2.乙", "2、章", "1.丙"]


def test_start_values_and_levels_never_reached() -> None:
    numbering = lists(level(0, "decimal", "%1", start=3), level(1, "decimal", "%1.%2"))
    body = p("先到", n(1, 1)) + p("章", n(1)) + p("节", n(1, 1))
    assert lines(body, numbering=numbering) == ["3.1 先到", "3 章", "3.1 节"]


def test_numbering_through_styles() -> None:
    styles = (f'<w:style w:styleId="H1"><w:pPr>{n(1)}</w:pPr></w:style>'
              '<w:style w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
              '<w:style w:styleId="H3"><w:basedOn w:val="H2"/></w:style>')
    numbering = lists(level(0, "chineseCounting", "%1、"),
                      level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'))
    style = '<w:pStyle w:val="{}"/>'
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (p("章", style.format("H1")) + p("节", style.format("H2")) + p("节", style.format("H3"))
            + p("无号", style.format("H2") + off) + p("节", style.format("H2")))
    assert lines(body, styles=styles, numbering=numbering) == ["一、章", "（一）节", "（二）节", "无号", "（三）节"]


def test_a_number_without_a_level_takes_the_level_of_its_style() -> None:
    styles = f'<w:style w:styleId="H2"><w:pPr>{n(1, 1)}</w:pPr></w:style>'
    numbering = lists(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）"))
    layout = '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="2"/></w:numPr>'
    assert lines(p("节", layout), styles=styles, numbering=numbering) == ["（1）节"]


def test_numbering_style_links_are_followed() -> None:
    styles = f'<w:style w:type="numbering" w:styleId="L"><w:pPr>{n(3)}</w:pPr></w:style>'
    numbering = ('<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
                 f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{level(0, "decimal", "（%1）")}'
                 '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
                 '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>')
    assert lines(p("甲", n(1)) + p("乙", n(3)), styles=styles, numbering=numbering) == ["（1）甲", "（2）乙"]


def test_bullets_custom_formats_and_hidden_labels() -> None:
    custom = ('<w:lvl w:ilvl="2"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
              '<w:numFmt w:val="custom" w:format="001, 002, 003"/></mc:Choice>'
              '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
              '<w:lvlText w:val="%3."/></w:lvl>')
    numbering = lists(level(0, "bullet", "\uf06c"), level(1, "bullet", "—"), custom,
                      level(3, "decimal", "%4.", "<w:rPr><w:vanish/></w:rPr>"))
    body = p("甲", n(1)) + p("乙", n(1, 1)) + p("丙", n(1, 2)) + p("丁", n(1, 3))
    assert lines(body, numbering=numbering) == ["●甲", "—乙", "001.丙", "丁"]


def test_numbers_in_cells_and_an_automatic_column_of_numbers() -> None:
    def numbered() -> str:
        return f"<w:tc>{p('', n(1))}</w:tc>"

    rows = tr(numbered(), tc("建站")), tr(numbered(), tc("培训"))
    document = parse(tbl(*rows), numbering=lists(level(0, "decimal", "%1")))
    assert document.text == "1\t建站\n2\t培训\n"
    assert document.blocks[0].label == "1"


# text boxes, notes, headers

def box(text: str) -> str:
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def shape(text: str) -> str:
    return f"<w:drawing><wps:wsp><wps:txbx>{box(text)}</wps:txbx></wps:wsp></w:drawing>"


def picture(text: str) -> str:
    return f"<w:pict><v:shape><v:textbox>{box(text)}</v:textbox></v:shape></w:pict>"


def test_a_text_box_stands_once_behind_its_paragraph() -> None:
    both = (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape("专栏一")}</mc:Choice>'
            f"<mc:Fallback>{picture('专栏一')}</mc:Fallback></mc:AlternateContent></w:r>")
    assert lines(p("前文", inner=both + t("续")) + p("后文")) == ["前文续", "专栏一", "后文"]


def test_fallback_is_read_where_the_choice_is_empty() -> None:
    both = ('<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice>'
            f"<mc:Fallback>{picture('旧框')}</mc:Fallback></mc:AlternateContent></w:r>")
    assert lines(p("前文", inner=both)) == ["前文", "旧框"]


def test_vml_boxes_word_art_and_boxes_in_groups() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="云溪县人民政府文件"/></v:shape></w:pict></w:r>'
    shapes = "".join(f"<v:shape><v:textbox>{box(text)}</v:textbox></v:shape>" for text in ("左", "右"))
    group = f"<w:r><w:pict><v:group>{shapes}</v:group></w:pict></w:r>"
    assert lines(p("前", inner=art + group)) == ["前", "云溪县人民政府文件", "左", "右"]


def test_a_box_in_a_cell_stays_in_the_cell() -> None:
    document = parse(tbl(tr(f"<w:tc>{p('甲', inner='<w:r>' + shape('框') + '</w:r>')}</w:tc>", tc("乙"))))
    assert grid(document) == [(0, 0, 1, 1, "甲\n框"), (0, 1, 1, 1, "乙")]


def test_notes_stand_behind_the_body_in_order() -> None:
    notes = ('<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
             f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{t(" 含贫困村。")}</w:p></w:footnote>'
             f'<w:footnote w:id="3">{p("未引用。")}</w:footnote>')
    ends = f'<w:endnote w:id="1">{p("来源：统计局。")}</w:endnote>'
    body = p("覆盖", inner='<w:r><w:endnoteReference w:id="1"/></w:r>' + t("40个")
             + '<w:r><w:footnoteReference w:id="2"/></w:r>' + t("村"))
    body += p("完", inner='<w:r><w:footnoteReference w:id="9"/></w:r>')
    document = parse(body, footnotes=notes, endnotes=ends)
    assert [(block.kind.value, words(document, block)) for block in document.blocks] == [
        ("paragraph", "覆盖40个村"), ("paragraph", "完"), ("note", "来源：统计局。"), ("note", " 含贫困村。")]


def test_a_custom_note_mark_sticks_to_no_word() -> None:
    inner = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>' + t("个")
    notes = f'<w:footnote w:id="2">{p("注。")}</w:footnote>'
    assert lines(p("建站10", inner=inner), footnotes=notes) == ["建站10个", "注。"]


def test_headers_and_footers_are_furniture_at_the_end() -> None:
    links = link("h", "header", "top.xml") + link("f", "footer", "foot.xml")
    section = ('<w:sectPr><w:headerReference r:id="h"/><w:headerReference r:id="h"/>'
               '<w:footerReference r:id="f"/></w:sectPr>')
    data = package(p("正文") + section, links=links, top=p("内部资料"),
                   foot=p("— ", inner=begin("PAGE") + SEPARATE + t("1") + END + t(" —")))
    document = check(read(data, "a"))
    assert [(block.kind.value, words(document, block)) for block in document.blocks] == [
        ("paragraph", "正文"), ("furniture", "内部资料")]


def test_embedded_parts_are_reported() -> None:
    document = parse(p("甲") + '<w:altChunk r:id="x"/>')
    assert [one.code for one in document.diagnostics] == ["docx/embedded-part"]


def test_a_drop_cap_belongs_to_its_paragraph() -> None:
    assert lines(p("为", '<w:framePr w:dropCap="drop" w:lines="3"/>') + p("加快发展，")) == ["为加快发展，"]


def test_block_controls_are_opened() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}<w:customXml>{p('乙')}</w:customXml></w:sdtContent></w:sdt>"
    assert lines(body) == ["甲", "乙"]


# tables

def test_merged_cells_stand_once() -> None:
    document = parse(p("前") + tbl(
        tr(tc("项目", DOWN), tc("资金来源", SPAN2), tc("备注", DOWN)),
        tr(tc("", GOES_ON), tc("中央"), tc("县级"), tc("", GOES_ON)),
        tr(tc("站点"), tc("10"), tc("20"), tc())) + p("后"))
    assert grid(document) == [
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "资金来源"), (0, 3, 2, 1, "备注"), (1, 1, 1, 1, "中央"), (1, 2, 1, 1, "县级"),
        (2, 0, 1, 1, "站点"), (2, 1, 1, 1, "10"), (2, 2, 1, 1, "20"), (2, 3, 1, 1, "")]
    assert (document.tables[0].rows, document.tables[0].columns) == (3, 4)
    assert document.text == "前\n项目\t资金来源\t\t备注\n\t中央\t县级\t\n站点\t10\t20\t\n后\n"
    assert [(block.row, block.column) for block in document.blocks if block.table == 0][:3] == [(0, 0), (0, 1), (0, 3)]


def test_a_merge_restarts_and_odd_merges_are_cells_of_their_own() -> None:
    rows = tr(tc("甲", DOWN), tc("1")), tr(tc("乙", DOWN), tc("2")), tr(tc("", GOES_ON), tc("3", GOES_ON))
    document = parse(tbl(*rows))
    assert [cell[:5] for cell in grid(document)] == [
        (0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 2, 1, "乙"), (1, 1, 1, 1, "2"), (2, 1, 1, 1, "3")]


def test_rows_that_begin_late_and_old_sideways_merges() -> None:
    document = parse(tbl(
        tr(tc("甲"), tc("乙"), tc("丙")),
        tr(tc("丁"), tc("戊"), properties='<w:gridBefore w:val="1"/>'),
        tr(tc("己", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("庚"))))
    assert grid(document)[3:] == [(1, 1, 1, 1, "丁"), (1, 2, 1, 1, "戊"), (2, 0, 1, 2, "己"), (2, 2, 1, 1, "庚")]


def test_grid_columns_that_no_cell_uses_vanish() -> None:
    document = parse(tbl(tr(tc("甲", SPAN2), tc("乙")), tr(tc("丙", SPAN2), tc("丁"))))
    assert document.tables[0].columns == 2
    assert {cell[3] for cell in grid(document)} == {1}


def test_rows_dragged_a_little_apart_share_their_columns() -> None:
    rows = tr(tc("甲"), tc("乙", SPAN2)), tr(tc("丙", SPAN2), tc("丁"))
    near, far = parse(tbl(*rows, widths=(2000, 40, 3000))), parse(tbl(*rows, widths=(2000, 900, 3000)))
    assert grid(near) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")]
    assert grid(far) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 0, 1, 2, "丙"), (1, 2, 1, 1, "丁")]


def test_a_narrow_column_that_holds_a_cell_stays() -> None:
    document = parse(tbl(tr(tc("甲"), tc(), tc("乙")), widths=(2000, 40, 3000)))
    assert len(document.tables[0].cells) == 3


def test_paragraphs_of_a_cell_and_a_table_inside_it() -> None:
    inner = tbl(tr(tc("子"), tc("丑")), tr(tc("寅"), tc("卯")))
    document = parse(tbl(tr(tc("一段", inner=p("二段") + p()), tc("外", inner=inner + p()))))
    assert grid(document) == [(0, 0, 1, 1, "一段\n二段"), (0, 1, 1, 1, "外\n子\t丑\n寅\t卯")]


def test_a_frame_around_a_table_is_opened() -> None:
    document = parse(tbl(tr(tc("标题", inner=tbl(tr(tc("子"), tc("丑")))))))
    assert document.text == "标题\n子\t丑\n"
    assert len(document.tables) == 1


def test_rows_and_cells_in_controls() -> None:
    head, foot = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    assert grid(parse(tbl(head + tr(head + tc("甲") + foot, tc("乙")) + foot))) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_empty_tables_and_absurd_spans() -> None:
    assert parse(tbl() + tbl("<w:tr/>") + p("甲")).tables == ()
    document = parse(tbl(tr(tc("甲", '<w:gridSpan w:val="999999999"/>'), tc("乙", '<w:gridSpan w:val="x"/>'))))
    assert document.tables[0].columns == 2


def test_cells_can_be_made_into_a_flow() -> None:
    document = parse(p("前") + tbl(tr(tc("甲", DOWN), tc()), tr(tc("", GOES_ON), tc("乙"))))
    flow = build_flow(document.text, [Piece((block.span,), block.kind, table=block.table) for block in document.blocks])
    assert flow.text == "前\n甲\n\n乙\n"


# files of a real writer

def written_by_python_docx() -> bytes:
    made = python_docx.Document()
    made.add_heading("云溪县实施方案", 0).alignment = 1
    made.add_paragraph("到2023年，建成站点40个。")
    made.add_paragraph("建站", style="List Number")
    made.add_paragraph("培训", style="List Number")
    made.add_paragraph("宣传", style="List Bullet")
    table = made.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "合并"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "表头"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


GOOD = written_by_python_docx()


def test_a_file_by_python_docx() -> None:
    document = check(read(GOOD, "a.docx"))
    assert document.text == ("云溪县实施方案\n到2023年，建成站点40个。\n1.建站\n2.培训\n•宣传\n"
                             "00\t表头\t\n合并\t11\t12\n\t21\t22\n")
    assert document.blocks[0].centred is True
    assert document.diagnostics == ()


# trouble

def refused(data: bytes) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        read(data, "坏.docx")
    assert caught.value.where == "坏.docx"
    return caught.value


def small() -> bytes:
    return package(p("云溪县", n(1)) + tbl(tr(tc("甲"), tc("乙"))), numbering=lists(level(0, "decimal", "%1.")))


SMALL = small()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SMALL) - 1))
def test_a_truncated_file_is_refused(length: int) -> None:
    refused(SMALL[:length])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SMALL) - 1), st.integers(0, 255), st.integers(0, len(SMALL) - 1), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(first: int, one: int, second: int, other: int) -> None:
    data = bytearray(SMALL)
    data[first], data[second] = one, other
    try:
        check(read(bytes(data), "a"))
    except UnreadableInput:
        return


PIECES = st.recursive(
    st.sampled_from([t("甲"), "<w:br/>", "<w:r><w:tab/><w:cr/></w:r>", begin("PAGE"), SEPARATE, END, "<w:sym/>",
                     "<w:vMerge/>", n(1), n(2, 40), "<w:fldChar/>", "<w:footnoteReference/>",
                     '<w:gridSpan w:val="0"/>', "<w:txbxContent/>"]),
    lambda inner: st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(
        ["w:p", "w:r", "w:pPr", "w:rPr", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:sdt", "w:sdtContent", "w:ins", "w:del",
         "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:pict", "w:txbxContent", "m:f", "m:num", "w:hyperlink"]),
        st.lists(inner, max_size=4)), max_leaves=25)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=5))
def test_any_well_formed_body_is_read(pieces: list[str]) -> None:
    numbering = lists(level(0, "decimal", "%1."), overrides='<w:lvlOverride/><w:lvlOverride w:ilvl="99"/>')
    parse("".join(pieces), numbering=numbering)


@pytest.mark.parametrize("data", [
    b"", b"PK", b"PK\x03\x04" + bytes(40), "云溪县实施方案".encode(), zipped({"a.txt": "x"}),
    zipped({"xl/workbook.xml": "<x/>"}), zipped({"word/document.xml": ""}), zipped({"word/document.xml": "<w:document"}),
    zipped({"word/document.xml": "<x><body/></x>"}),
    package("", extra={"word/document.xml": f"<w:document {SPACES.format(*TRANSITIONAL)}/>".encode()}),
])
def test_what_is_no_docx_is_refused(data: bytes) -> None:
    refused(data)


def test_old_and_encrypted_files_are_named() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert "old binary" in refused(head).what
    assert "encrypted" in refused(head + "EncryptedPackage".encode("utf-16-le")).what
    data = bytearray(SMALL)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset:at + offset + 2] = struct.pack("<H", 1)
            at = data.find(mark, at + 4)
    assert "encrypted" in refused(bytes(data)).what


def test_document_types_and_entities_are_refused() -> None:
    bomb = ('<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            f"<w:document {SPACES.format(*TRANSITIONAL)}><w:body>{p('&b;')}</w:body></w:document>")
    outside = bomb.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/hostname"')
    for text in (bomb, outside):
        wide = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
        for data in (text.encode(), wide):
            assert "document type" in refused(package("", extra={"word/document.xml": data})).what


def test_sizes_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(p("字" * 5000))
    monkeypatch.setattr(package_module, "MAX_PART", 4000)
    assert "is larger than" in refused(data).what
    monkeypatch.setattr(package_module, "MAX_TOTAL", 4000)
    assert "unpacks" in refused(data).what
    monkeypatch.setattr(package_module, "MAX_ENTRIES", 1)
    assert "unpacks" in refused(SMALL).what


def test_deep_nesting_is_refused_or_read() -> None:
    for depth in (60, 120, 5000):
        body = "<w:sdt><w:sdtContent>" * depth + p("甲") + "</w:sdtContent></w:sdt>" * depth
        try:
            assert read(package(body), "a").text == "甲\n"
        except UnreadableInput:
            assert depth > 60
    tables = "<w:tbl><w:tr><w:tc>" * 80 + p("甲") + "</w:tc></w:tr></w:tbl>" * 80
    assert read(package(tables), "a").text == "甲\n"
