"""`planparse export`: plans in, tables for the programs people use out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planparse.cli.plan_argument import read_plan
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from planparse.export.rows import Feed
    from planparse.model.plan import Plan

_MANY = 20
_HEAD = 200
_PLAN = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema_version"\s*:\s*"[^"]*"\s*,\s*"source"\s*:')


@click.command("export")
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@click.option("--to", metavar="FORMAT", help="csv, xlsx, jsonl, parquet, sqlite, duckdb, datapackage, or the URL of a database.")
@click.option("--map", "mapping", metavar="FILE", help="Write what another system imports, as a mapping (TOML or YAML) says.")
@click.option("-o", "--output", metavar="PATH", help="File or directory to write; by default planparse.xlsx, planparse-csv …")
@click.option("--force", is_flag=True, help="Replace files even if planparse did not write them.")
def command(plans: tuple[str, ...], to: str | None, mapping: str | None, output: str | None, force: bool) -> int:
    """Write the tables of any number of PLANs: plans, sections, targets, budget, responsibilities and others.

    \b
    Example:
      planparse export out/*.json --to xlsx -o plans.xlsx
      planparse export out --to csv -o tables
      planparse export out/*.json --to postgresql://user@host/database
      planparse export out/*.json --map project-tasks.toml -o tasks.xlsx

    A PLAN may be a directory: all plan JSONs below it are taken. A row is an item; its key is plan_id and id, the same
    whenever the same file is exported. docs/codebook.md describes every column. A plan that is exported to a database
    again replaces its rows there.

    With --map, values that the other system requires or does not allow are told first, and nothing is written then.

    Files are replaced if planparse wrote them and nobody changed them since; any other only with --force.

    Exit codes: 0 written, 1 a mapping's rules are broken (each by row), 2 trouble.
    """
    from planparse.export import write

    if (to is None) == (mapping is None):
        raise click.UsageError("give --to FORMAT or --map FILE.")
    if output == "-":
        raise click.UsageError("an export is files; give -o a name.")
    if mapping is not None:
        return _mapped(plans, mapping, output, force)
    feed = write(_read(plans), str(to), output, force)
    _tell(feed, _shown(str(to), output))
    return 0


def _mapped(plans: tuple[str, ...], path: str, output: str | None, force: bool) -> int:
    """Check a mapping, then the rows, and write only where both are good."""
    from planparse.export.mapped import mapped
    from planparse.export.mapped_files import DEFAULTS, write_mapped
    from planparse.export.mapping import MappingError, load

    try:
        mapping = load(path)
    except MappingError as error:
        for problem in error.problems:
            click.echo(f"planparse: {problem}: {path}: see docs/export.md", err=True)
        return 2
    made = mapped(_read(plans), mapping)
    for fault in made.faults:
        click.echo(str(fault))
    if made.faults:
        click.echo(f"planparse: nothing written: {len(made.faults)} value(s) break the rules of {path}", err=True)
        return 1
    write_mapped(made, mapping, output, force)
    made.feed.counts.clear()
    made.feed.counts.update({name: len(rows) for name, rows in made.sheets.items()})
    _tell(made.feed, output or DEFAULTS[mapping.to])
    return 0


def _tell(feed: Feed, where: str) -> None:
    """What was written, and what to know of it."""
    for note in feed.notes:
        click.echo(f"planparse: {note}", err=True)
    plans = f"{feed.counts['plans']} plan(s), " if "plans" in feed.counts else ""
    click.echo(f"{plans}{sum(feed.counts.values())} rows: {where}", err=True)


def _read(names: tuple[str, ...]) -> Iterator[Plan]:
    """The plans one after the other, so that any number of them fits in memory."""
    files = [file for name in names for file in _files(name)]
    live = sys.stderr is not None and sys.stderr.isatty() and len(files) > _MANY
    for number, name in enumerate(files, 1):
        if live and (number % _MANY == 0 or number == len(files)):
            click.echo(f"\r{number} of {len(files)}", nl=number == len(files), err=True)
        yield read_plan(name)


def _files(name: str) -> list[str]:
    """A file, or the plan JSONs below a directory."""
    if not Path(name).is_dir():
        return [name]
    found = [str(path) for path in sorted(Path(name).rglob("*.json")) if path.is_file() and _is_plan(path)]
    if not found:
        raise PlanparseError("there is no plan JSON in this directory", name, "parse plans into it first")
    return found


def _is_plan(path: Path) -> bool:
    """Whether a file begins as planparse's plan JSON does, and not as a diff or a comparison."""
    with path.open("rb") as stream:
        return _PLAN.match(stream.read(_HEAD)) is not None


def _shown(to: str, output: str | None) -> str:
    """Where it was written, without a password."""
    from planparse.export import FORMATS

    default = {one.name: one.output for one in FORMATS}.get(to)
    return output or default or to.partition("://")[0] + "://" + to.partition("://")[2].rpartition("@")[2]
