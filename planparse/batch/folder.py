"""An output directory in, a run's own folder out: made or taken up again, locked against a second run, written to whole.

`DIR/plans/` holds the plans, `failures.jsonl`, `documents.jsonl`, `report.json` and `report.html` tell of the run,
`manifest.sqlite` remembers it; `.planparse-batch/` marks the folder as ours and holds what is in work.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import PlanparseError

_MARK = ".planparse-batch"


@dataclass(frozen=True, slots=True)
class Folder:
    """The places of a run."""

    out: Path

    @property
    def plans(self) -> Path:
        """One JSON a plan."""
        return self.out / "plans"

    @property
    def manifest(self) -> Path:
        """What is known of each document."""
        return self.out / "manifest.sqlite"

    @property
    def unpacked(self) -> Path:
        """Members of archives that wait to be parsed."""
        return self.out / _MARK / "unpacked"

    @property
    def writing(self) -> Path:
        """Files that are not whole yet."""
        return self.out / _MARK / "writing"

    def write(self, path: Path, data: bytes) -> None:
        """Write a file of the run: whole, or not at all."""
        beside = self.writing / path.name
        try:
            beside.write_bytes(data)
            os.replace(beside, path)
        except OSError as error:
            raise PlanparseError(f"the file cannot be written ({(error.strerror or str(error)).lower()})", str(path),
                                 "check the disk's free space and run it again with --resume") from error


@contextlib.contextmanager
def opened(out: Path, resume: bool) -> Iterator[Folder]:
    """Make or take up the folder and hold its lock. Raises PlanparseError for somebody else's folder or a second run."""
    _may_use(out, resume)
    folder = Folder(out)
    try:
        folder.plans.mkdir(parents=True, exist_ok=True)
        (out / _MARK).mkdir(exist_ok=True)
    except OSError as error:
        raise PlanparseError(f"the folder cannot be made ({(error.strerror or '').lower()})", str(out),
                             "check its permissions, or give --out another name") from error
    with _lock(out):
        shutil.rmtree(folder.writing, ignore_errors=True)
        folder.writing.mkdir()
        folder.unpacked.mkdir(exist_ok=True)
        yield folder


def _may_use(out: Path, resume: bool) -> None:
    """Refuse what is no folder, somebody else's folder, and an earlier run that is not to be resumed."""
    if out.is_dir():
        ours, empty = (out / _MARK).is_dir(), not any(out.iterdir())
        if ours and not resume:
            with _lock(out):
                pass
            raise PlanparseError("the folder holds an earlier run", str(out),
                                 "continue or repeat it with --resume, or give --out another name")
        if not ours and not empty:
            raise PlanparseError("the folder is not empty and planparse batch did not make it", str(out),
                                 "give --out a new name")
    elif out.exists() or out.is_symlink():
        raise PlanparseError("this is no folder", str(out), "give --out the name of a folder")


@contextlib.contextmanager
def _lock(out: Path) -> Iterator[None]:
    """An SQLite transaction that is never ended: any system gives it up when the process dies, however that happens."""
    held = sqlite3.connect(out / _MARK / "lock.sqlite", timeout=0, isolation_level=None)
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        held.close()
        if "locked" in str(error):
            raise PlanparseError("another run is at work on this folder", str(out),
                                 "wait for its end, or give --out another name") from None
        raise PlanparseError(f"the folder cannot be locked ({error})", str(out), "give --out a folder of a local disk") from error
    try:
        yield
    finally:
        held.close()
