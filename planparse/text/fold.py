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
        ":": "：﹕︰∶",
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


#: Traditional forms that numbers, units and the calendar are written with.
_SIMPLE = str.maketrans(
    "萬億兩倆個點負貳貮參叄陸圓塊幣錢鎊鐘鍾時間後週禮號幾數餘這從歲噸畝頃裏節婦勞動兒軍國慶聖誕陽農曆臺項條戶輛張棟場種類隻頭釐層雙對吋",
    "万亿两俩个点负贰贰叁叁陆圆块币钱镑钟钟时间后周礼号几数余这从岁吨亩顷里节妇劳动儿军国庆圣诞阳农历台项条户辆张栋场种类只头厘层双对寸")


def simplify(text: str) -> str:
    """Numbers, units and calendar words of a folded text in simplified characters. Length never changes.

    >>> simplify("參萬兩千個")
    '叁万两千个'
    """
    return text.translate(_SIMPLE)


_PRINTED = str.maketrans(",;:()", "，；：（）")


def typeset(words: str) -> str:
    """Folded words as Chinese prints them, for phrases put together from two places: , → ，and ( → （.

    Words without a Chinese character (5G, PUE) stay as they are.

    >>> typeset("服务站(点)数量"), typeset("PUE(1.2)")
    ('服务站（点）数量', 'PUE(1.2)')
    """
    return words.translate(_PRINTED) if any("\u4e00" <= char <= "\u9fff" for char in words) else words
