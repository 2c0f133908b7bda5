"""The way of the data: a Document in, a Plan out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from planparse.assemble.binding import bound
from planparse.assemble.budget import budget
from planparse.assemble.citation import citations
from planparse.assemble.commitment import commitments
from planparse.assemble.deadline import deadlines
from planparse.assemble.incentive import incentives
from planparse.assemble.layout import furniture_spans, paragraph_spans
from planparse.assemble.member import members
from planparse.assemble.metadata import metadata
from planparse.assemble.responsibility import responsibilities
from planparse.assemble.scope import scope
from planparse.assemble.sections import sections, table_records
from planparse.assemble.table_target import table_target
from planparse.assemble.target import targets
from planparse.checks import checks
from planparse.model.document import Document
from planparse.model.plan import Item, Plan, SourceRecord
from planparse.model.structure import Reading
from planparse.structure.grids import cells_of, grids
from planparse.structure.layout import paragraphs
from planparse.structure.letterhead import letterhead
from planparse.structure.outline import outline
from planparse.structure.tabs import with_tables
from planparse.text.flow import build_flow
from planparse.version import __version__

AnyItem = TypeVar("AnyItem", bound=Item)


def read_structure(document: Document) -> Reading:
    """Everything that is known before items are bound: flow, frame, outline, tables."""
    document = with_tables(document)
    pieces, diagnostics = paragraphs(document)
    flow = build_flow(document.text, pieces)
    frame = letterhead(flow, document.text)
    tree = outline(flow, frame, document.text)
    tables = grids(document, flow, tree)
    return Reading(document, flow, frame, tree, tables, cells_of(tables), diagnostics)


def parse_document(document: Document) -> Plan:
    """Read one document into a plan."""
    reading = read_structure(document)
    source, found = document.source, scope(reading)
    parts = sections(reading)
    duties = _numbered("r", responsibilities(reading))
    told, about = targets(reading, found), metadata(reading)
    aims = told + table_target(reading, told, found.periods)
    plan = Plan(
        source=SourceRecord(name=source.name, sha256=source.sha256, media_type=source.media_type,
                            encoding=source.encoding, pages=source.pages, reader=source.reader,
                            planparse_version=__version__),
        text=document.text, metadata=about, sections=parts, tables=table_records(reading),
        paragraphs=paragraph_spans(reading), furniture=furniture_spans(reading),
        targets=_numbered("t", bound(reading, aims, duties, parts, about.title.value)), budget=_numbered("b", budget(reading, found)),
        incentives=_numbered("i", incentives(reading, found)), deadlines=_numbered("d", deadlines(reading, found.periods)),
        responsibilities=duties, citations=_numbered("c", citations(reading)),
        members=_numbered("m", members(reading)))
    plan = plan.model_copy(update={"commitments": commitments(reading, plan)})
    return plan.model_copy(update={"checks": checks(reading, plan)})


def _numbered(prefix: str, items: Sequence[AnyItem]) -> list[AnyItem]:
    """The items in reading order, each with its id."""
    ordered = sorted(items, key=lambda item: item.span)
    return [item.model_copy(update={"id": f"{prefix}{n}"}) for n, item in enumerate(ordered, 1)]
