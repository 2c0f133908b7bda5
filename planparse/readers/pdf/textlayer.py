"""One open PDF page in, its characters with their boxes out, in upright coordinates (points from the top left).

pdfium gives one string and one array of boxes. Baseline and size are asked for at the ends of words only, where these are
level.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from planparse.readers.pdf.binding import address, lettering, loose_boxes, page_frame
from planparse.readers.pdf.glyphs import Frame, Glyphs, Stretch, glyphs_of
from planparse.text.fold import fold

_INK = re.compile(r"[^\s\u3000\x00\x01\u200b\ufeff]+")
_ODD = re.compile("[\x02\ufffe\xad\u2e80-\u2fdf]")
_RADICALS = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
_MENDED = {0x02: "-", 0xFFFE: "-", 0xAD: "-",      # what pdfium makes of some hyphens at the end of a line
           **{code: fold(chr(code)) for code in range(0x2E80, 0x2FE0)},    # fonts that call characters by their radicals
           **dict(zip(map(ord, _RADICALS[0::2]), _RADICALS[1::2], strict=True))}


def page_glyphs(page: Any, number: int) -> Glyphs:
    """Read the characters of an open page (a raw pdfium handle)."""
    shown = page_frame(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return Glyphs(number, shown, shown, "", (), (), (), (), [], [])
    try:
        return _read(textpage, number, shown)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _read(textpage: Any, number: int, shown: Frame) -> Glyphs:
    count = max(pdfium.FPDFText_CountChars(textpage), 0)
    text = _text(textpage, count)
    here = address(textpage)
    box = loose_boxes(here, count)
    return glyphs_of(number, shown, text, box, _stretches(here, text, box))


def _stretches(textpage: int, text: str, box: array[float]) -> list[Stretch]:
    """The string cut at white space and where the baseline changes.

    A stretch whose ends share a baseline, and whose characters are all about as high, is taken for one piece
    without asking for each character.
    """
    tops, bottoms = box[1::4], box[3::4]
    high, low = tops.tobytes(), bottoms.tobytes()
    spans = [match.span() for match in _INK.finditer(text)]
    firsts = _asked(textpage, [(start, end) for start, end in spans])
    uneven = [number for number, (start, end) in enumerate(spans) if end - start > 1 and not (
        firsts[number][5] == 0 and high[4 * start:4 * end] == high[4 * start:4 * start + 4] * (end - start)
        and low[4 * start:4 * end] == low[4 * start:4 * start + 4] * (end - start))]
    if not uneven:
        return firsts
    lasts = dict(zip(uneven, _asked(textpage, [(spans[number][1] - 1, spans[number][1]) for number in uneven]), strict=True))
    found: list[Stretch] = []
    for number, first in enumerate(firsts):
        last = lasts.get(number, first)
        if last is first or _is_level(first, last, tops, bottoms):
            found.append(first)
        else:
            found.extend(_one_by_one(textpage, *spans[number]))
    return found


def _is_level(first: Stretch, last: Stretch, tops: array[float], bottoms: array[float]) -> bool:
    """Whether a stretch has one baseline, as its ends and the heights of its characters tell."""
    start, end, _, base, size, direction = first
    if direction != 0 or last[5] != 0 or base != last[3]:
        return False
    high, low = set(tops[start:end]), set(bottoms[start:end])
    return end - start < 3 or (max(low) - min(low) < 0.2 * size and max(high) - min(high) < 0.3 * size)


def _one_by_one(textpage: int, start: int, end: int) -> list[Stretch]:
    """A stretch cut where the baseline changes, each character being asked for its own."""
    found: list[Stretch] = []
    for one in _asked(textpage, [(i, i + 1) for i in range(start, end)]):
        across = 3 if one[5] in (0, 2) else 2
        if found and found[-1][5] == one[5] and found[-1][across] == one[across]:
            found[-1] = (found[-1][0], one[1], *found[-1][2:])
        else:
            found.append(one)
    return found


def _asked(textpage: int, spans: list[tuple[int, int]]) -> list[Stretch]:
    """Stretches with the baseline, size and direction of their first characters."""
    found: list[Stretch] = []
    numbers, sizes = lettering(textpage, [start for start, _ in spans])
    each = zip(spans, *(numbers[k::6] for k in range(6)), sizes, strict=True)
    for (start, end), a, b, c, d, e, f, size in each:
        if b == 0 == c and a > 0:
            found.append((start, end, e, f, size * (abs(d) or 1.0), 0))
            continue
        if abs(b) <= 0.12 * abs(a):
            direction = 0 if a > 0 else 2
        elif abs(a) <= 0.12 * abs(b):
            direction = 1 if b > 0 else 3
        else:
            direction = -1
        found.append((start, end, e, f, size * (math.hypot(c, d) or 1.0), direction))
    return found


def _text(textpage: Any, count: int) -> str:
    """The page's characters, exactly `count` of them."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:2 * count].decode("utf-16-le", "replace")
        if len(text) == count and "\x00" not in text:
            return text.translate(_MENDED) if _ODD.search(text) else text
    codes = map(pdfium.FPDFText_GetUnicode, repeat(textpage), range(count))
    text = "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)
    return text.translate(_MENDED)
