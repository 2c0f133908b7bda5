"""A unit's (folded) name in, what kind of unit it is and what work it does out.

>>> function_of("县经济商务局"), kind_of("县经济商务局")
('commerce', 'department')
>>> kind_of("各乡镇(街道)"), kind_of("榕溪镇人民政府"), kind_of("县邮政公司")
('collective', 'township', 'enterprise')
"""

from __future__ import annotations

import re
from functools import lru_cache

from planparse.lexicon.entries import problems
from planparse.lexicon.load import load
from planparse.lexicon.matcher import Rule, longest, rule

_BRACKET = re.compile(r"\([^()]*\)")
_KINDS = (
    ("collective", re.compile(
        r"^(?:各|每个|每|有关|相关|其他|其它|县直|市直|省直|区直|州直|驻)|(?:有关|相关|各级|主管|职能|成员|等)[^局委办厅]*(?:部门|单位|企业|机构)"
        r"|(?:[两三四]|各)级(?!医院)|部门$|成员单位$|专家|乡镇(?:人民)?(?:政府)?$|企业$")),
    ("enterprise", re.compile(r"公司|集团|银行|支行|人行|信用社|信用联社|农商行|(?<!商)企业|[厂店]$|联社$(?<!供销联社)")),
    ("township", re.compile(r"(?:镇|乡|街道|办事处|街道办)$|[镇乡](?:人民)?政府$|街道办事处$|[镇乡]党委$")),
    ("government", re.compile(r"(?:政府|管委会?|管理委员会|行政公署|行署)$|^(?:.*[省市州县区旗])?[省市州县区旗]委$")),
    ("organisation", re.compile(r"(?:小组|专班|指挥部|联席会议|专项组|工作组)(?:办公室)?$|^办公室$")),
    ("organisation", re.compile(
        r"(?:协会|商会|学会|联合会|联盟|妇联|残联|科协|文联|侨联|社科联|工商联|工会|红十字会|贸促会|团[省市州县区]?委|共青团.*"
        r"|供销.*社|大学|学院|学校|中学|研究院|研究所|实验室|医院|专委会|基金会)$")),
    ("organisation", re.compile(r"^(?!省|市|县|区|州|旗).*(?:中心|院|所)$")),
)


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    """The patterns of the lexicon, compiled once."""
    return tuple(rule(entry.code, entry.patterns) for entry in load("organisations"))


@lru_cache(maxsize=4096)
def function_at(name: str) -> tuple[str, int, int] | None:
    """The canonical function a (folded) name tells, and where in the name it stands; brackets count last."""
    plain = _BRACKET.sub("", name)
    for form in (plain, name):
        if best := longest(_rules(), form):
            code, (start, end) = best[0]
            return code, start, end
    return None


def function_of(name: str) -> str | None:
    """The canonical function of a unit (commerce, finance …), or None for work no row knows."""
    found = function_at(name)
    return found[0] if found else None


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str:
    """department | government | township | enterprise | organisation | collective."""
    plain = _BRACKET.sub("", name)
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), "department")


def check() -> list[str]:
    """What is wrong with the organisations and duties lexicons, one sentence each."""
    return [problem for name in ("organisations", "duties") for problem in problems(load(name), name)]
