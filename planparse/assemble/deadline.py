"""Deadlines of the prose and of time cells: a Reading in, items out."""

from __future__ import annotations

from datetime import date

from planparse.assemble.place import place
from planparse.extract.period import periods
from planparse.model.mention import Period
from planparse.model.plan import DeadlineItem
from planparse.model.structure import Reading


def reference_date(reading: Reading) -> date | None:
    """The day the document speaks from: 成文日期, else 印发日期."""
    for name in ("signed_date", "printed_date"):
        field = reading.letterhead.fields.get(name)
        if field is not None and isinstance(field.value, str):
            return date.fromisoformat(field.value)
    return None


def periods_of(reading: Reading) -> list[Period]:
    """The time expressions of the body that fix something: no dates of the frame, no past facts."""
    reference = reference_date(reading)
    head, tail = reading.letterhead.body_start, reading.letterhead.body_end
    return [one for one in periods(reading.flow.text, reference=reference)
            if head <= one.start < tail and not _is_past(one, reading, reference)]


def deadlines(reading: Reading) -> list[DeadlineItem]:
    """The items in reading order."""
    return [DeadlineItem(**place(reading, one.start, one.end), rule=one.rule,
                         start=one.first.isoformat() if one.first else None,
                         end=one.last.isoformat() if one.last else None,
                         relation="by" if one.relation == "by" else "during" if one.relation == "during" else "within",
                         duration=one.duration)
            for one in periods_of(reading)]


def _is_past(one: Period, reading: Reading, reference: date | None) -> bool:
    """A date that lies before the document and stands in running prose tells a fact (截至2020年底，已建成…)."""
    if one.last is None or reference is None or one.last >= reference:
        return False
    text = reading.flow.text
    if text[one.start - 1:one.start] == "(" or reading.flow.paragraph_at(one.start).table is not None:
        return False
    return one.rule != "period/range"
