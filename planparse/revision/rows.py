"""Edits, equal stretches and streams in, the rows of both texts side by side out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from planparse.model.alignment import Alignment, Edit, Row
from planparse.model.span import Span
from planparse.revision.claims import Scene
from planparse.revision.edits import Aligned
from planparse.revision.ink import Ink
from planparse.revision.streams import Stream


@dataclass
class _Group:
    """Pieces of both sides that share words, and the edits in them."""

    old: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)
    edits: set[int] = field(default_factory=set)


def rows(scene: Scene, way: Aligned, streams: Sequence[Stream], told: Mapping[int, tuple[str, ...]],
         moves: Mapping[int, str]) -> Alignment:
    """All rows in reading order: the new plan's, with what was taken out behind what stood in front of it."""
    found: list[tuple[tuple[int, int, int], Row, int | None]] = []
    for number, stream in enumerate(streams):
        last = -1
        for group in _groups(scene, way, stream, number):
            row = _row(scene, group, told, stream.moved, moves.get(number))
            if group.new:
                last = min(group.new)
                found.append(((last, 0, 0), row, None))
            else:
                found.append(((last, 1, min(group.old)), row, None))
        if stream.moved:
            olds = _hull(scene.old.ink, stream.old)
            before = _before(scene, streams, stream.old[0])
            change = (moves[number],) if number in moves else ()
            found.append(((before, 1, stream.old[0]), Row("moved", olds, None, changes=change), number))
    found.sort(key=lambda one: one[0])
    first = {id(stream): at for stream in streams if stream.moved for at, (key, _, kind) in enumerate(found)
             if kind is None and key[1] == 0 and key[0] == min(stream.new)}
    made = []
    for _, row, home in found:
        made.append(row if home is None else replace(row, moved_to=first.get(id(streams[home]))))
    return Alignment(tuple(made))


def _groups(scene: Scene, way: Aligned, stream: Stream, number: int) -> list[_Group]:
    """The pieces of a stream, joined where an equal stretch or an edit ties them together, in order."""
    old, new = scene.old.ink, scene.new.ink
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(one: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def tie(olds: Sequence[int], news: Sequence[int]) -> None:
        nodes = [*(("old", at) for at in olds), *(("new", at) for at in news)]
        for one, two in pairwise(nodes):
            parent[root(one)] = root(two)

    for i in stream.old:
        root(("old", i))
    for j in stream.new:
        root(("new", j))
    for equal in way.equal:
        if equal.stream == number:
            olds = _held(old, equal.old, equal.old + equal.length)
            news = _held(new, equal.new, equal.new + equal.length)
            if len(olds) == len(news):                               # pieces that begin and end alike stay rows of their own
                for i, j in zip(olds, news, strict=True):
                    tie([i], [j])
            else:
                tie(olds, news)
    groups: dict[tuple[str, int], _Group] = defaultdict(_Group)
    for side, at in list(parent):
        (groups[root((side, at))].old if side == "old" else groups[root((side, at))].new).add(at)
    for at, edit in enumerate(way.edits):
        if edit.stream != number:
            continue
        nodes = [*(("old", i) for i in _held(old, edit.old_start, edit.old_end)),
                 *(("new", j) for j in _held(new, edit.new_start, edit.new_end))]
        for node in nodes:
            groups[root(node)].edits.add(at)
    return _in_order([group for group in groups.values() if group.old or group.new])


def _in_order(groups: list[_Group]) -> list[_Group]:
    """By the new plan, what it lacks behind its forerunner in the old one."""
    tied = sorted((group for group in groups if group.new), key=lambda group: min(group.new))
    gone = sorted((group for group in groups if not group.new), key=lambda group: min(group.old))
    made: list[_Group] = []
    at = 0
    for group in tied:
        while at < len(gone) and group.old and min(gone[at].old) < min(group.old):
            made.append(gone[at])
            at += 1
        made.append(group)
    return made + gone[at:]


def _held(ink: Ink, start: int, end: int) -> list[int]:
    """The pieces that a stretch touches; none for an empty one."""
    return list(range(ink.piece_at(start), ink.piece_at(end - 1) + 1)) if start < end else []


def _row(scene: Scene, group: _Group, told: Mapping[int, tuple[str, ...]], moved: bool, move: str | None) -> Row:
    old = _hull(scene.old.ink, sorted(group.old)) if group.old else None
    new = _hull(scene.new.ink, sorted(group.new)) if group.new else None
    edits = []
    for at in sorted(group.edits):
        edit = scene.edits[at]
        edits.append(Edit(scene.old.ink.span(edit.old_start, edit.old_end), scene.new.ink.span(edit.new_start, edit.new_end),
                          told.get(at, ())))
    level = max([scene.new.ink.pieces[at].level for at in group.new] + [scene.old.ink.pieces[at].level for at in group.old])
    state = "removed" if new is None else "added" if old is None else "moved" if moved else "changed" if edits else "same"
    return Row(state, old, new, tuple(edits), level, None, (move,) if move and moved else ())


def _hull(ink: Ink, pieces: Sequence[int]) -> Span:
    return ink.span(ink.pieces[pieces[0]].start, ink.pieces[pieces[-1]].end)


def _before(scene: Scene, streams: Sequence[Stream], piece: int) -> int:
    """The new piece behind which an old one stood, by the main stream."""
    main = streams[0].pairs
    return max((j for i, j in main.items() if i < piece), default=-1)
