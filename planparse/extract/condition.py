"""Who is paid: the sentence around an amount in, the words that say who qualifies out.

>>> from planparse.extract.quantity import quantities
>>> text = "对新认定的省级示范社,给予一次性奖励5万元。"
>>> condition(text, quantities(text)[0], 0, None).text
'新认定的省级示范社'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.extract.noun import AND
from planparse.model.mention import Quantity


@dataclass(frozen=True, slots=True)
class Condition:
    """The words of a condition; `[start, end)` flat, None where they were put together."""

    text: str
    start: int | None
    end: int | None


_PAID = re.compile(
    r"(?:,|:)?(?:(?:可|将|再|均|则|按|按照|经[^,]{1,8}后|由[^,。;]{1,16}|每年|一次性|分别|依次|最高|另|额外|优先|"
    r"市财政|县财政|省财政|区财政|财政)*)"
    r"(?:另加|再补|加补|加奖|给予|奖励|奖补|补助|补贴|资助|予以|发放|兑付|享受|给于|按(?:照)?(?!照|规定|要求|约定|程序|上述|以下标准|有关))")
_OPENS = re.compile(
    r"(?<![针相面核比应])对(?!接|口|外|标|照|比|象|应|策|于|方|上)|对于|(?:^|[。;\n:,])(?:并)?(?:凡是|凡|针对|向|"
    r"为)")
_EACH = re.compile(
    r"(?:每|单)(?:个|家|户|名|人|亩|台|场|次|村|项|件|所|站|点|辆|镇|套|吨|单|头|只|款|班|位)[^,。;:\d]{0,12}$")
_EACH_CLAUSE = re.compile(
    r"(?:^|[,;:。(])(?:其中,?)?(?:每|单)(?:个|家|户|名|人|位|项)(?:企业|单位|项目|机构|主体|合作社|"
    r"农户)?[^,。;:\d]{0,16}$|(?:^|[,;:。(])(?:最高|累计|总额|同一[^,。]{1,6}|年度)[^,。;:\d]{0,12}$")
_QUALIFIES = re.compile(
    r"的$|的[^,。;]{2,16}$|达到|超过|以上|获|认定|新增|完成|首次|通过|入选|引进|建成|投资|购买|购置|创建|评为")
#: ,百岁老人每人每月500元: a payee of its own in front of 每人.
_PAYEE_EACH = re.compile(
    r"(?:^|[,;、])(?P<who>(?!其中|单|同|每)[\u4e00-\u9fff()]{1,14}(?:人|户|者|员|生|童|家庭|企业|社|对象|机构|单位|师|工|站|店|园|妇女|教师|农场))"
    r"(?:,|按)?每(?:人|户|名|亩|家|个|床|床位|站|店)(?:每(?:人|年|月|天|日|学年|学期))?(?:再|另|增加|补助|补贴|发放|给予|奖励|按|标准|最高)*$")
_ONE_PAYEE = re.compile(
    r"(?:^|[,;:、。(])(?P<who>(?:单个|同一|单户|每户|每个|单家|每家)(?:[\u4e00-\u9fff]{0,4}?(?:企业|机构|单位|"
    r"主体|合作社|农户|园区|组织|信用贷款)))[^,。;:\d]{0,24}$")
#: Nothing but the payment: 给予, 分别奖励.
_PAYING = re.compile(
    r"(?:(?:项目|设备|其)?(?:实际|核定|总|固定资产|年度)*(?:投资|投入|支出|费用|发生|购置|采购)(?:总)?(?:金)?额?的?)|(?:给予|予以|奖励|奖补|补助|补贴|资助|发放|分别|一次性|按(?:照)?|再|另|"
    r"各|资金|支持|首次|首笔|分期|拨付|可申[请领]|可|,)+")
_HOW = re.compile(r"(?:分别|均)?(?:以[^,]{2,16}方式|凭|按照?|根据|依据|参照|视|经[^,]{1,12}后?$|由)")
#: Nothing but a time: 自认定当年起.
_WHEN = re.compile(r"自[^,。;]{2,16}(?:起|之日起)|[^,。;]{0,10}(?:有效期|期限?|年度)内|当年|次年|(?:前|后|首|第)[一二三四五两\d]年")
#: 对获得市级补贴的项目: paid by somebody else before.
_PAID_BEFORE = re.compile(r"(?:获得?|获评|享受|取得|领取)[^,。;]{0,8}(?:奖励|奖补|补助|补贴|资助|支持)$")
#: How it is paid, not to whom: 具体参照《…》有关规定.
_MANNER = re.compile(
    r"(?:具体)?(?:参照|按照|根据|依据|对照|执行)|(?:贴息|补贴|补助|奖励|奖补|资助)(?:资金)?(?:,|期限|标准|比例|额度|总额|年限|时间)")
#: 给予新创建的园区100万元, 奖励标准：国家级园区200万元: who is paid stands right in front of the figure.
_PAID_TO = re.compile(
    r"(?:给予|奖励|奖补|补助|补贴|:)(?P<who>(?!最高|一次性|不超过|总额|标准|金额|"
    r"每)[\u4e00-\u9fff“”()]{4,30}?)(?:一次性|最高|各)*$")
_AWARD = re.compile(r"(?:评选出|评出|选出)(?=[^,。;]{3,20},)")
_LEAD = re.compile(
    r"^(?:[,;:、。的]|\((?![^()]*\))|第[一二三四五六七八九十百]+条|其中|并|且|同时|另外|此外|对于|对|凡是|凡|针对|"
    r"\([一二三四五六七八九十\d]+\)|\d+[.、]|[①-⑳])+")
_TAIL = re.compile(
    r"(?:[,;:、]|每(?:个|家|户|名|人|亩|台|场|次|村|项|件|套|吨|头|只)|可|将|再|均|则|按|按照|一次性|分别|依次|每年|"
    r"最高|的?,?由[^,。;]{1,16}|在此基础上|(?:在[职校]期间)?,?(?:均|即)?可(?:申[请领]|享受|领取|获得)|"
    r"(?:提高|提升|调整|增加|降低|下调|上调)(?:到|至|为)|达到?|再?给于|并|当年|次年)+$")
#: A word of its own right in front of an amount, and what is none.
_OWN = re.compile(
    r"(?:(?:[、,:(;]|给予|其中|单位|每名|每人)(?:按照|按)?|按照|按)(?P<own>[\u4e00-\u9fff]{2,9}?)(?:按|奖励|给予|补助|补贴|奖补)*$")
_NOT_OWN = re.compile(
    r"^第|最高|一次性|补助|奖励|标准|每|单个|总额|累计|不超过|不低于|分别|资金|给予|奖补|补贴|同一|最低|再|按|"
    r"达到|额度|财政|后[一二三两]|前[一二三两]|不少于")
#: A member that is a figure: 2000万元, 第二名.
_SUM = re.compile(r"\d[\d.]*[十百千万亿]*(?:元|美元)?(?:以上)?|第[一二三四五六七八九十\d]+名?")
_LINK = re.compile(r"(?:元|\([^)]{1,10}\))?[、,;和][\u4e00-\u9fff]{2,9}")
#: 除上级奖励外: no payment of this plan.
_BESIDES = re.compile(r"除[^,。;\n]{2,20}外,?")
#: What is left of the payment in front: 的一次性奖励,.
_PAID_TAIL = re.compile(
    r"(?:的)?(?:一次性)?(?:[省市县区]级|财政|奖励|补助|补贴|资助|支持|奖补|经费|资金|奖金|配套|匹配)+[,;、]?|/[\u4e00-\u9fff]{1,3}[,;、]")
#: A clause that only adds to the one in front: ,年营收首次过800万元的.
_FURTHER = re.compile(r"(?:其|当|上)?年|营业|销售|投资|纳税|研发|产值|面积|贷款|且|并(?!购)|符合|满足|在|首次达|超过|达到|租赁")
_LONG, _SHORT = 52, 8
#: 新获批国家标准、行业标准: the verb holds for each.
_TAKES_LIST = re.compile(r".*(?:获批|认定为?|评为|评定为?|入选|通过|取得|获得|列入|制定|创建)(?=.{2})")
_BETWEEN = ("、", "和", ",", "及")
#: 一等奖1名、奖金5万元: the prize an amount is of.
_PRIZE = re.compile(
    r"(?P<own>[特一二三四五]等奖|[金银铜]奖|优秀奖|优胜奖|鼓励奖|入围奖|冠军|亚军|季军|第[一二三四五六七八九十]+名)"
    r"(?:\(?\d+[名个项篇件支组]\)?|[、,:]|各|奖金|奖励|给予|每[名个项]|人民币|为|的)*$")
_PRIZE_WORD = re.compile(r"[特一二三四五]等奖|[金银铜]奖|优秀奖|优胜奖|鼓励奖|入围奖|冠军|亚军|季军|第[一二三四五六七八九十]+名")
_SPLIT = re.compile(rf"{AND.pattern}|(?<=”)(?=“)")
_RANK = (r"(?:国家|省|市|县|区|部|州|世界|国际|全国|全省)(?:\(自治区\))?(?:级|部级)?|特等奖|[一二三]等奖|"
         r"[金银铜]奖|[1-5]?[一二三四五]?A{1,5}级|[甲乙丙]级|[一二三四五]星级")
_RANKS = re.compile(rf"(?:{_RANK})(?:[、和及或与](?:{_RANK}))+")


def condition(text: str, one: Quantity, floor: int, last: Condition | None, fresh: bool = True) -> Condition | None:
    """The condition of an amount: the words from `floor` (the sentence's head, or the amount paid in front) to the
    payment verb, from 对… where somebody is named so.

    `fresh` says that a new sentence begins at `floor`. Where these words name nobody (最高100万元 behind
    按10%给予补助, 每家5万元) the condition in front holds on.
    """
    fresh = fresh or text.rfind(";", floor, one.start) >= 0
    floor = max(text.rfind(";", floor, one.start) + 1, floor)
    if not fresh and (paid := _PAID_TAIL.match(text, floor, one.start)):
        floor = paid.end()
    before = _BESIDES.sub(lambda found: "〇" * len(found[0]), text[floor:one.start])
    if last is None and (one_of := _ONE_PAYEE.search(before)) and one_of["who"][0] in "同单":
        return _trimmed(text, floor + one_of.start("who"), floor + one_of.end("who"))
    pay = next((one for one in _PAID.finditer(before, 1) if not _PAID_BEFORE.search(before, 0, one.end())), None) or _PAID.search(before)
    if (own := _PAYEE_EACH.search(before)) and not _OPENS.search(before):
        return _trimmed(text, floor + own.start("who"), floor + own.end("who"))
    if pay and (again := [one for one in _OPENS.finditer(before) if one.start() >= pay.end()]):
        floor, before = floor + again[-1].start(), before[again[-1].start():]     # …给予支持:对…的企业分别给予
        pay = _PAID.search(before, 1)
    head = before[:pay.start()] if pay else _EACH_CLAUSE.sub("", before)
    begin = 0
    for opener in _OPENS.finditer(head):
        if len(head) - opener.end() >= (3 if head.endswith("的") else 4):
            begin = opener.end()
    if begin == 0 and (award := _AWARD.search(head)):
        begin = award.end()
    head = _manner_off(head, begin)
    if begin == 0 and len(head) > 60:
        commas = [at for at, char in enumerate(head) if char == ","]
        begin = commas[-3] + 1 if len(commas) > 2 else 0
    head = _EACH_CLAUSE.sub("", head)
    if besides := head.find("〇", begin):
        head = head if besides < 0 else head[:besides]
    begin = _core(head, begin)
    said = _trimmed(text, floor + begin, floor + len(head)) if len(head) > begin else None
    if said is not None and (_PAYING.fullmatch(said.text) or _WHEN.fullmatch(said.text) or (not begin and _MANNER.match(said.text))):
        said = None
    if said is not None and (begin or len(said.text) >= 4) and (begin or fresh or last is None or _QUALIFIES.search(said.text)):
        return said
    each = _EACH.search(before)
    if not begin and (own := _PAYEE_EACH.search(before)):
        return _trimmed(text, floor + own.start("who"), floor + own.end("who"))
    if last is None and (paid := _PAID_TO.search(before)):
        return _trimmed(text, floor + paid.start("who"), floor + paid.end("who"))
    if last is None and (one_of := _ONE_PAYEE.search(before)):
        return _trimmed(text, floor + one_of.start("who"), floor + one_of.end("who"))
    return last or said or (_trimmed(text, floor + each.start(), one.start) if each else None)


def _manner_off(head: str, begin: int) -> str:
    """The words up to a clause that tells how it is paid, not who: …的企业,以项目建设方式,按照投资额."""
    while (at := head.rfind(",")) > begin + 3 and _HOW.match(head, at + 1):
        head = head[:at]
    return head


def _core(head: str, begin: int) -> int:
    """Where the clause begins that qualifies, in a stretch too long to be a condition."""
    while len(head) - begin > _LONG and (at := head.find(",", begin)) >= 0 and len(head) - at > _SHORT \
            and not _FURTHER.match(head, at + 1):
        begin = at + 1
    return begin


def shares(text: str, group: Sequence[Quantity], at: int, said: Condition | None) -> Condition | None:
    """Each amount of an enumeration with its own member of the condition.

    The member stands in the condition's own list (省级、市级中心，分别给予30万元、20万元) or right in front of the
    amount (特等奖9万元、一等奖5万元).
    """
    one, run = group[at], _run(text, group, at)
    own = _OWN.search(text, max(0, one.start - 14), one.start)
    if prize := _PRIZE.search(text, max(0, one.start - 24), one.start):
        whom = said if said and not _PRIZE_WORD.search(said.text) else None
        return Condition(prize["own"], prize.start("own"), prize.end("own")) if whom is None else _with_member(whom, prize["own"])
    if own is not None and _chain_of(text, group, at) and not _NOT_OWN.search(own["own"]):
        return _with_member(said, own["own"])
    if said is None or said.start is None or said.end is None:
        return said
    if len(run) < 2:
        return said
    for match in _RANKS.finditer(said.text):
        members = _SPLIT.split(match.group())
        if len(members) == len(run):
            return Condition(said.text[:match.start()] + members[run.index(one)] + said.text[match.end():], None, None)
    return _listed(said, run.index(one), len(run))


def _with_member(said: Condition | None, own: str) -> Condition:
    """The condition narrowed to one member: its list of ranks replaced by the rank, or the member put behind."""
    if said is None:
        return Condition(own, None, None)
    for match in _RANKS.finditer(said.text):
        if own in _SPLIT.split(match.group()):
            return Condition(said.text[:match.start()] + own + said.text[match.end():], None, None)
    return said if own in said.text else Condition(said.text + own, None, None)


def _listed(said: Condition, own: int, count: int) -> Condition:
    """全职引进的博士、硕士、本科生 → 全职引进的硕士; 首次达到300万元、800万元的 → 首次达到800万元的.

    The clause of the condition that lists as many members as there are amounts is narrowed to the amount's own.
    """
    for clause in said.text.split(","):
        parts = _SPLIT.split(clause)
        if len(parts) != count or not all(1 < len(part) <= 14 for part in parts[1:]):
            continue
        if _SUM.match(parts[1]):
            sums = [_SUM.search(part) for part in parts]
            first, mine, final = sums[0], sums[own], sums[-1]
            if first is None or mine is None or final is None:
                continue
            narrowed = parts[0][:first.start()] + mine.group() + parts[-1][final.end():]
        else:
            verb = _TAKES_LIST.match(parts[0])
            head = parts[0][:max(parts[0].rfind("的") + 1, verb.end() if verb else 0)]
            narrowed = parts[0] if own == 0 else head + parts[own]
        return Condition(said.text.replace(clause, narrowed, 1), None, None)
    return said


def _chain_of(text: str, group: Sequence[Quantity], at: int) -> bool:
    """Whether an amount is one of several in a list with a word of its own in front of each."""
    one = group[at]
    near = [other for other in (group[at - 1] if at else None, group[at + 1] if at + 1 < len(group) else None) if other]
    return any(_LINK.fullmatch(text, min(one.end, other.end), max(one.start, other.start)) for other in near)


def _run(text: str, group: Sequence[Quantity], at: int) -> list[Quantity]:
    """The amounts of an enumeration (30万元、20万元、10万元) that `group[at]` is part of."""
    first = last = at
    while first and text[group[first - 1].end:group[first].number_start] in _BETWEEN:
        first -= 1
    while last + 1 < len(group) and text[group[last].end:group[last + 1].number_start] in _BETWEEN:
        last += 1
    return list(group[first:last + 1])


def _trimmed(text: str, start: int, end: int) -> Condition | None:
    """The stretch without leading connectives and trailing particles."""
    words = text[start:end]
    if lead := _LEAD.match(words):
        start, words = start + lead.end(), words[lead.end():]
    if tail := _TAIL.search(words):
        words = words[:tail.start()]
    return Condition(words, start, start + len(words)) if words else None
