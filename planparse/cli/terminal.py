"""Parts of a terminal page (rich renderables) in, its lines out: as wide as the terminal, plain where there is none."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

_PIPED_WIDTH = 100
_BLANK = re.compile("\n{3,}")


def printed(parts: Iterable[RenderableType], *, to_file: bool = False) -> str:
    """The lines, without blanks at their ends; colours only for a terminal."""
    from rich.console import Console

    piped = to_file or not (sys.stdout and sys.stdout.isatty())
    width = _PIPED_WIDTH if to_file or (piped and "COLUMNS" not in os.environ) else None
    console = Console(highlight=False, width=width, color_system=None if to_file else "auto", force_terminal=False if to_file else None)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return _BLANK.sub("\n\n", "\n".join(line.rstrip() for line in captured.get().splitlines()))
