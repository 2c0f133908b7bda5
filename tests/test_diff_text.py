"""`planparse diff` as people and scripts meet it: terminal text, Markdown, JSON, exit codes, files that are never replaced."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

import planparse
from planparse.cli import group
from planparse.cli.diff_text import diff_text
from planparse.cli.terminal import printed
from planparse.cli.trouble import guarded
from planparse.model.alignment import Alignment
from planparse.model.change import Consequence, Diff
from planparse.model.plan import Plan
from planparse.report import words
from planparse.report.markdown import diff_markdown, escaped
from planparse.revision.digest import digest, ranked
from tests.made_diff import Told, corpus_pair, made

TEXT = "松溪县村播推广实施方案\n一、工作目标\n到2023年底，建成村播服务站60个以上。\n责任单位：县商务局\n"
NEXT = TEXT.replace("60个以上", "80个以上")
TOLD = [Told("target", "changed", "value", "60个以上", "80个以上", "stronger", ["工作目标"], "村播服务站由60个以上提高到80个以上。")]
HOSTILE = ["<script>alert(1)</script>", "[点](javascript:alert(1))", "**粗** _斜_ `码` ~~删~~", "| a | b |", "# 题", "1. 一", "- 二", "+ 三",
           "> 引", "![图](http://x.example/a.png)", "<http://x.example>", "&lt;b&gt; &copy;", "a\\|b\\\\", "www.example.com 与 a@b.example",
           "一行\n\n另一行", "===", "---", "\\[x\\]", "[^1]: 注", "http://x.example/a_b_c"]

Run = Callable[..., tuple[int, str, str]]


def _compared(old: Plan, new: Plan) -> tuple[Diff, Alignment]:
    return made(old, new, TOLD if old.text != new.text else [])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """The command with a made diff behind it; its exit code, what it printed, what it complained of."""
    engine = types.ModuleType("planparse.revision.diff")
    engine.compared = _compared  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "planparse.revision.diff", engine)

    def running(*arguments: object, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = guarded(group, [str(one) for one in ("diff", *arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return running


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "旧.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "新.txt"
    path.write_text(NEXT, "utf-8")
    return path


# ------------------------------------------------------------------------------------------------ the command

def test_exit_code_tells_same_different_trouble(run: Run, old: Path, new: Path) -> None:
    code, out, _ = run(old, old)
    assert code == 0 and "两个版本内容一致，没有变化。" in out
    code, out, _ = run(old, new)
    assert code == 1 and "共1处变化：加强1处，减弱0处，中性0处。" in out
    code, out, err = run(old, new.with_name("无.txt"))
    assert code == 2 and out == "" and err.count("\n") == 1 and "无.txt" in err
    code, _, err = run(old, new, "--format", "pdf")
    assert code == 2 and "--format" in err


@pytest.mark.parametrize(("form", "begin"), [("text", "修改对照："), ("json", '{\n  "schema_version"'),
                                             ("markdown", "<!-- planparse diff -->"), ("html", "<!doctype html>")])
def test_each_format_to_standard_output_and_over_its_own_file(run: Run, old: Path, new: Path, tmp_path: Path,
                                                             form: str, begin: str) -> None:
    code, out, _ = run(old, new, "--format", form)
    assert code == 1 and out.startswith(begin) and out.endswith("\n")
    assert run(old, new, "--format", form)[1] == out
    file = tmp_path / "out"
    for _ in range(2):                                    # its own output is replaced
        assert run(old, new, "--format", form, "-o", file) == (1, "", "")
    assert file.read_text("utf-8").startswith(begin)


@pytest.mark.parametrize("name", ["d.json", "d.md", "d.html", "d.HTM", "d.txt"])
def test_the_ending_of_the_file_tells_the_format(run: Run, old: Path, new: Path, tmp_path: Path, name: str) -> None:
    assert run(old, new, "-o", tmp_path / name)[0] == 1
    begins = {"json": "{", "md": "<!-- planparse", "html": "<!doctype", "htm": "<!doctype", "txt": "修改对照"}
    assert (tmp_path / name).read_text("utf-8").startswith(begins[name.split(".")[1].lower()])


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
@pytest.mark.parametrize("foreign", ["我的笔记\n", "{}", "<!doctype html><p>别人的网页", "修改对照：我自己写的", "<!-- 别的 -->", "plan"])
def test_a_foreign_file_is_never_replaced(run: Run, old: Path, new: Path, tmp_path: Path, form: str, foreign: str) -> None:
    file = tmp_path / "mine"
    written = planparse.parse_text(TEXT).to_json() if foreign == "plan" else foreign
    file.write_text(written, "utf-8")
    code, _, err = run(old, new, "--format", form, "-o", file)
    assert code == 2 and "--force" in err and file.read_text("utf-8") == written
    assert run(old, new, "--format", form, "-o", file, "--force")[0] == 1
    assert file.read_text("utf-8") != written


@pytest.mark.parametrize("side", [0, 1])
def test_neither_plan_is_replaced_whatever_is_forced(run: Run, tmp_path: Path, side: int) -> None:
    plans = [tmp_path / "a.json", tmp_path / "b.json"]
    for path, text in zip(plans, (TEXT, NEXT), strict=True):
        path.write_text(planparse.parse_text(text).to_json(), "utf-8")
    before = plans[side].read_bytes()
    code, _, err = run(*plans, "-o", plans[side], "--force")
    assert code == 2 and "one of the plans" in err and plans[side].read_bytes() == before


def test_plan_json_and_standard_input_on_either_side(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    parsed = tmp_path / "旧.json"
    parsed.write_text(planparse.parse(old).to_json(), "utf-8")
    assert run(parsed, old)[0] == 0
    assert run(old, parsed)[0] == 0
    assert run(parsed, new)[0] == 1
    assert run("-", new, stdin=TEXT)[0] == 1
    code, out, _ = run(old, "-", stdin=TEXT)
    assert code == 0 and "stdin" in out
    code, _, err = run("-", "-", stdin=TEXT)
    assert code == 2 and "both versions are -" in err


def test_json_is_the_diff(run: Run, old: Path, new: Path) -> None:
    found = Diff.from_json(run(old, new, "--format", "json")[1])
    assert found == _compared(planparse.parse(old), planparse.parse(new))[0]


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_with_the_engine_itself(form: str) -> None:
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    pair = [corpus / "yunxiu-ecommerce" / "plan.docx", corpus / "yunxiu-ecommerce.v2.txt"]
    done = [subprocess.run([sys.executable, "-m", "planparse", "diff", *map(str, pair), "--format", form], capture_output=True,
                           check=False, env={**os.environ, "PYTHONHASHSEED": str(seed)}) for seed in (1, 2)]
    assert done[0].returncode == 1 and done[0].stderr == b"" and done[0].stdout == done[1].stdout
    assert "110个" in done[0].stdout.decode()


# ------------------------------------------------------------------------------------------------ the terminal

def _lines(name: str = "chenglan-health") -> list[str]:
    before, after, told = corpus_pair(name)
    return printed(diff_text(before, after, made(before, after, told)[0]), to_file=True).splitlines()


def test_the_summary_comes_first_and_weaker_before_stronger() -> None:
    shown = _lines()
    assert "共28处变化：加强14处，减弱7处，中性7处。" in shown[:6]
    effects = [line.split()[1] for line in shown[6:20] if re.match(r" [▼▲] ", line)]
    assert effects == ["减弱"] * 5 + ["加强"] * 5


def test_every_change_has_its_marks_without_colour() -> None:
    shown = "\n".join(_lines())
    assert "\x1b" not in shown
    assert re.search(r"5 ~ ▲ 加强 目标·数值\n.*\n\s+- 公办幼儿园学位1200个\n\s+\+ 公办幼儿园学位1500个", shown)
    assert re.search(r"21 - ▼ 减弱 奖补·删除", shown) and re.search(r"22 ↔ ● 中性 章节·移动", shown)
    assert "时限·日期" in shown and "期限·期限" not in shown
    assert [int(one) for one in re.findall(r"^ *(\d+) [~+↔-] ", shown, re.M)] == list(range(1, 29))


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_lines_fit_the_width(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    before, after, told = corpus_pair("yunxiu-ecommerce")
    shown = printed(diff_text(before, after, made(before, after, told)[0]))
    assert max(map(cell_len, shown.splitlines())) <= columns
    for number in range(1, 26):
        assert re.search(rf"^ *{number} [~+↔-]", shown, re.M), number


def test_a_plan_cannot_steer_the_terminal() -> None:
    before, after = planparse.parse_text(TEXT), planparse.parse_text(NEXT)
    told = [Told("target", "changed", "value", "60个以上", "80个以上", "weaker", ["\x1b[2J章"], "\x1b]0;x\x07改[bold]了[/bold]\u202e。")]
    shown = printed(diff_text(before, after, made(before, after, told)[0]), to_file=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown) and "改[bold]了[/bold]" in shown


def test_consequences_are_told_under_their_change() -> None:
    before, after = planparse.parse_text(TEXT), planparse.parse_text(NEXT)
    one = Consequence(kind="target", change="changed", field="value", effect="stronger", old="a", new="b", before=60, after=80)
    told = [Told(**{**vars(TOLD[0]), "also": (one,)})]
    found = made(before, after, told)[0]
    assert "→ 同时影响 目标·数值：60 → 80（加强）" in printed(diff_text(before, after, found), to_file=True)
    assert "<br>同时影响：目标·数值：60 → 80（加强）" in diff_markdown(before, after, found)


def test_long_equal_words_are_left_out_but_never_the_difference() -> None:
    before, after = planparse.parse_text("甲" * 300 + "60个\n"), planparse.parse_text("甲" * 300 + "80个\n")
    told = [Told("text", "changed", "wording", "甲" * 300 + "60个", "甲" * 300 + "80个", "neutral", (), "改。")]
    shown = printed(diff_text(before, after, made(before, after, told)[0]), to_file=True)
    assert re.search(r"- …甲{16}60个", shown) and re.search(r"\+ …甲{16}80个", shown)


# ------------------------------------------------------------------------------------------------ Markdown

@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["- {}", "| 甲 | 乙 |\n| --- | --- |\n| 甲 | {} |", "### {}"])
def test_words_in_markdown_stay_words(text: str, around: str) -> None:
    """What a Markdown reader shows is what the plan says."""
    reader = MarkdownIt("gfm-like", {"linkify": False})
    html = reader.render(around.format(escaped(text)))
    shown = re.sub(r"<[^>]*>", "", html)
    for code, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(code, char)
    assert " ".join(shown.split()).removeprefix("甲 乙 甲 ") == " ".join(text.split())
    assert set(re.findall(r"</?(\w+)", html)) <= {"ul", "li", "p", "h3", "table", "thead", "tbody", "tr", "th", "td"}


def test_bare_addresses_are_no_links() -> None:
    for text in ("http://x.example/a", "www.example.com", "a@b.example"):
        assert not re.search(r"https?://|www\.|@", escaped(text))


def test_markdown_tells_all_changes_in_order() -> None:
    before, after, told = corpus_pair("yunxiu-ecommerce")
    shown = diff_markdown(before, after, made(before, after, told)[0])
    assert [int(one) for one in re.findall(r"^\| (\d+) \| [▲▼●] ", shown, re.M)] == list(range(1, 26))
    html = MarkdownIt("commonmark").enable("table").render(shown)
    assert html.count("<tr>") == 25 + html.count("<thead>") + 8
    assert html.index("减弱：") < html.index("加强：")


def test_the_same_plans_in_markdown() -> None:
    plan = planparse.parse_text(TEXT)
    assert "**两个版本内容一致，没有变化。**" in diff_markdown(plan, plan, made(plan, plan, [])[0])


def test_another_title_is_told() -> None:
    before, after = planparse.parse_text(TEXT), planparse.parse_text(TEXT.replace("松溪县村播", "松溪县网红"))
    assert words.version(before, before) == ""
    assert words.version(before, after) == "《松溪县村播推广实施方案》"


# ------------------------------------------------------------------------------------------------ what matters

def test_promises_come_before_the_frame_and_figures_before_their_wording() -> None:
    before, after, told = corpus_pair("yunxiu-ecommerce")
    found = made(before, after, told)[0]
    weaker = ranked(found, "weaker")
    assert [one.field for one in weaker] == ["comparator", "modality", "amount", "deadline", "units"]
    assert [one.kind for one in ranked(found, "neutral")][:2] == ["target", "responsibility"]
    glance = digest(found)
    assert glance.effects == {"weaker": 5, "stronger": 11, "neutral": 9} and sum(one.total for one in glance.kinds) == 25
    only = digest(found.model_copy(update={"changes": [one for one in found.changes if one.effect == "neutral"]}))
    assert 0 < len(only.chief) <= 5 and {one.effect for one in only.chief} == {"neutral"}


@pytest.mark.parametrize(("value", "field", "said"), [
    ({"start": "2023-01-01", "end": "2023-12-31"}, "deadline", "2023 年"), ("P30D", "duration", "30日"), ("ge", "comparator", "不低于"),
    (["省教育厅"], "issuers", "省教育厅"), (True, "cap", "是"), (12.5, "rate", "12.5%"), (5000, "amount", "5000元"), ([], "units", "无"),
    ({"text": "服务站", "span": [1, 2], "code": None}, "indicator", "服务站"), (["2021-01-01", "2021-12-31"], "period", "2021 年"),
    ({"indicator": {"text": "服务站", "span": None, "code": None}, "comparator": "ge", "value": 60, "unit": "个"}, None, "服务站 ≥ 60 个"),
    ({"amount": 12000000, "purpose": {"text": "仓储", "span": None}}, None, "金额 1200万元，用途 仓储"),
])
def test_values_in_words(value: object, field: str | None, said: str) -> None:
    assert words.said(value, field) == said


def test_a_range_that_came_or_went_is_told_by_its_two_ends() -> None:
    """A diff holds the value of a range as a pair."""
    fact = {"indicator": "示范社", "value": [Decimal(3), Decimal(5)], "comparator": "range", "unit": "家", "per": None}
    assert words.said(fact) == "示范社 3–5 家"


def test_a_unit_renamed_all_over_the_plan_is_one_line_of_the_summary() -> None:
    text = "一、任务\n" + "".join(f"（{n}）{task}\n完成{task}12处。\n责任单位：县园林局、县财政局\n"
                                  for n, task in zip("一二三", ("栽树", "修枝", "铺草"), strict=True))
    old, new = planparse.parse_text(text), planparse.parse_text(text.replace("县园林局", "县林业局"))
    found = planparse.diff(old, new)
    assert len(found.changes) == 3
    assert [one.message for one in digest(found).chief] == ["责任单位由“县园林局”改为“县林业局”（全文3处）。"]
