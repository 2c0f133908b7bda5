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

from planparse.extract.bound import BACK, BACK_WORDS, PER_WORDS, bound_before, how_often
from planparse.extract.figure import ARABIC, SAME, coins, currency, number, rough, scale
from planparse.extract.naming import quoted_stretches
from planparse.extract.phrase import phrases
from planparse.model.mention import Quantity
from planparse.text.fold import typeset
from planparse.text.numerals import numeral

_LENT = re.compile(rf"(?:[、,]{ARABIC}){{0,6}}(?P<mark>[、和及与,])(?=\d)")
_STANDARD_YEAR = re.compile(r"(?:19|20)\d\d")
#: 29微克每立方米, 95000套(户): what a unit is of, or its other name.
_RATIO = re.compile(
    r"(?P<per>[每/](?:立方米|平方米|公里|千米|小时|公顷|千瓦时|标准?立方米|平方公里|升|秒)|\([户人间套个家处座台件]\))(?=$|[^\u4e00-\u9fff]|以[上下内]|左右|[的、])")
#: 0.6万贫困人口: people need no measure word.
_PEOPLE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?)(?:人口|农民|群众|居民|劳动力|农户|学生|老人|职工|患者|党员|游客|旅客|毕业生|青年|用户|市民|村民|妇女|儿童|就业)(?![^,。;]{0,2}[率比])")
#: Between the members of a list that share their bound: 不少于1个省级、2个市级项目.
_AND = re.compile(r"(?:(?:国家|省|市|县|区|州)级)?[、和及]")
_POSITIONAL = re.compile("[一二][〇零一二三四五六七八九]{3}")
_PER_AFTER = re.compile(r"/(?P<u>年|月|天|日|周|季度)")
_MONEY_BEFORE = re.compile(
    r"(?:资金|投资|投入|补贴|补助|奖励|奖补|规模|产值|收入|营收|销售额|零售额|交易额|成交额|进出口额?|利润|税收|"
    r"贷款|预算|经费|"
    r"总额|金额|费用|增加值|注册资本|成本|GDP|工资|薪酬|授信)[^,。;:、\n\d]{0,6}$")
_MONEY_LIST = re.compile(r"(?:(?:[、和及]|-{1,2}|~|至|到)\d[\d.]*[万亿]?)+元")
_MONEY_AFTER = re.compile(r"(?:的)?(?:专项)?(?:资金|投资|经费|补贴|补助|奖励|元|贷款|产业(?:集群|链)?|企业|规模)")
_PIECES = ("元", "圆", "块", "美元", "港元")
_TENTH = re.compile("(?P<n>[一二三四五六七八九])(?=[,。;、)\n]|$)")
_DEGREES = re.compile("(?P<kind>华氏|摄氏)(?:温度)?$")
_WHOLE = re.compile("人民币|整|钱")
_MINUS = re.compile(r"(?:^|[^\w)%-]|[为是至到达于率速幅差])-$|负$")
#: Nouns whose figures have no unit: 利用系数提高到0.58.
_INDEX = re.compile(
    r"(?:系数|指数|容积率|PUE\)?|之比)(?:提高到|提升到|达到|达|为|降至|降到|控制在|保持在|稳定在|缩小到|缩小至)?$")
_OF_RATIO = re.compile(r":\d")


def quantities(text: str, *, free: bool = False) -> list[Quantity]:
    """All quantities of a folded, white-space-free text, in reading order; dates and names (《…》) are left out.

    `free` reads a text that need not be a plan: signs, parts (三分之一), sums without a unit (300万), measure words
    that a plan uses otherwise.
    """
    quoted = quoted_stretches(text, catchwords=True)
    found = [one for one in _plain(text, free) if not quoted.holds(one.number_start)]
    found += [one for one in phrases(text, free) if not quoted.holds(one.number_start)]
    found.sort(key=lambda one: (one.number_start, -one.number_end))
    kept: list[Quantity] = []
    for one in found:
        if kept and (_closes(kept[-1], one) or _leads_to(text, kept[-1], one)):
            kept[-1] = _range_of(kept[-1], one)
            continue
        if kept and one.number_start == kept[-1].number_start and one.number_end < kept[-1].number_end:
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
                or not _AND.fullmatch(text, earlier.end, one.start)):
            continue
        if earlier.rule == "quantity/shared-bound" or text[earlier.end:one.start] not in ("、", "和", "及") or (
                earlier.start < earlier.number_start and text.endswith("分别", 0, earlier.start)):
            found[at] = replace(one, comparator=earlier.comparator, rule="quantity/shared-bound")
    return found


def _closes(low: Quantity, high: Quantity) -> bool:
    """1000元以上30000元以下, 500平方米(含)以上,…: one range told with both its bounds."""
    return (low.end == high.start and low.rule == high.rule == "quantity/bound-behind" and low.comparator == "ge"
            and high.comparator == "le" and low.unit == high.unit and low.value < high.value)


def _leads_to(text: str, low: Quantity, high: Quantity) -> bool:
    """五块六到五块八, 100万元与200万元之间: one range told with two sums."""
    between = text[low.end:high.start]
    if not low.comparator == high.comparator == "eq" or low.unit != high.unit or low.value >= high.value or low.per:
        return False
    return between in ("-", "--", "~", "至", "到") or (between in ("和", "与") and text.startswith("之间", high.end))


def _range_of(low: Quantity, high: Quantity) -> Quantity:
    return replace(low, end=high.end, rule="quantity/range-of-bounds", comparator="range", value_max=high.value,
                   number_end=high.number_end)


def _plain(text: str, free: bool) -> Iterator[Quantity]:
    """Numbers in figures, and in Chinese characters where a unit follows."""
    pattern, at = number(free), 0
    while match := pattern.search(text, at):
        at = match.end()
        if match["h"] and ((not match["unit"] and not _large(match["h"]) and not (
                free and (_stands_alone(text, match) or _counts_days(text, match))))
                           or _bare_sum(text, match)):
            continue
        if not (free or match["unit"]) and _OF_RATIO.match(text, at):                # 师生比1:15 is not 1
            continue
        if match["unit"] == "年" and _POSITIONAL.fullmatch(match["h"] or ""):      # 二〇二五年
            continue
        if one := _read(text, match, free):
            at = max(at, one.end)
            yield one


def _counts_days(text: str, match: re.Match[str]) -> bool:
    """90日, 两日, 10-15日: more than one day, and no day of a month."""
    if not text.startswith("日", match.end()) or text[match.start() - 1:match.start()] == "月" or match["back"]:
        return False
    value = numeral(match["n"] or match["h"])
    return match["h"] == "两" or (value is not None and value > 31) or (match["n2"] is not None)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """五百以上, 一千到一千五百, 不小于三十: a numeral that is bound, or a round number (三百万)."""
    bound = match["back"] or match["n2"] or bound_before(text, match.start())[1]
    round_ = match["h"][-1] == "万" and match["h"][0] not in "十百千万"          # 千万别忘
    return bool(bound or round_) and (len(match["h"]) > 1 or match["n2"] is not None)


def _bare_sum(text: str, match: re.Match[str]) -> bool:
    """万元, 亿元 alone are units; 亿元以上 and 亿元级 are sums."""
    alone = match["h"] + (match["unit"] or "") in ("万元", "亿元")
    return alone and match["back"] is None and text[match.end():match.end() + 1] != "级"


def _read(text: str, match: re.Match[str], free: bool) -> Quantity | None:
    start, end = match.span()
    unit, back = match["unit"], match["back"]
    if match["size"] and unit:                    # 千亿级台阶: 台 is no unit there
        unit, end = None, match.start("unit")
    multiplier = (match["m"] or "") + (match["late"] or "")
    days = free and unit is None and _counts_days(text, match)
    if match["n"] and "个" not in match.group() and not days and (
            _is_date(text, start, end, unit) or _is_code(match, unit)):
        return None
    if days:
        unit, end = "日", end + 1
    ends = _values(match, multiplier)
    if ends is None:
        return None
    value, high = ends
    if unit is None and back is None:
        unit, end = _open_unit(text, match, end)
        if unit and (late := re.compile(rf"(?:{BACK_WORDS})").match(text, end)):
            back, end = late.group(), late.end()
    if unit is None and (match["size"] or multiplier[-1:] in ("亿", "万") or _large(match["h"] or "")):
        unit = _money(text, start, end, bool(match["size"]), multiplier or match["h"] or "")
    value, high, unit, end = _summed(text, match, value, high, unit, end)
    money, named_at = currency(text, start)
    if money and unit in (None, "元") and not match["size"]:
        start, unit = (start if unit else named_at), money
    if free and high is None and text[start - 1:start] in ("几", "数") and match["h"]:
        start, high = start - 1, value * 10
    if free and high is None and _MINUS.search(text, max(0, start - 2), start):
        start, value = start - 1, -value
    if unit and back is None and (ratio := _RATIO.match(text, end)):
        unit, end = unit + typeset(ratio.group("per")), ratio.end("per")
        if late := re.compile(rf"(?:{BACK_WORDS})").match(text, end):
            back, end = late.group(), late.end()
    sized = unit == "元" and text[end:end + 1] == "级" and back is None      # 千万元级商家
    end += sized
    front_at, front = bound_before(text, start)
    rule, comparator = "quantity/figure" if match["n"] else "quantity/numeral", "eq"
    if high is not None:
        comparator, rule = "range", "quantity/range"
    elif front:
        comparator, rule = front, "quantity/bound-before"
    elif back:
        comparator, rule = BACK.get(back, "ge"), "quantity/bound-behind"
    elif (match["more"] and match["more"] != "来") or "个多" in match.group():
        comparator, rule = "approx", "quantity/more"
    elif match["size"] or sized:
        comparator, rule = "approx", "quantity/size"
    every_at, per = how_often(text, front_at)
    if per is None and (after := _PER_AFTER.match(text, end)):
        per, end = PER_WORDS[after["u"]], after.end()
    if unit is None and back is None and match["n"] and not multiplier:
        unit = _lent_unit(text, start, end)
    people = unit is None and multiplier[-1:] in ("万", "亿") and _PEOPLE.match(text, end) is not None
    bare = not people and unit is None and front is None and back is None and per is None and not match["size"] and high is None
    if bare and not (free and (multiplier or match["h"])) and not _INDEX.search(text[max(0, front_at - 14):front_at]):
        return None
    return Quantity(min(front_at, every_at), end, rule, comparator, value, high, unit, text[start:end], per, start,
                    max(end, start + 1))


def _values(match: re.Match[str], multiplier: str) -> tuple[Decimal, Decimal | None] | None:
    """What the figures say: a value, or the two ends of a range; the lower end borrows the scale of the upper one."""
    written = match["n"] or match["h"]
    if match["n2"] is None:
        if match["h"] and (written != "十四五" or match["unit"] not in (None, "期")) and (ends := rough(written + multiplier)):
            return ends
        value = numeral(written + multiplier)
        return None if value is None else (value, None)
    value, high = numeral(written + multiplier), numeral(match["n2"] + match["m2"])
    if value is None or high is None:
        return None
    lent = scale(match["n2"], match["m2"])
    if not multiplier and lent > 1 and value * lent < high and (match["h"] is None or scale(written) < lent):
        value *= lent
    return (value, high) if value < high else None


def _summed(text: str, match: re.Match[str], value: Decimal, high: Decimal | None, unit: str | None,
            end: int) -> tuple[Decimal, Decimal | None, str | None, int]:
    """The whole sum in its base unit: 三斤半, 五元三角, 七成六, 两毛; with its unit and where it ends."""
    if match["half"] and high is None:
        value += Decimal("0.5")
    if unit in ("角", "毛"):
        value, high, unit = value / 10, high and high / 10, "元"
    if unit in _PIECES and high is None and end == match.end("unit"):
        more, behind = coins(text, end, match["unit"] if match["unit"] in ("块", "毛") else None)
        if behind > end:
            value, end, unit = value + more, behind, "元" if unit == "块" else unit
    if unit == "成" and (tenth := _TENTH.match(text, end)):
        value, end = value + (numeral(tenth["n"]) or Decimal(0)) / 10, tenth.end()
    if unit == "度" and (kind := _DEGREES.search(text, max(0, match.start() - 4), match.start())):
        unit = kind["kind"] + "度"
    if unit in SAME:
        unit, factor = SAME[unit]
        value, high = value * factor, high and high * factor
    if unit == "元" and (whole := _WHOLE.match(text, end)):
        end = whole.end()
    return _plain_number(value), high and _plain_number(high), unit, end


def _plain_number(value: Decimal) -> Decimal:
    """85.0 → 85."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _open_unit(text: str, match: re.Match[str], end: int) -> tuple[str | None, int]:
    """A unit nobody listed: one Han character between the number and a bound word behind it."""
    if match["size"]:
        return None, end
    later = re.compile(rf"(?P<u>[\u4e00-\u9fff]{{1,2}}?)(?={BACK_WORDS})").match(text, end)
    if later and match["n"]:
        return later["u"], later.end()
    return None, end


def _lent_unit(text: str, start: int, end: int) -> str | None:
    """分别不高于53、32微克/立方米: the unit stands behind the last figure only."""
    match = _LENT.match(text, end) if "分别" in text[max(0, start - 16):start] else None
    one = number().match(text, match.end("mark")) if match else None
    if one is None or not one["unit"]:
        return None
    ratio = _RATIO.match(text, one.end("unit"))
    return one["unit"] + (typeset(ratio.group("per")) if ratio else "")


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


def _is_code(match: re.Match[str], unit: str | None) -> bool:
    """Telephone numbers, codes, standards (JGJ450-2018): a leading zero, or more digits than anybody counts with, unless
    they are grouped."""
    written = match["n"]
    if unit is None and _STANDARD_YEAR.fullmatch(match["n2"] or "") and "-" in match.group():
        return True
    digits = written.split(".")[0].replace(",", "")
    return (len(digits) > 1 and digits[0] == "0") or (len(digits) > 9 and not (unit and "," in written))


def _large(written: str) -> bool:
    """千亿, 万亿, 百亿: a Chinese numeral that is a size by itself."""
    return "亿" in written


def _money(text: str, start: int, end: int, size: bool, multiplier: str) -> str | None:
    """元 that the plan leaves out: 资金221万, 规模过千亿, 7000亿级."""
    if size:
        return "元" if "亿" in multiplier else None
    if _MONEY_BEFORE.search(text[max(0, start - 16):start]) or _MONEY_AFTER.match(text, end) or (
            _MONEY_LIST.match(text, end)):
        return "元"
    return None
