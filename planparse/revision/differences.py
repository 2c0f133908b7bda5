"""The facts and sections of two plans in, every difference between them out as a claim upon an edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planparse.revision.claims import ANYWHERE, FIELD, MEASURE, Claim, Dated, Scene, dates_of, located
from planparse.revision.edits import Aligned
from planparse.revision.facts import Fact, differing
from planparse.revision.matching import Pairs
from planparse.revision.outline import gone_into
from planparse.revision.pairing import paired_facts
from planparse.revision.streams import Stream


def differences(scene: Scene, olds: Sequence[Fact], news: Sequence[Fact], way: Aligned, streams: Sequence[Stream], same: Pairs,
                pairs: Pairs) -> list[Claim]:
    """All differences, each with the edit it belongs to; deadlines first, since others follow from them."""
    claims = [*_of_facts(olds, news, way), *_of_sections(scene, olds, news, same, pairs)]
    claims.sort(key=lambda claim: claim.kind not in ("deadline", "metadata"))
    dated: Dated = {}
    for claim in claims:
        located(claim, scene, dated)
        if claim.kind == "deadline" and claim.edits and claim.rank == FIELD:
            dated.setdefault(claim.edits[0], dates_of(claim))
        if claim.rank == ANYWHERE or not claim.edits:
            claim.move = _moved_with(claim, scene, streams)
    _join_rates(claims)
    return claims


def _join_rates(claims: Sequence[Claim]) -> None:
    """每周2次 → 每月6次, 不少于100座 → 120座: how much, how often and the bound are one change, by what they promise together."""
    measures: dict[int, dict[str, Claim]] = {}
    for claim in claims:
        if claim.kind == "target" and claim.manner == "changed" and claim.field in MEASURE and claim.edits:
            measures.setdefault(id(claim.new), {})[claim.field] = claim
    for held in measures.values():
        ordered = [held[name] for name in MEASURE if name in held]
        edits = list(dict.fromkeys(at for claim in ordered for at in claim.edits))
        for claim in ordered if len(ordered) > 1 else ():
            claim.edits = edits


def _of_facts(olds: Sequence[Fact], news: Sequence[Fact], way: Aligned) -> Iterator[Claim]:
    """Fields that differ, and facts that one plan alone has."""
    olds, news = [fact for fact in olds if fact.kind != "section"], [fact for fact in news if fact.kind != "section"]
    pairs = paired_facts(olds, news, way)
    kept, met = {(one.kind, one.item) for one, _ in pairs}, {(two.kind, two.item) for _, two in pairs}
    for one, two in pairs:
        for name in differing(one, two):
            yield Claim(one.kind, "changed", name, one, two)
    yield from (Claim(fact.kind, "removed", None, fact, None) for fact in olds if (fact.kind, fact.item) not in kept)
    yield from (Claim(fact.kind, "added", None, None, fact) for fact in news if (fact.kind, fact.item) not in met)


def _of_sections(scene: Scene, olds: Sequence[Fact], news: Sequence[Fact], same: Pairs, pairs: Pairs) -> Iterator[Claim]:
    """Labels and titles that differ; sections split, merged, added and removed."""
    one, two = [fact for fact in olds if fact.kind == "section"], [fact for fact in news if fact.kind == "section"]
    for s, t in same.items():
        for name in differing(one[s], two[t]):
            yield Claim("section", "changed", name, one[s], two[t])
    back = {t: s for s, t in same.items()}
    merged = gone_into(scene.old, scene.new, pairs, same)
    split = gone_into(scene.new, scene.old, {j: i for i, j in pairs.items()}, back)
    for s, fact in enumerate(one):
        if s in merged:
            yield Claim("section", "changed", "merged", fact, two[merged[s]])
        elif s not in same:
            yield Claim("section", "removed", None, fact, None)
    for t, fact in enumerate(two):
        if t in split:
            yield Claim("section", "changed", "split", one[split[t]], fact)
        elif t not in back:
            yield Claim("section", "added", None, None, fact)


def _moved_with(claim: Claim, scene: Scene, streams: Sequence[Stream]) -> int | None:
    """The moved stretch that holds the fact."""
    side, place = (scene.new, claim.new.core[0]) if claim.new else (scene.old, claim.fact.core[0])
    if not side.ink.pieces:
        return None
    piece = side.ink.piece_at(place)
    return next((at for at, stream in enumerate(streams) if stream.moved and piece in (stream.new if claim.new else stream.old)),
                None)
