"""A soak of planparse batch: thousands of generated documents, run undisturbed and killed ten times, compared byte for byte.

    python benchmarks/batch_soak.py [--count 3000] [--kills 10] [--jobs 2] [--seed 1] [--folder DIR] [--formats] [--scaling]

Prints what became of the documents against what was to become of them, the figures of both runs, and the first
difference if there is one (exit code 1). --formats measures documents per second and memory for each format alone,
--scaling two workers against one.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from batch_documents import LIMITS, Generator, generate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OWN = ("manifest.sqlite", "manifest.sqlite-journal")
MARK = b"PLANPARSE_BATCH_WORKER="


def main() -> int:
    """Generate, run, kill, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("count", 3000), ("kills", 10), ("jobs", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--formats", action="store_true")
    parser.add_argument("--scaling", action="store_true")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="batch-soak-"))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, folder {folder}", flush=True)
    if given.formats:
        return formats(folder)
    if given.scaling:
        return scaling(folder, given.count)
    return soak(folder, given.count, given.kills, given.jobs, given.seed)


def soak(folder: Path, count: int, kills: int, jobs: int, seed: int) -> int:
    """The soak itself."""
    inputs = folder / "in"
    shutil.rmtree(inputs, ignore_errors=True)
    start = time.perf_counter()
    expected = generate(inputs, count, seed)
    print(f"{len(expected)} places, {sum(one != 'archive-itself' for one in expected.values())} documents generated in "
          f"{time.perf_counter() - start:.0f} s", flush=True)
    whole, torn = folder / "undisturbed", folder / "killed"
    for out in (whole, torn):
        shutil.rmtree(out, ignore_errors=True)
    seconds, peak = run_whole(inputs, whole, jobs)
    report = json.loads((whole / "report.json").read_text("utf-8"))
    print(f"undisturbed: {seconds:.0f} s, {report['counts']}, main process {peak[0]} MB, largest worker {peak[1]} MB", flush=True)
    wrong = judge(whole, expected)
    killed = run_killed(inputs, torn, jobs, kills, seconds, seed)
    left = leftovers(folder.resolve())
    difference = compare(whole, torn)
    print(f"killed {killed} times and resumed: {difference or 'equal to the byte'}; processes left over: {left}")
    return 1 if difference or wrong or left else 0


def command(inputs: Path, out: Path, jobs: int, *more: str) -> list[str]:
    """The command line of a run."""
    limits = [word for pair in LIMITS.items() for word in pair]
    return [sys.executable, "-m", "planparse", "batch", inputs.name, "--out", str(out), "--jobs", str(jobs), *limits, *more]


def environment() -> dict[str, str]:
    """The hook of the hostile documents, and where it stands."""
    return {**os.environ, "PLANPARSE_BATCH_HOOK": "batch_hooks:act", "PYTHONPATH": os.pathsep.join((str(ROOT), str(HERE)))}


def run_whole(inputs: Path, out: Path, jobs: int, *more: str) -> tuple[float, tuple[int, int]]:
    """Run to the end; seconds, and the MB of the run itself and of its largest worker."""
    start, peak, workers = time.perf_counter(), 0, 0
    process = subprocess.Popen(command(inputs, out, jobs, *more), cwd=inputs.parent, env=environment())
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        workers = max([workers, *map(resident, below(process.pid))])
        time.sleep(0.5)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the run ended with {process.returncode}")
    return time.perf_counter() - start, (peak, workers)


def run_killed(inputs: Path, out: Path, jobs: int, kills: int, seconds: float, seed: int) -> int:
    """Kill the run at random moments, resume it to its end; how often it was at work when it was killed."""
    dice, killed = random.Random(seed), 0
    for _ in range(kills):
        process = subprocess.Popen(command(inputs, out, jobs, "--resume", "--quiet"), cwd=inputs.parent, env=environment(),
                                   start_new_session=True)
        time.sleep(dice.uniform(0.3, max(1.8 * seconds / (kills + 1), 0.6)))
        if process.poll() is None:
            killed += 1
            if dice.random() < 0.5:
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    seconds, _ = run_whole(inputs, out, jobs, "--resume")
    print(f"the last part took {seconds:.0f} s", flush=True)
    return killed


def judge(out: Path, expected: dict[str, str]) -> int:
    """Compare what became of the documents with what was to become of them; how many differ."""
    became: dict[str, str] = {}
    for line in (out / "documents.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        became[told["where"].removeprefix("in/")] = {"done": "plan"}.get(told["status"], told["status"])
    stages: Counter[str] = Counter()
    for line in (out / "failures.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        became[told["where"].removeprefix("in/")] = told["stage"]
        stages[told["stage"]] += 1
    print("failures by stage:", dict(sorted(stages.items())))
    wrong = [(place, wanted, became.get(place)) for place, wanted in expected.items()
             if wanted not in ("either", "archive-itself") and became.get(place) != wanted]
    wrong += [(place, wanted, None) for place, wanted in expected.items() if wanted == "either" and place not in became]
    for one in wrong[:10]:
        print("not as expected:", *one)
    print(f"{len(expected) - len(wrong)} of {len(expected)} became what they were to become", flush=True)
    return len(wrong)


def compare(one: Path, other: Path) -> str:
    """The first difference between two runs' folders, or nothing. Times are under one key of report.json only."""
    first, second = contents(one), contents(other)
    for name in sorted(first.keys() | second.keys()):
        if name not in first or name not in second:
            return f"{name} is in one of them only"
        if first[name] != second[name]:
            return f"{name} differs"
    return ""


def contents(out: Path) -> dict[str, bytes]:
    """All a run wrote."""
    found = {}
    for path in out.rglob("*"):
        name = str(path.relative_to(out))
        if path.is_file() and name not in OWN and not name.startswith(".planparse-batch/lock"):
            found[name] = path.read_bytes()
    report = json.loads(found["report.json"])
    del report["timing"]
    return found | {"report.json": json.dumps(report).encode()}


def formats(folder: Path) -> int:
    """Processor seconds and memory of each format, in a worker of its own; load on the machine hardly changes them."""
    print(f"{'format':8}{'documents':>10}{'CPU s each':>12}{'a second':>10}{'MB':>7}{'KB in':>8}{'KB out':>8}")
    for kind, count in (("txt", 300), ("gbk", 100), ("html", 300), ("docx", 200), ("pdf", 150), ("ofd", 100), ("xlsx", 100),
                        ("csv", 100), ("mht", 100), ("office", 12), ("scan", 4)):
        inputs = folder / "in"
        shutil.rmtree(inputs, ignore_errors=True)
        made = Generator(inputs, 1)
        for _ in range(count):
            if kind in ("office", "scan"):
                getattr(made, kind)()
            else:
                data = made.made(kind)
                made.write(kind, f"{made.number}.{'txt' if kind == 'gbk' else kind}", data)
        paths = [str(path) for path in sorted(inputs.rglob("*.*"))]
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as worker:
            each, memory, written = worker.submit(measured, paths).result()
        size = sum(map(os.path.getsize, paths)) / count / 1024
        print(f"{kind:8}{count:10}{each:12.3f}{1 / each:10.1f}{memory:7}{size:8.0f}{written / count / 1024:8.0f}", flush=True)
    return 0


def measured(paths: list[str]) -> tuple[float, int, int]:
    """Parse some documents as a worker does: processor seconds each without the first, MB at the most, bytes written."""
    from planparse.batch.records import Limits
    from planparse.batch.worker import parse

    def spent() -> float:
        return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    start, written = 0.0, 0
    for number, path in enumerate([paths[0], *paths]):
        if number == 1:
            start = spent()
        answer = parse(path, Path(path).name, None, Limits())
        assert answer.data is not None, (path, answer.refusal)
        written += len(answer.data) if number else 0
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (spent() - start) / len(paths), peak // 1024, written


def scaling(folder: Path, count: int) -> int:
    """The same documents with one worker and with two; a CPU-bound loop tells what the machine itself gives."""
    inputs = folder / "in"
    shutil.rmtree(inputs, ignore_errors=True)
    generate(inputs, count, 1, {"html": 250, "docx": 200, "pdf": 100, "ofd": 40})
    took = {}
    for jobs in (1, 2, 1, 2):
        shutil.rmtree(folder / "out", ignore_errors=True)
        seconds, _ = run_whole(inputs, folder / "out", jobs, "--quiet")
        took[jobs] = min(seconds, took.get(jobs, seconds))
        print(f"{jobs} worker(s): {seconds:.1f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"two workers are {took[1] / took[2]:.2f} times one; bare processes {bare():.2f} times")
    return 0


def bare() -> float:
    """What two processes of pure computing are to one on this machine now."""
    def loops(processes: int) -> float:
        start = time.perf_counter()
        running = [subprocess.Popen([sys.executable, "-c", "sum(i * i for i in range(20_000_000))"]) for _ in range(processes)]
        for one in running:
            one.wait()
        return processes / (time.perf_counter() - start)
    return loops(2) / loops(1)


def resident(process: int) -> int:
    """MB of real memory a process has held at most."""
    try:
        with open(f"/proc/{process}/status") as told:
            return next((int(line.split()[1]) // 1024 for line in told if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def below(process: int) -> list[int]:
    """The processes below a process."""
    found = []
    try:
        with open(f"/proc/{process}/task/{process}/children") as told:
            children = [int(one) for one in told.read().split()]
    except OSError:
        return []
    for child in children:
        found += [child, *below(child)]
    return found


def leftovers(folder: Path) -> int:
    """Processes of a run that are still there some seconds after its end: all work in the folder, or carry a mark."""
    time.sleep(3)
    count = 0
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                here = os.readlink(f"/proc/{name}/cwd") == str(folder)
                with open(f"/proc/{name}/environ", "rb") as told:
                    count += here or MARK in told.read()
            except OSError:
                continue
    return count


if __name__ == "__main__":
    sys.exit(main())
