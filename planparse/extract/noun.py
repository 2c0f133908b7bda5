"""The words around a quantity in, the bare noun phrase out: leading verbs, adverbs and dates, trailing copulas gone.

>>> strip("到2025年建成村级服务站点达到", 0)
('村级服务站点', 8)
>>> is_bare("覆盖率"), is_verbal("覆盖"), is_adverbial("项目实施过程中")
(True, True, True)
"""

from __future__ import annotations

import re

#: What parts the members of a list: 、, 和, 及, 与; not 普及, 参与, 和谐.
AND = re.compile(r"、|(?<![普以])及(?![时格])|和(?![谐平])|(?<!参)与")
STOP = re.compile(r"[,。;:!?\n](?<!\d:(?=\d))")
#: Verbs of delivering: never part of the name of what is delivered when they open the phrase.
_DELIVER = (
    "设(?!备|施|计|立|置|区|想|定)|增设|新设|搭建|布设|开设|添置|购买|选拔|选聘|办好|用好|建好|抓好|做好|做强|做优|"
    "做大|培优|推介|力促|供应|先行|率先|"
    "筹集|更新|开展|举办|建设(?!用地|规模|项目|面积|标准)|建成|打造|培育|组织|参加|参与|新增|新建|完成|实现|创建|采购|购置|"
    "配备|孵化|引进|引入|设立|成立|培养|招引|"
    "推出|制定|制订|编制|开发(?!区)|实施|推进|建立|形成|开通|布局|改造(?!面积|率)|升级|改扩建|新改建|扩建|改建|"
    "整治|修建|修复|新培育|新认定|认定|遴选|"
    "评选|选树|选派|扶持|帮助|帮扶|吸纳|吸引|惠及|发放|落实|组建|集聚|聚集|突破|攻克|申报|争创|获批|储备|盘活|"
    "筛选|优选|拍摄|投放|安装|研制|栽植|营造(?!林)|清理|"
    "排查|化解|签约(?!金?额)|落地|招聘(?!会|活动|信息|岗位|计划)|聘请|输送|派驻|走访|抽检|编写|编印|上架|联系|结对|评定|创成|推动|推行|建有|拥有|"
    "具有|提供|安排|出台|发布|实行|全面|进一步|"
    "优化|完善|提升|新创建|新扩|累计|达到|确保|力争|争取|保持|运营(?!商|体系|中心|模式|能力)|支持|带动(?=[^就])|"
    "辐射|到|使|让|将|把|在(?!校|岗|册|线|职|营|建|库|编|园)|为|对(?!口|外|标|接|账|照|象)|有(?!机|效|线|偿|害|毒|氧|色|轨|组织|意向|劳动能力|条件|需求)|年内|做到|着力|"
    "发展(?!水平|规划|目标|指数|基地|环境|资金|基金|中心|项目|集团|规模|速度|质量|能力|大会|论坛|指标|模式|行动)"
)
#: Verbs that are nouns as well: stripped only where nothing else is left of the phrase.
_BOTH = "服务|培训|发展|生产|加工|销售|检查|巡查|宣传|种植|推广|覆盖|对接|支持|办理|转化|研发|增殖放流|带动|运营|联系|就业|入驻"
_LABEL = r"\(?[一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、](?!\d)|[①-⑳]|--?"
_GLUE = (
    r"(?:截[至止]到?|到|至|在|于)?(?:20\d\d年(?:底|末|度|前|内)*)|年底前?|[、,](?=20\d\d年)|"
    r"\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?(?:之前|前|以前)?|[上下]半年|第?[一二三四]季度[末底]?前?|并|且|和|及|与|或|"
    r"[)”]|用[一二两三四五\d]+年(?:左右)?时间,?|推动|"
    r"要(?!素)|应(?![用急对届收])|可(?!再生|用|行|追溯|吸入|持续|支配|视|变)|新?签约(?!率|额|金额|资金|仪式|农户|医生|服务|人|户)|其中|包括|包含|每年|全年|今年|明年|本年度?|计划|预计|拟|至少|不断|持续|继续|重点(?!项目|任务|工程|产业|企业|区域|领域|园区|群体|人群|镇|村)|积极|大力|加快|分别|"
    r"共(?![同享建性配管产识])|共计|总计|合计|再|各(?!类|级|地|乡|镇|村|县|区|市|部)|同时|"
         r"以及|基本(?!医|养老|公共|农田|药物|建设)|初步|逐步|稳步|努力|原则上|要求|上述|等(?!级)|的|以(?!工代赈|旧换新)|按(?![期时揭需劳照])|由|从(?!业)|—|“(?=[^”]*$)")
LEAD_VERB = re.compile(rf"(?:(?:{_LABEL})|(?:{_DELIVER})(?:了)?|{_GLUE})+")
_ALL_VERBS = re.compile(rf"(?:(?:{_LABEL})|(?:{_DELIVER}|{_BOTH})(?:了)?|{_GLUE})+")
#: Verbs that open a new phrase inside a clause: what follows the last of them is the thing counted.
_CUT = re.compile(
    r"(?<!占)(?<!用于)(?:开设|选拔|增设|改造(?!项目|率|面积|工程)|扩建(?!项目|面积)|突破|攻克|转化|开展|举办|"
    r"建成|打造|培育|组织|参加|新增|新建|完成|实现|创建|采购|购置|配备|孵化|引进|布局|提供(?!商|方|者)|"
    r"设立|培养|招引|推出|运营|组建|形成|"
    r"带动|吸纳|辐射|覆盖|惠及|发放|落实|累计建设|累计|建设(?!项目|面积|规模|资金|用地|标准|周期|"
    r"内容|水平|达标|完成|合格))(?!的)(?<!化建设)")
#: 开展网店运营管理培训, 举办主播孵化训练营: behind these a verb may be a part of the name of what is held.
_HOLDS = re.compile(r"(?:开展|举办|组织|召开|承办)(?:了)?")
_HELD = re.compile(
    r"[\u4e00-\u9fff“”()]{2,}(?:培训班?|活动|竞赛|大赛|比赛|讲座|论坛|沙龙|[\u4e00-\u9fff]会|训练营|研修班?|课程?|[\u4e00-\u9fff]班|演练|巡讲)")
_IN_NAME = re.compile(r"运营|孵化|转化|培育|培养|引进|采购|创建|建设|改造|布局|带动|攻克|覆盖")
#: The verb a new clause may open with; 实现 and 带动 are left out, they tell what comes of the one in front.
_OPENS = re.compile(
    r"(?:并|同时|再|还)?(?:新(?=建|增|培育|认定))?(?:培训|推广|改造|整治|扶持|认定|开设|选拔|增设|扩建|改建|开展|举办|召开|建成|建设|打造|培育|组织|参加|"
    r"新增|新建|完成|创建|采购|购置|配备|孵化|引进|布局|设立|成立|培养|招引|推出|组建|发放|落实|实施|推进|建立)")
TAIL = re.compile(
    r"(?:达到|达|为|是|保持在|稳定在|维持在|控制在|压缩[至到]|压减[至到]|缩短[至到]|控制到|提高到|提高至|提升到|提升至|"
    r"增加到|增加至|增至|增长到|扩大到|缩小(?:到|至)?|降低到|降低至|降到|降至|"
    r"增长|比增|同比增长|年均增长|年均递增|递增|提高|提升|下降|降低|减少|增加|共|共计|累计|合计|总计|实现|完成|"
    r"分别|(?<=[在到为达])(?:人均|户均|亩均)|(?<![人户亩])均|都|也|一式|进行|迈上|跃上|登上|站上|迈入|(?:稳居|位居|居|位列|列|进入|跻身|保持|排名)(?:全球|全国|"
    r"全省|世界|国内|全市|省内)*|"
    r"稳步|力争|争取|确保|不|(?<!签)约|近|超|要|(?<![供响反适对])应|应当|须|需|可|将|有|在|到|至|由|从|按|以|原则上|"
    r"一般|年均|平均|年度|同比|必|做到|扩|扩至|扩大到|"
    r"较上年|比上年|较年初|比年初|较去年|比去年|较\d{4}年|比\d{4}年|的|各|逐年|再|得|:|“)+$")
#: When, between the subject and its verb: 投资完成率2022年底前达到60%.
_WHEN_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fff)”]{2})(?:[于在到至]|截至)?(?:(?:20\d\d|[今明当])年(?:度|\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?|底|末|[上下]半年|"
    r"[一二三四]季度[末底]?)?|(?<!\d)\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)|[上下]半年|第?[一二三四]季度[末底]?|年[内底末])(?:之前|以前|前|内)?$")
_LIST_END = re.compile(r"[、和及].{0,40}?等(?=[^)].)")
_BARE_HEAD = re.compile(
    r"^(?:年均|平均|年|同比|资金|经费|使用|总)*(?:增速|增长率|增幅|增长|占比|占.{0,12}比重|比重|比例|覆盖率|"
    r"利用率|普及率|满意度|完成率|达标率|办结率|逾期率|(?:不)?合格率|得分|开工率|入住率|参与率|知晓率|回收率|履约率|到位率|库容|产量|人数|人员|个数|总产值|产能|面积|规模|产值|收入|数量|总量|"
    r"金额)?$")
#: Where things stand, or what they are reckoned by, behind the noun: 城镇化率由2020年的58%, 用房按每百户.
_BASE = re.compile(
    r"(?:由|从)(?:20\d\d年(?:底|末)?的?)?(?:不足)?\d[^,。;]{0,9}?(?:提高|提升|增加|增长|压缩|缩短|压减|下降|降低|"
    r"扩大|调整)?(?:到|至|为)?$|按每[百千万]?[^,。;]{1,4}$")
#: Phrases that tell when or where, not what.
_ADVERBIAL = re.compile(r"(?:过程中|期间|[之以]?[前后]|时|[^集其]中|[^以][上下])$")


def strip(words: str, start: int, cut: bool = True) -> tuple[str, int]:
    """Drop leading verbs, connectives and finished lists, and trailing copulas."""
    words = _BASE.sub("", words)
    tail = TAIL.search(words)
    if tail:
        words = words[:tail.start()]
    if when := _WHEN_TAIL.search(words):
        words = words[:when.start()]
        words = TAIL.sub("", words)
    if lead := LEAD_VERB.match(words):
        start, words = start + lead.end(), words[lead.end():]
    if (every := words.rfind("所有")) >= 0:
        start, words = start + every + 2, words[every + 2:]
    if len(words) > 24 and (listed := _LIST_END.search(words)):
        start, words = start + listed.end(), words[listed.end():]
    held = _HELD.fullmatch(words) is not None
    for verb in reversed(list(_CUT.finditer(words)) if cut else []):
        if held and _IN_NAME.fullmatch(verb.group()) and (
                _HOLDS.search(words, 0, verb.start()) or (lead and _HOLDS.search(lead.group()))):
            continue
        if len(words) - verb.end() >= 3:
            start, words = start + verb.end(), words[verb.end():]
            start, words = start + len(words) - len(words.lstrip(")”")), words.lstrip(")”")
            break
    return words, start


def clause_start(text: str, position: int, floor: int) -> int:
    """Where the clause that holds a position begins, not in front of `floor`."""
    at = position
    while at > floor and at > position - 80 and not STOP.match(text, at - 1):
        at -= 1
    if at == floor:
        while at < position and text[at] in "、和及与,;(":
            at += 1
    return at


def opens_clause(text: str, at: int) -> bool:
    """Whether a clause that begins here opens with a verb of its own: 开展培训, 并建成站点; not 实现产值, 年均增速.

    >>> [opens_clause(words, 0) for words in ("开展培训", "并建成站点", "实现产值5亿元", "培训1000人次")]
    [True, True, False, True]
    """
    return _OPENS.match(text, at) is not None


def unclosed(words: str) -> int:
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


def only_verbs(words: str) -> bool:
    """Whether a phrase names nothing: empty, or verbs alone."""
    return not words or _ALL_VERBS.fullmatch(words) is not None


def is_verbal(words: str, every: bool = False) -> bool:
    """Whether a phrase is nothing but verbs (覆盖, 培训) and wants its object from the words in front.

    With `every` (每月暗访一次) two characters are taken for a verb, listed or not.
    """
    return (every and 0 < len(words) <= 2) or _ALL_VERBS.fullmatch(words) is not None


def is_adverbial(words: str) -> bool:
    """Whether a phrase tells when or where (项目实施过程中), not what is counted."""
    return _ADVERBIAL.search(words) is not None


def is_bare(words: str) -> bool:
    """Whether a phrase is a mere head (增速, 占GDP比重, 覆盖率) that wants its subject from the clause in front."""
    return len(words) <= 14 and _BARE_HEAD.match(words) is not None
