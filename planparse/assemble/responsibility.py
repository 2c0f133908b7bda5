"""Statements that name who is responsible: a Reading in, items out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from planparse.assemble.place import place
from planparse.assemble.table_duty import table_duties
from planparse.assemble.table_form import form_duties
from planparse.extract.assignment import bracketed, labelled, led_by_order, under_heading
from planparse.extract.duty import narrated
from planparse.model.mention import Assignment, Party
from planparse.model.plan import Responsibility, Unit
from planparse.model.structure import Reading

_SILENT = frozenset({"guiding", "principles"})   # sections that state a spirit, not duties


def responsibilities(reading: Reading) -> list[Responsibility]:
    """Labels and brackets, sentences that do not overlap them, then the unit cells of tables."""
    text = reading.flow.text
    fixed = led_by_order(text, [*labelled(text), *under_heading(text), *bracketed(text)])
    bare = [one for one in fixed if one.rule == "responsibility/bare-bracket"]
    if len(bare) < 2:
        fixed = [one for one in fixed if one.rule != "responsibility/bare-bracket"]
    chosen = _apart(sorted(fixed, key=lambda one: one.start))
    spans = [(one.start, one.end) for one in chosen]
    told = [one for one in narrated(text) if not _overlaps(spans, one) and not _silent(reading, one.start)]
    listed = sorted([*table_duties(reading), *form_duties(reading)], key=lambda one: one.start)
    return [_item(reading, one) for one in sorted([*chosen, *told], key=lambda one: one.start)
            if one.parties and _in_body(reading, one)] + [_item(reading, one) for one in listed]


def _apart(assignments: Iterable[Assignment]) -> list[Assignment]:
    """Statements in order without those that begin inside the one before."""
    chosen: list[Assignment] = []
    for one in assignments:
        if not chosen or one.start >= chosen[-1].end:
            chosen.append(one)
    return chosen


def _overlaps(spans: list[tuple[int, int]], one: Assignment) -> bool:
    """Whether a statement overlaps one of the spans (sorted, apart)."""
    at = bisect_right(spans, (one.end, -1))
    return at > 0 and spans[at - 1][1] > one.start


def _in_body(reading: Reading, one: Assignment) -> bool:
    """In the body of the document and outside its tables."""
    frame = reading.letterhead
    return frame.body_start <= one.start < frame.body_end and reading.flow.paragraph_at(one.start).table is None


def _silent(reading: Reading, position: int) -> bool:
    """Whether a place lies in the guiding thought or the principles."""
    outline = reading.outline
    at: int | None = bisect_right(outline, position, key=lambda heading: heading.start) - 1
    while at is not None and at >= 0:
        if outline[at].end > position and outline[at].kind in _SILENT:
            return True
        at = outline[at].parent
    return False


def _item(reading: Reading, one: Assignment) -> Responsibility:
    """The statement as users read it."""
    return Responsibility(**place(reading, one.start, one.end), rule=one.rule, cue=one.cue,
                          units=[_unit(reading, party) for party in one.parties])


def _unit(reading: Reading, party: Party) -> Unit:
    """A unit with its names in the characters of the document, without white space."""
    span = reading.flow.span(party.start, party.end)
    written = "".join(reading.document.text[reading.flow.offsets[at]] for at in range(party.start, party.end)
                      if reading.flow.text[at] != "\n")
    return Unit(name=party.name.replace(party.written, written, 1), written=written, span=span,
                role=party.role, kind=party.kind, function=party.function)
