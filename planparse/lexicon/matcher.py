"""Rows of compiled patterns and a name in, the row whose pattern covers most of it out.

>>> rules = [("commerce", (re.compile("商务"),)), ("industry_it", (re.compile("工业"),))]
>>> longest(rules, "县商务局")
[('commerce', (1, 3))]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Rule = tuple[str, Sequence[re.Pattern[str]]]


def longest(rules: Iterable[Rule], text: str) -> list[tuple[str, tuple[int, int]]]:
    """The codes whose longest match is the longest of all, with its place; several only where rows tie."""
    best: list[tuple[str, tuple[int, int]]] = []
    length = 0
    for code, patterns in rules:
        spans = [match.span() for pattern in patterns if (match := pattern.search(text))]
        if not spans:
            continue
        span = max(spans, key=lambda one: one[1] - one[0])
        size = span[1] - span[0]
        if size > length:
            best, length = [], size
        if size == length:
            best.append((code, span))
    return best
