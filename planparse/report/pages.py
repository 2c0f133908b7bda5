"""A template's name and what it shows in, a self-contained HTML page out: style and script inside, everything else refused.

The page carries a policy that allows its own script (by hash) and no address outside, so that words of a plan are never run.

>>> str(cells("县域\\t<b>"))
'县域<i class="cell">\\t</i>&lt;b&gt;'
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from planparse.report.words import harmless
from planparse.version import __version__

_FOLDER = Path(__file__).resolve().parent / "templates"


def page(name: str, **shown: Any) -> str:
    """The page of `templates/NAME.html.j2` with NAME.css and NAME.js in it."""
    style, script = ((_FOLDER / f"{name}.{ending}").read_text("utf-8").strip() for ending in ("css", "js"))
    digest = base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _environment().get_template(f"{name}.html.j2").render(
        style=Markup(f"\n{style}\n"), script=Markup(f"\n{script}\n"), policy=policy, version=__version__, **shown)


def cells(text: str) -> Markup:
    """Words with a line between the cells of a table row."""
    return Markup('<i class="cell">\t</i>').join(escape(part) for part in text.split("\t"))


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    made.filters["cells"] = cells
    made.finalize = lambda value: harmless(value) if type(value) is str else value
    return made
