"""Plans in, their money by category and share, by payer, and the totals they state out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from planparse.comparison.bases import PAYERS
from planparse.comparison.evidence import Source
from planparse.comparison.findings import messages
from planparse.comparison.spending import counted, payers, same, total_of, words_of, yearly
from planparse.lexicon.funding import categories, tied_categories
from planparse.model.comparison import FundBound, FundingCell, FundingRow
from planparse.model.plan import BudgetLine, Plan

OTHER = "other"
_OTHER_LABEL = "其他"
_CENT = Decimal("0.01")
#: Words of a target that bounds a share of the money.
_SHARE_OF = re.compile("资金|经费|投入|投资|支出|使用比例|补助比例|(?:投向|用于).*比例")


def funding(sources: dict[str, Source]) -> list[FundingRow]:
    """Money by category, in the order of the lexicon."""
    labels = [*((entry.code, entry.label) for entry in categories()), (OTHER, _OTHER_LABEL)]
    cells: dict[str, dict[str, FundingCell]] = {code: {} for code, _ in labels}
    for plan, source in sources.items():
        lines = counted(source.plan)
        whole = _whole(source, lines)
        sorted_out: dict[str, list[BudgetLine]] = {}
        for line in lines:
            sorted_out.setdefault(_category(source, line), []).append(line)
        for code, held in sorted_out.items():
            cells[code][plan] = _cell(source, held, whole)
    return [FundingRow(category=code, label=label, cells=cells[code]) for code, label in labels if cells[code]]


def by_payer(sources: dict[str, Source]) -> list[FundingRow]:
    """Money by who pays."""
    cells: dict[str, dict[str, FundingCell]] = {code: {} for code, _ in PAYERS}
    for plan, source in sources.items():
        lines = payers(source.plan)
        whole = _all_payers(source, lines)
        for code, _ in PAYERS:
            if held := [line for line in lines if line.source == code]:
                cells[code][plan] = _cell(source, held, whole)
    return [FundingRow(category=code, label=label, cells=cells[code]) for code, label in PAYERS if cells[code]]


def totals(sources: dict[str, Source]) -> dict[str, FundingCell]:
    """The total each plan states."""
    stated = {plan: total_of(source.plan) for plan, source in sources.items()}
    return {plan: FundingCell(amount=lines[0].amount, share=None, evidence=[sources[plan].of(line) for line in lines],
                              checks=messages(sources[plan].plan, lines))
            for plan, lines in stated.items() if lines}


def bounds(sources: dict[str, Source]) -> list[FundBound]:
    """The bounds that plans set on shares of their money."""
    return [FundBound(plan=plan, text=target.indicator.text, comparator=target.comparator, value=target.value,
                      value_max=target.value_max, evidence=source.of(target))
            for plan, source in sources.items() for target in source.plan.targets
            if target.kind == "limit" and target.unit == "%" and target.comparator in ("ge", "le", "range")
            and _SHARE_OF.search(words_of(target.indicator.text))]


def _whole(source: Source, lines: Sequence[BudgetLine]) -> Decimal | None:
    """What shares are shares of; None for nothing, for more than the plan says there is, and for money by the year."""
    whole = sum((line.amount for line in lines), Decimal(0))
    stated = total_of(source.plan)
    if whole <= 0 or (stated and whole > stated[0].amount) or any(yearly(source.plan, line) for line in lines):
        return None
    return whole


def _all_payers(source: Source, lines: Sequence[BudgetLine]) -> Decimal | None:
    """What shares of payers are shares of: the stated total, else the account where each line has a payer."""
    if _whole(source, lines) is None:
        return None
    stated = total_of(source.plan)
    if stated:
        return stated[0].amount
    return _whole(source, lines) if all(line in lines for line in counted(source.plan)) else None


def _cell(source: Source, lines: Sequence[BudgetLine], whole: Decimal | None) -> FundingCell:
    amount = sum((line.amount for line in lines), Decimal(0))
    share = None if whole is None else (amount * 100 / whole).quantize(_CENT, ROUND_HALF_EVEN)
    return FundingCell(amount=amount, share=share, evidence=[source.of(line) for line in lines],
                       checks=messages(source.plan, lines))


def _category(source: Source, line: BudgetLine) -> str:
    """The category of a line's purpose; where it tells none, of its row, then of the sections it stands in.

    Where its words tell two alike, the sections decide: its own, or those of the prose that says the same of it.
    """
    headings = _headings(source.plan, line.section)
    for words in [line.purpose.text, *_beside(source, line), *headings]:
        tied = tied_categories(words_of(words))
        if len(tied) > 1:
            told = [*headings, *(title for one in source.plan.budget if one.table is None and same(one, line)
                                 for title in _headings(source.plan, one.section))]
            decided = (tied_categories(words_of(title))[:2] for title in told)
            return next((one[0] for one in decided if len(one) == 1 and one[0] in tied), tied[0])
        if tied:
            return tied[0]
    return OTHER


def _beside(source: Source, line: BudgetLine) -> list[str]:
    """The other cells of a line's row and the caption of its table."""
    if line.table is None:
        return []
    captions = [table.caption for table in source.plan.table_records if table.id == line.table and table.caption]
    return [*source.of(line).sentence.split(" ｜ "), *captions]


def _headings(plan: Plan, section: str | None) -> list[str]:
    """The titles of a section and of those above it."""
    sections = {one.id: one for one in plan.sections}
    said, seen = [], set[str]()
    while section in sections and section not in seen:
        seen.add(section)
        if title := sections[section].title:
            said.append(title)
        section = sections[section].parent
    return said
