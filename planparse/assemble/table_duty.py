"""Cells of units in tables (牵头单位, 配合单位, 责任单位): a Reading in, one responsibility for each such cell out.

Under 牵头单位 | 配合单位 the cells 县商务局 and 县财政局、各乡镇人民政府 lead and support; 县商务局牵头，县财政局配合 in a
cell under 责任单位 says the roles by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planparse.extract.assignment import is_unit
from planparse.extract.party import level_prefix, units
from planparse.lexicon.load import alternation
from planparse.model.mention import Assignment, Party
from planparse.model.structure import Column, GridCell, Reading
from planparse.structure.figures import is_nothing
from planparse.structure.grids import cell_text

_LEADS = re.compile(rf"{alternation('duties', 'label', 'lead')}|牵头|主责|第一责任")
_PERSON = re.compile(r"(?:责任|牵头|分管|包联|联系|挂钩|督导)(?:领导|人)|负责人|联系人|领导")
_UNITS_TOO = re.compile("单位|部门|主体|科室|处室|股室|机构")
_LABEL = re.compile(rf"(?:(?P<lead>{alternation('duties', 'label', 'lead')})|(?P<support>"
                    rf"{alternation('duties', 'label', 'support')})|{alternation('duties', 'label', 'none')}):")
_SENTENCE = re.compile(r"[。!?“”%]|\d{2}")
_LONGEST = 24         # characters of a name that does not end as names of units do


def table_duties(reading: Reading) -> list[Assignment]:
    """The statements in reading order; cells that name nobody (-, 无) or persons give none."""
    found: dict[tuple[int, int], Assignment] = {}
    for grid in reading.grids:
        columns = [column for column in grid.columns if column.role in ("lead", "support")]
        if grid.kind == "members" or not columns:
            continue
        for number, row in enumerate(grid.rows[grid.head_rows:], grid.head_rows):
            level: str | None = None          # 县商务局 | 财政局: the second is the county's, too
            for column in columns:
                cell = row[column.index]
                if cell is None or (cell.row, cell.column) != (number, column.index):
                    continue
                if is_nothing(cell_text(reading.flow, cell)):
                    continue
                if (made := _statement(reading.flow.text, column, cell, level)) is not None:
                    found[made.start, made.end] = made
                    level = next((own for one in made.parties if (own := level_prefix(one.name))), level)
    return [found[key] for key in sorted(found)]


def _statement(text: str, column: Column, cell: GridCell, level: str | None) -> Assignment | None:
    head = column.head.rpartition("/")[2]
    persons = _PERSON.search(head) is not None and not _UNITS_TOO.search(head)
    role = "support" if column.role == "support" else "lead" if _LEADS.search(head) else None
    start, end = cell.start, cell.end
    while end > start and text[end - 1] in "\n。;":
        end -= 1
    parties = tuple(party for party in _parties(text, start, end, role, level)
                    if _is_name(party.name) and (not persons or is_unit(party.name)))
    return Assignment(start, end, "responsibility/table", head, parties) if parties else None


def _parties(text: str, start: int, end: int, role: str | None,
             prefix: str | None) -> Iterator[Party]:
    """The units of a cell: label by label where it has labels, else line by line where each line is whole."""
    labels = list(_LABEL.finditer(text, start, end))
    if labels:
        yield from units(text, start, labels[0].start(), role=role, prefix=prefix) if labels[0].start() > start else ()
        for number, label in enumerate(labels):
            after = labels[number + 1].start() if number + 1 < len(labels) else end
            own = "lead" if label["lead"] else "support" if label["support"] else role
            yield from units(text, label.end(), after, role=own, prefix=prefix)
        return
    for first, last in _lines(text, start, end):
        listed = units(text, first, last, role=role, prefix=prefix)
        prefix = next((level for one in listed if (level := level_prefix(one.name))), prefix)
        yield from listed


def _lines(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The lines of a cell where each ends with a name of its own, else the whole cell."""
    lines: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    whole = len(lines) > 1 and all(
        text[last - 1] not in "、,;" and is_unit(text[first:last].replace(",", "、").rpartition("、")[2]) for first, last in lines)
    return lines if whole else [(start, end)]


def _is_name(name: str) -> bool:
    """A unit's name, or other words short enough to be one (项目业主, 县城投公司)."""
    return is_unit(name) or (1 < len(name) <= _LONGEST and not _SENTENCE.search(name))
