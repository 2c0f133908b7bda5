"""Two plans and their Diff in, the parts of its terminal page out: a summary first, then the changes section by section.

Every mark is also a character, so that nothing is lost without colour: + - ~ ↔ for what was done, ▲ ▼ ● for the effect.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import groupby

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from planparse.model.change import Change, Diff
from planparse.model.plan import Plan
from planparse.report import words
from planparse.revision.digest import EFFECTS, MANNERS, digest

_STYLES = {"stronger": "green", "weaker": "bold red", "neutral": "cyan"}
_AROUND = 16
_LONGEST = 160


def diff_text(old: Plan, new: Plan, diff: Diff) -> Iterator[RenderableType]:
    """The page from top to bottom."""
    glance = digest(diff)
    yield Text(f"修改对照：{words.harmless(words.title(new))}", style="bold")
    yield Text(f"planparse diff {words.harmless(diff.old.name)} → {words.harmless(diff.new.name)}", style="dim")
    for label, which in (("旧版", words.version(old, new)), ("新版", words.version(new, old))):
        if which:
            yield Text(f"{label} {words.harmless(which)}", style="dim")
    yield Text(f"\n{words.headline(glance.total, glance.effects)}。\n", style="bold")
    if not glance.total:
        return
    chief = Table.grid(padding=(0, 1))
    for change in glance.chief:
        chief.add_row(_effect(change), Text(words.harmless(change.message), overflow="fold"))
    yield Padding(chief, (0, 0, 1, 1))
    yield Padding(_counts(diff), (0, 0, 1, 1))
    names = words.item_names(old), words.item_names(new)
    numbers = {change.id: number for number, change in enumerate(diff.changes, 1)}
    for section, changes in groupby(diff.changes, lambda change: words.where(change.section)):
        yield Rule(Text(words.harmless(section) or "文件头", style="bold"), align="left", style="dim", characters="─")
        for change in changes:
            yield Padding(_change(numbers[change.id], change, words.consequences(change, *names)), (0, 0, 1, 1))


def _effect(change: Change) -> Text:
    return Text(f"{words.EFFECT_MARKS[change.effect]} {words.EFFECTS[change.effect]}", style=_STYLES[change.effect], no_wrap=True)


def _counts(diff: Diff) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column("类别", no_wrap=True)
    for label in (*(words.MANNERS[one] for one in MANNERS), "合计", *(words.EFFECTS[one] for one in EFFECTS)):
        table.add_column(label, justify="right", no_wrap=True)
    for kind in digest(diff).kinds:
        cells = [*(kind.manners[one] for one in MANNERS), kind.total, *(kind.effects[one] for one in EFFECTS)]
        table.add_row(words.KINDS[kind.kind], *(str(one) if one else "" for one in cells))
    return table


def _change(number: int, change: Change, also: list[str]) -> Table:
    """A line of what it is, the sentence, then the words of both sides, then what follows from it."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True, min_width=3)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    head = Text.assemble(_effect(change), " ", (words.aspect(change), "dim"))
    table.add_row(Text(str(number), style="dim"), Text(words.MANNER_MARKS[change.change], style="bold"), head)
    table.add_row("", "", Text(words.harmless(change.message), overflow="fold"))
    old, new = (" ".join(words.harmless(place.quote).split()) if place else None for place in (change.old, change.new))
    if old is not None and old != new:
        table.add_row("", Text("-", style="red"), _marked(old, new or "", "red strike"))
    if new is not None and old != new:
        table.add_row("", Text("+", style="green"), _marked(new, old or "", "green underline"))
    for one in also:
        table.add_row("", Text("→", style="dim"), Text(f"同时影响 {words.harmless(one)}", style="dim"))
    return table


def _marked(said: str, other: str, style: str) -> Text:
    """Words of one side, those the other lacks in colour; equal words far from them are left out."""
    if not other:
        return Text(words.short(said, _LONGEST), overflow="fold")
    shown = Text(overflow="fold")
    blocks = difflib.SequenceMatcher(None, said, other, autojunk=False).get_opcodes() if len(said) + len(other) < 4000 else []
    if not blocks:
        return Text(words.short(said, _LONGEST), overflow="fold")
    for index, (tag, start, end, _, _) in enumerate(blocks):
        part = said[start:end]
        if tag != "equal":
            shown.append(words.short(part, _LONGEST), style=style)
        elif len(part) > 2 * _AROUND + 4:
            shown.append((part[:_AROUND] if index else "") + "…" + (part[-_AROUND:] if index + 1 < len(blocks) else ""))
        else:
            shown.append(part)
    return shown
