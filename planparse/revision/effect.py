"""A difference between two facts in, what it does to the promise out: stronger, weaker or neutral for the people it is made to.

>>> value_effect(Decimal(60), Decimal(80), 1), value_effect(Decimal(35), Decimal(30), -1), value_effect(Decimal(5), Decimal(5), 1)
('stronger', 'stronger', 'neutral')
>>> pledge("确保全面覆盖", "力争全面覆盖")
'weaker'
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from planparse.lexicon.load import alternation
from planparse.revision.facts import Fact, flat_words
from planparse.revision.ink import Ink

Effect = Literal["stronger", "weaker", "neutral"]

_LOWER = re.compile(alternation("directions", "indicator", "lower"))
_TO = re.compile(f"(?:{alternation('directions', 'verb', 'to')})[^,;。]{{0,3}}$")
_BY = re.compile(f"(?:{alternation('directions', 'verb', 'by')})[^,;。]{{0,3}}$")
_BENEFIT = re.compile(alternation("directions", "cap", "benefit"))
_COST = re.compile(alternation("directions", "cap", "cost"))
_FIRM = re.compile(alternation("directions", "pledge", "firm"))
_SOFT = re.compile(alternation("directions", "pledge", "soft"))
_VALIDITY = re.compile(alternation("directions", "validity"))
_TERM = re.compile("[内前]|分[^,。]{1,3}[年月步]")           # a term by which something is done
_LEAD = 8               # characters in front of a number in which the verb stands

#: How much a bound promises where more is better, and where less is.
_MORE = {"ge": 4, "range": 3, "eq": 3, "approx": 2, "le": 1}
_LESS = {"le": 4, "range": 3, "eq": 3, "approx": 2, "ge": 1}
_FIRMNESS = {"firm": 2, "plan": 1, "strive": 1}
_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal(30), "quarter": Decimal(90), "half_year": Decimal(180),
         "year": Decimal(360)}
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([HDWMY])")
_UNIT_DAYS = {"H": Decimal(1) / 24, "D": Decimal(1), "W": Decimal(7), "M": Decimal(30), "Y": Decimal(365)}


def effect(kind: str, manner: str, field: str | None, old: Fact | None, new: Fact | None, before: Ink, after: Ink) -> Effect:
    """What a difference does to the promise."""
    if manner == "moved" or kind in ("citation", "member", "metadata", "section", "text"):
        return "neutral"
    if old is None or new is None:
        return "stronger" if old is None else "weaker"
    if kind == "target":
        return _target(field or "", old, new, before, after)
    if kind in ("budget", "incentive"):
        return _money(kind, field or "", old, new)
    if kind == "deadline":
        return _date(field or "", old, new, before, after)
    return _units(field or "", old, new)


def value_effect(old: Decimal | None, new: Decimal | None, direction: int) -> Effect:
    """A number that rose or fell, where more is better (1), less is (-1), or nobody knows (0)."""
    if old is None or new is None or old == new or not direction:
        return "neutral"
    return "stronger" if (new > old) == (direction > 0) else "weaker"


def direction(fact: Fact, ink: Ink) -> int:
    """1 where more is better, -1 where less is: the bound says it, else the verb in front, else what is counted."""
    fields = fact.fields
    about = fields["indicator"] + ink.text[max(0, fact.core[0] - _LEAD):fact.core[0]]
    if fields["comparator"] == "le":
        return 1 if _BENEFIT.search(about) and not _COST.search(about) else -1
    if fields["comparator"] == "ge" or fields["growth"]:
        return 1
    lead = ink.text[max(0, fact.core[0] - _LEAD):fact.core[0]]
    if _TO.search(lead):
        return -1
    if _BY.search(lead):
        return 1
    return -1 if _LOWER.search(fields["indicator"]) else 1


def _target(field: str, old: Fact, new: Fact, before: Ink, after: Ink) -> Effect:
    one, two = old.fields, new.fields
    if field == "modality":
        return value_effect(Decimal(_FIRMNESS[one["modality"]]), Decimal(_FIRMNESS[two["modality"]]), 1)
    if field == "deadline":
        return _later((one["deadline"] or {}).get("end"), (two["deadline"] or {}).get("end"))
    more = direction(old, before)
    if field == "comparator":
        ranks = _MORE if more > 0 or direction(new, after) > 0 else _LESS
        return value_effect(Decimal(ranks[one["comparator"]]), Decimal(ranks[two["comparator"]]), 1)
    if field == "per":
        return value_effect(_often(one), _often(two), 1 if one["kind"] == "frequency" or more > 0 else more)
    if field != "value":
        return "neutral"
    if one["per"] != two["per"]:
        return value_effect(_often(one), _often(two), more)
    binding = value_effect(_bound(one["value"], more), _bound(two["value"], more), more)
    return binding if binding != "neutral" else value_effect(_bound(one["value"], -more), _bound(two["value"], -more), more)


def _bound(value: Any, more: int) -> Decimal:
    """The number that binds: of a range its lower end where more is better, its upper end where less is."""
    if isinstance(value, list):
        return Decimal(min(value) if more > 0 else max(value))
    return Decimal(value)


def _often(fields: dict[str, Any]) -> Decimal | None:
    """How much a day."""
    days = _DAYS.get(fields["per"] or "") or span_days(fields["per"])
    return _bound(fields["value"], 1) / days if days else None


def span_days(duration: str | None) -> Decimal | None:
    """P15D as days; months and years as 30 and 365."""
    match = _DURATION.fullmatch(duration or "")
    return Decimal(match[2]) * _UNIT_DAYS[match[3]] if match else None


def _money(kind: str, field: str, old: Fact, new: Fact) -> Effect:
    one, two = old.fields, new.fields
    if field in ("amount", "rate"):
        return value_effect(one[field], two[field], 1)
    if field == "cap" and kind == "incentive":
        return "weaker" if two["cap"] else "stronger"
    return "neutral"


def _date(field: str, old: Fact, new: Fact, before: Ink, after: Ink) -> Effect:
    if any(_VALIDITY.search(_around(fact, ink)) for fact, ink in ((old, before), (new, after))):
        return "neutral"
    if field == "duration":
        if not all(_TERM.search(fact.label) for fact in (old, new)):     # how long something is paid or shown
            return value_effect(span_days(old.fields["duration"]), span_days(new.fields["duration"]),
                                int(bool(_BENEFIT.search(_sentence(new, after)))))
        return value_effect(span_days(old.fields["duration"]), span_days(new.fields["duration"]), -1)
    if field == "deadline":
        return _later(old.fields["deadline"]["end"], new.fields["deadline"]["end"])
    return "neutral"


def _sentence(fact: Fact, ink: Ink) -> str:
    return ink.pieces[ink.piece_at(fact.core[0])].text


def _around(fact: Fact, ink: Ink) -> str:
    return ink.text[max(0, fact.core[0] - _LEAD):fact.core[1] + 4]


def _later(old: str | None, new: str | None) -> Effect:
    """ISO dates order as strings; an end that goes away promises less, one that is set promises more."""
    if old == new:
        return "neutral"
    if old is None or new is None:
        return "stronger" if old is None else "weaker"
    return "weaker" if new > old else "stronger"


def _units(field: str, old: Fact, new: Fact) -> Effect:
    """A unit dropped is weaker, one more is stronger, one in place of another neutral; so with those that lead."""
    if field == "units":
        names = [set(map(flat_words, fact.fields["units"])) for fact in (old, new)]
        gone, come = names[0] - names[1], names[1] - names[0]
        if gone and come and all(any(part in whole for whole in gone) for part in come):
            return "weaker"                                          # 各乡镇、街道 → 各乡镇
        if gone and come and all(any(part in whole for whole in come) for part in gone):
            return "stronger"
        return "neutral" if bool(gone) == bool(come) else "weaker" if gone else "stronger"
    if field == "role":
        leads = [sum(role == "lead" for _, role in fact.fields["role"]) for fact in (old, new)]
        return value_effect(Decimal(leads[0]), Decimal(leads[1]), 1)
    return "neutral"


def pledge(old: str, new: str) -> Effect:
    """Reworded text: firm words gone or soft ones come make it weaker, the other way round stronger."""
    firm = len(_FIRM.findall(new)) - len(_FIRM.findall(old))
    soft = len(_SOFT.findall(new)) - len(_SOFT.findall(old))
    return "stronger" if firm > soft else "weaker" if soft > firm else "neutral"
