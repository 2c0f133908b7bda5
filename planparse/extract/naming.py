"""Stretches of the flow in which numbers and dates name things instead of stating them: 《…》 and document numbers.

>>> quoted_stretches("按照《2021年工作要点》(某政〔2021〕3号)执行").holds(5)
True
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_NAMED = re.compile(r"“[^”\n]{1,20}”|《[^》\n]{1,200}》|〔(?:19|20)\d\d〕第?\d+号")
_QUOTED = re.compile(r"《[^》\n]{1,200}》|〔(?:19|20)\d\d〕第?\d+号")


@dataclass(frozen=True, slots=True)
class Stretches:
    """Half-open stretches that do not overlap, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, position: int) -> bool:
        """Whether a position lies in one of the stretches."""
        at = bisect_right(self.starts, position) - 1
        return at >= 0 and position < self.ends[at]


def quoted_stretches(text: str, catchwords: bool = False) -> Stretches:
    """Titles in 《》 and document numbers of a folded text; with `catchwords` short words in “” as well."""
    found = [match.span() for match in (_NAMED if catchwords else _QUOTED).finditer(text)]
    return Stretches(tuple(start for start, _ in found), tuple(end for _, end in found))
