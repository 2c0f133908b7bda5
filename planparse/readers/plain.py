"""Plain text: decode the file, one block a line, the text unchanged to the last character.

>>> document = read("一、工作目标\\r\\n　　建成站点30个。".encode("gb18030"), "方案.txt")
>>> document.text
'一、工作目标\\r\\n\\u3000\\u3000建成站点30个。'
>>> [document.text[slice(*block.span)] for block in document.blocks]
['一、工作目标', '\\u3000\\u3000建成站点30个。']
"""

from __future__ import annotations

import hashlib
import re

from planparse.errors import UnreadableInput
from planparse.model.document import Block, BlockKind, Diagnostic, Document, Source
from planparse.model.span import Span
from planparse.readers.encoding import decode

_LINE = re.compile(r"(?<![^\n\r])[^\S\n\r]*+\S[^\n\r]*")


def read(data: bytes, name: str) -> Document:
    """Read a text file. Raises UnreadableInput if the bytes are no text."""
    decoded = decode(data, name)
    if not _LINE.search(decoded.text):
        raise UnreadableInput("the file holds nothing but white space", name, "give a file with the plan's text in it")
    found = damage(decoded.text) if decoded.damaged else ()
    return from_text(decoded.text, name, data, decoded.encoding, found)


def from_text(text: str, name: str, data: bytes | None = None, encoding: str | None = None,
              diagnostics: tuple[Diagnostic, ...] = ()) -> Document:
    """Make a Document of text that is already decoded."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass") if data is None else data).hexdigest()
    blocks = tuple(Block(Span(*match.span()), BlockKind.LINE) for match in _LINE.finditer(text))
    return Document(text, Source(name, digest, "text/plain", encoding, None, "plain"), blocks, diagnostics=diagnostics)


def damage(text: str) -> tuple[Diagnostic, ...]:
    """A finding for the places of a text whose bytes could not be read."""
    places = tuple(Span(match.start(), match.end()) for match in re.finditer("\ufffd+", text))
    if not places:
        return ()
    message = f"文件有{len(places)}处字节损坏，无法读出，以“\ufffd”代替"
    return (Diagnostic("reader/damaged-characters", message, places, "warning"),)
