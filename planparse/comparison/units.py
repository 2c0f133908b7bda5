"""Plans in, the units that carry on each function of government out, whatever they are called."""

from __future__ import annotations

from planparse.comparison.evidence import Source
from planparse.comparison.naming import BESIDE, once, rows_of
from planparse.comparison.spending import words_of
from planparse.lexicon.load import load
from planparse.model.comparison import UnitCell, UnitRow
from planparse.model.plan import Responsibility, Unit

Bound = list[tuple[Responsibility, list[Unit]]]


def units(sources: dict[str, Source]) -> list[UnitRow]:
    """Rows in the order of lexicons/organisations.toml; leading groups, townships, enterprises and all others last."""
    labels = {entry.code: entry.label for entry in load("organisations")} | BESIDE
    found: dict[str, dict[str, UnitCell]] = {}
    for plan, source in sources.items():
        for row, bound in _bound(source).items():
            found.setdefault(row, {})[plan] = _cell(source, bound)
    known = [code for code in labels if code not in BESIDE]
    order = [*known, *sorted(found.keys() - labels.keys()), *BESIDE]
    return [UnitRow(function=row, label=labels.get(row, row), cells=found[row]) for row in order if row in found]


def _bound(source: Source) -> dict[str, Bound]:
    """Row → the statements that name units of it, with those units."""
    rows: dict[str, Bound] = {}
    for statement in source.plan.responsibilities:
        named: dict[str, list[Unit]] = {}
        for unit in statement.units:
            for row in rows_of(words_of(unit.name), unit.kind, unit.function):
                named.setdefault(row, []).append(unit)
        for row, held in named.items():
            rows.setdefault(row, []).append((statement, held))
    return rows


def _cell(source: Source, bound: Bound) -> UnitCell:
    return UnitCell(
        names=once(list(dict.fromkeys(unit.name for _, held in bound for unit in held))), tasks=len(bound),
        lead=sum(any(unit.role == "lead" for unit in held) for _, held in bound),
        support=sum(any(unit.role == "support" for unit in held) for _, held in bound),
        evidence=[source.of(statement) for statement, _ in bound])
