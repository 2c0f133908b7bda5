"""The command line: one module a command, each a library call and an exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def main() -> None:
    """Read the plans Chinese local governments publish."""


@main.command()
@click.argument("plan")
@click.option("-o", "output")
def parse(plan: str, output: str | None) -> None:
    """Parse PLAN."""
    from planparse.api import parse as read
    from planparse.codec import encode

    text = encode(read(plan))
    if output:
        Path(output).write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
