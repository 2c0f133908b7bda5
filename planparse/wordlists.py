"""The files of lexicons/ in, their rows to be shown and what is wrong with them out.

>>> [one.name for one in wordlists()][:3]
['columns', 'directions', 'divisions']
>>> next(row for row in wordlist("units").rows if row["unit"] == "平方米")["kind"]
'area'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import PlanparseError
from planparse.extract.quantity import quantities
from planparse.lexicon.data import lexicon_folder
from planparse.lexicon.entries import problems
from planparse.lexicon.load import load
from planparse.structure.columns import role_of, source_of
from planparse.text.fold import fold

Row = dict[str, str]
_CODE = re.compile(r"\d{6}")
_CALENDAR = ("年", "月", "日")      # units that are read as time expressions where they stand alone


@dataclass(frozen=True, slots=True)
class Wordlist:
    """One file: what its head comment says about it, its columns (TSV) or keys (TOML), its rows."""

    name: str
    path: Path
    about: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def wordlists() -> list[Wordlist]:
    """Every lexicon in the order of their names."""
    paths = sorted(path for path in lexicon_folder().iterdir() if path.suffix in (".toml", ".tsv"))
    return [_read(path) for path in paths]


def wordlist(name: str) -> Wordlist:
    """The lexicon of a name. Raises PlanparseError if there is none."""
    known = wordlists()
    for one in known:
        if name in (one.name, one.path.name):
            return one
    raise PlanparseError("there is no such word list", name, "use one of: " + ", ".join(one.name for one in known))


def check(name: str | None = None) -> list[str]:
    """What is wrong with one lexicon or all: one sentence each, what, where, what to do."""
    found = []
    for one in wordlists() if name is None else [wordlist(name)]:
        try:
            found += list(_CHECKS.get(one.name, _entries)(one))
        except (KeyError, TypeError, ValueError) as error:
            found.append(f"{one.path.name}: a row cannot be read ({error}); mend it")
    return found


def _read(path: Path) -> Wordlist:
    text = path.read_text("utf-8")
    rows = tuple(_toml_rows(text) if path.suffix == ".toml" else _tsv_rows(text))
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    return Wordlist(path.stem, path, _about(text), columns, rows)


def _about(text: str) -> str:
    """The comment a file opens with."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


def _toml_rows(text: str) -> Iterator[Row]:
    """The tables of the file, lists joined by 、; where there are several kinds of table, `list` names the kind."""
    lists = {key: held for key, held in tomllib.loads(text).items() if isinstance(held, list)}
    for name, rows in lists.items():
        for row in rows:
            kind = {"list": name} if len(lists) > 1 else {}
            yield kind | {key: "、".join(map(str, held)) if isinstance(held, list) else str(held)
                          for key, held in row.items()}


def _tsv_rows(text: str) -> Iterator[Row]:
    """The lines of the file under its line of column names (without one: kind and words)."""
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    heads = lines.pop(0) if lines and len(lines[0]) > 2 else ["kind", "words"]
    for line in lines:
        yield {head: cell for head, cell in zip(heads, line, strict=False) if cell}


def _entries(one: Wordlist) -> Iterator[str]:
    """Lists of [[row]] tables: examples against patterns."""
    if one.path.suffix == ".toml":
        yield from problems(load(one.name), one.path.name)


def _columns(one: Wordlist) -> Iterator[str]:
    """Each example of a table's head must be read with the role (or source) of its row."""
    for row in one.rows:
        wanted, read = ("role", role_of) if "role" in row else ("source", source_of)
        for example in row["examples"].split("、"):
            if (got := read(fold(example))) != row[wanted]:
                yield f"{one.path.name}: {row[wanted]}: the example {example} is read as {got}; move or narrow a word"


def _units(one: Wordlist) -> Iterator[str]:
    """Each unit once, with a quantity that is read with it."""
    seen: set[str] = set()
    for row in one.rows:
        unit, example = row["unit"], row.get("example", "")
        where = f"{one.path.name}: {unit}"
        if unit in seen:
            yield f"{where}: stands twice; keep one row"
        seen.add(unit)
        written = [(found.unit, found.unit_written or "") for found in quantities(fold(example))]
        if unit not in _CALENDAR and not any(unit == base or whole.endswith(unit) for base, whole in written):
            yield f"{where}: no quantity with this unit is read in the example {example}; mend one of them"


def _divisions(one: Wordlist) -> Iterator[str]:
    """Codes of six digits, each with its province."""
    provinces = {row["code"][:2] for row in one.rows if row["code"].endswith("0000")}
    for row in one.rows:
        if not _CODE.fullmatch(row["code"]) or row["code"][:2] not in provinces or not row.get("name"):
            yield f"{one.path.name}: {row['code']}: no code of GB/T 2260 with a province and a name; mend the row"


def _names(one: Wordlist) -> Iterator[str]:
    """Surnames of one and of two characters, each word once."""
    lengths = {"surname": 1, "double": 2}
    seen: set[tuple[str, str]] = set()
    for row in one.rows:
        for word in row["words"].split():
            if len(word) != lengths.get(row["kind"], len(word)):
                yield f"{one.path.name}: {word}: a {row['kind']} has {lengths[row['kind']]} characters; move it"
            if (row["kind"], word) in seen:
                yield f"{one.path.name}: {word}: stands twice; keep one"
            seen.add((row["kind"], word))


#: Lexicons with a check of their own; all others are lists of [[row]] tables.
_CHECKS: dict[str, Callable[[Wordlist], Iterator[str]]] = {
    "columns": _columns, "divisions": _divisions, "names": _names, "units": _units}
