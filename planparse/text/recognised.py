"""Text with how sure recognition is of its characters in, the characters on which a reading rests out.

Recognition doubts many commas and brackets and is nearly always right about them (2 of 100 below 0.8 were wrong on our
scans); of figures and characters below 0.95 it misread 4 of 10, of those above 4 of 21,000. So only letters, characters,
figures and the marks inside figures tell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_INSIDE = ".．,，:：/／-—–－~～"      # marks inside figures
DOUBTFUL = 0.95
"""Below this, figures and characters are as likely wrong as right."""


def tells(text: str, at: int) -> bool:
    """Whether a character is one on which a reading rests.

    >>> [char for at, char in enumerate("达到1.5%，（增长8%）。") if tells("达到1.5%，（增长8%）。", at)]
    ['达', '到', '1', '.', '5', '%', '增', '长', '8', '%']
    """
    char = text[at]
    if char.isalnum() or char in "%％‰":
        return True
    return char in _INSIDE and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def confidence(text: str, sure: Sequence[float], start: int, end: int) -> float | None:
    """How sure recognition is of the least certain telling character of a stretch; None where nothing was recognised."""
    read = [at for at in range(start, end) if not math.isnan(sure[at])]
    telling = [sure[at] for at in read if tells(text, at)] or [sure[at] for at in read]
    return round(min(telling), 3) if telling else None
