"""A Comparison in, a workbook out: a sheet a view, numbers that stay numbers, the source sentence as a comment on each cell."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planparse.export.number_format import number_format
from planparse.model.comparison import Comparison, Evidence, FundingCell, FundingRow, IndicatorCell
from planparse.text import labels

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST_COMMENT, _LONGEST_CELL = 3000, 32_000
_PLAN_WIDTH, _NAMES_WIDTH = 24, 30
_HEAD = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1}
_SHARE = '0.00"%"'
_PER = {"village": "每个行政村", "township": "每个乡镇", "10000_yuan": "每万元资金", "10000_people": "每万人"}


def comparison_xlsx(comparison: Comparison) -> bytes:
    """The workbook; the same comparison always gives the same bytes."""
    return _Book(comparison).made()


class _Book:
    """The workbook while it is written."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._plans = [plan.id for plan in comparison.plans]
        self._names = labels.plan_names(comparison.plans)
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        self._book.set_properties({"title": "方案比较", "author": "planparse", "created": _MADE})
        self._formats: dict[tuple[str, bool], Format] = {}
        self._head = self._book.add_format(_HEAD)

    def made(self) -> bytes:
        self._about()
        self._matrix()
        self._money()
        self._bounds()
        self._units()
        self._schedule()
        self._normalised()
        self._only_in()
        self._candidates()
        self._book.close()
        return self._out.getvalue()

    def _format(self, pattern: str = "@", wrap: bool = False) -> Format:
        key = (pattern, wrap)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"num_format": pattern, "text_wrap": wrap, "valign": "top", "border": 1, "border_color": "#BFBFBF"})
        return self._formats[key]

    def _sheet(self, name: str, heads: Sequence[tuple[str, float]], frozen: int) -> Worksheet:
        """A sheet with its head row frozen; `frozen` columns stay in view."""
        sheet = self._book.add_worksheet(name)
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, _clean(head), self._head)
        sheet.freeze_panes(1, frozen)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_default_row(18)
        sheet.set_row(0, 34)
        return sheet

    def _plan_heads(self, width: float = _PLAN_WIDTH) -> list[tuple[str, float]]:
        return [(self._names[plan], width) for plan in self._plans]

    def _texts(self, sheet: Worksheet, row: int, texts: Sequence[str], wrap: bool = False) -> None:
        for column, text in enumerate(texts):
            sheet.write_string(row, column, _clean(text)[:_LONGEST_CELL], self._format(wrap=wrap))

    def _number(self, sheet: Worksheet, at: tuple[int, int], value: Decimal | int, pattern: str, evidence: Sequence[Evidence],
                head: str = "", checks: Sequence[str] = ()) -> None:
        sheet.write_number(*at, value, self._format(pattern))
        self._comment(sheet, at, evidence, head, checks)

    def _comment(self, sheet: Worksheet, at: tuple[int, int], evidence: Sequence[Evidence], head: str = "",
                 checks: Sequence[str] = ()) -> None:
        """The sentences a cell rests on, and what the plan's own checks say of it."""
        told = dict.fromkeys((f"第{one.page}页：" if one.page else "") + one.sentence for one in evidence)
        text = _clean("\n".join([*([head] if head else []), *told, *(labels.OWN_CHECK + one for one in checks)]))
        if text:
            lines = min(14, 2 + len(text) // 24 + text.count("\n"))
            sheet.write_comment(*at, text[:_LONGEST_COMMENT], {"author": "planparse", "width": 340, "height": 18 * lines})

    def _about(self) -> None:
        sheet = self._sheet("方案", [("编号", 6), ("地区", 14), ("省份", 12), ("区划代码", 10), ("名称", 44), ("发文字号", 22),
                                  ("起", 12), ("止", 12), ("资金总额", 14), ("文件", 30)], 2)
        for row, plan in enumerate(self._comparison.plans, 1):
            first, last = plan.period or ("", "")
            self._texts(sheet, row, (plan.id, plan.region or "", plan.province or "", plan.division_code or "",
                                     plan.title or "", plan.doc_number or "", first, last, "", plan.name))
            if (total := self._comparison.totals.get(plan.id)) is not None:
                self._number(sheet, (row, 8), total.amount, number_format(total.amount, "元"), total.evidence, "", total.checks)
        sheet.autofilter(0, 0, len(self._comparison.plans), 9)

    def _matrix(self) -> None:
        heads = [("指标", 24), ("代码", 24), ("单位", 8), ("性质", 14)]
        sheet, line = self._sheet("指标", [*heads, *self._plan_heads()], len(heads)), 1
        for row in self._comparison.indicators:
            for number in range(max(map(len, row.cells.values()), default=0)):
                self._texts(sheet, line, (row.label, row.code, row.unit or "", labels.row_kind(row)))
                for column, plan in enumerate(self._plans, len(heads)):
                    cells = row.cells.get(plan, [])
                    if number < len(cells):
                        self._promise(sheet, (line, column), cells[number], row.unit)
                    else:
                        sheet.write_blank(line, column, None, self._format())
                line += 1
        sheet.autofilter(0, 0, max(line - 1, 1), len(heads) + len(self._plans) - 1)

    def _promise(self, sheet: Worksheet, at: tuple[int, int], cell: IndicatorCell, unit: str | None) -> None:
        due = labels.due(cell.deadline.start, cell.deadline.end) if cell.deadline else ""
        other = cell.unit if cell.unit is not None and cell.unit != unit else ""
        pattern = number_format(cell.value, unit, comparator=cell.comparator, most=cell.value_max,
                                before=labels.MODALITIES[cell.modality], behind=other + (f"（{due}）" if due else ""))
        self._number(sheet, at, cell.value, pattern, labels.sentences(cell), cell.indicator, cell.checks)

    def _money(self) -> None:
        heads = [("类别", 26), ("代码", 16)]
        for name, rows in (("资金用途", self._comparison.funding), ("资金来源", self._comparison.sources)):
            columns = [head for plan in self._plans for head in ((self._names[plan], 15.0), ("占比", 9.0))]
            sheet = self._sheet(name, [*heads, *columns], len(heads))
            line = 0
            for line, row in enumerate([*rows, *self._total_row()], 1):
                self._texts(sheet, line, (row.label, row.category))
                for number, plan in enumerate(self._plans):
                    self._money_cell(sheet, line, len(heads) + 2 * number, row.cells.get(plan))
            sheet.autofilter(0, 0, max(line, 1), len(heads) + len(columns) - 1)

    def _bounds(self) -> None:
        if not self._comparison.fund_bounds:
            return
        sheet = self._sheet("资金比例限制", [("方案", 18), ("比例", 12), ("限制", 40), ("原文", 60)], 1)
        for line, bound in enumerate(self._comparison.fund_bounds, 1):
            self._texts(sheet, line, (self._names[bound.plan], "", bound.text, bound.evidence.sentence))
            pattern = number_format(bound.value, "%", comparator=bound.comparator, most=bound.value_max)
            self._number(sheet, (line, 1), bound.value, pattern, [bound.evidence])
        sheet.autofilter(0, 0, len(self._comparison.fund_bounds), 3)

    def _total_row(self) -> list[FundingRow]:
        totals = self._comparison.totals
        return [FundingRow(category="total", label="方案载明总额", cells=totals)] if totals else []

    def _money_cell(self, sheet: Worksheet, line: int, column: int, cell: FundingCell | None) -> None:
        if cell is None:
            sheet.write_blank(line, column, None, self._format())
            sheet.write_blank(line, column + 1, None, self._format())
            return
        self._number(sheet, (line, column), cell.amount, number_format(cell.amount, "元"), cell.evidence, "", cell.checks)
        if cell.share is None:
            sheet.write_blank(line, column + 1, None, self._format())
        else:
            self._number(sheet, (line, column + 1), cell.share, _SHARE, cell.evidence)

    def _units(self) -> None:
        heads = [("职能", 20), ("代码", 20)]
        sheet, line = self._sheet("责任单位", [*heads, *self._plan_heads(_NAMES_WIDTH)], len(heads)), 0
        for line, row in enumerate(self._comparison.units, 1):
            self._texts(sheet, line, (row.label, row.function))
            for column, plan in enumerate(self._plans, len(heads)):
                cell = row.cells.get(plan)
                if cell is None:
                    sheet.write_blank(line, column, None, self._format())
                    continue
                roles = "".join(f"，{word}{count}" for word, count in (("牵头", cell.lead), ("配合", cell.support)) if count)
                text = f"{'、'.join(cell.names)}（{cell.tasks}项{roles}）"
                sheet.write_string(line, column, _clean(text)[:_LONGEST_CELL], self._format(wrap=True))
                self._comment(sheet, (line, column), cell.evidence)
            sheet.set_row(line, 32)
        sheet.autofilter(0, 0, max(line, 1), len(heads) + len(self._plans) - 1)

    def _schedule(self) -> None:
        sheet, line = self._sheet("进度", [("方案", 18), ("阶段", 36), ("起", 12), ("止", 12), ("原文", 60)], 2), 0
        for line, stage in enumerate(self._comparison.schedule, 1):
            self._texts(sheet, line, (self._names[stage.plan], stage.stage, "", "", stage.evidence.sentence))
            for column, day in ((2, stage.start), (3, stage.end)):
                if day is not None:
                    self._date(sheet, (line, column), day)
            self._comment(sheet, (line, 1), labels.stage_sentences(stage), "", stage.checks)
        sheet.autofilter(0, 0, max(line, 1), 4)

    def _date(self, sheet: Worksheet, at: tuple[int, int], day: str) -> None:
        """A date; as text where a spreadsheet's calendar does not have it."""
        try:
            sheet.write_datetime(*at, datetime.fromisoformat(day), self._format("yyyy-mm-dd"))
        except ValueError:
            sheet.write_string(*at, _clean(day), self._format())

    def _normalised(self) -> None:
        heads = [("口径", 14), ("指标", 24), ("代码", 24), ("单位", 14), ("资金口径", 14)]
        sheet, line = self._sheet("可比口径", [*heads, *self._plan_heads()], len(heads)), 0
        for line, row in enumerate(self._comparison.normalised, 1):
            self._texts(sheet, line, (_PER[row.per], row.label, row.code, row.unit, row.basis or ""))
            for column, plan in enumerate(self._plans, len(heads)):
                if (cell := row.cells.get(plan)) is None:
                    sheet.write_blank(line, column, None, self._format())
                else:
                    self._number(sheet, (line, column), cell.value, number_format(cell.value, None, comparator=cell.comparator),
                                 cell.evidence, cell.formula)
        sheet.autofilter(0, 0, max(line, 1), len(heads) + len(self._plans) - 1)

    def _only_in(self) -> None:
        named = {row.code: row for row in self._comparison.indicators}
        sheet, line = self._sheet("独有指标", [("方案", 18), ("指标", 26), ("代码", 26)], 1), 0
        for plan, codes in self._comparison.only_in.items():
            for code in codes:
                line += 1
                row = named.get(code)
                self._texts(sheet, line, (self._names[plan], row.label if row else code, code))
                told = [cell.evidence for one in self._comparison.indicators if one.code == code for cell in one.cells.get(plan, [])]
                self._comment(sheet, (line, 1), told)
        sheet.autofilter(0, 0, max(line, 1), 2)

    def _candidates(self) -> None:
        sheet, line = self._sheet("候选指标", [("候选", 30), ("单位", 8), ("方案", 18), ("该方案的说法", 36), ("原文", 60)], 1), 0
        for candidate in self._comparison.candidates:
            for mention in candidate.mentions:
                line += 1
                self._texts(sheet, line, (candidate.text, candidate.unit or "", self._names[mention.plan], mention.text,
                                          mention.evidence.sentence))
                self._comment(sheet, (line, 3), [mention.evidence])
        sheet.autofilter(0, 0, max(line, 1), 4)


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _UNPRINTED.sub("", text)
