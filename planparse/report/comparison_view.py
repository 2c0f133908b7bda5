"""A Comparison in, what the page's template shows out: words, shades, shares, and the numbers of the sentences behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from planparse.model.comparison import Comparison, Evidence, FundingCell, FundingRow, IndicatorCell, IndicatorRow
from planparse.text import labels

Shown = dict[str, Any]
_SHADES = 5
_PER = {"village": "每个行政村", "township": "每个乡镇", "10000_yuan": "每万元资金", "10000_people": "每万人"}
#: The golden angle parts the hues of neighbours.
_TURN, _FIRST = 137.508, 205
_LABELLED = 7


class Proofs:
    """The sentences of the page, each once; a cell keeps their numbers."""

    def __init__(self) -> None:
        self.told: list[list[Any]] = []
        self._known: dict[tuple[Any, ...], int] = {}

    def of(self, plan: str, evidence: Iterable[Evidence]) -> str:
        """The numbers of the sentences of a cell: `3 4`."""
        numbers = []
        for one in evidence:
            key = (plan, one.page, one.sentence, one.mark)
            if key not in self._known:
                self._known[key] = len(self.told)
                self.told.append([plan, one.page, one.sentence, list(one.mark) if one.mark else None])
            numbers.append(self._known[key])
        return " ".join(map(str, dict.fromkeys(numbers)))


def plans(comparison: Comparison, names: dict[str, str], proofs: Proofs) -> list[Shown]:
    """The plans at the top of the page."""
    shown = []
    for plan in comparison.plans:
        total = comparison.totals.get(plan.id)
        shown.append({"id": plan.id, "name": names[plan.id], "title": plan.title or plan.name, "province": plan.province or "",
                      "number": plan.doc_number or "", "period": labels.days(*plan.period) if plan.period else "",
                      "total": labels.amount(total.amount) if total else "",
                      "proof": proofs.of(plan.id, total.evidence) if total else ""})
    return shown


def matrix(comparison: Comparison, proofs: Proofs) -> list[Shown]:
    """Rows of the heat map; goals, standards, rates of growth and frequencies stand in rows of their own."""
    return [{"label": row.label, "code": row.code, "unit": row.unit or "",
             "kind": "" if labels.row_kind(row) == labels.TARGET_KINDS["goal"] else labels.row_kind(row), "many": len(row.cells) > 1,
             "cells": _promised(row, proofs)} for row in comparison.indicators]


def _promised(row: IndicatorRow, proofs: Proofs) -> dict[str, Shown]:
    leading = {plan: _leading(cells) for plan, cells in row.cells.items()}
    shades = _shades(leading)
    return {plan: {"shade": shades.get(plan), "entries": [_promise(row, plan, cell, proofs) for cell in cells]}
            for plan, cells in row.cells.items()}


def _promise(row: IndicatorRow, plan: str, cell: IndicatorCell, proofs: Proofs) -> Shown:
    return {"value": labels.measure(cell.comparator, cell.value, cell.value_max, cell.unit or row.unit, row.per),
            "modality": labels.MODALITIES[cell.modality], "words": cell.indicator,
            "due": labels.due(cell.deadline.start, cell.deadline.end) if cell.deadline else "",
            "checks": "\n".join(cell.checks), "proof": proofs.of(plan, labels.sentences(cell))}


def _leading(cells: Sequence[IndicatorCell]) -> Decimal:
    """The figure a cell is shaded by: the largest of those due last."""
    last = max((cell.deadline.end or "") if cell.deadline else "" for cell in cells)
    return max(cell.value_max or cell.value for cell in cells if ((cell.deadline.end or "") if cell.deadline else "") == last)


def _shades(leading: dict[str, Decimal]) -> dict[str, int]:
    """Rank within the row, from 0 for the smallest to 4; nothing where there is nothing to compare."""
    steps = sorted(set(leading.values()))
    if len(leading) < 2:
        return {}
    if len(steps) == 1:
        return dict.fromkeys(leading, _SHADES // 2)
    return {plan: steps.index(value) * (_SHADES - 1) // (len(steps) - 1) for plan, value in leading.items()}


def money(comparison: Comparison, proofs: Proofs) -> Shown:
    """Bars by plan, and the two tables below them."""
    colours = {row.category: f"hsl({(_FIRST + number * _TURN) % 360:.0f} 52% 36%)" for number, row in enumerate(comparison.funding)}
    return {"bars": [bar for plan in comparison.plans if (bar := _bar(comparison, plan.id, colours, proofs)) is not None],
            "legend": [{"label": row.label, "colour": colours[row.category]} for row in comparison.funding],
            "purposes": _amounts(comparison.funding, proofs), "payers": _amounts(comparison.sources, proofs),
            "totals": {plan: _amount(plan, cell, proofs) for plan, cell in comparison.totals.items()},
            "bounds": _bounds(comparison, proofs)}


def _bounds(comparison: Comparison, proofs: Proofs) -> dict[str, list[Shown]]:
    """Plan → the bounds it sets on shares of its money."""
    told: dict[str, list[Shown]] = {}
    for one in comparison.fund_bounds:
        told.setdefault(one.plan, []).append({
            "value": labels.measure(one.comparator, one.value, one.value_max, "%", None), "text": one.text,
            "proof": proofs.of(one.plan, [one.evidence])})
    return told


def _bar(comparison: Comparison, plan: str, colours: dict[str, str], proofs: Proofs) -> Shown | None:
    total = comparison.totals.get(plan)
    cells = [(row, row.cells[plan]) for row in comparison.funding if plan in row.cells]
    if not cells and total is None:
        return None
    parts, at = [], Decimal(0)
    for row, cell in cells:
        if cell.share is None:
            continue
        shown = f"{labels.plain(cell.share)}%"
        parts.append({"label": f"{row.label} {labels.amount(cell.amount)}，占{shown}", "x": f"{at:.2f}", "width": f"{cell.share:.2f}",
                      "middle": f"{at + cell.share / 2:.2f}", "text": f"{cell.share:.0f}%" if cell.share >= _LABELLED else "",
                      "colour": colours[row.category], "proof": proofs.of(plan, cell.evidence)})
        at += cell.share
    note = "" if parts else ("分项占比无法确定" if cells else "未载明分项")
    summed = sum((cell.amount for _, cell in cells), Decimal(0))
    return {"plan": plan, "parts": parts, "note": note, "sum": labels.amount(summed) if parts else "",
            "total": labels.amount(total.amount) if total else ""}


def _amounts(rows: Sequence[FundingRow], proofs: Proofs) -> list[Shown]:
    return [{"label": row.label, "cells": {plan: _amount(plan, cell, proofs) for plan, cell in row.cells.items()}} for row in rows]


def _amount(plan: str, cell: FundingCell, proofs: Proofs) -> Shown:
    return {"amount": labels.amount(cell.amount), "share": "" if cell.share is None else f"{labels.plain(cell.share)}%",
            "checks": "\n".join(cell.checks), "proof": proofs.of(plan, cell.evidence)}


def units(comparison: Comparison, proofs: Proofs) -> list[Shown]:
    """Who does the work of each function."""
    return [{"label": row.label, "cells": {plan: {
        "names": "、".join(cell.names), "tasks": cell.tasks, "lead": cell.lead, "support": cell.support,
        "proof": proofs.of(plan, cell.evidence)} for plan, cell in row.cells.items()}} for row in comparison.units]


def normalised(comparison: Comparison, proofs: Proofs) -> list[Shown]:
    """One table for each thing divided by; the formula stands in each cell."""
    tables = []
    for per, name in _PER.items():
        rows = [{"label": row.label, "unit": row.unit, "basis": row.basis or "", "cells": {plan: {
            "value": labels.COMPARATORS[cell.comparator] + labels.plain(cell.value), "formula": cell.formula,
            "proof": proofs.of(plan, cell.evidence)} for plan, cell in row.cells.items()}}
            for row in comparison.normalised if row.per == per]
        if rows:
            held = {plan for row in comparison.normalised if row.per == per for plan in row.cells}
            tables.append({"name": name, "rows": rows, "plans": [plan.id for plan in comparison.plans if plan.id in held]})
    return tables


def only_in(comparison: Comparison, names: dict[str, str], proofs: Proofs) -> list[Shown]:
    """Indicators of one plan alone, with what it promises."""
    rows: dict[str, list[IndicatorRow]] = {}
    for row in comparison.indicators:
        rows.setdefault(row.code, []).append(row)
    return [{"name": names[plan], "items": [
        {"label": rows[code][0].label, "proof": proofs.of(plan, [cell.evidence for row in rows[code] for cell in row.cells[plan]])}
        for code in codes]} for plan, codes in comparison.only_in.items() if codes]


def candidates(comparison: Comparison, names: dict[str, str], proofs: Proofs) -> list[Shown]:
    """Wordings that plans share and the lexicon lacks."""
    return [{"text": one.text, "unit": one.unit or "", "mentions": [
        {"name": names[mention.plan], "text": mention.text, "proof": proofs.of(mention.plan, [mention.evidence])}
        for mention in one.mentions]} for one in comparison.candidates]
