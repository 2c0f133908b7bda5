"""The words beside a number that bound it or say how often: a folded text and a place in, where they begin and what they say out.

>>> bound_before("面积不少于2000平方米", 5), how_often("每两天配送1次", 5)
((2, 'ge'), (0, 'P2D'))
"""

from __future__ import annotations

import re
from decimal import Decimal

from planparse.text.numerals import numeral

_FRONTS = {
    "ge": ("大于等于", "大于或等于", "大于或者等于",
           "不少于", "不低于", "不小于", "不下于", "不得少于", "不得低于", "不得小于", "不能少于", "不能低于", "应不少于", "至少",
           "最少", "最低", "超过", "突破", "高于", "多于", "大于", "超", "逾", "≥", "〉=", "〉", "≧", "不短于", "长于"),
    "le": ("小于等于", "小于或等于", "小于或者等于", "不到",
           "最高不超过", "最多不超过", "不超过", "不高于", "不多于", "不大于", "不得超过",
           "不得高于", "不得多于", "不得突破", "不能突破", "不得超出", "不超出", "不能高于", "不准超过",
           "不得大于", "不能超过", "不突破", "低于",
           "小于", "少于", "短于", "上限为", "上限", "最多", "最高", "至多", "≤", "〈=", "〈", "≦", "不长于", "不超", "最长"),
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
    r"(?P<gap>[^,。;:、()\n\d《》“”以]{1,14}|(?!超过)[^,。;:\n\d《》]{1,30}(?<!目)的)$")
_BACKS = {"ge": ("以上", "及以上", "或以上", "或者以上", "(含)以上", "及其以上", "之上", "或更多", "或者更多"),
          "le": ("以下", "及以下", "或以下", "或者以下", "(含)以下", "以内", "之内", "(含)以内", "之下"),
          "approx": ("左右", "上下", "余")}
BACK = {word: comparator for comparator, words in _BACKS.items() for word in words}
BACK_WORDS = "|".join(sorted(map(re.escape, BACK), key=len, reverse=True))


PER_WORDS = {"年": "year", "年度": "year", "半年": "half_year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week",
              "星期": "week", "天": "day", "日": "day", "学期": "half_year", "学年": "year"}
_EVERY = re.compile(
    r"每(?P<n>\d+|[一二两三四五六七八九十])?(?:个)?(?P<u>年度|半年|季度|季|月|学年|学期|年|周|星期|天|日|"
    r"工作日)(?!(?:度?末|底)[^,。;]{0,2}前)(?:[末底初](?![级端次步]))?"
    r"(?P<gap>[^,。;:()\n\d《》]{0,20}?)$")


#: 年均更新公交车1550辆: so many every year; not 年均增长7%.
_YEARLY = re.compile(
    r"(?P<every>年均(?:更新|新增|新建|改造|改建|培训|培育|引进|建设|举办|开展|组织|淘汰|发放|实施|完成|吸纳|服务|安排|选派|招收|输送|种植|治理|修复)"
    r"(?:或(?:更新|新增|新建|改造))?[^,。;:()\n\d《》]{0,16})$")


#: 一年不超过2个: so many a year.
_SINGLE = re.compile(r"(?<![\u4e00-\u9fff\d])一(?P<u>年|季度|月|周|天)(?:内)?$")


def bound_before(text: str, start: int) -> tuple[int, str | None]:
    """Where the bound words in front of a number begin, and what they say."""
    window = text[max(0, start - 6):start]
    if match := _FRONT.search(window):
        return start - len(window) + match.start(), _BOUND.get(match["word"] or "", "ge")
    window = text[max(0, start - 22):start]
    if match := _FRONT_APART.search(window):
        return start - len(window) + match.start(), _BOUND[match["word"]]
    return start, None


def how_often(text: str, start: int) -> tuple[int, str | None]:
    """每年计划开展, 每两天, 每半年至少召开 in front of a number: where it begins, and the period."""
    window = text[max(0, start - 26):start]
    if yearly := _YEARLY.search(window):
        return start - len(window) + yearly.start(), "year"
    if single := _SINGLE.search(window):
        return start - len(window) + single.start(), period_of(single["u"], None)
    at = window.rfind("每")
    if at < 0:
        return start, None
    match = _EVERY.match(window, at)
    if match is None:
        return start, None
    return start - len(window) + at, period_of(match["u"], numeral(match["n"]) if match["n"] else None)


def period_of(unit: str, count: Decimal | None) -> str:
    """每年 → year, 每两天 → P2D, 每两个季度 → P6M."""
    per = PER_WORDS.get(unit, "day")
    if count is None or count <= 1:
        return per
    letter = {"year": "Y", "month": "M", "week": "W", "day": "D"}.get(per)
    return f"P{count}{letter}" if letter else f"P{count * (6 if per == 'half_year' else 3)}M"
