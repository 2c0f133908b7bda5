"""Which words of a table count as prose: those of task rows that the text around the table does not say as well.

A table of tasks that restates the sections adds nothing; one that is itself the plan (任务清单) is read like prose.
"""

from __future__ import annotations

from collections.abc import Sequence

from planparse.model.mention import Quantity
from planparse.model.structure import Grid, Reading

_KINDS, _ROLES = ("duties", "schedule"), ("task", "content")
_SENTENCE = 8         # characters of a form's value that may be a sentence
_AROUND = 10          # characters beside a quantity that tell what it is of
_SHARED = 3           # pairs of characters that the same statement shares


class TableProse:
    """The quantities of one text, to be asked about those in tables."""

    def __init__(self, reading: Reading, found: Sequence[Quantity]) -> None:
        self._reading = reading
        self._grids = [grid for grid in reading.grids if grid.kind in _KINDS or grid.form_rows]
        self._told: dict[tuple[object, ...], list[set[str]]] = {}
        for one in found if self._grids else ():
            if reading.flow.paragraph_at(one.number_start).table is None:
                self._told.setdefault(_key(one), []).append(self._around(one))

    def states(self, one: Quantity) -> bool:
        """Whether a quantity in a table is a statement of its own."""
        grid = next((grid for grid in self._grids if grid.start <= one.number_start < grid.end), None)
        if grid is None or not _in_task(grid, one.number_start):
            return False
        around = self._around(one)
        return all(len(around & told) < _SHARED for told in self._told.get(_key(one), ()))

    def _around(self, one: Quantity) -> set[str]:
        text = self._reading.flow.text
        words = text[max(0, one.start - _AROUND):one.start] + "|" + text[one.end:one.end + _AROUND]
        return {words[at:at + 2] for at in range(len(words) - 1) if "\n" not in words[at:at + 2]}


def _key(one: Quantity) -> tuple[object, ...]:
    return (one.value, one.value_max, one.unit)


def _in_task(grid: Grid, at: int) -> bool:
    """Whether a place lies in a cell that tells what is to be done."""
    if any(cell is not None and cell.start <= at < cell.end and cell.end - cell.start > _SENTENCE
           for row in grid.rows[:grid.form_rows] for cell in row):
        return True
    columns = {column.index for column in grid.columns if column.role in _ROLES}
    return any(cell is not None and number in columns and cell.start <= at < cell.end
               for row in grid.rows[grid.head_rows:] for number, cell in enumerate(row))
