"""Plans in, the matrix of canonical indicators out: unlike things in rows of their own, each promise once in its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from rapidfuzz import fuzz

from planparse.comparison.evidence import Source
from planparse.comparison.spending import words_of
from planparse.lexicon.load import load
from planparse.model.comparison import IndicatorCell, IndicatorRow
from planparse.model.plan import Target

_KINDS = ("goal", "standard", "limit", "frequency")
_SAME_WORDS, _AKIN = 90, 50
Key = tuple[str, str | None, str, bool, str | None]


def indicators(sources: dict[str, Source]) -> list[IndicatorRow]:
    """The rows in the order of the lexicon, then by kind, growth and unit."""
    rows: dict[Key, dict[str, list[IndicatorCell]]] = {}
    for plan, source in sources.items():
        sections = {section.id: section.kind for section in source.plan.sections}
        found: dict[Key, list[Target]] = {}
        for target in source.plan.targets:
            if (code := target.indicator.code) is not None:
                found.setdefault((code, target.unit, target.kind, target.growth, target.per), []).append(target)
        for key, targets in found.items():
            rows.setdefault(key, {})[plan] = _cells(source, targets, sections)
    return [IndicatorRow(code=code, label=label(code), unit=unit, kind=kind, growth=growth, per=per,
                         cells=rows[code, unit, kind, growth, per])
            for code, unit, kind, growth, per in sorted(rows, key=_order)]


def only_in(rows: Sequence[IndicatorRow], plans: Sequence[str]) -> dict[str, list[str]]:
    """Codes that one plan alone has, where there are plans to compare."""
    holders: dict[str, set[str]] = {}
    for row in rows:
        holders.setdefault(row.code, set()).update(row.cells)
    alone = {code: next(iter(held)) for code, held in holders.items() if len(held) == 1 and len(plans) > 1}
    return {plan: [code for code, holder in alone.items() if holder == plan] for plan in plans}


@cache
def _labels() -> dict[str, tuple[int, str]]:
    return {entry.code: (number, entry.label) for number, entry in enumerate(load("indicators"))}


def label(code: str) -> str:
    """The Chinese name of an indicator; a code of another edition of the lexicon names itself."""
    return _labels().get(code, (0, code))[1]


def _order(key: Key) -> tuple[int, str, int, bool, str, str]:
    code, unit, kind, growth, per = key
    return _labels().get(code, (len(_labels()), ""))[0], code, _KINDS.index(kind), growth, unit or "", per or ""


def _cells(source: Source, targets: Sequence[Target], sections: Mapping[str, str]) -> list[IndicatorCell]:
    """One entry a promise, in reading order; what the plan says twice stands once with both places."""
    told: list[list[Target]] = []
    for target in targets:
        again = next((group for group in told if any(_same(target, one, sections) for one in group)
                      and all(_agree(target, one) for one in group)), None)
        if again is None:
            told.append([target])
        else:
            again.append(target)
    return [_cell(source, group) for group in told]


def _agree(one: Target, other: Target) -> bool:
    """Equal figures, and no two dates by which they are due."""
    if (one.value, one.value_max, one.comparator) != (other.value, other.value_max, other.comparator):
        return False
    return one.deadline is None or other.deadline is None or one.deadline.end == other.deadline.end


def _same(one: Target, other: Target, sections: Mapping[str, str]) -> bool:
    """Whether two places with equal figures state one target: their wording is alike.

    Targets of one kind of place (two tasks of the same part) are the same only where their words are.
    """
    alike = fuzz.ratio(words_of(one.indicator.text), words_of(other.indicator.text))
    here, there = ((one.table is not None, sections.get(one.section or "") == "goals"),
                   (other.table is not None, sections.get(other.section or "") == "goals"))
    return alike >= (_SAME_WORDS if here == there else _AKIN)


def _cell(source: Source, group: Sequence[Target]) -> IndicatorCell:
    first = group[0]
    said = [source.of(target) for target in group]
    return IndicatorCell(
        value=first.value, value_max=first.value_max, comparator=first.comparator, per=first.per,
        deadline=next((target.deadline for target in group if target.deadline is not None), None), target=first.id,
        modality=_modality(group), quote=first.quote,
        indicator=first.indicator.text, evidence=said[0], also=said[1:])


def _modality(group: Sequence[Target]) -> Literal["firm", "strive", "plan"]:
    """Firm where prose says it firmly anywhere; a table has no words for it and says nothing."""
    said = [target.modality for target in group if target.table is None] or [target.modality for target in group]
    return "firm" if "firm" in said else said[0]
