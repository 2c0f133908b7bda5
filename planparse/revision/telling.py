"""Resolved claims, moves and wordings in, the changes of the diff out, in the order of the new plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planparse.model.change import Change, Consequence, Effect, Place
from planparse.revision import message
from planparse.revision.claims import FIELD, SENTENCE, Claim, Scene
from planparse.revision.effect import effect, pledge
from planparse.revision.facts import Fact, Range, flat_words
from planparse.revision.ink import Ink
from planparse.revision.outline import Outline
from planparse.revision.resolve import Resolved, Told
from planparse.revision.streams import Stream
from planparse.revision.textual import Wording
from planparse.text.flow import SPACE
from planparse.text.wording import said

_PROMISES = ("tasks", "goals")      # sections whose loss or gain is one of the promise itself


@dataclass
class Draft:
    """A change before it has its id: where it stands in the new plan, and the edits it tells of."""

    order: tuple[int, int, int]
    change: Change
    edits: list[int]
    stream: int | None = None


@dataclass(frozen=True)
class Teller:
    """Puts changes into words and places."""

    scene: Scene
    streams: list[Stream]

    def weigh(self, claim: Claim) -> Effect:
        """The effect of a claim."""
        if claim.kind == "section" and claim.manner in ("added", "removed"):
            side = self.scene.new if claim.new else self.scene.old
            kind = next(part.section.kind for part in side.parts if part.section.id == claim.fact.item)
            return "neutral" if kind not in _PROMISES else "stronger" if claim.new else "weaker"
        return effect(claim.kind, claim.manner, claim.field, claim.old, claim.new, self.scene.old.ink, self.scene.new.ink)

    def item(self, at: int, told: Told) -> Draft:
        """The change of an item."""
        claim = told.claim
        weight = self.weigh(claim)
        old, new = self._side(claim, claim.old, self.scene.old, True), self._side(claim, claim.new, self.scene.new, False)
        path = self.scene.new.titles(claim.new.core[0]) if claim.new else self.scene.old.titles(claim.fact.core[0])
        if claim.kind == "section":
            path = path[:-1] if claim.fact.fields["title"] and path[-1:] == [claim.fact.fields["title"]] else path
        kind: Any = claim.kind
        manner: Any = claim.manner
        change = Change(id="", kind=kind, change=manner, field=claim.field, effect=weight, section=path, old=old, new=new,
                        message=self._message(told, weight, old, new), also=[self._also(one) for one in told.follows])
        edit = self.scene.edits[at]
        order = (edit.new_start, edit.old_start, -1 if claim.kind == "section" else 0)
        return Draft(order, change, claim.edits if claim.rank <= SENTENCE else [at])

    def _side(self, claim: Claim, fact: Fact | None, side: Outline, is_old: bool) -> Place | None:
        """One side of an item's change: its words with those that were edited beside them."""
        if fact is None:
            return None
        start, end = fact.core
        if claim.kind == "section":
            value: Any = fact.fields if claim.field in (None, "split", "merged") else fact.fields[claim.field]
            return _place(side.ink, fact.core, value, fact.item)
        if claim.field in ("indicator", "purpose", "condition", "posts"):
            start, end = fact.hull
        elif claim.manner == "changed" and claim.rank > FIELD:
            for at in claim.edits if claim.rank <= SENTENCE else ():
                edit = self.scene.edits[at]
                low, high = (edit.old_start, edit.old_end) if is_old else (edit.new_start, edit.new_end)
                if low < high:
                    start, end = min(start, low), max(end, high)
        value = fact.fields[claim.field] if claim.manner == "changed" and claim.field else fact.fields
        if fact.core == (0, 0) and fact.kind == "metadata":
            return Place(span=fact.span, quote="", value=value, item=fact.item)
        return _place(side.ink, (start, end), value, fact.item)

    def _message(self, told: Told, weight: Effect, old: Place | None, new: Place | None) -> str:
        claim = told.claim
        if claim.old and claim.new and claim.field in ("units", "role") and claim.kind == "responsibility":
            tell = message.units if claim.field == "units" else message.roles
            return tell(claim.old.fields[claim.field], claim.new.fields[claim.field], weight)
        if claim.old and claim.new and claim.field in ("split", "merged"):
            return message.merged(_name(claim.old), _name(claim.new), claim.field)
        fact = claim.old or claim.fact
        about = {"target": fact.label, "budget": fact.label, "incentive": fact.label, "member": fact.label,
                 "section": fact.label if claim.manner == "changed" else ""}.get(claim.kind, "")
        due = [one.fact.label for one in told.follows if one.kind == "target" and one.field == "deadline"]
        if claim.kind == "deadline" and due:
            about = message.due(due)
        field = claim.field if claim.manner == "changed" or claim.kind != "metadata" else claim.fact.item
        if claim.kind == "metadata" and claim.manner != "changed":
            words = "：".join((message.frame(claim.fact.item), _shown(new or old)))
            return f"{'新增' if new else '删去'}{words}。"
        if claim.kind == "section" and claim.field in ("label", "title"):
            shown = [str(one.value or "") if one else "" for one in (old, new)]
            return message.sentence(claim.kind, claim.manner, field, weight, about, *shown)
        shown = [_shown(old), _shown(new)]
        if claim.manner == "changed" and (shown[0] == shown[1] or (claim.field == "deadline" and claim.kind == "target")):
            shown = [said(one.value, claim.field) if one else "" for one in (old, new)]
        return message.sentence(claim.kind, claim.manner, field, weight, about, *shown)

    def _also(self, claim: Claim) -> Consequence:
        """What follows, in short."""
        kind: Any = claim.kind
        manner: Any = claim.manner
        field = claim.field
        return Consequence(kind=kind, change=manner, field=field, effect=self.weigh(claim),
                           old=claim.old.item if claim.old else None, new=claim.new.item if claim.new else None,
                           before=_value(claim.old, field), after=_value(claim.new, field))

    def move(self, number: int, follows: list[Claim]) -> Draft:
        """A section or a stretch of text that stands elsewhere."""
        stream = self.streams[number]
        old, new = self.scene.old, self.scene.new
        places = [(side.ink.pieces[held[0]].start, side.ink.pieces[held[-1]].end)
                  for side, held in ((old, stream.old), (new, stream.new))]
        kind: Any = "text"
        path = new.titles(places[1][0])
        names: list[str | None] = [None, None]
        if stream.sections:
            kind = "section"
            parts = [side.parts[at] for side, at in zip((old, new), stream.sections, strict=True)]
            places = [side.ink.flat(part.section.heading_span) for side, part in zip((old, new), parts, strict=True)]
            names = [part.section.id for part in parts]
            path = path[:-1] if parts[1].section.title is not None else path
        words = [side.ink.text[a:b] for side, (a, b) in zip((old, new), places, strict=True)]
        sides = [_place(side.ink, place, word, name)
                 for side, place, word, name in zip((old, new), places, words, names, strict=True)]
        first = new.ink.pieces[stream.new[0]]
        change = Change(id="", kind=kind, change="moved", field=None, effect="neutral", section=path, old=sides[0], new=sides[1],
                        message=message.moved(_flat(sides[1]), self._behind(stream, first.index)),
                        also=[self._also(claim) for claim in follows])
        return Draft((first.start, places[0][0], -1), change, [], number)

    def _behind(self, stream: Stream, first: int) -> str | None:
        """The heading or the words in front of the new place."""
        new = self.scene.new
        if first == 0:
            return None
        if stream.sections:
            part = new.parts[stream.sections[1]]
            before = [one for one in new.parts if one.parent == part.parent and one.end <= part.start]
            if before:
                return _flat(_place(new.ink, new.ink.flat(before[-1].section.heading_span), None, None))
        piece = new.ink.pieces[first - 1]
        return flat_words(new.ink.plan.text[slice(*new.ink.span(piece.start, piece.end))])

    def wording(self, one: Wording, follows: list[Claim]) -> Draft:
        """A change of wording."""
        old, new = self.scene.old.ink, self.scene.new.ink
        before = _place(old, one.old, old.text[slice(*one.old)], None) if one.manner != "added" else None
        after = _place(new, one.new, new.text[slice(*one.new)], None) if one.manner != "removed" else None
        weight: Effect = pledge(_edited(self.scene, one, True), _edited(self.scene, one, False)) if one.manner == "changed" else "neutral"
        manner: Any = one.manner
        sentence = message.sentence("text", one.manner, "wording", weight, "", _flat(before), _flat(after))
        path = self.scene.new.titles(one.new[0]) if after else self.scene.old.titles(one.old[0])
        change = Change(id="", kind="text", change=manner, field="wording" if one.manner == "changed" else None, effect=weight,
                        section=path, old=before, new=after, message=sentence, also=[self._also(claim) for claim in follows])
        edit = self.scene.edits[one.edits[0]]
        return Draft((edit.new_start, edit.old_start, 1), change, one.edits)


def drafts(teller: Teller, made: Resolved, words: list[Wording]) -> list[Draft]:
    """All changes in order."""
    moved = {at: [claim for claim in made.adrift if claim.move == at]
             for at, stream in enumerate(teller.streams) if stream.moved}
    found = [teller.item(at, told) for at, held in sorted(made.told.items()) for told in held]
    found += [teller.move(at, follows) for at, follows in moved.items()]
    found += [teller.wording(one, [claim for at in one.edits for claim in made.loose.get(at, ())]) for one in words]
    return sorted(found, key=lambda draft: draft.order)


def _edited(scene: Scene, one: Wording, is_old: bool) -> str:
    """The words that were taken out, or put in."""
    edits = [scene.edits[at] for at in one.edits]
    return "、".join(scene.old.ink.text[edit.old_start:edit.old_end] if is_old else
                    scene.new.ink.text[edit.new_start:edit.new_end] for edit in edits)


def _place(ink: Ink, place: Range, value: Any, item: str | None) -> Place:
    span = ink.span(*place)
    return Place(span=span, quote=ink.plan.text[slice(*span)], value=value, item=item)


def _flat(place: Place | None) -> str:
    """The words of a place without the white space of the page."""
    return SPACE.sub("", place.quote) if place else ""


def _shown(place: Place | None) -> str:
    """What a message shows of a side: its words, or its value where it has none of its own."""
    if place is None:
        return ""
    if place.quote:
        return _flat(place)
    return "、".join(map(str, place.value)) if isinstance(place.value, list) else str(place.value)


def _name(fact: Fact) -> str:
    return f"{fact.fields['label']}{fact.fields['title'] or ''}"


def _value(fact: Fact | None, field: str | None) -> Any:
    return None if fact is None else fact.fields.get(field) if field in fact.fields else fact.fields


