"""The corpus under corpus/ is sound: gold points at one place, editions and lists of changes agree with the texts."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
PLANS = sorted(folder.name for folder in CORPUS.iterdir() if (folder / "gold.json").exists())
REVISED = sorted(path.name.removesuffix(".v2.txt") for path in CORPUS.glob("*.v2.txt"))
KINDS = ("sections", "targets", "budget", "incentives", "deadlines", "responsibilities", "citations", "members",
         "commitments")
BLANK = re.compile(r"[\s\u3000\ufeff\u200b\u200c\u200d\u00ad]+")
WORDS = {
    "kind": {"goal", "standard", "limit", "frequency"},
    "cmp": {"eq", "ge", "le", "approx", "range"},
    "relation": {"by", "during", "within"},
}


def flat(text: str) -> str:
    return BLANK.sub("", text)


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((CORPUS / name / "gold.json").read_text("utf-8"))
    return gold


def text_of(name: str) -> str:
    return (CORPUS / name / "plan.txt").read_text("utf-8")


def places(text: str, quote: str, before: str) -> list[tuple[int, int]]:
    """Every place of before+quote in a white-space-free text, as the span of the quote."""
    needle, found, at = flat(before) + flat(quote), [], -1
    while (at := text.find(needle, at + 1)) >= 0:
        found.append((at + len(flat(before)), at + len(needle)))
    return found


def place(text: str, item: dict[str, Any], quote: str = "quote") -> tuple[int, int]:
    """The one place an item points at; an item that points nowhere, or at several places without nth, fails."""
    prefix = "" if quote == "quote" else f"{quote}_"
    found = places(text, item[quote], item.get(f"{prefix}before", ""))
    nth = item.get(f"{prefix}nth")
    assert found, f"not in the plan: {item}"
    assert nth is not None or len(found) == 1, f"{len(found)} places: {item}"
    assert (nth or 1) <= len(found), f"nth beyond {len(found)}: {item}"
    return found[(nth or 1) - 1]


def test_there_are_fourteen_plans() -> None:
    assert len(PLANS) == 14
    assert len(REVISED) == 2


@pytest.mark.parametrize("name", PLANS)
def test_gold_points_at_one_place(name: str) -> None:
    text, gold = flat(text_of(name)), gold_of(name)
    assert gold["plan"] == name
    for kind in KINDS:
        spans = [place(text, item) for item in gold[kind]]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans), f"{kind} not in reading order"
        assert len(set(spans)) == len(spans), f"{kind}: two items at one place"
    for zone in gold["ignore"]:
        assert place(text, zone, "from")[0] < place(text, zone, "to")[1]
        assert set(zone["types"]) <= set(KINDS)


@pytest.mark.parametrize("name", PLANS)
def test_headings_begin_with_their_label(name: str) -> None:
    text = flat(text_of(name))
    for item in gold_of(name)["sections"]:
        start, _ = place(text, item)
        assert text.startswith(item["label"], start), item
        if item["title"] is not None:
            assert flat(item["quote"]) == flat(item["label"] + item["title"]), item


@pytest.mark.parametrize("name", PLANS)
def test_gold_uses_the_words_of_the_rules(name: str) -> None:
    gold = gold_of(name)
    for item in gold["targets"]:
        assert item["kind"] in WORDS["kind"] and item["cmp"] in WORDS["cmp"], item
        assert (item["cmp"] == "range") == ("value_max" in item), item
        assert (item["kind"] == "frequency") == ("per" in item), item
        assert all(date.fromisoformat(day) for day in item["by"]), item
    for item in gold["deadlines"]:
        assert item["relation"] in WORDS["relation"], item
        days = [date.fromisoformat(item[side]) for side in ("start", "end") if item[side]]
        assert days == sorted(days), item
        assert (item["relation"] == "within") == ("duration" in item), item
    for item in gold["incentives"]:
        assert ("rate" in item) != ("amount_yuan" in item), item
    for item in gold["responsibilities"]:
        assert item["units"] and all(unit["role"] in ("lead", "support", None) for unit in item["units"]), item


def test_task_table_and_prose_say_the_same_money() -> None:
    gold = gold_of("jichuan-environment")
    tasks = sum(item["amount_yuan"] for item in gold["commitments"])
    assert tasks == max(item["amount_yuan"] for item in gold["budget"] if item["role"] == "total")
    assert tasks == sum(item["amount_yuan"] for item in gold["budget"] if item["role"] == "item")


@pytest.mark.parametrize("name", REVISED)
def test_listed_changes_stand_in_their_version(name: str) -> None:
    old, new = text_of(name), (CORPUS / f"{name}.v2.txt").read_text("utf-8")
    rows = re.findall(r"^\| \d+ \|.*$", (CORPUS / f"{name}.changes.md").read_text("utf-8"), re.M)
    assert len(rows) >= 20
    for row in rows:
        was, now, effect = (cell.strip() for cell in row.strip("|").split("|")[-3:])
        assert effect in ("stronger", "weaker", "neutral"), row
        for quoted, inside, outside in ((was, old, new), (now, new, old)):
            if quoted:
                assert flat(quoted.strip("`")) in flat(inside), row
                assert flat(quoted.strip("`")) not in flat(outside), row


def editions() -> ModuleType:
    pytest.importorskip("docx")
    pytest.importorskip("reportlab")
    spec = importlib.util.spec_from_file_location("make_editions", CORPUS / "make_editions.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module      # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def test_editions_are_up_to_date() -> None:
    module = editions()
    kept = {path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/plan.*")} - {f"{n}/plan.txt" for n in PLANS}
    office = {f"{name}/plan.{kind}" for name, kinds in module.OFFICE.items() for kind in kinds}
    assert kept == office | {f"{name}/plan.{kind}" for name, kinds in module.EDITIONS.items() for kind in kinds}
    for path, made in module.ANNEXES.items():
        assert made() == path.read_bytes(), f"{path}: run corpus/make_editions.py"
    for path in kept - office:
        name, _, kind = path.partition("/plan.")
        assert module.edition(name, kind) == (CORPUS / path).read_bytes(), f"{path}: run corpus/make_editions.py"
    assert sum((CORPUS / path).stat().st_size for path in kept) < 450_000
