"""A plan's budget lines in, those that can be added up without counting money twice out.

A plan tells its money several times: in prose and in a table, as parts and as sums, by purpose, by payer and by year.
Counted are the items that say what the money is for; which of several accounts is taken, the stated total decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, product

from rapidfuzz import fuzz

from planparse.lexicon.funding import category_of, names_payer
from planparse.model.plan import BudgetLine, Plan
from planparse.text.flow import SPACE
from planparse.text.fold import fold

_ALIKE = 80
_REACH = 16
_NOTHING = Decimal(0)
_YEAR = re.compile(r"\d{4}年度?(?:安排|投入|下达)?(?:资金)?$")
_YEARLY = re.compile(r"每年[^,。;、]*$|年均[^,。;、]*$")


def words_of(text: str) -> str:
    """Folded, without white space."""
    return SPACE.sub("", fold(text))


def total_of(plan: Plan) -> list[BudgetLine]:
    """The lines that state the plan's total; [] where they state none or not the same."""
    stated = [line for line in plan.budget if line.role == "total" and line.year is None and line.source is None]
    stated = stated or [line for line in plan.budget if line.role == "total" and line.year is None]
    most = max((line.amount for line in stated), default=_NOTHING)
    told = [line for line in stated if line.table is None or line.amount == most]      # 合计 under each payer's column
    return told if len({line.amount for line in told}) == 1 else []


def counted(plan: Plan) -> list[BudgetLine]:
    """The lines that are added up: one account of the money, by purpose, as finely as the plan tells it."""
    total = next((line.amount for line in total_of(plan)), None)
    tables = [list(_of_table(plan, lines, total)) for lines in _tables(plan)]
    tables = [lines for lines in tables if lines]
    prose = list(_of_prose(plan))
    return finer(plan, _account(plan, total, tables, prose), prose)


def _account(plan: Plan, total: Decimal | None, tables: list[list[BudgetLine]], prose: list[BudgetLine]) -> list[BudgetLine]:
    """The account that makes the stated total, else that of the tables, else that of prose."""
    accounts = [_joined(tables), prose, *tables, [*_joined(tables), *_new(prose, tables)]]
    for account in accounts:
        if account and total is not None and _sum(account) == total:
            return account
    if not tables:
        return prose
    unlike = [next(alike) for _, alike in groupby(sorted(tables, key=_sum), _sum)]      # the same money in two tables
    return [line for line in plan.budget if any(line in lines for lines in unlike)]


def finer(plan: Plan, account: Sequence[BudgetLine], prose: Sequence[BudgetLine]) -> list[BudgetLine]:
    """An account in which items of one part of the prose that follow each other stand for the table's item they make."""
    parents = {section.id: section.parent for section in plan.sections}
    kept = list(account)
    for line in account:
        if line.table is None:
            continue
        runs = [run for first in range(len(prose)) if len(run := _run(prose, first, line.amount)) > 1]
        parts = [prose[at] for at in runs[0]] if len(runs) == 1 else []
        if parts and _of_one_part(parts, parents) and not any(same(one, other) for one in parts for other in kept):
            at = kept.index(line)
            kept[at:at + 1] = parts
    return kept


def _of_one_part(lines: Sequence[BudgetLine], parents: dict[str, str | None]) -> bool:
    """Whether lines stand in one section, or in sections next to each other under one heading."""
    sections = {line.section for line in lines}
    above = {parents.get(section or "") for section in sections}
    return len(sections) == 1 or (len(above) == 1 and None not in above)


def payers(plan: Plan) -> list[BudgetLine]:
    """The lines that tell who pays: those of prose that name only payers and make the total, else those of the account."""
    prose = _once([line for line in plan.budget if line.role == "item" and line.table is None
                   and names_payer(words_of(line.purpose.text))])
    stated = total_of(plan)
    if stated:
        run = next((run for first in range(len(prose)) if (run := _run(prose, first, stated[0].amount))), None)
        if run is not None:
            return [prose[at] for at in run]
    held = [line for line in (prose or counted(plan)) if line.source is not None]
    return [] if stated and _sum(held) > stated[0].amount else held


def _sum(lines: Iterable[BudgetLine]) -> Decimal:
    return sum((line.amount for line in lines), _NOTHING)


def _joined(tables: Sequence[Sequence[BudgetLine]]) -> list[BudgetLine]:
    return [line for lines in tables for line in lines]


def _tables(plan: Plan) -> Iterator[list[BudgetLine]]:
    """The money of each table, in reading order."""
    order = {line.table: None for line in plan.budget if line.table is not None}
    for table in order:
        yield [line for line in plan.budget if line.table == table]


def _of_table(plan: Plan, lines: Sequence[BudgetLine], total: Decimal | None) -> Iterator[BudgetLine]:
    """The items of one table, each once; a group told only as a sum counts where that makes the sum of the table."""
    items: list[BudgetLine] = []
    for _, row in groupby((line for line in lines if line.role == "item"), key=lambda line: line.row):
        items += _once_in_row(list(row))
    items = [line for line in items if not names_payer(words_of(line.purpose.text))]
    groups = [line for line in lines if line.role == "subtotal" and line.purpose.text and not _covered(line, items)]
    sums = {line.amount for line in lines if line.role == "total"} | ({total} if total is not None else set())
    if groups and _sum(items) not in sums and (_sum(items) + _sum(groups) in sums or not items):
        items = sorted([*items, *groups], key=lambda line: line.span)
    yield from items


def _once_in_row(row: list[BudgetLine]) -> list[BudgetLine]:
    """A row's whole, if it has one beside what it is made of; else what is told by payer rather than by year."""
    whole = [line for line in row if line.source is None and line.year is None]
    parts = [line for line in row if line not in whole]
    if whole and parts and _sum(whole) in (_sum(parts), *(_sum([one for one in parts if wanted(one)]) for wanted in (_by_payer, _by_year))):
        return whole
    if len(whole) == 1 and parts and whole[0].amount >= _sum(parts) and all(_by_year(one) for one in parts):
        return whole
    return [line for line in row if line.year is None] or row


def _by_payer(line: BudgetLine) -> bool:
    return line.source is not None


def _by_year(line: BudgetLine) -> bool:
    return line.year is not None


def _covered(group: BudgetLine, items: Sequence[BudgetLine]) -> bool:
    """Whether items that follow each other make the sum of a group."""
    amounts = [line.amount for line in items]
    for first in range(len(amounts)):
        summed = _NOTHING
        for amount in amounts[first:]:
            summed += amount
            if summed == group.amount:
                return True
    return False


def _of_prose(plan: Plan) -> list[BudgetLine]:
    """The items of prose that name a purpose, each once, without parts of parts and without parts by year."""
    items = _once([line for line in plan.budget if line.role == "item" and line.table is None
                   and not names_payer(words_of(line.purpose.text))])
    sums = {line.amount for line in plan.budget if line.role != "item"}
    gone: set[int] = set()
    for first, line in enumerate(items):
        run = _run(items, first + 1, line.amount)
        if run and len(run) > 1 and category_of(words_of(line.purpose.text)) is not None:
            gone.update(run)
        elif run and len(run) > 1:
            gone.add(first)
    dated = {at for at, line in enumerate(items) if _YEAR.search(_before(plan, line))}
    for first, amount in product(range(len(items)), sorted(sums)):
        run = _run(items, first, amount)
        if len(run) > 1 and dated.issuperset(run):
            gone.update(run)
    return [line for at, line in enumerate(items) if at not in gone]


def yearly(plan: Plan, line: BudgetLine) -> bool:
    """Whether an amount is told for each year (每年安排3亿元)."""
    return line.table is None and _YEARLY.search(_before(plan, line)) is not None


def _before(plan: Plan, line: BudgetLine) -> str:
    """The words in front of an amount."""
    return words_of(plan.text[max(0, line.span.start - 2 * _REACH):line.span.start])[-_REACH:]


def _run(items: Sequence[BudgetLine], start: int, amount: Decimal) -> list[int]:
    """The items from `start` on that make an amount; [] where none do."""
    summed = _NOTHING
    for at in range(start, len(items)):
        summed += items[at].amount
        if summed == amount:
            return list(range(start, at + 1))
        if summed > amount:
            break
    return []


def _once(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Without those that say again what an earlier one said."""
    kept: list[BudgetLine] = []
    for line in lines:
        if not any(same(line, other) and line.year == other.year and line.source == other.source for other in kept):
            kept.append(line)
    return kept


def same(one: BudgetLine, other: BudgetLine) -> bool:
    """Whether two lines are for the same purpose and of the same amount."""
    return one.amount == other.amount and fuzz.ratio(words_of(one.purpose.text), words_of(other.purpose.text)) >= _ALIKE


def _new(prose: Sequence[BudgetLine], tables: Sequence[Sequence[BudgetLine]]) -> list[BudgetLine]:
    """The lines of prose that no table repeats."""
    told = _joined(tables)
    return [line for line in prose if not any(same(line, other) for other in told)]
