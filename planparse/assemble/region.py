"""Whose plan it is: the frame and the text in, region, province and GB/T 2260 code out; nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from planparse.extract.region import division_names, level_of, unlisted_in_title, unlisted_name
from planparse.lexicon.divisions import Division, above, cities, named, province_by_letter, province_of, shortly
from planparse.model.structure import Field, Reading

#: 结合云台实际: the place the plan is made for.
_OWN = re.compile(
    r"结合(?P<name>(?!全|我|本|各|当地|工作|地方|部门|自身)[\u4e00-\u9fff]{2,5}?)(?P<end>[省市县区州旗])?(?:的)?(?:工作)?实际")
_PROVINCE_ENDS = ("省", "自治区", "特别行政区")


@dataclass(frozen=True, slots=True)
class Region:
    """The division as named with its flat place, its row of the table, and its province."""

    name: str | None = None
    start: int | None = None
    end: int | None = None
    division: Division | None = None
    province: Division | None = None


def region(reading: Reading) -> Region:
    """The division whose organs issued the plan, or which its title or text is about."""
    flow, fields = reading.flow, reading.letterhead.fields
    text = flow.text
    issuer = fields.get("issuer")
    if issuer and str(issuer.value).startswith(("国务院", "中共中央", "国家")):
        return Region()
    evidence = _Evidence(reading)
    for name in ("issuer", "title", "notice_title"):
        field = fields.get(name)
        if field is None or field.start is None or field.end is None:
            continue
        chain = _chain(text, field)
        if name == "issuer" and (unlisted := unlisted_name(text, chain[-1][1] if chain else field.start, field.end)):
            return _unlisted(unlisted, chain)
        if chain:
            return _resolve(chain, evidence)
    for name in ("title", "notice_title"):
        if (field := fields.get(name)) and (found := _short(reading, field, evidence)):
            return found
    for name in ("title", "notice_title"):
        field = fields.get(name)
        if field is not None and field.start is not None and field.end is not None and (
                made := unlisted_in_title(text, field.start, field.end)):
            return _unlisted(made, [])
    return _from_text(text, evidence)


def _chain(text: str, field: Field) -> list[tuple[int, int, str]]:
    """The first run of names that follow each other: 福建省泉州市永春县."""
    start, end = field.start or 0, field.end or 0
    for prefix in ("中共", "中国共产党"):
        if text.startswith(prefix, start):
            start += len(prefix)
    chain: list[tuple[int, int, str]] = []
    for found in division_names(text, start, end):
        if chain and found[0] != chain[-1][1]:
            break
        chain.append(found)
    return chain


class _Evidence:
    """How often the text names each division, read only when it is asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._counts: Counter[str] | None = None
        self._letters: Counter[str] = Counter()

    @property
    def counts(self) -> Counter[str]:
        """Full names of divisions with the number of times they stand in the text."""
        if self._counts is None:
            text = self._reading.flow.text
            self._counts = Counter(name for _, _, name in division_names(text))
            at = text.find("〔")
            while at >= 0:                                   # (闽商发〔2021〕3号): 闽 is 福建省
                line = max(text.rfind(mark, max(at - 12, 0), at) for mark in "(\n、,;根据照")
                if 0 <= line < at - 1 and (province := province_by_letter(text[line + 1])):
                    self._letters[province.code] += 1
                at = text.find("〔", at + 1)
        return self._counts

    def score(self, division: Division) -> int:
        """How much else in the text speaks for a division: its prefecture, its province."""
        counts, score, upper = self.counts, 0, above(division)
        while upper is not None:
            score += counts[upper.name] * (3 if upper.rank == 2 else 2)
            if upper.rank == 1:
                score += self._letters[upper.code]
            upper = above(upper)
        return score


def _resolve(chain: list[tuple[int, int, str]], evidence: _Evidence) -> Region:
    """The last name of a chain; the names in front of it and the text tell namesakes apart."""
    start, end, name = chain[-1]
    candidates = list(named(name))
    for _, _, upper in reversed(chain[:-1]):
        uppers = {division.code for division in named(upper)}
        inside = [d for d in candidates if any(_holds(code, d.code) for code in uppers)]
        candidates = inside or candidates
    division = _choose(candidates, evidence)
    province = province_of(division.code) if division else _common_province(candidates)
    return Region(name, start, end, division, province)


def _unlisted(found: tuple[int, int, str], chain: list[tuple[int, int, str]]) -> Region:
    """A division the table does not list: its name, no code, the province if one is named in front of it."""
    uppers = named(chain[-1][2]) if chain else ()
    return Region(found[2], found[0], found[1], None, province_of(uppers[0].code) if len(uppers) == 1 else None)


def _holds(upper: str, code: str) -> bool:
    return code.startswith(upper.rstrip("0") if upper.endswith("0000") else upper[:4])


def _choose(candidates: list[Division], evidence: _Evidence) -> Division | None:
    """The one division meant; None where nothing in the text tells."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    scores = sorted(((evidence.score(d), -i) for i, d in enumerate(candidates)), reverse=True)
    if scores[0][0] > 3 * scores[1][0]:
        return candidates[-scores[0][1]]
    living = [d for d in candidates if d.last is None]
    return living[0] if len(living) == 1 and scores[0][0] == 0 else None


def _common_province(candidates: list[Division]) -> Division | None:
    codes = {d.code[:2] for d in candidates}
    return province_of(candidates[0].code) if len(codes) == 1 else None


def _short(reading: Reading, field: Field, evidence: _Evidence) -> Region | None:
    """A title that opens with a short name (临江创建……方案), where the text has the full one."""
    if field.start is None or field.end is None:
        return None
    for size in (5, 4, 3, 2):
        word = reading.flow.text[field.start:field.start + size]
        meant = [d for d in shortly(word) if evidence.counts[d.name] or evidence.counts[d.short + d.name[-1]]]
        level = level_of(reading.flow.text) if len(meant) > 1 else None
        meant = [d for d in meant if level is None or d.name.endswith(level)]
        if meant and (division := _choose(meant, evidence)):
            return Region(division.name, None, None, division, province_of(division.code))
    for start in range(field.start, field.end - 2):          # 平安攀枝花建设方案, where the text names 四川省
        for size in (4, 3):
            meant = [d for d in shortly(reading.flow.text[start:min(start + size, field.end)]) if evidence.score(d)]
            if len(meant) == 1 and len(meant[0].short) == size:
                return Region(meant[0].name, None, None, meant[0], province_of(meant[0].code))
    return None


def _from_text(text: str, evidence: _Evidence) -> Region:
    """No name in the frame: the division of the plan's own level (我市) that the text names most, by far."""
    level = level_of(text)
    if own := _OWN.search(text):
        meant = [d for d in shortly(own["name"]) if own["end"] is None or d.name[-1] == own["end"]]
        if division := _choose([d for d in meant if d.name[-1] == level] or meant, evidence):
            return Region(division.name, None, None, division, province_of(division.code))
    if level is None:
        return Region()
    counts = evidence.counts
    ends = _PROVINCE_ENDS if level == "省" else (level,)
    ranked = sorted(((_weight(text, name, number), name) for name, number in counts.items()
                     if name.endswith(ends) and (level == "省" or not name.endswith("自治区"))), reverse=True)
    if ranked and ranked[0][0] >= 3 and (len(ranked) == 1 or ranked[0][0] >= 2 * ranked[1][0]):
        at = text.find(ranked[0][1])
        return _resolve([(at, at + len(ranked[0][1]), ranked[0][1])], evidence)
    if level == "省":
        inside = {d.code: d for name in counts for d in named(name) if d.rank == 2 and d.name == name}
        if len(inside) > 1 and (province := _common_province(list(inside.values()))):
            return Region(province.name, None, None, province, province)
    if level == "市":
        shorts = sorted(((text.count(city.short), city) for city in cities() if len(city.short) > 1), reverse=True)
        if shorts[0][0] >= 5 and shorts[0][0] >= 3 * shorts[1][0]:
            return Region(shorts[0][1].name, None, None, shorts[0][1], province_of(shorts[0][1].code))
    return Region()


def _weight(text: str, name: str, number: int) -> int:
    """How often a division is named, by its full or its short name."""
    short = named(name)[0].short
    return max(number, text.count(short)) if len(short) > 1 else number
