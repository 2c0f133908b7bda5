"""The same plan as text, DOCX, PDF, OFD, HTML, .doc, RTF and ODT gives the same items."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from planparse import parse

CORPUS = Path(__file__).parent.parent / "corpus"
OFFICE = (".doc", ".odt", ".rtf")
needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
EDITIONS = sorted(path for path in CORPUS.glob("*/plan.*") if path.suffix in (".docx", ".pdf", ".ofd", ".html", *OFFICE))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def items(path: Path) -> dict[str, list[object]]:
    """What a plan says, without places: they differ from format to format."""
    plan = parse(path)
    words = squeeze
    return {
        "title": [words(plan.metadata.title.value or "")],
        "metadata": [plan.metadata.doc_number.value, plan.metadata.issuer.value, plan.metadata.signed_date.value,
                     plan.metadata.printed_date.value, plan.metadata.recipients.value, plan.metadata.period.value],
        "sections": [(s.label, words(s.title or ""), s.level, s.kind) for s in plan.sections],
        "targets": [(words(t.quote), words(t.indicator.text), t.comparator, t.value, t.value_max, t.unit, t.per, t.kind,
                     t.growth, t.deadline, t.responsible, t.indicator.code) for t in plan.targets],
        "budget": [(words(b.quote), b.amount, b.role, b.source, words(b.purpose.text)) for b in plan.budget],
        "incentives": [(words(i.quote), i.amount, i.rate, i.cap, words(i.condition.text)) for i in plan.incentives],
        "deadlines": [(words(d.quote), d.start, d.end, d.relation, d.duration) for d in plan.deadlines],
        "responsibilities": [(words(r.quote), [(u.name, u.role, u.kind, u.function) for u in r.units])
                             for r in plan.responsibilities],
        "citations": [(words(c.title or ""), c.doc_number) for c in plan.citations],
        "members": [(m.name, m.role, m.posts) for m in plan.members],
        "commitments": [(words(c.title), c.amount, c.deadline, len(c.targets)) for c in plan.commitments],
        "checks": [(c.code, c.severity) for c in plan.checks],
    }


@pytest.mark.parametrize("edition", [
    pytest.param(path, id=f"{path.parent.name}{path.suffix}", marks=[needs_soffice] if path.suffix in OFFICE else [])
    for path in EDITIONS])
def test_edition_says_what_the_text_says(edition):
    wanted, found = items(edition.parent / "plan.txt"), items(edition)
    for kind, rows in wanted.items():
        assert found[kind] == rows, kind


@pytest.mark.parametrize("suffix", [".pdf", ".ofd"])
def test_items_of_pages_carry_page_and_box(suffix):
    plan = parse(next(path for path in EDITIONS if path.suffix == suffix))
    for target in plan.targets:
        assert target.page is not None and target.page >= 1
        assert target.bbox is not None and target.bbox[0] < target.bbox[2] and target.bbox[1] < target.bbox[3]


@pytest.mark.parametrize("edition", [path for path in EDITIONS if path.suffix == ".ofd"], ids=lambda path: path.parent.name)
def test_an_ofd_packed_by_another_producer_says_the_same(edition):
    """Another namespace without prefix, back-slashed absolute paths, another case, everything in a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(edition) as package, zipfile.ZipFile(stream, "w") as other:
        for name in reversed(package.namelist()):
            part = package.read(name).decode().replace("http://www.ofdspec.org/2016", "urn:other").replace(":ofd=", "=").replace("ofd:", "")
            part = part.replace("Pages/Page_", "\\DOC_0\\Pages\\Page_").replace("/Content.xml", "\\CONTENT.XML")
            other.writestr(f"某县/{name}", part)
    wanted, found = parse(edition), parse(stream.getvalue(), name="方案.ofd")
    assert found.text == wanted.text and found.targets == wanted.targets and found.table_records == wanted.table_records
    assert items(edition.parent / "plan.txt")["targets"] == [
        (squeeze(t.quote), squeeze(t.indicator.text), t.comparator, t.value, t.value_max, t.unit, t.per, t.kind, t.growth, t.deadline,
         t.responsible, t.indicator.code) for t in found.targets]
