"""Targets of the prose (and of indicator tables): a Reading in, items out."""

from __future__ import annotations

from planparse.model.plan import Target
from planparse.model.structure import Reading


def targets(reading: Reading) -> list[Target]:
    """The items in reading order."""
    return []
