"""`planparse compare`: several plans in, who promises what out."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planparse.cli.output import Mark, begins, is_page, is_workbook, write_output
from planparse.cli.plan_argument import STDIN, read_plan
from planparse.cli.trouble import TROUBLE, tell
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from planparse.model.comparison import Comparison
    from planparse.model.plan import Plan

_FORMATS = ("text", "json", "csv", "xlsx", "html")
_PIPED_WIDTH = 100
_MARKS: dict[str, Mark] = {
    "text": begins(lambda head: False),
    "json": begins(lambda head: head.startswith(b"{") and all(key in head for key in (b'"schema_version"', b'"plans"', b'"sha256"'))),
    "csv": begins(lambda head: head.startswith(b"\xef\xbb\xbfview,code,label,unit,")),
    "xlsx": is_workbook,
    "html": is_page,
}


@click.command("compare")
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="What to write; default: as FILE ends, else text.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--force", is_flag=True, help="Replace FILE even if planparse did not write it.")
def command(plans: tuple[str, ...], form: str | None, output: str | None, force: bool) -> int:
    """Put plans side by side: indicators with their bounds and years, money by purpose, who leads what, stages.

    \b
    Example:
      planparse compare a.docx b.pdf c.json
      planparse compare plans/*.txt -o comparison.xlsx
      planparse compare plans/*.txt -o comparison.html

    A plan that cannot be read is told on standard error and left out.

    Exit codes: 0 fine, 2 a plan could not be read (the others are compared).
    """
    chosen = form or _ending(output)
    if chosen == "xlsx" and output in (None, STDIN) and sys.stdout is not None and sys.stdout.isatty():
        raise PlanparseError("a workbook cannot be shown in the terminal", "--format xlsx", "give -o FILE.xlsx")
    _keep(plans, output)
    read, failed = _read(plans)
    if not read:
        raise PlanparseError("none of the plans can be read", f"{len(plans)} given", "see the lines above")
    from planparse.comparison.side_by_side import compare

    write_output(_rendered(compare(read), chosen), output, force=force, mark=_MARKS[chosen])
    return TROUBLE if failed else 0


def _keep(plans: tuple[str, ...], output: str | None) -> None:
    """Refuse to write over one of the plans, also where planparse wrote it."""
    if output in (None, STDIN):
        return
    target = Path(str(output))
    if any(plan != STDIN and target.exists() and Path(plan).exists() and target.samefile(plan) for plan in plans):
        raise PlanparseError("the output would replace one of the plans", str(output), "give -o another name")


def _ending(output: str | None) -> str:
    """The format that a file's name asks for."""
    ending = (output or "").rpartition(".")[2].lower()
    return {"htm": "html"}.get(ending, ending if ending in _FORMATS else "text")


def _read(arguments: tuple[str, ...]) -> tuple[list[Plan], bool]:
    """The plans that can be read, and whether some could not; each file is read once however often it is named."""
    known: dict[str, Plan] = {}
    read, failed = [], False
    for argument in arguments:
        try:
            if argument not in known:
                known[argument] = read_plan(argument)
            read.append(known[argument])
        except PlanparseError as error:
            tell(error)
            failed = True
    return read, failed


def _rendered(comparison: Comparison, form: str) -> str | bytes:
    if form == "json":
        return comparison.to_json()
    if form == "csv":
        from planparse.export.comparison_csv import comparison_csv

        return comparison_csv(comparison)
    if form == "xlsx":
        from planparse.export.comparison_xlsx import comparison_xlsx

        return comparison_xlsx(comparison)
    if form == "html":
        from planparse.report.comparison import comparison_page

        return comparison_page(comparison)
    return _shown(comparison)


def _shown(comparison: Comparison) -> str:
    """The report as text, as wide as the terminal."""
    import os

    from rich.console import Console

    from planparse.cli.comparison_tables import report

    plain = not (sys.stdout and sys.stdout.isatty()) and "COLUMNS" not in os.environ
    console = Console(highlight=False, width=_PIPED_WIDTH if plain else None)
    with console.capture() as captured:
        for part in report(comparison):
            console.print(part)
    lines = "\n".join(line.rstrip() for line in captured.get().splitlines())
    return re.sub("\n{3,}", "\n\n", lines).rstrip("\n") + "\n"
