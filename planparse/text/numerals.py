"""Chinese and Arabic numerals in, exact Decimals out.

>>> [str(numeral(written)) for written in ("五千三百万", "3.2亿", "十二", "两万五", "1,200", "二〇二一", "一点五万")]
['53000000', '320000000', '12', '25000', '1200', '2021', '15000']
>>> [str(numeral(written)) for written in ("四分之三", "三又五分之二", "百分之六", "貳佰零壹萬", "二十多万", "一个半")]
['0.75', '3.4', '0.06', '2010000', '200000', '1.5']
>>> numeral("若干") is None
True
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, Overflow, localcontext
from functools import lru_cache

from planparse.text.fold import fold, simplify

DIGITS = {char: value for value, chars in enumerate(
    ("零〇", "一壹幺", "二贰两俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for char in chars}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30, "卌": 40}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12, "京": 10**16, "垓": 10**20}
LETTERS = {"k": 10**3, "w": 10**4, "m": 10**6, "g": 10**9}

#: The most characters of a numeral, and the most digits of its value: Decimal is exact that far.
LONGEST, EXACT = 48, 28

_TOKEN = re.compile(r"(?P<arabic>\d+(?:\.\d+)?|\.\d+)|(?P<han>[^\d.])")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACE = re.compile(r"[\s\u3000]+")
#: 十余万, 二十几亿, 五百多: more than the number says, which stands.
_MORE = re.compile(r"(?<=[十拾百佰千仟万亿\d])零?[余多几来](?=[千万亿]|$)")
_COUNTED = re.compile(r"个(?=[万亿])")
_MIXED = re.compile(r"(?P<sign>[-负+正]?)(?P<whole>\d{1,9})[\s\u3000]+(?P<over>\d{1,9})/(?P<under>\d{1,9})")
_RATIO = re.compile(r"(?P<over>\d+)/(?P<under>\d+)")
_POWER = re.compile(r"(?P<n>\d+(?:\.\d+)?|\.\d+)e(?P<e>[-+]?\d\d?)")
_LETTER = re.compile(r"(?P<n>\d+(?:\.\d+)?|\.\d+)(?P<letter>[kwmg])")
_SIGNS = {"负": -1, "-": -1, "+": 1, "正": 1}


@lru_cache(maxsize=2048)
def numeral(text: str) -> Decimal | None:
    """The number that a numeral writes, or None where it is none.

    Understands Arabic digits with grouping commas and multipliers (3.2亿, 1万5千, 40k, 2e5), Chinese numerals in
    everyday, financial and traditional characters, positional ones (二〇二一), decimals (一点五), halves (半百,
    一个半), fractions (三分之一, 3/4, 百分之六 is 0.06), signs (负, -), the elided last unit (两万五 is 25000) and
    rounded numbers by what they say (十余万 is 100000).  What is longer than `LONGEST` characters, or has more
    than `EXACT` digits, is none.
    """
    shown = simplify(fold(text)).strip()
    if mixed := _MIXED.fullmatch(shown):
        part = _divided(Decimal(mixed["over"]), Decimal(mixed["under"]))
        return None if part is None else _tidy((Decimal(mixed["whole"]) + part) * _SIGNS.get(mixed["sign"], 1))
    written = _SPACE.sub("", shown)
    if not 0 < len(written) <= LONGEST + 1:
        return None
    sign = _SIGNS.get(written[0])
    written = _COUNTED.sub("", _MORE.sub("", _GROUPED.sub("", written if sign is None else written[1:])))
    if not 0 < len(written) <= LONGEST:
        return None
    with localcontext(Context(prec=4 * LONGEST, traps=[Overflow])):
        value = _fraction(written)
        return None if value is None else _tidy(value * (sign or 1))


def _tidy(value: Decimal) -> Decimal | None:
    """No trailing zeros behind the point, no exponent: 320000000.0 → 320000000."""
    whole = value.to_integral_value()
    tidied = whole.quantize(Decimal(1)) if whole == value else value.normalize()
    return tidied if len(tidied.as_tuple().digits) <= EXACT else None


def _fraction(written: str) -> Decimal | None:
    """四分之三, 一又二分之一, 百分之六, 3/4, 5%; else a plain number."""
    under, parted, over = written.partition("分之")
    if parted:
        whole, mixed, under = under.rpartition("又")
        sign = _SIGNS.get(over[:1])
        top, bottom = _number(over if sign is None else over[1:]), _number(under)
        head = _number(whole) if mixed else Decimal(0)
        part = _divided(top * (sign or 1), bottom) if top is not None and bottom is not None else None
        return None if part is None or head is None else Context(prec=EXACT).add(head, part)
    if ratio := _RATIO.fullmatch(written):
        return _divided(Decimal(ratio["over"]), Decimal(ratio["under"]))
    if written[-1] in "%‰":
        value = _number(written[:-1])
        return None if value is None else value / (100 if written[-1] == "%" else 1000)
    return _number(written)


def _divided(over: Decimal, under: Decimal) -> Decimal | None:
    """A quotient, rounded to the digits that are exact everywhere."""
    return Context(prec=EXACT).divide(over, under) if under else None


def _number(written: str) -> Decimal | None:
    """A numeral that is no fraction."""
    lower = written.lower()
    if power := _POWER.fullmatch(lower):
        return Decimal(power["n"]).scaleb(int(power["e"]))
    if letter := _LETTER.fullmatch(lower):
        return Decimal(letter["n"]) * LETTERS[letter["letter"]]
    if written[-1:] == "打":
        dozens = _number(written[:-1])
        return None if dozens is None else dozens * 12
    if written.endswith("个半"):
        whole = _value(written[:-2])
        return None if whole is None else whole + Decimal("0.5")
    if "点" in written:
        return _decimal(written)
    return _value(written) if written else None


def _decimal(written: str) -> Decimal | None:
    """一点二五, 三点五亿: digits behind 点, perhaps with one multiplier."""
    whole, _, rest = written.partition("点")
    factor = Decimal(1)
    while rest and rest[-1] in MYRIADS | UNITS:
        factor *= MYRIADS.get(rest[-1]) or UNITS[rest[-1]]
        rest = rest[:-1]
    digits = "".join(str(DIGITS[char]) if char in DIGITS and char not in "两俩" else char for char in rest)
    head = _value(whole) if whole else Decimal(0)
    if head is None or not digits.isdecimal() or not digits.isascii():
        return None
    return (head + Decimal(f"0.{digits}")) * factor


def _value(written: str) -> Decimal | None:
    """A numeral without 点: positional or with units."""
    if not written:
        return None
    if written.isdecimal() or all(char in DIGITS or char == "0" for char in written):       # 二〇二一, 二0二一
        return Decimal("".join(str(DIGITS.get(char, char)) for char in written))
    groups: list[tuple[Decimal, int]] = []          # what stands in front of 亿, of 万, with the 亿 and the 万
    section: Decimal | None = None
    number: Decimal | None = None
    last, below, at = 1, 10**4, 0                   # the unit an elided one follows; units go down in a section
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
        elif token == "半" and number is None and section is None and not groups:
            number = Decimal("0.5")
        elif token in TENS and not number and below > 10:
            section, number, last, below = (section or Decimal(0)) + TENS[token], None, 10, 10
        elif token in UNITS and UNITS[token] < below:
            if not number and section is not None and UNITS[token] != 10:
                return None
            section = (section or Decimal(0)) + (number or 1) * UNITS[token]
            number, last, below = None, UNITS[token], UNITS[token]
        elif token in MYRIADS:
            number = number if number is None or section is None else _elided(number, last)
            if not _close(groups, section, number, MYRIADS[token]):
                return None
            section, number, last, below = None, None, MYRIADS[token], 10**4
        else:
            return None
    if number is not None:
        section = (section or Decimal(0)) + _elided(number, last)
    return sum((value for value, _ in groups), Decimal(0)) + (section or 0)


def _elided(number: Decimal, last: int) -> Decimal:
    """The last number with the unit it leaves out: the 五 of 两万五 is 5000. 零 in between makes `last` 1."""
    return number * (last // 10) if last >= 100 and number < 10 and number == number.to_integral_value() else number


def _close(groups: list[tuple[Decimal, int]], section: Decimal | None, number: Decimal | None, factor: int) -> bool:
    """Put what stands in front of a 万 or 亿 to the groups: 一万五千亿 is one, 三亿五千万 are two, 万亿 is one."""
    if section is None and number is None:
        value, below = groups.pop() if groups else (Decimal(1), 1)
        groups.append((value * factor, max(below, factor)))
        return True
    value = (section or 0) + (number or Decimal(0))
    while groups and groups[-1][1] < factor:
        value += groups.pop()[0]
    if groups and groups[-1][1] == factor:
        return False
    groups.append((value * factor, factor))
    return True
