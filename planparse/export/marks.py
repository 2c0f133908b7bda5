"""A plan JSON in, every place it marks out: the group it belongs to, a key, a label, and the item with its place and words.

An item whose place is several spans (a commitment, a finding) gives one mark a span. Phrases and units inside an item
are marks of their own.

>>> from planparse.model.span import Span
>>> phrase = {"text": "村播服务站", "span": [2, 7], "code": None}
>>> plan = {"text": "建成村播服务站60个", "targets": [{"id": "t1", "span": [7, 10], "kind": "goal", "indicator": phrase}]}
>>> [(mark.group, mark.key, mark.label, mark.item["quote"]) for mark in marks(json.dumps(plan)).values()]
[('targets', 't1', 'goal', '60个'), ('indicators', 't1.indicator', 'indicator', '村播服务站')]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

Fields = dict[str, Any]

#: Each list of the plan JSON: the field that labels its items, or the label they all have.
_LABELS = {"sections": "kind", "targets": "kind", "budget": "role", "incentives": "incentive", "deadlines": "relation",
           "responsibilities": "responsibility", "citations": "citation", "members": "member", "tables": "table",
           "commitments": "commitment", "checks": "code"}
#: Phrases inside items: the field that holds one, and the group it makes.
_PHRASES = {"indicator": "indicators", "purpose": "purposes", "condition": "conditions"}
#: Every group, in the order of the plan JSON.
GROUPS = ("metadata", *_LABELS, *_PHRASES.values(), "units")


class Mark(NamedTuple):
    """A place; `key` is unique in the plan, `item` is what the plan JSON says of it, with `span` and `quote`."""

    group: str
    key: str
    label: str
    item: Fields


@lru_cache(maxsize=16)
def marks(plan_json: str) -> dict[str, Mark]:
    """The marks of a plan JSON by their keys, group by group in reading order."""
    plan = json.loads(plan_json)
    return {mark.key: mark for mark in (*_metadata(plan), *_items(plan))}


def _metadata(plan: Fields) -> Iterator[Mark]:
    """The fields of the document's frame that are written in the text."""
    for name, field in plan.get("metadata", {}).items():
        if field["span"]:
            yield _mark(plan, "metadata", f"metadata.{name}", name, {"field": name, **field})


def _items(plan: Fields) -> Iterator[Mark]:
    """The items of every list, each with what stands inside it."""
    for group, labelled in _LABELS.items():
        for number, record in enumerate(plan.get(group, ()), 1):
            key = record.get("id", f"{group}.{number}")
            label = record.get(labelled, labelled)
            if "spans" in record:
                for part, span in enumerate(record["spans"], 1):
                    yield _mark(plan, group, f"{key}.{part}", label, {**record, "span": span})
            else:
                yield _mark(plan, group, key, label, record)
            yield from _inside(plan, key, record)


def _inside(plan: Fields, key: str, record: Fields) -> Iterator[Mark]:
    """The phrases and units of an item, with the item's id."""
    for field, group in _PHRASES.items():
        phrase = record.get(field)
        if phrase and phrase["span"]:
            yield _mark(plan, group, f"{key}.{field}", field, {"id": key, **phrase})
    for number, unit in enumerate(() if isinstance(record.get("units", ""), str) else record["units"], 1):
        if isinstance(unit, dict):                                  # a commitment has names only
            yield _mark(plan, "units", f"{key}.{number}", unit["kind"], {"id": key, **unit})


def _mark(plan: Fields, group: str, key: str, label: str, item: Fields) -> Mark:
    start, end = item["span"]
    return Mark(group, key, label, {**item, "quote": plan["text"][start:end]})
