"""planparse: published plans of Chinese local governments in, structured data with exact places out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planparse.version import __version__

if TYPE_CHECKING:
    from planparse.api import parse, parse_text

__all__ = ["__version__", "parse", "parse_text"]


def __getattr__(name: str) -> Any:
    """Load the library's calls when they are first used, so that `planparse --help` stays fast."""
    if name in __all__:
        from planparse import api

        return getattr(api, name)
    raise AttributeError(name)
