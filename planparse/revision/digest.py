"""A Diff in, what a busy reader asks first out: how many changes, of which kind and effect, and the few that matter most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from planparse.model.change import Change, Diff, Kind, Manner

KINDS: tuple[str, ...] = get_args(Kind)
MANNERS: tuple[str, ...] = get_args(Manner)
EFFECTS: tuple[str, ...] = ("weaker", "stronger", "neutral")
_MOST = 5
_PROMISES = ("target", "budget", "incentive", "deadline", "responsibility")
_FIGURES = (None, "value", "amount", "rate", "deadline", "duration", "units", "comparator", "modality", "per", "cap", "split", "merged")


@dataclass(frozen=True, slots=True)
class KindCount:
    """How the changes of one kind divide, by manner and by effect."""

    kind: str
    total: int
    manners: dict[str, int]
    effects: dict[str, int]


@dataclass(frozen=True, slots=True)
class Digest:
    """The diff at a glance: counts in all and by kind, and the chief changes, those that weaken a promise first."""

    total: int
    effects: dict[str, int]
    kinds: tuple[KindCount, ...]
    chief: tuple[Change, ...]


def digest(diff: Diff, most: int = _MOST) -> Digest:
    """The counts, and at most `most` changes of each effect; neutral ones only where nothing else changed."""
    told = [effect for effect in EFFECTS[:2] if any(change.effect == effect for change in diff.changes)] or ["neutral"]
    chief = tuple(change for effect in told for change in _once(ranked(diff, effect))[:most])
    kinds = tuple(_counted(kind, [change for change in diff.changes if change.kind == kind]) for kind in KINDS)
    effects = {effect: sum(change.effect == effect for change in diff.changes) for effect in EFFECTS}
    return Digest(len(diff.changes), effects, tuple(kind for kind in kinds if kind.total), chief)


def ranked(diff: Diff, effect: str) -> list[Change]:
    """The changes of an effect, the most important first: promises before the frame, figures before their wording."""
    return sorted((change for change in diff.changes if change.effect == effect), key=_weight)


def _once(changes: list[Change]) -> list[Change]:
    """Changes that read alike (a unit renamed all over the plan) as one, with their number."""
    alike: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.kind, change.message), []).append(change)
    return [held[0] if len(held) == 1 else
            held[0].model_copy(update={"message": f"{held[0].message.removesuffix('。')}（全文{len(held)}处）。"})
            for held in alike.values()]


def _weight(change: Change) -> tuple[bool, bool, int]:
    """Small for what matters; equal ones keep the order of the plan."""
    return change.kind not in _PROMISES, change.field not in _FIGURES, KINDS.index(change.kind)


def _counted(kind: str, changes: list[Change]) -> KindCount:
    manners = {manner: sum(change.change == manner for change in changes) for manner in MANNERS}
    effects = {effect: sum(change.effect == effect for change in changes) for effect in EFFECTS}
    return KindCount(kind, len(changes), manners, effects)
