"""The numbered headings of the body in, the section tree out.

>>> from planparse.model.document import BlockKind
>>> from planparse.model.span import Span
>>> from planparse.text.flow import Piece, build_flow
>>> text = "一、工作目标\\n（一）站点建设。新增站点20个。\\n二、保障措施\\n"
>>> flow = build_flow(text, [Piece((Span(0, 6),), BlockKind.LINE), Piece((Span(7, 23),), BlockKind.LINE),
...     Piece((Span(24, 30),), BlockKind.LINE)])
>>> [(h.label, h.title, h.level, h.kind) for h in outline(flow, Letterhead({}, 0, len(flow.text)), text)]
[('一、', '工作目标', 1, 'goals'), ('（一）', '站点建设', 2, 'goals'), ('二、', '保障措施', 1, 'safeguards')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.model.document import BlockKind
from planparse.model.flow import Flow
from planparse.model.structure import Heading, Letterhead
from planparse.structure.annexes import annex_title, lone_annexes, opens_listing
from planparse.structure.contents import Contents
from planparse.structure.nesting import Place, nested
from planparse.structure.numbering import ANNEX, BOX, Label, confirmed, is_spaced, read_label
from planparse.structure.titles import kind_of, title_end

_PAGE_INSIDE = re.compile(r"\s[-—–－]\s*\d{1,3}\s*[-—–－](?=\s|$)")
_INLINE = {"(1)": "[;,。:、]\\({}\\)", "①": "{}", "1)": "[;,。:]{}\\)", "1.": "[;。]{}[.、](?!\\d)"}
_ROLL = re.compile("名单|名册|成员|通讯录|联系表")      # an attachment that lists people
_ROW_NUMBERS = ("1.", "1.1", "1.1.1", "(1)", "①")
_GAP = re.compile(r"(?<=[^\s\d.、])[ \u3000]{2,}(?=\S)")
_PERSON = re.compile(r"\s*[(（]?\d+[)）.．、]?\s*[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff]){1,3}\s+\S")


@dataclass(frozen=True, slots=True)
class _Found:
    """A paragraph that may be a heading; `title` is a flat stretch, `own_line` that nothing follows it there."""

    label: Label
    title: tuple[int, int] | None
    own_line: bool


def outline(flow: Flow, letterhead: Letterhead, text: str) -> tuple[Heading, ...]:
    """Every numbered heading in reading order, with level, parent and the stretch it governs.

    `text` is `Document.text`: labels and titles are given as printed, without white space.
    """
    candidates = _without_captions(flow, list(_candidates(flow, letterhead, text)), text)
    labels = confirmed([found.label for found in candidates])
    found = [replace(one, label=label) for one, label in zip(candidates, labels, strict=True) if label]
    places = nested([one.label for one in found], [one.own_line for one in found])
    ends = _ends(flow, letterhead, found, places)
    headings: list[Heading] = []
    for index, (one, place) in enumerate(zip(found, places, strict=True)):
        label, title = one.label, _printed(flow, text, *one.title) if one.title else None
        inherited = "other" if place.parent is None else headings[place.parent].kind
        if inherited == "attachment":
            inherited = "other"
        headings.append(Heading(
            index, _printed(flow, text, label.start, label.end), title or None, place.level, place.parent,
            kind_of(title, label.scheme == ANNEX, inherited), label.start,
            one.title[1] if one.title else label.end, ends[index], f"outline/{_RULES.get(label.scheme, 'ordinal')}"))
    return tuple(headings)


_RULES = {ANNEX: "attachment", BOX: "box", "一、": "chinese", "(一)": "chinese-bracket", "1.": "digit",
          "1.1": "decimal", "1.1.1": "decimal", "1.1.1.1": "decimal", "(1)": "digit-bracket",
          "1)": "digit-half-bracket", "①": "ring", "A.": "letter"}


def _candidates(flow: Flow, letterhead: Letterhead, text: str) -> Iterator[_Found]:
    """The paragraphs that open with a number; lists of attachments, notes and tables of contents left out."""
    skip, annex, listed = 0, "", False
    listing: int | None = None
    contents, alone = Contents(), lone_annexes(flow)
    for index, paragraph in enumerate(flow.paragraphs):
        if (index < skip or paragraph.kind in (BlockKind.CELL, BlockKind.NOTE) or paragraph.start == paragraph.end
                or paragraph.start < letterhead.body_start):
            continue
        words = flow.text[paragraph.start:paragraph.end]
        printed = text[slice(*paragraph.span)]
        label = read_label(flow.text, paragraph.start, is_spaced(printed))
        if contents.holds(words, label is not None):
            continue
        opened = opens_listing(flow, index, words)
        if opened is not None or listing is not None:
            listing = opened if opened is not None else _listing_after(listing, label, words)
            if listing is not None:
                continue
        if label is None or _is_row(printed, words, label) or (
                paragraph.start >= letterhead.body_end and not annex and label.scheme != ANNEX):
            listed = listed and words[-1] in ";；"
            continue
        if label.scheme == ANNEX:
            title = annex_title(flow, index, label, text, alone)
            if title is not None:
                annex, skip = flow.text[title[0]:title[1]] or "附件", title[2] + 1
                yield _Found(label, title[:2] if title[0] < title[1] else None, True)
            continue
        if _inline(flow, index, label) or (_ROLL.search(annex) and _PERSON.match(printed) and "。" not in words):
            continue
        yield _heading(flow, paragraph.end, label, listed)
        listed = words[-1] in ";；"


def _is_row(printed: str, words: str, label: Label) -> bool:
    """Whether a numbered line is a row of a table set with tabs or blanks: 1  站点  商务局  6月"""
    if "\t" in printed:
        return True
    if label.scheme not in _ROW_NUMBERS or "。" in words or len(words) > 60:
        return False
    return len(_GAP.findall(printed)) >= 2 or (label.weak and len(printed.split()) >= 4)


def _listing_after(listing: int | None, label: Label | None, words: str) -> int | None:
    """Whether a paragraph carries on a list of attachments: its last number, or None where the list is over."""
    if listing is not None and label and label.scheme == "1." and label.number == listing + 1:
        return label.number
    return listing if label is None and len(words) < 40 and words[-1] not in "。;:" else None


def _without_captions(flow: Flow, found: list[_Found], text: str) -> list[_Found]:
    """Drop a numbered line right above a table if the same heading comes once more with the work itself."""
    later: dict[tuple[str, int], set[str]] = {}
    kept = []
    for one in reversed(found):
        key = one.label.scheme, one.label.number
        words = set(flow.text[slice(*one.title)]) if one.title else set()
        again = later.get(key, set())
        if not (one.own_line and 3 * len(words & again) >= 2 * len(words) > 0 and _above_table(flow, one, text)):
            kept.append(one)
            later[key] = words
    return kept[::-1]


def _above_table(flow: Flow, one: _Found, text: str) -> bool:
    """Whether the line below is a cell, or a row set with tabs."""
    following = flow.paragraph_at(one.label.start).index + 1
    if following >= len(flow.paragraphs):
        return False
    paragraph = flow.paragraphs[following]
    return paragraph.kind is BlockKind.CELL or "\t" in text[slice(*paragraph.span)]


def _heading(flow: Flow, end: int, label: Label, listed: bool) -> _Found:
    """A numbered paragraph with its title."""
    stop = title_end(flow.text, label.end, end, label.scheme == "条", listed)
    return _Found(label, None if stop is None else (label.end, stop), stop is not None and stop >= end - 1)


def _inline(flow: Flow, index: int, label: Label) -> bool:
    """Whether the number is the first of several inside one sentence: （1）…；（2）…"""
    pattern, paragraph = _INLINE.get(label.scheme), flow.paragraphs[index]
    if pattern is None:
        return False
    following = chr(0x2460 + label.number) if label.scheme == "①" else str(label.number + 1)
    if not re.search(pattern.format(following), flow.text[label.end:paragraph.end]):
        return False
    after = read_label(flow.text, paragraph.end + 1) if paragraph.end + 1 < len(flow.text) else None
    return after is None or (after.scheme, after.number) != (label.scheme, label.number + 1)


def _ends(flow: Flow, letterhead: Letterhead, found: Sequence[_Found], places: Sequence[Place]) -> list[int]:
    """Where each heading's stretch ends: at the next heading of its level or above, or with its part of the text."""
    ends = [0] * len(found)
    last = len(flow.text)
    open_from: list[int] = []
    for index in range(len(found)):
        while open_from and places[open_from[-1]].level >= places[index].level:
            ends[open_from.pop()] = found[index].label.start
        open_from.append(index)
    for index in open_from:
        ends[index] = last
    for index, one in enumerate(found):
        end = ends[index]
        if one.label.start < letterhead.body_end < end:
            end = letterhead.body_end
        least = one.title[1] if one.title else one.label.end
        while end > least and flow.text[end - 1] == "\n":
            end -= 1
        ends[index] = max(end, least)
    return ends


def _printed(flow: Flow, text: str, start: int, end: int) -> str:
    """The characters of a flat stretch as printed, without white space and stray page numbers."""
    words = "".join(text[flow.offsets[at]] for at in range(start, end) if flow.text[at] not in "\n*#")
    if stray := _PAGE_INSIDE.search(text, flow.offsets[start], flow.offsets[max(start, end - 1)] + 1):
        words = words.replace("".join(stray.group().split()), "", 1)
    return words
