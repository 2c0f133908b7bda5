"""Write blocks of a plan as an OFD file (GB/T 33190): A4 pages, justified lines, ruled tables drawn as paths, page numbers.

make_editions.py hands in its blocks: lines have text and role, tables have rows and spans.  The bytes are the same every time.
"""
from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from html import escape
from itertools import accumulate, groupby

FIXED_TIME = (2024, 1, 1, 0, 0, 0)
SPACE = "http://www.ofdspec.org/2016"
MM = 25.4 / 72
WIDTH, HEIGHT = 595.28, 841.89           # everything is laid out in points from the top left, and written in millimetres
LEFT, RIGHT, TOP, BOTTOM = 79.0, WIDTH - 74.0, 105.0, HEIGHT - 99.0
HANGING = "，。、；：）》”％%"
SIZES = {"head": (18.0, 28.0), "cell": (10.5, 15.0)}
BODY = (14.0, 24.0)
PADDING = 4.0


@dataclass
class Page:
    """The objects of one page, as XML."""

    objects: list[str] = field(default_factory=list)

    def write(self, x: float, top: float, text: str, size: float, width: float | None = None) -> None:
        """One line of text; with a width, its characters are spaced to fill it."""
        widths = [advance(char) * size for char in text]
        more = (width - sum(widths)) / max(len(text) - 1, 1) if width is not None else 0.0
        steps = " ".join(repeats([w + more for w in widths[:-1]]))
        box = numbers(x, top, max(sum(widths), width or 0.0), 1.2 * size)
        self.objects.append(
            f'<ofd:TextObject ID="{{}}" Boundary="{box}" Font="1" Size="{mm(size)}"><ofd:TextCode X="0" Y="{mm(size)}"'
            + (f' DeltaX="{steps}"' if steps else "") + f">{escape(text, quote=False)}</ofd:TextCode></ofd:TextObject>")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruled line: across, a stroke; down, a thin filled strip, as some printers draw it."""
        if y0 == y1:
            kind, path = 'Stroke="true" LineWidth="0.18"', f"M 0 0 L {mm(x1 - x0)} 0"
        else:
            x0, x1 = x0 - 0.25, x1 + 0.25
            kind = 'Stroke="false" Fill="true"'
            path = f"M 0 0 L {mm(x1 - x0)} 0 L {mm(x1 - x0)} {mm(y1 - y0)} L 0 {mm(y1 - y0)} C"
        box = numbers(x0, y0, x1 - x0, max(y1 - y0, 0.5))
        self.objects.append(f'<ofd:PathObject ID="{{}}" Boundary="{box}" {kind}><ofd:AbbreviatedData>{path}'
                            "</ofd:AbbreviatedData></ofd:PathObject>")


class Layout:
    """Sets lines and tables, and begins a new page where one is full."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self.at = TOP

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Page())
        self.at = TOP

    def line(self, text: str, role: str) -> None:
        """One paragraph."""
        size, leading = SIZES.get(role, BODY)
        flush = role in ("head", "sign") or text.endswith("：") or text.startswith(("组", "副组", "成", "  ", "\u3000"))
        lines = wrapped(text, size, RIGHT - LEFT, 0.0 if flush else 2 * size)
        for number, words in enumerate(lines):
            if self.at + leading > BOTTOM:
                self.turn()
            natural = sum(map(advance, words)) * size
            x, width = LEFT + (0.0 if flush or number else 2 * size), None
            if role == "head":
                x = (LEFT + RIGHT - natural) / 2
            elif role == "sign":
                x = RIGHT - 2 * size - natural
            elif number < len(lines) - 1 or natural > RIGHT - x:
                width = RIGHT - x
            self.page.write(x, self.at, words, size, width)
            self.at += leading

    def table(self, rows: tuple[tuple[str | None, ...], ...], spans: dict[tuple[int, int], tuple[int, int]]) -> None:
        """A ruled table; its head row is printed again on each page."""
        longest = [max(min(len(row[j] or ""), 16) for row in rows) + 2 for j in range(len(rows[0]))]
        edges = [LEFT + (RIGHT - LEFT) * n / sum(longest) for n in accumulate(longest, initial=0)]
        cells = [[[] if text is None else wrapped(text, *cell_of(edges, j, spans.get((i, j), (1, 1))[1]))
                  for j, text in enumerate(row)] for i, row in enumerate(rows)]
        heights = [max([1, *(len(lines) for j, lines in enumerate(row) if spans.get((i, j), (1, 1))[0] == 1)]) * 15.0 + 2 * PADDING
                   for i, row in enumerate(cells)]
        owner = {(r, c): (i, j) for i, row in enumerate(rows) for j, text in enumerate(row) if text is not None
                 for r in range(i, i + spans.get((i, j), (1, 1))[0]) for c in range(j, j + spans.get((i, j), (1, 1))[1])}
        start = 0
        while start < len(rows):
            head = [0] if start else []
            room = BOTTOM - self.at - sum(heights[i] for i in head)
            stop = start
            while stop < len(rows) and sum(heights[start:stop + 1]) <= room:
                stop += 1
            if stop > start:
                self.part([*head, *range(start, stop)], cells, heights, edges, owner)
            start = stop
            if start < len(rows):
                self.turn()
        self.at += 10

    def part(self, shown: list[int], cells: list[list[list[str]]], heights: list[float], edges: list[float],
             owner: dict[tuple[int, int], tuple[int, int]]) -> None:
        """The rows of a table that stand on this page."""
        tops = list(accumulate((heights[i] for i in shown), initial=self.at))
        for k, i in enumerate(shown):
            for j in range(len(edges) - 1):
                mine = owner[i, j]
                if not k or owner[shown[k - 1], j] != mine:
                    self.page.rule(edges[j], tops[k], edges[j + 1], tops[k])
                if not j or owner[i, j - 1] != mine:
                    self.page.rule(edges[j], tops[k], edges[j], tops[k + 1])
                if mine == (i, j):
                    last = max(n for n in range(k, len(shown)) if owner[shown[n], j] == mine)
                    lines = cells[i][j]
                    top = (tops[k] + tops[last + 1] - 15.0 * len(lines)) / 2
                    for n, words in enumerate(lines):
                        self.page.write(edges[j] + PADDING, top + 15.0 * n, words, SIZES["cell"][0])
        self.page.rule(edges[0], tops[-1], edges[-1], tops[-1])
        self.page.rule(edges[-1], tops[0], edges[-1], tops[-1])
        self.at = tops[-1]


def ofd(found: list) -> bytes:
    """The bytes of an OFD file with these blocks."""
    layout = Layout()
    for block in found:
        if hasattr(block, "rows"):
            layout.table(block.rows, block.spans)
        else:
            layout.line(block.text.rstrip(), block.role)
    for number, page in enumerate(layout.pages, 1):
        text = f"— {number} —"
        page.write((WIDTH - 14 * sum(map(advance, text))) / 2, HEIGHT - 72, text, 14.0)
    return packed(parts([page.objects for page in layout.pages]))


def parts(pages: list[list[str]]) -> dict[str, str]:
    """The parts of the package by name."""
    area = f"<ofd:PhysicalBox>{numbers(0, 0, WIDTH, HEIGHT)}</ofd:PhysicalBox>"
    made = {"OFD.xml": root("OFD", '<ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID>'
                                   "<ofd:Creator>corpus</ofd:Creator></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
                                   "</ofd:DocBody>", ' Version="1.0" DocType="OFD"')}
    listed, last = [], len(pages) + 1
    for index, objects in enumerate(pages):
        first = last + 2
        body = "".join(thing.replace("{}", str(first + n), 1) for n, thing in enumerate(objects))
        made[f"Doc_0/Pages/Page_{index}/Content.xml"] = root(
            "Page", f'<ofd:Content><ofd:Layer ID="{last + 1}" Type="Body">{body}</ofd:Layer></ofd:Content>')
        last = first + len(objects)
        listed.append(f'<ofd:Page ID="{index + 2}" BaseLoc="Pages/Page_{index}/Content.xml"/>')
    made["Doc_0/PublicRes.xml"] = root("Res", '<ofd:Fonts><ofd:Font ID="1" FontName="仿宋" FamilyName="仿宋"/></ofd:Fonts>',
                                       ' BaseLoc="Res"')
    made["Doc_0/Document.xml"] = root(
        "Document", f"<ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID><ofd:PageArea>{area}</ofd:PageArea>"
                    f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{''.join(listed)}</ofd:Pages>")
    return made


def root(name: str, body: str, attributes: str = "") -> str:
    """One part."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{name} xmlns:ofd="{SPACE}"{attributes}>{body}</ofd:{name}>\n'


def packed(made: dict[str, str]) -> bytes:
    """A zip package with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in made.items():
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            package.writestr(info, text.encode(), compresslevel=9)
    return out.getvalue()


def cell_of(edges: list[float], column: int, wide: int) -> tuple[float, float]:
    """Size of the letters of a cell and the room for them."""
    return SIZES["cell"][0], edges[column + wide] - edges[column] - 2 * PADDING


def wrapped(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """The printed lines of a paragraph; a closing mark never opens a line but hangs at the end of the one before."""
    lines, line, room = [], "", width - indent
    for char in text:
        if (sum(map(advance, line)) + advance(char)) * size > room + 0.01 and char not in HANGING:
            lines.append(line)
            line, room = "", width
        line += char
    return [*lines, line] if line or lines else []


def advance(char: str) -> float:
    """How wide a character is, in ems."""
    return 0.5 if char < "\u2000" and char != "·" else 1.0


def repeats(steps: list[float]) -> list[str]:
    """Numbers, those that repeat as g n v."""
    found = []
    for value, group in groupby(map(mm, steps)):
        count = len(list(group))
        found += [f"g {count} {value}"] if count > 2 else [value] * count
    return found


def mm(points: float) -> str:
    """Points as millimetres."""
    return f"{points * MM:.4f}".rstrip("0").rstrip(".")


def numbers(*points: float) -> str:
    """Several of them."""
    return " ".join(map(mm, points))
