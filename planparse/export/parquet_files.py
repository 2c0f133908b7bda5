"""Plans in, a folder of Parquet files out, one a table."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from planparse.export.arrow import arrow, schema
from planparse.export.place import check_folder, folder
from planparse.export.rows import Feed, Row
from planparse.export.tables import TABLES
from planparse.model.plan import Plan

_GROUP = 20_000


def write(plans: Iterable[Plan], path: str, force: bool = False) -> Feed:
    """Write targets.parquet, budget.parquet … into a folder; rows are held until a group of them is full."""
    from pyarrow.parquet import ParquetWriter

    check_folder(path, (f"{name}.parquet" for name in TABLES), force)
    feed = Feed(plans)
    with folder(path, "parquet", force) as scratch, ExitStack() as stack:
        writers: dict[str, Any] = {name: stack.enter_context(ParquetWriter(scratch / f"{name}.parquet", schema(name), compression="zstd"))
                                   for name in TABLES}
        waiting: dict[str, list[Row]] = {name: [] for name in TABLES}
        for _, rows in feed:
            for name, held in rows.items():
                waiting[name] += held
                if len(waiting[name]) >= _GROUP or (name == "sources" and len(waiting[name]) >= _GROUP // 20):
                    writers[name].write_table(arrow(name, waiting[name], feed.tell))
                    waiting[name] = []
        for name, held in waiting.items():
            writers[name].write_table(arrow(name, held, feed.tell))
        stack.close()
    return feed
