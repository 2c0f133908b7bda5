"""Cited documents: a Reading in, items out."""

from __future__ import annotations

from planparse.model.plan import CitationItem
from planparse.model.structure import Reading


def citations(reading: Reading) -> list[CitationItem]:
    """The items in reading order."""
    return []
