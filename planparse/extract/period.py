"""Time expressions in the flow in, periods with their relation words out.

>>> text = "到2023年底建成,2021年11月至2022年8月实施,收到通知之日起30日内整改。"
>>> for one in periods(text):
...     print(text[one.start:one.end], one.first, one.last, one.relation, one.duration)
到2023年底 None 2023-12-31 by None
2021年11月至2022年8月 2021-11-01 2022-08-31 during None
收到通知之日起30日内 None None within P30D

The calendar is the proleptic Gregorian one; nothing here asks what day it is. Year-less dates (6月底前, 年底前,
明年) are read against the year named in front of them in the same paragraph, then against `reference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planparse.extract.length import lengths
from planparse.extract.moment import Point, in_month, in_year, month_end, whole
from planparse.extract.naming import quoted_stretches
from planparse.extract.spoken import OPENS, around, spoken
from planparse.extract.term import terms
from planparse.model.mention import Period
from planparse.text.numerals import numeral

_YEAR = r"(?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{2}"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]"
_POINT = re.compile(
    rf"(?:(?P<y>{_YEAR})年度?|(?P<r>今年|明年|后年|本年度?|当年|次年|同年))"
    rf"(?:(?P<m>{_MONTH})月(?!度)份?(?:(?P<d>{_DAY})[日号]|(?P<x>[上中下]旬|底|末|初|中))?"
    r"|(?P<part>上半年|下半年|第?[一二三四1-4]季度[末底]?|年?底|年?末|年?初|年中))?"
    rf"|(?P<m2>{_MONTH})月(?!度)(?:(?P<d2>{_DAY})[日号]|(?P<x2>[上中下]旬|底|末|初))?"
    r"|(?P<part2>年底|年末|年内|上半年|下半年|第?[一二三四1-4]季度[末底]?)"
    rf"|(?P<y3>(?:19|20)\d\d)(?P<sep>[-./])(?P<m3>1[0-2]|0?[1-9])(?P=sep)(?P<d3>{_DAY})(?![\d.])"
    rf"|(?P<y4>(?:19|20)\d\d)[./](?P<m4>1[0-2]|0?[1-9])(?!\d|[./]\d)(?=[-~至到,。;、)\n前底止]|实施|施行|完成|"
    rf"建成|执行|期间|开展|启动|结束|竣工|投产|验收)"
    r"|[“\"]?十(?P<plan>[一二三四五六七八九])五[”\"]?(?P<part4>期间|时期|末期?|初期?)")
_ANCHOR = re.compile(
    r"(?=[\d〇零○一二三四五六七八九十今明后本当次同年上下“\"第])(?:"         # most characters begin none: told at one glance
    rf"(?<![\d.〔])(?:{_YEAR})(?=年|[-~至到./]\d)|[今明后本当次同]年|"
    rf"(?<![\d.一二两三四五六七八九十几多今明后本当次同每上下半])年[底末内]"
    rf"|(?<![\d.])(?:1[0-2]|0?[1-9])月(?=[底末初前]|[上中下]旬|(?:{_DAY})[日号]|[-~至到]{{1,2}}(?:次年)?\d{{1,2}}月)|"
    rf"(?<![年\d])[上下]半年"
    r"|[“\"]?十[一二三四五六七八九]五[”\"]?(?:期间|时期|末|初)"
    r"|(?<![\d年每])第?[一二三四1-4]季度(?=[末底])"
    r"|(?<=[,。;、:])(?P<bare>(?:1[0-2]|[1-9])月(?!度|份?起)|第?[一二三四1-4]季度))")
_ANY_ANCHOR = re.compile(rf"{_ANCHOR.pattern}|{OPENS}")
_BARE_RANGE = re.compile(
    rf"(?P<y>{_YEAR})年?(?:-{{1,2}}|~|至|到)(?P<z>{_YEAR})年度?(?!\d?\d月|"
    rf"[一二三四五六七八九十]+月)(?P<part>底|末)?")
_MONTH_RANGE = re.compile(
    rf"(?P<y>{_YEAR})年(?P<m>{_MONTH})月?(?:-{{1,2}}|~|至|"
    rf"到)(?P<n>{_MONTH})月(?:份)?(?P<part>底|末|[上中下]旬|初)?(?!\d)")
#: 2021年10月1日至7日: the second day stands alone.
_DAY_RANGE = re.compile(rf"(?:起?至|起?到|-{{1,2}}|~)(?P<d>{_DAY})[日号]")
_SPOKEN_DAY_RANGE = re.compile(
    r"(?:起?至|起?到|-{1,2}|~)(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?:[日号]|(?=[,。;、)\n]|$))")
_BETWEEN = re.compile("[与和](?=[^,。;\n]{2,12}年之?间)")
_MONTH_FIRST = re.compile(rf"(?P<m>{_MONTH})月")
_WRITTEN_DAY = re.compile(r"月(?P<d>\d{1,2})日")
_WRITTEN_MONTH = re.compile(r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})$")
_YEARLESS = re.compile(rf"(?<![年\d次当])(?:1[0-2]|[1-9])月(?:(?:{_DAY})[日号]|底|末|[上中下]旬)(?:之|以)?前")
_FROM_NOW = re.compile(r"(?:[从自])?即日起(?:[至到])$")
_FOR_YEARS = re.compile(r"(?:的)?(?P<n>\d|10|[一二两三四五六七八九十])年(?:之|以)?(?:内|时间)")
_CLOCK = re.compile(r"(?:上午|下午|早上|晚上|中午)?\d{1,2}(?:时|点|:\d\d)(?:整|\d{1,2}分)?")
_JOIN = re.compile(r"(?:-{1,2}|~|起?至|起?到)")
_BEFORE = re.compile(r"(?:截至|截止到?|截止至|力争到|争取到|不迟于|不晚于|最迟|预计到|计划到|期限至|有效期至|至|到)$")
_AND_BY = re.compile(r"到20\d\d年[底末]?[和及、]$")
_SINCE = re.compile(r"(?:自|从)$")
_IN_FORCE = re.compile(r"(?:正式)?(?:施行|实施|执行|生效)")
_LIMIT = re.compile(r"(?:时限|期限|截止(?:时间|日期)?|完成(?:时间|日期)?)(?:为|是)?:?$")
_AFTER = re.compile(
    r"(?P<by>(?:之)?(?:前(?!期|后|端|沿)|以前|止))|(?P<since>起(?!草|步|点|到|来)|(?:以)?后(?!续|期|勤)|之后)|(?P<past>以来|"
    r"来(?=,))|(?P<inside>内|以内|之内|期间)")
_EVERY = re.compile(r"每(?:年度?|月|季度|季|个?月|周|半年)(?:的)?$")
_VERBS = (
    r"(?:前|内|分别|先行|率先|全[年县市省区州镇乡]|计划|力争|争取|要|将|应|须|起|实现|完成|建成|建设|建立|新增|"
    r"新建|培育|打造|"
    r"开展|启动|推进|"
    r"组织|形成|达到|确保|基本|累计|引进|培训|举办|实施|继续|重点|初步|各|我[县市省区]|年度|每|拟|预计|统筹|筹集|"
    r"新扩|扩建|新认定|组建|力促|累计|达到|持续|深入|安排|投入|推广|发展|"
    r"改造|升级|支持|出台|制定|编制|选择|选取|选定|创建|设立|筹建|开工|竣工|投产|验收|巩固|提升|\d)")
_YEAR_GOES_ON = re.compile(
    rf"$|[,。;:、)\n(]|{_VERBS}|(?:主要|工作|预期|发展|总体|重点|阶段性?)*(?:目标|任务|安排|计划)(?:$|[:为是\n])")
#: A clause with a year in front that promises: 2025年本科上线人数较2022年增长25%.
#: 2023年建成20个、2024年25个、2025年扫尾18个: years in a row, each with its figure.
_NEXT_YEAR = re.compile(r"20\d\d年[^,。;、\n]{0,8}\d[\d.]*[^,。;、\n]{0,12}$")
_FIGURE_NEXT = re.compile(r"[\u4e00-\u9fff]{0,4}\d")
_STATES = re.compile(
    r"[^,。;:\n]{0,24}(?:达(?=\d)|达到|增长|提高|下降|不低于|不少于|超过|突破|实现|完成|以上|降至|增至)")
_MENTIONED = re.compile(r"(?:印发|发布|颁布|公布|出台的|召开|通过的|修订|下发|签署|成立以?来?的)")

@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of text under a heading that states a period: 第二阶段(2022年6月-2023年9月)."""

    start: int
    end: int
    first: date
    last: date

    def year_of(self, month: int | None) -> int | None:
        """The one year in which the month lies inside the period; None where there is none or several."""
        years = [year for year in range(self.first.year, self.last.year + 1) if month is None or (
            self.first <= month_end(year, month) and date(year, month, 1) <= self.last)]
        return years[0] if len(years) == 1 else None


@dataclass(frozen=True, slots=True)
class _Speech:
    """How expressions are read: `free` takes all that a text says of time, else what fixes when a plan is carried out."""

    free: bool = False
    reference: date | None = None


def periods(text: str, *, reference: date | None = None, frames: Sequence[Frame] = (), free: bool = False) -> list[Period]:
    """All time expressions of a folded, white-space-free text (paragraphs end in a newline), in reading order.

    `reference` gives the year of expressions that have none of their own, none in front of them and none in a heading
    above (`frames`, in reading order, inner ones last); without it they are left out. Years inside 《…》 name
    documents and are left out, as are 以来, bare years that name things
    (2021年电子商务示范项目) and dates of publication. `free` reads a text that need not be a plan: these too, years
    in short (08年), days, weeks and months told from the reference (下周三, 近三年), holidays and the lunar calendar.
    """
    found: list[Period] = []
    quoted = quoted_stretches(text)
    read = [*_absolute(text, reference, frames, _Speech(free, reference)), *terms(text)]
    if free:
        read += [*around(text, reference), *lengths(text)]
    for mention in sorted(read, key=lambda one: (one.start, -one.end)):
        if found and mention.start < found[-1].end:
            continue
        if not quoted.holds(mention.start):
            found.append(mention)
    return found


def impossible_dates(text: str) -> Iterator[tuple[int, int]]:
    """The places of dates no calendar has: 2月30日, 13月5日."""
    for match in _WRITTEN_DAY.finditer(text):
        if front := _WRITTEN_MONTH.search(text, max(0, match.start() - 7), match.start()):
            year, month, day = int(front["y"] or 2000), int(front["m"]), int(match["d"])
            if not (1 <= month <= 12 and 1 <= day <= month_end(year, month).day):
                yield front.start(), match.end()


def yearless_dates(text: str) -> Iterator[tuple[int, int]]:
    """The places of last days written without a year: 9月10日前, 5月底前; not those of every year."""
    for match in _YEARLESS.finditer(text):
        if not _EVERY.search(text, max(0, match.start() - 5), match.start()):
            yield match.span()


def _framed(text: str, at: int, frames: Sequence[Frame]) -> int | None:
    """The year the innermost heading gives to an expression without one."""
    for frame in reversed(frames):
        if frame.start <= at < frame.end:
            month = _MONTH_FIRST.match(text, at)
            return frame.year_of(whole(month["m"]) if month else None)
    return None


def _absolute(text: str, reference: date | None, frames: Sequence[Frame], speech: _Speech) -> Iterator[Period]:
    """Dates, months, years, five-year plans and ranges of them."""
    position, year, year_at = 0, None, -1
    anchor = _ANY_ANCHOR if speech.free else _ANCHOR
    while match := anchor.search(text, position):
        position = match.end()
        if year is not None and text.find("\n", year_at, match.start()) >= 0:
            year = None
        if match["bare"] and year is None and not speech.free:        # 6月启动: only behind a year of its own paragraph
            continue
        known = year if year is not None else _framed(text, match.start(), frames)
        if known is None and reference is not None:
            known = reference.year
        if known is None and _EVERY.search(text, max(0, match.start() - 5), match.start()):
            known = 2000                          # 每年12月20日前: any year will do, its dates are left out
        hit = _range(text, match.start(), known, speech) or _single(text, match.start(), known, speech)
        if hit is None:
            position = match.start() + 1 if speech.free else position
            continue
        period, last_year, end = hit
        position = max(position, end)
        year, year_at = last_year, end
        if period is not None:
            yield period


def _range(text: str, at: int, year: int | None, speech: _Speech) -> tuple[Period | None, int, int] | None:
    """2021年11月至2022年8月, 2021-2023年, 2021年3-8月."""
    if match := _BARE_RANGE.match(text, at):
        low, high = whole(match["y"]), whole(match["z"])
        if low <= high:
            return _during(text, at, match.end(), date(low, 1, 1), date(high, 12, 31))
    if match := _MONTH_RANGE.match(text, at):
        low, high = whole(match["m"]), whole(match["n"])
        if low <= high:
            first, last = date(whole(match["y"]), low, 1), in_month(whole(match["y"]), high, None, match["part"]).last
            return _during(text, at, match.end(), first, last)
    one = _point(text, at, year, speech)
    if one and one[0].grain == "day" and (to := (_SPOKEN_DAY_RANGE if speech.free else _DAY_RANGE).match(text, one[1])):
        last = one[0].first.replace(day=1) + timedelta(days=whole(to["d"]) - 1)
        if one[0].first < last and last.month == one[0].first.month:
            return _during(text, at, to.end(), one[0].first, last)
    join = _JOIN.match(text, one[1]) or (_BETWEEN.match(text, one[1]) if speech.free else None) if one else None
    if one is None or join is None:
        return None
    two = _point(text, join.end(), one[0].year, speech)
    if two and speech.free and two[0].last < one[0].first:          # 12月至1月
        two = _point(text, join.end(), one[0].year + 1, _Speech(True, one[0].first))
    if two and one[0].first <= two[0].last:
        return _during(text, at, two[1], one[0].first, two[0].last)
    return None


def _during(text: str, start: int, end: int, first: date, last: date) -> tuple[Period | None, int, int]:
    after = _AFTER.match(text, end)
    if after and after["past"]:
        return None, last.year, after.end()
    if after and (after["by"] or after["inside"]):
        end = after.end()
    return Period(start, end, "period/range", first, last, "during", None), last.year, end


def _single(text: str, at: int, year: int | None, speech: _Speech) -> tuple[Period | None, int, int] | None:
    """One point with the words around it that say by, since or during."""
    hit = _point(text, at, year, speech)
    if hit is None:
        return None
    point, end = hit
    before = text[max(0, at - 6):at]
    after = _AFTER.match(text, end)
    rule, first, last, relation = "period/during", point.first, point.last, "during"
    start: int = at
    by = _BEFORE.search(before)
    also = point.grain in ("year", "end") and by is None and _AND_BY.search(text, max(0, at - 12), at) is not None
    if _EVERY.search(before):
        if not (after and after["by"]):
            return None, point.year, end
        every = _EVERY.search(before)
        start = at - (len(before) - every.start()) if every else at
        return Period(start, after.end(), "period/every-by", None, None, "by", None), point.year, after.end()
    if after and after["past"]:
        past = Period(at, after.end(), "period/past", first, None, "during", None) if speech.free else None
        return past, point.year, after.end()
    if after and after["by"]:
        rule, relation, end = "period/by-suffix", "by", after.end()
        start = at - len(by.group()) if by else at
    elif by and (now := _FROM_NOW.search(text, max(0, at - 8), at)):       # 从即日起至2024年12月31日
        return Period(now.start(), end, "period/from-now", None, last, "during", None), point.year, end
    elif by:
        rule, relation, start = "period/by-prefix", "by", at - len(by.group())
        end = after.end() if after and after["inside"] else end
    elif also:                                             # 到2022年和2030年
        rule, relation = "period/by-prefix", "by"
    elif point.grain == "end":
        rule, relation = "period/year-end", "by"
    elif (after and after["since"]) or (_SINCE.search(before) and _IN_FORCE.match(text, end)):
        start, end = (at - 1 if _SINCE.search(before) else at), (after.end() if after and after["since"] else end)
        if point.grain == "year" and (term := _FOR_YEARS.match(text, end)) and (years := numeral(term["n"])):
            last = date(first.year + int(years) - 1, 12, 31)                # 2012年起5年内
            return Period(start, term.end(), "period/since-within", first, last, "during", None), point.year, term.end()
        return Period(start, end, "period/since", first, None, "during", None), point.year, end
    elif point.grain == "day" and _LIMIT.search(before):
        rule, relation = "period/limit-label", "by"
    elif after and after["inside"]:
        end = after.end()
    elif not speech.free and _names_something(text, at, end, point.grain):
        return None, point.year, end
    if relation == "by":
        return Period(start, end, rule, None, last, "by", None), point.year, end
    return Period(start, end, rule, first, last, "during", None), point.year, end


def _names_something(text: str, start: int, end: int, grain: str) -> bool:
    """A bare year in front of a noun names it (2021年综合示范项目); a date of publication is no deadline."""
    if _MENTIONED.match(text, end):
        return True
    if grain == "year" and (text[start - 1:start] in ("较", "比") or text[end:end + 1] == "是"):
        return True
    if grain == "year" and text[max(start - 2, 0):start] in ("力争", "争取", "确保", "预计") and _STATES.match(text, end):
        return False
    if grain == "year" and text[max(start - 1, 0):start] in ("", ",", "。", ";", ":", "\n") and _STATES.match(text, end):
        return False
    if grain == "year" and text[start - 1:start] in ("、", ",", ";") and _NEXT_YEAR.search(text, max(0, start - 24), start - 1) and (
            _FIGURE_NEXT.match(text, end)):
        return False
    if grain == "year":
        return not _YEAR_GOES_ON.match(text, end) or text[end:end + 2] in ("、《",)
    return False


def _point(text: str, at: int, year: int | None, speech: _Speech) -> tuple[Point, int] | None:
    """The point of time written at a position, and where it ends; of two readings the longer one."""
    match = _POINT.match(text, at)
    said = spoken(text, at, year, speech.reference) if speech.free else None
    try:
        point = _resolve(match, year) if match else None
    except ValueError:            # 2月30日
        point = None
    if point is None or match is None or (said and said[1] > match.end()):
        return said
    if point.grain == "day" and (clock := _CLOCK.match(text, match.end())):
        return point, clock.end()     # 3月10日24时前
    return point, match.end()


def _resolve(match: re.Match[str], year: int | None) -> Point | None:
    if match["plan"]:
        low = 1951 + 5 * (10 + whole(match["plan"]))
        part = match["part4"]
        if part.startswith("末"):
            return Point(date(low + 4, 1, 1), date(low + 4, 12, 31), "end", low + 4)
        if part.startswith("初"):
            return Point(date(low, 1, 1), date(low, 12, 31), "part", low)
        return Point(date(low, 1, 1), date(low + 4, 12, 31), "part", low + 4)
    if match["y3"]:
        day = date(int(match["y3"]), int(match["m3"]), int(match["d3"]))
        return Point(day, day, "day", day.year)
    if match["y4"]:
        return in_month(int(match["y4"]), int(match["m4"]), None, None)
    if match["y"]:
        year = whole(match["y"])
    elif year is not None and match["r"]:
        year += {"明年": 1, "次年": 1, "后年": 2}.get(match["r"], 0)
    if year is None:
        return None
    month, day_, x = match["m"] or match["m2"], match["d"] or match["d2"], match["x"] or match["x2"]
    part = match["part"] or match["part2"]
    if month:
        return in_month(year, whole(month), day_, x)
    return in_year(year, part)
