"""Rows per second and peak memory of every export, on the plans of the corpus repeated under new keys.

    python benchmarks/export_speed.py [TIMES] [FORMAT...]        TIMES: how often the corpus is repeated (default 50)

Each format runs in a process of its own. PostgreSQL is measured where its Debian package is installed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import planparse  # noqa: E402
from planparse.export import FORMATS, write  # noqa: E402
from planparse.model.plan import Plan  # noqa: E402


def plans(times: int) -> Iterator[Plan]:
    """The corpus, again and again, each time as other files."""
    read = [planparse.parse(path) for path in sorted(ROOT.glob("corpus/*/plan.txt"))]
    for turn in range(times):
        for plan in read:
            yield plan.model_copy(update={"source": plan.source.model_copy(update={"sha256": f"{plan.source.sha256}-{turn}"})})


def measure(to: str, times: int) -> str:
    """One format; the plans are parsed beforehand."""
    with tempfile.TemporaryDirectory() as folder:
        made = plans(times)
        first = next(made)

        def all_plans() -> Iterator[Plan]:
            yield first
            yield from made

        def timed(goal: str, path: str | None) -> str:
            begin, busy = time.perf_counter(), time.process_time()
            feed = write(all_plans(), goal, path)
            taken, busy = time.perf_counter() - begin, time.process_time() - busy
            rows = sum(feed.counts.values())
            size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file()) / 2**20
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            return (f"{to:12} {rows:>8} rows {taken:6.1f} s {rows / taken:>8,.0f} rows/s {rows / busy:>8,.0f} rows per CPU second "
                    f"{size:7.1f} MB written {peak:6.0f} MB peak")

        if to == "postgresql":
            from tests.made_postgres import postgres

            with postgres() as socket:
                return timed(f"postgresql://planparse@/postgres?host={socket}", None)
        return timed(to, str(Path(folder) / "out"))


def main() -> None:
    """Every format, or those named."""
    if sys.argv[1:2] == ["--one"]:
        print(measure(sys.argv[2], int(sys.argv[3])))
        return
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    for to in sys.argv[2:] or [*(one.name for one in FORMATS), "postgresql"]:
        done = subprocess.run([sys.executable, __file__, "--one", to, str(times)], capture_output=True, text=True, check=False)
        print(done.stdout.strip() or f"{to:12} {done.stderr.strip().splitlines()[-1]}")


if __name__ == "__main__":
    main()
