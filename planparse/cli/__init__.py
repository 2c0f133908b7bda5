"""The command line: one module a command, each a library call and an exit code (0 fine, 1 findings, 2 trouble)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from planparse.cli.trouble import guarded
from planparse.version import __version__

#: Command, its module in this room, its line in the overview. A new command is one module and one line here.
COMMANDS = (
    ("parse", "parse", "Turn a plan into structured data (JSON)."),
    ("show", "show", "Print what a plan says, to be read in the terminal."),
    ("diff", "diff", "Tell what changed between two versions of a plan."),
    ("compare", "compare", "Put the plans of several counties side by side."),
    ("batch", "batch", "Parse many documents into a folder, with reports."),
    ("export", "export", "Write the tables of many plans for Excel, databases and programs."),
    ("explain", "explain", "Tell why a place of a plan was read as it was."),
    ("validate", "validate", "Check JSON files against their schemas."),
    ("score", "score", "Compare parsed plans with gold that people wrote."),
    ("lexicon", "lexicon", "Check or show the word lists."),
)


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return [name for name, _, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        module = {name: module for name, module, _ in COMMANDS}.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"planparse.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, _, line in COMMANDS])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="planparse", message="%(prog)s %(version)s")
def group() -> None:
    """Read the plans Chinese local governments publish: targets, money, deadlines and who is responsible.

    PLAN is a file of any readable format (text, HTML, DOCX, PDF, OFD, XLSX, .doc, scans …), a plan JSON, or - for standard input.

    \b
    Example:
      planparse parse plan.docx -o plan.json
      planparse show plan.json
      planparse diff old.docx new.pdf -o diff.html

    Exit codes: 0 fine, 1 differences or findings, 2 trouble (one line on standard error).
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    raise SystemExit(guarded(group, arguments))
