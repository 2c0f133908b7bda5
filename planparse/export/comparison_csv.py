"""A Comparison in, one long CSV table out: a line a figure, every view below the other, each with its sentence.

>>> safe("=cmd()"), safe("-5个"), safe("村级站点")
("'=cmd()", "'-5个", '村级站点')
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from planparse.model.comparison import Comparison, Evidence, FundingRow
from planparse.model.record import Deadline
from planparse.text import labels

Row = dict[str, Any]
COLUMNS = ("view", "code", "label", "unit", "kind", "growth", "per", "plan", "name", "region", "value", "value_max", "comparator",
           "deadline_start", "deadline_end", "modality", "share", "lead", "support", "text", "formula", "basis",
           "checks", "item", "page", "sentence")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BETWEEN = " ‖ "


def comparison_csv(comparison: Comparison) -> str:
    """The table with a byte order mark, so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    plans = {plan.id: {"plan": plan.id, "name": plan.name, "region": plan.region or ""} for plan in comparison.plans}
    for row in _rows(comparison):
        told = plans[row["plan"]] | row
        writer.writerow({key: _written(value) for key, value in told.items() if value is not None})
    return "\ufeff" + out.getvalue()


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    clean = "".join(char if char.isprintable() or char in " \u3000" else " " for char in text)
    return "'" + clean if text.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA) else clean


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return labels.plain(value)
    return safe(str(value))


def _rows(comparison: Comparison) -> Iterator[Row]:
    yield from _indicators(comparison)
    yield from _money("funding", comparison.funding)
    yield from _money("source", comparison.sources)
    for plan, cell in comparison.totals.items():
        yield {"view": "total", "unit": "元", "plan": plan, "value": cell.amount,
               "checks": _BETWEEN.join(cell.checks), **_told(cell.evidence)}
    for bound in comparison.fund_bounds:
        yield {"view": "fund_bound", "unit": "%", "plan": bound.plan, "value": bound.value, "value_max": bound.value_max,
               "comparator": bound.comparator, "text": bound.text, **_told([bound.evidence])}
    for line in comparison.units:
        for plan, held in line.cells.items():
            yield {"view": "units", "code": line.function, "label": line.label, "plan": plan, "value": held.tasks, "lead": held.lead,
                   "support": held.support, "text": "、".join(held.names), **_told(held.evidence)}
    for stage in comparison.schedule:
        yield {"view": "schedule", "label": stage.stage, "plan": stage.plan, "deadline_start": stage.start,
               "deadline_end": stage.end, "checks": _BETWEEN.join(stage.checks), **_told(labels.stage_sentences(stage))}
    names = {row.code: row.label for row in comparison.indicators}
    for plan, codes in comparison.only_in.items():
        for code in codes:
            yield {"view": "only_in", "code": code, "label": names.get(code, code), "plan": plan}
    for view in comparison.normalised:
        for plan, part in view.cells.items():
            yield {"view": f"per_{view.per}", "code": view.code, "label": view.label, "unit": view.unit, "plan": plan,
                   "value": part.value, "comparator": part.comparator, "formula": part.formula, "basis": view.basis,
                   **_told(part.evidence)}
    for candidate in comparison.candidates:
        for mention in candidate.mentions:
            yield {"view": "candidates", "label": candidate.text, "unit": candidate.unit, "plan": mention.plan,
                   "text": mention.text, **_told([mention.evidence])}


def _indicators(comparison: Comparison) -> Iterator[Row]:
    for row in comparison.indicators:
        for plan, cells in row.cells.items():
            for cell in cells:
                yield {"view": "indicators", "code": row.code, "label": row.label, "unit": cell.unit or row.unit, "kind": row.kind,
                       "growth": row.growth, "per": row.per, "plan": plan, "value": cell.value, "value_max": cell.value_max,
                       "comparator": cell.comparator, "modality": cell.modality, "text": cell.indicator,
                       "checks": _BETWEEN.join(cell.checks), **_due(cell.deadline), **_told(labels.sentences(cell))}


def _money(view: str, rows: Sequence[FundingRow]) -> Iterator[Row]:
    for row in rows:
        for plan, cell in row.cells.items():
            yield {"view": view, "code": row.category, "label": row.label, "unit": "元", "plan": plan, "value": cell.amount,
                   "share": cell.share, "checks": _BETWEEN.join(cell.checks), **_told(cell.evidence)}


def _due(deadline: Deadline | None) -> Row:
    return {} if deadline is None else {"deadline_start": deadline.start, "deadline_end": deadline.end}


def _told(evidence: Sequence[Evidence]) -> Row:
    """Items, the first page and all sentences, each once."""
    sentences = dict.fromkeys(one.sentence for one in evidence)
    return {"item": " ".join(one.item for one in evidence), "page": evidence[0].page if evidence else None,
            "sentence": _BETWEEN.join(sentences)}
