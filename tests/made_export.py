"""Plans made for the tests of the exports: real ones of the corpus, and one whose every value is odd."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import planparse
from planparse.export.rows import Row, plan_id, plan_rows
from planparse.model.plan import Plan

ROOT = Path(__file__).resolve().parent.parent
#: Formulas, white space, quotes, separators, code points beyond the basic plane, markup, what looks like a number or nothing.
ODD = ["=1+1", "+86", "-60", "@SUM(A1)", "\t=1", " =1", "＝1", "'", "''引", "", " ", "\n", "a\r\nb\rc\nd", '"引号",，；;', "\\", "\\；", "\\0", "；",
       "𬭎𫖮𬬻", "😀👨‍👩‍👧", "<script>alert(1)</script>", "{{7*7}}", "_x000D_", "null", "NULL", "nan", "None", "007", "1e5", "2023-12-31", "true",
       "=HYPERLINK(\"http://x\",\"点\")", "\u2028", "\ufeff村", "村" * 300, "%s %(a)s :name ? $1", "\x0b", "e\u0301", "ﬀ㈠⼀"]
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.one_of(st.sampled_from(ODD), st.text(CHARACTERS, max_size=30))
NUMBERS = st.one_of(st.sampled_from([Decimal(text) for text in ("0", "0.1", "31E8", "-0.05", "12345678901234567890", "0.0000000001", "18600000", "33.3")]),
                    st.decimals(-10**18, 10**18, places=10), st.integers(-10**15, 10**15).map(Decimal))
DAYS = st.dates().map(lambda day: day.isoformat())


_TEXT = """云岫县村播实施方案
一、工作目标
到2023年底，云岫县建成村播服务站60个以上，投入资金20万元，由县商务局牵头。
二、重点任务
（一）建设村播服务站。建成村播服务站50个，安排资金20万元。责任单位：县商务局、县财政局。
对通过验收的企业奖补5万元。依据《某意见》（商发〔2021〕9号）。
三、组织领导
组长：沈砚秋 县人民政府县长
"""


@cache
def corpus() -> tuple[Plan, ...]:
    """Plans of the corpus, one of them with pages and places on them."""
    names = ("yunxiu-ecommerce/plan.docx", "yunxiu-ecommerce/plan.pdf", "qingyuan-assistance/plan.txt", "mingxi-fund-rules/plan.txt",
             "longdong-ai/plan.txt", "chenglan-health/plan.txt")
    return tuple(planparse.parse(ROOT / "corpus" / name) for name in names)


def odd_plan(text: str, number: Decimal, day: str, entries: list[str], key: str = "odd") -> Plan:
    """A plan whose strings, numbers, days and lists are all the given ones."""
    plan = planparse.parse_text(_TEXT)
    check = {"code": "odd", "severity": "info", "message": text, "spans": [(0, 1), (2, 3)], "expected": text, "found": None}
    fresh = _odd(plan.model_dump(by_alias=True), text, number, day, entries)
    fresh["checks"] = [check]
    fresh["source"] |= {"sha256": key, "name": text}
    fresh["metadata"]["period"] = {"value": (day, day), "span": None}
    fresh["metadata"]["signed_date"]["value"] = fresh["metadata"]["printed_date"]["value"] = day
    fresh["metadata"]["recipients"]["value"] = fresh["metadata"]["copied_to"]["value"] = entries
    return Plan.model_validate(fresh)


_FREE = {"quote", "text", "title", "name", "written", "cue", "rule", "message", "unit", "label", "reader", "encoding"}
_CHAIN = {"id", "section", "parent", "targets", "deadlines", "budget", "incentives", "responsibilities"}


def _odd(held: Any, text: str, number: Decimal, day: str, entries: list[str]) -> Any:
    if isinstance(held, list):
        return [_odd(one, text, number, day, entries) for one in held]
    if not isinstance(held, dict):
        return held
    fresh = {}
    for name, value in held.items():
        if isinstance(value, Decimal):
            fresh[name] = number
        elif name in ("start", "end") and (value is None or isinstance(value, str)):
            fresh[name] = day
        elif name in _FREE and isinstance(value, str):
            fresh[name] = text
        elif name in ("issuers", "posts", "responsible", "lead", "support") or (name == "units" and not any(isinstance(one, dict) for one in value)):
            fresh[name] = entries
        else:
            fresh[name] = value if name in _CHAIN and not isinstance(value, list) else _odd(value, text, number, day, entries)
    return fresh


def expected(plans: tuple[Plan, ...] | list[Plan]) -> dict[str, list[Row]]:
    """What every table must hold, ordered by key."""
    made: dict[str, list[Row]] = {}
    for plan in plans:
        for name, rows in plan_rows(plan).items():
            made.setdefault(name, []).extend(rows)
    return {name: in_order(rows) for name, rows in made.items()}


def in_order(rows: list[Row]) -> list[Row]:
    """Rows by their keys."""
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def key_of(plan: Plan) -> str:
    """The key of a plan."""
    return plan_id(plan.source.sha256)
