"""Whatever goes wrong in a command in, one line on standard error and exit code 2 out; never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

import click

from planparse.errors import PlanparseError

TROUBLE = 2
_INTERRUPTED = 130
_DEBUG = "PLANPARSE_DEBUG"


def guarded(group: click.Group, arguments: Sequence[str] | None) -> int:
    """Run a command; its exit code."""
    try:
        result = group.main(arguments, prog_name="planparse", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _say(*_usage(error))
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted", "planparse", "start it again", _INTERRUPTED)
        return _INTERRUPTED
    except (BrokenPipeError, SystemExit):          # click turns a closed pipe into SystemExit(1): findings to us
        _let_go()
        return TROUBLE
    except PlanparseError as error:
        return _say(error.what, error.where, error.todo)
    except OSError as error:
        _let_go()
        return _say(*_system(error))
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        return _say(f"internal error ({type(error).__name__}: {error})", "planparse",
                    f"report it with the file; {_DEBUG}=1 shows the traceback")


def tell(error: PlanparseError) -> None:
    """Tell of an input that is left out; the command goes on."""
    _say(error.what, error.where, error.todo)


def _say(what: str, where: str, todo: str, code: int = TROUBLE) -> int:
    """Print one line; whatever stands in a message, it stays one line that the terminal can show."""
    line = " ".join(f"planparse: {what}: {where}: {todo}".split())
    shown = "".join(char if char.isprintable() else "\ufffd" for char in line) + "\n"
    with contextlib.suppress(OSError, ValueError):
        click.echo(shown.encode(getattr(sys.stderr, "encoding", None) or "utf-8", "replace"), nl=False, err=True)
    return code


def _usage(error: click.ClickException) -> tuple[str, str, str]:
    """A wrong call in three parts."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "planparse"
    return error.format_message().rstrip("."), command, f"see {command} --help"


def _system(error: OSError) -> tuple[str, str, str]:
    """What the system refused, in three parts."""
    where = str(error.filename) if error.filename is not None else "standard output"
    return (error.strerror or str(error)).lower(), where, "check the path, its permissions and the disk's free space"


def _let_go() -> None:
    """Give standard output up, so that leaving does not try to write to it once more."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
