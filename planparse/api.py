"""The library's front door: a path, bytes or text in, a Plan (or the quantities and periods of a text) out."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.codec import decode
from planparse.errors import UnreadableInput
from planparse.mentions import periods, quantities
from planparse.model.plan import Plan
from planparse.pipeline import parse_document
from planparse.readers import read_bytes
from planparse.readers.detect import LARGEST, check_size, is_plan_json
from planparse.readers.plain import from_text
from planparse.text.numerals import numeral
from planparse.validation import problems

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["frames", "numeral", "parse", "parse_text", "periods", "quantities", "read_file"]


def parse(source: str | PathLike[str] | bytes, *, name: str | None = None, media_type: str | None = None,
          reader: str | None = None) -> Plan:
    """Read a plan from a file's path or bytes; a plan JSON comes back as the plan it holds.

    Raises UnreadableInput with what, where and what to do for a file that cannot be read, PlanparseError for an
    unknown `media_type` or `reader`. A text that is no plan is read, too: its lists are empty.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        data, shown = bytes(source), name or "bytes"
    else:
        data, shown = read_file(source), name or Path(source).name
    if media_type is None and reader is None and is_plan_json(data):
        return _plan_again(data, shown)
    return parse_document(read_bytes(data, shown, media_type, reader))


def parse_text(text: str, *, name: str = "text") -> Plan:
    """Read a plan from text. Offsets count code points of this very text."""
    return parse_document(from_text(text, name))


def frames(plans: Iterable[Plan], *, exact: bool = False) -> dict[str, DataFrame]:
    """The tables of any number of plans as pandas frames, one row an item, keyed by `plan_id` and `id` (docs/codebook.md).

    Numbers are Float64, with `exact` Decimals. Needs the extra `frames`.
    """
    from planparse.export.many_frames import many_frames

    return many_frames(plans, exact=exact)


def read_file(path: str | PathLike[str]) -> bytes:
    """A file's bytes, or UnreadableInput if there is no such file, it is a directory, too large or not ours to read."""
    shown = fspath(path)
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
        check_size(len(data), shown)
        return data
    except IsADirectoryError:
        raise UnreadableInput("this is a directory", shown, "give the files in it, one each") from None
    except FileNotFoundError:
        raise UnreadableInput("there is no such file", shown, "check the path") from None
    except PermissionError:
        raise UnreadableInput("no permission to read the file", shown, "change its permissions or copy it") from None
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"the file cannot be read ({error})", shown, "check the path and the disk") from error


def _plan_again(data: bytes, name: str) -> Plan:
    """The plan of a plan JSON."""
    try:
        return decode(data.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        problem = next(map(str, problems(data)), str(error).splitlines()[0])
        raise UnreadableInput(f"a plan JSON that does not hold a plan ({problem})", name,
                              "parse the plan's document again") from error
