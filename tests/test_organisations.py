"""The organisations and duties lexicons: every row's examples, and what the checker says of bad rows."""

from __future__ import annotations

import re

import pytest

from planparse.lexicon.entries import Entry, problems
from planparse.lexicon.load import alternation, load
from planparse.lexicon.organisations import check, function_of, kind_of


def test_the_lexicons_are_sound() -> None:
    assert check() == []


@pytest.mark.parametrize("entry", load("organisations"), ids=lambda entry: entry.code)
def test_each_example_has_its_function(entry: Entry) -> None:
    assert [function_of(name) for name in entry.examples] == [entry.code] * len(entry.examples)
    assert entry.code not in [function_of(name) for name in entry.not_examples]


@pytest.mark.parametrize(("name", "function"), [
    ("县工信局(商务局)", "industry_it"),
    ("县工业和商务信息化局", "commerce"),
    ("市场监管局", "market_regulation"),
    ("市民政局", "civil_affairs"),
    ("县人民政府", None),
    ("各乡镇(街道)", None),
    ("县绿色转化发展中心", None),
])
def test_function(name: str, function: str | None) -> None:
    assert function_of(name) == function


@pytest.mark.parametrize(("name", "kind"), [
    ("县商务局", "department"),
    ("县融媒体中心", "department"),
    ("县人民政府", "government"),
    ("青山高新区管委会", "government"),
    ("红岭镇人民政府", "township"),
    ("东门街道办事处", "township"),
    ("各乡镇(街道)", "collective"),
    ("县镇两级政府", "collective"),
    ("相关快递物流企业", "collective"),
    ("市、区两级财政部门", "collective"),
    ("县邮政公司", "enterprise"),
    ("人民银行榕溪支行", "enterprise"),
    ("县妇联", "organisation"),
    ("县供销社", "organisation"),
    ("省木雕产品行业协会", "organisation"),
    ("领导小组办公室", "organisation"),
])
def test_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


GOOD = Entry("water", "水利", ("水利",), ("县水利局",))


@pytest.mark.parametrize(("rows", "word"), [
    ([GOOD, Entry("ocean", "海洋", ("水利",), ("水利站",))], "stands on the row water too"),
    ([GOOD, Entry("water", "水务", ("水务",), ("县水务局",))], "the code stands on two rows"),
    ([Entry("water", "水利", ("水利",), ())], "no example"),
    ([Entry("water", "水利", (), ("县水利局",))], "no pattern"),
    ([Entry("water", "水利", ("水利", "水务"), ("县水利局",))], "no example for 水务"),
    ([Entry("water", "水利", ("水(",), ("县水利局",))], "is not a pattern"),
    ([Entry("water", "水利", ("水利",), ("县林业局", "县水利局"))], "县林业局 is matched by no row"),
    ([GOOD, Entry("energy", "能源", ("能源", "水利发电"), ("省能源局", "水利发电站", "县水利局"))], "县水利局 is matched by water"),
    ([Entry("water", "水利", ("水利",), ("县水利局",), ("水利出版社",))], "水利出版社 is matched"),
])
def test_bad_rows_are_named(rows: list[Entry], word: str) -> None:
    assert any(word in problem for problem in problems(rows, "organisations"))


def test_rows_of_other_fields_may_share_words() -> None:
    rows = [Entry("a", "甲", ("水利",), ("县水利局",), field="x"), Entry("a", "甲", ("水利",), ("水利",), field="y")]
    assert problems(rows) == []


def test_alternation_prefers_the_longest() -> None:
    pattern = re.compile(alternation("duties", "label", "none"))
    assert pattern.match("责任单位及责任人") is not None
    assert pattern.fullmatch("共同责任单位") is not None
