"""`planparse validate`: plan JSON files in, what is wrong with each out."""

from __future__ import annotations

import click

from planparse.cli.plan_argument import STDIN, read_stdin


@click.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE.json...")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(files: tuple[str, ...], quiet: bool) -> int:
    """Check the JSON of plans, diffs and comparisons against their schemas; of plans also places, quotes and ids.

    \b
    Example:
      planparse validate out/*.json

    Exit codes: 0 all are good, 1 problems (each with its path), 2 a file cannot be read.
    """
    from planparse.api import read_file
    from planparse.validation import problems

    bad = 0
    for name in files:
        found = problems(read_stdin() if name == STDIN else read_file(name))
        bad += bool(found)
        for problem in found:
            click.echo(f"{name}: {problem}")
        if not found and not quiet:
            click.echo(f"{name}: ok")
    return 1 if bad else 0
