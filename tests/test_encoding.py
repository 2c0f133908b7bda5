"""Bytes become the right characters or are refused; they never become other characters."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.errors import UnreadableInput
from planparse.readers.encoding import decode
from planparse.readers.plain import from_text, read

COMMON = ("的一是不了有和人这中大为上个国我以要时来用们生到作地于出就分对成会可主发年动同工也能下过子"
          "说产种面而方后多定行学法所民得经部度家电力里水化高自二理起小物现实加量都两体制当使点从业本"
          "去把性好应开它合还因由其")
TRADITIONAL = ("這個國時來為們對會發動過說產種後學經進電裡現實體機當點從業應開還關線內數質氣變條沒結問無係"
          "軍題黨員設長資邊級圖統較將組見計別運農幾區強決戰則據處隊給門規熱領東導壓")
SENTENCE = "到2025年底，建成县级服务中心1个、乡镇服务站12个，培训3000人次。\r\n　　责任单位：县商务局"
SENTENCE_TRADITIONAL = "到2025年底，建成縣級服務中心1個、鄉鎮服務站12個，培訓3000人次。"
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]


@given(st.text(alphabet=COMMON + "0123456789", min_size=12, max_size=80).filter(lambda t: not t.isascii()),
       st.sampled_from(UNICODE), st.integers(0, 3))
def test_common_text_comes_back_from_each_encoding_even_when_cut(text, encoding, cut):
    data = text.encode(encoding)
    decoded = decode(data[:len(data) - cut], "方案.txt")
    assert text.startswith(decoded.text)
    assert len(text) - len(decoded.text) <= cut
    if not cut:
        assert decoded.text == text


@given(st.text(alphabet=TRADITIONAL, min_size=12, max_size=80), st.integers(0, 1))
def test_traditional_text_comes_back_from_big5(text, cut):
    data = text.encode("cp950")
    decoded = decode(data[:len(data) - cut], "方案.txt")
    assert (decoded.text, decoded.encoding) == (text[:len(text) - cut], "big5")


@pytest.mark.parametrize("encoding", UNICODE)
def test_text_is_unchanged_to_the_last_character(encoding):
    document = read(SENTENCE.encode(encoding), "方案.txt")
    assert document.text == SENTENCE
    assert [document.text[slice(*block.span)] for block in document.blocks] == SENTENCE.split("\r\n")


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_four_byte_character_cut_in_the_middle(cut):
    text = "小区名称叫做㐂和苑，新建道路三公里，改造管网五公里，由县住建局负责𠮷"
    assert decode(text.encode("gb18030")[:-cut], "x").text == text[:-1]


def test_utf8_cut_at_its_start_is_read():
    assert decode(SENTENCE_TRADITIONAL.encode()[1:], "x").text == SENTENCE_TRADITIONAL[1:]


def test_ascii_in_utf16_without_mark():
    assert decode("budget 2021 plan".encode("utf-16-le"), "x").text == "budget 2021 plan"


def test_characters_outside_gbk_come_from_gb18030():
    text = "镕䶮㛃等生僻字人员信息，责任单位：县公安局、县人社局"
    assert decode(text.encode("gb18030"), "x").text == text


@pytest.mark.parametrize("declared", ["gb2312", "big5", "iso-8859-1", "no-such-charset"])
def test_declared_charset_does_not_beat_the_evidence(declared):
    assert decode(SENTENCE.encode(), "x", declared).text == SENTENCE
    assert decode(SENTENCE_TRADITIONAL.encode("big5"), "x", "gb2312").text == SENTENCE_TRADITIONAL


def test_a_damaged_byte_is_marked_and_the_rest_is_read():
    data = bytearray((SENTENCE * 20).encode())
    data[200] = 0xFF
    document = read(bytes(data), "方案.txt")
    assert "\ufffd" in document.text and "县商务局" in document.text
    (finding,) = document.diagnostics
    assert finding.code == "reader/damaged-characters"
    assert all(set(document.text[slice(*span)]) == {"\ufffd"} for span in finding.spans)


@pytest.mark.parametrize("seed", range(20))
def test_garbage_is_refused(seed):
    data = random.Random(seed).randbytes(300)
    with pytest.raises(UnreadableInput, match="not a text"):
        decode(data, "x")


def test_western_text_with_accents_is_refused_rather_than_guessed():
    with pytest.raises(UnreadableInput):
        decode("Gewährung von Fördermitteln für ländliche Räume".encode("latin-1"), "x")


@pytest.mark.parametrize("blank", [b" \n\t", "　　\n".encode(), b"\xef\xbb\xbf", "\ufeff \r\n".encode("utf-16-le")])
def test_white_space_alone_is_refused(blank):
    with pytest.raises(UnreadableInput, match="white space"):
        read(blank, "x")


def test_a_long_blank_line_costs_no_time():
    (block,) = from_text(" " * 200_000 + "\n一、目标", "x").blocks
    assert block.span == (200_001, 200_005)


@given(st.text())
def test_any_text_has_blocks_inside_it_in_order(text):
    last = 0
    for block in from_text(text, "x").blocks:
        assert last <= block.span.start < block.span.end <= len(text)
        assert text[slice(*block.span)].strip()
        last = block.span.end
