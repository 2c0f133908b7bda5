"""A file's bytes and name in, the reader of its format out: the content decides, the name only breaks ties.

>>> is_pdf(b"\\n%PDF-1.7 ...")
True
>>> is_html("<p>实施方案</p>".encode())
True
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import PurePath

from planparse.errors import PlanparseError, UnreadableInput
from planparse.model.document import Document
from planparse.readers.compound import MARK as _OLE
from planparse.readers.compound import DamagedFile, top_streams
from planparse.readers.office.kinds import is_office, ole_names

LARGEST = 200 * 1024 * 1024
_HEAD = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TAGS = (rb"html|head|body|meta|title|div|p|br|table|tbody|tr|td|span|font|center|h[1-6]|ul|ol|li|section|article|main|"
         rb"header|style|script|link|base|b|strong|a|img|form|hr|pre|frameset")
_HTML_START = re.compile(rb"(?>\s+|<!--(?:(?!-->).)*+-->|<\?xml[^>]*>)*+"
                         rb"<(?:!doctype\s+html|(?:" + _TAGS + rb")[\s/>])", re.I | re.S)
_HTML_INSIDE = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.I)
_HTML_TAG = re.compile(rb"</(?:p|div|span|td|table|html|body|h[1-6])\s*>", re.I)
_SAVE = "open it in WPS or Word and save it as .docx or PDF"
_UNPACK = "unpack it and give the plan inside"
_MAIL_HEAD = re.compile(rb"\s*[a-z][a-z-]*:[^\n]*\n")
_UNMARKED = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

Sniff = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that can be read. `module` is imported when the first file of the format comes.

    `whole`, where given, is the module that calls on others for what `module` alone cannot read in such a file.
    """

    name: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    sniff: Sniff
    module: str
    whole: str | None = None

    def read(self, data: bytes, name: str, alone: bool = False) -> Document:
        """Hand the bytes to the format's module; `alone`: to none else."""
        document: Document = import_module(self.module if alone or not self.whole else self.whole).read(data, name)
        return document


@dataclass(frozen=True, slots=True)
class Foreign:
    """A format that is known and cannot be read: what it is and what its owner can do."""

    what: str
    sniff: Sniff
    todo: str


def find_reader(readers: Sequence[Reader], data: bytes, name: str) -> Reader:
    """The first reader whose format the bytes are in. Raises UnreadableInput for what no reader takes.

    The last reader of the tuple takes whatever is left: text has no marks of its own.
    """
    check_size(len(data), name)
    if not data.strip(b" \t\r\n\x0b\x0c\x00"):
        raise UnreadableInput("the file is empty" if not data else "the file holds nothing but white space", name,
                              "give a file with the plan's text in it")
    foreign = next((kind for kind in FOREIGN if kind.sniff(data)), None)
    if foreign is not None:
        raise UnreadableInput(foreign.what, name, foreign.todo)
    suffix = PurePath(name).suffix.lower()
    marked = readers[:-1]
    by_content = [reader for reader in marked if reader.sniff(data)]
    by_name = [reader for reader in by_content or marked if suffix in reader.suffixes]
    if by_content:
        return (by_name or by_content)[0]
    if by_name and (by_name[0].name == "csv" or (by_name[0].name == "html" and _HTML_TAG.search(data))):
        return by_name[0]
    return readers[-1]


def chosen_reader(readers: Sequence[Reader], name: str, media_type: str | None, reader: str | None) -> Reader | None:
    """The reader a caller asks for by name or media type, or None if the caller leaves it open."""
    if reader is not None:
        found = next((one for one in readers if one.name == reader.strip().lower()), None)
        known = ", ".join(one.name for one in readers)
        what = f"unknown reader {reader!r}"
    elif media_type is not None:
        plain_type = media_type.partition(";")[0].strip().lower()
        found = next((one for one in readers if plain_type in one.media_types), None)
        known = ", ".join(kind for one in readers for kind in one.media_types)
        what = f"unknown media type {media_type!r}"
    else:
        return None
    if found is None:
        raise PlanparseError(what, name, f"use one of: {known}, or leave it out to have the content looked at")
    return found


def check_size(size: int, name: str) -> None:
    """Refuse what is too large to be a plan."""
    if size > LARGEST:
        raise UnreadableInput(f"the file is larger than {LARGEST // 1024 // 1024} MB", name,
                              "give the plan itself, without its attachments")


def is_pdf(data: bytes) -> bool:
    """PDF: the header may stand anywhere in the first kilobyte."""
    return b"%PDF-" in data[:1024]


def is_picture(data: bytes) -> bool:
    """PNG, JPEG, TIFF or BMP."""
    return data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")) or (
        data.startswith(b"BM") and data[6:10] == bytes(4) and len(data) > 26)


def is_docx(data: bytes) -> bool:
    """WordprocessingML in a zip package."""
    return _in_zip(data, "word/document.xml") or _in_zip(data, "word/document2.xml")


def is_ofd(data: bytes) -> bool:
    """OFD (GB/T 33190): a zip package whose entry is OFD.xml."""
    return _in_zip(data, "ofd.xml")


def is_html(data: bytes) -> bool:
    """HTML, also a fragment, also what Word saved under the name of a .doc file."""
    head = data[:_HEAD]
    for mark in _UNMARKED:
        head = head.removeprefix(mark)
    head = head.replace(b"\x00", b"")
    return bool(_HTML_START.match(head) or (_HTML_INSIDE.search(head) and not is_web_archive(data)))


def is_plan_json(data: bytes) -> bool:
    """A plan this library wrote."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and b'"schema_version"' in data[:_HEAD]


def _json_data(data: bytes) -> bool:
    """Any other JSON object or list of objects."""
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    return not is_plan_json(data) and re.match(rb"\{\s*\"[^\"\n]*\"\s*:|\[\s*\{\s*\"", head) is not None


def never(data: bytes) -> bool:
    """Text has no marks: it is what is left."""
    return False


def _in_zip(data: bytes, member: str) -> bool:
    """Whether a zip package holds a member; a damaged package is searched for the member's name."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = {name.replace("\\", "/").lower() for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError):
        return member.encode() in data.lower()
    return member in names or any(name.endswith("/" + member) for name in names)


def _package(*members: str) -> Sniff:
    return lambda data: any(_in_zip(data, member) for member in members)


def _open_document(data: bytes) -> bool:
    return data.startswith(_ZIP) and b"application/vnd.oasis.opendocument" in data[:200] and not is_office(data)


def _ole(*names: str) -> Sniff:
    return lambda data: data.startswith(_OLE) and not is_office(data) and (not names or bool(ole_names(data) & {*names}))


def _damaged_ole(data: bytes) -> bool:
    if not data.startswith(_OLE) or is_office(data):
        return False
    try:
        return not top_streams(data)
    except DamagedFile:
        return True


def _starts(*marks: bytes) -> Sniff:
    return lambda data: data.startswith(marks)


def is_web_archive(data: bytes) -> bool:
    """A page with its pictures in one file, as browsers and Word write it (.mht)."""
    head = data[:_HEAD].lower()
    return (_MAIL_HEAD.match(head) is not None and b"mime-version:" in head
            and (b"multipart/related" in head or b"content-type: text/html" in head))


def is_xlsx(data: bytes) -> bool:
    """SpreadsheetML in a zip package."""
    return _in_zip(data, "xl/workbook.xml")


def _other_picture(data: bytes) -> bool:
    return (data.startswith((b"GIF87a", b"GIF89a")) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
            or data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"))


def _any_zip(data: bytes) -> bool:
    return data.startswith(_ZIP) and not (is_docx(data) or is_ofd(data) or is_xlsx(data) or is_office(data))


FOREIGN: tuple[Foreign, ...] = (
    Foreign("an encrypted Office document", _ole("EncryptedPackage"), "save it without its password"),
    Foreign("a PowerPoint presentation (.ppt)", _ole("PowerPoint Document"), "save it as PDF"),
    Foreign("a damaged Office file (OLE)", _damaged_ole, "fetch it again: its end is missing or spoilt"),
    Foreign("an Office file of an old kind (OLE)", _ole(), _SAVE),
    Foreign("a PowerPoint presentation (.pptx)", _package("ppt/presentation.xml"), "save it as PDF"),
    Foreign("an OpenDocument file that is no text and no spreadsheet", _open_document, "save it as PDF"),
    Foreign("a zip archive", _any_zip, _UNPACK),
    Foreign("a RAR or 7-Zip archive", _starts(b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"), _UNPACK),
    Foreign("a gzip archive", _starts(b"\x1f\x8b"), _UNPACK),
    Foreign("a picture of a kind that is not read (GIF, WebP, HEIC)", _other_picture,
            "save it as PNG or JPEG, or give the plan's text"),
    Foreign("JSON data, not a plan's text", _json_data, "give the plan's document"),
    Foreign("a plan JSON, not a plan's text", is_plan_json, "use Plan.from_json"),
)
