"""Hostile repetition is read without an exception; recursion once ran as deep as a text repeats itself."""

from __future__ import annotations

import pytest

from planparse import parse_text

UNITS = ["建设1个", "全覆盖", "万人次", "10%", "1个", "给予10万元奖励", "1个、", "分别给予1万元、2万元", "安排资金1万元，其中2万元",
         "建设站点1个\n", "2021年", "每", "《", "（", "由", "责任单位：", "一、", "第一条", "1\t", "——"]


@pytest.mark.parametrize("unit", UNITS)
def test_repetition_is_read(unit):
    plan = parse_text("某县实施方案\n一、任务\n" + unit * 1500)
    for target in plan.targets:
        assert plan.text[slice(*target.span)] == target.quote
