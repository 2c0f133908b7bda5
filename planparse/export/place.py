"""A path in, files written whole or not at all out; never over a file that somebody else wrote or changed.

A folder of an export keeps a list of its files with their digests (`planparse-export.json`). A file on the list that still
has its digest may be replaced; one that was changed since, or is not on the list, only with `force`.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from planparse.errors import PlanparseError

LISTED = "planparse-export.json"


@contextmanager
def folder(path: str, kind: str, force: bool = False) -> Iterator[Path]:
    """An empty folder to write to; when all went well, its files are moved to `path`, else nothing is left of them."""
    goal = Path(path)
    if goal.exists() and not goal.is_dir():
        raise PlanparseError("this is a file", path, "give -o the name of a directory")
    _parent(goal)
    before = _listed(goal, force)
    with tempfile.TemporaryDirectory(prefix=f".{goal.name[:40]}.", dir=goal.parent) as made:
        scratch = Path(made)
        yield scratch
        names = sorted(file.name for file in scratch.iterdir())
        _may_replace(goal, [*names, LISTED], before, force)
        digests = {name: digest(scratch / name) for name in names}
        written = json.dumps({"planparse_export": kind, "files": digests}, indent=2, ensure_ascii=False) + "\n"
        (scratch / LISTED).write_text(written, "utf-8")
        goal.mkdir(exist_ok=True)
        for name in [*names, LISTED]:
            (scratch / name).replace(goal / name)
        for name in set(before) - set(names):
            if (goal / name).is_file() and digest(goal / name) == before[name]:
                (goal / name).unlink()


def check_folder(path: str, names: Iterable[str], force: bool = False) -> None:
    """Refuse a folder before any work is done, where `folder` would refuse it afterwards."""
    goal = Path(path)
    if goal.is_dir():
        _may_replace(goal, names, _listed(goal, force), force)


@contextmanager
def file(path: str, own: Callable[[Path], bool], force: bool = False) -> Iterator[Path]:
    """A path beside `path` to write to, moved into place when all went well; `own` tells whether planparse wrote what is there."""
    goal = one_file(path)
    if goal.exists() and goal.stat().st_size and not force and not own(goal):
        raise _foreign(goal)
    beside = goal.with_name(f".{goal.name[:60]}.{os.getpid()}.part")
    try:
        yield beside
        if goal.exists():
            shutil.copymode(goal, beside)
        beside.replace(goal)
    finally:
        beside.unlink(missing_ok=True)


def one_file(path: str) -> Path:
    """The place of a file, behind any link. Refuses directories, devices, pipes, and what lies in no directory."""
    goal = Path(path).resolve()
    if goal.is_dir():
        raise PlanparseError("this is a directory", path, "give -o the name of a file")
    if goal.exists() and not goal.is_file():
        raise PlanparseError("this is a device or a pipe", path, "give -o the name of a file")
    _parent(goal)
    return goal


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _listed(goal: Path, force: bool) -> dict[str, str]:
    """The files that an export before wrote here, with their digests."""
    path = goal / LISTED
    if not path.is_file():
        return {}
    try:
        held = json.loads(path.read_text("utf-8"))
        return {str(name): str(of) for name, of in held["files"].items() if Path(name).name == name and "planparse_export" in held}
    except (ValueError, KeyError, TypeError, AttributeError):
        if force:
            return {}
        raise _foreign(path) from None


def _may_replace(goal: Path, names: Iterable[str], before: dict[str, str], force: bool) -> None:
    """Refuse to destroy what cannot be made again."""
    for name in names:
        path = goal / name
        if path.is_dir():
            raise PlanparseError("a directory stands where a file is to be written", str(path), "give -o another name")
        if path.is_file() and path.stat().st_size and not force and name != LISTED:
            if name not in before:
                raise _foreign(path)
            if digest(path) != before[name]:
                raise PlanparseError("the file was changed since planparse wrote it", str(path),
                                     "give -o another name, or --force to replace it")


def _foreign(path: Path) -> PlanparseError:
    return PlanparseError("the file exists and planparse did not write it", str(path),
                          "give -o another name, or --force to replace it")


def _parent(goal: Path) -> None:
    if not goal.absolute().parent.is_dir():
        raise PlanparseError("there is no such directory", str(goal.parent), "create it first")
