"""Counts of hits in, shares and F1 out.

>>> tally = Tally(gold=3, found=2)
>>> tally.hit(value=True, full=False)
>>> tally.f1("detect"), tally.f1("full")
(0.4, 0.0)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LEVELS = ("detect", "value", "full")


@dataclass(slots=True)
class Tally:
    """What one kind of item scored: numbers of gold and found items, hits by level, attributes right and judged."""

    gold: int = 0
    found: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Take another plan's counts in."""
        self.gold += other.gold
        self.found += other.found
        self.hits.update(other.hits)
        self.right.update(other.right)
        self.judged.update(other.judged)

    def hit(self, *, value: bool, full: bool) -> None:
        """One pair of items."""
        self.hits.update(detect=1, value=int(value), full=int(full))

    def judge(self, parts: Mapping[str, bool]) -> None:
        """The attributes of one pair."""
        for name, good in parts.items():
            self.judged[name] += 1
            self.right[name] += good

    def f1(self, level: str) -> float | None:
        """Harmonic mean of precision and recall; None where there is nothing to find and nothing found."""
        both = self.gold + self.found
        return 2 * self.hits[level] / both if both else None

    def row(self) -> dict[str, Any]:
        """All figures."""
        row: dict[str, Any] = {"gold": self.gold, "pred": self.found, **{level: self.f1(level) for level in LEVELS}}
        if self.found:
            row["precision"] = self.hits["detect"] / self.found
        if self.gold:
            row["recall"] = self.hits["detect"] / self.gold
        row["parts"] = {name: self.right[name] / count for name, count in sorted(self.judged.items())}
        return row
