"""Recognised sheets and pages with a text layer in, one Document out, with what recognition did as diagnostics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from planparse.model.document import Diagnostic, Document, Page, Source
from planparse.model.span import Span
from planparse.readers.ocr.layout import parts, with_sizes
from planparse.readers.ocr.repair import Change, changes, prints_wide
from planparse.readers.ocr.sheet import Sheet
from planparse.readers.pdf.assemble import Builder
from planparse.readers.pdf.furniture import take_furniture
from planparse.readers.pdf.glyphs import Frame
from planparse.readers.pdf.pages import Parts
from planparse.readers.pdf.reader import laid_out

Place = tuple[int, int]               # a page's number and a character of its string
WHY = {"picture": "没有文字层", "garbled": "的文字层是乱码", "asked": "按要求不用文字层"}


def written(source: Source, layers: Sequence[Parts], sheets: Sequence[tuple[Sheet, Frame]], why: Mapping[int, str],
            diagnostics: Sequence[Diagnostic]) -> Document:
    """The Document that pages make. `sheets`: recognised pages with the frame they are displayed in."""
    made: list[Parts] = list(layers)
    wide = prints_wide(spot.text for sheet, _ in sheets for spot in sheet.spots)
    repairs: dict[Place, Change] = {}
    for sheet, (_, shown) in zip(with_sizes([sheet for sheet, _ in sheets]), sheets, strict=True):
        whole, found = repaired(sheet, wide)
        repairs.update(((sheet.number, at), change) for at, change in found.items())
        made.append(parts(whole, shown))
    made.sort(key=lambda page: page.number)
    take_furniture(made)
    builder, pages, boxes = laid_out(made)
    notes = [*diagnostics, *_read(why, [sheet for sheet, _ in sheets], pages), *_repaired(builder, repairs)]
    return Document(builder.text, source, tuple(builder.blocks), tuple(builder.tables), pages, boxes, tuple(notes))


def repaired(sheet: Sheet, wide: bool) -> tuple[Sheet, dict[int, Change]]:
    """The sheet with its lines repaired, and the changes by their place in the page's string."""
    spots = []
    found: dict[int, Change] = {}
    start = 0
    for spot in sheet.spots:
        text = list(spot.text)
        for change in changes(spot.text, wide):
            text[change.at] = change.new
            found[start + change.at] = change
        spots.append(replace(spot, text="".join(text)))
        start += len(text) + 1
    return replace(sheet, spots=spots), found


def _read(why: Mapping[int, str], sheets: Sequence[Sheet], pages: Sequence[Page]) -> Iterable[Diagnostic]:
    """Which pages recognition read, and on which it found nothing."""
    spans = {page.number: page.span for page in pages}
    full = [sheet.number for sheet in sheets if sheet.spots]
    for reason, words in WHY.items():
        if numbers := [number for number in full if why[number] == reason]:
            yield Diagnostic("ocr/page-read", f"第{listed(numbers)}页{words}，文字由光学字符识别（OCR）读出，引用前请与原件核对。",
                             tuple(spans[number] for number in numbers if spans[number].end > spans[number].start))
    for sheet in sheets:
        if sheet.lost:
            yield Diagnostic("ocr/line-illegible", f"第{sheet.number}页有{sheet.lost}处似为文字而无法辨认，未收入正文。",
                             severity="warning" if sheet.lost > 3 else "info")
    if empty := [sheet.number for sheet in sheets if not sheet.spots]:
        yield Diagnostic("ocr/page-empty", f"第{listed(empty)}页上没有认出文字。")


def _repaired(builder: Builder, repairs: Mapping[Place, Change]) -> Iterable[Diagnostic]:
    """Each kind of change with its places in the text."""
    places: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for offset, line in builder.placed if repairs else ():
        for k, at in enumerate(line.places):
            change = repairs.get((line.page.number, at))
            if change is not None:
                places[change.old, change.new].append(Span(offset + k, offset + k + 1))
    for (old, new), spans in sorted(places.items()):
        severity = "warning" if old.isalnum() or new.isalnum() else "info"
        yield Diagnostic("ocr/repaired", f"识别为“{old}”，据上下文改为“{new}”，{len(spans)}处。", tuple(spans), severity)


def listed(numbers: Sequence[int]) -> str:
    """Page numbers, neighbours drawn together.

    >>> listed([1, 2, 3, 5, 7, 8])
    '1—3、5、7—8'
    """
    starts = [numbers[0], *(b for a, b in pairwise(numbers) if b != a + 1)]
    ends = [*(a for a, b in pairwise(numbers) if b != a + 1), numbers[-1]]
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in zip(starts, ends, strict=True))
