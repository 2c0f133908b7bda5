"""Attributes of OFD elements in, numbers, boxes and matrices out; what is no number is taken for nothing.

>>> repeated("g 3 5 2.5", 10), box("0 0 210 297")
([5.0, 5.0, 5.0, 2.5], (0.0, 0.0, 210.0, 297.0))
"""

from __future__ import annotations

import math

from lxml.etree import _Element

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]              # x, y, width, height

LARGEST = 1e6
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def local(element: _Element) -> str:
    """An element's name without namespace or prefix: producers write several namespaces, or none."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def children(element: _Element, name: str) -> list[_Element]:
    """The children of a name."""
    return [child for child in element if local(child) == name]


def child(element: _Element, *path: str) -> _Element | None:
    """The first descendant along a path of names."""
    found: _Element | None = element
    for name in path:
        found = next((one for one in found if local(one) == name), None) if found is not None else None
    return found


def words(element: _Element | None) -> str:
    """The words in an element, without white space around them."""
    return "" if element is None else (element.text or "").strip()


def number(text: str | None, otherwise: float) -> float:
    """A number of sensible size.

    >>> number("0.5", 1.0), number("NaN", 1.0), number("1e999", 1.0), number(None, 1.0)
    (0.5, 1.0, 1.0, 1.0)
    """
    if text is None:
        return otherwise
    try:
        value = float(text)
    except ValueError:
        return otherwise
    return value if -LARGEST < value < LARGEST else otherwise


def numbers(text: str | None) -> list[float]:
    """All numbers of a list; an empty list if one of them is none."""
    try:
        values = [float(word) for word in (text or "").replace(",", " ").split()]
    except ValueError:
        return []
    return values if all(-LARGEST < value < LARGEST for value in values) else []


def repeated(text: str | None, most: int) -> list[float]:
    """At most so many numbers of a list in which `g n v` stands for n times v."""
    values: list[float] = []
    found = iter((text or "").replace(",", " ").split())
    for word in found:
        if len(values) >= most:
            break
        if word in ("g", "G"):
            count, value = number(next(found, None), 0.0), number(next(found, None), math.nan)
            if math.isnan(value):
                break
            values.extend([value] * min(int(count), most - len(values)))
        elif math.isnan(value := number(word, math.nan)):
            break
        else:
            values.append(value)
    return values


def box(text: str | None) -> Box | None:
    """A box, if the text tells one."""
    values = numbers(text)
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else None


def placed(element: _Element, outer: Matrix) -> Matrix:
    """Where an object's own space lies on the page: its CTM, then the corner of its boundary, then what it stands in."""
    values = numbers(element.get("CTM"))
    a, b, c, d, e, f = values if len(values) == 6 else UNMOVED
    corner = box(element.get("Boundary"))
    if corner is not None:
        e, f = e + corner[0], f + corner[1]
    return times((a, b, c, d, e, f), outer)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First one matrix, then the other."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
