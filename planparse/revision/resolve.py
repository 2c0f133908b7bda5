"""Claims upon edits in, for each edit the changes it makes and what follows from them out.

One edited number is one change. The item whose own words are edited tells it; items whose words are not edited, or that
share the words, follow. An edit in which several items stand apart (a sentence that was taken out) is a change of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from planparse.revision.claims import FIELD, ITEM, MEASURE, SENTENCE, Claim, Scene
from planparse.revision.facts import KINDS, Range

_FIELDS = ("per", "value", "amount", "rate", "comparator", "cap", "modality", "deadline", "duration", "unit", "units", "role",
           "label", "title", "doc_number", "posts", "source", "indicator", "purpose", "condition", "relation", "year", "baseline",
           "growth", "kind", "nature")
#: Fields whose words may stand outside the item, in its sentence (力争 in front of it, 每月).
_SPOKEN = ("modality", "per", "comparator", "deadline", "posts", "units", "role", "source", "cap", "relation", "name")


@dataclass
class Told:
    """A change to be told: its claim, and what follows from it."""

    claim: Claim
    follows: list[Claim] = field(default_factory=list)


@dataclass
class Resolved:
    """The changes by the edit they stand at, the edits that some change tells of, and what no edit explains."""

    told: dict[int, list[Told]]
    covered: dict[int, Told]
    loose: dict[int, list[Claim]]       # edit → what follows from wording
    adrift: list[Claim]                 # without any edit
    joined: dict[int, Told] = field(default_factory=dict)       # moved stretch → the split or merged section that tells it


def resolved(claims: Sequence[Claim], scene: Scene, weigh: Callable[[Claim], str]) -> Resolved:
    """Which claims are told. `weigh` gives the effect of a claim: fields of one item that pull both ways are told apart."""
    by_edit: dict[int, list[Claim]] = defaultdict(list)
    made = Resolved({}, {}, {}, [])
    for claim in claims:
        if claim.edits:
            by_edit[claim.edits[0]].append(claim)
        else:
            made.adrift.append(claim)
    for at in sorted(by_edit):
        held = sorted(by_edit[at], key=_order)
        told: list[Told] = []
        for claim in held:
            if _leads(claim, told, scene, at, weigh):
                told.append(Told(claim))
        rest = [claim for claim in held if not any(one.claim is claim for one in told)]
        if not told:
            made.loose[at] = rest
            continue
        for claim in rest:
            _home(claim, told).follows.append(claim)
        for one in told:
            one.follows.sort(key=lambda claim: (KINDS.index(claim.kind), claim.fact.core, _order(claim)))
        made.told[at] = told
        for one in told:
            for claim in (one.claim, *one.follows):
                for edit in claim.edits if claim.rank <= SENTENCE else ():
                    made.covered.setdefault(edit, one)
    return made


def _order(claim: Claim) -> tuple[bool, int, int, int, int, int]:
    """Nearest first; of two the one with fewer words, then by kind and field."""
    fact = claim.fact
    name = claim.field or ""
    own = min((end - start for start, end in fact.places(name)), default=0) if claim.rank == FIELD else fact.core[1] - fact.core[0]
    return (claim.rank > ITEM, claim.rank, own, KINDS.index(claim.kind),
            _FIELDS.index(name) if name in _FIELDS else len(_FIELDS), fact.core[0])


def _leads(claim: Claim, told: Sequence[Told], scene: Scene, at: int, weigh: Callable[[Claim], str]) -> bool:
    """Whether a claim is a change of its own beside those that are told already."""
    if claim.rank > SENTENCE or (claim.rank == SENTENCE and (claim.field not in _SPOKEN or told)):
        return False
    whole = claim.kind == "section" and (claim.manner != "changed" or claim.field in ("split", "merged"))
    for one in told:
        if whole and one.claim.kind != "section":                    # a heading holds what stands in it
            continue
        if _same_item(one.claim, claim):
            if claim.kind == "target" and claim.field in MEASURE and one.claim.field in MEASURE:
                return False
            if weigh(claim) in ("neutral", weigh(one.claim)) or weigh(one.claim) == "neutral":
                return False
            continue
        if not _wide(scene, at) or any(_overlap(a, b) for a, b in zip(_cores(one.claim), _cores(claim), strict=True) if a and b):
            return False
    return True


def _same_item(one: Claim, two: Claim) -> bool:
    return one.old is two.old and one.new is two.new


def _cores(claim: Claim) -> tuple[Range | None, Range | None]:
    return claim.old.core if claim.old else None, claim.new.core if claim.new else None


def _overlap(one: Range, two: Range) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _wide(scene: Scene, at: int) -> bool:
    """Whether an edit is so large that several items may stand in it: it puts in or takes out more than a figure."""
    edit = scene.edits[at]
    return max(edit.old_end - edit.old_start, edit.new_end - edit.new_start) > 4


def _home(claim: Claim, told: Sequence[Told]) -> Told:
    """The change that a claim follows from: one of the same item, else the first."""
    return next((one for one in told if _same_item(one.claim, claim)), told[0])
