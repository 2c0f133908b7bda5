"""Works listed inside one paragraph: table rows that no section restates in, the stretch of prose that does out.

Of a paragraph 购置分拣机3台；改造仓库2座。 the row 改造仓库2座 restates the second part, not the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from planparse.assemble.works import Statement, core, first_clause
from planparse.model.structure import Reading
from planparse.structure.grids import cell_text

_PART_ENDS = re.compile(r"[。;\n]")
_LEAST, _PREFIX = 6, 12
_PART = 0.7


def inline_works(reading: Reading, works: Sequence[Statement], rows: Sequence[Statement],
                 taken: Mapping[int, int]) -> dict[int, Statement]:
    """For rows that restate a part of a section's text, that part as a statement of its own.

    `works` are the first statements of the works so far, `taken` the rows that were matched to one of them.
    """
    leaves = sorted((work.spans[0], number) for number, work in enumerate(works) if work.row is None and not work.inner)
    starts = [span[0] for span, _ in leaves]
    found: dict[int, Statement] = {}
    parted: set[int] = set()
    for number, row in enumerate(rows):
        if number not in taken and (made := _located(reading, row, leaves, starts)) is not None:
            parted.add(made[0])
            found[number] = _placed(works[made[0]], made[1])
    for number, work in taken.items():
        if work in parted and (made := _located(reading, rows[number], leaves, starts)) is not None \
                and made[0] == work:
            found[number] = _placed(works[work], made[1])
    return found


def _placed(leaf: Statement, part: Statement) -> Statement:
    """A part in its section, bound by what binds the section."""
    return replace(part, section=leaf.section, group=leaf.group, bound=leaf.bound)


def _located(reading: Reading, row: Statement, leaves: Sequence[tuple[tuple[int, int], int]],
             starts: Sequence[int]) -> tuple[int, Statement] | None:
    text = reading.flow.text
    words = _name(reading, row)
    at = -1
    while len(words) >= _LEAST and (at := text.find(words[:_PREFIX], at + 1)) >= 0:
        place = bisect_right(starts, at) - 1
        if place < 0 or at >= leaves[place][0][1]:
            continue
        (start, end), leaf = leaves[place]
        stop = _PART_ENDS.search(text, at + min(len(words), _PREFIX) - 1)
        last = min(stop.start() if stop else end, end)
        if last - at < _PART * (end - start) and at > start:
            part = text[at:last]
            return leaf, Statement(((at, last),), first_clause(part), (core(part),), "", None)
    return None


def _name(reading: Reading, row: Statement) -> str:
    """The row's own words as they stand in its cell."""
    return "" if row.row is None else cell_text(reading.flow, row.row.name).rstrip("。;")
