"""Tables filled in like a form (项目名称 | 冷库改造 | 主管部门 | 县商务局): rows in, how many are such, and label with value out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planparse.model.flow import Flow
from planparse.model.structure import Grid, GridCell
from planparse.structure.columns import role_of
from planparse.structure.figures import figure

_LABEL = 14          # characters of a label at most
_LEAST = 2           # rows that make a form


def form_rows(flow: Flow, rows: Sequence[tuple[GridCell | None, ...]]) -> int:
    """How many of the rows, from the first, are labels each followed by its value; 0 where fewer than two are."""
    count = labelled = 0
    for number, row in enumerate(rows):
        cells = _cells(row)
        words = [_text(flow, cell) for cell in cells]
        if not any(words):
            break
        if len(cells) == 1 and number == 0:
            continue                              # the table's title
        if labelled and len(cells) == 2 and 2 <= len(words[0]) <= _LABEL < len(words[1]):
            count = number + 1                    # 总体目标 | a sentence
            continue
        if len(cells) % 2 or not all(_is_label(word) for word in words[::2]) or any(
                _is_label(word) for word in words[1::2] if word):
            break
        labelled += 1
        count = number + 1
    return count if labelled >= _LEAST else 0


def form_pairs(flow: Flow, grid: Grid) -> Iterator[tuple[GridCell, str, GridCell]]:
    """Label, what it means (a role of columns), and value, for each pair of a form that holds words."""
    for row in grid.rows[:grid.form_rows]:
        cells = _cells(row)
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            role = role_of(_text(flow, label).rstrip(":"))
            if role is not None and value.end > value.start:
                yield label, role, value


def _cells(row: Sequence[GridCell | None]) -> list[GridCell]:
    return [cell for cell in dict.fromkeys(row) if cell is not None]


def _text(flow: Flow, cell: GridCell) -> str:
    return flow.text[cell.start:cell.end].replace("\n", "")


def _is_label(words: str) -> bool:
    """A short head that the lexicon knows and that is no number: 项目名称, 资金总额(万元), 其中:财政拨款."""
    bare = words.rstrip(":")
    return 0 < len(bare) <= _LABEL and figure(bare) is None and role_of(bare) is not None
