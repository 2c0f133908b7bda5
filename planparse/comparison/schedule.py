"""Plans in, the stages of their schedules out: dated headings and paragraphs of the schedule, or the rows of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planparse.comparison.evidence import Source
from planparse.comparison.findings import doubted, messages
from planparse.comparison.spending import words_of
from planparse.model.comparison import Evidence, Stage
from planparse.model.plan import DeadlineItem, Plan, Section, TableCell
from planparse.model.span import Span

_STAGE = re.compile("阶段|时期|^第[一二三四五六七八九十]+(?:步|期)")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|[：:].*$")
_LABEL = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]\s*)+")
_ORDER = re.compile(r"^[\d一二三四五六七八九十、.．()（）\s]*$")
_OPENING = 60
_EMPTY = " ,，、;；:：。-—－~至()（）"


def schedule(sources: dict[str, Source]) -> list[Stage]:
    """The stages of all plans, by plan, then by date; stages without a date come last."""
    found = []
    for plan, source in sources.items():
        stages = _of(plan, source)
        found += sorted(stages, key=lambda stage: (stage.end or stage.start or "9999", stage.evidence.span))
    return found


def _of(plan: str, source: Source) -> list[Stage]:
    """From headings, else from sentences, else from tables."""
    told = list(_told(plan, source))
    for stages in (list(_headed(plan, source, in_heading=True)), told if len(told) > 1 else [],
                   list(_headed(plan, source, in_heading=False)), told):
        if stages:
            return stages
    return list(_tabled(plan, source))


def _headed(plan: str, source: Source, *, in_heading: bool) -> Iterator[Stage]:
    """Sections of the schedule whose heading tells a date, or whose heading names a stage and first sentence the date."""
    sections = [section for section in source.plan.sections if section.kind == "schedule"]
    dated: dict[str, list[DeadlineItem]] = {}
    for section in sections:
        found = _dates(source.plan, section.heading_span if in_heading else _opening(source.plan, section))
        if found and (section.title is not None if in_heading else _STAGE.search(_name(source.plan, section, found))):
            dated[section.id] = found
    chosen = _stages_among(sections, dated)
    for section in sections:
        if section.id in chosen:
            dates = dated[section.id]
            yield _stage(plan, source, _name(source.plan, section, dates), dates)


def _stages_among(sections: Sequence[Section], dated: dict[str, list[DeadlineItem]]) -> set[str]:
    """The dated sections that are stages: two of one parent, or one that says it is; none inside another."""
    groups: dict[str | None, list[Section]] = {}
    for section in sections:
        if section.id in dated:
            groups.setdefault(section.parent, []).append(section)
    chosen = [section for group in groups.values() for section in group
              if len(group) > 1 or _STAGE.search(section.title or "")]
    # A dated heading over several dated ones (实施步骤（2021—2023年）) is no stage itself.
    parents = {section.parent for group in groups.values() for section in group
               if len(group) > 1 and any(_STAGE.search(one.title or "") for one in group)}
    chosen = [section for section in chosen if section.id not in parents]
    return {section.id for section in chosen
            if not any(other.span.start <= section.span.start and section.span.end <= other.span.end
                       for other in chosen if other is not section)}


def _told(plan: str, source: Source) -> Iterator[Stage]:
    """Parts of sentences of the schedule that name a stage and its dates: (1)部署阶段(2022年1—2月),…;(2)…"""
    for section in source.plan.sections:
        if section.kind != "schedule":
            continue
        for item in _dates(source.plan, Span(section.heading_span.end, section.span.end)):
            if item.table is not None or _innermost(source.plan, item.span) != section.id:
                continue
            part = _part(source.plan, item.span, section)
            name = _LABEL.sub("", _cut(source.plan.text[part.start:part.end], part.start, _dates(source.plan, part)))
            if _STAGE.search(name) and not re.search("[个各两三四五六]阶段", name):
                yield _stage(plan, source, name, [item])


def _part(plan: Plan, span: Span, section: Section) -> Span:
    """The part of a sentence around a date."""
    marks = "。；;：:\n"
    start = max(plan.text.rfind(mark, section.heading_span.end, span.start) for mark in marks) + 1
    ends = [at for mark in marks if (at := plan.text.find(mark, span.end, section.span.end)) >= 0]
    return Span(max(start, section.heading_span.end), min(ends, default=section.span.end))


def _tabled(plan: str, source: Source) -> Iterator[Stage]:
    """Rows of schedule tables; rows under a line that names a stage are that stage."""
    kinds = {section.id: section.kind for section in source.plan.sections}
    for table in source.plan.table_records:
        dated: dict[int, list[DeadlineItem]] = {}
        for item in source.plan.deadlines:
            if item.table == table.id and item.row is not None and (item.start or item.end):
                dated.setdefault(item.row, []).append(item)
        if not dated or (kinds.get(table.section or "") != "schedule" and len({item.column for held in dated.values()
                                                                               for item in held}) != 1):
            continue
        groups: dict[str, list[DeadlineItem]] = {}
        head: str | None = None
        for number, cells in enumerate(source.rows(table)):
            said = [cell for cell in cells if cell.text.strip()]
            if number not in dated:
                if len({cell.span for cell in said}) == 1 and number >= len(table.header):
                    head = _LABEL.sub("", words_of(said[0].text))
                continue
            name = head or _row_name(said, dated[number])
            groups.setdefault(name, []).extend(dated[number])
        for name, held in groups.items():
            yield _stage(plan, source, name, held)


def _row_name(cells: Sequence[TableCell], dates: Sequence[DeadlineItem]) -> str:
    """The cell that names a stage; else the last in front of the date that is no number."""
    named = [cell for cell in cells if not _ORDER.match(cell.text)
             and not any(cell.span.start <= one.span.start < cell.span.end for one in dates)]
    stages = [cell for cell in named if _STAGE.search(cell.text)]
    before = [cell for cell in named if cell.span.start < dates[0].span.start]
    chosen = next(iter(stages or before[-1:] or named), None)
    return "" if chosen is None else _short(words_of(chosen.text))


def _stage(plan: str, source: Source, name: str, dates: Sequence[DeadlineItem]) -> Stage:
    """First and last day of the dates; a last day that the plan's checks doubt counts only where there is no other."""
    first = dates[0]
    starts = [one.start for one in dates if one.start]
    ending = [one for one in dates if one.end]
    sure = [one for one in ending if not doubted(source.plan, one)] or ending
    last = max(sure, key=lambda one: one.end or "", default=None)
    open_start = len(dates) == 1 and first.start is None
    evidence, until = _place(source, first), None if last is None else _place(source, last)
    return Stage(plan=plan, stage=name, start=None if open_start else min(starts, default=None),
                 end=None if last is None else last.end, evidence=evidence,
                 until=None if until is None or until.span == evidence.span else until, checks=messages(source.plan, dates))


def _place(source: Source, item: DeadlineItem) -> Evidence:
    return source.of(item) if item.table is not None else source.sentence(item.id, item.span, item.page)


def _dates(plan: Plan, span: Span) -> list[DeadlineItem]:
    """The dates told in a stretch."""
    return [item for item in plan.deadlines
            if span.start <= item.span.start and item.span.end <= span.end and (item.start or item.end)]


def _opening(plan: Plan, section: Section) -> Span:
    """Heading and first sentence of a section."""
    return Span(section.heading_span.start, _sentence_end(plan, section.heading_span.end, section.span.end))


def _sentence_end(plan: Plan, start: int, end: int) -> int:
    """Where the first sentence that holds words ends."""
    at = start
    while at < end and (plan.text[at].isspace() or plan.text[at] in "。：:"):
        at += 1
    stop = min((found for mark in "。；;" if (found := plan.text.find(mark, at, end)) >= 0), default=end - 1)
    return min(stop + 1, end)


def _innermost(plan: Plan, span: Span) -> str | None:
    holding = [section for section in plan.sections if section.span.start <= span.start and span.end <= section.span.end]
    return max(holding, key=lambda section: section.span.start).id if holding else None


def _name(plan: Plan, section: Section, dates: Sequence[DeadlineItem]) -> str:
    """The title of a stage without its dates; the opening words where it has no title."""
    if section.title is not None:
        start = section.heading_span.start
        return _LABEL.sub("", _cut(plan.text[start:section.heading_span.end], start, dates).removeprefix(section.label))
    span = _opening(plan, section)
    words = _cut(plan.text[span.start:span.end], span.start, dates)
    return _short(_LABEL.sub("", words.removeprefix(words_of(section.label))))


def _cut(words: str, start: int, dates: Sequence[DeadlineItem]) -> str:
    """Words without the dates in them and the brackets around those; up to the first mark behind the name."""
    kept = "".join("\x00" if any(one.span.start <= start + at < one.span.end for one in dates) else char
                   for at, char in enumerate(words))
    kept = re.sub(r"[(（][^()（）]*\x00[^()（）]*[)）]", "\x01", kept)
    kept = re.sub(r"[\x00]+", "\x01", kept)
    parts = [part.strip(_EMPTY + "\n\t\u3000") for part in kept.split("\x01")]
    named = next((part for part in parts if part and _STAGE.search(part)), next((part for part in parts if part), ""))
    return _short(words_of(named))


def _short(words: str) -> str:
    """The first clause of a name."""
    clause = re.split("[。;:,]", words, maxsplit=1)[0]
    return clause if len(clause) <= _OPENING else clause[:_OPENING - 1] + "…"
