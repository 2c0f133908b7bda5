"""What a run has done in, a progress bar on a terminal or a line every half minute out, on standard error."""

from __future__ import annotations

import sys
import time
from typing import Any, Protocol

_EVERY = 30.0                   # seconds between two lines where there is no terminal


class Progress(Protocol):
    """What a run tells while it works."""

    def listed(self, files: int) -> None:
        """So many files were met."""
        ...

    def hashed(self, files: int) -> None:
        """The content of so many more is known."""
        ...

    def begin(self, total: int, failed: int) -> None:
        """So many documents are to be parsed; so many failed before."""
        ...

    def step(self, failed: bool) -> None:
        """One document more is done."""
        ...

    def tick(self) -> None:
        """Time has passed."""
        ...

    def end(self) -> None:
        """All is done, or given up."""
        ...


class Silent:
    """Tells nothing."""

    def listed(self, files: int) -> None:
        """Nothing."""

    def hashed(self, files: int) -> None:
        """Nothing."""

    def begin(self, total: int, failed: int) -> None:
        """Nothing."""

    def step(self, failed: bool) -> None:
        """Nothing."""

    def tick(self) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class Lines:
    """A line now and then, for logs."""

    def __init__(self) -> None:
        self.total = self.done = self.failed = self.seen = 0
        self.start = self.told = time.monotonic()

    def listed(self, files: int) -> None:
        """So many files were met."""
        self._tell(f"{files} files met")

    def hashed(self, files: int) -> None:
        """The content of so many more is known."""
        self.seen += files
        self._tell(f"{self.seen} files hashed")

    def begin(self, total: int, failed: int) -> None:
        """Parsing begins."""
        self.total, self.failed, self.start = total, failed, time.monotonic()

    def step(self, failed: bool) -> None:
        """One document more."""
        self.done += 1
        self.failed += failed
        self.tick()

    def tick(self) -> None:
        """Tell, if it is time."""
        if self.total:
            self._tell(self.line())

    def end(self) -> None:
        """Nothing more."""

    def line(self) -> str:
        """How far the run is."""
        spent = max(time.monotonic() - self.start, 0.001)
        rate = self.done / spent
        left = f"{int((self.total - self.done) / rate / 60) + 1} min left" if self.done else "time left unknown"
        return f"{self.done} of {self.total} documents, {self.failed} failed, {rate:.1f}/s, {left}"

    def _tell(self, line: str) -> None:
        now = time.monotonic()
        if now - self.told >= _EVERY and sys.stderr is not None:
            self.told = now
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


class Bar:
    """A bar with rate, failures and time left."""

    def __init__(self) -> None:
        from rich import progress
        from rich.console import Console

        columns: tuple[Any, ...] = (
            progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[rate]}"), progress.TextColumn("[red]{task.fields[failed]}[/]"),
            progress.TimeRemainingColumn(elapsed_when_finished=True))
        self.bar = progress.Progress(*columns, console=Console(stderr=True))
        self.task = self.bar.add_task("listing", total=None, rate="", failed="")
        self.bar.start()
        self.done = self.failed = 0
        self.start = time.monotonic()

    def listed(self, files: int) -> None:
        """So many files were met."""
        self.bar.update(self.task, completed=files)

    def hashed(self, files: int) -> None:
        """The content of so many more is known."""
        self.bar.update(self.task, description="hashing")
        self.bar.advance(self.task, files)

    def begin(self, total: int, failed: int) -> None:
        """Parsing begins."""
        self.failed, self.start = failed, time.monotonic()
        self.bar.reset(self.task, total=total, description="parsing", completed=0, rate="", failed=self._failed())

    def step(self, failed: bool) -> None:
        """One document more."""
        self.done += 1
        self.failed += failed
        rate = self.done / max(time.monotonic() - self.start, 0.001)
        self.bar.update(self.task, advance=1, rate=f"{rate:.1f}/s", failed=self._failed())

    def tick(self) -> None:
        """The bar draws itself."""

    def end(self) -> None:
        """Leave the bar as it stands."""
        self.bar.stop()

    def _failed(self) -> str:
        return f"{self.failed} failed" if self.failed else ""
