"""Two plans and the rows of their Alignment in, stretches to show out: sentences joined to the paragraphs they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.model.alignment import Row
from planparse.model.plan import Plan, TableRecord
from planparse.model.span import Span
from planparse.report.words import harmless

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_FIGURES = frozenset("0123456789.．０１２３４５６７８９")
_NARROW, _WIDE = 3, 14
NOWHERE = Span(0, 0)
Key = tuple[object, ...]


class Side:
    """A plan's text as paragraphs and table rows; what was read over is blank."""

    def __init__(self, plan: Plan) -> None:
        kept, at = [], 0
        for gone in sorted(plan.furniture):
            kept += [plan.text[at:max(at, gone.start)], "\n" * (gone.end - max(at, gone.start))]
            at = max(at, gone.end)
        self.text = "".join(kept) + plan.text[at:]
        self.tables: dict[Span, tuple[int, ...]] = {}
        for table in plan.table_records:
            widths = _widths(table)
            for row in (*table.header, *table.rows):
                if row:
                    self.tables[Span(row[0].span.start, row[-1].span.end)] = widths
        self.units = sorted({*plan.paragraphs, *self.tables})
        self.starts = [unit.start for unit in self.units]
        self.begins = set(self.starts)

    def unit(self, span: Span) -> int | None:
        """The number of the paragraph or table row that holds a span, or None."""
        at = bisect_right(self.starts, span.start) - 1
        return at if at >= 0 and span.end <= self.units[at].end else None

    def columns(self, span: Span) -> tuple[int, ...]:
        """How wide the cells of a table row are to each other; () for what is no row of a table."""
        widths = self.tables.get(span, ())
        count = self.text.count("\t", *span) + 1
        return widths if not widths or len(widths) == count else (1,) * count

    def shown(self, start: int, end: int) -> str:
        """Words without the line ends of the page: one line a paragraph or table row."""
        return harmless(_BREAK.sub(lambda match: self._joint(start + match.start(), start + match.end()), self.text[start:end]))

    def _joint(self, start: int, end: int) -> str:
        """Nothing between Chinese words, a blank between Latin ones."""
        if end in self.begins:
            return "\n"
        left, right = self.text[max(0, start - 1):start], self.text[end:end + 1]
        return " " if left.isascii() and right.isascii() and left.isalnum() and right.isalnum() else ""


def _widths(table: TableRecord) -> tuple[int, ...]:
    """The width of each column of a table, by its longest words."""
    lengths: dict[int, int] = {}
    for row in (*table.header, *table.rows):
        for column, cell in enumerate(row):
            lengths[column] = max(lengths.get(column, 0), len(cell.text))
    return tuple(min(max(lengths[column], _NARROW), _WIDE) for column in sorted(lengths))


@dataclass(frozen=True, slots=True)
class Mark:
    """An edit with the ids of its changes."""

    old: Span
    new: Span
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows shown as one. `rows` are their numbers, `heads` the ends of a heading that runs on into its paragraph."""

    rows: tuple[int, ...]
    state: str
    old: Span | None
    new: Span | None
    level: int
    marks: tuple[Mark, ...]
    changes: tuple[str, ...]
    heads: tuple[int, int] = (0, 0)


def stretches(sides: tuple[Side, Side], rows: Sequence[Row]) -> list[Stretch]:
    """Rows of one paragraph on both sides become one stretch; what moved stays apart."""
    keys = _keys(sides, rows)
    made: list[Stretch] = []
    for index, row in enumerate(rows):
        one = Stretch((index,), row.state, row.old, row.new, row.level, _marks(sides, row), row.changes)
        if made and keys[index] == keys[index - 1] and _touch(sides, made[-1], one):
            made[-1] = _joined(made[-1], one)
        else:
            made.append(one)
    return made


def _keys(sides: tuple[Side, Side], rows: Sequence[Row]) -> list[Key]:
    """The paragraphs a row stands in; what one side lacks goes with the paragraph paired to its own."""
    units = [tuple(side.unit(span) if span else None for side, span in zip(sides, (row.old, row.new), strict=True)) for row in rows]
    partners: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for row, (x, y) in zip(rows, units, strict=True):
        if row.state != "moved" and x is not None and y is not None:
            partners[0].setdefault(x, y)
            partners[1].setdefault(y, x)
    return list(_key_each(rows, units, partners))


def _key_each(rows: Sequence[Row], units: Sequence[Sequence[int | None]],
              partners: tuple[dict[int, int], dict[int, int]]) -> Iterator[Key]:
    for index, (row, (x, y)) in enumerate(zip(rows, units, strict=True)):
        lost = (row.old is not None and x is None) or (row.new is not None and y is None)
        if lost or (row.state == "moved" and row.new is None):
            yield "alone", index
        elif row.state == "moved":
            yield "moved", x, y
        elif x is None:
            yield partners[1].get(y) if y is not None else None, y
        else:
            yield x, partners[0].get(x) if y is None else y


def _touch(sides: tuple[Side, Side], before: Stretch, after: Stretch) -> bool:
    """Whether nothing stands between two stretches."""
    pairs = ((side, one, two) for side, one, two in zip(sides, (before.old, before.new), (after.old, after.new), strict=True)
             if one and two)
    return all(one.end <= two.start and not side.text[one.end:two.start].strip() for side, one, two in pairs)


def _joined(before: Stretch, after: Stretch) -> Stretch:
    spans = [Span(one.start, two.end) if one and two else one or two
             for one, two in ((before.old, after.old), (before.new, after.new))]
    heads = before.heads
    if before.level and len(before.rows) == 1:
        heads = before.old.end if before.old else 0, before.new.end if before.new else 0
    return replace(before, rows=before.rows + after.rows, state=before.state if before.state == after.state else "changed",
                   old=spans[0], new=spans[1], marks=before.marks + after.marks, heads=heads,
                   changes=tuple(dict.fromkeys(before.changes + after.changes)))


def _marks(sides: tuple[Side, Side], row: Row) -> tuple[Mark, ...]:
    """The edits of a row in order; a row that stands on one side only is an edit as a whole."""
    if row.state in ("added", "removed"):
        told = (*row.changes, *(one for edit in row.edits for one in edit.changes))
        return (Mark(row.old or NOWHERE, row.new or NOWHERE, tuple(dict.fromkeys(told))),)
    marks: list[Mark] = []
    for edit in sorted(row.edits, key=lambda edit: (edit.old, edit.new)):
        spans = edit.old, edit.new
        if row.old and row.new:
            least = (marks[-1].old.end, marks[-1].new.end) if marks else (row.old.start, row.new.start)
            spans = _whole_numbers(sides, edit.old, edit.new, least, (row.old.end, row.new.end))
        marks.append(Mark(*spans, edit.changes))
    return tuple(marks)


def _whole_numbers(sides: tuple[Side, Side], was: Span, now: Span, least: tuple[int, int],
                   most: tuple[int, int]) -> tuple[Span, Span]:
    """Widen an edit that cuts a number to the whole number: 9→11 in 90→110 is marked as 90→110."""
    old, new = sides[0].text, sides[1].text
    (a, b), (c, d) = was, now
    while (a > least[0] and c > least[1] and old[a - 1] == new[c - 1] and old[a - 1] in _FIGURES
           and (old[a:a + 1] in _FIGURES or new[c:c + 1] in _FIGURES)):
        a, c = a - 1, c - 1
    while (b < most[0] and d < most[1] and old[b] == new[d] and old[b] in _FIGURES
           and (old[b - 1:b] in _FIGURES or new[d - 1:d] in _FIGURES)):
        b, d = b + 1, d + 1
    return Span(a, b), Span(c, d)
