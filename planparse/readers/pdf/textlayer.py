"""One open PDF page in, its characters with their boxes out, in upright coordinates (points from the top left).

pdfium gives one string and one array of boxes. Baseline and size are asked for once for all characters whose boxes stand
at one height.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from planparse.readers.pdf.binding import address, char_matrix, font_size, loose_boxes, page_frame
from planparse.readers.pdf.glyphs import Frame, Glyphs, Stretch, glyphs_of

_INK = re.compile(r"[^\s\u3000\x00\x01\u200b\ufeff]+")
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}   # what pdfium makes of some hyphens at the end of a line


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
    lefts, tops, bottoms = box[0::4], box[1::4], box[3::4]
    known: dict[tuple[float, float], tuple[float, float]] = {}      # top and bottom of upright text → baseline, size
    found: list[Stretch] = []
    for match in _INK.finditer(text):
        start, end = match.span()
        top, bottom, n = tops[start], bottoms[start], end - start
        even = n == 1 or (tops[start:end].count(top) == n == bottoms[start:end].count(bottom))
        if even and (one := known.get((top, bottom))) is not None:
            found.append((start, end, lefts[start], one[0], one[1], 0))
            continue
        first = _stretch(textpage, start, end)
        if even and top > bottom and first[5] == 0:
            known[top, bottom] = first[3], first[4]
            found.append(first)
            continue
        last = _stretch(textpage, end - 1, end) if n > 1 else first
        size = first[4]
        if first[5] == last[5] == 0 and first[3] == last[3] and (n < 3 or (
                max(bottoms[start:end]) - min(bottoms[start:end]) < 0.2 * size
                and max(tops[start:end]) - min(tops[start:end]) < 0.3 * size)):
            found.append(first)
        else:
            found.extend(_one_by_one(textpage, start, end))
    return found


def _one_by_one(textpage: int, start: int, end: int) -> list[Stretch]:
    """A stretch cut where the baseline changes, each character being asked for its own."""
    found: list[Stretch] = []
    for i in range(start, end):
        one = _stretch(textpage, i, i + 1)
        across = 3 if one[5] in (0, 2) else 2
        if found and found[-1][5] == one[5] and found[-1][across] == one[across]:
            found[-1] = (found[-1][0], i + 1, *found[-1][2:])
        else:
            found.append(one)
    return found


def _stretch(textpage: int, start: int, end: int) -> Stretch:
    """A stretch with the baseline, size and direction of its first character."""
    a, b, c, d, e, f = char_matrix(textpage, start)
    if abs(b) <= 0.12 * abs(a):
        direction = 0 if a > 0 else 2
    elif abs(a) <= 0.12 * abs(b):
        direction = 1 if b > 0 else 3
    else:
        direction = -1
    return start, end, e, f, font_size(textpage, start) * (math.hypot(c, d) or 1.0), direction


def _text(textpage: Any, count: int) -> str:
    """The page's characters, exactly `count` of them."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:2 * count].decode("utf-16-le", "replace")
        if len(text) == count and "\x00" not in text:
            return text.translate(_HYPHENS)
    codes = map(pdfium.FPDFText_GetUnicode, repeat(textpage), range(count))
    text = "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)
    return text.translate(_HYPHENS)
