"""A table element in, its grid of cells out: merged cells placed, tables that only lay out the page known as such.

>>> from lxml import html
>>> page = "<table><tr><th rowspan=2>任务</th><th>单位</th></tr><tr><td>县商务局</td></tr></table>"
>>> table = html.fragment_fromstring(page)
>>> is_data_table(table)
True
>>> [(place.row, place.column, place.rowspan) for place in grid(table).places]
[(0, 0, 2), (0, 1, 1), (1, 1, 1)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

_BORDER = re.compile(r"border(?:-(?:top|left|right|bottom))?(?:-(?:width|style))?\s*:\s*[^;]*(?:solid|double|dotted|"
                     r"dashed|[1-9]\d*(?:\.\d+)?\s*p[tx]|0?\.[1-9]\d*\s*p[tx]|thin|medium|thick)", re.I)
_NUMBER = re.compile(r"\s*(\d+)")
_WIDEST = 200              # columns a cell may span
_LONG = 150                # characters in one cell from which a table with few cells lays out a page


@dataclass(frozen=True, slots=True)
class Place:
    """A cell's element and where it stands. Rows and columns count from 0."""

    element: HtmlElement
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, row by row, and its size."""

    places: tuple[Place, ...]
    rows: int
    columns: int


def grid(table: HtmlElement) -> Grid:
    """Place the cells of a table as a browser does."""
    rows = [row for row in own_rows(table) if len(_cells(row))]
    places: list[Place] = []
    taken: list[int] = []      # per column: the first row that is free again
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while column < len(taken) and taken[column] > number:
                column += 1
            width = min(max(_attribute(cell, "colspan", 1), 1), _WIDEST)
            height = _attribute(cell, "rowspan", 1) or len(rows)
            height = max(1, min(height, len(rows) - number))
            while any(end > number for end in taken[column:column + width]) and width > 1:
                width -= 1
            taken.extend([0] * (column + width - len(taken)))
            taken[column:column + width] = [number + height] * width
            places.append(Place(cell, number, column, height, width))
            column += width
    return Grid(tuple(places), len(rows), len(taken))


def own_rows(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table, without those of tables inside it; its foot comes last."""
    rows: list[HtmlElement] = []
    foot: list[HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody"):
            rows.extend(row for row in child if row.tag == "tr")
        elif child.tag == "tfoot":
            foot.extend(row for row in child if row.tag == "tr")
    return rows + foot


def is_data_table(table: HtmlElement | None) -> bool:
    """Whether a table is read as one, rather than laying out the page."""
    if table is None or table.tag != "table":
        return False
    rows = own_rows(table)
    filled = [[cell for cell in _cells(row) if _length(cell)] for row in rows]
    count = sum(map(len, filled))
    if count < 2 or _holds_page(table, [cell for row in filled for cell in row]):
        return False
    ruled = _ruled(table)
    if max(len(_cells(row)) for row in rows) < 2:
        return ruled and count >= 3
    several = sum(1 for row in filled if len(row) >= 2)
    return several >= 2 or (ruled and several >= 1) or count >= 4


def _holds_page(table: HtmlElement, cells: list[HtmlElement]) -> bool:
    """Whether a table holds pieces of page rather than entries: other tables, a heading, one cell of many lines."""
    total = _length(table)
    if sum(_length(inner) for inner in table.iter("table") if _outer_table(inner) is table) > 0.5 * total:
        return True
    if any(next(cell.iter("h1"), None) is not None for cell in cells):
        return True
    longest = max(cells, key=_length)
    return (len(cells) <= 6 and _length(longest) > max(_LONG, 0.6 * total)
            and sum(1 for _ in longest.iter("p", "div", "br")) > 3)


def _outer_table(table: HtmlElement) -> HtmlElement | None:
    return next(table.iterancestors("table"), None)


def _ruled(table: HtmlElement) -> bool:
    """Whether a table has rules drawn or head cells."""
    border = table.get("border", "0").strip().lower()
    if border not in ("", "0", "0px", "none"):
        return True
    if any(word in table.get("class", "") for word in ("MsoTableGrid", "MsoNormalTable")):
        return True
    if any(cell.tag == "th" for row in own_rows(table) for cell in _cells(row)):
        return True
    return any(_BORDER.search(cell.get("style", "")) for row in own_rows(table)[:3] for cell in _cells(row))


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _length(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _attribute(cell: HtmlElement, name: str, default: int) -> int:
    match = _NUMBER.match(cell.get(name, ""))
    return int(match.group(1)[:6]) if match else default
