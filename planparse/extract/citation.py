"""Cited documents: the flow's text in, one mention for each 《…》 or document number that cites a document out.

>>> [(c.title, c.doc_number, c.year, c.issuers) for c in citations("根据临江省商务厅、财政厅《关于开展试点的通知》(临商发〔2021〕3号)")]
[('关于开展试点的通知', '临商发〔2021〕3号', 2021, ('临江省商务厅', '临江省财政厅'))]
>>> citations("打造《山水临江》杂志,办好“临江好物”小程序")
[]
"""

from __future__ import annotations

import re
from bisect import bisect_left

from planparse.model.mention import Citation

_HAN = "\u4e00-\u9fff"
_SERIAL = rf"[{_HAN}A-Za-z]{{0,20}}[〔(【]\d{{4}}[〕)】]第?\d{{1,5}}号"
_DECREE = rf"[{_HAN}]{{0,24}}令?(?:\d{{4}}年)?第?\d{{1,5}}号(?:令|公告)?"
_STANDARD = r"(?:GB|DB\d*|SB|NY|YZ|JT|HJ|LY|QB|JGJ|CJJ|TB|T)(?:/[A-Z0-9]+)?\d{2,}(?:\.\d+)?-\d{4}"
_BEHIND = re.compile(
    rf"[(〔【](?:以下简称[^()]*,)?((?:{_SERIAL})|(?:{_DECREE})|"
    rf"(?:{_STANDARD}))([^()\n〔〕]*(?:〔\d{{4}}〕[^()\n〔〕]*)*)[)〕】]")
_BARE = re.compile(r"[〔【]\d{4}[〕】]第?\d{1,5}号|令(?:\d{4}年)?第\d{1,5}号")
_DIRECT = re.compile(rf"([{_HAN}]{{1,10}})〔\d{{4}}〕第?\d{{1,5}}号")
_LIST = re.compile(_SERIAL)
_PREFIX = re.compile(rf"[{_HAN}A-Za-z]{{1,24}}$")
_CUE = re.compile(
    r"根据|按照|依据|参照|参考|执行|落实|贯彻|依照|遵照|遵循|符合|对照|结合|对应|详见|以及|通过|印发|转发|下发|"
    r"出台|发布|制定|和|及|与|的|见|按|"
    r"以|为|由|是|在|对|照|经|废止")
_ORGAN_IN_FRONT = re.compile(r"厅|局|政府|办公[室厅]|国务院|委员会|等部门")
_DOCUMENT = re.compile(
    r"(?:(?:安排|计划|分工|分解|任务|目标|指标|进度|预算)表|法|法典|条例|规定|办法|细则|规则|规程|规范|标准|要求|"
    r"准则|导则|指南|指引|方案|计划|规划|纲要|大纲|意见|通知|通报|通告|公告|决定|"
    r"决议|命令|批复|函|复函|报告|要点|措施|政策|举措|若干条|[十\d]+条|建议|预案|目录|名录|"
    r"清单|名单|白皮书|蓝皮书|宣言|公约|协定|章程|制度|"
    r"工程|行动|战略|任务书|路线图|蓝图|安排|部署|分工|说明|解释|讲话|倡议|手册|机制|流程|"
    r"定额|通则|总则|暂行|试行|纪要|备忘录|"
    r"考核|评价|体系|若干问题|重点工作|令|方略|建议书|议定书)$")
_TAIL = re.compile(r"(?:\([^()]*\)|〔[^〔〕]*〕|[”\"》〉]|-\d{4}年?|\d{4}(?:年)?版?|版|修订稿|征求意见稿|草案)+$")
_THING = re.compile(
    r"(?:系统|平台|小程序|公众号|杂志|报纸|日报|晚报|栏目|节目|专栏|丛书|一书|期刊|软件|APP|app|电影|歌曲|宣传片|"
    r"纪录片|系列|品牌|标识|商标|读本|"
    r"电视剧|图书|教材|画册)")
_FORM = re.compile(r"(?:表|书|证|证书|执照|合同|协议|协议书|簿|单|券|卡|软件|系统|平台)$")
_FORM_IS_DOCUMENT = re.compile(
    r"(?:白皮书|蓝皮书|任务书|建议书|议定书|清单|名单|(?:安排|计划|分工|分解|任务|目标|指标|进度|预算)表)$")
_OWN_WORDS = r"(?:联合)?(?:印发|下发|出台|发布|制定|颁布|公布|转发|批准|编制|提出)?的?"
_ORGAN = (
    r"(?:国务院|党中央|中共中央|中央|人民政府|省政府|市政府|县政府|区政府|州政府|自治区政府|政府|办公厅|办公室|"
    r"委员会|总局|总署|省委|市委|县委|区委|"
          r"领导小组|[委部厅局办署院会行社司]|管委会|中心)")
_NAMED = re.compile(rf"([{_HAN}]{{0,20}}?{_ORGAN}(?:[、和及与][{_HAN}]{{0,20}}?{_ORGAN})*)(?:等(?:[{_HAN}\d]{{0,4}}部门)?)?{_OWN_WORDS}$")
_LEAD = re.compile(
    r"根据|按照|依据|参照|落实|贯彻|执行|依照|遵照|结合|符合|对照|以及|严格|认真|积极|全面|进一步|深入|抓好|通过|"
    r"关于")
_LONGEST = 300          # characters of a title
_REST = 60              # a title that a page break cut goes on within so many characters
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|-|~|\D|$)")
_REGION = re.compile(rf"^([{_HAN}]{{1,9}}?(?:自治区|自治州|自治县|省|市|县|区|州))(?=[{_HAN}]{{2}})")


def citations(text: str) -> list[Citation]:
    """Every citation in reading order; which of them mean the plan itself is not known here."""
    found: list[Citation] = []
    at = text.find("《")
    while at >= 0:
        close = _closing(text, at)
        if close < 0:
            at = text.find("《", at + 1)
            continue
        found += _titled(text, at, close)
        at = text.find("《", max(close, found[-1].end if found else 0))
    return _with_bare_numbers(text, found)


def _closing(text: str, at: int) -> int:
    """The place of the 》 that closes the 《 at `at`, in its paragraph or early in the next; -1 where there is none."""
    limit = text.find("\n", at, at + _LONGEST)
    limit = min(len(text), at + _LONGEST) if limit < 0 else limit
    if limit - at < _REST and text.find("》", at, limit) < 0:
        close = text.find("》", limit, limit + _REST)
        broken = close > 0 and text.count("\n", limit, close) == 1 and "《" not in text[at + 1:close]
        return close if broken and "。" not in text[at:close] else -1
    depth, place, first = 0, at, -1
    while True:
        close = text.find("》", place, limit)
        if close < 0:
            return first
        first = close if first < 0 else first
        depth += text.count("《", place, close) - 1
        if depth <= 0:
            return close
        place = close + 1


def _titled(text: str, start: int, close: int) -> list[Citation]:
    """The citation that a title makes, with the number in brackets behind it."""
    title, end, number = text[start + 1:close].replace("\n", ""), close + 1, None
    extra: list[Citation] = []
    if behind := _BEHIND.match(text, end):
        number, end = _normal(behind[1]), behind.end()
        extra = [Citation(m.start(), m.end(), "citation/further-number", None, _normal(m[0]), _year(m[0]), ())
                 for m in _LIST.finditer(text, behind.start(2), behind.end(2))]
    elif (behind := _DIRECT.match(text, end)) and not _CUE.search(behind[1]):
        number, end = _normal(behind[0]), behind.end()
    if not title or (not number and not is_document(title, text[close + 1:close + 6])):
        return []
    rule = "citation/title-with-number" if number else "citation/title"
    return [Citation(start, end, rule, title, number, _year(number or "", title), _issuers(text, start, title)), *extra]


def is_document(title: str, behind: str = "") -> bool:
    """Whether a title names a document, not a book, a system, a brand or a form.

    >>> is_document("关于促进就业的若干意见(试行)"), is_document("临江印象"), is_document("就业管理办法", "小程序")
    (True, False, False)
    """
    if _THING.match(behind):
        return False
    core = _TAIL.sub("", title) or title
    if _FORM.search(core) and not _FORM_IS_DOCUMENT.search(core):
        return False
    return bool(_DOCUMENT.search(core)) or title.startswith("关于") or ("关于" in title[:40] and len(title) > 10)


def _normal(number: str) -> str:
    """国发(2015)24号, 国发【2015】24号 → 国发〔2015〕24号."""
    return re.sub(r"[(【](\d{4})[)】]", r"〔\1〕", number)


def _year(*words: str) -> int | None:
    """The first year a number, or else a title, prints."""
    for word in words:
        if found := re.search(r"[〔(【](\d{4})[〕)】]", word) or _YEAR.search(word):
            return int(found[1] if found.lastindex else found[0])
    return None


def _issuers(text: str, start: int, title: str) -> tuple[str, ...]:
    """Who issued it: the organs that open the title, or else those named right in front of it."""
    opening = title.find("关于")
    if opening > 0 and "〈" not in title[:opening] and (named := _NAMED.fullmatch(title[:opening])):
        return _split(named[1])
    line = max(text.rfind("\n", 0, start), start - 70) + 1
    front = text[line:start]
    for mark in ",。;:》)(“”":
        front = front[front.rfind(mark) + 1:]
    leads = list(_LEAD.finditer(front))
    if leads:
        front = front[leads[-1].end():]
    front = front.lstrip("、和及与由")
    if not front or not (named := _NAMED.fullmatch(front)):
        return ()
    return _split(named[1])


def _split(words: str) -> tuple[str, ...]:
    """临江省商务厅、财政厅 → 临江省商务厅, 临江省财政厅."""
    names = [name for name in re.split(
        r"[、和及与](?!计划|改革|信息|社会|旅游|农村|草原|规划|城乡|应急|地方|国土|科技)", words) if name]
    region = _REGION.match(names[0]) if names else None
    if region and len(names) > 1:
        names = [names[0]] + [name if _REGION.match(name) or name.startswith(("国", "中", "财政部", "商务部"))
                              or name.endswith(("部", "政府")) else region[1] + name for name in names[1:]]
    return tuple(names)


def _with_bare_numbers(text: str, found: list[Citation]) -> list[Citation]:
    """The citations and the document numbers that stand alone, in reading order."""
    starts = [c.start for c in found]
    bare = []
    for match in _BARE.finditer(text):
        at = bisect_left(starts, match.end()) - 1
        if any(c.start <= match.start() < c.end for c in found[max(at - 1, 0):at + 1]):
            continue
        prefix = _PREFIX.search(text, max(match.start() - 24, 0), match.start())
        if not prefix:
            continue
        words = prefix[0]
        cues = [m.end() for m in _CUE.finditer(words) if m.end() < len(words)]
        cues += [m.end() for m in _ORGAN_IN_FRONT.finditer(words) if m.end() < len(words) - 1]
        begin = prefix.start() + max(cues, default=0)
        number = _normal(text[begin:match.end()])
        bare.append(Citation(begin, match.end(), "citation/number", None, number, _year(number), ()))
    return sorted(found + bare, key=lambda c: c.start) if bare else found
