"""Open a zip package of XML parts safely: the bytes of a zip file in, its parts as XML trees out.

Nothing outside the bytes is ever read, document type declarations are refused and sizes are limited, so a
package cannot reach the network, blow up through entities or unpack without end.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from lzma import LZMAError

from lxml import etree
from lxml.etree import _Element

from planparse.errors import UnreadableInput

MAX_ENTRIES = 10_000
MAX_PART = 32 << 20          # one XML part, unpacked
MAX_TOTAL = 1 << 30          # the whole package, unpacked, pictures included
_ZIP_TROUBLE = (zipfile.BadZipFile, zlib.error, LZMAError, struct.error, OSError, EOFError, RuntimeError,
                NotImplementedError, ValueError, OverflowError)


class DamagedPart(Exception):
    """A part that is no well-formed XML, or that is refused."""


@dataclass(frozen=True, slots=True)
class XmlPackage:
    """The parts of a package by name. Names are compared without regard to case (ECMA-376-2)."""

    archive: zipfile.ZipFile
    names: dict[str, str] = field(repr=False)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self.names

    def content(self, part: str) -> bytes:
        """The bytes of a part. Raises DamagedPart."""
        try:
            info = self.archive.getinfo(self.names[part.lower()])
            if info.file_size > MAX_PART:
                raise DamagedPart(f"{part} is larger than {MAX_PART >> 20} MiB")
            return self.archive.read(info)
        except (KeyError, *_ZIP_TROUBLE) as trouble:
            raise DamagedPart(f"{part} cannot be unpacked ({trouble})") from trouble

    def xml(self, part: str) -> _Element:
        """The root element of a part. Raises DamagedPart."""
        return parse_xml(self.content(part))


def parse_xml(data: bytes, renamed: Sequence[tuple[bytes, bytes]] = (), recover: bool = False) -> _Element:
    """Parse one part, with namespaces renamed, and with what is not well-formed left out. Raises DamagedPart."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as trouble:
            raise DamagedPart(str(trouble)) from trouble
        data = (text.partition("?>")[2] if text.startswith("<?xml") else text).encode("utf-8", "replace")
    if b"<!DOCTYPE" in data:
        raise DamagedPart("a document type declaration is not allowed")
    for before, after in renamed:
        data = data.replace(before, after)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True, recover=recover)
    try:
        root: _Element | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        raise DamagedPart(str(trouble)) from trouble
    if root is None:
        raise DamagedPart("it holds no XML")
    return root


def open_zip(data: bytes, name: str, suffix: str, again: str) -> tuple[zipfile.ZipFile, dict[str, str]]:
    """The archive, and the names in it by their lower-case forms; `again` says how to make a sound file of its kind.

    Raises UnreadableInput for what is no sound, plain, reasonably sized zip file.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _ZIP_TROUBLE as trouble:
        raise UnreadableInput(f"the file is damaged or no {suffix} ({trouble})", name, f"fetch it again, or {again}"
                              ) from trouble
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise UnreadableInput("the file unpacks to more than is sensible", name, again)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableInput("the file is encrypted", name, "remove the password and try again")
    return archive, {entry.filename.replace("\\", "/").lstrip("/").lower(): entry.filename for entry in entries}
