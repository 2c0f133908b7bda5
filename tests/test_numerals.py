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
}
DIGITS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


@pytest.mark.parametrize("written", CASES)
def test_value(written):
    assert numeral(written) == Decimal(CASES[written])


@pytest.mark.parametrize("written", ["", "若干", "1.2.3", "百分之", "三农", "十四五规划", "A4", "一批", "万一下"])
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
