"""The words behind a printed number in, the heading's own words out, or None where the number opens a sentence.

>>> text = "(二)强化物流支撑。到2025年，全县建成仓配中心两处。"
>>> text[3:title_end(text, 3, len(text))]
'强化物流支撑'
>>> title_end("1.新增三十家以上村级站点，开通班线。", 2, 19) is None
True
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[()〔〕《》。;:!?！？；：…]")
_OPEN, _CLOSE = "(〔《", ")〕》"
_LONGEST = 42          # a first clause beyond that is a sentence
_LONGEST_LINE = 60     # a line without any mark
_BOUND = re.compile("不少于|不低于|不高于|不超过|至少|达到|超过")
_COUNT = re.compile(r"""(?x) \d[\d.,]*(?:余|多)?(?:个|家|台|场|款|条|人|名|万|亿|%|套|次|户
    |平方米|公里|亩|吨|元|处|座|辆|期|部|批|项以上|月底?前|年底?前)
    | \d+台?以上 | [一两二三四五六七八九十百千]{1,4}(?:家|个以上|场|台|款|名|次)""")
_BRACKET_NAME = re.compile(r"[〔【][^〔〕【】。]{2,20}[〕】]")                  # 第五条【适用范围】…
_NAME = re.compile(r"[〔【][^〔〕【】。]{2,20}[〕】]|\([^()。,]{2,12}\)(?=.)")   # 第一条（目的依据）…
_COUNTED = 24          # a run-in title that holds a figure (打造3条线路) is short
_CLAUSES = re.compile("[,，]")
_SENTENCE = re.compile(r"""(?x)
    ^(?:根据|按照?|依照|依据|对(?![标接外口照])|凡|符合|自(?![主动然愿建])|由|在(?![线岗校])|将|被|未(?!来)|通过|针对|利用|结合
      |为(?:了|进一步|深入|加[快强]|推[动进]|规范|贯彻)|经[^济营贸费]|因[^地势]|如[遇有因]
      |本(?:办法|细则|意见|方案|规定|措施|政策))[^。]*[,，]
    | 应当|必须|不得|是指|为准|予以
    | (?<![供对相适响])应[按在向于及提严自依符具]""")
_LEAD_IN = re.compile("以下|下列|如下|包括|分别为|主要[是有]|[应须]|即$|之一")
_LEADS = re.compile(r"[^,，。是有为]{4,22}(?<!主要)(?:标准|措施|内容|要求|任务|目标|政策)如下")     # (二)支持标准如下:
_ARTICLE = re.compile(
    "的|是|由|按照|根据|为(?!主)|应(?![用急对])|须|不得|可以|负责|适用(?!范围)|遵循|所称|自(?![主愿动然])|依|"
    "对(?![象接外])|经(?![费济营贸])|被|需要|给予")


def title_end(text: str, start: int, end: int, article: bool = False, listed: bool = False) -> int | None:
    """Where the title that opens the folded stretch `[start, end)` ends; None where there is none.

    `article`: the number is that of an article (第三条), which mostly opens a sentence. `listed`: the paragraph
    stands in a list whose members end with a semicolon.
    """
    if name := _NAME.match(text, start, end) if article else _BRACKET_NAME.match(text, start, end):
        return name.end()
    stop, mark = _first_mark(text, start, end)
    words = text[start:stop]
    if not words or mark in ";；":
        return None if mark or not words else stop
    if not mark:
        return None if len(words) > (_COUNTED if article else _LONGEST_LINE) else stop
    commas, run_in = len(_CLAUSES.findall(words)), stop + 1 < end
    if len(words) > _LONGEST or commas > 3 or (commas > 2 and (not run_in or len(words) > 8 * (commas + 1))):
        return None
    if _SENTENCE.search(words) or _BOUND.search(words):
        return None
    if _COUNT.search(words) and (commas or not run_in or len(words) > _COUNTED):
        return None
    if mark in ":：" and (commas > 1 or (commas and len(words) > _COUNTED) or (
            _LEAD_IN.search(words) and not (not run_in and _LEADS.fullmatch(words)))):
        return None
    if article and (len(words) > 16 or _ARTICLE.search(words)):
        return None
    if not run_in and mark == "。" and (listed or commas > 1 or len(words) > 30):
        return None
    return stop


def _first_mark(text: str, start: int, end: int) -> tuple[int, str]:
    """The first end of a clause outside brackets; ("", end) where there is none."""
    depth = 0
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and not (mark == ":" and text[at - 1:at].isdigit() and text[at + 1:at + 2].isdigit()):
            return at, mark
    return (end, "") if depth == 0 else _first_plain(text, start, end)


def _first_plain(text: str, start: int, end: int) -> tuple[int, str]:
    """As `_first_mark`, for words whose bracket is never closed."""
    at = min((i for i in (text.find(mark, start, end) for mark in "。;") if i >= 0), default=end)
    return at, text[at] if at < end else ""


_KINDS = (
    ("goals", re.compile("目标(?!任务分解|责任|考核)")),
    ("principles", re.compile("原则")),
    ("guiding", re.compile("指导思想|总体要求|总体思路|发展思路|工作思路|基本思路|总体考虑")),
    ("schedule", re.compile("步骤|进度|时间安排|时间节点|实施计划|工作计划|推进计划|阶段|工作安排")),
    ("safeguards", re.compile(
        "保障(?:措施|机制|体系$|条件)|组织保障|政策保障|^.{0,4}保障$|组织(?:领导|实施)|工作要求|有关要求|"
        "监督(?:检查|考核|管理)|"
        "督[查导]|加强领导|考核评价|评价考核|宣传引导|(?:资金|宣传|人才|制度|机制|措施|"
        "服务)保障|资金支持")),
    ("budget", re.compile("资金|经费|预算|投资[估概]算|筹资")),
    ("tasks", re.compile(
        "任务|(?:建设|工作|实施|支持)内容|工作重点|重点(?:内容|工作|领域|工程|项目|举措|行动)|主要(?:举措|措施|"
        "内容|工作)|"
        "(?:措施|举措)(?:$|[和及与])|实施路径|重点实施")),
)


_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_NAMED = 16      # a longer title speaks of the work itself, whatever word it holds
_KEPT = {"principles": ("budget",), "safeguards": ("schedule", "budget", "tasks"), "tasks": ("budget", "safeguards"),
         "schedule": ("tasks",)}
"""Kinds that a child does not take where the section above has one of these."""


def kind_of(title: str | None, annex: bool, inherited: str) -> str:
    """What a section is about, from its title; a title that tells nothing takes the kind of the section above.

    >>> kind_of("实施步骤", False, "other"), kind_of("采购设备", False, "tasks")
    ('schedule', 'tasks')
    """
    if annex:
        return "attachment"
    words = _CLAUSES.split(_BRACKETED.sub("", title or ""), maxsplit=1)[0]
    if len(words) <= _NAMED:
        for kind, pattern in _KINDS:
            if pattern.search(words):
                return inherited if inherited in _KEPT.get(kind, ()) else kind
    return inherited
