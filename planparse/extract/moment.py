"""Years, months and parts of them in, stretches of the calendar out.

>>> in_month(2024, 2, None, "底"), in_year(2023, "上半年").last
(Point(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29), grain='end', year=2024), datetime.date(2023, 6, 30))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planparse.text.numerals import numeral


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar that one expression names."""

    first: date
    last: date
    grain: str            # year | end | month | day | part
    year: int


def in_month(year: int, month: int, day: str | None, part: str | None) -> Point:
    """A month, a day of it (as written), or its 上旬, 中旬, 下旬, 初, 中, 底."""
    if day:
        one = date(year, month, whole(day))
        return Point(one, one, "day", year)
    last = month_end(year, month)
    if part in ("底", "末"):
        return Point(date(year, month, 1), last, "end", year)
    thirds = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, last.day)}
    low, high = thirds.get(part or "", (1, last.day))
    return Point(date(year, month, low), date(year, month, high), "part" if part else "month", year)


def in_year(year: int, part: str | None) -> Point:
    """A year, a half or a quarter of it, or its end."""
    first, last, grain = date(year, 1, 1), date(year, 12, 31), "year"
    if part and "季度" in part:
        quarter = whole(part.removeprefix("第")[0])
        first, last = date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter)
        grain = "end" if part[-1] in "底末" else "part"
    elif part and part[-1] in "底末":
        grain = "end"
    elif part == "上半年":
        last, grain = date(year, 6, 30), "part"
    elif part == "下半年":
        first, grain = date(year, 7, 1), "part"
    elif part:
        grain = "part"
    return Point(first, last, grain, year)


def whole(written: str) -> int:
    """The number of a year, a month or a day as written; 0 where it is none."""
    return int(numeral(written) or 0)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def shifted(day: date, count: int, unit: str) -> date | None:
    """So many days, weeks, months or years from a day (天 日 周 星期 礼拜 月 年); None outside the calendar."""
    try:
        if unit in ("月", "年"):
            months = day.year * 12 + day.month - 1 + count * (12 if unit == "年" else 1)
            year, month = divmod(months, 12)
            return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
        return day + timedelta(days=count * (1 if unit in ("天", "日") else 7))
    except (ValueError, OverflowError):
        return None
