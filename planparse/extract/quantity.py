"""Numbers with their bound words and units in the flow in, quantities out.

>>> text = "建成站点60个以上,面积不少于2000平方米,网络零售额31亿元,每周配送3次,覆盖率达到20%-30%,机架规模保持在20%左右。"
>>> for one in quantities(text):
...     print(text[one.start:one.end], one.comparator, one.value, one.value_max, one.unit, one.per)
60个以上 ge 60 None 个 None
不少于2000平方米 ge 2000 None 平方米 None
31亿元 eq 3100000000 None 元 None
每周配送3次 eq 3 None 次 week
20%-30% range 20 30 % None
20%左右 approx 20 None % None
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from planparse.extract.naming import quoted_stretches
from planparse.lexicon.units import units
from planparse.model.mention import Quantity
from planparse.text.numerals import numeral

_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"[一二两三四五六七八九十百千万亿][〇零一二两三四五六七八九十百千万亿]*"
_POSITIONAL = re.compile("[一二][〇零一二三四五六七八九]{3}")
_MORE = r"[余多几来]"
#: Numbers that name: 5G, IPv6, 第3, 2.0版, 十四五, 三农 never open a quantity.
_NOT_BEFORE = r"(?<![\d.第之〔])(?<![A-Za-z\d]/)(?<![A-Za-z](?=\d(?!\d)))"
_FRONTS = {
    "ge": ("不少于", "不低于", "不小于", "不下于", "不得少于", "不得低于", "不得小于", "不能少于", "不能低于", "应不少于", "至少",
           "最少", "最低", "超过", "突破", "高于", "多于", "大于", "超", "逾", "≥", "〉=", "〉", "≧", "不短于", "长于"),
    "le": ("最高不超过", "最多不超过", "不超过", "不高于", "不多于", "不大于", "不得超过",
           "不得高于", "不得多于", "不得突破", "不能突破", "不得超出", "不超出", "不能高于", "不准超过",
           "不得大于", "不能超过", "不突破", "低于",
           "小于", "少于", "短于", "最多", "最高", "至多", "≤", "〈=", "〈", "≦", "不长于", "不超", "最长"),
    "approx": ("大约", "约", "近", "接近", "约为"),
}
_BOUND = {word: comparator for comparator, words in _FRONTS.items() for word in words}
_BOUND_WORDS = "|".join("(?<![签契集节预条制合公违履])约" if word == "约" else re.escape(word)
                        for word in sorted(_BOUND, key=len, reverse=True))
#: Bound words right in front; 过 only where it is not the tail of another word (通过, 经过).
_FRONT = re.compile(rf"(?:(?P<word>{_BOUND_WORDS})|(?<![通经越达胜不超路错])(?P<past>过))(?:了|在|为|到)?$")
#: Bound words with a short phrase between them and the number: 至少举办, 不超过项目资金总额的.
_FRONT_APART = re.compile(
    r"(?P<word>不少于|不低于|不高于|不超过|不得超过|不得高于|不得低于|不得少于|不多于|至少|最少|最多)"
    r"(?P<gap>[^,。;:、()\n\d《》“”以]{1,14})$")
_BACKS = {"ge": ("以上", "及以上", "(含)以上", "及其以上", "之上"), "le": ("以下", "及以下", "(含)以下", "以内", "之内", "(含)以内"),
          "approx": ("左右", "上下", "余")}
_BACK = {word: comparator for comparator, words in _BACKS.items() for word in words}
_BACK_WORDS = "|".join(sorted(map(re.escape, _BACK), key=len, reverse=True))
_PER_WORDS = {"年": "year", "年度": "year", "半年": "half_year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week",
              "星期": "week", "天": "day", "日": "day", "学期": "half_year", "学年": "year"}
_EVERY = re.compile(
    r"每(?P<n>\d+|[一二两三四五六七八九十])?(?:个)?(?P<u>年度|半年|季度|季|月|学年|学期|年|周|星期|天|日|"
    r"工作日)(?!度?末|底)"
    r"(?P<gap>[^,。;:()\n\d《》]{0,20}?)$")
_ONCE = re.compile(
    r"(?<![每第十\d一二三四五六七八九])(?P<n>\d+|[一两二三四五])(?:个)?(?P<u>天|周|月|年|季度)(?:至少)?(?:配送|"
    r"召开|开展|举办|组织|检查|调度|通报|研究|报送|更新|巡查|派送|送达)?(?P<q>[一两]|1)次")
_PER_AFTER = re.compile(r"/(?P<u>年|月|天|日|周|季度)")
_MONEY_BEFORE = re.compile(
    r"(?:资金|投资|投入|补贴|补助|奖励|奖补|规模|产值|收入|营收|销售额|零售额|交易额|成交额|进出口额?|利润|税收|"
    r"贷款|预算|经费|"
    r"总额|金额|费用|增加值|注册资本|成本|GDP|工资|薪酬|授信)[^,。;:、\n\d]{0,6}$")
_MONEY_AFTER = re.compile(r"(?:的)?(?:专项)?(?:资金|投资|经费|补贴|补助|奖励|元|贷款|产业(?:集群|链)?|企业|规模)")
_FULL = re.compile(
    r"(?<=[\u4e00-\u9fff)%])(?:实现|达到)?(?P<q>全覆盖|全部覆盖|100%覆盖|应保尽保|应纳尽纳)(?!率|[、”\"]|范围)")
_TIMES = re.compile(
    r"(?P<double>翻(?P<n>[一两二三])?番)|(?P<zero>(?:动态)?清零|零(?:发生|事故|死亡|伤亡|投诉|新增))|"
    r"(?P<fold>增长|提高|提升|达到)?(?P<x>[一两二三四五六七八九十])倍")
_RANK = re.compile(
    r"(?<=[居列入持在进国省市县区球界第强占])(?P<q>前(?P<n>\d+|[一二两三四五六七八九十]+)(?:名|位|"
    r"强)?)(?![\d一二三四五六七八九十]*(?:[季个次款期年月项批者]|条|天|端|台|段))")
#: Nouns whose figures have no unit: 利用系数提高到0.58.
_INDEX = re.compile(
    r"(?:系数|指数|容积率|PUE\)?|之比)(?:提高到|提升到|达到|达|为|降至|降到|控制在|保持在|稳定在|缩小到|缩小至)?$")
_HUNDRED = re.compile(rf"百分之(?P<n>{_HAN}|\d+(?:\.\d+)?)")


@cache
def _number() -> re.Pattern[str]:
    """One number with everything that may follow it."""
    unit = "|".join(sorted(map(re.escape, [*units(), "成"]), key=len, reverse=True))
    own = "|".join(one for one in units() if one[0] in "十百千万亿")     # 5万千瓦: the 千 is no multiplier
    more = rf"(?:(?!{own})[十百千万亿]){{0,3}}"
    han = rf"(?!{own})[一二两三四五六七八九十百千万亿](?:(?!{own})[〇零一二两三四五六七八九十百千万亿])*"
    tail = (
        rf"(?:(?:{unit})?(?:-{{1,2}}|~|至|到)(?P<n2>{_ARABIC}|"
        rf"(?<=[一二两三四五六七八九十千百万亿个年月%元][-~至到])(?:{_HAN}))"
            rf"(?P<m2>{more}))?"
            rf"(?P<more>{_MORE})?(?P<late>[万亿])?(?P<size>(?<=[万亿])级)?(?P<unit>{unit})?(?P<back>{_BACK_WORDS}|"
            rf"起(?=[,。;)、\n]))?")
    return re.compile(
        rf"{_NOT_BEFORE}(?:(?P<n>{_ARABIC})(?P<m>{more})|"
        rf"(?<![一二三四五六七八九十百千])(?!百分之)(?P<h>{han})){tail}")


def quantities(text: str) -> list[Quantity]:
    """All quantities of a folded, white-space-free text, in reading order; dates and names (《…》) are left out."""
    quoted = quoted_stretches(text, catchwords=True)
    found = [one for one in _plain(text) if not quoted.holds(one.number_start)]
    found += [one for one in _special(text) if not quoted.holds(one.number_start)]
    found.sort(key=lambda one: (one.number_start, -one.number_end))
    kept: list[Quantity] = []
    for one in found:
        if kept and _closes(kept[-1], one):
            kept[-1] = _range_of(kept[-1], one)
            continue
        while kept and one.start <= kept[-1].number_start:      # 每两天配送一次: the 两天 is part of it
            kept.pop()
        if not kept or one.number_start >= kept[-1].number_end:
            kept.append(one)
    return _with_shared_bounds(text, kept)


def _with_shared_bounds(text: str, found: list[Quantity]) -> list[Quantity]:
    """分别不低于95%、85%: the bound stands once in front of all."""
    for at in range(1, len(found)):
        earlier, one = found[at - 1], found[at]
        if (one.comparator != "eq" or earlier.comparator not in ("ge", "le") or one.unit != earlier.unit
                or text[earlier.end:one.start] not in ("、", "和", "及")):
            continue
        if earlier.rule == "quantity/shared-bound" or (
                earlier.start < earlier.number_start and text.endswith("分别", 0, earlier.start)):
            found[at] = replace(one, comparator=earlier.comparator, rule="quantity/shared-bound")
    return found


def _closes(low: Quantity, high: Quantity) -> bool:
    """1000元以上30000元以下, 500平方米(含)以上,…: one range told with both its bounds."""
    return (low.end == high.start and low.rule == high.rule == "quantity/bound-behind" and low.comparator == "ge"
            and high.comparator == "le" and low.unit == high.unit and low.value < high.value)


def _range_of(low: Quantity, high: Quantity) -> Quantity:
    return replace(low, end=high.end, rule="quantity/range-of-bounds", comparator="range", value_max=high.value,
                   number_end=high.number_end)


def _plain(text: str) -> Iterator[Quantity]:
    """Numbers in figures, and in Chinese characters where a unit follows."""
    for match in _number().finditer(text):
        if match["h"] and ((not match["unit"] and not _large(match["h"])) or _bare_sum(text, match)):
            continue
        if match["unit"] == "年" and _POSITIONAL.fullmatch(match["h"] or ""):      # 二〇二五年
            continue
        if one := _read(text, match):
            yield one


def _bare_sum(text: str, match: re.Match[str]) -> bool:
    """万元, 亿元 alone are units; 亿元以上 and 亿元级 are sums."""
    alone = match["h"] + (match["unit"] or "") in ("万元", "亿元")
    return alone and match["back"] is None and text[match.end():match.end() + 1] != "级"


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    written, unit, back = match["n"] or match["h"], match["unit"], match["back"]
    if match["size"] and unit:                    # 千亿级台阶: 台 is no unit there
        unit, end = None, match.start("unit")
    multiplier = (match["m"] or "") + (match["late"] or "")
    if match["n"] and (_is_date(text, start, end, unit) or _is_code(written)):
        return None
    value = numeral(written + multiplier)
    high = numeral(match["n2"] + match["m2"]) if match["n2"] else None
    if value is None or (match["n2"] and high is None):
        return None
    if high is not None and match["m2"] and not multiplier:
        value *= numeral(match["m2"]) or 1
    if high is not None and high <= value:
        return None
    if unit is None and back is None:
        unit, end = _open_unit(text, match, end)
        if unit and (late := re.compile(rf"(?:{_BACK_WORDS})").match(text, end)):
            back, end = late.group(), late.end()
    if unit is None and (match["size"] or multiplier[-1:] in ("亿", "万") or _large(match["h"] or "")):
        unit = _money(text, start, end, bool(match["size"]), multiplier or match["h"] or "")
    if unit == "成":
        value, high, unit = value * 10, high and high * 10, "%"
    sized = unit == "元" and text[end:end + 1] == "级" and back is None      # 千万元级商家
    end += sized
    front_at, front = _front(text, start)
    rule = "quantity/figure" if match["n"] else "quantity/numeral"
    comparator = "eq"
    if high is not None:
        comparator, rule = "range", "quantity/range"
    elif front:
        comparator, rule = front, "quantity/bound-before"
    elif back:
        comparator, rule = _BACK.get(back, "ge"), "quantity/bound-behind"
    elif match["more"] and match["more"] != "来":
        comparator, rule = "approx", "quantity/more"
    elif match["size"] or sized:
        comparator, rule = "approx", "quantity/size"
    every_at, per = _per(text, front_at)
    if per is None and (after := _PER_AFTER.match(text, end)):
        per, end = _PER_WORDS[after["u"]], after.end()
    if unit is None and front is None and back is None and per is None and not match["size"] and high is None and (
            not _INDEX.search(text[max(0, front_at - 14):front_at])):
        return None
    opens = min(front_at, every_at)
    return Quantity(opens, end, rule, comparator, value, high, unit, text[start:end], per, start, max(end, start + 1))


def _open_unit(text: str, match: re.Match[str], end: int) -> tuple[str | None, int]:
    """A unit nobody listed: one Han character between the number and a bound word behind it."""
    if match["size"]:
        return None, end
    later = re.compile(rf"(?P<u>[\u4e00-\u9fff]{{1,2}}?)(?={_BACK_WORDS})").match(text, end)
    if later and match["n"]:
        return later["u"], later.end()
    return None, end


def _front(text: str, start: int) -> tuple[int, str | None]:
    """Where the bound words in front of a number begin, and what they say."""
    window = text[max(0, start - 6):start]
    if match := _FRONT.search(window):
        return start - len(window) + match.start(), _BOUND.get(match["word"] or "", "ge")
    window = text[max(0, start - 22):start]
    if match := _FRONT_APART.search(window):
        return start - len(window) + match.start(), _BOUND[match["word"]]
    return start, None


def _per(text: str, start: int) -> tuple[int, str | None]:
    """每年计划开展, 每两天, 每半年至少召开 in front of a number: where it begins, and the period."""
    window = text[max(0, start - 26):start]
    at = window.rfind("每")
    if at < 0:
        return start, None
    match = _EVERY.match(window, at)
    if match is None:
        return start, None
    return start - len(window) + at, _period_of(match["u"], numeral(match["n"]) if match["n"] else None)


def _period_of(unit: str, count: Decimal | None) -> str:
    """每年 → year, 每两天 → P2D, 每两个季度 → P6M."""
    per = _PER_WORDS.get(unit, "day")
    if count is None or count <= 1:
        return per
    letter = {"year": "Y", "month": "M", "week": "W", "day": "D"}.get(per)
    return f"P{count}{letter}" if letter else f"P{count * (6 if per == 'half_year' else 3)}M"


def _is_date(text: str, start: int, end: int, unit: str | None) -> bool:
    """2023年, 6月, 30日, 〔2021〕47号, 第3条: numbers of the calendar and of documents."""
    after = text[end:end + 1]
    digits = text[start:end]
    if unit in ("年", "月", "日") or after in "年月日号":
        head = re.match(r"\d+", digits)
        number = head.group() if head else ""
        if (unit == "年" or after == "年") and len(number) == 4 and number[:2] in ("19", "20"):
            return True
        if unit == "月" or (after == "月" and not unit):
            return True
        if unit == "日" or after in ("日", "号"):
            return True
    return text[start - 1:start] == "月" and unit == "日"


def _is_code(written: str) -> bool:
    """Telephone numbers, codes: a leading zero, or more digits than anybody counts with."""
    digits = written.split(".")[0].replace(",", "")
    return (len(digits) > 1 and digits[0] == "0") or len(digits) > 9


def _large(written: str) -> bool:
    """千亿, 万亿, 百亿: a Chinese numeral that is a size by itself."""
    return "亿" in written


def _money(text: str, start: int, end: int, size: bool, multiplier: str) -> str | None:
    """元 that the plan leaves out: 资金221万, 规模过千亿, 7000亿级."""
    if size:
        return "元" if "亿" in multiplier else None
    if _MONEY_BEFORE.search(text[max(0, start - 16):start]) or _MONEY_AFTER.match(text, end):
        return "元"
    return None


def _special(text: str) -> Iterator[Quantity]:
    """全覆盖, 翻一番, 清零, 前三, 百分之二十."""
    for match in _FULL.finditer(text):
        yield _exact(match.start("q"), match.end(), "quantity/full-coverage", Decimal(100), "%")
    for match in _TIMES.finditer(text):
        if match["double"]:
            yield _exact(*match.span(), "quantity/doubling", Decimal(2) ** int(numeral(match["n"] or "一") or 1), "倍")
        elif match["zero"]:
            yield _exact(*match.span(), "quantity/zero", Decimal(0), None)
    for match in _RANK.finditer(text):
        value = numeral(match["n"])
        if value is not None:
            yield Quantity(match.start("q"), match.end("q"), "quantity/rank", "le", value, None, None, match["q"], None,
                           match.start("q"), match.end("q"))
    for match in _ONCE.finditer(text):
        per = _period_of(match["u"], numeral(match["n"]))
        yield Quantity(*match.span(), "quantity/once-in", "eq", numeral(match["q"]) or Decimal(1), None, "次", match["q"] + "次",
                       per, match.start("q"), match.end())
    for match in _HUNDRED.finditer(text):
        if (value := numeral(match["n"])) is not None:
            start, front = _front(text, match.start())
            yield Quantity(start, match.end(), "quantity/percent-numeral", front or "eq", value, None, "%", match.group(),
                           None, match.start(), match.end())


def _exact(start: int, end: int, rule: str, value: Decimal, unit: str | None) -> Quantity:
    return Quantity(start, end, rule, "eq", value, None, unit, None, None, start, end)
