"""The tables in, the codebook out: every table and column in words, as a Markdown page in English or Chinese.

>>> page = list(codebook("zh"))
>>> next(line for line in page if line.startswith("| `amount`"))
'| `amount` | 小数 | 元 | 金额（元） | `budget[].amount` |'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planparse.export.tables import TABLES, TABLES_VERSION, Column, Table

Language = Literal["en", "zh"]

_TYPES = {"string": "字符串", "text": "长文本", "integer": "整数", "decimal": "小数", "float": "浮点数", "boolean": "是否",
          "date": "日期", "list": "列表"}
_UNITS = {"yuan": "元", "percent": "%", "character": "字符", "point": "磅", "share": "0至1", "page": "页", "see `unit`": "见 `unit`"}
_HEADS = {"en": "| column | type | unit | meaning | field of the plan JSON |\n|---|---|---|---|---|",
          "zh": "| 字段 | 类型 | 单位 | 含义 | 方案 JSON 中的位置 |\n|---|---|---|---|---|"}
_INTRO = {
    "en": (f"# Codebook of the exported tables\n\nVersion {TABLES_VERSION} of the tables. 中文：[codebook.zh.md](codebook.zh.md). "
           "How to export: [export.md](export.md).\n\n"
           "- Every row has `plan_id` and `id`; together they are the key of the row. The same file always gives the same keys.\n"
           "- Money is in yuan. Percent is a number of percent (20 for 20%). Dates are ISO 8601 days.\n"
           "- A decimal is exact. A list is a list of strings in the order of the plan; without entries it is empty, never null.\n"
           "- Columns not marked *or null* always hold a value.\n"
           "- `section` is the `id` of a row of `sections` of the same `plan_id`; the lists of `commitments` hold ids of the "
           "other tables. Places count characters (code points) in `sources.text`, from 0; the end is exclusive.\n"
           "- How each format writes lists, nulls and long text stands in [export.md](export.md).\n"),
    "zh": (f"# 导出表编码手册\n\n表结构第 {TABLES_VERSION} 版。English: [codebook.md](codebook.md)。导出方法见 [export.md](export.md)。\n\n"
           "- 每行都有 `plan_id` 和 `id`，二者合为主键；同一文件无论导出几次，主键相同。\n"
           "- 金额一律为元；百分数为百分之几的数（20% 记为 20）；日期为 ISO 8601 格式。\n"
           "- 小数精确无误差；列表按原文顺序，没有内容时为空列表，不为空值。\n"
           "- 未注“可空”的字段必有值。\n"
           "- `section` 为同一 `plan_id` 下 `sections` 表的 `id`；`commitments` 的各列表为其他表的 `id`。"
           "位置为 `sources.text` 中的字符序号，从 0 数起，终点不含在内。\n"
           "- 各种格式如何书写列表、空值和长文本，见 [export.md](export.md)。\n"),
}


def codebook(language: Language) -> Iterator[str]:
    """The page, piece by piece: what holds for all tables, then table by table."""
    yield _INTRO[language]
    for table in TABLES.values():
        yield f"## {table.name}\n" if language == "en" else f"## {table.name}（{table.label}）\n"
        yield (f"{table.en}." if language == "en" else f"{table.zh}。") + "\n"
        yield _HEADS[language]
        yield from (_line(column, language) for column in table.columns)
        yield ""
        yield from _codes(table, language)


def meaning(column: Column, language: Language) -> str:
    """What a column means, without Markdown."""
    return column.en if language == "en" else column.zh


def _line(column: Column, language: Language) -> str:
    """One row of a table's page."""
    if language == "en":
        kind, unit = column.type + (" or null" if column.nullable else ""), column.unit or ""
    else:
        kind, unit = _TYPES[column.type] + ("，可空" if column.nullable else ""), _UNITS.get(column.unit or "", "")
    source = f"`{column.source}`" if column.source != "made" else "made" if language == "en" else "生成"
    return f"| `{column.name}` | {kind} | {unit} | {meaning(column, language)} | {source} |"


def _codes(table: Table, language: Language) -> Iterator[str]:
    """The code lists of a table."""
    listed = [column for column in table.columns if column.codes]
    if not listed:
        return
    yield "Codes:\n" if language == "en" else "代码：\n"
    for column in listed:
        held = ", ".join(f"`{one.code}` {one.en}" for one in column.codes) if language == "en" else \
            "；".join(f"`{one.code}` {one.zh}" for one in column.codes)
        yield f"- `{column.name}`: {held}" if language == "en" else f"- `{column.name}`：{held}"
    yield ""
