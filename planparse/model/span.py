"""A half-open span of code points in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open `[start, end)`, counted in code points of `Document.text`.

    >>> "到2023年底"[slice(*Span(1, 5))]
    '2023'
    """

    start: int
    end: int
