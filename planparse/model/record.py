"""What all records of the plan JSON share: frozen, closed, exact numbers, places; and the item all items are."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer

from planparse.model.span import Span


def _plain_number(value: Decimal) -> int | float:
    """A JSON number that says what the Decimal says: 31E8 → 3100000000, 4.5 → 4.5."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_plain_number, return_type=int | float, when_used="json")]
Box = tuple[float, float, float, float]


class Record(BaseModel):
    """Frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(Record):
    """A phrase of the text and its place; `span` is null where the words were put together or inherited."""

    text: str
    """The words."""
    span: Span | None
    """Their place in the text, or null."""


class Deadline(Record):
    """ISO 8601 dates; an open side is null."""

    start: str | None
    """First day, or null where the side is open."""
    end: str | None
    """Last day, or null where the side is open."""


class Item(Record):
    """What every item has: its place, its words, the section it stands in, the rule that made it.

    `page` (1-based) and `bbox` (x0, top, x1, bottom in points) are null where the format has none, `confidence` where
    nothing was read by character recognition.
    """

    id: str
    """Unique in the plan, the same for the same input."""
    span: Span
    """Place in `text`."""
    quote: str
    """`text[span]`, unchanged."""
    section: str | None
    """Id of the innermost section that holds it, or null."""
    rule: str
    """The rule that made the item, a path such as `target/prose`."""
    page: int | None = None
    """Page (1-based) on which it begins, or null where the format has no pages."""
    bbox: Box | None = None
    """[x0, top, x1, bottom] on that page, points from its top left, or null."""
    confidence: float | None = None
    """How sure character recognition is of the item's least certain character or figure (0 to 1; marks between words do
    not count), or null where nothing was recognised from a picture."""
