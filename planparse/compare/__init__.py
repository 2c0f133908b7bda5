"""Plans against plans: what changed between two versions, who promises what of several. `planparse.compare(plans)` is a call."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType

from planparse.model.comparison import Comparison
from planparse.model.plan import Plan


class _Callable(ModuleType):
    """The room bears the name of the library's call: once it is imported, `planparse.compare` is this room."""

    def __call__(self, plans: Iterable[Plan]) -> Comparison:
        """What plans promise, side by side."""
        from planparse.compare.comparison import compare

        return compare(plans)


sys.modules[__name__].__class__ = _Callable
