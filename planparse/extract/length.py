"""Lengths of time in the flow in, periods with their duration out: 两年零三个月, 三天, 半小时.

>>> [one.duration for one in lengths("培训两周,走了3年零6个月,停电一个半小时,每两天一次,三年行动计划")]
['P2W', 'P3Y6M', 'PT1.5H']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from planparse.model.mention import Period
from planparse.text.numerals import numeral

_N = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.\d+)?万?|[一二两俩三四五六七八九十百千万廿卅]{1,6}|半"
_LENGTH = re.compile(
    r"(?<![\d.,点第每近下前后这那同满〇零一二三四五六七八九十百千几数~至到-])(?<!(?<!马)上)(?<!\d个)(?<!第.个)(?=[\d一二两俩三四五六七八九十百千廿卅半])"
    rf"(?:(?P<Y>{_N})年(?P<Yh>半)?零?(?!级|代|度|轻|货|初|末|底|中|报|龄|限|第|[一二三四]季))?"
    rf"(?:(?P<Q>{_N})个季度)?(?:(?P<M>{_N})个(?P<Mh>半)?月零?(?!份))?"
    rf"(?:(?P<W>{_N})(?:周(?!岁|年|[一二三四五六日末])|个?星期(?![一二三四五六日天])|个?礼拜(?![一二三四五六日天])))?"
    rf"(?:(?P<D>{_N})(?:天|个?(?:工作日|交易日|自然日))(?P<Dh>半)?)?"
    rf"(?:(?P<H>{_N})个?(?P<Hh>半)?(?:小时|钟头)零?)?(?:(?P<I>{_N})(?(H)分钟?|(?:分钟|分(?=[\d一二三四五六七八九十]+秒))))?(?:(?P<S>{_N})秒钟?)?"
    r"(?!之?[前后内]|以[前后内来]|[-~至到]|多|规划|计划|行动|攻坚|滚动|[一两二三四五\d]+次)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def lengths(text: str) -> Iterator[Period]:
    """Each length of time that stands by itself, its parts joined; how often something is done is none."""
    for match in _LENGTH.finditer(text):
        if match.end() == match.start() or _YEAR.fullmatch(match["Y"] or ""):
            continue
        if duration := _duration(match):
            yield Period(*match.span(), "period/length", None, None, "within", duration)


def _duration(match: re.Match[str]) -> str | None:
    """ISO 8601: 三年半 → P3.5Y, 半年 → P6M, 五个季度 → P15M, 8天20小时 → P8DT20H."""
    if match.group() == "半年":
        return "P6M"
    months = (_count(match, "M") or Decimal(0)) + 3 * (_count(match, "Q") or Decimal(0))
    dates = [(_count(match, "Y"), "Y"), (months or None, "M"), (_count(match, "W"), "W"), (_count(match, "D"), "D")]
    clock = [(_count(match, "H"), "H"), (_count(match, "I"), "M"), (_count(match, "S"), "S")]
    first = "".join(f"{value.normalize():f}{letter}" for value, letter in dates if value)
    second = "".join(f"{value.normalize():f}{letter}" for value, letter in clock if value)
    return "P" + first + ("T" + second if second else "") if first or second else None


def _count(match: re.Match[str], part: str) -> Decimal | None:
    """The figure of one part, with its half."""
    written = match[part]
    value = numeral(written) if written else None
    half = match.groupdict().get(f"{part}h")
    return value + Decimal("0.5") if value is not None and half else value
