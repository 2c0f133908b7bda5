"""Edits that no item tells of in, changes of wording out: sentences added or removed, and rewordings inside sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.revision.claims import Scene
from planparse.revision.edits import InkEdit
from planparse.revision.facts import Range
from planparse.revision.ink import Ink

_CLAUSE_END = re.compile("[,;。、:!?]")
_MARKS = re.compile(r"[\W_]*")
_CLAUSE = 10            # a part this long that ends where clauses end was put in or taken out, not reworded
_REACH = 16             # so far a quote is widened to the clause


@dataclass
class Wording:
    """A change of wording: its manner, its places in both inks, the edits it is made of."""

    manner: str
    old: Range
    new: Range
    edits: list[int]


def wordings(scene: Scene, edits: Sequence[int]) -> list[Wording]:
    """The changes that these edits make: neighbours in one sentence are one rewording, whole sentences in a row one removal."""
    found: list[Wording] = []
    keys: list[tuple[int, ...]] = []
    for at in edits:
        edit = scene.edits[at]
        manner = "changed" if marks_only(edit, scene) else _manner(edit, scene)
        key = _key(edit, scene, manner)
        last = found[-1] if found else None
        if last is not None and last.manner == manner and _joins(keys[-1], key, manner):
            last.old = (min(last.old[0], edit.old_start), max(last.old[1], edit.old_end))
            last.new = (min(last.new[0], edit.new_start), max(last.new[1], edit.new_end))
            last.edits.append(at)
            keys[-1] = key
            continue
        found.append(Wording(manner, (edit.old_start, edit.old_end), (edit.new_start, edit.new_end), [at]))
        keys.append(key)
    for one in found:
        if one.manner == "changed":
            one.old, one.new = _widened(one.old, scene.old.ink), _widened(one.new, scene.new.ink)
    return found


def marks_only(edit: InkEdit, scene: Scene) -> bool:
    """Whether nothing but punctuation differs."""
    return bool(_MARKS.fullmatch(scene.old.ink.text[edit.old_start:edit.old_end])
                and _MARKS.fullmatch(scene.new.ink.text[edit.new_start:edit.new_end]))


def _manner(edit: InkEdit, scene: Scene) -> str:
    """removed and added for a sentence, or a clause between marks; else changed."""
    if edit.old_start < edit.old_end and edit.new_start < edit.new_end:
        return "changed"
    ink, start, end = ((scene.old.ink, edit.old_start, edit.old_end) if edit.old_start < edit.old_end else
                       (scene.new.ink, edit.new_start, edit.new_end))
    piece = ink.pieces[ink.piece_at(start)]
    whole = start <= piece.start and _MARKS.fullmatch(ink.text, min(end, piece.end), piece.end) is not None
    clause = end - start >= _CLAUSE and (_is_end(ink, start - 1) or _is_end(ink, start)) and (
        _is_end(ink, end - 1) or _is_end(ink, end))
    if not whole and not clause:
        return "changed"
    return "removed" if edit.old_start < edit.old_end else "added"


def _is_end(ink: Ink, at: int) -> bool:
    return not 0 <= at < len(ink.text) or _CLAUSE_END.match(ink.text, at) is not None


def _key(edit: InkEdit, scene: Scene, manner: str) -> tuple[int, ...]:
    """What two edits must have in common (changed), or follow each other in (added, removed), to be one change."""
    if manner == "changed":
        return edit.stream, scene.old.ink.piece_at(edit.old_start), scene.new.ink.piece_at(edit.new_start)
    side, start, end = ((scene.old, edit.old_start, edit.old_end) if manner == "removed" else
                        (scene.new, edit.new_start, edit.new_end))
    section = side.innermost[side.ink.piece_at(start)]
    return edit.stream, -1 if section is None else section, start, end


def _joins(one: tuple[int, ...], two: tuple[int, ...], manner: str) -> bool:
    return one == two if manner == "changed" else one[:2] == two[:2] and one[3] == two[2]


def _widened(place: Range, ink: Ink) -> Range:
    """The place up to the ends of its clauses, inside its sentence."""
    start, end = place
    if not ink.pieces:
        return place
    first, last = ink.pieces[ink.piece_at(start)], ink.pieces[ink.piece_at(max(start, end - 1))]
    low, high = max(first.start, start - _REACH), min(last.end, end + _REACH)
    while start > low and not _is_end(ink, start - 1):
        start -= 1
    while end < high and not _is_end(ink, end):
        end += 1
    return start, end


