"""`planparse parse`: a plan in, its plan JSON out."""

from __future__ import annotations

import click

from planparse.cli.output import write_output
from planparse.cli.plan_argument import STDIN, read_plan


@click.command("parse")
@click.argument("plan")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--force", is_flag=True, help="Replace FILE even if planparse did not write it.")
def command(plan: str, output: str | None, force: bool) -> None:
    """Turn PLAN into structured data: the plan JSON, with the exact place of everything.

    \b
    Example:
      planparse parse plan.docx -o plan.json
      curl -s https://www.example.gov.cn/plan.html | planparse parse - | jq '.targets[].quote'

    FILE is replaced if planparse wrote it before; any other file only with --force.
    """
    from planparse.codec import encode

    write_output(encode(read_plan(plan)), output, source=None if plan == STDIN else plan, force=force)
