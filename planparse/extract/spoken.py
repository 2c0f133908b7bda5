"""Points of time as people say and write them outside plans in, stretches of the calendar out: 下周三, 去年5月, 九十年代.

>>> today = date(2024, 5, 15)                   # a Wednesday
>>> for words in ("去年5月", "下周三", "上个月10号", "端午节", "09年第一季度", "前天", "本世纪20年代"):
...     point, end = spoken(words, 0, today.year, today)
...     print(words[:end], point.first, point.last)
去年5月 2023-05-01 2023-05-31
下周三 2024-05-22 2024-05-22
上个月10号 2024-04-10 2024-04-10
端午节 2024-06-10 2024-06-10
09年第一季度 2009-01-01 2009-03-31
前天 2024-05-13 2024-05-13
本世纪20年代 2020-01-01 2029-12-31
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from planparse.extract import lunar
from planparse.extract.festival import FESTIVALS, festival, nth_weekday
from planparse.extract.moment import Point, in_month, in_year, month_end, shifted, whole
from planparse.lexicon.units import units
from planparse.model.mention import Period

_DIGIT = "〇零一二三四五六七八九"
_FULL_YEAR = rf"[12]\d{{3}}|[一二][{_DIGIT}0]{{3}}|[二两]千(?:零?[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?|" \
             r"(?=年(?:[,。;、)\n底末初]|[\d一二三四五六七八九十]{1,2}月|[上下]半年|$)))"
_AD = rf"(?<=公元)\d{{1,4}}|(?<=公元)[{_DIGIT}]{{3,4}}"
_PARTS = r"年?[底末初尾]|年中|上半年|下半年|第?[一二三四1-4]季度[末底]?|首季度|前[两二三23]个?季度"
_SHORT_YEAR = (
    rf"(?:[0〇零][\d{_DIGIT}]|\d\d|[{_DIGIT}]{{2}})(?=年(?:1[0-2]|0?[1-9]|十[一二]?|[元一二三四五六七八九])月"
    rf"|年(?:{_PARTS}|第[\d一二三四五六七八九十]+个月|前[\d一二两三四五六七八九十]+个?月)|(?<=[0〇零].)年)")
_SAID_YEAR = {"大前年": -3, "前年": -2, "去年": -1, "上一年": -1, "上年": -1, "今年": 0, "本年": 0, "这一年": 0, "这年": 0, "明年": 1,
              "下一年": 1, "下年": 1, "来年": 1, "后年": 2, "大后年": 3}
_CONTEXT_YEAR = {"当年": 0, "同年": 0, "次年": 1}
_YEAR_WORDS = "|".join(sorted([*_SAID_YEAR, *_CONTEXT_YEAR], key=len, reverse=True))
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_HAN_DAY = r"三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_BOUND = r"(?=[,。;、)\n~的那到至前后-]|之?[前后]|晚|早|上午|下午|中午|$)"
#: What follows is no unit, so the figures in front of it are a day: 10月22出生, but 10月22个站.
_NO_UNIT = rf"(?![\d.%‰十百千万亿余多几]|{'|'.join(map(re.escape, units()))})"
_WITH_WEEKDAY = re.compile(r"[,(]?(?:周|星期|礼拜)[一二三四五六日天](?:\)|(?!\)))")
_LUNAR_DAY = r"初(?:[一二三四五六七八九十]|\d)|廿[一二三四五六七八九]?"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[元一二三四五六七八九]"
_WEEK = "周|星期|礼拜"
_NTH = rf"的?(?:第(?P<nth>[一二三四五1-5])|最后一?)个(?:{_WEEK})(?P<wd>[一二三四五六日天])"
_DATED = re.compile(
    rf"(?:公元)?(?P<lunar>农历|阴历|旧历)?(?:(?P<y>{_AD}|{_FULL_YEAR}|{_SHORT_YEAR})年度?|(?P<r>{_YEAR_WORDS})度?)?的?(?P<lunar2>农历|阴历|旧历)?"
    rf"(?:(?P<leap>闰)?(?P<m>{_MONTH}|[正冬腊])月(?!度|报|刊|薪|嫂|饼|亮|革命)份?(?:月(?=[底末尾初]))?(?:(?P<d>{_DAY})[日号]|(?P<ld>{_LUNAR_DAY})|{_NTH}|"
    rf"(?<=[一二三四五六七八九十元正冬腊]月)(?P<d2>(?:{_HAN_DAY}){_BOUND}|三十一?{_NO_UNIT}|二?十[一二三四五六七八九]?{_NO_UNIT})"
    rf"|(?P<d6>3[01]|[12]\d|[1-9]){_NO_UNIT}|(?P<d4>{_DAY})(?=(?:-{{1,2}}|~|至|到)(?:{_DAY})[日号])|(?P<x>[上中下]旬|底|末|尾|初(?![一二三四五六七八九十])|中(?!小))|(?=\D|$))"
    rf"|(?P<same>[本同当])月(?P<d3>{_DAY})[日号]|(?P<f>{FESTIVALS})|(?P<part>{_PARTS})"
    rf"|(?P<side>前|后)(?P<n>[\d一二两三四五六七八九十]{{1,2}})个?月|首(?P<first>月)|第(?P<nm>[\d一二三四五六七八九十]{{1,2}})个月)?")
_NUMBERS = re.compile(
    r"(?P<y>[12]\d{3})[-./·](?P<m>1[0-2]|0?[1-9])[-./·](?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?P<y2>(?:19|20)\d\d)(?P<m2>1[0-2]|0[1-9])(?P<d2>3[01]|[12]\d|0[1-9])(?!\d)"
    r"|(?P<y3>(?:19|20)\d\d)[./](?P<m3>1[0-2]|0?[1-9])(?=[-~至到]\d{4}|$|\n)"
    r"|(?P<m4>1[0-2]|[1-9])·(?P<d4>3[01]|[12]\d|[1-9])(?![\d·])")
_SAID_DAY = {"大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "后日": 2,
             "大后天": 3}
_DAY_WORD = re.compile("|".join(_SAID_DAY))
_STEPS = {"上": -1, "下": 1, "次": 1}
_THIS_WEEK = re.compile(rf"(?P<rel>上{{1,4}}|下{{1,4}}|本|这)?一?个?(?:{_WEEK}){{1,2}}(?P<d>[一二三四五六日天末])?(?!年|期|岁|边|围|转)")
_THIS_MONTH = re.compile(
    rf"(?P<rel>上{{1,4}}|下{{1,4}}|本|这|当|次)一?个?月(?!度|台|亮)份?的?(?:(?P<d>{_DAY})[日号]|(?P<x>[上中下]旬|底|末|尾|初|中))?"
    r"|月(?P<x2>底|末|尾|初)")
_THIS_QUARTER = re.compile("(?P<rel>上{1,4}|下{1,4}|本|这)一?个?季度")
_DECADE = re.compile(
    r"(?P<full>(?:1[5-9]|20)\d0)年代|(?:(?:(?P<c>\d{1,2}|二?十[一二三四五六七八九]?)|(?P<rel>上|本|这)个?)世纪)?(?:(?P<d>[1-9]0|[一二三四五六七八九]十)年代)?")
_BARE_DAY = re.compile(
    r"(?P<d>3[01]|[12]\d|[1-9])(?:日(?!均|内|以内|之内|期|报|元|制|游|产)|号(?=[,。;、)\n~到至前-]|之?前|$))")
_YEAR_OF_RANGE = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?=(?:-{1,2}|~|至|到)(?:19|20)\d\d(?:年|[,。;\n)]|$))|(?P<z>(?:19|20)\d\d)(?=[,。;\n)]|$)")
#: Where an expression may begin.
OPENS = (
    rf"(?<![\d.〔第])(?:农历|阴历|旧历|公元)?(?:{_AD}|{_FULL_YEAR}|{_SHORT_YEAR})年|(?<![以马])(?:{_YEAR_WORDS})|今明两年|农历|阴历|"
    rf"(?<![\d十年第每])(?:闰)?(?:{_MONTH}|[正腊])月|(?<![\d.])[12]\d{{3}}[-./·]\d|(?<![\d.])(?:19|20)\d{{6}}(?!\d)|(?<![\d.])\d{{1,2}}·\d|"
    rf"(?<![以之])(?:上{{1,4}}|下{{1,4}}|本|这|当|次)一?个?(?:月|{_WEEK}|季度)(?!子)|(?<![每一两二三四五六七八九十\d半全双首上下本这个])(?:{_WEEK})[一二三四五六日天末]|"
    rf"(?<![\d日天月生])(?:{'|'.join(_SAID_DAY)})|(?<![\d一二两三四五六七八九十个每上下本当])月[底末尾初]|(?:\d{{1,2}}|二?十[一二三四五六七八九]?|[上本这]个?)世纪|"
    rf"(?<![\d世纪])(?:[1-9]0|[一二三四五六七八九]十)年代|{FESTIVALS}|(?<![\d月.〔第-])(?:3[01]|[12]\d|[1-9])[日号]|"
    rf"(?<![\d.])(?:19|20)\d\d(?=(?:-{{1,2}}|~|至|到)(?:19|20)\d\d(?:[,。;\n)]|$))|(?<![\d年每])(?:第?[一二三四1-4]季度|年[尾初中])")
_AROUND = re.compile(
    r"(?:(?P<past>(?<![接附将])(?:最?近|过去)的?|(?<![\u4e00-\u9fff])[前上])|(?P<next>未来|今后|(?<![\u4e00-\u9fff])[后下]))"
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<u>天|日|个?星期|个?礼拜|个?周|个?月|年)(?![份度级期代初底末内一二三四五六日天]|[之以]内|的?第)"
    r"|(?:(?<![\u4e00-\u9fff\d.])|(?<=[在于约概计将]))(?P<n2>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<u2>天|日|个?星期|个?礼拜|周|个月|年)(?P<word>(?:之|以)?[前后])(?![期\d续])")


def spoken(text: str, at: int, year: int | None, today: date | None) -> tuple[Point, int] | None:
    """The point of time said at a position, and where it ends. `year` is the one the text is in, `today` the reference."""
    for read in (_numbers, _week, _month, _day, _decade, _dated):
        try:
            hit = read(text, at, year, today)
        except (ValueError, OverflowError):        # 2月30日
            continue
        if hit:
            return hit
    return None


def around(text: str, today: date | None) -> Iterator[Period]:
    """近三年, 未来两周, 20天后, 两年前: counted from the reference."""
    for match in _AROUND.finditer(text) if today else ():
        count, unit = whole(match["n"] or match["n2"]), (match["u"] or match["u2"]).removeprefix("个")
        back = match["past"] or (match["word"] or "").endswith("前")
        there = shifted(today, -count if back else count, unit) if today else None
        if there is None or not count:
            continue
        if match["n2"]:
            first, last = (None, there) if back else (there, None)
        else:
            first, last = (there, today) if back else (today, there)
        yield Period(*match.span(), "period/counted", first, last, "during", None)


def _numbers(text: str, at: int, year: int | None, today: date | None) -> tuple[Point, int] | None:
    """2024-05-06, 20240506, 2024.05, 5·6."""
    match = _NUMBERS.match(text, at)
    if match is None:
        plain = _YEAR_OF_RANGE.match(text, at)
        return (in_year(int(plain["y"] or plain["z"]), None), plain.end()) if plain else None
    if match["y3"]:
        return in_month(int(match["y3"]), int(match["m3"]), None, None), match.end()
    if match["m4"]:
        return (in_month(year, int(match["m4"]), match["d4"], None), match.end()) if year else None
    return in_month(int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), match["d"] or match["d2"], None), match.end()


def _week(text: str, at: int, year: int | None, today: date | None) -> tuple[Point, int] | None:
    """下周三, 上周, 这个星期, 周末; a weekday without a week is the next one."""
    match = _THIS_WEEK.match(text, at)
    if match is None or today is None or not (match["rel"] or match["d"]):
        return None
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_steps(match["rel"]))
    if not match["d"]:
        return Point(monday, monday + timedelta(days=6), "part", monday.year), match.end()
    if match["d"] == "末":
        return Point(monday + timedelta(days=5), monday + timedelta(days=6), "part", monday.year), match.end()
    day = monday + timedelta(days=_weekday(match["d"]))
    if not match["rel"] and day < today:
        day += timedelta(weeks=1)
    return Point(day, day, "day", day.year), match.end()


def _steps(written: str | None) -> int:
    """上上 → -2, 本 → 0, 下 → 1."""
    return _STEPS.get(written[0], 0) * len(written) if written else 0


def _weekday(written: str) -> int:
    return 6 if written in "日天" else whole(written) - 1


def _month(text: str, at: int, year: int | None, today: date | None) -> tuple[Point, int] | None:
    """下个月, 本月10日, 上月底, 月初, 本季度, 29日."""
    if today is None:
        return None
    if match := _THIS_MONTH.match(text, at):
        there = shifted(today.replace(day=1), _steps(match["rel"]), "月")
        part = match["x"] or match["x2"]
        return (in_month(there.year, there.month, match["d"], "末" if part == "尾" else part), match.end()) if there else None
    if match := _THIS_QUARTER.match(text, at):
        there = shifted(today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1), 3 * _steps(match["rel"]), "月")
        return (Point(there, month_end(there.year, there.month + 2), "part", there.year), match.end()) if there else None
    if match := _BARE_DAY.match(text, at):
        return in_month(today.year, today.month, match["d"], None), match.end()
    return None


def _day(text: str, at: int, year: int | None, today: date | None) -> tuple[Point, int] | None:
    """前天, 明日; 今明两年."""
    if today and text.startswith("今明两年", at):
        return Point(date(today.year, 1, 1), date(today.year + 1, 12, 31), "part", today.year), at + 4
    match = _DAY_WORD.match(text, at)
    if match is None or today is None:
        return None
    day = today + timedelta(days=_SAID_DAY[match.group()])
    return Point(day, day, "day", day.year), match.end()


def _decade(text: str, at: int, year: int | None, today: date | None) -> tuple[Point, int] | None:
    """二十世纪八十年代, 上世纪90年代, 18世纪; 九十年代 is of the last century, 二十年代 of this one."""
    match = _DECADE.match(text, at)
    if match is None or match.end() == at:
        return None
    if match["full"]:
        return Point(date(int(match["full"]), 1, 1), date(int(match["full"]) + 9, 12, 31), "part", int(match["full"])), match.end()
    ten = whole(match["d"]) if match["d"] else None
    if match["c"]:
        century = (whole(match["c"]) - 1) * 100
    elif match["rel"]:
        century = 1900 if match["rel"] == "上" else 2000
    else:
        century = 2000 if ten in (10, 20) else 1900
    low = century + (ten or 0)
    return Point(date(low, 1, 1), date(low + (99 if ten is None else 9), 12, 31), "part", low), match.end()


def _dated(text: str, at: int, year: int | None, today: date | None) -> tuple[Point, int] | None:
    """A date with a year, said or written, or with that of the text: 去年5月, 零八年, 三月初五, 2022年前三个季度."""
    match = _DATED.match(text, at)
    if match is None or match.end() == at or match.group() in ("公元", "农历", "阴历", "旧历"):
        return None
    if match["y"]:
        year = _written_year(match["y"])
    elif match["r"] in _SAID_YEAR and today:
        year = today.year + _SAID_YEAR[match["r"]]
    elif match["r"]:
        year = None if year is None else year + _CONTEXT_YEAR.get(match["r"], _SAID_YEAR.get(match["r"], 0))
    if year is None:
        return None
    if match["f"]:
        day = festival(match["f"], year)
        return (Point(day, day, "day", year), match.end()) if day else None
    point = _of_month(match, year, today) if match["m"] or match["same"] else _of_year(match, year)
    named = _WITH_WEEKDAY.match(text, match.end()) if point and point.grain == "day" else None
    return (point, (named or match).end()) if point else None


def _of_month(match: re.Match[str], year: int, today: date | None) -> Point | None:
    """A solar or lunar month, or a day of it."""
    if match["same"]:
        return in_month(year, today.month, match["d3"], None) if today else None
    names = {"元": 1, "正": 1, "冬": 11, "腊": 12}
    number = names.get(match["m"]) or whole(match["m"])
    day = match["d"] or match["d2"] or match["d4"] or match["d6"]
    if match["lunar"] or match["lunar2"] or match["ld"] or match["leap"] or match["m"] in "正冬腊":
        moon = match["ld"].removeprefix("初") if match["ld"] else day
        if moon:
            one = lunar.solar(year, number, whole(moon), bool(match["leap"]))
            return Point(one, one, "day", year) if one else None
        span = lunar.month(year, number, bool(match["leap"]))
        return Point(*span, "month", year) if span else None
    if match["wd"]:
        one = nth_weekday(year, number, whole(match["nth"]) if match["nth"] else -1, _weekday(match["wd"]))
        return Point(one, one, "day", year) if one else None
    return in_month(year, number, day, "末" if match["x"] == "尾" else match["x"])


def _of_year(match: re.Match[str], year: int) -> Point:
    """A year, or some of its months."""
    part = match["part"]
    if match["n"]:
        count = min(whole(match["n"]), 12)
        low, high = (1, count) if match["side"] == "前" else (13 - count, 12)
    elif match["first"] or match["nm"]:
        low = high = 1 if match["first"] else whole(match["nm"])
    elif part and part.startswith("前"):
        low, high = 1, 3 * whole(part[1])
    elif part == "首季度":
        low, high = 1, 3
    else:
        return in_year(year, part.replace("尾", "末") if part else None)
    return Point(date(year, low, 1), month_end(year, high), "part", year)


def _written_year(written: str) -> int:
    """2008, 二零零八, 两千零八, 08, 九七: two figures are of this century up to 50."""
    value = whole(written)
    return value + (2000 if value <= 50 else 1900) if len(written) == 2 and value < 100 else value
