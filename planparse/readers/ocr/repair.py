"""A recognised line in, what was certainly misread out: where, which character, and what is printed there.

No digit is ever taken for another digit. What could be meant as it was read stays.

>>> [(change.at, change.old, change.new) for change in changes("开展020体验，2O21年建成l5个（第一批)")]
[(2, '0', 'O'), (4, '0', 'O'), (9, 'O', '0'), (15, 'l', '1'), (22, ')', '）')]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_UNIT = "(?:[年月日号个万亿元家人名项次件条亩户村吨座台辆期批套处所场％%‰百千]|公里|公顷|平方|小时)"
_RETAIL = ("综合|线上|线下|体验|平台|模式|电商|电子|零售|新零售|营销|销售|展销|展示|门店|商城|商店|超市|直营|旗舰|融合|生鲜|互动")
_O2O = re.compile(
    rf"(?<![0-9A-Za-z.,%-])[0Oo〇]2[0Oo〇](?![0-9A-Za-z.,%-])(?:(?=[（(“”]?(?:{_RETAIL}))"
    r"|(?<=线[上下]...)|(?<=电商...)|(?<=电子商务...)|(?<=零售...)|(?<=[BC]2[BC][、和及]...))")
_NUMBER = re.compile(rf"(?<![0-9A-Za-z])[0-9lIOo〇]{{2,}}(?![0-9A-Za-z])(?={_UNIT})|(?<=[0-9])[lIOo〇]+(?=[0-9])")
_DASHED = re.compile(r"(?<=[0-9])一(?=[0-9])|(?<=[0-9][年月日个万亿元％%])[一—–-]{1,2}(?=[0-9])")
_PAGE = re.compile(r"\s*([-–—一－])\s*[0-9]{1,4}\s*([-–—一－])\s*")
_SQUARE = re.compile(r"(?<=[\u3400-\u9fff])([\[【{［(（〔])\s?(?:19|20)[0-9]{2}\s?([\]】}］)）〕])(?=\s?(?:第\s?)?[0-9]{1,4}\s?号)")
_ROUND = re.compile(r"[(（]([^()（）]{1,40})[)）]")
_UNEVEN = re.compile(r"\([^()（）]{1,40}）|（[^()（）]{1,40}\)")
_MARK = re.compile(r"(?<=[\u3400-\u9fff）》”])[,;:?!]|[,;?!](?=[\u3400-\u9fff《“])|(?<=[0-9A-Za-z%]):(?=[\u3400-\u9fff])")
_HAN = re.compile("[\u3400-\u9fff]")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_FIGURE = str.maketrans("lIOo〇", "11000")


class Change(NamedTuple):
    """A character that is printed as `new` and was read as `old`."""

    at: int
    old: str
    new: str


def prints_wide(texts: Iterable[str]) -> bool:
    """Whether a document prints brackets around Chinese words wide, going by how most of them were read."""
    counted = Counter(char for text in texts for at, char in enumerate(text)
                      if char in "()（）" and _HAN.search(text[max(at - 1, 0):at] + text[at + 1:at + 2]))
    return counted["（"] + counted["）"] > 2 * (counted["("] + counted[")"])


def changes(text: str, wide: bool = False) -> list[Change]:
    """What to change in a line, in order; `wide`: the document prints wide brackets.

    All rules see the line as it was read; the first to claim a place has it.
    """
    found: dict[int, Change] = {}
    for rule in (*RULES, _brackets) if wide else RULES:
        for at, new in rule(text):
            if text[at] != new:
                found.setdefault(at, Change(at, text[at], new))
    return [found[at] for at in sorted(found)]


def _o2o(text: str) -> Iterator[tuple[int, str]]:
    """020 beside words of retail is O2O (online to offline)."""
    for match in _O2O.finditer(text):
        yield match.start(), "O"
        yield match.start() + 2, "O"


def _figures(text: str) -> Iterator[tuple[int, str]]:
    """Letters among the digits of a number; a word of letters alone is none."""
    for match in _NUMBER.finditer(text):
        inside = match.end() < len(text) and text[match.end()].isdigit()
        around = text[max(match.start() - 12, 0):match.end() + 12]
        if (inside or any(char.isdigit() for char in match.group())) and not re.search("[A-HJ-NP-Za-kmnp-z]", around):
            yield from zip(range(*match.span()), match.group().translate(_FIGURE), strict=True)
    for match in _DASHED.finditer(text):
        yield from ((at, "—") for at in range(*match.span()) if text[at] == "一")


def _page_number(text: str) -> Iterator[tuple[int, str]]:
    """A line that is a page number between dashes."""
    match = _PAGE.fullmatch(text)
    for group in (1, 2) if match else ():
        yield match.start(group), "—"           # type: ignore[union-attr]


def _document_number(text: str) -> Iterator[tuple[int, str]]:
    """The brackets of a document number's year, unless both are round: some offices print it so."""
    for match in _SQUARE.finditer(text):
        if not (match[1] in "(（" and match[2] in ")）"):
            yield match.start(1), "〔"
            yield match.start(2), "〕"


def _punctuation(text: str) -> Iterator[tuple[int, str]]:
    """Half-width marks among Chinese words, where print has full-width ones; a pair of brackets of which one is wide."""
    for match in _MARK.finditer(text):
        yield match.start(), match.group().translate(_FULL)
    for match in _UNEVEN.finditer(text):
        yield match.start(), "（"
        yield match.end() - 1, "）"


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """Half-width brackets around or beside Chinese words."""
    for match in _ROUND.finditer(text):
        neighbours = text[max(match.start() - 1, 0):match.start()] + match[1] + text[match.end():match.end() + 1]
        if _HAN.search(neighbours):
            yield match.start(), "（"
            yield match.end() - 1, "）"
    for at, char in enumerate(text):
        if char in "()" and _HAN.search(text[max(at - 1, 0):at] + text[at + 1:at + 2]):
            yield at, char.translate(_FULL)


RULES: tuple[Callable[[str], Iterator[tuple[int, str]]], ...] = (
    _o2o, _figures, _page_number, _document_number, _punctuation)
