"""Scores in, the lines and the JSON a reader gets out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from planparse.codec import write_json
from planparse.score.gold import Placed
from planparse.score.judge import Miss, headline
from planparse.score.tally import LEVELS, Tally

_LONGEST = 260
_PLACES = ("at", "before", "nth", "span", "spans", "heading_span", "id", "section")


def as_lines(name: str, table: dict[str, Tally], misses: list[Miss] | None = None) -> Iterator[str]:
    """One plan's table, then each miss where they are wanted."""
    yield ""
    yield f"{name}: mean full F1 {headline(table):.3f}"
    yield f"  {'type':28}{'gold':>6}{'pred':>6}" + "".join(f"{level:>8}" for level in LEVELS) + "  parts"
    for kind, tally in table.items():
        if tally.gold or tally.found:
            row = tally.row()
            cells = "".join(f"{'-':>8}" if row[level] is None else f"{row[level]:8.3f}" for level in LEVELS)
            parts = " ".join(f"{part}={share:.2f}" for part, share in row["parts"].items() if share < 1)
            yield f"  {kind:28}{tally.gold:6}{tally.found:6}{cells}  {parts}".rstrip()
    for miss in misses or []:
        yield f"    {miss.kind} {miss.what}"
        yield f"      gold {miss.wanted or brief(miss.gold)}".rstrip()
        yield f"      pred {miss.got or brief(miss.found)}".rstrip()


def as_json(tables: dict[str, dict[str, Tally]]) -> str:
    """All tables as JSON, by plan name."""
    report = {name: {"mean": headline(table), **{kind: tally.row() for kind, tally in table.items()}}
              for name, table in tables.items()}
    return write_json(report) + "\n"


def brief(item: Placed | None) -> str:
    """An item in one line: where, and what it says."""
    if item is None:
        return ""
    said: dict[str, Any] = {name: value for name, value in item.values.items() if name not in _PLACES}
    return f"@{item.at[0]} " + json.dumps(said, ensure_ascii=False, default=str)[:_LONGEST]
