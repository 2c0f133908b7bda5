"""Plans in, the stages of their schedules out: dated headings and paragraphs of the schedule, or the rows of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planparse.compare.evidence import Source
from planparse.compare.spending import words_of
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
        stages = list(_headed(plan, source)) or list(_paragraphs(plan, source)) or list(_tabled(plan, source))
        found += sorted(stages, key=lambda stage: (stage.start or stage.end or "9999", stage.end or "9999", stage.evidence.span))
    return found


def _headed(plan: str, source: Source) -> Iterator[Stage]:
    """Sections of the schedule whose heading, or first sentence where no sibling's heading does, tells a date."""
    sections = [section for section in source.plan.sections if section.kind == "schedule"]
    titled = {section.id: found for section in sections
              if (found := _dates(source.plan, section.heading_span)) and section.title is not None}
    siblings = _stages_among(sections, titled)
    if not siblings:
        opening = {section.id: found for section in sections if (found := _dates(source.plan, _opening(source.plan, section)))}
        named = {section.id: opening[section.id] for section in sections
                 if section.id in opening and _STAGE.search(_name(source.plan, section, opening[section.id]))}
        titled, siblings = named, _stages_among(sections, named)
    for section in sections:
        if section.id in siblings:
            dates = titled[section.id]
            yield _stage(plan, _name(source.plan, section, dates), dates,
                         source.sentence(dates[0].id, dates[0].span, dates[0].page))


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


def _paragraphs(plan: str, source: Source) -> Iterator[Stage]:
    """Paragraphs of the schedule without a number of their own that open with a stage and its dates."""
    for section in source.plan.sections:
        if section.kind != "schedule":
            continue
        for span in source.plan.paragraphs:
            if not (section.heading_span.end <= span.start and span.end <= section.span.end):
                continue
            opening = Span(span.start, _sentence_end(source.plan, span.start, span.end))
            dates = _dates(source.plan, opening)
            name = _cut(source.plan.text[opening.start:opening.end], opening.start, dates)
            if dates and _STAGE.search(name) and _innermost(source.plan, span) == section.id:
                yield _stage(plan, name, dates, source.sentence(dates[0].id, dates[0].span, dates[0].page))


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
        head, first = None, {}
        for number, cells in enumerate(source.rows(table)):
            said = [cell for cell in cells if cell.text.strip()]
            if number not in dated:
                if len({cell.span for cell in said}) == 1 and number >= len(table.header):
                    head = _LABEL.sub("", words_of(said[0].text))
                continue
            name = head or _row_name(said, dated[number])
            groups.setdefault(name, []).extend(dated[number])
            first.setdefault(name, source.of(dated[number][0]))
        for name, held in groups.items():
            yield _stage(plan, name, held, first[name])


def _row_name(cells: Sequence[TableCell], dates: Sequence[DeadlineItem]) -> str:
    """The first cell of a row that is neither its number nor its date."""
    for cell in cells:
        if not _ORDER.match(cell.text) and not any(cell.span.start <= one.span.start < cell.span.end for one in dates):
            return _short(words_of(cell.text))
    return ""


def _stage(plan: str, name: str, dates: Sequence[DeadlineItem], evidence: Evidence) -> Stage:
    starts, ends = [one.start for one in dates if one.start], [one.end for one in dates if one.end]
    open_start = len(dates) == 1 and dates[0].start is None
    return Stage(plan=plan, stage=name, start=None if open_start else min(starts, default=None), end=max(ends, default=None),
                 evidence=evidence)


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
