"""A Plan and a place in its text in, the chain of what was read there out: section, commitment, item, mention, word list.

Each step names what it is, what it says, the rule (or row) that made it and its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planparse.errors import PlanparseError
from planparse.lexicon.divisions import by_code
from planparse.lexicon.entries import Entry
from planparse.lexicon.load import load
from planparse.lexicon.organisations import function_at
from planparse.lexicon.units import unit_rows
from planparse.mentions import FoundPeriod, FoundQuantity, flow_of, periods_in, quantities_in
from planparse.model.plan import Item, Plan, Responsibility, Target
from planparse.model.span import Span
from planparse.text.fold import fold

_LISTS = ("targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members")
_PHRASES = ("indicator", "purpose", "condition")
_HIDDEN = ("id", "span", "quote", "section", "rule", "page", "bbox", "table", "row", "column", "units", *_PHRASES)
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One link: what (`section`, `commitment`, `target`, `mention`, `lexicon` …), its id or file, what it says, its
    rule and its place. `depth` counts from 0."""

    depth: int
    what: str
    name: str
    said: str
    rule: str | None = None
    span: Span | None = None


def explain(plan: Plan, at: int) -> list[Step]:
    """What was read at an offset of the plan's text, from the section down to the rows of the word lists.

    Raises PlanparseError for an offset outside the text.
    """
    if not 0 <= at < len(plan.text):
        raise PlanparseError("the offset is outside the text", str(at), f"give one from 0 to {len(plan.text) - 1}")
    steps = [*_metadata(plan, at), *_sections(plan, at), *_table(plan, at)]
    flow = flow_of(plan.text)
    found: list[FoundQuantity | FoundPeriod] = [*quantities_in(flow, plan.text), *periods_in(flow, plan.text)]
    mentions = [one for one in found if _covers(one.span, at)]
    items = list(_items(plan, at))
    for work in plan.commitments:
        if any(_covers(span, at) for span in work.spans):
            steps.append(Step(1, "commitment", work.id, work.title))
    for kind, item in items:
        steps += _item(plan, kind, item, at, [one for one in mentions if _covers(item.span, one.span.start)])
    inside = [item.span for _, item in items]
    for mention in mentions:
        if not any(_covers(span, mention.span.start) for span in inside):
            steps += _mention(mention, 1, "read, but binds nobody here")
    for check in plan.checks:
        if any(_covers(span, at) for span in check.spans):
            steps.append(Step(1, "check", check.code, check.message, None, check.spans[0]))
    return steps


def _covers(span: Span | None, at: int) -> bool:
    return span is not None and span.start <= at < span.end


def _metadata(plan: Plan, at: int) -> Iterator[Step]:
    """Fields of the frame that stand here."""
    for name in type(plan.metadata).model_fields:
        field = getattr(plan.metadata, name)
        if _covers(field.span, at):
            value = field.value
            yield Step(0, "metadata", name, _written(value), None, field.span)
            code = plan.metadata.division_code.value
            if name == "region" and code and (division := by_code(code)):
                yield Step(1, "lexicon", "divisions.tsv", f"{division.code} {division.name}")


def _sections(plan: Plan, at: int) -> Iterator[Step]:
    """The path of sections, the outermost first."""
    for section in plan.sections:
        if _covers(section.span, at):
            yield Step(0, "section", section.id, f"{section.label}{section.title or ''} [{section.kind}]", None,
                       section.heading_span)


def _table(plan: Plan, at: int) -> Iterator[Step]:
    """The table and the cell."""
    for table in plan.table_records:
        if _covers(table.span, at):
            yield Step(0, "table", table.id, " ".join(one for one in (table.caption, table.unit) if one), None, table.span)
            for number, row in enumerate(table.header + table.rows):
                for cell in row:
                    if _covers(cell.span, at):
                        heads = [head.text for heads in table.header for head in heads]
                        yield Step(1, "cell", f"row {number}", cell.text, " | ".join(heads) or None, cell.span)


def _items(plan: Plan, at: int) -> Iterator[tuple[str, Item]]:
    """Items whose own words, or a phrase that belongs to them, stand here; those that stand here first."""
    near = []
    for kind in _LISTS:
        for item in getattr(plan, kind):
            phrases = [getattr(getattr(item, name, None), "span", None) for name in _PHRASES]
            if _covers(item.span, at):
                yield kind, item
            elif any(_covers(span, at) for span in phrases):
                near.append((kind, item))
    yield from near


def _item(plan: Plan, kind: str, item: Item, at: int, mentions: Iterable[FoundQuantity | FoundPeriod]) -> Iterator[Step]:
    """An item, its phrases, its mentions, the rows behind them."""
    fields = {name: value for name, value in item.model_dump().items()
              if name not in _HIDDEN and value not in (None, [], False)}
    yield Step(1, kind, item.id, _listed(fields), item.rule, item.span)
    for work in plan.commitments:
        if item.id in getattr(work, kind, ()) and not any(_covers(span, at) for span in work.spans):
            yield Step(2, "commitment", work.id, work.title)
    for name in _PHRASES:
        if (phrase := getattr(item, name, None)) is not None:
            yield Step(2, name, item.id, phrase.text, None, phrase.span)
    if isinstance(item, Target) and item.indicator.code:
        yield from _rows("indicators", [row for row in load("indicators") if row.code == item.indicator.code], 3)
    if isinstance(item, Responsibility):
        for unit in item.units:
            if _covers(unit.span, at) or not any(_covers(one.span, at) for one in item.units):
                yield from _unit(unit.name, unit.written, unit.role, unit.kind, unit.span)
    for mention in mentions:
        yield from _mention(mention, 2)


def _unit(name: str, written: str, role: str | None, kind: str, span: Span) -> Iterator[Step]:
    """A responsible unit and the row that tells its work."""
    prefix = f" (written {written})" if written != name else ""
    yield Step(2, "unit", name, f"{role or 'no role told'}, {kind}{prefix}", None, span)
    if found := function_at(fold(name)):
        yield from _rows("organisations", [row for row in load("organisations") if row.code == found[0]], 3)


def _mention(mention: FoundQuantity | FoundPeriod, depth: int, note: str = "") -> Iterator[Step]:
    """What the words say by themselves, and the row of their unit."""
    values = {name: getattr(mention, name) for name in mention.__slots__ if name not in ("span", "quote", "rule")}
    said = _listed({name: value for name, value in values.items() if value is not None})
    yield Step(depth, "mention", mention.quote, f"{said} ({note})" if note else said, mention.rule, mention.span)
    unit = getattr(mention, "unit", None)
    for row in (one for one in unit_rows() if one[0] == unit):
        yield Step(depth + 1, "lexicon", "units.tsv", f"{row[0]} measures {row[1]}, as in {row[2]}")


def _rows(name: str, rows: Iterable[Entry], depth: int) -> Iterator[Step]:
    for row in rows:
        said = f"{row.code} {row.label}: {' | '.join(row.patterns)}; as in {'、'.join(row.examples[:_EXAMPLES])}"
        yield Step(depth, "lexicon", f"{name}.toml", said)


def _listed(fields: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_written(value)}" for name, value in fields.items())


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return f"{value.get('start') or '…'} to {value.get('end') or '…'}"
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
