"""Quantities, periods and numerals of any text, with places in that very text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import planparse


@pytest.mark.parametrize(("text", "quote", "comparator", "value", "value_max", "unit", "per"), [
    ("建设站点不少于50个。", "不少于50个", "ge", "50", None, "个", None),
    ("面积不超过２０００平方\n米。", "不超过２０００平方\n米", "le", "2000", None, "平方米", None),
    ("培育 3—5 家企业", "3—5 家", "range", "3", "5", "家", None),
    ("零售额31亿元", "31亿元", "eq", "3100000000", None, "元", None),
    ("每两天配送一次", "每两天配送一次", "eq", "1", None, "次", "P2D"),
    ("新增装机5万千瓦", "5万千瓦", "eq", "50000", None, "千瓦", None),
    ("下降2百分点", "2百分点", "eq", "2", None, "百分点", None)])
def test_a_quantity(text: str, quote: str, comparator: str, value: str, value_max: str | None, unit: str, per: str | None) -> None:
    [found] = planparse.quantities(text)
    assert (found.quote, found.comparator, found.value, found.unit, found.per) == (quote, comparator, Decimal(value), unit, per)
    assert found.value_max == (None if value_max is None else Decimal(value_max))
    assert text[slice(*found.span)] == quote


def test_lines_that_are_no_margin_are_kept_apart() -> None:
    assert [str(one.value) for one in planparse.quantities("服务站\t60\t个\n一、目标\n2.5万元奖励\n1.建成3个；\n2.建成4个")] == ["25000", "3", "4"]
    assert [str(one.value) for one in planparse.quantities("100\n200个")] == ["200"]
    assert [str(one.value) for one in planparse.quantities("到二〇二五年全县累计建成各类站点12\n00个以上")] == ["1200"]


def test_no_quantity() -> None:
    assert planparse.quantities("松政发〔2021〕3号，2023年6月，第3条，十四五期间") == []
    assert planparse.quantities("") == []


def test_a_period() -> None:
    text = "2021 年 11 月至 2022 年 8 月建成，收到后30日内上报"
    first, second = planparse.periods(text)
    assert (first.start, first.end, first.relation, first.quote) == ("2021-11-01", "2022-08-31", "during", "2021 年 11 月至 2022 年 8 月")
    assert (second.start, second.end, second.relation, second.duration) == (None, None, "within", "P30D")


def test_the_reference_gives_the_year() -> None:
    assert planparse.periods("6月底前完成") == []
    [found] = planparse.periods("6月底前完成", reference=date(2022, 3, 1))
    assert (found.start, found.end, found.relation) == (None, "2022-06-30", "by")


@pytest.mark.parametrize(("written", "value"), [("五千三百万", "53000000"), ("3.2亿", "320000000"), ("十二", "12"), ("1,200", "1200")])
def test_a_numeral(written: str, value: str) -> None:
    assert planparse.numeral(written) == Decimal(value)


def test_no_numeral() -> None:
    assert planparse.numeral("若干") is None and planparse.numeral("") is None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="frobnicate"):
        _ = planparse.frobnicate
