"""A gold file and the plan's text in, gold items with their places in the squeezed text out.

Gold is stand-off: each item quotes just enough of the plan to point at a place (`quote`, `before`, `nth`).

>>> locate("建成站点60个。培训60个。", "60个", before="培训")
(10, 13)
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planparse.score.flat import Place, squeeze

KINDS = ("sections", "targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members",
         "commitments")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """An item, of the gold or of a prediction, and its places in the gold's squeezed text."""

    values: Values
    places: tuple[Place, ...]

    @property
    def at(self) -> Place:
        """Its first place; nowhere is in front of everything."""
        return self.places[0] if self.places else (-1, -1)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch in which some kinds do not count, right or wrong."""

    place: Place
    kinds: frozenset[str]

    def hides(self, kind: str, at: Place) -> bool:
        """Whether an item of a kind lies in it."""
        return kind in self.kinds and self.place[0] <= at[0] and at[1] <= self.place[1]


@dataclass(frozen=True, slots=True)
class Gold:
    """What a plan says, as people read it. `problems`: quotes that do not point at one place."""

    text: str
    metadata: Values
    items: dict[str, list[Placed]]
    zones: tuple[Zone, ...] = ()
    problems: list[str] = field(default_factory=list)

    def counts(self, kind: str, at: Place) -> bool:
        """Whether an item of a kind at a place is judged."""
        return not any(zone.hides(kind, at) for zone in self.zones)


class GoldError(ValueError):
    """A quote that does not point at one place."""


def load_gold(path: Path, text: str) -> Gold:
    """Read a gold file against its plan's text. Raises ValueError if it is no JSON."""
    written = json.loads(path.read_text("utf-8"))
    flat = squeeze(text)
    problems: list[str] = []
    items: dict[str, list[Placed]] = {}
    for kind in KINDS:
        items[kind] = []
        for item in written.get(kind) or []:
            try:
                items[kind].append(Placed(item, (_place(flat, item),)))
            except (GoldError, KeyError) as error:
                problems.append(f"{path.name} {kind}: {error}")
    zones = []
    for zone in written.get("ignore") or []:
        try:
            zones.append(Zone(_zone(flat, zone), frozenset(zone["types"])))
        except (GoldError, KeyError) as error:
            problems.append(f"{path.name} ignore: {error}")
    gold = Gold(flat, written.get("metadata") or {}, items, tuple(zones), problems)
    for kind in KINDS[:-1]:
        items[kind] = [item for item in items[kind] if gold.counts(kind, item.at)]
    return gold


def locate(flat: str, quote: str, before: str = "", nth: int | None = None) -> Place:
    """The place of a quote behind `before`, the nth of them (1-based) where there are several."""
    quote, before = squeeze(quote), squeeze(before or "")
    if not quote:
        raise GoldError("empty quote")
    needle = before + quote
    found, at = [], flat.find(needle)
    while at >= 0:
        found.append(at + len(before))
        at = flat.find(needle, at + 1)
    if not found:
        raise GoldError(f"not found: {needle!r}")
    if nth is None and len(found) > 1:
        raise GoldError(f"{len(found)} places, want a longer before or nth: {needle!r}")
    if nth is not None and nth > len(found):
        raise GoldError(f"nth={nth} of {len(found)}: {needle!r}")
    start = found[(nth or 1) - 1]
    return start, start + len(quote)


def _place(flat: str, item: Values) -> Place:
    if item.get("at"):
        start, end = item["at"]
        return start, end
    return locate(flat, item["quote"], item.get("before", ""), item.get("nth"))


def _zone(flat: str, zone: Values) -> Place:
    if zone.get("at"):
        start, end = zone["at"]
        return start, end
    start = locate(flat, zone["from"], zone.get("from_before", ""), zone.get("from_nth"))[0]
    return start, locate(flat, zone["to"], zone.get("to_before", ""), zone.get("to_nth"))[1]
