"""planparse: published plans of Chinese local governments in, structured data with exact places out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planparse.version import __version__

if TYPE_CHECKING:
    from planparse.api import frames, numeral, parse, parse_text, periods, quantities
    from planparse.comparison.side_by_side import compare
    from planparse.errors import MissingExtra, PlanparseError, UnreadableInput
    from planparse.model.change import Diff
    from planparse.model.comparison import Comparison
    from planparse.model.plan import Plan
    from planparse.revision.diff import diff

__all__ = ["Comparison", "Diff", "MissingExtra", "Plan", "PlanparseError", "UnreadableInput", "__version__", "compare", "diff",
           "frames", "numeral", "parse", "parse_text", "periods", "quantities"]

_HOMES = {"Comparison": "planparse.model.comparison", "Diff": "planparse.model.change", "Plan": "planparse.model.plan",
          "MissingExtra": "planparse.errors", "PlanparseError": "planparse.errors", "UnreadableInput": "planparse.errors",
          "compare": "planparse.comparison.side_by_side", "diff": "planparse.revision.diff"}


def __getattr__(name: str) -> Any:
    """Load the library's calls when they are first used, so that `planparse --help` stays fast."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_HOMES.get(name, "planparse.api")), name)
    raise AttributeError(f"module 'planparse' has no attribute {name!r}")
