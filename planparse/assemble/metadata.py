"""The frame of the document in, the plan's metadata out: what the plan does not say is null."""

from __future__ import annotations

from planparse.assemble.region import region
from planparse.extract.region import title_period
from planparse.model.plan import Metadata, MetaList, MetaPeriod, MetaText
from planparse.model.span import Span
from planparse.model.structure import Field, Reading


def metadata(reading: Reading) -> Metadata:
    """Values and places of the metadata fields; region and code by GB/T 2260."""
    where = region(reading)
    span = None if where.start is None or where.end is None else reading.flow.span(where.start, where.end)
    return Metadata(
        title=_text(reading, "title"), notice_title=_text(reading, "notice_title"),
        doc_number=_text(reading, "doc_number"), issuer=_text(reading, "issuer"),
        signed_date=_text(reading, "signed_date"), printed_date=_text(reading, "printed_date"),
        recipients=_list(reading, "recipients"), copied_to=_list(reading, "copied_to"),
        disclosure=_text(reading, "disclosure"), region=MetaText(value=where.name, span=span),
        province=_known(where.province.name if where.province else None),
        division_code=_known(where.division.code if where.division else None), period=_period(reading))


def _known(value: str | None) -> MetaText:
    """What is known, not written."""
    return MetaText(value=value, span=None)


def _span(reading: Reading, field: Field) -> Span | None:
    if field.start is None or field.end is None:
        return None
    return reading.flow.span(field.start, field.end)


def _text(reading: Reading, name: str) -> MetaText:
    field = reading.letterhead.fields.get(name)
    if field is None or not isinstance(field.value, str):
        return _known(None)
    return MetaText(value=field.value, span=_span(reading, field))


def _list(reading: Reading, name: str) -> MetaList:
    field = reading.letterhead.fields.get(name)
    if field is None or not isinstance(field.value, tuple):
        return MetaList(value=[], span=None)
    return MetaList(value=list(field.value), span=_span(reading, field))


def _period(reading: Reading) -> MetaPeriod:
    """The period the plan's title states."""
    flow, field = reading.flow, reading.letterhead.fields.get("title")
    if field is None or field.start is None or field.end is None:
        return MetaPeriod(value=None, span=None)
    places = [i for i in range(field.start, field.end) if flow.text[i] != "\n"]
    found = title_period("".join(flow.text[i] for i in places))
    if found is None:
        return MetaPeriod(value=None, span=None)
    first, last, start, end = found
    return MetaPeriod(value=(first, last), span=flow.span(places[start], places[end - 1] + 1))
