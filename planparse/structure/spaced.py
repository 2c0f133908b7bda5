"""Tables set as spaces, or one cell a line: lines of plain text in, runs of rows out.

Only a line of known column heads (序号 项目名称 金额) begins such a table, and only rows that suit its columns go on
with it: blanks alone are no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planparse.model.document import Block, BlockKind, Document
from planparse.model.span import Span
from planparse.structure.align import sort_of
from planparse.structure.columns import role_of
from planparse.structure.figures import figure
from planparse.text.fold import fold

_NARROW = re.compile(r"[^\s\u3000]+")
_WIDE = re.compile(r"[^\s\u3000]+(?: [^\s\u3000]+)*")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第.{1,3}[章条节]|附件|注:|备注:|说明:|\(此件")
_SUM = re.compile(r"[\u4e00-\u9fff]{0,4}(?:小计|合计|总计|共计):?")
_ORDER = re.compile(r"(\d{1,3})[.、]?")
_ABSORBS = ("content", "task", "indicator", "group", "note", "other", "lead", "support", "payer")
_LONGEST_HEAD = 90
_LONGEST_CELL = 200
_SHORT = 6            # characters of a cell under times or units that is neither: 长期坚持


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row: its cells' spans by column, and the blocks (by index) whose lines make it."""

    cells: tuple[Span, ...]
    words: tuple[str, ...]        # folded, without white space
    blocks: tuple[int, ...]


def spaced_runs(document: Document) -> Iterator[list[TextRow]]:
    """Runs of rows, head first, each a table."""
    blocks, at = document.blocks, 0
    while at < len(blocks):
        rows = _lined(document, at) or _stacked(document, at)
        if len(rows) > 1:
            yield rows
            at = rows[-1].blocks[-1]
        at += 1


def _row(document: Document, number: int, pattern: re.Pattern[str]) -> TextRow:
    """A line's cells: its words (`_NARROW`), or what gaps of two columns and more part (`_WIDE`)."""
    block = document.blocks[number]
    spans = [Span(*match.span()) for match in pattern.finditer(document.text, block.span.start, block.span.end)]
    return TextRow(tuple(spans), tuple("".join(fold(document.text[slice(*span)]).split()) for span in spans), (number,))


def _lined(document: Document, at: int) -> list[TextRow]:
    """A head with blanks between its words, and the rows below that suit it."""
    block = document.blocks[at]
    size = block.span.end - block.span.start
    if block.kind is not BlockKind.LINE or not 5 <= size <= _LONGEST_HEAD:
        return []
    head = _row(document, at, _NARROW)
    roles = [role_of(word) for word in head.words]
    known = [role for role in roles if role is not None]
    strange = len(roles) - len(known)
    if len(roles) < 2 or strange > (len(roles) > 3) or len(set(known)) < min(3, len(roles)) or (strange and any(
            len(word) > 8 for word in head.words)):
        return []
    rows = [head]
    for number in range(at + 1, len(document.blocks)):
        row = _body_row(document, number, [role or "other" for role in roles])
        if row is None:
            break
        rows.append(row)
    return rows


def _body_row(document: Document, number: int, roles: Sequence[str]) -> TextRow | None:
    """The line as a row of the table; None where it is none."""
    block = document.blocks[number]
    if block.kind is not BlockKind.LINE or block.span.end - block.span.start > _LONGEST_CELL * 2:
        return None
    wide, narrow = _row(document, number, _WIDE), _row(document, number, _NARROW)
    row = wide if len(wide.cells) == len(roles) else narrow
    if len(row.cells) > len(roles):
        row = _absorbed(document, row, roles)
    words = row.words
    if _HEADING.match(words[0]) or len(words) < 2 or (len(words) == 2 < len(roles) and not any(map(_SUM.fullmatch, words))):
        return None
    return row if _suits(words, roles) else None


def _absorbed(document: Document, row: TextRow, roles: Sequence[str]) -> TextRow:
    """The row with the blanks inside the words of its longest column taken for what they are."""
    extra = len(row.cells) - len(roles)
    for role in _ABSORBS:
        for place in (number for number, one in enumerate(roles) if one == role):
            span = Span(row.cells[place].start, row.cells[place + extra].end)
            words = "".join(row.words[place:place + extra + 1])
            made = TextRow((*row.cells[:place], span, *row.cells[place + extra + 1:]),
                           (*row.words[:place], words, *row.words[place + extra + 1:]), row.blocks)
            if _suits(made.words, roles):
                return made
    return row


def _suits(words: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether the words may stand under the heads: sums anywhere, else numbers and times under theirs, one cell each."""
    if any(_SUM.fullmatch(word) for word in words[:2]):
        return all(figure(word) is not None or not _is_figure(word) for word in words[1:])
    if len(words) != len(roles):
        return len(words) > 1 and roles[0] == "order" and _ORDER.fullmatch(words[0]) is not None and len(words) >= len(roles) - 2
    for word, role in zip(words, roles, strict=True):
        sort = sort_of(word)
        if role == "order" and not (_ORDER.fullmatch(word) or sort == "order"):
            return False
        if role in ("money", "sum") and sort not in ("figure", "small"):
            return False
        if role == "time" and sort != "time" and len(word) > _SHORT:
            return False
        if role in ("lead", "support") and sort != "units" and len(word) > _SHORT:
            return False
        if role in ("task", "content", "indicator", "lead") and sort in ("figure", "small") and figure(word):
            return False
    return bool({"order", "money", "sum", "time", "value", "lead"} & set(roles))


def _is_figure(word: str) -> bool:
    return sort_of(word) in ("figure", "small")


def _stacked(document: Document, at: int) -> list[TextRow]:
    """One cell a line, as copied from a page: 序号, then the other heads, then 1 and its cells, 2 and its cells."""
    width = 0
    blocks = document.blocks
    while at + width < len(blocks) and (word := _alone(document, blocks[at + width])) and (
            role := role_of(word)) is not None and (role == "order") == (width == 0):
        width += 1
    if width < 3:
        return []
    rows = [_stack(document, range(at, at + width))]
    following, order = at + width, 1
    while following < len(blocks) and (found := _ORDER.fullmatch(_line(document, blocks[following]))) and int(found[1]) == order:
        end = following + 1
        while end < len(blocks) and end - following < width and not _begins(_line(document, blocks[end]), order + 1):
            end += 1
        rows.append(_stack(document, range(following, end)))
        following, order = end, order + 1
    if len(rows) > 1 and following < len(blocks) and _SUM.fullmatch(_line(document, blocks[following])):
        end = following + 1
        while end < len(blocks) and end - following < width and _is_figure(_line(document, blocks[end])):
            end += 1
        rows.append(_stack(document, range(following, end)))
    return rows


def _begins(word: str, order: int) -> bool:
    """Whether a line begins the next row, the sums or the text below the table."""
    found = _ORDER.fullmatch(word)
    return (found is not None and int(found[1]) == order) or _SUM.fullmatch(word) is not None or _HEADING.match(word) is not None


def _line(document: Document, block: Block) -> str:
    return "".join(fold(document.text[slice(*block.span)]).split())


def _alone(document: Document, block: Block) -> str:
    """The words of a line short enough to be one head; nothing where it is none."""
    return _line(document, block) if block.kind is BlockKind.LINE and block.span.end - block.span.start <= 16 else ""


def _stack(document: Document, numbers: Sequence[int]) -> TextRow:
    spans = [document.blocks[number].span for number in numbers]
    return TextRow(tuple(spans), tuple(_line(document, document.blocks[number]) for number in numbers), tuple(numbers))
