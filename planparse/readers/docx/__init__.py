"""DOCX (ISO/IEC 29500): the package, its styles and lists, the stories in it, and the Document made of them."""

from __future__ import annotations

from planparse.readers.docx.reader import MEDIA_TYPE, read

__all__ = ["MEDIA_TYPE", "read"]
