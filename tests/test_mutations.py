"""The edits themselves: what was meant stands in the new text, places are mapped, the same seed gives the same edit."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import planparse
from tests.mutation_families import FAMILIES, NOISE
from tests.mutation_judge import unread
from tests.mutations import Expected, Ground, Mapping, Mutation, Rep, mutate

CORPUS = sorted((Path(__file__).resolve().parent.parent / "corpus").glob("*/plan.txt"))


def ground_of(path: Path) -> Ground:
    text = path.read_text("utf-8")
    return Ground(text, planparse.parse_text(text))


def all_edits(ground: Ground, seed: int) -> list[Mutation]:
    made = [mutate(ground, seed, {name: family}) for name, family in FAMILIES.items()]
    return [mutation for mutation in made if mutation is not None]


def test_places_are_mapped_through_edits() -> None:
    mapping = Mapping("建成站点60个，力争增长5%。", [Rep(4, 6, "一百"), Rep(8, 10, ""), Rep(15, 15, "年底")])
    assert mapping.text == "建成站点一百个，增长5%。年底"
    assert [mapping.place(place) for place in ((4, 7), (8, 14), (10, 12), (7, 8))] == [(4, 7), (8, 12), (8, 10), (7, 8)]
    inserted = Mapping("甲乙", [Rep(1, 1, "丙")])
    assert (inserted.place((0, 1)), inserted.place((1, 2))) == ((0, 1), (2, 3))


def test_every_family_finds_something_to_edit() -> None:
    found = {name for path in CORPUS for ground in [ground_of(path)]
             for name, family in FAMILIES.items() if mutate(ground, 0, {name: family})}
    assert found == set(FAMILIES)


def test_the_same_seed_gives_the_same_edits() -> None:
    ground = ground_of(CORPUS[0])
    assert all_edits(ground, 3) == all_edits(ground_of(CORPUS[0]), 3)
    assert mutate(ground, 3, FAMILIES, 6, NOISE) == mutate(ground_of(CORPUS[0]), 3, FAMILIES, 6, NOISE)


@pytest.mark.parametrize("path", CORPUS[::3], ids=lambda path: path.parent.name)
def test_an_edit_touches_its_places_only(path: Path) -> None:
    """Old and new text agree outside the zones of the edit."""
    ground = ground_of(path)
    for mutation in all_edits(ground, 1):
        (want, *others) = mutation.edits
        if want.old and want.new and not others and want.manners == {"changed"} and want.zone_old and want.zone_new:
            assert ground.text[:want.zone_old[0]] == mutation.text[:want.zone_new[0]], want
            assert ground.text[want.zone_old[1]:] == mutation.text[want.zone_new[1]:], want
            assert mutation.text != ground.text


@pytest.mark.parametrize("name", NOISE)
def test_noise_leaves_the_letters(name: str) -> None:
    """Without white space, page numbers and widths, the text is the same."""
    from planparse.text.fold import fold

    for path in CORPUS[::4]:
        ground = ground_of(path)
        text = Mapping(ground.text, NOISE[name](ground, random.Random(5))).text
        bare, old = "".join(fold(text).split()), "".join(fold(ground.text).split())
        assert bare == old or (name == "paged" and 0 < len(bare) - len(old) <= 6)


def test_what_was_edited_is_read_as_meant() -> None:
    """The plan of the edited text shows the change at its place (a reader that lost it would be measured, not the diff)."""
    lost: list[Expected] = []
    number = 0
    for path in CORPUS:
        ground = ground_of(path)
        for mutation in all_edits(ground, 0):
            number += len(mutation.edits)
            lost += unread(mutation.edits, ground.plan, planparse.parse_text(mutation.text))
    assert number > 400 and len(lost) <= 0.01 * number, lost
