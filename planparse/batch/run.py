"""A request in, a folder of plans and reports out: the whole of a run, first time or resumed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from planparse.batch import worker
from planparse.batch.driving import drive
from planparse.batch.folder import Folder, opened
from planparse.batch.listing import Listing
from planparse.batch.manifest import Manifest
from planparse.batch.naming import output_name
from planparse.batch.progress import Progress, Silent
from planparse.batch.records import Ended, Engine, Job, Parsed, Refusal, Request
from planparse.batch.sources import check
from planparse.batch.summary import failure_line, write_summary
from planparse.errors import PlanparseError

_COMMITTED = 0.5                # seconds between two commits: what is lost at a kill is parsed again

ENGINES = ("local", "dask")


def run_batch(request: Request, progress: Progress | None = None) -> dict[str, Any]:
    """Parse everything; what report.json holds. Raises PlanparseError for a request that cannot be met.

    A KeyboardInterrupt leaves the folder as any other end does: ready to be resumed.
    """
    told = progress or Silent()
    if request.engine not in ENGINES:
        raise PlanparseError(f"unknown engine {request.engine!r}", "--engine", f"use one of: {', '.join(ENGINES)}")
    check(request.paths, request.lists)
    start = time.perf_counter()
    with opened(request.out, request.resume) as folder:
        manifest = Manifest(folder.manifest)
        try:
            manifest.begin()
            run = _Run(request, folder, manifest, told)
            engine = _engine(request)
            try:
                Listing(request, folder, manifest, engine, told).run()
                run.parse_all(engine)
            finally:
                told.end()
                engine.close()
            report = write_summary(folder, manifest, {"seconds": round(time.perf_counter() - start, 1), "jobs": request.jobs,
                                                      "engine": request.engine, "parsed_now": run.parsed})
        finally:
            manifest.close()
        shutil.rmtree(folder.unpacked, ignore_errors=True)
    return report


def _engine(request: Request) -> Engine:
    if request.engine == "dask":
        from planparse.batch.cluster import Cluster

        return Cluster(request.jobs, request.address)
    from planparse.batch.crew import Crew

    return Crew(request.jobs)


@dataclass
class _Run:
    """The second part of a run: every document that waits is parsed."""

    request: Request
    folder: Folder
    manifest: Manifest
    progress: Progress
    parsed: int = 0
    committed: float = field(default_factory=time.monotonic)
    spent: list[str] = field(default_factory=list)       # members parsed since the last commit: their files go with it

    def parse_all(self, engine: Engine) -> None:
        """Parse what waits."""
        counts = self.manifest.counts()
        self.progress.begin(counts.get("waiting", 0), counts.get("failed", 0))
        with (self.folder.out / "failures.jsonl").open("w", encoding="utf-8", errors="backslashreplace") as failures:
            for row in self.manifest.ordered("d.status='failed'"):
                failures.write(failure_line(row))
            failures.flush()
            drive(engine, self._jobs(), self._entering(failures.write, failures.flush), self.progress.tick)
        self._commit()

    def _jobs(self) -> Iterator[Job]:
        limits = self.request.limits
        for row in self.manifest.waiting():
            path = os.fsdecode(row["path"])
            name = _name(row)
            yield Job(row["id"], worker.parse, (path, name, row["sha256"], limits), limits.seconds)

    def _entering(self, write: Callable[[str], Any], flush: Callable[[], Any]) -> Callable[[Ended], None]:
        """What is done with the end of each job."""
        def enter(ended: Ended) -> None:
            row = self.manifest.row(ended.job.tag)
            came = ended.value if isinstance(ended.value, Parsed) else Parsed(refusal=ended.lost)
            if came.data is not None:
                self.folder.write(self.folder.plans / self.manifest.done(row["id"], row["place"], came), came.data)
            else:
                refusal = came.refusal or Refusal("crash", "the worker gave no answer", "report it with the file")
                (self.folder.plans / output_name(row["place"])).unlink(missing_ok=True)
                self.manifest.refuse(row["id"], refusal, came.seconds)
                write(failure_line(self.manifest.row(row["id"])))
                flush()
            if row["archive"] is not None:
                self.spent.append(os.fsdecode(row["path"]))
            self.parsed += 1
            self.progress.step(failed=came.data is None)
            if time.monotonic() - self.committed > _COMMITTED:
                self._commit()
        return enter

    def _commit(self) -> None:
        self.manifest.commit()
        for path in self.spent:
            if os.path.exists(path):
                os.unlink(path)
        self.spent.clear()
        self.committed = time.monotonic()


def _name(row: sqlite3.Row) -> str:
    """What a document is called: the last part of its place, as `planparse parse` would call it."""
    name: str = row["place"].replace("\\", "/").rsplit("/", 1)[-1] if row["archive"] else os.path.basename(row["place"])
    return name
