"""A PostgreSQL of its own for the tests: started in a directory under /tmp, on a unix socket, never as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


def binaries() -> Path | None:
    """The directory with initdb and pg_ctl, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])) if Path("/usr/lib/postgresql").is_dir() else []
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def other_user() -> str | None:
    """Root may not run PostgreSQL: somebody else who may."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


@contextmanager
def postgres() -> Iterator[str]:
    """The directory of the socket of a running server; the user is planparse, no password."""
    found = binaries()
    assert found is not None
    place = Path(tempfile.mkdtemp(prefix="ppg", dir="/tmp"))
    user = other_user()
    how: dict[str, Any] = {"cwd": "/", "check": True, "stdout": subprocess.DEVNULL, "timeout": 120}
    if user:
        account = pwd.getpwnam(user)
        os.chown(place, account.pw_uid, account.pw_gid)
        how |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    data = place / "data"
    try:
        subprocess.run([found / "initdb", "-D", data, "-A", "trust", "-U", "planparse", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], **how)
        subprocess.run([found / "pg_ctl", "-D", data, "-w", "-l", place / "log", "-o", f"-k {place} -c listen_addresses='' -c fsync=off", "start"], **how)
        try:
            yield str(place)
        finally:
            subprocess.run([found / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], **how)
    finally:
        shutil.rmtree(place, ignore_errors=True)
