"""A page in headless Chromium for tests that click; they are skipped where no browser is found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def browser_page(file: Path, *, width: int = 1280, height: int = 900, dark: bool = False) -> Iterator[Any]:
    """The file opened in a browser without a network; what its scripts complain of is in `page.complaints`, and fails."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
                                      offline=True)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else page.complaints.append(request.url))
        page.goto(file.as_uri())
        yield page
        assert page.complaints == []
        browser.close()
