"""The name of a unit in, the rows it counts under out, and names in, each unit once by its fullest name out.

>>> rows_of("县教育体育局", "department", "education"), rows_of("工信局(商务局)", "department", "industry_it")
(['education', 'sports'], ['industry_it', 'commerce'])
>>> rows_of("县邮政公司", "enterprise", "postal"), rows_of("各乡镇(街道)", "collective", None)
(['enterprise'], ['township'])
>>> once(["市场监管局", "县市场监督管理局", "县农机中心", "县农业农村局"])
['县市场监督管理局', '县农机中心', '县农业农村局']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from planparse.comparison.spending import words_of
from planparse.lexicon.load import load
from planparse.lexicon.organisations import function_of

#: Rows for units without a function of government of their own.
BESIDE = {"leading_group": "领导小组及其办公室", "township": "乡镇（街道）", "enterprise": "企业", "other": "其他"}
_GROUP = re.compile("(?:小组|专班|指挥部|联席会议)(?:下设)?(?:办公室|办)?$|^办公室$")
_TOWNSHIP = re.compile(
    r"[乡镇](?:\([^()]*\)|、?街道|、?场)*(?:人民)?(?:政府|党委)?$|街道(?:办事处)?\)?$|乡\(镇、?(?:街道)?\)|乡镇|[乡镇]村?[两三]级")
_ENTERPRISE = re.compile("(?:企业|公司)$")
_DEPARTMENTS = re.compile("(?:有关|相关|职能|主管)*部门$")
_LIST = re.compile("[、和及等]")
_TAIL = re.compile("(?:发展|事业|服务|事务|管理)*(?:局|厅|委|委员会|中心|办)$")
_LEVEL = re.compile("^(?:[\u4e00-\u9fff]{0,8}?[省市县区州旗盟])?$")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_PREFIX = re.compile("^(?:[\u4e00-\u9fff]{0,8}?(?=[县区州旗盟市省])|本|我|全)?([省市县区州旗盟])(?=..)")
_ANY = "部门"
_LINKS = "和与及、"
_LEAST = 2


def rows_of(name: str, kind: str, function: str | None) -> list[str]:
    """The functions (or rows beside them) a unit counts under; its name is folded."""
    if _GROUP.search(name):
        return ["leading_group"]
    if kind == "enterprise":
        return ["enterprise"]
    if kind in ("township", "collective"):
        return _several(name)
    return functions(name, function) or ["other"]


def _several(name: str) -> list[str]:
    """What a name for many units counts under: 县财政部门 under the one function it names."""
    function = function_of(_DEPARTMENTS.sub("", name)) if _DEPARTMENTS.search(name) and not _LIST.search(name) else None
    if function is not None:
        return [function]
    if _ENTERPRISE.search(name):
        return ["enterprise"]
    return ["township"] if any(_TOWNSHIP.search(form) for form in (name, _BRACKETS.sub("", name))) else ["other"]


@cache
def functions(name: str, function: str | None) -> list[str]:
    """The functions of a department: of its name, of the names it is joined from, and of its second name in brackets."""
    found = [function] if function is not None else []
    for part in (_BRACKETS.sub("", name), *_BRACKETS.findall(name)):
        found += _joined(part) or [code for code in [function_of(part)] if code is not None and part != name]
    return list(dict.fromkeys(found))


def _joined(name: str) -> list[str]:
    """The functions whose words, one behind the other, make the whole name (农业农村和水利); [] where they do not."""
    tail = _TAIL.search(name)
    if tail is None:
        return []
    starts = [at for at in range(tail.start() - 1) if _LEVEL.match(name[:at])]
    return next((told for at in starts if (told := _made_of(name[at:tail.start()]))), [])


@cache
def _made_of(words: str) -> list[str]:
    """The functions of the shortest words that make up the words; [] where none do."""
    plain = words.lstrip(_LINKS)
    for end in range(_LEAST, len(plain) + 1):
        code = next((code for code, pattern in _patterns() if pattern.fullmatch(plain[:end])), None)
        if code is None:
            continue
        if end == len(plain):
            return [code]
        if rest := _made_of(plain[end:]):
            return [code, *rest]
    return []


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(entry.code, re.compile(pattern)) for entry in load("organisations") for pattern in entry.patterns]


def once(names: Sequence[str]) -> list[str]:
    """Each unit once, in order of first mention, by its fullest name; the names are of one row."""
    groups: list[list[str]] = []
    for name in names:
        group = next((group for group in groups if any(_one_unit(name, other) for other in group)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    return [max(group, key=lambda name: (not name.endswith(_ANY), len(_parts(name)[1]), len(name))) for group in groups]


def _one_unit(one: str, other: str) -> bool:
    """Whether two names of one function are one unit's: equal without level, or one short for the other, of one level."""
    (level, core), (other_level, other_core) = _parts(one), _parts(other)
    if level and other_level and level != other_level:
        return False
    shorter, longer = sorted((core, other_core), key=len)
    if any(core.endswith(_ANY) and beside.startswith(core.removesuffix(_ANY)) for core, beside in ((shorter, longer), (longer, shorter))):
        return True                                                                         # 县财政部门 is 县财政局
    letters = iter(longer)
    short_for = shorter[-1:] == longer[-1:] and shorter[:1] == longer[:1] and all(letter in letters for letter in shorter)
    return short_for or (len(shorter) >= _LEAST and longer.endswith(shorter))


def _parts(name: str) -> tuple[str, str]:
    """The level (县) and the rest of a name, without brackets."""
    plain = _BRACKETS.sub("", words_of(name))
    match = _PREFIX.match(plain)
    if match is None or function_of(plain[match.end():]) != function_of(plain):       # 市场监管局 is no unit of a 市
        return "", plain
    return match[1], plain[match.end():]
