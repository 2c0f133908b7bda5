"""Score planparse on the corpus: parse every plan that has gold, print the tables, then what was gained and lost.

Gains and losses are told against `corpus/scores.json`, as it stands in the branch main (or the last commit): every gold
item that is fully right now and was not then, and the other way round.

    python scripts/score.py             print
    python scripts/score.py --write     print, then write corpus/scores.json
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import planparse
from planparse.codec import encode
from planparse.score import PlanScore, as_lines, cases, headline, score_plan, total
from planparse.score.gold import Placed

ROOT = Path(__file__).resolve().parent.parent
CORPUS, OUT, SCORES = ROOT / "corpus", ROOT / "out" / "corpus", ROOT / "corpus" / "scores.json"
LEVEL = "full"


def main() -> int:
    """Parse, score, compare."""
    OUT.mkdir(parents=True, exist_ok=True)
    for gold in sorted(CORPUS.glob("*/gold.json")):
        plan = next(iter(sorted(gold.parent.glob("plan.txt")) or sorted(gold.parent.glob("plan.*"))))
        (OUT / f"{gold.parent.name}.json").write_text(encode(planparse.parse(plan)), "utf-8")
    scores: dict[str, PlanScore] = {}
    status = 0
    for case in cases(CORPUS, OUT):
        for problem in case.gold.problems:
            print("gold:", problem, file=sys.stderr)
            status = 1
        scores[case.name] = score_plan(case.prediction, case.gold)
        print("\n".join(as_lines(case.name, scores[case.name].table)))
    whole = total(score.table for score in scores.values())
    print("\n".join(as_lines("ALL", whole)))
    now = {"mean": round(headline(whole), 6), "right": {name: _right(score) for name, score in scores.items()}}
    _changes(_then(), now)
    if "--write" in sys.argv[1:]:
        SCORES.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(f"written: {SCORES.relative_to(ROOT)}")
    return status


def _right(score: PlanScore) -> dict[str, list[str]]:
    """Kind → the gold items that are fully right, by their words and place."""
    return {kind: [_words(item) for item in sorted(items, key=lambda item: item.at)] for kind, items in score.full.items()}


def _words(item: Placed) -> str:
    """…电商服务站⟦90个以上⟧ @491."""
    before, quote = (" ".join(str(item.values.get(name) or "").split()) for name in ("before", "quote"))
    return f"…{before[-12:]}⟦{quote}⟧ @{item.at[0]}" if item.places else quote


def _then() -> tuple[str, dict[str, Any]] | None:
    """The scores of the branch main or the last commit, and which it was."""
    for revision in ("origin/main", "main", "HEAD"):
        shown = subprocess.run(["git", "show", f"{revision}:corpus/scores.json"], cwd=ROOT, capture_output=True, check=False)
        if shown.returncode == 0:
            return revision, json.loads(shown.stdout)
    return None


def _changes(then: tuple[str, dict[str, Any]] | None, now: dict[str, Any]) -> None:
    """Print gains and losses by kind, with the words."""
    if then is None:
        print("\nno corpus/scores.json in an earlier revision: make scores writes one")
        return
    revision, before = then
    print(f"\nagainst {revision}: mean {LEVEL} F1 {before['mean']:.3f} → {now['mean']:.3f}")
    for sign, old, new in (("gained", before, now), ("lost", now, before)):
        found = [(kind, name, item) for name, kinds in new["right"].items() for kind, items in kinds.items()
                 for item in items if item not in old["right"].get(name, {}).get(kind, [])]
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(kind for kind, *_ in found).items()))
        print(f"{sign}: {counts or 'nothing'}")
        for kind, name, item in found:
            print(f"  {'+' if sign == 'gained' else '-'} {kind:17}{name}: {item}")


if __name__ == "__main__":
    sys.exit(main())
