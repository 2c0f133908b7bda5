"""Targets of the prose: the scoped quantities in, targets with indicator, kind, deadline and modality out."""

from __future__ import annotations

from typing import Literal, cast

from planparse.assemble.governing import Calendar, calendar, governing_deadline
from planparse.assemble.kind import Before, Kind, is_growth, kind_of, modality
from planparse.assemble.place import place
from planparse.assemble.scope import Scope, Scoped, heading_of
from planparse.assemble.subject import indicator_of
from planparse.extract.indicator import NounPhrase, noun_phrase
from planparse.model.plan import Indicator, Target
from planparse.model.structure import Reading
from planparse.text.fold import typeset


def targets(reading: Reading, scope: Scope) -> list[Target]:
    """The targets of the prose in reading order; `rule` is target/KIND/INDICATOR-RULE:QUANTITY-RULE."""
    found: list[Target] = []
    before: Before | None = None
    times = calendar(scope.periods)
    standard: Target | None = None              # the last standard of the same sentence
    for scoped in scope.scoped:
        if scoped.role != "target":
            continue
        if before is not None and before.scoped.sentence != scoped.sentence:
            standard = None
        target = _target(reading, scope, times, scoped, before)
        if target.kind == "standard":
            if standard is not None and _again(reading.flow.text, scoped, target, standard):
                target = target.model_copy(update={"indicator": standard.indicator})
            standard = target
        found.append(target)
        before = Before(scoped, target)
    return found


def _target(reading: Reading, scope: Scope, times: Calendar, scoped: Scoped, before: Before | None) -> Target:
    one, text = scoped.quantity, reading.flow.text
    phrase = noun_phrase(text, scope.quantities, scoped.index)
    heading = heading_of(reading, one.number_start)
    kind = kind_of(text, scoped, phrase, before, heading is not None and heading.kind == "budget")
    indicator, found_by = indicator_of(reading, scoped, phrase, before)
    if kind == "limit" and "每" in text[scoped.clause:one.start]:
        indicator, found_by = _allowance(text, scoped, phrase), "allowance"
    per = (one.per or (before.target.per if before else None)) if kind == "frequency" else None
    start = one.number_start if one.per is not None and kind != "frequency" else one.start
    return Target(
        **place(reading, start, one.end), rule=_rule(kind, found_by, one.rule), indicator=indicator,
        comparator=cast(Literal["eq", "ge", "le", "approx", "range"], one.comparator), value=one.value,
        value_max=one.value_max, unit=one.unit, per=per, kind=kind, growth=is_growth(text, scoped, before),
        modality=modality(text, scoped), deadline=governing_deadline(reading, times, scoped), responsible=[])


def _again(text: str, scoped: Scoped, target: Target, standard: Target) -> bool:
    """年营业收入超10亿元的企业20家、超百亿元的企业2家: the second threshold is of what the first was."""
    listed = text[scoped.quantity.start - 1:scoped.quantity.start] in ("、", ",", "和")
    return listed and target.unit == standard.unit == "元"


def _rule(kind: Kind, found_by: str, quantity: str) -> str:
    return f"target/{kind}/{found_by}:{quantity}"


def _allowance(text: str, scoped: Scoped, phrase: NounPhrase) -> Indicator:
    """每个乡镇只扶持一个点: whom the cap is for belongs to what it caps."""
    whom = text[scoped.clause:scoped.quantity.start].lstrip("(按照")
    return Indicator(text=typeset(whom + (phrase.text if phrase.behind else "")), span=None, code=None)
