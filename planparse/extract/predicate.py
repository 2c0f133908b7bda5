"""The words behind a subject in, what it is to do out: 要, adverbs, 根据…, 会同…, and the verb.

>>> act = read_act("市商务局要会同市财政局制定办法", 4, by=False, prefix="市")
>>> act.verb, act.modal, [party.name for party in act.helpers]
('制定', True, ['市财政局'])
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from planparse.extract.actor import LISTED_END, is_actor
from planparse.extract.party import units
from planparse.lexicon.load import alternation
from planparse.model.mention import Party

# A verb that is the beginning of a name (督查室, 推进办, 指导委员会) is none.
_NAME_GOES_ON = (
    r"室|组(?!织|建|成)|办(?!理|公|好|法|证|结|事)|局|处(?!理|置|罚)|委(?!托|派)|中心|小组|部(?!署|门|分)|"
    r"科(?!技|学)"
    r"|站|[大支]队|院|所(?!有|在|需|属|辖)")
_DUTY_WORDS, _TASK_WORDS = alternation("duties", "duty"), alternation("duties", "task")
_DUTY = re.compile(rf"(?>{_DUTY_WORDS})(?![的者了过]|人(?!员|次)|{_NAME_GOES_ON})")
_TASK = re.compile(rf"(?>{_TASK_WORDS}|{_DUTY_WORDS})(?![的了过]|人(?!员|次)|{_NAME_GOES_ON})")
_ANNOUNCE = re.compile(alternation("duties", "task", "announce"))
_EXHORT = re.compile(alternation("duties", "exhortation"))
_CONCRETE = re.compile(r"制定|制订|编制|出台|报送|建立|组织召开|成立|配备")
_MODAL = re.compile(
    r"(?:要(?![求点素件闻领害义])|应当?(?![用急对届收有邀运变付该])|应该|必须|将(?=定期|不定期|适时|常年|组织|会同|每[年月季半]|对[^,。;\n]{2,40}(?:进行|开展|实施))|须(?!知)|需要?(?!求)|负有|有责任)")
_ADVERB = re.compile(
    r"(?:均|都|也|还|则|常年|具体|主要|重点|全面|统一|共同|联合(?=[制研开组])|分别|定期|不定期|适时|及时|随时|牢牢|"
    r"切实|认真|严格|积极|主动"
    r"|充分|进一步|相应|持续|依法|依规|每[年月周日季](?:度)?|每半年|原则上|同步|抓紧|尽快|按[季年月]度?|坚决|"
    r"深入|逐步|努力|密切|大力|科学"
    r"|直接|至少|日常|全程|全过程|按时|按期|足额|优先|择优|会商|精心|每\w{1,3}(?:至少)?\w?次?)")
_PHRASE = re.compile(
    r"按照?[^,。;\n]{0,12}?(?:程序|规定|要求|比例|进度)(?=将)|通过[^,。;\n]{2,12}?(?=确定|选定|遴选|认定)"
    r"|在[^,。;\n]{2,25}?[中下上前后时内里],?|(?:根据|按照?|依据|依照|依托|围绕|结合|针对|对照|通过|利用|"
    r"依)[^。;\n]{1,180}?,"
    r"|按照?[^,。;\n]{0,20}?(?:分工|要求|规定|程序|职责|职能|比例|进度|约定|原则|标准|办法|方案|计划|流程|部署|时限)|"
    r"以[^,。;\n]{2,20}?(?:,|方式|形式|为单位)"
    r"|将[^,。;\n]{2,60}?(?=报送|上报|提交|拨付|反馈|移交|告知|报[省市州县区])"
    r"|对[^。;\n]{1,60}?(?=进行|开展|实行|实施|加强|作出|组织|给予|予以)"
    r"|对[^,。;\n]{1,40}?(?=督|检查|考核|负)|为[^,。;\n]{2,20}?(?=提供)|对[^,。;\n]{1,20}?(?=每(?:半年|"
    r"[年季月周日天旬]))")
_ANY_VERB = re.compile(r"[\u4e00-\u9fff]{2}(?![\u4e00-\u9fff]{0,4}的)")
#: What 将… ends in.
_GIVES = re.compile(r"(?:一并|直接|及时|足额|按时)*(?:报送|上报|提交|拨付|反馈|移交|告知)")
#: Behind a phrase: a fact (按照上级要求已完成整改), or another subject's clause (…,由县财政局).
_NOT_ITS_OWN = re.compile(r"已|曾|率先|先后|累计|[\u4e00-\u9fff]{1,6}了|由|[省市州县区旗]")
_BINDING = re.compile(   # a fixed time, rhythm or share binds as 要 does
    r"每(?:半年|[年季月周日天旬])度?(?:至少|不少于|开展|组织)?"
    r"|(?:在|于|自)?[^,。;\n]{0,30}?\d+个?(?:工作)?日(?:之|以)?内"
    r"|[于在]?(?:每[年月季周][^,。;\n]{0,4}?)?(?:20\d\d年)?(?:\d+月)?\d+日(?:之|以)?前,?|按(?:照)?[^,。;\n]{1,20}?比例(?!尺)")
_WITH = re.compile(r"[,、]?(?:会同|协同|联合|会商|商(?=有关|相关|各|[省市县区州])|与|同(?=有关|相关|各|[省市县区州]))")
_MAIN = re.compile(
    r"(?:[是为]|作为)[^,。;\n]{0,20}(?:责任主体|实施主体|责任单位|责任部门|牵头单位|牵头部门|主管部门|第一责任人)"
    r"(?:,?(?:分级|具体|全面)?(?P<lead>承担|负责))?")
_PERSON = re.compile(   # posts of persons, ceilings, contractors' work: no duty of the unit in front
    r"(?:(?:每[年月个次]|单个)?(?:最高|不超过|累计|限)|[^,。;\n]{0,12}(?:兼任|担任|任(?:组长|主任|副|召集人|总)|任命)"
    r"|组成|构成|承建|承办|运营|(?:主要|分管|相关|有关)?(?:领导|负责人|同志)|[局厅委办]长|主任|书记)")
_JOINT = re.compile(r"[、和及与]|以及")
_CONTINUED = re.compile(r"[,、;]?(?P<how>会同|与|联合|协同|由)?")
_HELP = re.compile(
    r"(?:按照?(?:各自)?职责(?:分工)?|分别|分工|积极|密切|共同|协同|协助|具体|做好)*(?:配合|参与|参加|协助|协同|"
    r"组成|支持|负责|牵头)")
PREDICATE = (   # how a predicate may begin
    r"(?:要|应|必|须|需|负|有责任|均|都|也|具体|主要|重点|全面|统一|共同|联合|分别|定期|不定期|适时|及时|切实|"
    r"认真|严格|积极|主动|充分|进一步|相应"
    r"|持续|依法|每|原则|同步|抓紧|尽快|按|坚决|深入|逐步|努力|密切|大力|直接|全程|在|于|自(?=收到|受理|接到|公示|印发|签订|[^,。;\n]{1,16}之日起)|将|根据|依|围绕|结合|"
    r"针对|对|通过|利用|以|会同|协同|商(?!务)|是|为|作为|与"
    rf"|(?:{_DUTY_WORDS}|{_TASK_WORDS})(?!{_NAME_GOES_ON}))")
_START = re.compile(PREDICATE)


@dataclass(frozen=True, slots=True)
class Act:
    """What a subject is to do: where its verb ends, the verb, whether it must (要, 应), who helps.

    `strong`: the verb binds without 要 (负责, 组织 …).
    """

    end: int
    verb: str
    modal: bool
    strong: bool
    helpers: tuple[Party, ...] = ()

    @property
    def role(self) -> str | None:
        """lead for 牵头 and 负责, support for 配合 and 参与, else None."""
        if self.verb.startswith(("牵头", "负责", "负总责")):
            return "lead"
        return "support" if self.verb.startswith(("配合", "参与", "协助", "参加")) else None

    @property
    def tells(self) -> bool:
        """Whether the verb may as well tell a fact (下达, 印发) or only opens a phrase (将, 向)."""
        return self.verb[0] in "将把向报" or bool(_ANNOUNCE.match(self.verb))


def read_act(text: str, at: int, *, by: bool, prefix: str | None) -> Act | None:
    """Read a predicate: 要, adverbs, phrases (在…中, 根据…,), 会同…, then the verb."""
    modal = phrased = False
    helpers: tuple[Party, ...] = ()
    if by and text[at:at + 1] in (",", "、"):
        at += 1
    if _PERSON.match(text, at):
        return None
    if main := _MAIN.match(text, at):
        return Act(main.end(), "负责" if main["lead"] == "负责" else "责任主体", False, True)
    for _ in range(10):
        if match := _MODAL.match(text, at) or _BINDING.match(text, at):
            modal, at = True, match.end()
        elif (match := _WITH.match(text, at)) and (found := read_list(text, match.end(), prefix)):
            helpers = tuple(replace(party, role="support") for party in found[0])
            at = found[1] + (text[found[1]:found[1] + 1] == ",")
        elif verb := _DUTY.match(text, at):
            return Act(verb.end(), verb[0], modal, True, helpers)
        elif modal and (verb := _EXHORT.match(text, at) or _TASK.match(text, at)):
            return Act(verb.end(), verb[0], modal, False, helpers)
        elif (match := _ADVERB.match(text, at)) or (match := _PHRASE.match(text, at)):
            modal = modal or "职责分工" in match[0]
            phrased = phrased or _PHRASE.match(text, at) is not None
            at = match.end()
        else:
            break
    if verb := _TASK.match(text, at):
        return Act(verb.end(), verb[0], modal, False, helpers)
    if phrased and (verb := _GIVES.match(text, at)):
        return Act(verb.end(), verb[0], modal, False, helpers)
    if phrased and prefix and not (modal or by or helpers) and _NOT_ITS_OWN.match(text, at):
        return None
    if (modal or by or helpers or (phrased and prefix)) and _ANY_VERB.match(text, at):
        return Act(at + 2, text[at:at + 2], modal, False, helpers)
    return None


def exhorts(text: str, at: int) -> bool:
    """Whether the sentence calls upon a collective without giving it a task of its own."""
    stop = min((place for char in "。\n" if (place := text.find(char, at)) >= 0), default=len(text))
    begin = at
    while match := _MODAL.match(text, begin) or _ADVERB.match(text, begin):
        if match[0] in ("积极", "切实", "认真", "主动", "密切") and _EXHORT.match(text, begin):
            break
        begin = match.end()
    return bool(_EXHORT.match(text, begin)) and not _CONCRETE.search(text, begin, stop)


def continued(text: str, act: Act, prefix: str | None) -> tuple[tuple[Party, ...], int]:
    """Who comes behind 牵头 or 负责 in the next clauses: ,市财政局配合 / ,与…组成 / ,会同…."""
    parties: list[Party] = []
    end, leads = act.end, act.verb.startswith(("牵头", "负责"))
    for _ in range(3):
        match = _CONTINUED.match(text, end)
        if not match or not match[0] or (match["how"] and not leads):
            break
        if not (found := read_list(text, match.end(), prefix)):
            break
        listed, at = found
        how = _HELP.match(text, at)
        while not how and text[at:at + 1] == "," and (found := read_list(text, at + 1, prefix)):
            listed, at = (*listed, *found[0]), found[1]          # ,县供销社、邮政公司,东门街道配合
            how = _HELP.match(text, at)
        if not how and not match["how"]:
            break
        lead = how is not None and how[0].endswith(("负责", "牵头"))
        parties += [replace(party, role="lead" if lead else "support") for party in listed]
        end = how.end() if how else at
    return tuple(parties), end


def read_list(text: str, start: int, prefix: str | None = None) -> tuple[tuple[Party, ...], int] | None:
    """The list of units that begins here, and where it ends; None if no unit stands here."""
    limit = min(len(text), start + 150)
    for char in "。;\n":
        if (place := text.find(char, start, limit)) >= 0:
            limit = place
    for match in LISTED_END.finditer(text, start, limit):
        end = match.end()
        after = text[end:end + 2]
        if _JOINT.match(text, end) and not _WITH.match(text, end + (after[:1] == "、")):
            continue
        plain = after[:1] in (",", "、") or _WITH.match(text, end) or _START.match(text, end) or _TASK.match(text, end)
        if not plain and (not _ANY_VERB.match(text, end) or LISTED_END.search(text, end, min(limit, end + 8))):
            continue
        parties = tuple(units(text, start, end, prefix=prefix))
        if parties and all(is_actor(party.name, by=True) for party in parties):
            return parties, end
    return None
