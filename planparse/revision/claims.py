"""The facts that differ and the edits of the text in, which edit each difference stands for out.

A difference belongs to the edit that touches its own words; one whose words are unedited follows from an edit nearby (a
deadline that governs a target, a hedge in front of a list) and is never counted as a change of its own beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made

from planparse.revision.edits import InkEdit
from planparse.revision.facts import Fact, Range
from planparse.revision.outline import Outline

#: Where the edit stands: in the field's words, in the item's, in its sentence, in its section, further up, anywhere.
FIELD, ITEM, SENTENCE, SECTION, ABOVE, ANYWHERE = range(6)

#: The fields of a target that are one measure; the first that changed tells it.
MEASURE = ("per", "value", "comparator")

_DIGITS = re.compile(r"[\d一二三四五六七八九十百千万亿两半]")
#: Characters of the words that hedge or pledge; 力争 → 争取 is an edit of single characters.
_HEDGE = re.compile("[力争取确保拟计划预必须务要应当望将]")
_FIGURES = ("value", "amount", "rate", "deadline", "duration", "baseline", "year")

#: Edit → last days, old and new, of the deadline that it changes.
Dated = dict[int, tuple[str | None, str | None]]


@dataclass
class Claim:
    """A difference, the edits that may have made it (the first is the one it belongs to), and how near they stand."""

    kind: str
    manner: str
    field: str | None
    old: Fact | None
    new: Fact | None
    rank: int = ANYWHERE
    edits: list[int] = made(default_factory=list)
    move: int | None = None         # the stream it stands in, where that has moved
    dated: bool = False             # a changed deadline has just these dates

    @property
    def fact(self) -> Fact:
        """The fact it is about, on the new side if there is one."""
        found = self.new or self.old
        assert found is not None
        return found


#: What an item takes from its sentence: the phrase it is about where it has none of its own, how firmly, how often, by when.
_TAKEN = ("modality", "per", "comparator", "deadline", "indicator", "purpose", "condition", "posts", "units", "role", "source", "cap")


def follows(claim: Claim) -> bool:
    """Whether a difference comes from its edit, and is not another reading of words that nobody edited."""
    if claim.rank <= ITEM or claim.dated or claim.move is not None or claim.kind in ("metadata", "section"):
        return True
    if claim.manner != "changed":
        return False
    return claim.field in _TAKEN if claim.rank == SENTENCE else claim.field == "modality" and claim.rank < ANYWHERE


@dataclass(frozen=True)
class Scene:
    """Both outlines and all edits, to be asked which edits touch a place."""

    old: Outline
    new: Outline
    edits: Sequence[InkEdit]
    by_old: list[tuple[int, int, int]]
    by_new: list[tuple[int, int, int]]

    @classmethod
    def of(cls, old: Outline, new: Outline, edits: Sequence[InkEdit]) -> Scene:
        """The scene of these edits."""
        return cls(old, new, edits,
                   sorted((one.old_start, one.old_end, at) for at, one in enumerate(edits) if one.old_start < one.old_end),
                   sorted((one.new_start, one.new_end, at) for at, one in enumerate(edits) if one.new_start < one.new_end))

    def touching(self, old: Iterable[Range], new: Iterable[Range]) -> list[int]:
        """The edits that take out words of the old places or put in words of the new ones."""
        found = {at for place in old for at in _over(self.by_old, place)}
        return sorted(found | {at for place in new for at in _over(self.by_new, place)})

    def figures(self, at: int) -> bool:
        """Whether an edit changes a number."""
        edit = self.edits[at]
        return bool(_DIGITS.search(self.old.ink.text, edit.old_start, edit.old_end)
                    or _DIGITS.search(self.new.ink.text, edit.new_start, edit.new_end))


def _over(places: Sequence[tuple[int, int, int]], place: Range) -> Iterator[int]:
    """Those of some ranges (in order, none overlapping) that share a character with a place."""
    at = max(0, bisect_left(places, (place[0], place[0], -1)) - 1)
    for start, end, index in places[at:]:
        if start >= place[1]:
            break
        if end > place[0]:
            yield index


def located(claim: Claim, scene: Scene, dated: Dated) -> Claim:
    """The claim with its edits. `dated` are the edits that a changed deadline has: what is due then follows from them."""
    if claim.kind == "target" and claim.field == "deadline" and _due(claim, scene, dated):
        return claim
    old, new = claim.old, claim.new
    name = claim.field or ""
    own = list(old.places(name) if old else ()), list(new.places(name) if new else ())
    hulls = [old.hull] if old else [], [new.hull] if new else []
    for rank, (olds, news) in ((FIELD, own), (ITEM, hulls)):
        if edits := [at for at in scene.touching(olds, news) if _plausible(claim, at, scene)]:
            wanted = [at for at in edits if scene.figures(at) == (name in _FIGURES)] if claim.field else edits
            claim.edits = wanted + [at for at in edits if at not in wanted]
            claim.rank = rank
            return claim
    for rank, olds, news in _scopes(claim, scene):
        edits = scene.touching(olds, news)
        if near := [at for at in edits if _plausible(claim, at, scene)] or (edits if rank == ANYWHERE else []):
            claim.rank, claim.edits = rank, [_nearest(near, claim, scene)]
            break
    return claim


def _due(claim: Claim, scene: Scene, dated: Dated) -> bool:
    """Whether a changed deadline explains when a target is due now: the same dates first, then the nearest."""
    assert claim.old and claim.new
    dates = _ends(claim.old.fields["deadline"], claim.new.fields["deadline"])
    for rank, olds, news in _scopes(claim, scene):
        near = [at for at in scene.touching(olds, news) if at in dated]
        best = [at for at in near if dated[at] == dates]
        if best or (near and rank < ANYWHERE):
            claim.rank, claim.edits, claim.dated = max(rank, SECTION), [_nearest(best or near, claim, scene)], bool(best)
            return True
    return False


def _ends(old: dict[str, str | None] | None, new: dict[str, str | None] | None) -> tuple[str | None, str | None]:
    return (old or {}).get("end"), (new or {}).get("end")


def dates_of(claim: Claim) -> tuple[str | None, str | None]:
    """The last days of a changed deadline, old and new."""
    return _ends(*(fact.fields.get("deadline") if fact else None for fact in (claim.old, claim.new)))


def _plausible(claim: Claim, at: int, scene: Scene) -> bool:
    """Whether an edit can have made a difference: a hedge comes and goes with its words."""
    if claim.field != "modality":
        return True
    edit = scene.edits[at]
    return bool(_HEDGE.search(scene.old.ink.text, edit.old_start, edit.old_end)
                or _HEDGE.search(scene.new.ink.text, edit.new_start, edit.new_end))


def _scopes(claim: Claim, scene: Scene) -> Iterator[tuple[int, list[Range], list[Range]]]:
    """Ever wider surroundings of both sides."""
    sides = [(scene.old, claim.old), (scene.new, claim.new)]
    yield SENTENCE, *([_sentence(side, fact)] if fact else [] for side, fact in sides)     # type: ignore[misc]
    chains = [side.above(side.innermost[side.ink.piece_at(fact.core[0])]) if fact and side.ink.pieces else []
              for side, fact in sides]
    for depth in range(max(map(len, chains), default=0)):
        ranges = [[(side.parts[chain[depth]].start, side.parts[chain[depth]].end)] if depth < len(chain) else []
                  for (side, _), chain in zip(sides, chains, strict=True)]
        yield (ABOVE if depth else SECTION), ranges[0], ranges[1]
    yield ANYWHERE, [(0, len(scene.old.ink.text))], [(0, len(scene.new.ink.text))]


def _sentence(side: Outline, fact: Fact) -> Range:
    pieces = side.ink.pieces
    if not pieces:
        return 0, 0
    return pieces[side.ink.piece_at(fact.hull[0])].start, pieces[side.ink.piece_at(max(fact.hull[0], fact.hull[1] - 1))].end


def _nearest(edits: Sequence[int], claim: Claim, scene: Scene) -> int:
    """The last edit in front of the item, else the first behind it."""
    if claim.new is not None:
        place = claim.new.core[0]
        before = [at for at in edits if scene.edits[at].new_start <= place]
        return max(before, key=lambda at: (scene.edits[at].new_start, at)) if before else edits[0]
    place = claim.fact.core[0]
    before = [at for at in edits if scene.edits[at].old_start <= place]
    return max(before, key=lambda at: (scene.edits[at].old_start, at)) if before else edits[0]
