"""An OFD package in, its parts out, wherever it says they are: absolute and relative paths, wrong case, lost folders.

Paths are only ever looked up among the names in the package.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from urllib.parse import unquote

from lxml.etree import _Element

from planparse.errors import UnreadableInput
from planparse.model.document import Diagnostic
from planparse.readers.package import DamagedPart, XmlPackage, open_zip, parse_xml

MOST_BYTES = 512 << 20           # unpacked in all, counted each time that a part is read
MOST_OBJECTS = 2_000_000         # on all pages: characters, lines, pictures, each time that a page shows them
_SAVE_AGAIN = "open it in an OFD viewer and save it again, or print it to PDF"


class Files:
    """The parts of one package."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._package = XmlPackage(*open_zip(data, name, ".ofd", _SAVE_AGAIN))
        self._bytes, self._objects = MOST_BYTES, MOST_OBJECTS
        self._damaged: set[str] = set()
        self.diagnostics: list[Diagnostic] = []
        for actual in [one for one in self._package.names.values() if not one.isascii()]:
            self._package.names.setdefault(_plain(actual), actual)
        parts = sorted(self._package.names, key=lambda part: (part.count("/"), part))
        self._by_last: dict[str, list[str]] = defaultdict(list)
        self._by_end: dict[str, list[str]] = defaultdict(list)      # by the last folder and the file name
        for part in parts:
            self._by_last[posixpath.basename(part)].append(part)
            self._by_end["/".join(part.split("/")[-2:])].append(part)
        if any(posixpath.basename(part) == "encryptions.xml" for part in parts):
            raise UnreadableInput("the OFD is encrypted", name, "save a copy without encryption and give that")
        if not self._by_last["ofd.xml"]:
            raise UnreadableInput("not an OFD (no OFD.xml in the package)", name, "give an OFD file")
        self.entry = self._by_last["ofd.xml"][0]
        self.root = posixpath.dirname(self.entry)

    def named(self, last: str) -> list[str]:
        """All parts with this file name, the outermost first."""
        return self._by_last.get(last, [])

    def find(self, location: str, base: str) -> str | None:
        """The part that a path in the part `base` means.

        A path that leads nowhere is tried from the root, and then, folder by folder shorter, as the end of a name.
        """
        location = location.strip().replace("\\", "/").lower()
        folder, own = posixpath.dirname(base), self._home(base)
        for path in dict.fromkeys((location, unquote(location))):
            inside = path.lstrip("/")
            starts = (self.root, "", folder) if path.startswith("/") else (folder, self.root, "")
            for start in starts:
                part = posixpath.normpath(posixpath.join(start, inside))
                if part in self._package.names:
                    return part
            steps = [step for step in inside.split("/") if step not in ("", ".", "..")]
            close = self._by_end.get("/".join(steps[-2:]), []) if len(steps) > 1 else self.named("".join(steps))
            for first in range(max(len(steps) - 1, 1) if close else 0):
                self.charge(len(close))
                end = "/" + "/".join(steps[first:])
                found = [part for part in close
                         if ("/" + part).endswith(end) and (not own or self._home(part) in ("", own))]
                if found:
                    return next((part for part in found if folder and part.startswith(folder + "/")), found[0])
        return None

    def _home(self, part: str) -> str:
        """The folder of the document to which a part belongs: no document borrows the pages of another."""
        folder = posixpath.dirname(part)
        while folder and folder + "/document.xml" not in self._package.names:
            folder = posixpath.dirname(folder)
        return folder

    def xml(self, part: str) -> _Element:
        """The root of a part; one that is not quite XML is read as far as it goes, and reported. Raises DamagedPart."""
        try:
            self._bytes -= self._package.archive.getinfo(self._package.names[part]).file_size
        except KeyError as trouble:
            raise DamagedPart(f"{part} is missing") from trouble
        if self._bytes < 0:
            raise UnreadableInput("the file unpacks to more than is sensible", self._name, _SAVE_AGAIN)
        data = self._package.content(part)
        try:
            return parse_xml(data)
        except DamagedPart as trouble:
            root = parse_xml(data, recover=True)
            if part not in self._damaged and "is not defined" not in str(trouble):
                self._damaged.add(part)
                self.diagnostics.append(Diagnostic("ofd/damaged-part", f"{part}不是完整的XML，只读到能读的部分：{trouble}",
                                                   severity="warning"))
            return root

    def charge(self, objects: int) -> None:
        """Count what the pages hold. Raises UnreadableInput when that is more than paper can hold."""
        self._objects -= objects
        if self._objects < 0:
            raise UnreadableInput("the pages hold more than is sensible", self._name, _SAVE_AGAIN)


def _plain(name: str) -> str:
    """A Chinese name in a package that does not say in which encoding it writes names."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name.lower()
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/").lstrip("/").lower()
        except UnicodeDecodeError:
            continue
    return name.lower()
