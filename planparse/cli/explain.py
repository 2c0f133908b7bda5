"""`planparse explain`: a plan and an offset in, the chain behind what was read there out."""

from __future__ import annotations

import click

from planparse.cli.plan_argument import read_plan

_CONTEXT = 24


@click.command("explain")
@click.argument("plan")
@click.option("--at", "offset", type=int, required=True, metavar="OFFSET",
              help="A position in the plan's text (code points, from 0).")
def command(plan: str, offset: int) -> int:
    """Tell why PLAN was read as it was at OFFSET: section, commitment, item, mention, rule, row of a word list.

    Offsets are those of the plan JSON (every span's numbers).

    \b
    Example:
      planparse explain plan.txt --at 498

    Exit codes: 0 something was read there, 1 nothing.
    """
    from planparse.explain import explain

    read = read_plan(plan)
    steps = explain(read, offset)
    marked = [step.span for step in steps if step.span and step.span.start <= offset < step.span.end]
    start, end = min(marked, key=lambda span: span[1] - span[0], default=(offset, offset + 1))
    click.echo(_marked(read.text, start, end))
    for step in steps:
        place = f" @{step.span.start}–{step.span.end}" if step.span else ""
        rule = f"  ← {step.rule}" if step.rule else ""
        click.echo(f"{'  ' * step.depth}{step.what} {step.name}{place}: {' '.join(step.said.split())}{rule}")
    if marked or any(step.depth for step in steps):
        return 0
    click.echo("nothing was read here")
    return 1


def _marked(text: str, start: int, end: int) -> str:
    """The words with what stands around them."""
    before, after = text[max(0, start - _CONTEXT):start], text[end:end + _CONTEXT]
    lead, tail = "…" if start > _CONTEXT else "", "…" if end + _CONTEXT < len(text) else ""
    return " ".join(f"{lead}{before}⟦{text[start:end]}⟧{after}{tail}".split())
