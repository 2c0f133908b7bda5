"""Write schemas/*.schema.json from the records of planparse/model, with the meaning of every field.

The records' docstrings, and the docstring under each field, become the descriptions.

    python scripts/make_schemas.py            write
    python scripts/make_schemas.py --check    say which file is stale (exit code 1)
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from planparse.model.change import Diff
from planparse.model.comparison import Comparison
from planparse.model.plan import Plan

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
#: Each schema and the record behind it.
RECORDS: dict[str, type[BaseModel]] = {"plan": Plan, "diff": Diff, "compare": Comparison}
BASE = "https://json-schema.org/draft/2020-12/schema"


def main() -> int:
    """Write the schemas, or name the stale ones."""
    stale = []
    for path, written in files().items():
        if "--check" in sys.argv[1:]:
            stale += [] if path.is_file() and path.read_text("utf-8") == written else [path]
        else:
            path.write_text(written, "utf-8")
    for path in stale:
        print(f"planparse: stale schema: {path.relative_to(ROOT)}: run make schemas", file=sys.stderr)
    return 1 if stale else 0


def files() -> dict[Path, str]:
    """Each schema file and what must stand in it."""
    return {SCHEMAS / f"{name}.schema.json": json.dumps(record_schema(name, record), ensure_ascii=False, indent=2) + "\n"
            for name, record in RECORDS.items()}


def record_schema(kind: str, record: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a record and all it holds."""
    made = record.model_json_schema(mode="serialization")
    definitions = made.pop("$defs")
    records, meanings = _records(record), _meanings(record)
    for name, definition in [*definitions.items(), (record.__name__, made)]:
        properties = definition.get("properties", {})
        definition["required"] = list(properties)                # unknown is null or [], never left out
        for field, described in properties.items():
            described.pop("default", None)
            if meaning := _meaning(records[name], meanings, field):
                described["description"] = meaning
    definitions["Span"] = {
        "description": "Half-open [start, end), counted in code points of a plan's text.", "type": "array",
        "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    version = made["properties"]["schema_version"]["const"]
    return {"$schema": BASE, "$id": f"urn:planparse:schema:{kind}:{version}", "title": record.__name__,
            **_plain(made), "$defs": _plain(definitions)}


def _records(record: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The record and those its fields hold, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[Any] = [record]
    while waiting:
        one = waiting.pop()
        if inspect.isclass(one) and issubclass(one, BaseModel):
            if one.__name__ not in found:
                found[one.__name__] = one
                waiting += [info.annotation for info in one.model_fields.values()]
        else:
            waiting += get_args(one)
    return found


def _meanings(record: type[BaseModel]) -> dict[str, dict[str, str]]:
    """Class → field → the docstring under the field."""
    found: dict[str, dict[str, str]] = {}
    modules = {sys.modules[above.__module__] for one in _records(record).values() for above in one.__mro__}
    for module in (one for one in modules if one.__name__.startswith("planparse.")):
        for node in (one for one in ast.parse(inspect.getsource(module)).body if isinstance(one, ast.ClassDef)):
            for field, below in zip(node.body, node.body[1:], strict=False):
                if (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr)
                        and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)):
                    found.setdefault(node.name, {})[field.target.id] = inspect.cleandoc(below.value.value)
    return found


def _meaning(record: type[BaseModel], meanings: dict[str, dict[str, str]], field: str) -> str | None:
    """A field's meaning, its own or that of the record it inherits from."""
    field = next((attribute for attribute, info in record.model_fields.items() if info.alias == field), field)
    return next((meanings[one.__name__][field] for one in record.__mro__ if field in meanings.get(one.__name__, {})), None)


def _plain(schema: Any) -> Any:
    """Numbers as one type, titles out: a field's name says enough."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("anyOf", [])[:2] == [{"type": "integer"}, {"type": "number"}]:
        rest = schema["anyOf"][2:]
        schema = {key: value for key, value in schema.items() if key != "anyOf"}
        schema |= {"type": ["number", "null"]} if rest else {"type": "number"}
    if isinstance(schema.get("title"), str):
        schema = {key: value for key, value in schema.items() if key != "title"}
    return {key: _plain(value) for key, value in schema.items()}


if __name__ == "__main__":
    sys.exit(main())
