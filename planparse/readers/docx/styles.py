"""The styles of a DOCX file: the styles part in, what each style settles (with what it is based on) out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from planparse.readers.docx.names import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    VAL,
    switched_on,
    value,
    w,
    whole,
)

_CONTENTS = re.compile(r"(toc|目录)\s*(\d|heading|标题)", re.I)
_VANISH, _JUSTIFICATION = w("vanish"), w("jc")
_NUMBERING, _NUMBER_ID, _LEVEL = w("numPr"), w("numId"), w("ilvl")


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs of a style. `chain` holds its id and those it is based on, nearest first."""

    chain: tuple[str, ...] = ()
    centred: bool = False
    hidden: bool = False
    contents: bool = False         # an entry or the heading of a table of contents
    number: int | None = None      # numId
    level: int | None = None       # ilvl


def numbering(properties: _Element | None) -> tuple[int | None, int | None]:
    """The numId and the ilvl that a `pPr` gives itself."""
    found = None if properties is None else properties.find(_NUMBERING)
    return whole(value(found, _NUMBER_ID)), whole(value(found, _LEVEL))


def centred(properties: _Element | None) -> bool | None:
    """Whether a `pPr` says that the lines are centred; None where it says nothing."""
    given = value(properties, _JUSTIFICATION)
    return None if given is None else given == "center"


class Styles:
    """All styles of a document, settled when first asked for."""

    def __init__(self, part: _Element | None = None) -> None:
        self._elements: dict[str, _Element] = {}
        self._settled: dict[str, Style] = {}
        self._plain = Style()
        default = ""
        for style in () if part is None else part.iterfind(w("style")):
            name = style.get(w("styleId"), "")
            self._elements.setdefault(name, style)
            if style.get(w("default"), "0") in ("1", "true", "on") and style.get(w("type"), "paragraph") == "paragraph":
                default = name
        if part is not None:
            layout = part.find(f"{w('docDefaults')}/{w('pPrDefault')}/{PARAGRAPH_PROPERTIES}")
            letters = part.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RUN_PROPERTIES}")
            self._plain = Style((), bool(centred(layout)), bool(switched_on(letters, _VANISH)))
        self._default = self.named(default) if default else self._plain

    def paragraph(self, properties: _Element | None) -> Style:
        """The style of a paragraph with these properties; the default one where it names none."""
        name = value(properties, w("pStyle"))
        return self._default if name is None or name not in self._elements else self.named(name)

    def hides(self, run_style: str) -> bool | None:
        """Whether a character style hides its text; None where it says nothing."""
        seen: set[str] = set()
        name: str | None = run_style
        while name is not None and name not in seen and name in self._elements:
            seen.add(name)
            found = switched_on(self._elements[name].find(RUN_PROPERTIES), _VANISH)
            if found is not None:
                return found
            name = value(self._elements[name], w("basedOn"))
        return None

    def numbers(self, name: str) -> int | None:
        """The numId of a numbering style."""
        element = self._elements.get(name)
        return None if element is None else numbering(element.find(PARAGRAPH_PROPERTIES))[0]

    def named(self, name: str) -> Style:
        """A style by its id, with all that it takes over from the styles it is based on."""
        if name not in self._settled:
            chain = [name]
            while (base := value(self._elements[chain[-1]], w("basedOn"))) in self._elements and base not in chain:
                chain.append(str(base))
            settled = self._plain
            for place in range(len(chain) - 1, -1, -1):
                settled = self._laid_over(settled, self._elements[chain[place]], tuple(chain[place:]))
            self._settled[name] = settled
        return self._settled[name]

    def _laid_over(self, base: Style, element: _Element, chain: tuple[str, ...]) -> Style:
        """`base` with what one style says for itself laid over it."""
        layout, title = element.find(PARAGRAPH_PROPERTIES), element.find(w("name"))
        middle, hidden = centred(layout), switched_on(element.find(RUN_PROPERTIES), _VANISH)
        number, level = numbering(layout)
        return replace(base, chain=chain,
                       centred=base.centred if middle is None else middle,
                       hidden=base.hidden if hidden is None else hidden,
                       contents=title is not None and _CONTENTS.match(title.get(VAL, "")) is not None,
                       number=base.number if number is None else number,
                       level=base.level if level is None else level)
