"""A change in, one Chinese sentence out that a reviewer can paste.

>>> sentence("target", "changed", "value", "stronger", "村级电商服务站", "90个以上", "110个以上")
'目标“村级电商服务站”的数值由“90个以上”改为“110个以上”，承诺加强。'
>>> sentence("text", "removed", None, "neutral", "", "不再另行通知。", None)
'删去文字：“不再另行通知。”。'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planparse.revision.facts import flat_words
from planparse.text.wording import FIELDS, KINDS

EFFECTS = {"stronger": "承诺加强", "weaker": "承诺减弱", "neutral": ""}
_ROLES = {"lead": "牵头", "support": "配合", None: "责任"}
_SHOWN = 60
_ABOUT = 24


def sentence(kind: str, manner: str, field: str | None, effect: str, about: str, old: str | None, new: str | None,
             words: str = "") -> str:
    """The message of a change; `about` is what the item is about, `old` and `new` are what both sides say, `words` the item's own
    words where those do not show them."""
    thing = KINDS[kind] + (f"“{_cut(about, _ABOUT)}”" if about and kind != "deadline" else "")
    if words:
        thing += f"（{_cut(words, _ABOUT)}）"
    ending = f"，{EFFECTS[effect]}" if EFFECTS[effect] else ""
    if manner == "added":
        return f"新增{thing}：{_said(new)}{ending}。"
    if manner == "removed":
        return f"删去{thing}：{_said(old)}{ending}。"
    if kind == "deadline" and effect != "neutral":
        turned = "推迟到" if effect == "weaker" else "提前到"
        return f"{about}{'的' if about else ''}时限由{_said(old)}{turned if field == 'deadline' else '改为'}{_said(new)}{ending}。"
    of = f"的{FIELDS.get(field, field)}" if field and field != "wording" else ""
    if kind in ("metadata", "deadline"):
        of, thing = "", frame(field or "") if kind == "metadata" else "时限"
    return f"{thing}{of}由{_said(old)}改为{_said(new)}{ending}。"


def due(labels: Sequence[str]) -> str:
    """What a deadline governs, in short."""
    first = f"“{_cut(labels[0], _ABOUT)}”"
    return f"目标{first}" if len(labels) == 1 else f"{first}等{len(labels)}项目标"


def frame(field: str) -> str:
    """A field of the document's frame (GB/T 9704)."""
    return "发文字号" if field == "doc_number" else FIELDS.get(field, field)


def units(old: Sequence[str], new: Sequence[str], effect: str) -> str:
    """Which units came and went."""
    gone, come = _without(old, new), _without(new, old)
    ending = f"，{EFFECTS[effect]}" if EFFECTS[effect] else ""
    if gone and come:
        return f"责任单位由“{'、'.join(gone)}”改为“{'、'.join(come)}”{ending}。"
    return f"责任单位{'减少' if gone else '增加'}“{'、'.join(gone or come)}”{ending}。"


def _without(names: Sequence[str], others: Sequence[str]) -> list[str]:
    there = set(map(flat_words, others))
    return [name for name in names if flat_words(name) not in there]


def roles(old: Sequence[Sequence[Any]], new: Sequence[Sequence[Any]], effect: str) -> str:
    """Whose role has changed, and to what."""
    before = {flat_words(one[0]): one[1] for one in old}
    told = [f"“{name}”由{_ROLES[before[flat_words(name)]]}改为{_ROLES[role]}" for name, role in new
            if flat_words(name) in before and before[flat_words(name)] != role]
    ending = f"，{EFFECTS[effect]}" if EFFECTS[effect] else ""
    return f"职责分工：{'，'.join(told)}{ending}。"


def merged(old: str, new: str, field: str) -> str:
    """A section split off another or merged into one."""
    return f"章节“{old}”并入“{new}”。" if field == "merged" else f"从章节“{old}”中分出“{new}”。"


def unread(sentence: str, now: str) -> str:
    """A sentence about what was removed, with the words that stand in its place."""
    return f"{sentence[:-1]}（现文为“{_cut(now, _SHOWN)}”，未读出该项）。" if now else sentence


def moved(about: str, behind: str | None, edited: bool) -> str:
    """A section or stretch that stands elsewhere now."""
    place = f"“{_cut(behind, _ABOUT)}”之后" if behind else "最前"
    return f"“{_cut(about, _SHOWN)}”移到{place}，{'内容另有改动' if edited else '内容不变'}。"


def _said(words: str | None) -> str:
    return f"“{_cut(words, _SHOWN)}”" if words else "空白"


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[:length - 1]}…"
