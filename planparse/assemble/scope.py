"""Which quantity is what: a Reading in, each quantity of the body with its sentence and its role out.

Roles: `target`, `budget`, `incentive`; quantities that state facts, name things, set conditions or belong to
the frame have none and are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from planparse.assemble.deadline import periods_of
from planparse.extract import cue
from planparse.extract.quantity import quantities
from planparse.lexicon.units import units
from planparse.model.flow import Paragraph
from planparse.model.mention import Period, Quantity
from planparse.model.structure import Heading, Reading


@dataclass(frozen=True, slots=True)
class Scoped:
    """A quantity (index into `Scope.quantities`) with the sentence and clause it stands in, and its role."""

    index: int
    quantity: Quantity
    paragraph: Paragraph
    sentence: tuple[int, int]     # flat, between full stops
    clause: int                   # flat start of its clause
    role: str                     # target | budget | incentive


@dataclass(frozen=True, slots=True)
class Scope:
    """All quantities and periods of the body, and the quantities that bind."""

    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    scoped: tuple[Scoped, ...]


def scope(reading: Reading) -> Scope:
    """Read and sort the quantities of the body."""
    text = reading.flow.text
    found = quantities(text)
    times = periods_of(reading)
    starts = [one.start for one in times]
    body = (reading.letterhead.body_start, reading.letterhead.body_end)
    scoped: list[Scoped] = []
    fact = -2
    for index, one in enumerate(found):
        if not body[0] <= one.number_start < body[1] or _in_period(one, times, starts):
            continue
        paragraph = reading.flow.paragraph_at(one.number_start)
        if paragraph.table is not None:
            continue
        sentence = sentence_bounds(text, one.number_start, paragraph)
        clause = max(text.rfind(mark, paragraph.start, one.number_start) for mark in ",。;:") + 1
        clause = max(clause, paragraph.start)
        role = _role(reading, one, paragraph, sentence, clause, found, index)
        if role == "target" and index == fact + 1 and cue.LISTED_ON.fullmatch(text, found[fact].end, one.start):
            role = None
        if role is None and (index == fact + 1 or cue.GIVEN_WHOLE.search(text[max(sentence[0], one.start - 6):one.start])
                             or cue.EXISTING.search(text[max(sentence[0], one.start - 20):one.start])):
            fact = index
        scoped.append(Scoped(index, one, paragraph, sentence, clause, role or ""))
    return Scope(tuple(found), tuple(times), tuple(one for one in _chained(text, scoped) if one.role))


def _chained(text: str, scoped: list[Scoped]) -> list[Scoped]:
    """Amounts of one enumeration are paid alike: 技师2000元、高级技师5000元的标准给予…."""
    found = list(scoped)
    for at in range(1, len(found)):
        one, earlier = found[at], found[at - 1]
        if (earlier.role == "incentive" and one.role in ("", "target") and one.quantity.unit == earlier.quantity.unit
                and cue.ENUMERATED.fullmatch(text, earlier.quantity.end, one.quantity.start)):
            found[at] = replace(one, role="incentive")
    for at, one in enumerate(found):
        whole = next((other for other in found[max(0, at - 8):at] if other.role == "budget" and other.sentence == one.sentence), None)
        if (whole is not None and one.role == "target" and one.quantity.unit == "元"
                and cue.PARTS.search(text, whole.quantity.end, one.quantity.start)):
            found[at] = replace(one, role="budget")
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        if (following.role == "incentive" and one.role != "incentive" and one.quantity.unit == following.quantity.unit
                and cue.ENUMERATED.fullmatch(text, one.quantity.end, following.quantity.start)):
            found[at] = replace(one, role="incentive")
    return found


def sentence_bounds(text: str, position: int, paragraph: Paragraph) -> tuple[int, int]:
    """The stretch between full stops around a position, inside its paragraph."""
    start = text.rfind("。", paragraph.start, position) + 1
    end = text.find("。", position, paragraph.end)
    return max(start, paragraph.start), end if end >= 0 else paragraph.end


def heading_of(reading: Reading, position: int) -> Heading | None:
    """The innermost heading that governs a flat position."""
    outline = reading.outline
    at = bisect_right(outline, position, key=lambda heading: heading.start) - 1
    while at >= 0 and outline[at].end <= position:
        parent = outline[at].parent
        at = -1 if parent is None else parent
    return outline[at] if at >= 0 else None


def ancestors(reading: Reading, heading: Heading | None) -> list[Heading]:
    """A heading and those above it, innermost first."""
    chain = []
    while heading is not None:
        chain.append(heading)
        heading = None if heading.parent is None else reading.outline[heading.parent]
    return chain


def _in_period(one: Quantity, times: list[Period], starts: list[int]) -> bool:
    at = bisect_left(starts, one.number_end) - 1
    return at >= 0 and times[at].start <= one.number_start < times[at].end


def _role(reading: Reading, one: Quantity, paragraph: Paragraph, sentence: tuple[int, int], clause: int,
          found: list[Quantity], index: int) -> str | None:
    text = reading.flow.text
    chain = ancestors(reading, heading_of(reading, one.number_start))
    if _is_label(one, chain) or _is_background(reading, one, chain, sentence):
        return None
    kind = "rate" if one.unit == "%" else units().get(one.unit or "", "count")
    if kind == "money" or one.unit in ("%", "‰", "个百分点", "百分点"):
        role = _money_role(text, one, sentence, clause, chain)
        if role != "target":
            return role
    if _is_condition(reading, text, one, sentence, chain) or _is_named(text, one, paragraph, found, index, kind):
        return None
    return "target"


def _is_label(one: Quantity, chain: list[Heading]) -> bool:
    return bool(chain) and chain[0].start <= one.number_start < chain[0].start + len(chain[0].label)


def _is_background(reading: Reading, one: Quantity, chain: list[Heading], sentence: tuple[int, int]) -> bool:
    """A fact: in a section on how things stand, before the first heading, or told as done."""
    if any(heading.title and cue.BACKGROUND_TITLE.search(heading.title) for heading in chain):
        return True
    text = reading.flow.text
    if cue.EXISTING.search(text[max(sentence[0], one.start - 20):one.start]):
        return True
    fact = list(cue.FACT.finditer(text, sentence[0], one.start))
    if not fact:
        return False
    between = text[fact[-1].end():one.start]
    return not any(word in between for word in ("到20", "力争", ";", "将", "争取", "确保", "计划"))


def _money_role(text: str, one: Quantity, sentence: tuple[int, int], clause: int, chain: list[Heading]) -> str | None:
    """Money and percentages: paid to whoever qualifies, allotted, a condition of payment, or a goal."""
    money = units().get(one.unit or "") == "money"
    edge = one.start if one.per is None else one.number_start
    before = text[sentence[0]:edge]
    behind = text[one.end:min(sentence[1], one.end + 60)]
    paid_behind = cue.PAY_BEHIND.match(behind)
    pays = list(cue.PAY.finditer(before))
    if money and (cue.ALLOT_NOW.search(before) or cue.ALLOT_LIST.search(text, sentence[0], one.start)):
        return "budget"
    if money and cue.LEVERAGE.search(text[clause:edge]):
        return "target"
    if money and cue.SOUGHT.search(text[clause:edge]):
        return "budget" if cue.WHOLE.search(before) else "target"
    if money and (one.comparator == "le" and cue.CAPPED.search(before)) or (
            money and cue.BY_HEAD.search(text[clause:one.number_start]) and one.comparator == "eq"):
        return "incentive"
    if cue.EACH_MORE.search(before) and cue.PAY.search(behind):
        return None
    if money and before.endswith("(") and text.startswith(")", one.end) and cue.WORK_END.search(before):
        return "budget"
    if cue.TO_WHOM.search(before) and one.comparator in ("ge", "le") and text.startswith(("的", "、"), one.end) and (
            not cue.OF_RATE.match(text, one.end) and not cue.PAY.search(text, clause, edge) and cue.PAY_STRONG.search(text, one.end, sentence[1])):
        return None
    if money and not cue.PAY_VERB.search(text, clause, edge) and _is_funding(text, one, clause, edge):
        return "budget"
    if money and one.comparator == "le" and cue.LOAN_BEHIND.match(behind) and not cue.TO_WHOM.search(before):
        return "incentive"
    if money and cue.CEILING.search(text[clause:one.number_start]) and cue.LOAN.search(before) and (
            not cue.TO_WHOM.search(before)):
        return "incentive"
    threshold = cue.THRESHOLD.search(text[max(clause, edge - 16):edge]) and not cue.PAY.search(text, clause, edge)
    if threshold and (pay := cue.PAY.search(text, one.end, sentence[1])) and (
            not paid_behind or cue.FIGURE.match(text, pay.end())) and _qualifies(text, one, pay.start()):
        return None
    if pays and _still_paying(before[pays[-1].end():]) and not (
            money and cue.ALLOT_BEHIND.match(behind) and not paid_behind and "奖励" not in before[-8:]):
        return "incentive"
    if paid_behind and not (money and _allots(before)):
        return "incentive"
    if money and (cue.ALLOT_BEHIND.match(behind) or _allots(before)):
        return "budget"
    if cue.PAY.search(behind) and _is_condition_clause(behind):
        return None
    return "target"


def _is_funding(text: str, one: Quantity, clause: int, edge: int) -> bool:
    """A payer in front (县财政配套), or a fund set up with the money (设立总规模20亿元的基金)."""
    if cue.FUNDED.search(text[clause:edge]) or cue.FUNDED.search(text[clause:one.start]):
        return True
    return cue.SET_UP.search(text[clause:edge]) is not None and cue.FUND_BEHIND.match(text, one.end) is not None


def _qualifies(text: str, one: Quantity, pay: int) -> bool:
    """A threshold says who is paid: it has a bound, or 达到 in front, or 的 behind."""
    return one.comparator != "eq" or "的" in text[one.end:pay] or text[one.start - 1:one.start] in "达到满在过"


def _allots(before: str) -> bool:
    return cue.ALLOT.search(before) is not None and cue.OUTCOME.search(before) is None


def _still_paying(between: str) -> bool:
    """Whether the words behind a payment verb still speak of the payment: no new payee or threshold opened."""
    if any(mark in between for mark in ("对", ";")) or len(between) > 60:
        return False
    clause = max(between.rfind(mark) for mark in ",:(") + 1
    return clause == 0 or cue.PAY_GOES_ON.fullmatch(between, clause) is not None


def _is_condition_clause(behind: str) -> bool:
    """A figure with 的 in front of 给予: it says who is paid."""
    pay = cue.PAY.search(behind)
    return pay is not None and ("的" in behind[:pay.start()] or "," in behind[:pay.start()])


def clause_of(text: str, one: Quantity, sentence: tuple[int, int]) -> int:
    """Where the clause of a quantity begins."""
    return max(max(text.rfind(mark, sentence[0], one.start) for mark in ",;:") + 1, sentence[0])


def _own_words(reading: Reading, heading: Heading) -> str:
    """The paragraph a heading opens, up to where its children begin."""
    paragraph = reading.flow.paragraph_at(heading.start)
    return reading.flow.text[heading.start:paragraph.end]


def _is_condition(reading: Reading, text: str, one: Quantity, sentence: tuple[int, int], chain: list[Heading]) -> bool:
    """A threshold of a payment rule, or anything in a section that lists conditions."""
    if any(heading.title and cue.CONDITION_TITLE.search(heading.title) for heading in chain):
        return one.comparator != "le" or cue.EACH_ONE.search(text, sentence[0], one.start) is None
    rest = text[one.end:sentence[1]]
    if (semicolon := rest.find(";")) >= 0:
        rest = rest[:semicolon]
    if cue.APPLICANT.search(text, sentence[0], one.start):
        return True
    if any(cue.CONDITIONS_LIST.search(_own_words(reading, heading)) for heading in chain[1:]):
        return True
    if one.comparator in ("ge", "le") and cue.TO_WHOM.search(text[clause_of(text, one, sentence):one.start]) and (
            cue.SORT_OF_PAYEE.match(rest)):
        return True
    if cue.PAY_STRONG.search(rest) is None:
        return False
    if one.comparator == "le" and cue.EACH_BASIS.search(text, sentence[0], one.start) and rest.startswith("的标准"):
        return False
    if cue.TO_WHOM.search(text, sentence[0], one.start):
        return True
    return cue.PAID_FOR.search(rest) is not None or cue.PAID_THING.match(rest) is not None


def _is_named(text: str, one: Quantity, paragraph: Paragraph, found: list[Quantity], index: int, kind: str) -> bool:
    """Numbers that name or only count what is there: 三级物流, 围绕37条产业链, 等四个乡镇, 三年行动."""
    before = text[max(paragraph.start, one.start - 12):one.start]
    behind = text[one.number_end:one.number_end + 30]
    han = not text[one.number_start].isdigit()
    bound = one.comparator != "eq" or one.per is not None
    if one.rule in ("quantity/full-coverage", "quantity/doubling", "quantity/zero", "quantity/rank", "quantity/size"):
        return one.rule == "quantity/full-coverage" and before[-1:] in "“\n"
    if cue.GEOGRAPHY.search(before) or cue.BASE_YEAR.search(before):
        return True
    if cue.LIFETIME.search(before):
        return False
    if kind == "length" and cue.REACH_NAME.match(text, one.end):
        return True
    if cue.NOT_ONE.search(before):
        return True
    if one.unit in ("岁", "周岁"):
        return not before.endswith(("年龄", "年龄在", "平均年龄"))
    if one.unit == "千伏" and cue.VOLTAGE_NAME.match(behind, one.end - one.number_end):
        return True
    if one.unit == "次" and cue.PAY_STRONG.search(before[-3:]):
        return True
    if kind == "time":
        return _is_plain_time(text, one, before, behind)
    if cue.GIVEN.search(before) and not bound:
        return True
    if cue.REMOVED.search(before):
        return True
    if before.endswith("每") or (cue.EACH_MORE.search(before) and cue.PAY.search(behind)):
        return True
    if index and text[found[index - 1].end:one.start].endswith(("和", "、", "及")) and _named_too(text, found[index - 1], one):
        return True
    if cue.BASED_ON.match(behind) and "以" in text[max(paragraph.start, one.start - 6):one.start]:
        return True
    if cue.BASELINE.search(before) and cue.BASELINE_BEHIND.match(behind):
        return True
    if kind == "count" and not bound and cue.GIVEN_WHOLE.search(before) and not cue.REACH.search(before[:-2]):
        return True
    if han and not bound:
        return not _is_real_count(text, one, before, behind)
    return one.unit is None and not bound and cue.INDEXED.search(before) is None


def _named_too(text: str, earlier: Quantity, one: Quantity) -> bool:
    """围绕37条产业链和40个集群: the second of two that are only named."""
    window = text[max(0, earlier.start - 6):earlier.start]
    return cue.GIVEN.search(window) is not None and one.start - earlier.end <= 14


def _is_plain_time(text: str, one: Quantity, before: str, behind: str) -> bool:
    """Durations count only as properties: 质保期不少于3年, 宣传片3分钟1条, 压缩至3个工作日."""
    if one.unit in ("分钟", "秒", "毫秒"):
        return False
    if one.comparator in ("ge", "le") and behind[:1] not in ("前", "后", "来"):
        return "近" in text[one.start:one.number_start] or before.endswith(("连续", "满", "累计满", "已"))
    return not before.endswith(("压缩至", "缩短至", "压减至", "缩短到", "压缩到", "控制在", "延长至", "质保期", "不超过"))


def _is_real_count(text: str, one: Quantity, before: str, behind: str) -> bool:
    """A Chinese numeral that counts: 举办两场, 每个乡镇建设一个; not 一批, 三项行动, 形成一套."""
    if cue.NAMED.match(behind) or "“" in before[-1:]:
        return False
    counted = one.unit != "期" and text[one.end:one.end + 1] in ",。;、)\n(" and cue.NOUN_END.search(before)
    if counted and (one.value >= 2 or cue.DELIVERS.search(before)):
        return True
    if one.value == 1:
        if one.unit not in ("个", "家", "所", "座", "处", "名", "支", "间", "台", "场", "次", "期", "条", "人", "户", "款"):
            return False
        noun = behind[:16].split(",")[0].split("。")[0]
        if noun.endswith(("队伍", "团队", "体系", "机制", "平台", "环境", "格局", "氛围", "方案")) or cue.NAMED.search(noun[:6]):
            return "每" in before
    return cue.REAL_COUNT.search(before) is not None
