"""A Comparison in, one self-contained HTML page out: heat map, money, time line, units, each cell with its sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planparse.model.comparison import Comparison
from planparse.report import comparison_view as view
from planparse.report.timeline import timeline
from planparse.text import labels
from planparse.version import __version__

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_LONE = re.compile("[\ud800-\udfff]")
#: What a script element must not hold; JSON may escape any character.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def comparison_page(comparison: Comparison) -> str:
    """The page; the same comparison always gives the same text."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
                              undefined=StrictUndefined)
    names = labels.plan_names(comparison.plans)
    proofs = view.Proofs()
    page = environment.get_template("comparison.html.j2").render(
        version=__version__, names=names, plans=view.plans(comparison, names, proofs),
        matrix=view.matrix(comparison, proofs), shared=sum(len(row.cells) > 1 for row in comparison.indicators),
        money=view.money(comparison, proofs), units=view.units(comparison, proofs), time=timeline(comparison, names, proofs),
        normalised=view.normalised(comparison, proofs), only_in=view.only_in(comparison, names, proofs),
        candidates=view.candidates(comparison, names, proofs), proofs=_embedded([names, proofs.told]))
    return _LONE.sub("\ufffd", page)


def _embedded(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
