"""Plans in, the matrix of canonical indicators out: unlike things in rows of their own, each promise once in its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from rapidfuzz import fuzz

from planparse.comparison.due import inherited
from planparse.comparison.evidence import Source
from planparse.comparison.findings import messages
from planparse.comparison.spending import words_of
from planparse.comparison.wording import one_subject
from planparse.lexicon.indicators import indicator_code
from planparse.lexicon.load import load
from planparse.model.comparison import Evidence, IndicatorCell, IndicatorRow
from planparse.model.plan import Deadline, Target

_KINDS = ("goal", "standard", "limit", "frequency")
_SAME_WORDS = 90
#: Measure words for the same thing counted, by the one that names the row.
_ONE_MEASURE = {"名": "人", "位": "人", "家": "个", "处": "个"}
_JOINT = re.compile("[和与及]")
Due = Mapping[str, tuple[Deadline, Evidence]]
Key = tuple[str, str | None, str, bool, str | None]


def indicators(sources: dict[str, Source]) -> list[IndicatorRow]:
    """The rows in the order of the lexicon, then by kind, growth and unit."""
    rows: dict[Key, dict[str, list[IndicatorCell]]] = {}
    for plan, source in sources.items():
        due = inherited(source)
        found: dict[Key, list[Target]] = {}
        for target in source.plan.targets:
            for code in codes_of(target.indicator.text, target.unit, target.indicator.code):
                unit = _ONE_MEASURE.get(target.unit or "", target.unit)
                found.setdefault((code, unit, target.kind, target.growth, target.per), []).append(target)
        for key, targets in found.items():
            rows.setdefault(key, {})[plan] = _cells(source, targets, due)
    return [IndicatorRow(code=code, label=label(code), unit=_written(rows[code, unit, kind, growth, per], unit), kind=kind,
                         growth=growth, per=per, cells=rows[code, unit, kind, growth, per])
            for code, unit, kind, growth, per in sorted(rows, key=_order)]


def codes_of(text: str, unit: str | None, code: str | None) -> list[str]:
    """The indicators a target counts under: a rate of 行政村和贫困村 under those of both."""
    words = words_of(text)
    joint = _JOINT.search(words)
    if code is None or unit != "%" or joint is None or joint.start() == 0:
        return [] if code is None else [code]
    first, last = words[:joint.start()], words[joint.end():]
    second = indicator_code(last, unit)
    shared = last.find(first[-1:]) + 1                    # 行政|村 and 贫困|村: what follows is said of both
    starts = ([shared] if shared else []) + list(range(1, len(last) - 1))
    other = next((found for start in starts if (found := indicator_code(first + last[start:], unit)) not in (None, second)), None)
    if second is None or other is None or code not in (second, other):
        return [code]
    return [other, second]


def _written(cells: Mapping[str, Sequence[IndicatorCell]], unit: str | None) -> str | None:
    """The measure word of a row: the one all cells write, else the usual one."""
    words = {cell.unit for held in cells.values() for cell in held}
    return words.pop() if len(words) == 1 else unit


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


def _cells(source: Source, targets: Sequence[Target], due: Due) -> list[IndicatorCell]:
    """One entry a promise, in reading order; what the plan says twice stands once with both places."""
    told: list[list[Target]] = []
    for target in targets:
        again = next((group for group in told if any(_same(target, one, source) for one in group)
                      and all(_agree(target, one) for one in group)), None)
        if again is None:
            told.append([target])
        else:
            again.append(target)
    return [_cell(source, group, due) for group in told]


def _agree(one: Target, other: Target) -> bool:
    """Equal figures (60 and at least 60 are one promise), and no two dates by which they are due."""
    if (one.value, one.value_max) != (other.value, other.value_max):
        return False
    if one.comparator != other.comparator and {one.comparator, other.comparator} != {"eq", "ge"}:
        return False
    return one.deadline is None or other.deadline is None or one.deadline.end == other.deadline.end


def _same(one: Target, other: Target, source: Source) -> bool:
    """Whether two places with equal figures state one target: their wording is alike.

    Targets of one kind of place (two tasks of the same part) are the same only where their words are.
    """
    kinds = {section.id: section.kind for section in source.plan.sections}
    here, there = ((target.table is not None, kinds.get(target.section or "") == "goals") for target in (one, other))
    words, others = words_of(one.indicator.text), words_of(other.indicator.text)
    if here == there:
        return fuzz.ratio(words, others) >= _SAME_WORDS
    return one_subject(words, others, words_of(source.plan.metadata.region.value or ""))


def _cell(source: Source, group: Sequence[Target], due: Due) -> IndicatorCell:
    """The strongest of the places first, the others behind it."""
    first = next((target for target in group if target.comparator == "ge"), group[0])
    said = [source.of(target) for target in (first, *(target for target in group if target is not first))]
    own = next((target.deadline for target in group if target.deadline is not None), None)
    given = None if own is not None else next((due[target.id] for target in group if target.id in due), None)
    return IndicatorCell(
        value=first.value, value_max=first.value_max, comparator=first.comparator, per=first.per,
        deadline=given[0] if given else own, target=first.id,
        modality=_modality(group), quote=first.quote, unit=first.unit,
        indicator=first.indicator.text, evidence=said[0], also=said[1:], due=given[1] if given else None,
        checks=messages(source.plan, group))


def _modality(group: Sequence[Target]) -> Literal["firm", "strive", "plan"]:
    """Firm where prose says it firmly anywhere; a table has no words for it and says nothing."""
    said = [target.modality for target in group if target.table is None] or [target.modality for target in group]
    return "firm" if "firm" in said else said[0]
