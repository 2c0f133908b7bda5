"""Paragraphs that open with 附件 in, the attachments of the text told from the mere list of them (附件说明, GB/T 9704).

The list stands at the end of the body (附件：1.… 2.…) and has no text of its own; an attachment has a title and goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from planparse.model.document import BlockKind
from planparse.model.flow import Flow
from planparse.structure.numbering import ANNEX, Label, read_label

_LISTING = re.compile(r"(?:附件|附|附表|注|备注|说明|注释):?1(?:[、﹒:]|\.(?!\d))")

_ONE = re.compile("附件1:(?!1)")           # 附件1：清单 opens an attachment where its text follows
_BARE = re.compile("(?:附件|附|附表|注|备注|注释|说明):?")
_FRAME = re.compile(r"""(?x) (?:\d{4}|[二〇○零一三四五六七八九]{4})年[^。]{1,6}月[^。]{1,4}日(?:印发)?$ | \(此件 | 抄[送报]: | 主动公开
    | \(?(?:联系人|公开方式|信息公开) | .{4,40}年\d{1,2}月\d{1,2}日(?:印发)?$""")
_OFFICE = re.compile("[^,。;:、]{2,24}(?:政府|办公室|办公厅|委员会|[局厅部委院会组社])$")
_LONE = re.compile(r"^附件?(\d{0,2}):?$", re.M)
_ELSEWHERE = re.compile(r"\((?:另[附行发]|略|见附|此处略)")
_TITLE_END = re.compile(r"(?:名单|办法|方案|细则|清单|[表图书册]|规定|分工|指南|目录|预案|计划|规划|标准|措施|流程|说明|意见|通知)"
                        r"(?:\([^()]{1,20}\))?$")
_TITLE_LINES, _TITLE_WIDTH = 3, 45
_SIGNERS = 6


def opens_listing(flow: Flow, index: int, words: str) -> int | None:
    """The last number printed in the paragraph if it opens a list of attachments or notes: 附件：1.… → 1, 附件： → 0."""
    if _LISTING.match(words) and not (_ONE.match(words) and _goes_on(flow, index)):
        return 1
    if _BARE.fullmatch(words) and index + 1 < len(flow.paragraphs):
        following = flow.paragraphs[index + 1]
        label = read_label(flow.text, following.start)
        if label and label.scheme == "1." and label.number == 1 and "。" not in flow.text[label.end:following.end]:
            return 0
    return None


def lone_annexes(flow: Flow) -> dict[int, int]:
    """Where the lines that hold nothing but 附件 and a number stand last, by number (0: none printed)."""
    return {int(match[1] or 0): match.start() for match in _LONE.finditer(flow.text)}


def annex_title(flow: Flow, index: int, label: Label, text: str,
                alone: Mapping[int, int]) -> tuple[int, int, int] | None:
    """The title of the attachment that paragraph `index` opens, as (start, end, last paragraph); None: no attachment.

    A heading without a title gives an empty stretch.
    """
    paragraph = flow.paragraphs[index]
    if label.end < paragraph.end:
        return _same_line(flow, index, label, text, alone)
    end, last = label.end, index
    for at in range(index + 1, min(index + 1 + _TITLE_LINES, len(flow.paragraphs))):
        line = flow.paragraphs[at]
        words = flow.text[line.start:line.end]
        if line.kind is BlockKind.CELL or not _may_title(words, text[slice(*line.span)]):
            break
        if last > index and _TITLE_END.search(flow.text[label.end:end]) and not words.startswith("("):
            break
        end, last = line.end, at
    start = flow.paragraphs[index + 1].start if last > index else label.end
    return (start, end, last) if _goes_on(flow, last, last > index) else None


def _same_line(flow: Flow, index: int, label: Label, text: str,
               alone: Mapping[int, int]) -> tuple[int, int, int] | None:
    """附件2：清单, 附件 清单 on one line; a sentence (附件所列…) or a mention of what is not here is none."""
    paragraph = flow.paragraphs[index]
    words = flow.text[label.end:paragraph.end]
    printed = flow.text[label.start:label.end]
    apart = text[flow.offsets[label.end] - 1].isspace() or printed[-1] in ":、." or label.number > 0
    if not apart or "。" in words or ";" in words or len(words) > 60 or _ELSEWHERE.search(words):
        return None
    if not _goes_on(flow, index) or max(alone.get(label.number, 0), alone.get(0, 0)) > paragraph.start:
        return None
    return label.end, paragraph.end, index


def _may_title(words: str, printed: str) -> bool:
    """Whether a line can be part of a title: short, no label, no sentence, no columns, no colon."""
    return (0 < len(words) <= _TITLE_WIDTH and words[-1] not in "。;,、" and ":" not in words
            and read_label(words, 0) is None and not re.search(r"\S[ \u3000]{2,}\S.*[长任员主席书记]|\t", printed)
            and not _FRAME.match(words))


def _goes_on(flow: Flow, index: int, titled: bool = False) -> bool:
    """Whether text of an attachment follows the paragraph: not the end, a signature, a date or the next attachment.

    `titled`: label and title have lines of their own, so that the next attachment may follow (its table is lost).
    """
    at = index + 1
    while at < len(flow.paragraphs) and at <= index + _SIGNERS and flow.paragraphs[at].kind is not BlockKind.CELL:
        line = flow.paragraphs[at]
        words = flow.text[line.start:line.end]
        if _FRAME.match(words):
            return False
        if not _OFFICE.match(words):
            label = read_label(words, 0)
            return titled or at > index + 1 or label is None or label.scheme != ANNEX
        at += 1
    return at < len(flow.paragraphs)

