"""Paragraphs in reading order in, those of a printed table of contents (目录) told from the headings they announce.

>>> contents = Contents()
>>> [contents.holds(words, words[0] in "一二") for words in ("目录", "一、目标1", "二、任务3", "一、目标", "二、任务")]
[True, True, True, False, False]
"""

from __future__ import annotations

import re

_LEADERS = re.compile(r"(?:[.·…]{3,}|-{3,}|_{3,})\d{1,3}$")
_PAGE = re.compile(r"[.·…-]*\d{1,3}$")
_LONGEST = 120


class Contents:
    """Knows whether the paragraphs that pass by still belong to the table of contents."""

    def __init__(self) -> None:
        self._open = False
        self._entries: set[str] = set()

    def holds(self, words: str, numbered: bool) -> bool:
        """Whether this paragraph is part of it: behind the word 目录 until an entry comes again, or with leaders."""
        if words in ("目录", "目次"):
            self._open = True
            return True
        if len(words) > _LONGEST and not self._open:
            return False
        if len(words) <= _LONGEST and (leaders := _LEADERS.search(words)):
            self._entries.add(words[:leaders.start()])
            return True
        if not self._open:
            return False
        entry = _PAGE.sub("", words) if len(words) <= _LONGEST else ""
        if not entry or words[-1] in "。;:" or entry in self._entries:
            self._open = False
            return False
        self._entries.add(entry)
        return numbered
