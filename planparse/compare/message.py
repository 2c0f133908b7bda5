"""A change in, one Chinese sentence out that a reviewer can paste.

>>> sentence("target", "changed", "value", "stronger", "村级电商服务站", "90个以上", "110个以上")
'目标“村级电商服务站”的数值由“90个以上”改为“110个以上”，承诺加强。'
>>> sentence("text", "removed", None, "neutral", "", "不再另行通知。", None)
'删去文字：“不再另行通知。”。'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planparse.compare.facts import flat_words

KINDS = {"target": "目标", "budget": "资金", "incentive": "奖补", "deadline": "时限", "responsibility": "责任单位",
         "citation": "引用文件", "member": "成员", "metadata": "版式要素", "section": "章节", "text": "文字"}
FIELDS = {"value": "数值", "comparator": "界限", "unit": "单位", "per": "频次", "indicator": "指标", "kind": "类别", "growth": "增速",
          "modality": "承诺语气", "deadline": "时限", "duration": "期限", "relation": "时限", "amount": "金额", "rate": "比例",
          "cap": "封顶", "condition": "条件", "purpose": "用途", "role": "职责", "source": "资金来源", "year": "年度", "units": "责任单位",
          "label": "序号", "title": "标题", "doc_number": "文号", "posts": "职务", "name": "姓名", "wording": "表述",
          "nature": "属性", "baseline": "基期值"}
FRAME = {"title": "标题", "notice_title": "通知标题", "doc_number": "发文字号", "issuer": "发文机关", "signed_date": "成文日期",
         "printed_date": "印发日期", "recipients": "主送机关", "copied_to": "抄送机关", "disclosure": "公开方式", "region": "地区",
         "province": "省份", "division_code": "行政区划代码", "period": "规划期"}
EFFECTS = {"stronger": "承诺加强", "weaker": "承诺减弱", "neutral": ""}
ROLES = {"lead": "牵头", "support": "配合", None: "责任", "item": "单项", "subtotal": "小计", "total": "合计"}
_SHOWN = 60
_ABOUT = 24


def sentence(kind: str, manner: str, field: str | None, effect: str, about: str, old: str | None, new: str | None) -> str:
    """The message of a change; `about` is what the item is about, `old` and `new` are the words of both sides."""
    thing = KINDS[kind] + (f"“{_cut(about, _ABOUT)}”" if about else "")
    ending = f"，{EFFECTS[effect]}" if EFFECTS[effect] else ""
    if manner == "added":
        return f"新增{thing}：{_said(new)}{ending}。"
    if manner == "removed":
        return f"删去{thing}：{_said(old)}{ending}。"
    if kind == "deadline" and effect != "neutral":
        turned = "推迟到" if effect == "weaker" else "提前到"
        return f"时限由{_said(old)}{turned if field == 'deadline' else '改为'}{_said(new)}{ending}。"
    of = f"的{FIELDS.get(field or '', FRAME.get(field or '', field or ''))}" if field and field != "wording" else ""
    if kind in ("metadata", "deadline"):
        of, thing = "", FRAME.get(field or "", "版式要素") if kind == "metadata" else "时限"
    return f"{thing}{of}由{_said(old)}改为{_said(new)}{ending}。"


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
    told = [f"“{name}”由{ROLES[before[flat_words(name)]]}改为{ROLES[role]}" for name, role in new
            if flat_words(name) in before and before[flat_words(name)] != role]
    ending = f"，{EFFECTS[effect]}" if EFFECTS[effect] else ""
    return f"职责分工：{'，'.join(told)}{ending}。"


def merged(old: str, new: str, field: str) -> str:
    """A section split off another or merged into one."""
    return f"章节“{old}”并入“{new}”。" if field == "merged" else f"从章节“{old}”中分出“{new}”。"


def moved(about: str, behind: str | None) -> str:
    """A section or stretch that stands elsewhere now."""
    return f"“{_cut(about, _SHOWN)}”移到{f'“{_cut(behind, _ABOUT)}”之后' if behind else '最前'}，内容不变。"


def _said(words: str | None) -> str:
    return f"“{_cut(words, _SHOWN)}”" if words else "空白"


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[:length - 1]}…"
