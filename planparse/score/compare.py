"""One predicted item and one gold item in, whether the value agrees and which attributes do out.

>>> target({"comparator": "ge", "value": 60, "value_max": None, "unit": "个", "per": None, "kind": "goal",
...         "growth": False, "indicator": {"text": "站点"}, "deadline": None},
...        {"cmp": "ge", "value": 60, "unit": "个", "kind": "goal", "indicator": "服务站点", "by": []}).full
True
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planparse.score.flat import alike, normal
from planparse.score.gold import Values

_CONDITION_FLOOR = 0.5     # conditions are worded more freely than indicators


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the value agrees, and each other attribute."""

    value: bool
    parts: dict[str, bool]

    @property
    def full(self) -> bool:
        """Everything agrees."""
        return self.value and all(self.parts.values())


def same_number(one: Any, other: Any) -> bool:
    """Two numbers, or two times none; the last bits of a float do not count."""
    if one is None or other is None:
        return one is None and other is None
    try:
        left, right = float(one), float(other)
    except (TypeError, ValueError):
        return False
    return abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))


def phrase(value: Any) -> Any:
    """The words of a phrase, with or without its place."""
    return value.get("text", "") if isinstance(value, dict) else (value or "")


def end_of(deadline: Any) -> Any:
    """The last day of a deadline."""
    return deadline.get("end") if isinstance(deadline, dict) else deadline


def target(found: Values, gold: Values) -> Verdict:
    """Comparator, numbers, unit and period are the value; then indicator, deadline, kind, growth."""
    value = (found.get("comparator") == gold.get("cmp") and same_number(found.get("value"), gold.get("value"))
             and same_number(found.get("value_max"), gold.get("value_max"))
             and normal(found.get("unit")) == normal(gold.get("unit"))
             and (found.get("per") or None) == (gold.get("per") or None))
    due, allowed = end_of(found.get("deadline")), gold.get("by") or []
    return Verdict(value, {"indicator": _same_indicator(found, gold), "by": due in allowed if allowed else not due,
                           "kind": found.get("kind") == gold.get("kind"),
                           "growth": bool(found.get("growth")) == bool(gold.get("growth"))})


def _same_indicator(found: Values, gold: Values) -> bool:
    """The phrases agree; of a standard the property word alone will do (面积 for 分拣中心面积)."""
    wanted = gold.get("indicator")
    wants = [normal(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
    got = normal(phrase(found.get("indicator")))
    if gold.get("kind") == "standard" and got and any(one and (one.endswith(got) or got.endswith(one)) for one in wants):
        return True
    return alike(got, wants)


def budget(found: Values, gold: Values) -> Verdict:
    """The amount; then purpose and role."""
    return Verdict(same_number(found.get("amount"), gold.get("amount_yuan")),
                   {"purpose": alike(phrase(found.get("purpose")), gold.get("purpose")),
                    "role": found.get("role") == gold.get("role")})


def incentive(found: Values, gold: Values) -> Verdict:
    """Amount, rate and cap; then the condition."""
    value = (same_number(found.get("amount"), gold.get("amount_yuan"))
             and same_number(found.get("rate"), gold.get("rate")) and bool(found.get("cap")) == bool(gold.get("cap")))
    return Verdict(value, {"condition": alike(phrase(found.get("condition")), gold.get("condition"), _CONDITION_FLOOR)})


def deadline(found: Values, gold: Values) -> Verdict:
    """Both days and the duration; then the relation."""
    value = all((found.get(name) or None) == (gold.get(name) or None) for name in ("start", "end", "duration"))
    return Verdict(value, {"relation": found.get("relation") == gold.get("relation")})


def citation(found: Values, gold: Values) -> Verdict:
    """The document number; then the title."""
    return Verdict(_same(found, gold, "doc_number"), {"title": _same(found, gold, "title")})


def member(found: Values, gold: Values) -> Verdict:
    """The name; then role and posts in any order."""
    ours, theirs = ({normal(post) for post in one.get("posts") or []} for one in (found, gold))
    return Verdict(_same(found, gold, "name"), {"role": _same(found, gold, "role"), "posts": ours == theirs})


def section(found: Values, gold: Values) -> Verdict:
    """The label; then title (of a numbered sentence it is not judged) and level."""
    return Verdict(_same(found, gold, "label"), {"title": not gold.get("title") or _same(found, gold, "title"),
                                                 "level": found.get("level") == gold.get("level")})


def _same(found: Values, gold: Values, name: str) -> bool:
    return normal(found.get(name)) == normal(gold.get(name))


COMPARE: dict[str, Callable[[Values, Values], Verdict]] = {
    "sections": section, "targets": target, "budget": budget, "incentives": incentive, "deadlines": deadline,
    "citations": citation, "members": member}
