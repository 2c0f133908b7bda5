"""Write the other editions of the corpus plans (Word, PDF, OFD, web page) from their plan.txt, the same bytes every time.

    python corpus/make_editions.py            write corpus/<name>/plan.docx, plan.pdf, plan.ofd, plan.html
    python corpus/make_editions.py --check    say which editions are out of date (exit code 1 if any)
    python corpus/make_editions.py --office   write the old office editions (OFFICE) from plan.docx anew with LibreOffice

Needs python-docx and reportlab, with --office LibreOffice.  The set of editions is EDITIONS at the end of the constants.
What LibreOffice writes differs from one version to the next and holds the time of writing, so --check leaves it alone.
"""
from __future__ import annotations

import argparse
import html
import importlib.util
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
FIXED_TIME = (2024, 1, 1, 0, 0, 0)
FIRST_HEADING = re.compile(r"[\s\u3000]*(一、|第一[章条])")
HEADINGS = (
    (1, re.compile(r"[\s\u3000]*([一二三四五六七八九十]+、|第[一二三四五六七八九十]+章|附件$)")),
    (2, re.compile(r"[\s\u3000]*[（(][一二三四五六七八九十]+[）)]")),
    (3, re.compile(r"[\s\u3000]*\d+[.、．]")),
)
DATE_LINE = re.compile(r"(\d{4}|[〇一二三四五六七八九]{4})年[\d一二三四五六七八九十]+月[\d一二三四五六七八九十]+日$")
UNUSED = re.compile("thumbnail|stylesWithEffects|customXml")
LEFTOVER = re.compile(r"— \d+ —|\[bookmark[^\]]*\]")

EDITIONS = {
    "yunxiu-ecommerce": ("docx", "pdf", "html", "ofd"),
    "lanxi-digital": ("html",),
    "suiyuan-machinery": ("docx",),
    "yuanze-manufacturing": ("pdf",),
    "jichuan-environment": ("docx", "pdf", "html", "ofd"),
    "chenglan-health": ("pdf",),
    "longdong-ai": ("html",),
    "luling-revitalisation": ("pdf",),
}
OFFICE = {"yunxiu-ecommerce": ("doc", "rtf", "odt")}
NUMBERED_BY_WORD = {"jichuan-environment"}   # its Word file leaves 一、 （一） 1. to Word's own numbering
OLD_SITE = {"lanxi-digital"}                 # its web page declares gb2312 and lays everything out in tables


@dataclass(frozen=True)
class Line:
    """One printed paragraph: its words and the role it plays on the page (head, sign, plain, h1, h2, h3)."""

    text: str
    role: str


@dataclass(frozen=True)
class Grid:
    """One table: rows of cells, a merged-away cell being None; spans maps (row, column) to (rows, columns)."""

    rows: tuple[tuple[str | None, ...], ...]
    spans: dict[tuple[int, int], tuple[int, int]]


Block = Line | Grid


# ---------------------------------------------------------------- the text read as blocks

def mended(text: str) -> str:
    """Take out what a conversion left behind (page numbers, bookmarks) and join the lines it tore apart."""
    lines: list[str] = []
    torn = False
    for line in LEFTOVER.sub("", text).split("\n"):
        if not line.strip():
            continue
        if torn and "\t" not in line and not any(mark.match(line) for _, mark in HEADINGS):
            lines[-1] += line
        else:
            lines.append(line)
        torn = len(line) > 40 and "\t" not in line and line.rstrip()[-1] not in "。：；;:"
    return "\n".join(lines)


def blocks(text: str) -> list[Block]:
    """The blocks of a plan's text in reading order: tab-separated lines become a table."""
    found: list[Block] = []
    rows: list[list[str]] = []
    opened = False
    for line in [*text.split("\n"), ""]:
        if line.count("\t") >= 2:
            rows.append(line.split("\t"))
            continue
        if rows:
            found.append(grid(rows))
            rows = []
        if line.strip():
            opened = opened or bool(FIRST_HEADING.match(line))
            found.append(Line(line.rstrip(), role(line, opened)))
    return signed(found)


def role(line: str, opened: bool) -> str:
    """What a line is on the page: a centred head before the first heading, a heading, or plain text."""
    bare = line.strip()
    for level, mark in HEADINGS:
        if opened and mark.match(line):
            return f"h{level}" if len(bare) < 40 and not bare.endswith("。") else "plain"
    if DATE_LINE.fullmatch(bare):
        return "sign"
    if not opened and len(bare) <= 48 and bare[-1] not in "。：）":
        return "head"
    return "plain"


def signed(found: list[Block]) -> list[Block]:
    """The short lines straight in front of a date are the signature and stand on the right with it."""
    out = list(found)
    for i, block in enumerate(out):
        if isinstance(block, Line) and block.role == "sign":
            for j in (i - 1, i - 2):
                before = out[j] if j >= 0 else None
                if isinstance(before, Line) and before.text.strip()[-1] in "府室局":
                    out[j] = Line(before.text, "sign")
                else:
                    break
    return out


def grid(lines: list[list[str]]) -> Grid:
    """A table whose empty group cells hang from the cell above and whose sum word reaches over the empty cells after it."""
    width = max(map(len, lines))
    rows: list[list[str | None]] = [row + [""] * (width - len(row)) for row in lines]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for i, row in enumerate(rows):
        if row[0] and row[0].strip("：") in ("合计", "总计"):
            reach = next((j for j in range(1, width) if row[j]), width)
            if reach > 1:
                spans[i, 0] = (1, reach)
                row[1:reach] = [None] * (reach - 1)
    for j in (0, 1):
        top = 0
        for i in range(1, len(rows)):
            if rows[i][j] == "" and rows[i][j + 1] is not None and (j == 0 or rows[i][0] is None):
                high, wide = spans.get((top, j), (1, 1))
                spans[top, j] = (high + 1, wide)
                rows[i][j] = None
            else:
                top = i
    return Grid(tuple(map(tuple, rows)), spans)


# ---------------------------------------------------------------- Word

def word(found: list[Block], numbered: bool) -> bytes:
    """A .docx with real headings, real tables with merged cells, and, if asked, Word's own numbering."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = docx.Document()
    plain_styles(document)
    if numbered:
        add_numbering(document)
    opened = False
    for block in found:
        if isinstance(block, Grid):
            word_table(document, block)
            continue
        opened = opened or bool(FIRST_HEADING.match(block.text))
        level = next((n for n, mark in HEADINGS if mark.match(block.text)), 0) if opened else 0
        style = f"Heading {block.role[1]}" if block.role.startswith("h") and block.role[1:].isdigit() else "Normal"
        paragraph = document.add_paragraph(style=style)
        text = block.text
        if numbered and level:
            text = HEADINGS[level - 1][1].sub("", text, count=1)
            number(paragraph, level)
        paragraph.add_run(text)
        if block.role == "head":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.runs[0].font.size = Pt(18)
        elif block.role == "sign":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif style == "Normal":
            paragraph.paragraph_format.first_line_indent = Pt(32) if not numbered or not level else None
    stamp = datetime(*FIXED_TIME)
    core = document.core_properties
    core.author, core.title, core.created, core.modified, core.revision = "corpus", "", stamp, stamp, 1
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue())


def plain_styles(document) -> None:
    """Set the type of official documents and drop the template's unused styles, which are most of its weight."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    keep = {"Normal", "Heading 1", "Heading 2", "Heading 3", "Table Grid", "Normal Table", "Default Paragraph Font"}
    for style in list(document.styles):
        if style.name not in keep:
            style.element.getparent().remove(style.element)
    for name, face, size in (("Normal", "仿宋_GB2312", 16), ("Heading 1", "黑体", 16),
                             ("Heading 2", "楷体_GB2312", 16), ("Heading 3", "仿宋_GB2312", 16)):
        style = document.styles[name]
        style.font.name, style.font.size = face, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), face)
    for link in document.styles.element.findall(f".//{qn('w:link')}") + document.styles.element.findall(f".//{qn('w:next')}"):
        link.getparent().remove(link)


def add_numbering(document) -> None:
    """Replace the template's lists by one of three levels: 一、 （一） 1."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    body = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/></w:lvl>' for i, (kind, shape) in enumerate(levels))
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0">'
                          f'<w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))


def number(paragraph, level: int) -> None:
    """Hand the paragraph's label to Word."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level - 1
    properties.get_or_add_numId().val = 1


def word_table(document, block: Grid) -> None:
    """A ruled table; a merged group stays one cell."""
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    for i, row in enumerate(block.rows):
        for j, text in enumerate(row):
            if text:
                table.rows[i].cells[j].text = text
    for (i, j), (high, wide) in block.spans.items():
        merged = table.cell(i, j).merge(table.cell(i + high - 1, j + wide - 1))
        for empty in merged.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)


def repacked(raw: bytes) -> bytes:
    """The same package with fixed times and order and without the template's heaviest unused parts (UNUSED)."""
    out = io.BytesIO()
    named = re.compile(rb"<(?:Relationship|Override|Default) [^>]*(?:" + UNUSED.pattern.encode() + rb")[^>]*/>")
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            if UNUSED.search(name):
                continue
            data = old.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                data = named.sub(b"", data)
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            new.writestr(info, data, compresslevel=9)
    return out.getvalue()


# ---------------------------------------------------------------- PDF

def pdf(found: list[Block]) -> bytes:
    """A .pdf in the built-in Song face: wrapped and justified lines, ruled tables, page numbers at the foot."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    base = {"fontName": "STSong-Light", "wordWrap": "CJK", "fontSize": 14, "leading": 24}
    plain = ParagraphStyle("plain", **base, alignment=TA_JUSTIFY, firstLineIndent=28)
    styles = {
        "plain": plain,
        "flush": ParagraphStyle("flush", **base, alignment=TA_JUSTIFY),
        "head": ParagraphStyle("head", **{**base, "fontSize": 18, "leading": 28}, alignment=TA_CENTER),
        "sign": ParagraphStyle("sign", **base, alignment=TA_RIGHT, rightIndent=28),
        "cell": ParagraphStyle("cell", **{**base, "fontSize": 10.5, "leading": 15}),
    }
    story = []
    for block in found:
        if isinstance(block, Grid):
            story += [pdf_table(block, styles["cell"]), Spacer(1, 10)]
            continue
        style = styles.get(block.role, plain)
        if block.role == "plain" and (block.text.endswith("：") or block.text.startswith(("组", "副组", "成", "  "))):
            style = styles["flush"]
        words = wide_spaces(block.text.rstrip())
        if style.alignment == TA_JUSTIFY:
            story.append(spread(words, style, A4[0] - 79 - 74 - 12))
        else:
            story.append(Paragraph(html.escape(words), style))
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=79, rightMargin=74, topMargin=105, bottomMargin=99,
                                 invariant=1, pageCompression=1, author="corpus", title="")
    document.build(story, onFirstPage=page_number, onLaterPages=page_number)
    return out.getvalue()


def lines_of(text: str, style, width: float) -> list[str]:
    """The printed lines of a paragraph; a closing mark never opens a line but hangs at the end of the one before."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines, line, room = [], "", width - style.firstLineIndent
    for char in text:
        full = stringWidth(line + char, style.fontName, style.fontSize) > room
        if full and char not in "，。、；：）》”％%":
            lines.append(line)
            line, room = "", width
        line += char
    return [*lines, line]


def spread(text: str, style, width: float):
    """A paragraph whose every line but the last is spaced out, or in, to the full width (reportlab leaves Chinese lines ragged)."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.platypus import Flowable

    class Spread(Flowable):
        def __init__(self, lines: list[str], opens: bool, ends: bool) -> None:
            super().__init__()
            self.lines, self.opens, self.ends = lines, opens, ends

        def wrap(self, _width: float, _height: float) -> tuple[float, float]:
            return width, len(self.lines) * style.leading

        def split(self, _width: float, height: float) -> list[Flowable]:
            fit = int(height // style.leading)
            if not 0 < fit < len(self.lines):
                return []
            return [Spread(self.lines[:fit], self.opens, False), Spread(self.lines[fit:], False, self.ends)]

        def draw(self) -> None:
            for i, line in enumerate(self.lines):
                indent = style.firstLineIndent if self.opens and i == 0 else 0
                last = self.ends and i == len(self.lines) - 1
                slack = width - indent - stringWidth(line, style.fontName, style.fontSize)
                words = self.canv.beginText(indent, (len(self.lines) - i - 1) * style.leading + 6)
                words.setFont(style.fontName, style.fontSize)
                words.setCharSpace(0 if last and slack > 0 else slack / max(len(line) - 1, 1))
                words.textOut(line)
                self.canv.drawText(words)

    return Spread(lines_of(text, style, width), True, True)


def page_number(canvas, document) -> None:
    """— 1 — in the foot margin, as official documents print it."""
    canvas.setFont("STSong-Light", 14)
    canvas.drawCentredString(document.pagesize[0] / 2, 60, f"— {document.page} —")


def pdf_table(block: Grid, style):
    """A ruled table whose head row is printed again on each page."""
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table, TableStyle

    longest = [max(min(len(row[j] or ""), 16) for row in block.rows) + 2 for j in range(len(block.rows[0]))]
    widths = [440 * n / sum(longest) for n in longest]
    cells = [[Paragraph(html.escape(text), style) if text else "" for text in row] for row in block.rows]
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    rules += [("SPAN", (j, i), (j + wide - 1, i + high - 1)) for (i, j), (high, wide) in block.spans.items()]
    return Table(cells, colWidths=widths, repeatRows=1, style=TableStyle(rules))


def wide_spaces(text: str) -> str:
    """Runs of two and more spaces as full-width ones, which neither a page nor a paragraph swallows."""
    return re.sub(r" {2,}", lambda run: "\u3000" * (len(run[0]) // 2), text)


# ---------------------------------------------------------------- web pages

NEW_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_政务公开_人民政府门户网站</title>
<meta name="SiteName" content="人民政府门户网站"><meta name="ColumnName" content="规范性文件">
<style>.nav li{{display:inline}} .article p{{text-indent:2em}}</style>
<script>function doZoom(s){{document.getElementById('zoom').style.fontSize=s+'px'}}</script>
</head>
<body>
<div class="header"><div class="logo">人民政府门户网站</div>
<form action="/search"><input name="q" placeholder="请输入关键字"><button>搜索</button></form>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li>\
<li><a href="/hdjl/">互动交流</a></li><li><a href="/sjfb/">数据发布</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/gfxwj/">规范性文件</a></div>
<div class="main">
<div class="tools"><span>来源：政府办公室</span> <span>浏览次数：<b id="hits">316</b></span> 字号：[ <a href="javascript:doZoom(18)">大</a> \
<a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a> ] \
<a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></div>
<div class="share">分享到：<a href="#" title="微信">微信</a> <a href="#" title="微博">微博</a> <a href="#" title="QQ空间">QQ空间</a></div>
<div class="article TRS_Editor" id="zoom">
{body}
</div>
<div class="pager">上一篇：<a href="/zwgk/gfxwj/1021.html">关于开展安全生产大检查的通知</a><br>\
下一篇：<a href="/zwgk/gfxwj/1023.html">关于调整部分收费标准的公告</a></div>
</div>
<div class="footer"><p>主办单位：人民政府办公室　承办单位：信息中心　网站标识码：0000000001</p>
<p>版权所有　未经许可不得转载　备案号：00000001号　<a href="/sitemap.html">网站地图</a> <a href="/about.html">联系我们</a></p></div>
</body>
</html>
"""

OLD_PAGE = """<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=gb2312">
<TITLE>{title}</TITLE></HEAD>
<BODY bgcolor="#ffffff">
<TABLE width="960" align="center" cellspacing="0"><TR><TD><IMG src="/images/top.jpg" alt="人民政府网"></TD></TR>
<TR><TD bgcolor="#c00000"><A href="/index.htm">网站首页</A> | <A href="/xxgk.htm">信息公开</A> | \
<A href="/bsfw.htm">办事服务</A> | <A href="/zxjl.htm">在线交流</A></TD></TR></TABLE>
<TABLE width="960" align="center"><TR><TD width="160" valign="top">
<TABLE><TR><TD>信息公开目录</TD></TR><TR><TD><A href="/a.htm">机构职能</A></TD></TR><TR><TD><A href="/b.htm">政策文件</A></TD></TR>\
<TR><TD><A href="/c.htm">财政预决算</A></TD></TR></TABLE></TD>
<TD valign="top"><FONT size="2">您现在的位置：<A href="/">首页</A> &gt;&gt; <A href="/b.htm">政策文件</A> &gt;&gt; 正文</FONT><HR>
<DIV id="content">
{body}
</DIV>
<HR><FONT size="2">【<A href="#">打印本页</A>】【<A href="#">关闭窗口</A>】</FONT></TD></TR></TABLE>
<TABLE width="960" align="center"><TR><TD align="center"><FONT size="2">主办：人民政府办公室<BR>\
Copyright &copy; All Rights Reserved　备案序号：00000002</FONT></TD></TR></TABLE>
</BODY></HTML>
"""


def page(found: list[Block], old: bool) -> bytes:
    """A web page as government sites publish it, with navigation, path, share bar and copyright around the article."""
    body = "\n".join(html_table(b) if isinstance(b, Grid) else html_line(b, old) for b in found)
    heads = [b.text.strip() for b in found if isinstance(b, Line) and b.role == "head"]
    title = next((h for h in heads if "号" not in h and not h.endswith("文件")), "政策文件")
    text = (OLD_PAGE if old else NEW_PAGE).format(title=html.escape(title), body=body)
    return text.encode("gb18030" if old else "utf-8")


def html_line(line: Line, old: bool) -> str:
    """One paragraph; old pages say it with attributes and entities, new ones with styles."""
    text = re.sub(r" {2,}", lambda run: "&nbsp;" * len(run[0]), html.escape(line.text.strip("\u3000"), quote=False))
    if old:
        place = {"head": ' align="center"', "sign": ' align="right"'}.get(line.role, "")
        return f"<P{place}>{'' if place else '　　'}<FONT face=\"仿宋_GB2312\" size=\"4\">{text}</FONT></P>"
    place = {"head": ' style="text-align:center"', "sign": ' style="text-align:right"'}.get(line.role, "")
    strong = line.role in ("h1", "head")
    return f"<p{place}>{'<strong>' if strong else ''}<span>{text}</span>{'</strong>' if strong else ''}</p>"


def html_table(block: Grid) -> str:
    """A table with rowspan and colspan."""
    out = ['<table border="1" cellspacing="0"><tbody>']
    for i, row in enumerate(block.rows):
        cells = []
        for j, text in enumerate(row):
            if text is None:
                continue
            high, wide = block.spans.get((i, j), (1, 1))
            spread = (f' rowspan="{high}"' if high > 1 else "") + (f' colspan="{wide}"' if wide > 1 else "")
            cells.append(f"<td{spread}><p>{html.escape(text) or '&nbsp;'}</p></td>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*out, "</tbody></table>"])


# ---------------------------------------------------------------- workbooks

ANNEX = (
    ("项目内容", "省级财政补助", "县财政配套", "企业自筹", "合计"),
    ("县级电子商务公共服务中心改造", 220, 60, 40, 320),
    ("县乡村三级寄递物流体系建设", 660, 120, 200, 980),
    ("农产品上行与品牌培育", 200, 50, 160, 410),
    ("电商人才培训", 120, 30, 0, 150),
    ("合计", 1200, 260, 400, 1860),
)
ANNEX_HEAD = ("附件3", "云岫县电子商务进农村专项资金安排表", "单位：万元")
ANNEX_NOTE = "注：省级财政补助分两年下达，县财政配套列入年度预算。"
SHEET_NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE_NAMES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_STYLES = f"""<styleSheet {SHEET_NAMES}><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>\
<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border/><border>\
<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf><alignment horizontal="center"/></xf>\
<xf borderId="1" applyBorder="1"/><xf borderId="1" numFmtId="3" applyBorder="1" applyNumberFormat="1"/></cellXfs></styleSheet>"""


def annex() -> bytes:
    """The money of the plan as a county sends it along: a workbook with title, unit, sums as formulas and a note."""
    width, first = len(ANNEX[0]), len(ANNEX_HEAD) + 1
    rows = [[cell("A", 1, ANNEX_HEAD[0])], [cell("A", 2, ANNEX_HEAD[1], 1)], [cell("ABCDE"[width - 1], 3, ANNEX_HEAD[2])]]
    for i, values in enumerate(ANNEX, first):
        last, row = i == first + len(ANNEX) - 1, []
        for j, value in enumerate(values):
            column, formula = "ABCDE"[j], ""
            if last and j:
                formula = f"SUM({column}{first + 1}:{column}{i - 1})"
            elif i > first and j == width - 1:
                formula = f"SUM(B{i}:{'ABCDE'[j - 1]}{i})"
            row.append(cell(column, i, value, 2 if isinstance(value, str) else 3, formula))
        rows.append(row)
    rows.append([cell("A", first + len(ANNEX), ANNEX_NOTE)])
    lines = "".join(f'<row r="{i}">{"".join(row)}</row>' for i, row in enumerate(rows, 1))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                      f'spreadsheetml.{kind}+xml"/>' for part, kind in (("workbook", "sheet.main"), ("styles", "styles"),
                                                                       ("worksheets/sheet1", "worksheet"))) + "</Types>",
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": links(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/workbook.xml": f'<workbook {SHEET_NAMES} xmlns:r="{OFFICE_NAMES}"><sheets><sheet name="资金安排表" sheetId="1" '
                           'r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": SHEET_STYLES,
        "xl/worksheets/sheet1.xml": f'<worksheet {SHEET_NAMES}><cols><col min="1" max="1" width="34" customWidth="1"/>'
            f'<col min="2" max="5" width="14" customWidth="1"/></cols><sheetData>{lines}</sheetData><mergeCells count="1">'
            '<mergeCell ref="A2:E2"/></mergeCells></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            package.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text, compresslevel=9)
    return out.getvalue()


def cell(column: str, row: int, value: str | int, style: int = 0, formula: str = "") -> str:
    """One cell of a sheet."""
    if isinstance(value, str):
        return f'<c r="{column}{row}" s="{style}" t="inlineStr"><is><t>{html.escape(value)}</t></is></c>'
    return f'<c r="{column}{row}" s="{style}">{f"<f>{formula}</f>" if formula else ""}<v>{value}</v></c>'


def links(*targets: tuple[str, str]) -> str:
    """The links of a part."""
    every = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE_NAMES}/{kind}" Target="{target}"/>'
                    for i, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{every}</Relationships>'


# ---------------------------------------------------------------- all of them

def edition(name: str, kind: str) -> bytes:
    """The bytes of one edition of one plan."""
    text = (HERE / name / "plan.txt").read_text("utf-8")
    found = blocks(mended(text) if LEFTOVER.search(text) else text)
    if kind == "docx":
        return word(found, name in NUMBERED_BY_WORD)
    if kind == "ofd":
        return load("ofd_edition").ofd(found)
    return pdf(found) if kind == "pdf" else page(found, name in OLD_SITE)


def load(name: str) -> ModuleType:
    """A module that stands beside this one, from wherever this one was loaded."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, name the editions that are out of date")
    parser.add_argument("--office", action="store_true", help="write the editions that LibreOffice makes, too")
    arguments, stale = parser.parse_args(argv), 0
    check = arguments.check
    wanted = {HERE / name / f"plan.{kind}": (name, kind) for name, kinds in EDITIONS.items() for kind in kinds}
    for path in [*wanted, *ANNEXES]:
        made = edition(*wanted[path]) if path in wanted else ANNEXES[path]()
        if path.exists() and path.read_bytes() == made:
            continue
        stale += 1
        print(path.relative_to(HERE.parent), "is out of date" if check else f"{len(made)} bytes")
        if not check:
            path.write_bytes(made)
    if arguments.office and not check:
        old_office()
    return int(check and stale > 0)


ANNEXES = {HERE / "yunxiu-ecommerce" / "annex.xlsx": annex}


def old_office() -> None:
    """Have LibreOffice write the editions of OFFICE from the Word file."""
    for name, kinds in OFFICE.items():
        for kind in kinds:
            with tempfile.TemporaryDirectory() as profile:
                subprocess.run(["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", kind,
                                "--outdir", str(HERE / name), str(HERE / name / "plan.docx")], check=True, capture_output=True)
            print(f"corpus/{name}/plan.{kind}", (HERE / name / f"plan.{kind}").stat().st_size, "bytes")


if __name__ == "__main__":
    sys.exit(main())
