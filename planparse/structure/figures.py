"""The number in a table cell: the cell's folded text in, bound, value and unit out.

>>> figure("≥90%")
Figure(start=0, end=4, number_start=1, number_end=3, comparator='ge', value=Decimal('90'), value_max=None, scale=None, unit='%')
>>> figure("1,224.5").value, figure("1.5万人次").value, figure("显著提高")
(Decimal('1224.5'), Decimal('15000.0'), None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000,
          "亿": 100_000_000, "十亿": 1_000_000_000, "百亿": 10_000_000_000, "千亿": 100_000_000_000}
_FRONT = {"≥": "ge", "≧": "ge", "〉=": "ge", "〉": "ge", "不少于": "ge", "不低于": "ge", "大于等于": "ge",
          "大于": "ge", "高于": "ge", "超过": "ge", "至少": "ge", "≤": "le", "≦": "le", "〈=": "le", "〈": "le",
          "不超过": "le", "不高于": "le", "不多于": "le", "小于等于": "le", "小于": "le", "低于": "le", "至多": "le",
          "约": "approx", "左右": "approx", "=": "eq", "达到": "eq", "达": "eq", "完成": "eq"}
_BEHIND = {"以上": "ge", "及以上": "ge", "以下": "le", "及以下": "le", "以内": "le", "左右": "approx", "余": "approx"}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<front>{'|'.join(sorted(map(re.escape, _FRONT), key=len, reverse=True))})?(?P<sign>[¥￥])?"
    rf"(?P<number>{_NUMBER})(?:%?[-~至](?P<upper>{_NUMBER}))?"
    rf"(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})?"
    rf"(?P<unit>[%‰℃]|(?!(?:{'|'.join(_BEHIND)})[。,;]?\Z)[\u4e00-\u9fffA-Za-z㎡²³/]{{1,8}}?)?(?P<behind>{'|'.join(_BEHIND)})?[。,;]?")
_OPENING, _CLOSING = "[〔【", "]〕】"
_NOTHING = re.compile(r"[-/\\~—_*]*|无|——|0+(?:\.0+)?(?:[万亿]?元)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell that is one number. Offsets count in the cell's text; `scale` is the multiplier, `unit` goes without."""

    start: int
    end: int
    number_start: int
    number_end: int
    comparator: str               # eq | ge | le | approx | range
    value: Decimal
    value_max: Decimal | None
    scale: str | None
    unit: str | None


def figure(text: str) -> Figure | None:
    """The number a cell consists of, None where it says more or other than one number."""
    if not text or len(text) > 32:
        return None
    if text[0] in _OPENING and text[-1] in _CLOSING and (inner := figure(text[1:-1])) is not None:
        return replace(inner, start=inner.start + 1, end=inner.end + 1, number_start=inner.number_start + 1,
                       number_end=inner.number_end + 1)          # 〔39〕: summed up over the years of the plan
    if (found := _FIGURE.fullmatch(text)) is None:
        return None
    scale = Decimal(SCALES[found["scale"]]) if found["scale"] else Decimal(1)
    value, upper = _decimal(found["number"]) * scale, None
    comparator = _FRONT.get(found["front"] or "") or _BEHIND.get(found["behind"] or "") or "eq"
    if found["upper"] is not None:
        upper, comparator = _decimal(found["upper"]) * scale, "range"
    last = found.end("behind") if found["behind"] else found.end("unit") if found["unit"] else \
        found.end("scale") if found["scale"] else found.end("upper") if found["upper"] else found.end("number")
    first = found.start("front") if found["front"] and comparator != "eq" else found.start("number")
    return Figure(first, last, found.start("number"), found.end("upper" if found["upper"] else "number"),
                  comparator, value, upper, found["scale"], found["unit"])


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, zero.

    >>> [is_nothing(cell) for cell in ("", "-", "0.00", "/", "40", "无")]
    [True, True, True, True, False, True]
    """
    return _NOTHING.fullmatch(text) is not None


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))
