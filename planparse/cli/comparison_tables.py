"""A Comparison in, the parts of its terminal report out (rich renderables, Chinese labels, at most six plans a table)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from planparse.model.comparison import Comparison, FundingRow, IndicatorCell, IndicatorRow, NormalisedRow
from planparse.text import labels

_SIDE_BY_SIDE = 6
_NAMES_SHOWN = 3
_PER = {"village": "每个行政村", "township": "每个乡镇", "10000_yuan": "每万元资金", "10000_people": "每万人"}


def report(comparison: Comparison) -> Iterator[RenderableType]:
    """The whole report from top to bottom; parts that hold nothing are left out, many plans stand in several tables."""
    names = labels.plan_names(comparison.plans)
    yield Padding(_plans(comparison, names), (0, 0, 1, 0))
    for start in range(0, len(comparison.plans), _SIDE_BY_SIDE):
        group = [plan.id for plan in comparison.plans[start:start + _SIDE_BY_SIDE]]
        shown = "" if len(comparison.plans) <= _SIDE_BY_SIDE else f"（{names[group[0]]} 至 {names[group[-1]]}）"
        quotients = _normalised(comparison.normalised, group, names)
        for heading, table in (("指标", _indicators(comparison, group, names)), ("资金用途", _money(comparison.funding, group, names)),
                               ("资金来源", _money(comparison.sources, group, names)),
                               ("责任单位", _units(comparison, group, names)),
                               ("可比口径" + _partly(quotients.row_count, len(comparison.normalised)), quotients)):
            yield from _part(heading + shown, table)
    for heading, table in (("资金比例限制", _bounds(comparison, names)),
                           ("进度", _schedule(comparison, names)), ("独有指标", _only_in(comparison, names)),
                           ("候选指标（词表尚无代码，多份方案说法相近）", _candidates(comparison, names))):
        yield from _part(heading, table)


def _partly(shown: int, every: int) -> str:
    """What a table that leaves rows out says of it."""
    return "" if shown == every else f"（{every} 行中的 {shown} 行：两份以上方案可比的；其余见 HTML、XLSX、CSV 或 JSON）"


def _part(heading: str, table: Table) -> Iterator[RenderableType]:
    if table.row_count:
        yield Rule(Text(heading, style="bold"), align="left", style="dim")
        yield Padding(table, (0, 0, 1, 1))


def _table(first: str, group: Sequence[str], names: dict[str, str]) -> Table:
    """A table with a column a plan."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", expand=True)
    table.add_column(first, ratio=2, overflow="fold")
    for plan in group:
        table.add_column(Text(names[plan]), ratio=2, overflow="fold")
    return table


def _plans(comparison: Comparison, names: dict[str, str]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(4):
        table.add_column(overflow="fold")
    for plan in comparison.plans:
        period = labels.days(*plan.period) if plan.period else ""
        total = comparison.totals.get(plan.id)
        money = f"总额 {labels.amount(total.amount)}" if total else ""
        table.add_row(Text(names[plan.id], style="bold"), Text(plan.title or plan.name), Text(period, style="dim"), Text(money))
    return table


def _indicators(comparison: Comparison, group: Sequence[str], names: dict[str, str]) -> Table:
    table = _table("指标", group, names)
    for row in comparison.indicators:
        if not any(plan in row.cells for plan in group):
            continue
        head = Text(row.label)
        kind = labels.row_kind(row)
        if kind != labels.TARGET_KINDS["goal"]:
            head.append(f" {kind}", style="green")
        table.add_row(head, *(_promises(row, row.cells.get(plan, [])) for plan in group))
    return table


def _promises(row: IndicatorRow, cells: Sequence[IndicatorCell]) -> Text:
    text = Text()
    for number, cell in enumerate(cells):
        due = labels.due(cell.deadline.start, cell.deadline.end) if cell.deadline else ""
        text.append("\n" if number else "").append(labels.MODALITIES[cell.modality], style="yellow")
        text.append(labels.measure(cell.comparator, cell.value, cell.value_max, cell.unit or row.unit, None), style="bold")
        text.append(f" {due}" if due else "", style="dim")
        text.append(f" {cell.indicator}" if len(cells) > 1 else "", style="dim")
        text.append(" 待核" if cell.checks else "", style="red")
    return text


def _money(rows: Sequence[FundingRow], group: Sequence[str], names: dict[str, str]) -> Table:
    held = [plan for plan in group if any(plan in row.cells for row in rows)]
    table = _table("类别", held, names)
    for row in rows:
        cells = [row.cells.get(plan) for plan in held]
        if any(cells):
            table.add_row(Text(row.label), *(Text("") if cell is None else Text(labels.amount(cell.amount)).append(
                "" if cell.share is None else f" {labels.plain(cell.share)}%", style="dim").append(
                    " 待核" if cell.checks else "", style="red") for cell in cells))
    return table


def _list(*heads: str) -> Table:
    """A table of a line each, whatever the plan."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _bounds(comparison: Comparison, names: dict[str, str]) -> Table:
    table = _list("方案", "比例", "限制")
    for one in comparison.fund_bounds:
        table.add_row(Text(names[one.plan]), Text(labels.measure(one.comparator, one.value, one.value_max, "%", None)), Text(one.text))
    return table


def _units(comparison: Comparison, group: Sequence[str], names: dict[str, str]) -> Table:
    table = _table("职能", group, names)
    for row in comparison.units:
        cells = [row.cells.get(plan) for plan in group]
        if any(cells):
            table.add_row(Text(row.label), *(Text("") if cell is None else Text(_few(cell.names)).append(
                f" {cell.tasks}项" + (f" 牵头{cell.lead}" if cell.lead else ""), style="dim") for cell in cells))
    return table


def _few(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMES_SHOWN]) + ("等" if len(names) > _NAMES_SHOWN else "")


def _normalised(rows: Sequence[NormalisedRow], group: Sequence[str], names: dict[str, str]) -> Table:
    """Only what two plans or more allow: a quotient alone compares nothing."""
    held = [plan for plan in group if any(plan in row.cells for row in rows if len(row.cells) > 1)]
    table = _table("口径", held, names)
    for row in rows:
        cells = [row.cells.get(plan) for plan in held]
        if len(row.cells) > 1 and any(cells):
            head = Text(row.label).append(f" {_PER[row.per]}（{row.unit}）" + (f" {row.basis}" if row.basis else ""), style="dim")
            table.add_row(head, *(Text("") if cell is None else Text(
                labels.COMPARATORS[cell.comparator] + labels.plain(cell.value), style="bold").append(
                    f"\n{cell.formula}", style="dim") for cell in cells))
    return table


def _schedule(comparison: Comparison, names: dict[str, str]) -> Table:
    table = _list("方案", "阶段", "起止")
    before = None
    for stage in comparison.schedule:
        table.add_row(Text(names[stage.plan] if stage.plan != before else ""), Text(stage.stage),
                      Text(labels.days(stage.start, stage.end)).append(" 待核" if stage.checks else "", style="red"))
        before = stage.plan
    return table


def _only_in(comparison: Comparison, names: dict[str, str]) -> Table:
    known = {row.code: row.label for row in comparison.indicators}
    table = _list("方案", "只有它提出的指标")
    for plan, codes in comparison.only_in.items():
        if codes:
            table.add_row(Text(names[plan]), Text("、".join(known.get(code, code) for code in codes)))
    return table


def _candidates(comparison: Comparison, names: dict[str, str]) -> Table:
    table = _list("说法", "单位", "方案")
    for one in comparison.candidates:
        told = "；".join(f"{names[mention.plan]}：{mention.text}" for mention in one.mentions)
        table.add_row(Text(one.text), Text(one.unit or ""), Text(told))
    return table
