"""A number and its number format in, the words its reader sees in the cell out (ISO/IEC 29500-1, 18.8.31).

>>> shown("0.35", "0%"), shown("1234.5", "#,##0.00"), shown("45473", 'yyyy"年"m"月"d"日"')
('35%', '1,234.50', '2024年6月30日')
>>> shown("0.30000000000000004", "General"), shown("460001199001011234", "General"), shown("-3.5", "0.0;(0.0)")
('0.3', '460001199001011234', '(3.5)')
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

from planparse.readers.docx.numerals import written
from planparse.readers.xlsx.dates import dated

GENERAL = "General"
_ACCOUNT = '_ * {0}_ ;_ * -{0}_ ;_ * "-"_ ;_ @_ '
# what the numbers of built-in formats stand for in a Chinese Excel
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: _ACCOUNT.format("#,##0"),
    42: _ACCOUNT.format("¥#,##0"), 43: _ACCOUNT.format("#,##0.00"), 44: _ACCOUNT.format("¥#,##0.00"), 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'), **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
}
_LONGEST = 500
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<blank>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]|'
                    r"(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<power>E[+-])|"
                    r"(?P<time>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|aaa+|AAA+|e+)|(?P<sign>[0#?.,%/@])|(?P<letter>.)", re.S)
_ELAPSED = re.compile(r"[hms]+", re.I)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$")
_COMPARED = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
_CHINESE = {"DBNUM1": "chineseCountingThousand", "DBNUM2": "chineseLegalSimplified"}
_WIDTH = 11          # characters a number in the general format has at most


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a format that semicolons divide: its signs as (kind, text), and when it holds."""

    signs: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None
    chinese: str | None = None

    @property
    def tells_time(self) -> bool:
        """Whether the section writes a date or a time."""
        return any(kind in ("time", "noon", "elapsed") for kind, _ in self.signs)


def shown(value: str, code: str, date_1904: bool = False) -> str:
    """A stored number as the cell shows it. What is no number, or no date where one is asked for, comes back plain."""
    number = _number(value)
    if number is None:
        return value
    sections = parsed(code[:_LONGEST])
    section, absolute = _chosen(sections, number)
    if section is None:
        return general(number)
    if section.tells_time:
        words = dated(number, section.signs, section.chinese is not None, date_1904)
        return general(number) if words is None else words
    return _written(abs(number) if absolute else number, section)


def general(number: Decimal) -> str:
    """A number in the general format: never with a power of ten, decimals cut to what a cell has room for.

    >>> general(Decimal(100) / 3), general(Decimal("12.50")), general(Decimal("1E+3"))
    ('33.33333333', '12.5', '1000')
    """
    if number == number.to_integral_value():
        return f"{number:.0f}"
    whole = len(f"{abs(number):.0f}")
    text = f"{_rounded(number, max(0, _WIDTH - 1 - whole)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: str) -> Decimal | None:
    """The number a file means: floating-point noise behind the fifteenth digit taken off."""
    if value.isascii() and value.isdigit() and len(value) <= 30:
        return Decimal(value)
    try:
        number = float(value)
        return Decimal(format(number, ".15g")) if abs(number) < 1e30 else None
    except (ValueError, InvalidOperation):
        return None


def _rounded(number: Decimal, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return number.quantize(Decimal(1).scaleb(-min(places, 20)), ROUND_HALF_UP)


@lru_cache(maxsize=512)
def parsed(code: str) -> tuple[Section, ...]:
    """A format's sections."""
    sections: list[Section] = []
    signs: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    chinese: str | None = None
    for match in [*_TOKEN.finditer(code), None]:
        kind = None if match is None else str(match.lastgroup or "quoted")
        text = "" if match is None else match.group(match.lastgroup) if match.lastgroup else ""
        if kind is None or (kind == "letter" and text == ";"):
            sections.append(Section(tuple(signs), condition, chinese))
            signs, condition, chinese = [], None, None
        elif kind == "bracket":
            if said := _CONDITION.match(text):
                condition = said[1], _number(said[2]) or Decimal(0)
            elif _ELAPSED.fullmatch(text):
                signs.append(("elapsed", text.lower()))
            elif text.startswith("$"):
                signs.append(("text", text[1:].partition("-")[0]))
            chinese = _CHINESE.get(text.upper(), chinese)
        elif kind in ("quoted", "escaped", "letter"):
            signs.append(("text", text))
        elif kind == "blank":
            signs.append(("text", " "))
        elif kind != "fill":
            signs.append((kind, text))
    return tuple(sections)


def _chosen(sections: tuple[Section, ...], number: Decimal) -> tuple[Section | None, bool]:
    """The section a number is written with, and whether its sign stands in the section."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _COMPARED[section.condition[0]](number, section.condition[1]):
                return section, False
        return None, False
    if len(numeric) > 1 and number < 0:
        return numeric[1], True
    if len(numeric) > 2 and number == 0:
        return numeric[2], False
    return (numeric[0] if numeric else None), False


def _written(number: Decimal, section: Section) -> str:
    """A number by a section without dates."""
    signs = section.signs
    kinds = {kind for kind, _ in signs}
    marks = [text for kind, text in signs if kind == "sign"]
    if section.chinese is not None and number == number.to_integral_value() and 0 <= number < 10**8:
        number_text = written(int(number), section.chinese)
        return "".join(text for kind, text in signs if kind == "text").strip() + number_text
    if "general" in kinds or "@" in marks or "power" in kinds or "/" in marks:
        spoken = iter([general(number)])
        return "".join(text if kind == "text" else next(spoken, "") if kind in ("general", "sign") else ""
                       for kind, text in signs).strip()
    if not any(mark in "0#?" for mark in marks):
        return "".join(text for kind, text in signs if kind in ("text", "sign")).strip()
    return _digits(number, signs)


def _digits(number: Decimal, signs: tuple[tuple[str, str], ...]) -> str:
    """A number put into the places 0 # ? of its format."""
    places = [index for index, (kind, text) in enumerate(signs) if kind == "sign" and text in "0#?"]
    point = next((index for index, sign in enumerate(signs) if sign == ("sign", ".")), len(signs))
    whole = [index for index in places if index < point]
    behind = [index for index in places if index > point]
    commas = [index for index, sign in enumerate(signs) if sign == ("sign", ",")]
    last = (behind or whole)[-1]
    scale = sum(index > last or (bool(whole) and whole[-1] < index < point) for index in commas)
    grouped = any(whole and whole[0] < index < whole[-1] for index in commas)
    percent = sum(sign == ("sign", "%") for sign in signs)
    with localcontext() as context:
        context.prec = 60
        rounded = _rounded(number.scaleb(2 * percent - 3 * scale), len(behind))
    integer, _, decimals = f"{abs(rounded):f}".partition(".")
    out = ["" if kind == "sign" and text in "0#?,." else text for kind, text in signs]
    digits = "" if integer == "0" else integer
    for number_of_place, index in enumerate(reversed(whole)):
        first = number_of_place == len(whole) - 1
        taken, digits = (digits, "") if first else (digits[-1:], digits[:-1])
        filled = taken or ("0" if signs[index][1] == "0" else "")
        out[index] = _grouped(filled, number_of_place) if grouped else filled
    shown_decimals = decimals
    for index in reversed(behind):
        if signs[index][1] == "0" or not shown_decimals.endswith("0"):
            break
        shown_decimals = shown_decimals[:-1]
    for index, digit in zip(behind, shown_decimals, strict=False):
        out[index] = digit
    if shown_decimals and point < len(signs):
        out[point] = "."
    sign = "-" if rounded < 0 else ""
    return sign + "".join(out).strip()


def _grouped(digits: str, before: int) -> str:
    """Digits with a comma where three places stand behind, `before` places being further right."""
    out = []
    for place, digit in enumerate(reversed(digits)):
        position = before + place
        out.append(digit + "," if position and position % 3 == 0 else digit)
    return "".join(reversed(out))
