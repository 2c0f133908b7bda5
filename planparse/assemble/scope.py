"""Which quantity is what: a Reading in, each quantity of the body with its sentence and its role out.

Roles: `target`, `budget`, `incentive`; quantities that state facts, name things, set conditions or belong to
the frame have none and are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse.assemble.deadline import periods_of, speaks_from
from planparse.assemble.money import money_role
from planparse.assemble.named import is_background, is_condition, is_named
from planparse.assemble.said import Said, said
from planparse.assemble.table_prose import TableProse
from planparse.extract import cue
from planparse.extract.quantity import quantities
from planparse.model.flow import Paragraph
from planparse.model.mention import Period, Quantity
from planparse.model.structure import Heading, Reading


@dataclass(frozen=True, slots=True)
class Scoped:
    """A quantity (index into `Scope.quantities`) with the sentence and clause it stands in, and its role."""

    index: int
    quantity: Quantity
    paragraph: Paragraph
    sentence: tuple[int, int]     # flat, between full stops
    clause: int                   # flat start of its clause
    role: str                     # target | budget | incentive, empty where it binds nobody
    by: str                       # the question that gave the role


@dataclass(frozen=True, slots=True)
class Scope:
    """All quantities and periods of the body, and the quantities that bind."""

    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    scoped: tuple[Scoped, ...]


def scope(reading: Reading) -> Scope:
    """Read and sort the quantities of the body."""
    found = quantities(reading.flow.text)
    times = periods_of(reading)
    starts = [one.start for one in times]
    body = (reading.letterhead.body_start, reading.letterhead.body_end)
    scoped: list[Scoped] = []
    since = speaks_from(reading)
    fact = -2
    tables = TableProse(reading, found)
    for index, one in enumerate(found):
        if not body[0] <= one.number_start < body[1] or _in_period(one, times, starts):
            continue
        paragraph = reading.flow.paragraph_at(one.number_start)
        if paragraph.table is not None and not tables.states(one):
            continue
        words = said(reading, found, index, paragraph, ancestors(reading, heading_of(reading, one.number_start)),
                     since.year if since else 0)
        role, by = _role(words)
        if role == "target" and index == fact + 1 and _lists_on(words, found[fact]):
            role, by = "", "fact-listed-on"
        if not role and (index == fact + 1 or _is_there(words)):
            fact = index
        scoped.append(Scoped(index, one, paragraph, words.sentence, words.clause, role, by))
    chained = _paid_alike(reading.flow.text, _parts_of_budget(reading.flow.text, scoped))
    return Scope(tuple(found), tuple(times), tuple(one for one in chained if one.role))


def _role(words: Said) -> tuple[str, str]:
    """What the quantity is (empty: nothing that binds), and the question that decided."""
    if _is_label(words) or is_background(words):
        return "", "fact"
    by = "goal"
    if words.measure in ("money", "rate"):
        role, by = money_role(words)
        if role != "target":
            return role, by
    if is_condition(words) or is_named(words):
        return "", "named"
    return "target", by


def _is_label(words: Said) -> bool:
    at, chain = words.one.number_start, words.chain
    return bool(chain) and chain[0].start <= at < chain[0].start + len(chain[0].label)


def _lists_on(words: Said, fact: Quantity) -> bool:
    """贫困人口4.86万人、贫困村97个: the second figure goes on with the fact in front."""
    return cue.LISTED_ON.fullmatch(words.text, fact.end, words.one.start) is not None


def _is_there(words: Said) -> bool:
    return bool(cue.GIVEN_WHOLE.search(words.before[-6:]) or cue.EXISTING.search(words.before[-20:]))


def _parts_of_budget(text: str, scoped: Sequence[Scoped]) -> list[Scoped]:
    """安排资金8600万元，其中：产业发展类5200万元: what stands behind 其中 are parts of the sum."""
    found: list[Scoped] = []
    whole: Scoped | None = None
    for one in scoped:
        if whole is not None and whole.sentence != one.sentence:
            whole = None
        if (whole is not None and one.role == "target" and one.quantity.unit == "元"
                and cue.PARTS.search(text, whole.quantity.end, one.quantity.start)):
            one = replace(one, role="budget", by="part")
        if one.role == "budget" and whole is None:
            whole = one
        found.append(one)
    return found


def _paid_alike(text: str, scoped: Sequence[Scoped]) -> list[Scoped]:
    """Amounts of one enumeration are paid alike: 一星2000元、二星5000元的标准发放…."""
    found = list(scoped)
    for at in range(1, len(found)):
        if found[at].role in ("", "target") and found[at - 1].role == "incentive" and _listed(text, found[at - 1], found[at]):
            found[at] = replace(found[at], role="incentive", by="listed")
    for at in range(len(found) - 2, -1, -1):
        if found[at + 1].role == "incentive" and found[at].role != "incentive" and _listed(text, found[at], found[at + 1]):
            found[at] = replace(found[at], role="incentive", by="listed")
    return found


def _listed(text: str, one: Scoped, following: Scoped) -> bool:
    if one.quantity.unit != following.quantity.unit or text[following.quantity.start - 1] == "满":
        return False
    return cue.ENUMERATED.fullmatch(text, one.quantity.end, following.quantity.start) is not None


def heading_of(reading: Reading, position: int) -> Heading | None:
    """The innermost heading that governs a flat position."""
    outline = reading.outline
    at = bisect_right(outline, position, key=lambda heading: heading.start) - 1
    while at >= 0 and outline[at].end <= position:
        parent = outline[at].parent
        at = -1 if parent is None else parent
    return outline[at] if at >= 0 else None


def ancestors(reading: Reading, heading: Heading | None) -> list[Heading]:
    """A heading and those above it, innermost first."""
    chain = []
    while heading is not None:
        chain.append(heading)
        heading = None if heading.parent is None else reading.outline[heading.parent]
    return chain


def _in_period(one: Quantity, times: list[Period], starts: list[int]) -> bool:
    at = bisect_left(starts, one.number_end) - 1
    return at >= 0 and times[at].start <= one.number_start < times[at].end
