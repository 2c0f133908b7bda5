"""A diff and the old plan in, what the new plan says out: a diff that tells everything can be carried out.

>>> from planparse.api import parse_text
>>> from planparse.revision.diff import diff
>>> old, new = parse_text("到2023年底，建成村级服务站60个以上。"), parse_text("到2024年底，力争建成村级服务站80个。")
>>> patch(diff(old, new), old) == facts(new) != facts(old)
True
"""

from __future__ import annotations

from typing import Any

from planparse.codec import write_json
from planparse.model.change import Change, Consequence, Diff
from planparse.model.plan import Plan
from planparse.revision.facts import as_compared, facts_of
from planparse.revision.ink import Ink

Said = list[tuple[str, str]]


def facts(plan: Plan) -> Said:
    """What a plan says, wherever it stands: kind and fields (as JSON) of every item, in an order of their own."""
    return _sorted([(fact.kind, fact.fields) for fact in facts_of(Ink.of(plan))])


def patch(made: Diff, old: Plan) -> Said:
    """What the old plan says after all changes of the diff and what follows from them. Raises KeyError for another plan's diff."""
    held: dict[tuple[str, str], dict[str, Any]] = {(fact.kind, fact.item): dict(fact.fields) for fact in facts_of(Ink.of(old))}
    come: list[tuple[str, dict[str, Any]]] = []
    for kind, manner, field, item, after in (step for change in made.changes for step in _steps(change)):
        if manner == "added" or field == "split":
            come.append((kind, after))
        elif manner == "removed" or field == "merged":
            del held[kind, item or ""]
        elif field is not None and manner == "changed" and item is not None:
            held[kind, item][field] = after
    return _sorted([*((kind, fields) for (kind, _), fields in held.items()), *come])


def _steps(change: Change) -> list[tuple[str, str, str | None, str | None, Any]]:
    """A change and its consequences: kind, manner, field, item of the old plan, value in the new one."""
    own = (change.kind, change.change, change.field, change.old.item if change.old else None,
           change.new.value if change.new else None)
    return [own, *map(_follows, change.also)] if change.kind != "text" and change.change != "moved" else [*map(_follows, change.also)]


def _follows(one: Consequence) -> tuple[str, str, str | None, str | None, Any]:
    return one.kind, one.change, one.field, one.old, one.after


def _sorted(said: list[tuple[str, dict[str, Any]]]) -> Said:
    """Facts as they are compared, in order."""
    return sorted((kind, write_json({name: as_compared(name, value) for name, value in sorted(fields.items())}))
                  for kind, fields in said)
