"""Administrative divisions of GB/T 2260: a name as printed in, the divisions it may mean out.

>>> [(d.code, d.name) for d in named("永春县")]
[('350525', '永春县')]
>>> [d.code for d in named("大理州")], [d.code for d in shortly("永春")]
(['532900'], ['350525'])
>>> above(named("永春县")[0]).name, province_of("350525").name, province_by_letter("闽").name
('泉州市', '福建省', '福建省')
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from planparse.lexicon.data import lexicon_folder


class Division(NamedTuple):
    """A row of the table; `last` is the last edition that lists an abolished division, None while it exists."""

    code: str
    name: str
    short: str
    first: int | None
    last: int | None

    @property
    def rank(self) -> int:
        """1 province, 2 prefecture, 3 county."""
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3


class _Table(NamedTuple):
    rows: list[list[str]]
    by_name: dict[str, list[int]]
    by_alias: dict[str, list[int]]
    by_short: dict[str, list[int]]
    by_code: dict[str, int]         # the division that has the code today
    letters: dict[str, int]


@cache
def _table() -> _Table:
    """The file, read once: names are looked up in it, records are made only for what is found."""
    lines = (lexicon_folder() / "divisions.tsv").read_text("utf-8").splitlines()
    table = _Table([], {}, {}, {}, {}, {})
    for line in lines:
        if line[0] == "#" or line.startswith("code"):
            continue
        row = line.split("\t")
        at, code, name = len(table.rows), row[0], row[1]
        table.rows.append(row)
        short = row[2] if len(row) > 2 and row[2] else name[:-1]
        if code.endswith("0000"):
            short, *letters = short.split(",")
            table.letters.update((letter, at) for letter in letters)
        table.by_name.setdefault(name, []).append(at)
        if len(short) > 1:
            table.by_short.setdefault(short, []).append(at)
            if name[:-1] != short:                         # 大理白族自治州 is also 大理州
                table.by_alias.setdefault(short + name[-1], []).append(at)
        if len(row) < 5:
            table.by_code[code] = at
        else:
            table.by_code.setdefault(code, at)
    return table


def _division(at: int) -> Division:
    row = _table().rows[at] + ["", "", ""]
    short = row[2].partition(",")[0] or row[1][:-1]
    return Division(row[0], row[1], short, int(row[3]) if row[3] else None, int(row[4]) if row[4] else None)


def _ordered(places: list[int]) -> tuple[Division, ...]:
    """Existing divisions first, then abolished ones; of one that was renumbered only the latest code."""
    found = sorted(map(_division, places), key=lambda d: (-(d.last or 9999), d.code))
    kept = [division for division in found if division.last is None]
    seen = {division.code[:2] + division.name for division in kept}
    for division in found[len(kept):]:
        if (key := division.code[:2] + division.name) not in seen:
            seen.add(key)
            kept.append(division)
    return tuple(kept)


def is_name(name: str) -> bool:
    """Whether this is the full name of a division, of today or abolished."""
    table = _table()
    return name in table.by_name or name in table.by_alias


def named(name: str) -> tuple[Division, ...]:
    """The divisions with this full name (永春县, 鼓楼区: four of them), existing ones first."""
    table = _table()
    return _ordered(table.by_name.get(name, []) + table.by_alias.get(name, []))


def shortly(name: str) -> tuple[Division, ...]:
    """The divisions with this short name (太原, 永春)."""
    return _ordered(_table().by_short.get(name, []))


@cache
def cities() -> tuple[Division, ...]:
    """Every prefecture that exists."""
    table = _table()
    return tuple(_division(at) for code, at in table.by_code.items()
                 if code.endswith("00") and not code.endswith("0000") and len(table.rows[at]) < 5)


def by_code(code: str) -> Division | None:
    """The division with this code."""
    at = _table().by_code.get(code)
    return None if at is None else _division(at)


def province_of(code: str) -> Division | None:
    """The province that holds a code."""
    return by_code(code[:2] + "0000")


def above(division: Division) -> Division | None:
    """The next division above: the prefecture of a county, the province of a prefecture."""
    if division.rank == 1:
        return None
    city = by_code(division.code[:4] + "00") if division.rank == 3 else None
    return city or province_of(division.code)


def province_by_letter(letter: str) -> Division | None:
    """The province with this one-character name (闽, 浙), as document numbers begin with it."""
    at = _table().letters.get(letter)
    return None if at is None else _division(at)
