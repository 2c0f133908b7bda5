"""Open an Office Open XML package safely: the bytes of a zip file in, its parts as XML trees out.

Nothing outside the bytes is ever read, document type declarations are refused and sizes are limited, so a
package cannot reach the network, blow up through entities or unpack without end.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from lzma import LZMAError

from lxml import etree
from lxml.etree import _Element

from planparse.errors import UnreadableInput
from planparse.readers.docx.names import STRICT

MAX_ENTRIES = 10_000
MAX_PART = 32 << 20          # one XML part, unpacked
MAX_TOTAL = 1 << 30          # the whole package, unpacked, pictures included
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_TROUBLE = (zipfile.BadZipFile, zlib.error, LZMAError, struct.error, OSError, EOFError, RuntimeError,
                NotImplementedError, ValueError, OverflowError)


class DamagedPart(Exception):
    """A part that is no well-formed XML, or that is refused."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another inside the package."""

    kind: str                # the last word of its type: styles, numbering, footnotes …
    target: str              # name of the part


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a package by name. Names are compared without regard to case (ECMA-376-2)."""

    archive: zipfile.ZipFile
    names: dict[str, str] = field(repr=False)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self.names

    def xml(self, part: str) -> _Element:
        """The root element of a part. Raises DamagedPart."""
        return parse(self.content(part))

    def content(self, part: str) -> bytes:
        """The bytes of a part. Raises DamagedPart."""
        try:
            info = self.archive.getinfo(self.names[part.lower()])
            if info.file_size > MAX_PART:
                raise DamagedPart(f"{part} is larger than {MAX_PART >> 20} MiB")
            return self.archive.read(info)
        except (KeyError, *_ZIP_TROUBLE) as trouble:
            raise DamagedPart(f"{part} cannot be unpacked ({trouble})") from trouble

    def relations(self, part: str) -> dict[str, Relation]:
        """The links of a part (of the package itself: "") by id; links to the outside are left out."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", base + ".rels")
        if name not in self:
            return {}
        found: dict[str, Relation] = {}
        for link in self.xml(name):
            kind, target = link.get("Type", ""), link.get("Target", "")
            if target and link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target.replace("\\", "/")))
                found[link.get("Id", "")] = Relation(kind.rpartition("/")[2], target.lstrip("/"))
        return found


def parse(data: bytes) -> _Element:
    """Parse one part; the strict variant's names become the transitional ones. Raises DamagedPart."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
        data = (text[text.index("?>") + 2:] if text.startswith("<?xml") else text).encode()
    if b"<!DOCTYPE" in data:
        raise DamagedPart("a document type declaration is not allowed")
    if b"purl.oclc.org" in data:
        for strict, transitional in STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        raise DamagedPart(str(trouble)) from trouble


def open_package(data: bytes, name: str, suffix: str = ".docx") -> Package:
    """Open the package. Raises UnreadableInput for what is no sound, plain, reasonably sized zip file."""
    save_again = f"open it in its own program and save it again as {suffix}"
    if data.startswith(_COMPOUND_FILE):
        if _ENCRYPTED in data:
            raise UnreadableInput("the file is encrypted", name, "remove the password and try again")
        raise UnreadableInput(f"this is an old binary Office file, not {suffix}", name, f"save it as {suffix}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _ZIP_TROUBLE as trouble:
        raise UnreadableInput(f"the file is damaged or no {suffix} ({trouble})", name,
                              f"fetch it again, or {save_again}") from trouble
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise UnreadableInput("the file unpacks to more than is sensible", name, save_again)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableInput("the file is encrypted", name, "remove the password and try again")
    names = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry.filename for entry in entries}
    return Package(archive, names)


def main_part(package: Package, name: str) -> str:
    """The name of the part that holds the document. Raises UnreadableInput where there is none."""
    try:
        links = package.relations("").values()
    except DamagedPart:
        links = {}.values()
    for link in links:
        if link.kind == "officeDocument" and link.target in package:
            return link.target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise UnreadableInput("the file holds no word processor document", name, "give a .docx file")
