"""Plans in the order of their columns in, the Comparison out."""

from __future__ import annotations

from collections.abc import Iterable

from planparse.comparison.candidates import candidates
from planparse.comparison.evidence import Source
from planparse.comparison.funding import bounds, by_payer, funding, totals
from planparse.comparison.matrix import indicators, only_in
from planparse.comparison.normalised import normalised
from planparse.comparison.schedule import schedule
from planparse.comparison.units import units
from planparse.errors import PlanparseError
from planparse.model.comparison import ComparedPlan, Comparison
from planparse.model.plan import Plan


def compare(plans: Iterable[Plan]) -> Comparison:
    """What plans promise, side by side; the ids of the columns are p1, p2 … in the order given."""
    given = list(plans)
    if not given:
        raise PlanparseError("no plan to compare", "compare", "give at least one plan")
    sources = {f"p{number}": Source(plan) for number, plan in enumerate(given, 1)}
    rows, money, stated, paid = indicators(sources), funding(sources), totals(sources), by_payer(sources)
    return Comparison(
        plans=[_column(key, source.plan) for key, source in sources.items()],
        indicators=rows, funding=money, units=units(sources), schedule=schedule(sources),
        only_in=only_in(rows, list(sources)), normalised=normalised(sources, rows, money, stated, paid), totals=stated,
        sources=paid, candidates=candidates(sources), fund_bounds=bounds(sources))


def _column(key: str, plan: Plan) -> ComparedPlan:
    meta = plan.metadata
    return ComparedPlan(id=key, name=plan.source.name, title=meta.title.value or meta.notice_title.value,
                        region=meta.region.value, province=meta.province.value, division_code=meta.division_code.value,
                        period=meta.period.value, doc_number=meta.doc_number.value, sha256=plan.source.sha256)
