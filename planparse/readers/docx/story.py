"""The paragraphs and tables of one DOCX story (body, cell, note, header): its XML in, its content in order out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from planparse.readers.docx.glued import parted
from planparse.readers.docx.names import (
    ALTERNATE,
    CONTENT_CONTROL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    TABLE,
    TEXTPATH,
    WRAPPERS,
    chosen,
    switched_on,
    value,
    w,
)
from planparse.readers.docx.numbering import Label, Numbering
from planparse.readers.docx.runs import PAGE_BREAK, Runs, Story
from planparse.readers.docx.styles import Styles, centred, numbering
from planparse.readers.docx.tables import Grid, Line, read_table

_GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"
_MARK_GONE = (w("del"), w("moveFrom"))
_MARK_HIDDEN = (w("vanish"), w("specVanish"))
_DROP_CAP = w("dropCap")
_ENTRY_END = re.compile(r"[\t .…·]*(\d{1,4}|[ivxlIVXL]{1,6}|[-—]\s*\d{1,4}\s*[-—])\s*$")


@dataclass(slots=True)
class _Open:
    """What a paragraph hands on to the next one, where the mark between them is gone or hidden."""

    text: str = ""
    label: Label | None = None
    boxes: list[_Element] = field(default_factory=list)


class StoryReader:
    """Reads stories one after the other; list numbers count on through all of them."""

    def __init__(self, styles: Styles, lists: Numbering, story: Story) -> None:
        self._styles, self._lists, self._story = styles, lists, story
        self._runs = Runs(styles, story)
        self.chunks = 0              # altChunk elements met: parts in other formats, left out

    def read(self, parent: _Element) -> list[Line | Grid]:
        """The paragraphs and tables of a body, cell, text box or note, in order."""
        content: list[Line | Grid] = []
        opened = _Open()
        for element, contents in self._flat(parent, False):
            if element.tag == PARAGRAPH:
                opened = self._paragraph(element, contents, opened, content)
                continue
            opened = self._close(opened, content)
            grid = read_table(element, self.read)
            if len(grid.cells) == 1 and any(isinstance(one, Grid) for one in grid.cells[0].content):
                content.extend(grid.cells[0].content)      # a frame around tables is no table
            elif grid.cells:
                content.extend(parted(grid))
        self._close(opened, content)
        return content

    def _flat(self, parent: _Element, contents: bool) -> Iterator[tuple[_Element, bool]]:
        """Paragraphs and tables with wrappers opened; True: inside a table of contents made by a control."""
        for child in parent:
            tag = child.tag
            if tag in (PARAGRAPH, TABLE):
                yield child, contents
            elif tag == CONTENT_CONTROL:
                yield from self._flat(child, contents or value(child, _GALLERY) == "Table of Contents")
            elif tag in WRAPPERS:
                yield from self._flat(child, contents)
            elif tag == ALTERNATE:
                yield from self._flat(chosen(child), contents)
            elif tag == w("altChunk"):
                self.chunks += 1

    def _paragraph(self, element: _Element, contents: bool, opened: _Open, content: list[Line | Grid]) -> _Open:
        """Read one paragraph behind what is still open; returns what stays open behind it."""
        layout = element.find(PARAGRAPH_PROPERTIES)
        mark = None if layout is None else layout.find(RUN_PROPERTIES)
        style = self._styles.paragraph(layout)
        text, boxes = self._runs.read(element, style)
        if mark is not None and any(mark.find(name) is not None for name in _MARK_GONE):
            self._story.tracked = True
            return _Open(opened.text + text, opened.label, opened.boxes + boxes)
        if _is_drop_cap(layout):
            return _Open(opened.text + text.strip(), opened.label, opened.boxes + boxes)
        hidden_mark = any(switched_on(mark, name) for name in _MARK_HIDDEN)
        unseen = not text and not opened.text and (hidden_mark or style.hidden)
        label = opened.label
        if label is None and not unseen:
            label = self._lists.label(*numbering(layout), style)
        whole = _Open(opened.text + text, label, opened.boxes + boxes)
        if hidden_mark and (text or opened.text):
            return whole
        middle = centred(layout)
        furniture = contents or style.contents or (self._runs.in_contents() and _ENTRY_END.search(text) is not None)
        return self._close(whole, content, style.centred if middle is None else middle, furniture)

    def _close(self, done: _Open, content: list[Line | Grid], middle: bool = False, furniture: bool = False) -> _Open:
        """Put a finished paragraph down, its text boxes behind it; returns the clean start of the next one."""
        label = done.label
        for piece, soft in _pieces(done.text, middle):
            if label is not None:
                words = piece.lstrip(" ")
                words = label.prefix + words if words else label.shown
                content.append(Line(words, middle, label.shown, furniture, soft))
                label = None
            elif piece.strip():
                content.append(Line(piece, middle, None, furniture, soft))
        for box in done.boxes:
            if box.tag == TEXTPATH:
                content.append(Line(box.get("string", "").strip()))
            else:
                content.extend(self.read(box))
        return _Open()


def _is_drop_cap(layout: _Element | None) -> bool:
    frame = None if layout is None else layout.find(w("framePr"))
    return frame is not None and frame.get(_DROP_CAP) in ("drop", "margin")


def _pieces(text: str, middle: bool) -> list[tuple[str, bool]]:
    """Cut a paragraph's text at page breaks, and into lines (True) at soft breaks, which may end a paragraph or not.

    >>> _pieces("一是建站点。\\n二是强培训。\\f附件", False)
    [('一是建站点。', True), ('二是强培训。', True), ('附件', False)]

    Centred lines are one title.

    >>> _pieces("某县人民政府\\n关于印发方案的通知", True)
    [('某县人民政府\\n关于印发方案的通知', False)]
    """
    if "\n" not in text and PAGE_BREAK not in text:
        return [(text, False)]
    pieces: list[tuple[str, bool]] = []
    for page in text.split(PAGE_BREAK):
        lines = [line for line in page.split("\n") if line.strip()]
        soft = len(lines) > 1 and not middle
        pieces.extend((line, soft) for line in (lines if soft else ["\n".join(lines)] if lines else []))
    return pieces or [("", False)]
