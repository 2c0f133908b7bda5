"""An HTML file in, the page in a real browser out: headless Chromium; console errors and requests fail the test.

Skipped only where no Chromium is installed (Debian: apt-get install chromium fonts-noto-cjk).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str | None:
    """Where Chromium is, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    if chromium_path() is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium fonts-noto-cjk)")
    with launched() as made:
        yield made


@contextmanager
def opened(browser: Browser, path: Path, *, width: int = 1280, height: int = 900, scheme: str = "light") -> Iterator[Page]:
    """A local page, without network. At the end nothing must have been asked of any address or complained of."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme,  # type: ignore[arg-type]
                                  offline=True, reduced_motion="reduce", locale="zh-CN")
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    try:
        page.goto(path.as_uri())
        yield page
        assert asked == [path.as_uri()]
        assert said == []
    finally:
        context.close()


@contextmanager
def browser_page(file: Path, *, width: int = 1280, height: int = 900, dark: bool = False) -> Iterator[Page]:
    """A local page in a browser of its own."""
    if chromium_path() is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium fonts-noto-cjk)")
    with launched() as made, opened(made, file, width=width, height=height, scheme="dark" if dark else "light") as page:
        yield page
