"""Cited documents: a Reading in, items out; the plan's own title and its attachments are left out."""

from __future__ import annotations

import re

from planparse.assemble.place import place
from planparse.extract.citation import citations as citations_in
from planparse.model.flow import Flow
from planparse.model.mention import Citation
from planparse.model.plan import CitationItem
from planparse.model.structure import Reading


def citations(reading: Reading) -> list[CitationItem]:
    """The items in reading order."""
    flow = reading.flow
    mentions = citations_in(flow.text)
    own = _own_titles(reading, mentions)
    frame = [(f.start, f.end) for f in reading.letterhead.fields.values() if f.start is not None and f.end is not None]
    items = []
    for mention in mentions:
        if any(start < mention.end and mention.start < end for start, end in frame):
            continue
        if mention.title is not None and (_key(mention.title) in own or _is_short_form(flow, mention)):
            continue
        if mention.doc_number is None and _in_attachment_list(flow, mention):
            continue
        title = None if mention.title is None else _printed(reading, mention)
        items.append(CitationItem(**place(reading, mention.start, mention.end), rule=mention.rule, title=title,
                                  doc_number=mention.doc_number, year=mention.year,
                                  issuers=_issuers(title, mention)))
    return items


def _key(title: str) -> str:
    """What two printings of a title share."""
    return re.sub(r"[^\u4e00-\u9fff\dA-Za-z]", "", re.sub(r"(?:\([^()]*\)|（[^（）]*）)+$", "", title))


def _own_titles(reading: Reading, mentions: list[Citation]) -> set[str]:
    """Keys of the plan's own titles, of what it calls itself for short, and of its attachments."""
    flow, fields = reading.flow, reading.letterhead.fields
    own = {_key(str(fields[name].value)) for name in ("title", "notice_title") if name in fields and fields[name].value}
    for title in list(own):
        own |= {title[-size:] for size in (2, 4, 6) if len(title) > 8}
    shorts = {_key(m.title): i for i, m in enumerate(mentions) if m.title and _is_short_form(flow, m)}
    for short, index in shorts.items():
        before = mentions[index - 1] if index else None
        if before and before.title and _key(before.title) in own \
                and "\n" not in flow.text[before.end:mentions[index].start]:
            own.add(short)
        else:
            own.discard(short)
    for heading in reading.outline:
        if heading.kind == "attachment" and heading.title:
            own.add(_key(heading.title))
    return own - {""}


def _is_short_form(flow: Flow, mention: Citation) -> bool:
    """(以下简称《方案》): the same document by another name."""
    return flow.text.endswith(("简称", "简称为"), max(mention.start - 5, 0), mention.start)


def _in_attachment_list(flow: Flow, mention: Citation) -> bool:
    """附件：《…》, and the numbered lines under it."""
    paragraph = flow.paragraph_at(mention.start)
    if not re.match(r"附件|附表|附:|\d{1,2}[.、]《", flow.text[paragraph.start:paragraph.start + 6]):
        return False
    for earlier in reversed(flow.paragraphs[max(paragraph.index - 12, 0):paragraph.index + 1]):
        line = flow.text[earlier.start:earlier.end]
        if re.match(r"附件|附表|附:", line):
            return len(line) < 120
        if not re.match(r"\d{1,2}[.、]", line):
            return False
    return False


def _printed(reading: Reading, mention: Citation) -> str:
    """The title as printed, on one line."""
    start, end, left = mention.start + 1, mention.start + 1, len(mention.title or "")
    while left:
        left -= reading.flow.text[end] != "\n"
        end += 1
    span = reading.flow.span(start, end)
    lines = reading.document.text[span.start:span.end].splitlines()
    return re.sub(r"\s+", " ", "".join(line.strip() for line in lines))


def _issuers(title: str | None, mention: Citation) -> list[str]:
    """The issuers; where the title parts them by spaces, as it parts them."""
    opening = (title or "").partition("关于")[0].split()
    if len(opening) > 1 and "关于" in (title or "") and all(len(name) > 2 for name in opening):
        return opening
    return list(mention.issuers)
