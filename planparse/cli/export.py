"""`planparse export`: plans in, tables for the programs people use out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planparse.cli.plan_argument import read_plan

if TYPE_CHECKING:
    from planparse.model.plan import Plan


@click.command("export")
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@click.option("--to", metavar="FORMAT", help="csv, xlsx, jsonl, parquet, sqlite, duckdb, datapackage, or the URL of a database.")
@click.option("-o", "--output", metavar="PATH", help="File or directory to write; by default planparse.xlsx, planparse-csv …")
@click.option("--force", is_flag=True, help="Replace files even if planparse did not write them.")
def command(plans: tuple[str, ...], to: str | None, output: str | None, force: bool) -> int:
    """Write the tables of any number of PLANs: plans, sections, targets, budget, responsibilities and others.

    \b
    Example:
      planparse export out/*.json --to xlsx -o plans.xlsx
      planparse export out/*.json --to csv -o tables
      planparse export out/*.json --to postgresql+psycopg://user@host/database

    A row is an item; its key is plan_id and id, the same whenever the same file is exported. docs/codebook.md
    describes every column. A plan that is exported to a database again replaces its rows.

    Files are replaced if planparse wrote them and nobody changed them since; any other only with --force.
    """
    from planparse.export import write

    if to is None:
        raise click.UsageError("give --to FORMAT.")
    feed = write(_read(plans), to, output, force)
    for note in feed.notes:
        click.echo(f"planparse: {note}", err=True)
    click.echo(f"{feed.counts['plans']} plan(s), {sum(feed.counts.values())} rows: {shown(to, output)}", err=True)
    return 0


def _read(names: tuple[str, ...]) -> Iterator[Plan]:
    """The plans one after the other, so that any number of them fits in memory."""
    live = sys.stderr is not None and sys.stderr.isatty() and len(names) > 20
    for number, name in enumerate(names, 1):
        if live and number % 20 == 0:
            click.echo(f"\r{number} of {len(names)}", nl=number == len(names), err=True)
        yield read_plan(name)


def shown(to: str, output: str | None) -> str:
    """Where it was written, without a password."""
    from planparse.export import FORMATS

    default = {one.name: one.output for one in FORMATS}.get(to)
    return output or default or to.partition("://")[0] + "://" + to.partition("://")[2].rpartition("@")[2]
