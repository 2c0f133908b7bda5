"""A path or a member's name in, what it is called in the output, in messages, and whether it looks like a document out.

>>> output_name("村播/实施方案 (终稿).docx")
'村播_实施方案_终稿_.docx-9ef343ebcea7.json'
>>> looks_readable("附件1.PDF"), looks_readable("style.css"), is_hidden("~$方案.docx")
(True, False, True)
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from pathlib import PurePosixPath

from planparse.readers import READERS

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tbz")
INSIDE = "!/"                   # between an archive and its member: plans.zip!/a/plan.txt
_LONGEST = 48                   # characters of a name that are kept: 192 bytes at most
_UNFIT = re.compile(r"[^\w.\-]+")
_LEADS_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")
_MARKS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "__macosx"))


def output_name(place: str, digits: int = 12) -> str:
    """The file name of a document's plan: its folder's and its own name, and a hash of the whole place: none collide."""
    parts = [part for part in re.split(r"[/\\]", place) if part.strip(".")][-2:]
    words = _UNFIT.sub("_", "_".join(parts))[-_LONGEST:].lstrip(".-_") or "plan"
    return f"{words}-{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:digits]}.json"


def shown(path: str) -> str:
    r"""A path as it can be printed and stored; bytes that are no UTF-8 stand as \xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace") if not path.isascii() else path


def suffix_of(name: str) -> str:
    """The lower-case suffix without its dot; `-` for none."""
    return PurePosixPath(name).suffix.lower().removeprefix(".") or "-"


def is_archive(name: str) -> bool:
    """Whether a name is that of an archive."""
    return name.lower().endswith(ARCHIVES)


def is_hidden(name: str) -> bool:
    """What systems and programs leave behind: .DS_Store, ~$lock files, thumbs.db."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM


def looks_readable(name: str, head: bytes = b"") -> bool:
    """Whether a file met in a folder or an archive is taken: by its suffix, or by the first bytes of its content."""
    return is_archive(name) or name.lower().endswith(_suffixes()) or head.startswith(_MARKS)


def leads_out(name: str) -> bool:
    """A member name that would lead out of a folder it is unpacked to."""
    return _LEADS_OUT.search(name) is not None


def member_name(raw: str, marked_utf8: bool) -> str:
    """The name of a zip member; Chinese Windows writes GB 18030 where the format says code page 437."""
    if marked_utf8 or raw.isascii():
        return raw
    try:
        data = raw.encode("cp437")
    except UnicodeEncodeError:
        return raw
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw


def tar_name(raw: str) -> str:
    """The name of a tar member; bytes that are no UTF-8 are GB 18030, or stand as \\xNN."""
    data = raw.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "backslashreplace")


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)
