"""The HTML page of a diff, clicked through in a real browser: list, marks, steps, filters, folds, hostile words, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import planparse
from planparse.model.alignment import Alignment, Edit, Row
from planparse.model.change import Change, Consequence, Diff, Place, Summary, Version
from planparse.model.plan import Plan
from planparse.model.span import Span
from planparse.report.beside import lines
from planparse.report.diff import diff_page
from planparse.report.folding import blocks
from tests.browser import opened
from tests.made_diff import Told, corpus_pair, made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ALSO = Consequence(kind="target", change="changed", field="deadline", effect="weaker", old="t9", new="t9",
                   before={"start": None, "end": "2022-10-31"}, after={"start": None, "end": "2022-12-31"})
HOSTILE = """松溪县<script>document.title="hacked"</script>方案
一、<img src=x onerror="alert(1)">目标
到2023年底，建成javascript:alert(1)站60个</script><!--以上。
二、[点击](javascript:alert(2))"'`{{ 7*7 }}保障
责任单位：县商务局&lt;b&gt;
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the corpus pair with a table; its sixth change has a consequence."""
    old, new, told = corpus_pair("chenglan-health")
    told[5] = Told(**{**vars(told[5]), "also": (ALSO,)})
    return _write(tmp_path_factory.mktemp("page"), old, new, told)


@pytest.fixture
def page(browser: Browser, written: Path) -> Iterator[Page]:
    with opened(browser, written) as shown:
        yield shown


def _write(folder: Path, old: Plan, new: Plan, told: list[Told]) -> Path:
    path = folder / "diff.html"
    path.write_text(diff_page(old, new, *made(old, new, told)), "utf-8")
    return path


def _shown(page: Page) -> list[str]:
    return page.eval_on_selector_all(".entry:not([hidden])", "all => all.map(one => one.dataset.n)")


def _in_view(page: Page, selector: str) -> bool:
    return page.eval_on_selector(selector, "one => { const box = one.getBoundingClientRect();"
                                           " return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight }")


# ------------------------------------------------------------------------------------------------ the page says

def test_the_summary_tells_counts_and_weaker_first(page: Page) -> None:
    assert page.inner_text(".headline") == "共28处变化：加强14处，减弱7处，中性7处。"
    badges = page.locator(".chief .badge").all_inner_texts()
    assert [badge[-2:] for badge in badges] == ["减弱"] * 5 + ["加强"] * 5
    heads = page.locator(".counts thead th").all_inner_texts()
    rows = [row.split("\t") for row in page.locator(".counts tbody tr").all_inner_texts()]
    totals = {row[0]: int(row[heads.index("合计")]) for row in rows}
    assert totals["目标"] == 13 and sum(totals.values()) == 28


def test_both_texts_stand_there_to_the_last_character(page: Page) -> None:
    old, new, _ = corpus_pair("chenglan-health")
    page.click("#unfold")
    for side, plan in (("old", old), ("new", new)):
        moved = ":not(.moved)" if side == "old" else ""
        shown = page.eval_on_selector_all(f".row{moved} > .{side}", """all => all.map(cell => { const copy = cell.cloneNode(true);
            for (const gone of copy.querySelectorAll(".ref, .jump")) gone.remove(); return copy.textContent }).join("")""")
        rows = made(old, new, [])[1].rows
        spans = [getattr(row, side) for row in rows if getattr(row, side) and (side == "new" or row.state != "moved")]
        wanted = "".join(plan.text[span.start:span.end] for span in spans)
        assert re.sub(r"[\s\u2060]", "", shown) == re.sub(r"\s", "", wanted)


def test_a_number_is_marked_whole(page: Page) -> None:
    assert page.locator('.new ins[data-c="1"]').inner_text() == "92"
    assert page.locator('.old del[data-c="1"]').inner_text() == "90"
    assert "stronger" in (page.locator('.new ins[data-c="1"]').get_attribute("class") or "")


def test_table_rows_have_cells_of_the_same_widths(page: Page) -> None:
    rows = page.locator(".row.grid .new .cells")
    assert rows.count() == 7
    assert page.locator('.row.grid:has(ins[data-c="16"]) .new .cells > span').all_inner_texts()[3].startswith("1000")
    edges = {tuple(round(x) for x in page.evaluate("cells => [...cells.children].map(one => one.getBoundingClientRect().left)", row))
             for row in rows.element_handles()}
    assert len(edges) == 1


def test_consequences_stand_under_their_change(page: Page) -> None:
    said = page.inner_text("#e6 .also")
    assert "同时影响" in said and "目标·时限：2022-10-31 前 → 2022-12-31 前（减弱）：" in said
    assert page.locator(".also").count() == 1


def test_every_change_has_one_place_in_the_text(page: Page) -> None:
    assert page.locator(".entry").count() == 28
    for number in range(1, 29):
        assert page.locator(f"#m{number}").count() == 1, number


# ------------------------------------------------------------------------------------------------ clicks and keys

@pytest.mark.parametrize("width", [1280, 390])
def test_an_entry_leads_to_its_place_and_back(browser: Browser, written: Path, width: int) -> None:
    with opened(browser, written, width=width, height=844) as page:
        page.click("#e20 .go")
        assert page.locator(".entry.current").get_attribute("id") == "e20"
        assert _in_view(page, "#m20")
        assert page.locator('ins[data-c="20"].current').inner_text() == "1500"
        assert page.locator("del.current, ins.current").count() == 2
        page.click('ins[data-c="21"], del[data-c="21"]')
        assert page.locator(".entry.current").get_attribute("id") == "e21"
        assert _in_view(page, "#e21")
        page.click("#m7")
        assert page.evaluate("document.activeElement.closest('.entry').id") == "e7"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_steps_by_button_and_key_go_round(page: Page) -> None:
    page.click("#next")
    assert page.inner_text("#place") == "第1/28处"
    page.keyboard.press("j")
    assert page.inner_text("#place") == "第2/28处" and _in_view(page, "#m2")
    page.keyboard.press("k")
    page.click("#previous")
    assert page.inner_text("#place") == "第28/28处" and _in_view(page, "#m28")
    page.fill("#search", "")
    page.type("#search", "jk")
    assert page.inner_text("#place") == "共0处"


def test_filters_combine_and_are_told(page: Page) -> None:
    page.locator("label.chip.weaker").click()
    assert _shown(page) == ["3", "4", "6", "7", "8", "16", "21"]
    assert page.inner_text("#state") == "显示28处中的7处"
    assert page.locator("#state").get_attribute("aria-live") == "polite"
    page.locator('.chip:has([value="incentive"])').click()
    assert _shown(page) == ["21"]
    assert page.locator('.chip:has([value="stronger"]) b').inner_text() == "1"
    page.keyboard.press("j")
    assert page.inner_text("#place") == "第1/1处" and page.locator(".entry.current").get_attribute("id") == "e21"
    assert "off" in (page.locator('ins[data-c="1"]').get_attribute("class") or "")
    page.click("#clear")
    assert len(_shown(page)) == 28 and page.inner_text("#state") == "共28处"
    assert page.locator("[data-c].off").count() == 0


def test_search_looks_into_sentences_and_quotes(page: Page) -> None:
    page.fill("#search", "牵头单位")
    assert _shown(page) == ["13"]
    page.fill("#search", "没有这样的词")
    assert _shown(page) == [] and page.inner_text("#none") == "没有符合条件的变化。"
    page.keyboard.press("Escape")
    assert len(_shown(page)) == 28


def test_a_mark_whose_entry_is_filtered_out_brings_it_back(page: Page) -> None:
    page.locator("label.chip.weaker").click()
    page.click("#m1")
    assert page.locator("#e1").is_visible() and len(_shown(page)) == 28


def test_everything_is_reached_by_keyboard(page: Page) -> None:
    page.focus("#search")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.inner_text("#state") == "显示28处中的7处"
    page.focus("#e6 .go")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "m6"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.entry').id") == "e6"


def test_unchanged_runs_fold_and_unfold(page: Page) -> None:
    buttons = page.locator("button.unfold")
    assert buttons.count() >= 1
    first = buttons.first
    count = int(re.search(r"\d+", first.inner_text())[0])  # type: ignore[index]
    fold = page.locator(f"#{first.get_attribute('aria-controls')}")
    assert fold.locator(".row").count() == count and not fold.locator(".row").first.is_visible()
    first.click()
    assert fold.locator(".row").first.is_visible() and first.get_attribute("aria-expanded") == "true"
    assert "收起" in first.inner_text()
    first.click()
    assert not fold.locator(".row").first.is_visible()
    page.click("#unfold")
    assert page.inner_text("#unfold") == "只看变化" and page.locator(".fold[hidden]").count() == 0
    page.click("#unfold")
    assert page.locator(".fold[hidden]").count() == buttons.count()


def test_moved_rows_lead_to_each_other(page: Page) -> None:
    away = page.locator(".row.moved .old .jump")
    here = page.locator(".row.moved .new .jump")
    assert away.count() == here.count() >= 1
    target = away.first.get_attribute("href")
    away.first.click()
    assert _in_view(page, str(target)) and "moved" in (page.locator(str(target)).get_attribute("class") or "")
    assert page.locator(f"{target} .new .jump").count() == 1


def test_on_paper_there_are_no_buttons(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden() and page.locator(".toolbar").is_hidden()
    for selector in (".headline", "#e28", "#texts", ".chief"):
        assert page.locator(selector).is_visible()
    decoration = "one => getComputedStyle(one).textDecorationLine"
    assert page.eval_on_selector("ins[data-c]", decoration) == "underline"
    assert page.eval_on_selector("del[data-c]", decoration) == "line-through"


def test_dark_is_dark(browser: Browser, written: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        with opened(browser, written, scheme=scheme) as page:
            grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    light, dark = ([int(one) for one in re.findall(r"\d+", ground)[:3]] for ground in grounds)
    assert min(light) > 200 and max(dark) < 60


# ------------------------------------------------------------------------------------------------ odd and hostile

def test_words_of_a_plan_never_run(browser: Browser, tmp_path: Path) -> None:
    old = planparse.parse_text(HOSTILE, name='"><script>alert(3)</script>.txt')
    new = planparse.parse_text(HOSTILE.replace("60个", "80个<b>"), name="javascript:alert(4)")
    message = "<script>alert(5)</script>由60个改为80个</script>"
    told = [Told("target", "changed", "value", "60个", "80个<b>", "stronger", ["<svg onload=alert(6)>"], message)]
    with opened(browser, _write(tmp_path, old, new, told)) as page:
        assert page.locator(".message").inner_text() == message
        assert "onerror" in page.inner_text("#texts") and "{{ 7*7 }}" in page.inner_text("#texts")
        assert page.locator("body script").count() == 1 and page.locator("main img, main svg, main b.x").count() == 0
        assert page.title() != "hacked"
        links = page.eval_on_selector_all("a", "all => all.map(one => one.getAttribute('href'))")
        assert links and all(link.startswith("#") for link in links)
        page.click("#e1 .go")
        page.fill("#search", "<script>")
        assert _shown(page) == ["1"]


def test_same_plans_say_so(browser: Browser, tmp_path: Path) -> None:
    old, _, _ = corpus_pair("yunxiu-ecommerce")
    with opened(browser, _write(tmp_path, old, old, [])) as page:
        assert page.inner_text(".headline") == "两个版本内容一致，没有变化。"
        assert page.locator("#changes").count() == 0 and page.locator("#next").count() == 0
        page.click("#unfold")
        assert page.locator(".row:not(.columns)").first.is_visible()


def test_empty_plans_make_a_page(browser: Browser, tmp_path: Path) -> None:
    empty = planparse.parse_text("")
    with opened(browser, _write(tmp_path, empty, empty, [])) as page:
        assert page.locator(".headline").count() == 1


def test_the_same_plans_give_the_same_bytes() -> None:
    old, new, told = corpus_pair("yunxiu-ecommerce")
    assert diff_page(old, new, *made(old, new, told)) == diff_page(old, new, *made(old, new, told))


def test_what_breaks_utf8_or_turns_writing_is_replaced() -> None:
    old, new = planparse.parse_text("目标\ud800一\n"), planparse.parse_text("目标\u202e二\x07\n")
    rows = (Row("changed", Span(0, 4), Span(0, 5), (Edit(Span(2, 4), Span(2, 5)),)),)
    same = Diff(old=_version(old), new=_version(new), changes=[], summary=Summary(same=True, counts={}, stronger=0, weaker=0))
    written = diff_page(old, new, same, Alignment(rows))
    written.encode("utf-8")
    assert not re.search("[\x07\u202e]", written)


def _version(plan: Plan) -> Version:
    return Version(name=plan.source.name, sha256=plan.source.sha256)


# ------------------------------------------------------------------------------------------------ lines without a browser

def _change(name: str, old: Span | None = None, new: Span | None = None) -> Change:
    places = [Place(span=span, quote="", value=None) if span else None for span in (old, new)]
    return Change(id=name, kind="text", change="changed", field="wording", effect="neutral", section=[], old=places[0],
                  new=places[1], message="改。")


def test_a_change_no_row_names_goes_to_the_row_that_holds_it() -> None:
    old = new = planparse.parse_text("第一段\n第二段\n")
    rows = (Row("same", Span(0, 3), Span(0, 3)), Row("same", Span(4, 7), Span(4, 7)))
    made_lines = lines(old, new, [_change("a", old=Span(5, 6))], Alignment(rows))
    assert [line.first for line in made_lines] == [(), (1,)]


def test_each_change_is_told_first_once_at_an_edit() -> None:
    old, new = planparse.parse_text("建成9个，覆盖9%\n"), planparse.parse_text("建成8个，覆盖8%\n")
    edits = (Edit(Span(2, 3), Span(2, 3), ("a",)), Edit(Span(7, 8), Span(7, 8), ("a", "b")))
    rows = (Row("changed", Span(0, 9), Span(0, 9), edits, 0, None, ("a", "b")),)
    line, = lines(old, new, [_change("a"), _change("b")], Alignment(rows))
    assert line.first == () and line.new is not None and line.old is not None
    assert [(piece.text, piece.first) for piece in line.new if piece.mark] == [("8", (1,)), ("8", (2,))]
    assert not any(piece.first for piece in line.old)


def test_page_ends_and_line_ends_inside_a_paragraph_are_not_shown() -> None:
    text = "建成服务\n— 3 —\n站60个 and\nmore。\n"
    plan = planparse.parse_text(text).model_copy(update={"furniture": [Span(5, 10)], "paragraphs": [Span(0, 25)], "table_records": []})
    line, = lines(plan, plan, [], Alignment((Row("same", Span(0, 25), Span(0, 25)),)))
    assert line.old is not None and "".join(piece.text for piece in line.old).strip() == "建成服务站60个 and more。"


def test_a_change_is_told_at_its_new_words_if_it_has_any() -> None:
    old, new = planparse.parse_text("覆盖率不低于85%\n"), planparse.parse_text("覆盖率85%左右\n")
    edits = (Edit(Span(3, 6), Span(3, 3), ("a",)), Edit(Span(9, 9), Span(6, 8), ("a",)))
    line, = lines(old, new, [_change("a")], Alignment((Row("changed", Span(0, 9), Span(0, 8), edits),)))
    assert line.old is not None and line.new is not None
    assert [(piece.text, piece.first) for piece in (*line.old, *line.new) if piece.mark] == [("不低于", ()), ("左右", (1,))]


def test_sentences_of_a_paragraph_are_joined_and_a_heading_runs_in() -> None:
    old, new = planparse.parse_text("（一）加强领导。成立专班。每月调度。\n"), planparse.parse_text("（一）加强领导。成立专班。每周调度。\n")
    paragraph = {"paragraphs": [Span(0, 18)], "table_records": []}
    old, new = old.model_copy(update=paragraph), new.model_copy(update=paragraph)
    rows = (Row("same", Span(0, 8), Span(0, 8), level=2), Row("same", Span(8, 13), Span(8, 13)), Row("removed", Span(13, 18), None),
            Row("added", None, Span(13, 18)))
    line, = lines(old, new, [], Alignment(rows))
    assert line.run_in and line.state == "changed" and line.old is not None and line.new is not None
    assert [(piece.text, piece.mark, piece.strong) for piece in line.new] == [
        ("（一）加强领导。", "", True), ("成立专班。", "", False), ("每周调度。", "ins", False)]
    assert [piece.mark for piece in line.old] == ["", "", "del"]


@pytest.mark.parametrize("away", [1, 2])
def test_a_paragraph_that_gives_a_sentence_away_is_not_joined_over_it(away: int) -> None:
    plan = planparse.parse_text("甲。乙。丙。\n").model_copy(update={"paragraphs": [Span(0, 6)]})
    rows = [Row("same", Span(0, 2), Span(0, 2)), Row("same", Span(4, 6), Span(2, 4)), Row("moved", Span(2, 4), Span(4, 6))]
    rows.insert(away, Row("moved", Span(2, 4), None, moved_to=3))
    made_lines = lines(plan, plan, [], Alignment(tuple(rows)))
    assert [line.state for line in made_lines] == [row.state for row in rows]
    assert [(line.other, line.link) for line in made_lines if line.state == "moved"] == [(3, True), (away, True)]
    assert ["".join(piece.text for piece in line.old or ()) for line in made_lines if line.state == "same"] == ["甲。", "丙。"]


def test_headings_above_a_change_stay_unfolded() -> None:
    plan = planparse.parse_text("字\n" * 40)
    rows = [Row("same", Span(2 * one, 2 * one + 1), Span(2 * one, 2 * one + 1), level={0: 1, 4: 2, 30: 1}.get(one, 0)) for one in range(40)]
    rows[20] = Row("changed", rows[20].old, rows[20].new, (Edit(Span(40, 41), Span(40, 41), ("a",)),), 0, None, ("a",))
    made_lines = lines(plan, plan, [_change("a")], Alignment(tuple(rows)))
    folded = {line.index for block in blocks(made_lines) if block.folded for line in block.lines}
    assert not folded & {0, 4, 19, 20, 21} and {1, 3, 5, 18, 22, 30, 39} <= folded
    assert [line.index for block in blocks(made_lines) for line in block.lines] == list(range(40))
