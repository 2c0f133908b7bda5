"""Amounts the plan allots: prose and money cells in, budget lines out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from planparse.assemble.place import place
from planparse.assemble.scope import Scope, Scoped, ancestors, heading_of
from planparse.assemble.table_budget import table_budget
from planparse.extract.funding import Funding, funding, is_generic, is_project_money
from planparse.model.plan import BudgetLine, Phrase
from planparse.model.structure import Reading

_FAR = 80
_NEAR = 40                        # characters between a sum and its parts
_WHOLE = re.compile(r"项目|专项资金|本(?:行动|方案|计划|工程)|总|共")
_WITHIN = re.compile(r"[^；;\n]{0,40}[，。,]其中")
_YEAR_ONLY = re.compile(r"20\d\d年度?")


def budget(reading: Reading, scope: Scope) -> list[BudgetLine]:
    """The lines of prose and tables; they get their order with their ids."""
    prose = _of_the_whole([_line(reading, scope, one) for one in scope.scoped if one.role == "budget"])
    tables = table_budget(reading)
    return [_with_role(reading.document.text, line, prose, tables) for line in prose] + tables


def _with_role(text: str, line: BudgetLine, prose: list[BudgetLine], tables: list[BudgetLine]) -> BudgetLine:
    """A sum named in prose is the total only if no amount is larger; an amount equal to the tables' total is it."""
    largest = max(other.amount for other in prose + tables)
    if any(other.role == "total" and other.amount == line.amount for other in tables):
        return line.model_copy(update={"role": "total"})
    sums = {other.amount for other in tables if other.role == "subtotal"}
    lines = {other.amount for other in tables if other.role == "item"}
    if not tables and len(prose) == 1 and "每" not in line.quote and is_project_money(line.purpose.text):
        return line.model_copy(update={"role": "total"})
    if line.amount == largest and _WHOLE.search(line.purpose.text) and _is_sum_of_parts(line, prose):
        return line.model_copy(update={"role": "total"})
    if line.amount in sums - lines or (
            line.role == "item" and _WITHIN.match(text, line.span.end) and _is_sum_of_parts(line, prose, by_payer=False)):
        return line.model_copy(update={"role": "subtotal"})
    if line.role == "total" and line.amount < largest:
        return line.model_copy(update={"role": "subtotal" if _has_parts(line, prose) else "item"})
    return line


def _has_parts(line: BudgetLine, prose: list[BudgetLine]) -> bool:
    """Whether a smaller amount stands close behind: 总投资4200万元，其中省级补助260万元."""
    return any(0 <= other.span.start - line.span.end <= _NEAR and other.amount < line.amount for other in prose)


def _is_sum_of_parts(line: BudgetLine, prose: list[BudgetLine], by_payer: bool = True) -> bool:
    """Whether the lines of the prose right behind add up to this one (9000万元，其中2024年2600万元、…).

    Without `by_payer` shares of payers (其中省级资金500万元) are no parts.
    """
    total, at = Decimal(0), line.span.end
    for other in prose[next(at for at, one in enumerate(prose) if one is line) + 1:]:
        if other.span.start - at > _FAR or not (by_payer or other.source is None):
            return False
        total, at = total + other.amount, other.span.end
        if total >= line.amount:
            return total == line.amount
    return False


def _of_the_whole(lines: list[BudgetLine]) -> list[BudgetLine]:
    """Parts that only a year names have the purpose and the payer of the sum in front."""
    found: list[BudgetLine] = []
    whole: BudgetLine | None = None
    for line in lines:
        if not line.rule.startswith("budget/part:"):
            whole = line
        elif whole is not None and _YEAR_ONLY.fullmatch(line.purpose.text):
            line = line.model_copy(update={"purpose": whole.purpose, "source": line.source or whole.source})
        found.append(line)
    return found


def _line(reading: Reading, scope: Scope, scoped: Scoped) -> BudgetLine:
    one = scoped.quantity
    said = funding(reading.flow.text, one, scoped.sentence)
    role: Literal["item", "subtotal", "total"] = "total" if said.total else "item"
    source: Literal["central", "province", "city", "county", "self"] | None = said.source  # type: ignore[assignment]
    start = one.start if one.per is None else one.number_start
    return BudgetLine(**place(reading, start, one.end), rule=f"budget/{scoped.by}:{one.rule}", amount=one.value,
                      unit_written=_unit_written(reading, scoped), purpose=_purpose(reading, scoped, said), role=role,
                      source=source)


def _unit_written(reading: Reading, scoped: Scoped) -> str | None:
    """The unit as printed behind the digits: 万元, 亿元, 万."""
    words = (scoped.quantity.unit_written or "").lstrip("0123456789.,")
    return words or None


def _purpose(reading: Reading, scoped: Scoped, said: Funding) -> Phrase:
    if said.start is not None and said.end is not None:
        span = reading.flow.span(said.start, said.end)
        return Phrase(text="".join(reading.document.text[span.start:span.end].split()), span=span)
    titles = [one.title for one in ancestors(reading, heading_of(reading, scoped.quantity.number_start)) if one.title]
    return Phrase(text=next((title for title in titles if not is_generic(title)), titles[0] if titles else ""), span=None)
