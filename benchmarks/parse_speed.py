"""How fast plans are read, told as ratios against plain passes over the same text in the same run.

    python benchmarks/parse_speed.py            the texts of corpus/
    python benchmarks/parse_speed.py FOLDER     every .txt below a folder

Start-up is told apart: the time of the first call, of `import planparse`, and of `planparse --help`.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
DIGITS = re.compile(r"\d+")


def main() -> int:
    """Measure and print."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "corpus"
    texts = [path.read_text("utf-8-sig", "replace") for path in sorted(folder.rglob("*.txt"))]
    characters = sum(map(len, texts))
    if not characters:
        print(f"planparse: no text: {folder}: give a folder with .txt files", file=sys.stderr)
        return 2
    first = _first_call(texts[0])

    import planparse
    from planparse.text.fold import fold

    _each(texts, planparse.parse_text)                                       # everything lazy is loaded
    passes: dict[str, Callable[[str], object]] = {
        "baseline: re.findall of \\d+": DIGITS.findall, "baseline: fold (str.translate)": fold,
        "parse_text": planparse.parse_text, "parse_text + to_json": lambda text: planparse.parse_text(text).to_json()}
    times: dict[str, list[float]] = {name: [] for name in passes}
    for _ in range(ROUNDS):                                                 # in turns, so that all meet the same noise
        for name, run in passes.items():
            times[name].append(_each(texts, run))
    base = statistics.median(times["baseline: fold (str.translate)"])
    print(f"{len(texts)} texts, {characters} characters, median of {ROUNDS} rounds, one process\n")
    print(f"{'pass':34}{'characters/s':>14}{'times fold':>12}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:34}{characters / median:14,.0f}{median / base:12.1f}")
    print("\nstart-up")
    print(f"{'first parse_text (import included)':34}{first:13.2f}s")
    for label, command in (("python -c pass", ["-c", "pass"]), ("import planparse", ["-c", "import planparse"]),
                           ("planparse --help", ["-m", "planparse", "--help"])):
        print(f"{label:34}{_process(command):13.2f}s")
    return 0


def _each(texts: list[str], run: Callable[[str], object]) -> float:
    start = time.perf_counter()
    for text in texts:
        run(text)
    return time.perf_counter() - start


def _first_call(text: str) -> float:
    """Import and first parse, in this process."""
    start = time.perf_counter()
    import planparse

    planparse.parse_text(text)
    return time.perf_counter() - start


def _process(arguments: list[str]) -> float:
    """The median time of a process."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
