"""Metadata: the frame's values, and what the names imply."""

from __future__ import annotations

import pytest

from planparse.assemble.metadata import metadata
from planparse.extract.region import division_names, level_of, title_period, unlisted_name
from planparse.model.plan import Metadata
from planparse.pipeline import read_structure
from planparse.readers.plain import from_text


def read(text: str) -> Metadata:
    return metadata(read_structure(from_text(text, "test")))


def where(text: str) -> tuple[str | None, str | None, str | None]:
    found = read(text)
    return found.region.value, found.province.value, found.division_code.value


@pytest.mark.parametrize(("text", "region", "province", "code"), [
    ("缙云县竹产业实施方案\n为做好工作，制定本方案。\n", "缙云县", "浙江省", "331122"),
    ("南京市鼓楼区助企实施方案\n为做好工作，制定本方案。\n", "鼓楼区", "江苏省", "320106"),
    ("鼓楼区助企实施方案\n根据福建省商务厅、福州市商务局的部署，制定本方案。\n", "鼓楼区", "福建省", "350102"),
    ("鼓楼区助企实施方案\n根据《助企意见》（闽商发〔2021〕3号），制定本方案。\n", "鼓楼区", "福建省", "350102"),
    ("鼓楼区助企实施方案\n为做好工作，制定本方案。\n", "鼓楼区", None, None),
    ("山东省推动海洋渔业行动计划\n为做好工作，制定本计划。\n", "山东省", "山东省", "370000"),
    ("长泰县林下经济实施方案\n为做好工作，制定本方案。\n", "长泰县", "福建省", "350625"),
    ("大理州咖啡产业规划\n为做好工作，制定本规划。\n", "大理州", "云南省", "532900"),
    ("平安攀枝花建设方案\n根据四川省公安厅的部署，制定本方案。\n", "攀枝花市", "四川省", "510400"),
    ("平安攀枝花建设方案\n根据上级部署，制定本方案。\n", None, None, None),
    ("为做好我市工作，制定本方案。\n全市要抓好落实。威海市商务局牵头，威海市财政局配合，威海市统计局参与，烟台市有关做法可以借鉴。\n",
     "威海市", "山东省", "371000"),
    ("为做好工作，制定本方案。\n一、示范县建设\n支持示范县建设5个县城商圈。\n", None, None, None),
    ("国务院办公厅关于促进就业的意见\n各省、自治区、直辖市人民政府：\n山东省、浙江省要先行先试。\n国务院办公厅\n2020年1月2日\n", None, None, None),
])
def test_region(text: str, region: str | None, province: str | None, code: str | None) -> None:
    assert where(text) == (region, province, code)


def test_a_division_the_table_lacks_is_named_without_a_code() -> None:
    text = "浙江省云台县人民政府文件\n云台县茶叶实施方案\n为做好工作，制定本方案。\n"
    assert where(text) == ("云台县", "浙江省", None)
    assert unlisted_name("云台高新区管理委员会", 0, 10) is None


def test_spans_are_those_of_the_text() -> None:
    text = "\n 缙云县竹产业\n 实施方案（2021年-2022年）\n\n为做好工作，制定本方案。\n"
    found = read(text)
    assert found.title.value == "缙云县竹产业实施方案（2021年-2022年）" and found.title.span is not None
    assert text[slice(*found.title.span)].startswith("缙云县") and text[slice(*found.title.span)].endswith("）")
    assert found.period.value == ("2021-01-01", "2022-12-31") and found.period.span is not None
    assert text[slice(*found.period.span)] == "2021年-2022年"
    assert found.region.span is not None and text[slice(*found.region.span)] == "缙云县"


@pytest.mark.parametrize(("title", "period"), [
    ("云台县实施方案(2021年-2022年)", ("2021-01-01", "2022-12-31")), ("行动计划(2023-2025年)", ("2023-01-01", "2025-12-31")),
    ("2021年度工作要点", ("2021-01-01", "2021-12-31")), ("2021年6月至2022年2月攻坚方案", ("2021-06-01", "2022-02-28")),
    ("“十四五”现代物流规划", ("2021-01-01", "2025-12-31")), ("三年行动计划", None), ("到2025年远景目标任务", None),
    ("关于落实《云台省规划(2021-2025年)》的实施意见", None), ("2035年远景规划", None), ("2025-2021年方案", None),
])
def test_title_period(title: str, period: tuple[str, str] | None) -> None:
    found = title_period(title)
    assert (found and found[:2]) == period


def test_names_of_two_characters_need_a_name_in_front() -> None:
    names = [name for *_, name in division_names("建设示范县,推动建成县级中心,濮阳市范县试点,相应县区参照")]
    assert names == ["濮阳市", "范县"]


def test_levels() -> None:
    assert level_of("我县各单位") == "县"
    assert level_of("(责任单位:市商务局、市财政局、市场监管局)由市统计局汇总") == "市"
    assert level_of("为做好工作") is None
