"""columns.tsv and codes.tsv in, the tables of every export out: their columns, types, units, codes and meanings.

This is the one place the codebook, the sheets, the database and the data package are made from.

>>> [column.name for column in TABLES["incentives"].columns[:5]]
['plan_id', 'id', 'condition', 'amount', 'rate']
>>> amount = TABLES["incentives"].column("amount")
>>> amount.type, amount.nullable, amount.unit, amount.label, amount.source
('decimal', True, 'yuan', '金额（元）', 'incentives[].amount')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from typing import Literal, NamedTuple

from planparse.errors import PlanparseError

#: Version of the tables below: raised when a column or table is added; see docs/export.md for what a database does then.
TABLES_VERSION = 1

Type = Literal["string", "text", "integer", "decimal", "float", "boolean", "date", "list"]
KEY = ("plan_id", "id")


class Code(NamedTuple):
    """A value of a code list and what it means."""

    code: str
    zh: str
    en: str


class Column(NamedTuple):
    """A column: `field` is the path it is filled from, `text` is a string that may be long, `list` a list of strings."""

    table: str
    name: str
    type: Type
    nullable: bool
    unit: str | None
    field: str
    zh: str
    en: str
    codes: tuple[Code, ...]

    @property
    def label(self) -> str:
        """The short Chinese name: what stands in front of the colon."""
        return self.zh.partition("：")[0]

    @property
    def technical(self) -> bool:
        """Whether it tells where something stands or how it was found, not what the plan says."""
        return self.unit in ("character", "point", "share") or self.name in ("rule", "table_id", "table_row", "table_column")

    @property
    def source(self) -> str:
        """Where in the plan JSON the value stands: `targets[].indicator.code`."""
        if self.field.startswith("@"):
            return "made"
        path = re.sub(r"\.(\d)", r"[\1]", self.field)
        if self.table in ONE_A_PLAN:
            return path
        inner = "[].units[]." if self.table == "responsibilities" and self.name in _OF_A_UNIT else "[]."
        return self.table + inner + path.removeprefix("^.")


class Table:
    """A table: its name in both languages, what one row is, its columns in order."""

    def __init__(self, name: str, label: str, zh: str, en: str, columns: tuple[Column, ...]) -> None:
        self.name, self.label, self.zh, self.en, self.columns = name, label, zh, en, columns

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of a name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def sections(self) -> tuple[str, ...]:
        """Columns that hold the id of a section of the same plan, or null."""
        return tuple(name for name in ("section", "parent") if name in self.names)


ONE_A_PLAN = ("plans", "sources")
_OF_A_UNIT = ("name", "written", "role", "kind", "function", "unit_start", "unit_end")
_ITEMS = ("targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members")
#: Table, Chinese name, what one row is (Chinese, English); in the order in which a database can be filled.
_ABOUT = (
    ("plans", "方案", "一行一个方案", "One row a plan: the frame of the document"),
    ("sources", "来源", "一行一个方案：原文件与全文", "One row a plan: its file and its text"),
    ("sections", "章节", "一行一节", "One row a section"),
    ("targets", "目标", "一行一个量化目标", "One row a target"),
    ("budget", "资金", "一行一笔资金", "One row an amount of money"),
    ("incentives", "奖补", "一行一条奖补规定", "One row a payment rule"),
    ("deadlines", "时限", "一行一个时限", "One row an expression of time"),
    ("responsibilities", "责任单位", "一行一个单位", "One row a unit of a statement of responsibility"),
    ("citations", "引用文件", "一行一处引用", "One row a cited document"),
    ("members", "领导小组成员", "一行一人", "One row a member of the leading group"),
    ("commitments", "任务", "一行一项任务", "One row a piece of work"),
    ("checks", "问题", "一行一个发现的问题", "One row a finding"),
)


def _read(name: str) -> Iterator[list[str]]:
    """The rows of a table of this room, without its head."""
    for line in files("planparse.export").joinpath(name).read_text("utf-8").splitlines()[1:]:
        yield line.split("\t")


def _tables() -> dict[str, Table]:
    """All tables; `*` stands for every table, `item` for those of items. Technical columns stand last."""
    codes: dict[str, list[Code]] = {}
    for place, code, zh, en in _read("codes.tsv"):
        codes.setdefault(place, []).append(Code(code, zh, en))
    columns: dict[str, list[Column]] = {name: [] for name, *_ in _ABOUT}
    for of, name, kind, null, unit, field, zh, en in _read("columns.tsv"):
        for table in columns if of == "*" else _ITEMS if of == "item" else (of,):
            path = f"^.{field}" if of == "item" and table == "responsibilities" else field
            listed = tuple(codes.get(f"{table}.{name}", ()))
            columns[table].append(Column(table, name, kind, bool(null), unit or None, path, zh, en, listed))  # type: ignore[arg-type]
    ordered = {name: tuple(sorted(held, key=lambda column: column.technical)) for name, held in columns.items()}
    return {name: Table(name, label, zh, en, ordered[name]) for name, label, zh, en in _ABOUT}


def check_version(version: int, where: str) -> None:
    """Refuse tables that a newer planparse made."""
    if version > TABLES_VERSION:
        raise PlanparseError(f"the tables are of a newer planparse (version {version}, this one knows {TABLES_VERSION})", where,
                             "install a newer planparse, or export to another database")


TABLES = _tables()
