"""Which deadline governs a target: its sentence, its paragraph, the lead-in of its list, its headings.

>>> lead_in_ends("到2025年,主要目标如下:")
True
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planparse.assemble.labelled_dates import choose
from planparse.assemble.scope import Scoped, ancestors, heading_of
from planparse.model.flow import Paragraph
from planparse.model.mention import Period
from planparse.model.plan import Deadline
from planparse.model.structure import Heading, Reading

#: A list is led in by a paragraph at most so many paragraphs in front.
_FAR = 60
_FIGURE_RUN = re.compile(r"\d[\d.]*[^、和,。;\d]{1,6}(?:[、和]\d[\d.]*[^、和,。;\d]{1,6})+")
_FIGURE = re.compile(r"\d")
_CLAUSE_END = re.compile("[,;。]")
_MEMBER = re.compile(r"[、和]")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods that end on a date, and those that only begin, with their starts for bisection."""

    dated: tuple[Period, ...]
    starts: tuple[int, ...]
    open_starts: tuple[int, ...]


def calendar(times: Sequence[Period]) -> Calendar:
    """Sort a text's periods once for all its targets."""
    dated = tuple(one for one in times if one.last is not None)
    return Calendar(dated, tuple(one.start for one in dated),
                    tuple(one.start for one in times if one.last is None and one.first is not None))


def governing_deadline(reading: Reading, times: Calendar, scoped: Scoped) -> Deadline | None:
    """The nearest period in front in the same sentence, else behind in it; else in front in the same paragraph;
    else in the paragraph that leads the list in; else in the headings above, innermost first."""
    dated, starts = times.dated, times.starts
    at = scoped.quantity.number_start
    first, last = scoped.sentence
    if one := _respective(reading.flow.text, dated, starts, first, at):
        return deadline_of(one)
    if one := _last_between(dated, starts, first, at) or _behind(reading.flow.text, dated, starts, at, last):
        return deadline_of(one)
    if bisect_left(times.open_starts, at) > bisect_left(times.open_starts, first):
        return None                               # 自2025年起每年…: open-ended by its own words
    if scoped.paragraph.table is not None and (one := of_its_row(reading, times, at)):
        return deadline_of(one)
    for low, high in _in_front(reading, times, scoped):
        if one := _of_label(reading.flow.text, times, low, high, scoped) or _last_between(dated, starts, low, high):
            return deadline_of(one)
    return _preamble(reading, times, at)


def _in_front(reading: Reading, times: Calendar, scoped: Scoped) -> Iterator[tuple[int, int]]:
    """The stretches whose dates may govern a target, nearest first: its paragraph, what leads its list in, its headings."""
    yield scoped.paragraph.start, scoped.sentence[0]
    for paragraph in _lead_ins(reading, times, scoped):
        yield paragraph.start, paragraph.end
    for heading in ancestors(reading, heading_of(reading, scoped.quantity.number_start)):
        yield heading.start, _heading_reach(reading, heading)


def _of_label(text: str, times: Calendar, low: int, high: int, scoped: Scoped) -> Period | None:
    """初级培训完成时限:…,其余培训完成时限:…: the date whose label speaks of the target's clause."""
    inside = times.dated[bisect_left(times.starts, low):bisect_left(times.starts, high)]
    if len(inside) < 2:
        return None
    stop = _CLAUSE_END.search(text, scoped.quantity.end, scoped.sentence[1])
    return choose(text, inside, text[scoped.clause:stop.start() if stop else scoped.sentence[1]])


def _preamble(reading: Reading, times: Calendar, at: int) -> Deadline | None:
    """2027年全县办好20件实事,安排如下。 in front of the first heading leads in all that is below."""
    if not reading.outline or at < reading.outline[0].start:
        return None
    paragraph = reading.flow.paragraph_at(reading.outline[0].start)
    above = reading.flow.paragraphs[paragraph.index - 1] if paragraph.index else None
    if above is None or not lead_in_ends(reading.flow.text[above.start:above.end]):
        return None
    one = _last_between(times.dated, times.starts, above.start, above.end)
    return deadline_of(one) if one is not None and (
        reading.flow.text[one.start - 1] in ",。;\n" and reading.flow.text[one.end] != "是") else None


def _respective(text: str, dated: Sequence[Period], starts: Sequence[int], low: int, at: int) -> Period | None:
    """2023年、2024年分别建成20个、30个: as many figures as years, each with its own."""
    apart = text.rfind("分别", low, at)
    if apart < 0:
        return None
    run: list[Period] = []
    for one in reversed(dated[bisect_left(starts, low):bisect_left(starts, apart)]):
        between = text[one.end:run[-1].start if run else apart]
        if between not in ("", "、", "和") and (run or _FIGURE.search(between) or ";" in between):
            break                                 # 到2026年和2028年,森林覆盖率分别达到45%和48%
        run.append(one)
    figures = _FIGURE_RUN.search(text, apart, at + 40)
    if len(run) < 2 or figures is None:
        return None
    members = _MEMBER.split(figures.group())
    before = len(_MEMBER.split(text[figures.start():at])) - 1 if at > figures.start() else 0
    return run[::-1][before] if len(members) == len(run) and before < len(run) else None


def lead_in_ends(text: str) -> bool:
    """Whether a paragraph announces the list behind it."""
    return text.endswith((":", "--", "以下目标", "如下")) or text.rstrip("。").endswith(("目标如下", "如下", "以下目标"))


def deadline_of(one: Period) -> Deadline:
    """A period as the deadline it sets."""
    return Deadline(start=one.first.isoformat() if one.first else None, end=one.last.isoformat() if one.last else None)


def _last_between(dated: Sequence[Period], starts: Sequence[int], low: int, high: int) -> Period | None:
    at = bisect_left(starts, high) - 1
    return dated[at] if at >= 0 and dated[at].start >= low else None


def _first_between(dated: Sequence[Period], starts: Sequence[int], low: int, high: int) -> Period | None:
    at = bisect_left(starts, low)
    return dated[at] if at < len(dated) and dated[at].start < high else None


def of_its_row(reading: Reading, times: Calendar, at: int) -> Period | None:
    """The last day named in the time column of the table row a target stands in (完成时限: 2026年11月底前)."""
    grid = next((grid for grid in reading.grids if grid.start <= at < grid.end), None)
    columns = [column.index for column in grid.columns if column.role == "time"] if grid is not None else []
    if grid is None or not columns:
        return None
    row = next((row for row in grid.rows[grid.head_rows:] if any(
        cell is not None and cell.start <= at < cell.end for cell in row)), None)
    cells = [cell for number in columns if row is not None and (cell := row[number]) is not None]
    found = [one for cell in cells if (one := _last_between(times.dated, times.starts, cell.start, cell.end)) is not None]
    return max(found, key=lambda one: one.last or date.min, default=None)


def _behind(text: str, dated: Sequence[Period], starts: Sequence[int], low: int, high: int) -> Period | None:
    """The first period behind in the sentence; not one that opens a later part: 建成基地3个;2025年底前,覆盖率达到90%."""
    one = _first_between(dated, starts, low, high)
    return None if one is not None and text[one.start - 1] == ";" else one


def _dated(times: Calendar, paragraph: Paragraph) -> bool:
    return _first_between(times.dated, times.starts, paragraph.start, paragraph.end) is not None


def _lead_ins(reading: Reading, times: Calendar, scoped: Scoped) -> list[Paragraph]:
    """Paragraphs in front that lead in the list a target stands in, nearest first."""
    flow, found = reading.flow, []
    heading = heading_of(reading, scoped.quantity.number_start)
    chain = ancestors(reading, heading)
    goals = heading is not None and heading.kind == "goals"
    listed = scoped.paragraph
    for one in chain:
        owner = flow.paragraph_at(one.start)
        for index in range(listed.index - 1, max(owner.index, listed.index - _FAR) - 1, -1):
            paragraph = flow.paragraphs[index]
            if paragraph.table is not None:
                break
            words = flow.text[paragraph.start:paragraph.end]
            if words.startswith("--"):
                continue
            if not _belongs(reading, paragraph, one):
                continue
            if lead_in_ends(words) or (goals and one.kind == "goals" and _dated(times, paragraph)):
                found.append(paragraph)
                break
        listed = owner
    return found


def _belongs(reading: Reading, paragraph: Paragraph, heading: Heading) -> bool:
    """Whether a paragraph is a heading's own, not one of its subsections'."""
    owner = heading_of(reading, paragraph.start)
    return owner is not None and owner.index == heading.index


def _heading_reach(reading: Reading, heading: Heading) -> int:
    """How far a heading's own words go: the title, and a bracket right behind it."""
    text = reading.flow.text
    paragraph = reading.flow.paragraph_at(heading.start)
    end = heading.heading_end
    while end < paragraph.end and text[end] in "。,:":
        end += 1
    if end < paragraph.end and text[end] == "(":
        close = text.find(")", end, paragraph.end)
        end = close + 1 if close >= 0 else paragraph.end
    return end
