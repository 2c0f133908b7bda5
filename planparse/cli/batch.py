"""`planparse batch`: many documents in, a folder of plan JSONs with reports out."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

_INTERRUPTED = 130


@click.command("batch")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--out", required=True, metavar="DIR", help="Where the plans and reports go.")
@click.option("--from", "lists", multiple=True, metavar="FILE", help="A list of paths, one a line; - for standard input.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Documents read at one time [default: one a core].")
@click.option("--resume", is_flag=True, help="Continue an earlier run, or parse what is new or changed.")
@click.option("--retry-failed", is_flag=True, help="With --resume: try what failed before once more.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
              help="What runs the workers.")
@click.option("--address", metavar="URL", help="The Dask scheduler [default: one is started here].")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=300, show_default=True, metavar="SECONDS",
              help="What one document may take.")
@click.option("--memory", type=click.IntRange(64), default=3072, show_default=True, metavar="MB",
              help="What one document may fill (Linux).")
@click.option("--pages", type=click.IntRange(1), default=2000, show_default=True, metavar="N", help="Pages of one document.")
@click.option("--size", type=click.IntRange(1), default=200, show_default=True, metavar="MB", help="Size of one document.")
@click.option("--unpacked", type=click.IntRange(1), default=8192, show_default=True, metavar="MB",
              help="What one archive may hold.")
@click.option("--depth", type=click.IntRange(1), default=3, show_default=True, metavar="N", help="Archives in archives.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def command(paths: tuple[str, ...], out: str, lists: tuple[str, ...], jobs: int | None, resume: bool, retry_failed: bool,
            engine: str, address: str | None, timeout: float, memory: int, pages: int, size: int, unpacked: int,
            depth: int, quiet: bool) -> int:
    """Parse many documents: PATH is a file, a folder, a pattern, an archive (zip, tar), @LIST or a URL.

    \b
    Example:
      planparse batch plans/ more.zip --out parsed
      planparse batch plans/ more.zip --out parsed --resume
      planparse batch --from list.txt --out parsed --jobs 8 --timeout 60
      planparse batch s3://bucket/plans --out parsed --engine dask --address tcp://scheduler:8786

    DIR/plans/ holds one JSON a document, failures.jsonl what could not be read and why, documents.jsonl what became of
    each file, report.html all of it to look at. A run that was stopped, in whatever way, is continued with --resume; the
    result is the same to the byte. The same content is parsed once; what did not change is not parsed again.

    Exit codes: 0 every document is a plan, 1 some failed, 2 the run could not be made.
    """
    from planparse.batch.progress import Bar, Lines, Progress, Silent
    from planparse.batch.records import Limits, Request
    from planparse.batch.run import run_batch
    from planparse.batch.summary import summary_lines

    if not paths and not lists:
        raise click.UsageError("give a PATH or --from FILE")
    request = Request(Path(out), paths, lists, jobs or _cores(), engine, address, resume, retry_failed,
                      Limits(timeout, memory, pages, size, unpacked, depth))
    terminal = sys.stderr is not None and sys.stderr.isatty()
    progress: Progress = Silent() if quiet else Bar() if terminal else Lines()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        report = run_batch(request, progress)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        click.echo(f"planparse: interrupted: {out}: run the same command with --resume to continue", err=True)
        return _INTERRUPTED
    finally:
        progress.end()
    if not quiet:
        for line in summary_lines(report):
            click.echo(line)
        click.echo(f"See {Path(out) / 'report.html'}")
    return 1 if report["counts"]["failed"] else 0


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _interrupt(number: int, frame: object) -> NoReturn:
    """A polite request to end is Ctrl-C to us."""
    raise KeyboardInterrupt
