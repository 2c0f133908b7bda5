"""The outline, the frame and the understood tables of a document, in flat positions of `Flow.text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planparse.model.document import Diagnostic, Document
from planparse.model.flow import Flow


@dataclass(frozen=True, slots=True)
class Heading:
    """One numbered heading and the stretch it governs, `[start, end)`, heading included.

    `title` is None for a numbered paragraph without a heading of its own. `parent` is an index into the
    outline, None at the top. `heading_end` is where label and title end (label alone where title is None).
    """

    index: int
    label: str
    title: str | None
    level: int
    parent: int | None
    kind: str                     # as in plan.Section
    start: int
    heading_end: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Field:
    """A part of the frame (GB/T 9704) with its place; `value` is normalised (dates ISO, lists as tuples)."""

    value: str | tuple[str, ...] | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头, 主体 and 版记 of an official document, and where its body begins and ends (flat)."""

    fields: Mapping[str, Field]   # keys: the metadata fields of the contract
    body_start: int
    body_end: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of an understood table; `[start, end)` in `Flow.text`."""

    start: int
    end: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: order | group | task | content | money | sum | payer | time | lead | support | indicator |
    value | baseline | nature | unit | note | other. `factor` turns its numbers into yuan (万元: 10000); `source` as in budget."""

    index: int
    role: str
    head: str
    factor: Decimal | None = None
    source: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its columns named. `table` is the index into `Document.tables`; head rows come first."""

    index: int
    table: int
    start: int
    end: int
    kind: str                     # schedule | budget | targets | duties | members | form | other
    caption: str | None
    unit: str | None
    head_rows: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[GridCell | None, ...], ...]   # a merged cell stands in each place it covers
    pages: tuple[int, ...] = ()
    form_rows: int = 0            # so many rows at the top are labels with their values

    @property
    def id(self) -> str:
        """The table's id in the plan JSON."""
        return f"tb{self.index + 1}"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known before anything is bound: what every assembler reads."""

    document: Document
    flow: Flow
    letterhead: Letterhead
    outline: tuple[Heading, ...]
    grids: tuple[Grid, ...]
    cells: tuple[tuple[int, int, str, GridCell], ...] = ()    # start, end, the table's id, of all that hold words
    diagnostics: tuple[Diagnostic, ...] = ()
