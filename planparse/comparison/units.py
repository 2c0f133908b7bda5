"""Plans in, the units that carry on each function of government out, whatever they are called."""

from __future__ import annotations

from planparse.comparison.evidence import Source
from planparse.lexicon.load import load
from planparse.model.comparison import UnitCell, UnitRow
from planparse.model.plan import Responsibility


def units(sources: dict[str, Source]) -> list[UnitRow]:
    """Rows in the order of lexicons/organisations.toml; units whose work no row knows are left out."""
    labels = {entry.code: entry.label for entry in load("organisations")}
    found: dict[str, dict[str, UnitCell]] = {}
    for plan, source in sources.items():
        bound: dict[str, list[Responsibility]] = {}
        for statement in source.plan.responsibilities:
            for function in dict.fromkeys(unit.function for unit in statement.units if unit.function is not None):
                bound.setdefault(function, []).append(statement)
        for function, statements in bound.items():
            found.setdefault(function, {})[plan] = _cell(source, function, statements)
    order = [*labels, *sorted(found.keys() - labels.keys())]
    return [UnitRow(function=function, label=labels.get(function, function), cells=found[function])
            for function in order if function in found]


def _cell(source: Source, function: str, statements: list[Responsibility]) -> UnitCell:
    named = [[unit for unit in statement.units if unit.function == function] for statement in statements]
    return UnitCell(
        names=list(dict.fromkeys(unit.name for group in named for unit in group)), tasks=len(statements),
        lead=sum(any(unit.role == "lead" for unit in group) for group in named),
        support=sum(any(unit.role == "support" for unit in group) for group in named),
        evidence=[source.of(statement) for statement in statements])
