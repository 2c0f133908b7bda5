"""Bytes and an -o FILE in, a written file out: whole or not at all, and never over a file somebody else wrote."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from planparse.errors import PlanparseError

_HEAD = 4096
#: Whether a file is an output of planparse that may be replaced.
Mark = Callable[[Path], bool]


def begins(like: Callable[[bytes], bool]) -> Mark:
    """A mark that looks at how a file begins."""
    def marked(path: Path) -> bool:
        with path.open("rb") as stream:
            return like(stream.read(_HEAD))

    return marked


is_plan_json = begins(lambda head: head.lstrip()[:1] == b"{" and b'"schema_version"' in head and b'"planparse_version"' in head)
is_page = begins(lambda head: head[:15].lower() == b"<!doctype html>" and b'<meta name="generator" content="planparse' in head)


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook that names planparse as its author."""
    try:
        with zipfile.ZipFile(path) as package:
            return b"<dc:creator>planparse</dc:creator>" in package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def write_output(written: str | bytes, output: str | None, *, source: str | None = None, force: bool = False,
                 mark: Mark = is_plan_json) -> None:
    """Write to a file, or to standard output where `output` is None or `-`.

    An existing file is replaced only if it is empty or planparse wrote it (`mark` tells by how it begins), or with
    `force`; `source`, the file that was read, is never replaced unless it is such an output itself.
    """
    data = written.encode("utf-8", "replace") if isinstance(written, str) else written
    if output is None or output == "-":
        if sys.stdout is None:
            raise PlanparseError("standard output is closed", "-", "give -o FILE")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    if path.is_dir():
        raise PlanparseError("this is a directory", output, "give -o the name of a file")
    if path.is_file():
        _may_replace(path, source, force, mark)
    try:
        _put(path, data)
    except FileNotFoundError:
        raise PlanparseError("there is no such directory", str(path.parent), "create it first") from None
    except OSError as error:
        raise PlanparseError(f"the file cannot be written ({(error.strerror or str(error)).lower()})", output,
                             "check its permissions and the disk's free space") from None


def _may_replace(path: Path, source: str | None, force: bool, mark: Mark) -> None:
    """Refuse to destroy what cannot be made again."""
    if path.stat().st_size == 0:
        return
    try:
        own = mark(path)
    except OSError:
        own = False
    if source is not None and not own and Path(source).exists() and path.samefile(source):
        raise PlanparseError("the output would replace the plan itself", str(path), "give -o another name")
    if not own and not force:
        raise PlanparseError("the file exists and planparse did not write it", str(path),
                             "give -o another name, or --force to replace it")


def _put(path: Path, data: bytes) -> None:
    """Write beside the file and move it into place; a device, pipe or link is written to as it is."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.write_bytes(data)
        return
    beside = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    if path.exists() and not os.access(path.parent, os.W_OK):
        path.write_bytes(data)
        return
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
