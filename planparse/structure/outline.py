"""The numbered headings of the body in, the section tree out."""

from __future__ import annotations

from planparse.model.flow import Flow
from planparse.model.structure import Heading, Letterhead


def outline(flow: Flow, letterhead: Letterhead) -> tuple[Heading, ...]:
    """Every numbered heading in reading order, with level, parent and the stretch it governs."""
    return ()
