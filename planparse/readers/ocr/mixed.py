"""The bytes of a PDF in, a Document out: good text layers as they are, pages without one by character recognition.

Recognition comes with the extra `ocr`. A PDF whose pages all have a text layer is read the same with it and without.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pypdfium2 import PdfDocument

from planparse.errors import UnreadableInput
from planparse.model.document import Diagnostic, Document, Source
from planparse.readers.ocr.engine import available, engine
from planparse.readers.ocr.sheet import Sheet
from planparse.readers.ocr.written import listed, written
from planparse.readers.pdf.glyphs import Frame
from planparse.readers.pdf.pages import Parts
from planparse.readers.pdf.reader import illegible, open_pdf, read_pages, text_layer

MOST_PAGES = 1000     # of one file are recognised: a scan that is longer is no plan


def read(data: bytes, name: str) -> Document:
    """Read a PDF. Raises UnreadableInput for a scan where recognition is not installed."""
    return _read(data, name, asked=False)


def read_as_scan(data: bytes, name: str) -> Document:
    """Read a PDF by recognition alone, whatever text it holds."""
    return _read(data, name, asked=True)


def _read(data: bytes, name: str, asked: bool) -> Document:
    document = open_pdf(data, name)
    try:
        pages, diagnostics = read_pages(document, name)
        why = {page.number: "asked" for page in pages} if asked else illegible(pages)
        if why:                                   # letters whose fonts were left out while reading are drawn again
            document.close()
            document = open_pdf(data, name)
        sheets = _sheets(document, [page for page in pages if page.number in why]) if asked or (why and available()) else []
    finally:
        document.close()
    if not sheets and not asked:
        return text_layer(data, name, pages, diagnostics)
    if not any(sheet.spots for sheet, _ in sheets) and len(sheets) == len(pages):
        raise UnreadableInput("no text was recognised on any page", name, "give a clearer scan, or the plan's text")
    done = {sheet.number for sheet, _ in sheets}
    left = [page for page in pages if page.number not in done]
    if lost := [page.number for page in left if page.number in why]:
        diagnostics.append(Diagnostic("ocr/page-left-out", f"第{listed(lost)}页未能识别，其内容缺失。", severity="warning"))
    reader = "pdf+ocr" if any(page.items for page in left) else "ocr"
    source = Source(name, hashlib.sha256(data).hexdigest(), "application/pdf", None, len(pages), reader)
    return written(source, left, sheets, why, diagnostics)


def _sheets(document: PdfDocument, pages: Sequence[Parts]) -> list[tuple[Sheet, Frame]]:
    """What recognition reads on these pages."""
    from planparse.readers.ocr.pages import read_pdf_sheets

    shown = {page.number: page.glyphs.shown for page in pages[:MOST_PAGES]}
    return [(sheet, shown[sheet.number]) for sheet in read_pdf_sheets(document, list(shown.items()), engine())]
