"""Parse the plans of corpus/ as a batch into out/, write a workbook and two pages of them, show one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
BATCH = OUT / "batch"
WORKBOOK, DIFF, COMPARISON = OUT / "plans.xlsx", OUT / "diff.html", OUT / "comparison.html"
NEED_LIBREOFFICE = (".doc", ".rtf", ".odt")


def main() -> int:
    """Parse, show, say where the files are."""
    console = Console()
    plans = [path for path in sorted(ROOT.glob("corpus/*/plan.*")) if path.suffix not in NEED_LIBREOFFICE]
    shutil.rmtree(BATCH, ignore_errors=True)
    if planparse("batch", *plans, "--out", BATCH) == 2:
        return 2
    console.print()
    console.file.flush()
    told = [json.loads(line) for line in (BATCH / "documents.jsonl").read_text("utf-8").splitlines()]
    best = max((one for one in told if one["plan"] and one["reader"] == "plain"), key=lambda one: one["targets"] + one["budget"])
    corpus = ROOT / "corpus"
    made = [planparse("export", BATCH / "plans", "--to", "xlsx", "-o", WORKBOOK, "--force"),
            planparse("diff", corpus / "yunxiu-ecommerce" / "plan.txt", corpus / "yunxiu-ecommerce.v2.txt", "-o", DIFF, "--force"),
            planparse("compare", *sorted(corpus.glob("*-ecommerce/plan.txt")), "-o", COMPARISON, "--force")]
    if 2 in made:
        return 2
    status = planparse("show", BATCH / best["plan"])
    console.print(f"\nShown above: .venv/bin/planparse show {shown(BATCH / best['plan'])}", highlight=False)
    console.print(f"All plans: {shown(BATCH)}/plans/*.json; what became of each: {shown(BATCH)}/report.html", highlight=False)
    console.print(f"Their tables for Excel: {shown(WORKBOOK)}; two versions of a plan: {shown(DIFF)}; two counties: {shown(COMPARISON)}",
                  highlight=False)
    return status


def planparse(*words: str | Path) -> int:
    """Run a command."""
    return subprocess.run([sys.executable, "-m", "planparse", *map(shown, words)], cwd=ROOT, check=False).returncode


def shown(word: str | Path) -> str:
    """A path as it is seen from the checkout."""
    return str(word.relative_to(ROOT)) if isinstance(word, Path) else word


if __name__ == "__main__":
    sys.exit(main())
