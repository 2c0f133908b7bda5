"""Two plans and their Diff in, Markdown out: a summary, counts, the changes section by section. Words of a plan stay words.

>>> escaped("1. <b>不少于*60*个</b> | #1 [x](javascript:y)")
'1\\\\. &lt;b&gt;不少于\\\\*60\\\\*个&lt;/b&gt; \\\\| \\\\#1 \\\\[x\\\\](javascript:y)'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from planparse.model.change import Change, Diff, Place
from planparse.model.plan import Plan
from planparse.report import words
from planparse.revision.digest import EFFECTS, MANNERS, digest

_SPECIAL = re.compile(r"[\\`*_{}\[\]#|~!]")
_STARTS = re.compile(r"^(\d+)([.)])|^([-+=>])")
_ADDRESS = re.compile(r"(?i)(?<=[a-z])(:)(?=//)|(?<=www)(\.)|(@)")
_LONGEST = 120


def diff_markdown(old: Plan, new: Plan, diff: Diff) -> str:
    """The document; the same plans always give the same bytes."""
    return "\n".join(_lines(old, new, diff)) + "\n"


def escaped(text: str) -> str:
    """Words of a plan for any place of a line: nothing in them is markup, a link or the end of a cell."""
    flat = " ".join(words.harmless(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    flat = _SPECIAL.sub(lambda match: "\\" + match.group(), flat)
    flat = _STARTS.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", flat)
    return _ADDRESS.sub(lambda match: f"&#{ord(match.group())};", flat)


def _lines(old: Plan, new: Plan, diff: Diff) -> Iterator[str]:
    glance = digest(diff)
    names = words.item_names(old), words.item_names(new)
    numbers = {change.id: number for number, change in enumerate(diff.changes, 1)}
    yield "<!-- planparse diff -->"
    yield f"# 修改对照：{escaped(words.title(new))}\n"
    for label, version, which in (("旧版", diff.old, words.version(old, new)), ("新版", diff.new, words.version(new, old))):
        yield f"- {label}：{escaped(version.name)}" + (f"（{escaped(which)}）" if which else "")
    yield f"\n**{words.headline(glance.total, glance.effects)}。**"
    if not glance.total:
        return
    yield "\n## 要点\n"
    for change in glance.chief:
        yield f"- {_effect(change)}：{escaped(change.message)}"
    yield "\n## 分类统计\n"
    yield _row("类别", *(words.MANNERS[one] for one in MANNERS), "合计", *(words.EFFECTS[one] for one in EFFECTS))
    yield _row("---", *["--:"] * (len(MANNERS) + 1 + len(EFFECTS)))
    for kind in glance.kinds:
        yield _row(words.KINDS[kind.kind], *(_count(kind.manners[one]) for one in MANNERS), str(kind.total),
                   *(_count(kind.effects[one]) for one in EFFECTS))
    yield "\n## 变化清单"
    for section, changes in groupby(diff.changes, lambda change: words.where(change.section)):
        yield f"\n### {escaped(section) or '文件头'}\n"
        yield _row("序号", "作用", "变化", "旧版", "新版", "说明")
        yield _row("--:", "---", "---", "---", "---", "---")
        for change in changes:
            yield _change(numbers[change.id], change, words.consequences(change, *names))


def _change(number: int, change: Change, also: list[str]) -> str:
    told = [escaped(change.message), *(f"同时影响：{escaped(one)}" for one in also)]
    return _row(str(number), _effect(change), words.aspect(change), _quote(change.old), _quote(change.new), "<br>".join(told))


def _quote(place: Place | None) -> str:
    return escaped(words.short(place.quote, _LONGEST)) if place else ""


def _effect(change: Change) -> str:
    return f"{words.EFFECT_MARKS[change.effect]} {words.EFFECTS[change.effect]}"


def _count(number: int) -> str:
    return str(number) if number else ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
