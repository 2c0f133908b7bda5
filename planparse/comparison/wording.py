"""The words for what is counted in, what tells them apart from others out.

>>> core("青禾县县级电子商务服务中心(一期)", "青禾县")
'电商服务中心'
>>> one_subject("村级电子商务服务点", "行政村电商服务站点"), one_subject("建档立卡贫困村", "贫困村")
(True, True)
>>> one_subject("电商人才培训", "培训"), one_subject("跨境电商企业", "直播间"), one_subject("农产品品牌", "网销产品")
(True, False, False)
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_MARKS = re.compile("\\([^()]*\\)|[\"“”'‘’、,·()/]")
_LEVEL = re.compile("^(?:全[县市区州旗省]|[县市区州省]级?|本[县市区]|我[县市区])(?=..)")
_AKIN, _LEAST = 70, 2


def core(words: str, region: str = "") -> str:
    """A phrase (folded) without the county's name, level, brackets and marks; 电子商务 is 电商."""
    plain = _MARKS.sub("", words.replace(region, "") if region else words).replace("电子商务", "电商")
    return _LEVEL.sub("", plain)


def one_subject(one: str, other: str, region: str = "") -> bool:
    """Whether two phrases with one code name one thing: mostly the same words, or the one with more said in front."""
    shorter, longer = sorted((core(one, region), core(other, region)), key=len)
    return fuzz.ratio(shorter, longer) >= _AKIN or (len(shorter) >= _LEAST and longer.endswith(shorter))
