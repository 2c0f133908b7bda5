"""Rows of patterns and a name in, the row whose pattern covers most of it out.

>>> rules = [rule("commerce", ["商务"]), rule("industry_it", ["工业"])]
>>> longest(rules, "县商务局")
[('commerce', (1, 3))]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Guarded = tuple[str, re.Pattern[str]]        # characters that must stand in the text for the pattern to match
Rule = tuple[str, tuple[Guarded, ...]]

_LITERAL = re.compile(r"[\u4e00-\u9fff]+(?![?*{])")


def rule(code: str, patterns: Sequence[str]) -> Rule:
    """A row ready for matching: each pattern with the plain characters it begins with."""
    return code, tuple((_literal(pattern), re.compile(pattern)) for pattern in patterns)


def _literal(pattern: str) -> str:
    """The characters every match of a pattern begins with, as far as they are plain (商务(?:和)?科技 → 商务)."""
    match = _LITERAL.match(pattern)
    return match[0] if match and "|" not in re.sub(r"\([^()]*\)|\[[^\]]*\]", "", pattern) else ""


def longest(rules: Iterable[Rule], text: str) -> list[tuple[str, tuple[int, int]]]:
    """The codes whose longest match is the longest of all, with its place; several only where rows tie."""
    best: list[tuple[str, tuple[int, int]]] = []
    length = 0
    for code, patterns in rules:
        size, span = 0, (0, 0)
        for literal, pattern in patterns:
            if literal in text and (match := pattern.search(text)) and match.end() - match.start() > size:
                size, span = match.end() - match.start(), match.span()
        if size and size >= length:
            best = [(code, span)] if size > length else [*best, (code, span)]
            length = size
    return best
