"""What changed between two versions of a plan: the records behind the diff JSON (names and meanings are public and fixed)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from planparse.model.record import Record
from planparse.model.span import Span

Kind = Literal["target", "budget", "incentive", "deadline", "responsibility", "citation", "member", "metadata", "section", "text"]
Manner = Literal["added", "removed", "changed", "moved"]
Effect = Literal["stronger", "weaker", "neutral"]


class Version(Record):
    """One of the two plans."""

    name: str
    """File name, or the name the caller gave."""
    sha256: str
    """Of the file's bytes."""


class Place(Record):
    """What one version says, and where. `quote` is `text[span]` of that version."""

    span: Span
    """Half-open [start, end) in that version's text."""
    quote: str
    """The words, unchanged."""
    value: Any
    """The field's value on this side (`changed`), or all that the item says (`added`, `removed`): a number, a string, a
    list or an object of the plan JSON's fields."""
    item: str | None = None
    """Id of the item in that version's plan JSON, the field's name for metadata, null for wording."""


class Consequence(Record):
    """What follows from a change without an edit of its own: the end dates of the targets a deadline governs."""

    kind: Kind
    """What kind of item follows."""
    change: Manner
    """added, removed or changed."""
    field: str | None
    """The field of a changed item, else null."""
    effect: Effect
    """As in a change."""
    old: str | None
    """Id of the item in the old plan JSON, or null."""
    new: str | None
    """Id of the item in the new plan JSON, or null."""
    before: Any
    """The field's old value, or all that a removed item said."""
    after: Any
    """The field's new value, or all that an added item says."""
    cause: Literal["follows", "reading"] = "follows"
    """follows: the edit governs the item (a deadline, a hedge in front of a list, a move); reading: the item's words and what
    governs them are unedited, but the words around them made the parser read them in another way. Pages show the former only."""


class Change(Record):
    """One thing a reviewer has to look at: an edit, what it means and what it does to the promise."""

    id: str
    """Unique in the diff, in the order of the new plan."""
    kind: Kind
    """What kind of item the edit hits; `text` for wording that no item holds."""
    change: Manner
    """added, removed, changed or moved."""
    field: str | None
    """For `changed`: value, comparator, unit, per, indicator, kind, growth, modality, deadline, duration, amount, rate, cap,
    condition, purpose, role, source, year, units, title, label, doc_number, posts, split, merged, wording, or the name of a
    metadata field; else null."""
    effect: Effect
    """For the people the plan commits itself to: 60→80 stronger, 不少于→左右 weaker, a later deadline weaker."""
    section: list[str]
    """Titles of the sections that hold it, from the top; [] above the first."""
    old: Place | None
    """The old side; null for `added`."""
    new: Place | None
    """The new side; null for `removed`."""
    message: str
    """One Chinese sentence for the reviewer's note."""
    also: list[Consequence] = Field(default_factory=list)
    """What follows from it, told here once instead of as changes of their own."""


class Summary(Record):
    """The diff in numbers."""

    same: bool
    """Whether there is no change."""
    counts: dict[str, dict[str, int]]
    """Kind → manner → number of changes."""
    stronger: int
    """Changes that make a promise stronger."""
    weaker: int
    """Changes that make a promise weaker."""


class Diff(Record):
    """What changed between two versions of a plan. `changes` are in the order of the new plan."""

    schema_version: Literal["1.0"] = "1.0"
    """Version of this schema."""
    old: Version
    """The old plan."""
    new: Version
    """The new plan."""
    changes: list[Change]
    """What a reviewer has to look at."""
    summary: Summary
    """The same in numbers."""

    # Doors to the codec; each opens when it is used (docs/architecture.md).

    def to_json(self) -> str:
        """The diff JSON (schemas/diff.schema.json); the same plans always give the same text."""
        from planparse.codec import encode

        return encode(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> Diff:
        """The diff of a diff JSON. Raises ValueError for what is none."""
        from planparse.codec import read_json

        return cls.model_validate(read_json(text))
