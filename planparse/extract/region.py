"""Names of administrative divisions in the flow's text in, their places out (GB/T 2260).

>>> [name for _, _, name in division_names("福建省泉州市永春县商务局支持示范县建设")]
['福建省', '泉州市', '永春县']
>>> level_of("我县各乡镇……全县……我省"), title_period("临江县数字乡村三年行动计划(2023-2025年)")
('县', ('2023-01-01', '2025-12-31', 14, 24))
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator

from planparse.lexicon.divisions import is_name

_END = re.compile("[省市县区旗州盟]")
_LONGEST = 15
_OFFICE = re.compile(r"(?<=[:、,;。(\n由])([省市县区州旗])(?![级直场域])(?:委|[\u4e00-\u9fff]{2,12}?[局厅办院会])")
_UNLISTED = re.compile(
    r"(?:中共)?((?!委)[\u4e00-\u9fff]{1,7}?(?<![发新园验范护景游税理])(?:省|市|县|区|旗))(?=人民政府|委员会|委办|委宣|"
    r"商务|财政|发展|(?!场|级|直|域|内|民|容)[\u4e00-\u9fff]{2,14}(?:局|厅|小组|指挥部|联席会议|办公室))")
_UNLISTED_TITLE = re.compile(
    r"(?![全各我本该第])([\u4e00-\u9fff]{2,5}?(?<![发新园验范护景游税理郊城山社辖])([省市县区旗]))(?![级直域内委场街民容政际中])")
_RANGE = re.compile(
    r"(\d{4})年?度?(?:(\d{1,2})月(?:份|(\d{1,2})日)?)?(?:-{1,2}|~|至|到)(\d{4})(?!\d)(?:年度?(?:(\d{1,2})月(?:份|"
    r"(\d{1,2})日)?)?)?")
_SHORT_RANGE = re.compile(r"(\d{4})(?:-{1,2}|~)(\d{2})年")
_YEAR = re.compile(r"(?<![\d到至])(\d{4})年(?:度|(?!\d|远景|底|末|前|以前))(?:(\d{1,2})月)?")
_FIVE = re.compile(r"[“\"]?十([三四五六])五[”\"]?(?!时?期?以来)")
_TITLE = re.compile(r"《[^《》]*》")


def division_names(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
    """Full names of divisions in reading order.

    A name of two characters counts only at the start or right behind another name: 示范县 is not 范县.
    """
    last = -1
    for match in _END.finditer(text, start, len(text) if end is None else end):
        stop = match.end()
        for size in range(min(_LONGEST, stop - start), 1, -1):
            begin = stop - size
            if begin < last:
                continue
            name = text[begin:stop]
            if is_name(name):
                if size > 2 or begin in (start, last):
                    last = stop
                    yield begin, stop, name
                break


def unlisted_name(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """A division that opens an organ's name and that the table does not list: 临江县人民政府."""
    found = _UNLISTED.match(text, start, end)
    if not found or is_name(found[1]):
        return None
    return found.start(1), found.end(1), found[1]


def unlisted_in_title(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """A division that opens a title and that the table does not list, where the text speaks from its level (全县)."""
    found = _UNLISTED_TITLE.match(text, start, end)
    if not found or is_name(found[1]) or level_of(text) != found[2]:
        return None
    return found.start(1), found.end(1), found[1]


def level_of(text: str) -> str | None:
    """The level a plan speaks from: 我县, 全市, 省财政厅."""
    scores = Counter(found[1] for found in _OFFICE.finditer(text))
    for level in "省市县区州旗":
        scores[level] += 10 * (3 * text.count("我" + level) + text.count("全" + level))
    level, score = max(scores.items(), key=lambda item: item[1])
    return level if score >= 3 else None


def _days(year: str, month: str | None, day: str | None, last: bool) -> str | None:
    number, which = int(year), int(month) if month else 12 if last else 1
    if not (1900 < number < 2100 and 1 <= which <= 12):
        return None
    days = monthrange(number, which)[1]
    when = int(day) if day else days if last else 1
    return f"{number}-{which:02}-{when:02}" if 1 <= when <= days else None


def title_period(title: str) -> tuple[str, str, int, int] | None:
    """First and last day of the period a title states, and its place in the title; cited titles are passed over."""
    bare = _TITLE.sub(lambda m: m[0] if m[0] == title else "〇" * len(m[0]), title)
    if found := _RANGE.search(bare):
        first = _days(found[1], found[2], found[3], last=False)
        last = _days(found[4], found[5], found[6], last=True)
        return (first, last, *found.span()) if first and last and first <= last else None
    if found := _SHORT_RANGE.search(bare):
        first, last = _days(found[1], None, None, False), _days(found[1][:2] + found[2], None, None, True)
        return (first, last, *found.span()) if first and last and first <= last else None
    if found := _YEAR.search(bare):
        first, last = _days(found[1], found[2], None, False), _days(found[1], found[2], None, True)
        return (first, last, *found.span()) if first and last else None
    if found := _FIVE.search(bare):
        start = 2016 + 5 * ("三四五六".index(found[1]))
        return f"{start}-01-01", f"{start + 4}-12-31", *found.span()
    return None
