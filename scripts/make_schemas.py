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
from typing import Any

from pydantic import BaseModel

from planparse.model import plan as records

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
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
    return {SCHEMAS / "plan.schema.json": json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"}


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of the plan JSON."""
    made = records.Plan.model_json_schema(mode="serialization")
    definitions = made.pop("$defs")
    meanings = _meanings()
    for name, definition in [*definitions.items(), ("Plan", made)]:
        properties = definition.get("properties", {})
        definition["required"] = list(properties)                # unknown is null or [], never left out
        for field, described in properties.items():
            described.pop("default", None)
            if meaning := _meaning(meanings, name, field):
                described["description"] = meaning
    definitions["Span"] = {
        "description": "Half-open [start, end), counted in code points of the plan's text.", "type": "array",
        "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    version = made["properties"]["schema_version"]["const"]
    return {"$schema": BASE, "$id": f"urn:planparse:schema:plan:{version}", "title": "Plan",
            **_plain(made), "$defs": _plain(definitions)}


def _meanings() -> dict[str, dict[str, str]]:
    """Class → field → the docstring under the field."""
    found: dict[str, dict[str, str]] = {}
    modules = {sys.modules[record.__module__] for record in vars(records).values() if inspect.isclass(record)}
    for module in (one for one in modules if one.__name__.startswith("planparse.")):
        for node in (one for one in ast.parse(inspect.getsource(module)).body if isinstance(one, ast.ClassDef)):
            for field, below in zip(node.body, node.body[1:], strict=False):
                if (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr)
                        and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)):
                    found.setdefault(node.name, {})[field.target.id] = inspect.cleandoc(below.value.value)
    return found


def _meaning(meanings: dict[str, dict[str, str]], name: str, field: str) -> str | None:
    """A field's meaning, its own or that of the record it inherits from."""
    record: type[BaseModel] = getattr(records, name)
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
