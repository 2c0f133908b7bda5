"""A document in; the same document out, its fields frozen as last saved and its links to the outside cut.

LibreOffice computes fields anew when it opens a file: a date would become today's, a title the name of our copy, a
reference to a lost bookmark an error message. Page numbers and tables of contents keep their fields: the DOCX reader
knows them by these and leaves them out.

>>> print(frozen_rtf(b"{\\\\field{\\\\*\\\\fldinst { DATE x}}{\\\\fldrslt 2021-3-1}}").decode())
{\\field{\\*\\fldinst { ZATE x}}{\\fldrslt 2021-3-1}}
"""

from __future__ import annotations

import io
import re
import struct
import zipfile

from lxml import etree
from lxml.etree import _Element

from planparse.readers.compound import Stream
from planparse.readers.docx.package import DamagedPart, open_package, parse
from planparse.readers.office.kinds import WordStreams

_COMPUTED = (rb"DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|FILENAME|FILESIZE|TEMPLATE|TITLE|SUBJECT|AUTHOR|KEYWORDS|"
             rb"COMMENTS|LASTSAVEDBY|REVNUM|NUMWORDS|NUMCHARS|INFO|DOCPROPERTY|DOCVARIABLE|USERNAME|USERINITIALS|"
             rb"USERADDRESS|SEQ|REF|PAGEREF|NOTEREF|FTNREF|STYLEREF|IF|SET|INDEX|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|"
             rb"LINK|DDE|DDEAUTO|MERGEFIELD|AUTOTEXT|ASK|FILLIN|DATABASE")
_RTF_FIELD = re.compile(rb"(\\fldinst\b(?>\\(?!fldrslt)(?:[a-z]+-?\d* ?|[^a-z])|[\s{}]){0,400}+)(?:" + _COMPUTED
                        + rb")(?![A-Za-z])")
_XML_FIELD = re.compile(rb"((?:<w:instrText[^>]*>|w:instr=\")\s*)(?:" + _COMPUTED + rb")(?![A-Za-z])")

# [MS-DOC] 2.9.90: kinds of fields that a word processor computes; QUOTE shows what was saved.
_DOC_COMPUTED = frozenset((0x03, 0x05, 0x06, 0x07, 0x0A, 0x0C, *range(0x0E, 0x1A), *range(0x1B, 0x21), 0x22, *range(0x24, 0x29),
                           0x2D, 0x2E, 0x37, 0x38, *range(0x3B, 0x3F), 0x40, *range(0x43, 0x46), 0x48, 0x4F, 0x55))
_QUOTE, _BEGIN = 0x23, 0x13
_FIELD_TABLES = (16, 17, 18, 19, 48, 57, 59)      # PlcfFld of text, headers, notes, comments, text boxes
_POINTERS, _MOST_FIELDS = 154, 100_000

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_ODF_COMPUTED = frozenset(_TEXT + name for name in (
    "date", "time", "creation-date", "creation-time", "modification-date", "modification-time", "print-date", "print-time",
    "editing-duration", "editing-cycles", "file-name", "template-name", "sheet-name", "author-name", "author-initials",
    "initial-creator", "creator", "printed-by", "title", "subject", "keywords", "description", "user-defined",
    "dde-connection", "database-display", "database-name", "script", "execute-macro"))
_ODF_LINKS = frozenset((_TEXT + "section-source", _TEXT + "dde-connection-decls", _TABLE + "table-source",
                        _TABLE + "cell-range-source", _TABLE + "dde-links", _OFFICE + "dde-source", _OFFICE + "scripts",
                        _OFFICE + "event-listeners"))
_LEFT_OUT = ("pictures/", "thumbnails/", "basic/", "scripts/", "configurations2/", "objectreplacements/", "media/")


def frozen_rtf(data: bytes) -> bytes:
    """RTF whose computed fields have a name nobody computes."""
    return _RTF_FIELD.sub(_renamed, data)


def frozen_xml(data: bytes) -> bytes:
    """Word 2003 XML, likewise. Raises DamagedPart for what is no sound XML."""
    parse(data)
    return _XML_FIELD.sub(_renamed, data)


def _renamed(match: re.Match[bytes]) -> bytes:
    keep = len(match[1])
    return match[1] + b"Z" + match[0][keep + 1:]


def frozen_doc(data: bytes, opened: WordStreams) -> bytes:
    """A .doc whose computed fields are marked as quotations."""
    table = opened.table
    if table is None or len(opened.header) < _POINTERS + 8 * (max(_FIELD_TABLES) + 1):
        return data
    changed = bytearray(data)
    for number in _FIELD_TABLES:
        start, size = struct.unpack_from("<II", opened.header, _POINTERS + 8 * number)
        fields = max(0, size - 4) // 6
        if 0 < fields <= _MOST_FIELDS and start + size <= table.size:
            _quote(changed, data, table, start + 4 * (fields + 1), fields)
    return bytes(changed)


def _quote(changed: bytearray, data: bytes, table: Stream, at: int, fields: int) -> None:
    """Change the kind of the fields whose marks stand from `at` on in the table stream, two bytes each."""
    marks = table.read(data, at, 2 * fields)
    for place in range(0, len(marks) - 1, 2):
        if marks[place] & 0x1F == _BEGIN and marks[place + 1] in _DOC_COMPUTED:
            where = table.place(at + place + 1)
            if where is not None and where < len(changed):
                changed[where] = _QUOTE


def frozen_flat(data: bytes) -> bytes:
    """Flat ODF with its fields as text and without links. Raises DamagedPart."""
    return _frozen_part(data)


def frozen_odf(data: bytes, name: str) -> bytes:
    """An ODF package, likewise, and without pictures and scripts. Raises DamagedPart, UnreadableInput."""
    package = open_package(data, name, ".odt or .ods")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part, stored in package.names.items():
            if part.startswith(_LEFT_OUT) or part.endswith("/"):
                continue
            content = package.content(part)
            made.writestr(stored, _frozen_part(content) if part in ("content.xml", "styles.xml") else content)
    return out.getvalue()


def encrypted_odf(data: bytes, name: str) -> bool:
    """Whether an ODF package is encrypted. Raises DamagedPart, UnreadableInput."""
    package = open_package(data, name, ".odt or .ods")
    part = "META-INF/manifest.xml"
    return part in package and b"encryption-data" in package.content(part)


def _frozen_part(data: bytes) -> bytes:
    root = parse(data)
    for element in list(root.iter()):
        if element.tag in _ODF_LINKS:
            _removed(element)
        elif element.tag in _ODF_COMPUTED:
            element.tag = _TEXT + "span"
            element.attrib.clear()
        elif _outside(element.get(_HREF)) and not str(element.tag).endswith("}a"):
            element.attrib.pop(_HREF)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _removed(element: _Element) -> None:
    parent = element.getparent()
    if parent is None:
        raise DamagedPart("it holds no document")
    tail, before = element.tail, element.getprevious()
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def _outside(link: str | None) -> bool:
    return link is not None and (":" in link or link.startswith(("/", "\\", "..")))
