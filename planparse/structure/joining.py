"""Printed lines in, for each the question answered whether the next one carries on its paragraph.

Conversions cut paragraphs at the margin and at page ends; what they never cut are headings, titles, addressees,
signatures, dates (GB/T 9704) and lists of members, which are lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from planparse.model.document import BlockKind
from planparse.structure.furniture import ENDS, Line
from planparse.structure.torn import torn

_OPEN, _CLOSE = "(〔《【", ")〕》】"
_BRACKET = re.compile(f"[{_OPEN}{_CLOSE}]")
_WORD = re.compile(r"[A-Za-z0-9.%+-]+[,。;:、)]?")
_INNER = re.compile("[,。;、]")
_RIGHT_ONLY = ",。;、)〕》:”；！？"
_APART = re.compile(r"""(?x) [(〔]?此件 | 附[件:] | 抄[送报]: | 主[送报]: | 主题词: | 联系[人电] | 责任(?:单位|部门): | 牵头(?:单位|部门):
    | 配合单位: | 完成时限: | 单位: | 组?长: | 副?组长: | 成员: | ——? | -- | 注: | 备注:
    | [\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号$
    | \d{4}年\d{1,2}月\d{1,2}日(?:印发)?$ | [二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月 """)
_STATEMENT = re.compile(r"[\u4e00-\u9fff()]{2,10}:")
_COLUMNS = re.compile(r"[\u4e00-\u9fff）)：:][ \u3000]{2,}[\u4e00-\u9fff]|\t")
_LABEL_GAP = re.compile(r"^\S{1,8}[ \u3000]+")
_TITLE = re.compile(r"(?:方案|意见|办法|规划|计划|细则|措施|政策|规定|通知)(?:\([^()]{1,20}\))?$")
_PREAMBLE = re.compile("[为根按各]")
_PROSE = 20            # a shorter line without an end is a heading or a title
_LONG_LABELLED = 45    # a numbered line that long is a sentence, not a heading
_REST = 20             # a shorter line behind a numbered one is what a page end left of it
_LOOSE = 0.35          # share of open prose lines from which on a text is taken to leave out its full stops


@dataclass(frozen=True, slots=True)
class Measure:
    """How a document sets its lines: the width at which it wraps (None: a line is a paragraph), and its habits."""

    wrap: float | None
    margin: int        # white space in front of all its wrapped lines
    indented: bool     # its paragraphs open with white space
    gapped: bool       # an empty line stands between all its lines
    loose: bool        # its paragraphs often lack the full stop
    count: int | None = None    # how many characters, wide or narrow, a line holds where it was cut by their number

    def full(self, line: Line, following: Line) -> bool:
        """Whether a line reaches the right margin, or the next word would not have fitted in."""
        if self.wrap is None:
            return False
        if self.count is not None and len(line.raw.rstrip()) >= self.count:
            return True
        word = _WORD.match(following.flat)
        return line.width >= self.wrap - 3 or line.width + (word.end() / 2 if word else 1) >= self.wrap


def measure(lines: Sequence[Line]) -> Measure:
    """Look at the open lines (no full stop): of nearly one width they are wrapped, of any width they are not."""
    prose = [line for line in lines if line.is_line and line.width >= 15 and not _columned(line)]
    opened = [line for line in prose if not line.ended]
    wrap, count = None, None
    if len(opened) >= 5:
        middle = median(line.width for line in opened)
        tight = all(line.width <= middle + 3 for line in prose)      # no paragraph goes beyond the margin
        near = sum(1 for line in opened if abs(line.width - middle) <= 3)
        inner = sum(1 for line in opened if _INNER.search(line.flat))     # a list of names has no clauses
        often = 2 * len(opened) >= len(prose) or (tight and len(opened) >= 10)
        if often and 18 <= middle <= 60 and 10 * near >= 7 * len(opened) and 2 * inner >= len(opened):
            wrap, count = middle, _by_number(opened)
    closed = [line for line in prose if line.width >= _PROSE and _INNER.search(line.flat)]
    cut = [line for line in closed if not line.ended and line.flat[-1] not in _CLOSE + "”,、"]
    labelled = [line for line in lines if line.is_line and line.label and not line.label.weak]
    margin = sorted(line.indent for line in prose)[len(prose) // 20] if wrap else 0
    indented = bool(labelled) and 2 * sum(line.indent >= margin + 2 for line in labelled) > len(labelled)
    gapped = 2 * sum(line.apart for line in prose) > len(prose)
    return Measure(wrap, margin, indented, gapped, len(closed) >= 6 and len(cut) > _LOOSE * len(closed),
                   count)


def _by_number(opened: Sequence[Line]) -> int | None:
    """The length of the lines, where nearly all have the same number of characters however wide these are."""
    most = max(len(line.raw.rstrip()) for line in opened)
    return most if 10 * sum(len(line.raw.rstrip()) >= most - 1 for line in opened) >= 8 * len(opened) else None


def carries_on(line: Line, depth: int, following: Line, how: Measure) -> bool:
    """Whether `following` belongs to the paragraph that ends in `line`; `depth` counts its open brackets."""
    if following.mends and not following.label and BlockKind.CELL not in (line.block.kind, following.block.kind):
        return not line.ended
    if not (line.is_line and following.is_line) or "\t" in line.raw or "\t" in following.raw:
        return False
    if following.flat[0] in _RIGHT_ONLY and (following.flat[0] not in _CLOSE or depth > 0):
        return True
    if following.label and not following.label.weak:
        return False
    if depth > 0 and (how.full(line, following) or _closes(following.flat)) and (
            line.label or len(line.flat) >= 30 or _INNER.search(line.flat)):
        return True
    if _opens(following, line, how):
        return False
    if line.flat[-1] in ",、":
        return not _columned(following)
    if torn(line.flat, following.flat) and not _columned(line):
        return True
    if how.wrap is not None:
        return _wrapped(line, following, how)
    return not how.loose and _cut(line, following, depth)


def _columned(line: Line) -> bool:
    """Whether a line is set in columns; the gap behind its own number (第一条  为…) makes none."""
    words = line.raw.strip()
    return bool(_COLUMNS.search(_LABEL_GAP.sub("", words) if line.label else words))


def depth_after(depth: int, words: str) -> int:
    """How many brackets stay open behind these words."""
    for match in _BRACKET.finditer(words):
        depth = depth + 1 if match.group() in _OPEN else max(0, depth - 1)
    return depth


def _opens(following: Line, line: Line, how: Measure) -> bool:
    """Whether a line can only be the first of its paragraph."""
    if _APART.match(following.flat) or _columned(following):
        return True
    indent = following.indent - how.margin
    return indent >= 2 and (how.indented or indent >= 4) and following.indent > line.indent - 2


def _wrapped(line: Line, following: Line, how: Measure) -> bool:
    """In wrapped text a line that reaches the margin goes on, also behind a full stop.

    There the next line must look like more of the same: no empty line before it, and a line that is neither full
    nor ended is a signature or a title.
    """
    if not how.full(line, following) or _columned(line):
        return False
    if not line.ended:
        return not (_TITLE.search(line.flat) and _PREAMBLE.match(following.flat) and not _INNER.search(line.flat))
    if line.flat[-1] in ":" or (following.apart and not how.gapped):
        return False
    return following.ended or following.flat[-1] in _CLOSE or following.width >= (how.wrap or 0) - 3


def _cut(line: Line, following: Line, depth: int) -> bool:
    """In unwrapped text a long sentence without an end was cut, as by a page end."""
    words = line.flat
    if line.ended or (words[-1] in _CLOSE + "”" and depth == 0) or _columned(line):
        return False
    if line.width < _PROSE:
        return False
    if line.label and (rest := len(following.flat)) <= _REST and following.flat[-1] in ";。":
        return following.flat[-1] == ";" or rest <= _REST // 2
    if not _INNER.search(words):
        return False
    if line.label and not any(mark in words for mark in "。;:") and line.width < _LONG_LABELLED:
        return False
    if _STATEMENT.match(words) and "。" not in words and ";" not in words:
        return False
    return any(mark in following.flat for mark in ENDS + ",、)")


def _closes(words: str) -> bool:
    """Whether the first bracket of a line closes one."""
    match = _BRACKET.search(words)
    return match is not None and match.group() in _CLOSE
