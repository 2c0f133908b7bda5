"""Targets of the prose: the scoped quantities in, targets with indicator, kind, deadline and modality out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from planparse.assemble.governing import governing_deadline
from planparse.assemble.place import place
from planparse.assemble.scope import Scope, Scoped, heading_of
from planparse.extract import cue
from planparse.extract.indicator import NounPhrase, clause_in_front, is_adverbial, is_bare, is_verbal, noun_phrase, opening_words
from planparse.lexicon.units import units
from planparse.model.mention import Quantity
from planparse.model.plan import Indicator, Target
from planparse.model.structure import Reading

Kind = Literal["goal", "standard", "limit", "frequency"]


def targets(reading: Reading, scope: Scope) -> list[Target]:
    """The targets of the prose in reading order."""
    found: list[Target] = []
    previous: Scoped | None = None
    for scoped in scope.scoped:
        if scoped.role != "target":
            continue
        found.append(_target(reading, scope, scoped, previous, found[-1] if found else None))
        previous = scoped
    return found


def _target(reading: Reading, scope: Scope, scoped: Scoped, previous: Scoped | None, last: Target | None) -> Target:
    one, text = scoped.quantity, reading.flow.text
    phrase = noun_phrase(text, scope.quantities, scoped.index)
    heading = heading_of(reading, one.number_start)
    kind = _kind(text, scoped, phrase, previous, last, heading is not None and heading.kind == "budget")
    per = one.per if kind == "frequency" else None
    if kind == "frequency" and per is None and last is not None:
        per = last.per
    start = one.number_start if one.per is not None and kind != "frequency" else one.start
    value, high = (one.value, one.value_max)
    indicator = _indicator(reading, scoped, phrase, previous, last)
    if kind == "limit" and "每" in text[scoped.clause:one.start]:
        indicator = Indicator(text=text[scoped.clause:one.start].lstrip("(") + phrase.text, span=None, code=None)
    comparator: Literal["eq", "ge", "le", "approx", "range"] = one.comparator  # type: ignore[assignment]
    return Target(
        **place(reading, start, one.end), rule=f"target/{kind}:{one.rule}", indicator=indicator, comparator=comparator,
        value=value, value_max=high, unit=one.unit, per=per, kind=kind, growth=_is_growth(text, scoped),
        modality=_modality(text, scoped), deadline=governing_deadline(reading, scope.periods, scoped), responsible=[])


def _kind(text: str, scoped: Scoped, phrase: NounPhrase, previous: Scoped | None, last: Target | None,
          in_budget: bool) -> Kind:
    one = scoped.quantity
    if one.per is not None:
        return "limit" if one.comparator == "le" and cue.PAY_WORD.search(text, scoped.clause, one.number_start) else "frequency"
    clause = text[scoped.clause:one.start]
    sentence = text[scoped.sentence[0]:one.start]
    if one.comparator == "le" and cue.BAD.search(text[max(scoped.sentence[0], one.start - 24):one.start]):
        return "limit"
    if (one.unit == "%" or units().get(one.unit or "") == "money") and cue.MONEY_SHARE.search(
            text[scoped.sentence[0]:one.number_start]):
        return "limit"
    if cue.ALLOWANCE.search(clause) and "每" in sentence[-30:]:
        return "limit"
    if one.comparator == "le" and cue.PAY_WORD.search(clause) and unit_kind_of(one) != "rate":
        return "limit"
    if (one.comparator == "le" and last is not None and previous is not None and last.kind == "limit"
            and previous.sentence == scoped.sentence and last.unit == one.unit):
        return "limit"
    if one.unit == "%" and cue.SHARE_USED.match(text, one.end) and cue.MONEY_NOUN.search(clause):
        return "limit"
    if one.unit == "%" and "比例" in clause and in_budget:
        return "limit"
    if phrase.attribute or (one.unit in ("人", "名") and cue.PANEL.search(sentence)):
        return "standard"
    if _is_each(clause) or cue.REQUIREMENT.search(text, scoped.sentence[0], one.start):
        return "standard"
    unit_kind = units().get(one.unit or "", "count")
    if unit_kind == "time" and cue.REDUCED.search(text[scoped.clause:one.start]):
        return "goal"
    if unit_kind == "time" or (unit_kind in ("area", "length") and _is_property(phrase)):
        return "standard"
    if one.unit == "份" and "一式" in text[max(0, one.start - 3):one.start]:
        return "standard"
    if cue.PROPERTY.search(phrase.text) and one.comparator != "eq" and not cue.DELIVERED.search(clause):
        return "standard"
    if _threshold(text, scoped, phrase):
        return "standard"
    if last is not None and previous is not None and last.kind == "frequency" and _same_enumeration(text, previous, scoped):
        return "frequency"
    return "goal"


def unit_kind_of(one: Quantity) -> str:
    """What the quantity's unit measures (units lexicon); measure words nobody listed count."""
    return units().get(one.unit or "", "count")


def _is_each(clause: str) -> bool:
    """每个服务站…案例不少于5个 (a property of each), not 每个乡镇建设一个 (a goal)."""
    match = cue.EACH.search(clause)
    return match is not None and cue.REAL_COUNT.search(clause) is None


def _is_property(phrase: NounPhrase) -> bool:
    return phrase.text.endswith(("面积", "长度", "宽度", "高度", "间距", "距离", "半径"))


def _threshold(text: str, scoped: Scoped, phrase: NounPhrase) -> bool:
    """年网络零售额1000万元以上的企业, 收入过200亿元的集群: a property of the things counted beside it."""
    one = scoped.quantity
    if units().get(one.unit or "") != "money" or one.comparator == "eq":
        return False
    if text[one.end:one.end + 1] == "的" or cue.OF_THIS_SIZE.match(text, one.end):
        return True
    rest = text[one.end:scoped.sentence[1]]
    stop = min((at for mark in ",。;\n" if (at := rest.find(mark)) >= 0), default=len(rest))
    return rest[:1] == "、" and "的" in rest[:stop]


def _same_enumeration(text: str, previous: Scoped, scoped: Scoped) -> bool:
    """每年建设10个、改造20个: later members of a frequency's enumeration."""
    between = text[previous.quantity.end:scoped.quantity.start]
    return previous.sentence == scoped.sentence and len(between) <= 24 and not any(mark in between for mark in "。;,")


def _is_growth(text: str, scoped: Scoped) -> bool:
    one = scoped.quantity
    if one.unit not in ("%", "个百分点", "百分点"):
        return False
    window = text[max(scoped.sentence[0], one.number_start - 18):one.number_start]
    front = window[:len(window) - (one.number_start - one.start)] or window
    return (cue.GROWTH.search(front) is not None or cue.GROWTH.search(window) is not None) and not cue.GROWTH_TO.search(window)


def _modality(text: str, scoped: Scoped) -> Literal["firm", "strive", "plan"]:
    stretch = text[scoped.sentence[0]:scoped.quantity.number_start]
    if cue.STRIVE.search(stretch):
        return "strive"
    return "plan" if cue.PLANNED.search(stretch) else "firm"


def _indicator(reading: Reading, scoped: Scoped, phrase: NounPhrase, previous: Scoped | None,
               last: Target | None) -> Indicator:
    """The phrase with its place; a bare head takes its subject from the target in front, an empty one the section's."""
    flow, text = reading.flow, reading.flow.text
    if is_adverbial(phrase.text):
        phrase = NounPhrase("", None, None, False, False)
    joined = last is not None and previous is not None and text[previous.quantity.end:scoped.quantity.start].startswith("、")
    verbal = is_verbal(phrase.text) and not phrase.behind and (scoped.quantity.per is not None or joined)
    if scoped.quantity.per is not None and (verbal or not phrase.text) and (named := _numbered_words(reading, scoped)):
        return Indicator(text=named, span=None, code=None)
    if verbal and scoped.quantity.per is not None and (clause := clause_in_front(text, scoped.clause, scoped.sentence[0])):
        return Indicator(text=clause + phrase.text, span=None, code=None)
    if phrase.text and (phrase.attribute or not (is_bare(phrase.text) or verbal or len(phrase.text) == 1)):
        span = None if phrase.start is None or phrase.end is None else flow.span(phrase.start, phrase.end)
        words = phrase.text if span is None else _printed(reading, span)
        return Indicator(text=words, span=span, code=None)
    subject = ""
    if not phrase.text and (clause := clause_in_front(text, scoped.clause, scoped.sentence[0])) and (
            last is None or previous is None or previous.sentence != scoped.sentence or previous.quantity.end < scoped.clause - 40):
        return Indicator(text=clause, span=None, code=None)
    if last is not None and previous is not None and previous.sentence == scoped.sentence:
        subject = last.indicator.text
    if not subject:
        subject = _section_subject(reading, scoped)
    return Indicator(text=(subject + phrase.text) or "(未写明)", span=None, code=None)


def _numbered_words(reading: Reading, scoped: Scoped) -> str:
    """The opening words of a numbered paragraph without a title: 3.定期自评，…，每半年一次."""
    heading = heading_of(reading, scoped.quantity.number_start)
    if heading is None or heading.title is not None or scoped.paragraph.start != heading.start:
        return ""
    return opening_words(reading.flow.text, heading.start + len(heading.label), scoped.quantity.start)


def _section_subject(reading: Reading, scoped: Scoped) -> str:
    """What the section is about: its title, or the opening words of a numbered paragraph without one."""
    heading = heading_of(reading, scoped.quantity.number_start)
    if heading is None:
        return ""
    return heading.title or opening_words(reading.flow.text, heading.start + len(heading.label), scoped.quantity.start)


def _printed(reading: Reading, span: tuple[int, int]) -> str:
    """The words as printed, line breaks and spaces out."""
    return "".join(reading.document.text[span[0]:span[1]].split())


def in_order(found: Sequence[Target]) -> list[Target]:
    """Targets sorted by place."""
    return sorted(found, key=lambda target: target.span)
