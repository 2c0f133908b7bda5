"""Parse every plan of corpus/ into out/, then show one of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import planparse
from planparse.codec import encode

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
NEED_LIBREOFFICE = (".doc", ".rtf", ".odt")


def main() -> int:
    """Parse, show, say where the files are."""
    console = Console()
    plans = [path for path in sorted(ROOT.glob("corpus/*/plan.*")) if path.suffix not in NEED_LIBREOFFICE]
    OUT.mkdir(exist_ok=True)
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    written = []
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("parsing", total=len(plans))
        for path in plans:
            progress.update(task, description=path.parent.name)
            target = OUT / f"{path.parent.name}{'' if path.suffix == '.txt' else path.suffix}.json"
            target.write_text(encode(planparse.parse(path)), "utf-8")
            written.append(target)
            progress.advance(task)
        progress.update(task, description="parsed")
    console.print()
    console.file.flush()
    best = max(written, key=lambda path: (not path.stem.count("."), path.stat().st_size))    # a text, the richest
    status = subprocess.run([sys.executable, "-m", "planparse", "show", str(best)], check=False).returncode
    shown = best.relative_to(ROOT)
    console.print(f"\n{len(written)} plans are parsed: see {OUT.relative_to(ROOT)}/*.json", highlight=False)
    console.print(f"Shown above: .venv/bin/planparse show {shown}", highlight=False)
    return status


if __name__ == "__main__":
    sys.exit(main())
