"""The plan as users read it: the records behind the plan JSON (names and meanings are public and fixed)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

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
    span: Span | None


class Deadline(Record):
    """ISO 8601 dates; an open side is null."""

    start: str | None
    end: str | None


class Item(Record):
    """What every item has: its place, its words, the section it stands in, the rule that made it.

    `page` (1-based) and `bbox` (x0, top, x1, bottom in points) are null where the format has none.
    """

    id: str
    span: Span
    quote: str
    section: str | None
    rule: str
    page: int | None = None
    bbox: Box | None = None


class Indicator(Record):
    """What a target counts or measures; `code` is a canonical indicator of the lexicon, or null."""

    text: str
    span: Span | None
    code: str | None


class Target(Item):
    """A quantity the plan commits somebody to deliver, reach, keep or not exceed."""

    indicator: Indicator
    comparator: Literal["eq", "ge", "le", "approx", "range"]
    value: Number
    value_max: Number | None
    unit: str | None
    per: str | None
    kind: Literal["goal", "standard", "limit", "frequency"]
    growth: bool
    modality: Literal["firm", "strive", "plan"]
    deadline: Deadline | None
    responsible: list[str]
    table: str | None = None
    row: int | None = None
    column: int | None = None


class BudgetLine(Item):
    """An amount of money (yuan) the plan allots to a purpose."""

    amount: Number
    unit_written: str | None
    purpose: Phrase
    role: Literal["item", "subtotal", "total"]
    source: Literal["central", "province", "city", "county", "self"] | None
    table: str | None
    row: int | None
    column: int | None


class Incentive(Item):
    """A payment rule: who meets the condition gets the amount (yuan) or rate (percent)."""

    condition: Phrase
    amount: Number | None
    rate: Number | None
    cap: bool


class DeadlineItem(Item):
    """An expression that fixes when something is to be done, is valid or runs."""

    start: str | None
    end: str | None
    relation: Literal["by", "during", "within"]
    duration: str | None


class Unit(Record):
    """A responsible unit: `name` with the level prefix put back, `written` as it stands."""

    name: str
    written: str
    span: Span
    role: Literal["lead", "support"] | None
    kind: Literal["department", "government", "township", "enterprise", "organisation", "collective"]
    function: str | None


class Responsibility(Item):
    """A statement that names who is responsible; `cue` is the label word, or "narrative"."""

    cue: str
    units: list[Unit]


class CitationItem(Item):
    """A cited document."""

    title: str | None
    doc_number: str | None
    year: int | None
    issuers: list[str]


class Member(Item):
    """A member of the leading group."""

    name: str
    role: str
    posts: list[str]


class TableCell(Record):
    """A cell; `rowspan` and `colspan` count from 1."""

    text: str
    span: Span
    rowspan: int
    colspan: int


class TableRecord(Record):
    """A table of the plan with its caption and unit (单位：万元), head and body apart."""

    id: str
    span: Span
    section: str | None
    caption: str | None
    unit: str | None
    header: list[list[TableCell]]
    rows: list[list[TableCell]]
    pages: list[int]


class Commitment(Record):
    """One piece of work, joined from prose, schedule and budget."""

    id: str
    section: str | None
    title: str
    spans: list[Span]
    targets: list[str]
    deadlines: list[str]
    budget: list[str]
    incentives: list[str]
    responsibilities: list[str]
    deadline: Deadline | None
    amount: Number | None
    units: list[str]


class Check(Record):
    """What does not add up, or was not understood."""

    code: str
    severity: Literal["info", "warning", "error"]
    message: str
    spans: list[Span]
    expected: str | None
    found: str | None


class Section(Record):
    """A numbered part of the plan; `span` covers it with all it holds."""

    id: str
    label: str
    level: int
    title: str | None
    parent: str | None
    kind: Literal["guiding", "principles", "goals", "tasks", "budget", "schedule", "safeguards", "attachment", "other"]
    heading_span: Span
    span: Span


class MetaText(Record):
    """A metadata value and its place; `span` is null for what is known, not written."""

    value: str | None
    span: Span | None


class MetaList(Record):
    """A list of names and the place of the whole list."""

    value: list[str]
    span: Span | None


class MetaPeriod(Record):
    """[start, end], ISO dates."""

    value: tuple[str, str] | None
    span: Span | None


class Metadata(Record):
    """The frame of the official document (GB/T 9704) and what its names imply (GB/T 2260)."""

    title: MetaText
    notice_title: MetaText
    doc_number: MetaText
    issuer: MetaText
    signed_date: MetaText
    printed_date: MetaText
    recipients: MetaList
    copied_to: MetaList
    disclosure: MetaText
    region: MetaText
    province: MetaText
    division_code: MetaText
    period: MetaPeriod


class SourceRecord(Record):
    """Where the text came from."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None
    pages: int | None
    reader: str
    planparse_version: str


class Plan(Record):
    """Everything planparse read in one plan. Every list is in reading order."""

    schema_version: Literal["1.0"] = "1.0"
    source: SourceRecord
    text: str
    metadata: Metadata
    sections: list[Section] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    budget: list[BudgetLine] = Field(default_factory=list)
    incentives: list[Incentive] = Field(default_factory=list)
    deadlines: list[DeadlineItem] = Field(default_factory=list)
    responsibilities: list[Responsibility] = Field(default_factory=list)
    citations: list[CitationItem] = Field(default_factory=list)
    members: list[Member] = Field(default_factory=list)
    tables: list[TableRecord] = Field(default_factory=list)
    commitments: list[Commitment] = Field(default_factory=list)
    checks: list[Check] = Field(default_factory=list)
