"""The money of plans in, what their figures can be divided by out: like by like, each base with its name.

A total that holds what enterprises raise is not the money of one treasury. Where several plans have most of their money from
one payer, and state it, they are divided by that; the others by the totals they state, which say who pays as far as the plan tells.

>>> grouped({"p1": {"central": 1}, "p2": {"central": 2, "self": 3}, "p3": {}})
{'central': ['p1', 'p2'], None: ['p3']}
>>> grouped({"p1": {"central": 1}, "p2": {"city": 2}})
{None: ['p1', 'p2']}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planparse.comparison.spending import total_of
from planparse.model.comparison import Evidence, FundingCell, FundingRow
from planparse.model.plan import Plan
from planparse.text import labels

PAYERS = (("central", "中央财政"), ("province", "省级财政"), ("city", "市级财政"), ("county", "县级财政"), ("self", "自筹资金"))
_SELF = "self"
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Base:
    """An amount of money, what it is called behind its figure, and where the plan states it."""

    yuan: Decimal
    name: str
    evidence: list[Evidence]

    def shown(self, unnamed: str = "") -> str:
        """1910万元（中央财政）; `unnamed` where the plan does not tell whose."""
        name = self.name or unnamed
        return f"{labels.plain(self.yuan / _TEN_THOUSAND)}万元" + (f"（{name}）" if name else "")


def paid(plan: str, of: Plan, sources: Sequence[FundingRow], totals: Mapping[str, FundingCell]) -> dict[str, Base]:
    """Payer → its money, as far as a plan tells it without contradiction."""
    names = dict(PAYERS)
    found = {row.category: Base(row.cells[plan].amount, row.label, row.cells[plan].evidence) for row in sources
             if plan in row.cells and row.cells[plan].share is not None and row.cells[plan].amount > 0}
    payers = {line.source for line in total_of(of)}
    payer = payers.pop() if len(payers) == 1 else None
    if not found and payer is not None and plan in totals and totals[plan].amount > 0:
        found[payer] = Base(totals[plan].amount, names[payer], totals[plan].evidence)
    return found


def whole(total: FundingCell | None, payers: Mapping[str, Base]) -> Base | None:
    """The total a plan states, with the words that say whose money it is."""
    if total is None or total.amount <= 0:
        return None
    return Base(total.amount, _named(total.amount, payers), list(total.evidence[:1]))


def _named(yuan: Decimal, payers: Mapping[str, Base]) -> str:
    """Whose money a total is."""
    if not payers:
        return ""
    if (raised := payers.get(_SELF)) is not None and raised.yuan < yuan:
        return f"含自筹资金{labels.plain(raised.yuan / _TEN_THOUSAND)}万元"
    if sum((base.yuan for base in payers.values()), Decimal(0)) != yuan:
        return "来源未全部载明"
    return next(iter(payers.values())).name if len(payers) == 1 else "各级财政资金"


def main(payers: Mapping[str, Base], total: Base | None) -> dict[str, Base]:
    """The payers of half the money or more: the others pay too little of it for figures to be divided by theirs."""
    yuan = total.yuan if total is not None else sum((base.yuan for base in payers.values()), Decimal(0))
    return {payer: base for payer, base in payers.items() if 2 * base.yuan >= yuan}


def grouped(stated: Mapping[str, Mapping[str, object]]) -> dict[str | None, list[str]]:
    """Payer → the plans that all state its money, the payer of most plans; None → those divided by their totals."""
    holders = {payer: [plan for plan, payers in stated.items() if payer in payers] for payer, _ in PAYERS if payer != _SELF}
    payer = max(holders, key=lambda one: len(holders[one]))
    if len(holders[payer]) < 2:
        return {None: list(stated)}
    rest = [plan for plan in stated if plan not in holders[payer]]
    return {payer: holders[payer], None: rest} if rest else {payer: holders[payer]}
