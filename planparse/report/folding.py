"""Lines of the two-column page in, blocks out: long runs without change are folded, the headings above a change are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planparse.report.beside import Line

_ROUND = 1
_FOLDED = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together; a folded one is shown when asked for."""

    lines: tuple[Line, ...]
    folded: bool


def blocks(made: Sequence[Line]) -> Iterator[Block]:
    """Long runs without change folded; a line before and after a change and the headings above it stay."""
    shown = _shown(made)
    at = 0
    while at < len(made):
        end = at
        while end < len(made) and shown[end] == shown[at]:
            end += 1
        yield Block(tuple(made[at:end]), not shown[at] and end - at >= _FOLDED)
        at = end


def _shown(made: Sequence[Line]) -> list[bool]:
    """Which lines are never folded."""
    quiet = [line.state == "same" and not line.changes for line in made]
    shown = [not one for one in quiet]
    for index, one in enumerate(quiet):
        if not one:
            for near in range(max(0, index - _ROUND), min(len(made), index + _ROUND + 1)):
                shown[near] = True
    stack: list[int] = []
    for index, line in enumerate(made):
        if line.level and line.new is not None:
            stack = [one for one in stack if made[one].level < line.level] + [index]
        if not quiet[index]:
            for heading in stack:
                shown[heading] = True
    return shown
