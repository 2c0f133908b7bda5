"""What holds for any text, however odd: nothing raises, places are true, order and ids hold, white space changes nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planparse
from planparse.model.plan import Plan
from planparse.text.flow import build_flow
from planparse.text.fold import fold
from planparse.validation import problems

ROOT = Path(__file__).resolve().parent.parent
CORPUS = sorted(ROOT.glob("corpus/*/plan.txt"))
LINES = sorted({line for path in CORPUS for line in path.read_text("utf-8").splitlines() if line.strip()})
WORDS = ["一、", "（一）", "1.", "（1）", "第一条", "附件1", "附件", "专栏1", "到", "2025年底", "2021年3月", "〔2021〕3号", "前", "至", "—", "-", "不少于", "不超过",
         "60", "3.5", "１２", "，", "。", "；", "：", "、", "（", "）", "《", "》", "“", "”", "个", "万元", "亿元", "％", "%", "以上", "每年", "每两天", "责任单位：",
         "牵头单位：", "县商务局", "各乡镇（街道）", "由", "牵头", "奖励", "最高", "补贴", "资金", "合计", "小计", "序号", "\t", "  ", "\u3000\u3000", "组长：",
         "成员：", "王明", "全覆盖", "翻一番", "十四五", "万", "亿", "千", "百", "零", "半", "\n", "\n\n", "\r\n", "\x0c", "- 3 -", "…", "\ufeff", "\u200b", "单位：万元"]
TEXTS = st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(WORDS), st.text(max_size=10),
                           st.sampled_from(["\n", "", " "])), max_size=40).map("".join)
LISTS = ("sections", "targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members", "table_records")


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every span of a dumped plan."""
    if isinstance(value, dict):
        for key, held in value.items():
            if key in ("span", "heading_span") and held is not None:
                yield held
            elif key == "spans":
                yield from held
            else:
                yield from spans(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from spans(held)


def check_laws(plan: Plan, text: str) -> None:
    """Places inside the text, quotes that stand there, unique ids, reading order."""
    assert plan.text == text
    for start, end in spans(plan.model_dump()):
        assert 0 <= start <= end <= len(text)
    for name in LISTS:
        items: list[Any] = getattr(plan, name)
        for item in items:
            if hasattr(item, "quote"):
                assert text[slice(*item.span)] == item.quote and item.quote and item.rule
        places = [item.heading_span if name == "sections" else item.span for item in items]
        assert [place[0] for place in places] == sorted(place[0] for place in places), name
    ids = [item.id for name in (*LISTS, "commitments") for item in getattr(plan, name)]
    assert len(ids) == len(set(ids))
    assert [str(problem) for problem in problems(plan.to_json())] == []


@settings(max_examples=2500, deadline=None, suppress_health_check=list(__import__("hypothesis").HealthCheck))
@given(TEXTS)
def test_any_text_is_read_and_the_laws_hold(text: str) -> None:
    check_laws(planparse.parse_text(text), text)


@settings(max_examples=2500, deadline=None, suppress_health_check=list(__import__("hypothesis").HealthCheck))
@given(st.text(max_size=200))
def test_any_unicode_is_read(text: str) -> None:
    check_laws(planparse.parse_text(text), text)


@settings(max_examples=2500, deadline=None, suppress_health_check=list(__import__("hypothesis").HealthCheck))
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_three_parts(data: bytes) -> None:
    try:
        plan = planparse.parse(data)
    except planparse.PlanparseError as error:
        assert error.what and error.where and error.todo
    else:
        check_laws(plan, plan.text)


@pytest.mark.parametrize("text", ["", " ", "\n" * 500, "\ud800年", "（" * 3000, "一、" * 2000, "9" * 5000, "亿" * 3000, "县" * 5000,
                                  "第一条" * 1000, "《" * 2000 + "》" * 2000, "、".join(["县商务局"] * 1500), "2021年" * 2000,
                                  "每" * 3000, "不少于" * 2000, "\t" * 3000, "1\t2\t3\n" * 800, "（一）（1）1." * 700])
def test_pathological_texts_are_read(text: str) -> None:
    check_laws(planparse.parse_text(text), text)


@settings(max_examples=2500, deadline=None, suppress_health_check=list(__import__("hypothesis").HealthCheck))
@given(TEXTS)
def test_the_same_input_gives_the_same_bytes(text: str) -> None:
    assert planparse.parse_text(text).to_json() == planparse.parse_text(text).to_json()


@given(st.text())
def test_fold_keeps_the_length_and_folds_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(max_examples=2500, deadline=None, suppress_health_check=list(__import__("hypothesis").HealthCheck))
@given(TEXTS)
def test_the_flow_leads_back_to_the_text(text: str) -> None:
    from planparse.mentions import flow_of

    flow = flow_of(text)
    assert len(flow.offsets) == len(flow.text) + 1
    assert build_flow(text, []).text == ""
    folded = fold(text)
    for position, char in enumerate(flow.text):
        if char != "\n":
            assert folded[flow.offsets[position]] == char


@settings(max_examples=2500, deadline=None, suppress_health_check=list(__import__("hypothesis").HealthCheck))
@given(TEXTS, st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1))))
def test_quantities_and_periods_stand_where_they_say(text: str, reference: date | None) -> None:
    for one in [*planparse.quantities(text), *planparse.periods(text, reference=reference)]:
        assert text[slice(*one.span)] == one.quote and one.quote
    for period in planparse.periods(text, reference=reference):
        assert period.relation in ("by", "during", "within")
        if period.start and period.end:
            assert date.fromisoformat(period.start) <= date.fromisoformat(period.end)


@given(st.one_of(st.text(), st.text("〇零一二三四五六七八九十百千万亿两点.,0123456789")))
def test_a_numeral_is_a_number_or_none(written: str) -> None:
    value = planparse.numeral(written)
    assert value is None or value.is_finite()


# ---------------------------------------------------------------------------------- white space says nothing

def said(plan: Plan) -> dict[str, list[Any]]:
    """What a plan says, places and white space apart."""
    def bare(text: str | None) -> str:
        return "".join((text or "").split())

    return {
        "targets": [(t.comparator, t.value, t.value_max, t.unit, t.per, t.kind, t.growth, bare(t.indicator.text),
                     t.deadline.end if t.deadline else None) for t in plan.targets],
        "budget": [(b.amount, b.role, b.source, bare(b.purpose.text)) for b in plan.budget],
        "incentives": [(i.amount, i.rate, i.cap) for i in plan.incentives],
        "deadlines": [(d.start, d.end, d.relation, d.duration) for d in plan.deadlines],
        "responsibilities": [[(u.name, u.role) for u in r.units] for r in plan.responsibilities],
        "citations": [(c.doc_number, bare(c.title)) for c in plan.citations],
        "sections": [(s.label, bare(s.title), s.level, s.kind) for s in plan.sections],
    }


def rewrapped(text: str, width: int) -> str:
    """Paragraphs broken into printed lines, as text copied from a page is: no line begins with a closing mark, no mark of a converter is cut."""
    lines = []
    for line in text.split("\n"):
        taken, size = "", 0.0
        for char in line:
            size += 0.5 if char.isascii() else 1
            if size > width and char not in "，。；：、）》”％" and "\t" not in line and "[bookmark" not in line:
                lines.append(taken)
                taken, size = "", 1
            taken += char
        lines.append(taken)
    return "\n".join(lines)


def doubled(text: str, seed: int) -> str:
    """White space that stands in the lines made wider, and some put where a typist might: around digits."""
    choose = random.Random(seed)
    out = []
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        out.append(char)
        inside = char not in "\n\t \u3000" and after not in "\n\t \u3000" and before not in "\n\t \u3000"
        if inside and char.isascii() and char.isdigit() and "\u4e00" <= after <= "\u9fff" and choose.random() < 0.5:
            out.append(" ")
    return "".join(out)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("seed", [1, 2])
def test_spaces_around_numbers_change_nothing(path: Path, seed: int) -> None:
    text = path.read_text("utf-8")
    assert said(planparse.parse_text(doubled(text, seed))) == said(planparse.parse_text(text))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("width", [31, 38])
def test_line_breaks_inside_long_paragraphs_change_nothing(path: Path, width: int) -> None:
    text = path.read_text("utf-8")
    assert said(planparse.parse_text(rewrapped(text, width))) == said(planparse.parse_text(text))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.parent.name)
def test_line_ends_and_trailing_spaces_change_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    plain = said(planparse.parse_text(text))
    assert said(planparse.parse_text(text.replace("\n", "\r\n"))) == plain
    assert said(planparse.parse_text("\n".join(line + "  " for line in text.split("\n")))) == plain
