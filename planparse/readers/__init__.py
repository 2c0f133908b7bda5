"""Readers: bytes of one format in, a Document out. A reader decides nothing about what the text means."""

from __future__ import annotations

from planparse.readers.detect import read_bytes

__all__ = ["read_bytes"]
