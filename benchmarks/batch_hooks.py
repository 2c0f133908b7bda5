"""Documents that hang, crash, fill memory or are killed: for `PLANPARSE_BATCH_HOOK=batch_hooks:act` in the soak and tests."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time


def act(name: str, data: bytes) -> None:
    """Do what the document's first word asks for."""
    word = data[:40].split(b" ")[0]
    if word == b"SOAK-HANG":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        ctypes.PyDLL(None).usleep(999_000_000)          # holds the interpreter's lock, as a C library may
        time.sleep(3600)
    elif word == b"SOAK-CHILD":                         # as LibreOffice, in a session of its own
        subprocess.Popen(["sleep", data.split(b" ")[1].decode()], start_new_session=True)
        time.sleep(3600)
    elif word == b"SOAK-ONCE":                          # an innocent victim: its worker is killed the first time
        try:
            os.close(os.open(data.split(b" ")[1], os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == b"SOAK-SEGFAULT":
        ctypes.string_at(0)
    elif word == b"SOAK-KILL":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == b"SOAK-HOG":
        held = [bytearray(64 << 20) for _ in range(10_000)]
        raise AssertionError(len(held))
