"""A target's words and the titles above it in, its canonical code out: a bare 培训 or 村级服务站 is named by its heading.

>>> code_of("培训", "人次", False, "累计", ["农村电子商务培训体系建设"])
'training.person_times'
>>> code_of("村级服务站", "个", False, "新建", ["服务体系", "农村电子商务实施方案"])
'station.village'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.lexicon.indicators import indicator_code

#: Things so general that only a heading tells which are meant.
_GENERAL = re.compile(r"(?:累计|共|线上|线下|集中|专题)*(?P<head>培训|活动|站点|平台|网点|服务站点?)")
_STATION = re.compile(r"(?:乡镇?|镇|村|乡\(镇\)|镇\(街道\)|村\(社区\))级?(?P<head>服务(?:站点?|网?点))(?:\([站点]\))?")
#: Whose training it is, where the sentence says so.
_FOR_WHOM = re.compile(
    r"[农村居渔牧牧市]民|[^客用入门]户|人员|人口|群众|青年|妇女|残疾人|老[年党]|干部|党员|学生|职工|工人|军人|教师|医|护|书记|骨干|队伍|对象|儿童|家庭|[创就]业者")
_TRADE = re.compile("电商|电子商务")
_OTHER_TRADE = re.compile(
    r"物流|快递|寄递|配送|便民|养老|助残|金融|医疗|卫生|健康|文化|旅游|就业|人才|法律|党群|退役|农技|农机|气象|供销|政务|志愿|科技|托育|教育|消防|水务")
_JOINT = re.compile(r"[、,和及与;]|以及")
_MODIFIED = re.compile(r"[\u4e00-\u9fff()“”]{2,}")


def code_of(words: str, unit: str | None, growth: bool, front: str, titles: Sequence[str]) -> str | None:
    """The code of an indicator's folded words; `front` is its sentence up to it, `titles` those above it, nearest first."""
    code = indicator_code(words, unit, growth)
    if code is not None or not titles:
        return code
    if _STATION.fullmatch(words):
        named = words.replace("服务", "电商服务", 1) if _of_trade(front, titles) else None
    else:
        general = _GENERAL.fullmatch(words)
        named = _in_title(general["head"], titles[0]) if general and not _FOR_WHOM.search(front) else None
    return indicator_code(named, unit, growth) if named else None


def _of_trade(front: str, titles: Sequence[str]) -> bool:
    """Whether the nearest title that names a trade names e-commerce, and the sentence no other."""
    if _OTHER_TRADE.search(front):
        return False
    for title in titles:
        if _TRADE.search(title):
            return True
        if _OTHER_TRADE.search(title):
            return False
    return False


def _in_title(head: str, title: str) -> str | None:
    """The head with what modifies it in a title, where it stands there once: 农村电子商务培训体系建设 → 农村电子商务培训."""
    front, found, rest = title.partition(head)
    modifier = _JOINT.split(front)[-1]
    return modifier + head if found and head not in rest and _MODIFIED.fullmatch(modifier) else None
