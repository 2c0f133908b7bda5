"""A PLAN argument in (a file of any format, a plan JSON, or - for standard input), the Plan out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from planparse.errors import UnreadableInput

if TYPE_CHECKING:
    from planparse.model.plan import Plan

STDIN = "-"


def read_plan(argument: str) -> Plan:
    """The plan an argument names."""
    from planparse.api import parse

    return parse(read_stdin(), name="stdin") if argument == STDIN else parse(argument)


def read_stdin() -> bytes:
    """The bytes of standard input."""
    if sys.stdin is None:
        raise UnreadableInput("standard input is closed", STDIN, "give a file or pipe one in")
    try:
        return sys.stdin.buffer.read()
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"standard input cannot be read ({error})", STDIN, "give a file or pipe one in") from error
