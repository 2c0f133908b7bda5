"""An item of a plan in, the sentence or table row that states it out, with the place of the item's words in it.

>>> from planparse.pipeline import parse_document
>>> from planparse.readers.plain import from_text
>>> plan = parse_document(from_text("一、目标\\n到2025年，建成村级电商服务站点60个以上。加强宣传。", "x"))
>>> found = Source(plan).of(plan.targets[0])
>>> found.sentence, found.sentence[slice(*found.mark)]
('到2025年，建成村级电商服务站点60个以上。', '60个以上')
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from planparse.model.comparison import Evidence
from planparse.model.plan import Item, Plan, TableCell, TableRecord
from planparse.model.span import Span

#: Longer sentences are cut at semicolons, too.
_LONG = 160
_ENDS = "。！？!?"
_SEMICOLONS = "；;"
_LINE_END = re.compile("[ \t\u3000]*[\r\n\f\v]+[ \t\u3000]*")
_BETWEEN_CELLS = " ｜ "


class Source:
    """One plan, ready to be asked where something stands."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._paragraphs = sorted(plan.paragraphs)
        self._furniture = sorted(plan.furniture)
        self._tables = {table.id: table for table in plan.table_records}
        self._rows: dict[str, list[list[TableCell]]] = {}

    def of(self, item: Item) -> Evidence:
        """The evidence for an item."""
        if item.table in self._tables and item.row is not None:
            rows = self.rows(self._tables[item.table])
            if item.row < len(rows) and rows[item.row]:
                return self._row(item, rows[item.row])
        return self.sentence(item.id, item.span, item.page)

    def rows(self, table: TableRecord) -> list[list[TableCell]]:
        """The rows of a table, head first; a merged cell stands in each row it covers."""
        if table.id not in self._rows:
            self._rows[table.id] = list(_spread(table))
        return self._rows[table.id]

    def sentence(self, item: str, span: Span, page: int | None) -> Evidence:
        """The sentence around a place."""
        start, end = self._around(span)
        words, mark = self._clean(start, end, span)
        return Evidence(item=item, span=Span(start, end), sentence=words, page=page, mark=mark)

    def _around(self, span: Span) -> tuple[int, int]:
        """Where the sentence begins and ends."""
        first, last = self._paragraph(span)
        text = self.plan.text
        for ends in (_ENDS, _ENDS + _SEMICOLONS):
            start = max((text.rfind(mark, first, span.start) for mark in ends), default=-1) + 1
            stops = [at for mark in ends if (at := text.find(mark, span.end, last)) >= 0]
            start, end = max(start, first), min(stops, default=last - 1) + 1
            if end - start <= _LONG:
                break
        while start < span.start and (text[start].isspace() or text[start] in "”’』」）)"):
            start += 1
        while end > span.end and text[end - 1].isspace():
            end -= 1
        return start, end

    def _paragraph(self, span: Span) -> tuple[int, int]:
        """The paragraph that holds a place; its line where the plan tells no paragraphs."""
        at = bisect_right(self._paragraphs, (span.start, len(self.plan.text) + 1)) - 1
        if at >= 0 and self._paragraphs[at].end >= span.end:
            return self._paragraphs[at]
        text = self.plan.text
        end = text.find("\n", span.end)
        return text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end

    def _clean(self, start: int, end: int, span: Span) -> tuple[str, Span | None]:
        """The words without line ends and furniture, and where the marked ones stand."""
        places = list(range(start, end))
        for first, last in self._furniture:
            if first < end and last > start and not (first < span.end and last > span.start):
                places = [at for at in places if not first <= at < last]
        words = "".join(self.plan.text[at] for at in places)
        gone = {at for match in _LINE_END.finditer(words) for at in range(*match.span())}
        kept = [at for number, at in enumerate(places) if number not in gone]
        inside = [number for number, at in enumerate(kept) if span.start <= at < span.end]
        mark = Span(inside[0], inside[-1] + 1) if inside else None
        return "".join(self.plan.text[at] for at in kept), mark

    def _row(self, item: Item, cells: list[TableCell]) -> Evidence:
        """The cells of a row that hold words, side by side."""
        said, mark, spans = "", None, []
        for cell in cells:
            if not cell.text.strip():
                continue
            inside = cell.span.start <= item.span.start and item.span.end <= cell.span.end
            words, place = self._clean(*cell.span, item.span if inside else Span(-1, -1))
            said += _BETWEEN_CELLS if said else ""
            if place is not None:
                mark = Span(len(said) + place.start, len(said) + place.end)
                spans.append(cell.span)
            said += words
        spans += [cell.span for cell in cells if cell.rowspan == 1 and cell.text.strip()]
        whole = Span(min((one.start for one in spans), default=item.span.start),
                     max((one.end for one in spans), default=item.span.end))
        return Evidence(item=item.id, span=whole, sentence=said, page=item.page, mark=mark)


def _spread(table: TableRecord) -> Iterator[list[TableCell]]:
    """Row by row from left to right, each cell once in a row, cells from above that reach down included."""
    hanging: dict[int, tuple[TableCell, int]] = {}          # column → cell from above, rows it still covers
    for row in [*table.header, *table.rows]:
        filled: list[TableCell] = []
        queue, column = list(row), 0
        while queue or any(at >= column for at in hanging):
            if column in hanging:
                cell, left = hanging.pop(column)
                if left > 1:
                    hanging[column] = (cell, left - 1)
                filled.append(cell)
                column += max(cell.colspan, 1)
            elif queue:
                cell = queue.pop(0)
                if cell.rowspan > 1:
                    hanging[column] = (cell, cell.rowspan - 1)
                filled.append(cell)
                column += max(cell.colspan, 1)
            else:
                column = min(at for at in hanging if at >= column)
        yield filled
