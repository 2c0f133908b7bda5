"""One document in, the DOCX or XLSX that LibreOffice makes of it out: without macros, links, network or somebody's profile.

Each conversion has a profile of its own in a folder that is removed: two at one time on one profile make the second
one fail, and a warm profile saves a tenth of a second only.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from planparse.errors import UnreadableInput
from planparse.readers.office.kinds import Kind

SECONDS = 120                # a hundred pages take about five
LARGEST = 64 * 1024 * 1024   # of what LibreOffice writes
MEMORY = 6 * 1024 * 1024     # KiB of address space
_KNOWN_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe",
                 r"C:\Program Files (x86)\LibreOffice\program\soffice.exe")
_OUT = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_INSTALL = ("install it (Debian: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui; Windows, macOS: "
            "www.libreoffice.org), or save the file as .{target}")
_LIMITS = 'ulimit -f "$1" 2>/dev/null; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@"'

# (node, property, value) of the private profile
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
)
_ITEM = ('<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n')
_PROFILE = ('<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
            + "".join(_ITEM.format(*setting) for setting in _SETTINGS) + "</oor:items>\n")


class NotConverted(Exception):
    """LibreOffice made nothing of the file."""


def convert(data: bytes, kind: Kind, name: str) -> bytes:
    """Have LibreOffice convert a file. Raises UnreadableInput where it is missing or too slow, NotConverted."""
    program = _program()
    if program is None:
        raise UnreadableInput("LibreOffice, which reads this format, is not installed", name,
                              _INSTALL.format(target=kind.target))
    with tempfile.TemporaryDirectory(prefix="planparse-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile, source, out = home / "profile", home / f"plan{kind.suffix}", home / "out"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
                   "--nodefault", "--nolockcheck", f"--infilter={kind.filter}", "--convert-to", _OUT[kind.target],
                   "--outdir", str(out), str(source)]
        _run(command, home, name)
        return _result(out / f"plan.{kind.target}")


def _program() -> str | None:
    """Where LibreOffice is."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _KNOWN_PLACES if os.access(place, os.X_OK)), None)


def _run(command: Sequence[str], home: Path, name: str) -> None:
    """Run LibreOffice to its end, or end it and all it started when the time is over."""
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "TMP": str(home), "TEMP": str(home),
                   "LC_ALL": "C.UTF-8", "TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp"}
    if os.name == "posix":
        command = ["/bin/sh", "-c", _LIMITS, "sh", str(LARGEST // 512), str(MEMORY), *command]
    try:
        process = subprocess.Popen(command, cwd=home, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        raise UnreadableInput(f"LibreOffice cannot be started ({error.strerror})", name, "check its installation") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableInput(f"LibreOffice did not finish within {SECONDS} seconds", name,
                              "open it in WPS or Word and save it as .docx, .xlsx or PDF") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything in its group."""
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    process.wait()


def _result(path: Path) -> bytes:
    """What LibreOffice wrote. Raises NotConverted for nothing, for too much and for what is no package."""
    try:
        with path.open("rb") as file:
            made = file.read(LARGEST + 1)
    except OSError:
        raise NotConverted("nothing was written") from None
    if len(made) > LARGEST or not made.startswith(b"PK\x03\x04"):
        raise NotConverted("what was written is too large" if len(made) > LARGEST else "what was written is no package")
    return made
