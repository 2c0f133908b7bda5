"""A plan's text, its Plan and a seed in, an edited text and the changes to expect out: what the diff is examined with.

A family (tests/mutate_*.py) looks at the plan's items where they stand in the text and offers a `Step`: pieces of the
text to replace, and what a fair reader expects to be told of it. Steps that stand apart are put together to a
`Mutation`. All places are mapped from the old text to the new, through all edits and the noise laid over them.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import planparse
from planparse.model.plan import Item, Plan, Section

Place = tuple[int, int]
ANY_EFFECT = frozenset({"stronger", "weaker", "neutral"})
ITEM_LISTS = {"target": "targets", "budget": "budget", "incentive": "incentives", "deadline": "deadlines",
              "responsibility": "responsibilities", "citation": "citations", "member": "members"}
ENDS = re.compile(r"[。！？]")
BOUNDS = "。！？；;，,：:\n\x0c"


@dataclass(frozen=True)
class Rep:
    """`text` stands where `start:end` of the old text stood."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Expected:
    """One change to be told: what kinds, manners, fields and effects are right, and the place it must touch.

    `place_from` names the replacement of its step that holds the new side; without it the new side is the old place,
    mapped. `also_old` are places that serve as well (an exchange is told of either section). In the zones around it
    the changes named by `allow` (kind, manner, field; * for any) are neither asked for nor made up.
    """

    family: str
    kinds: frozenset[str]
    manners: frozenset[str]
    fields: frozenset[str | None]
    effects: frozenset[str]
    old: Place | None
    new: Place | None = None
    before: Any = None
    after: Any = None
    place_from: int | None = None
    also_old: tuple[Place, ...] = ()
    also_new: tuple[Place, ...] = ()
    zone_old: Place | None = None
    zone_new: Place | None = None
    allow: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True)
class Step:
    """One edit: replacements in the old text, and the changes that tell it."""

    family: str
    reps: tuple[Rep, ...]
    wants: tuple[Expected, ...]


@dataclass(frozen=True)
class Mutation:
    """The edited text, the changes to expect, the families in it, and where the edits stand in both texts."""

    text: str
    edits: tuple[Expected, ...]
    families: tuple[str, ...]
    noise: tuple[str, ...] = ()


def expect(family: str, kind: str, manner: str, fields: Iterable[str | None], effects: Iterable[str], old: Place | None,
           **more: Any) -> Expected:
    """An Expected from words parted by `|`."""
    return Expected(family, frozenset(kind.split("|")), frozenset(manner.split("|")), frozenset(fields),
                    frozenset(effects), old, **more)


def changed(family: str, item: Item, kind: str, fields: str, effects: str, **more: Any) -> Expected:
    """The Expected of an item that was changed where it stands; `effects` is * or words parted by `|`."""
    return expect(family, kind, "changed", fields.split("|"), ANY_EFFECT if effects == "*" else effects.split("|"),
                  tuple(item.span), **more)


@dataclass
class Ground:
    """A plan to edit: its text, what was read in it, and the stretches around a place."""

    text: str
    plan: Plan

    @cached_property
    def paragraphs(self) -> list[Place]:
        """Paragraphs without furniture inside, which stand in one piece."""
        return [tuple(span) for span in self.plan.paragraphs
                if not any(span[0] < place[0] < span[1] for place in self.plan.furniture)]

    @cached_property
    def body(self) -> list[Place]:
        """Paragraphs of some length inside numbered sections, annexes and member lists apart."""
        inside = [s.span for s in self.plan.sections if s.kind != "attachment" and s.level == 1]
        people = [m.span for m in self.plan.members]
        return [p for p in self.paragraphs if p[1] - p[0] >= 20 and any(s[0] <= p[0] and p[1] <= s[1] for s in inside)
                and not any(touches(p, m) for m in people) and "\t" not in self.text[p[0]:p[1]]]

    def paragraph(self, span: Place) -> Place:
        """The paragraph that holds a place, else its line."""
        for held in self.plan.paragraphs:
            if held[0] <= span[0] and span[1] <= held[1]:
                return tuple(held)
        return self.line(span)

    def line(self, span: Place) -> Place:
        """The line that holds a place."""
        end = self.text.find("\n", span[1])
        return self.text.rfind("\n", 0, span[0]) + 1, len(self.text) if end < 0 else end

    def sentence(self, span: Place) -> Place:
        """From full stop to full stop, inside the paragraph."""
        start, end = self.paragraph(span)
        stops = [m.end() for m in ENDS.finditer(self.text, start, span[0])]
        stop = ENDS.search(self.text, span[1], end)
        return stops[-1] if stops else start, stop.end() if stop else end

    def clause_start(self, position: int) -> int:
        """Where the clause of a position begins."""
        while position > 0 and self.text[position - 1] not in BOUNDS:
            position -= 1
        return position

    def sentences(self, span: Place) -> list[Place]:
        """The sentences of a paragraph, each with its full stop."""
        cuts = [span[0], *(m.end() for m in ENDS.finditer(self.text, *span))]
        return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]

    def items(self, span: Place, *kinds: str) -> list[tuple[str, Any]]:
        """The items that touch a place, with their kinds."""
        return [(kind, item) for kind in kinds or ITEM_LISTS for item in getattr(self.plan, ITEM_LISTS[kind])
                if touches(tuple(item.span), span)]

    def said_spans(self) -> list[Place]:
        """Every place that an item, its indicator, condition, purpose or unit names."""
        spans: list[Place] = []
        for name in ITEM_LISTS.values():
            for item in getattr(self.plan, name):
                spans.append(tuple(item.span))
                for held in ("indicator", "condition", "purpose"):
                    phrase = getattr(item, held, None)
                    if phrase is not None and phrase.span is not None:
                        spans.append(tuple(phrase.span))
        return spans

    def siblings(self) -> list[list[Section]]:
        """Groups of two and more sections of one parent, numbered one after the other."""
        from tests.written_numbers import label_number, relabel

        groups: list[list[Section]] = []
        for parent in dict.fromkeys(s.parent for s in self.plan.sections):
            group: list[Section] = []
            for section in (s for s in self.plan.sections if s.parent == parent and s.kind != "attachment"):
                number = label_number(section.label)
                if group and number is not None and relabel(group[-1].label, number) == section.label \
                        and number == (label_number(group[-1].label) or 0) + 1:
                    group.append(section)
                else:
                    groups.append(group)
                    group = [section]
            groups.append(group)
        return [g for g in groups if len(g) > 1]


def touches(a: Place, b: Place) -> bool:
    """Whether two places share a character; an empty one counts as one character."""
    return a[0] < max(b[1], b[0] + 1) and b[0] < max(a[1], a[0] + 1)


Family = Callable[[Ground, random.Random], Step | None]


class Mapping:
    """Where places of the old text stand once the replacements are made."""

    def __init__(self, text: str, reps: Sequence[Rep]) -> None:
        self.reps = sorted(reps, key=lambda rep: (rep.start, rep.end))
        pieces, last, shift = [], 0, 0
        self.new_places: dict[Rep, Place] = {}
        for rep in self.reps:
            if rep.start < last:
                raise ValueError("replacements overlap")
            pieces += [text[last:rep.start], rep.text]
            self.new_places[rep] = (rep.start + shift, rep.start + shift + len(rep.text))
            shift += len(rep.text) - (rep.end - rep.start)
            last = rep.end
        self.text = "".join(pieces) + text[last:]

    def position(self, old: int, end: bool) -> int:
        """A position of the old text in the new; the end of a place stays in front of what is put in behind it."""
        shift = 0
        for rep in self.reps:
            grown = len(rep.text) - (rep.end - rep.start)
            if rep.start == rep.end:
                shift += grown if rep.start < old or (rep.start == old and not end) else 0
            elif rep.end <= old:
                shift += grown
            elif rep.start < old:                                    # inside a replaced piece
                return self.new_places[rep][1 if end else 0]
        return old + shift

    def place(self, old: Place | None) -> Place | None:
        """A place of the old text in the new."""
        if old is None:
            return None
        start = self.position(old[0], False)
        return start, max(start, self.position(old[1], True))

    def cover(self, old: Place | None) -> Place | None:
        """A place of the old text in the new, with what is put in at its ends."""
        return None if old is None else (self.position(old[0], True), self.position(old[1], False))


def apply(text: str, steps: Sequence[Step]) -> tuple[str, list[Expected]]:
    """Make the edits; give the new text and the expectations with their new places."""
    mapping = Mapping(text, [rep for step in steps for rep in step.reps])
    wants = []
    for step in steps:
        for want in step.wants:
            if want.place_from is not None:
                new = mapping.new_places[step.reps[want.place_from]]
            else:
                new = mapping.place(want.old) if "removed" not in want.manners or len(want.manners) > 1 else None
            zone = mapping.cover(want.zone_old)
            if new is not None:
                zone = new if zone is None else (min(zone[0], new[0]), max(zone[1], new[1]))
            also = tuple(place for held in want.also_old if (place := mapping.place(held)))
            wants.append(replace(want, new=new, zone_new=zone, also_new=also + want.also_new))
    return mapping.text, wants


def through(wants: Sequence[Expected], mapping: Mapping) -> list[Expected]:
    """The expectations once noise lies over the new text."""
    return [replace(w, new=mapping.place(w.new), zone_new=mapping.cover(w.zone_new),
                    also_new=tuple(p for held in w.also_new if (p := mapping.place(held)))) for w in wants]


def mutate(ground: Ground, seed: int, families: dict[str, Family], count: int = 1,
           noise: dict[str, Callable[[Ground, random.Random], list[Rep]]] | None = None) -> Mutation | None:
    """Up to `count` edits of different families that stand in different paragraphs, with noise over the new text."""
    rng = random.Random(seed)
    names = list(families)
    rng.shuffle(names)
    steps: list[Step] = []
    taken: list[Place] = []
    for name in names:
        if len(steps) == count:
            break
        step = families[name](ground, rng)
        if step is None:
            continue
        zones = [ground.paragraph((rep.start, rep.end)) for rep in step.reps]
        zones += [want.zone_old for want in step.wants if want.zone_old]
        if any(touches(a, b) for a in zones for b in taken):
            continue
        steps.append(step)
        taken += zones
    if not steps and families:
        return None
    text, wants = apply(ground.text, steps)
    laid: list[str] = []
    if noise:
        name = rng.choice(list(noise))
        mapping = Mapping(text, noise[name](Ground(text, planparse.parse_text(text)), rng))
        text, wants, laid = mapping.text, through(wants, mapping), [name]
    return Mutation(text, tuple(wants), tuple(step.family for step in steps), tuple(laid))
