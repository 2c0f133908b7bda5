"""`planparse show`: a plan in, a summary to be read in the terminal out."""

from __future__ import annotations

import re
import sys

import click

from planparse.cli.plan_argument import read_plan

_PIPED_WIDTH = 100


@click.command("show")
@click.argument("plan")
def command(plan: str) -> None:
    """Print what PLAN says: its frame, outline, targets, money, responsible units and what does not add up.

    \b
    Example:
      planparse show plan.pdf
      planparse show plan.json | less
    """
    import os

    from rich.console import Console

    from planparse.cli.summary import summary

    read = read_plan(plan)
    plain = not (sys.stdout and sys.stdout.isatty()) and "COLUMNS" not in os.environ
    console = Console(highlight=False, width=_PIPED_WIDTH if plain else None)
    with console.capture() as captured:
        for part in summary(read):
            console.print(part)
    lines = "\n".join(line.rstrip() for line in captured.get().splitlines())
    click.echo(re.sub("\n{3,}", "\n\n", lines))
