"""Plans in, a Frictionless data package out: datapackage.json with a Table Schema for each table, and plain CSV files.

The CSV files are for programs: UTF-8 without byte order mark, texts as they are (nothing is put in front of a formula),
null is NULL, a list is a JSON array. For Excel there are `csv_files` and `xlsx_book`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planparse.export.csv_files import plain, tables_into
from planparse.export.place import check_folder, digest, folder
from planparse.export.rows import Feed, Value
from planparse.export.tables import KEY, TABLES, TABLES_VERSION, Column, Table
from planparse.model.plan import Plan

NULL = "NULL"
_DESCRIBED = "datapackage.json"
_TYPES = {"string": "string", "text": "string", "integer": "integer", "decimal": "number", "float": "number", "boolean": "boolean",
          "date": "date", "list": "array"}


def write(plans: Iterable[Plan], path: str, force: bool = False) -> Feed:
    """Write datapackage.json, targets.csv, budget.csv … into a folder."""
    check_folder(path, [_DESCRIBED, *(f"{name}.csv" for name in TABLES)], force)
    feed = Feed(plans)
    with folder(path, "datapackage", force) as scratch:
        tables_into(scratch, feed, "utf-8", lambda row: [_cell(value, feed) for value in row])
        written = json.dumps(descriptor(scratch), ensure_ascii=False, indent=2) + "\n"
        (scratch / _DESCRIBED).write_text(written, "utf-8")
    return feed


def _cell(value: Value, feed: Feed) -> str:
    """A value as it stands in the file."""
    if value is None:
        return NULL
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        if value == NULL:
            feed.tell(f"text(s) {NULL} are read back as null")
        return value
    return plain(value)


def descriptor(place: Path) -> dict[str, Any]:
    """What datapackage.json says of the files in a folder."""
    return {
        "profile": "tabular-data-package", "name": "planparse-export", "title": "Tables of local-government plans 地方政府方案数据表",
        "description": "Made by planparse. Money is in yuan, dates are ISO 8601, places count characters of sources.text.",
        "planparse_tables": TABLES_VERSION,
        "resources": [_resource(place / f"{table.name}.csv", table) for table in TABLES.values()],
    }


def _resource(path: Path, table: Table) -> dict[str, Any]:
    """One file and its schema."""
    return {"profile": "tabular-data-resource", "name": table.name, "title": table.label, "description": f"{table.en} {table.zh}",
            "path": path.name, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "dialect": {"lineTerminator": "\r\n", "delimiter": ",", "doubleQuote": True},
            "bytes": path.stat().st_size, "hash": f"sha256:{digest(path)}", "schema": table_schema(table)}


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table. A null in a foreign key of two columns is an error to some readers of data packages, so
    the ids of sections, which may be null, stand in a property of their own."""
    made: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "primaryKey": list(KEY), "missingValues": [NULL]}
    if table.name != "plans":
        made["foreignKeys"] = [{"fields": ["plan_id"], "reference": {"resource": "plans", "fields": ["plan_id"]}}]
    if table.sections:
        made["nullableKeys"] = [{"fields": ["plan_id", name], "reference": {"resource": "sections", "fields": list(KEY)}}
                                for name in table.sections]
    return made


def _field(column: Column) -> dict[str, Any]:
    """One column."""
    made: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "title": column.label,
                            "description": f"{column.en} {column.zh}"}
    if column.unit:
        made["unit"] = column.unit
    if column.source != "made":
        made["source"] = column.source
    limits: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.codes:
        limits["enum"] = [one.code for one in column.codes]
    return made | ({"constraints": limits} if limits else {})
