"""A serial number and the signs of a date format in, the date or time as written out.

>>> dated(Decimal("45473.5"), (("time", "yyyy"), ("text", "-"), ("time", "mm"), ("text", " "), ("time", "h")), False, False)
'2024-06 12'
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from planparse.readers.docx.numerals import written

_LAST = 2_958_466            # the day after 9999-12-31
_DAYS = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")

Signs = tuple[tuple[str, str], ...]


def moment(serial: Decimal, date_1904: bool) -> datetime | None:
    """The date of a serial number, to the second; None where there is none."""
    if not 0 <= serial < _LAST:
        return None
    day, seconds = int(serial), round((serial % 1) * 86_400)
    day += 1462 if date_1904 else day < 60            # day 60 was never: 29 February 1900
    try:
        return datetime(1899, 12, 30) + timedelta(days=day, seconds=seconds)
    except OverflowError:
        return None


def dated(serial: Decimal, signs: Signs, chinese: bool, date_1904: bool) -> str | None:
    """A date or time in words; None for a number that is no date."""
    at = moment(serial, date_1904)
    if at is None:
        return None
    half_days = any(kind == "noon" for kind, _ in signs)
    out: list[str] = []
    for index, (kind, text) in enumerate(signs):
        if kind == "time":
            word = _part(at, text.lower(), _is_minutes(signs, index), half_days)
            out.append(_in_chinese(word, text.lower()) if chinese else word)
        elif kind == "elapsed":
            seconds = round(serial * 86_400)
            out.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0]]))
        elif kind == "noon":
            morning, _, evening = text.partition("/")
            out.append(morning if at.hour < 12 else evening)
        elif kind == "text" or (kind == "sign" and text in "/.,"):
            out.append(text)
    return "".join(out).strip().rstrip(".")


def _is_minutes(signs: Signs, index: int) -> bool:
    """Whether an m means minutes: behind an hour or in front of seconds."""
    if signs[index][1][0] not in "mM":
        return False
    times = [(place, text[0].lower()) for place, (kind, text) in enumerate(signs) if kind in ("time", "elapsed")]
    at = times.index((index, "m"))
    return (at > 0 and times[at - 1][1] == "h") or (at + 1 < len(times) and times[at + 1][1] == "s")


def _part(at: datetime, text: str, minutes: bool, half_days: bool) -> str:
    letter, wide = text[0], len(text) > 1
    if letter in "ye":
        return f"{at.year:04d}" if len(text) > 2 or letter == "e" else f"{at.year % 100:02d}"
    if letter == "m" and not minutes:
        if len(text) > 2:
            name = _MONTHS[at.month - 1]
            return name[:3] if len(text) == 3 else name[:1] if len(text) == 5 else name
        number = at.month
    elif letter == "d":
        if len(text) > 2:
            name = _WEEKDAYS[at.weekday()]
            return name[:3] if len(text) == 3 else name
        number = at.day
    elif letter == "a":
        return ("星期" if len(text) > 3 else "") + _DAYS[at.weekday()]
    elif letter == "h":
        number = (at.hour - 1) % 12 + 1 if half_days else at.hour
    else:
        number = at.minute if letter == "m" else at.second
    return f"{number:02d}" if wide else str(number)


def _in_chinese(word: str, text: str) -> str:
    """A year digit by digit, other numbers counted."""
    if not word.isdigit():
        return word
    return word.translate(_DIGITS) if text[0] in "ye" else written(int(word), "chineseCountingThousand")
