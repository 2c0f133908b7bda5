"""A mapping file in (TOML or YAML), the checked mapping out: sheets of another system, and where each column comes from.

>>> column = {"head": "名称", "field": "titel"}
>>> checked({"mapping": 1, "sheets": [{"name": "任务", "rows": "commitments", "columns": [column]}]}, "m.toml")
Traceback (most recent call last):
planparse.export.mapping.MappingError: sheets[0].columns[0].field: there is no field titel in commitments (title?): m.toml: ...
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from planparse.errors import MissingExtra, PlanparseError, UnreadableInput
from planparse.export.tables import ONE_A_PLAN, TABLES, Column

#: What 10000 yuan are called, and how many yuan one of them is.
UNITS = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_NOT_IN_NAMES = set("[]:*?/\\<>|\"'") | {chr(code) for code in range(32)}
_LONGEST_NAME = 31
Plain = str | int | Decimal | bool
Name = Annotated[str, Field(min_length=1)]


class MappingError(PlanparseError):
    """A mapping that cannot be used; `problems` are all that is wrong with it, each with its path."""

    def __init__(self, problems: list[str], where: str) -> None:
        self.problems = problems
        super().__init__(problems[0], where, "see docs/export.md")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Keep(_Part):
    """A condition that a row must meet."""

    field: Name
    one_of: list[Plain] | None = Field(None, alias="in")
    not_in: list[Plain] | None = None
    present: bool | None = None

    @model_validator(mode="after")
    def _one(self) -> Keep:
        if sum(value is not None for value in (self.one_of, self.not_in, self.present)) != 1:
            raise ValueError("give one of in, not_in, present")
        return self


class OutColumn(_Part):
    """A column of the other system: where its values come from, how they are written, what must hold."""

    head: Name
    field: Name | None = None
    first: list[Name] | None = Field(None, min_length=1)
    const: Plain | None = None
    codes: Name | None = None
    otherwise: Plain | None = None
    unit: Literal["元", "千元", "万元", "百万元", "亿元"] | None = None
    factor: Decimal | None = None
    places: int | None = Field(None, ge=0, le=18)
    date: Name | None = None
    join: str | None = None
    required: bool = False
    one_of: list[Plain] | None = None
    longest: int | None = Field(None, ge=1)
    unique: bool = False

    @field_validator("factor", mode="before")
    @classmethod
    def _exact(cls, value: Any) -> Any:
        try:
            known = Decimal(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else value
        except InvalidOperation:
            raise ValueError("write a number, such as 0.0001") from None
        if isinstance(known, Decimal) and not known.is_finite():
            raise ValueError("write a number, such as 0.0001")
        return known

    @model_validator(mode="after")
    def _one(self) -> OutColumn:
        if sum(value is not None for value in (self.field, self.first, self.const)) != 1:
            raise ValueError("give one of field, first, const")
        if self.unit and self.factor is not None:
            raise ValueError("give unit or factor, not both")
        if self.otherwise is not None and self.codes is None:
            raise ValueError("otherwise belongs to codes")
        return self

    @property
    def fields(self) -> list[str]:
        """The fields that are asked, in order."""
        return [self.field] if self.field else self.first or []


class OutSheet(_Part):
    """A sheet or file of the other system: one row for each row of a table that is kept."""

    name: Annotated[str, Field(min_length=1, max_length=_LONGEST_NAME)]
    rows: Name
    keep: list[Keep] = []
    columns: list[OutColumn] = Field(min_length=1)


class Mapping(_Part):
    """The whole mapping."""

    mapping: Literal[1]
    name: str | None = None
    to: Literal["xlsx", "csv"] = "xlsx"
    encoding: Literal["utf-8-sig", "utf-8", "gb18030"] = "utf-8-sig"
    protect: bool = True
    codes: dict[str, dict[str, Plain]] = {}
    sheets: list[OutSheet] = Field(min_length=1)


def load(path: str) -> Mapping:
    """The mapping of a file. Raises MappingError with all that is wrong with it."""
    try:
        data = Path(path).read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"the mapping cannot be read ({getattr(error, 'strerror', None) or error})", path,
                              "give a TOML or YAML file in UTF-8") from None
    return checked(_yaml(text, path) if path.lower().endswith((".yaml", ".yml")) else _toml(text, path), path)


def _toml(text: str, path: str) -> Any:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise MappingError([f"this is no TOML ({error})"], path) from None


def _yaml(text: str, path: str) -> Any:
    try:
        import yaml
    except ModuleNotFoundError:
        raise MissingExtra("PyYAML is not installed", path, 'pip install "planparse[yaml]", or write the mapping as TOML') from None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise MappingError([f"this is no YAML ({' '.join(str(error).split())})"], path) from None


def checked(held: Any, where: str) -> Mapping:
    """A mapping from what a file holds."""
    try:
        made = Mapping.model_validate(held)
    except ValidationError as error:
        raise MappingError([f"{_path(one['loc'])}: {_said(one)}" for one in error.errors()], where) from None
    problems = list(_problems(made))
    if problems:
        raise MappingError(problems, where)
    return made


def _path(parts: tuple[Any, ...]) -> str:
    """sheets[0].columns[2].field."""
    written = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts
                      if not (isinstance(part, str) and part in ("str", "int", "bool", "decimal")))
    return written.lstrip(".") or "the mapping"


def _said(error: Any) -> str:
    """What pydantic found, in our words."""
    known = {"extra_forbidden": "there is no such key", "missing": "this key is missing", "model_type": "write a table of keys here"}
    said = known.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    return said[:1].lower() + said[1:]


def _problems(mapping: Mapping) -> Iterator[str]:
    """What the types alone do not tell."""
    seen: set[str] = set()
    for at, sheet in enumerate(mapping.sheets):
        place = f"sheets[{at}]"
        if set(sheet.name) & _NOT_IN_NAMES or sheet.name.startswith(".") or sheet.name != sheet.name.strip():
            yield f"{place}.name: this cannot be the name of a sheet"
        if sheet.name.casefold() in seen:
            yield f"{place}.name: two sheets have this name"
        seen.add(sheet.name.casefold())
        if sheet.rows not in TABLES:
            yield f"{place}.rows: there is no table {sheet.rows} (use one of {', '.join(TABLES)})"
            continue
        for number, keep in enumerate(sheet.keep):
            yield from _unknown(sheet.rows, keep.field, f"{place}.keep[{number}].field")
        heads: set[str] = set()
        for number, column in enumerate(sheet.columns):
            inner = f"{place}.columns[{number}]"
            if column.head in heads:
                yield f"{inner}.head: two columns have this head"
            heads.add(column.head)
            yield from _of_column(mapping, sheet.rows, column, inner)


def _of_column(mapping: Mapping, rows: str, column: OutColumn, place: str) -> Iterator[str]:
    """What is wrong with one column."""
    unknown = [said for at, field in enumerate(column.fields)
               for said in _unknown(rows, field, f"{place}.field" if column.field else f"{place}.first[{at}]")]
    yield from unknown
    if column.codes is not None and column.codes not in mapping.codes:
        yield f"{place}.codes: there is no code list {column.codes} (known: {', '.join(mapping.codes) or 'none'})"
    if column.date is not None and not any(mark in column.date for mark in ("Y", "M", "D")):
        yield f"{place}.date: write a form such as YYYY-MM-DD or YYYY年M月D日"
    if unknown or not column.fields:
        return
    for field in column.fields:
        known, many = field_of(rows, field)
        if (many or known.type == "list") and column.join is None:
            yield f"{place}.join: {field} is a list: say what stands between its entries"
        if (column.unit or column.factor is not None or column.places is not None) and known.type not in ("decimal", "integer", "float"):
            yield f"{place}.{'unit' if column.unit else 'factor' if column.factor is not None else 'places'}: {field} is no number"
        if column.unit and known.unit != "yuan":
            yield f"{place}.unit: {field} is no money"
        if column.date is not None and known.type != "date":
            yield f"{place}.date: {field} is no date"


def _unknown(rows: str, field: str, place: str) -> Iterator[str]:
    """A field that there is not, with the nearest that there is."""
    try:
        field_of(rows, field)
    except KeyError:
        near = get_close_matches(field, fields(rows), 1, 0.5)
        yield f"{place}: there is no field {field} in {rows}" + (f" ({near[0]}?)" if near else "")


def field_of(rows: str, field: str) -> tuple[Column, bool]:
    """The column that a field names, and whether it gives several values. Raises KeyError.

    >>> [(column.table, column.name, many) for column, many in (field_of("commitments", "targets.quote"), field_of("budget", "year"))]
    [('targets', 'quote', True), ('budget', 'year', False)]
    """
    table, dot, name = field.rpartition(".")
    if not dot:
        return TABLES[rows].column(field), False
    if table in ONE_A_PLAN or (table == "sections" and TABLES[rows].sections):
        return TABLES[table].column(name), False
    if rows == "commitments" and table in TABLES[rows].names and table in TABLES:
        return TABLES[table].column(name), True
    raise KeyError(field)


def fields(rows: str) -> list[str]:
    """All fields that a row of a table can give."""
    others = [*ONE_A_PLAN, *(["sections"] if TABLES[rows].sections else []),
              *([name for name in TABLES["commitments"].names if name in TABLES] if rows == "commitments" else [])]
    return [*TABLES[rows].names, *(f"{table}.{name}" for table in others for name in TABLES[table].names)]
