"""What an allotted amount is for and who pays it: the sentence around the amount in, purpose and source out.

>>> from planparse.extract.quantity import quantities
>>> text = "项目总投资860万元,其中省级财政补助500万元,企业自筹资金360万元。"
>>> [(one.purpose(text), one.source, one.total) for one in
...     (funding(text, amount, (0, len(text))) for amount in quantities(text))]
[('项目总投资', None, True), ('省级财政补助', 'province', False), ('企业自筹资金', 'self', False)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from planparse.extract.cue import RAISED
from planparse.model.mention import Quantity

_SOURCES = (
    ("central", re.compile(r"中央|国家(?:财政|安排|下达|级资金|专项)|财政部")),
    ("self", re.compile(r"自筹|企业(?:投入|出资|投资)|业主|社会资本|自有资金")),
    ("province", re.compile(r"省级|省财政|自治区(?:级|财政)|省(?:安排|下达|配套|补)")),
    ("city", re.compile(r"市级|市财政|州级|州财政|市(?:本级|安排|配套)")),
    ("county", re.compile(r"县级|县财政|区财政|区级|县本级|县(?:安排|配套)|本级财政")),
)
_TOTAL = re.compile(
    r"总投资|总投入|总预算|总资金|资金总额|投资总额|总计|合计|共(?:计)?(?:需|安排|投入)?|资金规模|概算总")
_LEAD = re.compile(r"^(?:[,;:、。(]|其中|计划|预计|拟|总共|由|从|用于|共|并|再|年内|全年|[^,]{0,8}过程中)+")
_TAIL = re.compile(
    r"(?:(?:计划)?(?:安排|使用|投入|下达|拨付|需|为|约|达|共|预算|列支)(?:使用)?(?:总)?(?:资金|经费|投资)?|"
    r"(?:规划|计划|拟|预计)(?:使用|安排|投入)?|总额|:|资金|经费|约|的)+$")
_BEHIND = re.compile(
    r"(?:的)?(?P<kind>[^,。;:\n]{0,8}?(?:资金|经费|预算))?(?:,)?(?:专项|主要|全部|重点)?(?:用于|支持|设立|组建|作为|开展|"
    r"投入)(?P<what>[^,。;\n]{2,30})")
_FUND = re.compile(r"(?:的)?(?P<what>[^,。;:、\n\d]{2,16}?(?:前期(?:工作)?(?:经?费|资金)|基金|资金池|(?:专项|引导|扶持|发展|周转)资金))")
#: 安排数字经济专项资金: the fund's own name.
_NAMED = re.compile(r"(?:安排|设立|统筹|下达|列支|筹措|投入)(?P<what>[^,。;:、\n\d]{2,24}(?:资金|基金|经费))$")
#: The payer and how it pays, without a word of what for: 省财政连续五年每年安排.
_PAYER_ONLY = re.compile(
    r"(?:由|对此|所需资金)*(?:中央|国家|自治区|省|市|县|区|州|本级)(?:级|本级)?(?:财政|预算)(?:部门|局|厅)?"
    r"(?:将|再|每年度?|年度|连续[一二三四五六七八九十\d]+年|统筹|列支|预算|计划|安排|投入|拿出|出资|给予|配套|补助|资金|不低于|"
    r"不少于|不超过)*")
#: 县财政列支90万元,支持合作社联农带农: what it is for stands behind.
_FOR_WHOM = re.compile(r",?(?P<what>(?:对|鼓励|支持|推动|引导|扶持|奖励|补助|打造|培育|壮大|建设|推进|实施)[^。;\n]{4,60})")
_FOR = re.compile(r"^(?:为|对|支持|针对|用于|并)?")
_RHYTHM = re.compile(r"(?:每年度?|全年|年度|每期|原则上|按|不超过|不低于|不少于)+$")
#: 估算投资2.3亿元,实施供水一体化工程; 实施供水工程,…,总投资2600万元: the work the money is of.
_WORK_BEHIND = re.compile(
    r",(?:主要|重点)?(?:用于)?(?:实施|建设|新建|改造|推进|开展|改建)(?P<what>(?:[^,。;:“”\n\d]|“[^“”\n]{1,12}”){4,30})")
_WORK_BEFORE = re.compile(
    r"(?:重点|组织|全面|大力|加快)?(?:实施|建设|新建|改造|推进|开展|改建)"
    r"(?P<what>[^,。;:\n\d]{2,26}(?:工程|项目|行动|建设|改造|中心|平台|园区?|基地|系统|厂|站|线))(?=,)")
_EMPTY = re.compile(r"(?:投资|估算|计划|预计|拟|安排|使用|总|资金|共|计|需|投入|预算|约)*")
_GENERIC = re.compile(
    r"(?:(?:主要|项目|具体|工作|建设|实施|支持|资金|经费|投资|总体)*(?:内容|任务|安排|预算|来源|规模|筹措|计划|"
    r"估算|概算|使用)(?:及|和|与|、)?)+(?:资金|经费)?(?:安排)?")


@dataclass(frozen=True, slots=True)
class Funding:
    """`[start, end)` of the purpose (flat; None where the sentence names none), the payer, whether it is the whole."""

    start: int | None
    end: int | None
    source: str | None
    total: bool

    def purpose(self, text: str) -> str:
        """The purpose's words."""
        return "" if self.start is None else text[self.start:self.end]


def funding(text: str, one: Quantity, sentence: tuple[int, int]) -> Funding:
    """Purpose: the words behind (用于…), else the noun phrase in front of the amount, without 安排 and 资金."""
    edge = one.number_start if one.per else one.start
    opens = max(max(text.rfind(mark, sentence[0], edge) for mark in ",;:。、") + 1, sentence[0])
    clause = text[opens:edge]
    total = _TOTAL.search(clause) is not None
    source = next((name for name, pattern in _SOURCES if pattern.search(clause)), None)
    if source is None and (raised := RAISED.match(text, one.end, sentence[1])):
        source = "self" if "自" in raised.group() else None
    if (fund := _FUND.match(text, one.end, sentence[1])) and not total:
        return Funding(fund.start("what"), fund.end("what"), source, total)
    if behind := _BEHIND.match(text, one.end, sentence[1]):
        return Funding(behind.start("what"), behind.end("what"), source, total)
    lead = _LEAD.match(clause)
    start = opens + (lead.end() if lead else 0)
    words = text[start:edge]
    if named := _NAMED.search(words):
        return Funding(start + named.start("what"), start + named.end("what"), source, total)
    if _EMPTY.fullmatch(words):
        work = _WORK_BEHIND.match(text, one.end, sentence[1]) or _WORK_BEFORE.match(text, sentence[0], max(opens - 1, sentence[0]))
        return Funding(*work.span("what"), source, total) if work else Funding(None, None, source, total)
    if not total and _PAYER_ONLY.fullmatch(words) and (for_whom := _FOR_WHOM.match(text, one.end, sentence[1])):
        return Funding(*for_whom.span("what"), source, total)
    if "每年" in words and not total and _PAYER_ONLY.fullmatch(words) and (said := _clause_before(text, opens, sentence[0])):
        return Funding(*said, source, total)
    if rhythm := _RHYTHM.search(words):
        words = words[:rhythm.start()]
    if total or source:
        return Funding(start, start + len(words), source, total) if words else Funding(None, None, source, total)
    tail = _TAIL.search(words)
    end = start + (tail.start() if tail else len(words))
    return Funding(start, end, source, total) if end - start >= 2 else Funding(None, None, source, total)


def _clause_before(text: str, opens: int, floor: int) -> tuple[int, int] | None:
    """The clause in front of the one that begins at `opens`, without 支持 or 对: 支持实验室建设,省财政每年安排…."""
    end = opens - 1
    if end <= floor or text[end] != ",":
        return None
    start = max(text.rfind(mark, floor, end) for mark in ",;:。") + 1 or floor
    lead = _FOR.match(text[start:end])
    start += lead.end() if lead else 0
    return (start, end) if end - start >= 4 else None


def is_generic(title: str) -> bool:
    """Whether a section title names no work of its own: 建设内容及资金安排."""
    return _GENERIC.fullmatch(title) is not None


def is_project_money(purpose: str) -> bool:
    """Whether a purpose is the whole plan's project: …综合示范项目资金."""
    return re.search(r"项目(?:专项)?资金$|项目总", purpose) is not None
