"""The start of a paragraph in, its printed number out: scheme, value, and whether it needs a neighbour to be believed.

>>> read_label("(三)强化服务。", 0)
Label(scheme='(一)', number=3, start=0, end=3, weak=False, path=())
>>> read_label("1.5亿元用于仓储。", 0) is None
True
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

ANNEX, BOX = "附件", "专栏"
SCHEMES = ("编", "篇", "部分", "章", "节", "条", "一、", "(一)", "阶段", "1.", "1.1", "1.1.1", "1.1.1.1", "(1)", "1)", "①", "A.")
"""The schemes of printed numbers, the outer ones first (GB/T 9704 for 一、 (一) 1. (1), law-making for 编 to 条)."""

RANK = {scheme: rank for rank, scheme in enumerate(SCHEMES)}

_COUNTED = "[年月日号个家台款名套次户万亿元场倍-]"
_CN = "一二三四五六七八九十百零〇"
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_STOP = "[.、﹒·•\ue000-\uf8ff]"     # a private character stands for the full stop of a lost font

_LABEL = re.compile(rf"""
    (?P<mark>-|\#{{1,6}}|\*\*)?(?:
      第(?P<ordinal>[{_CN}]{{1,6}}|\d{{1,3}})(?P<order>编|篇|部分|章|节|条|阶段(?=:))[:、.]?
    | (?P<annex>附件|附录|附(?=[\d:]))
      (?P<annex_number>\d{{1,2}}(?:-\d{{1,2}})?(?![\d年月日.])|[{_CN}]{{1,2}}(?=[:、.]|$|\n))?[:、.]?
    | 专栏(?P<box>\d{{1,2}}|[{_CN}]{{1,3}})[:、.]?
    | [(〔](?P<cn_bracket>[{_CN}]{{1,4}})(?:[)〕][、.:,]?|、)
    | (?P<cn_half>[{_CN}]{{1,3}})\)
    | (?P<cn>[{_CN}]{{1,4}})(?P<cn_stop>[、.﹒:,])
    | [(〔](?P<digit_bracket>\d{{1,3}})[)〕][、.]?
    | (?P<digit_half>\d{{1,2}})\)[、.]?
    | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.?(?=[\u4e00-\u9fff“《])(?!{_COUNTED})
    | (?P<digit>\d{{1,3}}){_STOP}
    | (?P<ring>[①-⑳])[、.]?
    | (?P<made>[⑴-⒇⒈-⒛㈠-㈩])
    | (?P<letter>[A-H])[.、]
    | (?P<bare>\d{{1,2}})(?=[\u4e00-\u9fff“《])
    | (?P<cn_bare>[{_CN}]{{1,3}})(?=[\u4e00-\u9fff“《])
    )""", re.X)

_DECIMAL = re.compile(r"\d+(?:[.%‰万亿元倍-]|个百分点|[a-zA-Z]{2})")
_CLAUSE = re.compile("规定|所[列称述指规]|第|款|项(?!目)|[至到、,及和与]第|之[一二三规]|[的中]")
_REFERENCE = re.compile("[、,至到和及或][(〔]|项(?:规定|所|中|的)")
_SPACED = re.compile(rf"[\s#*-]*(?:第[{_CN}\d]{{1,6}}(?:[编篇章节条]|部分)|[{_CN}]{{1,3}})\s")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number at flat `[start, end)`. `weak`: believed only where it continues or opens a series."""

    scheme: str
    number: int
    start: int
    end: int
    weak: bool = False
    path: tuple[int, ...] = ()      # of a decimal number: 2.1.3 → (2, 1, 3)


def is_spaced(printed: str) -> bool:
    """Whether the numeral that opens a printed paragraph has white space behind it.

    >>> is_spaced("第三条　中小企业"), is_spaced("第三条规定")
    (True, False)
    """
    return _SPACED.match(printed) is not None


def chinese_number(written: str) -> int:
    """The value of a Chinese ordinal up to some hundreds: 二十一 → 21, 一百零二 → 102, 〇 → 0.

    >>> [chinese_number(n) for n in ("十", "二十一", "一百零二", "三〇")]
    [10, 21, 102, 30]
    """
    if not any(unit in written for unit in "十百"):
        return int("".join(str(_DIGIT[char]) for char in written))
    total = digit = 0
    for char in written:
        if char in _DIGIT:
            digit = _DIGIT[char]
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    return total + digit


def read_label(text: str, at: int, spaced: bool = False) -> Label | None:
    """The label that opens the folded paragraph at `at`.

    `spaced`: white space follows the number in print (see `is_spaced`; the flow has none). Only so a Chinese
    numeral before a word (一体化) and an article before a clause (第三条 中小企业…) are labels.
    """
    match = _LABEL.match(text, at)
    if match is None:
        return None
    group = match.lastgroup or ""
    if match["order"]:
        label = _ordinal(match, text, spaced)
    elif group == "cn_bare" and not spaced:
        return None
    else:
        label = _READERS["annex" if match["annex"] else group](match, text)
    return replace(label, start=match.end("mark")) if label and match["mark"] else label


def confirmed(labels: Sequence[Label]) -> list[Label | None]:
    """A document's labels as far as they are to be believed: strong ones, and weak ones that carry on or open a series.

    A bracket lost in print is mended where the series tells: （1）, 2） → scheme (1).
    """
    following: dict[str, int] = {}
    after: list[int | None] = []
    for label in reversed(labels):
        after.append(following.get(label.scheme))
        following[label.scheme] = label.number
    after.reverse()
    last: dict[str, int] = defaultdict(int)
    path: tuple[int, ...] | None = ()       # where decimal numbering stands; None inside attachments
    believed: list[Label | None] = []
    for label, then in zip(labels, after, strict=True):
        if label.path:
            good = path is not None and _is_next(label.path, path)
        else:
            good = (not label.weak or (label.number > 1 and label.number == last[label.scheme] + 1)
                    or (label.number == 1 and then == 2))
        if not good and label.scheme == "1)" and label.number == last["(1)"] + 1 > 1:
            label, good = replace(label, scheme="(1)"), True
        believed.append(label if good else None)
        if good:
            last[label.scheme] = label.number
            path = None if label.scheme == ANNEX or path is None else label.path or (
                (label.number,) if label.scheme == "1." else path)
    return believed


def _is_next(path: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a decimal number follows another: 2.1 → 2.1.1, 2.2 or, with its own heading in between, 3.1.

    >>> [_is_next(path, (2, 1)) for path in ((2, 1, 1), (2, 2), (2, 3), (1, 1))]
    [True, True, False, False]
    """
    size = len(path) - 1
    if path == (*last, 1):
        return bool(last)
    return len(last) > size and path[:size] == last[:size] and path[size] == last[size] + 1


def _ordinal(match: re.Match[str], text: str, spaced: bool) -> Label | None:
    """第三章, 第12条; 第三条规定的… in running text is none."""
    written = match["ordinal"]
    number = int(written) if written.isdigit() else chinese_number(written)
    if not spaced and match["order"] in "条节部分" and _CLAUSE.match(text, match.end()):
        return None
    return Label(match["order"], number, match.start(), match.end())


def _annex(match: re.Match[str], text: str) -> Label:
    """附件, 附件2:, 附1; the number is 0 where none is printed."""
    written = (match["annex_number"] or "0").partition("-")[0]
    number = int(written) if written.isdigit() else chinese_number(written)
    return Label(ANNEX, number, match.start(), match.end())


def _box(match: re.Match[str], text: str) -> Label:
    written = match["box"]
    return Label(BOX, int(written) if written.isdigit() else chinese_number(written), match.start(), match.end())


def _chinese(match: re.Match[str], text: str) -> Label | None:
    """一、 and its slips 一. 一: ; 一、二、三产业 in running text is none."""
    end = match.end()
    if text[end:end + 1] and text[end] in _CN and re.match(f"[{_CN}]{{1,2}}[、产级类等是期线]", text[end:end + 3]):
        return None
    return Label("一、", chinese_number(match["cn"]), match.start(), end, weak=match["cn_stop"] not in "、.")


def _chinese_bracket(match: re.Match[str], text: str) -> Label | None:
    """(一); (一)、(二)项所列 and (一)至(三)项 in running text are none."""
    if _REFERENCE.match(text, match.end() - (text[match.end() - 1] in "、,")):
        return None
    return Label("(一)", chinese_number(match["cn_bracket"]), match.start(), match.end())


def _digits(match: re.Match[str], text: str) -> Label | None:
    """1. 1、 1．; a decimal number, a catalogue number (1.1.1) or 1、2、3 in running text is none."""
    end, number = match.end(), int(match["digit"])
    if text[end:end + 1].isdigit():
        if text[end - 1] in "、" and re.match(r"\d{1,2}[、号级类]", text[end:end + 4]):
            return None
        if text[end - 1] != "、" and _DECIMAL.match(text, end):
            return None
        return Label("1.", number, match.start(), end, weak=True)
    return Label("1.", number, match.start(), end) if number and end < len(text) and text[end] != "\n" else None


def _decimal(match: re.Match[str], text: str) -> Label:
    """1.1, 2.3.1: headings only where they carry on a decimal numbering of the body (catalogues never)."""
    path = tuple(int(part) for part in match["decimal"].split("."))
    return Label(SCHEMES[RANK["1."] + len(path) - 1], path[-1], match.start(), match.end(), weak=True, path=path)


def _bare(match: re.Match[str], text: str) -> Label | None:
    if re.match(_COUNTED, text[match.end()]) or match["bare"].startswith("0"):
        return None
    return Label("1.", int(match["bare"]), match.start(), match.end(), weak=True)


def _made(match: re.Match[str], text: str) -> Label:
    """Numbers that are one character: ⑴ ⒈ ㈠."""
    code = ord(match["made"])
    scheme, first = ("(1)", 0x2474) if code < 0x2488 else ("1.", 0x2488) if code < 0x3000 else ("(一)", 0x3220)
    return Label(scheme, code - first + 1, match.start(), match.end())


_READERS: dict[str, Callable[[re.Match[str], str], Label | None]] = {
    "annex": _annex, "annex_number": _annex, "box": _box, "cn_stop": _chinese, "digit": _digits,
    "decimal": _decimal, "bare": _bare, "made": _made,
    "cn_bracket": _chinese_bracket,
    "cn_half": lambda m, text: Label("(一)", chinese_number(m["cn_half"]), m.start(), m.end(), weak=True),
    "cn_bare": lambda m, text: Label("一、", chinese_number(m["cn_bare"]), m.start(), m.end(), weak=True),
    "digit_bracket": lambda m, text: Label("(1)", int(m["digit_bracket"]), m.start(), m.end()),
    "digit_half": lambda m, text: Label("1)", int(m["digit_half"]), m.start(), m.end(), weak=True),
    "ring": lambda m, text: Label("①", ord(m["ring"]) - 0x245F, m.start(), m.end()),
    "letter": lambda m, text: Label("A.", ord(m["letter"]) - 64, m.start(), m.end(), weak=True),
}
