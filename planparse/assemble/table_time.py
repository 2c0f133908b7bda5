"""Time cells of tables as tables write them in short: a Reading in, the periods of cells that prose would not say out.

Under 完成时限 the cells 2025-07, 2024.3-2025.6, 2024—2026 are times, and so is 6月 or 4—6月 where the caption, the title
or the document's date gives the year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from planparse.extract.moment import month_end
from planparse.extract.period import periods
from planparse.model.flow import Flow
from planparse.model.mention import Period
from planparse.model.structure import Grid, GridCell, Reading

_POINT = r"(?P<y{0}>20\d\d)(?:年|(?:[-./年](?P<m{0}>0?[1-9]|1[0-2])(?:月|[-./月](?P<d{0}>0?[1-9]|[12]\d|3[01])日?)?)(?!\d))?"
_WRITTEN = re.compile(_POINT.format("1") + r"(?P<by>前|底前|以前|之前)?(?:(?:[-~至到]{1,2})(?:" + _POINT.format("2")
                      + r"|(?P<m3>0?[1-9]|1[0-2])月?))?(?P<by2>前|底前|以前|之前)?")
_SHORT = re.compile(r"\d{1,2}月|[一二三四1-4]季度|[上下]半年|全年|年[底末中初]|[一二三四五六七八九十]{1,2}月")
_YEAR = re.compile(r"20\d\d")


def table_periods(reading: Reading, known: Sequence[Period], reference: date | None) -> list[Period]:
    """The periods of time cells in which `known` (in reading order) has none."""
    starts = [one.start for one in known]
    found: dict[int, Period] = {}
    for grid in reading.grids:
        columns = [column.index for column in grid.columns if column.role == "time"]
        year = _year(reading, grid, reference) if columns else None
        for number, row in enumerate(grid.rows[grid.head_rows:], grid.head_rows):
            for place in columns:
                cell = row[place]
                if cell is None or (cell.row, cell.column) != (number, place) or cell.start in found:
                    continue
                at = bisect_left(starts, cell.start)
                if at < len(starts) and starts[at] < cell.end:
                    continue
                found.update((one.start, one) for one in _read(reading.flow, cell, year))
    return [found[at] for at in sorted(found)]


def _year(reading: Reading, grid: Grid, reference: date | None) -> int | None:
    """The year the caption or the title names, else that of the document's date."""
    title = reading.letterhead.fields.get("title")
    for words in (grid.caption, title.value if title is not None else None):
        years = set(_YEAR.findall(words)) if isinstance(words, str) else set()
        if len(years) == 1:
            return int(years.pop())
    return None if reference is None else reference.year


def _read(flow: Flow, cell: GridCell, year: int | None) -> Iterator[Period]:
    words = flow.text[cell.start:cell.end].rstrip("。;\n")
    end, plain = cell.start + len(words), "\n" not in words
    whole = words.replace("\n", "")
    if (match := _WRITTEN.fullmatch(whole)) is not None:
        try:
            first, last = _stretch(match)
        except ValueError:
            return
        by = match["by"] or match["by2"]
        yield Period(cell.start, end, "period/cell", None if by else first, last, "by" if by else "during", None)
    elif year is not None and not _YEAR.search(whole) and _SHORT.match(whole):
        front = f"{year}年"
        for one in periods(f"{front}{whole}\n"):
            if one.start == 0 and one.end > len(front):
                short = min(end, cell.start + one.end - len(front)) if plain else end
                yield replace(one, start=cell.start, end=short, rule="period/cell-short")
                break


def _stretch(match: re.Match[str]) -> tuple[date, date]:
    """The first and the last day a written time names. Raises ValueError for days no calendar has."""
    year, month, day = int(match["y1"]), match["m1"], match["d1"]
    first = date(year, int(month or 1), int(day or 1))
    if match["y2"]:
        year, month, day = int(match["y2"]), match["m2"], match["d2"]
    elif match["m3"]:
        month, day = match["m3"], None
    last = date(year, int(month), int(day)) if month and day else month_end(year, int(month or 12))
    if last < first:
        raise ValueError(match.group())
    return first, last
