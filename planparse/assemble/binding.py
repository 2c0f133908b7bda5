"""What targets take from their surroundings: targets and responsibilities in, targets with code and units out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planparse.assemble.naming import code_of
from planparse.assemble.place import cell_at
from planparse.model.plan import Indicator, Responsibility, Section, Target
from planparse.model.structure import Reading
from planparse.text.fold import fold

_SENTENCE = 200      # so much of a sentence in front of a target is looked at


def bound(reading: Reading, targets: Sequence[Target], duties: Sequence[Responsibility],
          sections: Sequence[Section], title: str | None) -> list[Target]:
    """Each target with its canonical indicator code and the names of the units its sentence or section binds.

    `title` is the plan's own.
    """
    parents = {section.id: section.parent for section in sections}
    titles = {section.id: section.title or "" for section in sections}
    labels: dict[str | None, list[Responsibility]] = {}
    told: dict[int, list[Responsibility]] = {}
    rows = _of_rows(reading, duties)
    for duty in duties:
        if duty.table is not None:
            continue
        if duty.cue == "narrative":
            told.setdefault(_paragraph(reading, duty.span.start), []).append(duty)
        else:
            labels.setdefault(_answers_for(duty, titles, parents), []).append(duty)
    text = reading.document.text
    above = _Above(parents, titles, title)
    named = [target.model_copy(update={"indicator": _coded(text, target, above)}) for target in targets]
    return [_bound(target, rows.get((target.table, target.row), target.responsible) if target.table else [],
                   _subject(text, target, told.get(_paragraph(reading, target.span.start), ())), labels, parents)
            for target in named]


def _of_rows(reading: Reading, duties: Sequence[Responsibility]) -> dict[tuple[str | None, int | None], list[str]]:
    """The names of the units that each row of a table names."""
    rows: dict[tuple[str | None, int | None], list[str]] = {}
    for duty in duties:
        cell = cell_at(reading, reading.flow.flat(duty.span.start))[1] if duty.table is not None else None
        for row in range(cell.row, cell.row + cell.rowspan) if cell is not None else ():
            rows.setdefault((duty.table, row), []).extend(unit.name for unit in duty.units)
    return rows


def _answers_for(duty: Responsibility, titles: dict[str, str], parents: dict[str, str | None]) -> str | None:
    """The section a statement binds: the one above where its own is nothing but the statement (2.责任单位)."""
    section = duty.section
    if section is not None and duty.cue in titles[section] and parents.get(section) is not None:
        return parents[section]
    return section


def _subject(text: str, target: Target, told: Sequence[Responsibility]) -> list[Responsibility]:
    """The narrative statement whose sentence the target stands in: the last one in front of it without a full stop between."""
    near = [duty for duty in told if duty.span.start <= target.span.start
            and "。" not in text[duty.span.start:target.span.start]]
    return near[-1:]


def _bound(target: Target, of_row: Sequence[str], told: Sequence[Responsibility], labels: dict[str | None, list[Responsibility]],
           parents: dict[str, str | None]) -> Target:
    section, duties = target.section, labels.get(target.section, [])
    while not duties and not of_row and section is not None:
        section = parents.get(section)
        duties = labels.get(section, []) if section is not None else []
    names = [*of_row, *(unit.name for duty in [*told, *([] if of_row else duties)] for unit in duty.units)]
    return target.model_copy(update={"responsible": list(dict.fromkeys(names))})


@dataclass(frozen=True, slots=True)
class _Above:
    """The titles of sections by id, with their parents, and the plan's own title."""

    parents: dict[str, str | None]
    titles: dict[str, str]
    plan: str | None

    def of(self, section: str | None) -> list[str]:
        """The titles above a place, nearest first."""
        found = []
        while section is not None:
            found.append(self.titles[section])
            section = self.parents.get(section)
        return [fold("".join(title.split())) for title in (*found, self.plan) if title]


def _coded(text: str, target: Target, above: _Above) -> Indicator:
    """The indicator with its canonical code."""
    words = fold("".join(target.indicator.text.split()))
    start = text.rfind("。", max(0, target.span.start - _SENTENCE), target.span.start) + 1
    line = text.rfind("\n", start, target.span.start) + 1
    front = fold("".join(text[max(start, line, target.span.start - _SENTENCE):target.span.start].split()))
    return target.indicator.model_copy(update={
        "code": code_of(words, target.unit, target.growth, front, above.of(target.section))})


def _paragraph(reading: Reading, offset: int) -> int:
    return reading.flow.paragraph_at(reading.flow.flat(offset)).index
