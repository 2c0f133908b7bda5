"""A ground and a random choice in, a Step out: edits of targets, deadlines, budget lines and payment rules."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from planparse.text.numerals import numeral
from tests.mutations import Family, Ground, Place, Rep, Step, changed
from tests.written_numbers import NARROW, NUMBER, WIDE, chinese, other

MULTIPLIERS = [Decimal(10) ** k for k in (0, 2, 3, 4, 6, 7, 8, 12)]
LESS_IS_MORE = re.compile(r"时间|时长|成本|损耗|损失|死亡|发生率|投诉|能耗|排放|风险|失业|辍学|不良|结转|空置|事故|控制|压减|耗|误差|流失|不合格|违规|债")
FALLS = re.compile(r"(?:下降|降低|减少|压缩)(?:了|到|至|约|近|超过|达到)?$")
AT_LEAST = re.compile(r"^(?:不少于|不低于|不小于|至少|不短于)")
NO_HEDGE = re.compile(r"其中|力争|争取|确保|计划|预计|^[每到至于是应要在对以将有由按从为与和及或的不各该]|\d\s*年|^\d|责任|^[（(“]")
ENDS_OPEN = "，。；、）),;\n"
UNITS = {"个": "家", "家": "个", "名": "人", "人次": "人", "场": "次", "处": "个", "座": "个", "项": "个", "届": "次", "款": "个", "场次": "次"}
PERS = {"每月": ("每季度", "weaker"), "每季度": ("每月", "stronger"), "每半年": ("每年", "weaker"), "每年": ("每半年", "stronger"),
        "每周": ("每月", "weaker"), "每天": ("每周", "weaker"), "每日": ("每周", "weaker")}
FAMILIES: dict[str, Family] = {}


def each(name: str, kinds: str, manner: Callable[[Ground, random.Random, str, Any], Step | None]) -> None:
    """A family that tries the plan's items of some kinds in random order."""
    def family(ground: Ground, rng: random.Random) -> Step | None:
        items = ground.items((0, len(ground.text)), *kinds.split("|"))
        rng.shuffle(items)
        return next((step for kind, item in items if (step := manner(ground, rng, kind, item))), None)

    FAMILIES[name] = family


def one(name: str, ground: Ground, item: Any, kind: str, reps: list[Rep], fields: str, effects: str, **more: Any) -> Step:
    """The step of one changed item."""
    zone = ground.sentence(tuple(item.span))
    return Step(name, tuple(reps), (changed(name, item, kind, fields, effects, zone_old=zone, **more),))


def figures(item: Any, value: Decimal) -> Iterator[tuple[Place, str, Decimal]]:
    """The written numbers of an item that say this value, from the last: place, writing, multiplier."""
    for match in reversed(list(NUMBER.finditer(item.quote))):
        number = numeral(match[0].translate(NARROW))
        if number and value and (factor := value / number) in MULTIPLIERS:
            yield (item.span[0] + match.start(), item.span[0] + match.end()), match[0], factor


# ---------------------------------------------------------------------------------------------------- values

def _better(ground: Ground, target: Any, up: bool) -> str:
    """The effects that are right where a target's number rises or falls."""
    before = "".join(ground.text[ground.clause_start(target.span[0]):target.span[0]].split())
    if FALLS.search(before):
        return "stronger" if up else "weaker"
    threshold = target.kind == "standard" and ground.text[target.span[1]:target.span[1] + 1] == "的"
    if target.kind == "limit" or threshold or LESS_IS_MORE.search(before + target.indicator.text):
        return "*"
    rises = up if target.comparator != "le" else not up
    return "stronger" if rises else "weaker"


def _value(up: bool) -> Callable[..., Step | None]:
    def edit(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
        value = item.value_max or item.value if kind == "target" else item.amount if kind == "budget" else item.amount or item.rate
        if not value:
            return None
        percent = (kind == "target" and item.unit == "%") or (kind == "incentive" and item.amount is None)
        for place, written, factor in figures(item, value):
            new = other(written, up, rng, 100 if percent else None)
            number = numeral(new.translate(NARROW)) if new else None
            if new is None or number is None:
                continue
            if kind == "target" and item.value_max is not None and number * factor <= item.value:
                continue
            effects = _better(ground, item, up) if kind == "target" else "stronger" if up else "weaker"
            fields = {"target": "value", "budget": "amount", "incentive": "amount" if item.__dict__.get("amount") else "rate"}[kind]
            if kind == "target" and item.value_max is not None and effects != "*":
                effects += "|neutral"                                   # only one end of the range moves
            name = f"{kind} {'up' if up else 'down'}" + (", table" if item.table else "")
            return one(name, ground, item, kind, [Rep(*place, new)], fields, effects,
                       before=written, after=new)
        return None
    return edit


for _kind in ("target", "budget", "incentive"):
    each(f"{_kind} up", _kind, _value(True))
    each(f"{_kind} down", _kind, _value(False))


def _multiplier(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """9.6亿元 → 9.6万元: the same figure, another amount."""
    at = item.quote.find("亿元")
    if at < 0:
        return None
    place = (item.span[0] + at, item.span[0] + at + 1)
    return one("multiplier", ground, item, kind, [Rep(*place, "万")], "value" if kind == "target" else "amount",
               "*" if kind == "target" and item.kind == "limit" else "weaker")


each("multiplier", "target|budget", _multiplier)


# ------------------------------------------------------------------------------------- bounds, hedges, units, periods

def _comparator(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """Bounds in front of and behind a number put in, left out, exchanged."""
    start, end = item.span
    quote, after = item.quote, ground.text[end:end + 1]
    loose = item.kind == "limit" or (item.kind == "standard" and after == "的") or bool(LESS_IS_MORE.search(item.indicator.text))
    options: list[tuple[list[Rep], str, str]] = []
    front = AT_LEAST.match(quote)
    if item.comparator == "ge" and quote.endswith("以上"):
        options += [([Rep(end - 2, end, "左右")], "comparator", "weaker"), ([Rep(end - 2, end, "")], "comparator", "weaker|neutral")]
    elif item.comparator == "ge" and front and item.per is None:
        cut = Rep(start, start + front.end(), "")
        if after in ENDS_OPEN:
            options.append(([cut, Rep(end, end, "左右")], "comparator", "weaker"))
        if not loose:
            options.append(([Rep(start, start + front.end(), "力争达到")], "comparator|modality", "weaker"))
    elif item.comparator == "approx" and quote.endswith("左右"):
        options += [([Rep(end - 2, end, "以上")], "comparator", "stronger"), ([Rep(end - 2, end, "")], "comparator", "stronger|neutral")]
    elif item.comparator == "eq" and after in ENDS_OPEN and re.match(r"[\d一二三四五六七八九十百]", quote) and not (item.unit == "%" and item.value >= 100):
        options.append(([Rep(end, end, "以上")], "comparator", "stronger|neutral"))
        if item.value >= 5:
            options.append(([Rep(end, end, "左右")], "comparator", "weaker"))
    elif quote[:1] in "≥≤":
        options.append(([Rep(start, start + 1, "≤" if quote[0] == "≥" else "≥")], "comparator", "*"))
    if not options:
        return None
    reps, fields, effects = rng.choice(options)
    allow = frozenset({("target", "changed", "modality")}) if "modality" in fields else frozenset()
    name = "comparator, table" if item.table else "comparator"
    return one(name, ground, item, kind, reps, fields, "*" if loose else effects, allow=allow)


def _modality(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """力争 put in, taken out, in the place of 确保 and the other way round."""
    if item.table or item.kind not in ("goal", "frequency"):
        return None
    start = ground.clause_start(item.span[0])
    lead = ground.text[start:item.span[0]]
    for word, fresh, held, effects in (("力争", "", "strive", "stronger"), ("争取", "确保", "strive", "stronger"),
                                       ("确保", "力争", "firm", "weaker"), ("预计", "确保", "plan", "stronger|neutral")):
        if word in lead and item.modality == held:
            at = start + lead.index(word)
            if word == "力争" and lead.startswith("力争") and rng.random() < 0.5:
                fresh = "确保"
            return _hedged(ground, item, Rep(at, at + len(word), fresh), effects)
    if item.modality != "firm" or len(lead) < 2 or NO_HEDGE.search(lead) or item.kind != "goal" \
            or ground.items((start, item.span[0]), "responsibility") or re.search(r"[局府院委会办司厅社]", lead[:9]):
        return None
    return _hedged(ground, item, Rep(start, start, "力争"), "weaker")


def _hedged(ground: Ground, item: Any, rep: Rep, effects: str) -> Step:
    zone = ground.sentence((rep.start, item.span[1]))
    rest = frozenset({("target", "changed", "modality")})               # whether the next clauses are hedged too is left open
    return Step("modality", (rep,), (changed("modality", item, "target", "modality", effects, zone_old=zone, allow=rest,
                                             also_old=((rep.start, item.span[1]),)),))


def _unit(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """Another measure word: 12个 → 12家."""
    fresh = UNITS.get(item.unit or "")
    match = re.search(rf"(?<=[\d一二两三四五六七八九十百千万余]){item.unit}(?!次|额)", item.quote) if fresh else None
    if match is None or not fresh:
        return None
    place = (item.span[0] + match.start(), item.span[0] + match.end())
    return one("unit", ground, item, kind, [Rep(*place, fresh)], "unit", "neutral")


def _per(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """每月 → 每季度."""
    for word, (fresh, effects) in PERS.items():
        if item.per is not None and item.quote.startswith(word):
            place = (item.span[0], item.span[0] + len(word))
            return one("per", ground, item, kind, [Rep(*place, fresh)], "per", "*" if item.kind == "limit" else effects)
    return None


each("comparator", "target", _comparator)
each("modality", "target", _modality)
each("unit", "target", _unit)
each("per", "target", _per)


def _cap(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
    """给予10万元 → 给予最高10万元, and back."""
    paid = ground.text[ground.clause_start(item.span[0]):item.span[0]]
    if item.cap and re.match(r"最高\s*\d", item.quote) and re.search(r"给予|奖励|补助|补贴", paid):
        return one("cap", ground, item, kind, [Rep(item.span[0], item.span[0] + 2, "")], "cap", "stronger")
    if not item.cap and item.amount and ground.text[:item.span[0]].endswith(("给予", "奖励", "补助", "补贴")):
        return one("cap", ground, item, kind, [Rep(item.span[0], item.span[0], "最高")], "cap", "weaker")
    return None


each("cap", "incentive", _cap)


# ----------------------------------------------------------------------------------------------------- deadlines

def _deadline(later: bool) -> Callable[..., Step | None]:
    effect = "weaker" if later else "stronger"

    def edit(ground: Ground, rng: random.Random, kind: str, item: Any) -> Step | None:
        name = "deadline later" if later else "deadline earlier"
        if item.relation == "within":
            return _within(name, ground, item, later)
        options = [rep for make in (_year, _month, _year_end) if (rep := make(item, later)) and not _past(ground, rep)]
        if not options:
            return None
        loose = "期" in ground.text[item.span[0] - 3:item.span[1]] or (item.relation == "during" and item.end is None)
        effects = "*" if loose else effect if item.relation == "by" else f"{effect}|neutral"
        return one(name, ground, item, kind, [rng.choice(options)], "deadline", effects)
    return edit


def _past(ground: Ground, rep: Rep) -> bool:
    """Whether the new year lies before all that the plan plans: there it would tell of the past."""
    years = [int(day[:4]) for held in ground.plan.deadlines for day in (held.start, held.end) if day]
    return len(rep.text) == 4 and int(rep.text) < min(years, default=0)


def _year(item: Any, later: bool) -> Rep | None:
    """The last year of the expression."""
    years = list(re.finditer(r"(\d{4})(?=\s*年)", item.quote))
    if not years or item.end is None:
        return None
    if len(years) > 1 and not later and int(years[-1][1]) - int(years[0][1]) < 1:
        return None
    start = item.span[0] + years[-1].start()
    year = str(int(years[-1][1]) + (1 if later else -1))
    return Rep(start, start + 4, year.translate(WIDE) if ord(item.quote[years[-1].start()]) > 127 else year)


def _month(item: Any, later: bool) -> Rep | None:
    """The last month of the expression, inside the year."""
    months = list(re.finditer(r"(?<!\d)(\d{1,2})(?=\s*月)", item.quote))
    if not months or item.end is None:
        return None
    month = int(months[-1][1])
    fresh = {True: {1: 3, 3: 5, 5: 8, 7: 10, 8: 12, 10: 12, 2: 4, 4: 6, 6: 9, 9: 11},
             False: {12: 10, 10: 8, 8: 7, 7: 5, 5: 3, 11: 9, 9: 6, 6: 4}}[later].get(month)
    if fresh is None or (len(months) > 1 and len(re.findall(r"\d{4}", item.quote)) < 2 and fresh <= int(months[0][1])):
        return None
    start = item.span[0] + months[-1].start()
    return Rep(start, item.span[0] + months[-1].end(), str(fresh))


def _year_end(item: Any, later: bool) -> Rep | None:
    """年底 → 6月底, 6月底 → 年底."""
    match = re.search(r"(?<=\d年)\s*6月底" if later else r"(?<=\d年)底", item.quote)
    if match is None or item.end is None:
        return None
    return Rep(item.span[0] + match.start(), item.span[0] + match.end(), "底" if later else "6月底")


def _within(name: str, ground: Ground, item: Any, later: bool) -> Step | None:
    match = re.search(r"(?<![前后第])(\d+|[一二三四五六七八九十]+)(?=\s*(?:个工作日|个月|日|天|年|周))", item.quote)
    if match is None:
        return None
    value = int(numeral(match[1]) or 0)
    fresh = value * 2 if later else value // 2 if value > 3 else value - 1
    if not 0 < fresh < 100 or fresh == value:
        return None
    shown = str(fresh) if match[1][0].isdigit() else chinese(fresh)
    sentence = ground.sentence(tuple(item.span))
    around = ground.text[max(sentence[0], ground.text.rfind("；", 0, item.span[0])):sentence[1]].partition("；")[0] or "期"
    loose = not item.quote.rstrip().endswith("内") or re.search(r"公示|公告|不少于|有效|贴息|连续|保存|质保|运营|年内|期|不得|给予|补贴|申请|申报|提交|整改|企业|单位|主体", around)
    effects = "*" if loose else "weaker" if later else "stronger"
    place = (item.span[0] + match.start(), item.span[0] + match.end())
    return one(name + ", within", ground, item, "deadline", [Rep(*place, shown)], "duration|deadline", effects)


each("deadline later", "deadline", _deadline(True))
each("deadline earlier", "deadline", _deadline(False))
