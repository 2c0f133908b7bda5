"""Plans in, indicators without a code that several of them word alike out: candidates for the lexicon.

>>> alike("县级电商直播示范基地", "电商直播示范基地"), alike("电商示范镇", "物流示范镇"), alike("农产品", "扶贫产品")
(True, False, False)
>>> alike("年产值过500亿元的产业集群", "年产值过200亿元的产业集群")
False
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from planparse.comparison.evidence import Source
from planparse.comparison.spending import words_of
from planparse.comparison.wording import core
from planparse.model.comparison import Candidate, CandidateMention
from planparse.model.plan import Target

_ALIKE = 80
_HEAD = 2
_LEAST, _LEAST_OFTEN = 2, 3
_DIGITS = re.compile(r"\d+")


@dataclass
class _Group:
    """Targets that are worded like the first."""

    words: str
    mentions: list[tuple[str, Target]] = field(default_factory=list)


def candidates(sources: dict[str, Source]) -> list[Candidate]:
    """Groups that two plans or more share, those of most plans first."""
    shelves: dict[tuple[str | None, str, bool, str], list[_Group]] = {}
    for plan, source in sources.items():
        region = words_of(source.plan.metadata.region.value or "")
        for target in source.plan.targets:
            words = core(words_of(target.indicator.text), region)
            if target.indicator.code is not None or len(words) < (
                    _LEAST_OFTEN if target.kind == "frequency" else _LEAST):
                continue
            shelf = shelves.setdefault((target.unit, target.kind, target.growth, words[-_HEAD:]), [])
            group = max((one for one in shelf if alike(one.words, words)), key=lambda one: fuzz.ratio(one.words, words), default=None)
            if group is None:
                shelf.append(group := _Group(words))
            group.mentions.append((plan, target))
    shared = [(unit, group) for (unit, *_), shelf in shelves.items() for group in shelf
              if len({_identity(sources[plan]) for plan, _ in group.mentions}) > 1]
    shared.sort(key=lambda pair: -len({plan for plan, _ in pair[1].mentions}))
    return [_candidate(sources, unit, group) for unit, group in shared]


def alike(one: str, other: str) -> bool:
    """Whether two phrases (folded) count the same thing: the same head, which stands last, and mostly the same words."""
    if one == other:
        return True
    if one[-_HEAD:] != other[-_HEAD:] or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return min(len(one), len(other)) > _HEAD + 1 and fuzz.ratio(one, other) >= _ALIKE


def _identity(source: Source) -> str:
    """The same file twice is one plan here."""
    return source.plan.source.sha256


def _candidate(sources: dict[str, Source], unit: str | None, group: _Group) -> Candidate:
    mentions = [CandidateMention(plan=plan, text=target.indicator.text, evidence=sources[plan].of(target))
                for plan, target in group.mentions]
    return Candidate(text=min((one.text for one in mentions), key=lambda text: (len(text), text)), unit=unit, mentions=mentions)
