"""The texts of two inks in, the long stretches that both have out, in order or not; and the cuts of one carried to the other.

Where a paragraph or heading ends is a matter of line ends; what both texts have is cut at the same places on both sides.

>>> shared("建成村级服务站六十个。培训农民一千人次。", "培训农民一千人次。建成村级服务站六十个。")
[Twin(old=0, new=9, length=11), Twin(old=11, new=0, length=9)]
>>> carried({0, 4, 20}, {0, 20}, [Twin(0, 9, 11), Twin(11, 0, 9)])
({0, 4, 20}, {0, 20, 13})
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

_GRAM = 8


class Twin(NamedTuple):
    """A stretch of both texts."""

    old: int
    new: int
    length: int


def shared(old: str, new: str) -> list[Twin]:
    """Stretches that grow from strings that stand once in each text; longest first where they overlap; by the old text."""
    places, others = _once(old), _once(new)
    found: list[Twin] = []
    seen: dict[int, int] = {}                            # diagonal → end of the last stretch on it
    for gram, i in places.items():
        j = others.get(gram, -1)
        if j < 0 or seen.get(j - i, -1) > i:
            continue
        start, end = i, i + _GRAM
        while start > 0 and j - i + start > 0 and old[start - 1] == new[j - i + start - 1]:
            start -= 1
        while end < len(old) and j - i + end < len(new) and old[end] == new[j - i + end]:
            end += 1
        seen[j - i] = end
        found.append(Twin(start, j - i + start, end - start))
    return _apart(found, len(old), len(new))


def carried(old: set[int], new: set[int], twins: Sequence[Twin]) -> tuple[set[int], set[int]]:
    """Both sets of cuts, each with those of the other that fall inside what both texts have."""
    by_new = sorted(twins, key=lambda twin: twin.new)
    to_new = {twin.new + cut - twin.old for cut in old if (twin := _inside(cut, twins, 0))}
    to_old = {twin.old + cut - twin.new for cut in new if (twin := _inside(cut, by_new, 1))}
    return old | to_old, new | to_new


def _inside(cut: int, twins: Sequence[Twin], side: int) -> Twin | None:
    at = bisect_right(twins, cut, key=lambda twin: twin[side]) - 1
    return twins[at] if at >= 0 and twins[at][side] < cut < twins[at][side] + twins[at].length else None


def _once(text: str) -> dict[str, int]:
    """The strings of so many characters that stand once."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for at in range(len(text) - _GRAM + 1):
        gram = text[at:at + _GRAM]
        if gram in found:
            twice.add(gram)
        else:
            found[gram] = at
    return {gram: at for gram, at in found.items() if gram not in twice}


def _apart(found: Sequence[Twin], length: int, other: int) -> list[Twin]:
    """Without overlaps on either side: a longer stretch keeps what two have in common."""
    taken = bytearray(length), bytearray(other)
    kept = []
    for twin in sorted(found, key=lambda one: (-one.length, one.old)):
        start, end = 0, twin.length
        while start < end and (taken[0][twin.old + start] or taken[1][twin.new + start]):
            start += 1
        while end > start and (taken[0][twin.old + end - 1] or taken[1][twin.new + end - 1]):
            end -= 1
        clear = b"\0" * (end - start)
        if (end > start and taken[0][twin.old + start:twin.old + end] == clear
                and taken[1][twin.new + start:twin.new + end] == clear):
            kept.append(Twin(twin.old + start, twin.new + start, end - start))
            taken[0][twin.old + start:twin.old + end] = b"\1" * (end - start)
            taken[1][twin.new + start:twin.new + end] = b"\1" * (end - start)
    return sorted(kept)
