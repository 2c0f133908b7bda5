"""Any text in, the quantities and time expressions its words state out, with their places in that very text.

>>> [(one.quote, one.comparator, str(one.value), one.unit) for one in quantities("建成站点６０ 个以上。")]
[('６０ 个以上', 'ge', '60', '个')]
>>> [(one.quote, one.start, one.end) for one in periods("2021 年 11 月至 2022 年 8 月实施。")]
[('2021 年 11 月至 2022 年 8 月', '2021-11-01', '2022-08-31')]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planparse.extract import period, quantity
from planparse.model.flow import Flow
from planparse.model.span import Span
from planparse.readers.plain import from_text
from planparse.structure.layout import paragraphs
from planparse.text.flow import build_flow


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A number with its bound words and unit; the fields mean what they mean in a target of the plan JSON."""

    span: Span
    quote: str
    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    per: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A time expression; the fields mean what they mean in a deadline of the plan JSON (ISO dates, open side None)."""

    span: Span
    quote: str
    start: str | None
    end: str | None
    relation: str
    duration: str | None
    rule: str


def quantities(text: str) -> list[FoundQuantity]:
    """All quantities of a text in reading order, whether a plan commits anybody to them or not."""
    flow = flow_of(text)
    found = []
    for one in quantity.quantities(flow.text):
        span = flow.span(one.start, one.end)
        found.append(FoundQuantity(span, text[slice(*span)], one.comparator, one.value, one.value_max, one.unit, one.per,
                                   one.rule))
    return found


def periods(text: str, *, reference: date | None = None) -> list[FoundPeriod]:
    """All time expressions of a text in reading order.

    `reference` gives the year of an expression that has none of its own and none in front of it (6月底前);
    without it such expressions are left out. The clock is never asked.
    """
    flow = flow_of(text)
    found = []
    for one in period.periods(flow.text, reference=reference):
        span = flow.span(one.start, one.end)
        found.append(FoundPeriod(span, text[slice(*span)], _iso(one.first), _iso(one.last), one.relation, one.duration,
                                 one.rule))
    return found


def flow_of(text: str) -> Flow:
    """The flow of a text by itself: its lines joined to paragraphs as those of a plan are."""
    pieces, _ = paragraphs(from_text(text, "text"))
    return build_flow(text, pieces)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
