"""Pages of a PDF in, the same pages as recognition read them out: rendered, upright, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pypdfium2 import PdfDocument, PdfiumError

from planparse.readers.ocr.engine import Engine
from planparse.readers.ocr.sheet import Sheet, read_sheet
from planparse.readers.pdf.glyphs import Affine, Frame

if TYPE_CHECKING:
    from planparse.readers.ocr.engine import Picture

DPI = 200             # of the paper: searched at 130 our tables lose lines, 150 is just enough, so this leaves some room
LONG_SIDE = 842.0     # points: A4, which pages of nonsense sizes are taken for
SANE = (500.0, 1300.0)   # points: long sides from A5 to A3


def paper(width: float, height: float) -> float:
    """By what to multiply a page's points to have those of its paper: apps write pages of one point a pixel.

    >>> paper(595, 842), paper(1684, 1190), round(paper(2480, 3508), 2)
    (1.0, 0.5, 0.24)
    """
    long = max(width, height)
    return 1.0 if SANE[0] <= long <= SANE[1] else LONG_SIDE / long


def read_pdf_sheets(document: PdfDocument, shown: Sequence[tuple[int, Frame]], engine: Engine) -> list[Sheet]:
    """Recognise pages (number and frame as displayed) of an open PDF; what cannot be rendered is left out."""
    sheets: list[Sheet] = []
    for number, frame in shown:
        share = paper(*frame.size)
        picture = _rendered(document, number, share * DPI / 72)
        if picture is not None:
            sheet = read_sheet(picture, number, DPI / 72, engine)
            sheets.append(replace(sheet, onto=scaled(sheet.onto, 1 / share)))
    return sheets


def scaled(onto: Affine, factor: float) -> Affine:
    """The same way, to a page that is larger by a factor."""
    a, b, c, d, e, f = (value * factor for value in onto)
    return a, b, c, d, e, f


def _rendered(document: PdfDocument, number: int, scale: float) -> Picture | None:
    """A page as a picture, or None if it cannot be shown."""
    try:
        page = document[number - 1]
    except PdfiumError:
        return None
    bitmap: Any = None
    try:
        bitmap = page.render(scale=scale, may_draw_forms=False)
        picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
        return picture
    except PdfiumError:
        return None
    finally:
        if bitmap is not None:
            bitmap.close()
        page.close()
