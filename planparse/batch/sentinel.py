"""A token in, the death of every process that a worker started under it out: also when the run itself is killed.

LibreOffice runs in a session of its own and would outlive a worker that is ended. Each worker writes its mark into its
environment, which whatever it starts inherits; `sweep` ends marked processes whose worker is gone. Run as a script, this
file waits for the end of its standard input, which comes when the run dies, ends all that is marked and removes the
run's temporary folder. Linux only: elsewhere nothing is marked out, and LibreOffice's own time limit ends it.
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


def start(token: str, folder: str) -> subprocess.Popen[bytes]:
    """Start the process that watches this one."""
    return subprocess.Popen([sys.executable, "-I", "-S", __file__, token, folder], stdin=subprocess.PIPE,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def sweep(token: str, folder: str, all_of_them: bool = False) -> int:
    """End processes of workers that are gone (or of all) and remove those workers' folders; how many were ended."""
    ended = 0
    for process, worker in _marked(token):
        if all_of_them or not _alive(worker):
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
                ended += 1
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if all_of_them or (name.isdigit() and not _alive(int(name))):
                shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    return ended


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


def _alive(process: int) -> bool:
    """Whether a process runs; one that waits to be fetched by its parent does not."""
    try:
        with open(f"/proc/{process}/stat", "rb") as told:
            return told.read().rpartition(b")")[2].split()[:1] not in ([b"Z"], [b"X"])
    except OSError:
        return False


def _watch(token: str, folder: str) -> None:
    """Wait for the end of standard input, then end all that is marked until nothing is."""
    sys.stdin.buffer.read()
    time.sleep(0.2)                      # the workers die first, else they would start more
    for _ in range(20):
        if not sweep(token, folder, all_of_them=True):
            break
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _watch(sys.argv[1], sys.argv[2])
