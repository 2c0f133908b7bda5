"""What a quantity is of: the clause around it in, the noun phrase it counts or measures out.

>>> text = "到2025年,培育壮大30家以上数字经济领军企业,村级服务站点达到60个以上。"
>>> from planparse.extract.quantity import quantities
>>> for number, one in enumerate(found := quantities(text)):
...     print(noun_phrase(text, found, number).text)
数字经济领军企业
村级服务站点
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.lexicon.units import units
from planparse.model.mention import Quantity


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The words of an indicator; `[start, end)` flat, None where they were put together from two places."""

    text: str
    start: int | None
    end: int | None
    behind: bool                  # it stands behind the quantity (30家企业), not in front (企业30家)
    attribute: bool               # the quantity with 的 describes a thing behind it (面积不少于2000平方米的中心)


_STOP = re.compile(r"[,。;:!?\n]")
_VERB = (
    "开展|举办|建设|建成|打造|培育|组织|参加|参与|新增|新建|完成|实现|创建|采购|购置|配备|孵化|引进|引入|设立|成立|培养|招引|发展|推出|制定|制订|"
    "编制|开发|实施|推进|推广|建立|形成|开通|布局|改造|升级|改扩建|新改建|扩建|提升|改建|整治|修建|修复|新培育|新认定|认定|遴选|评选|选树|选派|支持|扶持|帮助|帮扶|带动|"
    "吸纳|吸引|辐射|覆盖|服务|惠及|发放|落实|组建|入驻|集聚|聚集|突破|攻克|转化|申报|争创|获批|储备|盘活|筛选|优选|运营|拍摄|投放|安装|"
    "研发|研制|种植|栽植|营造|增殖放流|清理|排查|化解|办理|签约|落地|招聘|聘请|输送|派驻|走访|抽检|检查|巡查|宣传|累计|培训|达到|确保|力争|争取|保持|"
    "编写|编印|上架|对接|联系|结对|评定|创成|推动|推行|试点|建有|拥有|具有|提供|安排|出台|发布|生产|加工|销售|实行|全面|进一步|优化|完善|补助|新创建|到|使|让|将|把|在|为|对|有"
)
_LEAD_VERB = re.compile(rf"(?:(?:{_VERB})(?:了)?|并|且|和|及|与|或|要|应|可|其中|包括|包含|每年|年内|全年|计划|预计|拟|至少|不断|持续|继续|重点|积极|大力|加快|"
                        r"分别|共|共计|总计|合计|再|新|各|同时|以及|确保|基本|初步|逐步|稳步|力争|努力|原则上|要求|上述|等|的|以|按|由|从|—|-)+")
#: Verbs that open a new phrase inside a clause: what follows the last of them is the thing counted.
_CUT = re.compile(r"(?:开展|举办|建成|打造|培育|组织|参加|新增|新建|完成|实现|创建|采购|购置|配备|孵化|引进|设立|培养|招引|推出|运营|组建|形成|"
                  r"带动|吸纳|辐射|覆盖|惠及|发放|落实|累计建设|累计|建设(?!项目|面积|规模|资金|用地|标准|周期|内容|水平))")
_TAIL = re.compile(
    r"(?:达到|达|为|是|保持在|稳定在|维持在|控制在|压缩至|压减至|缩短至|控制到|提高到|提高至|提升到|提升至|增加到|增加至|增至|增长到|扩大到|降低到|降低至|降到|降至|"
    r"增长|比增|同比增长|年均增长|年均递增|递增|提高|提升|下降|降低|减少|增加|总数|总量达|共|共计|累计|合计|总计|实现|完成|分别|均|都|也|稳居|位居|居|列|进入|跻身|"
    r"稳步|力争|争取|确保|不|约|近|超|要|应|应当|须|需|可|将|有|在|到|至|由|从|按|以|原则上|一般|平均|年度|数量|同比|较上年|比上年|较\d{4}年|比\d{4}年|的|各|逐年|再|得|:|“)+$")
_LIST_END = re.compile(r"[、和及].{0,40}?等(?=.{2})")
_BARE_HEAD = re.compile(
    r"^(?:年均|平均|年|同比)?(?:增速|增长率|增幅|增长|占比|占.{0,12}比重|比重|比例|覆盖率|利用率|普及率|满意度|完成率|达标率|面积|规模|产值|收入|数量|总量|金额)?$")
_EXTENDS = re.compile(r"[、和及与或]")


def noun_phrase(text: str, found: Sequence[Quantity], number: int) -> NounPhrase:
    """The noun phrase of `found[number]`; `found` are all quantities of the text in order."""
    one = found[number]
    behind = _behind(text, found, number)
    front = _in_front(text, found, number)
    count = (units().get(one.unit or "", "count") == "count" and one.unit != "%") or one.unit is None
    described = text[one.end:one.end + 1] == "的"
    if behind and front.text and described and not _only_verbs(front.text):
        return NounPhrase(front.text, front.start, front.end, False, True)
    if behind and (count or not front.text or _only_verbs(front.text)):
        return behind
    if behind and not count and one.unit == "%" and front.start is not None:
        tail = behind.text if len(behind.text) <= 12 else ""
        return NounPhrase(front.text + tail, None if tail else front.start, None if tail else front.end, False, False)
    return front


def _behind(text: str, found: Sequence[Quantity], number: int) -> NounPhrase | None:
    """The words behind the quantity up to the end of their clause."""
    one = found[number]
    start = one.end + (text[one.end:one.end + 1] == "的")
    limit = found[number + 1].start if number + 1 < len(found) else len(text)
    stop = _STOP.search(text, start, start + 60)
    end = min(stop.start() if stop else min(start + 60, len(text)), max(limit, start))
    cut_by_quantity = stop is None or limit < stop.start()
    words = _balanced(text[start:end])
    if cut_by_quantity and (joins := list(_EXTENDS.finditer(words))):
        words = words[:joins[-1].start()]
    words = re.sub(r"(?:[、和及与或并]|进行|以及)+$", "", words)
    if not words or words[0] in "、)]和及与或并至到且,的/":
        return None
    return NounPhrase(words, start, start + len(words), True, False)


def _balanced(words: str) -> str:
    """The words up to the first bracket that closes what they did not open, or an opening one never closed."""
    depth, opened = 0, 0
    for at, char in enumerate(words):
        if char == "(":
            depth, opened = depth + 1, at if depth == 0 else opened
        elif char == ")":
            depth -= 1
            if depth < 0:
                return words[:at]
    return words[:opened] if depth else words


def _in_front(text: str, found: Sequence[Quantity], number: int) -> NounPhrase:
    """The words in front of the quantity, from the beginning of their clause."""
    one = found[number]
    floor = found[number - 1].end if number else 0
    start = _clause_start(text, one.start, floor)
    if start == floor and number and text[start:start + 1] == "的":
        earlier = _in_front(text, found, number - 1)
        start = earlier.start if earlier.start is not None else start
    words = text[start:one.start]
    if opened := _unclosed(words):
        start, words = start + opened, words[opened:]
    words, start = _strip(words, start)
    return NounPhrase(words, start, start + len(words), False, False)


def _strip(words: str, start: int) -> tuple[str, int]:
    """Drop leading verbs, connectives and finished lists, and trailing copulas."""
    tail = _TAIL.search(words)
    if tail:
        words = words[:tail.start()]
    if lead := _LEAD_VERB.match(words):
        if lead.end() < len(words) or not words.endswith(("培训", "就业", "服务", "覆盖", "入驻")):
            start, words = start + lead.end(), words[lead.end():]
        else:
            keep = max(len(words) - 2, 0)
            start, words = start + keep, words[keep:]
    if listed := _LIST_END.search(words):
        start, words = start + listed.end(), words[listed.end():]
    for cut in reversed(list(_CUT.finditer(words))):
        if len(words) - cut.end() >= 3:
            start, words = start + cut.end(), words[cut.end():]
            break
    return words, start


def _clause_start(text: str, position: int, floor: int) -> int:
    at = position
    while at > floor and at > position - 80 and not _STOP.match(text, at - 1):
        at -= 1
    if at == floor:
        while at < position and text[at] in "、和及与,;(":
            at += 1
    return at


def _unclosed(words: str) -> int:
    """Where the part behind the last bracket that stays open begins; 0 if none does."""
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        if words[at] == ")":
            depth += 1
        elif words[at] == "(":
            if depth == 0:
                return at + 1
            depth -= 1
    return 0


def _only_verbs(words: str) -> bool:
    match = _LEAD_VERB.match(words)
    return not words or (match is not None and match.end() == len(words))


def is_bare(words: str) -> bool:
    """Whether a phrase is a mere head (增速, 占GDP比重, 覆盖率) that wants its subject from the clause in front."""
    return len(words) <= 14 and _BARE_HEAD.match(words) is not None
