"""The colours of an OFD object in, how pale they are on white paper out: 0 for black and pure red, 1 for white or unseen."""

from __future__ import annotations

from lxml.etree import _Element

from planparse.readers.ofd.values import child, number

UNSEEN = 0.97
PALE = 0.55


def paleness(thing: _Element, drawn: _Element | None, part: str) -> float:
    """How pale the fill or stroke (`part`) of an object is; `drawn` are the drawing parameters that it names.

    >>> from lxml.etree import fromstring
    >>> red = fromstring('<T><FillColor Value="#ee 0 0"/></T>')
    >>> round(paleness(red, None, "FillColor"), 2), paleness(fromstring('<T Alpha="0"/>'), None, "FillColor")
    (0.0, 1.0)
    """
    colour = child(thing, part)
    if colour is None and drawn is not None:
        colour = child(drawn, part)
    alpha = _share(thing.get("Alpha"))
    if colour is None:
        return 1.0 - alpha
    return 1.0 - alpha * _share(colour.get("Alpha")) * (1.0 - _lightness(colour.get("Value")))


def _share(alpha: str | None) -> float:
    return min(max(number(alpha, 255.0), 0.0), 255.0) / 255.0


def _lightness(value: str | None) -> float:
    """The least of red, green and blue; one number is a grey, four are cyan, magenta, yellow and black."""
    channels = [_channel(word) for word in (value or "").replace(",", " ").split()]
    if len(channels) == 4:
        return (1.0 - max(channels[:3])) * (1.0 - channels[3])
    return min(channels, default=0.0)


def _channel(word: str) -> float:
    try:
        return min(max(float(int(word[1:], 16)) if word.startswith("#") else float(word), 0.0), 255.0) / 255.0
    except (ValueError, OverflowError):
        return 0.0
