"""Readers: bytes of one format in, a Document out. A reader decides nothing about what the text means."""

from __future__ import annotations

from planparse.model.document import Document
from planparse.readers.detect import (
    Reader,
    chosen_reader,
    find_reader,
    is_docx,
    is_html,
    is_ofd,
    is_pdf,
    is_picture,
    is_web_archive,
    is_xlsx,
    never,
)
from planparse.readers.office.kinds import is_office

# Name, media types, suffixes, how the content is known, the module with `read(data, name)`. Text has no marks: last.
READERS: tuple[Reader, ...] = (
    Reader("pdf", ("application/pdf",), (".pdf",), is_pdf, "planparse.readers.pdf",
           whole="planparse.readers.ocr.mixed"),
    Reader("ocr", ("image/png", "image/jpeg", "image/tiff", "image/bmp"),
           (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), is_picture, "planparse.readers.ocr"),
    Reader("docx", ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",), (".docx", ".docm"),
           is_docx, "planparse.readers.docx"),
    Reader("ofd", ("application/ofd", "application/vnd.ofd"), (".ofd",), is_ofd, "planparse.readers.ofd"),
    Reader("xlsx", ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",), (".xlsx", ".xlsm", ".xltx"),
           is_xlsx, "planparse.readers.xlsx"),
    Reader("office", ("application/msword", "application/rtf", "text/rtf", "application/wps-office.doc", "application/wps-office.wps",
                      "application/vnd.ms-works", "application/wps-office.et",
                      "application/vnd.ms-excel", "application/vnd.oasis.opendocument.text",
                      "application/vnd.oasis.opendocument.spreadsheet"),
           (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".fodt", ".xls", ".xlt", ".et", ".ett", ".ods", ".fods"),
           is_office, "planparse.readers.office.reader"),
    Reader("mht", ("multipart/related", "message/rfc822", "application/x-mimearchive"), (".mht", ".mhtml"),
           is_web_archive, "planparse.readers.mht"),
    Reader("html", ("text/html", "application/xhtml+xml"), (".html", ".htm", ".shtml", ".xhtml"),
           is_html, "planparse.readers.html"),
    Reader("csv", ("text/csv", "text/tab-separated-values"), (".csv", ".tsv"), never, "planparse.readers.delimited"),
    Reader("plain", ("text/plain", "text/markdown"), (".txt", ".text", ".md"), never, "planparse.readers.plain"),
)

__all__ = ["READERS", "read_bytes"]


def read_bytes(data: bytes, name: str, media_type: str | None = None, reader: str | None = None) -> Document:
    """Read a file's bytes.

    `name` is shown in messages and its suffix used as a hint; `media_type` or `reader` overrule detection. Pages of a
    PDF that have no text layer are recognised if the extra `ocr` is installed; reader="pdf" never does that, "ocr" always.
    Raises UnreadableInput for what is empty, encrypted, damaged or of no known format.
    """
    chosen = chosen_reader(READERS, name, media_type, reader)
    return (find_reader(READERS, data, name) if chosen is None else chosen).read(data, name, alone=reader is not None)
