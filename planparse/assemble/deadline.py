"""Deadlines of the prose and of time cells: a Reading in, items out."""

from __future__ import annotations

from planparse.model.plan import DeadlineItem
from planparse.model.structure import Reading


def deadlines(reading: Reading) -> list[DeadlineItem]:
    """The items in reading order."""
    return []
