"""Deadlines of the prose and of time cells: a Reading in, items out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planparse.assemble.place import place
from planparse.assemble.table_time import table_periods
from planparse.extract import cue
from planparse.extract.period import Frame, periods
from planparse.model.mention import Period
from planparse.model.plan import DeadlineItem
from planparse.model.structure import Reading
from planparse.text.fold import fold

_CITED_YEAR = re.compile(r"[〔\[(（【]((?:19|20)\d\d)[〕\])）】]")
_LONG_AGO = 3          # years in front of the document
_RULES = re.compile(r"(?:办法|细则|规定|规则|制度)(?:\((?:试行|暂行|修订|修订版|草案)\))?$")
_WITH_YEAR = re.compile(r"20\d\d|[今明当]年|本年度?")
_TITLE_YEAR = re.compile(r"20\d\d")
_SENTENCE_END = re.compile(r"[。;\n]")
#: Told as done, whatever the document's date: 截至2020年底,全县已建成….
_TOLD = re.compile(r"截[至止][^,。;\n]{2,16}(?<!前),[^。;\n]{0,24}(?:已(?!纳入)|现有|共有)")
_FACT = re.compile(r"截至|截止|已(?!纳入)|目前|现有|同比|比上年|以来|位列|荣获|被评为|成功(?:创建|入选|获批)")


def reference_date(reading: Reading) -> date | None:
    """The day the document speaks from: 成文日期, else 印发日期, else the year of its 发文字号 or of its title."""
    fields = reading.letterhead.fields
    for name in ("signed_date", "printed_date"):
        field = fields.get(name)
        if field is not None and isinstance(field.value, str):
            return date.fromisoformat(field.value)
    for name, pattern in (("doc_number", _CITED_YEAR), ("title", _TITLE_YEAR), ("notice_title", _TITLE_YEAR)):
        field = fields.get(name)
        years = set(pattern.findall(field.value)) if field is not None and isinstance(field.value, str) else set()
        if len(years) == 1:
            return date(int(years.pop()), 1, 1)
    return None


def speaks_from(reading: Reading) -> date | None:
    """The earliest day the document can have been written: its date, else the latest year among the documents it cites."""
    if (reference := reference_date(reading)) is not None:
        return reference
    years = [int(match.group(1)) for match in _CITED_YEAR.finditer(reading.flow.text)]
    field = reading.letterhead.fields.get("title")
    if field is not None and isinstance(field.value, str) and (match := _TITLE_YEAR.search(field.value)):
        years = [*years, int(match.group())]
    return date(max(years), 1, 1) if years else None


def periods_of(reading: Reading) -> list[Period]:
    """The time expressions of the body that fix something: no dates of the frame, no past facts."""
    reference, spoken = reference_date(reading), speaks_from(reading)
    head, tail = reading.letterhead.body_start, reading.letterhead.body_end
    found = [one for one in periods(reading.flow.text, reference=reference, frames=_frames(reading))
             if head <= one.start < tail and not _is_past(one, reading, spoken) and not _dates_document(reading, one)]
    if cells := [one for one in table_periods(reading, found, reference) if head <= one.start < tail]:
        found = sorted([*found, *cells], key=lambda one: one.start)
    return [_every_year(reading.flow.text, one) for one in found] if _is_rules(reading) else found


def _dates_document(reading: Reading, one: Period) -> bool:
    """Whether a day is the document's own (成文日期, 印发日期), not one that it sets."""
    fields = (reading.letterhead.fields.get(name) for name in ("signed_date", "printed_date"))
    return any(field is not None and field.start is not None and field.end is not None
               and field.start < one.end and one.start < field.end for field in fields)


def _is_rules(reading: Reading) -> bool:
    """Whether the document makes standing rules (管理办法, 实施细则): its dates without a year come every year."""
    field = reading.letterhead.fields.get("title")
    return field is not None and isinstance(field.value, str) and _RULES.search(field.value) is not None


def _every_year(text: str, one: Period) -> Period:
    """11月30日前, 次年1月31日前 in standing rules: the same day each year, so no date is given."""
    if one.relation != "by" or one.last is None or _WITH_YEAR.search(text, text.rfind("\n", 0, one.start) + 1, one.end):
        return one
    return replace(one, first=None, last=None, rule="period/every-by")


def _frames(reading: Reading) -> list[Frame]:
    """The sections whose titles state a period."""
    found = []
    for heading in reading.outline:
        if heading.title and "20" in heading.title:
            stated = [one for one in periods(fold("".join(heading.title.split()))) if one.first and one.last]
            if len(stated) == 1 and stated[0].first and stated[0].last:
                found.append(Frame(heading.start, heading.end, stated[0].first, stated[0].last))
    return found


def deadlines(reading: Reading, found: Sequence[Period]) -> list[DeadlineItem]:
    """The items in reading order; `found` are the periods that `periods_of` reads."""
    return [DeadlineItem(**place(reading, one.start, one.end), rule=one.rule,
                         start=one.first.isoformat() if one.first else None,
                         end=one.last.isoformat() if one.last else None,
                         relation="by" if one.relation == "by" else "during" if one.relation == "during" else "within",
                         duration=one.duration)
            for one in found]


def _titles(reading: Reading, position: int) -> list[str | None]:
    """The titles of the sections a position stands in, innermost first."""
    at = bisect_right(reading.outline, position, key=lambda heading: heading.start) - 1
    titles = []
    while at >= 0:
        heading = reading.outline[at]
        if position < heading.end:
            titles.append(heading.title)
        at = -1 if heading.parent is None else heading.parent
    return titles


def _is_past(one: Period, reading: Reading, reference: date | None) -> bool:
    """A time before the document's own that tells a fact: 截至2020年底，已建成…, or any in the preamble."""
    if any(title and cue.BACKGROUND_TITLE.search(title) for title in _titles(reading, one.start)):
        return True
    text = reading.flow.text
    if one.last is not None and reference is None:
        return _TOLD.match(text, one.start) is not None
    if one.last is None or reference is None or one.last >= reference:
        return False
    if one.last.year + _LONG_AGO < reference.year:
        return True
    if text[one.start - 1:one.start] == "(" or reading.flow.paragraph_at(one.start).table is not None:
        return False
    opens = max(text.rfind(mark, 0, one.start) for mark in "。;\n")
    told = cue.TOLD_YEAR.match(text, opens + 1)
    if told and one.start == opens + 1 and int(told["year"]) < reference.year:
        return True
    closes = _SENTENCE_END.search(text, one.end)
    if _FACT.search(text, opens + 1, closes.start() if closes else len(text)):
        return True
    return not reading.outline or one.start < reading.outline[0].start
