"""A Plan in, what it says out: one fact an item, its fields as plain values without places, and where each field stands.

Two plans say the same if their facts are the same, wherever they stand. What follows from others (the units a target's
section binds, a commitment joined from items) is no field of its own.

>>> from planparse.api import parse_text
>>> [fact.fields["value"] for fact in facts_of(Ink.of(parse_text("到2023年底，建成服务站60个以上。"))) if fact.kind == "target"]
[Decimal('60')]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planparse.model.plan import Deadline, Item, Plan, Section
from planparse.model.span import Span
from planparse.revision.ink import QUOTES, Ink
from planparse.text.flow import SPACE
from planparse.text.fold import fold

Range = tuple[int, int]

_LINE = 60              # posts stand within so many characters behind the name

#: Kinds in the order in which they claim an edit that several of them hold.
KINDS = ("target", "budget", "incentive", "deadline", "responsibility", "member", "citation", "metadata", "section")


@dataclass(frozen=True)
class Fact:
    """What one item says. `core` is its place in the ink, `hull` that with its indicator, purpose or condition.

    `evidence` holds the places of single fields; the others stand in `core`. `label` tells the item from its like.
    """

    kind: str
    item: str
    fields: dict[str, Any]
    span: Span
    core: Range
    hull: Range
    label: str
    evidence: dict[str, tuple[Range, ...]] = field(default_factory=dict)

    def places(self, name: str) -> tuple[Range, ...]:
        """Where a field stands in the ink."""
        return self.evidence.get(name, (self.core,))


def facts_of(ink: Ink) -> list[Fact]:
    """The facts of a plan, kind by kind in reading order."""
    plan = ink.plan
    return [*_targets(ink), *_budget(ink), *_incentives(ink), *_deadlines(ink), *_responsibilities(ink), *_members(ink),
            *_citations(ink), *_metadata(ink), *(_section(ink, section) for section in plan.sections)]


def said(plan: Plan) -> list[tuple[str, dict[str, Any]]]:
    """Kind and fields of each fact of a plan."""
    return [(fact.kind, fact.fields) for fact in facts_of(Ink.of(plan))]


def differing(one: Fact, two: Fact) -> list[str]:
    """The fields in which two facts differ; the order of units is no difference."""
    return [name for name in one.fields if as_compared(name, one.fields[name]) != as_compared(name, two.fields.get(name))]


def as_compared(name: str, value: Any) -> Any:
    """A value as it is compared: look-alikes and white space of words aside, units in any order."""
    if isinstance(value, str):
        return flat_words(value)
    if name in ("units", "role") and isinstance(value, list):
        return sorted(([flat_words(part) if part else part for part in one] if isinstance(one, list) else flat_words(one)
                       for one in value), key=str)
    return value


def _fact(ink: Ink, kind: str, item: Item, fields: dict[str, Any], label: str, evidence: Mapping[str, Sequence[Span]]) -> Fact:
    """An item as a fact."""
    core = ink.flat(item.span)
    places = {name: tuple(ink.flat(span) for span in spans) for name, spans in evidence.items() if spans}
    ranges = [core, *(one for held in places.values() for one in held)]
    hull = min(start for start, _ in ranges), max(end for _, end in ranges)
    return Fact(kind, item.id, fields, item.span, core, hull, label, places)


def _targets(ink: Ink) -> Iterator[Fact]:
    for one in ink.plan.targets:
        said_of = flat_words(one.indicator.text)
        fields = {"indicator": one.indicator.text, "value": [one.value, one.value_max] if one.value_max is not None else one.value,
                  "comparator": one.comparator, "unit": one.unit, "per": one.per, "kind": one.kind, "growth": one.growth,
                  "modality": one.modality, "deadline": _dates(one.deadline), "nature": one.nature,
                  "baseline": one.baseline.value if one.baseline else None}
        evidence = {"indicator": [one.indicator.span] if one.indicator.span else [],
                    "baseline": [one.baseline.span] if one.baseline else []}
        yield _fact(ink, "target", one, fields, said_of, evidence)


def _budget(ink: Ink) -> Iterator[Fact]:
    for one in ink.plan.budget:
        purpose = flat_words(one.purpose.text)
        fields = {"amount": one.amount, "purpose": one.purpose.text, "role": one.role, "source": one.source, "year": one.year}
        yield _fact(ink, "budget", one, fields, purpose, {
            "purpose": [one.purpose.span] if one.purpose.span else [], "source": [one.purpose.span] if one.purpose.span else []})


def _incentives(ink: Ink) -> Iterator[Fact]:
    for one in ink.plan.incentives:
        condition = flat_words(one.condition.text)
        fields = {"condition": one.condition.text, "amount": one.amount, "rate": one.rate, "cap": one.cap}
        yield _fact(ink, "incentive", one, fields, condition, {"condition": [one.condition.span] if one.condition.span else []})


def _deadlines(ink: Ink) -> Iterator[Fact]:
    for one in ink.plan.deadlines:
        fields = {"deadline": {"start": one.start, "end": one.end}, "duration": one.duration, "relation": one.relation}
        yield _fact(ink, "deadline", one, fields, flat_words(one.quote), {})


def _responsibilities(ink: Ink) -> Iterator[Fact]:
    for one in ink.plan.responsibilities:
        units = [unit.name for unit in one.units]
        fields = {"units": units, "role": [[unit.name, unit.role] for unit in one.units]}
        places = [unit.span for unit in one.units]
        yield _fact(ink, "responsibility", one, fields, "、".join(units), {"units": [*places, one.span], "role": [*places, one.span]})


def _members(ink: Ink) -> Iterator[Fact]:
    for one in ink.plan.members:
        end = ink.flat(one.span)[1]
        places = []
        for post in one.posts:
            at = ink.text.find(flat_words(post), end, end + _LINE)
            if at >= 0:
                end = at + len(flat_words(post))
                places.append(ink.span(at, end))
        yield _fact(ink, "member", one, {"name": one.name, "role": one.role, "posts": list(one.posts)}, one.name, {"posts": places})


def _citations(ink: Ink) -> Iterator[Fact]:
    for one in ink.plan.citations:
        fields = {"title": one.title, "doc_number": one.doc_number}
        yield _fact(ink, "citation", one, fields, flat_words(one.title or one.doc_number or ""), {})


def _metadata(ink: Ink) -> Iterator[Fact]:
    meta = ink.plan.metadata
    for name in type(meta).model_fields:
        held = getattr(meta, name)
        if not held.value:
            continue
        value = held.value if isinstance(held.value, str) else list(held.value)
        core = ink.flat(held.span) if held.span else (0, 0)
        yield Fact("metadata", name, {name: value}, held.span or Span(0, 0), core, core, name)


def _section(ink: Ink, section: Section) -> Fact:
    start, end = ink.flat(section.heading_span)
    middle = min(end, start + len(flat_words(section.label)))
    return Fact("section", section.id, {"label": section.label, "title": section.title}, section.heading_span, (start, end),
                (start, end), section.title or section.label, {"label": ((start, middle),), "title": ((middle, end),)})


def _dates(deadline: Deadline | None) -> dict[str, str | None] | None:
    return {"start": deadline.start, "end": deadline.end} if deadline else None


def flat_words(words: str) -> str:
    """Words as they are compared: look-alikes folded, no white space."""
    return SPACE.sub("", fold(words).translate(QUOTES))
