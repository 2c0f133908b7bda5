"""What changed between two versions: pairs of sentences, the corpus' second versions, moves, noise."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import planparse
from planparse.model.change import Change, Diff
from planparse.model.plan import Plan
from planparse.revision.diff import compared
from planparse.revision.patch import facts, patch
from planparse.validation import problems

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("yunxiu-ecommerce", "chenglan-health")


def told(old: str, new: str) -> list[str]:
    """kind/change/field/effect of every change between two texts."""
    return [_short(change) for change in planparse.diff(planparse.parse_text(old), planparse.parse_text(new)).changes]


def _short(change: Change) -> str:
    return "/".join(filter(None, (change.kind, change.change, change.field, change.effect)))


#: Old sentence, new sentence, what must be told (and nothing else). No sentence stands in a published plan.
PAIRS = [
    # numbers
    ("到2026年底，建成乡村书屋60个以上。", "到2026年底，建成乡村书屋80个以上。", "target/changed/value/stronger"),
    ("到2026年底，建成乡村书屋六十个。", "到2026年底，建成乡村书屋五十个。", "target/changed/value/weaker"),
    ("到2026年底，污水处理率达到95%以上。", "到2026年底，污水处理率达到92%以上。", "target/changed/value/weaker"),
    ("事项办理时限压缩至5个工作日。", "事项办理时限压缩至3个工作日。", "target/changed/value/stronger"),
    ("单位产值能耗下降12%。", "单位产值能耗下降15%。", "target/changed/value/stronger"),
    ("细颗粒物浓度控制在35微克/立方米以内。", "细颗粒物浓度控制在38微克/立方米以内。", "target/changed/value/weaker"),
    ("社区食堂日均供餐能力300—500份。", "社区食堂日均供餐能力300—400份。", "target/changed/value/weaker"),
    # bounds, hedges, units, frequency
    ("到2026年底，培训农机手不少于400人次。", "到2026年底，培训农机手400人次左右。", "target/changed/comparator/weaker"),
    ("到2026年底，培训农机手400人次。", "到2026年底，培训农机手400人次以上。", "target/changed/comparator/stronger"),
    ("到2026年底，建成乡村书屋60个。", "到2026年底，力争建成乡村书屋60个。", "target/changed/modality/weaker"),
    ("到2026年底，力争建成乡村书屋60个。", "到2026年底，确保建成乡村书屋60个。", "target/changed/modality/stronger"),
    ("到2026年底，建成乡村书屋60个。", "到2026年底，建成乡村书屋60家。", "target/changed/unit/neutral"),
    ("每季度开展技术巡诊1次。", "每月开展技术巡诊1次。", "target/changed/per/stronger"),
    ("专家每周坐诊不少于2次。", "专家每月坐诊不少于6次。", "target/changed/per/weaker"),
    # time
    ("2025年6月底前完成公厕改造30座。", "2025年9月底前完成公厕改造30座。", "deadline/changed/deadline/weaker"),
    ("2025年6月底前完成公厕改造30座。", "2025年3月底前完成公厕改造30座。", "deadline/changed/deadline/stronger"),
    ("收到材料后15日内完成审核。", "收到材料后10日内完成审核。", "deadline/changed/duration/stronger"),
    # money
    ("安排县级财政资金300万元用于农机购置。", "安排县级财政资金260万元用于农机购置。", "budget/changed/amount/weaker"),
    ("对通过认证的合作社，给予一次性奖励5万元。", "对通过认证的合作社，给予一次性奖励8万元。", "incentive/changed/amount/stronger"),
    ("对通过认证的合作社，给予奖励5万元。", "对通过认证的合作社，给予奖励最高5万元。", "incentive/changed/cap/weaker"),
    # units
    ("责任单位：县商务局、县财政局、团县委。", "责任单位：县商务局、县财政局。", "responsibility/changed/units/weaker"),
    ("责任单位：县商务局、县财政局。", "责任单位：县商务局、县财政局、县林业局。", "responsibility/changed/units/stronger"),
    ("责任单位：县商务局、县财政局。", "责任单位：县商务局、县林业局。", "responsibility/changed/units/neutral"),
    ("牵头单位：县商务局；配合单位：县财政局。", "牵头单位：县财政局；配合单位：县商务局。", "responsibility/changed/role/neutral"),
    # citations and words
    ("根据《河道管理办法》（云政发〔2021〕3号）制定本方案。", "根据《河道管理办法》（云政发〔2023〕3号）制定本方案。",
     "citation/changed/doc_number/neutral"),
    ("加强宣传引导，营造良好氛围。", "加大宣传引导，营造浓厚氛围。", "text/changed/wording/neutral"),
    ("确保资金专款专用。", "原则上资金专款专用。", "text/changed/wording/weaker"),
    ("加强组织领导。定期调度进展。", "加强组织领导。", "text/removed/neutral"),
    ("加强组织领导。", "加强组织领导。定期调度进展。", "text/added/neutral"),
    # whole items
    ("加强队伍建设。到2026年底，建成乡村书屋60个。", "加强队伍建设。", "target/removed/weaker deadline/removed/weaker"),
    ("建成乡村书屋60个、农家小院20家。", "建成乡村书屋60个、农家小院20家、村史馆5座。", "target/added/stronger"),
]


@pytest.mark.parametrize(("old", "new", "expected"), PAIRS)
def test_one_edit_is_one_change(old: str, new: str, expected: str) -> None:
    assert sorted(told(old, new)) == sorted(expected.split())


#: Edits that say nothing else.
SAME = [
    ("到2026年底，建成乡村书屋60个。", "到２０２６年底， 建成乡村\n书屋60个．".replace("．", "。")),
    ("一、目标\n建成乡村书屋60个。\n二、保障\n加强领导。", "一、目标\n建成乡村书\n屋60个。\n— 1 —\n二、保障\r\n加强领导。\n"),
    ("（一）培训\n培训农机手400人次，每人不少于10天。", "(一)培训\n\n培训农机手4\n00人次,每人不少于1\n0天。"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_line_ends_spaces_and_widths_are_no_change(old: str, new: str) -> None:
    assert told(old, new) == [] == told(new, old)


def test_a_number_alone_in_its_line_is_no_change() -> None:
    """The parser takes it for a page number; the diff sees that the same is printed."""
    text = "一、目标\n到2026年底，培训农机手400人次，建成乡村书屋60个，改造农贸市场12处。\n"
    torn = text.replace("400人次", "\n400\n人次")
    assert told(text, torn) == []


def _rows(name: str) -> list[list[str]]:
    """The rows of a list of changes that people wrote."""
    lines = (ROOT / "corpus" / f"{name}.changes.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\|\s*\d", line)]
    assert rows
    return rows


def _words(cell: str) -> str:
    return re.sub(r"\s+", "", cell.strip("`"))


#: Where the list itself says that another reading is right, too.
OTHERWISE = {("yunxiu-ecommerce", "16"), ("yunxiu-ecommerce", "17"), ("yunxiu-ecommerce", "18"), ("chenglan-health", "26")}


@pytest.mark.parametrize("name", VERSIONS)
def test_second_versions_of_the_corpus(name: str) -> None:
    """Every change that people listed is told once with its field and effect, and nothing else is."""
    old, new = (planparse.parse(ROOT / "corpus" / path) for path in (f"{name}/plan.txt", f"{name}.v2.txt"))
    left = list(planparse.diff(old, new).changes)
    for number, kind, manner, field, _, before, after, effect in _rows(name):
        found = [change for change in left if change.kind == kind and (change.change == manner or (name, number) in OTHERWISE)
                 and _meets(change, old, new, _words(before), _words(after))]
        assert found, (number, before, after)
        best = next((one for one in found if (one.field or "") == field), found[0])
        if (name, number) not in OTHERWISE:
            fields = {best.field, *(one.field for one in best.also)}
            assert manner == "moved" or (field or None) in fields, (number, field, best)
            assert best.effect == effect, (number, best.message)
        left.remove(best)
    assert [change.message for change in left] == []


def _meets(change: Change, old: Plan, new: Plan, before: str, after: str) -> bool:
    """Whether a change stands in the words of the list."""
    for side, plan, words in ((change.old, old, before), (change.new, new, after)):
        if side is None or not words:
            continue
        flat = [at for at, char in enumerate(plan.text) if not char.isspace()]
        squeezed = "".join(plan.text[at] for at in flat)
        at = squeezed.find(words)
        assert at >= 0, words
        if not (side.span.start <= flat[at + len(words) - 1] and flat[at] < side.span.end):
            return False
    return True


@pytest.mark.parametrize("name", VERSIONS)
def test_a_diff_can_be_carried_out_and_read_again(name: str) -> None:
    old, new = (planparse.parse(ROOT / "corpus" / path) for path in (f"{name}/plan.txt", f"{name}.v2.txt"))
    for one, two in ((old, new), (new, old)):
        made = planparse.diff(one, two)
        assert patch(made, one) == facts(two) != facts(one)
        assert Diff.from_json(made.to_json()).to_json() == made.to_json()
        assert problems(made.to_json()) == []


TREE = """一、主要任务
（一）办好乡村集市
每月举办乡村集市2场以上，引导手艺人、种植户到场交易。
责任单位：县商务局、县文旅局
（二）修好田间道路
到2026年底，修建田间道路45公里，方便农机下田。
责任单位：县交通运输局、县农业农村局
（三）管好农家书屋
农家书屋每周开放不少于5天，配备管理员1名。
责任单位：县文旅局
"""
_PARTS = re.split(r"(?m)^(?=（[一二三]）)", TREE)


def test_a_moved_section_is_one_move_and_nothing_of_what_it_holds() -> None:
    head, one, two, three = _PARTS
    assert told(TREE, head + two + three + one) == ["section/moved/neutral"]
    assert told(TREE, head + three + one + two) == ["section/moved/neutral"]


def test_a_moved_section_that_was_edited_tells_both() -> None:
    head, one, two, three = _PARTS
    assert told(TREE, head + two.replace("45公里", "50公里") + one + three) in (
        ["target/changed/value/stronger", "section/moved/neutral"], ["section/moved/neutral", "target/changed/value/stronger"])


def test_a_new_number_is_a_new_label() -> None:
    assert told(TREE, TREE.replace("（三）", "（四）")) == ["section/changed/label/neutral"]
    assert told(TREE, TREE.replace("管好农家书屋", "用好农家书屋")) == ["section/changed/title/neutral"]


def test_a_section_taken_out_is_told_once_with_its_items() -> None:
    head, one, _two, three = _PARTS
    assert sorted(told(TREE, head + one + three)) == [
        "deadline/removed/weaker", "responsibility/removed/weaker", "section/removed/weaker", "target/removed/weaker"]


def test_tasks_split_and_merged() -> None:
    text = ("一、主要任务\n（一）办好乡村集市\n每月举办乡村集市2场以上，引导手艺人、种植户到场交易。组织流动商贩登记备案，统一划定摊位并公示收费标准。\n"
            "（二）修好田间道路\n修建田间道路45公里，方便农机下田。\n")
    parted = text.replace("组织流动商贩", "\n（二）规范流动商贩\n组织流动商贩").replace("（二）修好", "（三）修好")
    assert told(text, parted) == ["section/changed/split/neutral", "section/changed/label/neutral"]
    assert told(parted, text) == ["section/changed/merged/neutral", "section/changed/label/neutral"]


def test_what_a_deadline_governs_follows_from_it() -> None:
    old, new = (planparse.parse_text(f"到{year}年底，建成乡村书屋60个、村史馆5座。") for year in (2026, 2027))
    change, = planparse.diff(old, new).changes
    assert _short(change) == "deadline/changed/deadline/weaker"
    assert [(one.kind, one.field, one.old) for one in change.also] == [("target", "deadline", "t1"), ("target", "deadline", "t2")]


def test_a_hedge_in_front_of_a_list_is_one_change() -> None:
    change, = planparse.diff(planparse.parse_text("建成乡村书屋60个、村史馆5座。"), planparse.parse_text("力争建成乡村书屋60个、村史馆5座。")).changes
    assert _short(change) == "target/changed/modality/weaker" and change.new is not None and "力争" in change.new.quote
    assert [one.field for one in change.also] == ["modality"]


def test_plans_in_other_formats_are_compared_by_what_they_say() -> None:
    folder = ROOT / "corpus" / "yunxiu-ecommerce"
    text = planparse.parse(folder / "plan.txt")
    for name in ("plan.docx", "plan.pdf", "plan.html", "plan.ofd"):
        assert planparse.diff(text, planparse.parse(folder / name)).summary.same, name


def test_rows_hold_both_texts_whole() -> None:
    """Each side's rows follow each other without overlap and hold every character of its paragraphs and cells."""
    for name in VERSIONS:
        old, new = (planparse.parse(ROOT / "corpus" / path) for path in (f"{name}/plan.txt", f"{name}.v2.txt"))
        made, alignment = compared(old, new)
        told_ids = {one for row in alignment.rows for edit in row.edits for one in edit.changes}
        told_ids |= {one for row in alignment.rows for one in row.changes}
        assert told_ids == {change.id for change in made.changes}
        for plan, spans in ((old, [row.old for row in alignment.rows if row.old and (row.state != "moved" or not row.new)]),
                            (new, [row.new for row in alignment.rows if row.new])):
            spans = sorted(spans)
            assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
            held = "".join(plan.text[slice(*span)] for span in spans)
            assert re.sub(r"\s", "", held) == re.sub(r"\s", "", plan.text)


def test_plans_without_anything_in_them() -> None:
    nothing, something = planparse.parse_text(""), planparse.parse_text("加强领导。")
    assert planparse.diff(nothing, nothing).summary.same
    assert told("", "加强领导。") == ["text/added/neutral"] and told("加强领导。", "") == ["text/removed/neutral"]
    assert not planparse.diff(nothing, something).summary.same


FRAME = "一、重点任务\n（一）完善设施\n加强农贸市场管理。{}修建步道8公里。\n{}"


def test_a_target_taken_out_of_the_prose_is_removed_though_a_table_states_it_too() -> None:
    table = "序号\t任务\t内容\t完成时限\n1\t完善设施\t改造转运站9座\t2026年6月底前\n"
    made = told(FRAME.format("改造转运站9座，日处理能力不低于60吨。", table), FRAME.format("", table))
    assert made == ["target/removed/weaker", "target/removed/weaker"]


def test_a_heading_with_a_date_in_it_is_taken_out_with_it() -> None:
    text = "一、实施步骤\n（一）启动阶段（2026年1月—3月）\n成立专班，摸清底数。\n（二）验收阶段（2026年10月—12月）\n开展自查，报送总结。\n"
    assert told(text, text[:text.index("（二）")]) == ["section/removed/neutral", "deadline/removed/weaker"]


def test_the_number_of_a_threshold_is_its_own_value() -> None:
    old, new = (planparse.parse_text(f"到2026年底，打造2个产值超{n}亿元的产业集群。") for n in (50, 60))
    change, = planparse.diff(old, new).changes
    assert (change.kind, change.field, change.effect) == ("target", "value", "stronger")
    assert change.old is not None and change.old.value == 5_000_000_000
    assert [one.field for one in change.also] == ["indicator"]


def test_widths_of_characters_hide_no_unit_that_was_dropped() -> None:
    assert told("责任单位：各乡（镇、街道）、县直部门", "责任单位:各乡(镇、街道)") == ["responsibility/changed/units/weaker"]



def test_a_message_tells_what_is_due() -> None:
    old, new = (planparse.parse_text(f"到{year}年底，建成乡村书屋60个、村史馆5座。") for year in (2026, 2027))
    assert [change.message for change in planparse.diff(old, new).changes] == [
        "“乡村书屋”等2项目标的时限由“到2026年底”推迟到“到2027年底”，承诺减弱。"]


def test_a_task_split_with_its_unit_is_told_as_split() -> None:
    old = ("一、任务\n（一）夯实基础\n建设示范基地20个以上；建设气象监测站12座。组织技术人员下乡服务，做到随叫随到。\n责任单位：县农业农村局、县气象局\n"
           "（二）其他\n做好档案工作。\n")
    new = ("一、任务\n（一）夯实基础\n建设示范基地20个以上。组织技术人员下乡服务，做到随叫随到。\n责任单位：县农业农村局\n"
           "（二）办好气象服务\n建设气象监测站12座。\n责任单位：县气象局\n（三）其他\n做好档案工作。\n")
    assert told(old, new) == ["section/changed/split/neutral", "responsibility/changed/units/weaker", "responsibility/added/stronger",
                              "section/changed/label/neutral"]
    assert "section/changed/merged/neutral" in told(new, old) and not any("/moved" in one for one in told(new, old))
    for one, two in ((old, new), (new, old)):
        plans = planparse.parse_text(one), planparse.parse_text(two)
        assert patch(planparse.diff(*plans), plans[0]) == facts(plans[1])


@pytest.mark.parametrize(("edited", "said"), [("2场", "内容不变"), ("3场", "内容另有改动")])
def test_a_moved_section_says_whether_it_was_edited(edited: str, said: str) -> None:
    head, one, two, three = _PARTS
    made = planparse.diff(planparse.parse_text(TREE), planparse.parse_text(head + two + three + one.replace("2场", edited)))
    moved, = [change for change in made.changes if change.change == "moved"]
    assert moved.message.endswith(f"{said}。")



PLACES = [
    # a term of what is paid is no date of delivery; more of it is better
    ("对入驻企业连续3年给予租金补贴。", "对入驻企业连续2年给予租金补贴。", "deadline/changed/duration/weaker"),
    ("成果公示7天。", "成果公示5天。", "deadline/changed/duration/neutral"),
    # one measure is one change, by what it promises
    ("到2026年底，建成乡村书屋不少于60个。", "到2026年底，建成乡村书屋80个。", "target/changed/value/stronger"),
    ("每年开展巡诊12次。", "每月开展巡诊1次。", None),
    # quotation marks of a typewriter
    ("实施“一村一品”工程。", "实施\"一村一品\"工程。", ""),
    # part of a name
    ("责任单位：各乡镇、街道", "责任单位：各乡镇", "responsibility/changed/units/weaker"),
    # a hedge that went with its target tells nothing of its own
    ("力争农产品销售额增长15%以上。", "推动农产品销售额实现较快增长。", "target/removed/weaker text/changed/wording/neutral"),
]


@pytest.mark.parametrize(("old", "new", "expected"), PLACES)
def test_what_an_examiner_found(old: str, new: str, expected: str | None) -> None:
    if expected is None:
        assert {one.rsplit("/", 1)[1] for one in told(old, new)} == {"neutral"}
    else:
        assert sorted(told(old, new)) == sorted(expected.split())


def test_another_reading_of_unedited_words_is_no_consequence() -> None:
    """Pages show what follows from an edit, not what line ends did to the parser."""
    text = (ROOT / "corpus" / "jichuan-environment" / "plan.txt").read_text("utf-8")
    torn = re.sub(r"(?m)^(.{9,}?)$", lambda line: "\n".join(re.findall(".{1,7}", line[1])), text)
    plans = planparse.parse_text(text), planparse.parse_text(torn.replace("。", "。再添一句。", 1))
    also = [one for change in planparse.diff(*plans).changes for one in change.also]
    causes = {one.cause for one in also if one.kind == "target" and one.field in (None, "value", "unit")}
    assert causes == {"reading"}
