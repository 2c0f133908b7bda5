"""How many items of a text edition its scan keeps, by kind: same quote and same values, look-alike characters folded.

    python benchmarks/scan_items.py TEXT SCAN      two editions of one plan (any formats, or plan JSON)
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import planparse
from planparse.text.fold import fold

KINDS = ("targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members")
PLACES = frozenset(("id", "span", "section", "rule", "page", "bbox", "confidence", "table", "row", "column", "code", "function"))


def main() -> int:
    """Compare and print."""
    text, scan = (planparse.parse(path).model_dump(by_alias=True) for path in sys.argv[1:3])
    every = kept = 0
    for kind in KINDS:
        wanted, found = (Counter(repr(_values(item)) for item in plan[kind]) for plan in (text, scan))
        both = sum((wanted & found).values())
        every, kept = every + sum(wanted.values()), kept + both
        print(f"{kind:18}text {sum(wanted.values()):4}  scan {sum(found.values()):4}  kept {both:4}")
    print(f"{'all':18}kept {kept / max(1, every):.3f}")
    return 0


def _values(held: Any) -> Any:
    """What an item says, without its places."""
    if isinstance(held, dict):
        return {key: _values(value) for key, value in held.items() if key not in PLACES}
    if isinstance(held, list | tuple):
        return [_values(value) for value in held]
    return "".join(fold(held).split()) if isinstance(held, str) else held


if __name__ == "__main__":
    sys.exit(main())
