"""The frame of the official document and where its text came from, as the plan JSON holds them."""

from __future__ import annotations

from planparse.model.record import Record
from planparse.model.span import Span


class MetaText(Record):
    """A metadata value and its place; `span` is null for what is known, not written."""

    value: str | None
    """The value, or null."""
    span: Span | None
    """Where it stands, or null."""


class MetaList(Record):
    """A list of names and the place of the whole list."""

    value: list[str]
    """The names in order; [] where there are none."""
    span: Span | None
    """Where the list stands, or null."""


class MetaPeriod(Record):
    """[start, end], ISO dates."""

    value: tuple[str, str] | None
    """First and last day, or null."""
    span: Span | None
    """Where it stands, or null."""


class Metadata(Record):
    """The frame of the official document (GB/T 9704) and what its names imply (GB/T 2260)."""

    title: MetaText
    """The plan's own title, without 关于印发…的通知."""
    notice_title: MetaText
    """Title of the notice that issues it."""
    doc_number: MetaText
    """发文字号."""
    issuer: MetaText
    """发文机关."""
    signed_date: MetaText
    """成文日期, ISO 8601."""
    printed_date: MetaText
    """印发日期, ISO 8601."""
    recipients: MetaList
    """主送机关."""
    copied_to: MetaList
    """抄送机关."""
    disclosure: MetaText
    """公开方式: the words inside （此件…）."""
    region: MetaText
    """County, city or district as named."""
    province: MetaText
    """Province, known from the region where not written."""
    division_code: MetaText
    """GB/T 2260, six digits."""
    period: MetaPeriod
    """The period that the title states."""


class SourceRecord(Record):
    """Where the text came from."""

    name: str
    """File name, or the name the caller gave."""
    sha256: str
    """Of the file's bytes."""
    media_type: str
    """What the content is, whatever the name says."""
    encoding: str | None
    """Of a text file, else null."""
    pages: int | None
    """Number of pages, null where the format has none."""
    reader: str
    """The reader that read it."""
    planparse_version: str
    """The version that wrote this."""
