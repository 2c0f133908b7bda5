"""The units lexicon (`lexicons/units.tsv`) in, a lookup from written unit to what it measures out.

>>> units()["平方米"], units()["人次"]
('area', 'count')
"""

from __future__ import annotations

from functools import cache

from planparse.lexicon.data import lexicon_folder


@cache
def units() -> dict[str, str]:
    """Each written unit with its kind: count, area, volume, length, mass, energy, data, money, rate, time, score."""
    return {unit: kind for unit, kind, _ in unit_rows()}


def unit_rows() -> list[tuple[str, str, str]]:
    """The rows (unit, kind, example), for the tests that run each example."""
    lines = (lexicon_folder() / "units.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return [(unit, kind, example) for unit, kind, example in rows]
