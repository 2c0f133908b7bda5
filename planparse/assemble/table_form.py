"""Forms (项目绩效目标申报表): labels with their values in, the money and the units they state out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from planparse.assemble.place import place
from planparse.extract.party import units
from planparse.model.mention import Assignment
from planparse.model.plan import BudgetLine, Phrase
from planparse.model.structure import GridCell, Reading
from planparse.structure.columns import FACTORS, bare, money_factor, source_of
from planparse.structure.figures import figure, is_nothing
from planparse.structure.forms import form_pairs
from planparse.structure.grids import cell_text

_PROJECT = re.compile("名称|项目")
_WHOLE = re.compile("总|合计")
_UNITS = {factor: unit for unit, factor in FACTORS.items()}


def form_budget(reading: Reading) -> Iterator[BudgetLine]:
    """The amounts under labels of money: 资金总额(万元) | 1280 is the total of the form's project."""
    flow = reading.flow
    for grid in reading.grids:
        pairs = list(form_pairs(flow, grid)) if grid.form_rows else []
        project = next((value for label, role, value in pairs
                        if role == "task" and _PROJECT.search(cell_text(flow, label))), None)
        unit = FACTORS.get(grid.unit or "")
        for label, role, value in pairs:
            head, words = cell_text(flow, label), cell_text(flow, value)
            if role not in ("money", "sum") or is_nothing(words) or (read := figure(words)) is None:
                continue
            unit = money_factor(head) or unit              # 其中:财政拨款 is in the unit of the sum in front
            factor = FACTORS.get(read.unit or "") or (unit if read.unit is None and read.scale is None else None)
            if factor is None:
                continue
            source = cast(Literal["central", "province", "city", "county", "self"] | None, source_of(bare(head)))
            yield BudgetLine(
                **place(reading, value.start + read.start, value.start + read.end), rule="budget/table-form",
                amount=read.value * factor, unit_written=read.unit or _UNITS.get(factor),
                purpose=_phrase(reading, project or label), source=source,
                role="total" if source is None and (role == "sum" or _WHOLE.search(head)) else "item")


def form_duties(reading: Reading) -> Iterator[Assignment]:
    """The units behind labels of duty: 主管部门 | 县商务局."""
    for grid in reading.grids:
        for label, role, value in form_pairs(reading.flow, grid) if grid.form_rows else ():
            if role not in ("lead", "support"):
                continue
            text = reading.flow.text
            end = value.end - (text[value.end - 1] == "\n")
            parties = units(text, value.start, end, role=role)
            if parties and all(len(party.name) <= 24 for party in parties):
                yield Assignment(value.start, end, "responsibility/table-form", cell_text(reading.flow, label), tuple(parties))


def _phrase(reading: Reading, cell: GridCell) -> Phrase:
    span = reading.flow.span(cell.start, cell.end)
    return Phrase(text=reading.document.text[span.start:span.end], span=span)
