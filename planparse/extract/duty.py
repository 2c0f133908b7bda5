"""The flow in, sentences that make a named unit or a collective responsible out (由…牵头, 各乡镇要制定…).

>>> found = narrated("由县商务局会同财政局制定资金管理办法。各乡镇要落实1名信息员。\\n")
>>> [[(party.name, party.role) for party in one.parties] for one in found]
[[('县商务局', 'lead'), ('县财政局', 'support')], [('各乡镇', None)]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from planparse.extract.actor import NAME_END, is_actor, is_everybody
from planparse.extract.office import FOUNDED, GROUP, of_groups, of_offices, of_parts
from planparse.extract.party import level_prefix, units
from planparse.extract.predicate import PREDICATE, Act, continued, exhorts, read_act, read_list
from planparse.model.mention import Assignment, Party

_BY = re.compile(r"(?<![自理缘经])由(?![于此衷])")
_PIVOT = re.compile(r"支持|推动|明确|责成")
_SUBJECT_END = re.compile(
    rf"(?P<name>{NAME_END})(?:(?:的?(?:主要|工作|具体)?职责[是为]?:)?[,、:]?(?={PREDICATE})"
    r"|[。\n](?=(?:具体|主要|全面)?(?:负责|牵头|承担)))")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[条章节款项部分]+|[一二三四五六七八九十]{1,3}[、.]|"
    r"\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:[.、]|\))(?!\d)"
    r"|[①-⑳]|[-·●■◆—]+)+")
_OPENING = re.compile(
    r"(?:同时|另外|此外|其中|原则上|届时|今后|[一二三四五六七八九十]是|并|且|再|然后|最终|首先|其次|最后|"
    r"必要时)+")
_EDGE = frozenset("。;:,!?\n")
_AND_BODIES = re.compile(r"和(?:推进|工作|办事)?机构$")
_LATER = re.compile(r"(?:(?!,由|牵头|负责)[^。;\n]){0,40}?,(?:并)?会同")
_PAYS = re.compile(r"[^,。;\n]{0,16}?(?:\d|奖|补助|补贴|资助)")
_PLACES = re.compile(r"乡镇|镇街|街镇|[乡镇村]|县区|区县")
_CONDITION = re.compile(r"[^,。;:\n]{0,40}(?:后|之前|以前|前|时|的|之日起)[,;。]")


def narrated(text: str) -> list[Assignment]:
    """Every sentence of the kind, in order, none inside another."""
    found = [*of_offices(text), *of_groups(text), *of_parts(text), *_agents(text), *_subjects(text)]
    chosen: list[Assignment] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or one.start >= chosen[-1].end:
            chosen.append(one)
    return chosen


def _agents(text: str) -> Iterator[Assignment]:
    """由…牵头 / 负责 / 会同…制定: whoever stands behind 由 leads, or helps where the verb says so."""
    for match in _BY.finditer(text):
        if not (found := read_list(text, match.end())):
            continue
        parties, at = found
        prefix = level_prefix(parties[-1].name)
        act = read_act(text, at, by=True, prefix=prefix)
        if not act or is_everybody(parties[0].name) or _CONDITION.match(text, act.end):
            continue
        parties = tuple(replace(party, role=act.role or "lead") for party in parties)
        more, end = continued(text, act, prefix)
        yield Assignment(match.start(), end, "responsibility/narrative-by", "narrative",
                         (*parties, *act.helpers, *more))


def _subjects(text: str) -> Iterator[Assignment]:
    """A unit at the beginning of a clause with a binding verb behind it."""
    reached = -1
    for match in _SUBJECT_END.finditer(text):
        if match.start() >= reached and (found := _subject(text, match.end("name"), match.end())):
            reached = found.end
            yield found


def _subject(text: str, tail: int, at: int) -> Assignment | None:
    """The statement whose subject ends at `tail` and whose predicate begins at `at`, if they are ones."""
    mark = text[tail:at][-1:]
    start = _clause_start(text, tail)
    if start < 0 or (mark in ("。", "\n") and not _opens_paragraph(text, start)):
        return None
    if mark and (extra := _AND_BODIES.search(text, start, tail)):
        tail = extra.start()
    founded = GROUP.search(text, start, tail) and FOUNDED.match(text[start:tail])
    start += founded.end() if founded else 0
    if text[start] in "与和及同" or text.startswith(("会同", "协同", "联合"), start) or _BY.search(text, start, tail):
        return None
    prefix = level_prefix(text[start:tail])
    act = read_act(text, at, by=False, prefix=prefix)
    if not act or not _binds(text[at], act, mark, bool(founded)) or _CONDITION.match(text, act.end):
        return None
    if (text[act.end:act.end + 1].isdecimal() and act.verb == "承担") or (act.verb == "给予" and _PAYS.match(text, act.end)):
        return None                               # 乡镇承担40%, 高新区给予50万元奖励: shares and payments, no duties
    if act.verb.startswith("牵头") and (pivot := _PIVOT.match(text, start, tail)):
        start = pivot.end()
    parties = tuple(units(text, start, tail))
    if not _bindable(parties, act) or (all(party.kind == "collective" for party in parties) and exhorts(text, at)):
        return None
    role = act.role or ("lead" if act.helpers or act.verb.startswith("统筹") else None)
    parties = tuple(replace(party, role=party.role or role) for party in parties)
    more, end = continued(text, act, prefix) if role == "lead" else ((), act.end)
    if not more and not act.helpers and (later := _LATER.match(text, act.end)) and (
            helpers := read_list(text, later.end(), prefix)):
        more = tuple(replace(party, role="support") for party in helpers[0])     # 省商务厅牵头实施,会同有关部门做好审核
    return Assignment(start, end, "responsibility/narrative-subject", "narrative", (*parties, *act.helpers, *more))


def _bindable(parties: tuple[Party, ...], act: Act) -> bool:
    """Whether all are units that can be bound, not everybody; a plain verb without 要 binds named departments only."""
    if not parties or is_everybody(parties[0].name) or not all(is_actor(party.name) for party in parties):
        return False
    if not act.strong and any(_PLACES.fullmatch(party.name) for party in parties):
        return False                              # 乡镇每日配送2班: where, not who
    return act.modal or act.strong or bool(act.helpers) or all(party.function is not None and (
        party.name.endswith("部门") or (party.kind == "department" and level_prefix(party.name))) for party in parties)


def _binds(first: str, act: Act, mark: str, founded: bool) -> bool:
    """Whether a predicate binds, by the mark in front of it; a comma only plain verbs bridge."""
    plain = act.verb.startswith(("负责", "统筹", "牵头"))
    if founded:
        return plain
    if mark == ":":
        return act.modal or act.strong
    if mark:
        return plain or bool(act.helpers) or act.modal or (act.strong and first in "对定")
    return act.modal or act.strong or not act.tells


def _opens_paragraph(text: str, start: int) -> bool:
    """Whether only a label stands between the beginning of the paragraph and this place: (一)县商务局。负责…."""
    line = text.rfind("\n", 0, start) + 1
    label = _LABEL.match(text, line, start)
    return (label.end() if label else line) == start


def _clause_start(text: str, tail: int) -> int:
    """Where the clause that ends at `tail` begins, behind labels and openings; -1 if a name cannot be that long."""
    depth, at, floor = 0, tail, max(0, tail - 150)
    while at > floor:
        char = text[at - 1]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and char in _EDGE:
            break
        at -= 1
    else:
        if at > 0:
            return -1
    if at == 0 or text[at - 1] == "\n":
        label = _LABEL.match(text, at, tail)
        at = label.end() if label else at
    opening = _OPENING.match(text, at, tail)
    return opening.end() if opening else at
