"""The flow in, what groups and their offices are there for out: 领导小组下设办公室,…负责; 发挥…部门的监管职能.

>>> text = "指挥部下设办公室,办公室设在市水务局,负责值班。\\n"
>>> [(one.parties[0].name, text[one.start:one.end]) for one in of_offices(text)]
[('办公室', '办公室设在市水务局,负责')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from planparse.extract.actor import is_actor
from planparse.extract.party import units
from planparse.model.mention import Assignment, Party

GROUP = re.compile(r"(?:领导小组|工作小组|协调小组|推进小组|专项小组|专班|指挥部|联席会议|推进机构|委员会)(?:办公室)?$")
FOUNDED = re.compile(r".*(?:的|成立|组建|建立|设立|调整充实|依托|发挥)(?=[^的]+$)", re.S)
_OFFICE = re.compile(
    r"办公室(?=\(?(?:办公)?(?:地点|地址)?(?:设?在|设于|挂靠)|[,。][^。\n]{0,12}(?:设在|设于)|"
    r"[,。]?[^。\n]{0,30}(?:兼任|担任))"
    r"(?:[^。;\n]{2,120}?,|[^;\n。]{2,120}。)(?P<verb>(?:具体|主要|全面)?(?:负责|承担))(?!人)")
_OFFICE_OF = re.compile(r"[\u4e00-\u9fff]{0,40}(?:领导小组|指挥部|专班|联席会议|委员会)(?:下设|设立|设|内设)?\Z")
_GROUP_DUTY = re.compile(
    r"(?:成立|组建|设立|建立)(?:了|由|以)?(?P<unit>[^,。;\n]{0,60}?(?:领导小组|工作专班|专班|指挥部))(?:[和及][^,。;\n]{0,6}机构)?,"
    r"(?P<gap>[^。;\n]{2,120}?)[,;](?P<verb>(?:具体|主要|全面|统一)?(?:负责|统筹协调|统筹推进))(?!人)")
_ROLE_PLAY = re.compile(
    r"发挥(?P<units>[^。;,\n]{3,90}?)(?:在[^,。;\n]{1,40}?(?:中|方面|上|领域))?的?"
    r"(?P<verb>(?:监管|监督|管理|统筹|协调|服务|主管|牵头|指导|职责|部门)*(?:职能|职责|作用))"
    r"(?P<more>,(?:统筹|协调|负责|牵头)[^,。;\n]{0,2})?")


def of_offices(text: str) -> Iterator[Assignment]:
    """领导小组下设办公室,…,负责…: the office is responsible."""
    for match in _OFFICE.finditer(text):
        start, end = match.start(), match.start() + 3
        again = text.find("办公室设", end, end + 8)
        if again >= 0:
            start, end = again, again + 3
        elif owner := _OFFICE_OF.search(text[max(0, start - 60):start]):
            start -= len(owner[0])
        name = re.sub(r"(?:下设|内设|设立|设)(?=办公室)", "", text[start:end])
        if trimmed := FOUNDED.match(name):
            start, name = start + trimmed.end(), name[trimmed.end():]
        party = Party(start, end, name, text[start:end], "lead", "organisation", None)
        yield _statement("narrative-office", start, match.end("verb"), (party,))


def of_groups(text: str) -> Iterator[Assignment]:
    """成立…专班,由副县长任组长,…,负责…: the group is responsible."""
    for match in _GROUP_DUTY.finditer(text):
        start, end = match.span("unit")
        if trimmed := FOUNDED.match(match["unit"]):
            start += trimmed.end()
        parties = tuple(replace(party, role="lead") for party in units(text, start, end))
        if len(parties) == 1 and is_actor(parties[0].name) and "办公室" not in match["gap"]:
            yield _statement("narrative-group", start, match.end("verb"), parties)


def of_parts(text: str) -> Iterator[Assignment]:
    """发挥…部门在…中的监管职能; 发挥…领导小组作用,统筹协调…."""
    for match in _ROLE_PLAY.finditer(text):
        parties = tuple(units(text, *match.span("units")))
        group = len(parties) == 1 and bool(GROUP.search(parties[0].name))
        if not parties or not all(is_actor(party.name) for party in parties) or (group and not match["more"]):
            continue
        if not group and not match["verb"].endswith(("职能", "职责")):
            continue
        end = match.end("more") if group else match.end("verb")
        role = "lead" if group else None
        yield _statement("narrative-part", match.start(), end, tuple(replace(party, role=role) for party in parties))


def _statement(rule: str, start: int, end: int, parties: tuple[Party, ...]) -> Assignment:
    return Assignment(start, end, f"responsibility/{rule}", "narrative", parties)
