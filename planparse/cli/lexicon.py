"""`planparse lexicon`: the word lists checked or shown."""

from __future__ import annotations

import click


@click.group("lexicon")
def command() -> None:
    """Check or show the word lists that decide what units, indicators, organisations and table heads mean.

    \b
    Example:
      planparse lexicon check
      planparse lexicon show units --find 平方
    """


@command.command("check")
@click.argument("name", required=False)
def check(name: str | None) -> int:
    """Run every row's examples (of the list NAME, or of all).

    \b
    Example:
      planparse lexicon check organisations

    Exit codes: 0 all rows are good, 1 problems (each with what to do).
    """
    from planparse import wordlists

    found = wordlists.check(name)
    for problem in found:
        click.echo(problem)
    if not found:
        checked = wordlists.wordlists() if name is None else [wordlists.wordlist(name)]
        click.echo(f"{len(checked)} word lists, {sum(len(one.rows) for one in checked)} rows: ok")
    return 1 if found else 0


@command.command("show")
@click.argument("name", required=False)
@click.option("--find", metavar="WORD", help="Only rows that hold WORD.")
def show(name: str | None, find: str | None) -> int:
    """Print the word lists there are, or the rows of the list NAME.

    \b
    Example:
      planparse lexicon show
      planparse lexicon show organisations --find 商务

    Exit codes: 0 something was found, 1 nothing holds WORD.
    """
    from planparse import wordlists

    if name is None and find is None:
        for one in wordlists.wordlists():
            click.echo(f"{one.name:15}{len(one.rows):6}  {one.about.split('. ')[0].rstrip('.')}")
        return 0
    count = 0
    for one in wordlists.wordlists() if name is None else [wordlists.wordlist(name)]:
        for row in one.rows:
            if find is None or any(find in cell for cell in row.values()):
                count += 1
                label = f"{one.name}: " if name is None else ""
                click.echo(label + "  ".join(f"{key}={cell}" for key, cell in row.items()))
    return 0 if count else 1
