"""The parts of a workbook in; its sheets by name, its shared words and the formats of its cells out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from planparse.errors import UnreadableInput
from planparse.readers.docx.package import DamagedPart, Package, Relation
from planparse.readers.xlsx.formats import BUILT_IN, GENERAL

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION_ID = re.compile(r"\{http://[^}]*/relationships\}id$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FALSE = ("0", "false", "off")


def s(name: str) -> str:
    """A name of the main namespace."""
    return f"{{{_SHEETS}}}{name}"


def local(element: _Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def yes(written: str | None) -> bool:
    """A yes/no attribute; what is not there is no."""
    return written is not None and written.lower() not in _FALSE


@dataclass(frozen=True, slots=True)
class Look:
    """How the cells of one style look: number format, centred or not, with a border or without."""

    format: str = GENERAL
    centred: bool = False
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of the workbook: its name, its part, and whether its tab is seen."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What all sheets share."""

    sheets: tuple[SheetEntry, ...]
    strings: tuple[str, ...]
    looks: tuple[Look, ...]
    date_1904: bool


def open_workbook(package: Package, name: str) -> Workbook:
    """Read the workbook part and what it shares. Raises DamagedPart, UnreadableInput."""
    part = _main_part(package)
    if part is None:
        raise UnreadableInput("the file holds no workbook", name, "give an .xlsx file")
    root, links = package.xml(part), package.relations(part)
    settings = root.find(s("workbookPr"))
    strings = _linked(package, links, "sharedStrings")
    styles = _linked(package, links, "styles")
    return Workbook(tuple(_sheets(root, links, package)),
                    () if strings is None else tuple(text_of(item) for item in strings.iterfind(s("si"))),
                    () if styles is None else tuple(_looks(styles)),
                    settings is not None and yes(settings.get("date1904")))


def _main_part(package: Package) -> str | None:
    try:
        links = package.relations("")
    except DamagedPart:
        links = {}
    found = [link.target for link in links.values() if link.kind == "officeDocument" and link.target in package]
    return next(iter(found), "xl/workbook.xml" if "xl/workbook.xml" in package else None)


def _linked(package: Package, links: dict[str, Relation], kind: str) -> _Element | None:
    part = next((link.target for link in links.values() if link.kind == kind), f"xl/{kind}.xml")
    return package.xml(part) if part in package else None


def _sheets(root: _Element, links: dict[str, Relation], package: Package) -> Iterator[SheetEntry]:
    """The sheets that hold cells, in the order of their tabs."""
    for number, sheet in enumerate(root.iterfind(f"{s('sheets')}/{s('sheet')}"), 1):
        key = next((value for name, value in sheet.attrib.items() if _RELATION_ID.match(str(name))), "")
        link = links.get(str(key))
        part = f"xl/worksheets/sheet{number}.xml" if link is None else link.target
        if (link is None or link.kind == "worksheet") and part in package:
            yield SheetEntry(sheet.get("name", ""), part, sheet.get("state", "visible") == "visible")


def text_of(item: _Element) -> str:
    """The words of a string item: its runs, without the readings above them."""
    parts = []
    for child in item:
        tag = local(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts.extend(text.text or "" for text in child if local(text) == "t")
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Characters written as _x000D_ put back; ends of lines as one sign."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: "" if match[1][0] in "dD" and match[1][1] in "89abcdefABCDEF"
                            else chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks(styles: _Element) -> Iterator[Look]:
    """The looks of the cell formats, in their order."""
    codes = {**BUILT_IN, **{int(one.get("numFmtId", "")): one.get("formatCode", GENERAL)
                            for one in styles.iterfind(f"{s('numFmts')}/{s('numFmt')}")
                            if one.get("numFmtId", "").isascii() and one.get("numFmtId", "").isdigit()}}
    bordered = [any(side.get("style", "none") != "none" for side in border)
                for border in styles.iterfind(f"{s('borders')}/{s('border')}")]
    for cell in styles.iterfind(f"{s('cellXfs')}/{s('xf')}"):
        place = cell.find(s("alignment"))
        across = "" if place is None else place.get("horizontal", "")
        yield Look(codes.get(_number(cell.get("numFmtId")), GENERAL), across in ("center", "centerContinuous", "distributed"),
                   (border := _number(cell.get("borderId"))) < len(bordered) and bordered[border])


def _number(written: str | None) -> int:
    return int(written) if written is not None and written.isascii() and written.isdigit() and len(written) < 10 else 0
