"""What a quantity is of: the clause around it in, the noun phrase it counts or measures out.

>>> text = "到2025年,培育30家以上智能装备链主企业,村级服务站点达到60个以上。"
>>> from planparse.extract.quantity import quantities
>>> for number, one in enumerate(found := quantities(text)):
...     print(noun_phrase(text, found, number).text)
智能装备链主企业
村级服务站点
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planparse.extract.noun import AND, LEAD_VERB, STOP, TAIL, clause_start, is_adverbial, only_verbs, strip, unclosed
from planparse.lexicon.units import units
from planparse.model.mention import Quantity


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The words of an indicator; `[start, end)` flat, None where they were put together from two places."""

    text: str
    start: int | None
    end: int | None
    behind: bool                  # it stands behind the quantity (30家企业), not in front (企业30家)
    attribute: bool               # the quantity with 的 describes a thing behind it (面积不少于600平方米的中心)


#: What a thing has, not what it is: 粉丝数, 面积, 年收入.
_ACTION = re.compile(r"升级|建设|改造|制定|入驻|培训|认证|推广|转型|覆盖|应用|评选|验收|开展|提升|销售|培育|认定|对接")
_QUALIFIED = re.compile(r"\((?!含|其中|不含|包括)[^)]{1,4}\)[\u4e00-\u9fff]{2}")
#: What reaches the things counted: 配送服务覆盖58个行政村.
_RELATES = re.compile(r"(?<=[,;:。、\n])[\u4e00-\u9fff]{2,8}(?:覆盖|惠及)$")
#: What the things counted do, not what they are: 机关干部1000名驻村帮扶.
_ACTS = re.compile(r"驻|赴|下沉|前往|深入|入户|参训|投入使用|开工|投产|竣工|完工|建成|投用|达产|列入|进入|配建|上线")
#: A clause in front that names nothing a figure could be of: one with its own figure, one of manner.
_NO_SUBJECT = re.compile(
    r"\d|一次|(?<=[,。;:!?\n])(?:采取|采用|通过|按照|依托|结合|利用|坚持|围绕|根据|"
    r"为(?!民|农))|(?:方式|形式|原则|要求)$")
#: What comes of it: 提高通行效率, 保障出行安全.
_OUTCOME = re.compile(r"(?:有效|切实|全面|不断|进一步|持续|着力|显著)*(?:提高|提升|增强|改善|保障|满足|降低)")
#: 对农村公路实施安全提升,2024年完成30公里: what is done, and to what.
_DONE_TO = re.compile(
    r"对(?P<whom>(?![接口外标照比应])[\u4e00-\u9fff“”()]{2,16})(?:开展|进行|实施|实行)(?P<what>[\u4e00-\u9fff“”()]{2,12})$")
#: 市经信局要建立台账: the unit in front is not what is counted, what it makes is.
_UNIT_MAKES = re.compile(
    r"[^,。;]{0,24}?(?:局|委|办|中心|政府|部门|单位|小组|公司|院|社|联合会|街道|乡镇|会)[^,。;]{0,12}?(?:建立|制定|编制|组织|开展)")
#: 二氧化硫、氮氧化物等主要污染物排放总量分别下降: of each kind listed.
_KINDS_OF = re.compile(r"(?P<list>[^,。;等]{2,60})等(?P<what>[^,。;、]{2,16})$")
_LONGEST_LIST, _LISTS = 12, ("、", "和", "及", "与", ",")
_EVERY_HEAD = re.compile(
    r"年均|每?(?:\d+|[一二两三四五六七八九十])?个?(?:年度?|半年|季度?|月|周|星期|天|日|学期|学年)(?:[末底初](?![级端次步]))?")
#: A unit that acts, not what is counted: 县委农办每月暗访一次.
_SUBJECT = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|委|办|室|组|部门|政府|单位|队|公司|干部|河长|林长|田长|书记|队员|专员|人员|负责人|"
    r"主任|医生|村“两委”)$")
_BOUND_TAIL = re.compile(r"(?:不少于|不低于|至少|超过|不超过|不高于|突破|约|近|达到?)+$")
_GOES_ON = re.compile(
    r"负责(?!同志|人)|的(?:标准|比例|要求|原则|方式)|为(?:触角|基础|依托|载体|纽带|核心|支撑)|作为|用于|进行|"
    r"提供|参加|参与|成功|通过|采用|实现|达到|获得|享受|使用|以便|保障|保证|确保|等(?:活动|工作|任务)?$|"
    r"(?<=.{4})(?:开展|从事|完成|建立|组成)")
#: 约1000名达到国际标准的家庭医生: the verb belongs to what is counted.
_WHICH = re.compile(r"^[^,。;、]{2,16}的[\u4e00-\u9fff]{2,10}$")
#: 完成18种山货的标准编写: what is done to the things counted, to the end of the clause.
_DONE = re.compile(r"(?:完成|开展|实现)(?:[对了]|不少于|不低于|至少|超过)*$")
_DEED = re.compile(r"^[^,。;、的]{1,16}的[\u4e00-\u9fff]{2,10}(?<!标准)(?<!比例)(?<!要求)(?<!原则)(?<!方式)$")
#: Between a count and the size of what it counts, and between the members of such a list.
_SIZE_NAME, _MEMBERS = re.compile(r"[\u4e00-\u9fff]{0,12}"), ("、", ",", "和", "及", "以及")
_RANK = re.compile(r"(?:国家|省|市|县|区|州|乡镇|村)级")
_PROPERTY = re.compile(
    r"(?:数|数量|额|量|率|面积|收入|粉丝|产值|营收|规模|投资|资本|年限|时间|期限|能力|功率|长度|高度|宽度|容量|"
    r"价|流量|资产|利润|纳税|税收|工资|评分)$")
_OWNED = re.compile(r"(?<=.{2})(?:占比|占[\u4e00-\u9fff]{0,8}比[例重]|比[例重]|数量?|个数|户数|家数)$")
_EXTENDS = re.compile(r"[、和及与或]")


def noun_phrase(text: str, found: Sequence[Quantity], number: int) -> NounPhrase:
    """The noun phrase of `found[number]`; `found` are all quantities of the text in order."""
    one = found[number]
    behind = _behind(text, found, number)
    front = _in_front(text, found, number)
    count = (units().get(one.unit or "", "count") == "count" and one.unit != "%") or one.unit is None
    described = text[one.end:one.end + 1] == "的" and (not count or _PROPERTY.search(front.text) is not None)
    if shared := _respective(text, found, number) or _of_shared_head(text, found, number):
        return shared
    following = found[number + 1] if number + 1 < len(found) else None
    if behind and following is not None and _RANK.fullmatch(behind.text) and following.start == one.end + len(behind.text) + 1:
        named = _behind(text, found, number + 1)          # 1个省级、2个市级示范项目
        if named and (rank := _RANK.match(named.text)):
            return NounPhrase(behind.text + named.text[rank.end():], None, None, True, False)
    if following is not None and following.start == one.end and count and not behind and only_verbs(front.text):
        return noun_phrase(text, found, number + 1)       # 帮扶30户110人就业
    if one.rule == "quantity/full-coverage":
        return _in_front(text, found, number, clause=True)
    if behind and one.unit == "%" and behind.text.startswith(("比例", "标准", "幅度", "速度", "增速", "占比")):
        return behind
    if front.text and described and not only_verbs(front.text) and (behind or count):
        owner = _OWNED.sub("", behind.text) if behind and len(behind.text) <= 16 else ""
        name = _property_name(front.text)
        return NounPhrase(owner + name, None if owner else front.start, None if owner else front.end, False, True)
    if behind and count and (relation := _RELATES.search(text[max(one.start - 14, 0):one.start])):
        return NounPhrase(relation.group() + behind.text, None, None, True, False)
    if behind and (count or not front.text or only_verbs(front.text)):
        return behind
    if behind and not count and one.unit == "%" and front.start is not None:
        tail = behind.text if len(behind.text) <= 18 and not behind.text.startswith(("作为", "为", "以")) else ""
        return NounPhrase(front.text + tail, None if tail else front.start, None if tail else front.end, False, False)
    return front


def _respective(text: str, found: Sequence[Quantity], number: int) -> NounPhrase | None:
    """高标准农田面积、粮食播种面积分别达到30万亩和45万亩: each figure takes its own member of the list in front."""
    first = last = number
    while first and number - first < _LONGEST_LIST and text[found[first - 1].end:found[first].start] in _LISTS:
        first -= 1
    while last + 1 < len(found) and last - number < _LONGEST_LIST and (
            text[found[last].end:found[last + 1].start] in _LISTS):
        last += 1
    if last == first:
        return None
    edge = found[first].number_start if found[first].per else found[first].start
    floor = first - 1
    while floor >= 0 and "分别" in text[found[floor].end:edge] and (
            text[found[floor].end:found[floor].end + 1] == "的" or text[found[floor].number_start - 1] == "每"):
        floor -= 1                       # 年收入20万元以上的村、经营主体分别达到95个和160家
    start = clause_start(text, edge, found[floor].end if floor >= 0 else 0)
    apart = text.find("分别", start, edge)
    if 0 <= apart < edge and found[first].per:    # 每年分别培训家政服务员、养老护理员500人、300人
        apart, start = edge, apart + len("分别")
    if apart < 0:
        return None
    if kinds := _KINDS_OF.search(TAIL.sub("", text[start:apart])):
        listed, _ = strip(kinds["list"], start)
        if len(each := AND.split(listed)) == last - first + 1:
            return NounPhrase(each[number - first] + kinds["what"], None, None, False, False)
    words, at = strip(text[start:apart], start)
    parts = AND.split(words)
    if len(parts) != last - first + 1 or not all(len(part) >= 2 for part in parts):
        return None
    own = number - first
    if len(parts[own]) <= 4 and len(parts[-1]) > len(parts[own]) + 2 and own < len(parts) - 1:
        return NounPhrase(parts[own] + parts[-1][len(parts[own]):], None, None, False, False)
    begin = at + sum(len(part) + 1 for part in parts[:own])
    return NounPhrase(parts[own], begin, begin + len(parts[own]), False, False)


def _of_shared_head(text: str, found: Sequence[Quantity], number: int) -> NounPhrase | None:
    """2个年产值8亿元以上、3个5亿元以上的园区: the noun behind the last member is counted by all, each with its own size."""
    first = number if _counts(found[number]) else number - 1
    if first < 0 or not _sized(text, found, first):
        return None
    own = first
    while first >= 2 and _sized(text, found, first - 2) and text[found[first - 1].end:found[first].start] in _MEMBERS:
        first -= 2
    last = own
    while _sized(text, found, last + 2) and text[found[last + 1].end:found[last + 2].start] in _MEMBERS:
        last += 2
    head = _behind(text, found, last + 1) if last > first and text[found[last + 1].end:found[last + 1].end + 1] not in _MEMBERS else None
    name = text[found[own].end:found[own + 1].start] or text[found[first].end:found[first + 1].start]
    if head is None or not head.text or not name:
        return None
    if number != own:
        return NounPhrase(name, None, None, False, True)
    joint = "的" if text.startswith("的", found[last + 1].end) else ""
    return NounPhrase(name + text[found[own + 1].start:found[own + 1].end] + joint + head.text, None, None, True, False)


def _counts(one: Quantity) -> bool:
    return one.unit is not None and one.unit != "%" and units().get(one.unit, "count") == "count" and one.per is None


def _sized(text: str, found: Sequence[Quantity], at: int) -> bool:
    """Whether a count stands here whose things have a size told right behind it: 2个年产值8亿元以上."""
    if at + 1 >= len(found) or not _counts(found[at]) or _counts(found[at + 1]):
        return False
    one, size = found[at], found[at + 1]
    return size.comparator in ("ge", "le") and _SIZE_NAME.fullmatch(text, one.end, size.start) is not None


def _property_name(words: str) -> str:
    """The property alone: 建设面积 → 面积, 全网粉丝 → 全网粉丝."""
    return re.sub(r"^.*(?:建设|新建|改造|占地|使用|建筑)(?=面积$)", "", words)


def _behind(text: str, found: Sequence[Quantity], number: int) -> NounPhrase | None:
    """The words behind the quantity up to the end of their clause."""
    one = found[number]
    start = one.end + (text[one.end:one.end + 1] == "的")
    stop = STOP.search(text, start, start + 60)
    end = stop.start() if stop else min(start + 60, len(text))
    following = found[number + 1] if number + 1 < len(found) else None
    attributed = False
    if following is not None and following.start < end:
        attributed = _describes(text, start, following)
        end = _until_next(text, found, number + 1, end) if attributed else max(following.start, start)
    words = _balanced(text[start:end])
    cut = following is not None and not attributed and end == following.start
    if cut and (joins := list(_EXTENDS.finditer(words))):
        words = words[:joins[-1].start()]
    words = re.sub(r"(?:[、和及与或并在]|进行|以及|其中)+$", "", words)
    if (_GOES_ON.match(words) and not _WHICH.search(words)) or _ACTS.match(words):
        return None
    if not attributed and start + len(words) == end and _DEED.match(words) and not _GOES_ON.search(
            words.partition("的")[0]) and _DONE.search(text, max(0, one.start - 8), one.start):
        return NounPhrase(words, start, end, True, False)
    if one.unit != "%" and (verb := _GOES_ON.search(words, 2)) and words[verb.start() - 1] != "的":
        words = words[:verb.start()]
    if not words or (words[0] in "、()]和及与或并至到且,的/" and not _QUALIFIED.match(words)):
        return None
    if not attributed and len(words) > 12 and (at := words.rfind("的")) >= 0 and len(words) - at > 4 and not (
            _ACTION.search(words, at)):
        start, words = start + at + 1, words[at + 1:]
    return NounPhrase(words, start, start + len(words), True, False)


def _describes(text: str, start: int, following: Quantity) -> bool:
    """2个年产值800万元以上的合作社: the next quantity is a property of what this one counts."""
    between = text[start:following.start]
    if not between:
        return following.rule == "quantity/size"
    if "(" in between or _EXTENDS.search(between) or len(between) > 14:
        return False
    return following.unit is None or units().get(following.unit, "count") != "count" or _PROPERTY.search(between) is not None


def _until_next(text: str, found: Sequence[Quantity], number: int, end: int) -> int:
    """Where a phrase ends that runs over the quantity `number`: in front of the next one's enumeration mark."""
    following = found[number]
    mark = text.find("、", following.end, end)
    later = found[number + 1].start if number + 1 < len(found) else end
    return mark if mark >= 0 and later < end else min(end, max(later, following.end))


def _balanced(words: str) -> str:
    """The words up to the first bracket that closes what they did not open, or an opening one never closed."""
    depth, opened = 0, 0
    for at, char in enumerate(words):
        if char in "(“":
            depth, opened = depth + 1, at if depth == 0 else opened
        elif char in ")”":
            depth -= 1
            if depth < 0:
                return words[:at]
    return words[:opened] if depth else words


def _in_front(text: str, found: Sequence[Quantity], number: int, clause: bool = False, depth: int = 0) -> NounPhrase:
    """The words in front of the quantity, from the beginning of their clause or the quantity in front."""
    one = found[number]
    gap = _gap(text, one) if one.per else None
    if gap and len(gap.text) > 4 and not only_verbs(gap.text):
        return gap
    above = number - 1
    while above >= 0 and (found[above].unit == "千伏" or text[found[above].number_start - 1] == "每"):
        above -= 1                       # 新建220千伏线路610公里, 每千人口医师数3.2人: a part of the name
    floor = found[above].end if above >= 0 and not clause else 0
    if text[one.start - 1:one.start] == "(" and one.start - 1 > floor:
        start = clause_start(text, one.start - 1, floor)
        words, start = strip(text[start:one.start - 1], start)
        return NounPhrase(words, start, start + len(words), False, False)
    start = clause_start(text, one.start, floor)
    if start == floor and number and depth < 2 and not clause and text[floor:floor + 1] not in "、和及与,;:。()\n" and (
            text[floor] == "的" or _runs_on(found[number - 1], one)):
        listed = text.rfind("、", floor, one.start) if text[floor] == "的" else -1
        if listed >= 0:
            return NounPhrase(*_spread(*strip(text[listed + 1:one.start], listed + 1)), False, False)
        earlier = _in_front(text, found, number - 1, depth=depth + 1)
        start = earlier.start if earlier.start is not None else start
    words = text[start:one.start]
    if opened := unclosed(words):
        start, words = start + opened, words[opened:]
    words, start = strip(words, start, not clause)
    if words.endswith("、"):
        start, words = start + len(words), ""          # 改造28个小区、3650户: of the same thing
    if gap and "、" in words and re.search(r"每|次|\d", words[:words.rfind("、")]):
        words, start = words[words.rfind("、") + 1:], start + words.rfind("、") + 1
    if gap and _SUBJECT.search(words):
        words = ""
    if gap and (whom := words.rfind("对")) >= 0:
        start, words = start + whom + 1, words[whom + 1:]
    if gap and gap.text and not is_adverbial(words):
        return NounPhrase(words + gap.text, None, None, False, False) if words else gap
    return NounPhrase(words, start, start + len(words), False, False)


def _spread(words: str, start: int) -> tuple[str, int, int]:
    return words, start, start + len(words)


def _runs_on(earlier: Quantity, one: Quantity) -> bool:
    """营业收入超10亿元企业12家, 由32%提高到45%, 宣传片3分钟1条: the phrase began before the quantity in front."""
    return earlier.unit == one.unit or units().get(earlier.unit or "", "count") != "count"


def _gap(text: str, one: Quantity) -> NounPhrase:
    """每年新增良种茶园2000亩: the words between the period and the number."""
    words, start = text[one.start:one.number_start], one.start
    if match := _EVERY_HEAD.match(words):
        start, words = start + match.end(), words[match.end():]
    words = _BOUND_TAIL.sub("", words)
    stripped, begin = strip(words, start)
    if not stripped and len(words) <= 2:          # 每季度排名一次: the verb is all there is
        stripped, begin = words, start
    return NounPhrase(stripped, begin, begin + len(stripped), False, False)


def opening_words(text: str, start: int, limit: int) -> str:
    """The first clause of a paragraph, up to a position."""
    stop = STOP.search(text, start, max(start, limit))
    return text[start:min(stop.start() if stop else limit, start + 24)]


def clause_in_front(text: str, clause: int, floor: int) -> str:
    """The clause before the one that begins at `clause`, without its leading verbs; empty where there is none."""
    if clause - 1 <= floor or text[clause - 1] not in ",;:":
        return ""
    start = clause - 1
    while start > floor and not STOP.match(text, start - 1):
        start -= 1
    lead = LEAD_VERB.match(text, start, clause - 1)
    if _NO_SUBJECT.search(text, start if lead is None else lead.end(), clause - 1):
        return ""
    if _OUTCOME.match(text, start, clause - 1):            # 推进电梯改造,提高通行效率,年均更新60台
        return clause_in_front(text, start, floor)
    if done := _DONE_TO.search(text, start, clause - 1):
        return done["whom"] + done["what"]
    words, _ = strip(text[start:clause - 1], start)
    if made := _UNIT_MAKES.match(words):
        words = words[made.end():]
    return words if 4 <= len(words) <= 30 else ""
