"""Word's "XML document" (Flat OPC: all parts of a package in one XML file) in, the package as a zip file out."""

from __future__ import annotations

import base64
import io
import zipfile

from lxml import etree

from planparse.readers.docx.package import DamagedPart, parse

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def packed(data: bytes) -> bytes:
    """The parts of the file in a zip package. Raises DamagedPart."""
    root = parse(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part in root.iterfind(f"{_PKG}part"):
            name = part.get(f"{_PKG}name", "").lstrip("/")
            xml, binary = part.find(f"{_PKG}xmlData"), part.find(f"{_PKG}binaryData")
            if name and xml is not None and len(xml):
                package.writestr(name, etree.tostring(xml[0], encoding="UTF-8", xml_declaration=True))
            elif name and binary is not None:
                package.writestr(name, _decoded(binary.text or ""))
    return out.getvalue()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError as trouble:
        raise DamagedPart("a part in it is not base64") from trouble
