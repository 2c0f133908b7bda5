"""Bytes of a text in, its characters out: byte order mark, strict UTF-8, then UTF-16, GB 18030 and Big5 by evidence.

>>> decode("建成村级服务站30个".encode("gb18030"), "方案.txt")
Decoded(text='建成村级服务站30个', encoding='gb18030', damaged=0)
>>> decode("建成村級服務站30個".encode("cp950")[:-1], "方案.txt").text
'建成村級服務站30'
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planparse.errors import UnreadableInput

# Characters that make up about four fifths of any modern Chinese text (simplified), and what the same words
# look like in traditional writing.
_COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几"
    "九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证"
    "改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土"
    "许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳"
    "便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调"
    "满县局照参红细引听该铁价严龙飞镇乡村街站项责任务推落财税扶贫培训督促协创网店牌施章附印函届评估奖补贴企购销仓储寄递游疗慈湖河"
    "零〇")
_TRADITIONAL = (
    "這個國時來為們對會發動過說產種後學經進著部電裡現實體機當點從業應開還關線內數質氣變條沒結問無係軍很題黨員設長頭資邊級圖統"
    "較將組見計別運農幾區強決戰則據處隊給門規熱領東導器壓爭濟階術極聯認權證採轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況傳"
    "許廣記後觀織裝書復須際驗連斷難礦備辦響約勞團歷構稱準號維劃選標寫親養層專狀廠識適屬滿縣參紅細聽鐵價嚴龍飛鎮鄉項責財稅貧訓"
    "協創網評獎補貼購銷倉儲遞療與於樣總導優綜促進營")
_PUNCTUATION = "，。、；：“”‘’（）《》〈〉〔〕【】「」『』！？—…－～·　％＋．／０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩℃㎡×≥≤"
_SAMPLE = 20_000          # characters from the head and as many from the middle are judged
_ENOUGH = 0.35            # mean weight of a character beyond ASCII that a Chinese text must reach
_SURE = 0.6               # mean weight at which valid UTF-8, or UTF-16 without a mark, needs no second look
_ALLOWED_DAMAGE = 0.01    # share of characters that may be unreadable
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CONTINUATION = re.compile(rb"[\x80-\xbf]{1,3}")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"\x84\x31\x95\x33", "gb18030"))
_CODECS = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_REPORTED = {"cp950": "big5"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and how many places could not be read (each stands as U+FFFD)."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The characters of a text file. `declared`, what a page says of itself, decides only what evidence leaves open.

    A text cut in mid-character loses that character only. Raises UnreadableInput for what is no text in any of the
    encodings.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = _characters(data[len(mark):], codec)
            return Decoded(text, codec, text.count("\ufffd"))
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and _weight(utf8) >= _SURE and not _binary(utf8):
        return Decoded(utf8, "utf-8")
    found = _by_evidence(data, _codec(declared))
    if found is None:
        if utf8 is not None and not _binary(utf8):
            return Decoded(utf8, "utf-8")
        raise UnreadableInput("not a text in any known encoding", name,
                              "give a PDF, DOCX or HTML file, or save the text as UTF-8")
    return found


def _by_evidence(data: bytes, declared: str | None) -> Decoded | None:
    """The reading of the bytes that looks most like Chinese, or None where none does."""
    best: Decoded | None = None
    best_weight = 0.0
    for codec, piece in _candidates(data):
        text = _characters(piece, codec)
        damaged = text.count("\ufffd")
        if not text or damaged > _ALLOWED_DAMAGE * len(text) or _binary(text):
            continue
        weight = 1.0 if codec[:5] in ("utf-1", "utf-3") and text.isascii() else _weight(text)
        preferred = weight + _head_start(codec, declared) - damaged / (len(text) + 1)
        needed = _SURE if codec.startswith("utf-16") and b"\x00" not in data else _ENOUGH
        if weight >= needed and preferred > best_weight:
            best, best_weight = Decoded(text, _REPORTED.get(codec, codec), damaged), preferred
    return best


def _candidates(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every encoding to try, each also without the end of a character that the start may have been cut through."""
    for codec in _CODECS:
        yield codec, data
    cut = _CONTINUATION.match(data)
    if cut is not None:
        yield "utf-8", data[cut.end():]
        yield "gb18030", data[1:]


def _head_start(codec: str, declared: str | None) -> float:
    """What an encoding is worth before its text is looked at: UTF-8 is hardly ever valid by accident."""
    return (0.2 if codec == "utf-8" else 0.0) + (0.05 if codec == declared else 0.0)


def _strict(data: bytes, codec: str) -> str | None:
    """The text, allowing for a last character that is cut off; None if the bytes are not in this encoding."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return None


def _characters(data: bytes, codec: str) -> str:
    """The text with U+FFFD for what cannot be read, without a last character that is cut off."""
    return codecs.getincrementaldecoder(codec)("replace").decode(data)


def _binary(text: str) -> bool:
    """Whether a decoded text has the control characters of a file that is no text."""
    return len(_CONTROLS.findall(text)) > 0.002 * len(text)


def _weight(text: str) -> float:
    """How much the characters beyond ASCII look like Chinese writing: 1 for common ones, 0 for odd ones, on average."""
    middle = len(text) // 2
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[middle:middle + _SAMPLE]
    weights = _weights()
    beyond = [weights.get(char, 0.0) for char in sample if char > "\x7f" and char != "\ufffd"]
    return sum(beyond) / len(beyond) if beyond else 0.0


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """A weight for each character a Chinese text is made of."""
    gb2312 = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    big5 = bytes(byte for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
                 for byte in (row, cell))
    weights = dict.fromkeys(big5.decode("big5", "ignore"), 0.3)
    weights.update(dict.fromkeys(gb2312.decode("gb2312", "ignore"), 0.4))
    weights.update(dict.fromkeys(_COMMON + _TRADITIONAL + _PUNCTUATION, 1.0))
    return weights


def _codec(declared: str | None) -> str | None:
    """The codec behind a declared name; gb2312 and gbk mean GB 18030."""
    if declared is None:
        return None
    try:
        found = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}.get(found, found)
