"""Dates that stand under labels of their own in, the one whose label speaks of a target's clause out.

>>> from planparse.extract.period import periods
>>> text = "初级培训完成时限:2025年4月30日前,其余培训完成时限:2026年11月30日前"
>>> [choose(text, periods(text), words).last.year for words in ("开展初级培训800人次", "开展技能培训300人次")]
[2025, 2026]
>>> choose(text, periods(text), "建设站点3个") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.model.mention import Period

_LABEL = re.compile(r"(?:^|[,;。、(\n])(?P<label>[^,;。()\n:]{2,16}?)(?:时限|时间|期限|日期|节点)(?:为|是)?:?$")
_REACH = 24
#: Said of every date, so of none: 完成, 建设.
_GENERAL = re.compile(r"(?:建设|全部|计划|预计)?(?:完成|办结|实施|落实|完工|竣工)|^(?:建设|项目|工作)$")
_REST = re.compile(r"^(?:其余|其他|其它|剩余)(?:的)?")


def choose(text: str, dated: Sequence[Period], words: str) -> Period | None:
    """The period whose label shares words with a clause that no other label has; 其余… where none does and the rest fits.

    None where fewer than two periods carry labels, or no label fits, or several fit alike.
    """
    labelled = [(one, match["label"]) for one in dated
                if (match := _LABEL.search(text, max(0, one.start - _REACH), one.start))]
    if len(labelled) < 2:
        return None
    cores = [_pairs(_GENERAL.sub("", _REST.sub("", label))) for _, label in labelled]
    rest = [_REST.match(label) is not None for _, label in labelled]
    said = _pairs(words)
    scores = [0 if rest[at] or (any(rest) and 3 * len(core & said) < 2 * len(core))        # 技能培训 is none of 初级培训
              else len((core & said).difference(*(cores[:at] + cores[at + 1:]))) for at, core in enumerate(cores)]
    if (best := max(scores)) > 0:
        return labelled[scores.index(best)][0] if scores.count(best) == 1 else None
    others = [one for at, (one, _) in enumerate(labelled) if rest[at] and (not cores[at] or cores[at] & said)]
    return others[0] if len(others) == 1 else None


def _pairs(words: str) -> set[str]:
    return {words[at:at + 2] for at in range(len(words) - 1)}
