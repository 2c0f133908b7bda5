"""Two plans and a list of changes that a person wrote in, a Diff and an Alignment out: what the outputs are tested on.

No engine: paragraphs are paired by difflib, and the effects, kinds and fields are those of the list.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import planparse
from planparse.model.alignment import Alignment, Edit, Row
from planparse.model.change import Change, Consequence, Diff, Place, Summary, Version
from planparse.model.plan import Plan
from planparse.model.span import Span

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_WHITE = re.compile(r"\s+")
_LABEL = re.compile(r"^（.{1,2}）")


@dataclass(frozen=True)
class Told:
    """One line of a list of changes."""

    kind: str
    change: str
    field: str | None
    old: str | None
    new: str | None
    effect: str
    section: Sequence[str] = ()
    message: str | None = None
    also: Sequence[Consequence] = field(default_factory=tuple)


def corpus_pair(name: str) -> tuple[Plan, Plan, list[Told]]:
    """A corpus plan, its second version, and the list of what differs."""
    told = []
    for line in (CORPUS / f"{name}.changes.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0].isdigit():
            old, new = (cell.strip("`") or None for cell in cells[5:7])
            moved = cells[2] == "moved"
            told.append(Told(cells[1], cells[2], None if moved else cells[3] or None, old, new, cells[7], (cells[4],)))
    return planparse.parse(CORPUS / name / "plan.txt"), planparse.parse(CORPUS / f"{name}.v2.txt"), told


def made(old: Plan, new: Plan, told: Iterable[Told]) -> tuple[Diff, Alignment]:
    """The records the engine would give."""
    changes = [_change(number, one, old, new) for number, one in enumerate(told, 1)]
    counts: dict[str, dict[str, int]] = {}
    for one in changes:
        counts.setdefault(one.kind, {}).setdefault(one.change, 0)
        counts[one.kind][one.change] += 1
    summary = Summary(same=not changes, counts=counts, stronger=sum(one.effect == "stronger" for one in changes),
                      weaker=sum(one.effect == "weaker" for one in changes))
    versions = [Version(name=plan.source.name, sha256=plan.source.sha256) for plan in (old, new)]
    return (Diff(old=versions[0], new=versions[1], changes=changes, summary=summary),
            Alignment(tuple(_rows(old, new, changes))))


def _change(number: int, told: Told, old: Plan, new: Plan) -> Change:
    places = [_place(plan.text, quote) for plan, quote in ((old, told.old), (new, told.new))]
    message = told.message or {
        "added": f"新增“{told.new}”。", "removed": f"删去“{told.old}”。", "moved": f"“{told.old}”移至“{told.new}”。",
    }.get(told.change, f"由“{told.old}”改为“{told.new}”。")
    return Change(id=f"c{number}", kind=told.kind, change=told.change, field=told.field, effect=told.effect,  # type: ignore[arg-type]
                  section=list(told.section), old=places[0], new=places[1], message=message, also=list(told.also))


def _place(text: str, quote: str | None) -> Place | None:
    if quote is None:
        return None
    at = text.find(quote)
    return Place(span=Span(at, at + len(quote)), quote=quote, value=quote) if at >= 0 else None


def _rows(old: Plan, new: Plan, changes: list[Change]) -> list[Row]:
    """Paragraphs paired in order; those that stand elsewhere as they are, but for their label, are moved."""
    sides = [_paragraphs(plan) for plan in (old, new)]
    keys = [[_LABEL.sub("", _WHITE.sub("", plan.text[span.start:span.end])) for span in spans]
            for plan, spans in zip((old, new), sides, strict=True)]
    rows: list[Row] = []
    ends: dict[tuple[str, str], int] = {}
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        paired = b - a if tag == "replace" and b - a == d - c else 0
        if tag == "equal" or paired:
            rows += [_pair(old, new, x, y, changes) for x, y in zip(sides[0][a:b], sides[1][c:d], strict=True)]
            continue
        for index in range(a, b):
            moved = keys[0][index] in keys[1]
            ends["old", keys[0][index]] = len(rows)
            rows.append(Row("moved" if moved else "removed", sides[0][index], None, (), _level(old, sides[0][index]), None,
                            _hit(changes, sides[0][index], "old")))
        for index in range(c, d):
            if keys[1][index] in keys[0]:
                ends["new", keys[1][index]] = len(rows)
                pair = _pair(old, new, sides[0][keys[0].index(keys[1][index])], sides[1][index], changes)
                rows.append(Row("moved", pair.old, pair.new, pair.edits, pair.level, None, pair.changes))
            else:
                rows.append(Row("added", None, sides[1][index], (), _level(new, sides[1][index]), None,
                                _hit(changes, sides[1][index], "new")))
    for (side, key), at in ends.items():
        if side == "old" and ("new", key) in ends:
            row = rows[at]
            rows[at] = Row(row.state, row.old, None, (), row.level, ends["new", key], row.changes)
    return rows


def _pair(old: Plan, new: Plan, x: Span, y: Span, changes: list[Change]) -> Row:
    before, after = old.text[x.start:x.end], new.text[y.start:y.end]
    edits = []
    if _WHITE.sub("", before) != _WHITE.sub("", after):
        for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag != "equal" and (before[a:b].strip() or after[c:d].strip()):
                spans = Span(x.start + a, x.start + b), Span(y.start + c, y.start + d)
                ids = _hit(changes, spans[0], "old") or _hit(changes, spans[1], "new")
                edits.append(Edit(*spans, ids[:1]))
    ids = tuple(dict.fromkeys(one for edit in edits for one in edit.changes))
    return Row("changed" if edits else "same", x, y, tuple(edits), _level(new, y), None, ids)


def _hit(changes: list[Change], span: Span, side: str) -> tuple[str, ...]:
    places = ((one.id, getattr(one, side)) for one in changes)
    return tuple(name for name, place in places
                 if place and place.span.start <= max(span.start, span.end - 1) and span.start < place.span.end)


def _paragraphs(plan: Plan) -> list[Span]:
    rows = [Span(row[0].span.start, row[-1].span.end) for table in plan.table_records for row in [*table.header, *table.rows] if row]
    return sorted([*plan.paragraphs, *rows])


def _level(plan: Plan, span: Span) -> int:
    return next((one.level for one in plan.sections if one.heading_span.start == span.start and one.heading_span.end == span.end), 0)
