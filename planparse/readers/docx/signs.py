"""Signs of the Symbol and Wingdings fonts: private characters in, the Unicode signs the reader sees out.

>>> private_signs("增长率\\uf0b3", "Symbol")
'增长率≥'
"""

from __future__ import annotations

import re

PRIVATE = re.compile("[\uf020-\uf0ff]")
_GREEK = dict(zip("abgdezhqiklmnxoprstufcywABGDEZHQIKLMNXOPRSTUFCYW",
                  "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
_SYMBOL = {0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
           0xB2: "″", 0xA2: "′", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
           0xBC: "…", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD6: "√", 0xD7: "·", 0xE5: "∑", 0xA8: "♦", 0x2D: "−"}
_WINGDINGS = {0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x74: "◆", 0x75: "◆", 0x76: "◆",
              0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xAF: "☆", 0xB2: "☆",
              0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
              0x46: "☞", 0x4A: "☺", 0x20: " "}
_WINGDINGS |= {0x81 + i: chr(0x2460 + i) for i in range(10)} | {0x8C + i: chr(0x2776 + i) for i in range(10)}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "●", 0xA3: "□"}
_WINGDINGS_2 |= {0x6A + i: chr(0x2460 + i) for i in range(10)} | {0x75 + i: chr(0x2776 + i) for i in range(10)}


def private_signs(text: str, font: str | None = None) -> str:
    """Replace private characters by what the font shows there; without a font, a bullet's look is guessed."""
    if not PRIVATE.search(text):
        return text
    return PRIVATE.sub(lambda match: sign(ord(match.group()), font), text)


def sign(code: int, font: str | None) -> str:
    """One sign of a font by its code, with or without the private offset 0xF000."""
    place, name = code & 0xFF if code >= 0xF000 else code, (font or "").lower()
    if name.startswith("wingdings 2"):
        return _WINGDINGS_2.get(place, "•")
    if name.startswith("wingdings"):
        return _WINGDINGS.get(place, "•")
    if name == "symbol":
        return _SYMBOL.get(place) or _GREEK.get(chr(place)) or (chr(place) if place < 0x80 else "•")
    if 0xF000 <= code <= 0xF0FF:
        return _WINGDINGS.get(place) or _SYMBOL.get(place, "•")
    return chr(code)
