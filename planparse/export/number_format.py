"""A value with its bound and unit in, the spreadsheet number format that shows them while the cell stays a number out.

>>> number_format(Decimal(60), "个", comparator="ge")
'"≥ "#,##0'
>>> number_format(Decimal("2.5"), "%"), number_format(Decimal(2), "个", comparator="range", most=Decimal(3))
('#,##0.0"%"', '#,##0"–3"')
>>> number_format(Decimal(31_0000_0000), "元")
'[>=100000000]0\\\\.00,,"亿元";[>=10000]0\\\\.0,"万元";#,##0"元"'
"""

from __future__ import annotations

from decimal import Decimal

from planparse.text import labels

_MOST_DIGITS = 6
_SCALES = (("[>=100000000]", '0\\.00,,', "亿元"), ("[>=10000]", '0\\.0,', "万元"))


def number_format(value: Decimal, unit: str | None, *, comparator: str = "eq", most: Decimal | None = None, before: str = "",
                  behind: str = "") -> str:
    """The format; only % and 元 are shown behind the figure, other units stand in a column of their own."""
    lead = _quoted((f"{before} " if before else "") + labels.COMPARATORS[comparator])
    digits = _digits(value)
    if unit == "元" and most is None:
        small = f'{lead}{digits}{_quoted("元" + behind)}'
        return ";".join([*(f"{when}{lead}{scaled}{_quoted(word + behind)}" for when, scaled, word in _SCALES), small])
    tail = ("–" + labels.plain(most) if most is not None else "") + ("%" if unit == "%" else "") + behind
    return f"{lead}{digits}{_quoted(tail)}"


def _digits(value: Decimal) -> str:
    """As many places behind the point as the value has."""
    places = len(labels.plain(value).partition(".")[2])
    return "#,##0" + ("." + "0" * min(places, _MOST_DIGITS) if places else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""
