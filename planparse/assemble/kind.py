"""What a target commits to: a scoped quantity in, goal, standard, limit or frequency (and growth, modality) out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from planparse.assemble.said import REACH
from planparse.assemble.scope import Scoped
from planparse.extract import cue
from planparse.extract.indicator import NounPhrase
from planparse.extract.noun import opens_clause
from planparse.lexicon.units import units
from planparse.model.mention import Quantity
from planparse.model.plan import Target

_FIGURE = re.compile(r"\d(?!\d*年)|[一二两三四五六七八九十百千]+[个家名人户场期次条项]")
Kind = Literal["goal", "standard", "limit", "frequency"]


@dataclass(frozen=True, slots=True)
class Before:
    """The target in front, with the quantity it was made of."""

    scoped: Scoped
    target: Target


def kind_of(text: str, scoped: Scoped, phrase: NounPhrase, before: Before | None, in_budget: bool) -> Kind:
    """The first question that says yes decides: frequency, limit, standard; a goal otherwise."""
    one = scoped.quantity
    if one.per is not None:
        paid = one.comparator == "le" and cue.PAY_WORD.search(text, scoped.clause, one.number_start)
        return "limit" if paid else "frequency"
    if _is_limit(text, scoped, before, in_budget) or _is_next_share(text, scoped, before):
        return "limit"
    if _is_standard(text, scoped, phrase) or _is_capacity(scoped, phrase, before):
        return "standard"
    if text.startswith("不得", one.start) or _is_borne(text, scoped):
        return "limit"
    if before is not None and before.target.kind == "frequency" and _same_enumeration(text, before.scoped, scoped):
        return "frequency"
    return "goal"


def is_growth(text: str, scoped: Scoped, before: Before | None = None) -> bool:
    """Whether a percentage is a rate of growth (增长8%), not a level reached (提高到8%)."""
    one = scoped.quantity
    if one.unit not in ("%", "个百分点", "百分点"):
        return False
    if before is not None and text[before.scoped.quantity.end:one.start] in ("、", "和", "及", "与"):
        return before.target.growth               # 分别增长6%和8%
    window = text[max(scoped.sentence[0], one.number_start - 18):one.number_start]
    front = window[:len(window) - (one.number_start - one.start)] or window
    grows = cue.GROWTH.search(front) is not None or cue.GROWTH.search(window) is not None
    return grows and cue.GROWTH_TO.search(window) is None


def modality(text: str, scoped: Scoped) -> Literal["firm", "strive", "plan"]:
    """How firmly the sentence promises: 力争 strives, 计划 plans, everything else is firm."""
    stretch = text[max(scoped.sentence[0], scoped.quantity.start - REACH):scoped.quantity.number_start]
    if _hedges(cue.STRIVE, stretch):
        return "strive"
    return "plan" if _hedges(cue.PLANNED, stretch) else "firm"


def _hedges(word: re.Pattern[str], stretch: str) -> bool:
    """Whether the last such word of a stretch still holds at its end.

    力争产值增长15%;培训900人次: it ends with its part of the sentence; 力争 also where a clause opens with a verb of its
    own (计划投资1亿元,建设冷库3座 plans both).
    力争到2025年,建成站点10个;培训1000人次: with nothing but a time in its own clause it hedges all that follow.
    """
    words = list(word.finditer(stretch))
    if not words:
        return False
    rest = stretch[words[-1].end():]
    own = cue.CLAUSE_END.search(rest)
    if own is None or cue.ONLY_WHEN.fullmatch(rest, 0, own.start()) or rest[own.start()] == ":":
        return True
    if ";" in rest:
        return False
    return word is cue.PLANNED or not any(opens_clause(rest, mark.end()) and _FIGURE.search(rest, 0, mark.start())
                                          for mark in cue.CLAUSE_END.finditer(rest))


def measures(one: Quantity) -> str:
    """What the quantity's unit measures (units lexicon); measure words nobody listed count."""
    return units().get(one.unit or "", "count")


def _is_limit(text: str, scoped: Scoped, before: Before | None, in_budget: bool) -> bool:
    """A cap or floor on the use of money, on bad things, on an allowance."""
    one = scoped.quantity
    clause = text[max(scoped.clause, one.start - REACH):one.start]
    sentence = text[max(scoped.sentence[0], one.start - REACH):one.start]
    if one.comparator == "le":
        if cue.BAD.search(sentence[-24:]) or (cue.PAY_WORD.search(clause) and measures(one) != "rate"):
            return True
        if (before is not None and before.target.kind == "limit" and before.scoped.sentence == scoped.sentence
                and before.target.unit == one.unit):
            return True
    if one.unit == "%" or measures(one) == "money":
        upto_number = text[max(scoped.sentence[0], one.start - REACH):one.number_start]
        share = cue.MONEY_SHARE.search(upto_number) and not cue.OF_ECONOMY.search(upto_number)
        if share or (one.unit == "%" and cue.USED_FOR.search(clause) and cue.MONEY_NAMED.search(sentence)):
            return True
    if (one.comparator == "le" or (one.comparator == "ge" and measures(one) == "money")) and cue.EACH_BASIS.search(sentence) and (
            cue.AS_STANDARD.match(text, one.end)):
        return True
    if cue.ALLOWANCE.search(clause) and "每" in sentence[-30:]:
        return True
    if cue.ONLY.search(clause + text[one.start:one.number_start]) and (one.comparator == "le" or one.unit == "次"):
        return True
    used = cue.SHARE_USED.match(text, one.end) and cue.MONEY_NOUN.search(clause)
    return one.unit == "%" and bool(used or (in_budget and "比例" in clause))


def _is_next_share(text: str, scoped: Scoped, before: Before | None) -> bool:
    """(一)…不低于专项资金总额的45%;(二)…不超过25%: items of one list, each with its share of the money."""
    if before is None or before.target.kind != "limit" or not scoped.quantity.unit == before.target.unit == "%":
        return False
    return (scoped.paragraph.index - before.scoped.paragraph.index == 1
            and all(cue.LIST_LABEL.match(text, one.paragraph.start) for one in (scoped, before.scoped)))


def _is_borne(text: str, scoped: Scoped) -> bool:
    """奖补资金由市级承担60%: a share of the money by payer."""
    upto = text[max(scoped.sentence[0], scoped.quantity.start - 60):scoped.quantity.start]
    return scoped.quantity.unit == "%" and cue.BORNE.search(upto) is not None


def _is_capacity(scoped: Scoped, phrase: NounPhrase, before: Before | None) -> bool:
    """新建共配仓1座,…,日分拣能力6万件: what the thing delivered in front can do."""
    if before is None or before.scoped.sentence != scoped.sentence or cue.CAPACITY.search(phrase.text) is None:
        return False
    return before.target.kind == "standard" or before.scoped.quantity.unit in ("个", "座", "处", "家", "条", "间")


def _is_standard(text: str, scoped: Scoped, phrase: NounPhrase) -> bool:
    """A property that each thing delivered must have."""
    one = scoped.quantity
    clause, sentence = text[max(scoped.clause, one.start - REACH):one.start], text[max(scoped.sentence[0], one.start - REACH):one.start]
    if phrase.attribute or (one.unit in ("人", "名") and (cue.PANEL.search(sentence) or cue.PANEL.search(phrase.text))):
        return True
    if cue.OF_ONE.search(phrase.text) and one.comparator != "eq":
        return True
    words = text[one.start:one.number_start]          # 每个村至少建设一个 is a goal, 每个站事项不少于6类 is none
    if _is_each(clause + words if cue.DELIVERS.search(words) else clause) or cue.REQUIREMENT.search(sentence):
        return True
    measure = measures(one)
    if measure == "time":
        return cue.AVERAGE.search(phrase.text) is None and cue.REDUCED.search(clause) is None and (
            cue.LIFETIME.search(clause) is None or cue.STANDING.search(clause) is not None)
    if measure == "area" and one.unit in ("平方米", "㎡", "m²") and cue.FACILITY_AREA.search(phrase.text):
        return True
    if measure == "length" and cue.EXTENT.search(phrase.text):
        return True
    if one.unit == "份" and sentence.endswith("一式"):
        return True
    if cue.PROPERTY.search(phrase.text) and one.comparator != "eq" and not cue.DELIVERED.search(clause):
        return True
    return _is_threshold(text, scoped)


def _is_each(clause: str) -> bool:
    """每个服务站…案例不少于5个 (a property of each), not 每个乡镇建设一个 (a goal)."""
    each = cue.EACH.search(clause)
    return each is not None and cue.REAL_COUNT.search(clause) is None and not cue.EACH_GETS.search(clause, each.end())


def _is_threshold(text: str, scoped: Scoped) -> bool:
    """年产值800万元以上的合作社, 收入过200亿元的集群: a property of the things counted beside it."""
    one = scoped.quantity
    if measures(one) != "money" or one.comparator == "eq":
        return False
    if text[one.end:one.end + 1] == "的" or cue.OF_THIS_SIZE.match(text, one.end):
        return True
    return cue.LISTED_THRESHOLD.match(text, one.end, scoped.sentence[1]) is not None


def _same_enumeration(text: str, earlier: Scoped, scoped: Scoped) -> bool:
    """每年建设10个、改造20个: later members of a frequency's enumeration."""
    between = text[earlier.quantity.end:scoped.quantity.start]
    if earlier.sentence != scoped.sentence or any(mark in between for mark in "。;") or len(between) > 30:
        return False
    if scoped.quantity.unit is None or measures(scoped.quantity) != "count":
        return False
    comma = between.find(",")
    return comma < 0 or between.startswith(",其中") or cue.GOES_ON_YEARLY.fullmatch(between, comma) is not None
