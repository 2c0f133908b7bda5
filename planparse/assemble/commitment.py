"""Pieces of work: the plan's items in, one commitment for each piece of work out, joined across prose and tables."""

from __future__ import annotations

from planparse.model.plan import Commitment, Plan
from planparse.model.structure import Reading


def commitments(reading: Reading, plan: Plan) -> list[Commitment]:
    """Commitments in reading order of their first statement. `plan` holds all other items, with their ids."""
    return []
