"""A Plan in, the parts of its terminal summary out (rich renderables, Chinese labels)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from planparse.model.plan import BudgetLine, Metadata, Plan
from planparse.text import labels

_LEVELS_SHOWN = 2
_UNITS_SHOWN = 15
_UNITS_IN_ROW = 3
_CAPTION = 16
_SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
_FRAME = (("发文字号", "doc_number"), ("发文机关", "issuer"), ("成文日期", "signed_date"), ("印发日期", "printed_date"),
          ("公开方式", "disclosure"), ("主送机关", "recipients"), ("抄送", "copied_to"))


def summary(plan: Plan) -> Iterator[RenderableType]:
    """The whole summary from top to bottom; parts that hold nothing are left out."""
    yield from _title(plan)
    for heading, part in (("版式要素", _frame(plan.metadata)), ("章节", _outline(plan)), ("目标任务", _targets(plan)),
                          ("资金", _budget(plan)), ("奖补", _incentives(plan)), ("责任单位", _units(plan)),
                          ("领导小组", _members(plan)), ("核对", _checks(plan))):
        if part is not None:
            yield Rule(Text(heading, style="bold"), align="left", style="dim")
            yield Padding(part, (0, 0, 1, 1))
    yield Text(_rest(plan), style="dim")


def _title(plan: Plan) -> Iterator[RenderableType]:
    meta = plan.metadata
    yield Text(meta.title.value or meta.notice_title.value or plan.source.name, style="bold")
    where = [meta.province.value if meta.province.value != meta.region.value else None, meta.region.value,
             meta.division_code.value]
    name = plan.source.name if meta.title.value or meta.notice_title.value else ""
    parts = [" ".join(one for one in where if one), labels.days(*meta.period.value) if meta.period.value else "",
             name, f"{plan.source.pages} 页" if plan.source.pages else f"{len(plan.text)} 字"]
    yield Text(" · ".join(part for part in parts if part) + "\n", style="dim")


def _grid(*columns: str, head: bool = True) -> Table:
    """A table without lines but one under its head; right-aligned columns begin with `>`, short ones with `=`."""
    table = Table(box=box.SIMPLE_HEAD if head else None, show_header=head, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column.lstrip(">="), justify="right" if column.startswith(">") else "left",
                         no_wrap=column[:1] in ">=", overflow="fold")
    return table


def _frame(meta: Metadata) -> Table | None:
    table = _grid("=", "", head=False)
    for label, name in _FRAME:
        value = getattr(meta, name).value
        shown = "、".join(value) if isinstance(value, list) else value
        if shown:
            table.add_row(Text(label, style="dim"), Text(shown))
    return table if table.row_count else None


def _outline(plan: Plan) -> Table | None:
    """The headings of the upper levels, each with what was found in it."""
    found = Counter(item.section for items in (plan.targets, plan.budget, plan.incentives, plan.responsibilities)
                    for item in items)
    parents = {section.id: section.parent for section in plan.sections}
    whole: Counter[str] = Counter()
    for at, count in found.items():
        seen: set[str] = set()
        while at is not None and at not in seen:
            seen.add(at)
            whole[at] += count
            at = parents.get(at)
    table = _grid("", "=", ">", head=False)
    for section in plan.sections:
        if section.level > _LEVELS_SHOWN or (section.title is None and section.level > 1):
            continue
        space = " " if section.label[-1:].isalnum() else ""      # 附件 云岫县…名单, but 一、工作目标
        line = Text("  " * (section.level - 1)).append(section.label + space, style="cyan").append(section.title or "")
        count = whole[section.id]
        table.add_row(line, Text(labels.SECTION_KINDS[section.kind], style="green"),
                      Text(f"{count} 项" if count else "", style="dim"))
    return table if table.row_count else None


def _targets(plan: Plan) -> Table | None:
    """Every target; what only its commitment tells (a schedule's date, the units of a table row) has a star."""
    works = {target: work for work in plan.commitments for target in work.targets}
    table = _grid("指标", ">数值", "=性质", "=期限", "责任单位")
    starred = False
    for target in plan.targets:
        value = labels.measure(target.comparator, target.value, target.value_max, target.unit, target.per)
        kind = labels.MODALITIES[target.modality] + labels.TARGET_KINDS[target.kind] + ("·增速" if target.growth else "")
        work = works.get(target.id)
        due = target.deadline or (work.deadline if work else None)
        units = target.responsible or (work.units if work else [])
        by_work = (bool(due) and target.deadline is None, bool(units) and not target.responsible)
        starred = starred or any(by_work)
        table.add_row(Text(target.indicator.text), Text(value, style="bold"), Text(kind, style="green"),
                      Text((labels.days(due.start, due.end) if due else "") + "*" * by_work[0]),
                      Text(_names(units, _UNITS_IN_ROW) + "*" * by_work[1], style="dim"))
    if starred:
        table.add_section()
        table.add_row(Text("* 取自所属工作（commitments）", style="dim"), "", "", "", "")
    return table if plan.targets else None


def _budget(plan: Plan) -> Table | None:
    table = _grid("用途", ">金额", "=来源", "=")
    before: tuple[str | None, int | None, str] | None = None
    for line in plan.budget:
        style = "" if line.role == "item" else "bold"
        place = (line.table, line.row, line.purpose.text)
        same, before = place == before, place
        table.add_row(Text("" if same else line.purpose.text, style=style), Text(labels.amount(line.amount), style=style),
                      Text(labels.SOURCES.get(line.source or "", "") + (f"{line.year}年" if line.year else ""), style="green"),
                      Text(labels.BUDGET_ROLES[line.role], style="dim"))
    if plan.budget:
        table.add_section()
    for where, lines in _places(plan).items():
        if len(lines) > 1:
            table.add_row(Text(f"{where}分项之和（{len(lines)} 项）", style="dim"),
                          Text(labels.amount(sum((line.amount for line in lines), Decimal(0))), style="dim"), "", "")
    return table if plan.budget else None


def _places(plan: Plan) -> dict[str, list[BudgetLine]]:
    """Items by where they stand: in prose, or in a table of their own, where money told by year, too, counts once."""
    captions = {table.id: f"《{_short(table.caption)}》" if table.caption else f"表 {table.id} "
                for table in plan.table_records}
    places: dict[str, list[BudgetLine]] = {}
    told = {line.table for line in plan.budget if line.role == "item" and line.year is None}
    for line in plan.budget:
        if line.role == "item" and (line.year is None or line.table not in told):
            places.setdefault(captions.get(line.table or "", "表中") if line.table else "正文", []).append(line)
    return places


def _short(words: str) -> str:
    return words if len(words) <= _CAPTION else words[:_CAPTION - 1] + "…"


def _incentives(plan: Plan) -> Table | None:
    table = _grid("条件", ">标准")
    for rule in plan.incentives:
        shown = labels.amount(rule.amount) if rule.amount is not None else ""
        if rule.rate is not None:
            shown = f"{labels.plain(rule.rate)}%" + (f"，{shown}" if shown else "")
        table.add_row(Text(rule.condition.text), Text(("最高 " if rule.cap else "") + shown, style="bold"))
    return table if plan.incentives else None


def _units(plan: Plan) -> Table | None:
    """How often each unit is named, the most bound first."""
    counts: dict[str, Counter[str | None]] = {}
    for statement in plan.responsibilities:
        for unit in statement.units:
            counts.setdefault(unit.name, Counter())[unit.role] += 1
    table = _grid("单位", ">牵头", ">配合", ">责任", ">共")
    ranked = sorted(counts.items(), key=lambda one: -one[1].total())
    for name, roles in ranked[:_UNITS_SHOWN]:
        cells = [str(roles[role]) if roles[role] else "" for role in ("lead", "support", None)]
        table.add_row(Text(name), *cells, Text(str(roles.total()), style="bold"))
    if len(ranked) > _UNITS_SHOWN:
        table.add_row(Text(f"另有 {len(ranked) - _UNITS_SHOWN} 个单位", style="dim"))
    return table if counts else None


def _members(plan: Plan) -> Table | None:
    table = _grid("=", "=", "", head=False)
    for member in plan.members:
        table.add_row(Text(member.role, style="green"), Text(member.name, style="bold"), Text("、".join(member.posts)))
    return table if plan.members else None


def _checks(plan: Plan) -> RenderableType | None:
    table = _grid("=", "", "=", head=False)
    for check in plan.checks:
        at = f"@{check.spans[0].start}" if check.spans else ""
        table.add_row(Text(labels.SEVERITIES[check.severity], style=_SEVERITY_STYLES[check.severity]),
                      Text(check.message), Text(at, style="dim"))
    return table if plan.checks else Text("没有发现不一致。", style="green")


def _rest(plan: Plan) -> str:
    counts = ((len(plan.deadlines), "处期限"), (len(plan.responsibilities), "处责任"), (len(plan.citations), "处引用"),
              (len(plan.table_records), "张表"), (len(plan.commitments), "件工作"))
    said = "、".join(f"{count} {word}" for count, word in counts if count)
    return f"另有 {said}：见 planparse parse 的 JSON。" if said else "没有读出期限、责任、引用、表格。"


def _names(names: list[str], most: int) -> str:
    """The first few names."""
    return "、".join(names[:most]) + (" 等" if len(names) > most else "")
