"""Texts in, what they say without white space and widths out, with ways back and forth.

>>> squeeze("到 2023\\n年底"), normal("（一）“中心”，")
('到2023年底', '(一)“中心')
>>> alike("县级电商公共服务中心", ["服务中心"]), alike("直播间", "快递柜")
(True, False)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

Place = tuple[int, int]

_SPACE = re.compile(r"[\s\u3000\ufeff\u200b\u200c\u200d\u00ad]+")
_BRACKETS = str.maketrans("[]【】<>", "〔〕〔〕〈〉")
_OUTER = ",。;:、.“”\"《》"
_LONG_PREFIX = 12          # a phrase this long may go on behind what the gold quotes
_PART = 0.4                # the share of a phrase that a part of it must make up
_AGREEMENT = 0.6           # the share of characters two phrases must have in common


def squeeze(text: str) -> str:
    """The text without white space."""
    return _SPACE.sub("", text)


def normal(text: Any) -> str:
    """White space out, widths and brackets made one, outer punctuation off."""
    return unicodedata.normalize("NFKC", squeeze(str(text or ""))).translate(_BRACKETS).strip(_OUTER)


def offsets(text: str) -> list[int]:
    """For each position of the text, and its end, how many characters stand in front without white space."""
    return [0, *accumulate(0 if _SPACE.match(char) else 1 for char in text)]


def overlap(one: Place, other: Place) -> int:
    """How many characters two places share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def alike(found: Any, wanted: Any, floor: float = _AGREEMENT) -> bool:
    """Whether two phrases mean the same: one holds the other, or their characters agree. Several may be wanted."""
    if isinstance(wanted, list):
        return any(alike(found, one, floor) for one in wanted)
    ours, theirs = normal(found).replace("的", ""), normal(wanted).replace("的", "")
    if not ours or not theirs:
        return ours == theirs
    if _holds(ours, theirs) or _holds(theirs, ours) or (len(theirs) >= _LONG_PREFIX and ours.startswith(theirs)):
        return True
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs)) >= floor


def carrier(source: str, target: str) -> Callable[[int], int]:
    """A map of positions of one squeezed text onto another that says almost the same (page numbers, headers)."""
    if source == target:
        return lambda position: position
    table, last = [0] * (len(source) + 1), 0
    for ours, theirs, size in SequenceMatcher(None, source, target, autojunk=False).get_matching_blocks():
        table[last:ours] = [theirs] * (ours - last)
        table[ours:ours + size + 1] = range(theirs, theirs + size + 1)
        last = ours + size
    return lambda position: table[min(position, len(source))]


def _holds(whole: str, part: str) -> bool:
    return part in whole and len(part) >= _PART * len(whole)
