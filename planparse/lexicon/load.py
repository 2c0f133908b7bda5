"""The name of a lexicon in, its rows out: `[[row]]` tables of `lexicons/NAME.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from planparse.lexicon.data import lexicon_folder
from planparse.lexicon.entries import Entry


@cache
def load(name: str) -> tuple[Entry, ...]:
    """The rows of `lexicons/NAME.toml` in their order."""
    with (lexicon_folder() / f"{name}.toml").open("rb") as stream:
        return tuple(_entry(row) for row in tomllib.load(stream)["row"])


def _entry(row: Mapping[str, Any]) -> Entry:
    """One table of the file as a record; an unknown key is a mistake of the writer and raises."""
    unknown = row.keys() - Entry.__slots__
    if unknown:
        raise ValueError(f"row {row.get('code')}: unknown key {'、'.join(sorted(unknown))}; remove it")
    return Entry(code=row["code"], label=row["label"], patterns=tuple(row["patterns"]),
                 examples=tuple(row["examples"]), not_examples=tuple(row.get("not_examples", ())),
                 field=row.get("field"), measure=row.get("measure"))


def alternation(name: str, field: str, code: str | None = None) -> str:
    """All patterns of one field (and code) of a lexicon as one alternation, longest first."""
    patterns = {pattern for entry in load(name) if entry.field == field and code in (None, entry.code)
                for pattern in entry.patterns}
    return "|".join(sorted(patterns, key=lambda one: (-len(one), one)))
