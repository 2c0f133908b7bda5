"""Two printed lines in, whether the break between them tears a sentence that no margin explains: 有效期2 | 年, 县审计局负 | 责.

>>> torn("本方案有效期2", "年。"), torn("县财政局、县审计局负", "责监督检查。"), torn("附件2", "年度任务分解表")
(True, True, False)
"""

from __future__ import annotations

import re
from functools import cache

from planparse.lexicon.units import units

_INNER = re.compile("[,;、。]")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,3})?")
_ENDS_IN_NUMBER = re.compile(r"[\u4e00-\u9fff、~:(-](?P<n>\d{1,9}(?:\.\d{1,3})?)$")
#: 2021年 | 12月31日.
_DATE, _DATE_ON = re.compile(r".{8}(?:20\d\d(?P<year>年)|\d月)$"), re.compile(r"\d{1,2}(?P<unit>[月日])")
#: Words that no line closes with: 负 of 负责, 和, 对, 将; not 胜负, 抱负, 调和.
_HANGS = re.compile(r"(?<![胜抱辜欺自担减背])负$|[及与或将把被各每其]$|(?<![调缓平温共总饱])和$|(?<![应核绝相面反配校])对$")
_NEVER = re.compile(r"(?:第|附件|[图表]|电话|编号|邮编|账号|文号)[^\u4e00-\u9fff]{0,4}\d+$")
#: What a figure must follow: 日均 | 400 | 个站点.
_COUNTS_ON = re.compile(
    r"(?:不[少低高]于|不得?超过|至少|达到?|约|累计|[日月年户人]均|新[增建]|建设|建成|培育|培训|完成|改造|发展|打造|引进|共|投资|资金|为)$")


def torn(words: str, following: str) -> bool:
    """Whether a line that does not end in a mark must go on in the next one (folded words without white space)."""
    prose = _INNER.search(words) is not None
    if _ENDS_IN_NUMBER.search(words) and not _NEVER.search(words[-20:]):
        return begins_with_unit(following, prose)
    if (date := _DATE.search(words)) and (on := _DATE_ON.match(following)):
        return (date["year"] is not None) == (on["unit"] == "月")
    return prose and len(words) >= 8 and _HANGS.search(words) is not None


def is_number(words: str) -> bool:
    """Whether a line is a number and nothing else."""
    return _NUMBER.fullmatch(words) is not None


def counts_on(words: str, following: str) -> bool:
    """Whether a number alone between two lines belongs to both: 日均 | 400 | 人次以上; 村级服务 | 12 | 人才队伍 tells a page."""
    return begins_with_unit(following, _COUNTS_ON.search(words) is not None)


def begins_with_unit(words: str, prose: bool = False) -> bool:
    """Whether a line begins with a measure word (人次以上,…); within `prose` a noun may stand right behind it (个站点,…)."""
    match = _unit().match(words)
    if match is None:
        return False
    return match["end"] is not None or match["date"] is not None or (prose and _INNER.search(words) is not None)


@cache
def _unit() -> re.Pattern[str]:
    words = "|".join(re.escape(unit) for unit in sorted(units(), key=lambda unit: (-len(unit), unit)))
    return re.compile(r"(?P<date>年(?=\d|[底末度前])|月(?=\d|[底末前至,。]|[上中下]旬)|日(?=[前之以至起,。]))"
                      rf"|[万亿]?(?:{words})(?P<end>[,。;、:)]|$|以[上下内]|左右|之内|内[,。;完建])?")
