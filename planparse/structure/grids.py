"""Tables of the document in, tables understood (head rows, named columns, caption, unit) out."""

from __future__ import annotations

from planparse.model.document import Document
from planparse.model.flow import Flow
from planparse.model.structure import Grid, Heading


def grids(document: Document, flow: Flow, outline: tuple[Heading, ...]) -> tuple[Grid, ...]:
    """One Grid for each table; a table that continues over a page break is one Grid."""
    return ()
