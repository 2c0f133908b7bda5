"""A diff and its plans in, the Chinese lines of its pages out: headline, versions, what follows from a change.

>>> headline(28, {"weaker": 9, "stronger": 12, "neutral": 7}), headline(0, {})
('共28处变化：加强12处，减弱9处，中性7处', '两个版本内容一致，没有变化')
>>> harmless("每月\\x1b[31m发布")
'每月�[31m发布'
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from planparse.model.change import Change, Consequence
from planparse.model.plan import Plan
from planparse.text.wording import FIELDS, said
from planparse.text.wording import KINDS as KINDS  # shown by the pages beside this module's own words

MANNERS = {"added": "新增", "removed": "删除", "changed": "修改", "moved": "移动"}
MANNER_MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": "↔"}
EFFECTS = {"stronger": "加强", "weaker": "减弱", "neutral": "中性"}
EFFECT_MARKS = {"stronger": "▲", "weaker": "▼", "neutral": "●"}
_NAME = 24
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """Text without what would steer a terminal, turn the direction of writing or break UTF-8."""
    return _HARMFUL.sub("\ufffd", text)


def short(text: str, most: int) -> str:
    """Words on one line, their middle left out where they are too many."""
    flat = " ".join(text.split())
    half = (most - 1) // 2
    return flat if len(flat) <= most else f"{flat[:half]}…{flat[-half:]}"


def headline(total: int, effects: Mapping[str, int]) -> str:
    """The diff in one line."""
    if not total:
        return "两个版本内容一致，没有变化"
    return f"共{total}处变化：" + "，".join(f"{EFFECTS[one]}{effects.get(one, 0)}处" for one in ("stronger", "weaker", "neutral"))


def title(plan: Plan) -> str:
    """What a plan is called."""
    return plan.metadata.title.value or plan.metadata.notice_title.value or plan.source.name


def version(plan: Plan, other: Plan) -> str:
    """Which version it is: its title where the other has another one, its number, the day it was signed; or nothing."""
    day, called = plan.metadata.signed_date.value, title(plan)
    named = f"《{called}》" if called not in (title(other), plan.source.name) else None
    return "，".join(one for one in (named, plan.metadata.doc_number.value, f"{day} 成文" if day else None) if one)


def aspect(change: Change | Consequence) -> str:
    """What of what was changed: 目标·数值, 奖补·删除, 时限·日期."""
    if not change.field:
        return f"{KINDS[change.kind]}·{MANNERS[change.change]}"
    field = "日期" if change.kind == change.field == "deadline" else FIELDS.get(change.field, change.field)
    return f"{KINDS[change.kind]}·{field}"


def where(section: list[str]) -> str:
    """The path of a section."""
    return " › ".join(" ".join(title.split()) for title in section)


def consequences(change: Change, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """What follows from a change, items with the same fate in one line; `old` and `new` give items' names by their ids.

    目标·时限：2022-10-31 前 → 2022-12-31 前（减弱）：村级电商服务站、覆盖率
    """
    lines: dict[str, list[str]] = {}
    for one in change.also:
        if one.cause == "reading":
            continue
        if change.field == "units" and one.field == "role" and change.old and one.old == change.old.item:
            continue                                                # the roles of units that came or went
        before, after = (said(value, one.field) for value in (one.before, one.after))
        values = {"added": after, "removed": before}.get(one.change, f"{before} → {after}")
        name = new.get(one.new or "") or old.get(one.old or "") or ""
        lines.setdefault(f"{aspect(one)}：{values}（{EFFECTS[one.effect]}）", []).append(short(name, _NAME))
    return [line + "：".join(["", "、".join(dict.fromkeys(name for name in names if name))]).rstrip("：")
            for line, names in lines.items()]


def item_names(plan: Plan) -> dict[str, str]:
    """What each item of a plan is called, by id."""
    names = {one.id: one.indicator.text for one in plan.targets}
    names |= {one.id: one.purpose.text for one in plan.budget} | {one.id: one.condition.text for one in plan.incentives}
    names |= {one.id: one.quote for one in plan.deadlines} | {one.id: one.name for one in plan.members}
    return names | {one.id: one.title or one.doc_number or "" for one in plan.citations}
