"""The flow in, statements under a label or in a bracket that name who is responsible out.

>>> text = "建成3个基地。(责任单位:县商务局、财政局)\\n"
>>> [(one.cue, [party.name for party in one.parties]) for one in labelled(text)]
[('责任单位', ['县商务局', '县财政局'])]
>>> [(one.cue, one.parties[1].role) for one in bracketed("完善台账。(市商务局牵头,各有关部门配合)\\n")]
[('牵头', 'support')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planparse.extract.party import has_tail, level_prefix, units
from planparse.lexicon.load import alternation
from planparse.lexicon.organisations import function_of
from planparse.model.mention import Assignment, Party

_LABELS = {code: alternation("duties", "label", code) for code in ("lead", "support", "none", "person")}
_CUE = re.compile("|".join(f"(?P<{code}>{words})" for code, words in _LABELS.items()).join(
    ("(?:", r")(?:\([^()\n]{1,20}\))?:\Z")))
_CUE_REACH = 40
_HEADING_CUE = re.compile(
    rf"(?:^|\n)[^\n\u4e00-\u9fff]{{0,6}}(?:[一二三四五六七八九十]{{1,3}}[^\n\u4e00-\u9fff]{{1,2}})?"
    rf"(?P<cue>{_LABELS['lead']}|{_LABELS['support']}|{_LABELS['none']})\n(?P<list>[^\n。:;]{{3,200}})。?(?=\n)")
_STOP = re.compile(r"[()〔〕【】《》“”。:;\n]")
_BRACKET = re.compile(r"[(〔【](?=[^\n]{3,300}[)〕】])(?P<list>[^()〔〕【】\n]*(?:\([^()\n]*\)[^()〔〕【】\n]*)*)[)〕】]")
#: 首位单位为牵头单位,下同: the order of a list tells who leads.
_FIRST = r"(?:首位|第一位?|排名?(?:在)?(?:首位|第一位?)|列(?:在)?(?:首位|第一位?))(?:的)?(?:单位|部门)?(?:均|即)?[为是]牵头(?:单位|部门)"
_FIRST_LEADS = re.compile(rf"{_FIRST}(?P<on>[^。;\n]{{0,3}}(?:下同|以下))?")
_NOTE = re.compile(rf"\([^()]*{_FIRST}[^()]*\)")
_RANKED = re.compile(   # what may follow the list: 排名第一的为牵头单位,下同; 持续推进; 2025年底前完成
    rf"。以下各项[^\n]*$|[,;。](?:{_FIRST}|排名?第?一(?:位)?的?为牵头|以下|下同|列第一|持续|长期|\d{{4}}年|\d+月|年底前|分年度)[^局委办厅]*$")
_ROLE_END = re.compile(rf"(?:{alternation('duties', 'role')})(?:落实|实施|推进|相关工作|工作)?。?$")
#: The last units of a bracket carry the work out: 市商务局牵头,各区县落实.
_CARRIED_OUT = re.compile(r"(?:具体|抓好|组织|分级)*(?:落实|实施|推进)。?$")
_LABEL_WORD = re.compile(   # labels of other kinds that may follow without a mark
    r"(?:(?:完成|整改|办结|落实|实施|推进)?(?:时限|时间|期限|进度|日期)(?:要求)?|联系(?:人|电话|方式)|备注|"
    r"(?:工作)?(?:目标|措施|要求))$")
#: 以下均涉及各县区,不再重复列出: of the other statements, too.
_BELOW = re.compile(r"[,;。、]以下(?:均|各|任务|工作)")
_ROLE_WORD = re.compile("牵头|负责|主办|主责|主抓|配合|参与|参加|协办|协助|协同")
_NO_NAME = re.compile(r"[。!?“”\d%]|的")
_OPEN_NAME = 16      # a name that ends like none may be this long, longer words are a sentence
_LIMIT = 600


@dataclass(frozen=True, slots=True)
class _Cue:
    """A label in front of a colon: where it stands, where its list begins, the role it gives."""

    start: int
    end: int
    code: str


def labelled(text: str) -> Iterator[Assignment]:
    """责任单位:…, 牵头单位:…;参加单位:… as a line, at a paragraph's end, in a bracket; a bracket is one statement."""
    cues = _cues(text)
    at = 0
    while at < len(cues):
        first, parties, end = None, [], -1
        prefix: str | None = None
        while at < len(cues) and (end < 0 or _goes_on(text, end, cues[at].start)):
            cue = cues[at]
            at += 1
            end = _list_end(text, cue, cues[at].start if at < len(cues) else len(text))
            if below := _BELOW.search(text, cue.end, end):
                end = below.start()
            if cue.code == "person":
                continue
            first = first or cue
            listed = units(text, cue.end, end, role=None if cue.code == "none" else cue.code, prefix=prefix)
            parties += [party for party in listed if "的" not in party.name and (
                is_unit(party.name) or (len(party.name) <= _OPEN_NAME and not _NO_NAME.search(party.name)))]
            prefix = next((level for one in parties if (level := level_prefix(one.name))), None)
            last = end
        if first and parties:
            word = text[first.start:first.end].rstrip(":\n")
            yield Assignment(first.start, last, "responsibility/label", word, tuple(parties))


def _cues(text: str) -> list[_Cue]:
    """Every label of duty in front of a colon."""
    found = []
    colon = text.find(":")
    while colon >= 0:
        begin = max(0, colon - _CUE_REACH)
        if match := _CUE.search(text[begin:colon + 1]):
            end = colon + 2 if text.startswith("\n", colon + 1) else colon + 1
            found.append(_Cue(begin + match.start(), end, match.lastgroup or "none"))
        colon = text.find(":", colon + 1)
    return found


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a label follows its neighbour's list in the same sentence: …;参加单位:…."""
    return 0 <= start - end <= 1 and text[end:start] in ("", ",", ";", "、")


def _list_end(text: str, cue: _Cue, following: int) -> int:
    """Where the list behind a cue ends: a closing bracket, 。, the paragraph's end, the next label.

    A list in a bracket that the paragraph does not close runs on into the next one.
    """
    reach = max(0, cue.start - 200)
    opening, closing = (max(text.rfind(char, reach, cue.start) for char in chars) for chars in ("(〔【", ")〕】"))
    opened = opening > closing
    depth = 0
    limit = min(len(text), cue.end + _LIMIT, following)
    at = cue.end
    while match := _STOP.search(text, at, limit):
        char, at = match[0], match.end()
        if char in "(〔【《“":
            depth += 1
        elif char in ")〕】》”":
            if depth == 0:
                return match.start()
            depth -= 1
        elif char == ":" and depth == 0:
            if label := _LABEL_WORD.search(text[cue.end:match.start()]):
                return _trimmed(text, cue.end, cue.end + label.start())
            cut = max(text.rfind(mark, cue.end, match.start()) for mark in ",;、")
            return _trimmed(text, cue.end, cut if cut >= 0 else match.start())
        elif char == "。" and depth == 0:
            return match.start()
        elif char == "\n":
            closing = min((place for mark in ")〕】" if (place := text.find(mark, at, at + 150)) > 0), default=-1)
            if not (opened and depth == 0 and closing > 0 and not _STOP.search(text, at, closing)):
                return match.start()
    return _trimmed(text, cue.end, limit)


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without separators in front of it."""
    while end > start and text[end - 1] in ",;、(〔【":
        end -= 1
    return end


def under_heading(text: str) -> Iterator[Assignment]:
    """A heading 责任单位 without colon and a paragraph below it that is nothing but units."""
    for match in _HEADING_CUE.finditer(text):
        parties = units(text, match.start("list"), match.end("list"))
        if parties and all(is_unit(party.name) for party in parties):
            yield Assignment(match.start("cue"), match.end("list"), "responsibility/heading", match["cue"],
                             tuple(parties))


def bracketed(text: str) -> Iterator[Assignment]:
    """(…牵头,…配合), (…按职责分工负责), and (…局、…局) without a verb (`responsibility/bare-bracket`)."""
    for match in _BRACKET.finditer(text):
        inside = _RANKED.sub("", match["list"])
        if ":" in inside:
            continue
        verb = _ROLE_END.search(inside)
        start = match.start("list")
        end = start + len(inside.rstrip("。"))
        carried_out = None if verb else _CARRIED_OUT.search(inside)
        if verb or carried_out:
            parties = units(text, start, start + carried_out.start() if carried_out else end)
            if parties and any(party.role for party in parties) and all(
                    (party.role or carried_out) and is_unit(party.name) for party in parties):
                word = _ROLE_WORD.search(inside)
                yield Assignment(start, end, "responsibility/bracket", word[0] if word else "负责", tuple(parties))
        elif _closes_paragraph(text, match):
            parties = units(text, start, end)
            if parties and any(_sure(party) for party in parties) and all(is_unit(party.name) for party in parties):
                yield Assignment(start, end, "responsibility/bare-bracket", "责任单位", tuple(parties))


def led_by_order(text: str, found: Iterable[Assignment]) -> list[Assignment]:
    """The statements, with the first unit leading where a note says so: in the note's paragraph, and below it with 下同."""
    note = _FIRST_LEADS.search(text)
    if note is None:
        return list(found)
    opens = text.rfind("\n", 0, note.start()) + 1
    end = -1 if note["on"] else text.find("\n", note.end())
    closes = end if end >= 0 else len(text)
    return [_first_leads(one) if opens <= one.start < closes and not any(party.role for party in one.parties) else one
            for one in found]


def _first_leads(one: Assignment) -> Assignment:
    first, *others = (replace(party, name=_NOTE.sub("", party.name)) for party in one.parties)
    return replace(one, parties=(replace(first, role="lead"), *others))


def _closes_paragraph(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands behind a finished sentence at the end of its paragraph."""
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 2]
    return (before in "。;!" or after.startswith("。")) and after.lstrip("。")[:1] in ("", "\n")


def _sure(party: Party) -> bool:
    """A department by name, not only by ending."""
    return party.kind == "department" and (level_prefix(party.name) is not None or party.function is not None)


def is_unit(name: str) -> bool:
    """Whether a piece reads as a unit's name: an ending of units, no clause."""
    return (2 <= len(name) <= 45 and has_tail(name) and not _NO_NAME.search(name)) or function_of(name) is not None
