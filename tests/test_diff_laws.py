"""The laws of the diff over edited plans: nothing for nothing, one change for one edit, no word against the figures."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import planparse
from planparse.model.change import Change, Diff
from planparse.model.plan import Plan
from planparse.revision.diff import diff
from planparse.revision.patch import facts, patch
from planparse.text.fold import fold
from tests.mutation_families import FAMILIES, NOISE
from tests.mutation_judge import Tally, judge
from tests.mutations import Expected, Ground, Mutation, mutate

CORPUS = sorted((Path(__file__).resolve().parent.parent / "corpus").glob("*/plan.txt"))
NUMBERS = ("target up", "target down", "budget up", "budget down", "incentive up", "incentive down")
each_plan = pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.parent.name)


@cache
def ground_of(path: Path) -> Ground:
    text = path.read_text("utf-8")
    return Ground(text, planparse.parse_text(text))


@dataclass(frozen=True)
class Outcome:
    """An edited plan, its diff and what the diff told."""

    path: Path
    mutation: Mutation
    new: Plan
    diff: Diff
    tally: Tally


@cache
def outcome(path: Path, name: str, seed: int) -> Outcome | None:
    """One family (or `composite`) on one plan."""
    ground = ground_of(path)
    mutation = mutate(ground, seed, FAMILIES, 6, NOISE) if name == "composite" else mutate(ground, seed, {name: FAMILIES[name]})
    if mutation is None:
        return None
    new = planparse.parse_text(mutation.text)
    made = diff(ground.plan, new)
    return Outcome(path, mutation, new, made, judge(made, mutation.edits))


def outcomes(names: tuple[str, ...] = (*FAMILIES, "composite"), seeds: tuple[int, ...] = (0,)) -> list[Outcome]:
    return [one for path in CORPUS for name in names for seed in seeds if (one := outcome(path, name, seed))]


def bare(text: str) -> str:
    return "".join(fold(text).split())


def shown(changes: list[Change]) -> list[str]:
    return [f"{c.kind}/{c.change}/{c.field}/{c.effect}: {c.message}" for c in changes]


# ------------------------------------------------------------------------------------------------ nothing for nothing

@each_plan
def test_a_plan_against_itself_gives_no_change(path: Path) -> None:
    plan = ground_of(path).plan
    made = diff(plan, plan)
    assert made.changes == [] and made.summary.same


@each_plan
def test_breaks_spaces_pages_and_widths_give_no_change(path: Path) -> None:
    ground = ground_of(path)
    wrong = {}
    for seed, name in enumerate(NOISE):
        mutation = mutate(ground, seed, {}, 0, {name: NOISE[name]})
        if mutation is not None and (changes := diff(ground.plan, planparse.parse_text(mutation.text)).changes):
            wrong[name] = shown(changes)
    assert wrong == {}


# ------------------------------------------------------------------------------------------------ one change for one edit

@each_plan
def test_a_moved_section_is_one_move(path: Path) -> None:
    for seed in (0, 1):
        one = outcome(path, "section moved", seed)
        assert one is not None
        assert [(c.kind, c.change, c.effect) for c in one.diff.changes] == [("section", "moved", "neutral")], shown(one.diff.changes)
        assert one.tally.clean


@each_plan
def test_a_renumbered_heading_is_one_change_of_its_label(path: Path) -> None:
    for seed in (0, 1):
        one = outcome(path, "renumbered", seed)
        assert one is not None
        told = [(c.kind, c.change, c.field, c.effect) for c in one.diff.changes]
        assert told == [("section", "changed", "label", "neutral")] * len(one.mutation.edits), shown(one.diff.changes)


@each_plan
@pytest.mark.parametrize("name", NUMBERS)
def test_an_edited_number_is_one_change_and_its_message_shows_both(path: Path, name: str) -> None:
    one = outcome(path, name, 0)
    if one is None:
        pytest.skip("the plan has no such number")
    assert len(one.diff.changes) == 1, shown(one.diff.changes)
    (want,), (change,) = one.mutation.edits, one.diff.changes
    assert one.tally.clean, shown(one.diff.changes)
    assert change.old is not None and change.new is not None and change.old.value != change.new.value
    assert bare(want.before) in bare(change.message) and bare(want.after) in bare(change.message)


# ------------------------------------------------------------------------------------------------ words, patch, rates

def test_messages_do_not_contradict_the_values() -> None:
    """The words of both sides are in the message, and its judgement is the effect."""
    for one in outcomes():
        for change in one.diff.changes:
            said = bare(change.message)
            assert said.endswith("。"), change
            assert {"加强": "stronger", "减弱": "weaker"}.get(said.rpartition("承诺")[2][:2], "neutral") == change.effect, change
            if change.change == "changed" and change.kind in ("target", "budget", "incentive", "deadline"):
                for side in (change.old, change.new):
                    assert side is not None and bare(side.quote) in said, change


def test_carrying_out_a_diff_gives_what_the_new_plan_says() -> None:
    for one in outcomes():
        assert patch(one.diff, ground_of(one.path).plan) == facts(one.new), (one.path.parent.name, one.mutation.families)


def test_edits_are_found_and_little_is_made_up() -> None:
    """At least 95 of 100 edits told with the right kind, field and effect, 85 in each family; at most 2 of 100 changes made up."""
    edits, found, changes, false = Counter[str](), Counter[str](), 0, 0
    misses: list[str] = []
    for one in outcomes():
        for want in one.mutation.edits:
            edits[want.family] += 1
        for want, _ in one.tally.found:
            found[want.family] += 1
        changes += len(one.diff.changes)
        false += one.tally.false
        misses += [f"{one.path.parent.name}: {word} {_words(what)}" for word, held in (
            ("missed", one.tally.missed), ("told wrongly", [w for w, _ in one.tally.told]), ("made up", one.tally.made_up),
            ("twice", one.tally.duplicates)) for what in held]
    total = sum(edits.values())
    assert total > 500
    poor = {name: (found[name], number) for name, number in edits.items() if number - found[name] > max(1, 0.15 * number)}
    report = f"{sum(found.values())} of {total} found, {false} of {changes} made up, poor: {poor}\n" + "\n".join(misses)
    assert sum(found.values()) >= 0.95 * total and false <= 0.02 * changes and not poor, report


def _words(what: Expected | Change) -> str:
    if isinstance(what, Expected):
        return f"{what.family} {sorted(what.kinds)} {sorted(map(str, what.fields))} {sorted(what.effects)} {what.before} {what.after}"
    return shown([what])[0]


def test_the_judge_sees_what_is_missed_and_what_is_made_up() -> None:
    """The measure itself can fail: an empty diff misses, the diff of another edit is made up."""
    ground = ground_of(CORPUS[0])
    rng = random.Random(1)
    first, second = (mutate(ground, rng.randrange(99), {name: FAMILIES[name]}) for name in ("target up", "unit replaced"))
    assert first is not None and second is not None
    empty = judge(diff(ground.plan, ground.plan), first.edits)
    assert empty.missed == list(first.edits) and not empty.false
    wrong = judge(diff(ground.plan, planparse.parse_text(second.text)), first.edits)
    assert wrong.missed and wrong.made_up
    twice = diff(ground.plan, planparse.parse_text(first.text))
    twice = twice.model_copy(update={"changes": [*twice.changes, twice.changes[0].model_copy(update={"field": "unit"})]})
    assert len(judge(twice, first.edits).duplicates) == 1
