"""The frame of an official document (GB/T 9704): red head, number, titles, addressees, date, notes, imprint."""

from __future__ import annotations

from planparse.model.flow import Flow
from planparse.model.structure import Letterhead


def letterhead(flow: Flow) -> Letterhead:
    """Find the parts of the frame; a part that is not there has no entry in `fields`."""
    return Letterhead({}, 0, len(flow.text))
