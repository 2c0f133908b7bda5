"""The plan as users read it: the records behind the plan JSON (names and meanings are public and fixed)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from planparse.model.metadata import Metadata, MetaList, MetaPeriod, MetaText, SourceRecord
from planparse.model.record import Box, Deadline, Item, Number, Phrase, Record
from planparse.model.span import Span

if TYPE_CHECKING:
    import pandas

__all__ = [
    "Baseline", "Box", "BudgetLine", "Check", "CitationItem", "Commitment", "Deadline", "DeadlineItem", "Incentive", "Indicator",
    "Item", "Member", "MetaList", "MetaPeriod", "MetaText", "Metadata", "Number", "Phrase", "Plan", "Record",
    "Responsibility", "Section", "SourceRecord", "TableCell", "TableRecord", "Target", "Unit",
]


class Indicator(Record):
    """What a target counts or measures; `code` is a canonical indicator of the lexicon, or null."""

    text: str
    """What is counted or measured, as a noun phrase of the plan, without the quantity."""
    span: Span | None
    """Place of the phrase, or null where it was put together or inherited."""
    code: str | None
    """Canonical indicator of lexicons/, comparable between plans, or null."""


class Baseline(Record):
    """The state a target starts from, as a column beside it says (2023年实际, 基期值), in the target's unit."""

    value: Number
    """In the base unit, as the target's value."""
    year: int | None
    """Its year, or null."""
    span: Span
    """Place of the number."""


class Target(Item):
    """A quantity the plan commits somebody to deliver, reach, keep or not exceed."""

    indicator: Indicator
    """What is counted or measured."""
    comparator: Literal["eq", "ge", "le", "approx", "range"]
    """eq: a bare number; ge: 以上, 不少于; le: 以下, 不超过; approx: 左右, 约; range: 2-3."""
    value: Number
    """In the base unit, multipliers resolved (31亿元 is 3100000000); percent as percent (20% is 20)."""
    value_max: Number | None
    """Upper end of a range, else null."""
    unit: str | None
    """Measure word or unit without multiplier (个, 元, %), or null if none is written."""
    per: str | None
    """day, week, month, quarter, half_year, year, or an ISO 8601 duration (每两天: P2D); null for what happens once."""
    kind: Literal["goal", "standard", "limit", "frequency"]
    """goal: how much in all; standard: a property each thing must have; limit: a cap or floor; frequency: how often."""
    growth: bool
    """Whether the number is a rate of growth (年均增长15%)."""
    modality: Literal["firm", "strive", "plan"]
    """firm: 确保, 要 or no word; strive: 力争, 争取; plan: 计划, 预计."""
    deadline: Deadline | None
    """The deadline that governs the target, or null."""
    responsible: list[str]
    """Names of the units that its sentence or section binds."""
    nature: Literal["binding", "expected"] | None = None
    """binding: 约束性; expected: 预期性; null where the plan does not tell."""
    baseline: Baseline | None = None
    """What an indicator table gives as the state so far, or null."""


class BudgetLine(Item):
    """An amount of money (yuan) the plan allots to a purpose."""

    amount: Number
    """Yuan."""
    unit_written: str | None
    """Unit as written or as the table's head gives it (万元), or null."""
    purpose: Phrase
    """What the money is for."""
    role: Literal["item", "subtotal", "total"]
    """item, subtotal (小计, a group's sum) or total (合计 of the plan)."""
    source: Literal["central", "province", "city", "county", "self"] | None
    """Who pays, where the plan says so; self: 企业自筹."""
    year: int | None = None
    """The year of the money where the table's columns part it by years (2024年投入), or null."""


class Incentive(Item):
    """A payment rule: who meets the condition gets the amount (yuan) or rate (percent)."""

    condition: Phrase
    """Who or what qualifies."""
    amount: Number | None
    """Yuan, or null where a rate is paid."""
    rate: Number | None
    """Percent, or null where an amount is paid."""
    cap: bool
    """Whether the figure is an upper bound (最高, 不超过)."""


class DeadlineItem(Item):
    """An expression that fixes when something is to be done, is valid or runs."""

    start: str | None
    """First day, or null."""
    end: str | None
    """Last day, or null."""
    relation: Literal["by", "during", "within"]
    """by: 到2023年底; during: 2021年-2023年; within: 30日内."""
    duration: str | None
    """ISO 8601 (P30D) for `within`, else null."""


class Unit(Record):
    """A responsible unit: `name` with the level prefix put back, `written` as it stands."""

    name: str
    """Name with the level prefix put back (农业农村局 behind 县商务局: 县农业农村局)."""
    written: str
    """As it stands in the text."""
    span: Span
    """Place of the written name."""
    role: Literal["lead", "support"] | None
    """lead: 牵头, 负责, 由; support: 配合, 会同; null where the plan does not tell."""
    kind: Literal["department", "government", "township", "enterprise", "organisation", "collective"]
    """What kind of unit it is; collective: 各乡镇（街道）, 有关部门."""
    function: str | None
    """Its work as a code of lexicons/organisations.toml (commerce, finance), or null."""


class Responsibility(Item):
    """A statement that names who is responsible; `cue` is the label word, or "narrative"."""

    cue: str
    """The label word (责任单位, 牵头单位), or `narrative` for a sentence (由…牵头)."""
    units: list[Unit]
    """The units it names, in order."""


class CitationItem(Item):
    """A cited document."""

    title: str | None
    """Title without 《》, or null where only the number stands."""
    doc_number: str | None
    """Document number with 〔〕 and without white space, or null."""
    year: int | None
    """Year of the document number, or null."""
    issuers: list[str]
    """Who issued it, as far as the plan says."""


class Member(Item):
    """A member of the leading group."""

    name: str
    """Name without inner spaces."""
    role: str
    """组长, 副组长, 成员, 办公室主任 …"""
    posts: list[str]
    """Posts held, in order."""


class TableCell(Record):
    """A cell; `rowspan` and `colspan` count from 1."""

    text: str
    """The cell's words: `text[span]` of the plan."""
    span: Span
    """Place of the words."""
    rowspan: int
    """Rows it covers."""
    colspan: int
    """Columns it covers."""


class TableRecord(Record):
    """A table of the plan with its caption and unit (单位：万元), head and body apart."""

    id: str
    """Unique in the plan."""
    span: Span
    """Place of the whole table."""
    section: str | None
    """Id of the section it stands in, or null."""
    caption: str | None
    """Its title, or null."""
    unit: str | None
    """Unit of its numbers (单位：万元), or null."""
    header: list[list[TableCell]]
    """Head rows."""
    rows: list[list[TableCell]]
    """Body rows."""
    pages: list[int]
    """Pages it stands on; [] where the format has none."""


class Commitment(Record):
    """One piece of work, joined from prose, schedule and budget."""

    id: str
    """Unique in the plan."""
    section: str | None
    """Id of the section of its first statement, or null."""
    title: str
    """What is to be done."""
    spans: list[Span]
    """Every place that states it: prose, schedule, budget table."""
    targets: list[str]
    """Ids."""
    deadlines: list[str]
    """Ids."""
    budget: list[str]
    """Ids."""
    incentives: list[str]
    """Ids."""
    responsibilities: list[str]
    """Ids."""
    deadline: Deadline | None
    """When it is to be done, or null."""
    amount: Number | None
    """Its money in yuan, or null."""
    units: list[str]
    """Names of the responsible units."""
    lead: list[str] = Field(default_factory=list)
    """Those of them that lead (牵头)."""
    support: list[str] = Field(default_factory=list)
    """Those of them that support (配合)."""


class Check(Record):
    """What does not add up, or was not understood."""

    code: str
    """What kind of finding."""
    severity: Literal["info", "warning", "error"]
    """error, warning or info."""
    message: str
    """One Chinese sentence."""
    spans: list[Span]
    """The places it is about; [] for the whole plan."""
    expected: str | None
    """What would add up, or null."""
    found: str | None
    """What stands there, or null."""


class Section(Record):
    """A numbered part of the plan; `span` covers it with all it holds."""

    id: str
    """Unique in the plan."""
    label: str
    """Number as printed, without white space (一、 （一） 1.)."""
    level: int
    """1 for the outermost scheme of the body."""
    title: str | None
    """Words of the heading; null for a numbered paragraph without one."""
    parent: str | None
    """Id of the section above, or null."""
    kind: Literal["guiding", "principles", "goals", "tasks", "budget", "schedule", "safeguards", "attachment", "other"]
    """What the part is for."""
    heading_span: Span
    """Place of label and title."""
    span: Span
    """Place of the whole section, with all it holds."""


class Plan(Record):
    """Everything planparse read in one plan. Every list is in reading order."""

    schema_version: Literal["1.0"] = "1.0"
    """Version of this schema."""
    source: SourceRecord
    """Where the text came from."""
    text: str
    """The text all places count in; for a text file the decoded file, unchanged."""
    metadata: Metadata
    """The frame of the document."""
    sections: list[Section] = Field(default_factory=list)
    """Numbered headings."""
    targets: list[Target] = Field(default_factory=list)
    """Quantities the plan commits somebody to."""
    budget: list[BudgetLine] = Field(default_factory=list)
    """Money allotted."""
    incentives: list[Incentive] = Field(default_factory=list)
    """Payment rules."""
    deadlines: list[DeadlineItem] = Field(default_factory=list)
    """Expressions of time that bind."""
    responsibilities: list[Responsibility] = Field(default_factory=list)
    """Statements that name who is responsible."""
    citations: list[CitationItem] = Field(default_factory=list)
    """Documents cited."""
    members: list[Member] = Field(default_factory=list)
    """Members of the leading group."""
    paragraphs: list[Span] = Field(default_factory=list)
    """Paragraphs outside tables, in reading order; one torn by a page end spans what stands between."""
    furniture: list[Span] = Field(default_factory=list)
    """Words that belong to no paragraph or cell and were read over: page numbers, running heads, doubled pages."""
    table_records: list[TableRecord] = Field(default_factory=list, alias="tables")
    """Tables, cell by cell."""
    commitments: list[Commitment] = Field(default_factory=list)
    """Pieces of work, joined from the items."""
    checks: list[Check] = Field(default_factory=list)
    """What does not add up or was not understood."""

    # Three doors to rooms above; each opens when it is used (docs/architecture.md).

    def to_json(self) -> str:
        """The plan JSON (schemas/plan.schema.json); the same plan always gives the same text."""
        from planparse.codec import encode

        return encode(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> Plan:
        """The plan of a plan JSON. Raises ValueError for what is none."""
        from planparse.codec import decode

        return decode(text)

    def tables(self) -> dict[str, pandas.DataFrame]:
        """One pandas table a list of the plan, keys as in the plan JSON. Needs the extra `frames`."""
        from planparse.export.frames import frames

        return frames(self)
