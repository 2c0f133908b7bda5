"""What the rules read on plans that others stand for: each plan scored with only the rules the other plans vouch for.

For each plan of the gold, items stay only if their rule got an item fully right in at least one other plan; the rest
are dropped as if the rule had not been written. The figures tell how much of the score hangs on rules that serve one
plan. Sections, metadata and commitments name no rule and are scored as they are.

    python scripts/leave_one_out.py                      the corpus
    python scripts/leave_one_out.py GOLD_DIR PLAN_DIR    NAME.gold.json, and NAME.txt (or any format) to parse
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import planparse
from planparse.codec import encode
from planparse.score import Gold, score_plan, total
from planparse.score.gold import load_gold
from planparse.score.judge import headline

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members")


def main() -> int:
    """Print the two tables side by side."""
    plans = _given(Path(sys.argv[1]), Path(sys.argv[2])) if len(sys.argv) > 2 else _corpus()
    vouched = {name: _rules_right(plan, gold) for name, (plan, gold) in plans.items()}
    whole, left = {}, {}
    dropped: Counter[str] = Counter()
    for name, (plan, gold) in plans.items():
        known = set().union(*(rules for other, rules in vouched.items() if other != name))
        whole[name] = score_plan(plan, gold).table
        kept = {**plan, **{kind: [item for item in plan[kind] if item["rule"] in known] for kind in KINDS}}
        dropped.update(item["rule"] for kind in KINDS for item in plan[kind] if item["rule"] not in known)
        left[name] = score_plan(kept, gold).table
        print(f"{name:26} {headline(whole[name]):.3f}  {headline(left[name]):.3f}")
    print(f"\n{'all plans, full F1':20} {'gold':>6} {'all rules':>10} {'vouched for':>12}")
    full, held = total(list(whole.values())), total(list(left.values()))
    for kind, tally in full.items():
        if tally.gold:
            print(f"{kind:28} {tally.gold:6} {tally.f1('full') or 0.0:9.3f} {held[kind].f1('full') or 0.0:11.3f}")
    print("\nrules that only one plan vouches for, with the items they lose: "
          + (", ".join(f"{rule} {count}" for rule, count in sorted(dropped.items())) or "none"))
    return 0


def _rules_right(plan: dict[str, Any], gold: Gold) -> set[str]:
    """The rules that got an item right: not in the list of misses, and where the gold counts."""
    wrong = {id(miss.found.values) for miss in score_plan(plan, gold).misses if miss.found is not None}
    return {item["rule"] for kind in KINDS for item in plan[kind] if id(item) not in wrong}


def _given(golds: Path, texts: Path) -> dict[str, tuple[dict[str, Any], Gold]]:
    plans = {}
    for path in sorted(golds.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        source = next(one for one in sorted(texts.glob(f"{name}.*")))
        plans[name] = (json.loads(encode(planparse.parse(source))), load_gold(path, source.read_text(encoding="utf-8")))
    return plans


def _corpus() -> dict[str, tuple[dict[str, Any], Gold]]:
    plans = {}
    for path in sorted((ROOT / "corpus").glob("*/gold.json")):
        text = (path.parent / "plan.txt").read_text(encoding="utf-8")
        plans[path.parent.name] = (json.loads(encode(planparse.parse(path.parent / "plan.txt"))), load_gold(path, text))
    return plans


if __name__ == "__main__":
    sys.exit(main())
