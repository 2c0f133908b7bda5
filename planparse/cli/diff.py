"""`planparse diff`: two versions of a plan in, what changed out (text, JSON, Markdown, an HTML page)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planparse.cli.output import Mark, begins, is_page, write_output
from planparse.cli.plan_argument import STDIN, read_plan
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from planparse.model.plan import Plan

FORMATS = ("text", "json", "markdown", "html")
_ENDINGS = {".json": "json", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_MARKS: dict[str, Mark] = {
    "text": begins(lambda head: head.startswith("修改对照：".encode()) and b"\nplanparse diff " in head),
    "json": begins(lambda head: head.startswith(b"{") and all(key in head for key in (b'"schema_version"', b'"old"', b'"changes"'))),
    "markdown": begins(lambda head: head.startswith(b"<!-- planparse diff -->")),
    "html": is_page,
}


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write; else the ending of FILE tells, else text.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--force", is_flag=True, help="Replace FILE even if planparse did not write it.")
def command(old: str, new: str, form: str | None, output: str | None, force: bool) -> int:
    """Tell what changed between OLD and NEW: targets, money, deadlines, responsible units, sections, wording.

    Each change says what it does to the promise: stronger (加强), weaker (减弱) or neutral (中性). Both sides may be of any
    readable format or a plan JSON; one of them may be -.

    \b
    Example:
      planparse diff old.docx new.pdf
      planparse diff old.json new.json -o diff.html
      planparse diff old.txt new.txt --format json | jq '.changes[].message'

    Exit codes: 0 the versions say the same, 1 they differ.
    """
    form = form or _ENDINGS.get(Path(output or "").suffix.lower(), "text")
    if old == STDIN and new == STDIN:
        raise PlanparseError("both versions are -", "standard input", "give a file for one of them")
    _keep(output, old, new)
    same, written = _written(read_plan(old), read_plan(new), form, to_file=output not in (None, STDIN))
    write_output(written, output, force=force, mark=_MARKS[form])
    return 0 if same else 1


def _keep(output: str | None, *plans: str) -> None:
    """Refuse to write over one of the two plans, whatever it is and whatever is forced."""
    if output is None or output == STDIN or not Path(output).exists():
        return
    for plan in plans:
        if plan != STDIN and Path(plan).exists() and Path(output).samefile(plan):
            raise PlanparseError("the output would replace one of the plans", output, "give -o another name")


def _written(old: Plan, new: Plan, form: str, *, to_file: bool) -> tuple[bool, str]:
    """Whether the plans say the same, and the output."""
    from planparse.revision.diff import compared

    found, alignment = compared(old, new)
    same = found.summary.same
    if form == "json":
        return same, found.to_json()
    if form == "html":
        from planparse.report.diff import diff_page

        return same, diff_page(old, new, found, alignment)
    if form == "markdown":
        from planparse.report.markdown import diff_markdown

        return same, diff_markdown(old, new, found)
    from planparse.cli.diff_text import diff_text
    from planparse.cli.terminal import printed

    return same, printed(diff_text(old, new, found), to_file=to_file) + "\n"
