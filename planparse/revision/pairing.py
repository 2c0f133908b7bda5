"""The facts of two plans and where each stretch of ink has gone in, which fact is which out.

A fact is looked for where its words have gone; what is left there is matched by what it is about. The best pairing as a
whole is taken, not the first that fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from planparse.revision.edits import Aligned
from planparse.revision.facts import KINDS, Fact, Range, differing
from planparse.revision.solve import assigned

_ALIKE = 50             # percent of likeness of labels from which facts without a word in common place may be one
_ELSEWHERE = 75         # … if they also stand apart
_PLACE, _LABEL, _FIELDS, _FIGURE = 400, 300, 200, 50
_NEAR = 8               # facts of a kind to either side of an image that may be meant


def paired_facts(olds: Sequence[Fact], news: Sequence[Fact], way: Aligned) -> list[tuple[Fact, Fact]]:
    """Pairs of facts of the same kind (sections aside, they are paired as wholes), in the order of the old plan."""
    found: list[tuple[Fact, Fact]] = []
    for kind in KINDS:
        if kind == "section":
            continue
        one, two = [fact for fact in olds if fact.kind == kind], [fact for fact in news if fact.kind == kind]
        pairs = _by_name(one, two, ("role",)) if kind in ("metadata", "member") else {}
        pairs |= _in_place(one, two, way, pairs)
        if kind == "member":
            pairs |= _by_name(one, two, (), pairs)
        pairs |= _elsewhere(one, two, pairs, way)
        found += [(one[i], two[j]) for i, j in sorted(pairs.items())]
    return found


def _by_name(olds: Sequence[Fact], news: Sequence[Fact], fields: Sequence[str], done: Mapping[int, int] | None = None) -> dict[int, int]:
    """Fields of the frame, and people: the same name (and the same of some fields) is the same fact, in order."""
    kept: Mapping[int, int] = done or {}
    taken = set(kept.values())
    waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for j, fact in enumerate(news):
        if j not in taken:
            waiting[fact.label, *(fact.fields.get(name) for name in fields)].append(j)
    keys = {i: (fact.label, *(fact.fields.get(name) for name in fields)) for i, fact in enumerate(olds) if i not in kept}
    return {i: waiting[key].pop(0) for i, key in keys.items() if waiting[key]}


def _in_place(olds: Sequence[Fact], news: Sequence[Fact], way: Aligned, done: dict[int, int]) -> dict[int, int]:
    """Facts whose words have gone to the place of a new one."""
    starts = sorted((fact.core, j) for j, fact in enumerate(news))
    taken = set(done.values())
    scores: dict[tuple[int, int], int] = {}
    for i, fact in enumerate(olds):
        image = way.image(*fact.core)
        if image is None or i in done:
            continue
        at = _first_at(starts, image[0])
        for core, j in starts[max(0, at - _NEAR):at + _NEAR]:
            if j in taken or not _meets(image, core):
                continue
            twin = news[j]
            alike = _likeness(fact, twin)
            if fact.kind == "deadline" or _common(fact, twin, way) or alike >= _ALIKE:
                both = min(image[1], core[1]) - max(image[0], core[0])
                whole = max(image[1], core[1]) - min(image[0], core[0])
                scores[i, j] = (_PLACE * max(both, 0) // max(whole, 1) + _LABEL * alike // 100 + _same_fields(fact, twin)
                                + _FIGURE + 1)
    return assigned(scores)


def _elsewhere(olds: Sequence[Fact], news: Sequence[Fact], done: dict[int, int], way: Aligned) -> dict[int, int]:
    """What is left, edited on both sides: facts about the same thing in the same unit, at whatever place."""
    taken = set(done.values())
    written = sorted((edit.new_start, edit.new_end) for edit in way.edits if edit.new_start < edit.new_end)
    left = [j for j in range(len(news)) if j not in taken and _holds(written, news[j].hull)]
    scores: dict[tuple[int, int], int] = {}
    if len(left) * (len(olds) - len(done)) > 250_000:
        return {}
    for i, fact in enumerate(olds):
        if i in done or fact.kind in ("deadline", "responsibility", "metadata", "member") or not way.edits_over(*fact.hull):
            continue
        for j in left:
            alike = _likeness(fact, news[j])
            if alike >= _ELSEWHERE and fact.fields.get("unit") == news[j].fields.get("unit"):
                scores[i, j] = _LABEL * alike // 100 + _same_fields(fact, news[j])
    return assigned(scores)


def _holds(places: Sequence[Range], hull: Range) -> bool:
    """Whether one of some ranges (in order) shares a character with a place."""
    at = max(0, bisect_left(places, hull) - 1)
    return any(start < hull[1] and end > hull[0] for start, end in places[at:at + 3])


def _first_at(starts: Sequence[tuple[Range, int]], position: int) -> int:
    return bisect_left(starts, ((position, position), -1))


def _meets(image: Range, core: Range) -> bool:
    """Whether two places have a character in common; an empty image lies in or beside the core."""
    if image[0] == image[1]:
        return core[0] <= image[0] <= core[1]
    return image[0] < core[1] and core[0] < image[1]


def _common(one: Fact, two: Fact, way: Aligned) -> bool:
    """Whether a character of the one's words has gone into the other's words."""
    for equal in way.equal_over(*one.hull):
        low, high = max(one.hull[0], equal.old), min(one.hull[1], equal.old + equal.length)
        shift = equal.new - equal.old
        if low < high and low + shift < two.hull[1] and two.hull[0] < high + shift:
            return True
    return False


def _likeness(one: Fact, two: Fact) -> int:
    """Likeness of what two facts are about, 0 to 100."""
    if one.label == two.label:
        return 100
    if one.kind == "responsibility":
        names, others = set(one.fields["units"]), set(two.fields["units"])
        return int(100 * len(names & others) / max(1, len(names | others)))
    return int(fuzz.ratio(one.label, two.label))


def _same_fields(one: Fact, two: Fact) -> int:
    """More for facts that say the same."""
    return _FIELDS * (len(one.fields) - len(differing(one, two))) // max(1, len(one.fields))
