"""A stretch of the flow that lists units in, the units out: names whole, level prefix put back, roles where written.

>>> text = "县商务局、农业农村局,各乡镇、街道"
>>> [party.name for party in units(text, 0, len(text))]
['县商务局', '县农业农村局', '各乡镇、街道']
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from planparse.lexicon.divisions import shortly
from planparse.lexicon.load import alternation
from planparse.lexicon.organisations import function_at, function_of, kind_of
from planparse.model.mention import Party

# A level word in front of a department, and words that only look like one: 市场, 市政局, 区域.
_LEVEL = (r"省(?!级|直|内)|市(?!场|容|监|直|级|内|域|民中心|政(?:局|公|园|管(?!办)|工|设|集|建|处|中))|州(?!直|级)|盟"
          r"|县(?!域|级|直|内|乡(?!村振)|镇)|区(?!域|直|块|级)|旗|镇(?!村)")
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,9}?(?:省|自治区|市|自治州|州|盟|自治县|县|自治旗|旗"
                    r"|"
                    r"(?<!高新)(?<!开发)(?<!经开)(?<!示范)(?<!新)(?<!园)(?<!起步)(?<!度假)(?<!保税)(?<!试验)(?<!管理)(?<!集聚)(?<!景)"
                    r"(?<!核心)(?<!合作)(?<!社)(?<!业)(?<!先行)区))(?=[\u4e00-\u9fff])")
_OWN_LEVEL = re.compile(f"({_LEVEL})")
_TAIL = re.compile(
    r"(?:局|委|办|厅|(?<!干)部|院|(?<![社财])会|社|所|站|中心|公司|集团|银行|[支分]行|商行|人行|[乡镇]|镇街|街道|"
    r"政府|办事处|处"
    r"|部门|单位|小组|专班|[妇残文侨商]联|科协|政协|[大支总]队|工作队|校|学|[农林茶牧]场|机构|实验室|室|馆|"
    r"[乡镇县市区旗州]|园区|等|专家|海关"
    r"|指挥部|联席会议|组织|联盟|板块|功能区|省|台|村|个|(?:各|有关|相关|重点|配送|快递|物流|行业)企业)(?:\([^()]*\))?$")
_DEPARTMENT = re.compile(
    r"(?:(?<!分)局|委|办|厅|(?<!领导小组)(?<!指挥部)(?<!专班)办公室|供销(?:合作)?(?:联)?(?:合)?社|[妇残文侨]联|"
    r"工商联|社科联|科协"
    r"|工会|红十字会|贸促会|中心|法院|检察院|人民医院|人武部|武装部|党校|档案馆|(?<!研究)所|[大支总]队|工作队|"
    r"督查室|研究室)(?:\([^()]*\))?$")
_PARTY_OFFICE = re.compile(r"^(?:组织部|宣传部|统战部|政法委|网信办|编办|党校|巡察办|社会工作部|老干部局|机要局|农办)$")
_NO_PREFIX = re.compile(
    r"^[省市州县区镇][直级域]|各|每|相关|有关|其他|中国|国家|国网|中央|全国|团[省市州县区旗镇]|驻|人民银行|人行|"
    r"公司|集团|银行|[支分]行|总局"
    r"|领导小组|管委|企业|协会|商会|海关|分局|^\(|部门|单位")
# Names that may stand bare in a list though they belong to no office of that level: 大连渔业科技中心.
_LOOSE = re.compile(r"(?:中心|院|所|队|站)(?:\([^()]*\))?$")
_MODIFIER = re.compile(
    r"^(?:农村|农产|城市|城乡|重点|现代|综合|公共|中小|民营|社会|国有|地方|机关|行政|数字|智慧|工业|工艺|基层|"
    r"政府|人民|县域|项目|全民"
    r"|老干部|信息|国防|党史|民兵|合作)")
_MORE = re.compile(  # what goes on a collective: 各乡镇、街道 / 有关区、市政府
    r"^(?:乡镇?|镇|街道|板块|村|社区|县级市|县市|市县|区县|县区|区|县|市|旗|州|开发区|园区|功能区|部门|单位|街道办|办事处|农场|林场)"
    r"(?:\([^()]*\))?(?:人民政府|政府|办事处|管委会|党委|办)?(?:\([^()]*\))?$")
_PARTY_AND = re.compile(r"(?:党委|党工委|[省市州县区旗]委)$")
_BOTH = re.compile(r"[省市州县区旗]委")
_OF_BOTH = re.compile(r"[省市州县区旗](?:人民)?政府[\u4e00-\u9fff]{2,20}(?:领导小组|协调小组|工作组|专班|指挥部|委员会)$")
_HEAD = re.compile(r"^(?:[省市州县区]级?各|各|每个|每|有关|相关|全[县市区])")
_BARE_LEVEL = re.compile(r"^[省市州县区乡镇村]$")
_SHARED = re.compile(r"^[\u4e00-\u9fff]{2,4}((?:省|市|县|区|镇|乡|州)(?:人民政府|政府|党委)|街道办事处|街道办|街道)$")
_ETC_DEPARTMENTS = re.compile(
    r"等(?:各|相关|有关|多个|[\u4e00-\u9fff]{0,2}级)?(?:行业)?(?:职能|主管|成员)?(?:部门|单位)(?:\([^()]*\))?$")
_OF_KINDS = re.compile(rf"^(?!各|有关|相关)[\u4e00-\u9fff]{{2,12}}(?:部门|机关)$|{_ETC_DEPARTMENTS.pattern}")
_ETC = re.compile(r"等(?:(?:各|相关|有关)*(?:行业)?(?:职能|主管)?(?:部门|单位))?$")
_NEXT_NAME = re.compile(
    r"[\u4e00-\u9fff]{1,14}?(?:局|委|办|厅|部|会|联|社|中心|政府)(?:$|[、,;和及()省市县区各]|牵头|负责|配合|按)")
_CALLED = re.compile(r"\((?:以下)?(?:统称|简称|下称)[^()]*\)$")
_JOINTS = ("以及", "及", "和", "与", "暨", "或")
_ROLE_WORDS = {code: alternation("duties", "role", code) for code in ("lead", "support")}
_HOW = (r"(?:(?:等(?:相关|有关)?(?:部门|单位)?)?(?:根?据|按照?|依照?|依据)(?:各自)?(?:职责|任务|职能)?(?:分工|职责)?"
        r"|等(?=分别|共同|负责|牵头|配合|按)|分别|共同|具体|联合|分级|各自)*")
_ROLE = re.compile(f"{_HOW}(?:(?P<lead>{_ROLE_WORDS['lead']})|(?P<support>{_ROLE_WORDS['support']})"
                   "|(?P<shared>职责分工|各司其职))(?:落实|实施|推进|相关工作|工作)?$")
_MARK = re.compile(r"\((?:(?P<lead>牵头|负责|主责)|(?P<support>配合|参与|协助|参加))(?:单位|部门)?\)$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A member of the list: `[start, end)`, the words a shared tail adds, the role written at it."""

    start: int
    end: int
    name: str
    role: str | None = None


def units(text: str, start: int, end: int, *, role: str | None = None, prefix: str | None = None) -> list[Party]:
    """The units of a list, in order; `role` for those without a role of their own, `prefix` from a list in front."""
    pieces = _roles(_join(text, _split(text, start, end)), role)
    return _named(text, pieces, prefix)


def level_prefix(name: str) -> str | None:
    """The level a unit's name begins with: 县商务局 → 县, 榕溪县财政局 → 榕溪县, 中国邮政某某分公司 → None."""
    if _NO_PREFIX.search(name) and not name.startswith(("省", "市", "县", "区", "州", "旗")):
        return None
    match = _OWN_LEVEL.match(name) or _PLACE.match(name)
    return match[1] if match and len(name) > match.end() else None


def has_tail(name: str) -> bool:
    """Whether a piece ends as names of units do (局, 委, 部门, 各…镇 …)."""
    return bool(_TAIL.search(name))


def _split(text: str, start: int, end: int) -> list[_Piece]:
    """Cut at 、,; and at 及, 和 between two units; brackets and quotation marks are never cut into."""
    cuts: list[tuple[int, int]] = []
    helping: int | None = None          # where the units behind 会同 begin
    depth, begin, at = 0, start, start
    while at < end:
        char = text[at]
        if char in "(〔【《“":
            depth += 1
        elif char in ")〕】》”":
            depth = max(0, depth - 1)
        elif depth == 0 and char in "、,;/":
            cuts.append((begin, at))
            begin = at + 1
        elif depth == 0 and char in "省市州县区旗各" and at > begin and _runs_on(text[begin:at], text[at:end]):
            cuts.append((begin, at))
            begin = at
        elif depth == 0 and char in "会协" and text[at:at + 2] in ("会同", "协同") and _helps(text[begin:at]):
            cuts.append((begin, at))
            begin, helping = at + 2, at if helping is None else helping
            at += 1
        elif depth == 0 and char in "以及和与暨或":
            joint = next((word for word in _JOINTS if text.startswith(word, at)), "")
            if joint and at + len(joint) < end and at > begin and _joins(text[begin:at]):
                cuts.append((begin, at))
                begin = at + len(joint)
                at += len(joint) - 1
            elif joint and at == begin and at + len(joint) < end:     # 、和
                begin = at + len(joint)
                at += len(joint) - 1
        at += 1
    cuts.append((begin, end))
    pieces = []
    for one, two in cuts:
        while one < two and text[one] in "\n由*＊▲△★☆#":
            one += 1
        while two > one and text[two - 1] in "\n。.":
            two -= 1
        if called := _CALLED.search(text, one, two):
            two = called.start()
        if one < two:
            name = text[one:two].replace("\n", "")
            helper = helping is not None and one > helping
            pieces.append(_Piece(one, two, name, "support" if helper else None))
            helping = None if helper and _ROLE.search(name) else helping
    return pieces


def _runs_on(left: str, right: str) -> bool:
    """Whether two names stand side by side without a mark (a blank parted them): 县商务局县财政局, 县商务局各乡镇."""
    if left[-1] not in "局委办厅部会联社府":
        return False
    if right[0] == "各":
        return bool(re.match(r"各(?:乡|镇|街道|县|区|市)", right))
    return left[0] == right[0] and _OWN_LEVEL.match(right) is not None and bool(_NEXT_NAME.match(right))


def _helps(left: str) -> bool:
    """Whether 会同 behind these words brings helpers in, rather than being a part of a name (协同创新中心)."""
    return not left or _joins(left) or bool(_ROLE.search(left))


def _joins(left: str) -> bool:
    """Whether 和 or 及 behind these words joins two units rather than two parts of one name."""
    left = left.replace("\n", "")
    return bool(_TAIL.search(left)) and not (left[-1] in "省市县区州村" and not _HEAD.match(left))


def _join(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Put together what a comma cut apart: 各乡镇、街道; 审计、纪检等部门; 县、镇两级政府; 澜江、云屏市政府."""
    done: list[_Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        last = at
        if not has_tail(_bare(piece.name)) and not _ROLE.search(piece.name):
            last = _run(text, pieces, at)
            if last > at and (tail := _SHARED.match(pieces[last].name)):
                done += [replace(one, name=one.name + tail[1]) for one in pieces[at:last]]
                done.append(pieces[last])
                at = last + 1
                continue
            if last > at and not _OF_KINDS.search(pieces[last].name) and not _BARE_LEVEL.match(piece.name):
                last = at
        elif _BARE_LEVEL.match(piece.name):
            last = _run(text, pieces, at)
        if last + 1 < len(pieces) and _BOTH.fullmatch(piece.name) and _OF_BOTH.match(pieces[last + 1].name):
            last += 1                    # 县委、县政府重点产业发展领导小组
        if _HEAD.match(piece.name):
            while last + 1 < len(pieces) and _goes_on(text, pieces[last], pieces[last + 1]):
                last += 1
        name = text[piece.start:pieces[last].end].replace("\n", "") if last > at else piece.name
        done.append(_Piece(piece.start, pieces[last].end, name, piece.role))
        at = last + 1
    return done


def _goes_on(text: str, piece: _Piece, following: _Piece) -> bool:
    """Whether a collective takes the next piece in: 各乡镇、街道; 各乡镇党委和人民政府; not 各街道办事处和开发区."""
    if _PARTY_AND.search(piece.name) and re.match(r"(?:人民)?政府", following.name):
        return True
    if not _MORE.match(following.name):
        return False
    return text[piece.end:following.start] == "、" or not re.search(r"政府|办事处|部门|管委会", piece.name)


def _run(text: str, pieces: list[_Piece], at: int) -> int:
    """The index of the first piece from `at` on that ends like a unit (`at` itself if none does)."""
    last = at
    while last + 1 < len(pieces) and (not has_tail(pieces[last].name) or _BARE_LEVEL.match(pieces[last].name)):
        if text[pieces[last].end] != "、":
            break
        last += 1
    return last if has_tail(pieces[last].name) and last > at else at


def _bare(name: str) -> str:
    """The name without 等 and role marks behind it."""
    return _ETC.sub("", _MARK.sub("", name)) or name


def _roles(pieces: list[_Piece], default: str | None) -> list[_Piece]:
    """Give each piece its role: the verb at the end of a group holds for the whole group."""
    done: list[_Piece] = []
    pending: list[_Piece] = []
    for piece in pieces:
        if mark := _MARK.search(piece.name):
            cut = len(mark[0])
            piece = replace(piece, end=piece.end - cut, name=piece.name[:-cut], role=mark.lastgroup)
        verb = _ROLE.search(piece.name)
        if verb:
            role = "support" if verb["support"] else "lead"
            cut = len(verb[0])
            piece = replace(piece, end=piece.end - cut, name=piece.name[:-cut])
            pending.append(piece)
            done += [replace(one, role=one.role or role) for one in pending if one.name]
            pending = []
        else:
            pending.append(piece)
    return done + [replace(one, role=one.role or default) for one in pending]


def _named(text: str, pieces: list[_Piece], prefix: str | None) -> list[Party]:
    """Strip 等, put the level prefix back, and tell kind and function."""
    bare = [_strip_etc(piece) for piece in pieces]
    levels = [level for one in bare if (level := level_prefix(one.name))]
    elliptic = levels.count(levels[0]) < 2 if levels else False
    elliptic = elliptic or any(_takes_prefix(one.name) and not _LOOSE.search(one.name) for one in bare)
    party_committee = None
    parties = []
    for piece in bare:
        name, written = piece.name, text[piece.start:piece.end].replace("\n", "")
        if not name:
            continue
        own = level_prefix(name)
        if own:
            prefix = own
            party_committee = f"{own}委" if name.startswith(f"{own}委") else party_committee
        elif prefix and name in ("政府", "人民政府"):
            name = prefix + name
        elif prefix and _PARTY_OFFICE.match(name):
            name = (party_committee or f"{prefix}委") + name
        elif prefix and _takes_prefix(name) and (elliptic or not _LOOSE.search(name)):
            name = prefix + name
        function = None if "、" in name else function_of(name)
        parties.append(Party(piece.start, piece.end, name, written, piece.role, kind_of(name), function))
    return parties


def _strip_etc(piece: _Piece) -> _Piece:
    """Without 等(相关部门) where a whole name stands in front of it; 审计、纪检等部门 keeps it."""
    etc = _ETC.search(piece.name)
    if not etc or not (head := piece.name[:etc.start()]) or "、" in head or not has_tail(head):
        return piece
    return replace(piece, end=piece.end - len(etc[0]), name=head)


def _takes_prefix(name: str) -> bool:
    """Whether a bare name is a department of the level in front of it: 农业农村局, 妇联; never 某某邮政管理局, 银行, 各…."""
    if _NO_PREFIX.search(name) or not _DEPARTMENT.search(name) or _OWN_LEVEL.match(name) or _PLACE.match(name):
        return False
    found = function_at(name)
    if (found and found[1] == 0) or _MODIFIER.match(name):
        return True
    return not any(shortly(name[:length]) for length in (2, 3, 4))       # its own place in front: 大连渔业科技中心
