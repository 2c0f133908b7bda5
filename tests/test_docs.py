"""The pages say what the program does: generated ones are fresh, examples are real, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import planparse

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("corpus/*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


def test_the_generated_pages_are_up_to_date() -> None:
    run = subprocess.run([sys.executable, "scripts/make_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def blocks(page: Path, key: str) -> str:
    """The example block of a README."""
    found = re.search(rf"<!-- example: {key} -->\n```\w*\n(.*?)```\n", page.read_text("utf-8"), re.S)
    assert found, f"{page.name} has no example {key}"
    return found[1]


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_example_of_the_readme_is_real(page: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(blocks(page, "plan"), "utf-8")
    out = tmp_path / "plan.json"
    command = next(line for line in page.read_text("utf-8").splitlines() if line.startswith("planparse parse plan.txt"))
    words = command.partition("#")[0].split()[1:]
    subprocess.run([sys.executable, "-m", "planparse", *words], cwd=tmp_path, check=True)
    shown = blocks(page, "target").removesuffix("    …\n")
    assert len(shown.splitlines()) > 20 and shown in out.read_text("utf-8")
    assert "`text[24:29]`" in page.read_text("utf-8") and plan.read_text("utf-8")[24:29] == "60个以上"


def test_the_first_screen_shows_plan_command_and_json() -> None:
    for page in READMES:
        places = [page.read_text("utf-8").find(mark) for mark in ("example: plan", "planparse parse", "example: target", "make demo")]
        assert -1 not in places and places == sorted(places)
        assert "make test" in page.read_text("utf-8")


def test_both_readmes_show_the_same() -> None:
    for key in ("plan", "target"):
        assert blocks(READMES[0], key) == blocks(READMES[1], key)
    commands = [[re.sub(r"\s*#.*", "", line) for block in re.findall(r"```(?:sh|python)\n(.*?)```", page.read_text("utf-8"), re.S)
                 for line in block.splitlines()] for page in READMES]
    assert commands[0] == commands[1]


def test_the_library_calls_of_the_readme_work() -> None:
    assert [one.quote for one in planparse.quantities("面积不少于2000平方米")] == ["不少于2000平方米"]
    assert [(one.start, one.end) for one in planparse.periods("2021年11月至2022年8月")] == [("2021-11-01", "2022-08-31")]
    assert repr(planparse.numeral("五千三百万")) == "Decimal('53000000')"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[\w-]*)?\)", text):
        if not link.startswith(("http://", "https://")):
            assert (page.parent / link).exists(), link
    anchors = {re.sub(r"[^\w-]", "", head.lower().replace(" ", "-")) for head in re.findall(r"^#+ (.+)$", text, re.M)}
    for link in re.findall(r"\]\(#([\w-]+)\)", text):
        assert link in anchors, link


def test_the_changelog_knows_the_version() -> None:
    assert f"## {planparse.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_make_target_of_the_pages_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for page in PAGES:
        for words in re.findall(r"`make ([a-z ]+)`|^make ([a-z]+)", page.read_text("utf-8"), re.M):
            assert set(" ".join(words).split()) <= targets, page
