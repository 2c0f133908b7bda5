"""A picture of a page in, the same picture upright out: black on white, straight, seals over text made pale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planparse.readers.ocr.engine import Picture

    Mask = Any

STEEPEST = 6.0        # degrees: a scan that is tilted more was not made by a scanner
_BLACK, _RED = 60, 150   # how bright the red of print and that of a seal is
_SEAL = (60.0, 190.0)  # points: how wide seals are (an official one measures 4.2 cm, 119 points)


def quarter_turned(picture: Picture, quarters: int) -> Picture:
    """The picture turned clockwise."""
    import numpy

    return numpy.ascontiguousarray(numpy.rot90(picture, -quarters % 4))


def straightened(picture: Picture, degrees: float) -> Picture:
    """The picture turned counterclockwise about its middle by a small angle; what comes in at the corners is white."""
    import cv2

    if not degrees:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))  # type: ignore[no-any-return]


def ink(picture: Picture) -> Mask:
    """Where the page is dark: 255, elsewhere 0. Measured against the paper around, so that shadows are paper."""
    import cv2

    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 18)


def without(picture: Picture, mask: Mask) -> Picture:
    """The picture with what a mask covers made paper."""
    import cv2
    import numpy

    out = picture.copy()
    out[cv2.dilate(mask, numpy.ones((3, 3), numpy.uint8)) > 0] = 255
    return out


def tilt(dark: Mask) -> float:
    """By how many degrees (clockwise) the lines of a page run down; 0 where the page shows no lines.

    The ink is projected on the left edge at many angles; at the right one lines and gaps are told apart best.
    """
    import cv2
    import numpy

    if min(dark.shape) < 2:
        return 0.0
    small = cv2.resize(dark, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    rows, columns = numpy.nonzero(small > 60)
    if len(rows) < 200:
        return 0.0
    step = max(1, len(rows) // 60_000)
    rows, columns = rows[::step].astype(float), columns[::step] - small.shape[1] / 2

    def sharpness(degrees: float) -> float:
        heights = rows - columns * numpy.tan(numpy.radians(degrees))
        counts = numpy.bincount((heights - heights.min()).astype(int)).astype(float)
        return float((counts * counts).sum())

    best, reach, fine = 0.0, STEEPEST, 0.5
    while fine > 0.015:
        angles = [best + k * fine for k in range(-round(reach / fine), round(reach / fine) + 1)]
        scores = [sharpness(angle) for angle in angles]
        best = angles[max(range(len(angles)), key=lambda k: (scores[k], -abs(angles[k])))]
        reach, fine = fine, fine / 5
    return best if abs(best) < STEEPEST else 0.0


def without_seals(picture: Picture, scale: float) -> Picture:
    """The picture with its round red seals made pale, so that the text below them stays; red print elsewhere stays red.

    `scale`: pixels a point.
    """
    import cv2
    import numpy

    blue, green, red = (picture[:, :, k].astype(numpy.int16) for k in range(3))
    strong = ((red - numpy.maximum(blue, green)) > 50).astype(numpy.uint8)
    if strong.mean() < 0.0005:
        return picture
    reach = max(3, round(4 * scale))
    joined = cv2.morphologyEx(strong, cv2.MORPH_CLOSE, numpy.ones((reach, reach), numpy.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    out = picture
    for left, top, width, height, _ in boxes[1:count]:
        low, high = min(width, height) / scale, max(width, height) / scale
        if _SEAL[0] < low and high < _SEAL[1] and high < 1.4 * low:
            out = picture.copy() if out is picture else out
            part = out[top:top + height, left:left + width]
            near = cv2.dilate(strong[top:top + height, left:left + width], numpy.ones((5, 5), numpy.uint8)) > 0
            dark = (part[:, :, 2:3].astype(numpy.int32) - _BLACK) * 255 // (_RED - _BLACK)
            part[near] = numpy.clip(dark, 0, 255).astype(numpy.uint8).repeat(3, axis=2)[near]
    return out
