"""Lines of plain text in, those that are not the plan's words out: page numbers, conversion marks, running heads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.model.document import Block, BlockKind
from planparse.model.span import Span
from planparse.structure.numbering import Label, is_spaced, read_label
from planparse.structure.torn import counts_on, is_number
from planparse.text.flow import SPACE

BOOKMARK = re.compile(r"\[bookmark: ?[\w-]{1,40}\]")
ENDS = "。；;：:！!？?…"

_PAGE = re.compile(r"""(?x) [(]?[-·.]{1,3}\d{1,3}[-·.]{1,3}[)]? | 第\d{1,3}页(?:[,/、]?共\d{1,3}页)? | 共\d{1,3}页
    | \d{1,3}/\d{1,3} | [Pp]age\d{1,3}(?:of\d{1,3})?""")
_CRUMB = re.compile(r"[-()·.\d]{1,4}")
_HEAD_LENGTH = 40


@dataclass(slots=True)
class Line:
    """One block on its way to a paragraph: its stretches, and its folded words without white space."""

    block: Block
    raw: str
    flat: str
    spans: tuple[Span, ...]
    label: Label | None
    width: float       # in characters of full width, the indent included
    indent: int        # white space in front, in columns of half width
    page_break: bool   # a form feed stands in front of it
    apart: bool        # an empty line stands in front of it
    mends: bool = False    # it goes on an open line: a doubled page was taken out in front, or a number stands between

    @property
    def is_line(self) -> bool:
        """True for one printed line, false for what the format itself delimits."""
        return self.block.kind is BlockKind.LINE

    @property
    def ended(self) -> bool:
        """Whether the line closes with the end of a sentence or of an enumeration's member."""
        return self.flat[-1:] in ENDS


def make_line(block: Block, text: str, folded: str, before: int) -> Line:
    """Measure a block that stands behind the offset `before`; conversion marks are left out of its spans."""
    start, end = block.span
    raw, apart = text[start:end], text.count("\n", before, start) > 1
    spans: tuple[Span, ...] = (block.span,)
    words = folded[start:end]
    if "[bookmark:" in raw:
        cuts = [match.span() for match in BOOKMARK.finditer(raw)]
        edges = [0, *(edge for cut in cuts for edge in cut), len(raw)]
        spans = tuple(Span(start + a, start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)
                      if raw[a:b].strip()) or (Span(start, start),)
        words = "".join(folded[a:b] for a, b in spans)      # none left: an empty line, dropped below
        raw = "".join(text[a:b] for a, b in spans)
    flat = SPACE.sub("", words)
    bare = raw.strip()
    lead = raw[:len(raw) - len(raw.lstrip())]
    indent = 2 * lead.count("\u3000") + lead.count(" ") + 4 * lead.count("\t")
    return Line(block, raw, flat, spans, read_label(flat, 0, is_spaced(raw)) if flat else None,
                len(bare) - len(bare.encode("ascii", "ignore")) / 2 + indent / 2, indent, "\f" in lead or "\f" in text[before:start], apart)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Drop page numbers, empty marks and running heads from the printed lines."""
    kept = [line for line in lines if line.flat or not line.is_line]
    numbers = _page_numbers(kept) - _torn_out(kept)
    heads = _running_heads(kept, numbers)
    for at in numbers | heads:
        if at + 1 < len(kept):
            kept[at + 1].apart = False       # the empty line belongs to the page end
    return [line for at, line in enumerate(kept) if at not in numbers and at not in heads]


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Lines that are page numbers, also those a conversion scattered over several lines: ( — 1 — )."""
    found: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].is_line and _CRUMB.fullmatch(lines[end].flat):
            end += 1
        whole = "".join(line.flat for line in lines[at:end])
        if whole == ")" and at and lines[at - 1].flat.count("(") > lines[at - 1].flat.count(")"):
            pass                                  # the last character of a wrapped line: 各乡镇(街道 | )
        elif end > at and (_PAGE.fullmatch(whole) or re.fullmatch(r"[-()]{1,4}", whole)):
            found.update(range(at, end))
        elif (end - at == 1 and _bare_number(lines, at)) or (
                end == at and lines[at].is_line and len(lines[at].flat) < 14 and _PAGE.fullmatch(lines[at].flat)):
            found.add(at)
        at = max(end, at + 1)
    return found


def _torn_out(lines: Sequence[Line]) -> set[int]:
    """Numbers alone on a line that belong to the sentence around them: 日均 | 400 | 人次以上,…; both breaks are mended."""
    found = set()
    for at in range(1, len(lines) - 1):
        before, line, behind = lines[at - 1:at + 2]
        if (is_number(line.flat) and all(one.is_line and "\t" not in one.raw for one in (before, line, behind))
                and not (before.ended or line.page_break or behind.page_break)
                and len(before.flat) >= 8 and before.flat[-1] not in ")”" and counts_on(before.flat, behind.flat)):
            found.add(at)
            line.mends = behind.mends = True
    return found


def _bare_number(lines: Sequence[Line], at: int) -> bool:
    """A number alone at a page end, between two lines of prose, or behind the last line is a page number; in a column it is not."""
    if not lines[at].flat.isdigit() or len(lines[at].flat) > 3:
        return False
    if at + 1 < len(lines) and lines[at + 1].page_break and not lines[at - 1].flat.isdigit():
        return True
    around = [lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    return bool(around) and all(line.is_line and "\t" not in line.raw and len(line.flat) >= 8 for line in around)


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Short lines printed again at three or more page edges (beside a page number or a form feed)."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.is_line and at not in numbers and 2 <= len(line.flat) <= _HEAD_LENGTH and not line.label:
            places[line.flat].append(at)
    found: set[int] = set()
    for where in places.values():
        if len(where) >= 3:
            edge = [at for at in where if lines[at].page_break or at - 1 in numbers or at + 1 in numbers
                    or (at + 1 < len(lines) and lines[at + 1].page_break)]
            if len(edge) >= 3 and 3 * len(edge) >= 2 * len(where):
                found.update(edge)
    return found
