"""Understood tables: heads, columns, captions, units, slipped cells, tables over page breaks."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.lexicon.data import lexicon_folder
from planparse.model.document import Document
from planparse.model.structure import Grid, Reading
from planparse.pipeline import read_structure
from planparse.readers.plain import from_text
from planparse.structure.align import align
from planparse.structure.columns import column, money_factor, role_of, source_of
from planparse.structure.figures import figure, is_nothing
from planparse.structure.grids import cell_text

from .made_tables import document


def read(source: str | Document) -> Reading:
    return read_structure(from_text(source, "made.txt") if isinstance(source, str) else source)


def texts(reading: Reading, grid: Grid) -> list[list[str]]:
    return [[cell_text(reading.flow, cell) for cell in row] for row in grid.rows]


def roles(grid: Grid) -> list[str]:
    return [one.role for one in grid.columns]


def test_each_lexicon_example_is_read_with_its_role() -> None:
    data = tomllib.loads((lexicon_folder() / "columns.toml").read_text("utf-8"))
    for row in data["heads"]:
        assert row["examples"], row["role"]
        for example in row["examples"]:
            assert role_of(example) == row["role"], example
    for row in data["sources"]:
        for example in row["examples"]:
            assert source_of(example) == row["source"], example


def test_no_head_word_stands_for_two_roles() -> None:
    data = tomllib.loads((lexicon_folder() / "columns.toml").read_text("utf-8"))
    for key in ("words", "whole"):
        words = [word for row in data["heads"] for word in row.get(key, ())]
        assert len(words) == len(set(words))


@pytest.mark.parametrize(("head", "factor"), [
    ("金额/万元", 10_000), ("合计(单位:万元)", 10_000), ("投资(亿元)", 100_000_000), ("补助金额(元)", 1), ("金额", None)])
def test_factor_of_a_head(head: str, factor: int | None) -> None:
    assert money_factor(head) == (None if factor is None else Decimal(factor))


@pytest.mark.parametrize(("head", "source"), [
    ("中央资金", "central"), ("县级配套", "county"), ("企业自筹", "self"), ("中央和省级资金", None), ("总投资", None)])
def test_source_of_a_head(head: str, source: str | None) -> None:
    assert source_of(head) == source


def test_unit_column_is_not_a_responsible_unit_where_it_holds_measures() -> None:
    made = read(document([["指标名称", "2023年", "单位"], ["培训人次", "300", "人次"], ["覆盖率", "80", "%"]]))
    assert roles(made.grids[0]) == ["indicator", "value", "unit"]
    assert made.grids[0].kind == "targets"
    made = read(document([["序号", "工作任务", "单位"], ["1", "建设仓库", "县商务局、县财政局"], ["2", "开展培训", "县人力资源局"]]))
    assert roles(made.grids[0]) == ["order", "task", "lead"]


def test_caption_and_unit_above_the_table() -> None:
    made = read("附表2\n项目资金安排表\n单位：万元\n序号\t项目名称\t金额\n1\t冷库\t50\n2\t站点\t30\n")
    grid = made.grids[0]
    assert (grid.caption, grid.unit, grid.kind) == ("项目资金安排表", "万元", "budget")
    assert grid.columns[2].factor == 10_000


def test_unit_on_the_captions_line_and_prices_are_no_budget() -> None:
    made = read("设备购置清单　　单位：万元\n序号\t项目名称\t数量\t单价(元)\t金额\n1\t打包机\t3\t5000\t1.5\n2\t电脑\t2\t6000\t1.2\n")
    assert made.grids[0].unit == "万元"
    assert roles(made.grids[0]) == ["order", "task", "value", "other", "money"]


def test_title_row_inside_the_table_is_the_caption() -> None:
    made = read("第一批：仓储设施\t\t\n序号\t内 容\t金额/万元\n1\t冷库\t50\n2\t小计\t50\n")
    assert made.grids[0].caption == "第一批：仓储设施"
    assert made.grids[0].head_rows == 2


def test_two_level_head_with_merged_cells() -> None:
    made = read(document("单位：万元", [
        [("项目名称", 2, 1), ("资金来源", 1, 2), None, ("合计", 2, 1)],
        [None, "中央财政", "县级配套", None],
        ["冷库改造", "100", "20", "120"], ["合计", "100", "20", "120"]]))
    grid = made.grids[0]
    assert grid.head_rows == 2
    assert roles(grid) == ["task", "money", "money", "sum"]
    assert [one.source for one in grid.columns] == [None, "central", "county", None]
    assert [one.factor for one in grid.columns[1:]] == [10_000] * 3


def test_two_level_head_that_lost_its_merged_cells() -> None:
    made = read("项目名称\t资金来源（万元）\t\t合计\n\t中央财政\t县级配套\t\n冷库改造\t100\t20\t120\n路面硬化\t50\t10\t60\n")
    assert [one.source for one in made.grids[0].columns] == [None, "central", "county", None]
    assert made.grids[0].head_rows == 2


def test_head_repeated_behind_a_page_break_is_dropped() -> None:
    made = read("序号\t内容\t金额(万元)\n1\t冷库\t50\n\n序号\t内容\t金额（万元）\n2\t站点\t30\n")
    assert texts(made, made.grids[0])[1:] == [["1", "冷库", "50"], ["2", "站点", "30"]]


def test_table_that_goes_on_is_one_grid() -> None:
    head = ["序号", "内容", "金额(万元)"]
    made = read(document([head, ["1", "冷库", "50"]], [head, ["2", "站点", "30"]], [["3", "车辆", "20"], ["4", "人员", "10"]]))
    assert len(made.grids) == 1
    assert [row[0] for row in texts(made, made.grids[0])] == ["序号", "1", "2", "3", "4"]


def test_tables_with_words_between_are_two() -> None:
    head = ["序号", "内容", "金额(万元)"]
    made = read(document([head, ["1", "冷库", "50"]], "第二批", [head, ["1", "站点", "30"]]))
    assert [grid.caption for grid in made.grids] == [None, "第二批"]


def test_slipped_cells_go_back_to_their_columns() -> None:
    text = ("序号\t任务名称\t具体内容\t进度安排\n"
            "1\t物流建设\t采购打包机十台\t2022年3月至2022年6月\n"
            "\t采购冷藏车两辆\t2022年3月至2022年9月\t\n"
            "\t改造乡镇中转站\t2022年5月至2022年9月\n"
            "\t\t新建县级分拣中心\t2022年5月至2022年12月\n")
    made = read(text)
    assert texts(made, made.grids[0])[2:] == [
        ["", "", "采购冷藏车两辆", "2022年3月至2022年9月"],
        ["", "", "改造乡镇中转站", "2022年5月至2022年9月"],
        ["", "", "新建县级分拣中心", "2022年5月至2022年12月"]]


@pytest.mark.parametrize(("cells", "columns", "places"), [
    (["", "1", "冷库改造", "50", ""], ["group", "order", "content", "money", "sum"], [1, 2, 3]),
    (["", "", "", "78", ""], ["group", "order", "content", "money", "sum"], [4]),
    (["4", "", "支持企业开展数字化转型升级改造", "50", ""], ["group", "order", "content", "money", "sum"], [1, 2, 3]),
    (["合计", "500"], ["order", "content", "money", "note"], [1, 2]),
])
def test_places_of_cells_by_content(cells: list[str], columns: list[str], places: list[int]) -> None:
    put = align(cells, columns)
    assert [put[number] for number, cell in enumerate(cells) if cell] == places


@pytest.mark.parametrize(("text", "expected"), [
    ("1,224.5", ("eq", "1224.5", None)), ("≥90%", ("ge", "90", "%")), ("不少于60个", ("ge", "60", "个")),
    ("2万人次以上", ("ge", "20000", "人次")), ("10-20家", ("range", "10", "家")), ("〉5", ("ge", "5", None)),
    ("96万元", ("eq", "960000", "元"))])
def test_figures(text: str, expected: tuple[str, str, str | None]) -> None:
    found = figure(text)
    assert found is not None
    assert (found.comparator, found.value, found.unit) == (expected[0], Decimal(expected[1]), expected[2])


@pytest.mark.parametrize("text", ["", "显著提高", "2021年10月", "建设3个站点5个仓库", "第3批", "1.2.3"])
def test_no_figure(text: str) -> None:
    assert figure(text) is None


def test_nothing() -> None:
    assert all(is_nothing(text) for text in ("", "-", "0", "/", "0.00"))
    assert not any(is_nothing(text) for text in ("40", "0.5", "免费"))


@pytest.mark.parametrize(("heads", "role", "year"), [
    (("2025年",), "value", 2025), (("年度投资计划(万元)", "2024年"), "money", 2024), (("2020年完成值",), "baseline", 2020)])
def test_year_columns(heads: tuple[str, ...], role: str, year: int) -> None:
    made = column(0, heads, None)
    assert (made.role, made.year) == (role, year)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(
    ["", "序号", "内容", "金额(万元)", "合计", "小计", "50", "2021年3月", "冷库", "一、", "1", "指标", "目标值", "≥90%", "单位"]),
    min_size=1, max_size=5), min_size=1, max_size=8))
def test_any_table_is_read(lines: list[list[str]]) -> None:
    text = "\n".join("\t".join(line) for line in lines)
    made = read(text)
    for grid in made.grids:
        assert all(len(row) == len(grid.columns) for row in grid.rows)
        for row in grid.rows:
            for cell in row:
                assert cell is None or 0 <= cell.start <= cell.end <= len(made.flow.text)
