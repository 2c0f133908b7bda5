"""A ground and a random choice in, a Step out: edits of headings, sections, lists and the order of things."""

from __future__ import annotations

import random
import re

from planparse.model.plan import Section
from tests.mutations import ANY_EFFECT, Expected, Family, Ground, Place, Rep, Step, expect, touches
from tests.written_numbers import label_number, relabel

HEADINGS = [("加强", "强化"), ("强化", "加强"), ("推进", "推动"), ("推动", "推进"), ("完善", "健全"), ("健全", "完善"), ("提升", "提高"),
            ("开展", "组织"), ("加快", "加速"), ("培育", "培养"), ("优化", "改进"), ("落实", "压实"), ("支持", "扶持"), ("严格", "从严"),
            ("构建", "建立"), ("促进", "推动"), ("深化", "深入"), ("扩大", "拓展"), ("建立", "构建"), ("做强", "做大"), ("保障", "保证")]
GONE = frozenset({("*", "removed", "*")})
COME = frozenset({("*", "added", "*")})
LABELS = frozenset({("section", "changed", "label")})
TASKS = ("建成乡村阅览室{n}个。", "建设乡风文明展示馆{n}个。", "选树诚信经营示范户{n}户。", "修缮古驿道{n}公里。")
TITLES = ("完善配套措施", "抓好后续服务", "守护乡土文化")


def _label(family: str, section: Section) -> Expected:
    place = tuple(section.heading_span)
    return expect(family, "section", "changed", ["label"], ["neutral"], place)


def _label_rep(ground: Ground, section: Section, step: int = 1) -> Rep | None:
    """The heading's label with the next number."""
    start = section.heading_span[0]
    match = re.match(r"\D*?(\d+|[一二三四五六七八九十]+)", ground.text[start:])
    number = label_number(section.label)
    fresh = relabel(section.label, number + step) if number is not None else None
    if match is None or fresh is None or not ground.text.startswith(section.label, start):
        return None
    return Rep(start, start + len(section.label), fresh)


def _stretch(ground: Ground, section: Section) -> Place | None:
    """The section from the beginning of its line to its end, where both are ends of lines."""
    line = ground.line((section.span[0], section.span[0]))[0]
    end = section.span[1]
    whole = ground.text[line:section.span[0]].strip() == "" and ground.text[end:end + 1] in ("\n", "\r", "")
    return (line, end) if whole and not any(touches((line, end), place) for place in ground.plan.furniture) else None


def _groups(ground: Ground, rng: random.Random, least: int) -> list[list[Section]]:
    groups = [g for g in ground.siblings() if len(g) >= least and all(_stretch(ground, s) for s in g)]
    rng.shuffle(groups)
    return groups


def heading_reworded(ground: Ground, rng: random.Random) -> Step | None:
    """加强组织领导 → 强化组织领导."""
    sections = [s for s in ground.plan.sections if s.title and s.kind != "attachment"]
    rng.shuffle(sections)
    for section in sections:
        shown = ground.text[slice(*section.heading_span)]
        for word, fresh in HEADINGS:
            at = shown.find(word)
            if at >= len(section.label) and not ground.items(tuple(section.heading_span)):
                place = (section.heading_span[0] + at, section.heading_span[0] + at + len(word))
                want = expect("heading reworded", "section", "changed", ["title"], ["neutral"], tuple(section.heading_span))
                return Step("heading reworded", (Rep(*place, fresh),), (want,))
    return None


def renumbered(ground: Ground, rng: random.Random) -> Step | None:
    """The last sibling, or the last two or three, with the next number."""
    groups = [g for g in ground.siblings() if len(g) >= 2]
    rng.shuffle(groups)
    for group in groups:
        part = group[-min(rng.choice((1, 1, 2, 3)), len(group) - 1):]
        reps = [_label_rep(ground, section) for section in part]
        if all(reps):
            return Step("renumbered", tuple(rep for rep in reps if rep), tuple(_label("renumbered", s) for s in part))
    return None


def section_removed(ground: Ground, rng: random.Random) -> Step | None:
    """A section with all it holds, the later siblings renumbered."""
    for group in _groups(ground, rng, 2):
        i = rng.randrange(max(0, len(group) - 3), len(group))
        stretch = _stretch(ground, group[i])
        later = [_label_rep(ground, s, -1) for s in group[i + 1:]]
        if stretch is None or not all(later) or stretch[1] - stretch[0] > len(ground.text) * 0.3 or stretch[0] == 0:
            continue
        kinds = "section" if group[i].title else "section|text|target|budget|incentive|deadline|responsibility"
        want = expect("section removed", kinds, "removed", [None], ["weaker", "neutral"], tuple(group[i].span),
                      zone_old=stretch, allow=GONE)
        reps = (Rep(stretch[0] - 1, stretch[1], ""), *(rep for rep in later if rep))
        return Step("section removed", reps, (want, *(_label("section removed", s) for s in group[i + 1:])))
    return None


def section_added(ground: Ground, rng: random.Random) -> Step | None:
    """A section with a task behind the last sibling."""
    for group in _groups(ground, rng, 2):
        last = group[-1]
        stretch, number = _stretch(ground, last), label_number(last.label)
        label = relabel(last.label, number + 1) if number is not None else None
        if stretch is None or label is None or last.title is None or last.level == 1:
            continue
        run_in = "\n" not in ground.text[last.heading_span[1]:last.heading_span[1] + 2]
        shown = f"\n{label}{rng.choice(TITLES)}{'。' if run_in else chr(10)}{rng.choice(TASKS).format(n=rng.randrange(3, 9))}"
        want = expect("section added", "section", "added", [None], ["stronger", "neutral"], None, place_from=0, allow=COME)
        return Step("section added", (Rep(stretch[1], stretch[1], shown),), (want,))
    return None


def section_moved(ground: Ground, rng: random.Random) -> Step | None:
    """A section as it stands, label and all, to another place among its siblings."""
    for group in _groups(ground, rng, 3):
        i, j = rng.sample(range(len(group)), 2)
        places = [_stretch(ground, section) or (0, 0) for section in group]
        order = [k for k in range(len(group)) if k != i]
        order.insert(j, i)
        span = (places[0][0], places[-1][1])
        if ground.text[slice(*span)].count("\t") or span[1] - span[0] > len(ground.text) * 0.8:
            continue
        reps = tuple(Rep(*places[slot], ground.text[slice(*places[held])]) for slot, held in enumerate(order) if slot != held)
        slots = [slot for slot, held in enumerate(order) if slot != held]
        passed = [k for k in range(min(i, j), max(i, j) + 1) if k != i]
        also = (tuple(group[passed[0]].span),) if len(passed) == 1 else ()
        want = expect("section moved", "section", "moved", [None], ["neutral"], tuple(group[i].span), place_from=slots.index(j),
                      also_old=also)
        return Step("section moved", reps, (want,))
    return None


def sections_exchanged(ground: Ground, rng: random.Random) -> Step | None:
    """Two neighbours change places and take each other's labels."""
    for group in _groups(ground, rng, 2):
        i = rng.randrange(len(group) - 1)
        first, second = group[i], group[i + 1]
        a, b = _stretch(ground, first), _stretch(ground, second)
        up, down = _label_rep(ground, first), _label_rep(ground, second, -1)
        if a is None or b is None or up is None or down is None or "\t" in ground.text[a[0]:b[1]]:
            continue
        body_a = ground.text[a[0]:up.start] + up.text + ground.text[up.end:a[1]]
        body_b = ground.text[b[0]:down.start] + down.text + ground.text[down.end:b[1]]
        want = expect("sections exchanged", "section", "moved", [None], ["neutral"], tuple(first.span), place_from=1,
                      also_old=(tuple(second.span),), zone_old=(a[0], b[1]), allow=LABELS)
        return Step("sections exchanged", (Rep(*a, body_b), Rep(*b, body_a)), (want,))
    return None


def section_split(ground: Ground, rng: random.Random) -> Step | None:
    """A heading put in between two paragraphs of the last sibling."""
    for group in _groups(ground, rng, 2):
        last = group[-1]
        inside = [p for p in ground.body if last.heading_span[1] <= p[0] and p[1] <= last.span[1]]
        number = label_number(last.label)
        label = relabel(last.label, number + 1) if number is not None else None
        if len(inside) < 2 or not last.title or label is None or last.level == 1 or _held(ground, last):
            continue
        at = rng.choice(inside[1:])[0]
        if ground.text[at - 1] != "\n":
            continue
        want = expect("section split", "section", "changed|added", ["split", None], ANY_EFFECT, tuple(last.span), zone_old=tuple(last.span),
                      allow=frozenset({("section", "added", "*")}))
        return Step("section split", (Rep(at, at, f"{label}{rng.choice(TITLES)}\n"),), (want,))
    return None


def _held(ground: Ground, section: Section) -> bool:
    """Whether parts or duties of the section would fall to another one."""
    span = tuple(section.span)
    return any(s.parent == section.id for s in ground.plan.sections) or any(d.cue != "narrative" for _, d in ground.items(span, "responsibility"))


def sections_merged(ground: Ground, rng: random.Random) -> Step | None:
    """The heading of the last sibling left out, so that its words fall to the one before."""
    for group in _groups(ground, rng, 2):
        first, second = group[-2:]
        line = ground.line(tuple(second.heading_span))
        alone = ground.text[slice(*line)].strip() == ground.text[slice(*second.heading_span)]
        if not alone or second.level == 1 or not first.title or _held(ground, first) or _held(ground, second):
            continue
        zone = (first.span[0], second.span[1])
        want = expect("sections merged", "section", "changed|removed", ["merged", None], ANY_EFFECT, tuple(second.heading_span),
                      also_old=(zone,), zone_old=zone, allow=frozenset({("section", "removed", "*")}))
        return Step("sections merged", (Rep(line[0], line[1] + 1, ""),), (want,))
    return None


FAMILIES: dict[str, Family] = {
    "heading reworded": heading_reworded, "renumbered": renumbered, "section removed": section_removed,
    "section added": section_added, "section moved": section_moved, "sections exchanged": sections_exchanged,
    "section split": section_split, "sections merged": sections_merged,
}
