"""XLSX (as Excel, WPS and LibreOffice write it): the bytes of a workbook in, a Document of its visible sheets out.

A sheet gives its title lines, its tables and its notes in order; a cell stands as its reader sees it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Cell, Diagnostic, Document, Source, Table
from planparse.model.span import Span
from planparse.readers.docx.package import DamagedPart, Package, open_package
from planparse.readers.writer import TextWriter
from planparse.readers.xlsx.layout import Band, laid_out
from planparse.readers.xlsx.sheet import Sheet, SheetCell, read_sheet
from planparse.readers.xlsx.workbook import SheetEntry, Workbook, open_workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?", re.I)
_SAVE_AGAIN = "open it in WPS or Excel and save it again as .xlsx"


def read(data: bytes, name: str, converted: bool = False) -> Document:
    """Read a workbook. Raises UnreadableInput for what is damaged, encrypted, empty or no workbook.

    `converted`: LibreOffice wrote it, so what TODAY() and its like show is the time of the conversion.
    """
    package = open_package(data, name, ".xlsx")
    try:
        book = open_workbook(package, name)
    except DamagedPart as trouble:
        raise UnreadableInput(f"the file is damaged ({trouble})", name, _SAVE_AGAIN) from trouble
    source = Source(name, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, None, None, "xlsx")
    return _Reader(package, book, converted).document(source)


class _Reader:
    """Reads the sheets of one workbook and writes the text."""

    def __init__(self, package: Package, book: Workbook, converted: bool) -> None:
        self._package, self._book, self._converted = package, book, converted
        self._page = _Writer()
        self._diagnostics: list[Diagnostic] = []

    def document(self, source: Source) -> Document:
        for entry in self._book.sheets:
            if entry.visible:
                self._sheet(entry)
        unseen = [entry.name for entry in self._book.sheets if not entry.visible]
        if unseen:
            self._say("xlsx/hidden-sheets", f"隐藏的工作表未读：{'、'.join(unseen)}")
        page = self._page
        if not page.blocks:
            damaged = next((one.message for one in self._diagnostics if one.code == "xlsx/damaged-sheet"), None)
            if damaged:
                raise UnreadableInput(f"the file is damaged ({damaged})", source.name, _SAVE_AGAIN)
            raise UnreadableInput("the workbook shows no words", source.name, "give a workbook with the plan's tables in it")
        return Document("".join(page.parts), source, tuple(page.blocks), tuple(page.tables),
                        diagnostics=tuple(self._diagnostics))

    def _sheet(self, entry: SheetEntry) -> None:
        try:
            sheet = read_sheet(self._package, entry.part, self._book, self._converted)
        except DamagedPart as trouble:
            self._say("xlsx/damaged-sheet", f"工作表“{entry.name}”未能读出：{trouble}", "warning")
            return
        content = list(laid_out(sheet.cells, sheet.merges))
        if content and isinstance(content[0], Band) and not _UNNAMED.fullmatch(entry.name.strip()):
            content.insert(0, SheetCell(entry.name.strip(), centred=True))
        self._page.write(content)
        self._report(entry.name, sheet)

    def _report(self, name: str, sheet: Sheet) -> None:
        """Say what was odd."""
        odd = (("xlsx/hidden-cells", sheet.hidden, f"隐藏行、列中或合并单元格下有{sheet.hidden}个单元格未读", "info"),
               ("xlsx/formula-without-value", sheet.uncounted, f"{sheet.uncounted}个公式没有保存结果，按空单元格处理", "warning"),
               ("xlsx/passing-value", sheet.passing, f"{sheet.passing}个公式（TODAY、NOW等）的结果随打开时间变化", "info"),
               ("xlsx/error-cells", sheet.errors, f"{len(sheet.errors)}个单元格显示错误值：{'、'.join(sheet.errors[:3])}", "warning"),
               ("xlsx/cut", sheet.cut, "单元格过多，其余未读", "warning"),
               ("xlsx/drawings", sheet.drawing, "有图形、图表或文本框未读", "info"))
        for code, count, message, severity in odd:
            if count:
                self._say(code, f"工作表“{name}”：{message}", severity)

    def _say(self, code: str, message: str, severity: str = "info") -> None:
        self._diagnostics.append(Diagnostic(code, message, severity=severity))


class _Writer(TextWriter):
    """The text as it grows, with its blocks and tables."""

    def write(self, content: Iterable[SheetCell | Band[SheetCell]]) -> None:
        """Write lines and tables in order."""
        for one in content:
            if isinstance(one, Band):
                self._table(one)
            else:
                self.blocks.append(Block(self.put(one.text), BlockKind.PARAGRAPH, centred=one.centred))
                self.put("\n")

    def _table(self, band: Band[SheetCell]) -> None:
        """Write a table: a tab between columns, a newline behind each row; a merged cell stands where it begins."""
        start, index = self.length, len(self.tables)
        cells: list[Cell] = []
        row = column = 0
        for placed in band.cells:
            if placed.row > row:
                self.put("\n" * (placed.row - row))
                row, column = placed.row, 0
            self.put("\t" * (placed.column - column))
            column = placed.column
            span = self.put("" if placed.cell is None else placed.cell.text)
            cells.append(Cell(span, row, column, placed.rowspan, placed.colspan))
            self.blocks.append(Block(span, BlockKind.CELL, table=index, row=row, column=column,
                                     centred=None if placed.cell is None else placed.cell.centred))
        self.tables.append(Table(Span(start, self.length), tuple(cells), band.rows, band.columns))
        self.put("\n")
