"""Jobs in, their answers out: the workers of a Dask cluster, each with a crew of its own that the risky parse runs in.

A document that hangs or crashes costs a process of that crew, never a Dask worker; a Dask worker that dies has its jobs
done by another one, which Dask sees to. Documents stand on storage that every worker reaches under the same path or URL.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import threading
import time
from queue import Empty, SimpleQueue
from typing import Any

from planparse.batch.crew import Crew, answer
from planparse.batch.records import Ended, Job, Refusal
from planparse.errors import MissingExtra, PlanparseError

_AHEAD = 4                      # jobs a thread has
_COUNTED = 5.0                  # seconds between two counts of the workers
_CREWS: dict[int, Crew] = {}
_GATE = threading.Lock()
_EXTRA = "pip install 'planparse[dask]'"


class Cluster:
    """The workers of a Dask cluster: one that stands at an address, or one started here."""

    name = "dask"

    def __init__(self, workers: int, address: str | None) -> None:
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError:
            raise MissingExtra("the engine dask is not installed", "--engine dask", _EXTRA) from None
        self._own: Any = None
        if address is None:
            dask.config.set({"distributed.worker.daemon": False})
            self._own = LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None,
                                     silence_logs=logging.CRITICAL)
        try:
            self._client = Client(self._own or address, timeout=30, set_as_default=False)
        except (OSError, ValueError) as error:
            raise PlanparseError(f"no Dask scheduler answers ({type(error).__name__})", str(address),
                                 "start one (dask scheduler), or check the address") from error
        self._ended: SimpleQueue[tuple[Job, Any]] = SimpleQueue()
        self._held: set[Any] = set()
        self._counted, self._threads = -_COUNTED, 0

    @property
    def window(self) -> int:
        """Some jobs a thread; workers may come and go while a run goes on, so they are counted now and then."""
        if time.monotonic() - self._counted > _COUNTED:
            self._counted = time.monotonic()
            self._threads = sum(map(int, self._client.nthreads().values()))
        return _AHEAD * max(1, self._threads)

    def submit(self, job: Job) -> None:
        """Take a job."""
        future = self._client.submit(guarded, job, pure=False)
        self._held.add(future)                       # Dask forgets a job whose future nobody holds
        future.add_done_callback(lambda done: self._ended.put((job, done)))

    def next_ended(self, seconds: float) -> Ended | None:
        """The next job that ended, or None after some seconds."""
        try:
            job, future = self._ended.get(timeout=seconds)
        except Empty:
            return None
        self._held.discard(future)
        try:
            ended: Ended = future.result()
        except Exception as error:
            return Ended(job, lost=Refusal("crash", f"the cluster gave the job up ({type(error).__name__})",
                                           "see the logs of its workers, then run it again with --retry-failed"))
        return Ended(job, ended.value, ended.lost)

    def close(self) -> None:
        """Give up what still runs; end the cluster that was started here."""
        with contextlib.suppress(Exception):
            self._client.cancel(list(self._held), force=True)
            self._client.run(dismiss, on_error="ignore")
        self._client.close()
        if self._own is not None:
            self._own.close()


def guarded(job: Job) -> Ended:
    """Run in a Dask worker: hand the job to this process's own crew and wait for its answer."""
    with _GATE:
        crew = _CREWS.get(os.getpid())
        if crew is None:
            process = multiprocessing.current_process()
            if process.daemon:
                process._config["daemon"] = False    # type: ignore[attr-defined]    # else it may have no children
            from distributed import get_worker

            crew = _CREWS[os.getpid()] = Crew(get_worker().state.nthreads)
    return answer(job, crew.future(job))


def dismiss() -> None:
    """Run in a Dask worker: end its crew. The next run has a new one."""
    with _GATE:
        crew = _CREWS.pop(os.getpid(), None)
    if crew is not None:
        crew.close()
