"""Open an Office Open XML package safely: the bytes of a zip file in, its parts as XML trees with their links out."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml.etree import _Element

from planparse.errors import UnreadableInput
from planparse.readers.docx.names import STRICT
from planparse.readers.package import DamagedPart, XmlPackage, open_zip, parse_xml

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

__all__ = ["DamagedPart", "Package", "Relation", "main_part", "open_package", "parse"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another inside the package."""

    kind: str                # the last word of its type: styles, numbering, footnotes …
    target: str              # name of the part


class Package(XmlPackage):
    """The parts of an Office package, and the links between them."""

    __slots__ = ()

    def xml(self, part: str) -> _Element:
        """The root element of a part. Raises DamagedPart."""
        return parse(self.content(part))

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
    return parse_xml(data, STRICT)


def open_package(data: bytes, name: str, suffix: str = ".docx") -> Package:
    """Open the package. Raises UnreadableInput for what is no sound, plain, reasonably sized zip file."""
    if data.startswith(_COMPOUND_FILE):
        if _ENCRYPTED in data:
            raise UnreadableInput("the file is encrypted", name, "remove the password and try again")
        raise UnreadableInput(f"this is an old binary Office file, not {suffix}", name, f"save it as {suffix}")
    return Package(*open_zip(data, name, suffix, f"open it in its own program and save it again as {suffix}"))


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
