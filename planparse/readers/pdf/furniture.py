"""Pages in, the same pages with furniture (page numbers, running heads and feet) and footnotes taken out of the body."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from planparse.readers.pdf.lines import Line
from planparse.readers.pdf.pages import Parts

_DASH = "—–―－─~～·•\\-"
_NUMBER = re.compile(
    rf"(?P<frame>[{_DASH}\s(（]*第?)(?P<value>\d{{1,4}}|[ivxlcIVXLC]{{1,6}}|(?<=第)[一二三四五六七八九十百]{{1,5}})"
    rf"(?P<end>[{_DASH}\s)）]*页?)[，,]?\s*(?P<all>(?:共|/|of)\s*\d{{1,4}}\s*页?)?")
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\d{1,3}(?![\d.、．年月日])|[①-⑳]|[\[〔［]\d{1,3}[\]〕］]|[*†‡]|注[：:]")
EDGE = 0.15          # share of the page's height in which furniture stands, at the top and at the bottom


def take_furniture(pages: Sequence[Parts]) -> None:
    """Move page numbers and what repeats on pages at one place from the body to `furniture`."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    for _ in range(2):                                  # a running head may stand above a page number
        margins = [(page, line) for page in pages for line in _margin(page)]
        taken: dict[int, list[Line]] = defaultdict(list)
        for page, line in (*_numbers(margins, len(pages)), *_repeated(margins, len(pages), body)):
            if not any(line is other for other in taken[page.number]):
                taken[page.number].append(line)
        for page in pages:
            if found := taken.get(page.number):
                page.furniture.extend(found)
                page.take(found)


def _margin(page: Parts) -> list[Line]:
    """The outermost lines of a page, two at each end, as far as they stand in its margins."""
    lines = page.items
    high, low = EDGE * page.height, (1 - EDGE) * page.height
    ends = {id(item): item for item in (*lines[:2], *lines[-2:])}
    return [item for item in ends.values() if isinstance(item, Line) and (item.base < high or item.base > low)]


def _numbers(margins: list[tuple[Parts, Line]], count: int) -> list[tuple[Parts, Line]]:
    """Page numbers: between dashes or named as such, or bare numbers that count with the pages."""
    found = []
    bare: dict[int, list[tuple[Parts, Line]]] = defaultdict(list)
    for page, line in margins:
        match = _NUMBER.fullmatch(line.text)
        if match is None or (line is not page.items[-1] and line is not page.items[0]):
            continue
        if (match["frame"].strip() and match["end"].strip()) or match["all"]:
            found.append((page, line))
        elif match["value"].isdigit():
            bare[int(match["value"]) - page.number].append((page, line))
        elif not match["frame"]:
            found.append((page, line))
    for group in bare.values():
        if len(group) > 1 or (count == 1 and _stands_alone(*group[0])):
            found += group
    return found


def _stands_alone(page: Parts, line: Line) -> bool:
    """Whether a bare number at the foot of the page has white space above it."""
    others = [item.bottom for item in page.items if item is not line]
    return line.base > (1 - EDGE) * page.height and line.top - max(others, default=0.0) > 1.5 * line.size


def _repeated(margins: list[tuple[Parts, Line]], count: int, body: float) -> list[tuple[Parts, Line]]:
    """Lines that stand at the same height with the same words on several pages; numbers in them count the pages.

    A line as large as the body must stand so on nearly half of the pages: headings may repeat, too.
    """
    groups: dict[tuple[str, int], list[tuple[Parts, Line]]] = defaultdict(list)
    for page, line in margins:
        plain = line.text.replace(" ", "")
        for value in islice(_DIGITS.finditer(plain), 6):
            other = f"{plain[:value.start()]}#{plain[value.end():]}"
            if len(value.group()) < 5 and other != "#":
                groups[other, int(value.group()) - page.number].append((page, line))
        groups[plain, 0].append((page, line))
    found = []
    for group in groups.values():
        places = [line.base for _, line in group]
        same = [one for one in group if sum(abs(one[1].base - place) < 4 for place in places) >= 2]
        numbers = {page.number for page, _ in same}
        small = bool(same) and same[0][1].size < 0.95 * body
        if (len(numbers) >= 3 and (small or len(numbers) > 0.4 * count)) or (len(numbers) == 2 and count <= 4 and small):
            found += same
    return found


def take_notes(pages: Sequence[Parts], body: float) -> None:
    """Move footnotes from the body to `notes`: smaller lines at the foot of a page, below a short rule or numbered."""
    for page in pages:
        lines = page.lines
        tail: list[Line] = []
        for item in reversed(page.items):
            if not isinstance(item, Line) or item.size > 0.93 * body:
                break
            tail.insert(0, item)
        if not tail:
            continue
        bars = [rule.at for rule in page.rules
                if rule.at > 0.4 * page.height and rule.end - rule.start < 0.5 * page.glyphs.frame.size[0]]
        below = [line for line in tail if any(bar - 2 < line.base and bar > tail[0].top - 2.5 * body for bar in bars)]
        if not below and any(line.marks for line in lines if line not in tail) and _NOTE.match(tail[0].text):
            below = tail
        if below and (_NOTE.match(below[0].text) or any(line.marks for line in lines)):
            page.notes.extend(below)
            page.take(below)


def starts_note(line: Line) -> bool:
    """Whether a line of the notes opens a new note."""
    return bool(_NOTE.match(line.text))
