"""The bytes of a picture (PNG, JPEG, TIFF with its pages, BMP) in, a Document out, every picture a page."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planparse.errors import MissingExtra, UnreadableInput
from planparse.model.document import Diagnostic, Document, Source
from planparse.readers.ocr.engine import EXTRA, available, engine
from planparse.readers.ocr.pages import DPI, LONG_SIDE, SANE
from planparse.readers.ocr.sheet import Sheet, read_sheet
from planparse.readers.ocr.written import written
from planparse.readers.pdf.glyphs import Frame

if TYPE_CHECKING:
    from planparse.readers.ocr.engine import Picture

MOST_PIXELS = 100_000_000     # A3 at 600 dots an inch has 70 million
MOST_PAGES = 300
_MARKS = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"BM": "image/bmp"}
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")


def read(data: bytes, name: str) -> Document:
    """Read a picture. Raises UnreadableInput for what is damaged, too large or without text, MissingExtra without the extra."""
    if not available():
        raise UnreadableInput("a picture, and character recognition is not installed", name, EXTRA)
    try:
        eyes = engine()
    except MissingExtra as error:
        raise UnreadableInput(f"a picture, and {error.what}", name, error.todo) from error
    sheets: list[tuple[Sheet, Frame]] = []
    diagnostics: list[Diagnostic] = []
    for number, (picture, inches) in enumerate(_pictures(data, name), 1):
        if number > MOST_PAGES:
            diagnostics.append(Diagnostic("ocr/page-left-out", f"第{MOST_PAGES}页以后的图片没有识别。", severity="warning"))
            break
        height, width = picture.shape[:2]
        size = _paper(width, height, inches)
        share = size[0] / width                      # points a pixel of the file
        scale = DPI / 72
        sheet = read_sheet(_resized(picture, share * scale), number, scale, eyes)
        sheets.append((sheet, Frame(0, 0.0, 0.0, *size)))
    if not any(sheet.spots for sheet, _ in sheets):
        raise UnreadableInput("no text was recognised in the picture", name, "give a clearer picture, or the plan's text")
    source = Source(name, hashlib.sha256(data).hexdigest(), _media_type(data), None, len(sheets), "ocr")
    return written(source, [], sheets, {sheet.number: "picture" for sheet, _ in sheets}, diagnostics)


def _media_type(data: bytes) -> str:
    """What kind of picture it is, by its first bytes."""
    return next((kind for mark, kind in _MARKS.items() if data.startswith(mark)), "image/tiff")


def _pictures(data: bytes, name: str) -> Iterator[tuple[Picture, float | None]]:
    """Each page's picture, with its dots an inch where they are stated."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    damaged = UnreadableInput("a picture that is damaged or cut off", name, "fetch or scan it again")
    large = UnreadableInput(f"a picture of more than {MOST_PIXELS // 1_000_000} million points", name,
                            "scan it with 300 dots an inch or fewer")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file = Image.open(io.BytesIO(data), formats=_FORMATS)
        for frame in range(min(getattr(file, "n_frames", 1), MOST_PAGES + 1) if file.format == "TIFF" else 1):
            file.seek(frame)
            if file.width * file.height > MOST_PIXELS:
                raise large
            yield _pixels(ImageOps.exif_transpose(file)), _inches(file.info)
    except Image.DecompressionBombError as error:
        raise large from error
    except (UnidentifiedImageError, OSError, EOFError, ValueError, SyntaxError, TypeError, OverflowError, MemoryError,
            ZeroDivisionError) as error:
        raise damaged from error


def _pixels(image: Any) -> Picture:
    """A picture's pixels as blue, green, red; what is transparent is white."""
    import numpy
    from PIL import Image

    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])


def _inches(info: Any) -> float | None:
    """Dots an inch, where the file states them."""
    stated = info.get("dpi")
    value = float(stated[0]) if stated else 0.0
    return value if value >= 60 else None


def _paper(width: int, height: int, inches: float | None) -> tuple[float, float]:
    """The size of the paper in points: as the resolution says, if that is a paper's; else the long side is that of A4."""
    long = max(width, height)
    if inches is not None and SANE[0] <= long * 72 / inches <= SANE[1]:
        return width * 72 / inches, height * 72 / inches
    return width * LONG_SIDE / long, height * LONG_SIDE / long


def _resized(picture: Picture, factor: float) -> Picture:
    """The picture with another number of pixels."""
    import cv2

    if abs(factor - 1) < 0.02:
        return picture
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way)  # type: ignore[no-any-return]
