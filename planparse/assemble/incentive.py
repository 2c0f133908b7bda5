"""Payment rules: a Reading in, items out."""

from __future__ import annotations

from planparse.model.plan import Incentive
from planparse.model.structure import Reading


def incentives(reading: Reading) -> list[Incentive]:
    """The items in reading order."""
    return []
