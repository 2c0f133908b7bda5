"""Quantities that words state without a number and its unit in the flow in, quantities out: 全覆盖, 翻一番, 百分之二十.

>>> [(str(one.value), one.unit) for one in phrases("行政村全覆盖,收入翻一番,增长百分之八", free=False)]
[('100', '%'), ('2', '倍'), ('8', '%')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from planparse.extract.bound import BACK, BACK_WORDS, bound_before, period_of
from planparse.extract.figure import ARABIC, HAN
from planparse.model.mention import Quantity
from planparse.text.numerals import numeral

_ONCE = re.compile(
    r"(?<![每第十\d一二三四五六七八九])(?P<n>\d+|[一两二三四五])(?:个)?(?P<u>天|周|月|年|季度)(?:至少)?(?:配送|"
    r"召开|开展|举办|组织|检查|调度|通报|研究|报送|更新|巡查|派送|送达)?(?P<q>[一两]|1)次")
_FULL = re.compile(
    r"(?<=[\u4e00-\u9fff)%])(?:实现|达到)?(?P<q>全覆盖|全部覆盖|100%覆盖|应保尽保|应纳尽纳)(?!率|[、”\"]|范围)")
_TIMES = re.compile(
    r"(?P<double>翻(?P<n>[一两二三])?番)|(?P<zero>(?:动态)?清零|零(?:发生|事故|死亡|伤亡|投诉|新增))|"
    r"(?P<fold>增长|提高|提升|达到)?(?P<x>[一两二三四五六七八九十])倍")
_RANK = re.compile(
    r"(?<=[居列入持在进国省市县区球界第强占])(?P<q>前(?P<n>\d+|[一二两三四五六七八九十]+)(?:名|位|"
    r"强)?)(?![\d一二三四五六七八九十]*(?:[季个次款期年月项批者]|条|天|端|台|段))")
#: 按1:0.5给予配套: half as much again.
_MATCHED = re.compile(
    r"(?P<q>(?<![\d:])1:(?P<n>\d(?:\.\d+)?)(?![\d:]))(?=(?:的?比例)?[^,。;\d]{0,14}?(?:配套|补助|补贴|支持|奖励|匹配|扶持))")
#: 城乡居民收入比缩小至1.8:1, 桩车比达到1:1.
_RATIO = re.compile(
    rf"比(?:例|值|率)?[^,。;:\d\n]{{0,8}}?(?:\d[\d.]*:1[\u4e00-\u9fff]{{2}}[到至为])?(?P<q>(?P<n>\d{{1,3}}(?:\.\d{{1,3}})?):1)(?![\d:.])(?P<back>{BACK_WORDS})?"
    r"(?P<paid>[^,。;\d]{0,14}?(?:配套|补助|补贴|支持|奖励|匹配|扶持))?")
_FIGURE = rf"[负-]?(?:{HAN}|{ARABIC}|[壹贰叁肆伍陆柒捌玖拾])?(?:点[〇零一二三四五六七八九]+)?(?:[kKM](?![A-Za-z]))?"
_HUNDRED = re.compile(
    rf"(?P<minus>负)?(?P<of>[百千])分(?:之(?P<n>{_FIGURE})(?:[-~至到](?:[百千]分之)?(?P<n2>{_FIGURE}))?"
    rf"|(?<=百分)百|(?<=百分)(?P<n3>{HAN}))")
_FEW = r"(?<![\d.一二三四五六七八九十百千万])(?:[一二两三四五六七八九十百千万零]{1,12}|\d{1,9}(?:\.\d{1,3})?)"
_BETWEEN = re.compile(rf"(?:位于|介于|在)?(?P<low>{_FEW})(?:和|与|到|至)(?P<high>{_FEW})之间")
#: 三分之二, 超过1/2: a part of the whole.
_PART = re.compile(rf"(?![百千]分之){_FEW}分之(?:{HAN}|\d+)|(?<=[过于少到达半的])[1-9]/[1-9]\d?(?![\d/])")


def phrases(text: str, free: bool) -> Iterator[Quantity]:
    """全覆盖, 翻一番, 清零, 前三, 百分之二十."""
    for match in _FULL.finditer(text) if "覆盖" in text or "应保" in text or "应纳" in text else ():
        yield _exact(match.start("q"), match.end(), "quantity/full-coverage", Decimal(100), "%")
    for match in _TIMES.finditer(text) if "番" in text or "零" in text else ():
        if match["double"]:
            yield _exact(*match.span(), "quantity/doubling", Decimal(2) ** int(numeral(match["n"] or "一") or 1), "倍")
        elif match["zero"]:
            yield _exact(*match.span(), "quantity/zero", Decimal(0), None)
    for match in _RANK.finditer(text):
        value = numeral(match["n"])
        if value is not None:
            yield Quantity(match.start("q"), match.end("q"), "quantity/rank", "le", value, None, None, match["q"], None,
                           match.start("q"), match.end("q"))
    for match in _ONCE.finditer(text) if "次" in text else ():
        per = period_of(match["u"], numeral(match["n"]))
        yield Quantity(*match.span(), "quantity/once-in", "eq", numeral(match["q"]) or Decimal(1), None, "次", match["q"] + "次",
                       per, match.start("q"), match.end())
    for match in _MATCHED.finditer(text) if "1:" in text else ():
        start, front = bound_before(text, match.start("q"))
        share = (100 * (numeral(match["n"]) or Decimal(1))).normalize() + 0
        yield Quantity(start, match.end("q"), "quantity/matching", front or "eq", share, None, "%", match["q"], None,
                       *match.span("q"))
    for match in _RATIO.finditer(text) if ":1" in text else ():
        if not match["paid"] and (ratio := numeral(match["n"])) is not None:
            start, front = bound_before(text, match.start("q"))
            yield Quantity(start, match.end("back") if match["back"] else match.end("q"), "quantity/ratio",
                           front or BACK.get(match["back"] or "", "eq"), ratio, None, None, match["q"], None, *match.span("q"))
    for match in _HUNDRED.finditer(text) if "百分" in text or "千分" in text else ():
        yield from _percent(text, match)
    for match in _BETWEEN.finditer(text) if free else ():
        low, high = numeral(match["low"]), numeral(match["high"])
        if low is not None and high is not None and low < high:
            yield Quantity(*match.span(), "quantity/between", "range", low, high, None, match.group(), None,
                           match.start("low"), match.end())
    for match in _PART.finditer(text) if free else ():
        if (value := numeral(match.group())) is not None and text[match.start() - 1:match.start()] not in ("百", "第"):
            start, front = bound_before(text, match.start())
            yield Quantity(start, match.end(), "quantity/part", front or "eq", value, None, None, match.group(), None,
                           match.start(), match.end())


def _percent(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """百分之二十, 百分之五至十, 千分之三, 百分百."""
    value = numeral(match["n"] or match["n3"] or "百")
    high = numeral(match["n2"]) if match["n2"] else None
    if value is None or text[match.start() - 1:match.start()] in tuple("一二三四五六七八九"):
        return
    start, front = bound_before(text, match.start())
    if high is not None and high <= value:
        high = None
    yield Quantity(start, match.end(), "quantity/percent-numeral", front or "eq" if high is None else "range",
                   -value if match["minus"] else value, high, "%" if match["of"] == "百" else "‰", match.group(), None,
                   match.start(), match.end())


def _exact(start: int, end: int, rule: str, value: Decimal, unit: str | None) -> Quantity:
    return Quantity(start, end, rule, "eq", value, None, unit, None, None, start, end)
