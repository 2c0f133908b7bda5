"""Payment rules of the prose: the scoped quantities in, incentives with condition, amount or rate, and cap out."""

from __future__ import annotations

from decimal import Decimal

from planparse.assemble.place import place
from planparse.assemble.said import REACH
from planparse.assemble.scope import Scope, Scoped, heading_of
from planparse.extract import cue
from planparse.extract.condition import Condition, condition, shares
from planparse.model.plan import Incentive, Phrase
from planparse.model.structure import Reading
from planparse.text.fold import typeset


def incentives(reading: Reading, scope: Scope) -> list[Incentive]:
    """The payment rules in reading order."""
    paid = [one for one in scope.scoped if one.role == "incentive"]
    found: list[Incentive] = []
    amounts = [one.quantity for one in paid]
    last: Condition | None = None
    before: Scoped | None = None
    for at, scoped in enumerate(paid):
        if before is not None and before.paragraph is not scoped.paragraph:
            last = None
        fresh = before is None or before.sentence != scoped.sentence
        floor = scoped.sentence[0] if fresh or before is None else before.quantity.end
        last = condition(reading.flow.text, scoped.quantity, max(floor, scoped.quantity.start - REACH), last, fresh)
        found.append(_incentive(reading, scoped, shares(reading.flow.text, amounts, at, last)))
        before = scoped
    return found


def _incentive(reading: Reading, scoped: Scoped, said: Condition | None) -> Incentive:
    one, text = scoped.quantity, reading.flow.text
    value = one.value_max if one.value_max is not None else one.value
    money = one.unit not in ("%", "‰", "个百分点", "百分点")
    if one.unit == "‰":
        value = value / 10                        # rates are percent
    return Incentive(**place(reading, _figure_start(text, scoped), one.end), rule=f"incentive/{scoped.by}:{one.rule}",
                     condition=_phrase(reading, scoped, said), amount=value if money else None,
                     rate=None if money else Decimal(value), cap=_is_cap(text, scoped))


def _phrase(reading: Reading, scoped: Scoped, said: Condition | None) -> Phrase:
    """The condition's words; where the sentence names nobody, the title of its section."""
    if said is not None and said.text:
        span = None if said.start is None or said.end is None else reading.flow.span(said.start, said.end)
        words = typeset(said.text) if span is None else "".join(reading.document.text[span.start:span.end].split())
        return Phrase(text=words, span=span)
    heading = heading_of(reading, scoped.quantity.number_start)
    return Phrase(text=(heading.title or "") if heading else "", span=None)


def _figure_start(text: str, scoped: Scoped) -> int:
    """The figure with the bound words that touch it; a phrase between them (每人每年) leaves them out."""
    one = scoped.quantity
    return one.start if one.per is None else one.number_start


def _is_cap(text: str, scoped: Scoped) -> bool:
    """Whether the figure itself is an upper bound: 最高, 不超过, 以内, 上限, 可提高至, or a range's upper end."""
    one = scoped.quantity
    if one.comparator == "le" or one.value_max is not None:
        return True
    before = text[max(scoped.sentence[0], one.number_start - 16):one.number_start]
    return cue.CAP_FRONT.search(before) is not None or cue.CAP_BEHIND.match(text, one.end) is not None
