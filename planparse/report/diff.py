"""Two plans, their Diff and Alignment in, one HTML page out: a summary, a list of changes, both texts side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planparse.model.alignment import Alignment
from planparse.model.change import Change, Diff
from planparse.model.plan import Plan
from planparse.report import words
from planparse.report.beside import Line, in_cells, lines
from planparse.report.folding import blocks
from planparse.report.pages import page
from planparse.revision.digest import EFFECTS, MANNERS, digest


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as the list shows it."""

    number: int
    kind: str
    effect: str
    manner: str
    aspect: str
    message: str
    section: str
    also: tuple[str, ...]
    search: str


def diff_page(old: Plan, new: Plan, diff: Diff, alignment: Alignment) -> str:
    """The page; the same plans always give the same bytes."""
    names = words.item_names(old), words.item_names(new)
    entries = [_entry(number, change, words.consequences(change, *names)) for number, change in enumerate(diff.changes, 1)]
    numbers = {change.id: number for number, change in enumerate(diff.changes, 1)}
    glance = digest(diff)
    made = lines(old, new, diff.changes, alignment)
    return page("diff", title=words.title(new), names=(diff.old.name, diff.new.name),
                versions=(words.version(old, new), words.version(new, old)), headline=words.headline(glance.total, glance.effects),
                glance=glance, chief=[entries[numbers[change.id] - 1] for change in glance.chief],
                entries=entries, blocks=_stretches(made), ends=_ends(made), words=words,
                effects=[(one, glance.effects[one]) for one in EFFECTS], manners=MANNERS, marking=_Marking(entries), in_cells=in_cells,
                placed={one for line in made for one in line.changes}
                | {one for line in made for side in (line.old, line.new) for piece in side or () for one in piece.changes})


class _Marking:
    """Numbers of changes in, what a mark in the text looks like out."""

    def __init__(self, entries: list[Entry]) -> None:
        self.effects = {entry.number: entry.effect for entry in entries}

    def effect(self, numbers: Iterable[int]) -> str:
        """The effect to show where several changes share a mark: weaker goes before stronger, neutral last."""
        effects = {self.effects[number] for number in numbers}
        return next((effect for effect in EFFECTS if effect in effects), "neutral")


def _stretches(made: list[Line]) -> list[tuple[bool, tuple[Line, ...]]]:
    return [(block.folded, block.lines) for block in blocks(made)]


def _ends(made: list[Line]) -> dict[int, str]:
    """Where the link of a moved stretch leads: 上方 or 下方."""
    return {line.index: "下方" if line.other > line.index else "上方" for line in made if line.other is not None}


def _entry(number: int, change: Change, also: list[str]) -> Entry:
    section = words.where(change.section)
    quotes = [place.quote for place in (change.old, change.new) if place]
    aspect = words.aspect(change)
    return Entry(number, change.kind, change.effect, change.change, aspect, change.message, section,
                 tuple(also),
                 " ".join(" ".join((aspect, section, change.message, *quotes)).split()).lower()[:600])
