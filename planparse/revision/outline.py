"""Two inks and the pairs of their pieces in, which section is which out: by heading, by what they hold, by what stands above."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from planparse.model.plan import Section
from planparse.revision.ink import Ink
from planparse.revision.matching import Pairs
from planparse.revision.solve import assigned

_SAME = 45              # of 100, from which two sections are the same one
_SHARE = 50             # percent of a section's words that have gone into another one, from which it was split off or merged


@dataclass(frozen=True, slots=True)
class Part:
    """A section with the pieces it covers, `[first, last)`; `heading` is the piece of its heading."""

    index: int
    section: Section
    start: int
    end: int
    first: int
    last: int
    heading: int
    parent: int | None


@dataclass(frozen=True)
class Outline:
    """The sections of an ink, and which of them a piece belongs to."""

    ink: Ink

    @cached_property
    def parts(self) -> list[Part]:
        """All sections in reading order."""
        index = {section.id: at for at, section in enumerate(self.ink.plan.sections)}
        found = []
        for at, section in enumerate(self.ink.plan.sections):
            start, end = self.ink.flat(section.span)
            first = self.ink.piece_at(start)
            found.append(Part(at, section, start, end, first, max(first + 1, self.ink.piece_at(max(start, end - 1)) + 1), first,
                              index.get(section.parent or "")))
        return found

    @cached_property
    def innermost(self) -> list[int | None]:
        """Piece index → the innermost section that holds it."""
        held: list[int | None] = [None] * len(self.ink.pieces)
        for part in self.parts:                                     # a child comes behind its parent
            held[part.first:part.last] = [part.index] * (part.last - part.first)
        return held

    def above(self, index: int | None) -> list[int]:
        """The section and those above it, innermost first."""
        chain: list[int] = []
        while index is not None and index not in chain:
            chain.append(index)
            index = self.parts[index].parent
        return chain

    def titles(self, position: int) -> list[str]:
        """Titles of the sections that hold a position of the ink, from the top."""
        if not self.ink.pieces:
            return []
        chain = self.above(self.innermost[self.ink.piece_at(position)])
        sections = [self.parts[index].section for index in reversed(chain)]
        return [section.title for section in sections if section.title is not None]


def paired_sections(old: Outline, new: Outline, pairs: Pairs) -> Pairs:
    """Old section → new section, none twice."""
    shared = _shared(old, new, pairs)
    scores: dict[tuple[int, int], int] = {}
    lengths = [[part.end - part.start for part in side.parts] for side in (old, new)]
    for (s, t), common in shared.items():
        one, two = old.parts[s], new.parts[t]
        held = 100 * common // max(1, lengths[0][s], lengths[1][t])
        score = (_titles(one.section, two.section) + held) // 2
        above = (old.parts[s].parent, new.parts[t].parent)
        if score >= _SAME:
            scores[s, t] = 100 * score + (10 if one.section.level == two.section.level else 0) + (
                5 if one.section.label == two.section.label else 0) + (5 if above == (None, None) or above in shared else 0)
    return assigned(scores)


def with_headings(old: Outline, new: Outline, pairs: Pairs, same: Pairs) -> Pairs:
    """The pairs of pieces, each heading with that of the section its own has become (9.和10. may have changed places)."""
    words = [[piece.text for piece in side.ink.pieces] for side in (old, new)]
    back = {j: i for i, j in pairs.items()}
    own = {}
    for s, t in same.items():
        i, j = old.parts[s].heading, new.parts[t].heading
        rivals = [(i, pairs[i])] if i in pairs else []
        rivals += [(back[j], j)] if j in back else []
        titles = old.parts[s].section.title, new.parts[t].section.title
        alike = fuzz.ratio(words[0][i], words[1][j])
        if (titles[0] and titles[0] == titles[1]) or all(fuzz.ratio(words[0][a], words[1][b]) <= alike for a, b in rivals):
            own[i] = j
    taken = set(own.values())
    return own | {i: j for i, j in pairs.items() if i not in own and j not in taken}


def gone_into(old: Outline, new: Outline, pairs: Pairs, same: Pairs) -> Pairs:
    """Old sections without a partner → the new section that has taken in most of their words (its own partner's are not)."""
    found: Pairs = {}
    for (s, t), common in sorted(_shared(old, new, pairs, own=True).items(), key=lambda one: (-one[1], one[0])):
        part = old.parts[s]
        words = sum(len(old.ink.pieces[at].text) for at in range(part.first, part.last)
                    if old.innermost[at] == s and at != part.heading)
        if s not in same and s not in found and t in same.values() and words and 100 * common >= _SHARE * words:
            found[s] = t
    return found


def _shared(old: Outline, new: Outline, pairs: Pairs, own: bool = False) -> Counter[tuple[int, int]]:
    """Words that an old section and a new one have in common; `own` counts those of the innermost ones only, no headings."""
    common: Counter[tuple[int, int]] = Counter()
    headings = {part.heading for part in old.parts}
    for i, j in pairs.items():
        if own:
            s, t = old.innermost[i], new.innermost[j]
            if s is not None and t is not None and i not in headings:
                common[s, t] += len(old.ink.pieces[i].text)
            continue
        for s in old.above(old.innermost[i]):
            for t in new.above(new.innermost[j]):
                common[s, t] += len(old.ink.pieces[i].text)
    return common


def _titles(one: Section, two: Section) -> int:
    """Likeness of two headings, 0 to 100; two numbered paragraphs without one are judged by what they hold."""
    if one.title is None and two.title is None:
        return 100 if one.label == two.label else 70
    if one.title is None or two.title is None:
        return 0
    return int(fuzz.ratio(one.title, two.title))
