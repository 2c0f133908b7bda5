"""The flow: its way back to the text stays inside the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planparse import parse_text
from planparse.pipeline import read_structure
from planparse.readers.plain import from_text


@given(st.text(alphabet="建成冷库5座。，（） \t\n\u3000\x00一、责任单位：", max_size=60))
def test_every_stretch_lies_inside_the_text(text: str) -> None:
    flow = read_structure(from_text(text, "text")).flow
    for start in range(len(flow.text)):
        for end in (start + 1, len(flow.text)):
            span = flow.span(start, end)
            assert 0 <= span.start <= span.end <= len(text)


def test_a_label_at_the_very_end_of_the_text() -> None:
    text = "责任单位：3.新栽果树规模稳定在2.1万亩以上；责任单位："
    assert all(item.span.end <= len(text) for item in parse_text(text).responsibilities)
