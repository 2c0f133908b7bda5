"""The page of a comparison in a real browser: every cell opens its sentence, nothing spills, nothing is fetched or run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import planparse
from planparse.comparison.side_by_side import compare
from planparse.model.plan import Plan
from planparse.report.comparison import comparison_page

from .browser import browser_page

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("yunxiu-ecommerce", "songxi-ecommerce", "jichuan-environment", "luling-revitalisation")


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [planparse.parse(ROOT / "corpus" / name / "plan.txt") for name in NAMES]


def written(plans: list[Plan], folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text(comparison_page(compare(plans)), "utf-8")
    return path


def dialog(page: Any) -> str:
    assert page.locator("dialog").is_visible()
    return str(page.locator("dialog").inner_text())


def test_each_cell_opens_its_sentence(plans: list[Plan], tmp_path: Path) -> None:
    with browser_page(written(plans, tmp_path)) as page:
        cells = page.locator("#heat button.cell")
        assert cells.count() > 30
        for number in range(0, cells.count(), 6):
            figure = re.search(r"\d+", cells.nth(number).inner_text())
            cells.nth(number).click()
            assert figure and page.locator("dialog mark").first.inner_text()
            assert any(plan.metadata.region.value in dialog(page) for plan in plans if plan.metadata.region.value)
            page.locator("dialog .close").click()
            assert not page.locator("dialog").is_visible()
        for part in ("#money rect", "#money button.cell", "#time .lane", "#units button.cell", "#normalised button.cell", "#only button",
                     "#candidates button.cell"):
            page.locator(part).first.click()
            assert len(dialog(page)) > 20, part
            page.keyboard.press("Escape")


def test_the_marked_words_are_the_figure(plans: list[Plan], tmp_path: Path) -> None:
    with browser_page(written(plans, tmp_path)) as page:
        row = page.locator("#heat tr", has_text="村级电商服务站点").first
        row.locator("button.cell").first.click()
        assert page.locator("dialog mark").first.inner_text() in {target.quote for plan in plans for target in plan.targets}


def test_by_keyboard(plans: list[Plan], tmp_path: Path) -> None:
    with browser_page(written(plans, tmp_path)) as page:
        for part, key in (("#heat button.cell", "Enter"), ("#money rect", "Enter"), ("#money rect", " ")):
            page.locator(part).first.focus()
            page.keyboard.press(key)
            assert dialog(page)
            page.keyboard.press("Escape")
            assert not page.locator("dialog").is_visible()


def test_rows_are_found_and_filtered(plans: list[Plan], tmp_path: Path) -> None:
    with browser_page(written(plans, tmp_path)) as page:
        rows = page.locator("#heat tbody tr:visible")
        every = rows.count()
        page.locator("#common").check()
        shared = rows.count()
        assert 0 < shared < every
        page.locator("#common").uncheck()
        page.locator("#find").fill("直播间")
        assert 0 < rows.count() < every and all("直播间" in text for text in rows.all_inner_texts())


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("times", [1, 13])
def test_nothing_spills_out_of_the_page(plans: list[Plan], tmp_path: Path, width: int, times: int) -> None:
    with browser_page(written(plans * times, tmp_path), width=width) as page:
        page.add_style_tag(content="#heat { min-width: 1900px }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        table = page.locator("#matrix .scroll")
        table.evaluate("one => { one.scrollLeft = 100; one.scrollTop = 200 }")
        box, head = table.bounding_box(), page.locator("#heat thead th").first.bounding_box()
        first = page.locator("#heat tbody th").nth(3).bounding_box()
        assert abs(head["y"] - box["y"]) <= 2 and max(abs(head["x"] - box["x"]), abs(first["x"] - box["x"])) <= 2   # head and column stay


def test_dark_is_dark(plans: list[Plan], tmp_path: Path) -> None:
    seen = {}
    for dark in (False, True):
        with browser_page(written(plans, tmp_path), dark=dark) as page:
            seen[dark] = [sum(map(int, re.findall(r"\d+", page.evaluate(f"getComputedStyle(document.body).{what}"))[:3]))
                          for what in ("backgroundColor", "color")]
    assert seen[False][0] > 600 > seen[False][1] and seen[True][0] < 200 < seen[True][1]


def test_prints_whole_tables(plans: list[Plan], tmp_path: Path) -> None:
    with browser_page(written(plans, tmp_path)) as page:
        page.emulate_media(media="print")
        assert page.locator("nav").is_hidden()
        assert page.locator("#matrix .scroll").evaluate("one => one.scrollHeight - one.clientHeight") <= 1
        printed = planparse.parse(page.pdf(prefer_css_page_size=True), name="page.pdf").text
        assert "责任单位" in printed and "候选指标" in printed


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    plan = planparse.parse_text(f"云{evil}县农村电子商务实施方案\n一、目标\n{evil}建成村级电商服务站点60个。\n（责任单位：县商务局、{evil}）",
                                name=f"{evil}.txt")
    with browser_page(written([plan, plan], tmp_path)) as page:
        page.locator("#heat button.cell").first.click()
        assert "<script>" in dialog(page)
        assert page.title() == "方案比较（2份）" and page.locator("img").count() == 0


def test_characters_outside_the_basic_plane_do_not_shift_the_mark(tmp_path: Path) -> None:
    plan = planparse.parse_text("一、目标\n𠮷祥镇𠮷祥村建成村级电商服务站点60个以上。")
    with browser_page(written([plan], tmp_path)) as page:
        page.locator("#heat button.cell").first.click()
        assert page.locator("dialog mark").inner_text() == "60个以上"


def test_empty_plans_make_a_page(tmp_path: Path) -> None:
    with browser_page(written([planparse.parse_text("")], tmp_path)) as page:
        assert page.locator("section").count() == 7 and "没有" in page.locator("#matrix").inner_text()


def test_the_page_is_the_same_each_time_and_stands_alone(plans: list[Plan]) -> None:
    page = comparison_page(compare(plans))
    assert page == comparison_page(compare(plans))
    assert not re.search(r"https?://|@import|url\(", page)
