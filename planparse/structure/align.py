"""Rows of a text table that lost cells in, the column each remaining cell belongs to out, decided by content.

A merged cell that a conversion dropped lets the cells behind it slip to the left. The numbers and times of a row
tell where they belong.

>>> align(["", "采购打单机70台", "2021年11月至12月", ""], ["order", "task", "content", "time"])
[0, 2, 3, 3]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.structure.figures import figure, is_nothing

_TIME = re.compile(r"(?:到|至)?(?:20)?\d\d年.{0,24}|\d{4}[./-]\d{1,2}.{0,20}|\d{1,2}月.{0,12}|"
                   r"(?:长期|持续|全年|每年|每月|每季度|常态化)[\u4e00-\u9fff]{0,6}")
_ORDER = re.compile(r"\d{1,3}[.、]?|\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
_SUM_WORD = re.compile(r"(?:小|合|总|共)计:?")
_UNITS = re.compile(r".{2,14}(?:局|委|办|部|社|会|厅|处|院|公司|中心|政府|乡镇|街道|银行|联社|集团)(?:[、,;].*)?")
_TEXT_ROLES = frozenset(("task", "content", "group", "indicator", "other", "note", "member", "payer", "nature"))


def sort_of(text: str) -> str:
    """What a cell's text looks like: blank | figure | order | time | units | long | short."""
    if not text:
        return "blank"
    if (found := figure(text)) is not None and found.unit is None:
        return "small" if text.isdigit() and len(text) <= 2 else "figure"
    if is_nothing(text):
        return "figure"
    if found is not None:
        return "figure"
    if _ORDER.fullmatch(text):
        return "order"
    if _TIME.fullmatch(text):
        return "time"
    if len(text) <= 80 and _UNITS.fullmatch(text):
        return "units"
    return "long" if len(text) > 16 or text.endswith(("。", ";")) else "short"


def _fit(sort: str, role: str, alone: bool) -> int:
    """How well a cell of this sort suits a column of this role. `alone`: no words stand in the row."""
    if sort in ("figure", "small"):
        if role == "sum":
            return 5 if alone else 3
        if role in ("money", "value", "baseline"):
            return 2 if alone else 4
        if role == "order":
            return 4 if sort == "small" else -4
        return {"note": 0, "time": -3, "other": 0, "unit": -2}.get(role, -4)
    if sort == "order":
        return 4 if role == "order" else 0 if role == "group" else -3
    if sort == "time":
        return 5 if role == "time" else 0 if role in ("other", "note", "value", "content") else -3
    if role in ("money", "sum", "value", "baseline", "order", "time"):
        return -4 if sort == "long" else -3 if role != "time" else -1
    if sort == "units":
        return 4 if role in ("lead", "support") else 1 if role in _TEXT_ROLES else -2
    if sort == "short" and role == "content":
        return 3
    if sort == "long":
        return 4 if role == "content" else 2 if role == "task" else 1 if role in ("indicator", "note", "other") else -2
    return 1 if role in _TEXT_ROLES else 2 if role == "unit" else 0


def _least(sort: str, alone: bool, wordless: bool) -> int:
    """How well a cell must suit its column for the row to stay as it is."""
    if sort in ("figure", "small"):
        return 5 if wordless else 0 if alone else 4
    return 4 if sort == "time" else 0


def align(texts: Sequence[str], roles: Sequence[str]) -> list[int]:
    """The column of each cell. Cells keep their order; a row that suits its columns stays as it is."""
    inked = [number for number, text in enumerate(texts) if text]
    width, stay = len(roles), list(range(len(texts)))
    if not inked or len(inked) > width or len(inked) > 16:
        return [min(one, width - 1) for one in stay]
    sorts = {number: sort_of(texts[number]) for number in inked}
    figures = sum(sort in ("figure", "small") for sort in sorts.values())
    if len(inked) == 1 and not figures:
        return [min(one, width - 1) for one in stay]
    alone = all(sort in ("figure", "small") or _SUM_WORD.fullmatch(texts[n]) for n, sort in sorts.items())
    wordless = figures == len(inked) and "sum" in roles
    if len(texts) == width and all(_fit(sorts[n], roles[n], alone) >= _least(sorts[n], alone, wordless) for n in inked):
        return stay
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for step, number in enumerate(inked):
        better: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (score, places) in best.items():
            for column in range(last + 1, width - (len(inked) - step - 1)):
                gap = number - inked[step - 1] if step else number + 1
                near = 1.5 if column - last == gap else 0.5 if column == width - len(texts) + number else 0.0
                rank = score + _fit(sorts[number], roles[column], alone) + near
                if column not in better or rank > better[column][0]:
                    better[column] = (rank, (*places, column))
        best = better
    places = max(best.values(), key=lambda pair: pair[0])[1]
    for number, place in zip(inked, places, strict=True):
        stay[number] = place
    for number in range(len(texts)):                           # empty cells go with the filled one in front of them
        if not texts[number]:
            stay[number] = min(max([stay[n] for n in inked if n < number], default=-1) + 1 if number not in places
                               else number, width - 1)
    return stay
