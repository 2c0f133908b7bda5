"""Kinds, fields and values of the plan JSON and the diff JSON in, the Chinese words for them out.

>>> from decimal import Decimal
>>> said({"start": None, "end": "2022-12-31"}, "deadline"), said(Decimal("18600000"), "amount"), said("strive", "modality")
('2022-12-31 前', '1860万元', '力争')
>>> said([{"name": "县商务局", "role": "lead"}, {"name": "县财政局", "role": None}], "units"), said(None, "per")
('县商务局（牵头）、县财政局', '无')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from planparse.text import labels

KINDS = {"target": "目标", "budget": "资金", "incentive": "奖补", "deadline": "时限", "responsibility": "责任单位",
         "citation": "引用文件", "member": "成员", "metadata": "版式要素", "section": "章节", "text": "文字"}
FIELDS = {
    "value": "数值", "value_max": "上限", "comparator": "界限", "unit": "单位", "per": "频次", "indicator": "指标", "kind": "类型",
    "growth": "增速", "modality": "语气", "deadline": "时限", "start": "起", "end": "止", "duration": "期限", "relation": "时限方式",
    "amount": "金额", "rate": "比例", "cap": "封顶", "condition": "条件", "purpose": "用途", "role": "职责", "source": "来源",
    "year": "年份", "units": "责任单位", "lead": "牵头单位", "support": "配合单位", "responsible": "责任单位", "nature": "属性",
    "baseline": "基期值", "title": "标题", "label": "序号", "doc_number": "文号", "issuers": "发文单位", "posts": "职务", "name": "姓名",
    "split": "拆分", "merged": "合并", "wording": "表述", "notice_title": "通知标题", "issuer": "发文机关",
    "signed_date": "成文日期", "printed_date": "印发日期", "recipients": "主送机关", "copied_to": "抄送", "disclosure": "公开方式",
    "region": "地区", "province": "省份", "division_code": "区划代码", "period": "实施期限", "quote": "原文", "text": "文字",
}
_CODES = {
    "comparator": {"eq": "等于", "ge": "不低于", "le": "不超过", "approx": "约", "range": "区间"},
    "modality": {"firm": "确定", "strive": "力争", "plan": "计划"},
    "kind": labels.TARGET_KINDS,
    "role": {**labels.BUDGET_ROLES, "item": "分项", "lead": "牵头", "support": "配合"},
    "source": labels.SOURCES,
    "relation": {"by": "截止", "during": "期间", "within": "时限"},
    "nature": {"binding": "约束性", "expected": "预期性"},
}
_NONE = "无"
_DURATION = re.compile(r"P(\d+)([DWMY])")
_LETTERS = {"D": "日", "W": "周", "M": "个月", "Y": "年"}


def said(value: Any, field: str | None = None) -> str:
    """A value of the diff JSON in words."""
    if value is None or value == [] or value == "":
        return _NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return _coded(value, field)
    if isinstance(value, Decimal | int | float):
        number = Decimal(str(value))
        if field == "amount":
            return labels.amount(number)
        return labels.plain(number) + ("%" if field == "rate" else "")
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        if field == "period" and len(value) == 2:
            return labels.days(*value) or _NONE
        if field == "value" and len(value) == 2:
            return "—".join(said(one) for one in value)
        return "、".join(_unit(one) or said(one, field) for one in value)
    return said(value.model_dump(), field) if hasattr(value, "model_dump") else str(value)


def _unit(value: Any) -> str | None:
    """A unit with its role, as a pair of both: 县商务局（牵头）."""
    if isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], str) and value[1] in ("lead", "support", None):
        return value[0] + {"lead": "（牵头）", "support": "（配合）"}.get(value[1] or "", "")
    return None


def _coded(value: str, field: str | None) -> str:
    """A code as its word, other strings as they are."""
    if field == "per":
        return labels.period(value)
    if field == "duration" and (match := _DURATION.fullmatch(value)):
        return f"{match[1]}{_LETTERS[match[2]]}"
    return _CODES.get(field or "", {}).get(value, value) or value


def _object(value: Mapping[str, Any]) -> str:
    """A deadline as days, a unit by its name and role, a phrase by its words, a target by its measure, others field by field."""
    keys = set(value)
    if keys <= {"start", "end"}:
        return labels.days(value.get("start"), value.get("end")) or _NONE
    if "name" in value and keys <= {"name", "role", "written", "span", "kind", "function"}:
        role = {"lead": "（牵头）", "support": "（配合）"}.get(value.get("role") or "", "")
        return f"{value['name']}{role}"
    if "text" in value and keys <= {"text", "span", "code"}:
        return str(value["text"])
    if {"comparator", "value"} <= keys and value["value"] is not None:
        number, upper = value["value"] if isinstance(value["value"], list | tuple) else (value["value"], None)
        measured = labels.measure(str(value["comparator"]), Decimal(str(number)),
                                  None if upper is None else Decimal(str(upper)), value.get("unit"), value.get("per"))
        return f"{said(value['indicator'])} {measured}" if value.get("indicator") else measured
    return "，".join(f"{FIELDS.get(key, key)} {said(held, key)}" for key, held in value.items()
                    if held not in (None, [], "", False) and key not in ("id", "span", "rule", "section"))
