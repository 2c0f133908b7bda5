"""A ground and a random choice in, a Step out: edits of responsible units, cited documents, members and metadata."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from tests.mutate_items import FAMILIES as ITEM_FAMILIES
from tests.mutate_items import each, one
from tests.mutations import Family, Ground, Rep, Step, changed, expect
from tests.written_numbers import other

FAMILIES: dict[str, Family] = {}
LIST_MARK = re.compile(r"\s*[、，,和及]\s*")
LEVELS = "省市县区旗州"
SPARE = ("统计局", "审计局", "司法局", "档案局")
TITLES = {"意见": "实施意见", "办法": "管理办法", "方案": "行动方案", "规定": "若干规定", "措施": "工作措施", "条例": "管理条例"}
POSTS = {"副局长": "局长", "局长": "副局长", "副主任": "主任", "主任": "副主任", "副县长": "县长", "副书记": "书记", "经理": "副经理"}


def _new_unit(ground: Ground, duty: Any, first: bool) -> str | None:
    """A unit that the statement does not name, of the level of its first one."""
    level = next((unit.name[0] for unit in duty.units if unit.name[0] in LEVELS and len(unit.name) > 3), None)
    named = "".join(unit.name for held in ground.plan.responsibilities for unit in held.units)
    spare = [name for name in SPARE if name not in named]
    return f"{level if first else ''}{spare[0]}" if level and spare else None


def _joined(ground: Ground, duty: Any) -> list[int]:
    """The units that follow another behind a mere mark of a list."""
    return [i for i in range(1, len(duty.units))
            if LIST_MARK.fullmatch(ground.text[duty.units[i - 1].span[1]:duty.units[i].span[0]])]


def _unit_dropped(ground: Ground, rng: random.Random, kind: str, duty: Any) -> Step | None:
    places = _joined(ground, duty)
    if not places:
        return None
    i = rng.choice(places)
    return one("unit dropped", ground, duty, kind, [Rep(duty.units[i - 1].span[1], duty.units[i].span[1], "")], "units", "weaker",
               before=duty.units[i].name)


def _unit_added(ground: Ground, rng: random.Random, kind: str, duty: Any) -> Step | None:
    places, fresh = _joined(ground, duty), _new_unit(ground, duty, True)
    if not fresh or not (places or duty.cue != "narrative"):
        return None
    end = duty.units[rng.choice(places) if places else 0].span[1]
    return one("unit added", ground, duty, kind, [Rep(end, end, "、" + fresh)], "units", "stronger|neutral", after=fresh)


def _unit_replaced(ground: Ground, rng: random.Random, kind: str, duty: Any) -> Step | None:
    places = [i for i, unit in enumerate(duty.units) if unit.kind == "department"]
    if not places:
        return None
    unit = duty.units[rng.choice(places)]
    fresh = _new_unit(ground, duty, unit.written[0] in LEVELS)
    if not fresh:
        return None
    return one("unit replaced", ground, duty, kind, [Rep(*unit.span, fresh)], "units", "neutral", before=unit.name)


def _lead_support(ground: Ground, rng: random.Random, kind: str, duty: Any) -> Step | None:
    """The first that leads and the first that supports change places."""
    lead = next((u for u in duty.units if u.role == "lead"), None)
    support = next((u for u in duty.units if u.role == "support" and u.name[0] == (lead.name[0] if lead else "")), None)
    if lead is None or support is None or lead.name[0] not in LEVELS:
        return None
    return one("lead and support exchanged", ground, duty, kind, [Rep(*lead.span, support.name), Rep(*support.span, lead.name)],
               "role|units", "neutral")


def _role(ground: Ground, rng: random.Random, kind: str, duty: Any) -> Step | None:
    """牵头单位 → 责任单位; A会同B → A、B."""
    start = duty.span[0]
    if duty.cue == "牵头单位" and duty.quote.startswith("牵头单位") and "配合" not in duty.quote:
        return one("role", ground, duty, kind, [Rep(start, start + 2, "责任")], "role", "neutral|weaker")
    match = re.search(r"，?会同", duty.quote)
    if match and duty.quote.endswith(("牵头", "负责", "组织", "制定")) and len(duty.units) == 2 and any(unit.span[1] == start + match.start() for unit in duty.units[:1]) \
            and duty.units[1].span[0] == start + match.end() and [u.role for u in duty.units] == ["lead", "support"]:
        return one("role", ground, duty, kind, [Rep(start + match.start(), start + match.end(), "、")], "role", "*")
    return None


def _citation_number(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    match = re.search(r"(\d+)(?=\s*号)", item.quote) if item.doc_number else None
    fresh = other(match[1], True, rng) if match else None
    if match is None or fresh is None:
        return None
    place = (item.span[0] + match.start(), item.span[0] + match.end())
    return one("citation number", ground, item, kind, [Rep(*place, fresh)], "doc_number", "neutral", before=match[1], after=fresh)


def _citation_title(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    for word, fresh in TITLES.items():
        at = item.quote.find(f"{word}》")
        if at > 2 and not item.quote[:at].endswith(fresh[:-len(word)]):
            place = (item.span[0] + at, item.span[0] + at + len(word))
            return one("citation title", ground, item, kind, [Rep(*place, fresh)], "title", "neutral")
    return None


def _post(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    start, end = item.span[1], ground.line(tuple(item.span))[1]
    line = ground.text[start:end]
    for word, fresh in POSTS.items():
        if item.posts and item.posts[-1].endswith(word) and line.rstrip().endswith(word) and not line.rstrip().endswith("总" + word) \
                and item.posts[-1] in line:
            place = (start + line.rindex(word), start + line.rindex(word) + len(word))
            want = changed("member post", item, kind, "posts", "neutral", zone_old=ground.line(tuple(item.span)))
            return Step("member post", (Rep(*place, fresh),), (want,))
    return None


def _own_line(ground: Ground, item: Any) -> bool:
    """Whether a member has a line alone, with nothing in front of the name."""
    line = ground.line(tuple(item.span))
    return ground.text[line[0]:item.span[0]].strip() == "" and len(ground.items(line, "member")) == 1 and bool(item.posts) \
        and "".join(item.posts[-1].split()) in "".join(ground.text[slice(*line)].split())


def _member_removed(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    line = ground.line(tuple(item.span))
    if not _own_line(ground, item) or line[0] == 0:
        return None
    want = expect("member removed", kind, "removed", [None], ["neutral", "weaker"], tuple(item.span), zone_old=line)
    return Step("member removed", (Rep(line[0] - 1, line[1], ""),), (want,))


def _member_added(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    line = ground.line(tuple(item.span))
    if not _own_line(ground, item) or item.role != "成员":
        return None
    shown = ground.text[slice(*line)].replace(item.quote, "孟  棠" if " " in item.quote else "孟楚棠", 1)
    post = ground.text[item.span[1]:line[1]].strip()
    shown = shown.replace(post, "县档案馆馆长", 1)
    want = expect("member added", kind, "added", [None], ["neutral", "stronger"], None, place_from=0, zone_old=line)
    return Step("member added", (Rep(line[1], line[1], "\n" + shown),), (want,))


for _name, _kind, _manner in (
        ("unit dropped", "responsibility", _unit_dropped), ("unit added", "responsibility", _unit_added),
        ("unit replaced", "responsibility", _unit_replaced), ("lead and support exchanged", "responsibility", _lead_support),
        ("role", "responsibility", _role), ("citation number", "citation", _citation_number),
        ("citation title", "citation", _citation_title), ("member post", "member", _post),
        ("member removed", "member", _member_removed), ("member added", "member", _member_added)):
    each(_name, _kind, _manner)
    FAMILIES[_name] = ITEM_FAMILIES.pop(_name)


# ------------------------------------------------------------------------------------------------------ metadata

def _metadata(name: str, pattern: str, ceiling: int) -> Callable[[Ground, random.Random], Step | None]:
    def family(ground: Ground, rng: random.Random) -> Step | None:
        span = getattr(ground.plan.metadata, name).span
        match = re.search(pattern, ground.text[slice(*span)]) if span else None
        if span is None or match is None:
            return None
        number = int(match[1])
        fresh = str(number + 3 if number + 3 <= ceiling else number - 3)
        place = (span[0] + match.start(1), span[0] + match.end(1))
        want = expect(f"metadata {name}", "metadata", "changed", [name], ["neutral"], tuple(span), zone_old=ground.line(tuple(span)))
        return Step(f"metadata {name}", (Rep(*place, fresh),), (want,))
    return family


FAMILIES["metadata doc_number"] = _metadata("doc_number", r"(\d+)\s*号", 999)
FAMILIES["metadata signed_date"] = _metadata("signed_date", r"(\d+)\s*日", 28)
FAMILIES["metadata printed_date"] = _metadata("printed_date", r"(\d+)\s*日", 28)
