"""The bytes of a PDF in, a Document out: text in reading order, paragraphs whole, tables with cells, a box a character."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planparse.errors import UnreadableInput
from planparse.model.document import CharBoxes, Diagnostic, Document, Page, Source
from planparse.readers.pdf.assemble import Builder, assemble
from planparse.readers.pdf.compose import Piece, compose
from planparse.readers.pdf.furniture import take_furniture, take_notes
from planparse.readers.pdf.lines import Line
from planparse.readers.pdf.pages import Parts, parts_of
from planparse.readers.pdf.paragraphs import setting_of
from planparse.readers.pdf.rules import page_rules

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MARGIN = 0.08        # share of a page's height in which a mark stands that is no text of the page
_LENGTH = re.compile(rb"/Linearized.{0,200}?/L\s+(\d+)", re.S)
_HAN = re.compile("[\u3400-\u9fff]")
_SIGNS = "!\"#$&'*<=>?@[\\]^`{|}~"
_PLAIN = re.compile(r"[\w\u3000-\u303f\uff00-\uffef，。、；：？！“”‘’《》（）〔〕—…·%℃㎡m²³×±≥≤＋\-+/(),.:;\s]")


def read(data: bytes, name: str) -> Document:
    """Read a PDF. Raises UnreadableInput for what is empty, cut, locked or damaged, and for scans without text."""
    document = open_pdf(data, name)
    try:
        pages, diagnostics = read_pages(document, name)
    finally:
        document.close()
    return text_layer(data, name, pages, diagnostics)


def text_layer(data: bytes, name: str, pages: list[Parts], diagnostics: Sequence[Diagnostic]) -> Document:
    """The Document that the pages' text layers make. Raises UnreadableInput where these are empty or garbled."""
    bare = [Diagnostic("pdf/page-without-text", f"第{page.number}页是图片，没有文字层", severity="warning")
            for page in pages if page.pictured and not page.items]
    source = Source(name, hashlib.sha256(data).hexdigest(), "application/pdf", None, len(pages), "pdf")
    return document_of([pages], source, [*diagnostics, *bare], "PDF")


def document_of(documents: Sequence[list[Parts]], source: Source, diagnostics: Sequence[Diagnostic], kind: str) -> Document:
    """Make the Document of a paged file of any kind: of one document, or of several that stand one behind the other.

    Raises UnreadableInput for scans without text.
    """
    for pages in documents:
        take_furniture(pages)
    found = [*diagnostics, *check_text([page for pages in documents for page in pages], source.name, kind)]
    builder, numbered, boxes = laid_out(*documents)
    return Document(builder.text, source, tuple(builder.blocks), tuple(builder.tables), numbered, boxes, tuple(found))


def laid_out(*documents: Sequence[Parts]) -> tuple[Builder, tuple[Page, ...], CharBoxes]:
    """The text that pages make, furniture being taken out, with its blocks, tables and boxes."""
    pieces: list[Piece] = []
    for pages in documents:
        setting = setting_of(pages)
        take_notes(pages, setting.body)
        pieces += compose(pages, setting)
    return assemble(pieces, [page.glyphs for pages in documents for page in pages])


def open_pdf(data: bytes, name: str) -> PdfDocument:
    """Open the file, or say what is wrong with it."""
    from pypdfium2 import PdfDocument, PdfiumError

    if not data.strip():
        raise UnreadableInput("the file is empty", name, "give a PDF with text in it")
    if b"%PDF-" not in data[:4096]:
        raise UnreadableInput("not a PDF (no %PDF- at its start)", name, "give a PDF file")
    whole = _LENGTH.search(data, 0, 2048)
    tail = data[-4096:]
    if (whole and int(whole[1]) > len(data)) or (b"%%EOF" not in data and b"startxref" not in tail):
        raise UnreadableInput("the PDF is cut off before its end", name, "fetch the file again")
    try:
        document = PdfDocument(data)
        len(document)
    except PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise UnreadableInput("the PDF is encrypted and wants a password", name,
                                  "save a copy without password and give that") from error
        raise UnreadableInput("the PDF is damaged", name, "fetch the file again, or save it anew from a PDF viewer") from error
    return document


def read_pages(document: PdfDocument, name: str) -> tuple[list[Parts], list[Diagnostic]]:
    """All pages that can be read."""
    import pypdfium2.raw as pdfium

    from planparse.readers.pdf.binding import own_fonts_only

    pages: list[Parts] = []
    diagnostics: list[Diagnostic] = []
    with own_fonts_only():
        for index in range(len(document)):
            page: Any = pdfium.FPDF_LoadPage(document.raw, index)
            if not page:
                diagnostics.append(Diagnostic("pdf/page-unreadable", f"第{index + 1}页无法读取", severity="warning"))
                continue
            try:
                pages.append(page_parts(page, index + 1))
            finally:
                pdfium.FPDF_ClosePage(page)
    if not pages:
        raise UnreadableInput("the PDF has no page that can be read", name, "fetch the file again")
    return pages, diagnostics


def page_parts(page: Any, number: int) -> Parts:
    """Read an open page (a raw pdfium handle)."""
    from planparse.readers.pdf.drawing import page_shapes
    from planparse.readers.pdf.textlayer import page_glyphs

    shapes = page_shapes(page)                          # first: it mends text that would be dropped
    glyphs = page_glyphs(page, number)
    return parts_of(glyphs, page_rules(shapes, glyphs.frame))


def check_text(pages: Sequence[Parts], name: str, kind: str = "PDF") -> list[Diagnostic]:
    """A scan, or a text layer that is garbage, needs character recognition first; single bad pages are reported."""
    todo = ("install what reads it: pip install 'planparse[ocr]'; or run OCR on it first, then read the result"
            if kind == "PDF" else "print it to PDF and give that: OCR is for PDF and pictures")
    count = sum(map(_amount, pages))
    pictured = sum(page.pictured for page in pages)
    if not count or (pictured > 0.5 * len(pages) and count < 12 * len(pages)):
        raise UnreadableInput(f"the {kind} has no text layer (a scan)", name, todo)
    garbled = _garbled(pages)
    if _is_garbled("".join(page.glyphs.text for page in pages)) or len(garbled) > 0.5 * len(pages):
        raise UnreadableInput(f"the text layer of the {kind} is garbled (its characters mean nothing)", name, todo)
    return [Diagnostic(f"{kind.lower()}/page-garbled", f"第{number}页的文字层是乱码", severity="warning") for number in sorted(garbled)]


def illegible(pages: Sequence[Parts]) -> dict[int, str]:
    """The pages that only character recognition can read: number → "picture" or "garbled"."""
    count, pictured = sum(map(_amount, pages)), sum(page.pictured for page in pages)
    if not count:
        return {page.number: "picture" for page in pages}
    garbled = _garbled(pages)
    if _is_garbled("".join(page.glyphs.text for page in pages)) or len(garbled) > 0.5 * len(pages):
        garbled |= {page.number for page in pages if page.items}
    scanned = pictured > 0.5 * len(pages) and count < 12 * len(pages)
    return {page.number: "garbled" if page.number in garbled else "picture" for page in pages
            if page.number in garbled or (page.pictured and (scanned or not page.items or _is_stamped(page)))}


def _amount(page: Parts) -> int:
    """How much text stands on a page."""
    return sum(len(item.text) if isinstance(item, Line) else len(item.cells) for item in page.items)


def _is_stamped(page: Parts) -> bool:
    """Whether a page's whole text is a line or two in its margins, as a scanner's mark or a page number is."""
    high, low = MARGIN * page.height, (1 - MARGIN) * page.height
    return len(page.items) < 3 and _amount(page) < 40 and all(item.bottom < high or item.top > low for item in page.items)


def _garbled(pages: Sequence[Parts]) -> set[int]:
    """The pages whose text is garbage."""
    return {page.number for page in pages if len(page.glyphs.text) > 40 and _is_garbled(page.glyphs.text)}


def _is_garbled(text: str) -> bool:
    """Whether too many characters are private, control, replacement or so rare that no official text uses them.

    A font may also give one character for nearly all.

    >>> _is_garbled("建设电子商务服务中心50个。"), _is_garbled('\\ue011犐犆犛 !"#$%&\\'()*+,-./0')
    (False, True)
    """
    ink = "".join(text.split())
    total, usual = len(ink), len(ink.encode("gb2312", "ignore").decode("gb2312"))
    signs = sum(map(ink.count, _SIGNS))
    if total > 60 and any(ink.count(char) > 0.4 * total for char in set(ink[total // 2:total // 2 + 9])
                          if char.isalpha() or char in "?□■"):
        return True
    if not total or (total - usual <= 0.08 * total and total - usual + signs <= 0.2 * total):
        return False
    counted = Counter(ink)
    rare = 0
    for char, n in counted.items():
        if _HAN.match(char):
            rare += n if not _is_known(char) else 0
        elif char not in _SIGNS and not _PLAIN.match(char) and (not char.isprintable() or char == "\ufffd"):
            rare += n
    return rare > 0.08 * total or rare + signs > 0.2 * total


def _is_known(char: str) -> bool:
    """Whether a Chinese character stands in the common sets of the mainland or of Taiwan."""
    for encoding in ("gb2312", "big5"):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False
