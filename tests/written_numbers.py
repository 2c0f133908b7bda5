"""A written number and a direction in, another number written the same way out (60 → 80, 五十 → 六十, ３.5 → ４).

>>> import random
>>> [other(written, True, random.Random(1)) for written in ("60", "五十", "一", "3.5", "１２")]
['80', '六十', '两', '4', '１３']
>>> relabel("（三）", 4), relabel("三、", 12), relabel("第二十一条", 22), relabel("9.", 10)
('（四）', '十二、', '第二十二条', '10.')
"""

from __future__ import annotations

import random
import re
from decimal import Decimal

from planparse.text.numerals import numeral

NUMBER = re.compile(r"\d+(?:[.．]\d+)?|[一二两三四五六七八九十]+")
DIGITS = "零一二三四五六七八九"
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９.")
NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
LABEL = re.compile(r"(\d+|[一二三四五六七八九十]+)")


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def other(written: str, up: bool, rng: random.Random, ceiling: int | None = None) -> str | None:
    """Another round number in the same writing, above or below; None where there is none."""
    value = numeral(written)
    if value is None or value <= 0:
        return None
    if not written[0].isdigit():
        return _other_chinese(int(value), up)
    plain = written.translate(NARROW)
    decimals = len(plain.partition(".")[2])
    step = Decimal(rng.choice((1, 2))) * Decimal(10) ** max(len(str(int(value))) - 2, 0)
    if not decimals and value >= 10 and value % 5 == 0:
        step = max(step, Decimal(rng.choice((5, 10))))
        step = step if value % 10 or step % 10 == 0 or ceiling else Decimal(rng.choice((10, 20)))
    if decimals:
        step = Decimal(rng.choice((5, 3))) / 10**decimals
    found = value + step if up else value - step
    if found <= 0 or found == value or (ceiling is not None and value <= ceiling < found):
        return None
    shown = f"{found:.{decimals}f}" if decimals else str(int(found))
    shown = shown.rstrip("0").rstrip(".") if decimals else shown
    return shown.translate(WIDE) if ord(written[0]) > 127 else shown


def _other_chinese(value: int, up: bool) -> str | None:
    step = 10 if value % 10 == 0 and value > 10 else 1
    found = value + (step if up else -step)
    if not 0 < found < 100:
        return None
    return "两" if found == 2 else chinese(found)


def relabel(label: str, number: int) -> str | None:
    """The heading's label with another number: （三） → （四）."""
    match = LABEL.search(label)
    if match is None or not 0 < number < 100:
        return None
    written = match[0]
    shown = chinese(number) if not written[0].isdigit() else str(number)
    if written[0].isdigit() and ord(written[0]) > 127:
        shown = shown.translate(WIDE)
    return label[:match.start()] + shown + label[match.end():]


def label_number(label: str) -> int | None:
    """The number in a heading's label."""
    match = LABEL.search(label)
    value = numeral(match[0]) if match else None
    return None if value is None else int(value)
