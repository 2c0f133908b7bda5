"""A plan JSON's bytes in, what is wrong with it out: each problem with its path; [] for a good one.

>>> [str(problem) for problem in problems(b'{"schema_version": "1.0"')]
["line 1, column 25: this is no JSON (Expecting ',' delimiter)"]
>>> [str(problem) for problem in problems(b"[]")]
['$: must be object, is array']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from planparse.codec import read_json, schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_MOST = 20
_SHOWN = 40
_LISTS = ("sections", "targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members",
          "tables", "commitments")
_SPANS = ("span", "heading_span")
_REFERENCES = ("targets", "deadlines", "budget", "incentives", "responsibilities")
_TYPES: tuple[tuple[Any, str], ...] = ((bool, "boolean"), (dict, "object"), (list, "array"), (str, "string"), (int, "integer"),
                                       (Decimal, "number"), (type(None), "null"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Where in the file (targets[3].value) and what is wrong."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def problems(data: bytes | str) -> list[Problem]:
    """What is wrong with a plan JSON: first against the schema, then, if that is kept, against its own text."""
    try:
        plan = read_json(data)
    except json.JSONDecodeError as error:
        return [Problem(f"line {error.lineno}, column {error.colno}", f"this is no JSON ({error.msg})")]
    except ValueError as error:
        return [Problem("$", f"this is no JSON ({error})")]
    kind = kind_of(plan)
    found = list(_against_schema(plan, kind))
    return found or (list(_against_text(plan)) if kind == "plan" else [])


def kind_of(value: Any) -> str:
    """Which schema a JSON value is to be held against: plan, diff or compare.

    >>> kind_of({"changes": [], "summary": {}}), kind_of({"text": ""})
    ('diff', 'plan')
    """
    keys = value.keys() if isinstance(value, dict) else set()
    return "diff" if {"changes", "summary"} <= keys else "compare" if {"plans", "indicators"} <= keys else "plan"


def _against_schema(plan: Any, kind: str) -> Iterator[Problem]:
    """Violations of the schema in the order of the file, at most a screenful."""
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(schema(kind)).iter_errors(plan),
                    key=lambda error: [(isinstance(part, str), part) for part in error.absolute_path])
    causes = [_cause(error) for error in errors]
    found = dict.fromkeys(Problem(_path(cause.absolute_path), _sentence(cause)) for cause in causes)
    yield from list(found)[:_MOST]
    if len(found) > _MOST:
        yield Problem("$", f"and {len(found) - _MOST} more")


def _cause(error: ValidationError) -> ValidationError:
    """Of what "none of these" means, the alternative that came nearest: the one that is no null."""
    while error.validator == "anyOf" and error.context:
        meant = [one for one in error.context if one.validator != "type" or one.validator_value != "null"]
        if len(meant) != 1 and not any(one.path for one in meant):
            break
        error = max(meant, key=lambda one: len(one.absolute_path))
    return error


def _sentence(error: ValidationError) -> str:
    """What is wrong at one place, in plain words."""
    value: Any = error.instance
    rule, wanted = error.validator, cast(Any, error.validator_value)
    if rule == "type":
        return f"must be {wanted if isinstance(wanted, str) else ' or '.join(wanted)}, is {_kind(value)}{_shown(value)}"
    if rule == "required":
        return "lacks " + ", ".join(one for one in wanted if one not in value)
    if rule == "additionalProperties":
        known = cast(Any, error.schema)["properties"]
        return "has fields no plan has: " + ", ".join(one for one in value if one not in known)
    if rule in ("enum", "const"):
        words = wanted if rule == "enum" else [wanted]
        return f"must be {' or '.join(map(str, words))}, is{_shown(value) or ' ' + _kind(value)}"
    if rule == "anyOf":
        kinds = [str(one.get("type") or one.get("$ref", "").rpartition("/")[2]) for one in wanted]
        return f"must be {' or '.join(kinds)}, is {_kind(value)}{_shown(value)}"
    return " ".join(error.message.split())


def _against_text(plan: dict[str, Any]) -> Iterator[Problem]:
    """Places outside the text, quotes that are not there, ids that are not one or lead nowhere."""
    text: str = plan["text"]
    yield from _places(plan, "", text)
    seen: dict[str, str] = {}
    for name in _LISTS:
        for at, record in enumerate(plan[name]):
            path = f"{name}[{at}]"
            if record["id"] is not None and (other := seen.setdefault(record["id"], path)) != path:
                yield Problem(f"{path}.id", f"{record['id']} is the id of {other}, too")
    for name in _LISTS:
        ids = {record["id"] for record in plan["sections"]}
        for at, record in enumerate(plan[name]):
            for field in ("section", "parent"):
                if record.get(field) is not None and record[field] not in ids:
                    yield Problem(f"{name}[{at}].{field}", f"there is no section {record[field]}")
    yield from _order(plan)
    for at, record in enumerate(plan["commitments"]):
        for name in _REFERENCES:
            known = {one["id"] for one in plan[name]}
            for id_ in (one for one in record[name] if one not in known):
                yield Problem(f"commitments[{at}].{name}", f"there is no {id_} in {name}")


def _order(plan: dict[str, Any]) -> Iterator[Problem]:
    """Lists that are not in reading order."""
    for name in _LISTS[:-1]:
        field = "heading_span" if name == "sections" else "span"
        starts = [record[field][0] for record in plan[name]]
        for at in range(1, len(starts)):
            if starts[at] < starts[at - 1]:
                yield Problem(f"{name}[{at}]", f"stands in front of {name}[{at - 1}] in the text")


def _places(value: Any, path: str, text: str) -> Iterator[Problem]:
    """Every span inside the text; every quote (and written name, and cell) is what stands there."""
    if isinstance(value, list):
        for at, held in enumerate(value):
            yield from _places(held, f"{path}[{at}]", text)
    elif isinstance(value, dict):
        for key, held in value.items():
            inner = f"{path}.{key}" if path else key
            spans = held if key == "spans" else [held] if key in _SPANS and held is not None else []
            for span in spans:
                if not span[0] <= span[1] <= len(text):
                    yield Problem(inner, f"[{span[0]}, {span[1]}] is no place of a text of {len(text)} characters")
            if key == "quote" and value["span"][1] <= len(text) and (there := text[slice(*value["span"])]) != held:
                yield Problem(inner, f"{held[:_SHOWN]!r} does not stand at {value['span']}: {there[:_SHOWN]!r} does")
            if isinstance(held, dict | list) and key not in ("spans", *_SPANS):
                yield from _places(held, inner, text)


def _path(parts: Iterable[str | int]) -> str:
    """$ for the file itself, else targets[3].value."""
    written = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return written.lstrip(".") or "$"


def _kind(value: Any) -> str:
    return next((name for kind, name in _TYPES if isinstance(value, kind)), type(value).__name__)


def _shown(value: Any) -> str:
    """A short value as it stands in the file."""
    if isinstance(value, dict | list) or value is None:
        return ""
    written = str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
    return " " + (written if len(written) <= _SHOWN else written[:_SHOWN] + "…")
