"""The running text of a DOCX paragraph: its XML in; the text as shown, its text boxes and its notes out.

Tracked insertions count, deletions do not; of a field only the result is read; hidden text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element

from planparse.readers.docx.names import (
    ALTERNATE,
    BOX_CONTENT,
    CHOICE,
    CONTENT_CONTROL,
    FALLBACK,
    RUN,
    RUN_PROPERTIES,
    TEXTPATH,
    WRAPPERS,
    m,
    switched_on,
    value,
    w,
)
from planparse.readers.docx.numerals import written
from planparse.readers.docx.signs import PRIVATE, private_signs, sign
from planparse.readers.docx.styles import Style, Styles

PAGE_BREAK = "\f"            # inside a paragraph's text: here a new page or column begins
_DEEPEST, _LONGEST = 40, 1000     # fields inside each other; characters of an instruction: more is nonsense
_SPACE = re.compile(r"[\t\r\n ]+")
_PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.I)
_CONTENTS_FIELD = re.compile(r"\s*TOC\b", re.I)
_ENCLOSED = re.compile(r"\s*EQ\s*\\o\s*\\ac\(\s*[○◯〇]\s*[,，;；]\s*([^()]{1,3})\)", re.I)
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_VANISH, _RUN_STYLE, _FONTS, _RAISED = w("vanish"), w("rStyle"), w("rFonts"), w("vertAlign")
_FIELD_TYPE, _NOTE_ID, _CUSTOM_MARK = w("fldCharType"), w("id"), w("customMarkFollows")
_FIELD_CHAR, _INSTRUCTION = w("fldChar"), w("instrText")
_FORMULA = tuple(map(m, (
    "oMathPara", "oMath", "r", "e", "num", "den", "sup", "sub", "sSub", "sSubSup", "rad", "deg", "d", "nary", "func",
    "fName", "box", "bar", "acc", "groupChr", "borderBox", "limLow", "limUpp", "lim", "eqArr", "m", "mr", "sPre")))
_DELETED = (w("del"), w("moveFrom"))


@dataclass(slots=True)
class FieldState:
    """A field that is open: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    result: bool = False

    def shows(self) -> bool:
        """Whether text met now is seen by the reader."""
        return self.result and not _PAGE_FIELD.match(self.instruction)


@dataclass(slots=True)
class Story:
    """What lasts from paragraph to paragraph: open fields, notes met in order, what was odd."""

    fields: list[FieldState] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)     # (footnotes | endnotes, id)
    tracked: bool = False
    broken_fields: int = 0


class Runs:
    """Reads one paragraph at a time."""

    def __init__(self, styles: Styles, story: Story) -> None:
        self._styles, self._story = styles, story
        self._parts: list[str] = []
        self._boxes: list[_Element] = []
        self._hidden = False
        self._do: dict[str, Callable[[_Element], None]] = {
            RUN: self._run, w("t"): self._text, m("t"): self._text, _FIELD_CHAR: self._field_char,
            _INSTRUCTION: self._instruction, w("fldSimple"): self._simple_field, w("br"): self._break,
            w("cr"): self._break, w("tab"): lambda e: self._put("\t"), w("ptab"): lambda e: self._put("\t"),
            w("noBreakHyphen"): lambda e: self._put("-"), w("sym"): self._sign, w("ruby"): self._ruby,
            w("drawing"): self._drawing, w("pict"): self._drawing, w("object"): self._drawing,
            ALTERNATE: self._alternate, w("footnoteReference"): lambda e: self._note("footnotes", e),
            w("endnoteReference"): lambda e: self._note("endnotes", e), CONTENT_CONTROL: self._children,
            m("f"): self._fraction, m("sSup"): self._power,
        }
        self._do.update(dict.fromkeys(_DELETED, self._deleted))
        self._do.update(dict.fromkeys(WRAPPERS, self._children))
        self._do.update({w("ins"): self._inserted, w("moveTo"): self._inserted})
        self._do.update(dict.fromkeys(_FORMULA, self._children))

    def read(self, paragraph: _Element, style: Style) -> tuple[str, list[_Element]]:
        """The text of a paragraph and the text boxes anchored in it."""
        self._parts, self._boxes, self._hidden = [], [], style.hidden
        self._children(paragraph)
        self._mend_fields()
        return "".join(self._parts), self._boxes

    def in_contents(self) -> bool:
        """Whether a table of contents made by a field is open."""
        return any(_CONTENTS_FIELD.match(one.instruction) for one in self._story.fields)

    def _mend_fields(self) -> None:
        """An instruction or a page number ends with its paragraph at the latest, whatever the file says."""
        fields = self._story.fields
        kept = [one for one in fields if one.shows()]
        self._story.broken_fields += len(fields) - len(kept)
        fields[:] = kept

    def _put(self, text: str) -> None:
        if all(one.shows() for one in self._story.fields):
            self._parts.append(text)

    def _children(self, element: _Element) -> None:
        do = self._do
        for child in element:
            handler = do.get(child.tag)
            if handler is not None:
                handler(child)

    def _run(self, run: _Element) -> None:
        letters = run.find(RUN_PROPERTIES)
        if letters is None:
            (self._field_marks if self._hidden else self._children)(run)
            return
        hidden = switched_on(letters, _VANISH)
        if hidden is None and (name := value(letters, _RUN_STYLE)) is not None:
            hidden = self._styles.hides(name)
        if self._hidden if hidden is None else hidden:
            self._field_marks(run)
            return
        before = len(self._parts)
        self._children(run)
        if value(letters, _RAISED) == "superscript":
            self._raise(before)

    def _field_marks(self, run: _Element) -> None:
        """Of a hidden run only where fields begin and end counts."""
        for child in run:
            if child.tag in (_FIELD_CHAR, _INSTRUCTION):
                self._do[child.tag](child)

    def _raise(self, before: int) -> None:
        """Square and cubic metres: a raised 2 or 3 behind an m is ² or ³."""
        raised = "".join(self._parts[before:])
        if raised in ("2", "3") and "".join(self._parts[max(0, before - 3):before])[-1:] in ("m", "M", "米", "ｍ"):
            self._parts[before:] = ["²" if raised == "2" else "³"]

    def _text(self, element: _Element) -> None:
        text = element.text
        if not text:
            return
        if "\n" in text or "\t" in text or "\r" in text:
            text = _SPACE.sub(" ", text)
        if (text[0] == " " or text[-1] == " ") and element.get(_PRESERVE) != "preserve":
            text = text.strip(" ")
        if PRIVATE.search(text):
            text = private_signs(text, self._font(element))
        self._put(text)

    def _font(self, element: _Element) -> str | None:
        run = element.getparent()
        letters = None if run is None else run.find(RUN_PROPERTIES)
        fonts = None if letters is None else letters.find(_FONTS)
        return None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))

    def _sign(self, element: _Element) -> None:
        try:
            code = int(element.get(w("char"), ""), 16)
        except ValueError:
            return
        if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000:
            self._put(sign(code, element.get(w("font"))))

    def _break(self, element: _Element) -> None:
        self._put(PAGE_BREAK if element.get(w("type")) in ("page", "column") else "\n")

    def _deleted(self, element: _Element) -> None:
        self._story.tracked = True

    def _inserted(self, element: _Element) -> None:
        self._story.tracked = True
        self._children(element)

    def _note(self, part: str, element: _Element) -> None:
        if all(one.shows() for one in self._story.fields):
            self._story.notes.append((part, element.get(_NOTE_ID, "")))
        if switched_on_attribute(element.get(_CUSTOM_MARK)):
            for mark in element.itersiblings():
                if mark.tag == w("t"):
                    mark.text = None

    def _ruby(self, element: _Element) -> None:
        for base in element.iterchildren(w("rubyBase")):
            self._children(base)

    # fields

    def _field_char(self, element: _Element) -> None:
        kind, fields = element.get(_FIELD_TYPE), self._story.fields
        if kind == "begin" and len(fields) < _DEEPEST:
            fields.append(FieldState())
        elif kind == "separate" and fields:
            fields[-1].result = True
        elif kind == "end" and fields:
            ended = fields.pop()
            enclosed = None if ended.result else _ENCLOSED.match(ended.instruction)
            if enclosed:
                self._put(_in_circle(enclosed.group(1).strip()))

    def _instruction(self, element: _Element) -> None:
        fields = self._story.fields
        if fields and not fields[-1].result and len(fields[-1].instruction) < _LONGEST:
            fields[-1].instruction += element.text or ""

    def _simple_field(self, element: _Element) -> None:
        self._story.fields.append(FieldState(element.get(w("instr"), ""), True))
        depth = len(self._story.fields)
        self._children(element)
        del self._story.fields[depth - 1:]

    # what stands beside the running text

    def _alternate(self, element: _Element) -> None:
        """Read one branch only: the first Choice, or the Fallback where no Choice gives anything."""
        for branch in element.iterchildren(CHOICE, FALLBACK):
            before = len(self._parts), len(self._boxes)
            self._children(branch)
            if before != (len(self._parts), len(self._boxes)):
                return

    def _drawing(self, element: _Element) -> None:
        """Collect the text boxes of a drawing, of a group of shapes too."""
        for child in element:
            if child.tag == ALTERNATE:
                self._drawing_alternate(child)
            elif child.tag == BOX_CONTENT or (child.tag == TEXTPATH and child.get("string")):
                self._boxes.append(child)
            elif len(child):
                self._drawing(child)

    def _drawing_alternate(self, element: _Element) -> None:
        for branch in element.iterchildren(CHOICE, FALLBACK):
            before = len(self._boxes)
            self._drawing(branch)
            if len(self._boxes) > before:
                return

    # mathematics

    def _fraction(self, element: _Element) -> None:
        for place, part in enumerate(element.iterchildren(m("num"), m("den"))):
            if place:
                self._put("/")
            self._children(part)

    def _power(self, element: _Element) -> None:
        for part in element.iterchildren(m("e"), m("sup")):
            if part.tag == m("sup"):
                self._put("^")
            self._children(part)


def switched_on_attribute(written_value: str | None) -> bool:
    """A yes/no attribute."""
    return written_value is not None and written_value.lower() in ("1", "true", "on")


def _in_circle(text: str) -> str:
    """What the field for enclosed characters shows."""
    return written(int(text), "decimalEnclosedCircle") if text.isascii() and text.isdigit() else text
