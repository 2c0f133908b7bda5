"""Two plans and their Alignment in, the lines of a two-column page out: pieces with marks and the numbers of changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.model.alignment import Alignment
from planparse.model.change import Change, Place
from planparse.model.plan import Plan
from planparse.model.span import Span
from planparse.report.paragraphs import Mark, Side, Stretch, stretches


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one side. `mark`: del, ins or empty; `changes` are numbers of changes, `first` those told here first."""

    text: str
    mark: str = ""
    changes: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or table row of both sides.

    `changes` hit it as a whole, `first` of them are told here first; `other` is the line a moved one leads to, `link`
    whether it says so; `run_in` a heading that goes on as text; `columns` the widths of a table row's cells, old and new.
    """

    index: int
    state: str
    level: int
    old: tuple[Piece, ...] | None
    new: tuple[Piece, ...] | None
    changes: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    other: int | None = None
    link: bool = False
    run_in: bool = False
    columns: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @property
    def still(self) -> bool:
        """Whether both sides say the same."""
        return self.old is not None and self.new is not None and not any(piece.mark for piece in (*self.old, *self.new))


def lines(old: Plan, new: Plan, changes: Sequence[Change], alignment: Alignment) -> list[Line]:
    """Each line with its pieces; every change is told first at exactly one place, an edit rather than a whole line."""
    numbers = {change.id: number for number, change in enumerate(changes, 1)}
    sides = Side(old), Side(new)
    shown = _with_strays(stretches(sides, alignment.rows), changes)
    others = _others(shown, alignment)
    teller = _Teller(numbers, [mark for stretch in shown for mark in stretch.marks])
    made = []
    for index, stretch in enumerate(shown):
        firsts = [teller.first(mark) for mark in stretch.marks]
        olds, news = (tuple(_pieces(side, stretch, which, firsts, teller)) if span else None
                      for which, (side, span) in enumerate(zip(sides, (stretch.old, stretch.new), strict=True)))
        made.append(Line(index, stretch.state, stretch.level, olds, news, teller.numbers(stretch.changes),
                         teller.first_of_line(stretch.changes), others.get(index), run_in=any(stretch.heads),
                         columns=(_columns(sides[0], stretch.old), _columns(sides[1], stretch.new))))
    return _links(made)


def in_cells(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of a table row, cell by cell."""
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        parts = piece.text.split("\t")
        for number, part in enumerate(parts):
            if number:
                cells.append([])
            last = number + 1 == len(parts)
            if part or (last and piece.first):
                cells[-1].append(replace(piece, text=part, first=piece.first if last else ()))
    return cells


def _columns(side: Side, span: Span | None) -> tuple[int, ...]:
    return side.columns(span) if span else ()


class _Teller:
    """Numbers the changes, and gives each one place that tells of it: its first new words, else its first old ones."""

    def __init__(self, numbers: dict[str, int], marks: Sequence[Mark]) -> None:
        self.known, self.told = numbers, set[int]()
        self.homes: dict[str, Mark] = {}
        for mark in sorted(marks, key=lambda mark: mark.new.start >= mark.new.end):
            for one in mark.changes:
                self.homes.setdefault(one, mark)

    def numbers(self, changes: Iterable[str]) -> tuple[int, ...]:
        """Their numbers, in order."""
        return tuple(sorted({self.known[one] for one in changes if one in self.known}))

    def first(self, mark: Mark) -> tuple[int, ...]:
        """The numbers of those a mark is to tell."""
        return self.numbers(one for one in mark.changes if self.homes[one] is mark)

    def first_of_line(self, changes: Iterable[str]) -> tuple[int, ...]:
        """The numbers of those that no mark tells of, and no line before."""
        fresh = tuple(one for one in self.numbers(one for one in changes if one not in self.homes) if one not in self.told)
        self.told.update(fresh)
        return fresh


def _pieces(side: Side, stretch: Stretch, which: int, firsts: list[tuple[int, ...]], teller: _Teller) -> Iterator[Piece]:
    """One side of a stretch, cut at its marks. A change's number stands at the new words, or at the old ones if there are none."""
    span = (stretch.old, stretch.new)[which]
    if span is None:
        return
    at, head = span.start, stretch.heads[which]
    for mark, first in zip(stretch.marks, firsts, strict=True):
        start, end = (mark.old, mark.new)[which]
        start, end = max(at, start), min(span.end, end)
        if start >= end:
            continue
        yield from _plain(side, at, start, head)
        here = which == 1 or mark.new.start == mark.new.end
        yield Piece(side.shown(start, end), ("del", "ins")[which], teller.numbers(mark.changes), first if here else (), start < head)
        at = end
    yield from _plain(side, at, span.end, head)


def _plain(side: Side, start: int, end: int, head: int) -> Iterator[Piece]:
    """Words without mark; those of a heading apart."""
    middle = min(max(start, head), end)
    if text := side.shown(start, middle):
        yield Piece(text, strong=True)
    if text := side.shown(middle, end):
        yield Piece(text)


def _with_strays(shown: list[Stretch], changes: Sequence[Change]) -> list[Stretch]:
    """Each change that no row names goes to the stretch that holds its place."""
    named = {one for stretch in shown for one in stretch.changes}
    named.update(one for stretch in shown for mark in stretch.marks for one in mark.changes)
    for change in changes:
        if change.id not in named:
            at = _holding(shown, 1, change.new)
            at = _holding(shown, 0, change.old) if at is None else at
            if at is not None:
                shown[at] = replace(shown[at], changes=(*shown[at].changes, change.id))
    return shown


def _holding(shown: list[Stretch], which: int, place: Place | None) -> int | None:
    """The stretch in which a place begins."""
    if place is None:
        return None
    spans = ((stretch.old, stretch.new)[which] for stretch in shown)
    return next((index for index, span in enumerate(spans) if span and span.start <= place.span.start < span.end), None)


def _others(shown: list[Stretch], alignment: Alignment) -> dict[int, int]:
    """Moved stretch → the stretch at its other place, both ways."""
    at = {row: index for index, stretch in enumerate(shown) for row in stretch.rows}
    pairs = [(at[row], at[other.moved_to]) for row, other in enumerate(alignment.rows) if other.moved_to in at]
    return {here: there for pair in reversed(pairs) for here, there in (pair, pair[::-1])}


def _links(made: list[Line]) -> list[Line]:
    """Only the first line of a moved stretch tells the other place."""
    linked = []
    for index, line in enumerate(made):
        before = made[index - 1] if index else None
        goes_on = (before is not None and before.state == "moved" and before.other is not None and line.other is not None
                   and line.other - before.other == 1 and (before.new is None) == (line.new is None))
        linked.append(replace(line, link=line.other is not None and not goes_on))
    return linked
