"""Plans in, their money by category and share, by payer, and the totals they state out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from planparse.comparison.evidence import Source
from planparse.comparison.spending import counted, payers, total_of, words_of, yearly
from planparse.lexicon.funding import categories, category_of
from planparse.model.comparison import FundingCell, FundingRow
from planparse.model.plan import BudgetLine

OTHER = "other"
_OTHER_LABEL = "其他"
_PAYERS = (("central", "中央财政"), ("province", "省级财政"), ("city", "市级财政"), ("county", "县级财政"), ("self", "自筹资金"))
_CENT = Decimal("0.01")


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
    cells: dict[str, dict[str, FundingCell]] = {code: {} for code, _ in _PAYERS}
    for plan, source in sources.items():
        lines = payers(source.plan)
        whole = _all_payers(source, lines)
        for code, _ in _PAYERS:
            if held := [line for line in lines if line.source == code]:
                cells[code][plan] = _cell(source, held, whole)
    return [FundingRow(category=code, label=label, cells=cells[code]) for code, label in _PAYERS if cells[code]]


def totals(sources: dict[str, Source]) -> dict[str, FundingCell]:
    """The total each plan states."""
    stated = {plan: total_of(source.plan) for plan, source in sources.items()}
    return {plan: FundingCell(amount=lines[0].amount, share=None, evidence=[sources[plan].of(line) for line in lines])
            for plan, lines in stated.items() if lines}


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
    return FundingCell(amount=amount, share=share, evidence=[source.of(line) for line in lines])


def _category(source: Source, line: BudgetLine) -> str:
    """The category of a line's purpose; where it tells none, of its row, then of the sections it stands in."""
    for words in _about(source, line):
        if (code := category_of(words_of(words))) is not None:
            return code
    return OTHER


def _about(source: Source, line: BudgetLine) -> list[str]:
    plan = source.plan
    said = [line.purpose.text]
    if line.table is not None:
        said += source.of(line).sentence.split(" ｜ ")
        said += [table.caption for table in plan.table_records if table.id == line.table and table.caption]
    sections = {section.id: section for section in plan.sections}
    at, seen = line.section, set[str]()
    while at in sections and at not in seen:
        seen.add(at)
        if title := sections[at].title:
            said.append(title)
        at = sections[at].parent
    return said
