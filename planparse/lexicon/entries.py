"""One row of a lexicon with its examples in, what is wrong with it out.

A row is a surface form (a regular expression over folded, white-space-free text) that somebody who knows
policy can read, with sentences or names it must match and others it must leave alone.

>>> problems([Entry("commerce", "商务", ("商务局",), ("县商务局",), ("电商办",))])
[]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.lexicon.matcher import longest, rule


@dataclass(frozen=True, slots=True)
class Entry:
    """`code` is stable once published; `field` groups rows of one list (a policy field, a kind of word)."""

    code: str
    label: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()
    field: str | None = None
    measure: str | None = None            # indicators only: count | rate | money, None for any


def problems(entries: Sequence[Entry], name: str = "") -> list[str]:
    """What is wrong with these rows, one sentence each: what, where, what to do."""
    found: list[str] = []
    places: dict[tuple[str | None, str], str] = {}
    codes: set[tuple[str | None, str]] = set()
    for entry in entries:
        where = f"{name}{': ' if name else ''}{entry.code}"
        if (entry.field, entry.code) in codes:
            found.append(f"{where}: the code stands on two rows; join them")
        codes.add((entry.field, entry.code))
        if not entry.patterns:
            found.append(f"{where}: no pattern; add a surface form")
        if not entry.examples:
            found.append(f"{where}: no example; add one that the row matches")
        for pattern in entry.patterns:
            other = places.setdefault((entry.field, pattern), entry.code)
            if other != entry.code:
                found.append(f"{where}: {pattern} stands on the row {other} too; keep it on one")
            try:
                re.compile(pattern)
            except re.error as error:
                found.append(f"{where}: {pattern} is not a pattern ({error}); mend it")
    return found or _example_problems(entries, name)


def _example_problems(entries: Sequence[Entry], name: str) -> list[str]:
    """Examples that another row wins, that no row matches, or that a row matches against its word."""
    found: list[str] = []
    for field in dict.fromkeys(entry.field for entry in entries):
        rows = [entry for entry in entries if entry.field == field]
        rules = [rule(entry.code, entry.patterns) for entry in rows]
        for entry in rows:
            where = f"{name}{': ' if name else ''}{entry.code}"
            for example in entry.examples:
                best = longest(rules, example)
                if [code for code, _ in best] != [entry.code]:
                    rivals = "、".join(code for code, _ in best) or "no row"
                    found.append(f"{where}: the example {example} is matched by {rivals}; mend the pattern")
            for example in entry.not_examples:
                if entry.code in [code for code, _ in longest(rules, example)]:
                    found.append(f"{where}: the counter-example {example} is matched; narrow the pattern")
            found += [f"{where}: no example for {pattern}; add one" for pattern in entry.patterns
                      if not any(re.search(pattern, example) for example in entry.examples)]
    return found
