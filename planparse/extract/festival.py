"""The name of a holiday and a year in, its day out.

>>> festival("国庆节", 2024), festival("中秋", 2024), festival("母亲节", 2024), festival("除夕", 2024)
(datetime.date(2024, 10, 1), datetime.date(2024, 9, 17), datetime.date(2024, 5, 12), datetime.date(2024, 2, 9))
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from planparse.extract import lunar
from planparse.extract.moment import month_end
from planparse.text.numerals import numeral

_FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "植树节": (3, 12), "愚人节": (4, 1), "劳动节": (5, 1),
    "青年节": (5, 4), "护士节": (5, 12), "儿童节": (6, 1), "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10),
    "国庆": (10, 1), "万圣节": (10, 31), "平安夜": (12, 24), "圣诞": (12, 25)}
_LUNAR = {"春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7), "中元节": (7, 15), "中秋": (8, 15),
          "重阳": (9, 9), "腊八": (12, 8)}
_SUNDAYS = {"母亲节": (5, 2, 6), "父亲节": (6, 3, 6), "感恩节": (11, 4, 3)}      # month, which, weekday
_BY_DATE = {"五一": (5, 1), "五四": (5, 4), "六一": (6, 1), "七一": (7, 1), "八一": (8, 1), "十一": (10, 1), "三八": (3, 8)}
#: The names as a pattern; dates such as 五一 only with a word that makes them a holiday.
FESTIVALS = (
    r"(?:农历)?(?:五一|六一|三八|五四|八一|七一)?(?:国际)?(?:" + "|".join([*_FIXED, *_LUNAR, *_SUNDAYS]) + r")节?|"
    r"大年(?:三十|初[一二三四五六七八九十])|除夕|清明节?|(?:五一|十一)(?=前|期间|假期|长假|小长假|黄金周)")
_LUNAR_DAY = re.compile("大年初(?P<d>.)")


def festival(written: str, year: int) -> date | None:
    """The day of a holiday in a year (a lunar one: in the lunar year that begins then); None where no table has it."""
    if match := _LUNAR_DAY.fullmatch(written):
        return lunar.solar(year, 1, int(numeral(match["d"]) or 0))
    if written in ("除夕", "大年三十"):
        first = lunar.solar(year, 1, 1)
        return first - timedelta(days=1) if first else None
    if written.startswith("清明"):
        return _qingming(year)
    for name, (month, day) in _FIXED.items():
        if name in written:
            return date(year, month, day)
    for name, (month, day) in _LUNAR.items():
        if name in written:
            return lunar.solar(year, month, day)
    if written in _SUNDAYS:
        return nth_weekday(year, *_SUNDAYS[written])
    return date(year, *_BY_DATE[written]) if written in _BY_DATE else None


def nth_weekday(year: int, month: int, which: int, weekday: int) -> date | None:
    """The first, second … (-1: last) Monday (0) to Sunday (6) of a month; None where the month has no fifth one."""
    if which < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    return day if day.month == month else None


def _qingming(year: int) -> date | None:
    """The 4th, 5th or 6th of April, by the length of the solar year."""
    if not 1900 <= year < 2100:
        return None
    of_century = year % 100
    return date(year, 4, int(of_century * 0.2422 + (5.59 if year < 2000 else 4.81)) - of_century // 4)
