"""Plans of several counties side by side: the records behind the compare JSON (names and meanings are public and fixed)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planparse.model.record import Deadline, Number, Record
from planparse.model.span import Span


class Evidence(Record):
    """Where a figure comes from: the sentence (or table row) of the plan that states it."""

    item: str
    """Id of the item in that plan's JSON."""
    span: Span
    """Place of the sentence in that plan's text."""
    sentence: str
    """Its words; white space at line ends left out."""
    page: int | None
    """Page (1-based), or null where the format has none."""
    mark: Span | None = None
    """Place of the item's words in `sentence`, or null."""


class ComparedPlan(Record):
    """A plan of the comparison; `id` is p1, p2 … in the order given."""

    id: str
    """Key of the cells of this plan."""
    name: str
    """File name, or the name the caller gave."""
    title: str | None
    """The plan's own title, or null."""
    region: str | None
    """County, city or district."""
    province: str | None
    """Its province, or null."""
    division_code: str | None
    """GB/T 2260, or null."""
    period: tuple[str, str] | None
    """First and last day, or null."""
    doc_number: str | None
    """发文字号, or null."""
    sha256: str
    """Of the file's bytes."""


class IndicatorCell(Record):
    """What one plan promises under one indicator; bounds as in a target."""

    value: Number
    """In the base unit."""
    value_max: Number | None
    """Upper end of a range, or null."""
    comparator: Literal["eq", "ge", "le", "approx", "range"]
    """As in a target: ≥60 is not 60."""
    per: str | None
    """As in a target."""
    deadline: Deadline | None
    """As in a target."""
    target: str
    """Id of the target."""
    modality: Literal["firm", "strive", "plan"]
    """As in a target."""
    quote: str
    """The words of the value."""
    indicator: str
    """What is counted or measured, as this plan words it."""
    evidence: Evidence
    """The sentence that states it."""
    also: list[Evidence] = Field(default_factory=list)
    """Other places of the plan that state the same (an annexed table)."""
    unit: str | None = None
    """Unit as this plan writes it (家 in a row of 个)."""
    due: Evidence | None = None
    """Where the deadline stands, if it is that of the piece of work the target belongs to; else null."""
    checks: list[str] = Field(default_factory=list)
    """What the plan's own checks say of these figures."""


class IndicatorRow(Record):
    """A row of the matrix: one canonical indicator in one unit; level and growth, goal and standard, once and a year apart."""

    code: str
    """Canonical indicator of the lexicon."""
    label: str
    """Its Chinese name."""
    unit: str | None
    """Base unit of all its cells (个, 元, %), or null; words for one measure (个, 家, 处) share a row."""
    kind: Literal["goal", "standard", "limit", "frequency"]
    """As in a target."""
    growth: bool
    """Whether the numbers are rates of growth."""
    per: str | None
    """As in a target; the same for all cells of the row."""
    cells: dict[str, list[IndicatorCell]]
    """Plan id → what it promises; a plan that does not is left out."""


class FundingCell(Record):
    """The money of one plan for one category."""

    amount: Number
    """Yuan."""
    share: Number | None
    """Percent of the money that this plan puts into categories, or null where no share can be told."""
    evidence: list[Evidence]
    """The budget lines that were added up."""
    checks: list[str] = Field(default_factory=list)
    """What the plan's own checks say of these figures."""


class FundingRow(Record):
    """A category of spending, of the lexicon."""

    category: str
    """Code of the category; `other` for what no row of the lexicon knows."""
    label: str
    """Its Chinese name."""
    cells: dict[str, FundingCell]
    """Plan id → its money; a plan without is left out."""


class UnitCell(Record):
    """Who does the work of a function in one plan."""

    names: list[str]
    """Names of the units in order of first mention, each unit once, by its fullest name in the plan."""
    tasks: int
    """Responsibilities that name them."""
    lead: int
    """Those in which they lead (牵头)."""
    support: int
    """Those in which they support (配合)."""
    evidence: list[Evidence]
    """The statements."""


class UnitRow(Record):
    """A function of government (commerce, finance), whatever its unit is called."""

    function: str
    """Code of lexicons/organisations.toml; or leading_group, township, enterprise, other."""
    label: str
    """Its Chinese name."""
    cells: dict[str, UnitCell]
    """Plan id → its units; a plan that names none is left out."""


class Stage(Record):
    """A stage of a plan's schedule."""

    plan: str
    """Plan id."""
    stage: str
    """Its name (组织实施阶段)."""
    start: str | None
    """First day, or null."""
    end: str | None
    """Last day, or null."""
    evidence: Evidence
    """Where it stands."""
    until: Evidence | None = None
    """Where its last day stands, if elsewhere; else null."""
    checks: list[str] = Field(default_factory=list)
    """What the plan's own checks say of its dates; a last day they doubt makes no stage longer."""


class NormalisedCell(Record):
    """A figure of a plan divided by another figure of the same plan."""

    value: Number
    """The quotient, rounded to four significant digits."""
    comparator: Literal["eq", "ge", "le", "approx"]
    """The bound of the numerator: ≥ 60 in 120 villages is ≥ 0.5 a village."""
    formula: str
    """How it was made, with the figures: 60个 ÷ 120个行政村."""
    evidence: list[Evidence]
    """Numerator and denominator, where the plan states them."""


class NormalisedRow(Record):
    """A row of a view in which plans of unlike size can be compared."""

    code: str
    """Canonical indicator of the numerator, or the category for money."""
    label: str
    """Its Chinese name."""
    per: Literal["village", "township", "10000_yuan", "10000_people"]
    """What it is divided by."""
    unit: str
    """Unit of the quotient (个/村)."""
    cells: dict[str, NormalisedCell]
    """Plan id → figure; left out where the plan does not state both."""
    basis: str | None = None
    """Whose money it is divided by (中央财政), where all plans of the row state that; 来源口径不一 where they state unlike
    ones (the formula names each); null where no plan says who pays."""


class CandidateMention(Record):
    """One target of a candidate."""

    plan: str
    """Plan id."""
    text: str
    """The indicator as that plan words it."""
    evidence: Evidence
    """The sentence that states it."""


class FundBound(Record):
    """A bound on a share of the money (用于物流的比例不低于50%)."""

    plan: str
    """Plan id."""
    text: str
    """What the share is of, as the plan words it."""
    comparator: Literal["eq", "ge", "le", "approx", "range"]
    """As in a target."""
    value: Number
    """Percent."""
    value_max: Number | None
    """Upper end of a range, or null."""
    evidence: Evidence
    """The sentence that states it."""


class Candidate(Record):
    """An indicator without a code that at least two plans word alike: offered for the lexicon, never used in the matrix."""

    text: str
    """The shortest wording."""
    unit: str | None
    """Unit of its targets."""
    mentions: list[CandidateMention]
    """Where it stands, by plan."""


class Comparison(Record):
    """What several plans promise, side by side. Rows are in the order of the lexicons, plans in the order given."""

    schema_version: Literal["1.0"] = "1.0"
    """Version of this schema."""
    plans: list[ComparedPlan]
    """The plans."""
    indicators: list[IndicatorRow]
    """The matrix of canonical indicators."""
    funding: list[FundingRow]
    """Money by category and share."""
    units: list[UnitRow]
    """Who leads what, by function."""
    schedule: list[Stage]
    """Stages, by plan and date."""
    only_in: dict[str, list[str]]
    """Plan id → codes of indicators that no other plan has."""
    normalised: list[NormalisedRow] = Field(default_factory=list)
    """Views per village, per township, per 10,000 yuan, where the plans allow them."""
    totals: dict[str, FundingCell] = Field(default_factory=dict)
    """Plan id → the total of its money as the plan states it, the same wherever it does; share is null."""
    sources: list[FundingRow] = Field(default_factory=list)
    """Money by who pays (central, province, city, county, self), where the plan tells; it is the money of `funding` again."""
    candidates: list[Candidate] = Field(default_factory=list)
    """Indicators without a code that several plans share."""
    fund_bounds: list[FundBound] = Field(default_factory=list)
    """Bounds on shares of the money, by plan."""

    # Doors to the codec; each opens when it is used (docs/architecture.md).

    def to_json(self) -> str:
        """The compare JSON (schemas/compare.schema.json); the same plans always give the same text."""
        from planparse.codec import encode

        return encode(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> Comparison:
        """The comparison of a compare JSON. Raises ValueError for what is none."""
        from planparse.codec import read_json

        return cls.model_validate(read_json(text))
