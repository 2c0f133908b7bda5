"""Heads of table columns in, what each column holds out: role, factor into yuan, source of the money, year.

>>> column(3, ("资金来源", "中央财政(万元)"), None)
Column(index=3, role='money', head='资金来源/中央财政(万元)', factor=Decimal('10000'), source='central', year=None)
>>> column(1, ("2023年目标值",), None).year
2023
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from planparse.lexicon.data import lexicon_folder
from planparse.model.structure import Column

FACTORS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "百万元": Decimal(1_000_000),
           "千万元": Decimal(10_000_000), "亿元": Decimal(100_000_000)}
_MONEY_UNIT = re.compile(r"(?:单位|金额单位|计量单位)?[:/(]?(?:人民币)?(百万元|千万元|万元|亿元|千元|元)\)?$|"
                         r"\((?:单位:?)?(?:人民币)?(百万元|千万元|万元|亿元|千元|元)\)")
UNIT_LINE = re.compile(r"\(?(?:金额|计量|货币)?单位:?(?:人民币)?([\u4e00-\u9fff%、/,]{1,12}?)\)?$")
_UNIT_MARK = re.compile(r"\((?:金额|计量)?(?:单位:?)?[^()]{1,8}\)|[/:](?:百|千|)?[万亿千]?元$|(?<=.)(?:万元|亿元)$")
_YEAR = re.compile(r"(20\d\d)(?:年|$)")
_YEAR_ONLY = re.compile(r"(?:到|至)?20\d\d年?(?:底|末|度|目标|目标值|预期目标|计划|计划数|预期值|规划值|指标值)*")


@cache
def head_words() -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """The lexicon's words with their roles, longest first, and the heads that must be whole."""
    data = _lexicon()
    words = [(word, row["role"]) for row in data["heads"] for word in row.get("words", ())]
    whole = {word: row["role"] for row in data["heads"] for word in row.get("whole", ())}
    return tuple(sorted(words, key=lambda pair: -len(pair[0]))), whole


@cache
def _lexicon() -> dict[str, list[dict[str, Any]]]:
    with (lexicon_folder() / "columns.toml").open("rb") as file:
        return tomllib.load(file)


def bare(head: str) -> str:
    """A head without its unit: 金额/万元 → 金额, 中央资金(单位:万元) → 中央资金."""
    short = _UNIT_MARK.sub("", head)
    return short or head


@lru_cache(maxsize=2048)
def role_of(head: str) -> str | None:
    """The role a head names, None where the lexicon has no word for it. `head` is folded, without white space.

    >>> role_of("建设内容及规模"), role_of("单位"), role_of("合计(单位:万元)"), role_of("苹果")
    ('content', 'unit', 'sum', None)
    """
    if not head or len(head) > 24:
        return None
    short = bare(head)
    words, whole = head_words()
    if (role := whole.get(short)) is not None:
        return role
    best: tuple[int, int, str] | None = None
    for word, role in words:
        if best is not None and len(word) < best[0]:
            break
        if word in short and (best is None or short.rfind(word) > best[1]):
            best = (len(word), short.rfind(word), role)
    if best is not None:
        return best[2]
    return "value" if _YEAR_ONLY.fullmatch(short) else None


def money_factor(head: str) -> Decimal | None:
    """What turns the numbers under a head into yuan: 合计(单位:万元) → 10000, 金额/亿元 → 100000000."""
    if found := _MONEY_UNIT.search(head):
        return FACTORS[found[1] or found[2]]
    return None


def source_of(head: str) -> str | None:
    """Whose money a head names: 县级配套 → county; None where several or none are named."""
    if head in ("中央", "省级", "市级", "县级", "区级", "企业"):
        return {"中央": "central", "省级": "province", "市级": "city", "企业": "self"}.get(head, "county")
    said = {word: str(row["source"]) for row in _lexicon()["sources"] for word in row["words"] if word in head}
    found = {source for word, source in said.items() if not any(word in other and word != other for other in said)}
    return found.pop() if len(found) == 1 else None


def column(index: int, heads: Sequence[str], unit: str | None) -> Column:
    """A column of the heads that stand over it, outermost first; `unit` is the unit given for the whole table."""
    named = [head for number, head in enumerate(heads) if head and head not in heads[:number]]
    roles = [role_of(head) for head in named]
    role = next((one for one in reversed(roles) if one is not None), "other")
    outer = [one for one in roles[:-1] if one in ("money", "value")]
    years = [int(found[1]) for head in named if (found := _YEAR.search(head))]
    if role in ("value", "note", "task") and years and "money" in outer:
        role = "money"
    if len(roles) > 1 and roles[-1] == "note" and roles[-2] == "money":
        role = "note"
    factor = next((one for head in reversed(named) if (one := money_factor(head)) is not None), None)
    if role in ("money", "sum") and factor is None and unit is not None:
        factor = FACTORS.get(unit)
    if factor is not None and not any(roles):
        role = "money"
    source = next((payer for head in reversed(named) if (payer := source_of(bare(head))) is not None), None)
    return Column(index, role, "/".join(named), factor if role in ("money", "sum") else None,
                  source if role in ("money", "sum") else None, years[-1] if years else None)
