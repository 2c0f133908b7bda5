"""A ground and a random choice in, a Step out: edits of sentences, paragraphs, list items and table rows."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import replace

from planparse.model.plan import TableRecord
from tests.mutate_structure import COME, GONE, TASKS
from tests.mutations import ANY_EFFECT, Expected, Family, Ground, Place, Rep, Step, expect, touches
from tests.written_numbers import label_number, relabel

WORDS = [("积极推进", "大力推进"), ("积极", "主动"), ("切实", "扎实"), ("进一步", "持续"), ("不断", "持续"), ("充分", "有效"), ("认真", "扎实"),
         ("加快", "加速"), ("着力", "大力"), ("大力", "着力"), ("及时", "第一时间"), ("稳步", "有序"), ("统筹", "协调"), ("紧扣", "围绕"),
         ("围绕", "聚焦"), ("立足", "依托"), ("全面", "深入"), ("加强", "强化"), ("推动", "促进"), ("鼓励", "引导"), ("引导", "鼓励"), ("坚持", "注重"),
         ("健全", "完善"), ("完善", "健全"), ("营造", "形成"), ("深入", "广泛"), ("抓好", "做好"), ("推进", "推动"), ("发挥", "用好")]
POINTS_BACK = re.compile(r"^[^，。]{0,6}(?:其中|该|其|上述|此|同时|另|以上|并)|^(?:但|下一步|为此|因此|因而)|[）)\]]$")
REQUIRED = ("target", "budget", "incentive")
WHO = re.compile(r"责任单位|牵头|配合单位|负责")


def _removed(family: str, ground: Ground, zone: Place) -> list[Expected]:
    """What must be told of a stretch that is left out: each quantity in it."""
    wants = []
    for kind, item in ground.items(zone, *REQUIRED):
        loose = item.role != "item" if kind == "budget" else kind == "target" and (item.kind != "goal" or item.comparator == "le")
        wants.append(expect(family, kind, "removed", [None], ANY_EFFECT if loose else ["weaker"], tuple(item.span), zone_old=zone,
                            before=item.quote, allow=frozenset({("deadline", "removed", "*"), ("responsibility", "removed", "*")})))
    return wants


def sentence_removed(ground: Ground, rng: random.Random) -> Step | None:
    """A sentence with a quantity that governs nothing behind it."""
    paragraphs = list(ground.body)
    rng.shuffle(paragraphs)
    for paragraph in paragraphs:
        for sentence in reversed(ground.sentences(paragraph)[1:]):
            shown = ground.text[slice(*sentence)]
            wants = _removed("sentence removed", ground, sentence)
            if wants and len(shown) > 10 and shown[-1] in "。" and not ground.items(sentence, "deadline", "responsibility", "citation") \
                    and not WHO.search(shown) and "（" not in shown[:1]:
                return Step("sentence removed", (Rep(*sentence, ""),), tuple(wants))
    return None


def _promises(ground: Ground, place: Place) -> bool:
    """Whether a stretch states goals, so that one more is read as one."""
    return any(item.kind in ("goal", "frequency") for _, item in ground.items(place, "target"))


def sentence_added(ground: Ground, rng: random.Random) -> Step | None:
    """A sentence with a target at the end of a paragraph."""
    ends = [p for p in ground.body if ground.text[p[1] - 1] == "。" and not WHO.search(ground.text[slice(*p)])
            and not ground.items(p, "incentive", "deadline", "budget") and _promises(ground, p)]
    if not ends:
        return None
    end = rng.choice(ends)[1]
    shown = rng.choice(TASKS).format(n=rng.randrange(3, 9))
    want = expect("sentence added", "target", "added", [None], ["stronger"], None, place_from=0)
    return Step("sentence added", (Rep(end, end, shown),), (want,))


def item_added(ground: Ground, rng: random.Random) -> Step | None:
    """One more item behind the last of a numbered list."""
    groups = [g for g in ground.siblings() if g[-1].title is None and ground.text[g[-1].span[1]:g[-1].span[1] + 1] in ("\n", "")
              and ground.text[g[-1].span[1] - 1] == "。" and not any(s.parent == g[-1].id for s in ground.plan.sections) and _promises(ground, tuple(g[-1].span))]
    if not groups:
        return None
    last = rng.choice(groups)[-1]
    number = label_number(last.label)
    label = relabel(last.label, number + 1) if number is not None else None
    if label is None or WHO.search(ground.text[slice(*last.span)]) or "\n" in ground.text[slice(*last.span)]:
        return None
    shown = f"\n{label}{rng.choice(TASKS).format(n=rng.randrange(3, 9))}"
    want = expect("list item added", "target", "added", [None], ["stronger"], None, place_from=0,
                  allow=frozenset({("section", "added", "*")}))
    return Step("list item added", (Rep(last.span[1], last.span[1], shown),), (want,))


def reworded(ground: Ground, rng: random.Random) -> Step | None:
    """A verb or adverb outside all items, exchanged for another: the same figures."""
    said = ground.said_spans()
    headings = [tuple(s.heading_span) for s in ground.plan.sections]
    paragraphs = list(ground.body)
    rng.shuffle(paragraphs)
    for paragraph in paragraphs:
        for word, fresh in rng.sample(WORDS, len(WORDS)):
            at = ground.text.find(word, *paragraph)
            if at >= 0 and not any(touches((at - 1, at + len(word) + 1), place) for place in (*said, *headings)):
                place = (at, at + len(word))
                want = expect("reworded", "text", "changed", ["wording"], ["neutral"], place, zone_old=ground.sentence(place))
                return Step("reworded", (Rep(*place, fresh),), (want,))
    return None


def _free(ground: Ground, place: Place) -> bool:
    """Whether nothing in a stretch leans on what stands around it."""
    shown = ground.text[slice(*place)]
    return not ground.items(place, "deadline", "responsibility") and not POINTS_BACK.search(shown) and len(shown) >= 12 and "\n\n" not in shown \
        and not WHO.search(shown) and not any(touches(place, tuple(s.heading_span)) for s in ground.plan.sections)


def sentence_moved(ground: Ground, rng: random.Random) -> Step | None:
    """A sentence behind a later one of its paragraph."""
    paragraphs = list(ground.body)
    rng.shuffle(paragraphs)
    for paragraph in paragraphs:
        rest = ground.sentences(paragraph)[1:]
        free = [all(_free(ground, s) and ground.text[s[1] - 1] == "。" for s in rest[i:i + 2]) for i in range(len(rest) - 1)]
        if True in free:
            i = free.index(True)
            first, second = rest[i], rest[i + 1]
            want = expect("sentence moved", "text|target|incentive|budget", "moved", [None], ["neutral"], first,
                          also_old=(second,), zone_old=(first[0], second[1]))
            # The second goes in front of the first, so that the first keeps its mapped place.
            return Step("sentence moved", (Rep(first[0], first[0], ground.text[slice(*second)]), Rep(*second, "")), (want,))
    return None


def paragraph_moved(ground: Ground, rng: random.Random) -> Step | None:
    """A paragraph behind its neighbour in the same section."""
    body = [p for p in ground.body if _free(ground, p) and ground.text[p[0] - 1:p[0]] == "\n" and ground.text[p[1]:p[1] + 1] == "\n"]
    pairs = [(a, b) for a, b in itertools.pairwise(body) if ground.text[a[1]:b[0]].strip() == ""
             and not ground.items((a[0], b[1]), "target", "budget", "incentive")]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    want = expect("paragraph moved", "text", "moved", [None], ["neutral"], first, place_from=1, also_old=(second,))
    return Step("paragraph moved", (Rep(*first, ground.text[slice(*second)]), Rep(*second, ground.text[slice(*first)])), (want,))


# ---------------------------------------------------------------------------------------------------- table rows

def _rows(ground: Ground, table: TableRecord) -> list[tuple[int, Place]]:
    """Body rows that are one line of cells parted by tabs: number (head included), line."""
    found = []
    for number, row in enumerate(table.rows, start=len(table.header)):
        place = (min(cell.span[0] for cell in row), max(cell.span[1] for cell in row))
        shown = ground.text[slice(*place)]
        sums = any(word in row[0].text for word in ("合计", "小计", "总计"))
        if "\n" not in shown and "\t" in shown and row[0].text.strip() and not sums and all(cell.rowspan == 1 for cell in row):
            found.append((number, ground.line(place)))
    return found


def row_removed(ground: Ground, rng: random.Random) -> Step | None:
    """A row of a table."""
    for table in ground.plan.table_records:
        rows = _rows(ground, table)
        if len(rows) > 2:
            _, line = rng.choice(rows[:-1])
            wants = _removed("table row removed", ground, line)
            if not wants:
                wants = [expect("table row removed", "text|target|deadline|responsibility", "removed", [None], ANY_EFFECT, line, zone_old=line)]
            wants = [replace(want, allow=GONE) for want in wants]
            return Step("table row removed", (Rep(line[0], line[1] + 1, ""),), tuple(wants))
    return None


def row_added(ground: Ground, rng: random.Random) -> Step | None:
    """A row like its neighbour, with a name and a number of its own."""
    for table in ground.plan.table_records:
        rows = _rows(ground, table)
        if len(rows) < 2:
            continue
        _, line = rng.choice(rows)
        cells = ground.text[slice(*line)].split("\t")
        money = bool(ground.items(line, "budget"))
        fresh = [_cell(cell, i, rng) for i, cell in enumerate(cells)]
        kinds = {kind for kind, _ in ground.items(line, "deadline", "responsibility", "target")} | {"text"}
        want = expect("table row added", "budget" if money else "|".join(kinds), "added", [None], ANY_EFFECT, None,
                      place_from=0, allow=COME)
        return Step("table row added", (Rep(line[1], line[1], "\n" + "\t".join(fresh)),), (want,))
    return None


def _cell(cell: str, column: int, rng: random.Random) -> str:
    """A cell of the new row: names and amounts of its own; numbers of order, dates and units as in the row above."""
    bare = cell.strip()
    if column and re.fullmatch(r"[\d.,]+", bare):
        return str(rng.randrange(61, 79))
    if re.search(r"\d", bare) and not re.search(r"[年月]", bare) and not bare.isdigit():
        return f"修缮乡村阅览室{rng.randrange(3, 9)}处"
    return "乡村阅览室修缮" if column < 2 and len(bare) > 3 and not re.search(r"\d", bare) else cell


FAMILIES: dict[str, Family] = {
    "sentence removed": sentence_removed, "sentence added": sentence_added, "list item added": item_added, "reworded": reworded,
    "sentence moved": sentence_moved, "paragraph moved": paragraph_moved, "table row removed": row_removed, "table row added": row_added,
}
