"""The end of an official document (GB/T 9704): signature and date, copies, printing date, and where the body ends.

In: the flow and where to look. Out: fields with their flat places (云台县人民政府办公室 · 2021年3月5日 · 抄送：……).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from planparse.model.document import BlockKind
from planparse.model.flow import Flow, Paragraph
from planparse.model.structure import Field
from planparse.structure.frame import IMPRINT, NOTE, ORGAN, SIGNED, iso_date, split_list

_COPIES = re.compile(r"^(?:抄送|抄报|抄发|分送):")
_JUNK = re.compile(r"^(?:[-\d()第页共/ⅠⅡ.·]{1,10}|\(?共印\d+份\)?)$")


def _line(flow: Flow, paragraph: Paragraph) -> str:
    return flow.text[paragraph.start:paragraph.end]


def signature(flow: Flow, text: str, start: int, end: int, dated: bool) -> dict[str, Field]:
    """The first organ with a date behind it in `[start, end)`; with `dated`, a date alone will do."""
    at, alone = start, None
    while (at := flow.text.find("日\n", at, end)) >= 0:
        paragraph = flow.paragraph_at(at)
        at += 1
        match = SIGNED.match(flow.text, max(paragraph.start, start), paragraph.end)
        match = match or SIGNED.match(_line(flow, paragraph))
        if not match or paragraph.kind is BlockKind.CELL or not (day := iso_date(match[2])):
            continue
        date_field = Field(day, paragraph.end - len(match[2]), paragraph.end)
        if match[1]:
            if ORGAN.match(match[1]):
                organ = _organ(flow, text, paragraph.start, paragraph.end - len(match[2]))
                return {"issuer": organ, "signed_date": date_field}
            continue
        first = paragraph.index
        while first > 0 and paragraph.index - first < 8 and flow.paragraphs[first - 1].start >= start \
                and ORGAN.match(_line(flow, flow.paragraphs[first - 1])):
            first -= 1
        if first < paragraph.index:
            organ = _organ(flow, text, flow.paragraphs[first].start, paragraph.start - 1)
            return {"issuer": organ, "signed_date": date_field}
        if alone is None and (dated or _closes(flow, paragraph)):
            alone = date_field
    return {"signed_date": alone} if alone else {}


def _closes(flow: Flow, paragraph: Paragraph) -> bool:
    """Whether nothing, a note, an attachment or the copies follow a date that stands alone."""
    if paragraph.index + 1 >= len(flow.paragraphs):
        return True
    following = _line(flow, flow.paragraphs[paragraph.index + 1])
    return bool(NOTE.match(following) or _COPIES.match(following) or following.startswith("附件"))


def _organ(flow: Flow, text: str, start: int, end: int) -> Field:
    """The signing organ; several organs are parted by one space."""
    span = flow.span(start, end)
    words = text[span.start:span.end].split()
    if len(words) > 1 and all(ORGAN.match(word) and len(word) > 3 for word in words):
        return Field(" ".join(words), start, end)
    lines = text[span.start:span.end].splitlines()
    return Field(" ".join(filter(None, ("".join(line.split()) for line in lines))), start, end)


def imprint(flow: Flow, text: str) -> dict[str, Field]:
    """版记: the copies and the printing date, from the last place that has them."""
    found: dict[str, Field] = {}
    at = flow.text.rfind("日印发")
    if at >= 0:
        paragraph = flow.paragraph_at(at)
        if match := IMPRINT.match(_line(flow, paragraph)):
            found["printed_date"] = Field(iso_date(match[2]), paragraph.start + match.start(2),
                                          paragraph.start + match.end(2))
    starts = [flow.text.rfind(label + ":") for label in ("抄送", "抄报", "抄发", "分送")]
    for at in sorted((at for at in starts if at >= 0), reverse=True):
        paragraph = flow.paragraph_at(at)
        if paragraph.start == at:
            found["copied_to"] = _copies(flow, text, paragraph)
            break
    return found


def _copies(flow: Flow, text: str, paragraph: Paragraph) -> Field:
    """The list behind 抄送, over as many lines as it wraps."""
    start, end, line = paragraph.start + 3, paragraph.end, _line(flow, paragraph)
    words = line[3:]
    for following in flow.paragraphs[paragraph.index + 1:paragraph.index + 9]:
        if "。" in words:
            break
        line = _line(flow, following)
        later = flow.paragraphs[following.index + 1] if following.index + 1 < len(flow.paragraphs) else None
        if IMPRINT.match(line) or (later and ORGAN.match(line) and IMPRINT.match(_line(flow, later))) \
                or not re.search(r"[、,。]|[\u4e00-\u9fff]$", line) or len(line) > 200:
            break
        words, end = words + line, following.end
    words = words.partition("。")[0]
    printed = (text[flow.offsets[i]] for i in range(start, end) if flow.text[i] != "\n")
    return Field(split_list("".join(printed)[:len(words)]), min(start, end), end)


def body_end(flow: Flow, body_start: int, fields: Iterable[Field]) -> int:
    """Where the body ends: in front of the frame's parts that close the document."""
    ranges = [(f.start, f.end) for f in fields if f.start is not None and f.end is not None and f.start >= body_start]
    cut, framed = len(flow.text), False
    for paragraph in reversed(flow.paragraphs):
        if paragraph.start < body_start:
            break
        line = _line(flow, paragraph)
        if any(start < paragraph.end and paragraph.start < end for start, end in ranges) or NOTE.match(line) \
                or IMPRINT.match(line) or (framed and (ORGAN.match(line) or line.startswith("主题词:"))):
            cut, framed = paragraph.start, True
        elif not _JUNK.match(line):
            break
    return cut
