"""Targets of the prose: the scoped quantities in, targets with indicator, kind, deadline and modality out."""

from __future__ import annotations

import re
from typing import Literal, cast

from planparse.assemble.governing import Calendar, calendar, governing_deadline
from planparse.assemble.kind import Before, Kind, is_growth, kind_of, modality
from planparse.assemble.place import place
from planparse.assemble.scope import Scope, Scoped, heading_of
from planparse.assemble.subject import indicator_of
from planparse.extract import cue
from planparse.extract.indicator import NounPhrase, noun_phrase
from planparse.model.plan import Indicator, Target
from planparse.model.structure import Reading
from planparse.text.fold import typeset

_LISTED = ("、", "和", ",", "及")
_REACH = 10
_EACH = re.compile(r",(?:同比)?分别[\u4e00-\u9fff]{0,4}$")


def targets(reading: Reading, scope: Scope) -> list[Target]:
    """The targets of the prose in reading order; `rule` is target/KIND/INDICATOR-RULE:QUANTITY-RULE."""
    found: list[Target] = []
    before: Before | None = None
    times = calendar(scope.periods)
    chosen: list[Scoped] = []
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
        chosen.append(scoped)
        before = Before(scoped, target)
    return _in_turn(reading.flow.text, chosen, found)


def _in_turn(text: str, chosen: list[Scoped], found: list[Target]) -> list[Target]:
    """接待游客520万人次,实现收入48亿元,分别增长12%、15%: each rate is of its own target in front."""
    at = 0
    while at < len(found):
        last = at
        while last + 1 < len(found) and text[chosen[last].quantity.end:chosen[last + 1].quantity.start] in _LISTED:
            last += 1
        many, first = last - at + 1, at - (last - at + 1)
        front = text[max(chosen[at].sentence[0], chosen[at].quantity.start - _REACH):chosen[at].quantity.start]
        if many > 1 and first >= 0 and _EACH.search(front) and chosen[first].sentence == chosen[at].sentence and all(
                "/target-in-front:" in one.rule and (one.unit == "%" or one.unit == was.unit)
                for one, was in zip(found[at:last + 1], found[first:at], strict=True)):
            for turn in range(many):
                words = found[first + turn].indicator.text
                found[at + turn] = found[at + turn].model_copy(update={"indicator": Indicator(text=words, span=None, code=None)})
        at = last + 1
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
    standard = cue.AS_STANDARD.match(text, scoped.quantity.end)
    if standard and standard["what"]:            # 按照每个村不低于5万元的标准安排运转经费
        return Indicator(text=typeset(standard["what"]), span=None, code=None)
    whom = text[scoped.clause:scoped.quantity.start].lstrip("(按照")
    return Indicator(text=typeset(whom + (phrase.text if phrase.behind else "")), span=None, code=None)
