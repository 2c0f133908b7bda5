"""A name that stands as the subject of a sentence in, whether it is a public unit or a collective of units out.

>>> [is_actor(name) for name in ("县商务局", "各乡镇", "领导小组办公室", "项目承建单位", "协助县商务局")]
[True, True, True, False, False]
"""

from __future__ import annotations

import re

from planparse.extract.party import has_tail, level_prefix
from planparse.lexicon.divisions import shortly
from planparse.lexicon.load import alternation
from planparse.lexicon.organisations import function_at

_TAILS = (
    r"(?:局|委员会|委|办公室|办事处|办|厅|(?<!干)部门|(?<!干)部|中心|管委会|(?<!社)会|社|院|领导小组|小组|专班|"
    r"指挥部|联席会议"
          r"|政府|街道|乡镇|板块|党校|学校|中专|职中|大学|[乡镇村]|单位|机构|组织|机关|室|[妇残文侨商]联|科协|政协|公司|[支分]行|镇街|街镇|"
          r"区县|县区|[县市区])")
NAME_END = r"(?:[局委会室处办厅门部心社院组班府道镇乡村位构织联协司县区市队关街行校专学块]|“两委”|(?<=各地)方)" \
           r"(?:\((?:以下)?简称[^()\n]{1,20}\)|\([^()\n]{1,12}\))?"
LISTED_END = re.compile(
    rf"(?:{_TAILS}|专家|集团|企业|机关)(?:\([^()\n]{{1,12}}\))?(?:等(?:相关|有关|各|"
    rf"职能)*(?:部门|单位)?)?")
_NOBODY = re.compile(alternation("duties", "nobody"))
_EVERYBODY = re.compile(f"(?:{alternation('duties', 'everybody')})")
_CLAUSE = re.compile(  # words that begin a clause, not a name
    r"协助|配合|比照|参照|仿照|接受|指导|督促|监督|向|报(?!社)|经(?![信济商开管贸])|未经|由|对(?!外)|将|把|为|在|"
    r"与|会同|支持|鼓励|引导|加强|列入|纳入|按|根据|依据"
    r"|提交|提请|组织(?!部)|要|应|通过|依托|发挥|强化|协调|推动|推进|联合|争取|请|及时|确保|积极|支撑|作为|待|以|"
    r"使|让|给|被|受|委托|授权|责成"
    r"|成立|组建|设立|建立|健全|完善|形成|实现|开展|提高|提升|打造|加快|加大|充分|落实|明确|凡|对于|关于|结合|"
    r"围绕|用好|发放|送|邀请|聘请|动员"
    r"|整合|统筹|发动|带动|助力|帮助|做好|抓好|是|即|主要|因|除|包括|涉及|负责|牵头|争当|申报|选择|选定|完成|"
    r"进行|召开|制定|研究|参与|参加|深化"
    r"|优化|强调|坚持|突出|全面|切实|认真|严格|拓宽|补齐|调动|汇总|收集|举办|承办|定期"
    r"|持续|继续|进一步|加速|不断|逐步|有序|深入|扎实|大力|着力|稳步|每(?!个(?:乡|镇|街道|县|区|市|村|部门))|连续"
    r"|经过|随着|目前|近年|年内|全县|全市|全省|全区")
_INSIDE = re.compile(  # what no name holds: it does not go on behind 局 (市民政局函告市财政局), nor hold 报 in front of 县
    r"[。!?“”《》\d%]|的|以及|[局厅](?!.{0,12}(?:分局|[大支总]队)$).|会同|协同(?!创)|(?<![机重主])要|应(?=当|该|按|"
    r"及时|在|于|建立|加强|做好|立即)"
    r"|[报向经由对请送交给将把](?=[省市州县区旗镇乡])")
_GROUP = re.compile(
    r"(?:领导小组|工作小组|协调小组|推进小组|专项小组|工作组|专项组|专班|指挥部|联席会议|推进机构|"
    r"委员会)(?:办公室)?$|^办公室$")
_GOVERNMENT = re.compile(
    r"(?:省|市|州|县|区|旗|镇|乡|各级)(?:人民)?政府(?:\([^()]*\))?$|管委会?$|街道(?:办|办事处)?$"
    r"|^(?:经济|工业|高新|经济技术)?(?:开发区|高新区|经开区)$|^[省市州县区旗]委$")
_COLLECTIVE = re.compile(
    r"^(?:各|每个|有关|相关|其他|属地|辖区|所在地?|[省市州县区]直|[省市州县区](?:有关|相关)|[省市州县区]级?各|"
    r"驻[\u4e00-\u9fff]{1,2}各?"
    r"|政府(?:各|有关|相关))|[两三四]级(?:人民)?(?:政府|.{0,6}部门)$"
    r"|^村支?两委$|^(?:村|居|村民|居民)委(?:员)?会$|^(?:乡|镇|村|乡镇)(?:党委|政府|人民政府)?$|^镇街$"
    r"|等(?:相关|有关|各|职能|主管)*(?:部门|单位)$")
_BRANCH = re.compile(r"^[\u4e00-\u9fff、]{2,30}部门$|^[\u4e00-\u9fff]{2,6}机关$|^[\u4e00-\u9fff]{2,6}主管单位$")
_OFFICE = re.compile(
    r"(?:(?<![布格全大结时开])局|委|办|厅|部|院|社|会|中心|室|[妇残文侨]联|工商联|科协|所|[大支总]队|工作队|"
    r"[支分]行|学校|党校|中专|职中|大学)(?:\([^()]*\))?$")
_LOOSE = re.compile(r"(?<!融媒体)(?:中心|(?<!法)(?<!察)院|所|队)$")      # without a level in front these are places, not offices
_BRACKET = re.compile(r"\([^()]*\)")


def is_actor(name: str, *, by: bool = False) -> bool:
    """Whether a name is a unit that can be bound; behind 由 (`by`) experts, agencies and branches of the state too."""
    plain = _BRACKET.sub("", name).replace("“两委”", "两委")
    if not (len(name) >= 2 and len(plain) <= 50) or _CLAUSE.match(plain) or _INSIDE.search(plain):
        return False
    if (by and plain == "专家") or is_everybody(plain):
        return True
    if plain.endswith("公司"):
        return level_prefix(plain) is not None
    if _NOBODY.search(plain):
        return False
    if _GROUP.search(plain) or _GOVERNMENT.search(plain) or _BRANCH.match(plain):
        return True
    if _COLLECTIVE.search(plain):
        return has_tail(plain)
    if not _OFFICE.search(plain):
        return False
    if by and plain.endswith("局") and len(plain) >= 4:
        return True                               # 经济发展局, of a new area that has its own
    if level_prefix(plain) or plain.startswith("团"):
        return True
    if not (found := function_at(plain)) or _LOOSE.search(plain):
        return False
    return found[1] == 0 or any(shortly(plain[:length]) for length in (2, 3, 4))


def is_everybody(name: str) -> bool:
    """Whether a name means everybody: 各级各部门, 各地."""
    return bool(_EVERYBODY.fullmatch(name))
