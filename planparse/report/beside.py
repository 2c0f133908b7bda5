"""Two plans and their Alignment in, the lines of a two-column page out: pieces with their marks, and which lines to fold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.model.alignment import Alignment, Row
from planparse.model.change import Change, Place
from planparse.model.plan import Plan
from planparse.model.span import Span
from planparse.report.words import harmless

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_FIGURES = frozenset("0123456789.．０１２３４５６７８９")
_ROUND = 1
_FOLDED = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one side. `mark`: del, ins or empty; `changes` are numbers of changes, `first` those told here first."""

    text: str
    mark: str = ""
    changes: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row to show; `changes` hit it as a whole, `first` of them are told here first; `other` is where a moved one leads."""

    index: int
    state: str
    level: int
    old: tuple[Piece, ...] | None
    new: tuple[Piece, ...] | None
    changes: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    other: int | None = None
    head: bool = False

    @property
    def still(self) -> bool:
        """Whether both sides say the same."""
        return self.old is not None and self.new is not None and not any(piece.mark for piece in (*self.old, *self.new))


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together; a folded one is shown when asked for."""

    lines: tuple[Line, ...]
    folded: bool


def lines(old: Plan, new: Plan, changes: Sequence[Change], alignment: Alignment) -> list[Line]:
    """Each row with its pieces; every change is told first at exactly one place, an edit rather than a whole row."""
    numbers = {change.id: number for number, change in enumerate(changes, 1)}
    rows = [_Row(row, numbers, old.text, new.text) for row in alignment.rows]
    _place_strays(rows, changes, numbers)
    partners = {row.moved_to: index for index, row in enumerate(alignment.rows) if row.moved_to is not None}
    teller = _Teller(number for row in rows for edit in row.edits for number in edit.changes)
    sides = _Side(old), _Side(new)
    made = []
    for index, (row, source) in enumerate(zip(rows, alignment.rows, strict=True)):
        firsts = [teller.first(edit.changes) for edit in row.edits]
        olds, news = _pieces(sides[0], row, firsts, "del"), _pieces(sides[1], row, firsts, "ins")
        other = partners.get(index) if source.moved_to is None else source.moved_to
        made.append(Line(index, row.state, source.level, olds, news, tuple(row.changes), teller.first_of_row(row.changes), other))
    return _heads(made)


def blocks(made: Sequence[Line]) -> Iterator[Block]:
    """Long runs without change folded; a line before and after a change and the headings above it stay."""
    shown = _shown(made)
    at = 0
    while at < len(made):
        end = at
        while end < len(made) and shown[end] == shown[at]:
            end += 1
        yield Block(tuple(made[at:end]), not shown[at] and end - at >= _FOLDED)
        at = end


def _shown(made: Sequence[Line]) -> list[bool]:
    """Which lines are never folded."""
    quiet = [line.state == "same" and not line.changes for line in made]
    shown = [not one for one in quiet]
    for index, one in enumerate(quiet):
        if not one:
            for near in range(max(0, index - _ROUND), min(len(made), index + _ROUND + 1)):
                shown[near] = True
    stack: list[int] = []
    for index, line in enumerate(made):
        if line.level and line.new is not None:
            stack = [one for one in stack if made[one].level < line.level] + [index]
        if not quiet[index]:
            for heading in stack:
                shown[heading] = True
    return shown


def _heads(made: list[Line]) -> list[Line]:
    """Mark the first line of each moved stretch: only there a link to the other place stands."""
    heads = []
    for index, line in enumerate(made):
        before = made[index - 1] if index else None
        goes_on = (before is not None and before.state == "moved" and before.other is not None and line.other is not None
                   and line.other - before.other == 1 and (before.new is None) == (line.new is None))
        heads.append(replace(line, head=line.other is not None and not goes_on))
    return heads


@dataclass(frozen=True, slots=True)
class _Marked:
    """An edit with the numbers of its changes."""

    old: Span
    new: Span
    changes: tuple[int, ...]


class _Row:
    """A row with its edits in order; one that stands on one side only is an edit as a whole."""

    def __init__(self, row: Row, numbers: dict[str, int], old: str, new: str) -> None:
        self.state, self.spans = row.state, {"del": row.old, "ins": row.new}
        self.changes = sorted({numbers[one] for one in row.changes if one in numbers})
        self.edits: list[_Marked] = []
        ends = (row.old.start if row.old else 0, row.new.start if row.new else 0)
        for edit in sorted(row.edits, key=lambda edit: (edit.old, edit.new)):
            spans = edit.old, edit.new
            if row.old and row.new:
                spans = _whole_numbers(old, new, *spans, ends, (row.old.end, row.new.end))
            self.edits.append(_Marked(*spans, tuple(sorted({numbers[one] for one in edit.changes if one in numbers}))))
            ends = spans[0].end, spans[1].end
        if row.state in ("added", "removed") and not self.edits:
            nothing = Span(0, 0)
            self.edits = [_Marked(row.old or nothing, row.new or nothing, tuple(self.changes))]


def _whole_numbers(old: str, new: str, was: Span, now: Span, least: tuple[int, int], most: tuple[int, int]) -> tuple[Span, Span]:
    """Widen an edit that cuts a number to the whole number: 9→11 in 90→110 is marked as 90→110."""
    (a, b), (c, d) = was, now
    while (a > least[0] and c > least[1] and old[a - 1] == new[c - 1] and old[a - 1] in _FIGURES
           and (old[a:a + 1] in _FIGURES or new[c:c + 1] in _FIGURES)):
        a, c = a - 1, c - 1
    while (b < most[0] and d < most[1] and old[b] == new[d] and old[b] in _FIGURES
           and (old[b - 1:b] in _FIGURES or new[d - 1:d] in _FIGURES)):
        b, d = b + 1, d + 1
    return Span(a, b), Span(c, d)


class _Teller:
    """Gives every change to the first place that tells of it."""

    def __init__(self, in_edits: Iterable[int]) -> None:
        self.in_edits, self.told = set(in_edits), set[int]()

    def first(self, changes: Iterable[int]) -> tuple[int, ...]:
        """Those not yet told."""
        fresh = tuple(one for one in changes if one not in self.told)
        self.told.update(fresh)
        return fresh

    def first_of_row(self, changes: Iterable[int]) -> tuple[int, ...]:
        """Those not yet told that no edit tells of either."""
        return self.first(one for one in changes if one not in self.in_edits)


def _place_strays(rows: list[_Row], changes: Sequence[Change], numbers: dict[str, int]) -> None:
    """Give each change that no row names to the row that holds its place."""
    named = {number for row in rows for number in row.changes}
    named.update(number for row in rows for edit in row.edits for number in edit.changes)
    for change in changes:
        if numbers[change.id] in named:
            continue
        for side, place in (("ins", change.new), ("del", change.old)):
            row = _holding(rows, side, place)
            if row is not None:
                row.changes = sorted({*row.changes, numbers[change.id]})
                break


def _holding(rows: list[_Row], side: str, place: Place | None) -> _Row | None:
    """The row in whose stretch a place begins."""
    if place is None:
        return None
    spans = ((row, row.spans[side]) for row in rows)
    return next((row for row, span in spans if span and span.start <= place.span.start < span.end), None)


def _pieces(side: _Side, row: _Row, firsts: list[tuple[int, ...]], mark: str) -> tuple[Piece, ...] | None:
    """One side of a row, cut at its edits. A change's number stands at the new words, or at the old ones if there are none."""
    if (span := row.spans[mark]) is None:
        return None
    made, at = [], span.start
    for edit, first in zip(row.edits, firsts, strict=True):
        start, end = edit.new if mark == "ins" else edit.old
        start, end = max(at, start), min(span.end, end)
        if start >= end:
            continue
        if start > at:
            made.append(Piece(side.shown(at, start)))
        here = mark == "ins" or edit.new.start == edit.new.end
        made.append(Piece(side.shown(start, end), mark, edit.changes, first if here else ()))
        at = end
    if at < span.end:
        made.append(Piece(side.shown(at, span.end)))
    return tuple(piece for piece in made if piece.text)


class _Side:
    """A plan's text, and what of it is read over."""

    def __init__(self, plan: Plan) -> None:
        self.text = plan.text
        self.furniture = sorted(plan.furniture)
        self.tables = [table.span for table in plan.table_records]

    def shown(self, start: int, end: int) -> str:
        """Words as one paragraph: without line ends of the page and what stands between pages."""
        parts, at = [], start
        for gone in self.furniture:
            if start < gone.end and gone.start < end:
                parts.append(self.text[at:max(at, gone.start)])
                at = max(at, gone.end)
        whole = "".join(parts) + self.text[at:max(at, end)]
        before, after = self.text[max(0, start - 1):start], self.text[end:end + 1]
        if any(table.start <= start and end <= table.end for table in self.tables):
            return harmless(whole)
        return harmless(_BREAK.sub(lambda match: _joint(match, before, after), whole))


def _joint(match: re.Match[str], before: str, after: str) -> str:
    """Nothing between Chinese words, a blank between Latin ones."""
    left = match.string[match.start() - 1:match.start()] or before
    right = match.string[match.end():match.end() + 1] or after
    return " " if left.isascii() and right.isascii() and left.isalnum() and right.isalnum() else ""
