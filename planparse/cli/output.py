"""Bytes and an -o FILE in, a written file out: whole or not at all, and never over a file somebody else wrote."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

from planparse.errors import PlanparseError

_HEAD = 4096
_OWN_PAGE = b'<meta name="generator" content="planparse'
_OWN_TABLE = b"\xef\xbb\xbfview,code,label,unit,"
_OWN_AUTHOR = b"<dc:creator>planparse</dc:creator>"


def write_output(written: str | bytes, output: str | None, *, source: str | None = None, force: bool = False) -> None:
    """Write to a file, or to standard output where `output` is None or `-`.

    An existing file is replaced only if it is empty or planparse wrote it, or with `force`; `source`, the file that
    was read, is never replaced unless it is a plan JSON itself.
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
        _may_replace(path, source, force)
    try:
        _put(path, data)
    except FileNotFoundError:
        raise PlanparseError("there is no such directory", str(path.parent), "create it first") from None
    except OSError as error:
        raise PlanparseError(f"the file cannot be written ({(error.strerror or str(error)).lower()})", output,
                             "check its permissions and the disk's free space") from None


def written_by_planparse(path: Path) -> bool:
    """Whether a file begins as planparse's JSON, pages and tables do, or is a workbook that names it as its author."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"PK"):
        return _own_workbook(path)
    json = head.lstrip()[:1] == b"{" and b'"schema_version"' in head and (b'"planparse_version"' in head or b'"sha256"' in head)
    return json or _OWN_PAGE in head or head.startswith(_OWN_TABLE)


def _own_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return _OWN_AUTHOR in package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def _may_replace(path: Path, source: str | None, force: bool) -> None:
    """Refuse to destroy what cannot be made again."""
    if path.stat().st_size == 0:
        return
    try:
        own = written_by_planparse(path)
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
