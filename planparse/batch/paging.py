"""A document's bytes in, the number of its pages out before anything is read of them, where the format tells it cheaply."""

from __future__ import annotations

import io
import zipfile

from planparse.readers.detect import is_ofd, is_pdf

_PAGE = "/content.xml"


def pages_of(data: bytes) -> int | None:
    """Pages of a PDF or an OFD; None for other formats and for what is damaged (its reader tells what is wrong)."""
    if is_pdf(data):
        from pypdfium2 import PdfDocument, PdfiumError

        try:
            document = PdfDocument(data)
        except (PdfiumError, ValueError, OSError):
            return None
        try:
            return len(document)
        finally:
            document.close()
    if is_ofd(data):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                return sum("/pages/" in name.lower() and name.lower().endswith(_PAGE) for name in package.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return None
    return None
