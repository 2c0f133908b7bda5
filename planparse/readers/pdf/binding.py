"""An open PDF page in, answers of pdfium about its characters and objects out, many at a time.

pypdfium2 checks the type of each argument of each call. A page has a thousand characters and objects, so the calls made
for each of them go through bindings of our own that take plain addresses, and answers lie in one array.
"""

from __future__ import annotations

import ctypes
import math
import sys
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from planparse.readers.pdf.glyphs import Frame

Matrix = tuple[float, float, float, float, float, float]

_VOID, _INT = ctypes.c_void_p, ctypes.c_int
_SIX = array("f", bytes(24))            # room for one matrix: pdfium works in one thread only
_SIX_AT = _SIX.buffer_info()[0]
_KIND = ctypes.PYFUNCTYPE if sys.platform != "win32" else ctypes.WINFUNCTYPE  # type: ignore[attr-defined,unused-ignore]


def address(handle: Any) -> int:
    """The address behind a handle or function of pypdfium2."""
    return ctypes.cast(handle, _VOID).value or 0


def _bound(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function of the library, with arguments that need no checks."""
    return _KIND(result, *arguments)(address(function))


_loose_box = _bound(pdfium.FPDFText_GetLooseCharBox, None, _VOID, _INT, _VOID)
_text_matrix = _bound(pdfium.FPDFText_GetMatrix, None, _VOID, _INT, _VOID)
_font_size = _bound(pdfium.FPDFText_GetFontSize, ctypes.c_double, _VOID, _INT)
_page_object = _bound(pdfium.FPDFPage_GetObject, _VOID, _VOID, _INT)
_form_object = _bound(pdfium.FPDFFormObj_GetObject, _VOID, _VOID, _INT)
_object_type = _bound(pdfium.FPDFPageObj_GetType, _INT, _VOID)
_object_bounds = _bound(pdfium.FPDFPageObj_GetBounds, None, _VOID, _VOID, _VOID, _VOID, _VOID)
_object_matrix = _bound(pdfium.FPDFPageObj_GetMatrix, _INT, _VOID, _VOID)
_draw_mode = _bound(pdfium.FPDFPath_GetDrawMode, None, _VOID, _VOID, _VOID)
_path_segment = _bound(pdfium.FPDFPath_GetPathSegment, _VOID, _VOID, _INT)
_segment_type = _bound(pdfium.FPDFPathSegment_GetType, _INT, _VOID)
_segment_point = _bound(pdfium.FPDFPathSegment_GetPoint, None, _VOID, _VOID, _VOID)
_segment_close = _bound(pdfium.FPDFPathSegment_GetClose, _INT, _VOID)


def page_frame(page: Any) -> Frame:
    """The page's crop box and rotation; pages that state nonsense are taken for A4."""
    rect = pdfium.FS_RECTF()
    turn = pdfium.FPDFPage_GetRotation(page) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, rect):
        sides = (rect.left, rect.bottom, rect.right, rect.top)
        if all(map(math.isfinite, sides)) and rect.right > rect.left and rect.top > rect.bottom:
            return Frame(turn, *sides)
    return Frame(turn, 0.0, 0.0, 595.3, 841.9)


def loose_boxes(textpage: int, count: int) -> array[float]:
    """Left, top, right and bottom of each character: its width and its font's height, counted upwards."""
    box = array("f", bytes(16 * count))
    here = box.buffer_info()[0]
    deque(map(_loose_box, repeat(textpage), range(count), range(here, here + 16 * count, 16)), 0)
    return box


def lettering(textpage: int, places: Sequence[int]) -> tuple[array[float], list[float]]:
    """For each character the matrix by which its text is set on the page (six numbers), and its font's size before that."""
    matrices = array("f", bytes(24 * len(places)))
    here = matrices.buffer_info()[0]
    deque(map(_text_matrix, repeat(textpage), places, range(here, here + 24 * len(places), 24)), 0)
    return matrices, list(map(_font_size, repeat(textpage), places))


def page_objects(page: Any, most: int) -> list[int]:
    """The objects of a page, no more than `most`."""
    count = min(pdfium.FPDFPage_CountObjects(page), most)
    return list(map(_page_object, repeat(address(page)), range(count)))


def form_objects(form: int, most: int) -> list[int]:
    """The objects of a form, no more than `most`."""
    count = min(pdfium.FPDFFormObj_CountObjects(ctypes.cast(form, pdfium.FPDF_PAGEOBJECT)), most)
    return list(map(_form_object, repeat(form), range(max(count, 0))))


def types(objects: Sequence[int]) -> list[int]:
    """The type of each object."""
    return list(map(_object_type, objects))


def bounds(objects: Sequence[int]) -> array[float]:
    """Left, bottom, right and top of each object."""
    box = array("f", bytes(16 * len(objects)))
    here = box.buffer_info()[0]
    end = here + 16 * len(objects)
    deque(map(_object_bounds, objects, range(here, end, 16), range(here + 4, end, 16), range(here + 8, end, 16),
              range(here + 12, end, 16)), 0)
    return box


def object_matrix(thing: int) -> Matrix:
    """The matrix by which an object is set where it stands."""
    if not _object_matrix(thing, _SIX_AT):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = _SIX
    return a, b, c, d, e, f


def draw_modes(paths: Sequence[int]) -> array[int]:
    """For each path how it is filled (0: not) and whether its line is drawn."""
    modes = array("i", bytes(8 * len(paths)))
    here = modes.buffer_info()[0]
    deque(map(_draw_mode, paths, range(here, here + 8 * len(paths), 8), range(here + 4, here + 8 * len(paths), 8)), 0)
    return modes


def segments(path: int, most: int) -> Iterator[tuple[int, float, float, int]]:
    """The segments of a path, no more than `most`: type, end point, and whether it closes the figure."""
    count = min(pdfium.FPDFPath_CountSegments(ctypes.cast(path, pdfium.FPDF_PAGEOBJECT)), most)
    found = list(map(_path_segment, repeat(path), range(count)))
    points = array("f", bytes(8 * count))
    here = points.buffer_info()[0]
    deque(map(_segment_point, found, range(here, here + 8 * count, 8), range(here + 4, here + 8 * count, 8)), 0)
    return zip(map(_segment_type, found), points[0::2], points[1::2], map(_segment_close, found), strict=True)


def give_width(text: int) -> None:
    """Give a text object that seems to have no width the width of a stroke.

    pdfium drops text without width, which is what it takes a single character for (or a line set upwards) when it lacks
    the font. The bounds of stroked text include the stroke.
    """
    thing = ctypes.cast(text, pdfium.FPDF_PAGEOBJECT)
    pdfium.FPDFTextObj_SetTextRenderMode(thing, pdfium.FPDF_TEXTRENDERMODE_STROKE)
    pdfium.FPDFPageObj_SetStrokeWidth(thing, 1.0)
    pdfium.FPDFPageObj_Transform(thing, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


_fonts: list[Any] = []          # the machine's fonts as pdfium finds them, once they were asked for


@contextmanager
def own_fonts_only() -> Iterator[None]:
    """Inside, pdfium looks for no fonts on the machine: files say how wide their characters are.

    Text comes out the same on every machine, and sooner: a Chinese font is large. Documents opened inside are not to
    be drawn afterwards, since they keep the fonts they were read with.
    """
    if not _fonts:
        found = pdfium.FPDF_GetDefaultSystemFontInfo()
        if not found:
            yield
            return
        _fonts.append(found)
        pdfium.FPDF_SetSystemFontInfo(found)
    here = ctypes.addressof(_fonts[0].contents)
    slots = [_VOID.from_address(here + getattr(pdfium.FPDF_SYSFONTINFO, name).offset) for name in ("MapFont", "GetFont")]
    before = [slot.value for slot in slots]
    for slot in slots:
        slot.value = None
    try:
        yield
    finally:
        for slot, value in zip(slots, before, strict=True):
            slot.value = value
