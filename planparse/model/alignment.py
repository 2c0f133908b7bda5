"""How the texts of two versions lie side by side: rows of places that belong together, and the edits inside them."""

from __future__ import annotations

from dataclasses import dataclass

from planparse.model.span import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the old text and what stands in its place; an empty span is where something was put in or taken out.

    `changes` are the ids of the changes that tell of it.
    """

    old: Span
    new: Span
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Stretches of both texts that say the same thing; None on the side that lacks it.

    `state`: same | changed | added | removed | moved. A moved stretch has two rows: one at its old place (`new` is None,
    `moved_to` is the index of the other), one at its new place (both sides given, edits inside where it was also changed).
    `level` is 1 and up for a heading, 0 for other text.
    """

    state: str
    old: Span | None
    new: Span | None
    edits: tuple[Edit, ...] = ()
    level: int = 0
    moved_to: int | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """All rows in the order in which a reader goes through both texts. Rows of one side do not overlap."""

    rows: tuple[Row, ...]
