"""The frame of an official document (GB/T 9704): red head, number, titles, addressees, date, notes, imprint.

In: the flow. Out: the parts that are there with their places (临江县人民政府文件 → issuer 临江县人民政府), and where
the plan's own body begins and ends, with or without a notice in front of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from planparse.model.document import BlockKind
from planparse.model.flow import Flow
from planparse.model.structure import Field, Letterhead
from planparse.structure import frame
from planparse.structure.imprint import body_end, imprint, signature

_HEAD_LINES, _SEARCH_LINES = 80, 160
_BOOKMARK = re.compile(r"^〔bookmark:[^〕]*〕")
_ANNEX = re.compile(r"^附(?:件|录|表)?\d{0,2}:?$")
#: Brackets that go on with a title on a line of their own: a year, or a few words that are no remark of the frame.
_BRACKETED = re.compile(r"^(?:\((?:[^()]*\d{4}[^()]*|(?!此件|[盖代公签印]|单位|共|附|见)[^()]{2,24})\))+$")
_TAIL_BRACKETS = re.compile(r"(?:\([^()]*\))+$")
_KEYS = {"发文机关": "issuer", "成文日期": "signed_date", "发文字号": "doc_number", "文号": "doc_number", "文件编号": "doc_number",
         "公开方式": "disclosure"}
_WAY = re.compile(r"(?:^|\n)(?:信息)?公开(?:方式|属性|选项|类别):(?P<way>主动公开|依申请公开|不予公开|不公开)(?=$|\n)")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: str
    cell: bool


@dataclass(slots=True)
class _Head:
    """What the first lines hold: runs of title lines, and the fields; `stop` is the first line of the body."""

    runs: list[list[_Line]] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    keys: dict[str, Field] = field(default_factory=dict)
    stop: int = 0


def letterhead(flow: Flow, text: str) -> Letterhead:
    """Find the parts of the frame; a part that is not there has no entry in `fields`."""
    lines = _lines(flow)
    head = _read_head(lines, flow, text)
    title_run = _title_run(head)
    fields = head.fields | imprint(flow, text)
    start = lines[head.stop].start if head.stop < len(lines) else 0
    if title_run:
        whole = _field(flow, text, title_run[0].start, title_run[-1].end)
        if wrapped := frame.WRAPPER.search("".join(line.text for line in title_run)):
            fields["notice_title"] = whole
            inner = _inner_title(lines, title_run[-1].end, wrapped[1], head.stop)
            limit = inner[0].start if inner else len(flow.text)
            if inner:
                fields["title"] = _field(flow, text, inner[0].start, inner[-1].end)
                start = _behind(lines, inner[-1].end, flow, fields)
            else:
                fields["title"] = _named_in(flow, text, title_run, wrapped.span(1))
            fields |= signature(flow, text, title_run[-1].end, limit, dated=bool(inner))
        else:
            fields["title"] = whole
            start = max(start, title_run[-1].end + 1)
            fields |= signature(flow, text, start, len(flow.text), dated=False)
        if "issuer" not in fields and (opening := _opening_organ(flow, text, title_run)):
            fields["issuer"] = opening
    else:
        inner = _published(lines, head.stop)
        if inner:
            fields["title"] = _field(flow, text, inner[0].start, inner[-1].end)
            start = _behind(lines, inner[-1].end, flow, fields)
        fields |= signature(flow, text, lines[head.stop].start if head.stop < len(lines) else 0,
                            inner[0].start if inner else len(flow.text), dated=bool(inner))
    if "disclosure" not in fields and (note := _note(flow)):
        fields["disclosure"] = note
    for name, found in head.keys.items():
        fields.setdefault(name, found)
    if "issuer" not in fields and "doc_number" in fields and (lone := _lone_organ(head, title_run)):
        fields["issuer"] = _field(flow, text, lone.start, lone.end)
    start = min(start, len(flow.text))
    return Letterhead(fields, start, max(start, body_end(flow, start, fields.values())))


def _lines(flow: Flow) -> list[_Line]:
    """The first lines with their kinds."""
    found = []
    for paragraph in flow.paragraphs[:_SEARCH_LINES]:
        start = paragraph.start
        words = flow.text[start:paragraph.end]
        if mark := _BOOKMARK.match(words):
            start, words = start + mark.end(), words[mark.end():]
        if words:
            kind = "annex" if _ANNEX.match(words) else frame.line_kind(words)
            found.append(_Line(start, paragraph.end, words, kind, paragraph.kind is BlockKind.CELL))
    return found


def _field(flow: Flow, text: str, start: int, end: int) -> Field:
    """The printed characters of a flat stretch, without white space."""
    value = "".join(text[flow.offsets[i]] for i in range(start, end) if flow.text[i] != "\n")
    return Field(value, start, end)


def _read_head(lines: list[_Line], flow: Flow, text: str) -> _Head:
    """Read lines until the body (or the notice's body) begins."""
    head, open_run = _Head(), False
    for number, line in enumerate(lines[:_HEAD_LINES]):
        head.stop = number
        if line.kind in ("title", "organ") and (wrapped := _wrapped_addressees(lines, number)):
            value, end = wrapped
            head.fields["recipients"] = Field(value, line.start, lines[end].end - 1)
            head.stop = end + 1
            return head
        if line.kind in ("title", "organ"):
            if not open_run or line.cell or _is_whole(head.runs[-1], line):
                head.runs.append([])
            head.runs[-1].append(line)
            open_run = not line.cell
            continue
        open_run = False
        if line.kind in ("heading", "prose"):
            return head
        if line.kind == "recipients":
            size = frame.recipients_end(line.text)
            printed = str(_field(flow, text, line.start, line.start + size).value)
            head.fields["recipients"] = Field(frame.split_list(printed), line.start, line.start + size)
            head.stop = number + (size + 1 >= len(line.text))
            return head
        _read_part(line, head, flow, text, lines[number + 1] if number + 1 < len(lines) else None)
    head.stop = min(len(lines), _HEAD_LINES)
    return head


def _is_whole(run: list[_Line], following: _Line) -> bool:
    """Whether a notice's title is complete and the plan's begins below: 关于印发…方案的通知, then …方案."""
    return bool(frame.WRAPPER.search("".join(line.text for line in run))) and not _BRACKETED.match(following.text)


def _wrapped_addressees(lines: list[_Line], number: int) -> tuple[tuple[str, ...], int] | None:
    """Addressees that run over two to four lines, and the last of these lines."""
    words = lines[number].text
    if words[0] not in "各县市省区州本有" or frame.TITLE_END.search(words):
        return None
    for end in range(number + 1, min(number + 4, len(lines))):
        words += lines[end].text
        if frame.recipients_end(words) == len(words) - 1:
            return frame.split_list(words[:-1]), end
    return None


def _read_part(line: _Line, head: _Head, flow: Flow, text: str, following: _Line | None) -> None:
    """A line of the frame that is neither title nor addressees."""
    if mark := frame.MARK.match(line.text):
        head.fields.setdefault("issuer", _field(flow, text, line.start, line.start + mark.end(1)))
        rest = _Line(line.start + mark.end(), line.end, line.text[mark.end():], "number", line.cell)
        if rest.text:
            _read_part(rest, head, flow, text, None)
    elif number := frame.NUMBER.match(line.text):
        value = re.sub(r"[(【](\d{4})[)】]", r"〔\1〕", number[1])
        head.fields.setdefault("doc_number", Field(value, line.start + number.start(1), line.start + number.end(1)))
    elif line.kind in ("date", "signed"):
        head.fields |= signature(flow, text, line.start, line.end + 1, dated=True)
    elif line.kind == "key" and (key := frame.KEY.match(line.text)) and (name := _KEYS.get(key[1])):
        words = str(key[2] or key[3] or "")
        at = line.start + line.text.find(words) if words else following.start if following else line.start
        words = words or (following.text if following else "")
        if normal := _key_value(name, words):
            head.keys.setdefault(name, Field(normal, at, at + len(words)))


def _key_value(name: str, words: str) -> str | None:
    """The value of a line of a web page's table of particulars."""
    if name == "signed_date":
        if iso := _ISO.match(words):
            words = f"{iso[1]}年{iso[2]}月{iso[3]}日"
        return frame.iso_date(words)
    if name == "doc_number":
        found = frame.NUMBER.match(words)
        return re.sub(r"[(【](\d{4})[)】]", r"〔\1〕", found[1]) if found else None
    return words if name != "issuer" or frame.ORGAN.match(words) else None


def _title_run(head: _Head) -> list[_Line]:
    """The lines of the document's first title: the last complete run, a notice's before all."""
    complete = []
    for run in head.runs:
        trimmed = _trim(run)
        if trimmed:
            words = "".join(line.text for line in trimmed)
            if frame.WRAPPER.search(words):
                return trimmed
            complete.append(trimmed)
    if complete:
        return complete[-1]
    if len(head.runs) == 1 and "recipients" not in head.fields:
        run = [line for line in head.runs[0] if line.kind == "title"]
        if run and len(run) <= 4 and 6 <= sum(len(line.text) for line in run) <= 80:
            return run
    return []


def _lone_organ(head: _Head, title_run: list[_Line]) -> _Line | None:
    """The organ's name printed above the title as the head of a letter (函)."""
    for run in head.runs:
        if run[0].kind == "organ" and run[0] not in title_run and (len(run) == 1 or run[1] in title_run):
            return run[0]
    return None


def _trim(run: list[_Line]) -> list[_Line]:
    """The lines of a run that are a title: from its first line to the last one with a title's ending."""
    words, last = "", -1
    for number, line in enumerate(run):
        words += line.text
        if line.kind == "title" and (frame.TITLE_END.search(words) or (last == number - 1 >= 0
                                                                      and _BRACKETED.match(line.text))):
            last = number
    run = run[:last + 1]
    while len(run) > 1:
        rest = "".join(line.text for line in run[1:])
        first = run[0]
        lone_organ = first.kind == "organ" and not run[1].text.startswith(("关于", "印发", "转发", "办公"))
        twice = bool(frame.TITLE_END.search(first.text)) and rest.startswith(first.text)
        site = bool(re.search(r"(?:网站?|门户|平台|首页|公报)(?:\d{4}年第?\d+期)?$", first.text))
        if not (lone_organ or twice or site):
            break
        run = run[1:]
    return run


def _key(words: str) -> str:
    """What two printings of one title share: no brackets at the end, no punctuation."""
    return re.sub(r"[^\u4e00-\u9fff\dA-Za-z]", "", _TAIL_BRACKETS.sub("", words.replace("》(", "(")))


def _inner_title(lines: list[_Line], after: int, expected: str, stop: int) -> list[_Line]:
    """The plan's own title behind its notice: the lines that say what the notice said, or else behind the date."""
    want = _key(expected.strip("《》\"“”"))
    later = [number for number, line in enumerate(lines) if line.start > after]
    found: list[tuple[int, list[_Line]]] = []
    for number in later:
        words, run = "", list[_Line]()
        for line in lines[number:number + 7]:
            if line.kind not in ("title", "organ"):
                break
            words, run = words + line.text, [*run, line]
            if _same_title(words, want):
                found.append((number, _with_brackets(lines, number + len(run), run)))
                break
    signed = next((number for number in later if lines[number].kind in ("date", "signed")), 0)
    if found:
        return next((run for number, run in found if number > signed), found[0][1])
    for number in later:
        run = []
        if number > stop and lines[number - 1].kind in ("date", "signed", "note", "annex") \
                and lines[number].kind in ("title", "organ"):
            for line in lines[number:number + 7]:
                if line.kind not in ("title", "organ"):
                    break
                run.append(line)
            if (trimmed := _trim(run)) and not trimmed[0].text.startswith("附件"):
                return trimmed
    return []


def _published(lines: list[_Line], stop: int) -> list[_Line]:
    """The title behind an order or a notice without a title: 《……办法》已经……通过,现予公布。"""
    if stop >= len(lines) or lines[stop].kind != "prose":
        return []
    named = re.match(r"[^《》。]{0,160}?《([^《》]{4,60})》.*(?:通过|同意|公布|印发|转发|批准|发布)", lines[stop].text)
    found = _inner_title(lines, lines[stop].start, named[1], stop) if named else []
    return found if found and _same_title("".join(line.text for line in found), _key(named[1] if named else "")) else []


def _same_title(words: str, want: str) -> bool:
    """Whether lines print the title that the notice named; a forwarded title may lack its organ."""
    key = _key(words)
    if key == want:
        return bool(key)
    if want.endswith(key) and key.startswith("关于") and len(key) >= 8:
        return True
    return (len(want) > 8 and 0.9 * len(want) <= len(key) <= 1.1 * len(want) and bool(frame.TITLE_END.search(words))
            and SequenceMatcher(None, key, want).ratio() > 0.9)


def _with_brackets(lines: list[_Line], number: int, run: list[_Line]) -> list[_Line]:
    """The title with the bracketed lines printed under it: (2021—2023年), (试行)."""
    while number < len(lines) and lines[number].kind == "title" and _BRACKETED.match(lines[number].text):
        run = [*run, lines[number]]
        number += 1
    return run


def _behind(lines: list[_Line], end: int, flow: Flow, fields: dict[str, Field]) -> int:
    """Where the body begins behind the plan's title: lines of the frame there are passed over."""
    for line in lines:
        if line.start < end:
            continue
        if line.kind == "note" and "disclosure" not in fields and (note := frame.NOTE.match(line.text)):
            fields["disclosure"] = _disclosure(line, note)
        elif line.kind not in ("number", "date", "signed", "key", "note", "organ") and not _BRACKETED.match(line.text):
            return line.start
    return min(end + 1, len(flow.text))


def _named_in(flow: Flow, text: str, run: list[_Line], span: tuple[int, int]) -> Field:
    """The plan's title as its notice names it, where it is not printed again."""
    places = [i for line in run for i in range(line.start, line.end)]
    first, last = span
    if flow.text[places[first]] == "《" and flow.text[places[last - 1]] == "》":
        first, last = first + 1, last - 1
    if first >= last:
        return Field(None)
    return _field(flow, text, places[first], places[last - 1] + 1)


def _opening_organ(flow: Flow, text: str, run: list[_Line]) -> Field | None:
    """The organ that opens a title: 临江县人民政府关于……."""
    places = [i for line in run for i in range(line.start, line.end)]
    words = "".join(line.text for line in run)
    found = re.match(r"(.{3,60}?)(?:关于|印发|转发)", words)
    if not found or not frame.ORGAN.match(found[1]):
        return None
    return _field(flow, text, places[0], places[found.end(1) - 1] + 1)


def _disclosure(line: _Line, note: re.Match[str]) -> Field:
    group = 1 if note[1] else 2
    return Field(note[group], line.start + note.start(group), line.start + note.end(group))


def _note(flow: Flow) -> Field | None:
    """附注: (此件主动公开), wherever it stands."""
    at = flow.text.find("此件")
    while at >= 0:
        paragraph = flow.paragraph_at(at)
        words = flow.text[paragraph.start:paragraph.end]
        if note := frame.NOTE.match(words):
            return _disclosure(_Line(paragraph.start, paragraph.end, words, "note", False), note)
        at = flow.text.find("此件", at + 2)
    if way := _WAY.search(flow.text):
        return Field(way["way"], way.start("way"), way.end("way"))
    return None
