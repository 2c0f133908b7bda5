"""Numbers that bind nobody though no money is paid: facts, names, conditions; a quantity in its words in, yes or no out."""

from __future__ import annotations

import re

from planparse.assemble.said import REACH, Said
from planparse.extract import cue
from planparse.model.mention import Quantity
from planparse.model.structure import Heading, Reading

_ALWAYS = ("quantity/doubling", "quantity/zero", "quantity/rank", "quantity/size", "quantity/ratio")
_ONES = ("个", "家", "所", "座", "处", "名", "支", "间", "台", "场", "次", "期", "条", "人", "户", "款")


_LIST_REACH = 12      # a list is led in by a paragraph at most so many paragraphs in front
_NAMES = re.compile(
    r"(?:^|[,。;:)\n]|以及|和|在|对|及|推进|支持|包括)(?P<names>[\u4e00-\u9fff]{2,8}(?:[、和][\u4e00-\u9fff]{2,8})+)(?:等)?$")
_NAME_MARK = re.compile("[、和]")


def is_background(words: Said) -> bool:
    """A fact: in a section on how things stand, or told as done (截至2020年底，已建成35个)."""
    if any(heading.title and cue.BACKGROUND_TITLE.search(heading.title) for heading in words.chain):
        return True
    if cue.EXISTING.search(words.before[-20:]) or _of_an_earlier_year(words):
        return True
    fact = [*cue.FACT.finditer(words.before), *cue.DONE.finditer(words.before)]
    if not fact:
        return False
    between = words.before[max(one.end() for one in fact):]
    return not any(word in between for word in ("到20", "力争", ";", "将", "争取", "确保", "计划"))


def _of_an_earlier_year(words: Said) -> bool:
    """2023年，全市零售总额612亿元 in a plan that begins in 2024: the sentence tells how the year went."""
    told = cue.TOLD_YEAR.match(words.text, words.sentence[0], words.one.start)
    return told is not None and int(told["year"]) < words.first_year and cue.LATER_YEAR.search(words.before, len(told[0])) is None


def is_condition(words: Said) -> bool:
    """A threshold of a payment rule, who may apply, a definition, or anything in a section that lists conditions."""
    one, text, first = words.one, words.text, words.sentence[0]
    if any(heading.title and cue.CONDITION_TITLE.search(heading.title) for heading in words.chain):
        return one.comparator != "le" or cue.EACH_ONE.search(words.before) is None
    if words.measure == "count" and cue.ALLOWANCE.search(words.near) and "每" in words.near:
        return False                              # 每户可补贴2台,每台补贴不超过800元
    if cue.APPLICANT.search(words.before):
        return True
    if any(_leads_in_conditions(_own_words(words.reading, heading)) for heading in words.chain[1:]) or (
            _lists_conditions(words)):
        return True
    rest = text[one.end:min(words.sentence[1], one.end + REACH)].split(";", 1)[0]
    first = max(first, one.start - REACH)
    clause = max(max(text.rfind(mark, first, one.start) for mark in ",;:") + 1, first)
    if one.comparator in ("ge", "le") and cue.TO_WHOM.search(text[clause:one.start]) and cue.SORT_OF_PAYEE.match(rest):
        return True
    if _is_threshold(words, rest):
        return True
    if one.comparator == "eq" and words.measure == "count" and (other := cue.NEW_PAYEE.search(rest)):
        rest = rest[:other.start()]
    pays = cue.PAY_STRONG.search(rest)
    if pays is None or _is_promised(words, rest, clause):
        return False
    unpaid = re.search(r"\d", rest[pays.end():]) is None
    if words.measure == "count" and unpaid and "的" not in rest[:2] and cue.BRINGS.search(text, clause, one.number_start):
        return False                              # 扶持100个创业项目,在启动资金上给予扶持
    if one.comparator == "le" and cue.EACH_BASIS.search(words.before) and rest.startswith("的标准"):
        return False
    if cue.TO_WHOM.search(words.before):
        return True
    return cue.PAID_FOR.search(rest) is not None or cue.PAID_THING.match(rest) is not None


def _lists_conditions(words: Said) -> bool:
    """Whether an item of a list stands under a paragraph that leads in conditions: 符合下列条件之一:, then 1.…."""
    flow, at = words.reading.flow, words.paragraph.index
    floor = max(0, at - _LIST_REACH)
    while at > floor and cue.LIST_LABEL.match(flow.text, flow.paragraphs[at].start):
        at -= 1
    lead_in = flow.paragraphs[at]
    return at < words.paragraph.index and _leads_in_conditions(flow.text[lead_in.start:lead_in.end])


def _leads_in_conditions(paragraph: str) -> bool:
    return paragraph.endswith(":") and cue.CONDITIONS_LIST.search(paragraph) is not None


def _is_threshold(words: Said, rest: str) -> bool:
    """服务满3项的，每家另加3000元; 得分不满60分的，取消资格: what must be so, and what follows."""
    if words.one.comparator in ("ge", "le") and cue.PAID_FOR_EACH.match(rest):
        return True
    if (words.bound or cue.THRESHOLD.search(words.before)) and cue.MAY_APPLY.match(rest) and not cue.DELIVERS.search(words.near):
        return True
    return cue.PAID_IF.match(rest) is not None or (
        cue.BELOW.search(words.before) is not None and cue.SANCTION.match(rest) is not None)


def _is_promised(words: Said, rest: str, clause: int) -> bool:
    """完成户厕改造1200户，每户补助800元: a plain count that is delivered."""
    one = words.one
    return (one.comparator == "eq" and words.measure == "count" and one.value >= 2 and cue.EACH_PAID.match(rest) is not None
            and cue.DELIVERS.search(words.text, clause, one.start) is not None)


def is_named(words: Said) -> bool:
    """Numbers that name or only count what is there: 三级物流, 围绕6条产业链, 等四个乡镇, 三年行动."""
    one = words.one
    before = words.text[max(words.paragraph.start, one.start - 12):one.start]
    if one.rule in _ALWAYS:
        return False
    if _of_a_title(words):
        return True
    if one.rule == "quantity/full-coverage":
        return before[-1:] in tuple("“\n") or words.behind.startswith(("行动", "工程", "计划"))
    if cue.PROCEDURE.search(before) and words.measure in ("rate", "score"):
        return True
    if words.measure == "count" and cue.TOWARDS.search(words.near) and cue.CARED_FOR.match(words.behind):
        return True
    if one.unit == "折" or (cue.ROUND_NAME.match(words.text, one.number_start)):
        return True
    if cue.GEOGRAPHY.search(before) or cue.BASE_YEAR.search(before) or cue.NOT_ONE.search(before) or cue.WEATHER.search(before):
        return True
    if cue.LIFETIME.search(before):
        return False
    if _is_part_of_a_name(words, before):
        return True
    if words.measure == "time":
        return _is_plain_time(words, before)
    if _is_given(words, before):
        return True
    if not words.text[one.number_start].isdigit() and not words.bound:
        return not _is_real_count(words, before)
    people = one.unit is None and (one.unit_written or "")[-1:] in ("万", "亿")     # 0.6万贫困人口
    return one.unit is None and not words.bound and not people and cue.INDEXED.search(before) is None


def _of_a_title(words: Said) -> bool:
    """促进就业（3项）: how many stand below a title."""
    one, heading = words.one, words.chain[0] if words.chain else None
    return (heading is not None and heading.title is not None and heading.start <= one.start <= heading.heading_end
            and words.text[one.start - 1] == "(" and words.text[one.end:one.end + 1] == ")")


def _is_part_of_a_name(words: Said, before: str) -> bool:
    """3岁以下婴幼儿, 110千伏输变电, 500米覆盖率, 只奖励1次."""
    one = words.one
    if one.unit in ("岁", "周岁"):
        return not before.endswith(("年龄", "年龄在", "平均年龄"))
    if words.measure == "length" and cue.REACH_NAME.match(words.behind):
        return True
    if one.unit in ("千伏", "kV") or words.behind.startswith(("性", "政策")):
        return True                               # 220千伏线路, 一次性补助, 费率下调20%政策
    return one.unit == "次" and cue.PAY_STRONG.search(before[-3:]) is not None


def _is_given(words: Said, before: str) -> bool:
    """What is there already, what is done away with, what the plan starts from."""
    one, text, index = words.one, words.text, words.index
    behind = text[one.number_end:one.number_end + 30]
    promised = cue.LEAVES.match(words.behind) or (before.endswith("等") and cue.BUILDS.match(words.near))
    if (cue.GIVEN.search(before) and not words.bound and not promised) or before.endswith("每"):
        return True
    if words.bound and cue.REMOVED.search(before):
        return True
    if cue.EACH_MORE.search(before) and (cue.PAY.search(behind) or "经费" in behind):
        return True
    if one.value >= 2 and _counts_names(words):
        return True
    if index and _named_too(text, words.found[index - 1], one):
        return True
    if cue.BASED_ON.match(behind) and "以" in before[-6:]:
        return True
    if cue.BASELINE.search(before) and cue.BASELINE_BEHIND.match(behind):
        return True
    whole = words.measure == "count" and not words.bound and cue.GIVEN_WHOLE.search(before)
    return bool(whole) and not cue.REACH.search(before[:-2])


def _counts_names(words: Said) -> bool:
    """东岭、南湾、西浦3个园区: as many names in front as the number says; not where they are promised (…2个村出列)."""
    one = words.one
    if one.comparator != "eq" or words.measure != "count" or cue.LEAVES.match(words.behind) or cue.BUILDS.match(words.near):
        return False
    if not (text := words.text[max(0, one.start - 24):one.start]) or ("、" not in text and "和" not in text):
        return False
    names = _NAMES.search(words.text, max(words.sentence[0], one.start - 120), one.start)
    return names is not None and len(_NAME_MARK.split(names["names"])) == one.value


def _named_too(text: str, earlier: Quantity, one: Quantity) -> bool:
    """围绕6条产业链和9个集群: the second of two that are only named."""
    if one.start - earlier.end > 14 or not text[earlier.end:one.start].endswith(("和", "、", "及")):
        return False
    return cue.GIVEN.search(text[max(0, earlier.start - 6):earlier.start]) is not None


def _is_plain_time(words: Said, before: str) -> bool:
    """Durations count only as properties: 质保期不少于3年, 宣传片3分钟1条, 压缩至3个工作日."""
    one = words.one
    if one.unit in ("分钟", "秒", "毫秒"):
        return False
    if one.comparator in ("ge", "le") and words.text[one.number_end:one.number_end + 1] not in tuple("前后来"):
        return "近" in words.text[one.start:one.number_start] or before.endswith(("连续", "满", "累计满", "已"))
    return cue.SET_TIME.search(before) is None and not (one.unit == "年" and one.comparator == "approx" and cue.STANDING.search(before))


def _is_real_count(words: Said, before: str) -> bool:
    """A Chinese numeral that counts: 举办两场, 每个乡镇建设一个; not 一批, 三项行动, 形成一套."""
    one, text = words.one, words.text
    behind = text[one.number_end:one.number_end + 30]
    if cue.NAMED.match(behind) or before[-1:] == "“":
        return False
    counted = one.unit != "期" and text[one.end:one.end + 1] in tuple(",。;、)\n(") and cue.NOUN_END.search(before)
    if counted and (one.value >= 2 or cue.DELIVERS.search(before)):
        return True
    if one.value == 1:
        if one.unit not in _ONES:
            return False
        noun = re.split("[,。;\n]", text[one.number_end:one.number_end + 40])[0]
        if cue.VAGUE_THING.search(noun) or cue.NAMED.search(noun[:6]):
            return "每" in before
    if before.endswith("等") and cue.BUILDS.match(words.near):
        return True
    return cue.REAL_COUNT.search(before) is not None


def _own_words(reading: Reading, heading: Heading) -> str:
    """The paragraph a heading opens, up to where its children begin."""
    paragraph = reading.flow.paragraph_at(heading.start)
    return reading.flow.text[heading.start:paragraph.end]
