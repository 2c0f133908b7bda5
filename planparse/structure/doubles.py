"""Lines of a scanned document in, the runs that repeat what stands right in front of them out (a page scanned twice).

>>> doubled_run(["甲" * 60, "乙" * 60, "丙" * 60, "丁" * 60, "戊" * 60] * 2)
(5, 10)
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

_SIZES = ((5, 200), (3, 400))   # lines and characters: a shorter run may be repeated on purpose
_ANCHOR = 20                    # a line long enough not to come twice by chance
_ALIKE = 0.9                    # the same line read twice by a machine
_EXACT = 0.6                    # share of the run's characters that must agree to the letter
_GAP = 60                       # characters of a fragment between the two copies


def doubled_run(lines: Sequence[str], start: int = 0) -> tuple[int, int] | None:
    """The first run of lines `[begin, end)` behind `start` that repeats the run right in front of it."""
    last: dict[str, int] = {}
    judged = start
    for at in range(start, len(lines)):
        words = lines[at]
        if len(words) < _ANCHOR:
            continue
        first = last.get(words)
        last[words] = at
        if first is None or at < judged:
            continue
        begin, end = _widened(lines, first, at, start)
        if _is_copy(lines, begin, end, at - first):
            return begin, end
        judged = end
    return None


def _widened(lines: Sequence[str], first: int, second: int, start: int) -> tuple[int, int]:
    """The whole repeated run around a pair of equal lines; the copies never overlap."""
    shift = second - first
    begin = end = second
    while begin - shift > start and begin - 1 > first and _alike(lines[begin - 1], lines[begin - 1 - shift]):
        begin -= 1
    while end < len(lines) and end - shift < begin and _alike(lines[end], lines[end - shift]):
        end += 1
    return begin, end


def _is_copy(lines: Sequence[str], begin: int, end: int, shift: int) -> bool:
    """Long enough, the same to the letter for the most part, and right behind the first copy."""
    size = sum(map(len, lines[begin:end]))
    if not any(end - begin >= least and size >= chars for least, chars in _SIZES):
        return False
    exact = sum(len(lines[at]) for at in range(begin, end) if lines[at] == lines[at - shift])
    between = lines[end - shift:begin]
    return exact >= _EXACT * size and len(between) <= 1 and sum(map(len, between)) < _GAP


def _alike(one: str, other: str) -> bool:
    """The same line, a few letters misread.

    >>> _alike("建设面积不少于两千平方米的仓库", "建设面积不少于两千平方来的仓库")
    True
    """
    if one == other:
        return True
    if min(len(one), len(other)) < 12 or abs(len(one) - len(other)) > 0.1 * len(one):
        return False
    judge = SequenceMatcher(None, one, other, autojunk=False)
    return judge.quick_ratio() >= _ALIKE and judge.ratio() >= _ALIKE
