"""OFD (GB/T 33190): the package and its paths, what stands on its pages, and the Document made of them."""

from __future__ import annotations

from planparse.readers.ofd.reader import MEDIA_TYPE, read

__all__ = ["MEDIA_TYPE", "read"]
