"""Numerals: everyday, financial, positional and mixed writing; what is no number stays none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.text.numerals import numeral

CASES = {
    "五千三百万": "53000000", "3.2亿": "320000000", "十二": "12", "两万五": "25000", "三百二": "320", "一千零五": "1005",
    "１，２００": "1200", "1,234.5": "1234.5", "二〇二一": "2021", "一点五亿": "150000000", "零点三": "0.3", "壹佰贰拾叁": "123",
    "万亿": "1000000000000", "千亿": "100000000000", "3万5千": "35000", "负八": "-8", "-2.5": "-2.5", "廿三": "23",
    "一亿零八万零三百二十三": "100080323", "十": "10", "零": "0", "三亿五千万": "350000000", "2.2万亿": "2200000000000",
    "一 百 二 十": "120",
    "貳佰參拾萬零陸": "2300006", "負兩億五千萬": "-250000000", "两百万零三十点零五": "2000030.05", "九千万亿": "9E+15", "六万万": "600000000",
    "三京零五亿": "30000000500000000", "八分之七": "0.875", "二又四分之一": "2.25", "负五分之二": "-0.4", "百分之三点五": "0.035", "千分之八": "0.008",
    "7/8": "0.875", "3 1/4": "3.25", "12%": "0.12", "半": "0.5", "半百": "50", "七个半": "7.5", "两个亿": "200000000", "十余万": "100000",
    "三十几亿": "3000000000", "800多万": "8000000", "廿六": "26", "一百廿三": "123", "卌": "40", "2.5k": "2500", "30w": "300000", "4e6": "4000000",
    ".25": "0.25", "一千六点五": "1600.5", "6千5万": "65000000", "二0二四": "2024", "三打": "36", "百三": "130",
}
DIGITS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


@pytest.mark.parametrize("written", CASES)
def test_value(written):
    assert numeral(written) == Decimal(CASES[written])


@pytest.mark.parametrize("written", ["", "若干", "1.2.3", "百分之", "三农", "十四五规划", "A4", "一批", "万一下", "百百", "一百一百", "三点点", "两百点两",
                                     "一千百", "个半", "3五", "五分之", "1/0", "零分之一", "1e99", "三亿两亿"])
def test_no_number(written):
    assert numeral(written) is None


def spell(value: int) -> str:
    """A number below 10,000 in everyday characters."""
    out, gap = "", False
    for power, digit in zip((3, 2, 1, 0), f"{value:04d}", strict=True):
        if digit == "0":
            gap = bool(out)
            continue
        out += ("零" if gap else "") + DIGITS[int(digit)] + UNITS[power]
        gap = False
    return out


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_spelled_numbers_read_back(myriads, rest):
    if rest >= 1000 or rest == 0:
        assert numeral(spell(rest)) == rest if rest else True
        written = spell(myriads) + "万" + (spell(rest) if rest else "")
    else:
        written = spell(myriads) + "万零" + spell(rest)
    assert numeral(written) == myriads * 10_000 + rest


@pytest.mark.parametrize("written", ["9" * 29, "9" * 2_000_000, "一亿" * 20_000, "一点" + "五" * 40, "1" + "百" * 400])
def test_what_is_too_long_for_exact_arithmetic_is_no_number(written):
    assert numeral(written) is None


def test_the_longest_numbers_stay_exact():
    assert numeral("9" * 28) == int("9" * 28)
    assert numeral("9" * 16 + "亿") == int("9" * 16) * 10**8


@given(st.text(max_size=30))
def test_never_raises(text):
    numeral(text)
