"""Write corpus/yunxiu-ecommerce/scan.pdf: plan.pdf as an office scanner would give it back, without a text layer.

    python corpus/make_scan.py

Gray pages of 150 dots an inch, each a little tilted, blurred and noisy, as JPEG. The file is kept in the repository, since
another version of the libraries may write other bytes. Needs pypdfium2, numpy and Pillow.
"""
from __future__ import annotations

from pathlib import Path

import numpy
import pypdfium2
from PIL import Image, ImageFilter

PLAN = Path(__file__).resolve().parent / "yunxiu-ecommerce"
DPI, TILT, NOISE, QUALITY = 150, 0.7, 6.0, 35


def main() -> None:
    """Render, spoil and write the pages."""
    dice = numpy.random.default_rng(1)
    pages = []
    for page in pypdfium2.PdfDocument(PLAN / "plan.pdf"):
        clean = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        tilted = clean.rotate(dice.uniform(-TILT, TILT), Image.Resampling.BICUBIC, fillcolor=255)
        gray = numpy.asarray(tilted.filter(ImageFilter.GaussianBlur(0.5)), float)
        spoiled = gray * 0.9 + 14 + dice.normal(0, NOISE, gray.shape)
        pages.append(Image.fromarray(spoiled.clip(0, 255).astype(numpy.uint8)))
    pages[0].save(PLAN / "scan.pdf", save_all=True, append_images=pages[1:], resolution=DPI, quality=QUALITY)


if __name__ == "__main__":
    main()
