"""A piece of page in, its paragraphs and tables in reading order out, as a browser would set them.

>>> from lxml import html
>>> body = html.fragment_fromstring("<div><p align=center>通&nbsp;知</p><ol><li>建站点<li>育人才</ol></div>")
>>> [(p.text, p.centred, p.label) for p in pieces(body)]
[('通 知', True, None), ('1. 建站点', None, '1.'), ('2. 育人才', None, '2.')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from planparse.model.document import BlockKind
from planparse.readers.html_lines import has_label, is_furniture, join_lines
from planparse.readers.html_tables import is_data_table

BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "center",
     "section", "article", "main", "header", "footer", "aside", "address", "nav", "fieldset", "legend", "figure",
     "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "form", "hr", "body", "html",
     "details", "summary", "dir", "menu"))
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.I)
_ALIGNED = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "section"))
_SOURCE_BREAK = re.compile(r"(?<![ \t])[ \t]*+[\r\n][ \t\r\n]*")
_SPACES = re.compile("[ \t\r\n\f\v\xa0]+")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*?"
                         r"(none|decimal|[\w-]*(?:alpha|roman|latin|chinese|ideographic)[\w-]*)", re.I)
_WIDTHLESS = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")
_NOTE_NAME = re.compile(r"^(?:sd)?(?:foot|end)note\d+|^(?:ftn|edn)\d+$|footnotes?$")
_MARK_TARGET = re.compile(r"#(?:_ftn\d|_edn\d|sd(?:foot|end)note\d+sym|fn:?-?\d|footnote-?\d|cite_note)")
_MARK = re.compile(r"[\[〔［（(]?\s*(?:\d{1,3}|[①-⑳]|[*＊†‡]+|[ivx]{1,4})\s*[\]〕］）)]?$")
_UNIT = re.compile(r"(?:[kKcCdDmM]?[mM]|米|[×xX*]\s?10|10)$")
_RAISED = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    centred: bool | None = None
    label: str | None = None


def pieces(root: HtmlElement, *, tables: bool = True) -> list[Paragraph | HtmlElement]:
    """The paragraphs under an element; with `tables` a data table stands as its element, else it is flattened."""
    return _Setter(root, tables).pieces


def cell_text(cell: HtmlElement) -> str:
    """The text of a table cell on one line, paragraphs and tables inside it flattened."""
    return " ".join(piece.text for piece in pieces(cell, tables=False) if isinstance(piece, Paragraph))


class _Setter:
    """Walks a piece of page once, filling lines and closing a paragraph at each block's edge."""

    def __init__(self, root: HtmlElement, tables: bool) -> None:
        self.pieces: list[Paragraph | HtmlElement] = []
        self._lines: list[list[str]] = [[]]
        self._centred: list[bool | None] = [None]
        self._kinds = [BlockKind.PARAGRAPH]
        self._counters: list[tuple[str, int]] = []
        self._label: str | None = None
        self._pre = 0
        self._tables = tables
        walker = iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._start(element, element is root):
                    walker.skip_subtree()
            else:
                self._end(element, element is root)
        self._close()

    def _start(self, element: HtmlElement, first: bool) -> bool:
        """Open an element; True if its children are not to be walked."""
        tag = element.tag
        if tag == "br":
            self._lines.append([])
            return False
        if tag == "table" and self._tables and not first and is_data_table(element):
            self._close()
            self.pieces.append(element)
            return True
        text = element.text
        if tag in ("a", "sup") and self._kinds[-1] is not BlockKind.NOTE:
            before = "".join(self._lines[-1]).rstrip()
            if _is_note_mark(element, before):
                return True
            text = _raised(text, before) if tag == "sup" else text
        elif tag in BLOCKS:
            self._open_block(element, tag)
        self._add(text)
        return False

    def _end(self, element: HtmlElement, last: bool) -> None:
        if element.tag in BLOCKS and not (element.tag == "table" and self.pieces and self.pieces[-1] is element):
            self._close_block(element.tag)
        if not last:
            self._add(element.tail)

    def _open_block(self, element: HtmlElement, tag: str) -> None:
        self._close()
        self._centred.append(_centring(element, self._centred[-1]))
        self._kinds.append(_kind(element, self._kinds[-1]))
        self._pre += tag == "pre"
        if tag in ("ol", "ul"):
            style = _list_style(element) if tag == "ol" else "none"
            self._counters.append((style, _whole(element.get("start"), 1) - 1))
        elif tag == "li" and self._counters:
            style, number = self._counters[-1]
            number = _whole(element.get("value"), number + 1)
            self._counters[-1] = (style, number)
            self._label = _marker(style, number)

    def _close_block(self, tag: str) -> None:
        self._close()
        self._centred.pop()
        self._kinds.pop()
        self._pre -= tag == "pre"
        if tag in ("ol", "ul"):
            self._counters.pop()
        elif tag == "li":
            self._label = None

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            first, *rest = re.split(r"\r\n|\r|\n", text)
            self._lines[-1].append(first)
            self._lines.extend([line] for line in rest)
        else:
            self._lines[-1].append(text)

    def _close(self) -> None:
        """Close the paragraph in hand."""
        lines, self._lines = self._lines, [[]]
        if not any(part.strip() for line in lines for part in line):
            return
        centred, kind = self._centred[-1], self._kinds[-1]
        texts = [_set("".join(line)) for line in lines]
        for text in join_lines(texts, centred is True):
            label, self._label = self._label, None
            text = _SPACES.sub(" ", text)
            if label is not None and not has_label(text):
                text = f"{label}{'' if label.endswith('、') else ' '}{text}"
            else:
                label = None
            furniture = self._tables and kind is BlockKind.PARAGRAPH and is_furniture(text)
            self.pieces.append(Paragraph(text, BlockKind.FURNITURE if furniture else kind, centred, label))


def _set(raw: str) -> str:
    """A line as a browser sets it: a line break of the source is nothing between Chinese characters, else a space."""
    raw = _WIDTHLESS.sub("", raw)

    if "\n" not in raw and "\r" not in raw:
        return raw

    def space(match: re.Match[str]) -> str:
        before, after = raw[:match.start()][-1:], raw[match.end():match.end() + 1]
        return " " if before.isascii() or after.isascii() else ""

    return _SOURCE_BREAK.sub(space, raw)


def _centring(element: HtmlElement, inherited: bool | None) -> bool | None:
    """Whether a block's lines are centred, as its own attributes or the blocks around it say."""
    if element.tag == "center":
        return True
    if element.tag not in _ALIGNED:
        return None if element.tag == "table" else inherited
    match = _ALIGN.search(element.get("style", ""))
    align = (match.group(1) if match else element.get("align", "")).strip().lower()
    return align == "center" if align in ("center", "left", "right", "justify", "start", "end") else inherited


def _kind(element: HtmlElement, inherited: BlockKind) -> BlockKind:
    """Footnotes, running heads and feet of exported documents have blocks of their own."""
    style = element.get("style", "").replace(" ", "")
    if "mso-element:footnote" in style or "mso-element:endnote" in style or _NOTE_NAME.search(element.get("id", "")):
        return BlockKind.NOTE
    if "mso-element:header" in style or "mso-element:footer" in style:
        return BlockKind.FURNITURE
    if element.tag == "div" and element.get("title") in ("header", "footer"):
        return BlockKind.FURNITURE
    return inherited


def _is_note_mark(element: HtmlElement, before: str) -> bool:
    """Whether an element is the raised mark that refers to a footnote; it is no part of the sentence."""
    if element.tag == "a":
        return bool(_MARK_TARGET.match(element.get("href", "")))
    return bool(_MARK.match(element.text_content().strip())) and not _UNIT.search(before)


def _raised(text: str | None, before: str) -> str | None:
    """The text of a raised element: 3km<sup>2</sup> is 3km²."""
    return text.translate(_RAISED) if text and _UNIT.search(before) else text


def _list_style(element: HtmlElement) -> str:
    """How a list counts, from its style or its type attribute."""
    match = _LIST_STYLE.search(element.get("style", ""))
    if match:
        return match.group(1).lower()
    return {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}.get(
        element.get("type", "1"), "decimal")


def _marker(style: str, number: int) -> str | None:
    """The mark a browser prints before a list item, None for a list that is not counted."""
    if style == "none":
        return None
    if ("alpha" in style or "latin" in style) and 1 <= number <= 26:
        return chr((65 if style.startswith("upper") else 97) + number - 1) + "."
    if "roman" in style and 1 <= number < 50:
        ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        roman = ("", "X", "XX", "XXX", "XL")[number // 10] + ones
        return (roman if style.startswith("upper") else roman.lower()) + "."
    if ("chinese" in style or "ideographic" in style) and 1 <= number < 100:
        return _numeral(number) + "、"
    return f"{number}."


def _numeral(number: int) -> str:
    """A number below one hundred in Chinese numerals: 21 is 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def _whole(text: str | None, default: int) -> int:
    try:
        return int((text or "")[:6])
    except ValueError:
        return default
