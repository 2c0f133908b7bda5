"""A predicted plan JSON and its gold in, a tally a kind and every miss out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from planparse.score.compare import COMPARE, Verdict, end_of, same_number
from planparse.score.flat import carrier, normal, offsets, overlap, squeeze
from planparse.score.gold import KINDS, Gold, Placed, Values
from planparse.score.tally import LEVELS, Tally

_LISTS = ("recipients", "copied_to")
_FIELDS = ("title", "notice_title", "doc_number", "issuer", "signed_date", "printed_date", "disclosure", "region",
           "province", "division_code", "period", *_LISTS)


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that is not fully right: what kind, what is wrong, what the gold says, what was found."""

    kind: str
    what: str
    gold: Placed | None = None
    found: Placed | None = None
    wanted: str = ""
    got: str = ""


@dataclass(slots=True)
class PlanScore:
    """One plan's figures: a tally a kind (`responsibilities:label` is a part of `responsibilities`), and the misses."""

    table: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    full: dict[str, list[Placed]] = field(default_factory=dict)     # the gold items that are fully right


def score_plan(prediction: Values | None, gold: Gold) -> PlanScore:
    """Judge a plan JSON; None for a plan that was not parsed."""
    plan = prediction or {}
    placed = _placed(plan, gold) if prediction else {kind: [] for kind in KINDS}
    score = PlanScore()
    score.table["metadata"] = _metadata(plan, gold, score)
    for kind in COMPARE:
        score.table[kind] = _items(kind, placed[kind], gold, score)
    found = [item for item in placed["responsibilities"] if gold.counts("responsibilities", item.at)]
    score.table["responsibilities"] = _responsibilities(found, gold, score)
    for cue in ("label", "narrative"):
        score.table[f"responsibilities:{cue}"] = _responsibilities(found, gold, PlanScore(), cue)
    score.table["commitments"] = _commitments(placed["commitments"], placed["targets"], gold, score)
    return score


def headline(table: dict[str, Tally]) -> float:
    """The mean of the kinds' full F1, over the kinds the gold has."""
    rows = [tally.f1("full") or 0.0 for kind, tally in table.items() if ":" not in kind and tally.gold]
    return sum(rows) / len(rows) if rows else 0.0


def total(tables: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """All plans' counts together."""
    whole: dict[str, Tally] = {}
    for table in tables:
        for kind, tally in table.items():
            whole.setdefault(kind, Tally()).add(tally)
    return whole


def _placed(plan: Values, gold: Gold) -> dict[str, list[Placed]]:
    """The predicted items with their places in the gold's squeezed text."""
    before, carry = offsets(plan["text"]), carrier(squeeze(plan["text"]), gold.text)
    placed: dict[str, list[Placed]] = {}
    for kind in KINDS:
        placed[kind] = []
        for item in plan.get(kind) or []:
            spans = item.get("spans") or [item.get("heading_span") or item.get("span")]
            places = tuple((carry(before[span[0]]), carry(before[span[1]])) for span in spans if span)
            placed[kind].append(Placed(item, places))
    return placed


def _pairs(found: Sequence[Placed], golds: Sequence[Placed], rank: Callable[[Placed, Placed], int]) -> list[tuple[int, int]]:
    """Overlapping items matched one to one: those that agree best first, then those that overlap most."""
    candidates = []
    for i, ours in enumerate(found):
        for j, theirs in enumerate(golds):
            if shared := overlap(ours.at, theirs.at):
                hull = max(ours.at[1], theirs.at[1]) - min(ours.at[0], theirs.at[0])
                candidates.append((rank(ours, theirs), shared / hull, -i, -j))
    pairs: list[tuple[int, int]] = []
    taken_found: set[int] = set()
    taken_gold: set[int] = set()
    for *_, i, j in sorted(candidates, reverse=True):
        if -i not in taken_found and -j not in taken_gold:
            taken_found.add(-i)
            taken_gold.add(-j)
            pairs.append((-i, -j))
    return pairs


def _items(kind: str, placed: list[Placed], gold: Gold, score: PlanScore) -> Tally:
    """Any kind whose items are compared one with one."""
    golds = gold.items[kind]
    found = [item for item in placed if gold.counts(kind, item.at)]
    tally = Tally(len(golds), len(found))

    def rank(ours: Placed, theirs: Placed) -> int:
        verdict = COMPARE[kind](ours.values, theirs.values)
        return verdict.value + verdict.full

    pairs = _pairs(found, golds, rank)
    for i, j in pairs:
        verdict = COMPARE[kind](found[i].values, golds[j].values)
        tally.hit(value=verdict.value, full=verdict.full)
        tally.judge(verdict.parts)
        if verdict.full:
            score.full.setdefault(kind, []).append(golds[j])
        else:
            score.misses.append(Miss(kind, "wrong " + "/".join(_wrong(verdict)), golds[j], found[i]))
    _unpaired(kind, pairs, found, golds, score)
    return tally


def _wrong(verdict: Verdict) -> list[str]:
    return [name for name, good in verdict.parts.items() if not good] + ([] if verdict.value else ["value"])


def _unpaired(kind: str, pairs: list[tuple[int, int]], found: Sequence[Placed], golds: Sequence[Placed],
              score: PlanScore) -> None:
    """What only one side has."""
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    score.misses += [Miss(kind, "missed", gold=item) for j, item in enumerate(golds) if j not in theirs]
    score.misses += [Miss(kind, "spurious", found=item) for i, item in enumerate(found) if i not in ours]


def _responsibilities(found: list[Placed], gold: Gold, score: PlanScore, cue: str | None = None) -> Tally:
    """Counted by unit: name for detect and value, name and role for full. `cue` keeps labels or narratives only."""
    golds = gold.items["responsibilities"]
    pairs = _pairs(found, golds, lambda ours, theirs: 0)
    keep, drop = set(range(len(golds))), set()
    if cue:
        keep = {j for j in keep if _narrative(golds[j]) == (cue == "narrative")}
        partner = dict(pairs)
        drop = {i for i, item in enumerate(found)
                if (partner[i] not in keep if i in partner else _narrative(item) != (cue == "narrative"))}
    tally = Tally(sum(len(golds[j].values["units"]) for j in keep),
                  sum(len(item.values.get("units") or []) for i, item in enumerate(found) if i not in drop))
    for i, j in pairs:
        if j not in keep:
            continue
        ours, theirs = _units(found[i]), _units(golds[j])
        named = sum((Counter(name for name, _ in ours.elements()) & Counter(name for name, _ in theirs.elements())).values())
        tally.hits.update(detect=named, value=named, full=sum((ours & theirs).values()))
        if ours == theirs:
            score.full.setdefault("responsibilities", []).append(golds[j])
        else:
            score.misses.append(Miss("responsibilities", "wrong units", golds[j], found[i],
                                     "missing " + _listed(theirs - ours), "extra " + _listed(ours - theirs)))
    _unpaired("responsibilities", pairs, found, golds, score)
    return tally


def _narrative(item: Placed) -> bool:
    return item.values.get("cue") == "narrative"


def _units(item: Placed) -> Counter[tuple[str, str | None]]:
    return Counter((normal(unit.get("name")), unit.get("role") or None) for unit in item.values.get("units") or [])


def _listed(units: Counter[tuple[str, str | None]]) -> str:
    return " ".join(f"{name}:{role}" for name, role in units)


def _metadata(plan: Values, gold: Gold, score: PlanScore) -> Tally:
    """Every field the gold states is one item."""
    tally, held = Tally(), plan.get("metadata") or {}
    for name in _FIELDS:
        if name not in gold.metadata:
            continue
        want, got = gold.metadata[name], held.get(name)
        got = got.get("value") if isinstance(got, dict) else got
        good = _same_field(name, got, want)
        tally.gold += 1
        tally.found += 1
        tally.judge({name: good})
        tally.hits.update({level: int(good) for level in LEVELS})
        if good:
            score.full.setdefault("metadata", []).append(Placed({"quote": name}, ()))
        else:
            score.misses.append(Miss("metadata", f"wrong {name}", wanted=str(want), got=str(got)))
    return tally


def _same_field(name: str, got: Any, want: Any) -> bool:
    if name in _LISTS:
        return sorted(normal(one) for one in want or []) == sorted(normal(one) for one in got or [])
    if name == "period":
        return list(got or []) == list(want or [])
    return normal(got) == normal(want)


def _commitments(found: list[Placed], targets: list[Placed], gold: Gold, score: PlanScore) -> Tally:
    """A piece of work is right if one commitment at its place has its day and money (and all its values: full)."""
    golds = gold.items["commitments"]
    tally = Tally(len(golds), len(golds))
    values = {item.values.get("id"): item.values.get("value") for item in targets}
    for item in golds:
        holders = [one for one in found if any(overlap(place, item.at) for place in one.places)]
        best = max((_kept(one, item, values) for one in holders), default=(False, False))
        tally.hits.update(detect=int(bool(holders)), value=int(best[0]), full=int(best[1]))
        if best[1]:
            score.full.setdefault("commitments", []).append(item)
        else:
            score.misses.append(Miss("commitments", "wrong", item, got=f"{len(holders)} overlapping"))
    return tally


def _kept(found: Placed, gold: Placed, values: dict[Any, Any]) -> tuple[bool, bool]:
    """Whether day and money are kept, and whether all values are."""
    ours, theirs = found.values, gold.values
    kept = ((end_of(ours.get("deadline")) or None) == (theirs.get("end") or None)
            and same_number(ours.get("amount"), theirs.get("amount_yuan")))
    counts = {float(values[one]) for one in ours.get("targets") or [] if values.get(one) is not None}
    return kept, kept and all(float(value) in counts for value in theirs.get("values") or [])
