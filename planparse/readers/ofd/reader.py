"""The bytes of an OFD file (GB/T 33190) in, a Document out: every document in the file, one behind the other.

Seals, signatures and annotations are laid over the pages and are no part of the text; they are not read.
"""

from __future__ import annotations

import hashlib

from lxml.etree import _Element

from planparse.errors import UnreadableInput
from planparse.model.document import Diagnostic, Document, Source
from planparse.readers.ofd.files import Files
from planparse.readers.ofd.pages import PageReader
from planparse.readers.ofd.values import child, children, local, words
from planparse.readers.package import DamagedPart
from planparse.readers.pdf.pages import Parts
from planparse.readers.pdf.reader import document_of

MEDIA_TYPE = "application/ofd"
_PAGE = 100                      # objects: what an empty page counts
_AGAIN = "fetch the file again, or save it anew from an OFD viewer"


def read(data: bytes, name: str) -> Document:
    """Read an OFD file. Raises UnreadableInput for what is empty, cut, encrypted or damaged, and for scans without text."""
    if not data.strip():
        raise UnreadableInput("the file is empty", name, "give an OFD file with text in it")
    files = Files(data, name)
    documents: list[list[Parts]] = []
    diagnostics: list[Diagnostic] = []
    count = 0
    for part in _roots(files, name):
        try:
            root = files.xml(part)
        except DamagedPart as trouble:
            diagnostics.append(Diagnostic("ofd/damaged-part", f"{part}无法读取：{trouble}", severity="warning"))
            continue
        reader = PageReader(files, root, part)
        pages: list[Parts] = []
        for page in _page_list(root):
            count += 1
            files.charge(_PAGE)
            parts = _page(files, reader, page, part, count)
            if parts is not None:
                pages.append(parts)
        diagnostics += reader.diagnostics
        documents.append(pages)
    if not any(documents):
        raise UnreadableInput("the OFD has no page that can be read", name, _AGAIN)
    source = Source(name, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, None, sum(map(len, documents)), "ofd")
    return document_of(documents, source, [*files.diagnostics, *diagnostics], "OFD")


def _roots(files: Files, name: str) -> list[str]:
    """The parts that hold the documents, in order; the newest version where a document has several."""
    try:
        entry = files.xml(files.entry)
    except DamagedPart as trouble:
        raise UnreadableInput(f"the OFD is damaged ({trouble})", name, _AGAIN) from trouble
    found: list[str] = []
    for body in children(entry, "DocBody"):
        part = _newest(files, body) or files.find(words(child(body, "DocRoot")), files.entry)
        if part is not None and part not in found:
            found.append(part)
    return found or files.named("document.xml")


def _newest(files: Files, body: _Element) -> str | None:
    """The root of the version of a document that is marked as current."""
    versions = child(body, "Versions")
    for version in children(versions, "Version") if versions is not None else ():
        if version.get("Current", "").strip().lower() not in ("true", "1"):
            continue
        part = files.find(version.get("BaseLoc", ""), files.entry)
        if part is not None:
            try:
                return files.find(words(child(files.xml(part), "DocRoot")), part)
            except DamagedPart:
                return None
    return None


def _page_list(root: _Element) -> list[_Element]:
    """The pages that a document lists."""
    listed = child(root, "Pages")
    return [] if listed is None else [page for page in listed if local(page) == "Page"]


def _page(files: Files, reader: PageReader, page: _Element, base: str, number: int) -> Parts | None:
    """The parts of a page, or a finding why it cannot be read."""
    part = files.find(page.get("BaseLoc", ""), base)
    if part is not None:
        try:
            parts = reader.read(part, number)
        except DamagedPart as trouble:
            reader.diagnostics.append(Diagnostic("ofd/page-unreadable", f"第{number}页无法读取：{trouble}", severity="warning"))
            return None
        if parts.pictured and not parts.items:
            reader.diagnostics.append(Diagnostic("ofd/page-without-text", f"第{number}页是图片，没有文字层", severity="warning"))
        return parts
    reader.diagnostics.append(Diagnostic("ofd/page-unreadable", f"第{number}页不在文件里", severity="warning"))
    return None
