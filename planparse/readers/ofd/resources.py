"""The resource parts of an OFD document in, what pages refer to by number out: composite objects, drawing parameters."""

from __future__ import annotations

from lxml.etree import _Element

from planparse.readers.ofd.files import Files
from planparse.readers.ofd.values import child, local, words
from planparse.readers.package import DamagedPart

_LISTS = ("PublicRes", "DocumentRes", "PageRes")


class Resources:
    """What a document, and one of its pages, refers to. A part is read when something in it is asked for."""

    def __init__(self, files: Files, outer: Resources | None = None) -> None:
        self._files, self._outer = files, outer
        self._waiting: list[str] = []
        self._composites: dict[str, _Element] = {}
        self._drawn: dict[str, _Element] = {}

    def add(self, owner: _Element | None, part: str) -> None:
        """Note down the resource parts that a document or page names."""
        for element in owner if owner is not None else ():
            found = self._files.find(words(element), part) if local(element) in _LISTS and words(element) else None
            if found is not None:
                self._waiting.append(found)

    def composite(self, number: str | None) -> _Element | None:
        """The content of a composite object."""
        self._read()
        if number in self._composites:
            return self._composites[number]
        return self._outer.composite(number) if self._outer else None

    def drawn(self, number: str | None) -> _Element | None:
        """Drawing parameters: colours that objects do not tell themselves."""
        if number is None:
            return None
        self._read()
        if number in self._drawn:
            return self._drawn[number]
        return self._outer.drawn(number) if self._outer else None

    def _read(self) -> None:
        for part in dict.fromkeys(self._waiting):
            try:
                root = self._files.xml(part)
            except DamagedPart:
                continue
            for element in root.iter():
                kind = local(element)
                if kind == "DrawParam":
                    self._drawn.setdefault(element.get("ID", ""), element)
                elif kind in ("CompositeGraphicUnit", "VectorG"):
                    content = child(element, "Content")
                    self._composites.setdefault(element.get("ID", ""), element if content is None else content)
        self._waiting = []
