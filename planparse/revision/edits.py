"""Streams of two inks in, edits out: the smallest stretches that differ, whole numbers and words of Latin letters, and where
each equal stretch has gone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from planparse.revision.ink import Ink
from planparse.revision.streams import Stream

_TOKEN = re.compile(r"\d+(?:\.\d+)*|[A-Za-z]+|.", re.DOTALL)
_WORD_END = frozenset("。;,、:!?()《》〔〕“”·!?")
_AT_ONCE = 16_000_000   # product of tokens that is compared in one go; longer stretches are parted at reworded pieces


@dataclass(frozen=True, slots=True)
class InkEdit:
    """`[start, end)` of the old ink and what stands in its place in the new one; `stream` is the index of its stream."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    stream: int


@dataclass(frozen=True, slots=True)
class Equal:
    """A stretch that both inks have."""

    old: int
    new: int
    length: int
    stream: int


@dataclass(frozen=True)
class Aligned:
    """All edits and equal stretches, in the order of the old ink; quiet edits are those of what one side takes for furniture."""

    edits: tuple[InkEdit, ...]
    equal: tuple[Equal, ...]
    quiet: tuple[InkEdit, ...] = ()

    def image(self, start: int, end: int) -> tuple[int, int] | None:
        """Where `[start, end)` of the old ink has gone: the hull of what stands for it, or None if nothing does."""
        found = []
        for one in self.equal_over(start, end):
            low, high = max(start, one.old), min(end, one.old + one.length)
            found.append((one.new + low - one.old, one.new + high - one.old, one.stream))
        found += [(edit.new_start, edit.new_end, edit.stream) for edit in self.edits_over(start, end)]
        if not found:
            return None
        home = max(sorted({stream for _, _, stream in found}),
                   key=lambda stream: sum(b - a for a, b, one in found if one == stream))
        return min(a for a, _, stream in found if stream == home), max(b for _, b, stream in found if stream == home)

    def equal_over(self, start: int, end: int) -> list[Equal]:
        """The equal stretches that share a character with `[start, end)` of the old ink."""
        at = max(0, bisect_right(self.equal, start, key=lambda one: one.old) - 1)
        stop = bisect_left(self.equal, max(end, start + 1), key=lambda one: one.old)
        return [one for one in self.equal[at:stop] if one.old < end and one.old + one.length > start]

    def edits_over(self, start: int, end: int) -> list[InkEdit]:
        """The edits that take something out of `[start, end)` of the old ink or put something in front of its end."""
        found = []
        for edits in (self.edits, self.quiet):
            at = max(0, bisect_left(edits, start, key=lambda one: one.old_start) - 3)
            stop = bisect_left(edits, max(end, start + 1), key=lambda one: one.old_start)
            found += [one for one in edits[at:stop] if one.old_end > start or one.old_start == one.old_end == start]
        return found


def aligned(old: Ink, new: Ink, streams: Sequence[Stream]) -> Aligned:
    """The edits of all streams."""
    edits: list[InkEdit] = []
    equal: list[Equal] = []
    breaks = _breaks(old), _breaks(new)
    for number, stream in enumerate(streams):
        for olds, news, same, anchor in _runs(old, new, stream):
            if same:
                one, two = old.pieces[olds[0]], new.pieces[news[0]]
                equal.append(Equal(one.start, two.start, one.end - one.start, number))
            else:
                _compare(_tokens(old, olds, breaks[0]), _tokens(new, news, breaks[1]), anchor, old, new, number, edits, equal)
    edits.sort(key=lambda one: (one.old_start, one.new_start))
    quiet = {edit for edit in edits if _printed_alike(edit, old, new)}
    return Aligned(tuple(edit for edit in edits if edit not in quiet), tuple(sorted(equal, key=lambda one: one.old)),
                   tuple(edit for edit in edits if edit in quiet))


def _printed_alike(edit: InkEdit, old: Ink, new: Ink) -> bool:
    """Whether both sides print the same, one of them with a page number: read over there, or alone in its line."""
    one, two = old.printed(edit.old_start, edit.old_end), new.printed(edit.new_start, edit.new_end)
    if (edit.old_start == edit.old_end and new.alone(edit.new_start, edit.new_end)) or (
            edit.new_start == edit.new_end and old.alone(edit.old_start, edit.old_end)):
        return True
    return bool({old.text[edit.old_start:edit.old_end], one} & {new.text[edit.new_start:edit.new_end], two})


def _runs(old: Ink, new: Ink, stream: Stream) -> Iterator[tuple[list[int], list[int], bool, tuple[int, int]]]:
    """Pairs of equal pieces, and what lies between them on both sides, with the place behind what stands in front of it.

    A long stretch is parted at reworded pairs.
    """
    place = {j: at for at, j in enumerate(stream.new)}
    solid: list[tuple[int, int]] = []
    loose: list[tuple[int, int]] = []
    for at, i in enumerate(stream.old):
        if i in stream.pairs:
            j = stream.pairs[i]
            (solid if old.pieces[i].text == new.pieces[j].text else loose).append((at, place[j]))
    ends = [*solid, (len(stream.old), len(stream.new))]
    a = b = 0
    for at, there in ends:
        inner = [one for one in loose if a <= one[0] < at]
        for x, y in (*inner, (at, there)):
            size = sum(len(old.pieces[i].text) for i in stream.old[a:x]) * sum(len(new.pieces[j].text) for j in stream.new[b:y])
            if (x, y) == (at, there) or size > _AT_ONCE:
                if x > a or y > b:
                    yield stream.old[a:x], stream.new[b:y], False, (_behind(old, stream.old, a), _behind(new, stream.new, b))
                a, b = x, y
        if at < len(stream.old):
            yield [stream.old[at]], [stream.new[there]], True, (0, 0)
            a, b = at + 1, there + 1


def _behind(ink: Ink, pieces: Sequence[int], at: int) -> int:
    """The place behind the piece in front of one of a stream."""
    return ink.pieces[pieces[at - 1]].end if at else ink.pieces[pieces[0]].start if pieces else 0


def _breaks(ink: Ink) -> set[int]:
    """Where a number ends although the next character is a digit, too: cells, labels and headings."""
    found: set[int] = set()
    for table in ink.plan.table_records:
        for row in (*table.header, *table.rows):
            for cell in row:
                found |= set(ink.flat(cell.span))
    for section in ink.plan.sections:
        start, end = ink.flat(section.heading_span)
        found |= {start, start + len(section.label), end}
    return found


def _tokens(ink: Ink, pieces: Sequence[int], breaks: set[int]) -> list[tuple[int, int]]:
    """Tokens of some pieces as places; pieces that follow each other are read as one text."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        start = ink.pieces[pieces[at]].start
        while at + 1 < len(pieces) and pieces[at + 1] == pieces[at] + 1:
            at += 1
        end = ink.pieces[pieces[at]].end
        cuts = sorted({start, end, *(cut for cut in breaks if start < cut < end)}) if breaks else [start, end]
        for low, high in pairwise(cuts):
            found += [match.span() for match in _TOKEN.finditer(ink.text, low, high)]
        at += 1
    return found


def _compare(one: list[tuple[int, int]], two: list[tuple[int, int]], anchor: tuple[int, int], old: Ink, new: Ink, number: int,
             edits: list[InkEdit], equal: list[Equal]) -> None:
    """Compare two lists of tokens; what differs goes to `edits`, the rest to `equal`. `anchor` is where both begin."""
    words = [old.text[a:b] for a, b in one], [new.text[a:b] for a, b in two]
    blocks = [[op.src_start, op.src_end, op.dest_start, op.dest_end] for op in Indel.opcodes(*words) if op.tag == "equal"]
    blocks = [*_slid(_worthy(blocks, len(one), len(two)), *words), [len(one), len(one), len(two), len(two)]]
    a = b = 0
    for a1, a2, b1, b2 in blocks:
        if a1 > a or b1 > b:
            _put(one[a:a1], two[b:b1], _point(one, a, anchor[0]), _point(two, b, anchor[1]), old, new, number, edits, equal)
        for k in range(a2 - a1):
            (x, end), (y, _) = one[a1 + k], two[b1 + k]
            last = equal[-1] if equal else None
            if k and last is not None and last.old + last.length == x and last.new + last.length == y:
                equal[-1] = Equal(last.old, last.new, last.length + end - x, number)
            else:
                equal.append(Equal(x, y, end - x, number))
        a, b = a2, b2


def _point(tokens: list[tuple[int, int]], at: int, anchor: int) -> int:
    """The place behind the token in front."""
    return tokens[at - 1][1] if at else anchor


def _worthy(blocks: list[list[int]], length: int, other: int) -> list[list[int]]:
    """Equal blocks without those that are islands: much shorter than what differs on both of their sides."""
    kept: list[list[int]] = []
    for at, block in enumerate(blocks):
        size = block[1] - block[0]
        before = kept[-1] if kept else [0, 0, 0, 0]
        after = blocks[at + 1] if at + 1 < len(blocks) else [length, length, other, other]
        left = max(block[0] - before[1], block[2] - before[3])
        right = max(after[0] - block[1], after[2] - block[3])
        if size > 2 or 3 * size > left or 3 * size > right:
            kept.append(list(block))
    return kept


def _slid(blocks: list[list[int]], one: list[str], two: list[str]) -> list[list[int]]:
    """A part that was put in or taken out may stand a few tokens earlier or later: prefer where a phrase begins or ends."""
    for left, right in pairwise(blocks):
        gap_old, gap_new = (left[1], right[0]), (left[3], right[2])
        if (gap_old[0] == gap_old[1]) == (gap_new[0] == gap_new[1]):
            continue
        words, (start, end) = (one, gap_old) if gap_old[0] < gap_old[1] else (two, gap_new)
        low = 0
        while low < left[1] - left[0] - 1 and words[start - low - 1] == words[end - low - 1]:
            low += 1
        high = 0
        while high < right[1] - right[0] - 1 and words[start + high] == words[end + high]:
            high += 1
        best = max(range(-low, high + 1), key=lambda step: (_natural(words, start + step, end + step), -abs(step)))
        left[1] += best
        left[3] += best
        right[0] += best
        right[2] += best
    return blocks


def _natural(words: list[str], start: int, end: int) -> int:
    """How good a place is to cut at."""
    outer = 2 if words[start] in "、,;" and words[end - 1] not in _WORD_END else 0
    inner = 2 if start and words[start - 1] in _WORD_END and words[end - 1] in _WORD_END else 0
    return max(outer, inner, 1 if start and words[start - 1] in _WORD_END else 0)


def _put(one: list[tuple[int, int]], two: list[tuple[int, int]], at_old: int, at_new: int, old: Ink, new: Ink, number: int,
         edits: list[InkEdit], equal: list[Equal]) -> None:
    """One edit, parted where the pieces of a side do not follow each other or where only one side has words."""
    olds, news = _ranges(one), _ranges(two)
    if olds and news:
        (a, b), (c, d) = olds.pop(0), news.pop(0)
        if not olds and not news and old.text[a:b] == new.text[c:d]:
            equal.append(Equal(a, c, b - a, number))
            return
        edits.append(InkEdit(a, b, c, d, number))
        at_old, at_new = b, d
    edits += [InkEdit(start, end, at_new, at_new, number) for start, end in _by_piece(old, olds)]
    edits += [InkEdit(at_old, at_old, start, end, number) for start, end in _by_piece(new, news)]


def _ranges(tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Tokens that touch, together."""
    found: list[tuple[int, int]] = []
    for start, end in tokens:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _by_piece(ink: Ink, ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges cut where a piece ends, so that each sentence that was put in or taken out is an edit of its own."""
    for start, end in ranges:
        at = ink.piece_at(start)
        while start < end:
            stop = min(end, ink.pieces[at].end)
            if stop > start:
                yield start, stop
            start, at = stop, at + 1
