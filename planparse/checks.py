"""What does not add up: a Plan in, findings out. Checks change nothing."""

from __future__ import annotations

from planparse.model.plan import Check, Plan
from planparse.model.structure import Reading


def checks(reading: Reading, plan: Plan) -> list[Check]:
    """Findings in text order: sums, contradictory counts, dates and numbers out of order, doubled pages."""
    return []
