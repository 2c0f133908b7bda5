"""Write docs/pictures/*.png: the pages of the corpus as a browser shows them.

    python scripts/make_pictures.py            all
    python scripts/make_pictures.py diff-dark  some

Needs Chromium, fonts with Chinese characters and the development tools (Debian: apt-get install chromium fonts-noto-cjk).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import planparse
from planparse.report.diff import diff_page
from planparse.revision.diff import compared

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import chromium_path, launched  # noqa: E402

CORPUS = ROOT / "corpus"
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 300_000
DESKTOP, PHONE = (1280, 900), (390, 844)


def diff() -> str:
    """The diff of the corpus plan that has a second version."""
    old = planparse.parse(CORPUS / "yunxiu-ecommerce" / "plan.txt")
    new = planparse.parse(CORPUS / "yunxiu-ecommerce.v2.txt")
    return diff_page(old, new, *compared(old, new))


@dataclass(frozen=True)
class Picture:
    """A page, the window it is shown in, and the element that is clicked first."""

    page: Callable[[], str]
    size: tuple[int, int]
    scheme: str = "light"
    click: str | None = None


PICTURES_OF = {
    "diff-desktop": Picture(diff, DESKTOP),
    "diff-phone": Picture(diff, PHONE, click="#e4 .go"),
    "diff-dark": Picture(diff, DESKTOP, "dark", "#e4 .go"),
}


def main(names: list[str]) -> int:
    """Write the pictures; 2 where one cannot be made or is too large."""
    if chromium_path() is None:
        print("planparse: no Chromium: PATH: install it (Debian: apt-get install chromium fonts-noto-cjk)", file=sys.stderr)
        return 2
    unknown = sorted(set(names) - set(PICTURES_OF))
    if unknown:
        print(f"planparse: no such picture: {', '.join(unknown)}: choose from {', '.join(PICTURES_OF)}", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    large = 0
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        for name in names or PICTURES_OF:
            one, file, written = PICTURES_OF[name], Path(folder) / "page.html", PICTURES / f"{name}.png"
            file.write_text(one.page(), "utf-8")
            page = browser.new_page(viewport={"width": one.size[0], "height": one.size[1]}, color_scheme=one.scheme,
                                    reduced_motion="reduce")
            page.goto(file.as_uri())
            if one.click:
                page.click(one.click)
            page.screenshot(path=written)
            page.close()
            size = written.stat().st_size
            large += size > MOST_BYTES
            print(f"{written.relative_to(ROOT)}  {size:,} bytes{'  too large' if size > MOST_BYTES else ''}")
    return 2 if large else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
