"""The labels of a document in reading order in, level and parent of each out.

A scheme has no fixed level: 一、 > 1. in one plan, 第一部分 > （一） > 1. in another. What is open tells.

>>> from planparse.structure.numbering import Label
>>> labels = [Label(scheme, number, 0, 1) for scheme, number in
...           (("一、", 1), ("(一)", 1), ("1.", 1), ("(一)", 2), ("1.", 2), ("一、", 2), ("1.", 3))]
>>> [place.level for place in nested(labels, [True] * 7)]
[1, 2, 3, 2, 3, 1, 2]
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.structure.numbering import ANNEX, BOX, RANK, Label


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands in the tree; `parent` is an index into the outline."""

    level: int
    parent: int | None


def nested(labels: Sequence[Label], own_line: Sequence[bool]) -> list[Place]:
    """Level and parent of each label; `own_line` tells which stand alone (not run-in)."""
    tree = _Tree(labels, own_line)
    for index in range(len(labels)):
        tree.add(index)
    parents = tree.parents
    levels: list[int] = []
    for index, parent in enumerate(parents):
        levels.append(1 + tree.lowered[index] + (0 if parent is None else levels[parent]))
    return [Place(level, parent) for level, parent in zip(levels, parents, strict=True)]


class _Tree:
    """The headings that are open while the labels pass by."""

    def __init__(self, labels: Sequence[Label], own_line: Sequence[bool]) -> None:
        self.labels, self.own_line = labels, own_line
        self.open: list[int] = []
        self.parents: list[int | None] = []
        self.lowered = [0] * len(labels)
        self.holds: set[tuple[str, str]] = set()        # schemes seen one inside the other
        self.last: dict[str, int] = {}
        self.children: dict[int | None, list[int]] = defaultdict(list)
        self.outermost: dict[int | None, int] = {}      # rank of the outermost scheme among the children
        self.places: dict[str, list[int]] = defaultdict(list)
        for index, label in enumerate(labels):
            self.places[label.scheme].append(index)

    def add(self, index: int) -> None:
        """Close what the label ends, and hang it under what stays open."""
        label = self.labels[index]
        if label.scheme == ANNEX:
            self.open, self.last, self.holds = [], {}, set()
        elif label.scheme == BOX:
            self._close_box()
        else:
            self._close(index, label)
        parent = self.open[-1] if self.open else None
        self.parents.append(parent)
        self._lower_orphans(index, parent)
        self.children[parent].append(index)
        self.outermost[parent] = min(RANK.get(label.scheme, -1), self.outermost.get(parent, len(RANK)))
        self.holds.update((self.labels[at].scheme, label.scheme) for at in self.open)
        self.last[label.scheme] = label.number
        self.open.append(index)

    def _close_box(self) -> None:
        """A box (专栏) stands beside the run-in paragraphs, under the heading that has a line of its own."""
        for depth, at in enumerate(self.open):
            if self.labels[at].scheme == BOX:
                self.open = self.open[:depth]
                break
        while self.open and not self.own_line[self.open[-1]] and self.labels[self.open[-1]].scheme != ANNEX:
            self.open.pop()

    def _close(self, index: int, label: Label) -> None:
        schemes = [self.labels[at].scheme for at in self.open]
        if label.scheme in schemes:
            self.open = self.open[:schemes.index(label.scheme)]
            return
        if BOX in schemes and label.number > 1 and self.last.get(label.scheme) == label.number - 1:
            self.open = self.open[:schemes.index(BOX)]
            schemes = schemes[:len(self.open)]
        rank = RANK[label.scheme]
        for depth, scheme in enumerate(schemes):
            if RANK.get(scheme, -1) > rank:
                if not self._inside(index, label, self.open[depth]):
                    self.open = self.open[:depth]
                return

    def _inside(self, index: int, label: Label, outer: int) -> bool:
        """Whether a scheme that is mostly an outer one stands inside `outer`: seen so before, or `outer` goes on."""
        scheme = self.labels[outer].scheme
        if (scheme, label.scheme) in self.holds:
            return True
        if label.number != 1 or (label.scheme, scheme) in self.holds:
            return False
        places = self.places[scheme]
        at = bisect_right(places, index)
        return at < len(places) and self.labels[places[at]].number == self.labels[outer].number + 1

    def _lower_orphans(self, index: int, parent: int | None) -> None:
        """（二） with no （一） in front: what stands before it under the same heading belonged to the lost one."""
        label = self.labels[index]
        if label.number == 2 and -1 < RANK.get(label.scheme, -1) < self.outermost.get(parent, 0):
            for at in self.children[parent]:
                self.lowered[at] = 1
