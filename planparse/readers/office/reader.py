"""An old office document (.doc, .wps, .rtf, .odt, .xls, .et, .ods …) in, the Document of what LibreOffice makes of it out."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from planparse.errors import UnreadableInput
from planparse.model.document import Document, Source
from planparse.readers.compound import DamagedFile
from planparse.readers.docx.package import DamagedPart
from planparse.readers.office import fields
from planparse.readers.office.flat_opc import packed
from planparse.readers.office.kinds import (
    DOC,
    EXCEL_XML,
    FLAT_OPC,
    FODS,
    FODT,
    ODS,
    ODT,
    RTF,
    SHEETS,
    WORD_XML,
    Kind,
    kind_of,
    open_ended,
    sheet_password,
    word_streams,
)
from planparse.readers.office.soffice import NotConverted, convert

_FETCH = "fetch it again, or open it in WPS or Word and save it as .docx, .xlsx or PDF"


def read(data: bytes, name: str) -> Document:
    """Read an office document of any kind but OOXML. Raises UnreadableInput for what is damaged or encrypted."""
    kind = kind_of(data)
    if kind is None:
        raise UnreadableInput("the file is no office document", name, "give a .doc, .wps, .rtf, .odt, .xls, .et or .ods file")
    try:
        if kind == FLAT_OPC:
            made = packed(data)
        else:
            kind, prepared = _prepared(data, kind, name)
            made = convert(prepared, kind, name)
    except (DamagedFile, DamagedPart) as trouble:
        raise UnreadableInput(f"the file is damaged ({trouble})", name, _FETCH) from trouble
    except NotConverted as trouble:
        if kind.suffix == ".xls" and sheet_password(data):
            raise _encrypted(name) from trouble
        raise UnreadableInput(f"LibreOffice cannot read the file ({trouble})", name, _FETCH) from trouble
    try:
        document = _made(made, kind, name)
    except UnreadableInput as trouble:
        raise UnreadableInput(f"LibreOffice cannot read the file ({trouble.what})", name, _FETCH) from trouble
    if not document.text.strip():
        raise UnreadableInput("the document holds no text", name, "give a document with the plan's text in it")
    source = Source(name, hashlib.sha256(data).hexdigest(), kind.media_type, None, None, "office")
    return replace(document, source=source)


def _made(data: bytes, kind: Kind, name: str) -> Document:
    """The Document of what LibreOffice wrote."""
    if kind.target == SHEETS:
        from planparse.readers.xlsx import read as read_workbook

        return read_workbook(data, name, converted=True)
    from planparse.readers.docx import read as read_docx

    return read_docx(data, name)


def _prepared(data: bytes, kind: Kind, name: str) -> tuple[Kind, bytes]:
    """The file as LibreOffice gets it: sound, not encrypted, fields frozen. Raises DamagedFile, DamagedPart."""
    if kind == DOC:
        opened = word_streams(data)
        if opened.encrypted:
            raise _encrypted(name)
        return opened.kind, fields.frozen_doc(data, opened)
    if kind == RTF:
        if open_ended(data):
            raise DamagedFile("it is cut off")
        return kind, fields.frozen_rtf(data)
    if kind in (ODT, ODS):
        if fields.encrypted_odf(data, name):
            raise _encrypted(name)
        return kind, fields.frozen_odf(data, name)
    if kind in (FODT, FODS):
        return kind, fields.frozen_flat(data)
    if kind in (WORD_XML, EXCEL_XML):
        return kind, fields.frozen_xml(data)
    sheet_password(data)
    return kind, data


def _encrypted(name: str) -> UnreadableInput:
    return UnreadableInput("the file is encrypted", name, "save it without its password")
