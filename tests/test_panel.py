"""docs/panel.py: from a folder of plans to a panel without double keys and three plots that show Chinese."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from lxml import etree
from matplotlib import font_manager

import planparse

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("yunxiu-ecommerce", "songxi-ecommerce", "donglu-consumption", "suiyuan-machinery", "longdong-ai", "qingyuan-assistance")


def script() -> ModuleType:
    """docs/panel.py as a module."""
    spec = importlib.util.spec_from_file_location("panel_script", ROOT / "docs" / "panel.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PANEL = script()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans as documents and as plan JSONs, and a file that is none."""
    place = tmp_path_factory.mktemp("plans")
    for name in NAMES[:2]:
        shutil.copy(ROOT / "corpus" / name / "plan.txt", place / f"{name}.txt")
    for name in NAMES[2:]:
        (place / f"{name}.json").write_text(planparse.parse(ROOT / "corpus" / name / "plan.txt").to_json(), "utf-8")
    (place / "empty.pdf").write_bytes(b"")
    return place


@pytest.fixture(scope="module")
def out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not {font.name for font in font_manager.fontManager.ttflist} & set(PANEL.FONTS):
        pytest.skip("no Chinese font here (Debian: apt-get install fonts-noto-cjk)")
    place = tmp_path_factory.mktemp("out")
    done = subprocess.run([sys.executable, "docs/panel.py", folder, "--out", place], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "left out" in done.stderr and "empty.pdf" in done.stderr and "missing from" not in done.stderr
    return place


def test_the_panel_is_ready_for_a_regression(out: Path) -> None:
    panel = pd.read_csv(out / "panel.csv")
    assert not panel.duplicated(PANEL.KEYS).any() and panel["year"].between(2000, 2060).all()
    assert panel["value"].notna().all() and panel["label"].notna().all() and set(panel["firm"]) <= {0, 1}
    assert {"云岫县", "颂溪县", "东麓市"} <= set(panel["county"])
    assert list(panel.sort_values(PANEL.KEYS, key=lambda column: column.fillna(""))["value"]) == list(panel["value"])


def test_a_row_says_what_its_plan_says(out: Path) -> None:
    panel = pd.read_csv(out / "panel.csv")
    plan = planparse.parse(ROOT / "corpus" / NAMES[0] / "plan.txt")
    target, = [one for one in plan.targets if one.indicator.code == "employment.driven" and one.kind == "goal"][:1]
    row = panel[(panel["county"] == "云岫县") & (panel["indicator"] == "employment.driven")].iloc[0]
    assert row["value"] == target.value and row["unit"] == target.unit and row["plan_targets"] == len(plan.targets)
    assert row["plan_budget"] == max(line.amount for line in plan.budget if line.role == "total")


def test_of_several_values_the_largest_is_taken(out: Path) -> None:
    panel = pd.read_csv(out / "panel.csv")
    several = panel[panel["values"] > 1]
    assert len(several)
    plans = {one.metadata.region.value: one for one in (planparse.parse(ROOT / "corpus" / name / "plan.txt") for name in NAMES)}
    for row in several[several["year_from"] == "deadline"].itertuples():
        values = [target.value for target in plans[row.county].targets
                  if target.indicator.code == row.indicator and target.kind in ("goal", "limit") and target.growth == bool(row.growth)
                  and (target.unit or "") == row.unit and target.deadline and str(target.deadline.end).startswith(str(row.year))]
        assert row.value == max(values) and row.values == len(values) > 1


def test_the_codebook_knows_the_columns(out: Path) -> None:
    assert list(pd.read_csv(out / "panel.codebook.csv")["column"]) == list(pd.read_csv(out / "panel.csv").columns)


def test_the_plots_are_pictures_with_letters_as_outlines(out: Path) -> None:
    for name in ("targets", "funding", "indicator"):
        tree = etree.parse(out / f"{name}.svg").getroot()
        assert not tree.xpath("//*[local-name()='text']") and len(tree.xpath("//*[local-name()='use']")) > 20


def test_the_same_plans_give_the_same_bytes(folder: Path, out: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "docs/panel.py", folder, "--out", tmp_path / "again"], cwd=ROOT, capture_output=True, check=True)
    for path in out.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_money_that_is_told_twice_counts_once() -> None:
    plan = planparse.parse_text("某县方案\n一、资金\n中央财政安排30万元，县级财政安排20万元。\n")
    one = plan.budget[0]
    table = [line.model_copy(update={"id": f"x{at}", "table": "tb1", "source": None, "year": year})
             for at, (line, year) in enumerate([(one, None), (one, None), (one, 2024)])]
    frames = planparse.frames([plan.model_copy(update={"budget": [*plan.budget, *table]})])
    assert PANEL._money(frames["budget"])["plan_budget"].tolist() == [600000.0]
    assert len(PANEL.items(frames["budget"])) == 4


def test_a_folder_without_plans_is_told(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "docs/panel.py", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr == "panel.py: no plan could be read: give a folder of plans\n"


def test_plans_without_anything_still_give_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于放假的通知", "utf-8")
    done = subprocess.run([sys.executable, "docs/panel.py", tmp_path, "--out", tmp_path / "out"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and sorted(path.name for path in (tmp_path / "out").iterdir()) == ["panel.codebook.csv", "panel.csv"], done.stderr
