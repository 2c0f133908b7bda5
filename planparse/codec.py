"""A Plan in, its JSON out, and back: exact to the last digit, and the same plan always gives the same bytes.

>>> from decimal import Decimal
>>> write_json({"value": Decimal("31E8"), "rate": Decimal("0.10"), "unit": "元", "per": None})
'{\\n  "value": 3100000000,\\n  "rate": 0.1,\\n  "unit": "元",\\n  "per": null\\n}'
>>> read_json('{"amount": 0.1}')
{'amount': Decimal('0.1')}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from planparse.model.plan import Plan
from planparse.model.record import Record

_LONE = re.compile("[\ud800-\udfff]")
_MARK = "\ufeff"


def encode(plan: Record) -> str:
    """The JSON of a plan, a diff or a comparison: keys in the order of the contract, two spaces of indent, a newline at the end.

    A list of numbers (a span) stands on one line.
    """
    return write_json(plan.model_dump(by_alias=True)) + "\n"


def decode(text: str | bytes) -> Plan:
    """A plan from its JSON. Raises ValueError for what is no JSON or no plan."""
    return Plan.model_validate(read_json(text))


def read_json(text: str | bytes) -> Any:
    """A JSON value, its numbers exact; a byte order mark is read over. Raises ValueError for what is no JSON."""
    written = (text if isinstance(text, str) else bytes(text).decode("utf-8")).removeprefix(_MARK)
    try:
        return json.loads(written, parse_float=Decimal, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("the JSON is nested too deep") from None


def write_json(value: Any) -> str:
    """A value of dicts, lists, strings, numbers, bools and None as JSON; a Decimal keeps each of its digits."""
    pieces: list[str] = []
    _write(value, "\n", pieces.append)
    return "".join(pieces)


def write_line(record: dict[str, Any]) -> str:
    """A dict of plain values and lists as JSON on one line, as JSON Lines wants it.

    >>> write_line({"amount": Decimal("186E5"), "purpose": "设备", "units": ["县商务局"], "year": None})
    '{"amount": 18600000, "purpose": "设备", "units": ["县商务局"], "year": null}'
    """
    return "{" + ", ".join([f"{_string(key)}: {_atom(value)}" for key, value in record.items()]) + "}"


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema `schemas/NAME.schema.json`, from a checkout or an installed wheel.

    >>> schema("plan")["title"]
    'Plan'
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "data" / "schemas", package.parent / "schemas"):
        if (path := folder / f"{name}.schema.json").is_file():
            loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
            return loaded
    raise FileNotFoundError(f"No schema {name} beside {package}: the installation is damaged, install planparse again.")


def _write(value: Any, line: str, put: Callable[[str], None]) -> None:
    """Put the JSON of a value in pieces; `line` is the newline with the indent of the place."""
    if isinstance(value, dict) and value:
        inner = line + "  "
        mark = "{" + inner
        for key, held in value.items():
            put(f"{mark}{_string(key)}: ")
            mark = "," + inner
            if isinstance(held, dict | list | tuple):
                _write(held, inner, put)
            else:
                put(_atom(held))
        put(line + "}")
    elif isinstance(value, list | tuple) and value and not _numbers(value):
        inner = line + "  "
        mark = "[" + inner
        for held in value:
            put(mark)
            mark = "," + inner
            _write(held, inner, put)
        put(line + "]")
    else:
        put(_atom(value))


def _numbers(value: Sequence[Any]) -> bool:
    """A span, a box, a list of pages: it stands on one line."""
    return all(isinstance(held, int | float | Decimal) for held in value)


def _atom(value: Any) -> str:
    """A value that stands on one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return json.dumps(value, allow_nan=False)
    if isinstance(value, dict):
        return "{}"
    return f"[{', '.join(map(_atom, value))}]"


def _digits(value: Decimal) -> str:
    """31E8 → 3100000000, 4.50 → 4.5: no exponent, no zeros that say nothing."""
    if not value.is_finite():
        raise ValueError(f"{value} is no number of a plan")
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _string(text: str) -> str:
    """A JSON string; half a surrogate pair is escaped, since UTF-8 cannot hold it."""
    written = encode_basestring(text)
    return written if written.isascii() else _LONE.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def _no_number(written: str) -> Any:
    raise ValueError(f"{written} is no number of JSON")
