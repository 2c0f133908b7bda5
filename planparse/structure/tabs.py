"""Tables set as tabs, bars or blanks in plain text: runs of such lines in, the Document with tables and cell blocks out.

>>> from planparse.model.document import Block, BlockKind, Document, Source
>>> text = "序号\\t内容\\t金额\\n1\\t仓库\\t50\\n"
>>> blocks = (Block(Span(0, 8), BlockKind.LINE), Block(Span(9, 16), BlockKind.LINE))
>>> made = with_tables(Document(text, Source("a.txt", "", "text/plain", "utf-8", None, "plain"), blocks))
>>> [text[cell.span.start:cell.span.end] for cell in made.tables[0].cells]
['序号', '内容', '金额', '1', '仓库', '50']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.model.document import Block, BlockKind, Cell, Document, Table
from planparse.model.span import Span
from planparse.structure.columns import role_of
from planparse.structure.figures import figure
from planparse.structure.spaced import TextRow, spaced_runs
from planparse.text.flow import SPACE
from planparse.text.fold import fold

_BETWEEN = re.compile(r"[\t|]")
_BARRED = re.compile(r"\s*\|(.+\|.*)\|\s*")
_RULE = re.compile(r"[-:=+]{2,}")
_EDGE = "\t \u3000"
_BLANK = " \t\u3000\u00a0\r\f\v\ufeff\u200b"
_PAGE_NUMBER = re.compile(r"[-\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-\s]*")
_LIST_LABEL = re.compile(r"\(?[一二三四五六七八九十百\d]{1,4}[\)、.:]+|[①-⑳·●■◆\-*※▪]|"
                         r"第[一二三四五六七八九十百\d]+[章节条款项部分]+[、:]?|附件?\d*[、:.]?")
_MEMBER = re.compile(r"(?:(?:常务|第一)?副?(?:组长|总指挥|指挥长?|主任|总?召集人|秘书长?)|"
                     r"成员(?:单位)?|组员|联络员|顾问):?")
_KEYED = re.compile(r"[^:\d]{2,8}:.*")
_DOTTED = re.compile(r"[.…·]{3,}")
_CLOSED = re.compile(r"[。;.)]$|[年月日底前]$|[\d%]$")


def with_tables(document: Document) -> Document:
    """Return the document with the tables found in its lines; documents that bring tables are left alone."""
    if document.tables:
        return document
    tables: list[Table] = []
    cells_at: dict[int, list[Block]] = {}
    gone: set[int] = set()
    for rows in _found(document):
        table = _table(rows)
        for row in rows:
            gone.update(row.blocks)
        for cell in table.cells:
            owner = rows[cell.row].blocks[0]
            cells_at.setdefault(owner, []).append(
                Block(cell.span, BlockKind.CELL, document.blocks[owner].page, len(tables), cell.row, cell.column))
        tables.append(table)
    if not tables:
        return document
    blocks: list[Block] = []
    for number, block in enumerate(document.blocks):
        blocks.extend(cells_at.get(number, ()))
        if number not in gone:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks), tables=tuple(tables))


def _found(document: Document) -> list[list[TextRow]]:
    """The tables of the lines in their order: those set with tabs or bars, then those set with blanks."""
    tabbed = ([rows for run in _runs(document) for rows in _split(run) if _is_table(rows)]
              if "\t" in document.text or "|" in document.text else [])
    taken = {number for rows in tabbed for row in rows for number in row.blocks}
    spaced = [rows for rows in spaced_runs(document) if not any(number in taken for row in rows for number in row.blocks)]
    return sorted([*tabbed, *spaced], key=lambda rows: rows[0].cells[0].start)


def _runs(document: Document) -> Iterator[list[TextRow]]:
    """Stretches of lines with tabs; page numbers inside are passed over, wrapped rows joined."""
    lines: list[TextRow] = []
    waiting: list[TextRow] = []
    for number, block in enumerate(document.blocks):
        if not lines and not _BETWEEN.search(document.text, block.span.start, block.span.end):
            continue
        row = _line(document.text, block, number) if block.kind is BlockKind.LINE else None
        if row is not None and len(row.cells) > 1 and all(_RULE.fullmatch(word) for word in row.words) and lines:
            lines[-1] = replace(lines[-1], blocks=(*lines[-1].blocks, number))
        elif row is not None and len(row.cells) > 1 and not _is_prose(row):
            lines += [*waiting, row]
            waiting = []
        elif row is None or not lines or len(waiting) >= 4:
            yield from _joined(lines)
            lines, waiting = [], []
        elif not _PAGE_NUMBER.fullmatch(row.words[0]):
            waiting.append(row)
    yield from _joined(lines)


def _line(text: str, block: Block, number: int) -> TextRow:
    """A block's line, tabs at its ends included, cut at its tabs (or bars)."""
    start, end = block.span
    while start > 0 and text[start - 1] in _EDGE:
        start -= 1
    while end < len(text) and text[end] in _EDGE:
        end += 1
    start = max(start, text.rfind("\f", start, block.span.start) + 1)
    spans = []
    line, mark = text[start:end], "\t"
    if (barred := _BARRED.fullmatch(line)) is not None:
        start, line, mark = start + barred.start(1), barred[1], "|"
    for part in line.split(mark):
        inner = part.strip(_BLANK)
        at = start + len(part) - len(part.lstrip(_BLANK)) if inner else start
        spans.append(Span(at, at + len(inner)))
        start += len(part) + 1
    words = tuple(SPACE.sub("", fold(text[span.start:span.end])) for span in spans)
    return TextRow(tuple(spans), words, (number,))


def _is_prose(row: TextRow) -> bool:
    """A line whose tabs only indent it, or only part a heading's number from its words."""
    inked = [word for word in row.words if word]
    if len(inked) >= 2 and row.words[0] == inked[0] and _LIST_LABEL.fullmatch(inked[0]):
        return len(inked) == 2
    if len(inked) == 2 and _LIST_LABEL.fullmatch(inked[0]):
        return True
    leading = next((number for number, word in enumerate(row.words) if word), len(row.words))
    return len(inked) == 1 and (leading == 1 or len(inked[0]) > 40) and leading == len(row.words) - 1


def _joined(lines: list[TextRow]) -> Iterator[list[TextRow]]:
    """The run's rows: lines that together make one row of the usual width are joined, other lines cut the run."""
    if not lines:
        return
    width = Counter(len(row.cells) for row in lines if len(row.cells) > 1).most_common(1)[0][0]
    run: list[TextRow] = []
    at = 0
    while at < len(lines):
        taken = _wrapped(lines, at, width)
        row = lines[at] if taken == 1 else _glue(lines[at:at + taken])
        if len(row.cells) > 1:
            run.append(row)
        elif run:
            yield run
            run = []
        at += taken
    if run:
        yield run


def _wrapped(lines: Sequence[TextRow], at: int, width: int) -> int:
    """How many lines from `at` on make one row whose cell was broken by line ends."""
    tabs = len(lines[at].cells) - 1
    if tabs == 0 or tabs >= width - 1:
        return 1
    for taken in range(1, min(6, len(lines) - at)):
        above, below = lines[at + taken - 1].words[-1], lines[at + taken].words[0]
        if not above or not below or _CLOSED.search(above) or figure(below) is not None:
            return 1
        tabs += len(lines[at + taken].cells) - 1
        if tabs >= width - 1:
            return taken + 1 if tabs == width - 1 else 1
    return 1


def _glue(lines: Sequence[TextRow]) -> TextRow:
    cells, words, blocks = list(lines[0].cells), list(lines[0].words), list(lines[0].blocks)
    for line in lines[1:]:
        cells[-1] = Span(cells[-1].start, line.cells[0].end)
        words[-1] += line.words[0]
        cells += line.cells[1:]
        words += line.words[1:]
        blocks += line.blocks
    return TextRow(tuple(cells), tuple(words), tuple(blocks))


def _split(run: list[TextRow]) -> Iterator[list[TextRow]]:
    """Cut a run where another table's head begins."""
    head: tuple[str, ...] | None = None
    rows: list[TextRow] = []
    for row in run:
        if _is_head(row):
            inked = tuple(word for word in row.words if word)
            if head is not None and inked != head and len(rows) > 1 and not _is_head(rows[-1]):
                yield rows
                rows = []
                head = inked
            head = head or inked
        rows.append(row)
    if rows:
        yield rows


def _is_head(row: TextRow) -> bool:
    inked = [word for word in row.words if word]
    if len(inked) < 2 or any(len(word) > 24 or (word[0].isdigit() and figure(word)) for word in inked):
        return False
    known = sum(role_of(word) is not None for word in inked)
    return known >= 2 and known * 2 >= len(inked)


def _is_table(rows: Sequence[TextRow]) -> bool:
    """At least two rows of at least two cells, alike in width, and neither a member list nor a table of contents."""
    strong = [row for row in rows if sum(map(bool, row.words)) >= 2]
    if len(strong) < 2:
        return False
    inked = [[word for word in row.words if word] for row in strong]
    if any(_is_head(row) for row in rows[:4]):
        return True
    if any(_MEMBER.fullmatch(words[0]) for words in inked):
        return False
    if all(len(words) == 2 and words[-1].isdigit() for words in inked):
        pages = [int(words[-1]) for words in inked]
        if pages == sorted(pages):
            return False
    if any(_DOTTED.search("".join(words)) for words in inked):
        return False
    if sum(len(words) > 1 and all(_KEYED.fullmatch(word) for word in words) for words in inked) * 2 > len(inked):
        return False
    widths = Counter(len(row.cells) for row in rows)
    width, often = widths.most_common(1)[0]
    return width >= 2 and often * 3 >= len(rows) * 2 and (width > 2 or len(rows) > 2)


def _table(rows: Sequence[TextRow]) -> Table:
    """The rows as a table; cells behind the head's width that are empty throughout are dropped."""
    width = max(max((n + 1 for n, word in enumerate(row.words) if word), default=0) for row in rows)
    cells = [Cell(span, number, column) for number, row in enumerate(rows)
             for column, span in enumerate(row.cells[:width])]
    span = Span(rows[0].cells[0].start, max(cell.span.end for cell in cells))
    return Table(span, tuple(cells), len(rows), width)
