"""Tables of the document in, tables understood (head rows, named columns, caption, unit) out.

A head 编号 | 项目名称 | 省级补助(单位:万元) names the columns order, content and money with the factor 10000; a table
that goes on behind a page break, with its head repeated or without one, is one Grid with its first part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse.model.document import Cell, Document, Table
from planparse.model.flow import Flow, Paragraph
from planparse.model.structure import Column, Grid, GridCell, Heading
from planparse.structure.align import align
from planparse.structure.columns import FACTORS, UNIT_LINE, column, role_of
from planparse.structure.figures import figure
from planparse.structure.forms import form_rows

Row = tuple[GridCell | None, ...]
_HEAD_DEPTH = 10
_YEARED = re.compile(r"20\d\d年.")
_KEYED = re.compile(r"[^(:]{2,12}:.")
_SHARES = re.compile(r"(?:任务|指标|目标).{0,6}(?:分解|分配|下达|计划)")
_CAPTION_MONEY = re.compile(r"(?:\((?:单位:?)?|单位:)(?:人民币)?(百万元|千万元|万元|亿元|千元|元)(?:\)|$)")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table with its cells placed in the flow, before its columns are named."""

    table: int
    rows: tuple[Row, ...]
    width: int
    merged: bool
    first: int                    # index of its first and last paragraph in the flow
    last: int
    pages: tuple[int, ...]


def grids(document: Document, flow: Flow, outline: tuple[Heading, ...]) -> tuple[Grid, ...]:
    """One Grid for each table; a table that continues over a page break is one Grid."""
    if not document.tables:
        return ()
    held: dict[int, list[Paragraph]] = {}
    for paragraph in flow.paragraphs:
        if paragraph.table is not None:
            held.setdefault(paragraph.table, []).append(paragraph)
    found: list[Grid] = []
    previous: _Draft | None = None
    printed_so = document.source.reader != "plain"       # a format with cells of its own tells where each stands
    for number, table in enumerate(document.tables):
        if not (paragraphs := held.get(number)) or not table.cells:
            continue
        draft = _draft(flow, number, table, paragraphs)
        grid = _understand(document, flow, draft, printed_so)
        if previous is not None and (joined := _continued(flow, found[-1], previous, grid, draft, printed_so)) is not None:
            found[-1] = joined
        else:
            if previous is not None:
                grid = _with_heads_of(flow, found[-1], previous, grid, draft)
            found.append(replace(grid, index=len(found)))
        previous = draft
    return tuple(found)


def cells_of(found: Sequence[Grid]) -> tuple[tuple[int, int, str, GridCell], ...]:
    """The cells that hold words, in the order of the text: start, end, id of the table, the cell."""
    cells = {(cell.start, cell.end): (cell.start, cell.end, grid.id, cell)
             for grid in found for row in grid.rows for cell in row if cell is not None and cell.end > cell.start}
    return tuple(cells[key] for key in sorted(cells))


def cell_text(flow: Flow, cell: GridCell | None) -> str:
    """A cell's folded text on one line."""
    return "" if cell is None else flow.text[cell.start:cell.end].replace("\n", "")


def _draft(flow: Flow, number: int, table: Table, paragraphs: Sequence[Paragraph]) -> _Draft:
    places: dict[tuple[int | None, int | None], tuple[int, int]] = {}
    for paragraph in paragraphs:
        key = (paragraph.row, paragraph.column)
        start, end = places.get(key, (paragraph.start, paragraph.end))
        places[key] = (min(start, paragraph.start), max(end, paragraph.end))
    rows: list[list[GridCell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        start, end = places.get((cell.row, cell.column)) or _nowhere(flow, cell)
        made = GridCell(start, end, cell.row, cell.column, max(1, cell.rowspan), max(1, cell.colspan))
        for row in range(cell.row, min(cell.row + made.rowspan, table.rows)):
            for place in range(cell.column, min(cell.column + made.colspan, table.columns)):
                rows[row][place] = made
    merged = any(cell.rowspan > 1 or cell.colspan > 1 for cell in table.cells)
    return _Draft(number, tuple(tuple(row) for row in rows), table.columns, merged,
                  paragraphs[0].index, paragraphs[-1].index, table.pages)


def _nowhere(flow: Flow, cell: Cell) -> tuple[int, int]:
    """The place of a cell that has no paragraph: an empty stretch where it would stand."""
    at = flow.flat(cell.span.start)
    return at, at


def _texts(flow: Flow, row: Row) -> list[str]:
    return [cell_text(flow, cell) for cell in row]


def _understand(document: Document, flow: Flow, draft: _Draft, printed_so: bool) -> Grid:
    """Name the columns of one table and, in a table without merged cells, put slipped cells back."""
    first, depth = _head(flow, draft)
    form = form_rows(flow, draft.rows)
    if form > first:
        first = depth = 0
    place, unit = _above(flow, draft, first, form)
    above = None if place is None else flow.text[place[0]:place[1]].replace("\n", "")
    printed = None if place is None else "".join(document.text[slice(*flow.span(*place))].split())
    heads = _heads(flow, draft, first, depth)
    columns = tuple(column(number, names, unit) for number, names in enumerate(heads))
    if form and not depth:
        columns = tuple(Column(number, "other", "") for number in range(draft.width))
    columns = _settle(flow, draft, columns, depth, unit, above)
    rows = draft.rows
    if not draft.merged and depth:
        roles = [one.role for one in columns]
        rows = rows[:depth] + tuple(row if printed_so and None not in row else _aligned(flow, row, roles)
                                    for row in rows[depth:])
    rows = rows[:depth] + tuple(row for row in rows[depth:] if not _repeats(flow, row, rows[first:depth]))
    return Grid(-1, draft.table, flow.paragraphs[draft.first].start, flow.paragraphs[draft.last].end,
                "form" if form and not depth else _kind(columns, above), printed, unit, depth, columns, _numbered(rows),
                draft.pages, form)


def _head(flow: Flow, draft: _Draft) -> tuple[int, int]:
    """The head's first row and the number of rows in front of the body (0: the table has no head)."""
    candidates = [number for number in range(min(_HEAD_DEPTH, len(draft.rows))) if _is_head(flow, draft.rows[number])]
    if not candidates:
        return 0, 0
    number = candidates[0]
    if not _all_known(flow, draft.rows[number]):
        number = next((one for one in candidates[1:] if _all_known(flow, draft.rows[one])), number)
    last = number
    for cell in draft.rows[number]:
        if cell is not None and cell.end > cell.start and cell.rowspan < 4:
            last = max(last, cell.row + cell.rowspan - 1)
    while last + 1 < min(number + 3, len(draft.rows) - 1) and _is_head(flow, draft.rows[last + 1], below=True):
        if _repeats(flow, draft.rows[last + 1], draft.rows[number:number + 1]):
            break
        last += 1
    return number, min(last + 1, len(draft.rows))


def _all_known(flow: Flow, row: Row) -> bool:
    """Three words or more, each a head of the lexicon: a surer head than a line such as 项目名称 | 冷库改造."""
    words = [text for cell in dict.fromkeys(row) if (text := cell_text(flow, cell))]
    return len(words) >= 3 and all(role_of(word) is not None for word in words)


def _is_head(flow: Flow, row: Row, below: bool = False) -> bool:
    """A row of column heads: short words, no numbers, at least two (or its only one) known to the lexicon."""
    cells = {id(cell): cell for cell in row if cell is not None and cell.end > cell.start}
    words = [cell_text(flow, cell) for cell in cells.values()]
    if len(words) < 2 or any(len(word) > 24 or _KEYED.match(word) for word in words):
        return False
    roles = [role_of(word) for word in words]
    known = sum(role is not None for role in roles)
    if any(figure(word) is not None and role is None and not _YEARED.match(word) for word, role in zip(words, roles, strict=True)):
        return False
    if below:
        return known * 3 >= len(words) * 2
    if roles[0] == "order" and len(words) > 2:
        return True
    return known * 2 >= len(words) and (known >= 2 or roles[0] in ("order", "task", "indicator", "content")
                                        or roles[-1] in ("money", "sum", "time"))


def _heads(flow: Flow, draft: _Draft, first: int, depth: int) -> list[list[str]]:
    """The heads over each column, outermost first; an outer head without lines reaches over empty places."""
    heads: list[list[str]] = [[] for _ in range(draft.width)]
    levels = [_texts(flow, row) for row in draft.rows[first:depth]]
    for number, words in enumerate(levels):
        carried = ""
        for place, word in enumerate(words):
            below = number + 1 < len(levels) and levels[number + 1][place]
            carried = word or (carried if below else "")
            heads[place].append(carried)
    return heads


def _above(flow: Flow, draft: _Draft, first: int, form: int) -> tuple[tuple[int, int] | None, str | None]:
    """The place of the caption and the unit of a table: title rows inside it, then the paragraphs above it."""
    inside: list[tuple[int, int]] = []
    for row in draft.rows[:first]:
        places = [(cell.start, cell.end) for cell in dict.fromkeys(row) if cell is not None and cell.end > cell.start]
        inside += places if len(places) == 1 or (len(places) == 2 and not form) else []
    outside: list[tuple[int, int]] = []
    for paragraph in flow.paragraphs[max(0, draft.first - 3):draft.first][::-1]:
        if paragraph.table is not None:
            break
        outside.append((paragraph.start, paragraph.end))
    caption = unit = None
    for number, place in enumerate(inside + outside):
        word = flow.text[place[0]:place[1]].replace("\n", "")
        if unit is None and (found := UNIT_LINE.fullmatch(word)):
            unit = found[1]
        elif caption is None and 2 <= len(word) <= 40 and not word.endswith(("。", ";", ",", "、")):
            caption = place
            if unit is None and (found := _CAPTION_MONEY.search(word)):
                unit = found[1]
        elif number >= len(inside):
            break
    return caption, unit


def _settle(flow: Flow, draft: _Draft, columns: tuple[Column, ...], depth: int, unit: str | None,
            caption: str | None) -> tuple[Column, ...]:
    """Decide what heads leave open by what stands under them: 单位, years over money, goals in words."""
    roles = {one.role for one in columns}
    money = "indicator" not in roles and (unit in FACTORS or re.search("资金|投资|预算|经费", caption or ""))
    shares = not roles & {"indicator", "money"} and _SHARES.search(caption or "") is not None
    settled = []
    for one in columns:
        role, factor = one.role, one.factor
        bodies = [text for row in draft.rows[depth:depth + 40] if (text := cell_text(flow, row[one.index]))]
        if role == "unit" and bodies and sum(map(len, bodies)) > 6 * len(bodies):
            role = "lead"
        elif role == "value" and one.year and money:
            role, factor = "money", FACTORS.get(unit or "")
        elif role == "value" and not _counts(bodies):
            role = "content" if roles & {"task", "order", "group"} and "content" not in roles else "other"
        elif role == "payer" and _numbers(bodies):
            role, factor = "money", FACTORS.get(unit or "")
        elif role == "indicator" and one.index and columns[one.index - 1].role == "value":
            role = "other"
        elif role in ("money", "sum") and bodies and not _counts(bodies):
            role, factor = "note", None
        elif role == "other" and shares and one.head and role_of(one.head) is None and _numbers(bodies):
            role = "value"
        settled.append(replace(one, role=role, factor=factor))
    if "indicator" in roles:
        last = max((one.index for one in settled if one.role == "indicator"), default=-1)
        settled = [replace(one, role="group") if one.role == "indicator" and one.index < last else one
                   for one in settled]
    return tuple(settled)


def _counts(bodies: Sequence[str]) -> bool:
    """Whether a fair part of a column's cells begins with or is a number."""
    counted = sum(body in "-/无" or any(char.isdigit() for char in body[:12]) for body in bodies)
    return not bodies or 3 * counted >= len(bodies)


def _numbers(bodies: Sequence[str]) -> bool:
    """Whether all but a few of a column's cells are numbers."""
    return bool(bodies) and 5 * sum(figure(body) is not None for body in bodies) >= 4 * len(bodies)


def _aligned(flow: Flow, row: Row, roles: Sequence[str]) -> Row:
    """A row with its slipped cells in the columns their content asks for."""
    size = max((number + 1 for number, cell in enumerate(row) if cell is not None), default=0)
    texts = _texts(flow, row[:size])
    placed: list[GridCell | None] = [None] * len(roles)
    for number, place in enumerate(align(texts, roles)):
        cell = row[number]
        if cell is not None and (texts[number] or placed[place] is None):
            placed[place] = cell
    return tuple(placed)


def _repeats(flow: Flow, row: Row, heads: Sequence[Row]) -> bool:
    """Whether a row says again what a head row says (the head printed anew on the next page)."""
    words = [text for text in _texts(flow, row) if text]
    return len(words) > 1 and any(words == [text for text in _texts(flow, head) if text] for head in heads)


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with each cell's place counted in this grid; a merged cell stays one object in all its places."""
    places: dict[int, tuple[int, int, int, int]] = {}
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is None:
                continue
            top, left, bottom, right = places.get(id(cell), (number, place, number, place))
            places[id(cell)] = (top, left, max(bottom, number), max(right, place))
    made = {key: (top, left, bottom - top + 1, right - left + 1) for key, (top, left, bottom, right) in places.items()}
    fresh: dict[int, GridCell] = {}
    out = []
    for row in rows:
        for cell in row:
            if cell is not None and id(cell) not in fresh:
                fresh[id(cell)] = GridCell(cell.start, cell.end, *made[id(cell)])
        out.append(tuple(None if cell is None else fresh[id(cell)] for cell in row))
    return tuple(out)


def _kind(columns: Sequence[Column], caption: str | None) -> str:
    roles = {one.role for one in columns}
    if "member" in roles:
        return "members"
    if "indicator" in roles and "value" in roles:
        return "targets"
    if roles & {"money", "sum"} and not roles & {"time"}:
        return "budget"
    if "time" in roles and roles & {"task", "content", "group"}:
        return "schedule"
    if roles & {"lead", "support"} and roles & {"task", "content", "group"}:
        return "duties"
    shares = _SHARES.search(caption or "") is not None
    return "targets" if "value" in roles and (shares or roles & {"task", "content"}) else "other"


def _continued(flow: Flow, grid: Grid, before: _Draft, more: Grid, draft: _Draft,
               printed_so: bool) -> Grid | None:
    """Both as one Grid where the second goes on with the first: nothing between, same width, same head or none."""
    if draft.width != before.width or draft.first != before.last + 1:
        return None
    heads = [_texts(flow, row) for row in grid.rows[:grid.head_rows]]
    own = [_texts(flow, row) for row in more.rows[:more.head_rows]]
    if own and own != heads:
        return None
    rows: tuple[Row, ...] = more.rows[more.head_rows:]
    if not own and grid.head_rows and not draft.merged:
        roles = [one.role for one in grid.columns]
        rows = tuple(row if printed_so and None not in row else _aligned(flow, row, roles) for row in rows)
    pages = tuple(sorted({*grid.pages, *more.pages}))
    return replace(grid, end=more.end, rows=_numbered(grid.rows + rows), pages=pages)


def _with_heads_of(flow: Flow, grid: Grid, before: _Draft, more: Grid, draft: _Draft) -> Grid:
    """A table without a head, close behind one of the same width, has that one's columns."""
    if more.head_rows or not grid.head_rows or draft.width != before.width or draft.first > before.last + 3:
        return more
    rows = more.rows
    if not draft.merged:
        rows = tuple(_aligned(flow, row, [one.role for one in grid.columns]) for row in rows)
    return replace(more, columns=grid.columns, kind=grid.kind, unit=more.unit or grid.unit, rows=_numbered(rows))
