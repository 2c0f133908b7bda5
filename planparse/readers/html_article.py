"""A parsed page in, only its article left of it: navigation, sharing bars and the site's frame are dropped.

>>> from lxml import html
>>> page = html.document_fromstring("<div><a href='/'>首页</a> <a href='/z'>政务公开</a></div>"
...     "<div><h1>通知</h1><p>各乡镇人民政府，县直各单位：现将方案印发给你们。</p></div><div>版权所有：某县</div>")
>>> keep_article(page.body)
>>> page.body.text_content()
'通知各乡镇人民政府，县直各单位：现将方案印发给你们。'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from planparse.readers.html_lines import is_doc_number, is_furniture, is_site_text
from planparse.readers.html_tables import is_data_table

_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "applet", "canvas", "svg", "video",
    "audio", "map", "head", "link", "meta", "base", "input", "button", "select", "textarea", "datalist", "progress",
    "meter", "del", "xml", "title"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.I)
_MOST = 0.6                # share of a page's text above which a hidden element is taken for one that a script shows
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "pre", "blockquote", "span", "font",
                     "b", "strong", "a", "em", "i", "u"))
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|foot\w*|copyright|breadcrumbs?|crumbs?|share\w*|bdshare\w*|side(?:bar)?|related\w*|"
    r"recommend\w*|comments?|banner|search\w*|login|toolbar|pager|pagination|qr\w*|ewm|friend\w*|weizhi|dqwz|location)"
    r"(?:$|[\s_-])", re.I)
_ARTICLE_NAMES = re.compile(
    r"zoom|trs_editor|ucap|article|content|detail|vsb_content|info_?con|news_?con|wp_articlecontent|conTxt|xxgk_?(?:con|nr)|"
    r"view_?TRS|maintext|main_?con", re.I)
_BOX_LABEL = re.compile(
    r"索\s*引\s*号|(?:主题|信息|组配|体裁)分类|发文机关|发布机构|公开主体|制发机关|(?:成文|发布|生成|公开|发文|废止|失效)日期|"
    r"发文字号|文\s*号|公开(?:方式|形式|范围|时限|类型)|主\s*题\s*词|有\s*效\s*性|效力状态|标\s*题|信息名称|文件编号")
_TITLE_NAMES = re.compile(r"(?:^|[\s_-])(?:\w*title|bt|tit)(?:$|[\s_-])", re.I)
_TITLE_END = re.compile(r"(?:通知|方案|规划|计划|意见|办法|纲要|函|公告|决定|细则|预案|措施|要点|报告|条例|规定|批复|通报|清单|"
                        r"草案|征求意见稿|试行|责任书|政策|指南|行动)[）)》”\d]*$")
_SITE_TAIL = re.compile(r"\s*(?:[-_—–|｜]+|\s{2,})\s*[^-_—–|｜]{2,40}$")
_NOT_TITLE = re.compile(r"(?:网站?|政府|首页|门户|平台|频道|详情页?|内容页?|正文|信息公开|untitled|无标题文档)$", re.I)
_CLOSING = re.compile(r"(?:[。；]|^.{0,40}年.{1,3}月.{1,3}日|^[（(]此件.{2,12}[）)])$")
_ANNEX_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)(?:$|[?#])", re.I)
_WORD = re.compile(r"\w")
_LISTED_DATE = re.compile(r"[\[（(]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,9}")
_CAPTION = re.compile(r"附?表\s*[\d一二三四五六七八九十]|附件|（?单位[:：]")
_NOISE = re.compile(r"[\s\u3000《》“”\"（）()〔〕\[\]【】<>〈〉、，,·]+")


@dataclass(slots=True)
class _Masses:
    """Per element: characters that read like an article's, and characters inside links."""

    text: dict[HtmlElement, float] = field(default_factory=dict)
    links: dict[HtmlElement, int] = field(default_factory=dict)


def prune(root: HtmlElement, *, hidden: bool = False) -> None:
    """Drop what a browser does not show: scripts, styles, comments, deleted text; unless `hidden`, hidden elements."""
    _drop(list(root.iter(etree.Comment, etree.ProcessingInstruction, *_UNSEEN)))
    if not hidden:
        most = max(_MOST * len(root.text_content()), 200.0)
        _drop([element for element in root.xpath("//*[@style or @hidden or @aria-hidden]|//nav")
               if _is_hidden(element) and len(element.text_content()) < most])


def _drop(elements: list[HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def keep_article(body: HtmlElement) -> None:
    """Drop from a pruned page whatever stands beside its article."""
    masses = _weigh(body)
    core = _core(body, masses)
    enough = masses.text[core]
    if not enough:
        return
    _strip_edges(core, masses)
    level = core
    while level is not body:
        parent = level.getparent()
        if parent is None:
            break
        _trim(parent, level, masses, enough)
        level = parent


def page_title(root: HtmlElement) -> str | None:
    """The title a page gives its article, by what names it best: its own meta element, a heading, the window title."""
    for content in root.xpath("//meta[translate(@name, 'ARTICLE', 'article')='articletitle']/@content"):
        if content.strip():
            return _squeezed(content)
    window = "".join(_squeezed(element.text_content()) for element in root.iter("title"))
    named = [text for text in map(_squeezed, _headings(root)) if 6 <= len(text) < 120
             and not _NOT_TITLE.search(text) and (text in window or _TITLE_END.search(text))]
    return next((text for text in named if text in window), None) or (named[0] if named else _window_title(window))


def _headings(root: HtmlElement) -> Iterator[str]:
    """The texts that may be the article's title: headings first, then what a class calls one; never a link."""
    for tags in (("h1",), ("h2", "h3", "div", "p", "td", "span")):
        for element in root.iter(*tags):
            names = f"{element.get('class', '')} {element.get('id', '')}"
            if ((element.tag in ("h1", "h2", "h3") or _TITLE_NAMES.search(names))
                    and next(element.iter("a"), None) is None and next(element.iterancestors("a", "li"), None) is None):
                yield element.text_content()


def prints_title(opening: str, title: str) -> bool:
    """Whether an article's opening already says its title, with or without the issuer before 关于.

    >>> prints_title("某县人民政府关于印发《某县方案》的通知各乡镇", "某县人民政府关于印发某县方案的通知")
    True
    """
    said, wanted = _NOISE.sub("", opening), _NOISE.sub("", title)
    about = wanted.find("关于")
    return wanted in said or (about > 0 and wanted[about:] in said)


def _is_hidden(element: HtmlElement) -> bool:
    if element.tag in ("body", "html"):
        return False
    style = element.get("style", "")
    return ("hidden" in element.attrib or element.get("aria-hidden") == "true" or element.tag == "nav"
            or bool(_HIDDEN.search(style)) or (not len(element) and bool(_NO_SIZE.search(style))))


def _weigh(body: HtmlElement) -> _Masses:
    """Mass of every element, from the leaves up."""
    masses = _Masses()
    text, links = masses.text, masses.links
    for element in reversed(list(body.iter())):
        linked = element.tag == "a" and "href" in element.attrib and not _ANNEX_FILE.search(element.get("href", ""))
        own = _piece(element.text)
        inner = text.get(element, 0.0) + own
        if linked:
            links[element] = links.get(element, 0) + len(_squeezed(element.text_content()))
            inner = 0.0
        inner *= 0.0 if element.tag == "h1" or _is_box(element) else _name_factor(element)
        text[element] = inner
        parent = element.getparent()
        if parent is not None:
            text[parent] = text.get(parent, 0.0) + inner + _piece(element.tail)
            links[parent] = links.get(parent, 0) + links.get(element, 0)
    return masses


def _piece(text: str | None) -> float:
    """What a stretch of text counts for: nothing for a site's lines, more for a sentence than for a word."""
    line = (text or "").strip()
    if not _WORD.search(line) or _LISTED_DATE.fullmatch(line) or is_site_text(line):
        return 0.0
    return len(line) + 8.0 * sum(map(line.count, "，。；"))


def _name_factor(element: HtmlElement) -> float:
    """What an element's id and class hint at; never more than a hint."""
    name = f"{element.get('id', '')} {element.get('class', '')}"
    if name == " ":
        return 0.2 if element.tag in ("footer", "aside") else 1.0
    if _SITE_NAMES.search(name):
        return 0.2
    return 1.2 if element.tag == "article" or _ARTICLE_NAMES.search(name) else 1.0


def _is_box(element: HtmlElement, text: str | None = None) -> bool:
    """Whether an element is the box of metadata over an article: 索引号, 发文机关, 成文日期 and their values."""
    if text is None:
        if element.tag not in ("table", "ul", "dl"):
            return False
        text = element.text_content()
    return len(text) < 600 and len(set(_BOX_LABEL.findall(text))) >= 3


def _core(body: HtmlElement, masses: _Masses) -> HtmlElement:
    """The innermost element that holds most of the article."""
    node = body
    while True:
        best = max(node, key=lambda child: masses.text.get(child, 0.0), default=None)
        if best is None or best.tag in _LEAVES or masses.text[best] < 0.5 * masses.text[node]:
            return node
        if best.tag == "table" and is_data_table(best):
            return node
        node = best


def _trim(parent: HtmlElement, kept: HtmlElement, masses: _Masses, enough: float) -> None:
    """Drop what stands beside `kept`, up to the outermost neighbours that belong to the article."""
    children = list(parent)
    here = children.index(kept)
    wanted = {here} | {i for i, child in enumerate(children)
                       if i != here and _belongs(child, masses, enough, before=i < here)}
    heading = max((i for i in range(here) if _holds_heading(children[i])), default=here)
    wanted |= {i for i in range(heading + 1, here) if not _junk(children[i], masses, enough)}
    first, last = min(wanted), max(wanted)
    parent.text = _own_text(parent.text)
    for i, child in enumerate(children):
        if not first <= i < last:
            child.tail = _own_text(child.tail)
        if i not in wanted and not (first < i < last and not _junk(child, masses, enough)):
            child.drop_tree()


def _holds_heading(element: HtmlElement) -> bool:
    return len(element.text_content()) < 200 and (element.tag == "h1" or next(element.iter("h1"), None) is not None)


def _strip_edges(core: HtmlElement, masses: _Masses) -> None:
    """Drop the site's pieces that stand in one element with the article, before its first line and behind its last."""
    enough = masses.text[core]
    heaviest = max(core, key=lambda child: masses.text.get(child, 0.0), default=None)
    for children in ([] if (core.text or "").strip() else list(core), list(core)[::-1]):
        for child in children:
            if child is heaviest or (child.tail or "").strip():
                break
            if child.tag in ("h1", "h2", "h3", "br") or (child.tag == "p" and is_furniture(child.text_content())):
                continue
            if not _junk(child, masses, enough) or (child.tag == "p" and child.text_content().strip()):
                break
            child.drop_tree()


def _own_text(text: str | None) -> str | None:
    """Text that stands beside the article without an element of its own: kept if it is a sentence or a long line."""
    line = (text or "").strip()
    return text if not is_site_text(line) and ("。" in line or len(line) >= 40) else None


def _belongs(element: HtmlElement, masses: _Masses, enough: float, *, before: bool) -> bool:
    """Whether an element beside the core is a part of the article: text of some length, a table, an annex, a number."""
    if _junk(element, masses, enough):
        return False
    if masses.text.get(element, 0.0) >= max(60.0, (0.1 if before else 0.03) * enough):
        return True
    text = _squeezed(element.text_content())
    if before:
        return not masses.links.get(element) and (
            is_doc_number(text) or text.endswith("：") or (len(text) < 60 and bool(_CAPTION.match(text))))
    return (_CLOSING.search(text) is not None and not masses.links.get(element)) or text.startswith("附") or any(
        is_data_table(table) for table in element.iter("table"))


def _junk(element: HtmlElement, masses: _Masses, enough: float) -> bool:
    """Whether an element beside the article is the site's: links, its own lines, a box of metadata."""
    text = _squeezed(element.text_content())
    if not text or (len(text) < 240 and is_site_text(text)):
        return True
    if text.startswith("附件") and masses.text.get(element, 0.0) + masses.links.get(element, 0) < 400:
        return False
    links = masses.links.get(element, 0)
    if links > 0.5 * len(text):
        return True
    if _is_box(element, text):
        return True
    name = f"{element.get('id', '')} {element.get('class', '')}"
    return bool(_SITE_NAMES.search(name) or element.tag in ("footer", "aside")) and masses.text[element] < 0.3 * enough


def _window_title(text: str) -> str | None:
    """The window title without the site's name behind it, if it is a document's."""
    for _ in range(3):
        if _TITLE_END.search(text):
            break
        shorter = _SITE_TAIL.sub("", text)
        if shorter == text:
            break
        text = shorter
    return text if len(text) >= 6 and _TITLE_END.search(text) and not text.endswith(("…", "...")) else None


def _squeezed(text: str) -> str:
    return " ".join(text.split())
