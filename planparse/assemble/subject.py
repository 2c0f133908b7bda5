"""What a target is of: the noun phrase beside its quantity in, the indicator with its place out.

A phrase too bare to stand alone (增速, 覆盖率, nothing at all) takes its subject from the target in front, the clause
in front or the section; its span is then null and the rule says where the words came from.
"""

from __future__ import annotations

import re

from planparse.assemble.kind import Before
from planparse.assemble.scope import Scoped, heading_of
from planparse.extract.indicator import NounPhrase, clause_in_front, opening_words
from planparse.extract.noun import LEAD_VERB, is_adverbial, is_bare, is_verbal
from planparse.model.plan import Indicator
from planparse.model.structure import Reading
from planparse.text.fold import typeset

UNNAMED = "（未写明）"
_EACH = re.compile(r"每[\u4e00-\u9fff]|每个[\u4e00-\u9fff]")
_LABEL = re.compile(r"(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?(?P<words>(?!要求|其中|目标|包括|任务|内容)[^,。;:、\d\n]{2,14}):")
_HEAD = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:播种|种植|养殖|建设)?(?:面积|产量|数量|总量|规模|产值|收入|金额|人数)$")
_RATE = re.compile(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2}[率度]$")
_YEARLY_VERB = re.compile(r"(?:更新|新增|改造|建设|建成|培育|培训|引进|淘汰|推广|发展|实施|完成|开展|举办)$")
_FIGURE = re.compile(r"\d")


def indicator_of(reading: Reading, scoped: Scoped, phrase: NounPhrase, before: Before | None) -> tuple[Indicator, str]:
    """The indicator and the name of the rule that found its words."""
    text = reading.flow.text
    if is_adverbial(phrase.text) or _EACH.fullmatch(phrase.text):
        phrase = NounPhrase("", None, None, False, False)
    verbal = _is_verbal(text, scoped, phrase, before)
    if scoped.quantity.per is not None and (verbal or not phrase.text):
        words = _numbered_words(reading, scoped)
        if before is not None and before.scoped.sentence == scoped.sentence and _FIGURE.search(words):
            return _composed(before.target.indicator.text + phrase.text), "target-in-front"
        if words:
            return _composed(words), "numbered-words"
        if verbal and (clause := clause_in_front(text, scoped.clause, scoped.sentence[0])):
            return _composed(clause + phrase.text), "clause-in-front"
        if before is not None and before.scoped.sentence == scoped.sentence and LEAD_VERB.fullmatch(phrase.text):
            return _composed(before.target.indicator.text), "target-in-front"      # 引育机构5家,每年新增2家
        if verbal:
            return _own(reading, phrase), "in-front"
    if before is not None and before.scoped.sentence == scoped.sentence and is_verbal(phrase.text) and (
            phrase.text in before.target.indicator.text and not phrase.behind):
        return _composed(before.target.indicator.text), "target-in-front"          # 举办技能培训班15期,培训2400人次
    if phrase.text and (phrase.attribute or not (verbal or is_bare(phrase.text) or len(phrase.text) == 1)):
        return _own(reading, phrase), "attribute" if phrase.attribute else "behind" if phrase.behind else "in-front"
    if not phrase.text and (label := _LABEL.match(text, scoped.paragraph.start, scoped.clause)) and label.end() == scoped.clause:
        return _composed(label["words"]), "label"
    same = before is not None and before.scoped.sentence == scoped.sentence
    apart = before is None or not same or before.scoped.quantity.end < scoped.clause - 40
    if not phrase.text and apart and (clause := clause_in_front(text, scoped.clause, scoped.sentence[0])):
        return _composed(clause), "clause-in-front"
    if apart and is_bare(phrase.text) and (clause := clause_in_front(text, scoped.clause, scoped.sentence[0])):
        return _composed(clause + phrase.text), "clause-in-front"
    if same and before is not None:
        subject = before.target.indicator.text
        if phrase.text and phrase.text[-1] in "率度比" and subject[-1:] in "率度":
            subject = _RATE.sub("", subject)          # 签约覆盖率达到75%,满意度达到90%
        if phrase.text and is_bare(phrase.text):
            subject = _HEAD.sub("", subject)          # 粮食播种面积68万亩,总产量30万吨
        return _composed(subject.removesuffix(phrase.text) + phrase.text), "target-in-front"
    subject = _section_subject(reading, scoped)
    return _composed((subject + phrase.text) or UNNAMED), "section-title" if subject else "unnamed"


def _is_verbal(text: str, scoped: Scoped, phrase: NounPhrase, before: Before | None) -> bool:
    """A mere verb (覆盖, 比对) where a subject stands elsewhere: in a frequency, or behind a 、."""
    if phrase.behind or not is_verbal(phrase.text, scoped.quantity.per is not None):
        return False
    if phrase.start is not None and _YEARLY_VERB.search(text, scoped.quantity.start, phrase.start):
        return False                              # 年均更新客车700辆: a noun behind its verb
    joined = before is not None and text[before.scoped.quantity.end:scoped.quantity.start].startswith("、")
    return scoped.quantity.per is not None or joined


def _own(reading: Reading, phrase: NounPhrase) -> Indicator:
    """The phrase as printed, line breaks and spaces out."""
    if phrase.start is None or phrase.end is None:
        return _composed(phrase.text)
    span = reading.flow.span(phrase.start, phrase.end)
    return Indicator(text="".join(reading.document.text[span.start:span.end].split()), span=span, code=None)


def _composed(words: str) -> Indicator:
    return Indicator(text=typeset(words), span=None, code=None)


def _numbered_words(reading: Reading, scoped: Scoped) -> str:
    """The opening words of a numbered paragraph without a title: 3.定期自评，…，每半年一次."""
    heading = heading_of(reading, scoped.quantity.number_start)
    if heading is None or heading.title is not None or scoped.paragraph.start != heading.start:
        return ""
    return opening_words(reading.flow.text, heading.start + len(heading.label), scoped.quantity.start)


def _section_subject(reading: Reading, scoped: Scoped) -> str:
    """What the section is about: its title, or the opening words of a numbered paragraph without one."""
    heading = heading_of(reading, scoped.quantity.number_start)
    if heading is None:
        return ""
    if heading.kind == "schedule":
        return ""                                 # 第二阶段(2022年6月—2023年9月) names no subject
    return heading.title or opening_words(reading.flow.text, heading.start + len(heading.label), scoped.quantity.start)
