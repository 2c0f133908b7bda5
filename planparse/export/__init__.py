"""Plans in other shapes: one module a format. Nothing here chooses what matters."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from planparse.export.rows import Feed
    from planparse.model.plan import Plan


class Format(NamedTuple):
    """A format: its name, its module in this room with `write(plans, path, force)`, where it goes by default, what it is."""

    name: str
    module: str
    output: str
    about: str


#: A new format is one module and one line here.
FORMATS = (
    Format("csv", "csv_files", "planparse-csv", "a folder of CSV files for Excel"),
    Format("xlsx", "xlsx_book", "planparse.xlsx", "a workbook, one sheet a table"),
    Format("sqlite", "sql_database", "planparse.sqlite", "an SQLite database (extra sql)"),
    Format("duckdb", "duckdb_file", "planparse.duckdb", "a DuckDB database (extra duckdb)"),
    Format("parquet", "parquet_files", "planparse-parquet", "a folder of Parquet files (extra parquet)"),
    Format("datapackage", "data_package", "planparse-datapackage", "a Frictionless data package: CSV with Table Schema"),
    Format("jsonl", "jsonl_files", "planparse-jsonl", "a folder of JSON Lines files"),
)


def write(plans: Iterable[Plan], to: str, path: str | None = None, force: bool = False) -> Feed:
    """Write the tables of plans in a format; what comes back tells how many rows there were, and what to know of them.

    A file or folder is replaced if planparse wrote it and nobody changed it since; any other only with `force`.
    """
    for one in FORMATS:
        if one.name == to:
            feed: Feed = import_module(f"planparse.export.{one.module}").write(plans, path or one.output, force)
            return feed
    if "://" in to:
        from planparse.export.sql_database import write_url

        if path is not None:
            raise PlanparseError("the URL says already where to write", path, "leave -o out")
        return write_url(plans, to, force)
    raise PlanparseError("there is no such format", to, f"use one of: {', '.join(one.name for one in FORMATS)}, or a database URL")
