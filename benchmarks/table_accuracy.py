"""How many cells of made-up tables come back right from PDFs of LibreOffice and of Chromium, by kind of table.

    python benchmarks/table_accuracy.py [--count N] [--seed N] [--keep FOLDER]

Writes documents with tables of the kinds official plans have (python-docx and HTML), lets `soffice` and `chromium` print
them, reads the PDFs and compares each place of the grid with what was written. What is not installed is passed over.
"""

from __future__ import annotations

import argparse
import difflib
import html
import random
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

WORDS = ("修建农村公路", "培训电商人才120人次", "到2025年底", "不少于35%", "县交通运输局", "县人力资源和社会保障局", "各镇人民政府",
         "安排资金150万元", "完善县乡村三级物流配送体系", "按季度报送进展", "新建冷藏库8座", "推广“清河优品”区域公用品牌",
         "（第一批）", "建设5G基站36个", "QS认证", "2023-2025年", "统筹推进", "覆盖率达到90%以上")
UNITS = ("县商务局", "县农业农村局", "县财政局", "县交通运输局", "各镇（街道）", "县发展改革局")
GROUPS = ("公共服务体系", "物流配送", "人才培训", "产品上行", "基础设施", "品牌建设")
PROSE = "清河县坚持政府引导和市场运作相结合，带动就业，完善服务，提升农产品网络零售额，县乡村三级物流配送体系基本形成，群众满意度明显提高。"

Grid = list[list[str]]


@dataclass
class Made:
    """A table: cells as (row, column, rows, columns, words), its kind, and how it is drawn."""

    kind: str
    rows: int
    columns: int
    cells: list[tuple[int, int, int, int, str]]
    widths: list[float]
    head: int = 1
    borders: str = "all"             # all | open | lines | rows | none
    size: float = 10.5
    grid: Grid = field(default_factory=list)

    def __post_init__(self) -> None:
        self.grid = [[""] * self.columns for _ in range(self.rows)]
        for row, column, down, across, words in self.cells:
            for r in range(row, row + down):
                self.grid[r][column:column + across] = [words] * across


def plain(kind: str, rows: Grid, widths: list[float], **more: object) -> Made:
    """A table without merged cells."""
    cells = [(r, c, 1, 1, words) for r, row in enumerate(rows) for c, words in enumerate(row)]
    return Made(kind, len(rows), len(rows[0]), cells, widths, **more)  # type: ignore[arg-type]


def said(dice: random.Random, least: int, most: int) -> str:
    """Some words."""
    return "，".join(dice.choice(WORDS) for _ in range(dice.randint(least, most)))


def tasks(dice: random.Random) -> Made:
    """A task table: numbers, merged groups, long texts, over several pages."""
    count = dice.randint(12, 40)
    cells = [(0, c, 1, 1, words) for c, words in enumerate(("序号", "重点任务", "工作内容", "责任单位", "完成时限"))]
    at = 1
    while at <= count:
        last = min(at + dice.randint(0, 4), count)
        cells.append((at, 1, last - at + 1, 1, dice.choice(GROUPS)))
        at = last + 1
    for n in range(1, count + 1):
        cells += [(n, 0, 1, 1, str(n)), (n, 2, 1, 1, said(dice, 1, 6)), (n, 3, 1, 1, "、".join(dice.sample(UNITS, dice.randint(1, 3)))),
                  (n, 4, 1, 1, dice.choice(("2024年12月底前", "长期坚持", "2025年6月", "")))]
    return Made("tasks, merged groups", count + 1, 5, cells, [1.2, 2.4, 6.4, 3.4, 2.4])


def budget(dice: random.Random) -> Made:
    """A head of two levels over numbers, a sum below."""
    count = dice.randint(5, 30)
    cells = [(0, 0, 2, 1, "序号"), (0, 1, 2, 1, "项目名称"), (0, 2, 1, 3, "资金来源（万元）"), (0, 5, 2, 1, "合计"), (0, 6, 2, 1, "备注"),
             (1, 2, 1, 1, "中央"), (1, 3, 1, 1, "省级"), (1, 4, 1, 1, "县级")]
    for r in range(2, count + 2):
        numbers = [dice.choice(("", "—", str(dice.randint(1, 900)), f"{dice.randint(1, 5000)}.{dice.randint(0, 99):02}")) for _ in range(4)]
        cells += [(r, 0, 1, 1, str(r - 1)), (r, 1, 1, 1, said(dice, 1, 2)), *((r, c + 2, 1, 1, n) for c, n in enumerate(numbers)),
                  (r, 6, 1, 1, dice.choice(("", "", "已下达")))]
    cells += [(count + 2, 0, 1, 2, "合计"), *((count + 2, c, 1, 1, str(dice.randint(1000, 9999))) for c in range(2, 6)),
              (count + 2, 6, 1, 1, "")]
    return Made("head of two levels", count + 3, 7, cells, [1.1, 4.4, 2, 2, 2, 2.1, 2], head=2)


def merged(dice: random.Random) -> Made:
    """Cells merged at random."""
    rows, columns = dice.randint(4, 12), dice.randint(3, 6)
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            down = dice.choice((1, 1, 1, 2, 3)) if r else 1
            across = dice.choice((1, 1, 1, 2)) if r else 1
            down, across = min(down, rows - r), min(across, columns - c)
            while any(taken[y][x] for y in range(r, r + down) for x in range(c, c + across)):
                across, down = (across - 1, down) if across > 1 else (1, down - 1)
            for y in range(r, r + down):
                taken[y][c:c + across] = [True] * across
            cells.append((r, c, down, across, f"栏目{c + 1}" if not r else f"{r}{c}" + (said(dice, 1, 2) if dice.random() < 0.8 else "")))
    for line in range(rows):                        # each row and column keeps a cell of its own, or Word drops it
        if not any(r == line and down == 1 for r, _, down, _, _ in cells):
            return merged(dice)
    if any(not any(c == column and across == 1 for _, c, _, across, _ in cells) for column in range(columns)):
        return merged(dice)
    return Made("merged at random", rows, columns, cells, [16 / columns] * columns)


def indicators(dice: random.Random, kind: str = "three lines", borders: str = "lines") -> Made:
    """Indicators by year."""
    rows = [["指标名称", "单位", "2023年", "2024年", "2025年"]]
    rows += [[f"{dice.choice(GROUPS)}{'一二三四五六七八九'[n % 9]}类指标", dice.choice(("个", "%", "人次", "万元")),
              *(f"{dice.randint(1, 999)}" for _ in range(3))] for n in range(dice.randint(3, 12))]
    return plain(kind, rows, [6, 2.2, 2.6, 2.6, 2.6], borders=borders)


def narrow(dice: random.Random) -> Made:
    """Narrow columns in which words and numbers are broken."""
    rows = [["序号", "镇（街道）名称", "村级服务站数量（个）", "培训人次（人次）", "资金（万元）", "联系人及电话"]]
    rows += [[str(n), dice.choice(("东河镇", "西岭街道办事处", "南山国营林场")), str(dice.randint(1, 40)),
              str(dice.randint(100, 99999)), f"{dice.randint(1, 9)},{dice.randint(100, 999)}.{dice.randint(10, 99)}",
              f"张{dice.choice('一二三')}13{dice.randint(10**8, 10**9 - 1)}"]
             for n in range(1, dice.randint(6, 30))]
    return plain("narrow columns", rows, [0.9, 1.7, 1.9, 1.9, 1.7, 2.0])


def form(dice: random.Random) -> Made:
    """A form of names and values of uneven widths."""
    cells = [(0, 0, 1, 1, "项目名称"), (0, 1, 1, 3, said(dice, 1, 2)), (1, 0, 1, 1, "主管部门"),
             (1, 1, 1, 1, dice.choice(UNITS)), (1, 2, 1, 1, "实施期限"), (1, 3, 1, 1, "2023-2025年"), (2, 0, 3, 1, "资金总额（万元）"),
             *((2 + k, 1, 1, 2, name) for k, name in enumerate(("中央补助", "地方资金", "其他资金"))),
             *((2 + k, 3, 1, 1, str(dice.randint(10, 999))) for k in range(3)), (5, 0, 1, 1, "总体目标"), (5, 1, 1, 3, said(dice, 4, 9))]
    return Made("form", 6, 4, cells, [3, 4.5, 3.5, 4.5], head=0)


def open_sides(dice: random.Random) -> Made:
    """A statistical table without borders left and right."""
    made = budget(dice)
    return Made("open sides", made.rows, made.columns, made.cells, made.widths, head=2, borders="open")


def rows_only(dice: random.Random) -> Made:
    """Rules between rows only."""
    return indicators(dice, "rules across only", "rows")


def bare(dice: random.Random) -> Made:
    """No rules at all."""
    return indicators(dice, "no rules", "none")


KINDS: tuple[Callable[[random.Random], Made], ...] = (
    tasks, budget, merged, indicators, narrow, form, open_sides, rows_only, bare)


def write_docx(path: Path, tables: list[Made], landscape: bool, size: float) -> None:
    """A document with these tables between paragraphs."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    def border(table: object, borders: str) -> None:
        sides = {"all": "top left bottom right insideH insideV", "open": "top bottom insideH insideV", "lines": "top bottom",
                 "rows": "top bottom insideH", "none": ""}[borders].split()
        found = OxmlElement("w:tblBorders")
        for side in sides:
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
                line.set(qn(f"w:{name}"), value)
            found.append(line)
        table._tbl.tblPr.append(found)  # type: ignore[attr-defined]

    def say(paragraph: object, words: str, points: float) -> None:
        run = paragraph.add_run(words)  # type: ignore[attr-defined]
        run.font.size = Pt(points)
        run.font.name = "Noto Serif CJK SC"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2.3)
    say(document.add_paragraph(), PROSE * 3, 14)
    for made in tables:
        say(document.add_paragraph(), "资金使用计划表", 14)
        say(document.add_paragraph(), "单位：万元", size)
        table = document.add_table(made.rows, made.columns)
        table.autofit = False
        border(table, made.borders)
        for row in table.rows:
            for cell, width in zip(row.cells, made.widths, strict=True):
                cell.width = Cm(width * (1.4 if landscape else 1.0))
        for r, c, down, across, words in made.cells:
            cell = table.cell(r, c)
            if down > 1 or across > 1:
                cell = cell.merge(table.cell(r + down - 1, c + across - 1))
            for old in cell.paragraphs[1:]:
                old._element.getparent().remove(old._element)
            say(cell.paragraphs[0], words, size)
        for row in list(table.rows)[:made.head]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        if made.borders == "lines":
            for cell in table.rows[0].cells:
                edge, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
                for name, value in (("val", "single"), ("sz", "4")):
                    line.set(qn(f"w:{name}"), value)
                edge.append(line)
                cell._tc.get_or_add_tcPr().append(edge)
        say(document.add_paragraph(), PROSE * 2, 14)
    document.save(str(path))


def write_html(path: Path, tables: list[Made], landscape: bool, size: float) -> None:
    """The same as a page for a browser."""
    out = [f"<meta charset=utf-8><style>@page{{size:A4 {'landscape' if landscape else 'portrait'};margin:2.2cm}}"
           f"body{{font:14pt 'Noto Serif CJK SC'}}table{{border-collapse:collapse;font-size:{size}pt;width:100%}}"
           "td{padding:2pt 4pt}.all td{border:1px solid #000}.open{border-top:1px solid;border-bottom:1px solid}"
           ".open td{border:1px solid}.open td:first-child,.open td.first{border-left:none}.open td.last{border-right:none}"
           ".lines{border-top:2px solid;border-bottom:2px solid}.lines thead td{border-bottom:1px solid}"
           ".rows td{border-top:1px solid;border-bottom:1px solid}</style>", f"<p>{PROSE * 3}</p>"]
    for made in tables:
        out.append(f"<p>资金使用计划表</p><p style='font-size:{size}pt'>单位：万元</p><table class={made.borders}><colgroup>")
        out += [f"<col style='width:{100 * width / sum(made.widths):.1f}%'>" for width in made.widths]
        out.append("</colgroup>")
        for part, low, high in (("thead", 0, made.head), ("tbody", made.head, made.rows)):
            out.append(f"<{part}>")
            for r in range(low, high):
                out.append("<tr>")
                for row, c, down, across, words in sorted(made.cells):
                    if row == r:
                        place = ("first " if not c else "") + ("last" if c + across == made.columns else "")
                        out.append(f"<td class='{place}' rowspan={down} colspan={across}>{html.escape(words)}</td>")
                out.append("</tr>")
            out.append(f"</{part}>")
        out.append(f"</table><p>{PROSE * 2}</p>")
    path.write_text("".join(out), "utf-8")


def print_all(folder: Path) -> None:
    """Let LibreOffice and Chromium print what lies in the folder."""
    office, browser = shutil.which("soffice"), shutil.which("chromium") or shutil.which("google-chrome")
    documents = sorted(folder.glob("*.docx"))
    if office and documents:
        subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "pdf", "--outdir",
                        str(folder), *map(str, documents)], check=False, capture_output=True, timeout=1800)
    for page in sorted(folder.glob("*.html")) if browser else ():
        subprocess.run([str(browser), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                        f"--print-to-pdf={page.with_suffix('.pdf')}", page.as_uri()], check=False, capture_output=True, timeout=120)


def grids(data: bytes, name: str) -> list[Grid]:
    """The tables of a PDF as grids, merged cells in each place they cover."""
    from planparse.readers import read_bytes

    document = read_bytes(data, name)
    found = []
    for table in document.tables:
        rows = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            for r in range(cell.row, cell.row + cell.rowspan):
                for c in range(cell.column, cell.column + cell.colspan):
                    rows[r][c] = bare_text(document.text[cell.span.start:cell.span.end])
        found.append(rows)
    return found


def bare_text(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())


def right_cells(want: Grid, found: list[Grid]) -> int:
    """How many places of a table are right in the found table that is most like it."""
    rows = [tuple(map(bare_text, row)) for row in want]
    best = 0
    for other in found:
        matcher = difflib.SequenceMatcher(None, rows, [tuple(row) for row in other], autojunk=False)
        count = 0
        for tag, a, b, c, d in matcher.get_opcodes():
            for i, j in zip(range(a, b), range(c, d), strict=False):
                count += len(rows[i]) if tag == "equal" else sum(x == y for x, y in zip(rows[i], other[j], strict=False))
        best = max(best, count)
    return best


def main() -> int:
    """Make, print, read, compare."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--count", type=int, default=4, help="documents of each kind and producer")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help="where to leave the documents; what lies there is not made again")
    options.add_argument("--verbose", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made: dict[str, list[Made]] = {}
        fresh = not list(folder.glob("*.pdf"))
        for number in range(chosen.count):
            for kind in KINDS:
                dice = random.Random(f"{chosen.seed}-{number}-{kind.__name__}")
                tables = [kind(dice) for _ in range(dice.randint(1, 2))]
                landscape, size = dice.random() < 0.25, dice.choice((9.0, 10.5, 12.0))
                for producer, suffix, write in (("office", "docx", write_docx), ("browser", "html", write_html)):
                    name = f"{kind.__name__}-{number}-{producer}"
                    made[name] = tables
                    if fresh:
                        write(folder / f"{name}.{suffix}", tables, landscape, size)
        if fresh:
            print_all(folder)
        report(folder, made, chosen.verbose)
    return 0


def report(folder: Path, made: dict[str, list[Made]], verbose: bool) -> None:
    """Print the share of right cells by kind and producer."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for name, tables in made.items():
        path = folder / f"{name}.pdf"
        if not path.exists():
            continue
        found = grids(path.read_bytes(), path.name)
        for table in tables:
            right, places = right_cells(table.grid, found), table.rows * table.columns
            one = sums[table.kind, name.rsplit("-", 1)[1]]
            for k, n in enumerate((right, places, right == places, 1)):
                one[k] += n
            if verbose and right < places:
                print(f"  {name}: {table.kind}: {right} of {places} cells; tables found: {[(len(g), len(g[0])) for g in found]}")
    print(f"{'kind':24}{'producer':12}{'cells right':>20}{'share':>8}{'whole tables':>14}")
    for (kind, producer), (right, places, whole, count) in sorted(sums.items()):
        print(f"{kind:24}{producer:12}{f'{right} of {places}':>20}{right / places:8.3f}{f'{whole} of {count}':>14}")


if __name__ == "__main__":
    sys.exit(main())
