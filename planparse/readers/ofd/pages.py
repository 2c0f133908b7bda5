"""One page of an OFD document in, its parts out: characters, ruled lines and pictures, in lines and tables.

Templates that the page names belong to it. Watermarks and letters in the colour of the paper are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from planparse.model.document import Diagnostic
from planparse.readers.ofd.files import Files
from planparse.readers.ofd.ink import PALE, UNSEEN, paleness
from planparse.readers.ofd.lettering import Lettering, slants
from planparse.readers.ofd.resources import Resources
from planparse.readers.ofd.strokes import extent, shapes
from planparse.readers.ofd.values import Box, Matrix, box, child, children, local, number, placed, words
from planparse.readers.package import DamagedPart
from planparse.readers.pdf.glyphs import Frame, glyphs_of
from planparse.readers.pdf.pages import Parts, parts_of
from planparse.readers.pdf.rules import Shape, page_rules

POINT = 72 / 25.4                # points in a millimetre
DEEPEST = 24                     # groups in groups
MOST_OBJECTS = 40_000            # on a page
MOST_LINES = 20_000
_LARGEST = 7000.0                # millimetres
_MARK = 24.0                     # points: pale letters of this size are a watermark
_A4: Box = (0.0, 0.0, 210.0, 297.0)


@dataclass(slots=True)
class _Words:
    """A text object: where it lies, how pale it is, and whether it stands behind the page's own content."""

    thing: _Element
    matrix: Matrix
    pale: float
    behind: bool

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(code.text or "" for code in self.thing if local(code) == "TextCode")


@dataclass(slots=True)
class _Sheet:
    """What was met on one page."""

    words: list[_Words] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    grounds: list[Shape] = field(default_factory=list)      # dark areas and pictures, on which white letters show
    objects: int = 0
    full: bool = False


class PageReader:
    """Reads the pages of one document."""

    def __init__(self, files: Files, document: _Element, part: str) -> None:
        self._files, self._part = files, part
        data = child(document, "CommonData")
        self._area = _area(child(document, "CommonData", "PageArea"))
        self._resources = Resources(files)
        self._resources.add(data, part)
        self._templates: dict[str, str] = {}
        for template in children(data, "TemplatePage") if data is not None else ():
            found = files.find(template.get("BaseLoc", ""), part)
            if found is not None:
                self._templates.setdefault(template.get("ID", ""), found)
        self._known: dict[str, _Element | None] = {}
        self.diagnostics: list[Diagnostic] = []

    def read(self, part: str, page_number: int) -> Parts:
        """The parts of a page. Raises DamagedPart."""
        root = self._files.xml(part)
        layers = [(root, part, False), *self._behind(root, frozenset())]
        area = next((found for one, _, _ in layers if (found := _area(child(one, "Area")))), None) or self._area or _A4
        matrix = (POINT, 0.0, 0.0, -POINT, -area[0] * POINT, (area[1] + area[3]) * POINT)
        sheet = _Sheet()
        marks = 0
        for one, place, behind in layers:
            resources = Resources(self._files, self._resources)
            resources.add(one, place)
            start = len(sheet.words)
            self._files.charge(len(one))
            for content in children(one, "Content"):
                self._walk(content, matrix, resources, sheet, behind, DEEPEST, frozenset())
            own = _without_marks(sheet.words[start:])
            marks += len(sheet.words) - start - len(own)
            sheet.words[start:] = own
        lettering = Lettering()
        shown = [letters for letters in sheet.words if letters.pale < UNSEEN or _on_ground(letters, sheet.grounds)]
        for letters in shown:
            lettering.add(letters.thing, letters.matrix)
        lettering.close_up()
        self._files.charge(sheet.objects + lettering.length)
        self._report(page_number, marks, len(sheet.words) - len(shown), sheet.full or lettering.full)
        frame = Frame(0, 0.0, 0.0, area[2] * POINT, area[3] * POINT)
        glyphs = glyphs_of(page_number, frame, lettering.text, lettering.box, lettering.stretches)
        return parts_of(glyphs, page_rules(sheet.shapes, glyphs.frame))

    def _report(self, page_number: int, marks: int, unseen: int, full: bool) -> None:
        if marks:
            self.diagnostics.append(Diagnostic("ofd/watermark", f"第{page_number}页的{marks}处水印文字未读入"))
        if unseen:
            self.diagnostics.append(Diagnostic("ofd/unseen-text", f"第{page_number}页的{unseen}处文字看不见，未读入"))
        if full:
            self.diagnostics.append(Diagnostic("ofd/page-too-full", f"第{page_number}页内容过多，只读了一部分",
                                               severity="warning"))

    def _behind(self, page: _Element, seen: frozenset[str]) -> list[tuple[_Element, str, bool]]:
        """The templates of a page, and theirs, each with its part; a template in itself counts once."""
        found: list[tuple[_Element, str, bool]] = []
        for use in children(page, "Template"):
            part = self._templates.get(use.get("TemplateID", ""))
            if part is None or part in seen or len(seen) > 8 or len(found) > 32:
                continue
            if part not in self._known:
                try:
                    root = self._files.xml(part)
                except DamagedPart as trouble:
                    self.diagnostics.append(Diagnostic("ofd/damaged-part", f"模板{part}无法读取：{trouble}", severity="warning"))
                    root = None
                if len(self._known) > 40:
                    self._known.clear()
                self._known[part] = root
            template = self._known[part]
            if template is not None:
                found += [(template, part, True), *self._behind(template, seen | {part})]
        return found

    def _walk(self, group: _Element, matrix: Matrix, resources: Resources, sheet: _Sheet, behind: bool, depth: int,
              inside: frozenset[str]) -> None:
        """Take in the objects of a layer, block or composite object."""
        for thing in group:
            sheet.objects += 1
            if sheet.objects > MOST_OBJECTS or not depth:
                sheet.full = True
                return
            kind = local(thing)
            if not kind:
                continue                                # an entity that nobody resolves
            hidden = thing.get("Visible", "true").strip().lower() in ("false", "0")
            if kind == "TextObject":
                drawn = resources.drawn(thing.get("DrawParam"))
                inked = thing.get("Fill", "true").strip().lower() not in ("false", "0") or thing.get("Stroke") == "true"
                pale = 1.0 if hidden or not inked else paleness(thing, drawn, "FillColor")
                sheet.words.append(_Words(thing, placed(thing, matrix), pale, behind))
            elif hidden:
                continue
            elif kind == "PathObject":
                _draw(thing, placed(thing, matrix), resources, sheet)
            elif kind == "ImageObject":
                picture = _picture(thing, matrix)
                sheet.shapes.append(picture)
                sheet.grounds.append(picture)
            elif kind in ("Layer", "PageBlock"):
                back = behind or thing.get("Type", "").strip().lower() == "background"
                self._walk(thing, matrix, resources, sheet, back, depth - 1, inside)
            elif kind == "CompositeObject":
                number_ = thing.get("ResourceID", "")
                content = resources.composite(number_) if number_ not in inside else None
                if content is not None:
                    self._walk(content, placed(thing, matrix), resources, sheet, behind, depth - 1, inside | {number_})


def _draw(thing: _Element, matrix: Matrix, resources: Resources, sheet: _Sheet) -> None:
    """Take in the lines of a path, and the area that it fills."""
    drawn = resources.drawn(thing.get("DrawParam"))
    stroked = thing.get("Stroke", "true").strip().lower() not in ("false", "0")
    filled = thing.get("Fill", "false").strip().lower() not in ("false", "0")
    stroked = stroked and paleness(thing, drawn, "StrokeColor") < UNSEEN
    filled = filled and paleness(thing, drawn, "FillColor") < UNSEEN
    if not stroked and not filled:
        return
    data = " ".join(words(one) for one in children(thing, "AbbreviatedData"))
    most = MOST_LINES - len(sheet.shapes)
    if most > 0:
        sheet.shapes.extend(shapes(data, matrix, stroked, most))
    area = extent(data, matrix) if filled and len(sheet.grounds) < 1000 else None
    if area is not None:
        sheet.grounds.append(area)


def _picture(thing: _Element, matrix: Matrix) -> Shape:
    """The box of a picture: its boundary."""
    a, b, c, d, e, f = matrix
    x, y, width, height = box(thing.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    corners = [(a * u + c * v + e, b * u + d * v + f) for u in (x, x + width) for v in (y, y + height)]
    xs, ys = [u for u, _ in corners], [v for _, v in corners]
    return min(xs), min(ys), max(xs), max(ys), True


def _without_marks(found: list[_Words]) -> list[_Words]:
    """The text objects of one page or template that are no watermark.

    A watermark is pale and large, or pale or slanted behind the content, or says the same thing slanted several times.
    """
    odd = [letters for letters in found if letters.behind or letters.pale > PALE or _is_turned(letters)]
    if not odd:
        return found
    slanted = {id(letters) for letters in odd if _is_turned(letters) and slants(letters.thing, letters.matrix)}
    said = [letters.text for letters in odd if id(letters) in slanted]
    gone: set[int] = set()
    for letters in odd:
        size = number(letters.thing.get("Size"), 0.0) * max(map(abs, letters.matrix[:4]))
        pale = PALE < letters.pale < UNSEEN
        if ((pale and (letters.behind or size > _MARK))
                or (id(letters) in slanted and (letters.behind or said.count(letters.text) > 2))):
            gone.add(id(letters))
    behind = [text for letters in odd if letters.behind and (text := letters.text.strip())]
    if len(behind) > 2 and len(odd) == len(found) and len(set(behind)) == 1 and len(behind[0]) > 1:
        return []                                       # a template that says one thing all over the page
    return [letters for letters in found if id(letters) not in gone]


def _is_turned(letters: _Words) -> bool:
    """Whether a text object is turned in some way."""
    return bool(letters.matrix[1] or letters.matrix[2] or letters.thing.get("CharDirection"))


def _on_ground(letters: _Words, grounds: list[Shape]) -> bool:
    """Whether letters that would not show on paper stand on something dark or, as in a scan with its text, on a picture."""
    code = child(letters.thing, "TextCode")
    if code is None or not grounds:
        return False
    a, b, c, d, e, f = letters.matrix
    size = number(letters.thing.get("Size"), 0.0)
    x, y = number(code.get("X"), 0.0) + 0.3 * size, number(code.get("Y"), 0.0) - 0.3 * size
    x, y = a * x + c * y + e, b * x + d * y + f
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top, _ in grounds)


def _area(element: _Element | None) -> Box | None:
    """The page area that an element tells, if it is one of paper."""
    for name in ("PhysicalBox", "ApplicationBox", "CropBox"):
        found = box(words(child(element, name))) if element is not None else None
        if found is not None and 1.0 < found[2] < _LARGEST and 1.0 < found[3] < _LARGEST:
            return found
    return None
