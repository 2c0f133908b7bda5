"""Lines in, paragraphs out: joined over line and page ends where the geometry says that the text runs on.

A line that reaches the right margin is continued by the next one unless that is indented, centred, set in another
size, further away than lines usually are, or opens a new numbered point.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planparse.model.document import BlockKind
from planparse.readers.pdf.lines import Column, Line
from planparse.readers.pdf.pages import Parts

_LABEL = re.compile(
    r"[（(〔]?[一二三四五六七八九十]{1,3}[、）)〕]|第[一二三四五六七八九十百\d]{1,4}[章节条编部]|[（(]\d{1,2}[）)]|\d{1,2}[、．]"
    r"|\d{1,2}\.(?!\d)|[①-⑳●■◆▲•]|附件\d*[：:]?$|附[：:]")
_STRONG = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]、)")
_NUMBER = re.compile(r".{0,24}〔\d{4}〕\d{1,5}号")
_LEADER = re.compile(r".*(?:\.{4,}|…{2,}|·{4,})\s*\d*")
_CLOSED = tuple("。；：！？;:!?")
_HANGING = tuple("，。、；：？！”’）》〉〕】")


@dataclass(slots=True)
class Draft:
    """A paragraph, note or piece of furniture in the making."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    centred: bool = False

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page.number


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: size of the body, distance of its lines for each size, margins of each page."""

    body: float
    leading: dict[int, float]
    columns: dict[int, Column]

    def column(self, line: Line) -> Column:
        """The margins between which a line runs."""
        return line.column or self.columns[line.page.number]

    def is_centred(self, line: Line) -> bool:
        """Whether a line stands in the middle of its column, and not by the chance of indent and length."""
        column = self.column(line)
        before, behind = line.x0 - column.left, column.right - line.x1
        if abs(before - behind) > 0.8 * line.size:
            return False
        if line.size > 1.12 * self.body:
            return True
        return before > 1.2 * line.size and not 1.7 * line.size < before < 2.3 * line.size

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the head of the following line would not have fitted behind this line."""
        return self.column(line).right - line.x1 < following.head_width() + 0.35 * line.size

    def step(self, line: Line) -> float:
        """How far apart the lines of a paragraph in this size stand."""
        return self.leading.get(round(2 * line.size), 1.75 * line.size)


def setting_of(pages: Sequence[Parts]) -> Setting:
    """Measure a document."""
    sizes: Counter[float] = Counter()
    steps: dict[int, Counter[int]] = {}
    for page in pages:
        before: Line | None = None
        for line in page.lines:
            sizes[line.size] += len(line.text)
            if before is not None and before.column == line.column and abs(before.size - line.size) < 0.3:
                gap = line.base - before.base
                if 0.9 * line.size < gap < 3 * line.size:
                    weight = 4 if before.x1 - before.x0 > 12 * line.size and line.x0 < before.x0 + line.size else 1
                    steps.setdefault(round(2 * line.size), Counter())[round(2 * gap)] += weight
            before = line
    body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 12.0
    leading = {size: _usual(found) for size, found in steps.items()}
    return Setting(body, leading, _margins(pages, body))


def _usual(found: Counter[int]) -> float:
    """The most usual distance, in points (counted in half points, neighbours together)."""
    best = max(found, key=lambda gap: (found[gap - 1] + 2 * found[gap] + found[gap + 1], -gap))
    return best / 2


def _margins(pages: Sequence[Parts], body: float) -> dict[int, Column]:
    """Left and right margin of each page; a page that does not show them takes them from its like."""
    own: dict[int, Column] = {}
    shown: dict[tuple[int, int], list[Column]] = {}
    for page in pages:
        lines = [line for line in page.lines if line.column is None and abs(line.size - body) < 0.06 * body]
        lines = lines or [line for line in page.lines if line.column is None]
        if lines:
            left = _left(sorted(line.x0 for line in lines), body)
            right = _edge([line.x1 - (0.9 * line.size if line.text.endswith(_HANGING) else 0.0) for line in lines], body)
            own[page.number] = Column(left, right)
            reaching = sum(line.x1 > right - 0.7 * body for line in lines)
            if reaching > 2 or right - left > 0.62 * page.glyphs.frame.size[0]:
                shown.setdefault(_shape(page), []).append(Column(left, right))
    found: dict[int, Column] = {}
    for page in pages:
        width, _ = page.glyphs.frame.size
        like = shown.get(_shape(page), [Column(0.14 * width, 0.86 * width)])
        typical = sorted(column.right - column.left for column in like)[(3 * len(like)) // 4]
        column = own.get(page.number) or Column(like[0].left, like[0].right)
        left = column.left
        if column.right - left < 0.9 * typical and _shape(page) in shown:
            left = min(left, sorted(column.left for column in like)[len(like) // 2])
        found[page.number] = Column(left, max(column.right, min(left + typical, width)))
    return found


def _left(starts: list[float], body: float) -> float:
    """Where lines start: the outermost place, but for a stray line far out (an indent is two characters)."""
    stray = len(starts) > 4 and starts[1] - starts[0] > 2.6 * body
    return starts[1] if stray else starts[0]


def _edge(ends: list[float], body: float) -> float:
    """Where lines end: the outermost place that more than a stray line reaches."""
    ordered = sorted(ends, reverse=True)
    fellows = max(2, round(0.08 * len(ordered))) if len(ordered) > 4 else 1
    return next((end for k, end in enumerate(ordered)
                 if k + fellows <= len(ordered) and ordered[k + fellows - 1] > end - 0.7 * body), ordered[0])


def _shape(page: Parts) -> tuple[int, int]:
    """Pages of one size and direction are alike."""
    width, height = page.glyphs.frame.size
    return round(width / 4), round(height / 4)


def continues(draft: Draft, line: Line, setting: Setting) -> bool:
    """Whether a line goes on with the paragraph before it."""
    before = draft.lines[-1]
    size = before.size
    if abs(line.size - size) > 0.08 * size or _LEADER.fullmatch(before.text):
        return False
    together = line.page is before.page and line.column == before.column
    gap = line.base - before.base
    if together and not gap > 0:
        return False
    if draft.centred:
        return _continues_title(draft, line, setting, gap if together else None)
    if (together and gap > 1.25 * setting.step(line) + 0.5) or setting.is_centred(line):
        return False
    if (not setting.is_full(before, line) and not _is_broken_early(draft, line, setting)) or _NUMBER.fullmatch(before.text):
        return False
    if _LABEL.match(line.text) and before.text.endswith((*_CLOSED, "）", ")")):
        return False
    if _STRONG.match(line.text) and draft.lines[0].x0 - setting.column(draft.lines[0]).left < 0.5 * size:
        return False                                    # no indent tells where a paragraph begins: the label must
    return not _is_indented(draft, line, setting)


def _is_broken_early(draft: Draft, line: Line, setting: Setting) -> bool:
    """Whether a long line that is not full still runs on: no stop at its end, first line indented and this one not.

    Word processors break early before what they keep together (a bracket with its number, a long name).
    """
    before, column = draft.lines[-1], setting.column(draft.lines[-1])
    if before.text.endswith(_CLOSED) or _LABEL.match(line.text) or (_LABEL.match(draft.lines[0].text) and len(draft.lines) < 2):
        return False
    indent = draft.lines[0].x0 - setting.column(draft.lines[0]).left
    return before.x1 - column.left > 0.6 * (column.right - column.left) and indent > 1.5 * line.size


def _continues_title(draft: Draft, line: Line, setting: Setting, gap: float | None) -> bool:
    """A centred line goes on with a title of its size if it stands close; a document number is no title."""
    before = draft.lines[-1]
    if _NUMBER.fullmatch(before.text) or _NUMBER.fullmatch(line.text) or before.text.endswith(_CLOSED):
        return False
    if not setting.is_centred(line) and not setting.is_full(before, line):
        return False
    if line.size <= 1.12 * setting.body and not setting.is_full(before, line):
        return False
    return gap is not None and gap < 1.75 * line.size


def _hangs(first: Line, line: Line) -> bool:
    """Whether a line starts below what follows the colon of the first line (抄送：, 责任单位：)."""
    at = first.text.find("：", 0, 9) + 1
    places = [place for place in first.places[at:] if place >= 0]
    return at > 0 and bool(places) and abs(first.page.left[places[0]] - line.x0) < 0.6 * line.size


def _is_indented(draft: Draft, line: Line, setting: Setting) -> bool:
    """Whether a line starts further right (or left) than the paragraph's lines run."""
    if len(draft.lines) > 1:
        before = draft.lines[-1]
        run = before.x0 - setting.column(before).left
    else:
        first = draft.lines[0]
        indent = first.x0 - setting.column(first).left
        here = line.x0 - setting.column(line).left
        hanging = (_LABEL.match(first.text) and 0.8 * line.size < here - indent < 4 * line.size) or _hangs(first, line)
        run = here if hanging else 0.0
    return abs(line.x0 - setting.column(line).left - run) > 0.9 * line.size
