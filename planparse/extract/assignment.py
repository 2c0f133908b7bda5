"""The flow in, statements under a label or in a bracket that name who is responsible out.

>>> text = "建成3个基地。(责任单位:县商务局、财政局)\\n"
>>> [(one.cue, [party.name for party in one.parties]) for one in labelled(text)]
[('责任单位', ['县商务局', '县财政局'])]
>>> [(one.cue, one.parties[1].role) for one in bracketed("完善台账。(市商务局牵头,各有关部门配合)\\n")]
[('牵头', 'support')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.extract.party import has_tail, level_prefix, units
from planparse.lexicon.load import alternation
from planparse.lexicon.organisations import function_at
from planparse.model.mention import Assignment, Party

_LABELS = {code: alternation("duties", "label", code) for code in ("lead", "support", "none", "person")}
_CUE = re.compile("(?:" + "|".join(f"(?P<{code}>{words})" for code, words in _LABELS.items()) + r")(?:\([^()\n]{1,8}\))?:\n?")
_HEADING_CUE = re.compile(
    rf"(?:^|\n)[^\n\u4e00-\u9fff]{{0,6}}(?:[一二三四五六七八九十]{{1,3}}[^\n\u4e00-\u9fff]{{1,2}})?"
    rf"(?P<cue>{_LABELS['lead']}|{_LABELS['support']}|{_LABELS['none']})\n(?P<list>[^\n。:;]{{3,200}})。?(?=\n)")
_OTHER_LABEL = re.compile(r"(?:^|[,;、。])?([\u4e00-\u9fff]{2,10})$")
_STOP = re.compile(r"[()〔〕《》“”。:;\n]")
_BRACKET = re.compile(r"\((?=[^\n]{3,300}\))(?P<list>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_ROLE_END = re.compile(rf"(?:{alternation('duties', 'role')})(?:落实|实施|推进|相关工作|工作)?。?$")
_LIMIT = 600


def labelled(text: str) -> Iterator[Assignment]:
    """责任单位:…, 牵头单位:…;参加单位:… as a line, at a paragraph's end, in a bracket; a bracket is one statement."""
    begin, cue, end, parties = -1, "", -1, []
    prefix: str | None = None
    for match in _CUE.finditer(text):
        code = match.lastgroup
        if match.start() < end:
            continue
        joined = end >= 0 and match.start() - end <= 1 and "\n" not in text[end:match.start()] and "。" not in text[end:match.start()]
        if not joined:
            if parties:
                yield Assignment(begin, end, "responsibility/label", cue, tuple(parties))
            begin, cue, parties, prefix = match.start(), match[0].rstrip(":\n"), [], None
        stop = _list_end(text, match.start(), match.end())
        if code == "person":
            end = stop
            continue
        if not parties:
            begin, cue = match.start(), match[0].rstrip(":\n")
        found = units(text, match.end(), stop, role=None if code == "none" else code, prefix=prefix)
        parties += found
        prefix = next((level for one in found if (level := level_prefix(one.name))), prefix)
        end = stop
    if parties:
        yield Assignment(begin, end, "responsibility/label", cue, tuple(parties))


def _list_end(text: str, cue: int, start: int) -> int:
    """Where the list behind a cue ends: a closing bracket, 。, the paragraph's end, the next label.

    A list in a bracket that the paragraph does not close runs on into the next one.
    """
    opened = text[cue - 1:cue] == "(" or text.rfind("(", max(0, cue - 200), cue) > text.rfind(")", max(0, cue - 200), cue)
    depth = 0
    limit = min(len(text), start + _LIMIT)
    at = start
    while match := _STOP.search(text, at, limit):
        char, at = match[0], match.end()
        if char in "(〔《“":
            depth += 1
        elif char in ")〕》”":
            if depth == 0:
                return match.start()
            depth -= 1
        elif char == ":" and depth == 0:
            return _before_label(text, start, match.start())
        elif char == "。" and depth == 0:
            return match.start()
        elif char == "\n":
            closing = text.find(")", at, at + 150)
            if not (opened and depth == 0 and closing > 0 and not re.search(r"[(。:\n]", text[at:closing])):
                return match.start()
    return limit


def _before_label(text: str, start: int, colon: int) -> int:
    """The end of a list that a next label follows: in front of its word, without the separator."""
    known = next((match for match in _CUE.finditer(text, start, colon + 1) if match.end() == colon + 1), None)
    if known:
        end = known.start()
    else:
        end = max(text.rfind(char, start, colon) for char in ",;、")
        end = end if end >= 0 else colon
    while end > start and text[end - 1] in ",;、":
        end -= 1
    return end


def under_heading(text: str) -> Iterator[Assignment]:
    """A heading 责任单位 without colon and a paragraph below it that is nothing but units."""
    for match in _HEADING_CUE.finditer(text):
        parties = units(text, match.start("list"), match.end("list"))
        if parties and all(is_unit(party.name) for party in parties):
            yield Assignment(match.start("cue"), match.end("list"), "responsibility/heading", match["cue"], tuple(parties))


def bracketed(text: str) -> Iterator[Assignment]:
    """(…牵头,…配合), (…按职责分工负责), and (…局、…局) without a verb (`responsibility/bare-bracket`)."""
    for match in _BRACKET.finditer(text):
        inside = match["list"]
        if ":" in inside or text[match.start() - 1:match.start()] in ("", "\n"):
            continue
        verb = _ROLE_END.search(inside)
        start, end = match.start("list"), match.end("list")
        if verb:
            parties = units(text, start, end)
            if parties and all(party.role and is_unit(party.name) for party in parties):
                word = re.sub(r"^(?:积极|密切|协同|共同|协助)(?=.)", "", verb[0])[:2]
                yield Assignment(start, end, "responsibility/bracket", word, tuple(parties))
        elif _closes_paragraph(text, match):
            parties = units(text, start, end)
            if parties and any(_sure(party) for party in parties) and all(is_unit(party.name) for party in parties):
                yield Assignment(start, end, "responsibility/bare-bracket", "责任单位", tuple(parties))


def _closes_paragraph(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands behind a finished sentence at the end of its paragraph."""
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 2]
    return (before in "。;!" or after.startswith("。")) and after.lstrip("。")[:1] in ("", "\n")


def _sure(party: Party) -> bool:
    """A department by name, not only by ending."""
    return party.kind == "department" and (level_prefix(party.name) is not None or party.function is not None)


def is_unit(name: str) -> bool:
    """Whether a piece reads as a unit's name: an ending of units, no clause."""
    return (2 <= len(name) <= 45 and has_tail(name) and not re.search(r"[。!?“”\d%]|的", name)) or function_at(name) is not None
