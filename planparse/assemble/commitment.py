"""Pieces of work: the plan's items in, one commitment for each piece of work out, joined across prose and tables.

新增20个站点 as section 2, as a row of the schedule (2022年8月) and as a row of the budget (35万元) is one commitment:
its target is 20, its deadline 2022-08-31, its amount 350000 yuan.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from rapidfuzz import fuzz

from planparse.assemble.inline import inline_works
from planparse.assemble.works import Row, Statement, prose_works, table_works
from planparse.model.flow import Flow
from planparse.model.plan import BudgetLine, Commitment, Deadline, DeadlineItem, Item, Plan
from planparse.model.structure import Reading

AnyItem = TypeVar("AnyItem", bound=Item)
_ALIKE_SHORT, _ALIKE_LONG, _LONG = 76.0, 64.0, 20
_SAME_GROUP = 6.0
_CANDIDATES = 6
_LEVELS = re.compile(r"县|乡|镇|村")


@dataclass(slots=True)
class _Work:
    """Statements of one piece of work, first to last."""

    statements: list[Statement]


def commitments(reading: Reading, plan: Plan) -> list[Commitment]:
    """Commitments in reading order of their first statement. `plan` holds all other items, with their ids."""
    known = _Known()
    for statement in prose_works(reading):
        known.add(statement)
    for rows in table_works(reading):
        taken = known.joined(rows)
        inner = inline_works(reading, [work.statements[0] for work in known.works], rows, taken)
        taken.update(inner.whole)
        for number, statement in inner.rest.items():
            known.works[number].statements[0] = statement
        for index, row in enumerate(rows):
            if index in inner.parts:
                taken[index] = len(known.works)
                known.add(inner.parts[index])
            known.add(row, taken.get(index))
    inside = _Inside(plan)
    kept = [work for work in known.works if len(work.statements) > 1 or _is_work(reading, inside, work.statements[0])]
    kept.sort(key=lambda work: min(statement.spans[0] for statement in work.statements))
    return [_commitment(reading, inside, work, number) for number, work in enumerate(kept, 1)]


def _is_work(reading: Reading, inside: _Inside, statement: Statement) -> bool:
    """Whether a statement that no other repeats is a piece of work."""
    if statement.inner or not statement.wants:
        return not statement.inner
    spans, plan = [reading.flow.span(*span) for span in statement.spans], inside.plan
    if statement.wants == "money":
        return any(line.role == "item" for line in inside.find(plan.budget, spans))
    return any(inside.find(items, spans) for items in (plan.targets, plan.budget, plan.deadlines,
                                                       plan.incentives, plan.responsibilities))


class _Known:
    """The works so far, to be found by their words."""

    def __init__(self) -> None:
        self.works: list[_Work] = []
        self._said: dict[str, set[int]] = {}
        self._pairs: dict[str, list[int]] = {}
        self._indexed = 0

    def add(self, statement: Statement, number: int | None = None) -> None:
        """A statement of a new work, or one more of the work `number`."""
        if number is None:
            number = len(self.works)
            self.works.append(_Work([]))
        self.works[number].statements.append(statement)
        for words in statement.words:
            self._said.setdefault(words, set()).add(number)

    def joined(self, rows: Sequence[Statement]) -> dict[int, int]:
        """For each row of a table that restates a work, the work's number: best pairs first, each side once."""
        for number in range(self._indexed, len(self.works)):
            for pair in {pair for words in self.works[number].statements[0].words for pair in _pairs(words)}:
                self._pairs.setdefault(pair, []).append(number)
        self._indexed = len(self.works)
        taken = self._verbatim(rows)
        used = set(taken.values())
        scored: list[tuple[float, int, int]] = []
        for number, row in enumerate(rows):
            if number in taken or not row.words:
                continue
            shared: Counter[int] = Counter()
            for pair in {pair for words in row.words for pair in _pairs(words)}:
                shared.update(self._pairs.get(pair, ()))
            least = min(len(words) for words in row.words) // 4
            for one, common in nearest(shared):
                if common >= least and one not in used and (
                        score := max(_likeness(statement, row) for statement in self.works[one].statements)) > 0:
                    scored.append((-score, number, one))
        for _, number, one in sorted(scored):
            if number not in taken and one not in used:
                taken[number] = one
                used.add(one)
        return taken

    def _verbatim(self, rows: Sequence[Statement]) -> dict[int, int]:
        """The rows that say word for word what one work and no other row says."""
        asked = Counter(row.words[0] for row in rows if row.words)
        taken: dict[int, int] = {}
        for number, row in enumerate(rows):
            owners = self._said.get(row.words[0], set()) if row.words else set()
            if len(owners) == 1 and asked[row.words[0]] == 1 and len(row.words[0]) >= 4:
                taken[number] = next(iter(owners))
        often = Counter(taken.values())
        return {number: one for number, one in taken.items() if often[one] == 1}


def nearest(shared: Counter[int]) -> list[tuple[int, int]]:
    """The works that share most, with how much; of equal ones the first in the plan, in whatever order they were met."""
    return sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:_CANDIDATES]


def _pairs(words: str) -> set[str]:
    return {words[at:at + 2] for at in range(min(len(words), 60) - 1)}


def _likeness(statement: Statement, row: Statement) -> float:
    """How surely both state the same work, 0 where they do not."""
    best = 0.0
    for one in statement.words:
        for other in row.words:
            short = min(len(one), len(other))
            score = fuzz.ratio(one, other)
            if short >= 8:
                score = max(score, fuzz.ratio(one[:short], other[:short]) - 2,
                            fuzz.partial_ratio(one[:short + 6], other[:short + 6]) - 3)
            if short >= 4 and max(len(one), len(other)) <= 2.5 * short and len(one) <= 40:
                score = max(score, 0.86 * fuzz.partial_ratio(one, other))
            if score >= (_ALIKE_LONG if short >= _LONG else _ALIKE_SHORT) and score > best and not _clash(one, other):
                best = score
    if best and statement.group and row.group and fuzz.ratio(statement.group, row.group) >= _ALIKE_SHORT:
        best += _SAME_GROUP
    return best


def _clash(one: str, other: str) -> bool:
    """Short titles of works at different levels: 县级物流中心, 村级物流站点."""
    if max(len(one), len(other)) > 2 * _LONG:
        return False
    ours, theirs = set(_LEVELS.findall(one)), set(_LEVELS.findall(other))
    return bool(ours) and bool(theirs) and not ours & theirs


class _Inside:
    """The plan's items by place."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.starts = {id(items): [item.span.start for item in items]
                       for items in (plan.targets, plan.budget, plan.incentives, plan.deadlines, plan.responsibilities)}

    def find(self, items: Sequence[AnyItem], spans: Iterable[tuple[int, int]]) -> list[AnyItem]:
        """The items that begin inside any of the spans, in reading order."""
        starts = self.starts[id(items)]
        places: set[int] = set()
        for start, end in spans:
            places.update(range(bisect_left(starts, start), bisect_left(starts, end)))
        return [items[place] for place in sorted(places)]


def _commitment(reading: Reading, inside: _Inside, work: _Work, number: int) -> Commitment:
    flow, plan = reading.flow, inside.plan
    spans = sorted({flow.span(*span) for statement in work.statements for span in statement.spans})
    bound = [flow.span(*span) for statement in work.statements for span in statement.bound]
    rows = [statement.row for statement in work.statements if statement.row is not None]
    times = [flow.span(cell.start, cell.end) for row in rows for cell in row.times]
    cells = [flow.span(cell.start, cell.end) for row in rows for cell in row.units]
    shared = [flow.span(cell.start, cell.end) for row in rows for cell in row.shared]
    budget = [line for line in inside.find(plan.budget, [*spans, *shared]) if line.role == "item" or "row-sum" in line.rule]
    targets = inside.find(plan.targets, spans)
    deadlines = inside.find(plan.deadlines, [*spans, *times])
    responsibilities = inside.find(plan.responsibilities, [*spans, *cells, *bound])
    deadline = _of_columns(inside, flow, rows) \
        or _latest(inside.find(plan.deadlines, times)) or _latest(inside.find(plan.deadlines, spans)) \
        or _common([target.deadline for target in targets]) or _latest(inside.find(plan.deadlines, bound))
    bound_units = [unit for one in responsibilities for unit in one.units]
    units = [unit.name for unit in bound_units]
    own = [line for line in budget if not any(start <= line.span.start < end for start, end in shared)]
    first = min(work.statements, key=lambda statement: (statement.row is not None, statement.spans[0]))
    return Commitment(
        id=f"k{number}", section=first.section, title=first.title, spans=spans,
        targets=[one.id for one in targets], deadlines=[one.id for one in deadlines],
        budget=[one.id for one in budget], incentives=[one.id for one in inside.find(plan.incentives, spans)],
        responsibilities=[one.id for one in responsibilities], deadline=deadline, amount=_amount(own),
        units=list(dict.fromkeys(units)),
        lead=list(dict.fromkeys(unit.name for unit in bound_units if unit.role == "lead")),
        support=list(dict.fromkeys(unit.name for unit in bound_units if unit.role == "support")))


def _of_columns(inside: _Inside, flow: Flow, rows: Sequence[Row]) -> Deadline | None:
    """起始时间 and 完成时间 in columns of their own: from the first day of all to the last."""
    cells = [flow.span(cell.start, cell.end) for row in rows if len(row.times) > 1 for cell in row.times]
    items = inside.find(inside.plan.deadlines, cells)
    starts, ends = [one.start for one in items if one.start], [one.end for one in items if one.end]
    return Deadline(start=min(starts), end=max(ends)) if len(items) > 1 and starts and ends else None


def _latest(items: Sequence[DeadlineItem]) -> Deadline | None:
    """The last day any of the expressions names, with the start of the expression that names it."""
    ends = [item for item in items if item.end is not None]
    if not ends:
        return None
    last = max(ends, key=lambda item: (item.end or "", -item.span.start))
    return Deadline(start=last.start, end=last.end)


def _common(deadlines: Sequence[Deadline | None]) -> Deadline | None:
    known = [deadline for deadline in deadlines if deadline is not None]
    return known[0] if known and len({deadline.end for deadline in known}) == 1 else None


def _amount(lines: Sequence[BudgetLine]) -> Decimal | None:
    """The work's own money: its budget rows before its prose; parts are added only where sources or years part them."""
    rows = [line for line in lines if line.rule.startswith("budget/table")]
    for line in rows:
        if line.role != "item" or line.rule == "budget/table-whole":
            return line.amount
    own = [line for line in rows or lines if line.role == "item"]
    if len({line.amount for line in own}) == 1 and len({line.table for line in own}) == len(own):
        return own[0].amount
    columns = {(line.table, line.row, line.source) for line in own}
    if own and rows and len({line.table for line in own}) == 1 and len(columns) == len(own):
        return sum((line.amount for line in own), Decimal(0))
    return None
