"""Lines of a page in, what they are in its layout out: a site's furniture, a new paragraph, or a wrapped line.

>>> is_furniture("发布时间：2021-05-06 来源：县商务局 浏览次数：12 次 字体：【大 中 小】")
True
>>> is_furniture("资金来源：中央财政专项资金")
False
>>> join_lines(["一、指导思想", "　　以农村电商为抓手，", "推动产业转型。"])
['一、指导思想', '以农村电商为抓手，推动产业转型。']
"""

from __future__ import annotations

import re

_WHEN = r"\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_NAME = (r"(?:发布|发表|更新|录入|上传|公开|生成|创建|发文)(?:时间|日期|单位|机构|人|者)|(?:信息|文章|稿件|内容|新闻)?来源|(?:责任)?编辑|"
         r"作者|[初终]?审核?|供稿|(?:点击|浏览|阅读|访问)(?:数|量|率|次数|人数)|人气|字体|字号|打印|分享|收藏|关闭")
_VALUE = rf"(?:(?!(?:{_NAME})\s*[:：])[^\s，。；]){{0,25}}"
_FIELD = (
    rf"(?:发布|发表|更新|录入|上传|公开|生成|创建|发文)(?:时间|日期)\s*[:：]?\s*(?:{_WHEN})?|"
    r"(?:信息|文章|稿件|内容|新闻)?来源\s*[:：]\s*" + _VALUE + r"|"
    r"(?:发布(?:单位|机构|人|者)|(?:责任)?编辑|作者|审核|初审|终审|供稿)\s*[:：]\s*" + _VALUE + r"|"
    r"(?:点击|浏览|阅读|访问)(?:数|量|率|次数|人数)?\s*[:：]?\s*\d*\s*(?:人?次)?|人气\s*[:：]?\s*\d+|"
    r"(?:字体|字号)(?:大小)?\s*[:：]?[\s\[【（(]*(?:(?:特大|大|中|小|默认|加大|减小|放大|缩小)[\s|｜/,、]*+)*+|"
    r"(?:视力保护色|保护视力色|背景色|打印(?:本页)?|分享到?|收藏|关闭(?:窗口)?)\s*[:：]?")
_FIELDS = re.compile(rf"(?:{_WHEN}[\s|｜]*)?[【\[（(|]?\s*(?>(?>{_FIELD})[\s|｜/\[\]【】（）()]*+)++(?:{_WHEN})?$")
_BUTTON = re.compile(
    r"(?:打\s*印|打印(?:本页|此页|文章|本文|该页)|关\s*闭|关闭(?:本页|窗口|此页|页面)|返回(?:顶部|列表|上一?页|首页)?|收藏(?:本页)?|"
    r"加入收藏|分享|分享到[:：]?|微信|微博|新浪微博|QQ空间|纠错|我要纠错|大|中|小|默认|放大|缩小|加大|减小|A[+\-]|朗读|语音播报|"
    r"字体[:：]?|字号[:：]?|保存|下载|推荐|复制链接|上一页|下一页|尾页|末页|首页|共?\d+页|\d{1,2})")
_WHOLE = re.compile(
    r"(?:第?\s*\d+\s*页(?:\s*[/，,]?\s*共\s*\d+\s*页)?|[-—–－]+\s*\d{1,4}\s*[-—–－]+|"
    r".{0,4}扫一?扫[^。]{0,16}(?:打开|查看|浏览|阅读|分享|关注|本页|页面|微信|手机)[^。]{0,10}|"
    r"(?:请?(?:使)?用)?手机上?(?:打开|查看|阅读|浏览)(?:本页|当前页|此页|页面|网页)?|"
    r"(?:上|下)一(?:篇|条|页)(?:[:：].{0,100})?|(?:您|你|当前|现在).{0,6}位置(?:是)?[:：].{0,200}|"
    r"(?:相关|推荐|延伸)(?:链接|阅读|文章|新闻|稿件|解读|信息|文档|政策|附件)[:：]?|(?:图文|文字)解读[:：]?|"
    r"分享到?[:：].{0,40}|\[?\s*(?:回到|返回)顶部\s*\]?|您(?:是|访问的是).{0,10}第.{0,12}(?:位|个).{0,8}|今天是\d{4}年.{0,30})$")
_SITE = re.compile(
    r"版权所有|Copyright|©|ICP备|公网安备|网站标识码|技术支持[:：]|主办(?:单位)?[:：]|承办(?:单位)?[:：]|网站地图|最佳(?:浏览|分辨率)|建议使用|"
    r"(?:联系)?(?:电话|地址|邮编|邮箱)[:：]|欢迎(?:您)?(?:访问|光临|来到)|无障碍|设为首页", re.I)
_DOC_NUMBER = re.compile(r"[^\s，。；、：]{2,20}[〔\[［（(【]\d{4}[〕\]］）)】]\s*第?\d+号$")
_DATE = re.compile(r"(?:\d{4}|[二〇○零一二三四五六七八九0]{4})\s*年.{1,3}月.{1,3}日$")
_LABEL = re.compile(
    r"(?:[一二三四五六七八九十百零]{1,4}[、.．]|[（(〔][一二三四五六七八九十百零\d]{1,4}[）)〕]|"
    r"第[一二三四五六七八九十百零\d]{1,4}[章节条编部]|\d{1,3}(?:[.．]\d{1,3})+[\s\u3000]|\d{1,3}[.．、](?!\d)|\d{1,3}[）)]|"
    r"[①-⑳]|附\s*件|附\s*表|附[:：]|(?:主办|牵头|责任|配合|实施|承办)单位[:：]|抄送[:：]|主题词[:：])")
_INDENT = re.compile(r"[ \t\r\n]*(?:\u3000|\xa0|\u2003){2,}")
_OPEN_END = "，、（《“〔—,("
_CLOSED_END = "。；！？!?;”：:"
_SHORT = 20


def is_furniture(line: str) -> bool:
    """Whether a whole line belongs to the site's frame around an article: counters, buttons, paging, source line."""
    line = line.strip(" \u3000\xa0|｜·>")
    if not line or len(line) > 240:
        return False
    if _WHOLE.match(line) or _FIELDS.match(line):
        return True
    if len(line) > 80:
        return False
    words = [word for word in re.split(r"[\s|｜/\[\]【】（）()<>《》,，]+", line) if word]
    return bool(words) and not line.isdigit() and all(_BUTTON.fullmatch(word) for word in words)


def is_site_text(line: str) -> bool:
    """Whether a line outside the article belongs to the site: its owner, number, address, greeting."""
    return is_furniture(line) or bool(_SITE.search(line))


def is_doc_number(line: str) -> bool:
    """Whether a line is a 发文字号 (GB/T 9704): 某政办发〔2021〕5号."""
    return bool(_DOC_NUMBER.match(line.strip()))


def join_lines(lines: list[str], centred: bool = False) -> list[str]:
    """Paragraphs of lines that stood between line breaks of one block; a wrapped line is joined to the one before."""
    longest = max((len(line.strip()) for line in lines), default=0)
    paragraphs: list[str] = []
    gap = True
    for raw in lines:
        line = raw.strip()
        if not line:
            gap = True
            continue
        if gap or _opens(raw, line, paragraphs[-1], longest, centred):
            paragraphs.append(line)
        else:
            paragraphs[-1] = glue(paragraphs[-1], line)
        gap = False
    return paragraphs


def glue(left: str, right: str) -> str:
    """Two halves of a wrapped line as one; a space only between two words of letters."""
    return f"{left} {right}" if left[-1:].isascii() and right[:1].isascii() else left + right


def has_label(text: str) -> bool:
    """Whether a line opens with a number or label of its own: 一、 （二） 3. 第四条 附件."""
    return bool(_LABEL.match(text))


def _opens(raw: str, line: str, before: str, longest: int, centred: bool) -> bool:
    """Whether a line after a line break opens a paragraph. `before` is the paragraph so far."""
    if _INDENT.match(raw):
        return True
    if before[-1] in _OPEN_END:
        return False
    if _DOC_NUMBER.match(line) or _DOC_NUMBER.match(before) or _DATE.match(line):
        return True
    if centred:
        return False
    if _LABEL.match(line) or before[-1] in _CLOSED_END:
        return True
    return longest < _SHORT or len(before) < 0.7 * longest
