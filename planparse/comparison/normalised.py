"""Plans and their matrix in, views in which counties of unlike size can be compared out.

Divided is only what the plan itself states: its own villages, townships, people and total of money. Where it states
two figures for one thing, nothing is divided. Money of unlike payers is no base for one row (`bases`).

>>> quotient(Decimal(60), Decimal(120)), quotient(Decimal(2), Decimal(3))
(Decimal('0.5'), Decimal('0.6667'))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import pairwise
from typing import Literal

from planparse.comparison.bases import Base, grouped, main, paid, whole
from planparse.comparison.counts import sizes
from planparse.comparison.evidence import Source
from planparse.lexicon.units import units
from planparse.model.comparison import (
    Evidence,
    FundingCell,
    FundingRow,
    IndicatorCell,
    IndicatorRow,
    NormalisedCell,
    NormalisedRow,
)
from planparse.text import labels

Per = Literal["village", "township", "10000_yuan", "10000_people"]
_NAMES: dict[Per, str] = {"village": "村", "township": "乡镇", "10000_yuan": "万元", "10000_people": "万人"}
_SHOWN: dict[Per, str] = {"village": "个行政村", "township": "个乡镇", "10000_people": "万人"}
_TEN_THOUSAND = Decimal(10_000)
_FOUR = Context(prec=4, rounding=ROUND_HALF_EVEN)
_TOTAL, _TOTAL_LABEL = "total", "资金总额"
_UNLIKE, _UNTOLD = "来源口径不一", "来源未载明"


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a plan's figures are divided by."""

    value: Decimal
    shown: str
    evidence: list[Evidence]


def quotient(value: Decimal, whole: Decimal) -> Decimal:
    """Four significant digits, half to even, without zeros that say nothing."""
    found = _FOUR.divide(value, whole)
    return Decimal(labels.plain(found))


def normalised(sources: dict[str, Source], rows: Sequence[IndicatorRow], money: Sequence[FundingRow],
               totals: dict[str, FundingCell], payers: Sequence[FundingRow]) -> list[NormalisedRow]:
    """Rows in the order of the matrix for each of the four, money last."""
    wholes = {plan: _wholes(source) for plan, source in sources.items()}
    stated = {plan: paid(plan, source.plan, payers, totals) for plan, source in sources.items()}
    all_of = {plan: base for plan in sources if (base := whole(totals.get(plan), stated[plan])) is not None}
    payer = {plan: main(held, all_of.get(plan)) for plan, held in stated.items()}
    found: list[NormalisedRow] = []
    for per in _NAMES:
        if per == "10000_yuan":
            found += [made for row in rows for made in _by_money(row, payer, all_of)]
            continue
        divided = {plan: held[per] for plan, held in wholes.items() if per in held}
        found += [made for row in rows if (made := _counted(row, per, divided)) is not None]
        spent = [FundingRow(category=_TOTAL, label=_TOTAL_LABEL, cells=totals), *money]
        found += [made for line in spent if (made := _spent(line, per, divided, all_of)) is not None]
    return found


def _wholes(source: Source) -> dict[Per, _Whole]:
    """What one plan can be divided by, money apart."""
    wholes: dict[Per, _Whole] = {}
    stated = sizes(source.plan)
    for size, per, factor in (("village", "village", 1), ("township", "township", 1), ("people", "10000_people", 10_000)):
        if (one := stated.get(size)) is not None:
            value = one.value / factor
            evidence = source.sentence(size, one.span, None)
            wholes[per] = _Whole(value, labels.plain(value) + _SHOWN[per], [evidence])  # type: ignore[index]
    return wholes


def _by_money(row: IndicatorRow, stated: dict[str, dict[str, Base]], all_of: dict[str, Base]) -> Iterator[NormalisedRow]:
    """A row for the plans that state the money of one payer, and one for those that have but a total."""
    parts = grouped({plan: stated[plan] for plan, promised in row.cells.items()
                     if _figure(promised) is not None and (stated[plan] or plan in all_of)})
    for payer, plans in parts.items():
        bases = {plan: stated[plan][payer] if payer else all_of[plan] for plan in plans if payer or plan in all_of}
        names = {base.name for base in bases.values()}
        unnamed = _UNTOLD if len(names) > 1 else ""
        divided = {plan: _Whole(base.yuan / _TEN_THOUSAND, base.shown(unnamed), base.evidence) for plan, base in bases.items()}
        if (made := _counted(row, "10000_yuan", divided)) is not None:
            yield made.model_copy(update={"basis": _UNLIKE if len(names) > 1 else next(iter(names)) or None})


def _counted(row: IndicatorRow, per: Per, divided: dict[str, _Whole]) -> NormalisedRow | None:
    """A row of counts or amounts, divided; None where no plan allows it or it would say nothing."""
    kind = units().get(row.unit or "", "count")
    if row.kind != "goal" or row.growth or row.per is not None or kind not in ("count", "money") or not _fits(row.code, per):
        return None
    factor, unit = (_TEN_THOUSAND, "万元") if kind == "money" else (Decimal(1), row.unit or "")
    cells = {}
    for plan, promised in row.cells.items():
        base, one = divided.get(plan), _figure(promised)
        if base is None or one is None:
            continue
        value = one.value / factor
        written = unit if kind == "money" else one.unit or unit
        cells[plan] = NormalisedCell(value=quotient(value, base.value), comparator=one.comparator,
                                     formula=f"{labels.COMPARATORS[one.comparator]}{labels.plain(value)}{written} ÷ {base.shown}",
                                     evidence=[one.evidence, *base.evidence])
    if not cells:
        return None
    return NormalisedRow(code=row.code, label=row.label, per=per, unit=f"{unit}/{_NAMES[per]}", cells=cells)


def _figure(promised: Sequence[IndicatorCell]) -> IndicatorCell | None:
    """The figure of a cell that can be divided."""
    one = _final(promised)
    return None if one is None or one.comparator == "range" else one


def _fits(code: str, per: Per) -> bool:
    """What a county has one of is not divided; what each village has is not told per township."""
    level = code.rpartition(".")[2]
    return level != "county" and not (per == "township" and level in ("village", "poor_village")) and not (
        per == "village" and level == "township")


def _final(promised: Sequence[IndicatorCell]) -> IndicatorCell | None:
    """The one promise of a cell, or the last of a series that grows with its dates; None where the plan says two things."""
    if len(promised) == 1:
        return promised[0]
    dated = [(one.deadline.end, one) for one in promised if one.deadline is not None and one.deadline.end is not None]
    if len({end for end, _ in dated}) != len(promised):
        return None
    ordered = [one for _, one in sorted(dated, key=lambda pair: pair[0])]
    grows = all(one.value <= other.value for one, other in pairwise(ordered))
    return ordered[-1] if grows else None


def _spent(line: FundingRow, per: Per, divided: dict[str, _Whole], all_of: dict[str, Base]) -> NormalisedRow | None:
    """Money per village, township or 10,000 people."""
    cells = {}
    for plan, cell in line.cells.items():
        if (base := divided.get(plan)) is None:
            continue
        value = cell.amount / _TEN_THOUSAND
        shown = all_of[plan].shown() if line.category == _TOTAL and plan in all_of else f"{labels.plain(value)}万元"
        cells[plan] = NormalisedCell(value=quotient(value, base.value), comparator="eq", formula=f"{shown} ÷ {base.shown}",
                                     evidence=[*cell.evidence, *base.evidence])
    return NormalisedRow(code=line.category, label=line.label, per=per, unit=f"万元/{_NAMES[per]}", cells=cells) if cells else None
