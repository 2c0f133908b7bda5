"""The outline and the tables as users read them: flat positions in, records with spans of the text out."""

from __future__ import annotations

from typing import Any

from planparse.assemble.place import section_at, section_id
from planparse.model.plan import Section, TableCell, TableRecord
from planparse.model.structure import GridCell, Reading


def sections(reading: Reading) -> list[Section]:
    """One record a heading, in reading order."""
    flow = reading.flow
    found = []
    for heading in reading.outline:
        kind: Any = heading.kind
        found.append(Section(
            id=section_id(heading.index), label=heading.label, level=heading.level, title=heading.title,
            parent=None if heading.parent is None else section_id(heading.parent), kind=kind,
            heading_span=flow.span(heading.start, heading.heading_end), span=flow.span(heading.start, heading.end)))
    return found


def table_records(reading: Reading) -> list[TableRecord]:
    """One record a table, in reading order; a merged cell stands once, at its first place."""
    flow, text = reading.flow, reading.document.text
    found = []
    for grid in reading.grids:
        rows = []
        for number, row in enumerate(grid.rows):
            cells = []
            for column, cell in enumerate(row):
                if cell is None or (cell.row, cell.column) != (number, column):
                    continue
                cells.append(_cell(flow.span(cell.start, cell.end), cell, text))
            rows.append(cells)
        found.append(TableRecord(
            id=grid.id, span=flow.span(grid.start, grid.end), section=section_at(reading, grid.start),
            caption=grid.caption, unit=grid.unit, header=rows[:grid.head_rows], rows=rows[grid.head_rows:],
            pages=list(grid.pages)))
    return found


def _cell(span: Any, cell: GridCell, text: str) -> TableCell:
    """A cell's record; there are so many of them that they are not validated again."""
    return TableCell.model_construct(text=text[span.start:span.end], span=span, rowspan=cell.rowspan, colspan=cell.colspan)
