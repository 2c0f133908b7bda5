"""The pieces of two plans in, which piece is which out: equal ones, reworded ones, and those that stand elsewhere now.

The pairs that keep their order are the heaviest chain of all candidates (global, not first come first served); what is
left is matched where it is equal or nearly so, and grows from there over its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from planparse.revision.ink import Piece

_ALIKE = 0.5            # a piece is a rewording of another from this likeness on (twice the common characters, by length)
_MOVED_ALIKE = 0.75     # … if it also stands elsewhere
_RIVAL = 0.75           # a candidate this much worse than the best one of either side is none
_GRAM = 3
_RARE = 12              # shingles that more pieces share say nothing
_TRIED = 6
_COPIES = 8             # of a line that stands many times, so many places on either side of its own are candidates
_LONE = 10              # shorter pieces are not looked for elsewhere …
_UNIQUE = 4             # … but for those that stand once in each plan

Pairs = dict[int, int]


def matched(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Pairs, Pairs]:
    """The pairs that keep their order (old index → new index), and those that do not."""
    found = _candidates(old, new)
    kept = chain([(i, j, int(10 * score * score * (len(old[i].text) + len(new[j].text))))
                  for (i, j), score in found.items()])
    moved = _elsewhere(old, new, found, kept)
    return kept, moved


def chain(weighted: Sequence[tuple[int, int, int]], bonus: int = 1) -> Pairs:
    """The heaviest set of pairs in which both indices rise; neighbours are worth a little more.

    >>> chain([(0, 1, 5), (1, 0, 4), (2, 2, 3)])
    {0: 1, 2: 2}
    """
    width = max((j for _, j, _ in weighted), default=0) + 2
    tree: list[tuple[int, int]] = [(0, -1)] * (width + 1)           # Fenwick tree of the best chain that ends below j
    best: list[tuple[int, int]] = []                                # weight of the chain that ends here, its last but one
    at: dict[tuple[int, int], int] = {}
    ordered = sorted(weighted, key=lambda one: (one[0], -one[1]))
    for number, (i, j, weight) in enumerate(ordered):
        reached, before, place = 0, -1, j
        while place > 0:
            if tree[place][0] > reached:
                reached, before = tree[place]
            place -= place & -place
        neighbour = at.get((i - 1, j - 1))
        if neighbour is not None and best[neighbour][0] + bonus > reached:
            reached, before = best[neighbour][0] + bonus, neighbour
        best.append((reached + weight, before))
        at[i, j] = number
        place = j + 1
        while place <= width:
            if reached + weight > tree[place][0]:
                tree[place] = (reached + weight, number)
            place += place & -place
    number = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    pairs = []
    while number >= 0:
        pairs.append(ordered[number][:2])
        number = best[number][1]
    return dict(reversed(pairs))


def likeness(one: str, two: str) -> float:
    """Twice the common characters by the length of both, 0 below the bound."""
    return fuzz.ratio(one, two, score_cutoff=100 * _ALIKE) / 100


def _candidates(old: Sequence[Piece], new: Sequence[Piece]) -> dict[tuple[int, int], float]:
    """Pairs that may be the same piece, with their likeness."""
    places: dict[str, list[int]] = defaultdict(list)
    for piece in new:
        places[piece.text].append(piece.index)
    found: dict[tuple[int, int], float] = {}
    seen: Counter[str] = Counter()
    for piece in old:
        copies = places.get(piece.text, [])
        nth = seen[piece.text]
        seen[piece.text] += 1
        near = min(nth, len(copies) - 1)
        for j in copies[max(0, near - _COPIES):near + _COPIES + 1] if copies else ():
            found[piece.index, j] = 1.0
    equal_old, equal_new = {i for i, _ in found}, {j for _, j in found}
    alike = dict(_reworded([piece for piece in old if piece.index not in equal_old],
                           [piece for piece in new if piece.index not in equal_new]))
    return found | _without_rivals(alike)


def _reworded(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of pieces without a twin that share rare shingles."""
    grams: dict[str, list[int]] = defaultdict(list)
    for at, piece in enumerate(new):
        for gram in sorted(_shingles(piece.text)):
            grams[gram].append(at)
    for piece in old:
        shared: Counter[int] = Counter()
        for gram in sorted(_shingles(piece.text)):
            if len(where := grams.get(gram, ())) <= _RARE:
                shared.update(where)
        for at, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:_TRIED]:
            if score := likeness(piece.text, new[at].text):
                yield (piece.index, new[at].index), score


def _shingles(text: str) -> set[str]:
    return {text[at:at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def _without_rivals(found: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Candidates that are not much worse than the best one of either piece."""
    first: dict[int, float] = {}
    second: dict[int, float] = {}
    for (i, j), score in found.items():
        first[i], second[j] = max(first.get(i, 0), score), max(second.get(j, 0), score)
    return {(i, j): score for (i, j), score in found.items() if score >= _RIVAL * max(first[i], second[j])}


def _elsewhere(old: Sequence[Piece], new: Sequence[Piece], found: dict[tuple[int, int], float], kept: Pairs) -> Pairs:
    """Pairs off the chain: the most alike and longest first, each grown over its neighbours."""
    moved: Pairs = {}
    free_old, free_new = set(range(len(old))) - set(kept), set(range(len(new))) - set(kept.values())
    copies = Counter(piece.text for side in (old, new) for piece in side)
    order = sorted(found.items(), key=lambda one: (-one[1] * len(old[one[0][0]].text), one[0]))
    for (i, j), score in order:
        if i not in free_old or j not in free_new or score < _MOVED_ALIKE:
            continue
        once = score == 1 and copies[old[i].text] == 2 and not old[i].level
        if len(old[i].text) < (_UNIQUE if once else _LONE):
            continue
        _take(i, j, moved, free_old, free_new)
        for step in (-1, 1):
            a, b = i + step, j + step
            while a in free_old and b in free_new and likeness(old[a].text, new[b].text):
                _take(a, b, moved, free_old, free_new)
                a, b = a + step, b + step
    return moved


def _take(i: int, j: int, moved: Pairs, free_old: set[int], free_new: set[int]) -> None:
    moved[i] = j
    free_old.discard(i)
    free_new.discard(j)


def heaviest_rising(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Indices of the heaviest part of a sequence that rises: what stays when the rest is said to have moved.

    >>> sorted(heaviest_rising([0, 3, 1, 2], [1, 1, 1, 1]))
    [0, 2, 3]
    """
    order = sorted(set(places))
    kept = chain([(at, bisect_left(order, place), weights[at]) for at, place in enumerate(places)], bonus=0)
    return set(kept)
