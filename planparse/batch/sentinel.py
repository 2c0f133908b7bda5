"""A token and a folder in, the death of a run's workers and of all they started out: also when the run itself is killed.

LibreOffice runs in a session of its own and would outlive a worker that is ended. Each worker writes its mark into its
environment, which whatever it starts inherits; `sweep` ends marked processes whose worker is gone. Workers, which would
wait for work for ever, have a folder each that tells who they are. Run as a script, this file waits for the end of its
standard input, which comes when the run dies, ends all of them and removes the run's temporary folder. Marks are seen
on Linux only; elsewhere LibreOffice's own time limit ends it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time

MARK = "PLANPARSE_BATCH_WORKER"
_BORN = ".born"
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def start(token: str, folder: str) -> subprocess.Popen[bytes]:
    """Start the process that watches this one."""
    return subprocess.Popen([sys.executable, "-I", "-S", __file__, token, folder], stdin=subprocess.PIPE,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def enter(folder: str) -> str:
    """Called in a worker: enter it, and give the folder for its temporary files."""
    own = os.path.join(folder, str(os.getpid()))
    os.makedirs(own, exist_ok=True)
    with open(os.path.join(own, _BORN), "w", encoding="ascii") as out:
        out.write(_born(os.getpid()))
    return own


def sweep(token: str, folder: str, all_of_them: bool = False) -> int:
    """End processes of workers that are gone, or all of them with their workers; how many were ended."""
    ended = 0
    workers = _workers(folder)
    living = {process for process, born in workers if _born(process) == born}
    if all_of_them:
        ended += sum(map(_end, living))
    for process, worker in _marked(token):
        if all_of_them or worker not in living:
            ended += _end(process)
    for process, _ in workers:
        if all_of_them or process not in living:
            shutil.rmtree(os.path.join(folder, str(process)), ignore_errors=True)
    return ended


def _end(process: int) -> bool:
    with contextlib.suppress(OSError):
        os.kill(process, _KILL)
        return True
    return False


def _workers(folder: str) -> list[tuple[int, str]]:
    """The workers that entered, each with the moment it was born in."""
    found = []
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            with contextlib.suppress(OSError, ValueError), open(os.path.join(folder, name, _BORN), encoding="ascii") as told:
                found.append((int(name), told.read()))
    return found


def _marked(token: str) -> list[tuple[int, int]]:
    """Process and worker of each process that carries the mark."""
    mark, found = f"{MARK}={token}:".encode(), []
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                with contextlib.suppress(OSError, ValueError), open(f"/proc/{name}/environ", "rb") as told:
                    for line in told.read().split(b"\0"):
                        if line.startswith(mark):
                            found.append((int(name), int(line[len(mark):])))
    return found


def _born(process: int) -> str:
    """When a process was started, so that its number is not taken for another's; `-` for one that is gone."""
    try:
        with open(f"/proc/{process}/stat", "rb") as told:
            fields = told.read().rpartition(b")")[2].split()
        return "-" if fields[0] in (b"Z", b"X") else fields[19].decode()
    except (OSError, IndexError):
        pass
    if os.path.isdir("/proc/self"):
        return "-"
    try:
        os.kill(process, 0)
    except OSError:
        return "-"
    return "?"


def _watch(token: str, folder: str) -> None:
    """Wait for the end of standard input, then end all that is marked until nothing is."""
    sys.stdin.buffer.read()
    quiet = 0
    while quiet < 3:                     # a worker may just be starting, or starting something
        quiet = 0 if sweep(token, folder, all_of_them=True) else quiet + 1
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _watch(sys.argv[1], sys.argv[2])
