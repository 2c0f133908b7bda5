"""Write a list number the way a word processor does: a number and the name of a number format in, its text out.

The names are those of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59).

>>> written(12, "chineseCounting"), written(3, "ideographTraditional"), written(4, "decimalEnclosedCircle")
('十二', '丙', '④')
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _positional(number: int, digits: str = "〇一二三四五六七八九") -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counted(number: int, digits: str = _DIGITS, units: str = "十百千", bare: str = "十") -> str:
    """Count with 十, 百, 千, 万; `bare` are the units that stand without 一 at the head of the number."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        gap = digits[0] if 0 < rest < 1000 else ""
        return _counted(head, digits, units, bare) + "万" + (gap + _counted(rest, digits, units, "") if rest else "")
    text, skipped = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            skipped = bool(text)
            continue
        unit = units[power - 1] if power else ""
        one = digit == 1 and not text and unit and unit in bare
        text += (digits[0] if skipped else "") + ("" if one else digits[digit]) + unit
        skipped = False
    return text or digits[0]


def _chinese_counting(number: int) -> str:
    return _counted(number) if number < 100 else _positional(number, "○一二三四五六七八九")


def _japanese(number: int) -> str:
    return _counted(number, units="十百千", bare="十百千").replace("零", "") or "〇"


def _letters(number: int) -> str:
    """a … z, then aa, bb, cc … as word processors count."""
    turns, place = divmod(number - 1, 26)
    return chr(97 + place) * min(turns + 1, 50) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for step, sign in _ROMAN:
        turns, number = divmod(number, step)
        text += sign * turns
    return text


def _row(first: str, length: int, spare: Callable[[int], str] = str) -> Callable[[int], str]:
    """Signs that follow each other in Unicode; behind the last one the plain number."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= length else spare(number)


def _cycle(*wheels: str) -> Callable[[int], str]:
    return lambda number: "".join(wheel[(number - 1) % len(wheel)] for wheel in wheels) if number > 0 else str(number)


def _wide(number: int) -> str:
    return "".join(chr(0xFEE0 + ord(digit)) for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "chineseLegalSimplified": lambda number: _counted(number, _FORMAL, "拾佰仟", ""),
    "ideographLegalTraditional": lambda number: _counted(number, _FORMAL_TRADITIONAL, "拾佰仟", ""),
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _positional,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "ideographEnclosedCircle": _row("㊀", 10, _counted),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _cycle(_STEMS, _BRANCHES),
    "none": lambda number: "",
}


def written(number: int, form: str, pattern: str | None = None) -> str:
    """The number in a format; `pattern` is the sample of a custom one ("001, 002, 003, …"). Unknown: digits."""
    if number < 0:
        return str(number)
    if form == "custom" and pattern:
        return str(number).zfill(min(len(pattern.split(",")[0].strip()), 9))
    return FORMATS.get(form, str)(number)
