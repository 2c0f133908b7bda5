"""The flow in, sentences that make a named unit or a collective responsible out (由…牵头, 各乡镇要制定…).

>>> found = narrated("由县商务局会同财政局制定资金管理办法。各乡镇要落实1名信息员。\\n")
>>> [[(party.name, party.role) for party in one.parties] for one in found]
[[('县商务局', 'lead'), ('县财政局', 'support')], [('各乡镇', None)]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planparse.extract.actor import LISTED_END, NAME_END, is_actor, is_everybody
from planparse.extract.party import level_prefix, units
from planparse.lexicon.load import alternation
from planparse.model.mention import Assignment, Party

# A verb that is the beginning of a name (督查室, 推进办, 指导委员会) is none.
_NAME_GOES_ON = r"室|组(?!织|建|成)|办(?!理|公|好|法|证|结|事)|局|处(?!理|置|罚)|委(?!托|派)|中心|小组|部(?!署|门|分)|科(?!技|学)|站|[大支]队|院|所(?!有|在|需|属|辖)"
_DUTY = re.compile(f"(?>{alternation('duties', 'duty')})(?![的者了过]|人(?!员|次)|{_NAME_GOES_ON})")
_TASK = re.compile(f"(?>{alternation('duties', 'task')}|{alternation('duties', 'duty')})(?![的了过]|人(?!员|次)|{_NAME_GOES_ON})")
_ANNOUNCE = re.compile(alternation("duties", "task", "announce"))
_EXHORT = re.compile(alternation("duties", "exhortation"))
_CONCRETE = re.compile(r"制定|制订|编制|出台|报送|建立|组织召开|成立|配备")
_MODAL = re.compile(r"(?:要(?![求点素件闻领害义])|应当?(?![用急对届收有邀运变付该])|应该|必须|须(?!知)|需要?(?!求)|负有|有责任)")
_ADVERB = re.compile(
    r"(?:均|都|也|还|则|具体|主要|重点|全面|统一|共同|联合(?=[制研开组])|分别|定期|不定期|适时|及时|随时|牢牢|切实|认真|严格|积极|主动"
    r"|充分|进一步|相应|持续|依法|依规|每[年月周日季](?:度)?|每半年|原则上|同步|抓紧|尽快|按[季年月]度?|坚决|深入|逐步|努力|密切|大力|科学"
    r"|直接|至少|日常|全程|全过程|按时|按期|足额|优先|择优|会商|精心|每\w{1,3}(?:至少)?\w?次?)")
_PHRASE = re.compile(
    r"在[^,。;\n]{2,25}?[中下上前后时内里],?|(?:根据|按照?|依据|依照|依托|围绕|结合|针对|对照|通过|利用|依)[^。;\n]{1,180}?,"
    r"|按照?[^,。;\n]{1,20}?(?:分工|要求|规定|程序|职责|比例|进度)|以[^,。;\n]{2,20}?(?:,|方式|形式|为单位)|对[^。;\n]{1,60}?(?=进行|开展|实行|实施|加强|作出|组织)"
    r"|对[^,。;\n]{1,40}?(?=督|检查|考核|负)|为[^,。;\n]{2,20}?(?=提供)|对[^,。;\n]{1,20}?(?=每(?:半年|[年季月周日天旬]))")
_ANY_VERB = re.compile(r"[\u4e00-\u9fff]{2}(?![\u4e00-\u9fff]{0,4}的)")
_BINDING = re.compile(   # a fixed time, rhythm or share binds as 要 does
    r"每(?:半年|[年季月周日天旬])度?(?:至少|不少于|开展|组织)?|(?:在|于|自)?[^,。;\n]{0,30}?\d+个?(?:工作)?日(?:之|以)?内|按(?:照)?[^,。;\n]{1,20}?比例(?!尺)")
_PIVOT = re.compile(r"支持|推动|明确|责成")
_WITH = re.compile(r"[,、]?(?:会同|协同|联合|会商|商(?=有关|相关|各|[省市县区州])|与|同(?=有关|相关|各|[省市县区州]))")
_BY = re.compile(r"(?<![自理缘经])由(?![于此衷])")
_START = re.compile(
    r"(?:要|应|必|须|需|负|有责任|均|都|也|具体|主要|重点|全面|统一|共同|联合|分别|定期|不定期|适时|及时|切实|认真|严格|积极|主动|充分|进一步|相应"
    r"|持续|依法|每|原则|同步|抓紧|尽快|按|坚决|深入|逐步|努力|密切|大力|直接|全程|在|于|将|根据|依|围绕|结合|针对|对|通过|利用|以|会同|协同|商(?!务)|是|为|作为|与"
    rf"|(?:{alternation('duties', 'duty')}|{alternation('duties', 'task')})(?!{_NAME_GOES_ON}))")
_SUBJECT_END = re.compile(rf"(?P<name>{NAME_END})(?:(?:(?:的)?(?:主要|工作|具体)?职责(?:是|为)?:)?[,、:]?(?={_START.pattern})|[。\n](?=(?:具体|主要|全面)?(?:负责|牵头|承担)))")
_MAIN = re.compile(r"(?:[是为]|作为)[^,。;\n]{0,20}(?:责任主体|实施主体|责任单位|责任部门|牵头单位|牵头部门|主管部门|第一责任人)(?:,?(?:分级|具体|全面)?(?P<lead>承担|负责))?")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[条章节款项部分]+|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:[.、]|\))(?!\d)"
    r"|[①-⑳]|[-·●■◆—]+)+")
_OPENING = re.compile(r"(?:同时|另外|此外|其中|原则上|届时|今后|[一二三四五六七八九十]是|并|且|再|然后|最终|首先|其次|最后|必要时)+")
_EDGE = frozenset("。;:,!?\n")
_GROUP = re.compile(r"(?:领导小组|工作小组|协调小组|推进小组|专项小组|专班|指挥部|联席会议|推进机构|委员会)(?:办公室)?$")
_AND_BODIES = re.compile(r"和(?:推进|工作|办事)?机构$")
_CONDITION = re.compile(r"[^,。;:\n]{0,40}(?:后|之前|以前|前|时|的|之日起)[,;。]")
_PERSON = re.compile(r"(?:(?:每[年月个次]|单个)?(?:最高|不超过|累计|限)|[^,。;\n]{0,12}(?:兼任|担任|任(?:组长|主任|副|召集人|总)|任命)|组成|构成|承建|承办|运营|(?:主要|分管|相关|有关)?(?:领导|负责人|同志)|[局厅委办]长|主任|书记)")
_FOUNDED = re.compile(r".*(?:的|成立|组建|建立|设立|调整充实|依托|发挥)(?=[^的]+$)", re.S)
_OFFICE = re.compile(
    r"办公室(?=(?:办公)?(?:地点|地址)?(?:设在|设于|挂靠)|[,。][^。\n]{0,12}(?:设在|设于)|[,。]?[^。\n]{0,30}(?:兼任|担任))"
    r"(?:[^。;\n]{2,120}?,|[^;\n。]{2,120}。)(?P<verb>(?:具体|主要|全面)?(?:负责|承担))(?!人)")
_OFFICE_OF = re.compile(r"[\u4e00-\u9fff]{0,40}(?:领导小组|指挥部|专班|联席会议|委员会)(?:下设|设立|设|内设)?\Z")
_GROUP_DUTY = re.compile(
    r"(?:成立|组建|设立|建立)(?:了|由|以)?(?P<unit>[^,。;\n]{0,60}?(?:领导小组|工作专班|专班|指挥部))(?:和机构|和推进机构)?,"
    r"(?P<gap>[^。;\n]{2,120}?)[,;](?P<verb>(?:具体|主要|全面|统一)?(?:负责|统筹协调|统筹推进))(?!人)")
_ROLE_PLAY = re.compile(
    r"发挥(?P<units>[^。;,\n]{3,90}?)(?:在[^,。;\n]{1,40}?(?:中|方面|上|领域))?(?:的)?(?P<verb>(?:监管|监督|管理|统筹|协调|服务|主管|牵头|指导|职责|部门)*(?:职能|职责|作用))"
    r"(?P<more>,(?:统筹|协调|负责|牵头)[^,。;\n]{0,2})?")
_JOINT = re.compile(r"[、和及与]|以及")
_CONTINUED = re.compile(r"[,、;]?(?P<how>会同|与|联合|协同|由)?")
_HELP = re.compile(r"(?:积极|密切|共同|协同|协助|具体|做好)*(?:配合|参与|参加|协助|协同|组成|支持|负责|牵头)")


@dataclass(frozen=True, slots=True)
class _Act:
    """What a subject is to do: where its verb ends, the verb, whether 要 or 应 stands in front, who helps."""

    end: int
    verb: str
    modal: bool
    strong: bool
    helpers: tuple[Party, ...] = ()


def narrated(text: str) -> list[Assignment]:
    """Every sentence of the kind, in order, none inside another."""
    found = [*_offices(text), *_groups(text), *_parts(text), *_agents(text), *_subjects(text)]
    chosen: list[Assignment] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or one.start >= chosen[-1].end:
            chosen.append(one)
    return chosen


def _statement(rule: str, start: int, end: int, parties: tuple[Party, ...]) -> Assignment:
    return Assignment(start, end, f"responsibility/{rule}", "narrative", parties)


def _agents(text: str) -> Iterator[Assignment]:
    """由…牵头 / 负责 / 会同…制定: whoever stands behind 由 leads."""
    for match in _BY.finditer(text):
        found = _read_list(text, match.end())
        if not found:
            continue
        parties, at = found
        prefix = level_prefix(parties[-1].name)
        act = _act(text, at, by=True, prefix=prefix)
        if not act or is_everybody(parties[0].name) or _CONDITION.match(text, act.end):
            continue
        role = "support" if _role(act.verb) == "support" else "lead"
        parties = tuple(replace(party, role=role) for party in parties)
        more, end = _continued(text, act, prefix)
        yield _statement("narrative-by", match.start(), end, (*parties, *act.helpers, *more))


def _subjects(text: str) -> Iterator[Assignment]:
    """A unit at the beginning of a clause with a binding verb behind it."""
    reached = -1
    for match in _SUBJECT_END.finditer(text):
        if match.start() < reached:
            continue
        at = match.end()
        tail = match.end("name")
        comma = tail < at
        start = _clause_start(text, tail)
        if start < 0 or (text[at - 1] in "。\n" and not _opens_paragraph(text, start)):
            continue
        founded = False
        if comma and (extra := _AND_BODIES.search(text, start, tail)):
            tail = extra.start()
        if _GROUP.search(text, start, tail) and (trimmed := _FOUNDED.match(text[start:tail])):
            start += trimmed.end()
            founded = True
        if _BY.search(text, start, tail) or text[start] in "与和及同":
            continue
        pivot = _PIVOT.match(text, start, tail)
        prefix = level_prefix(text[start:tail])
        act = _act(text, at, by=False, prefix=prefix)
        if not act or not _binds(text, at, act, comma, founded) or _CONDITION.match(text, act.end):
            continue
        if pivot and act.verb.startswith("牵头"):
            start = pivot.end()
        parties = tuple(units(text, start, tail))
        if not act.modal and not act.strong and not all(_named_department(party) for party in parties):
            continue
        if not parties or not all(is_actor(party.name) for party in parties) or is_everybody(parties[0].name):
            continue
        if all(party.kind == "collective" for party in parties) and _exhorts(text, at, act):
            continue
        role = _role(act.verb) or ("lead" if act.helpers or act.verb.startswith("统筹") else None)
        parties = tuple(replace(party, role=party.role or role) for party in parties)
        more, end = _continued(text, act, prefix) if role == "lead" else ((), act.end)
        reached = end
        yield _statement("narrative-subject", start, end, (*parties, *act.helpers, *more))


def _binds(text: str, at: int, act: _Act, comma: bool, founded: bool) -> bool:
    """Whether a predicate without 由 binds: with 要 or 应, or by a verb of duty; behind a comma only the plainest."""
    if founded and not comma:
        return False
    if comma and text[at - 1] == ":":
        return act.modal or act.strong
    if comma:
        plain = act.verb.startswith(("负责", "统筹", "牵头"))
        return plain or (not founded and (bool(act.helpers) or act.modal or (act.strong and text[at] in "对定")))
    return act.modal or act.strong or not (act.verb[0] in "将把向报" or _ANNOUNCE.match(act.verb))


def _named_department(party: Party) -> bool:
    """A department or centre by its full name with level: 县商务局; it binds with any verb that is not past."""
    return party.kind == "department" and level_prefix(party.name) is not None and party.function is not None


def _role(verb: str) -> str | None:
    """lead for 牵头 and 负责, support for 配合 and 参与, else None."""
    if verb.startswith(("牵头", "负责")):
        return "lead"
    return "support" if verb.startswith(("配合", "参与", "协助", "参加")) else None


def _exhorts(text: str, at: int, act: _Act) -> bool:
    """Whether the sentence calls upon a collective without giving it a task of its own."""
    stop = min((place for char in "。\n" if (place := text.find(char, at)) >= 0), default=len(text))
    begin = at
    while match := _MODAL.match(text, begin) or _ADVERB.match(text, begin):
        if match[0] in ("积极", "切实", "认真", "主动", "密切") and _EXHORT.match(text, begin):
            break
        begin = match.end()
    return bool(_EXHORT.match(text, begin)) and not _CONCRETE.search(text, begin, stop)


def _opens_paragraph(text: str, start: int) -> bool:
    """Whether only a label stands between the beginning of the paragraph and this place: (一)县商务局。负责…."""
    line = text.rfind("\n", 0, start) + 1
    label = _LABEL.match(text, line, start)
    return (label.end() if label else line) == start


def _clause_start(text: str, tail: int) -> int:
    """Where the clause that ends at `tail` begins, behind labels and openings; -1 if a name cannot be that long."""
    depth, at, floor = 0, tail, max(0, tail - 150)
    while at > floor:
        char = text[at - 1]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and char in _EDGE:
            break
        at -= 1
    else:
        if at > 0:
            return -1
    if at == 0 or text[at - 1] == "\n":
        label = _LABEL.match(text, at, tail)
        at = label.end() if label else at
    opening = _OPENING.match(text, at, tail)
    return opening.end() if opening else at


def _act(text: str, at: int, *, by: bool, prefix: str | None) -> _Act | None:
    """Read a predicate: 要, adverbs, phrases (在…中, 根据…,), 会同…, then the verb."""
    modal = False
    helpers: tuple[Party, ...] = ()
    if by and text[at:at + 1] in (",", "、"):
        at += 1
    if _PERSON.match(text, at):
        return None
    if main := _MAIN.match(text, at):
        return _Act(main.end(), "负责" if main["lead"] == "负责" else "责任主体", False, True)
    for _ in range(10):
        if match := _MODAL.match(text, at) or _BINDING.match(text, at):
            modal, at = True, match.end()
        elif (match := _WITH.match(text, at)) and (found := _read_list(text, match.end(), prefix)):
            helpers = tuple(replace(party, role="support") for party in found[0])
            at = found[1] + (text[found[1]:found[1] + 1] == ",")
        elif verb := _DUTY.match(text, at):
            return _Act(verb.end(), verb[0], modal, True, helpers)
        elif modal and (verb := _EXHORT.match(text, at) or _TASK.match(text, at)):
            return _Act(verb.end(), verb[0], modal, False, helpers)
        elif (match := _ADVERB.match(text, at)) or (match := _PHRASE.match(text, at)):
            modal = modal or "职责分工" in match[0]
            at = match.end()
        else:
            break
    if verb := _TASK.match(text, at):
        return _Act(verb.end(), verb[0], modal, False, helpers)
    if (modal or by or helpers) and _ANY_VERB.match(text, at):
        return _Act(at + 2, text[at:at + 2], modal, False, helpers)
    return None


def _read_list(text: str, start: int, prefix: str | None = None) -> tuple[tuple[Party, ...], int] | None:
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


def _continued(text: str, act: _Act, prefix: str | None) -> tuple[tuple[Party, ...], int]:
    """Who comes behind 牵头 or 负责 in the next clauses: ,市财政局配合 / ,与…组成 / ,会同…."""
    parties: list[Party] = []
    end, leads = act.end, act.verb.startswith(("牵头", "负责"))
    for _ in range(3):
        match = _CONTINUED.match(text, end)
        if not match or not match[0] or (match["how"] and not leads) or not (found := _read_list(text, match.end(), prefix)):
            break
        listed, at = found
        how = _HELP.match(text, at)
        if not how and not match["how"]:
            break
        lead = bool(how) and how[0].endswith(("负责", "牵头")) if how else False
        parties += [replace(party, role="lead" if lead else "support") for party in listed]
        end = how.end() if how else at
    return tuple(parties), end


def _offices(text: str) -> Iterator[Assignment]:
    """领导小组下设办公室,办公室设在县商务局,…,负责…: the office is responsible."""
    for match in _OFFICE.finditer(text):
        start, end = match.start(), match.start() + 3
        again = text.find("办公室设", end, end + 8)
        if again >= 0:
            start, end = again, again + 3
        elif owner := _OFFICE_OF.search(text[max(0, start - 60):start]):
            start -= len(owner[0])
        name = re.sub(r"(?:下设|内设|设立|设)(?=办公室)", "", text[start:end])
        if trimmed := _FOUNDED.match(name):
            start, name = start + trimmed.end(), name[trimmed.end():]
        party = Party(start, end, name, text[start:end], "lead", "organisation", None)
        yield _statement("narrative-office", start, match.end("verb"), (party,))


def _groups(text: str) -> Iterator[Assignment]:
    """成立…领导小组,由县长任组长,…,负责…: the group is responsible."""
    for match in _GROUP_DUTY.finditer(text):
        start, end = match.span("unit")
        if trimmed := _FOUNDED.match(match["unit"]):
            start += trimmed.end()
        parties = tuple(replace(party, role="lead") for party in units(text, start, end))
        if len(parties) == 1 and is_actor(parties[0].name) and "办公室" not in match["gap"]:
            yield _statement("narrative-group", start, match.end("verb"), parties)


def _parts(text: str) -> Iterator[Assignment]:
    """发挥…部门在…中的监管职能; 发挥…领导小组作用,统筹协调…."""
    for match in _ROLE_PLAY.finditer(text):
        parties = tuple(units(text, *match.span("units")))
        group = len(parties) == 1 and bool(_GROUP.search(parties[0].name))
        if not parties or not all(is_actor(party.name) for party in parties) or (group and not match["more"]):
            continue
        if not group and not match["verb"].endswith(("职能", "职责")):
            continue
        end = match.end("more") if group else match.end("verb")
        role = "lead" if group else None
        yield _statement("narrative-part", match.start(), end, tuple(replace(party, role=role) for party in parties))
