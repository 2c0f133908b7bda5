"""How a number with its unit is written: the patterns of a quantity and the sums they make.

>>> match = number(free=True).search("约十五六万人次")
>>> rough(match["h"]), match["unit"]
((Decimal('150000'), Decimal('160000')), '人次')
>>> coins("五元三角二分,", 2)
(Decimal('0.32'), 6)
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from planparse.extract.bound import BACK_WORDS
from planparse.lexicon.units import units
from planparse.text.numerals import DIGITS, numeral

ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURES = "一二三四五六七八九"
_FORMAL = "壹贰叁肆伍陆柒捌玖"
_TIMES = "十百千万亿拾佰仟"
HAN = rf"[{_FIGURES}两{_TIMES}][〇零{_FIGURES}两{_TIMES}]*"
MORE = r"[余多几来]"
#: Numbers that name: 5G, IPv6, 第3, 2.0版, 十四五, 三农 never open a quantity.
_NOT_BEFORE = r"(?<![\d.第之〔])(?<![A-Za-z\d]/)(?<![A-Za-z](?=\d(?!\d)))"
#: Measure words too common in other words to be read in a plan (一面, 一起, 两手), fine in a sentence about numbers.
_MEASURES = [*"朵束串堆双碗杯瓶袋桶筐趟遍层页首粒滴枝壶缸罐盒捆尺寸丈棵两角毛圈顿", "毛钱", "角钱", "分钱", "度电"]
#: Units that are another one's: the unit and how many of it.
SAME = {"圆": ("元", Decimal(1)), "块钱": ("元", Decimal(1)), "人民币": ("元", Decimal(1)), "元人民币": ("元", Decimal(1)),
        "角": ("元", Decimal("0.1")), "毛": ("元", Decimal("0.1")), "角钱": ("元", Decimal("0.1")),
        "毛钱": ("元", Decimal("0.1")), "分钱": ("元", Decimal("0.01")), "月": ("个月", Decimal(1)), "成": ("%", Decimal(10))}
#: Money named in front of the sum: 港币300万元, ¥500.
_CURRENCIES = {"人民币": "元", "¥": "元", "￥": "元", "RMB": "元", "港币": "港元", "HK$": "港元", "新台币": "新台币", "台币": "台币",
               "美金": "美元", "US$": "美元", "$": "美元", "欧元": "欧元", "€": "欧元", "英镑": "英镑", "£": "英镑", "日元": "日元"}
_CURRENCY = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_CURRENCIES, key=len, reverse=True)))})$")
_COINS = re.compile(
    rf"零?(?P<j>[{_FIGURES}两{_FORMAL}\d])[角毛](?!度|落|色)(?:(?P<f>[{_FIGURES}两{_FORMAL}\d])(?:分(?!之)|(?![{_TIMES}\d])))?钱?"
    rf"|又?零?(?P<c>[{_FIGURES}{_FORMAL}]|\d\d?)(?:美分|分(?=钱|[,。;、)\n]|到|至|-)钱?)")
#: 十二块五, 三块零四: the last coin goes without saying behind 块.
_ELIDED = re.compile(rf"(?P<zero>零)?(?P<j>[{_FIGURES}])(?=[,。;、)\n到至-]|$)")
_ROUGH = re.compile(rf"(?P<head>(?:[{_FIGURES}两][{_TIMES}]|十)*)(?P<a>[一二两三四五六七八])(?P<b>[二两三四五六七八九])"
                    rf"(?P<tail>[十百千万亿]*)")
_SCALE = re.compile("[万亿]+$|(?<=^.)[百千佰仟]$")


_STRESS = "重视|关键|必要|突出|明显|重要|复杂|严峻|紧迫|丰富|有限|薄弱|迫切|艰巨"
#: Units that are no unit in front of, or behind, some other words: 三分之一, 十分重视, 珠三角, 一毛不拔.
_GUARDED = {
    "分": rf"(?<!十)分(?!之|{_STRESS})|(?<=[一二三四五六七八九]十)分(?!之)", "两": "两(?![百千万亿])", "度": "度(?!假)",
    "升": "升(?![级学规降至到温])", "支": "支(?![持付出部撑行援])", "条": "条(?![件例])", "台": "台(?!账)", "处": "处(?![理置])",
    "部": "部(?![门分署])", "方": "方(?!面|案|式|向|法|针|便|可)", "年": "年(?!代|级|轻|货|画)", "毛": "毛(?!巾|衣|病|利|发|不)",
    "角": rf"(?<=\d)角(?!度)|角(?=[{_FIGURES}]分|钱|到|至|[-,。;、)\n])"}


def _unit_pattern(free: bool) -> str:
    """Every listed unit, longest first; letters end where the word ends; 分 is none in 三分之一."""
    listed = [*units(), "成", "圆", "块钱", "人民币", *(_MEASURES if free else ())]
    written = {}
    for unit in sorted(listed, key=len, reverse=True):
        pattern = re.escape(unit)
        if unit[-1].isascii() and unit[-1].isalpha():
            pattern = (pattern if len(unit) == 1 else f"(?i:{pattern})") + "(?![A-Za-z])"
        written[unit] = _GUARDED.get(unit, pattern)
    return "|".join([*written.values(), "(?<=个[半多])月"])


@cache
def number(free: bool = False) -> re.Pattern[str]:
    """One number with everything that may follow it; `free` for sentences that are no plan."""
    unit = _unit_pattern(free)
    own = "|".join(one for one in units() if one[0] in "十百千万亿")     # 5万千瓦: the 千 is no multiplier
    letters = "[kKwWM](?![A-Za-z])|" if free else ""
    more = f"(?:{letters}(?:(?!{own})(?:个(?=亿))?[{_TIMES}]){{0,3}})"
    opening = f"[{_FIGURES}两{_TIMES}{'廿卅俩' if free else ''}]|[{_FORMAL}](?=[{_FORMAL}拾佰仟万亿零元圆成折点])"
    lone = f"两(?=[百千万亿])|个(?=亿)|兆(?=[零{_FIGURES}])"
    inner = f"(?!{own})(?:[〇零{_FIGURES}{_TIMES}{_FORMAL}]|{lone})"
    point = f"(?:点[〇零{_FIGURES}{_FORMAL}]+(?=[万亿]?(?:{unit}))[万亿]?)?"
    han = f"(?!{own})(?:{opening})(?:{inner})*{point}"
    half = "|(?<![上下前后大每多过])半(?=个?(?:小时|钟头|天|月|年|成|折|里|斤|公里|吨))" if free else ""
    upper = rf"(?<=[{_FIGURES}两十百千万亿\d个年月%元块][-~至到]){han}"
    tail = (
        rf"(?:(?:{unit})?(?:\(含\))?(?:-{{1,2}}|~|至|到)(?P<n2>{ARABIC}|{upper})(?P<m2>{more}))?"
        rf"(?P<more>{MORE})?(?P<late>[万亿])?(?P<size>(?<=[万亿])级)?(?:个多(?=月|小时|钟头|星期|礼拜|季度))?"
        rf"(?:(?P<unit>{unit})(?P<half>半(?![年月日天价径数途导载]))?)?(?:(?<![家户个])规模(?=以[上下]))?(?P<back>{BACK_WORDS}|起(?=[,。;)、\n]))?")
    return re.compile(
        rf"{_NOT_BEFORE}(?:(?P<n>{ARABIC})(?P<m>{more})|"
        rf"(?<![{_FIGURES}十百千])(?!百分[之百{_FIGURES}十])(?P<h>{han}(?:个半(?=月|{unit}))?{half})){tail}")


def rough(written: str) -> tuple[Decimal, Decimal] | None:
    """Two figures in a row say from one to the other: 三五百, 七八万, 十五六, 一两."""
    match = _ROUGH.fullmatch(written)
    if match is None:
        return None
    low, high = DIGITS[match["a"]], DIGITS[match["b"]]
    if high - low != 1 and (low, high) != (3, 5):
        return None
    values = [numeral(match["head"] + match[side] + match["tail"]) for side in "ab"]
    if values[0] is None or values[1] is None or values[0] >= values[1]:
        return None
    return values[0], values[1]


def scale(written: str, times: str = "") -> Decimal:
    """What the upper end of a range lends the lower one: 十八至三十万, 两到三千, 2-3千万; `times` stands behind digits."""
    match = _SCALE.search(written)
    lent = times if written[:1].isdecimal() else match.group() if match else ""
    return numeral("1" + lent) or Decimal(1)


def coins(text: str, end: int, elided: str | None = None) -> tuple[Decimal, int]:
    """The jiao and fen behind a sum, in yuan, and where they end: 三角五分 is 0.35. Behind 块 and 毛 (`elided`) the
    last of them may go without its name: 两块五, 三毛五."""
    if match := _COINS.match(text, end):
        if match["c"]:
            return (numeral(match["c"]) or Decimal(0)) / 100, match.end()
        return ((numeral(match["j"]) or 0) * 10 + (numeral(match["f"] or "零") or Decimal(0))) / 100, match.end()
    if elided and (match := _ELIDED.match(text, end)):
        return (numeral(match["j"]) or Decimal(0)) / (100 if match["zero"] or elided == "毛" else 10), match.end()
    return Decimal(0), end


def currency(text: str, start: int) -> tuple[str | None, int]:
    """The money named right in front of a sum, and where its name begins."""
    match = _CURRENCY.search(text, max(0, start - 3), start)
    return (_CURRENCIES[match.group()], match.start()) if match else (None, start)
