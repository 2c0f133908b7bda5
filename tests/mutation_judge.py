"""A Diff and the changes to expect in, what was found, missed and made up out.

A change is *told* where one of the right kind and manner touches the edit's place, *found* where its field and effect
are right too. What is left over is a *duplicate* if it touches the place of an edit, *made up* if it stands outside the
sentences of all edits, and *beside* otherwise; what an edit allows (the items of a removed section) is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from planparse.model.change import Change, Diff
from planparse.model.plan import Plan
from tests.mutations import ITEM_LISTS, Expected, Place, touches

APART = {"id", "span", "quote", "section", "rule", "page", "bbox", "confidence", "table", "row", "column", "name_span"}


@dataclass
class Tally:
    """The outcome of one diff."""

    found: list[tuple[Expected, Change]] = dataclass_field(default_factory=list)
    told: list[tuple[Expected, Change]] = dataclass_field(default_factory=list)
    """Kind, manner and place right, field or effect not."""
    missed: list[Expected] = dataclass_field(default_factory=list)
    made_up: list[Change] = dataclass_field(default_factory=list)
    duplicates: list[Change] = dataclass_field(default_factory=list)
    beside: list[Change] = dataclass_field(default_factory=list)
    allowed: list[Change] = dataclass_field(default_factory=list)
    changes: int = 0

    @property
    def false(self) -> int:
        """Changes that tell of no edit."""
        return len(self.made_up) + len(self.duplicates)

    @property
    def expected(self) -> int:
        """Edits that should be told."""
        return len(self.found) + len(self.told) + len(self.missed)

    @property
    def clean(self) -> bool:
        """Everything found and nothing else told."""
        return not (self.told or self.missed or self.made_up or self.duplicates or self.beside)


def judge(diff: Diff, expected: Sequence[Expected]) -> Tally:
    """Match the changes of a diff with the expectations, each at most once."""
    tally = Tally(changes=len(diff.changes))
    left = list(diff.changes)
    open_: list[Expected] = []
    for want in expected:                                             # exact ones first, so that none is taken by a neighbour
        change = next((c for c in left if _told(c, want) and _right(c, want)), None)
        if change is None:
            open_.append(want)
        else:
            left.remove(change)
            tally.found.append((want, change))
    for want in open_:
        change = next((c for c in left if _told(c, want)), None)
        if change is None:
            tally.missed.append(want)
        else:
            left.remove(change)
            tally.told.append((want, change))
    for change in left:
        if any(_allowed(change, want) for want in expected):
            tally.allowed.append(change)
        elif any(_at(change, [w.old, *w.also_old], [w.new, *w.also_new]) for w in expected):
            tally.duplicates.append(change)
        elif any(_at(change, [w.zone_old], [w.zone_new]) for w in expected):
            tally.beside.append(change)
        else:
            tally.made_up.append(change)
    return tally


def _at(change: Change, olds: Iterable[Place | None], news: Iterable[Place | None]) -> bool:
    """Whether the change touches one of the places, on its side."""
    return any(side is not None and place is not None and touches(tuple(side.span), place)
               for side, places in ((change.old, olds), (change.new, news)) for place in places)


def _told(change: Change, want: Expected) -> bool:
    return change.kind in want.kinds and change.change in want.manners \
        and _at(change, [want.old, *want.also_old], [want.new, *want.also_new])


def _right(change: Change, want: Expected) -> bool:
    return (change.change in ("added", "removed", "moved") or change.field in want.fields) and change.effect in want.effects


def _allowed(change: Change, want: Expected) -> bool:
    named = (change.kind, change.change, change.field)
    return any(all(rule in ("*", said) for rule, said in zip(pattern, named, strict=True)) for pattern in want.allow) \
        and _at(change, [want.zone_old, want.old, *want.also_old], [want.zone_new, want.new, *want.also_new])


def unread(expected: Sequence[Expected], old: Plan, new: Plan) -> list[Expected]:
    """The expected changes of items that the new plan's records do not show: faults of reading, not of comparing."""
    return [want for want in expected if (kinds := want.kinds & ITEM_LISTS.keys()) and not any(_shows(want, k, old, new) for k in kinds)]


def _shows(want: Expected, kind: str, old: Plan, new: Plan) -> bool:
    def said(plan: Plan, place: Place | None) -> list[dict[str, object]]:
        items = getattr(plan, ITEM_LISTS[kind])
        return [] if place is None else [_content(item) for item in items if touches(tuple(item.span), place)]

    before, after = said(old, want.old), said(new, want.new)
    if want.manners == {"moved"}:
        return True
    if want.manners == {"removed"}:
        return True
    if want.manners == {"added"}:
        return bool(after)
    return bool(before) and len(before) == len(after) and before != after


def _content(item: object) -> dict[str, object]:
    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in APART}
        if isinstance(value, list):
            return [bare(v) for v in value]
        return "".join(value.split()) if isinstance(value, str) else value

    return bare(item.model_dump())  # type: ignore[attr-defined, return-value]
