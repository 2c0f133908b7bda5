"""Fold look-alike characters one to one: full-width to half-width, dashes, quotes, radicals. Length never changes.

>>> fold("（２０２１年—２０２３年），１５％")
'(2021年-2023年),15%'
"""

from __future__ import annotations

import unicodedata


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):                      # full-width ASCII
        table[code] = chr(code - 0xFEE0)
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):   # radicals, compatibility ideographs
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    groups = {
        "-": "‐‑‒–—―−－﹣\u0002\ufffe─━",
        "~": "～∼〜˜",
        "'": "‘’",
        "〔": "［〔[﹝",
        "〕": "］〕]﹞",
        "(": "（﹙",
        ")": "）﹚",
        ":": "：﹕︰",
        ";": "；﹔",
        ",": "，﹐",
        "%": "％﹪",
        "·": "・•‧∙⋅",
        "〈": "<＜",
        "〉": ">＞",
        "〇": "○◯",
        ".": "．﹒",
    }
    for plain, written in groups.items():
        for char in written:
            table[ord(char)] = plain
    table[ord("⻓")] = "长"
    table[ord("⺠")], table[ord("⻔")], table[ord("⻩")] = "民", "门", "黄"
    return table


_FOLD = _table()


def fold(text: str) -> str:
    """Return text of the same length with look-alike characters made one.

    Brackets of document numbers become 〔〕, angle quotes 〈〉, all other widths half-width. Chinese
    punctuation without a half-width twin (。、《》“”) stays.
    """
    return text.translate(_FOLD)


_PRINTED = str.maketrans(",;:()", "，；：（）")


def typeset(words: str) -> str:
    """Folded words as Chinese prints them, for phrases put together from two places: , → ，and ( → （.

    Words without a Chinese character (5G, PUE) stay as they are.

    >>> typeset("服务站(点)数量"), typeset("PUE(1.2)")
    ('服务站（点）数量', 'PUE(1.2)')
    """
    return words.translate(_PRINTED) if any("\u4e00" <= char <= "\u9fff" for char in words) else words
