"""A file's bytes in, the kind of old office document they are out; also what makes such a file unreadable.

LibreOffice makes "a document" of any bytes whatever, so the content is judged here before it is asked.

>>> kind_of(b"{\\\\rtf1\\\\ansi x}").suffix
'.rtf'
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass

from planparse.readers.compound import MARK, DamagedFile, Stream, top_streams

WORDS, SHEETS = "docx", "xlsx"
_HEAD = 4096
_ZIP = b"PK\x03\x04"
_FLAT = re.compile(rb"<office:document\s[^>]*office:mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\."
                   rb"(text|spreadsheet)[\w-]*[\"']")
_BRACES = re.compile(rb"\\[\\{}]|([{}])")
_FIB, _OLD_FIB = 0xA5EC, (0xA5DB, 0xA5DC)
_WORD_97 = 0x00C1                 # nFib from here on: the layout of [MS-DOC]
_ENCRYPTED, _FILEPASS = 0x0100, 0x002F


@dataclass(frozen=True, slots=True)
class Kind:
    """An office format: what it becomes (docx or xlsx), and what LibreOffice calls its import filter."""

    suffix: str
    media_type: str
    target: str
    filter: str


DOC = Kind(".doc", "application/msword", WORDS, "MS Word 97")
OLD_DOC = Kind(".doc", "application/msword", WORDS, "MS WinWord 6")
XLS = Kind(".xls", "application/vnd.ms-excel", SHEETS, "MS Excel 97")
OLD_XLS = Kind(".xls", "application/vnd.ms-excel", SHEETS, "MS Excel 95")
RTF = Kind(".rtf", "application/rtf", WORDS, "Rich Text Format")
ODT = Kind(".odt", "application/vnd.oasis.opendocument.text", WORDS, "writer8")
ODS = Kind(".ods", "application/vnd.oasis.opendocument.spreadsheet", SHEETS, "calc8")
FODT = Kind(".fodt", ODT.media_type, WORDS, "OpenDocument Text Flat XML")
FODS = Kind(".fods", ODS.media_type, SHEETS, "OpenDocument Spreadsheet Flat XML")
WORD_XML = Kind(".xml", "application/msword", WORDS, "MS Word 2003 XML")
FLAT_OPC = Kind(".xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", WORDS, "")
EXCEL_XML = Kind(".xml", "application/vnd.ms-excel", SHEETS, "MS Excel 2003 XML")


def kind_of(data: bytes) -> Kind | None:
    """The kind of the file; None: none that is read here."""
    if data.startswith(MARK):
        names = ole_names(data)
        if "EncryptedPackage" in names:
            return None
        if "WordDocument" in names:
            return DOC
        return XLS if "Workbook" in names else OLD_XLS if "Book" in names else None
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(_ZIP):
        return _open_document(data)
    return _xml(data)


def is_office(data: bytes) -> bool:
    """Whether the office reader takes the file."""
    return kind_of(data) is not None


def ole_names(data: bytes) -> frozenset[str]:
    """The streams at the top of a compound file; of a damaged one the names that stand anywhere in it."""
    try:
        return frozenset(top_streams(data))
    except DamagedFile:
        known = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
        return frozenset(name for name in known if name.encode("utf-16-le") in data)


def _open_document(data: bytes) -> Kind | None:
    """ODF in a zip package: told by its `mimetype`, or by what its content begins with."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if "mimetype" in names:
                with package.open("mimetype") as member:
                    said = member.read(100)
            elif "content.xml" in names and "META-INF/manifest.xml" in names:
                with package.open("META-INF/manifest.xml") as member:
                    said = b" ".join(re.findall(rb"opendocument\.[\w-]+", member.read(_HEAD))[:1])
            else:
                return None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError, RuntimeError, EOFError):
        said = data[30:130] if data[30:38] == b"mimetype" else b""
    if b"opendocument.text" in said:
        return ODT
    return ODS if b"opendocument.spreadsheet" in said else None


def _xml(data: bytes) -> Kind | None:
    """Flat ODF and the XML formats of Word and Excel 2003 and later."""
    head = data[:_HEAD]
    if b"<?xml" not in head[:100]:
        return None
    if b"<w:wordDocument" in head:
        return WORD_XML
    if b"<pkg:package" in head:
        return FLAT_OPC
    if b"<Workbook" in head and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return EXCEL_XML
    flat = _FLAT.search(head)
    return None if flat is None else FODT if flat[1] == b"text" else FODS


@dataclass(frozen=True, slots=True)
class WordStreams:
    """A .doc opened: its main stream, its table stream and the flags of its header."""

    main: Stream
    table: Stream | None
    header: bytes
    kind: Kind

    @property
    def encrypted(self) -> bool:
        """Whether its text is encrypted or obfuscated with a password."""
        return bool(struct.unpack_from("<H", self.header, 10)[0] & _ENCRYPTED)


def word_streams(data: bytes) -> WordStreams:
    """Open a .doc. Raises DamagedFile for what is cut off or no Word document."""
    streams = top_streams(data)
    main = streams.get("WordDocument")
    header = b"" if main is None else main.read(data, 0, 2048)
    if main is None or len(header) < 32:
        raise DamagedFile("it has no text stream")
    mark, version = struct.unpack_from("<HH", header)
    if mark in _OLD_FIB or (mark == _FIB and version < _WORD_97):
        return WordStreams(main, None, header, OLD_DOC)
    if mark != _FIB:
        raise DamagedFile("its text stream is not Word's")
    table = streams.get("1Table" if struct.unpack_from("<H", header, 10)[0] & 0x0200 else "0Table")
    for stream in (main, table):
        if stream is None or len(stream.read(data)) < stream.size:
            raise DamagedFile("it is cut off")
    return WordStreams(main, table, header, DOC)


def sheet_password(data: bytes) -> bool:
    """Whether an .xls is encrypted (Excel encrypts write-protected ones too, with a password everybody knows).

    Raises DamagedFile for what is cut off.
    """
    streams = top_streams(data)
    book = streams.get("Workbook") or streams.get("Book")
    content = b"" if book is None else book.read(data)
    if book is None or len(content) < max(book.size, 8):
        raise DamagedFile("it is cut off")
    at = 0
    for _ in range(40):
        if at + 4 > len(content):
            break
        record, size = struct.unpack_from("<HH", content, at)
        if record == _FILEPASS:
            return True
        at += 4 + size
    return False


def open_ended(data: bytes) -> bool:
    """Whether an RTF file breaks off before its last brace."""
    depth = 0
    for match in _BRACES.finditer(data):
        if match[1]:
            depth += 1 if match[1] == b"{" else -1
            if depth == 0:
                return False
    return True
