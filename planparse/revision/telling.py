"""Resolved claims, moves and wordings in, the changes of the diff out, in the order of the new plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from planparse.model.change import Change, Consequence, Effect, Place
from planparse.revision import message
from planparse.revision.claims import FIELD, SENTENCE, Claim, Scene, follows
from planparse.revision.effect import effect, pledge
from planparse.revision.facts import Fact, Range, flat_words
from planparse.revision.ink import Ink
from planparse.revision.outline import Outline
from planparse.revision.resolve import Resolved, Told
from planparse.revision.streams import Stream
from planparse.revision.textual import Wording
from planparse.text.flow import SPACE
from planparse.text.wording import said

_BY_VALUE = ("kind", "growth", "nature", "relation", "posts", "name", "role", "year")
_WORDS = 12
_SHORTEST = 4
_CLAUSE = re.compile("[,:)]?([^,;。:()]{1,24})")
_PROMISES = ("tasks", "goals")      # sections whose loss or gain is one of the promise itself


@dataclass
class Draft:
    """A change before it has its id: where it stands in the new plan, and the edits it tells of."""

    order: tuple[int, int, int]
    change: Change
    edits: list[int]
    stream: int | None = None
    told: Told | None = None


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
        return Draft(order, change, claim.edits if claim.rank <= SENTENCE else [at], None, told)

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
        due = [one.fact.label for one in told.follows if one.kind == "target" and one.field == "deadline" and one.dated]
        if claim.kind == "deadline" and due:
            about = message.due(due)
        elif claim.kind == "deadline":
            about = _clause(self.scene.new.ink if claim.new else self.scene.old.ink, claim.fact)
        field = claim.field if claim.manner == "changed" or claim.kind != "metadata" else claim.fact.item
        if claim.kind == "metadata" and claim.manner != "changed":
            words = "：".join((message.frame(claim.fact.item), _shown(new or old)))
            return f"{'新增' if new else '删去'}{words}。"
        if claim.kind == "section" and claim.field in ("label", "title"):
            about = about if claim.old is None or claim.old.fields["title"] else _opening(self.scene.old.ink, claim.old)
            shown = [str(one.value or "") if one else "" for one in (old, new)]
            return message.sentence(claim.kind, claim.manner, field, weight, about, *shown)
        shown, words = [_shown(old), _shown(new)], ""
        if claim.manner == "changed" and (shown[0] == shown[1] or claim.field in _BY_VALUE or (
                claim.field == "deadline" and claim.kind == "target")):
            shown = [said(one.value, claim.field) if one else "" for one in (old, new)]
            words = flat_words(self.scene.old.ink.text[slice(*claim.old.core)]) if claim.old and claim.kind != "member" else ""
        sentence = message.sentence(claim.kind, claim.manner, field, weight, about, shown[0], shown[1], words)
        return message.unread(sentence, self._now(claim)) if claim.manner == "removed" else sentence

    def _now(self, claim: Claim) -> str:
        """What stands in the place of an item that was edited and is no such item any more; "" where it was taken out."""
        edits = [self.scene.edits[at] for at in claim.edits if claim.rank <= FIELD] if claim.old and claim.kind != "section" else []
        if not edits or not claim.old or not any(edit.new_start < edit.new_end for edit in edits):
            return ""
        start = edits[0].new_start - max(0, edits[0].old_start - claim.old.core[0])
        end = edits[-1].new_end + max(0, claim.old.core[1] - edits[-1].old_end)
        words = self.scene.new.ink.text[max(0, start):end]
        return words if len(words) >= _SHORTEST else ""

    def _also(self, claim: Claim) -> Consequence:
        """What follows, in short."""
        kind: Any = claim.kind
        manner: Any = claim.manner
        field = claim.field
        return Consequence(kind=kind, change=manner, field=field, effect=self.weigh(claim),
                           cause="follows" if follows(claim) else "reading",
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
                        message=message.moved(_flat(sides[1]), self._behind(stream, first.index), self._edited_in(number)),
                        also=[self._also(claim) for claim in follows])
        return Draft((first.start, places[0][0], -1), change, [], number)

    def _edited_in(self, number: int) -> bool:
        """Whether a moved stretch was edited, its number aside."""
        sections = self.streams[number].sections
        label = (0, 0)
        if sections:
            part = self.scene.old.parts[sections[0]]
            label = part.start, part.start + len(flat_words(part.section.label))
        return any(edit.stream == number and not label[0] <= edit.old_start <= edit.old_end <= label[1]
                   for edit in self.scene.edits)

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

    def wording(self, one: Wording, follows: list[Claim], beside: bool) -> Draft:
        """A change of wording; `beside` an item that came or went, which tells what its hedge is worth."""
        old, new = self.scene.old.ink, self.scene.new.ink
        before = _place(old, one.old, old.text[slice(*one.old)], None) if one.manner != "added" else None
        after = _place(new, one.new, new.text[slice(*one.new)], None) if one.manner != "removed" else None
        weight: Effect = "neutral"
        if one.manner == "changed" and not beside:
            weight = pledge(_edited(self.scene, one, True), _edited(self.scene, one, False))
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
             for at, stream in enumerate(teller.streams) if stream.moved and at not in made.joined}
    found = [teller.item(at, told) for at, held in sorted(made.told.items()) for told in held]
    found += [teller.move(at, follows) for at, follows in moved.items()]
    whole = [told.claim for held in made.told.values() for told in held if told.claim.manner in ("added", "removed")]
    for one in words:
        follows = [claim for at in one.edits for claim in made.loose.get(at, ())]
        draft = teller.wording(one, follows, any(_in_sentence(teller.scene, one, claim) for claim in whole))
        if not _alike(draft):
            found.append(draft)
    return sorted(found, key=lambda draft: draft.order)


def _in_sentence(scene: Scene, one: Wording, claim: Claim) -> bool:
    """Whether an item stands in the sentence of a rewording."""
    side, place, fact = (scene.old, one.old, claim.old) if claim.old else (scene.new, one.new, claim.fact)
    return bool(fact and side.ink.pieces) and side.ink.piece_at(place[0]) <= side.ink.piece_at(
        fact.core[0] if fact else 0) <= side.ink.piece_at(max(place[0], place[1] - 1))


def _alike(draft: Draft) -> bool:
    """Whether both sides of a rewording print the same."""
    old, new = draft.change.old, draft.change.new
    return bool(old and new and draft.change.change == "changed" and flat_words(old.quote) == flat_words(new.quote))


def _opening(ink: Ink, fact: Fact) -> str:
    """The first words behind a number without a title."""
    end = fact.evidence["label"][0][1]
    return ink.text[fact.core[0]:end] + ink.text[end:end + _WORDS]


def _clause(ink: Ink, fact: Fact) -> str:
    """What a date stands in front of: the clause behind it, in its sentence."""
    if not ink.pieces:
        return ""
    end = ink.pieces[ink.piece_at(max(fact.core[0], fact.core[1] - 1))].end
    words = _CLAUSE.match(ink.text, fact.core[1], end)
    return f"“{words[1]}”" if words and len(words[1]) >= _SHORTEST else ""


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


