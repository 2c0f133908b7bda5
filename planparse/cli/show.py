"""`planparse show`: a plan in, a summary to be read in the terminal out."""

from __future__ import annotations

import click

from planparse.cli.plan_argument import read_plan


@click.command("show")
@click.argument("plan")
def command(plan: str) -> None:
    """Print what PLAN says: its frame, outline, targets, money, responsible units and what does not add up.

    \b
    Example:
      planparse show plan.pdf
      planparse show plan.json | less
    """
    from planparse.cli.summary import summary
    from planparse.cli.terminal import printed

    click.echo(printed(summary(read_plan(plan))))
