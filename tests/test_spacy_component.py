"""planparse in spaCy: every item a span at its place, whatever the segmenter, and nothing lost on the way to disk and back."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import planparse
from planparse.export.marks import GROUPS
from planparse.export.spacy import item_of, plan_of, to_docbin, to_docs

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "到2025年底，云岫县建成村播服务站60个以上，由县商务局牵头。"
PLANS = sorted(path for path in ROOT.glob("corpus/*/plan.*") if path.suffix in (".txt", ".docx", ".html", ".pdf"))


def chinese(segmenter: str = "char", **config: object) -> Language:
    """A blank pipeline with planparse in it."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("planparse", config=config)
    return nlp


CHAR, JIEBA = chinese(), chinese("jieba")


@pytest.fixture(params=[CHAR, JIEBA], ids=["char", "jieba"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def plans() -> list[planparse.Plan]:
    return [planparse.parse(path) for path in PLANS]


def spans(doc: Doc) -> Iterator[tuple[str, Span]]:
    """Every span of the pipe with its group."""
    return ((group, span) for group in GROUPS for span in doc.spans[group])


def seen(doc: Doc) -> list[tuple[object, ...]]:
    """All that a user sees of a Doc."""
    return [(group, span.start_char, span.end_char, span.text, span.label_, span.id_, span._.planparse) for group, span in spans(doc)]


def run(code: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# ------------------------------------------------------------------------------------------------ places

def test_an_item_is_a_span_with_all_that_is_known_of_it() -> None:
    doc = chinese()(SENTENCE)
    (target,) = doc.spans["targets"]
    assert (target.text, target.label_, target.id_) == ("60个以上", "goal", "t1")
    item = target._.planparse
    assert {key: item[key] for key in ("id", "comparator", "value", "unit")} == {"id": "t1", "comparator": "ge", "value": 60, "unit": "个"}
    assert item["rule"].startswith("target/") and SENTENCE[slice(*item["span"])] == item["quote"] == "60个以上"
    assert [(span.text, span.id_, span._.planparse["id"]) for span in doc.spans["indicators"]] == [("村播服务站", "t1.indicator", "t1")]
    assert [(span.text, span.label_, span._.planparse["role"]) for span in doc.spans["units"]] == [("县商务局", "department", "lead")]
    assert doc._.plan == planparse.parse_text(SENTENCE)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}{path.suffix}")
def test_every_item_of_a_plan_has_its_span(path: Path, nlp: Language) -> None:
    plan = planparse.parse(path)
    (doc,) = to_docs([plan], nlp)
    assert doc.text == plan.text
    for group, span in spans(doc):
        item = span._.planparse
        start, end = item["span"]
        assert item["quote"] == plan.text[start:end] and item.get("quote")
        assert span.start_char <= start < end <= span.end_char
        if nlp.tokenizer.segmenter == "char":           # a table may end in an empty cell: white space is one token
            assert span.text == item["quote"] if group != "tables" else span.text.rstrip() == item["quote"].rstrip()
    for group in set(GROUPS) & set(type(plan).model_fields) - {"metadata"}:
        records = getattr(plan, group)
        places = [place for one in records for place in (one.spans if hasattr(one, "spans") else [one.span])]
        assert [tuple(span._.planparse["span"]) for span in doc.spans[group]] == places, group
    assert len(doc.spans["tables"]) == len(plan.table_records)
    assert len(doc.spans["units"]) == sum(len(one.units) for one in plan.responsibilities)
    assert len({span.id_ for _, span in spans(doc)}) == sum(1 for _ in spans(doc))


def test_an_item_of_several_places_has_a_span_for_each(plans: list[planparse.Plan]) -> None:
    several = [(doc, one) for doc in to_docs(plans) for one in doc._.plan.commitments if len(one.spans) > 1]
    assert several
    for doc, work in several:
        found = [span for span in doc.spans["commitments"] if span._.planparse["id"] == work.id]
        assert [(span.start_char, span.end_char) for span in found] == work.spans
        assert [span.id_ for span in found] == [f"{work.id}.{n}" for n in range(1, len(found) + 1)]


def test_two_items_at_one_place_are_kept_apart(plans: list[planparse.Plan]) -> None:
    """spaCy keys what is set on a span by its characters alone; nothing is set here, all is looked up by the id."""
    shared = 0
    for doc in to_docs(plans):
        places: dict[tuple[int, int], set[str]] = {}
        for _, span in spans(doc):
            ids = places.setdefault((span.start_char, span.end_char), set())
            if (one := span._.planparse.get("id")) is not None:
                assert span.id_.split(".")[0] == one
                ids.add(one)
        shared += sum(len(ids) > 1 for ids in places.values())
    assert shared > 10


def test_a_token_over_the_edge_keeps_the_exact_place() -> None:
    doc = JIEBA("建成站点60个，由县商务局牵头。")
    (span,) = doc.spans["units"]
    assert span.text == "由县商务局" and span._.planparse["quote"] == "县商务局"
    assert span._.planparse["span"] == [span.start_char + 1, span.end_char]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("到2025年底，建成站点60个以上。一、 　\n\r\t\v\f\x85\u2028\u200b\ufeff县商务局牵头😀𠮷é"), max_size=60))
@example(" \u3000建成站点60个以上 \n\n\u3000\u3000由县商务局 牵头\r\n ")
def test_the_text_of_a_doc_is_the_text(text: str) -> None:
    for nlp in (CHAR, JIEBA):
        doc = nlp(text)
        assert doc.text == text
        for _, span in spans(doc):
            start, end = span._.planparse["span"]
            assert text[start:end] == span._.planparse["quote"] and span.start_char <= start < end <= span.end_char


@pytest.mark.parametrize("text", ["", " ", "\n\n\u3000"])
def test_a_text_without_items_has_empty_groups(text: str, nlp: Language) -> None:
    doc = nlp(text)
    assert doc.text == text and set(doc.spans) == set(GROUPS) and not any(doc.spans.values())


def test_other_spans_are_not_ours() -> None:
    doc = CHAR(SENTENCE)
    assert doc[0:3]._.planparse is None and Span(doc, 0, 2, span_id="t1")._.planparse is None
    doc.spans["targets"][0]._.planparse.update(value=0)      # a copy: the next look finds the plan's own
    assert doc.spans["targets"][0]._.planparse["value"] == 60
    assert spacy.blank("zh")(SENTENCE)._.plan is None


# ------------------------------------------------------------------------------------------------ options

def test_prefix_and_types() -> None:
    doc = chinese(prefix="plan_", types=["units", "targets"])(SENTENCE)
    assert {name: [span.text for span in group] for name, group in doc.spans.items()} == {"plan_targets": ["60个以上"], "plan_units": ["县商务局"]}


@pytest.mark.parametrize("option", ["types", "merge"])
def test_an_unknown_group_is_named(option: str) -> None:
    with pytest.raises(planparse.PlanparseError, match=r"no such group of spans: target: use some of: metadata, sections, targets"):
        chinese(**{option: ["target"]})


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
def test_merge_makes_one_token_of_a_name(segmenter: str, plans: list[planparse.Plan]) -> None:
    nlp = chinese(segmenter, merge=["units"])
    tokens = [token.text for token in nlp("到2025年底建成站点60个，由县商务局牵头，县财政局配合。")]
    assert {"县商务局", "县财政局", "由"} <= set(tokens)
    for plan in plans[:10]:
        (doc,) = to_docs([plan], nlp, merge=["units", "members"])
        assert doc.text == plan.text
        for span in doc.spans["units"]:
            assert len(span) == 1 and span.text == span._.planparse["quote"]
        for _, span in spans(doc):
            assert span.start_char <= span._.planparse["span"][0] < span._.planparse["span"][1] <= span.end_char


def test_merge_leaves_no_span_behind() -> None:
    """Spans made before tokens moved would stand on the wrong ones."""
    (doc,) = to_docs([planparse.parse_text(SENTENCE)])
    doc = chinese(merge=["units"], types=["units"])(doc)
    assert {name: [span.text for span in group] for name, group in doc.spans.items()} == {"units": ["县商务局"]}


def test_merge_does_not_break_the_spans_of_others() -> None:
    nlp = chinese(merge=["units"])
    ruler = nlp.add_pipe("span_ruler", first=True)
    ruler.add_patterns([{"label": "PLACE", "pattern": "云岫县"}])
    with pytest.raises(planparse.PlanparseError, match=r"another pipe .*\(ruler\): merge: put planparse in front"):
        nlp(SENTENCE)
    nlp.remove_pipe("span_ruler")
    nlp.add_pipe("span_ruler").add_patterns([{"label": "UNIT", "pattern": [{"ORTH": "县商务局"}]}])
    doc = nlp(SENTENCE)
    assert [span.text for span in doc.spans["ruler"]] == ["县商务局"]


# ------------------------------------------------------------------------------------------------ there and back

def test_a_docbin_brings_all_back(plans: list[planparse.Plan], nlp: Language, tmp_path: Path) -> None:
    to_docbin(plans, nlp).to_disk(tmp_path / "plans.spacy")
    again = list(DocBin().from_disk(tmp_path / "plans.spacy").get_docs(spacy.blank("zh").vocab))
    assert [seen(doc) for doc in again] == [seen(doc) for doc in to_docs(plans, nlp)]
    assert [doc._.plan for doc in again] == plans and [doc._.plan.to_json() for doc in again] == [plan.to_json() for plan in plans]
    assert [doc.user_data["title"] for doc in again] == [plan.source.name for plan in plans]


def test_the_docs_of_a_docbin_are_read_without_the_pipe(tmp_path: Path) -> None:
    to_docbin([planparse.parse_text(SENTENCE)]).to_disk(tmp_path / "plans.spacy")
    code = ("import spacy; from spacy.tokens import DocBin; from planparse.export.spacy import item_of, plan_of; "
            f"doc, = DocBin().from_disk({str(tmp_path / 'plans.spacy')!r}).get_docs(spacy.blank('zh').vocab); "
            "print(len(plan_of(doc).targets), item_of(doc.spans['targets'][0])['value'])")
    assert run(code) == "1 60"


def test_a_doc_keeps_the_plan_it_brings() -> None:
    """Tables of a PDF are no longer seen in its text: the Doc of a plan is not parsed again."""
    plan = next(plan for path in PLANS if path.suffix in (".pdf", ".docx") and (plan := planparse.parse(path)).table_records)
    (doc,) = to_docs([plan], CHAR)
    assert plan_of(CHAR(doc)) == plan != planparse.parse_text(plan.text)
    other = CHAR.make_doc(SENTENCE)
    other.user_data.update(doc.user_data)                 # a plan of another text is none of this one
    assert plan_of(CHAR(other)).text == SENTENCE and plan_of(other).source.name == plan.source.name


def test_a_pipeline_on_disk_needs_no_import(tmp_path: Path) -> None:
    chinese(prefix="plan_", types=["targets"]).to_disk(tmp_path / "model")
    code = (f"import spacy; doc = spacy.load({str(tmp_path / 'model')!r})({SENTENCE!r}); "
            "print({name: [span._.planparse['value'] for span in group] for name, group in doc.spans.items()})")
    assert run(code) == "{'plan_targets': [60]}"


@pytest.mark.parametrize("processes", [1, 2])
def test_many_texts(processes: int, plans: list[planparse.Plan]) -> None:
    texts = [plan.text for plan in plans[:6]]
    docs = list(CHAR.pipe(texts, n_process=processes, batch_size=2))
    assert [seen(doc) for doc in docs] == [seen(CHAR(text)) for text in texts]
    assert [doc._.plan for doc in docs] == [planparse.parse_text(text) for text in texts]


def test_a_doc_as_bytes() -> None:
    doc = CHAR(SENTENCE)
    assert seen(Doc(doc.vocab).from_bytes(doc.to_bytes())) == seen(doc) and item_of(doc.spans["targets"][0])


# ------------------------------------------------------------------------------------------------ what it costs

def test_the_pipe_needs_no_import() -> None:
    assert run(f"import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('planparse'); doc = nlp({SENTENCE!r}); "
               "print(doc.spans['targets'][0]._.planparse['value'])") == "60"


def test_spacy_is_loaded_by_nothing_else() -> None:
    heavy = "print(sorted({'spacy', 'thinc', 'numpy', 'jieba'} & set(sys.modules)))"
    assert run(f"import sys, planparse, planparse.export; planparse.parse_text('建成60个'); {heavy}") == "[]"
    helped = run(f"import sys\nfrom planparse.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n{heavy}")
    assert helped.splitlines()[-1] == "[]"


def test_a_pipeline_without_planparse_pays_nothing() -> None:
    """spaCy loads every factory it finds as soon as there is an nlp object."""
    code = ("import sys, spacy; from spacy.tokens import Doc, Span; spacy.blank('en'); "
            "print('planparse.export.spacy' in sys.modules, {'planparse.pipeline', 'planparse.model'} & set(sys.modules), "
            "Doc.has_extension('plan'), Span.has_extension('planparse'))")
    assert run(code) == "True set() False False"


def test_without_spacy_the_extra_is_named() -> None:
    code = ("import sys; sys.modules['spacy'] = None\nimport planparse\n"
            "try: import planparse.export.spacy\nexcept planparse.MissingExtra as error: print(error)")
    assert run(code) == 'spaCy is not installed: planparse.export.spacy: pip install "planparse[spacy]"'


# ------------------------------------------------------------------------------------------------ the page

def test_the_page_names_every_group_and_its_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "spacy.md").read_text("utf-8")
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", page, re.M)))) - {"doc"} == set(GROUPS)
    paths = [path for path in PLANS if path.suffix == ".docx"][:2]
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"paths": paths}
    for block in re.findall(r"```python\n(.*?)```", page, re.S):
        exec(block, names)
        printed = capsys.readouterr().out.splitlines()
        shown = re.findall(r"^# (.+)$", block, re.M)
        assert [line for line in shown if line not in printed] == []
    assert printed == [path.name for path in paths]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_example_of_the_readme_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = (one for one in re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S) if "import spacy" in one)
    exec(block, {})
    assert capsys.readouterr().out == "60个以上 goal 60\n"
