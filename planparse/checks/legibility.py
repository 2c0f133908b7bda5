"""What could not be read well: doubled pages, garbled characters, money cells and units not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from planparse.model.plan import Check, Plan
from planparse.model.span import Span
from planparse.model.structure import Grid, Reading
from planparse.structure.columns import FACTORS
from planparse.structure.figures import figure, is_nothing
from planparse.structure.grids import cell_text

_GARBLED = re.compile("[\ufffd\ue000-\uf8ff]+|(?:锟斤拷|烫烫烫|屯屯屯|ï»¿|â€)+")
_SHOWN = 20


def legibility(reading: Reading, plan: Plan) -> Iterator[Check]:
    """Diagnostics of the reading as findings, then characters and cells."""
    for one in reading.diagnostics + reading.document.diagnostics:
        severity: Literal["info", "warning", "error"] = one.severity  # type: ignore[assignment]
        yield Check(code=one.code, severity=severity, message=one.message, spans=list(one.spans),
                    expected=None, found=None)
    garbled = [Span(*found.span()) for found in _GARBLED.finditer(plan.text)]
    if garbled:
        count = sum(span.end - span.start for span in garbled)
        yield Check(code="garbled-text", severity="warning",
                    message=f"有{count}个字符无法辨认（乱码或字体专用字符），其所在文字可能不准。",
                    spans=garbled[:_SHOWN], expected=None, found=str(count))
    for grid in reading.grids:
        yield from _cells(reading, grid)


def _cells(reading: Reading, grid: Grid) -> Iterator[Check]:
    """Cells of money columns that hold digits and are no number; money columns without a unit."""
    flow = reading.flow
    for column in grid.columns:
        if column.role not in ("money", "sum"):
            continue
        bare = 0
        for number in range(grid.head_rows, len(grid.rows)):
            cell = grid.rows[number][column.index]
            if cell is None or (cell.row, cell.column) != (number, column.index):
                continue
            text = cell_text(flow, cell)
            read = figure(text)
            if read is not None and read.unit is not None and read.unit not in FACTORS:
                read = None
            if read is None and not is_nothing(text) and any(char.isdigit() for char in text):
                yield Check(code="cell-not-understood", severity="warning",
                            message=f"表中“{column.head}”一列的“{text[:20]}”不能读作一个数。",
                            spans=[flow.span(cell.start, cell.end)], expected=None, found=text[:40])
            elif read is not None and read.unit is None and column.factor is None and read.value:
                bare += 1
        if bare and any(other.role == "money" for other in grid.columns):     # 合计 of a table of goals is no money
            yield Check(code="table-unit-missing", severity="warning",
                        message=f"表中“{column.head}”一列没有注明金额单位，{bare}个数未计入资金。",
                        spans=[flow.span(grid.start, grid.end)], expected="元|万元|亿元", found=None)
