"""Plans in, a folder of JSON Lines files out, one a table, one object a row: numbers exact, lists as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from typing import Any

from planparse.codec import write_line
from planparse.export.place import check_folder, folder
from planparse.export.rows import Feed
from planparse.export.tables import TABLES
from planparse.model.plan import Plan


def write(plans: Iterable[Plan], path: str, force: bool = False) -> Feed:
    """Write targets.jsonl, budget.jsonl … into a folder."""
    check_folder(path, (f"{name}.jsonl" for name in TABLES), force)
    feed = Feed(plans)
    with folder(path, "jsonl", force) as scratch, ExitStack() as stack:
        streams = {name: stack.enter_context((scratch / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
                   for name in TABLES}
        for _, rows in feed:
            for name, held in rows.items():
                names = TABLES[name].names
                streams[name].writelines([write_line(dict(zip(names, map(_json, row), strict=True))) + "\n" for row in held])
        stack.close()
    return feed


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
