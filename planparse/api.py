"""The library's front door: a path, bytes or text in, a Plan out."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from planparse.model.plan import Plan
from planparse.pipeline import parse_document
from planparse.readers import read_bytes
from planparse.readers.plain import from_text


def parse(source: str | PathLike[str] | bytes, *, name: str | None = None, media_type: str | None = None,
          reader: str | None = None) -> Plan:
    """Read a plan from a file's path or bytes. Raises UnreadableInput with what, where and what to do."""
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    shown = name or ("bytes" if isinstance(source, bytes) else Path(source).name)
    return parse_document(read_bytes(data, shown, media_type, reader))


def parse_text(text: str, *, name: str = "text") -> Plan:
    """Read a plan from text. Offsets count code points of this very text."""
    return parse_document(from_text(text, name))
