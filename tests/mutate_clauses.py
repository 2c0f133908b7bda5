"""A ground and a random choice in, a Step out: clauses that come, go or name other things; the figures stay.

Deadlines put in and left out, what a target counts, who pays, what for, under which condition; documents no longer
cited; addressees; sentences without a figure.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from tests.mutate_items import FAMILIES as ITEM_FAMILIES
from tests.mutate_items import NO_HEDGE, each
from tests.mutate_words import WHO
from tests.mutations import ANY_EFFECT, Family, Ground, Rep, Step, expect, touches
from tests.written_numbers import NUMBER, other

FAMILIES: dict[str, Family] = {}
PLAIN = ("及时总结好经验好做法。", "营造良好的舆论氛围。")
SOURCES = [("省级财政", "市级财政"), ("省财政", "市财政"), ("县级财政", "市级财政"), ("县财政", "市财政"), ("中央财政", "省级财政"), ("市级财政", "县级财政")]


def _deadline_removed(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """A deadline in front of its clause left out."""
    start, end = item.span
    after = ground.text[end:end + 1]
    if item.relation != "by" or item.end is None or item.table or not item.quote.endswith("前") or after == "的" \
            or ground.text[start - 1] not in "，。；：\n" or ground.text[start - 1:start] == "" or item.quote.startswith(("每", "有效")):
        return None
    if any(touches((start, end), tuple(s.heading_span)) for s in ground.plan.sections):
        return None
    zone = ground.sentence((start, end))
    want = expect("deadline removed", "deadline", "removed", [None], ["weaker", "neutral"], (start, end), zone_old=zone)
    return Step("deadline removed", (Rep(start, end + (after == "，"), ""),), (want,))


def _deadline_added(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """A deadline in front of a clause whose target has none."""
    ends = [d.end for d in ground.plan.deadlines if d.end]
    start = ground.clause_start(item.span[0])
    lead = ground.text[start:item.span[0]]
    if item.deadline is not None or item.table or item.kind != "goal" or not ends or len(lead) < 3 or NO_HEDGE.search(lead) \
            or ground.items((start, item.span[0]), "responsibility", "target") or ground.text[start - 1] not in "，。；":
        return None
    shown = f"{max(ends)[:4]}年10月底前"
    want = expect("deadline added", "deadline", "added", [None], ["stronger", "neutral"], None, place_from=0,
                  zone_old=ground.sentence((start, item.span[1])))
    return Step("deadline added", (Rep(start, start, shown),), (want,))


def _indicator(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """村级服务站90个 → 标准化村级服务站90个."""
    span = item.indicator.span
    if span is None or item.table or item.kind != "goal" or span[1] != item.span[0] or item.unit not in ("个", "家", "处", "座", "所") \
            or span[1] - span[0] < 3 or "标准" in item.indicator.text:
        return None
    want = expect("indicator", kind, "changed", ["indicator"], ["neutral"], tuple(item.span), also_old=(tuple(span),),
                  zone_old=ground.sentence(tuple(item.span)))
    return Step("indicator", (Rep(span[0], span[0], "标准化"),), (want,))


def _source(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """省级财政 → 市级财政 in front of an amount."""
    start = ground.clause_start(item.span[0])
    lead = ground.text[start:item.span[0]]
    for word, fresh in SOURCES:
        at = lead.rfind(word)
        if item.source and not item.table and at >= 0:
            place = (start + at, start + at + len(word))
            want = expect("source", kind, "changed", ["source", "purpose"], ["neutral"], tuple(item.span), also_old=(place,),
                          zone_old=ground.sentence(tuple(item.span)))
            return Step("source", (Rep(*place, fresh),), (want,))
    return None


def _purpose(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """The name of a row of money reworded."""
    span = item.purpose.span
    if not item.table or span is None or item.role != "item" or touches(tuple(span), tuple(item.span)) or "\n" in ground.text[slice(*span)] \
            or ground.items(tuple(span)) or len(item.purpose.text) < 3:
        return None
    want = expect("purpose, table", kind, "changed", ["purpose"], ["neutral"], tuple(item.span), also_old=(tuple(span),),
                  zone_old=ground.line(tuple(item.span)))
    return Step("purpose, table", (Rep(span[1], span[1], "工程"),), (want,))


def _condition(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """带动10户以上的 → 带动20户以上的: the number of a condition."""
    span = item.condition.span
    if span is None or item.table:
        return None
    for match in NUMBER.finditer(ground.text, *span):
        fresh = other(match[0], True, rng) if match[0][0].isdigit() else None
        place = match.span()
        if fresh and not ground.items(place) and re.match(r"\s*(?:[万亿]?元|户|家|人|名|个|亩|吨|件|单|平方米)(?:[以的及且、，]|$)", ground.text[place[1]:]):
            want = expect("condition", kind, "changed", ["condition"], ANY_EFFECT, tuple(item.span), also_old=(tuple(span),),
                          zone_old=ground.sentence(place))
            return Step("condition", (Rep(*place, fresh),), (want,))
    return None


def _citation_removed(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """One of several documents that a sentence cites left out."""
    start, end = item.span
    after = re.match(r"[、和]", ground.text[end:])
    if after is None or ground.text[end + 1:end + 2] != "《" or item.title is None:
        return None
    want = expect("citation removed", kind, "removed", [None], ANY_EFFECT, (start, end), zone_old=ground.sentence((start, end)))
    return Step("citation removed", (Rep(start, end + 1, ""),), (want,))


for _name, _kind, _manner in (
        ("deadline removed", "deadline", _deadline_removed), ("deadline added", "target", _deadline_added),
        ("indicator", "target", _indicator), ("source", "budget", _source), ("purpose, table", "budget", _purpose),
        ("condition", "incentive", _condition), ("citation removed", "citation", _citation_removed)):
    each(_name, _kind, _manner)
    FAMILIES[_name] = ITEM_FAMILIES.pop(_name)


def _names(field: str) -> Callable[[Ground, random.Random], Step | None]:
    """One of the addressees left out."""
    def family(ground: Ground, rng: random.Random) -> Step | None:
        span = getattr(ground.plan.metadata, field).span
        match = re.search(r"，[^，、（）]{3,20}$", ground.text[slice(*span)]) if span else None
        if span is None or match is None:
            return None
        want = expect(f"metadata {field}", "metadata", "changed", [field], ["neutral"], tuple(span), zone_old=ground.line(tuple(span)))
        return Step(f"metadata {field}", (Rep(span[0] + match.start(), span[0] + match.end(), ""),), (want,))
    return family


def disclosure(ground: Ground, rng: random.Random) -> Step | None:
    """主动公开 → 依申请公开."""
    span = ground.plan.metadata.disclosure.span
    shown = ground.text[slice(*span)] if span else ""
    if span is None or shown not in ("主动公开", "依申请公开"):
        return None
    want = expect("metadata disclosure", "metadata", "changed", ["disclosure"], ["neutral"], tuple(span), zone_old=ground.line(tuple(span)))
    return Step("metadata disclosure", (Rep(*span, "依申请公开" if shown == "主动公开" else "主动公开"),), (want,))


def plain_removed(ground: Ground, rng: random.Random) -> Step | None:
    """A sentence without a figure left out."""
    paragraphs = list(ground.body)
    rng.shuffle(paragraphs)
    for paragraph in paragraphs:
        for sentence in ground.sentences(paragraph)[1:]:
            shown = ground.text[slice(*sentence)]
            if len(shown) > 12 and shown[-1] == "。" and not ground.items(sentence) and not WHO.search(shown) and "\n\n" not in shown:
                want = expect("sentence without figures removed", "text", "removed", [None], ANY_EFFECT, sentence, zone_old=sentence)
                return Step("sentence without figures removed", (Rep(*sentence, ""),), (want,))
    return None


def plain_added(ground: Ground, rng: random.Random) -> Step | None:
    """A sentence without a figure at the end of a paragraph."""
    ends = [p[1] for p in ground.body if ground.text[p[1] - 1] == "。" and not WHO.search(ground.text[slice(*p)])]
    if not ends:
        return None
    end = rng.choice(ends)
    want = expect("sentence without figures added", "text", "added", [None], ANY_EFFECT, None, place_from=0)
    return Step("sentence without figures added", (Rep(end, end, rng.choice(PLAIN)),), (want,))


FAMILIES["metadata recipients"] = _names("recipients")
FAMILIES["metadata copied_to"] = _names("copied_to")
FAMILIES["metadata disclosure"] = disclosure
FAMILIES["sentence without figures removed"] = plain_removed
FAMILIES["sentence without figures added"] = plain_added
