"""How well the diff tells edits whose changes are known, over any plans, by family of edits.

    python benchmarks/diff_laws.py                               the plans of corpus/
    python benchmarks/diff_laws.py PLAN.txt... [--seeds N]       any text files
    python benchmarks/diff_laws.py PLAN.txt... --errors          each miss: old sentence, new sentence, expected, what came
    python benchmarks/diff_laws.py --only "unit dropped" ...     one family (a part of its name)

The columns: edits to be told; told with kind, manner and place right; found with field and effect right too; changes
told twice; changes made up outside the sentences of all edits; others beside an edit; edits that the new plan's records
do not show (a fault of reading). Noise must give no change: there `edits` counts the texts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import planparse  # noqa: E402
from planparse.model.change import Change  # noqa: E402
from planparse.revision.diff import diff  # noqa: E402
from tests.mutation_families import FAMILIES, NOISE  # noqa: E402
from tests.mutation_judge import Tally, judge, unread  # noqa: E402
from tests.mutations import Expected, Ground, Mutation, mutate  # noqa: E402

COLUMNS = ("edits", "told", "found", "twice", "made up", "beside", "unread")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("plans", nargs="*", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--errors", action="store_true")
    wanted = parser.parse_args()
    paths = wanted.plans or sorted(ROOT.glob("corpus/*/plan.txt"))
    table: dict[str, Counter[str]] = defaultdict(Counter)
    taken = 0.0
    for path in paths:
        text = path.read_text("utf-8-sig", "replace")
        ground = Ground(text, planparse.parse_text(text))
        for name, mutation in _mutations(ground, wanted.only, wanted.seeds):
            new = planparse.parse_text(mutation.text)
            start = time.perf_counter()
            tally = judge(diff(ground.plan, new), mutation.edits)
            taken += time.perf_counter() - start
            lost = unread(mutation.edits, ground.plan, new)
            for family in {want.family for want in mutation.edits} if name not in ("noise", "composite") else {name}:
                _count(table[family if name != "noise" else f"noise: {mutation.noise[0]}"], tally, lost, family, name)
            if wanted.errors and not tally.clean:
                _show(path, ground, mutation, tally, lost)
    _print(table)
    print(f"\n{len(paths)} plans, {sum(row['diffs'] for row in table.values())} diffs, {taken:.1f} s in diff")
    return 0


def _mutations(ground: Ground, only: str, seeds: int) -> list[tuple[str, Mutation]]:
    """Each family alone, noise alone, and composites under noise."""
    made: list[tuple[str, Mutation | None]] = []
    for seed in range(seeds):
        made += [("", mutate(ground, seed, {name: FAMILIES[name]})) for name in FAMILIES if only in name]
        made += [("noise", mutate(ground, seed, {}, 0, {name: NOISE[name]})) for name in NOISE if only in f"noise: {name}"]
        if only in "composite":
            made += [("composite", mutate(ground, seed, FAMILIES, 6, NOISE))]
    return [(name, mutation) for name, mutation in made if mutation is not None and mutation.text != ground.text]


def _count(row: Counter[str], tally: Tally, lost: list[Expected], family: str, name: str) -> None:
    if name == "noise":
        row.update({"edits": 1, "found": int(not tally.changes), "told": int(not tally.changes)})
    else:
        row.update({"edits": sum(w.family == family or name == "composite" for w in _all(tally)),
                    "told": sum(w.family == family or name == "composite" for w, _ in (*tally.told, *tally.found)),
                    "found": sum(w.family == family or name == "composite" for w, _ in tally.found), "unread": len(lost)})
    row.update({"twice": len(tally.duplicates), "made up": len(tally.made_up), "beside": len(tally.beside), "diffs": 1,
                "changes": tally.changes})


def _all(tally: Tally) -> list[Expected]:
    return [w for w, _ in (*tally.told, *tally.found)] + tally.missed


def _print(table: dict[str, Counter[str]]) -> None:
    print(f"{'family':30}" + "".join(f"{name:>9}" for name in COLUMNS) + f"{'found %':>9}")
    total: Counter[str] = Counter()
    for family in sorted(table, key=lambda name: (name.startswith("noise"), name == "composite", name)):
        row = table[family]
        print(f"{family:30}" + "".join(f"{row[name]:9}" for name in COLUMNS) + f"{100 * row['found'] / max(1, row['edits']):9.1f}")
        if not family.startswith("noise"):
            total.update(row)
    print(f"{'all but noise':30}" + "".join(f"{total[name]:9}" for name in COLUMNS)
          + f"{100 * total['found'] / max(1, total['edits']):9.1f}")
    false, changes = total["made up"] + total["twice"], total["changes"]
    print(f"made up or told twice: {100 * false / max(1, changes):.1f} % of {changes} changes")


def _show(path: Path, ground: Ground, mutation: Mutation, tally: Tally, lost: list[Expected]) -> None:
    """One miss, with the words of both sides."""
    new = Ground(mutation.text, planparse.parse_text(mutation.text))
    print(f"\n## {path.parent.name}/{path.stem}: {', '.join((*mutation.families, *mutation.noise))}")
    for want, got in [*((w, c) for w, c in tally.told), *((w, None) for w in tally.missed)]:
        print(f"  {'TOLD WRONGLY' if got else 'MISSED'}{' (not read)' if want in lost else ''}: {want.family}: "
              f"{'|'.join(sorted(want.kinds))} {'|'.join(sorted(want.manners))} {sorted(map(str, want.fields))} {sorted(want.effects)}")
        for sign, side, place in (("-", ground, want.old), ("+", new, want.new)):
            if place is not None:
                sentence = side.sentence(place)
                print(f"    {sign} {side.text[slice(*sentence)][:240]!r}  at {side.text[slice(*place)][:60]!r}")
        if got:
            print(f"    came: {_told(got)}")
    others = [change for change in tally.allowed if tally.missed]
    for word, changes in (("allowed", others), ("TWICE", tally.duplicates), ("MADE UP", tally.made_up), ("BESIDE", tally.beside)):
        for change in changes:
            print(f"  {word}: {_told(change)}")


def _told(change: Change) -> str:
    sides = [None if side is None else side.quote[:60] for side in (change.old, change.new)]
    return f"{change.kind} {change.change} {change.field} {change.effect} {sides} {change.message[:160]}"


if __name__ == "__main__":
    sys.exit(main())
