"""PATH arguments and lists in (files, folders, globs, archives, @lists, URLs), each document's place out, one by one."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from planparse.batch.naming import is_archive, is_hidden, looks_readable, shown
from planparse.batch.opening import file_system, is_url
from planparse.batch.records import Refusal
from planparse.batch.worker import unreadable
from planparse.errors import PlanparseError

_HEAD = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was met: its path, how it is printed and named, and a stamp that changes when it is written to."""

    path: str
    place: str
    argument: int
    stamp: str = ""
    size: int = 0
    archive: bool = False
    passed: bool = False        # not taken: no document by its name and first bytes
    refusal: Refusal | None = None


def sources(paths: Sequence[str], lists: Sequence[str], out: Path) -> Iterator[Found]:
    """Everything the arguments name, in their order; folders are entered, the run's own folder is not.

    Raises PlanparseError for an argument that names nothing; what is missing from a list is a refusal.
    """
    named = [path[1:] for path in paths if path.startswith("@") and len(path) > 1]
    plain = [path for path in paths if not (path.startswith("@") and len(path) > 1)]
    own = _identity(out)
    for number, path in enumerate(plain):
        yield from _argument(path, number, own)
    for number, name in enumerate((*lists, *named), len(plain)):
        for path in _lines(name):
            try:
                yield from _argument(path, number, own)
            except PlanparseError as error:
                yield Found(path, _place(path), number, refusal=Refusal("input", error.what, error.todo))


def check(paths: Sequence[str], lists: Sequence[str]) -> None:
    """Raise PlanparseError for an argument of this machine that names nothing, before anything is made."""
    for path in paths:
        if path.startswith("@") and len(path) > 1:
            lists = (*lists, path[1:])
        elif not is_url(path):
            next(_argument(path, 0, None), None)
    for name in lists:
        if name != "-" and (os.path.isdir(name) or not os.path.exists(name)):
            raise PlanparseError("there is no such list", name, "check its path")


def _argument(path: str, number: int, own: tuple[int, int] | None) -> Iterator[Found]:
    """What one argument or line names."""
    if is_url(path):
        yield from _remote(path, number)
    elif os.path.isdir(path):
        yield from _folder(path, number, own)
    elif os.path.lexists(path):
        yield _file(path, number)
    elif glob.has_magic(path):
        matches = glob.iglob(path, recursive=True)
        first = next(matches, None)
        if first is None:
            raise PlanparseError("nothing matches the pattern", path, "check it, or give a folder")
        for match in chain((first,), matches):
            if os.path.isdir(match):
                yield from _folder(match, number, own)
            else:
                yield _file(match, number)
    else:
        raise PlanparseError("there is no such file or folder", path, "check the path")


def _folder(top: str, number: int, own: tuple[int, int] | None) -> Iterator[Found]:
    """Every file below a folder. Links to folders are not followed, hidden files are passed over."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        if own is not None and _identity(folder) == own:
            continue
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if is_hidden(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.is_file():
                        yield _file(entry.path, number, met=True)
        except OSError as error:
            yield Found(folder, _place(folder), number, refusal=unreadable(error))


def _file(path: str, number: int, met: bool = False) -> Found:
    """One file; `met` in a folder, not named by the caller."""
    place = _place(path)
    try:
        told = os.stat(path)
        if met and not looks_readable(path) and not looks_readable(path, _head(path)):
            return Found(path, place, number, passed=True)
    except OSError as error:
        return Found(path, place, number, refusal=unreadable(error))
    stamp = f"{told.st_size}:{told.st_mtime_ns}:{told.st_ino}"
    return Found(path, place, number, stamp, told.st_size, is_archive(path))


def _remote(url: str, number: int) -> Iterator[Found]:
    """What a URL names: a file, everything below a folder, or what matches a pattern."""
    system, inside = file_system(url)
    try:
        if glob.has_magic(inside):
            told = system.glob(inside, detail=True).values()
        elif system.isdir(inside):
            told = (info for _, _, files in system.walk(inside, detail=True) for info in files.values())
        else:
            told = iter((system.info(inside),))
        for info in told:
            name = info["name"]
            if info.get("type") == "directory" or is_hidden(name.rsplit("/", 1)[-1]):
                continue
            full = system.unstrip_protocol(name)
            age = next((str(info[key]) for key in ("ETag", "etag", "mtime", "LastModified", "created") if info.get(key)), "")
            yield Found(full, full, number, f"{info.get('size')}:{age}", info.get("size") or 0, is_archive(name),
                        passed=name != inside and not looks_readable(name))
    except FileNotFoundError:
        raise PlanparseError("there is no such file or folder", url, "check the URL") from None
    except OSError as error:
        raise PlanparseError(f"the store does not answer ({type(error).__name__}: {error})", url,
                             "check the URL, the keys and the connection") from error


def _lines(name: str) -> Iterator[str]:
    """The paths of a list, one a line; empty lines and lines that begin with # are left out. `-` is standard input."""
    if name == "-":
        yield from _each(sys.stdin.buffer)
        return
    try:
        with open(name, "rb") as stream:
            yield from _each(stream)
    except OSError as error:
        raise PlanparseError(f"the list cannot be read ({(error.strerror or '').lower()})", name, "check its path") from error


def _each(stream: IO[bytes]) -> Iterator[str]:
    """UTF-8, or what else the system's file names or a Chinese Windows are written in."""
    for raw in stream:
        line = raw.removeprefix(b"\xef\xbb\xbf").strip(b"\r\n\t ")
        if not line or line.startswith(b"#"):
            continue
        path = os.fsdecode(line)
        if not line.isascii() and not os.path.lexists(path):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                path = line.decode("gb18030", "surrogateescape")
        yield path


def _place(path: str) -> str:
    """How a path is told: without ./ and doubled slashes."""
    return shown(os.path.normpath(path)) if not is_url(path) else path


def _head(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read(_HEAD)


def _identity(path: str | Path) -> tuple[int, int] | None:
    try:
        told = os.stat(path)
    except OSError:
        return None
    return told.st_dev, told.st_ino
