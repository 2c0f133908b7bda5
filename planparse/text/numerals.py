"""Chinese and Arabic numerals in, exact Decimals out.

>>> [str(numeral(written)) for written in ("五千三百万", "3.2亿", "十二", "两万五", "1,200", "二〇二一", "一点五万")]
['53000000', '320000000', '12', '25000', '1200', '2021', '15000']
>>> numeral("若干") is None
True
"""

from __future__ import annotations

import re
from decimal import Decimal

from planparse.text.fold import fold

DIGITS = {char: value for value, chars in enumerate(
    ("零〇", "一壹幺", "二贰两俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for char in chars}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

#: The most characters of a numeral: no figure of a plan is longer, and Decimal is exact up to 28 digits.
LONGEST = 28

_TOKEN = re.compile(r"(?P<arabic>\d+(?:\.\d+)?)|(?P<han>[^\d.])")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACE = re.compile(r"[\s\u3000]+")


def numeral(text: str) -> Decimal | None:
    """The number that a numeral writes, or None where it is none.

    Understands Arabic digits with grouping commas and multipliers (3.2亿, 1万5千), Chinese numerals in
    everyday and financial characters, positional ones (二〇二一), decimals (一点五), signs (负, -) and
    the elided last unit (两万五 is 25000).  What is longer than `LONGEST` characters is none.
    """
    written = _GROUPED.sub("", _SPACE.sub("", fold(text)))
    sign = 1
    if written[:1] in ("负", "-", "+", "正"):
        sign = -1 if written[0] in "负-" else 1
        written = written[1:]
    if not 0 < len(written) <= LONGEST:
        return None
    value = _decimal(written) if "点" in written else _value(written)
    return None if value is None else _tidy(value * sign)


def _tidy(value: Decimal) -> Decimal:
    """No trailing zeros behind the point, no exponent: 320000000.0 → 320000000."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _decimal(written: str) -> Decimal | None:
    """一点二五, 三点五亿: digits behind 点, perhaps with one multiplier."""
    whole, _, rest = written.partition("点")
    factor = Decimal(1)
    while rest and rest[-1] in MYRIADS | UNITS:
        factor *= MYRIADS.get(rest[-1]) or UNITS[rest[-1]]
        rest = rest[:-1]
    digits = "".join(str(DIGITS[char]) if char in DIGITS else char for char in rest)
    head = _value(whole) if whole else Decimal(0)
    if head is None or not digits.isdecimal() or not digits.isascii():
        return None
    return (head + Decimal(f"0.{digits}")) * factor


def _value(written: str) -> Decimal | None:
    """A numeral without 点: positional or with units."""
    if all(char in DIGITS for char in written):
        return Decimal("".join(str(DIGITS[char]) for char in written))
    total = section = Decimal(0)
    number: Decimal | None = None
    last, at = 1, 0
    while at < len(written):
        match = _TOKEN.match(written, at)
        if match is None:
            return None
        at, token = match.end(), match.group()
        if match["arabic"] or token in DIGITS:
            if number is not None and not (number == 0 and token in DIGITS):
                return None
            number = Decimal(token) if match["arabic"] else Decimal(DIGITS[token])
            last = 1 if number == 0 else last
        elif token in TENS and number is None:
            section, last = section + TENS[token], 10
        elif token in UNITS:
            section += (Decimal(1) if number is None or (number == 0 and token in "十拾") else number) * UNITS[token]
            number, last = None, UNITS[token]
        elif token in MYRIADS:
            factor = MYRIADS[token]
            section += number or 0
            if total and total < factor:
                total = (total + section) * factor
            elif total and not section:
                return None
            else:
                total += (section if section or number is not None else Decimal(1)) * factor
            section, number, last = Decimal(0), None, factor
        else:
            return None
    if number is not None:
        section += number * (last // 10 if last >= 100 and number < 10 and number == number.to_integral_value() else 1)
    return total + section
