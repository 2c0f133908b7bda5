"""What money is for, in a plan's (folded) words, in; its category of `lexicons/funding.toml` out.

>>> category_of("县域电子商务公共服务中心建设改造"), category_of("支持快递物流降费补贴"), category_of("其他支出")
('service_center', 'subsidies', None)
>>> names_payer("县级财政配套资金"), names_payer("物流配送资金")
(True, False)
"""

from __future__ import annotations

import re
from functools import cache

from planparse.lexicon.entries import Entry
from planparse.lexicon.load import load
from planparse.lexicon.matcher import Rule, longest, rule

_CLAUSE = re.compile("[,。;!?]")


def categories() -> tuple[Entry, ...]:
    """The rows of the categories, in their order."""
    return _rows("category")


@cache
def category_of(words: str) -> str | None:
    """The category of words without white space: of their first clause, else of all; None where no row knows it.

    The longest match wins; of equal ones the last, since what a Chinese phrase is about stands last.
    """
    return next(iter(tied_categories(words)), None)


@cache
def tied_categories(words: str) -> tuple[str, ...]:
    """The categories whose matches are equally long, the last in the words first."""
    for part in dict.fromkeys((_CLAUSE.split(words, maxsplit=1)[0], words)):
        if best := longest(_rules("category"), part):
            return tuple(code for code, _ in sorted(best, key=lambda one: one[1], reverse=True))
    return ()


def names_payer(words: str) -> bool:
    """Whether a budget line's words say only who pays."""
    return bool(words) and bool(longest(_rules("payer"), words))


@cache
def _rows(field: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in load("funding") if entry.field == field)


@cache
def _rules(field: str) -> tuple[Rule, ...]:
    return tuple(rule(entry.code, entry.patterns) for entry in _rows(field))
