"""The leading group's list: a Reading in, items out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.assemble.place import place
from planparse.extract.member import Person, appointments, is_person, is_post, people, role_label, split_posts
from planparse.model.document import Cell, Table
from planparse.model.plan import Member
from planparse.model.structure import Reading
from planparse.text.fold import fold

_LINES_WITHOUT_NAME = 3


def members(reading: Reading) -> list[Member]:
    """The items in reading order, each name at one place once."""
    found: dict[int, Member] = {}
    tables = [table.span for table in reading.document.tables]
    for start, role, person in _tabled(reading):
        _add(reading, found, start, role, person)
    for start, role, person in _listed(reading):
        if not any(span.start <= start < span.end for span in tables):
            _add(reading, found, start, role, person)
    for one in appointments(reading.flow.text):
        found.setdefault(one.start, Member(
            **place(reading, one.start, one.end), rule="member/appointed", name=one.name, role=one.role,
            posts=list(one.posts)))
    return [found[start] for start in sorted(found)]


def _add(reading: Reading, found: dict[int, Member], offset: int, role: str, person: Person) -> None:
    """Make the item, if the flow has the name where the text has it."""
    start = reading.flow.flat(offset + person.start)
    end = start + len(person.name)
    if reading.flow.text[start:end] == person.name:
        found.setdefault(start, Member(**place(reading, start, end), rule=person.rule, name=person.name, role=role,
                                       posts=list(person.posts)))


def _listed(reading: Reading) -> Iterator[tuple[int, str, Person]]:
    """People in lines: a role label opens a list, which goes on until lines name nobody any more."""
    text = fold(reading.document.text)
    role, idle, at = "", 0, 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        words = line.rstrip()
        if not words.strip(" \t\u3000"):
            continue
        label = role_label(words) if len(words) < 400 else None
        if label:
            named = people(words[label[1]:])
            if named or words.rstrip().endswith(":"):
                role, idle = label[0], 0
                for person in named:
                    yield start + label[1], role, person
                continue
        if not role:
            continue
        named = people(words) if len(words) < 200 and "。" not in words[:-1] else []
        for person in named:
            yield start, role, person
        idle = 0 if named else idle + 1
        if idle >= _LINES_WITHOUT_NAME or (not named and ("。" in words or len(words) > 80)):
            role = ""


def _tabled(reading: Reading) -> Iterator[tuple[int, str, Person]]:
    """People in tables that have a column 姓名."""
    text = reading.document.text
    for table in reading.document.tables:
        rows = _rows(table)
        for number, row in enumerate(rows[:3]):
            heads = {column: re.sub(r"\s+", "", text[slice(*cell.span)]) for column, cell in row.items()}
            name_column = next((c for c, head in heads.items() if head in ("姓名", "人员", "名单", "成员姓名")), None)
            if name_column is not None:
                yield from _people_of(reading, rows[number + 1:], heads, name_column)
                break
        else:
            yield from _without_head(text, rows)


def _without_head(text: str, rows: list[dict[int, Cell]]) -> Iterator[tuple[int, str, Person]]:
    """Rows of a table without heads: role, name, post; the role may cover several rows."""
    role = ""
    for row in rows:
        cells = list(dict.fromkeys(row[column] for column in sorted(row)))
        words = [fold(text[slice(*cell.span)]) for cell in cells]
        first = "".join(words[0].split()) if words else ""
        if first and (label := role_label(first.rstrip(":") + ":")) and label[1] == len(first.rstrip(":")) + 1:
            role, cells, words = label[0], cells[1:], words[1:]
        filled = [(cell, word) for cell, word in zip(cells, words, strict=True) if word.strip()]
        if not role or not filled:
            continue
        cell, word = filled[0]
        name = "".join(word.split())
        posts = "".join("".join(other.split()) for _, other in filled[1:])
        if posts and is_person(name, sure=is_post(posts)):
            yield (cell.span.start, role, Person(len(word) - len(word.lstrip()), len(word.rstrip()), name,
                                                 split_posts(posts), "member/table"))
        else:
            for person in people(word):
                yield cell.span.start, role, person


def _rows(table: Table) -> list[dict[int, Cell]]:
    """The cells by row and column; a merged cell stands in each place it covers."""
    rows: list[dict[int, Cell]] = [{} for _ in range(min(table.rows, 5000))]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, len(rows))):
            for column in range(cell.column, cell.column + min(cell.colspan, 50)):
                rows[row][column] = cell
    return rows


def _people_of(reading: Reading, rows: list[dict[int, Cell]], heads: dict[int, str],
               name_column: int) -> Iterator[tuple[int, str, Person]]:
    text = reading.document.text
    role = "成员"
    for row in rows:
        cell = row.get(name_column)
        if cell is None:
            continue
        written = text[slice(*cell.span)]
        name = re.sub(r"\s+", "", fold(written))
        posts = ""
        for column, head in heads.items():
            other = row.get(column)
            words = "" if other is None else re.sub(r"\s+", "", fold(text[slice(*other.span)]))
            if column == name_column or not words:
                continue
            if label := role_label(words + ":"):
                role = label[0]
            elif head.endswith(("职务", "单位", "职务职称", "单位及职务", "所在单位", "工作单位")):
                posts += words
        if is_person(name, sure=True):
            yield cell.span.start, role, Person(len(written) - len(written.lstrip()), len(written), name,
                                                split_posts(posts), "member/table")
