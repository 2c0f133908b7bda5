"""Jobs in, their answers out: worker processes on this machine, where a hang, a crash or a full memory costs one job.

pebble ends what takes too long and replaces what died. Workers are forked from a process that holds nothing but the
loaded library, so that no lock of a thread is inherited; they are replaced after some hundred documents.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeout
from queue import Empty, SimpleQueue
from typing import Any

from pebble import ProcessExpired, ProcessPool

from planparse.batch import sentinel
from planparse.batch.records import Ended, Job, Refusal

_RECYCLED = 250                 # documents a worker reads before it is replaced
_AHEAD = 3                      # jobs that wait for each worker
_SWEPT = 5.0                    # seconds in which what a lost worker started is looked for
_DEBUG = "PLANPARSE_DEBUG"
_DIES_WITH_PARENT = 1           # PR_SET_PDEATHSIG


class Crew:
    """Workers on this machine."""

    name = "local"

    def __init__(self, workers: int) -> None:
        self.window = workers * (1 + _AHEAD)
        self._token = secrets.token_hex(8)
        self._folder = tempfile.mkdtemp(prefix="planparse-batch-")
        self._sentinel = sentinel.start(self._token, self._folder)
        self._ended: SimpleQueue[tuple[Job, Future[Any]]] = SimpleQueue()
        self._sweep_until = self._swept = 0.0
        self._pool = ProcessPool(workers, _RECYCLED, start_worker, (self._token, self._folder), context=_context())

    def submit(self, job: Job) -> None:
        """Take a job."""
        self.future(job).add_done_callback(lambda future: self._ended.put((job, future)))

    def future(self, job: Job) -> Future[Any]:
        """Take a job whose answer is asked for at its future; `answer` reads it."""
        made: Future[Any] = self._pool.schedule(job.function, job.arguments, timeout=job.seconds)
        return made

    def next_ended(self, seconds: float) -> Ended | None:
        """The next job that ended, or None after some seconds."""
        try:
            job, future = self._ended.get(timeout=seconds)
        except Empty:
            self._sweep()
            return None
        ended = answer(job, future)
        if ended.lost is not None:
            self._sweep_until = time.monotonic() + _SWEPT
        self._sweep()
        return ended

    def close(self) -> None:
        """End the workers and all they started."""
        with contextlib.suppress(Exception):
            self._pool.stop()
            self._pool.join(10)
        sentinel.sweep(self._token, self._folder, all_of_them=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._sentinel.stdin is not None:
            self._sentinel.stdin.close()
        with contextlib.suppress(Exception):
            self._sentinel.wait(10)

    def _sweep(self) -> None:
        """Look once a second, for some seconds after a loss, for what the lost worker started."""
        now = time.monotonic()
        if now < self._sweep_until and now - self._swept > 1:
            self._swept = now
            sentinel.sweep(self._token, self._folder)


def answer(job: Job, future: Future[Any]) -> Ended:
    """What came of a job whose future is done."""
    try:
        return Ended(job, future.result())
    except (FutureTimeout, TimeoutError):
        return Ended(job, lost=Refusal("time", f"not read within {job.seconds:g} seconds",
                                       "give it more with --timeout, or save it anew in another format", job.seconds))
    except ProcessExpired as gone:
        return Ended(job, lost=Refusal("crash", f"the worker died ({_death(gone.exitcode)})",
                                       "save it anew in another format, or give it more memory with fewer --jobs"))
    except CancelledError:
        return Ended(job, lost=Refusal("crash", "the job was given up", "run it again with --resume"))
    except Exception as error:
        return Ended(job, lost=Refusal("crash", f"the worker failed ({type(error).__name__})", "report it with the file"))


def start_worker(token: str, folder: str) -> None:
    """Make a process a worker: it dies with its parent, leaves Ctrl-C to the run, and keeps its temporary files together."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ[sentinel.MARK] = f"{token}:{os.getpid()}"
    own = sentinel.enter(folder)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")      # else it fills memory for each core, however many there are
    os.environ["TMPDIR"] = tempfile.tempdir = own
    if not os.environ.get(_DEBUG):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):                                # C libraries would write over the progress bar
            os.dup2(nowhere, stream)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _context() -> Any:
    """Workers are forked from a clean process, or started anew where a system has no such thing."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["planparse.batch.warm"])
        return context
    return multiprocessing.get_context("spawn")


def _death(code: int | None) -> str:
    """How a process ended."""
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
