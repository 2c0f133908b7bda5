"""PDF with a text layer: characters and drawn lines in, paragraphs and tables with their places out."""

from __future__ import annotations

from planparse.readers.pdf.reader import read

__all__ = ["read"]
