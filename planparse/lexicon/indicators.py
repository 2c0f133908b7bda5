"""The words and the unit of an indicator in, its canonical code out (`lexicons/indicators.toml`).

>>> indicator_code("村级电商服务站点", "个"), indicator_code("农村网络零售额", "元"), indicator_code("茶歇点", "个")
('station.village', 'online_retail_sales', None)
>>> indicator_code("农村网络零售额", "%", growth=True), indicator_code("产业园资金使用比例", "%")
('online_retail_sales', None)
"""

from __future__ import annotations

from functools import cache

from planparse.lexicon.load import load
from planparse.lexicon.matcher import Rule, longest, rule
from planparse.lexicon.units import units


@cache
def _rules(measure: str | None) -> tuple[Rule, ...]:
    """The rows that may measure so; all rows for a rate of growth."""
    return tuple(rule(entry.code, entry.patterns) for entry in load("indicators")
                 if measure is None or entry.measure in (None, measure))


@cache
def indicator_code(words: str, unit: str | None, growth: bool = False) -> str | None:
    """The code of the row with the longest match; None where no row matches or several match alike.

    A percentage is no count and no amount: it takes only rows of rates, unless it is a rate of growth.
    """
    measure = None if growth else {"rate": "rate", "money": "money"}.get(units().get(unit or "", "count"), "count")
    best = longest(_rules(measure), f"{words}/{unit or ''}")
    return best[0][0] if len(best) == 1 else None
