"""A path or URL in, an open binary stream out: files of this machine, and through fsspec S3-compatible stores and others."""

from __future__ import annotations

import os
import stat
from typing import IO, Any, cast

from planparse.errors import MissingExtra, PlanparseError

_EXTRA = "pip install 'planparse[dask]', and s3fs for s3://"


def is_url(path: str) -> bool:
    """Whether a path is a URL."""
    return "://" in path


def open_source(path: str) -> IO[bytes]:
    """Open for reading. Raises OSError, or PlanparseError for what is no regular file; never waits for a pipe's writer."""
    if is_url(path):
        system, inside = file_system(path)
        return cast(IO[bytes], system.open(inside, "rb"))
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise PlanparseError("this is no regular file", path, "give a file with the plan's text in it")
    return os.fdopen(handle, "rb")


def file_system(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it; settings come from fsspec's own configuration."""
    try:
        import fsspec
    except ImportError:
        raise MissingExtra("URLs need fsspec, which is not installed", url, _EXTRA) from None
    try:
        system, inside = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise MissingExtra(f"this kind of URL cannot be read ({error})", url, _EXTRA) from None
    return system, inside
