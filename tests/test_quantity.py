"""Quantities: what is marked is read with bound, value, unit and period; what is not marked is not read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.extract.quantity import quantities
from planparse.lexicon.units import unit_rows
from planparse.text.fold import fold

SENTENCES = [
    "新增绿地⟦30-50公顷 = range 30..50 公顷⟧,改造管网⟦12.5公里 = eq 12.5 公里⟧。",
    "培训⟦1.2万人次 = eq 12000 人次⟧,引进人才⟦三十余名 = approx 30 名⟧,带动⟦200余户 = approx 200 户⟧。",
    "财政资金⟦不超过50万元 = le 500000 元⟧,自筹⟦不少于50万元 = ge 500000 元⟧。",
    "比例⟦不低于3‰ = ge 3 ‰⟧,满意度⟦高于90% = ge 90 %⟧,投诉⟦低于5件 = le 5 件⟧。",
    "产值⟦突破5000亿元 = ge 500000000000 元⟧,迈上⟦千亿级 = approx 100000000000 元⟧台阶,规模⟦过百亿 = ge 10000000000 元⟧。",
    "⟦每两天配送一次 = eq 1 次 P2D⟧,⟦每季度至少检查1次 = ge 1 次 quarter⟧,⟦每周3次 = eq 3 次 week⟧,⟦一周两次 = eq 2 次 week⟧。",
    "收入⟦翻一番 = eq 2 倍⟧,案件⟦清零 = eq 0 None⟧,行政村⟦全覆盖 = eq 100 %⟧,产销量稳居全国⟦前三 = le 3 None⟧。",
    "建设站点⟦60个以上 = ge 60 个⟧、直播间⟦2至3间 = range 2..3 间⟧,机架保持⟦20%左右 = approx 20 %⟧。",
    "算力达到⟦12EFLOPS = eq 12 EFLOPS⟧,购置手持终端pda⟦70台 = eq 70 台⟧,粉丝数⟦不少于10万 = ge 100000 None⟧。",
    "安排资金⟦221万 = eq 2210000 元⟧用于培训,一式⟦四份 = eq 4 份⟧,配备渔船⟦不少于8艘 = ge 8 艘⟧,晒匾⟦12匾以上 = ge 12 匾⟧。",
    "增加⟦百分之二十 = eq 20 %⟧,提高⟦8个百分点 = eq 8 个百分点⟧,达到⟦九成以上 = ge 90 %⟧,事故⟦零发生 = eq 0 None⟧。",
    "⟦至少举办2场 = ge 2 场⟧推介会,⟦不超过项目总额的15% = le 15 %⟧。",
]
NOTHING = [
    "按照《2023年工作要点》(云政发〔2023〕15号)第3条执行。",
    "到2025年底建成5G网络,推广IPv6,办好O2O体验馆,下载2.0版应用。",
    "坚持统一规划,加快一体化,发展一二三产业,服务三农,突出一村一品。",
    "联系电话:0731-82345678,邮编410000。",
    "2023年6月30日前完成,第二十条修改为第二十一条。",
    "实现“一次不用跑”,打通“最后一公里”。",
    "通过努力,超额完成,经过评审。",
]


def shown(one) -> str:
    value = f"{one.value.normalize():f}" + (f"..{one.value_max.normalize():f}" if one.value_max is not None else "")
    return f"{one.comparator} {value} {one.unit}" + (f" {one.per}" if one.per else "")


@pytest.mark.parametrize("source", SENTENCES)
def test_marked(source, marked):
    case = marked(source)
    found = [(one.start, case.text[one.start:one.end], shown(one)) for one in quantities(fold(case.text))]
    assert found == list(case.marks)


@pytest.mark.parametrize("text", NOTHING)
def test_names_and_dates_are_no_quantities(text):
    assert [text[one.start:one.end] for one in quantities(fold(text))] == []


@pytest.mark.parametrize(("unit", "kind", "example"), unit_rows())
def test_each_unit_row_reads_its_example(unit, kind, example):
    assert unit in [one.unit for one in quantities(fold(example))], (unit, kind)


def test_bounds_are_never_turned_round():
    for words, comparator in {"不少于": "ge", "不低于": "ge", "不超过": "le", "不高于": "le", "低于": "le", "超过": "ge", "至少": "ge"}.items():
        assert [one.comparator for one in quantities(f"安排{words}50万元")] == [comparator], words


@given(st.text(alphabet="0123456789.,%每不少于超过一二十百万亿个家元年月日天次级以上左右-~至到到(),。;《》〔〕第\n", max_size=60))
def test_never_raises_and_stays_inside(text):
    for one in quantities(text):
        assert 0 <= one.start <= one.number_start < one.number_end <= len(text)
        assert one.start < one.end <= len(text)
