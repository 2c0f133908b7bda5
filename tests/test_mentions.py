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


@pytest.mark.parametrize(("text", "found"), [
    ("门票二十六块五", "26.5 元"), ("单价三元四角五分。", "3.45 元"), ("两毛五", "0.25 元"), ("收到七块钱", "7 元"), ("实收壹仟贰佰圆整", "1200 元"),
    ("港幣6萬元", "60000 港元"), ("¥300", "300 元"), ("出口额4亿日元", "400000000 日元"),
    ("两到四千克", "2..4 千克"), ("六千到八千万元", "60000000..80000000 元"), ("七八百人", "700..800 人"), ("十五六吨", "15..16 吨"),
    ("数百家企业", "100..1000 家"), ("五块六到六块二", "5.6..6.2 元"), ("3万元与5万元之间", "30000..50000 元"), ("10k~20k", "10000..20000 None"),
    ("重四斤半", "4.5 斤"), ("休息半小时", "0.5 小时"), ("三个半小时", "3.5 小时"), ("18个多月", "18 个月"), ("四两茶叶", "4 两"), ("一点六公里", "1.6 公里"),
    ("八成五", "85 %"), ("百分之六点二", "6.2 %"), ("负百分之四", "-4 %"), ("降幅为-3.5%", "-3.5 %"), ("百分之五到百分之八", "5..8 %"), ("千分之二", "2 ‰"),
    ("室温25摄氏度", "25 摄氏度"), ("华氏温度70度", "70 华氏度"), ("体重62KG", "62 KG"), ("跑了12km", "12 km"), ("六兆字节", "6 兆字节"),
    ("四分之三的农户", "0.75 None"), ("超过2/3的村", "0.67 None"), ("不小于四十", "40 None"), ("两百万", "2000000 None"), ("大于或等于36", "36 None"),
    ("12,345,678,901.5元", "12345678901.5 元"), ("45日", "45 日")])
def test_a_quantity_of_any_sentence(text: str, found: str) -> None:
    def shown(value: Decimal) -> str:
        return f"{round(value, 2):f}".rstrip("0").rstrip(".") if value % 1 else f"{value:f}"

    [one] = planparse.quantities(text)
    assert shown(one.value) + (f"..{shown(one.value_max)}" if one.value_max is not None else "") + f" {one.unit}" == found


@pytest.mark.parametrize(("text", "comparator"), [
    ("不到90人", "le"), ("大于等于3亩", "ge"), ("小于或者等于3亩", "le"), ("3人或者以上", "ge"), ("五百或更多", "ge"), ("海拔在700米之下", "le"), ("七八个", "range")])
def test_bound_words_of_any_sentence(text: str, comparator: str) -> None:
    assert [one.comparator for one in planparse.quantities(text)] == [comparator]


@pytest.mark.parametrize("text", [
    "十分重视农业", "一方面要抓好", "珠三角地区", "三年级学生", "千万不能松懈", "进一步完善三级网络", "“十四五”期间", "十四五期间", "1990年代", "一面红旗"])
def test_words_with_numerals_are_no_quantities(text: str) -> None:
    assert planparse.quantities(text) == []


def test_no_quantity() -> None:
    assert planparse.quantities("松政发〔2021〕3号，2023年6月，第3条，十四五期间") == []
    assert planparse.quantities("") == []


def test_a_period() -> None:
    text = "2021 年 11 月至 2022 年 8 月建成，收到后30日内上报"
    first, second = planparse.periods(text)
    assert (first.start, first.end, first.relation, first.quote) == ("2021-11-01", "2022-08-31", "during", "2021 年 11 月至 2022 年 8 月")
    assert (second.start, second.end, second.relation, second.duration) == (None, None, "within", "P30D")


@pytest.mark.parametrize(("text", "first", "last"), [
    ("去年8月", "2023-08-01", "2023-08-31"), ("前年", "2022-01-01", "2022-12-31"), ("今明两年", "2024-01-01", "2025-12-31"),
    ("昨天", "2024-05-14", "2024-05-14"), ("大后天", "2024-05-18", "2024-05-18"), ("后日", "2024-05-17", "2024-05-17"),
    ("上个月", "2024-04-01", "2024-04-30"), ("本月20日", "2024-05-20", "2024-05-20"), ("下下个月", "2024-07-01", "2024-07-31"), ("上季度", "2024-01-01", "2024-03-31"),
    ("下周", "2024-05-20", "2024-05-26"), ("上週五", "2024-05-10", "2024-05-10"), ("这周末", "2024-05-18", "2024-05-19"), ("星期一", "2024-05-20", "2024-05-20"),
    ("9月的第二个星期三", "2024-09-11", "2024-09-11"), ("周一至周四", "2024-05-20", "2024-05-23"), ("近五年", "2019-05-15", "2024-05-15"), ("未来10天", "2024-05-15", "2024-05-25"),
    ("过去的两个月", "2024-03-15", "2024-05-15"), ("6周后", "2024-06-26", None), ("三年以前", None, "2021-05-15"),
    ("二零一九年九月二十三日", "2019-09-23", "2019-09-23"), ("两千零六年七月", "2006-07-01", "2006-07-31"), ("09年春节", "2009-01-26", "2009-01-26"), ("98年12月3号", "1998-12-03", "1998-12-03"),
    ("八月十九到二十六", "2024-08-19", "2024-08-26"), ("十一月至次年二月", "2024-11-01", "2025-02-28"), ("12月20日到1月5日", "2024-12-20", "2025-01-05"),
    ("2016到2019", "2016-01-01", "2019-12-31"), ("2014年与2017年之间", "2014-01-01", "2017-12-31"), ("2018年以来", "2018-01-01", None), ("2019年7月6-9日", "2019-07-06", "2019-07-09"),
    ("2021年前三个季度", "2021-01-01", "2021-09-30"), ("今年前两个月", "2024-01-01", "2024-02-29"), ("2020年后四个月", "2020-09-01", "2020-12-31"),
    ("二十世纪七十年代", "1970-01-01", "1979-12-31"), ("本世纪30年代", "2030-01-01", "2039-12-31"), ("八十年代", "1980-01-01", "1989-12-31"), ("1990年代", "1990-01-01", "1999-12-31"), ("17世纪", "1600-01-01", "1699-12-31"),
    ("儿童节", "2024-06-01", "2024-06-01"), ("2025年国庆节前", None, "2025-10-01"), ("明年中秋", "2025-10-06", "2025-10-06"), ("除夕", "2024-02-09", "2024-02-09"), ("清明节", "2024-04-04", "2024-04-04"),
    ("农历八月十六", "2024-09-18", "2024-09-18"), ("腊月廿三", "2025-01-22", "2025-01-22"), ("2023年闰二月", "2023-03-22", "2023-04-19"), ("20240307", "2024-03-07", "2024-03-07"), ("08年奥运会", "2008-01-01", "2008-12-31")])
def test_a_time_told_from_the_reference(text: str, first: str | None, last: str | None) -> None:
    [found] = planparse.periods(text, reference=date(2024, 5, 15))           # a Wednesday
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize(("text", "duration"), [
    ("学制三年", "P3Y"), ("试用6个星期", "P6W"), ("驻村四年零两个月", "P4Y2M"), ("培训两天半", "P2.5D"), ("停水5小时40分", "PT5H40M"), ("用时12分8秒", "PT12M8S"),
    ("为期三个季度", "P9M"), ("已有半年", "P6M"), ("卅天", "P30D"), ("等候一个半小时", "PT1.5H"), ("马上一年半了", "P1.5Y")])
def test_a_length_of_time(text: str, duration: str) -> None:
    assert [(one.relation, one.duration) for one in planparse.periods(text)] == [("within", duration)]


@pytest.mark.parametrize("text", ["每两天一次", "三年行动计划", "第四年", "3—5年", "满六个月", "每周三", "万一", "第3号", "上下", "一周两次", "三年级", "以上年龄", "20多年", "13月40日", "12号楼"])
def test_no_time(text: str) -> None:
    assert planparse.periods(text, reference=date(2024, 5, 15)) == []


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
