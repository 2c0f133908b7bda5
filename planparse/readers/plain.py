"""Plain text: decode the file, one block a line, the text unchanged to the last character."""

from __future__ import annotations

import hashlib
import re

from planparse.model.document import Block, BlockKind, Document, Source
from planparse.model.span import Span

_LINE = re.compile(r"[^\n\r]*[^\s\u3000][^\n\r]*")


def read(data: bytes, name: str) -> Document:
    """Read a text file."""
    text = data.decode("utf-8-sig")
    return from_text(text, name, data, "utf-8")


def from_text(text: str, name: str, data: bytes | None = None, encoding: str | None = None) -> Document:
    """Make a Document of text that is already decoded."""
    digest = hashlib.sha256(text.encode("utf-8") if data is None else data).hexdigest()
    blocks = tuple(Block(Span(*match.span()), BlockKind.LINE) for match in _LINE.finditer(text))
    return Document(text, Source(name, digest, "text/plain", encoding, None, "plain"), blocks)
