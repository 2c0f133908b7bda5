"""How long a diff takes: two versions of 10,000 and of 100,000 characters, against parsing both (the baseline, 1.0).

    python benchmarks/diff_speed.py TEXT...      the texts of plans, joined up to each length; the second version is edited

Prints seconds and the ratio to parsing both versions, the best of five runs; and characters of both versions a second.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import planparse
from planparse.revision.diff import compared

LENGTHS = (10_000, 100_000)
RUNS = 5


def main(names: list[str]) -> int:
    """Measure and print."""
    whole = "\n".join(Path(name).read_text("utf-8") for name in names)
    if not whole:
        print(__doc__)
        return 2
    while len(whole) < LENGTHS[-1]:
        whole += "\n" + whole
    print("characters  edits  parse s   diff s  ratio  characters/s")
    for length in LENGTHS:
        old = whole[:length]
        new, edits = edited(old)
        plans = planparse.parse_text(old), planparse.parse_text(new)
        parse = best(lambda old=old, new=new: (planparse.parse_text(old), planparse.parse_text(new)))
        diff = best(lambda plans=plans: compared(*plans))
        print(f"{length:10,}  {edits:5}  {parse:7.3f}  {diff:7.3f}  {diff / parse:5.2f}  {2 * length / diff:12,.0f}")
    return 0


def edited(text: str) -> tuple[str, int]:
    """Every twentieth number is another one, and a third of the text has moved to the front."""
    rng = random.Random(1)
    count = 0

    def other(found: re.Match[str]) -> str:
        nonlocal count
        if rng.random() < 0.95:
            return found[0]
        count += 1
        return str(int(found[0]) + rng.randint(1, 9))

    lines = re.sub(r"\d{1,6}", other, text).split("\n")
    third = len(lines) // 3
    return "\n".join([*lines[2 * third:], *lines[:2 * third]]), count + 1


def best(run: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
