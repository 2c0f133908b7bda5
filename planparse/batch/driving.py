"""An engine and jobs in, each job's end told out: as many jobs at work as the engine takes, a crash tried once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planparse.batch.records import Ended, Engine, Job

_TICK = 0.5
_ATTEMPTS = 2                   # a worker may die through no fault of its document: for want of memory, by somebody's hand


def drive(engine: Engine, jobs: Iterator[Job], on_end: Callable[[Ended], None], on_tick: Callable[[], None]) -> None:
    """Run all jobs. They are asked for when there is room for them, so a million need no more memory than ten."""
    running, more = 0, True
    while True:
        while more and running < engine.window:
            job = next(jobs, None)
            if job is None:
                more = False
            else:
                engine.submit(job)
                running += 1
        if not running:
            return
        ended = engine.next_ended(_TICK)
        on_tick()
        if ended is None:
            continue
        if ended.lost is not None and ended.lost.stage == "crash" and ended.job.attempt < _ATTEMPTS:
            engine.submit(ended.job.again())
            continue
        running -= 1
        on_end(ended)
