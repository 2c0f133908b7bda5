"""XLSX (ISO/IEC 29500): the workbook, its sheets and number formats, how a sheet is laid out, and the Document made of it."""

from __future__ import annotations

from planparse.readers.xlsx.reader import MEDIA_TYPE, read

__all__ = ["MEDIA_TYPE", "read"]
