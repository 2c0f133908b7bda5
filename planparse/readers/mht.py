"""A web archive (.mht: a page and its pictures in one MIME file) in, the Document of its page out.

>>> page = "<p>一、目标</p><p>建成站点30个。</p>".encode("gb18030")
>>> head = b'MIME-Version: 1.0\\nContent-Type: multipart/related; boundary="x"\\n\\n--x\\nContent-Type: text/html\\n\\n'
>>> read(head + page + b"\\n--x--\\n", "方案.mht").text
'一、目标\\n建成站点30个。\\n'
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser

from planparse.errors import UnreadableInput
from planparse.model.document import Document
from planparse.readers import html

_MOST_PARTS = 5000
_PAGES = ("text/html", "application/xhtml+xml")


def read(data: bytes, name: str) -> Document:
    """Read a web archive. Raises UnreadableInput for one without a page in it."""
    try:
        archive = BytesParser(policy=policy.compat32).parsebytes(data)
        page = _page(archive)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError) as trouble:
        raise UnreadableInput("the web archive is damaged", name, "save the page again, as HTML or PDF") from trouble
    if not page.strip():
        raise UnreadableInput("the web archive holds no page", name, "save the page again, as HTML or PDF")
    document = html.read(page, name)
    source = replace(document.source, sha256=hashlib.sha256(data).hexdigest(), media_type="multipart/related", reader="mht")
    return replace(document, source=source)


def _page(archive: Message) -> bytes:
    """The page that the others belong to: the part named as start, else the longest page (frames have short ones)."""
    parts = [part for _, part in zip(range(_MOST_PARTS), archive.walk(), strict=False)
             if part.get_content_type() in _PAGES]
    start = str(archive.get_param("start") or "")
    named = [part for part in parts if start and str(part.get("Content-ID", "")).strip() == start.strip()]
    found = [content for part in named or parts if isinstance(content := part.get_payload(decode=True), bytes)]
    return max(found, key=len, default=b"")
