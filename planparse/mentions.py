"""Any text in, the quantities and time expressions its words state out, with their places in that very text.

>>> [(one.quote, one.comparator, str(one.value), one.unit) for one in quantities("建成站点６０ 个以上。")]
[('６０ 个以上', 'ge', '60', '个')]
>>> [(one.quote, one.start, one.end) for one in periods("2021 年 11 月至 2022 年 8 月实施。")]
[('2021 年 11 月至 2022 年 8 月', '2021-11-01', '2022-08-31')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planparse.extract import period, quantity
from planparse.model.document import BlockKind
from planparse.model.flow import Flow
from planparse.model.span import Span
from planparse.readers.plain import from_text
from planparse.structure.layout import paragraphs
from planparse.structure.tabs import with_tables
from planparse.text.flow import Piece, build_flow
from planparse.text.fold import simplify

#: Where a free text is cut: cells, empty lines, line ends behind a full stop or in front of a number of its own, and
#: between figures that stand under each other. Any other line end may be a margin.
_CUT = re.compile(
    r"\t+|(?:[ \u3000]*\r?\n){2,}|(?<=[。；;：:！!？?])[ \u3000]*\r?\n"
    r"|\r?\n(?=[ \u3000]*(?:[(（](?:[一二三四五六七八九十]+|\d+)[)）]|[一二三四五六七八九十]+、|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十\d]+[条章]))"
    r"|(?<![^\r\n]{15})(?<=\d)\r?\n(?=\d)")


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
    return quantities_in(_free(text), text, free=True)


def periods(text: str, *, reference: date | None = None) -> list[FoundPeriod]:
    """All time expressions of a text in reading order.

    `reference` gives the year of an expression that has none of its own and none in front of it (6月底前), and the
    day that 明天, 下周三, 近三年 count from; without it such expressions are left out. The clock is never asked.
    """
    return periods_in(_free(text), text, reference, free=True)


def quantities_in(flow: Flow, text: str, *, free: bool = False) -> list[FoundQuantity]:
    """The quantities of a flow, with their places in its text; `free` where it need not be a plan's."""
    found = []
    for one in quantity.quantities(simplify(flow.text) if free else flow.text, free=free):
        span = flow.span(one.start, one.end)
        found.append(FoundQuantity(span, text[slice(*span)], one.comparator, one.value, one.value_max, one.unit, one.per,
                                   one.rule))
    return found


def periods_in(flow: Flow, text: str, reference: date | None = None, *, free: bool = False) -> list[FoundPeriod]:
    """The time expressions of a flow, with their places in its text; `free` where it need not be a plan's."""
    found = []
    for one in period.periods(simplify(flow.text) if free else flow.text, reference=reference, free=free):
        span = flow.span(one.start, one.end)
        found.append(FoundPeriod(span, text[slice(*span)], _iso(one.first), _iso(one.last), one.relation, one.duration,
                                 one.rule))
    return found


def flow_of(text: str) -> Flow:
    """The flow of a plan's text: its lines joined to paragraphs as the pipeline joins them."""
    pieces, _ = paragraphs(with_tables(from_text(text, "text")))
    return build_flow(text, pieces)


def _free(text: str) -> Flow:
    """The flow of any text, a sentence or a page: nothing is a heading, nothing is left out."""
    pieces, start = [], 0
    for cut in (*_CUT.finditer(text), None):
        end = cut.start() if cut else len(text)
        pieces.append(Piece((Span(start, end),), BlockKind.PARAGRAPH))
        start = cut.end() if cut else end
    return build_flow(text, pieces)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
