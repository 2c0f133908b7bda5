"""The command line as people and scripts meet it: output, exit codes, one line for trouble, never a traceback."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from planparse.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "corpus" / "yunxiu-ecommerce" / "plan.txt"
TEXT = "松溪县村播推广实施方案\n一、工作目标\n到2023年底，建成村播服务站60个以上。\n责任单位：县商务局\n"


def run(*arguments: object, data: bytes | None = None, **options: object) -> subprocess.CompletedProcess[bytes]:
    """`planparse ARGUMENTS` as a process."""
    return subprocess.run([sys.executable, "-m", "planparse", *map(str, arguments)], input=data, capture_output=True,
                          check=False, **options)  # type: ignore[call-overload, no-any-return]


def trouble(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Exit code 2, nothing but one line on standard error, in three parts."""
    line = done.stderr.decode()
    assert done.returncode == 2, line
    assert line.count("\n") == 1 and line.startswith("planparse: ") and line.count(": ") >= 3, line
    for word in words:
        assert word in line


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "村播.txt"
    path.write_text(TEXT, "utf-8")
    return path


# ------------------------------------------------------------------------------------------------ help

def test_help_imports_nothing_heavy() -> None:
    code = ("import sys\nfrom planparse.cli import main\n"
            "try: main(['--help'])\nexcept SystemExit: pass\n"
            "print(sorted({'pydantic', 'rich', 'lxml', 'pypdfium2', 'pandas', 'rapidfuzz', 'jsonschema'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("words", [[], *([name] for name, *_ in COMMANDS), ["lexicon", "check"], ["lexicon", "show"]])
def test_every_help_shows_an_example(words: list[str]) -> None:
    done = run(*words, "--help")
    assert done.returncode == 0
    example = done.stdout.decode().partition("Example:\n")[2].partition("\n\n")[0].splitlines()
    assert any(line.strip().startswith(" ".join(["planparse", *words])) for line in example)


def test_the_table_of_commands_tells_each_command() -> None:
    from planparse.cli import group

    for name, _, line in COMMANDS:
        command = group.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None and command.name == name and line.endswith(".")


def test_version_and_wrong_command() -> None:
    from planparse import __version__

    assert run("--version").stdout.decode().strip() == f"planparse {__version__}"
    trouble(run("frobnicate"), "frobnicate", "--help")
    trouble(run("parse"), "PLAN")
    trouble(run("explain", PLAN, "--at", "x"), "--at")


# ------------------------------------------------------------------------------------------------ parse

def test_parse_to_standard_output(plan: Path) -> None:
    done = run("parse", plan)
    assert done.returncode == 0 and not done.stderr
    written = json.loads(done.stdout)
    assert written["text"] == TEXT and written["source"]["name"] == "村播.txt"
    assert [target["value"] for target in written["targets"]] == [60]


def test_parse_standard_input(plan: Path) -> None:
    written = json.loads(run("parse", "-", data=TEXT.encode("gb18030")).stdout)
    assert written["text"] == TEXT and written["source"]["name"] == "stdin"
    again = run("parse", "-", data=run("parse", plan).stdout)
    assert again.stdout == run("parse", plan).stdout


def test_parse_twice_onto_the_same_file(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    assert run("parse", plan, "-o", out).returncode == 0
    first = out.read_bytes()
    assert run("parse", plan, "-o", out).returncode == 0
    assert run("parse", out, "-o", out).returncode == 0                # a plan JSON onto itself
    assert out.read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "村播.txt"]


def test_a_file_of_somebody_else_is_not_replaced(plan: Path, tmp_path: Path) -> None:
    for name, content in (("notes.txt", "keep me"), ("other.json", '{"schema_version": "1.0"}')):
        out = tmp_path / name
        out.write_text(content)
        trouble(run("parse", plan, "-o", out), name, "--force")
        assert out.read_text() == content
        assert run("parse", plan, "-o", out, "--force").returncode == 0
        assert json.loads(out.read_text("utf-8"))["text"] == TEXT


def test_an_empty_file_is_replaced(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "made-by-mktemp"
    out.touch(mode=0o600)
    assert run("parse", plan, "-o", out).returncode == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_the_plan_itself_is_never_replaced(plan: Path) -> None:
    trouble(run("parse", plan, "-o", plan), "the plan itself")
    trouble(run("parse", plan, "-o", plan, "--force"), "the plan itself")
    assert plan.read_text("utf-8") == TEXT


def test_a_link_stays_a_link(plan: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    assert run("parse", plan, "-o", link).returncode == 0
    assert link.is_symlink() and json.loads(real.read_text("utf-8"))["text"] == TEXT


def test_trouble_is_one_line(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "a\nb.zip").write_bytes(b"PK\x03\x04 broken")
    trouble(run("parse", tmp_path / "missing.txt"), "missing.txt", "check the path")
    trouble(run("parse", tmp_path), "directory")
    trouble(run("parse", tmp_path / "empty.txt"), "empty")
    trouble(run("parse", tmp_path / "a\nb.zip"))
    trouble(run("parse", "-", data=b""), "empty")
    trouble(run("parse", plan, "-o", tmp_path), "directory")
    trouble(run("parse", plan, "-o", tmp_path / "no" / "where.json"), "no such directory")
    trouble(run("parse", "x" * 5000), "cannot be read")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk(plan: Path) -> None:
    for command in ("parse", "show"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([sys.executable, "-m", "planparse", command, str(plan)], stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        trouble(done, "no space left")
    trouble(run("parse", plan, "-o", "/dev/full"), "no space left")


def test_a_closed_pipe_says_nothing() -> None:
    for command in ("parse", "show"):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([sys.executable, "-m", "planparse", command, str(PLAN)], stdout=writing,
                              stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert not done.stderr and done.returncode == 2


def test_closed_channels(plan: Path, tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m planparse"

    def shell(words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["sh", "-c", f"{command} {words}"], capture_output=True, check=False)

    trouble(shell(f"parse '{plan}' >&-"), "standard output is closed")
    trouble(shell("parse - <&-"), "standard input is closed")
    assert shell(f"parse '{plan}' -o '{tmp_path}/x.json' >&- 2>&-").returncode == 0
    assert shell("parse nope 2>&-").returncode == 2
    assert b"Traceback" not in shell(f"show '{plan}' >&-").stderr


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/a\xff.txt"
    Path(os.fsdecode(path)).write_text(TEXT, "utf-8")
    done = subprocess.run([sys.executable, "-m", "planparse", "parse", path], capture_output=True, check=False)
    assert done.returncode == 0 and json.loads(done.stdout)["source"]["name"] == "a\udcff.txt"
    trouble(run("parse", os.fsdecode(path) + "x"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(plan: Path) -> None:
    plan.chmod(0)
    trouble(run("parse", plan), "permission")


def test_an_error_of_our_own_is_one_line_too(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    from planparse.cli import main

    def broken(_: str) -> None:
        raise KeyError("oops\nsecond line")

    monkeypatch.setattr("planparse.cli.parse.read_plan", broken)
    with pytest.raises(SystemExit) as stop:
        main(["parse", "x"])
    assert stop.value.code == 2
    assert capfd.readouterr().err.count("\n") == 1


# ------------------------------------------------------------------------------------------------ show

def test_show_is_plain_and_aligned_when_piped() -> None:
    shown = run("show", PLAN).stdout.decode()
    assert "\x1b" not in shown and all(line == line.rstrip() for line in shown.splitlines())
    for words in ("云岫县电子商务进农村提质增效实施方案", "岫政办发〔2022〕18号", "三、重点任务", "≥ 90 个", "2023-12-31 前", "县商务局", "核对"):
        assert words in shown
    rows = [line for line in shown.splitlines() if line.endswith("-12-31 前") and ("目标" in line or "标准" in line)]
    assert len(rows) > 5 and len({cell_len(line) for line in rows}) == 1       # wide characters take two columns
    assert max(map(cell_len, shown.splitlines())) <= 100


def test_show_survives_a_narrow_terminal_and_ascii() -> None:
    done = run("show", PLAN, env={**os.environ, "COLUMNS": "30", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0 and not done.stderr


def test_show_reads_a_plan_json_and_what_is_no_plan(plan: Path) -> None:
    written = run("parse", plan).stdout
    assert run("show", "-", data=written).stdout == run("show", plan).stdout
    assert run("show", "-", data="今天天气好。".encode()).returncode == 0


# ------------------------------------------------------------------------------------------------ explain

def test_explain_tells_the_chain() -> None:
    text = PLAN.read_text("utf-8")
    at = text.index("90个以上")
    done = run("explain", PLAN, "--at", at)
    said = done.stdout.decode()
    assert done.returncode == 0
    context, _, said = said.partition("\n")
    assert "⟦90个以上⟧" in context
    chain = ["section s", "二、工作目标", "targets t", "target/", "村级电商服务站", "mention 90个以上", "← quantity/", "units.tsv: 个"]
    places = [said.find(link) for link in chain]
    assert -1 not in places and places == sorted(places)


def test_explain_a_unit_and_nothing(plan: Path) -> None:
    said = run("explain", plan, "--at", TEXT.index("县商务局")).stdout.decode()
    assert "unit 县商务局" in said and "organisations.toml: commerce" in said
    nothing = run("explain", "-", "--at", "1", data="今天天气好。".encode())
    assert nothing.returncode == 1 and "nothing" in nothing.stdout.decode()
    trouble(run("explain", plan, "--at", "99999"), "99999", "0 to")
    trouble(run("explain", plan, "--at", "-1"), "-1")


def test_explain_any_place_of_a_plan() -> None:
    import planparse
    from planparse.explain import explain

    read = planparse.parse(PLAN)
    for at in range(0, len(read.text), 97):
        for step in explain(read, at):
            assert step.what and (step.span is None or 0 <= step.span.start <= step.span.end <= len(read.text))


# ------------------------------------------------------------------------------------------------ validate

def test_validate(plan: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    run("parse", plan, "-o", good)
    bad.write_text(good.read_text("utf-8").replace('"value": 60', '"value": "60"'), "utf-8")
    done = run("validate", good, bad)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [f"{good}: ok", f'{bad}: targets[0].value: must be number, is string "60"']
    assert run("validate", "-q", good).stdout == b""
    trouble(run("validate", tmp_path / "missing.json"), "missing.json")


# ------------------------------------------------------------------------------------------------ score

def test_score(plan: Path, tmp_path: Path) -> None:
    gold, pred = tmp_path / "gold", tmp_path / "pred"
    gold.mkdir()
    pred.mkdir()
    (gold / "村播.txt").write_text(TEXT, "utf-8")
    target = {"quote": "60个以上", "before": "服务站", "indicator": "村播服务站", "cmp": "ge", "value": 60, "unit": "个",
              "kind": "goal", "by": ["2023-12-31"]}
    (gold / "村播.gold.json").write_text(json.dumps({"targets": [target]}), "utf-8")
    missing = run("score", gold, pred)
    assert missing.returncode == 1 and "not parsed" in missing.stderr.decode()
    run("parse", plan, "-o", pred / "村播.json")
    done = run("score", gold, pred, "--errors", "--json", tmp_path / "figures.json")
    assert done.returncode == 0
    assert "  targets                          1     1   1.000   1.000   1.000" in done.stdout.decode()
    assert json.loads((tmp_path / "figures.json").read_text())["ALL"]["targets"]["full"] == 1
    trouble(run("score", tmp_path / "nowhere", pred), "nowhere")
    trouble(run("score", pred, pred), "gold")


# ------------------------------------------------------------------------------------------------ lexicon

def test_every_word_list_is_good() -> None:
    done = run("lexicon", "check")
    assert done.returncode == 0, done.stdout.decode()


def test_lexicon_show() -> None:
    assert "units" in run("lexicon", "show").stdout.decode()
    assert "unit=平方米  kind=area" in run("lexicon", "show", "units", "--find", "平方米").stdout.decode()
    assert run("lexicon", "show", "--find", "没有这个词").returncode == 1
    trouble(run("lexicon", "check", "nowhere"), "nowhere", "units")


def test_a_bad_row_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from planparse import wordlists
    from planparse.lexicon.data import lexicon_folder

    shutil.copytree(lexicon_folder(), tmp_path / "lexicons")
    with (tmp_path / "lexicons" / "units.tsv").open("a", encoding="utf-8") as rows:
        rows.write("个\tcount\t今天天气好\n")
    monkeypatch.setattr(wordlists, "lexicon_folder", lambda: tmp_path / "lexicons")
    found = wordlists.check("units")
    assert [problem.split("; ")[-1] for problem in found] == ["keep one row", "mend one of them"]
