"""Mentions: what the words say at one place, before anybody asks whom it binds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of `Flow.text` that a rule read. `rule` is a path such as `period/by-year-end`."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity(Mention):
    """A number with its bound words and unit: 不少于2000平方米, 20%以上, 每周3次."""

    comparator: str               # eq | ge | le | approx | range
    value: Decimal
    value_max: Decimal | None
    unit: str | None              # base unit, multiplier resolved (31亿元 → 元)
    unit_written: str | None      # as written, multiplier included (亿元)
    per: str | None               # day | week | month | quarter | half_year | year | P2D …
    number_start: int             # the number itself, without bound words: [number_start, number_end)
    number_end: int


@dataclass(frozen=True, slots=True)
class Period(Mention):
    """A time expression with its relation words: 到2023年底, 2021年11月至2022年8月, 30日内."""

    first: date | None
    last: date | None
    relation: str                 # by | during | within
    duration: str | None          # ISO 8601, for `within`


@dataclass(frozen=True, slots=True)
class Party:
    """One unit in a responsibility: `name` has the level prefix put back, `written` has not."""

    start: int
    end: int
    name: str
    written: str
    role: str | None              # lead | support
    kind: str                     # department | government | township | enterprise | organisation | collective
    function: str | None          # canonical function of lexicons/, e.g. commerce, finance


@dataclass(frozen=True, slots=True)
class Assignment(Mention):
    """A statement that names who is responsible. `cue`: the label word, or "narrative"."""

    cue: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Citation(Mention):
    """A cited document. `issuers` as named in front of or inside the title."""

    title: str | None
    doc_number: str | None
    year: int | None
    issuers: tuple[str, ...]
