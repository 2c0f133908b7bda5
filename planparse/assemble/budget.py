"""Amounts the plan allots: prose and money cells in, budget lines out."""

from __future__ import annotations

from planparse.model.plan import BudgetLine
from planparse.model.structure import Reading


def budget(reading: Reading) -> list[BudgetLine]:
    """The items in reading order."""
    return []
