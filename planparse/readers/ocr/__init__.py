"""Character recognition (the extra `ocr`): a picture, or a PDF whose text layer is not wanted, in, a Document out."""

from __future__ import annotations

from planparse.model.document import Document
from planparse.readers.detect import is_pdf

__all__ = ["read"]


def read(data: bytes, name: str) -> Document:
    """Read a picture, or each page of a PDF, by recognition. Raises UnreadableInput or MissingExtra."""
    if is_pdf(data):
        from planparse.readers.ocr.mixed import read_as_scan

        return read_as_scan(data, name)
    from planparse.readers.ocr.pictures import read as read_pictures

    return read_pictures(data, name)
