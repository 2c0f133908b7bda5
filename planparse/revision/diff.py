"""Two versions of a plan in, what changed out: every edit once, what it means, and what it does to the promise.

>>> from planparse.api import parse_text
>>> old, new = parse_text("到2023年底，建成村级服务站60个以上。"), parse_text("到2023年底，建成村级服务站80个以上。")
>>> [change.message for change in diff(old, new).changes], diff(old, old).summary.same
(['目标“村级服务站”的数值由“60个以上”改为“80个以上”，承诺加强。'], True)
"""

from __future__ import annotations

from planparse.model.alignment import Alignment
from planparse.model.change import Change, Diff, Summary, Version
from planparse.model.plan import Plan
from planparse.revision.claims import Scene
from planparse.revision.differences import differences
from planparse.revision.edits import InkEdit, aligned
from planparse.revision.facts import facts_of
from planparse.revision.ink import inks
from planparse.revision.matching import matched
from planparse.revision.outline import Outline, paired_sections, with_headings
from planparse.revision.resolve import Resolved, resolved
from planparse.revision.rows import rows
from planparse.revision.streams import Stream, streams
from planparse.revision.telling import Draft, Teller, drafts
from planparse.revision.textual import marks_only, wordings


def diff(old: Plan, new: Plan) -> Diff:
    """What changed from `old` to `new`. Line ends, page ends, spaces and widths of characters are no change."""
    return compared(old, new)[0]


def compared(old: Plan, new: Plan) -> tuple[Diff, Alignment]:
    """The diff, and how both texts lie side by side."""
    before, after = map(Outline, inks(old, new))
    kept, moved = matched(before.ink.pieces, after.ink.pieces)
    pairs = kept | moved
    same = paired_sections(before, after, pairs)
    pairs = with_headings(before, after, pairs, same)
    runs = streams(before, after, pairs, same)
    way = aligned(before.ink, after.ink, runs)
    scene = Scene.of(before, after, way.edits)
    found: list[Draft] = []
    made: Resolved | None = None
    if way.edits or len(runs) > 1:
        teller = Teller(scene, runs)
        claims = differences(scene, facts_of(before.ink), facts_of(after.ink), way, runs, same, pairs)
        made = resolved(claims, scene, teller.weigh)
        _absorb_moved_labels(made, scene, teller)
        _fold_sections(made, scene)
        _join_moves(made, scene, teller)
        _anchor(made, scene, teller)
        open_edits = [at for at in range(len(way.edits)) if at not in made.covered and not _seam(way.edits[at], scene, runs)]
        found = drafts(teller, made, wordings(scene, open_edits))
    changes = [draft.change.model_copy(update={"id": f"x{number}"}) for number, draft in enumerate(found, 1)]
    told = {at: (*(change.id for draft, change in zip(found, changes, strict=True) if at in draft.edits),)
            for at in range(len(way.edits))} if changes else {}
    by_stream = {draft.stream: change.id for draft, change in zip(found, changes, strict=True) if draft.stream is not None}
    ids = {id(draft.told): change.id for draft, change in zip(found, changes, strict=True)}
    by_stream |= {number: ids[id(told_by)] for number, told_by in (made.joined if made else {}).items() if id(told_by) in ids}
    made_diff = Diff(old=Version(name=old.source.name, sha256=old.source.sha256),
                     new=Version(name=new.source.name, sha256=new.source.sha256), changes=changes, summary=_summary(changes))
    return made_diff, rows(scene, way, runs, told, by_stream)


def _join_moves(made: Resolved, scene: Scene, teller: Teller) -> None:
    """What moved between a section and the one that was split off it, or merged into it, is told by the split or merger."""
    for told in [told for held in made.told.values() for told in held if told.claim.field in ("split", "merged")]:
        assert told.claim.old and told.claim.new
        one = scene.old.parts[_index(scene.old, told.claim.old.item)]
        two = scene.new.parts[_index(scene.new, told.claim.new.item)]
        for at, stream in enumerate(teller.streams):
            if (stream.moved and not stream.sections and one.first <= stream.old[0] <= stream.old[-1] < one.last
                    and two.first <= stream.new[0] <= stream.new[-1] < two.last):
                made.joined[at] = told
                told.follows += [claim for claim in made.adrift if claim.move == at]


def _seam(edit: InkEdit, scene: Scene, runs: list[Stream]) -> bool:
    """Whether an edit is the mark at the end of a sentence, in front of what was taken out, put in or moved (；for 。)."""
    if not marks_only(edit, scene):
        return False
    for side, at, kept in ((scene.old, edit.old_start, [i for run in runs if not run.moved for i in run.pairs]),
                           (scene.new, edit.new_start, [j for run in runs if not run.moved for j in run.pairs.values()])):
        piece = side.ink.piece_at(at) + 1
        if piece < len(side.ink.pieces) and piece not in kept:
            return True
    return False


def _absorb_moved_labels(made: Resolved, scene: Scene, teller: Teller) -> None:
    """A moved section takes its new number along: the label is part of the move."""
    moved = {stream.sections: at for at, stream in enumerate(teller.streams) if stream.sections}
    for at, held in list(made.told.items()):
        for told in list(held):
            claim = told.claim
            if claim.kind != "section" or claim.field != "label" or not claim.old or not claim.new:
                continue
            pair = (_index(scene.old, claim.old.item), _index(scene.new, claim.new.item))
            if pair in moved:
                held.remove(told)
                for follower in (claim, *told.follows):
                    follower.move = moved[pair]
                    made.adrift.append(follower)
        if not held:
            del made.told[at]


def _fold_sections(made: Resolved, scene: Scene) -> None:
    """A section that came or went is told once: its parts follow, and the words in it are told by it."""
    for manner, side in (("removed", scene.old), ("added", scene.new)):
        gone = {_index(side, told.claim.fact.item): told for held in made.told.values() for told in held
                if told.claim.kind == "section" and told.claim.manner == manner}
        for index, told in sorted(gone.items()):
            above = next((gone[one] for one in reversed(side.above(index)[1:]) if one in gone), None)
            if above is not None:
                above.follows += [told.claim, *told.follows]
                for at, held in list(made.told.items()):
                    made.told[at] = [one for one in held if one is not told]
                    if not made.told[at]:
                        del made.told[at]
        for index, told in sorted(gone.items()):
            part = side.parts[index]
            for at, edit in enumerate(scene.edits):
                start, end = (edit.old_start, edit.old_end) if manner == "removed" else (edit.new_start, edit.new_end)
                other = edit.new_end > edit.new_start if manner == "removed" else edit.old_end > edit.old_start
                if part.start <= start < end <= part.end and not other and at not in made.told:
                    made.covered.setdefault(at, told)


def _anchor(made: Resolved, scene: Scene, teller: Teller) -> None:
    """What follows from wording that another change tells of, or from no edit at all, is told with the nearest change."""
    for at, claims in list(made.loose.items()):
        if at in made.covered:
            made.covered[at].follows += claims
            del made.loose[at]
    stray = [claim for claim in made.adrift if claim.move is None]
    if not stray:
        return
    first = next((told for held in made.told.values() for told in held), None)
    moved = next((at for at, stream in enumerate(teller.streams) if stream.moved), None)
    for claim in stray:
        if first is not None:
            first.follows.append(claim)
        elif moved is not None:
            claim.move = moved
        elif scene.edits:
            made.loose.setdefault(0, []).append(claim)


def _index(side: Outline, section: str) -> int:
    return next(part.index for part in side.parts if part.section.id == section)


def _summary(changes: list[Change]) -> Summary:
    counts: dict[str, dict[str, int]] = {}
    for change in changes:
        held = counts.setdefault(change.kind, {})
        held[change.change] = held.get(change.change, 0) + 1
    return Summary(same=not changes, counts=counts, stronger=sum(change.effect == "stronger" for change in changes),
                   weaker=sum(change.effect == "weaker" for change in changes))


