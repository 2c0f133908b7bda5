"""A table and its continuation on the next page in, one table out: repeated head dropped, cut row made whole."""

from __future__ import annotations

from planparse.readers.pdf.lattice import DraftCell, DraftTable

_CLOSED = tuple("。；;！")
STRIP = 30.0         # points: a row of words is higher, padding included
SAME = 4.0           # points: column edges this near to each other are one


def join(table: DraftTable, more: DraftTable, foot: float) -> bool:
    """Append a continuation to a table, if it is one. `foot` is where the text of a page ends at the latest."""
    if not table.pages or not more.pages or more.pages[0] != table.pages[-1] + 1:
        return False
    edges = _common(table, more)
    if edges is None:
        return False
    head = _repeated_head(table, more)
    if head >= more.rows or (not head and table.bottom < 0.55 * foot):
        return False
    _spread(table, edges)
    _spread(more, edges)
    _drop_strip(table, table.rows - 1)
    if more.rows - head > 1:
        _drop_strip(more, head)
    table.dropped += [line for cell in more.cells if cell.row < head for line in cell.lines]
    body = [cell for cell in more.cells if cell.row >= head]
    first = [cell for cell in body if cell.row == head]
    cut = _mend_row(table, first)
    _extend_merged(table, first, cut)
    shift = table.rows - head - cut
    for cell in body:
        if cell.rowspan > 0:
            cell.row += shift
            table.cells.append(cell)
    table.rows += more.rows - head - cut
    table.cells.sort(key=lambda cell: (cell.row, cell.column))
    table.pages += more.pages
    table.bottom = more.bottom
    return True


def _common(table: DraftTable, more: DraftTable) -> tuple[float, ...] | None:
    """The column edges of both, when those of one are among those of the other."""
    def within(few: tuple[float, ...], many: tuple[float, ...]) -> bool:
        return all(min(abs(a - b) for b in many) < SAME for a in few)

    if table.gutters and len(table.gutters) == len(more.gutters):
        overlap = all(a[0] < b[1] and b[0] < a[1] for a, b in zip(table.gutters, more.gutters, strict=True))
        if overlap and table.bare and more.bare:
            more.x0, more.x1 = table.x0, table.x1
        more.edges = table.edges if overlap else more.edges
    shift = table.x0 - more.x0                      # left and right pages may have other margins
    if abs(shift) < 40:
        moved = tuple(edge + shift for edge in more.edges)
        if abs(table.x1 - more.x1 - shift) < SAME:
            if within(moved, table.edges):
                more.edges = moved
                return table.edges
            if within(table.edges, moved):
                more.edges = moved
                return moved
    return None


def _spread(table: DraftTable, edges: tuple[float, ...]) -> None:
    """Count columns by finer edges."""
    if table.edges == edges:
        return
    at = [min(range(len(edges)), key=lambda k, edge=edge: abs(edges[k] - edge)) for edge in table.edges]  # type: ignore[misc]
    for cell in table.cells:
        first, last = at[cell.column], at[min(cell.column + cell.colspan, len(at) - 1)]
        cell.column, cell.colspan = first, max(last - first, 1)
    table.edges, table.columns = edges, len(edges) - 1


def _repeated_head(table: DraftTable, more: DraftTable) -> int:
    """How many rows at the top say what the first rows of the table say."""
    def row(rows: DraftTable, number: int) -> list[str]:
        return [cell.text for cell in rows.cells if cell.row == number]

    count = 0
    while count < min(4, table.rows - 1, more.rows) and row(table, count) == row(more, count):
        if not any(row(more, count)):
            break
        count += 1
    while count and any(cell.row < count < cell.row + cell.rowspan for cell in more.cells):
        count -= 1
    return count


def _drop_strip(table: DraftTable, row: int) -> None:
    """Drop a low row without words beside the page end: a browser's cut through the space between two lines."""
    own = [cell for cell in table.cells if cell.row == row]
    low = all(cell.bottom - cell.top < STRIP for cell in own if cell.rowspan == 1)
    if not row or not own or not low or all(cell.rowspan > 1 for cell in own) or any(cell.lines for cell in own):
        return
    kept = []
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.rowspan:
            cell.rowspan -= 1
        elif cell.row > row:
            cell.row -= 1
        if cell.rowspan:
            kept.append(cell)
    table.cells, table.rows = kept, table.rows - 1


def _mend_row(table: DraftTable, first: list[DraftCell]) -> int:
    """Join the two halves of a row cut by the page end; returns 1 if the table's last row was one, else 0."""
    last = {cell.column: cell for cell in table.cells if cell.row + cell.rowspan == table.rows}
    merged = _mend_merged(last, first)
    rest = [cell for cell in first if cell.lines]
    began = [cell for cell in last.values() if cell.lines and cell.rowspan == 1]
    pairs = [(before, cell) for cell in rest
             if (before := last.get(cell.column)) is not None and before.colspan == cell.colspan]
    if len(pairs) < len(rest) or any(cell.rowspan > 1 for cell in rest):
        return 0
    if rest and not _lacks_number(table, began, rest, first):
        few = _is_rest(began, rest, len(first))
        many = len(pairs) > 1 and all(_is_long(before) for before, _ in pairs)
        if not began or not (few or many or _is_beginning(began, rest, pairs)):
            return 0
        pairs_begun = [(before, cell) for before, cell in pairs if before.lines]
        full = sum(_runs_on(before, cell, 0.5) for before, cell in pairs_begun)
        early = 2 * full >= len(pairs_begun) if many else len(rest) == 1 and rest[0].column > 0
        if full < len(pairs_begun) and not (early and all(_runs_on(before, cell, 2.0) for before, cell in pairs_begun)):
            return 0
    elif not rest and (not merged or all(cell.rowspan > 1 for cell in first)):
        return 0
    for before, cell in pairs:
        before.lines += cell.lines
    for cell in first:
        if cell.rowspan == 1:
            cell.rowspan = 0                        # gone: its words stand in the row above
        else:
            cell.row += 1
            cell.rowspan -= 1
    return 1


def _lacks_number(table: DraftTable, began: list[DraftCell], rest: list[DraftCell], first: list[DraftCell]) -> bool:
    """Whether rows are numbered, the last one too, and the next page begins with a row without number and few words."""
    last = next((cell.text for cell in began if cell.column == 0), "")
    if not last.isdigit() or len(rest) > max(1, len(began) // 3) or any(cell.column == 0 and cell.lines for cell in first):
        return False
    column = [cell.text for cell in table.cells if cell.column == 0 and cell.colspan == 1 and cell.row and cell.lines]
    numbers = sum(text.isdigit() for text in column)
    return numbers > 2 and numbers > 0.6 * len(column)


def _mend_merged(last: dict[int, DraftCell], first: list[DraftCell]) -> bool:
    """Join the words of merged cells that run on over the page end; whether there were any."""
    found = False
    for cell in first:
        before = last.get(cell.column)
        if (cell.lines and before is not None and before.colspan == cell.colspan and (before.rowspan > 1 or cell.rowspan > 1)
                and _is_long(before) and _runs_on(before, cell, 0.5)):
            before.lines += cell.lines
            cell.lines = []
            found = True
    return found


def _is_long(cell: DraftCell) -> bool:
    """Whether a cell's last line stands at its lower edge and has so many words that it is not full by chance."""
    if not cell.lines or cell.text.endswith(_CLOSED):
        return False
    line = cell.lines[-1]
    return len(line.text) > 6 and cell.bottom - line.bottom < 2.2 * line.size


def _is_rest(began: list[DraftCell], rest: list[DraftCell], count: int) -> bool:
    """Whether few cells of the row above go on below: its number and its short cells do not."""
    above = {cell.column for cell in began}
    most = len(began) // 2 if any(cell.column == 0 for cell in rest) else max(1, len(began) - 1, (count + 1) // 2)
    return len(rest) <= most and all(cell.column in above for cell in rest)


def _is_beginning(began: list[DraftCell], rest: list[DraftCell], pairs: list[tuple[DraftCell, DraftCell]]) -> bool:
    """Whether few cells stand above, the number and the short cells below: short cells set at middle height."""
    below = {cell.column for cell in rest}
    return (len(began) <= len(rest) // 2 and 0 in below and all(cell.column in below and cell.column for cell in began)
            and all(before.rowspan == 1 or not before.lines for before, _ in pairs))


def _runs_on(before: DraftCell, after: DraftCell, slack: float) -> bool:
    """Whether a cell's last line is full, so that the first line of the next page may go on with it.

    `slack` is the room in characters that may be left beside the next word: programs break before what they keep together.
    """
    if not before.lines or (before.text.isdigit() and after.text.isdigit()):
        return False
    line, head = before.lines[-1], after.lines[0]
    if slack > 1 and before.text.endswith(_CLOSED):
        return False
    padding = max(min(other.x0 for other in before.lines) - before.x0, 0.0)
    room = before.x1 - min(padding, line.size) - line.x1
    return room < head.head_width() + slack * line.size and abs(line.size - head.size) < 0.1 * line.size


def _extend_merged(table: DraftTable, first: list[DraftCell], cut: int) -> None:
    """A merged cell goes on over the page end: what is empty at the top of the next page belongs to it."""
    for cell in first:
        if cell.lines or cell.rowspan < 1:
            continue
        above = next((one for one in table.cells if one.column == cell.column and one.colspan == cell.colspan
                      and one.row + one.rowspan == table.rows), None)
        if above is not None and (cell.rowspan + cut > 1 or above.rowspan > 1 or (above.lines and _is_grouped(table, above))):
            above.rowspan += cell.rowspan
            cell.rowspan = 0


def _is_grouped(table: DraftTable, cell: DraftCell) -> bool:
    """Whether a cell's column holds groups: merged cells elsewhere, and no empty ones."""
    column = [other for other in table.cells if other.column == cell.column and other.colspan == cell.colspan and other.row]
    return any(other.rowspan > 1 for other in column) and all(other.lines for other in column)
