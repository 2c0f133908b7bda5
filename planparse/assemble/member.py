"""The leading group's list: a Reading in, items out."""

from __future__ import annotations

from planparse.model.plan import Member
from planparse.model.structure import Reading


def members(reading: Reading) -> list[Member]:
    """The items in reading order."""
    return []
