"""The words and the unit of an indicator in, its canonical code out (`lexicons/indicators.toml`).

>>> indicator_code("村级电商服务站点", "个"), indicator_code("农村网络零售额", "元"), indicator_code("茶歇点", "个")
('station.village', 'online_retail_sales', None)
>>> indicator_code("农村网络零售额", "%", growth=True), indicator_code("产业园资金使用比例", "%")
('online_retail_sales', None)
"""

from __future__ import annotations

import re
from functools import cache

from planparse.lexicon.load import load
from planparse.lexicon.matcher import Rule, longest, rule
from planparse.lexicon.units import units

#: What may follow the thing counted.
_TAIL = re.compile(
    r"(?:\([^()]*\)|\)|建设|建成|改造|升级|提升|提质|运营|打造|培育|创建|数量?|总数?|个数|工程|项目|网点|站点|点|站|"
    r"体系|示范|标准化|智能化|规范化|人次|人数|次数|场次|覆盖|等|人员|主体|户数|家数|[、和及与/].*)*")


@cache
def _rules(measure: str | None) -> tuple[Rule, ...]:
    """The rows that may measure so; all rows for a rate of growth."""
    return tuple(rule(entry.code, entry.patterns) for entry in load("indicators")
                 if measure is None or entry.measure in (None, measure))


@cache
def indicator_code(words: str, unit: str | None, growth: bool = False) -> str | None:
    """The code of the row with the longest match; None where no row matches or several match alike.

    A percentage is no count and no amount: it takes only rows of rates, unless it is a rate of growth; an area, a length
    or a time takes no row of counts. What is counted stands last: 电商服务中心活动 counts no centres.
    """
    kind = units().get(unit or "", "count")
    best = longest(_rules(None if growth else kind), f"{words}/{unit or ''}")
    if len(best) != 1:
        return None
    code, (_, end) = best[0]
    counted = not growth and kind == "count" and end < len(words) and code in _counts()
    return None if counted and not _TAIL.fullmatch(words, end) else code


@cache
def _counts() -> frozenset[str]:
    return frozenset(entry.code for entry in load("indicators") if entry.measure == "count")
