"""Codes of the plan JSON in, the Chinese words a reader expects out.

>>> from decimal import Decimal
>>> amount(Decimal("18600000")), amount(Decimal("650000000")), amount(Decimal("0.6")), amount(Decimal(8000))
('1860万元', '6.5亿元', '0.6元', '8000元')
>>> measure("ge", Decimal(90), None, "个", None), measure("range", Decimal(3), Decimal(5), "个", "year")
('≥ 90 个', '每年 3–5 个')
>>> measure("eq", Decimal(1), None, "次", "P2D"), days(None, "2023-12-31"), days("2022-01-01", "2022-12-31")
('每2天 1 次', '2023-12-31 前', '2022 年')
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planparse.model.comparison import ComparedPlan, Evidence, IndicatorCell, IndicatorRow, Stage

SECTION_KINDS = {"guiding": "指导思想", "principles": "原则", "goals": "目标", "tasks": "任务", "budget": "资金",
                 "schedule": "进度", "safeguards": "保障", "attachment": "附件", "other": ""}
TARGET_KINDS = {"goal": "目标", "standard": "标准", "limit": "限额", "frequency": "频次"}
MODALITIES = {"firm": "", "strive": "力争", "plan": "计划"}
SOURCES = {"central": "中央", "province": "省级", "city": "市级", "county": "县级", "self": "自筹"}
BUDGET_ROLES = {"item": "", "subtotal": "小计", "total": "合计"}
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
OWN_CHECK = "方案自查："
COMPARATORS = {"ge": "≥ ", "le": "≤ ", "approx": "≈ ", "eq": "", "range": ""}
_PER = {"day": "每天", "week": "每周", "month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}
_PER_LETTERS = {"D": "天", "W": "周", "M": "个月", "Y": "年"}
_DURATION = re.compile(r"P(?:T)?(\d+(?:\.\d+)?)([DWMYH])")


def amount(value: Decimal) -> str:
    """Yuan as people write them: 万元 from ten thousand on, 亿元 from a hundred million on."""
    for factor, unit in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if abs(value) >= factor:
            return f"{plain(value / factor)}{unit}"
    return f"{plain(value)}元"


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing."""
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def measure(comparator: str, value: Decimal, value_max: Decimal | None, unit: str | None, per: str | None) -> str:
    """A target's value with its bound and unit."""
    numbers = [_counted(one, unit) for one in (value, value_max) if one is not None]
    written = "–".join(number for number, _ in numbers)
    shown = numbers[-1][1]
    every = period(per) + " " if per else ""
    space = " " if shown and shown != "%" else ""
    return f"{every}{COMPARATORS[comparator]}{written}{space}{shown}"


def _counted(value: Decimal, unit: str | None) -> tuple[str, str]:
    """Large numbers with 万 or 亿 in front of the unit."""
    for factor, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(value) >= factor:
            return plain(value / factor), word + (unit or "")
    return plain(value), unit or ""


def period(per: str) -> str:
    """每周, 每2天."""
    if match := _DURATION.fullmatch(per):
        return f"每{match[1]}{_PER_LETTERS.get(match[2], '')}"
    return _PER.get(per, per)


def days(start: str | None, end: str | None) -> str:
    """A stretch of days, shortened where it is a whole year or has one side only."""
    if start and end:
        if start == f"{start[:4]}-01-01" and end == f"{start[:4]}-12-31":
            return f"{start[:4]} 年"
        return f"{start} 至 {end}" if start != end else start
    return f"{end} 前" if end else f"{start} 起" if start else ""


def plan_names(plans: Sequence[ComparedPlan]) -> dict[str, str]:
    """What each plan of a comparison is called at the head of its column: its place, and more where two are of one place."""
    place = {plan.id: plan.region or plan.title or plan.name for plan in plans}
    file = {plan.id: f"{place[plan.id]}（{plan.name.rpartition('.')[0] or plan.name}）" for plan in plans}
    places, files = Counter(place.values()), Counter(file.values())
    return {key: name if places[name] == 1 else file[key] if files[file[key]] == 1 else f"{name}（{key}）"
            for key, name in place.items()}


def row_kind(row: IndicatorRow) -> str:
    """目标, 标准·增速, 频次·每年."""
    parts = [TARGET_KINDS[row.kind], "增速" if row.growth else "", period(row.per) if row.per else ""]
    return "·".join(part for part in parts if part)


def due(start: str | None, end: str | None) -> str:
    """The year a promise is due, with the month where it is not the end of a year: 2023年, 2021年8月."""
    day = end or start
    if day is None:
        return ""
    return f"{day[:4]}年" if day[5:] in ("12-31", "01-01") else f"{day[:4]}年{int(day[5:7])}月"


def sentences(cell: IndicatorCell) -> list[Evidence]:
    """All sentences behind a promise: the places that state it, then the one that dates it."""
    return [cell.evidence, *cell.also, *([cell.due] if cell.due is not None else [])]


def stage_sentences(stage: Stage) -> list[Evidence]:
    """The sentences that give a stage its first and last day."""
    return [stage.evidence, *([stage.until] if stage.until is not None else [])]
