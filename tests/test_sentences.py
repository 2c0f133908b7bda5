"""The marked sentences in corpus/sentences read as they are marked, but for those listed as open."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "corpus" / "sentences"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_sentences", ROOT / "scripts" / "score_sentences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module      # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


sentences = script()


@pytest.fixture(scope="module")
def cases() -> list[Any]:
    return list(sentences.load())


def result(sentence: str, frame: str = "县") -> Any:
    return sentences.score(sentences.read_case(f"x/1 [{frame}] {sentence}"))


def wrong(sentence: str, frame: str = "县") -> list[str]:
    return [f"{miss.kind} {miss.what}" for miss in result(sentence, frame).score.misses]


def readings(sentence: str) -> list[dict[str, Any]]:
    return [reading for mark in sentences.read_case(f"x/1 [县] {sentence}").marks for reading in mark.readings]


def test_only_open_cases_fail(cases: list[Any]) -> None:
    failed = {one.sentence.id: one for one in map(sentences.score, cases) if one.score.misses}
    known = set(sentences.known())
    broken = [line for name, one in failed.items() if name not in known for line in sentences.misses(one)]
    assert not broken, "cases that fail and are not in corpus/sentences/open.txt:\n" + "\n".join(broken)
    mended = sorted(known - set(failed))
    assert not mended, f"read rightly now, so take them out of corpus/sentences/open.txt: {', '.join(mended)}"


def test_ids_are_unique_and_name_their_theme(cases: list[Any]) -> None:
    ids = [one.id for one in cases]
    assert len(ids) == len(set(ids)) >= 670
    themes = {path.stem for path in FOLDER.glob("*.txt")} - {"open"}
    assert {one.partition("/")[0] for one in ids} == themes
    assert sentences.known() == [name for name in ids if name in set(sentences.known())], "open.txt: unknown, twice or out of order"


def test_places_are_invented(cases: list[Any]) -> None:
    rows = (ROOT / "lexicons" / "divisions.tsv").read_text("utf-8").splitlines()
    names = {row.split("\t")[1] for row in rows if row[:1].isdigit()}
    text = "\n".join(one.text for one in cases)
    words = set(re.findall(r"(?=([\u4e00-\u9fff]{2,3}[省市县]))", text)) | set(re.findall(r"(?=([\u4e00-\u9fff]{4}[省市县]))", text))
    assert not words & names - {"会同县"}      # 会同县财政局: together with the county's bureau


@pytest.mark.parametrize("sentence, expected", [
    ("⟦30万亩 = goal 300000 亩 | 茶园~茶园面积 | 2025-12-31⟧",
     {"cmp": "eq", "value": 300000, "value_max": None, "unit": "亩", "kind": "goal", "growth": False, "per": None,
      "indicator": ["茶园", "茶园面积"], "by": ["2025-12-31"]}),
    ("⟦7%左右 = growth ≈7 % | 产值⟧",
     {"cmp": "approx", "value": 7, "value_max": None, "unit": "%", "kind": "goal", "growth": True, "per": None,
      "indicator": ["产值"], "by": []}),
    ("⟦每2年3-5次 = frequency 3–5 次 per 2 years | 评选 | none⟧",
     {"cmp": "range", "value": 3, "value_max": 5, "unit": "次", "kind": "frequency", "growth": False, "per": "P2Y",
      "indicator": ["评选"], "by": [None]}),
    ("⟦6万元 = budget 60000 | 绿化 | county⟧", {"amount_yuan": 60000, "purpose": ["绿化"], "role": "item", "source": "county"}),
    ("⟦最高5% = incentive ≤5% | 企业⟧", {"amount_yuan": None, "rate": 5, "cap": True, "condition": ["企业"]}),
    ("⟦每年底前 = by⟧", {"start": None, "end": None, "relation": "by", "duration": None}),
    ("⟦2024年起 = during 2024-01-01..⟧", {"start": "2024-01-01", "end": None, "relation": "during", "duration": None}),
    ("⟦8小时内 = within 8 hours⟧", {"start": None, "end": None, "relation": "within", "duration": "PT8H"}),
    ("⟦县林业局牵头，各乡镇、县水利局配合 = label lead 县林业局 | support 各乡镇, 县水利局⟧",
     {"cue": "label", "units": [{"name": "县林业局", "role": "lead"}, {"name": "各乡镇", "role": "support"},
                                {"name": "县水利局", "role": "support"}]}),
    ("⟦责任单位：县林业局 = label 县林业局⟧", {"cue": "label", "units": [{"name": "县林业局", "role": None}]}),
])
def test_a_reading(sentence: str, expected: dict[str, Any]) -> None:
    assert readings(sentence) == [expected]


def test_alternatives_are_readings_of_their_own() -> None:
    found = readings("⟦50多个 = goal~standard ≈50~≥50 个~- | 站点⟧")
    assert {(one["kind"], one["cmp"], one["unit"]) for one in found} == {
        (kind, sign, unit) for kind in ("goal", "standard") for sign in ("approx", "ge") for unit in ("个", None)}
    assert [one["relation"] for one in readings("⟦年内 = by 2023-12-31 ~ during 2023-01-01..2023-12-31⟧")] == ["by", "during"]


def test_marks_may_hold_marks() -> None:
    words, marks = sentences.read_marks("⟦各乡镇于⟦每年12月底前 = by⟧报送 = narrative 各乡镇⟧总结，在册⟦3个 = maybe target~budget⟧。")
    assert words == "各乡镇于每年12月底前报送总结，在册3个。"
    assert [(words[slice(*mark.at)], mark.kind) for mark in marks] == [
        ("各乡镇于每年12月底前报送", "responsibilities"), ("每年12月底前", "deadlines"), ("3个", "")]
    assert marks[2].loose == {"targets", "budget"}


@pytest.mark.parametrize("sentence", [
    "⟦3个 = goal 3 个⟧",                    # no indicator
    "⟦3个 = gaol 3 个 | 站点⟧",
    "⟦3个 = goal three 个 | 站点⟧",
    "⟦3个 = goal 3 个 | 站点 | 2025⟧",
    "⟦每年3个 = frequency 3 个 | 站点⟧",    # no period
    "⟦年底 = by 2025-12-31..⟧",
    "⟦三年内 = within P3Y⟧",
    "⟦6万元 = incentive 60000 | 企业 | county⟧",
    "⟦6万元 = budget sum 60000 | 绿化⟧",
    "⟦3个 = maybe goal⟧",
    "⟦3个⟧",
    "⟦3个 = goal 3 个 | 站点",
    "3个 = goal 3 个 | 站点⟧",
    "⟦ = anything⟧",
])
def test_a_mark_that_cannot_be_read_is_refused(sentence: str) -> None:
    with pytest.raises(sentences.MarkError):
        sentences.read_case(f"x/1 [县] {sentence}")


def test_a_line_without_a_frame_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theme.txt").write_text("# a remark\n\ntheme/001 [乡] 建成站点。\n", "utf-8")
    with pytest.raises(sentences.MarkError, match=r"theme\.txt line 3"):
        list(sentences.load(tmp_path))


def test_what_is_not_marked_must_not_be_found() -> None:
    assert wrong("新建水厂⟦3座 = goal 3 座 | 水厂⟧。") == []
    assert wrong("新建水厂3座。") == ["targets spurious"]
    assert wrong("新建水厂⟦3座 = maybe target⟧。") == wrong("新建水厂⟦3座 = anything⟧。") == []
    assert wrong("新建水厂⟦3座 = maybe budget⟧。") == ["targets spurious"]


def test_what_is_marked_must_be_found_and_right() -> None:
    assert wrong("新建⟦水厂 = goal 3 座 | 水厂⟧。") == ["targets missed"]
    assert wrong("新建水厂⟦3座 = goal ≥3 座 | 水厂⟧。") == ["targets wrong value"]
    assert wrong("新建水厂⟦3座 = goal ≥3~3 座 | 泵站~水厂⟧。") == []
    assert wrong("县级配套⟦50万元 = budget 500000 | 县级配套 | central⟧。") == ["budget wrong source"]


def test_a_label_is_no_narrative() -> None:
    sentence = "加强管护。（⟦责任单位：县水利局 = {} 县水利局⟧）"
    assert wrong(sentence.format("label")) == []
    assert wrong(sentence.format("narrative")) == ["responsibilities wrong cue"]


def test_the_frame_itself_is_not_judged() -> None:
    for frame in sentences.FRAMES:
        assert wrong("加强宣传引导。", frame) == []


def test_the_examples_in_the_readme_can_be_read() -> None:
    examples = [line.replace("\\|", "|") for line in (FOLDER / "README.md").read_text("utf-8").splitlines() if "⟦" in line]
    assert len(examples) >= 15
    for example in examples:
        assert sentences.read_marks(example)[1], example
