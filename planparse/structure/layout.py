"""Blocks of the layout in, logical paragraphs out: furniture and doubled pages dropped, wrapped lines joined.

>>> from planparse.readers.plain import from_text
>>> text = "一、目标\\n到二〇二五年，全县建成覆盖各乡镇和行政村的\\n— 2 —\\n物流网络，群众满意。\\n"
>>> pieces, _ = paragraphs(from_text(text, "云溪县"))
>>> ["".join(text[slice(*span)] for span in piece.spans) for piece in pieces]
['一、目标', '到二〇二五年，全县建成覆盖各乡镇和行政村的物流网络，群众满意。']
"""

from __future__ import annotations

from collections.abc import Sequence

from planparse.model.document import BlockKind, Diagnostic, Document
from planparse.model.span import Span
from planparse.structure.doubles import doubled_run
from planparse.structure.furniture import Line, make_line, without_furniture
from planparse.structure.joining import carries_on, depth_after, measure
from planparse.text.flow import Piece
from planparse.text.fold import fold


def paragraphs(document: Document) -> tuple[list[Piece], tuple[Diagnostic, ...]]:
    """The logical paragraphs of a document in text order, and what was odd."""
    folded = fold(document.text)
    lines, before = [], 0
    for block in document.blocks:
        if block.kind is not BlockKind.FURNITURE:
            lines.append(make_line(block, document.text, folded, before))
        before = block.span.end
    lines, diagnostics = _without_doubles(without_furniture(lines))
    return _joined(lines), tuple(diagnostics)


def _without_doubles(lines: list[Line]) -> tuple[list[Line], list[Diagnostic]]:
    """Take out the second copy of each page that stands twice; table cells are never judged."""
    diagnostics = []
    words = [line.flat if line.block.kind is not BlockKind.CELL else f"\0{at}" for at, line in enumerate(lines)]
    start = 0
    while run := doubled_run(words, start):
        begin, end = run
        span = Span(lines[begin].block.span.start, lines[end - 1].block.span.end)
        diagnostics.append(Diagnostic("doubled-page", "这一段文字与前面紧邻的一段重复，疑为同一页扫描两次，已不再读取。",
                                      (span,), "warning"))
        del lines[begin:end], words[begin:end]
        if begin < len(lines):
            lines[begin].mends = True
        start = max(0, begin - (end - begin))      # a third copy may follow
    return lines, diagnostics


def _joined(lines: Sequence[Line]) -> list[Piece]:
    """One piece a paragraph."""
    how = measure(lines)
    pieces: list[Piece] = []
    spans: list[Span] = []
    first, depth = 0, 0
    for at, line in enumerate(lines):
        spans.extend(line.spans)
        depth = depth_after(depth, line.flat)
        if line.flat and at + 1 < len(lines) and lines[at + 1].flat and carries_on(line, depth, lines[at + 1], how):
            continue
        block = lines[first].block
        pieces.append(Piece(tuple(spans), block.kind, block.page, block.table, block.row, block.column, block.centred))
        spans, first, depth = [], at + 1, 0
    return pieces
