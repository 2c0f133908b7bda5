"""Lines of an official document's frame (GB/T 9704): one line of the flow in, what part of the frame it is out.

>>> [line_kind(s) for s in ("临江县人民政府文件", "临政发〔2021〕3号", "各乡镇人民政府,县直各单位:", "2021年3月5日", "一、总体要求")]
['mark', 'number', 'recipients', 'date', 'heading']
>>> iso_date("二〇二一年三月五日"), split_list("县委各部门,县法院(筹)、县检察院。")
('2021-03-05', ('县委各部门', '县法院(筹)', '县检察院'))
"""

from __future__ import annotations

import re
from datetime import date

ORGAN_END = (
    "人民政府|政府|办公室|办公厅|委员会|管委会|领导小组|指挥部|联席会议|工作专班|办事处|国务院|总公司|公司|集团|"
    "协会|学会|联合会|合作社|"
    "总局|分局|支局|厅|局|部|办|署|院|委|总社|中心|银行|大学|学院|支队|总队|供销社|常委会|政协|人大|"
    "团委|妇联|总工会|研究所")
_DAY = r"(?:\d{4}|[〇零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
ORGAN = re.compile(rf"^(?![各由经])(?!.*(?:关于|附件|单位$))[\u4e00-\u9fff·、()]{{1,58}}?(?:{ORGAN_END})(?:\(代章\))?$")
MARK = re.compile(rf"^([^,。;:《》]{{1,58}}?(?:{ORGAN_END}))(?:文件|令)(?=$|[\u4e00-\u9fff]{{1,16}}〔)")
NUMBER = re.compile(r"^\(?(?:发文字号:|文号:)?([\u4e00-\u9fff]{1,16}[〔(【](?:19|20)\d\d[〕)】]第?\d{1,5}号"
                    r"|[\u4e00-\u9fff]{0,14}令?第\d{1,4}号)\)?(?:签发人.*)?$")
DATE = re.compile(rf"^\(?({_DAY})\)?$")
SIGNED = re.compile(rf"^(?:(.{{2,120}}?))?({_DAY})$")
IMPRINT = re.compile(rf"^(?:(.{{2,80}}?))?({_DAY})印发[。.]?$")
NOTE = re.compile(
    r"^\(?此件(?:属)?(.{2,16}?)\)?$|^(?:信息)?公开(?:方式|属性|选项|类别|形式):(主动公开|依申请公开|不予公开|"
    r"不公开|免予公开)$")
HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十百0-9]{1,4}[章条部编节][^\u4e00-\u9fff]?|"
    r"\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d{2,})|前言$|目录$|引言$)")
KEY = re.compile(
    r"^·?(索引号|废止时间|生效时间|废止日期|生效日期|信息分类|内容概述|发文时间|成文时间|公文时效|文件编号|"
    r"主题分类|发文机关|发文机构|发布机构|"
    r"发文单位|成文日期|标题|名称|发文字号|文号|发布日期|发文日期|公开日期|主题词|来源|信息来源|"
    r"稿源|作者|浏览次数|阅读次数|点击数|点击次数|发布时间|"
    r"字号|字体|当前位置|您的位置|生成日期|生成时间|有效性|时效性|效力状态|统一编号|登记号|责任编辑|"
    r"公文种类|体裁|分类|关键词|信息索引|组配分类|公开方式|"
    r"公开目录|公开时限|签发人|编辑|时间|日期)(?::(.*)|(?=\d{4}[-/年])(.*)|$)")
NOISE = re.compile(
    r"^[【〔(]?(?:返回顶部|字体|字号|打印|分享|关闭|收藏|浏览|保存|下载|扫一扫|微信|微博|大中小|首页|我要纠错)|"
    r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}|"
    r"^(?!《)[^《。]*〉")
TITLE_END = re.compile(
    r"(?:方案|计划|规划|意见|通知|通告|公告|办法|细则|措施|政策|纲要|要点|决定|决议|条例|规定|规则|规程|函|批复|"
    r"报告|建议|预案|清单|标准|指南|"
    r"指引|导则|制度|任务书|行动|工程|安排|部署|举措|[十\d]条|意见稿|试行|试点|路线图|蓝图|"
    r"战略|机制|倡议|请示|公约|须知|章程|申报书|提示|文件|"
    r"工作|任务|办法解读|分工|考核|名单|目标|表)"
    r"(?:[》”\"]|\([^()]{1,40}\)|(?:\d{4}-\d{4}年?))*$")
WRAPPER = re.compile(
    r"(?:关于|^|政府|办公[室厅]|[委局厅部])(?:修订|批准|同意)?(?:印发|转发|批转|下发|发布|公布|颁布|印送|"
    r"颁发)(.+?)的"
    r"(?:通知|函|批复|公告|决定|通告)(?:\([^()]{1,20}\))?$")
_LABELLED = re.compile(r"^[^:《“]{1,12}:")
_ADDRESSEE = re.compile(
    r"(?:政府|办事处|单位|部门|机构|委员会|[委局厅办院会社场所站校镇乡区县市省州盟旗部处街村行]|公司|企业|中心|"
    r"团体|组织|银行|街道|学院|高新区|开发区|新区|"
    r"队|组|专班|党工委|大学|同志|领导|集团|成员|支部|中央|中直|省直|市直|县直|区直)$")
_CN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


def _small(word: str) -> int:
    """一 to 三十一, or digits."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (10 * (_CN.get(tens, 1) if tens else 1) if ten else 0) + _CN.get(ones, 0)


def iso_date(words: str) -> str | None:
    """The date in ISO 8601, None where the calendar has no such day."""
    found = re.search(r"(.{4})年(.{1,2})月(.{1,3})日", words)
    if not found:
        return None
    year = int("".join(str(_CN.get(c, c)) for c in found[1]))
    try:
        return date(year, _small(found[2]), _small(found[3])).isoformat()
    except ValueError:
        return None


_LEVEL = re.compile(r"(?:中央|国家|省|自治区|市|州|地区|县|区)(?:直|属|级)?")
_STATIONED = re.compile(r"(?:中央|省|市|州|县|区|、|直|属|级)*驻")


def split_list(words: str) -> tuple[str, ...]:
    """A list of addressees split at the commas outside brackets."""
    depth, parts, part = 0, [], ""
    for char in words.rstrip("。.;；"):
        depth += (char in "(（〔") - (char in ")）〕")
        if depth <= 0 and char in "、,，;；":
            parts.append(part)
            part = ""
        else:
            part += char
    return tuple(_levels_joined([p for p in (*parts, part) if p]))


_LEVELS_ONLY = re.compile("各?[县市区旗州]|市[委各]")
_OFFICES_ONLY = re.compile("[办局室](?:、[办局室])*")


def _levels_joined(parts: list[str]) -> list[str]:
    """中央、省、州驻临各单位 is one addressee: bare levels belong to the 驻… unit that ends the run."""
    joined: list[str] = []
    for part in reversed(parts):
        if joined and (_LEVELS_ONLY.fullmatch(part) or _OFFICES_ONLY.fullmatch(joined[0])):
            joined[0] = f"{part}、{joined[0]}"        # 县、市、区人民政府; 市各委、办、局
        elif joined and _LEVEL.fullmatch(part) and _STATIONED.match(joined[0]):
            joined[0] = f"{part}、{joined[0]}"
        else:
            joined.insert(0, part)
    return joined


def recipients_end(line: str) -> int:
    """Length of the addressees a line opens with (its colon left out), 0 where it opens with none."""
    colon = line.find(":")
    if not 2 <= colon <= 300:
        return 0
    head = line[:colon]
    if re.search(
        r"[。;《》\d]|如下|通知|关于|要做到|附件|抄送|报送|"
        r"单位$(?<!各单位)(?<!有关单位)(?<!部门和单位)(?<!部门、单位)(?<!直属单位)(?<![省市县央]属单位)(?<!成员单位)", head):
        return 0
    parts = split_list(head)
    if not all(_ADDRESSEE.search(re.sub(r"\([^()]*\)$", "", part)) for part in parts):
        return 0
    return colon if re.search(r"各|政府|办事处|[委局厅办院会部]$|公司|中心", head) else 0


def line_kind(line: str) -> str:
    """mark | number | recipients | date | signed | imprint | note | key | heading | organ | prose | title."""
    if MARK.match(line):
        return "mark"
    if NUMBER.match(line):
        return "number"
    if NOTE.match(line):
        return "note"
    if DATE.match(line):
        return "date"
    if KEY.match(line) or (len(line) < 60 and NOISE.match(line)):
        return "key"
    if IMPRINT.match(line):
        return "imprint"
    if recipients_end(line):
        return "recipients"
    if HEADING.match(line):
        return "heading"
    if "。" in line or ";" in line or line.endswith((":", ",")) or len(line) > 120 \
            or (_LABELLED.match(line) and not TITLE_END.search(line)):
        return "prose"
    if (signed := SIGNED.match(line)) and ORGAN.match(signed[1] or ""):
        return "signed"
    return "organ" if ORGAN.match(line) else "title"
