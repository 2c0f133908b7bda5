"""Statements that name who is responsible: a Reading in, items out."""

from __future__ import annotations

from planparse.model.plan import Responsibility
from planparse.model.structure import Reading


def responsibilities(reading: Reading) -> list[Responsibility]:
    """The items in reading order."""
    return []
