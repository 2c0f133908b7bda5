"""Names of WordprocessingML elements and attributes, in the form lxml writes them (ISO/IEC 29500-1, transitional).

>>> w("p").endswith("wordprocessingml/2006/main}p")
True
"""

from __future__ import annotations

from lxml.etree import _Element

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"

# the strict variant's namespaces, and the transitional ones they stand for
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _MATH.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument", _OFFICE.encode()),
)

RELATION_ID = f"{{{_OFFICE}/relationships}}id"
CHOICE, FALLBACK = f"{{{_COMPATIBILITY}}}Choice", f"{{{_COMPATIBILITY}}}Fallback"
ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
TEXTPATH = "{urn:schemas-microsoft-com:vml}textpath"


def w(name: str) -> str:
    """A name of the main namespace."""
    return f"{{{_MAIN}}}{name}"


def m(name: str) -> str:
    """A name of the mathematics namespace."""
    return f"{{{_MATH}}}{name}"


VAL = w("val")
PARAGRAPH, RUN, TABLE, ROW, TABLE_CELL = w("p"), w("r"), w("tbl"), w("tr"), w("tc")
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = w("pPr"), w("rPr")
CONTENT_CONTROL, CONTROL_CONTENT = w("sdt"), w("sdtContent")
BOX_CONTENT = w("txbxContent")
# containers that only wrap what stands in them
WRAPPERS = frozenset(map(w, ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "bdo", "dir")))
_OFF = frozenset(("0", "false", "off"))


def switched_on(parent: _Element | None, name: str) -> bool | None:
    """A yes/no property of `pPr`, `rPr`, …; None where it is not given."""
    found = None if parent is None else parent.find(name)
    return None if found is None else found.get(VAL, "1").lower() not in _OFF


def value(parent: _Element | None, name: str) -> str | None:
    """The `val` of a child element; None where there is no such child."""
    found = None if parent is None else parent.find(name)
    return None if found is None else found.get(VAL)


def whole(written: str | None) -> int | None:
    """A written whole number of at most nine digits; None for anything else."""
    if written is None:
        return None
    digits = written.strip()
    unsigned = digits[1:] if digits[:1] == "-" else digits
    return int(digits) if unsigned.isascii() and unsigned.isdigit() and len(unsigned) <= 9 else None


def inside(parent: _Element) -> list[_Element]:
    """The children, content controls and other wrappers opened, comments left out."""
    children: list[_Element] = []
    for child in parent:
        tag = child.tag
        if tag in WRAPPERS or tag in (CONTENT_CONTROL, CHOICE):
            children.extend(inside(child))
        elif tag == ALTERNATE:
            children.extend(inside(chosen(child)))
        elif isinstance(tag, str):
            children.append(child)
    return children


def chosen(alternate: _Element) -> _Element:
    """The one branch of `mc:AlternateContent` to read: the first Choice that holds something, else the Fallback."""
    choices = [child for child in alternate if child.tag == CHOICE and len(child)]
    return next(iter(choices), next((child for child in alternate if child.tag == FALLBACK), alternate))
