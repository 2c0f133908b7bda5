"""The pages' parts in, one stream of paragraphs, tables, notes and furniture out, in the order of the text to be.

What stands between two pages (numbers, running heads, notes) goes behind the paragraph or table it interrupts.
"""

from __future__ import annotations

from collections.abc import Sequence

from planparse.model.document import BlockKind
from planparse.readers.pdf.furniture import starts_note
from planparse.readers.pdf.glyphs import Run
from planparse.readers.pdf.lattice import DraftTable
from planparse.readers.pdf.lines import Line
from planparse.readers.pdf.pages import Parts
from planparse.readers.pdf.paragraphs import Draft, Setting, continues
from planparse.readers.pdf.torn import join

Piece = Draft | DraftTable


class Composer:
    """Takes lines and tables one after the other and keeps open what may go on."""

    def __init__(self, setting: Setting, foot: float) -> None:
        self.setting = setting
        self.foot = foot
        self.done: list[Piece] = []
        self.open: Piece | None = None
        self.waiting: list[Draft] = []

    def line(self, line: Line) -> None:
        """A line of the body."""
        if isinstance(self.open, Draft) and continues(self.open, line, self.setting):
            self.open.lines.append(line)
        else:
            self.start(Draft(BlockKind.PARAGRAPH, [line], self.setting.is_centred(line)))
        if line.marks:
            self.waiting.append(Draft(BlockKind.FURNITURE, [_mark_line(line)]))

    def table(self, table: DraftTable) -> None:
        """A table of one page."""
        if not (isinstance(self.open, DraftTable) and join(self.open, table, self.foot)):
            self.start(table)
        for cell in table.cells:
            self.waiting.extend(Draft(BlockKind.FURNITURE, [_mark_line(line)]) for line in cell.lines if line.marks)

    def aside(self, draft: Draft) -> None:
        """A note or furniture: at once when nothing is open, else behind it."""
        if self.open is None:
            self.done.append(draft)
        else:
            self.waiting.append(draft)

    def start(self, piece: Piece | None) -> None:
        """Close what is open and open a new piece."""
        if self.open is not None:
            self.done.append(self.open)
            if isinstance(self.open, DraftTable) and self.open.dropped:
                self.done.append(Draft(BlockKind.FURNITURE, self.open.dropped))
        self.done += self.waiting
        self.waiting = []
        self.open = piece


def compose(pages: Sequence[Parts], setting: Setting) -> list[Piece]:
    """The whole document as one stream."""
    foot = max((item.bottom for page in pages for item in page.items), default=0.0)
    composer = Composer(setting, foot)
    for page in pages:
        middle = page.height / 2
        for line in (line for line in page.furniture if line.base < middle):
            composer.aside(Draft(BlockKind.FURNITURE, [line]))
        for item in page.items:
            if isinstance(item, Line):
                composer.line(item)
            else:
                composer.table(item)
        for note in _notes(page.notes):
            composer.aside(note)
        for line in (line for line in page.furniture if line.base >= middle):
            composer.aside(Draft(BlockKind.FURNITURE, [line]))
        for line in _aside(page):
            composer.aside(Draft(BlockKind.FURNITURE, [line]))
    composer.start(None)
    return composer.done


def _aside(page: Parts) -> list[Line]:
    """What is turned or struck through, as lines: pieces that follow each other are one."""
    lines: list[Line] = []
    glyphs = page.glyphs
    for run in glyphs.aside:
        places = list(range(run.start, run.end))
        if lines and (lines[-1].places[-1] + 1 == run.start or _is_below(lines[-1], run)):
            lines[-1].places = [*lines[-1].places, *places]
            lines[-1].text += glyphs.text[run.start:run.end]
        else:
            lines.append(Line(glyphs, glyphs.text[run.start:run.end], places, run.x0, run.x1, run.base, run.size, turned=True))
    return lines


def _is_below(line: Line, run: Run) -> bool:
    """Whether a single character stands below the last one of a word set downwards."""
    last = line.places[-1]
    return (run.end - run.start == 1 and abs(line.page.left[last] - run.x0) < 0.3 * run.size
            and 0 < line.page.top[run.start] - line.page.top[last] < 2.6 * run.size)


def _notes(lines: list[Line]) -> list[Draft]:
    notes: list[Draft] = []
    for line in lines:
        if notes and not starts_note(line):
            notes[-1].lines.append(line)
        else:
            notes.append(Draft(BlockKind.NOTE, [line]))
    return notes


def _mark_line(line: Line) -> Line:
    """The note marks of a line, as a line of their own."""
    page, marks = line.page, line.marks
    return Line(page, "".join(page.text[i] for i in marks), list(marks), page.left[marks[0]], page.right[marks[-1]],
                line.base, line.size)
