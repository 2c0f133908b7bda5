"""Works stated inside a section's text: table rows that no section as a whole restates in, the stretches that do out.

Of a paragraph 购置分拣机3台；改造仓库2座。 the row 改造仓库2座 restates the second part, not the whole. Where a section
holds what one row alone restates, the section is that row's work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from planparse.assemble.works import Statement, bare, core, first_clause
from planparse.model.structure import Reading
from planparse.structure.grids import cell_text

_PART = re.compile(r"[^。;\n]+")
_CLAUSE = re.compile(r"[^,]+")
_SPENDING = re.compile(r"(?:经费|资金|费用|补贴|补助|奖补|贴息|款)$")
_UNITS = re.compile(r"(?:责任|牵头|配合|主管|承办|协办|参加)(?:单位|部门)")
_MOST = 0.7           # of a section's length
_LEAST = 4            # characters of a name that may be looked for on its own
_ALIKE = 0.7
_SURE = 0.9           # for names of few characters


@dataclass(frozen=True, slots=True)
class Inner:
    """What a table restates of the sections' texts."""

    whole: Mapping[int, int]              # row -> work: the only row the section holds
    parts: Mapping[int, Statement]        # row -> a stretch of its own
    rest: Mapping[int, Statement]         # work -> its statement without the parts


@dataclass(frozen=True, slots=True)
class _Part:
    """One sentence of a section."""

    work: int
    start: int
    end: int
    words: str
    pairs: frozenset[str]
    alone: bool = False           # the section's title, or nearly all the section says


def inline_works(reading: Reading, works: Sequence[Statement], rows: Sequence[Statement],
                 taken: Mapping[int, int]) -> Inner:
    """What each row restates of a section's text.

    `works` are the first statements of the works so far, `taken` the rows that were matched to one of them.
    """
    if all(number in taken for number in range(len(rows))):
        return Inner({}, {}, {})
    parts = [part for number, work in enumerate(works) if work.row is None and not work.inner
             for part in _parts(reading, number, work)]
    used = set(taken.values())
    found: dict[int, _Part] = {}
    whole: dict[int, int] = {}
    holders = _holders(parts, [text for number, row in enumerate(rows) if number not in taken for text in _texts(reading, row)])
    for number, row in enumerate(rows):
        if number in taken or (part := _best(reading, row, parts, holders)) is None:
            continue
        if not part.alone:
            found[number] = part
        elif part.work not in used:
            used.add(part.work)
            whole[number] = part.work
    found = _first_of_each(reading, rows, found)
    held = Counter(part.work for part in found.values())
    whole.update({number: part.work for number, part in found.items()
                  if held[part.work] == 1 and part.work not in used})
    found = {number: part for number, part in found.items() if number not in whole}
    shared = {part.work for part in found.values()}
    for number, work in taken.items():
        if work not in shared:
            continue
        inside = [part for part in parts if part.work == work and not part.alone]
        if (part := _best(reading, rows[number], inside, _holders(inside, _texts(reading, rows[number])))) is not None:
            found[number] = part
    stretches = _stretches(reading, rows, found)
    placed = {number: _placed(reading, works[found[number].work], span, _clause(reading, rows[number], found[number]))
              for number, span in stretches.items()}
    rest = {work: _without(reading, works[work], [span for number, span in stretches.items() if found[number].work == work])
            for work in shared}
    return Inner(whole, placed, rest)


def _parts(reading: Reading, number: int, work: Statement) -> Iterator[_Part]:
    text = reading.flow.text
    long = sum(end - start for start, end in work.spans)
    for start, end in work.spans:
        for match in _PART.finditer(text, start, end):
            words = bare(match.group())
            alone = match.end() - match.start() >= _MOST * long or (work.head or 0) >= match.end()
            if not _UNITS.match(words) and not _in_table(reading, match.start()):
                yield _Part(number, match.start(), match.end(), words, frozenset(_pairs(words)), alone)


def _in_table(reading: Reading, at: int) -> bool:
    return any(grid.start <= at < grid.end for grid in reading.grids)


def _first_of_each(reading: Reading, rows: Sequence[Statement], found: Mapping[int, _Part]) -> dict[int, _Part]:
    """Of rows that say the same the first alone restates the text."""
    first: dict[tuple[int, tuple[str, ...]], int] = {}
    for number, part in found.items():
        first.setdefault((part.start, tuple(_texts(reading, rows[number]))), number)
    return {number: found[number] for number in sorted(first.values())}


def _pairs(words: str) -> Iterator[str]:
    return (words[at:at + 2] for at in range(len(words) - 1))


def _holders(parts: Sequence[_Part], texts: Sequence[str]) -> Mapping[str, list[int]]:
    """The parts that hold each pair of characters of the texts."""
    holders: dict[str, list[int]] = {}
    asked = {pair for text in texts for pair in _pairs(text)}
    for number, part in enumerate(parts):
        for pair in part.pairs & asked:
            holders.setdefault(pair, []).append(number)
    return holders


def _best(reading: Reading, row: Statement, parts: Sequence[_Part],
          holders: Mapping[str, list[int]]) -> _Part | None:
    """The sentence that says what the row says; the first of equal ones."""
    scores: dict[int, float] = {}
    for text in _texts(reading, row):
        shared: Counter[int] = Counter()
        for pair in _pairs(text):
            shared.update(holders.get(pair, ()))
        for number, common in shared.items():
            score = _in_order(text, parts[number], common / (len(text) - 1))
            if score >= (_ALIKE if len(text) > _LEAST else _SURE):
                scores[number] = scores.get(number, 0.0) + score
    best = max(scores.values(), default=0.0)
    return parts[min(number for number, score in scores.items() if score == best)] if scores else None


def _texts(reading: Reading, row: Statement) -> list[str]:
    if row.row is None:
        return []
    names = [bare(cell_text(reading.flow, cell)) for cell in (row.row.name, row.row.detail) if cell is not None]
    return [text for text in (_SPENDING.sub("", name, 1) for name in names) if len(text) >= _LEAST]


def _said(words: str, part: _Part) -> float:
    """How much of the words the part says, in their order: 1 for all of them."""
    return _in_order(words, part, sum(pair in part.pairs for pair in _pairs(words)) / (len(words) - 1))


def _in_order(words: str, part: _Part, shared: float) -> float:
    """The same, where it is known how much of the words' pairs of characters the part holds."""
    if shared < _ALIKE / 2:
        return 0.0
    return (shared + LCSseq.similarity(words, part.words) / len(words)) / 2


def _stretches(reading: Reading, rows: Sequence[Statement],
               found: Mapping[int, _Part]) -> dict[int, tuple[int, int]]:
    """The place of each row's part: its sentence, or its clauses up to those of the next row in the sentence."""
    sentences: dict[tuple[int, int], list[int]] = {}
    for number, part in found.items():
        sentences.setdefault((part.start, part.end), []).append(number)
    stretches: dict[int, tuple[int, int]] = {}
    for (start, end), numbers in sentences.items():
        if len(numbers) == 1:
            stretches[numbers[0]] = (start, end)
            continue
        starts = sorted((_clause(reading, rows[number], found[number]), number) for number in numbers)
        for place, (at, number) in enumerate(starts):
            after = [other for other, _ in starts[place + 1:] if other > at]
            stretches[number] = (start if place == 0 else at, after[0] if after else end)
    return stretches


def _clause(reading: Reading, row: Statement, part: _Part) -> int:
    """Where the clause begins that says most of the row."""
    best, at = -1.0, part.start
    for match in _CLAUSE.finditer(reading.flow.text, part.start, part.end):
        words = bare(match.group())
        clause = _Part(part.work, match.start(), match.end(), words, frozenset(_pairs(words)))
        score = max((_said(text, clause) for text in _texts(reading, row)), default=0.0)
        if score > best:
            best, at = score, match.start()
    return at


def _placed(reading: Reading, leaf: Statement, span: tuple[int, int], name: int) -> Statement:
    """A part in its section, bound by what binds the section; its name begins at `name`."""
    text = reading.flow.text[max(span[0], name):span[1]]
    return replace(leaf, spans=(span,), title=first_clause(text), words=(core(text),), wants="", head=None)


def _without(reading: Reading, leaf: Statement, spans: Sequence[tuple[int, int]]) -> Statement:
    """A section's statement without the parts that are works of their own; a work still if it holds items."""
    kept: list[tuple[int, int]] = []
    for start, end in leaf.spans:
        for first, last in sorted(spans):
            if start <= first < end:
                kept.append((start, first))
                start = last
        kept.append((start, end))
    kept = [(start, end) for start, end in kept if bare(reading.flow.text[start:end])]
    return replace(leaf, spans=tuple(kept) or leaf.spans, wants="items")
