"""Marked sentences for the tests, and steady hypothesis examples.

A marked sentence is text with ⟦words = expected⟧ in it; it becomes clean text and the expected readings. Every run
draws the same examples, so that a failure is somebody's change; HYPOTHESIS_PROFILE=default draws new ones.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

import pytest
from hypothesis import settings

from tests.browser import browser  # noqa: F401  (a fixture)

settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

MARK = re.compile(r"⟦(?P<quote>[^=⟧]+?)(?: = (?P<expected>[^⟧]*))?⟧")


@dataclass(frozen=True)
class Marked:
    """Clean text, and for each mark its place, words and expectation."""

    text: str
    marks: tuple[tuple[int, str, str], ...]


def read_marks(source: str) -> Marked:
    """Take the marks out of a sentence."""
    text, marks, last = "", [], 0
    for match in MARK.finditer(source):
        text += source[last:match.start()]
        marks.append((len(text), match["quote"], (match["expected"] or "").strip()))
        text += match["quote"]
        last = match.end()
    return Marked(text + source[last:], tuple(marks))


@pytest.fixture
def marked():
    """The reader of marked sentences."""
    return read_marks
