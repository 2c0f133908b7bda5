"""Tables read as a person reads them: rows of tasks, of money, of goals by year, of stages, forms, tables set as blanks."""

from __future__ import annotations

import html

import pytest

from planparse import Plan, parse, parse_text

Row = list[str | tuple[str, int, int]]
HEAD = ("<html><body><p>青禾县人民政府办公室文件</p><p>青政办〔2024〕18号</p><h1>青禾县县域商业体系建设行动方案</h1>"
        "<p>各乡镇人民政府：</p><p>一、总体目标</p><p>完善农村流通网络。</p><p>青禾县人民政府办公室</p><p>2024年3月8日</p><p>附件</p>")


def plan(caption: str, rows: list[Row]) -> Plan:
    """A plan whose annex is the table; a cell is its words, or words with rowspan and colspan."""
    cells = [[cell if isinstance(cell, tuple) else (cell, 1, 1) for cell in row] for row in rows]
    table = "".join("<tr>" + "".join(f"<td rowspan={down} colspan={over}>{html.escape(words)}</td>" for words, down, over in row)
                    + "</tr>" for row in cells)
    return parse(f"{HEAD}<p>{caption}</p><table border=1>{table}</table></body></html>".encode(), name="plan.html")


def texts(body: str) -> Plan:
    return parse_text(f"青禾县县域商业体系建设行动方案\n\n一、总体目标\n完善农村流通网络。\n二、资金安排\n具体安排见下表。\n{body}\n三、保障措施\n加强领导。\n")


def money(found: Plan) -> list[tuple[object, ...]]:
    return [(line.purpose.text, int(line.amount), line.role, line.source, line.year, line.row, line.column) for line in found.budget]


TASKS = plan("重点任务责任分工表", [
    ["序号", "任务类别", "工作任务", "牵头单位", "责任单位", "完成时间"],
    ["1", ("完善商业网点", 2, 1), "改造提升县城综合商贸服务中心2个", "县商务局", "住建局、各乡镇人民政府", "2025年6月底"],
    ["2", "新建乡镇商贸中心6个、村级便民商店80个", "县商务局、县供销社", "各乡镇（街道）", "2025年12月底前"],
    ["3", "强化物流配送", "建设县级物流配送中心1个", "县邮政管理局", "—", "持续推进"]])


def test_unit_cells_are_responsibilities_with_their_place():
    assert [(one.quote, one.cue, one.row, one.column, [(unit.name, unit.role) for unit in one.units])
            for one in TASKS.responsibilities] == [
        ("县商务局", "牵头单位", 1, 3, [("县商务局", "lead")]),
        ("住建局、各乡镇人民政府", "责任单位", 1, 4, [("县住建局", None), ("各乡镇人民政府", None)]),
        ("县商务局、县供销社", "牵头单位", 2, 3, [("县商务局", "lead"), ("县供销社", "lead")]),
        ("各乡镇（街道）", "责任单位", 2, 4, [("各乡镇（街道）", None)]),
        ("县邮政管理局", "牵头单位", 3, 3, [("县邮政管理局", "lead")])]


def test_each_row_of_tasks_is_a_commitment():
    assert [(one.title, one.lead, one.units, one.deadline and one.deadline.end) for one in TASKS.commitments] == [
        ("改造提升县城综合商贸服务中心2个", ["县商务局"], ["县商务局", "县住建局", "各乡镇人民政府"], "2025-06-30"),
        ("新建乡镇商贸中心6个、村级便民商店80个", ["县商务局", "县供销社"], ["县商务局", "县供销社", "各乡镇（街道）"], "2025-12-31"),
        ("建设县级物流配送中心1个", ["县邮政管理局"], ["县邮政管理局"], None)]


def test_items_of_cells_tell_table_row_and_column():
    assert [(one.quote, one.table, one.row, one.column, one.responsible[:1]) for one in TASKS.targets] == [
        ("2个", "tb1", 1, 2, ["县商务局"]), ("6个", "tb1", 2, 2, ["县商务局"]), ("80个", "tb1", 2, 2, ["县商务局"]),
        ("1个", "tb1", 3, 2, ["县邮政管理局"])]
    assert [(one.quote, one.row, one.column) for one in TASKS.deadlines] == [("2025年6月底", 1, 5), ("2025年12月底前", 2, 5)]


def test_the_documents_own_date_in_front_of_an_annex_is_no_deadline():
    assert all("2024" not in one.quote for one in TASKS.deadlines)


@pytest.mark.parametrize(("cell", "units"), [
    ("县商务局牵头，县财政局、县审计局配合", [("县商务局", "lead"), ("县财政局", "support"), ("县审计局", "support")]),
    ("牵头单位：县商务局；配合单位：县财政局、各乡镇", [("县商务局", "lead"), ("县财政局", "support"), ("各乡镇", "support")]),
    ("县商务局、财政局", [("县商务局", None), ("县财政局", None)]),
    ("县城投公司", [("县城投公司", None)])])
def test_a_unit_cell_may_tell_the_roles_itself(cell, units):
    found = plan("任务分工", [["工作任务", "责任单位及分工", "完成时限"], ["建立项目台账", cell, "2024年4月底"]])
    assert [(unit.name, unit.role) for one in found.responsibilities for unit in one.units] == units


@pytest.mark.parametrize("cell", ["—", "无", "/", "王建国"])
def test_cells_that_name_no_unit(cell):
    head = "责任人" if cell == "王建国" else "牵头单位"
    assert plan("任务分工", [["工作任务", head, "完成时限"], ["建立项目台账", cell, "2024年4月底"]]).responsibilities == []


def test_money_by_payer_and_by_year():
    found = plan("资金预算表（单位：万元）", [
        [("序号", 2, 1), ("项目名称", 2, 1), ("资金总额", 2, 1), ("其中", 1, 2), ("分年度投入", 1, 2)],
        ["中央资金", "企业自筹", "2024年", "2025年"],
        ["1", "县级物流配送中心", "860", "500", "360", "300", "560"],
        ["2", "乡镇商贸中心", "420", "300", "120", "420", "-"],
        [("合计", 1, 2), "1280", "800", "480", "720", "560"]])
    assert money(found)[:6] == [
        ("县级物流配送中心", 8_600_000, "subtotal", None, None, 2, 2), ("县级物流配送中心", 5_000_000, "item", "central", None, 2, 3),
        ("县级物流配送中心", 3_600_000, "item", "self", None, 2, 4), ("县级物流配送中心", 3_000_000, "item", None, 2024, 2, 5),
        ("县级物流配送中心", 5_600_000, "item", None, 2025, 2, 6), ("乡镇商贸中心", 4_200_000, "subtotal", None, None, 3, 2)]
    assert [one for one in found.checks if one.code == "sum-mismatch"] == []
    assert [one.amount for one in found.commitments] == [8_600_000, 4_200_000]


def test_show_counts_money_told_by_payer_and_by_year_once():
    from rich.console import Console

    from planparse.cli.summary import summary

    found = plan("资金预算表（单位：万元）", [
        ["项目名称", "中央资金", "企业自筹", "2024年投入", "2025年投入"], ["物流配送中心", "500", "360", "300", "560"],
        ["乡镇商贸中心", "300", "120", "420", "-"]])
    console = Console(width=120)
    with console.capture() as captured:
        console.print(*summary(found))
    shown = captured.get()
    assert "（4 项）" in shown and "1280万元" in shown and "2560万元" not in shown and "2024年" in shown


def test_a_wrong_sum_by_year_is_found():
    found = plan("资金预算表（单位：万元）", [["项目名称", "2024年投入", "2025年投入"], ["物流配送中心", "300", "560"],
                                    ["乡镇商贸中心", "420", "100"], ["合计", "720", "600"]])
    assert [(one.expected, one.found) for one in found.checks if one.code == "sum-mismatch"] == [("6600000", "6000000")]


def test_one_sum_for_several_rows_belongs_to_none_alone():
    found = plan("资金安排表", [
        ["项目", "建设内容", "资金（万元）", "资金来源"],
        [("公共服务体系", 2, 1), "服务中心升级改造", ("320", 2, 1), "中央财政资金"], ["镇级服务站改造12个", ""],
        ["物流配送体系", "分拣设备采购", "180", "县财政"], ["总计", "", "500", ""]])
    assert [row[:4] for row in money(found)] == [("公共服务体系", 3_200_000, "item", "central"), ("分拣设备采购", 1_800_000, "item", "county"),
                                                ("总计", 5_000_000, "total", None)]
    assert [(one.title, one.amount, one.budget) for one in found.commitments] == [
        ("服务中心升级改造", None, ["b1"]), ("镇级服务站改造12个", None, ["b1"]), ("分拣设备采购", 1_800_000, ["b2"])]


def test_rows_of_payers_are_no_works():
    found = plan("资金来源表（单位：万元）", [["资金来源", "金额", "占比"], ["中央财政资金", "1500", "62.5%"], ["县级财政配套", "500", "20.8%"],
                                     ["社会资本", "400", "16.7%"], ["合计", "2400", "100%"]])
    assert [(row[0], row[3]) for row in money(found)] == [("中央财政资金", "central"), ("县级财政配套", "county"), ("社会资本", "self"),
                                                         ("合计", None)]
    assert found.commitments == []


def test_whole_investment_beside_that_of_a_year():
    found = plan("重点项目清单", [
        ["序号", "项目名称", "建设规模及内容", "总投资（亿元）", "2024年计划投资（万元）", "建设年限", "责任单位"],
        ["1", "农产品批发市场", "新建交易区3万平方米", "2.6", "8000", "2024—2026", "县城投公司"],
        ["2", "智慧物流园", "建设分拨中心1.2万平方米", "1.1", "5000", "2023-2025", "县交投集团"], ["合计", "", "", "3.7", "13000", "", ""]])
    assert [(row[0], row[1], row[2], row[4]) for row in money(found)] == [
        ("农产品批发市场", 260_000_000, "item", None), ("农产品批发市场", 80_000_000, "item", 2024), ("智慧物流园", 110_000_000, "item", None),
        ("智慧物流园", 50_000_000, "item", 2024), ("合计", 370_000_000, "total", None), ("合计", 130_000_000, "total", 2024)]
    assert [(one.amount, one.deadline and (one.deadline.start, one.deadline.end)) for one in found.commitments] == [
        (260_000_000, ("2024-01-01", "2026-12-31")), (110_000_000, ("2023-01-01", "2025-12-31"))]
    assert [one for one in found.checks if one.code == "sum-mismatch"] == []


def test_indicators_with_baseline_nature_and_rate():
    found = plan("主要指标", [
        [("序号", 2, 1), ("指标名称", 2, 1), ("单位", 2, 1), ("2023年实际", 2, 1), ("目标值", 1, 2), ("年均增速", 2, 1), ("属性", 2, 1)],
        ["2025年", "2027年"],
        ["1", "社会消费品零售总额", "亿元", "52.3", "60", "75", "7.5左右", "预期性"],
        ["2", "快递服务行政村覆盖率", "%", "82", "95", "100", "—", "约束性"],
        ["3", "限额以上商贸企业", "家", "61", "75", "100", "〔39〕", "预期性"]])
    assert [(one.value, one.unit, one.growth, one.comparator, one.deadline and one.deadline.end, one.nature,
             one.baseline and (one.baseline.value, one.baseline.year)) for one in found.targets] == [
        (6_000_000_000, "元", False, "eq", "2025-12-31", "expected", (5_230_000_000, 2023)),
        (7_500_000_000, "元", False, "eq", "2027-12-31", "expected", (5_230_000_000, 2023)),
        (7.5, "%", True, "approx", None, "expected", None),
        (95, "%", False, "eq", "2025-12-31", "binding", (82, 2023)), (100, "%", False, "eq", "2027-12-31", "binding", (82, 2023)),
        (75, "家", False, "eq", "2025-12-31", "expected", (61, 2023)), (100, "家", False, "eq", "2027-12-31", "expected", (61, 2023)),
        (39, "家", False, "eq", None, "expected", (61, 2023))]


def test_tasks_with_values_by_year_name_what_their_words_count():
    found = plan("年度工作计划表", [["序号", "项目名称", "建设内容", "2024年目标", "2025年目标", "责任单位"],
                               ["1", "冷链仓储", "建设产地冷藏保鲜库30座", "10座", "30座", "县农业农村局"],
                               ["2", "人才培训", "培训电商人才3000人次", "800人次", "3000人次", "县人社局"]])
    assert [(one.indicator.text, one.value, one.deadline and one.deadline.end, one.responsible) for one in found.targets] == [
        ("产地冷藏保鲜库", 30, None, ["县农业农村局"]), ("产地冷藏保鲜库", 10, "2024-12-31", ["县农业农村局"]),
        ("产地冷藏保鲜库", 30, "2025-12-31", ["县农业农村局"]), ("培训电商人才", 3000, None, ["县人社局"]),
        ("培训电商人才", 800, "2024-12-31", ["县人社局"]), ("培训电商人才", 3000, "2025-12-31", ["县人社局"])]


def test_shares_of_two_halves_side_by_side():
    found = plan("乡镇站点建设任务分配表", [["乡镇", "任务数（个）", "乡镇", "任务数（个）"], ["东河镇", "12", "南坪镇", "9"], ["西岭乡", "8", "北山乡", "6"]])
    assert [(one.value, one.responsible) for one in found.targets] == [(12, ["东河镇"]), (9, ["南坪镇"]), (8, ["西岭乡"]), (6, ["北山乡"])]


@pytest.mark.parametrize(("start", "end", "first", "last"), [
    ("2024.03", "2024.05", "2024-03-01", "2024-05-31"), ("2024年6月", "2025年6月", "2024-06-01", "2025-06-30"),
    ("2025-07", "2025-09-30", "2025-07-01", "2025-09-30"), ("4月", "6月", "2024-04-01", "2024-06-30"),
    ("2024/3/1", "2024/5/20", "2024-03-01", "2024-05-20")])
def test_times_in_columns_of_their_own(start, end, first, last):
    found = plan("进度计划", [["任务", "起始时间", "完成时间", "负责单位"], ["主体工程施工", start, end, "县住建局"]])
    assert [(one.deadline and (one.deadline.start, one.deadline.end)) for one in found.commitments] == [(first, last)]


@pytest.mark.parametrize("cell", ["2024-13", "3.5", "2024-2", "持续推进", "第3批", "2025-2024"])
def test_cells_that_are_no_times(cell):
    found = plan("进度计划", [["任务", "完成时间", "负责单位"], ["主体工程施工", cell, "县住建局"]])
    assert [(one.start, one.end) for one in found.deadlines] == ([("2024-02-01", "2024-02-29")] if cell == "2024-2" else [])


def test_a_form_above_a_table_of_goals():
    found = plan("项目支出绩效目标表", [
        ["项目名称", ("农产品冷链项目", 1, 3)], ["主管部门", "县农业农村局", "实施单位", "县供销集团"],
        ["资金总额（万元）", "900", "其中：中央财政", "600"], ["总体目标", ("建设产地冷库12座，新增库容不低于8000吨。", 1, 3)],
        ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "新建冷库数量", "12座"], ["效益指标", "社会效益", "带动就业人数", "≥150人"]])
    assert money(found) == [("农产品冷链项目", 9_000_000, "total", None, None, 2, 1),
                            ("农产品冷链项目", 6_000_000, "item", "central", None, 2, 3)]
    assert [unit.name for one in found.responsibilities for unit in one.units] == ["县农业农村局", "县供销集团"]
    assert [(one.indicator.text, one.comparator, one.value) for one in found.targets] == [
        ("产地冷库", "eq", 12), ("产地冷库库容", "ge", 8000), ("新建冷库数量", "eq", 12), ("带动就业人数", "ge", 150)]
    assert found.table_records[0].caption == "项目支出绩效目标表" and found.checks == [one for one in found.checks if one.code != "sum-mismatch"]


ROWS = [("县级物流配送中心", 5_000_000, "item"), ("乡镇商贸中心", 3_000_000, "item"), ("合计", 8_000_000, "total")]


@pytest.mark.parametrize("body", [
    "资金安排表（单位：万元）\n序号　　项目名称　　　　　资金\n1　　县级物流配送中心　　500\n2　　乡镇商贸中心　　　　300\n合计　　　　　　　　　　800",
    "表1 资金安排表（单位：万元）\n序号 项目名称 金额\n1 县级物流 配送中心 500\n2 乡镇商贸中心 300\n合计 800",
    "资金安排表\n单位：万元\n序号    项目名称            资金    来源\n1       县级物流配送中心    500     中央资金\n"
    "2       乡镇商贸中心        300     县级财政\n        合计                800",
    "资金安排表（单位：万元）\n序号\n项目名称\n金额\n1\n县级物流配送中心\n500\n2\n乡镇商贸中心\n300\n合计\n800"],
    ids=["full-width", "single", "gaps", "one-cell-a-line"])
def test_tables_set_as_blanks(body):
    found = texts(body)
    assert [("".join(line.purpose.text.split()), int(line.amount), line.role) for line in found.budget] == ROWS
    assert [table.unit for table in found.table_records] == ["万元"]


@pytest.mark.parametrize("body", [
    "组 长 副组长\n王建国 李明\n张华 赵强", "责任单位 完成时限\n县商务局要会同县财政局认真落实 各项工作任务。\n各乡镇要加强领导。",
    "项目名称\n金额\n时间\n由县商务局另行公布。", "联系人 电话\n王建国 0596-3221001\n李明 0596-3221002"])
def test_blanks_alone_make_no_table(body):
    assert texts(body).table_records == []
