"""Pairs of pieces and sections in, streams out: stretches of both plans to be read side by side, and what has moved.

A section moves as a whole and as few as possible move; what keeps its order among the rest is one stream, each moved
stretch is a stream of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from planparse.revision.ink import Piece
from planparse.revision.matching import Pairs, heaviest_rising
from planparse.revision.outline import Outline, Part

_MANY = 1_000_000       # one section more outweighs any length
_HEADING = 5_000        # a heading outweighs so many characters
_SMALL = 10             # a shorter stretch out of its order is not said to have moved


@dataclass
class Stream:
    """Pieces of both sides in order, and the pairs among them (rising on both sides).

    `moved` tells that the stretch stands elsewhere; `sections` are the indices of the section that moved, if it is one.
    """

    old: list[int]
    new: list[int]
    pairs: Pairs
    moved: bool = False
    sections: tuple[int, int] | None = None


@dataclass
class _Work:
    old: Outline
    new: Outline
    pairs: Pairs
    same: Pairs
    streams: list[Stream] = field(default_factory=list)


def streams(old: Outline, new: Outline, pairs: Pairs, same: Pairs) -> list[Stream]:
    """The main stream first, then what moved in the order of the old plan."""
    work = _Work(old, new, pairs, same)
    _split(work, Stream(list(range(len(old.ink.pieces))), list(range(len(new.ink.pieces))), {}), _moved_sections(work))
    return sorted(work.streams, key=lambda stream: (stream.moved, stream.old[:1]))


def _moved_sections(work: _Work) -> list[tuple[int, int]]:
    """Sections that stand at another place among their siblings."""
    siblings: dict[int | None, list[int]] = {}
    moved = []
    known = set(work.same.values())
    for s, t in sorted(work.same.items()):
        above, below = work.old.parts[s].parent, work.new.parts[t].parent
        if (None if above is None else work.same.get(above, -1)) == below:
            siblings.setdefault(above, []).append(s)
        elif above in work.same and below in known and _crossed(work, s, t):      # it belongs to another section now
            moved.append((s, t))
    for children in siblings.values():
        places = [work.new.parts[work.same[s]].start for s in children]
        kept = heaviest_rising(places, [_MANY + work.old.parts[s].end - work.old.parts[s].start for s in children])
        moved += [(s, work.same[s]) for at, s in enumerate(children) if at not in kept]
    return moved


def _crossed(work: _Work, s: int, t: int) -> bool:
    """Whether something that stood on one side of a section stands on the other side of it now."""
    one, two = work.old.parts[s], work.new.parts[t]
    return any((i < one.first and j >= two.last) or (i >= one.last and j < two.first) for i, j in work.pairs.items())


def _split(work: _Work, whole: Stream, moved: Iterable[tuple[int, int]]) -> None:
    """Take moved sections out of a stream, then stretches out of order; what is left is read in order."""
    inside_old, inside_new = set(whole.old), set(whole.new)
    for s, t in moved:
        one, two = work.old.parts[s], work.new.parts[t]
        olds = [at for at in range(one.first, one.last) if at in inside_old and not _left(work.pairs.get(at), two, inside_new)]
        back = {work.pairs[at]: at for at in work.pairs}
        news = [at for at in range(two.first, two.last) if at in inside_new and not _left(back.get(at), one, inside_old)]
        if not olds or not news:
            continue
        inside_old -= set(olds)
        inside_new -= set(news)
        _out_of_order(work, Stream(olds, news, {}, True, (s, t)))
    _out_of_order(work, Stream([at for at in whole.old if at in inside_old], [at for at in whole.new if at in inside_new], {},
                               whole.moved, whole.sections))


def _left(partner: int | None, part: Part, free: set[int]) -> bool:
    """Whether a piece of a moved section has stayed behind: what it is now stands outside the section."""
    return partner is not None and partner in free and not part.first <= partner < part.last


def _out_of_order(work: _Work, stream: Stream) -> None:
    """Keep the heaviest part that is in order; the rest moves in stretches."""
    news = set(stream.new)
    inside = [(i, work.pairs[i]) for i in stream.old if work.pairs.get(i) in news]
    kept = heaviest_rising([j for _, j in inside], [_weight(work.old.ink.pieces[i]) for i, _ in inside])
    stream.pairs = {i: j for at, (i, j) in enumerate(inside) if at in kept}
    rest = {i: j for at, (i, j) in enumerate(inside) if at not in kept}
    for olds, nexts in _stretches(rest):
        if sum(len(work.old.ink.pieces[i].text) for i in olds) < _SMALL:
            continue
        stream.old = [i for i in stream.old if i not in olds]
        stream.new = [j for j in stream.new if j not in nexts]
        work.streams.append(Stream(olds, nexts, dict(zip(olds, nexts, strict=True)), True, _as_section(work, olds, nexts)))
    work.streams.append(stream)


def _weight(piece: Piece) -> int:
    """What it takes to say that a piece has moved: headings stay where they are."""
    return len(piece.text) + (_HEADING if piece.level else 0)


def _stretches(pairs: Pairs) -> list[tuple[list[int], list[int]]]:
    """Pairs that follow each other on both sides, together."""
    found: list[tuple[list[int], list[int]]] = []
    for i, j in sorted(pairs.items()):
        if found and found[-1][0][-1] == i - 1 and found[-1][1][-1] == j - 1:
            found[-1][0].append(i)
            found[-1][1].append(j)
        else:
            found.append(([i], [j]))
    return found


def _as_section(work: _Work, olds: list[int], news: list[int]) -> tuple[int, int] | None:
    """The section that a stretch is, if it is a whole one."""
    for s, t in work.same.items():
        if work.old.parts[s].heading == olds[0] and work.new.parts[t].heading == news[0]:
            one = work.old.parts[s]
            if olds[-1] >= one.last - 1:
                return s, t
    return None
