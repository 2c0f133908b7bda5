"""Scans: what recognition reads, where it is called, what it repairs and says; most with an engine made up for the test."""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from planparse.api import parse
from planparse.codec import encode
from planparse.errors import MissingExtra, UnreadableInput
from planparse.model.document import BlockKind, Document
from planparse.pipeline import parse_document
from planparse.readers import read_bytes
from planparse.readers.ocr import engine as engines
from planparse.readers.ocr import mixed, pictures
from planparse.readers.ocr.boxes import single
from planparse.readers.ocr.engine import Words, available
from planparse.readers.ocr.picture import ink, straightened, tilt, without_seals
from planparse.readers.ocr.repair import changes, prints_wide
from planparse.readers.ocr.ruled import drawn_rules
from planparse.text.fold import fold

pytestmark = pytest.mark.skipif(not available(), reason="the extra ocr is not installed")
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
WIDTH, HEIGHT, SIZE, LEAD, DOT = 595.3, 841.9, 16.0, 28.0, 200 / 72
Draw = Callable[[Canvas], None]
Written = tuple[str, float, float]         # words, left edge, middle (points)


class Eyes:
    """An engine that sees on each page what the test wrote, and is sure of all characters but those named."""

    def __init__(self, *pages: Sequence[Written], doubts: dict[str, float] | None = None) -> None:
        self.pages, self.doubts, self.calls, self.here = list(pages), doubts or {}, 0, ()

    def find(self, picture: Any) -> list[Any]:
        import numpy

        self.here, self.calls = self.pages[self.calls] if self.calls < len(self.pages) else (), self.calls + 1
        return [numpy.array([[x, y - 11], [x + SIZE * len(text), y - 11], [x + SIZE * len(text), y + 11], [x, y + 11]],
                            numpy.float32) * DOT for text, x, y in self.here]

    def read(self, lines: Sequence[Any]) -> list[Words]:
        longer = 0.2 * 22
        return [Words(text, tuple((longer + (k + 0.5) * SIZE) / (2 * longer + SIZE * len(text)) for k in range(len(text))),
                      tuple(self.doubts.get(char, 0.999) for char in text))
                for text, _, _ in (self.here if len(lines) == len(self.here) else [("", 0, 0)] * len(lines))]


def lines(text: str, top: float = 100.0, count: int = 27) -> list[Written]:
    """A paragraph as it is set: first line indented, full lines."""
    rows = [text[:count - 2], *(text[k:k + count] for k in range(count - 2, len(text), count))]
    return [(row, 80.0 + (2 * SIZE if not k else 0), top + k * LEAD) for k, row in enumerate(rows)]


def make(*pages: Draw) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def typed(text: str) -> Draw:
    """A page with a text layer."""
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", SIZE)
        for words, x, y in lines(text):
            canvas.drawString(x, HEIGHT - y, words)
    return draw


def scanned(mark: str = "") -> Draw:
    """A page that is one picture, with the mark of a scanner below if one is given."""
    def draw(canvas: Canvas) -> None:
        from PIL import Image

        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 255)), 0, 0, WIDTH, HEIGHT)
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(460, 15, mark)
    return draw


def garbled(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 12)
    for k, text in enumerate(("!\"#$%&'()*+,-./0 犐犆犛 $%&'<=>?@[]^_`{|}~", "犔犕犜犇 *?+,@AB ; < #$%")):
        canvas.drawString(80, 300 - 30 * k, text)


@pytest.fixture
def see(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Eyes]:
    """Put an engine of the test in the place of the real one."""
    def put(*pages: Sequence[Written], doubts: dict[str, float] | None = None) -> Eyes:
        eyes = Eyes(*pages, doubts=doubts)
        for module in (mixed, pictures):
            monkeypatch.setattr(module, "engine", lambda: eyes)
        return eyes
    return put


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    for module in (mixed, pictures, engines):
        monkeypatch.setattr(module, "available", lambda: False)
    engines.engine.cache_clear()


def codes(document: Document) -> list[str]:
    return [one.code for one in document.diagnostics]


PLAN = "到2025年底，建成村级电商服务站30个，培训农村实用人才1500人次，农产品网络零售额年均增长12%以上，其余另行通知。"
MORE = "县商务局负责统筹协调，县财政局安排专项资金120万元，各乡镇人民政府按照职责分工抓好落实，定期报告进展情况。"


# ---------------------------------------------------------------- which pages recognition reads

def test_a_scan_is_read_and_says_so(see):
    see(lines(PLAN), lines(MORE))
    document = read_bytes(make(scanned(), scanned()), "方案.pdf")
    assert document.text == f"{PLAN}\n{MORE}\n"
    assert (document.source.reader, document.source.pages) == ("ocr", 2)
    note, = document.diagnostics
    assert note.code == "ocr/page-read" and "第1—2页没有文字层" in note.message


def test_characters_have_their_places(see):
    see(lines(PLAN))
    document = read_bytes(make(scanned()), "a.pdf")
    boxes = document.boxes.coordinates
    for k, (x, middle) in enumerate([(112, 100), (128, 100), (144, 100)]):
        x0, top, x1, bottom = boxes[4 * k:4 * k + 4]
        assert abs(x0 - x) < 1.5 + 16 * (PLAN[k].isdigit()) / 2 and x0 < x1 <= x + 17
        assert top < middle < bottom and abs((top + bottom) / 2 - middle) < 3
    at = document.text.index("培训")
    assert boxes[4 * at + 1] < 128 < boxes[4 * at + 3] or boxes[4 * at + 1] < 100 < boxes[4 * at + 3]


def test_the_mark_of_a_scanner_is_no_text_layer(see):
    see(lines(PLAN), lines(MORE), lines(PLAN))
    document = read_bytes(make(*[scanned("扫描助手 创建")] * 3), "a.pdf")
    assert document.source.reader == "ocr" and MORE in document.text


def test_mixed_pages_keep_their_text_layer(see):
    eyes = see(lines(MORE))
    data = make(typed(PLAN), scanned("— 2 —"), typed(PLAN))
    document = read_bytes(data, "a.pdf")
    assert eyes.calls == 1
    assert [document.text[p.span.start:p.span.end].strip() for p in document.pages] == [PLAN, MORE, PLAN]
    assert document.source.reader == "pdf+ocr"
    assert "第2页没有文字层" in document.diagnostics[0].message
    sure = document.boxes.confidences
    at = document.text.index(MORE)
    assert all(math.isnan(value) for value in sure[:at]) and not any(math.isnan(value) for value in sure[at:at + len(MORE)])
    items = parse_document(document).targets
    assert [item.confidence for item in items] == [None] * len(items) and items


def test_garbled_pages_are_read(see):
    see(lines(MORE))
    document = read_bytes(make(typed(PLAN), garbled, typed(PLAN)), "a.pdf")
    assert MORE in document.text and "犐犆犛" not in document.text
    assert "第2页的文字层是乱码" in document.diagnostics[0].message


def test_a_text_layer_is_never_recognised(see, blind, monkeypatch):
    eyes = see()
    data = make(typed(PLAN), typed(MORE), lambda canvas: canvas.line(100, 100, 200, 100))
    without = read_bytes(data, "a.pdf")
    for module in (mixed, engines):
        monkeypatch.setattr(module, "available", lambda: True)
    document = read_bytes(data, "a.pdf")
    assert eyes.calls == 0 and repr(document) == repr(without) == repr(read_bytes(data, "a.pdf", reader="pdf"))
    assert document.boxes.confidences is None and document.source.reader == "pdf"


def test_a_caller_decides(see):
    see(lines(MORE))
    data = make(typed(PLAN))
    assert read_bytes(data, "a.pdf", reader="ocr").text == MORE + "\n"
    with pytest.raises(UnreadableInput, match="no text layer"):
        read_bytes(make(scanned()), "a.pdf", reader="pdf")


def test_without_the_extra_one_error_names_it(blind):
    for data, what in ((make(scanned()), "no text layer"), (make(garbled), "garbled"), (b"\x89PNG\r\n\x1a\n", "picture")):
        with pytest.raises(UnreadableInput, match="planparse\\[ocr\\]") as error:
            read_bytes(data, "扫描件")
        assert what in error.value.what
    with pytest.raises(MissingExtra, match="planparse\\[ocr\\]"):
        read_bytes(make(typed(PLAN)), "a.pdf", reader="ocr")
    document = read_bytes(make(typed(PLAN), scanned(), typed(MORE)), "a.pdf")
    assert codes(document) == ["pdf/page-without-text"] and MORE in document.text


def test_packages_that_cannot_be_loaded_are_named(monkeypatch):
    class Broken:
        def __init__(self) -> None:
            raise ImportError("libGL.so.1: cannot open shared object file")

    engines.engine.cache_clear()
    monkeypatch.setattr(engines, "_Rapid", Broken)
    with pytest.raises(MissingExtra, match="libGL"):
        engines.engine()
    with pytest.raises(UnreadableInput, match="libGL"):
        read_bytes(b"\x89PNG\r\n\x1a\n", "a.png")
    engines.engine.cache_clear()


def test_a_scan_on_which_nothing_is_read(see):
    see()
    with pytest.raises(UnreadableInput, match="no text was recognised"):
        read_bytes(make(scanned(), scanned()), "a.pdf")
    see(lines(PLAN))
    document = read_bytes(make(scanned(), scanned()), "a.pdf")
    assert "第2页上没有认出文字" in document.diagnostics[1].message


def test_what_cannot_be_read_is_left_out_and_told(see):
    see([*lines(PLAN), ("丽丽丽", 300.0, 600.0)], doubts={"丽": 0.3})
    document = read_bytes(make(scanned()), "a.pdf")
    assert document.text == PLAN + "\n" and codes(document) == ["ocr/page-read", "ocr/line-illegible"]
    assert "第1页有1处" in document.diagnostics[1].message


def test_pages_of_one_point_a_pixel(see):
    """Apps write pages 2480 × 3508 points large: places are told on that page, sizes are those of A4."""
    see(lines(PLAN))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(4 * WIDTH, 4 * HEIGHT), invariant=1)
    canvas.scale(4, 4)
    scanned()(canvas)
    canvas.save()
    document = read_bytes(stream.getvalue(), "a.pdf")
    assert document.text == PLAN + "\n" and round(document.pages[0].width) == round(4 * WIDTH)
    assert abs(document.boxes.coordinates[0] - 4 * 112) < 8


def test_a_page_that_hangs_on_another(see):
    """A paragraph runs on over the page end; the page number between goes behind it."""
    first, second = PLAN + MORE, MORE + PLAN
    whole = lines(first + second)
    above = [*whole[:5], ("-1-", 280.0, 800.0)]
    below = [(text, x, 100 + k * LEAD) for k, (text, x, _) in enumerate(whole[5:])]
    see(above, [*below, ("-2-", 280.0, 800.0)])
    document = read_bytes(make(scanned(), scanned()), "a.pdf")
    assert document.text.startswith(first + second + "\n")
    assert [document.text[b.span.start:b.span.end] for b in document.blocks if b.kind is BlockKind.FURNITURE] == ["—1—", "—2—"]


# ---------------------------------------------------------------- how sure

def test_items_tell_how_sure_recognition_is(see):
    see(lines(PLAN), doubts={"3": 0.612, "，": 0.3})
    plan = parse_document(read_bytes(make(scanned()), "a.pdf"))
    sure = {item.quote: item.confidence for item in plan.targets}
    assert sure["30个"] == 0.612 and sure["1500人次"] == 0.999
    finding, = [check for check in plan.checks if check.code == "ocr-uncertain"]
    assert finding.severity == "warning" and finding.found == "3" and "0.61" in finding.message
    assert plan.text[slice(*finding.spans[0])] == "3"


def test_marks_between_words_do_not_count(see):
    see(lines("建成站点1.5万个，培训人才（含复训）20人次，增长3—5%。"), doubts={"，": 0.3, "（": 0.3, "）": 0.3, ".": 0.7, "—": 0.8})
    plan = parse_document(read_bytes(make(scanned()), "a.pdf"))
    assert {item.quote: item.confidence for item in plan.targets} == {"1.5万个": 0.7, "20人次": 0.999, "3—5%": 0.8}
    assert sorted(check.found for check in plan.checks if check.code == "ocr-uncertain") == [".", "—"]


# ---------------------------------------------------------------- repairs

@pytest.mark.parametrize(("read", "printed"), [
    ("发展线上线下020体验馆", "发展线上线下O2O体验馆"),
    ("推广O20模式和020平台", "推广O2O模式和O2O平台"),
    ("2O21年新增l5个、1O0万元、3OO户", "2021年新增15个、100万元、300户"),
    ("2l年至2I年", "21年至21年"),
    ("实施期为2021年一2023年", "实施期为2021年—2023年"),
    ("建设3一5个", "建设3—5个"),
    ("2018年一-2021年", "2018年—-2021年"),
    ("某政办[2021]15号、某政办〔2021）15号", "某政办〔2021〕15号、某政办〔2021〕15号"),
    ("责任单位:县商务局,县财政局", "责任单位：县商务局，县财政局"),
    ("（含复训)", "（含复训）"),
    ("-12-", "—12—"),
    ("一3一", "—3—"),
])
def test_what_is_certain_is_repaired(read, printed):
    text = list(read)
    for change in changes(read):
        assert text[change.at] == change.old
        text[change.at] = change.new
    assert "".join(text) == printed


@pytest.mark.parametrize("text", [
    "电话020-83351234", "区号020", "共2020个", "编号020号", "O2O平台", "B2B和C2C", "A1号楼", "IPO奖励", "5G基站20个", "VOC排放下降10%",
    "一是抓好", "1:0.5配套", "1,200万元", "某政办（2021）15号", "第(一)项", "二〇二一年", "O型血", "一、3个", "十一五", "L1级", "LED灯10个",
    "|5个", "1|2", "GM/T 0031—2014", "3.5%", "0.2亿元", "No.1", "上午9:30", "2021-12-31",
])
def test_what_could_be_meant_stays(text):
    assert changes(text) == []


@given(st.text("0123456789lIOo〇|一年月个万元%.,:;()（）[]〔〕号体验平台县办-— ", max_size=24), st.booleans())
def test_no_digit_becomes_another(text, wide):
    for change in changes(text, wide):
        assert text[change.at] == change.old and len(change.new) == 1
        assert not change.new.isdigit() or not change.old.isdigit() or change.old == "〇"


def test_brackets_follow_most_of_the_document():
    assert prints_wide(["（一）", "（二）", "（三)"]) and not prints_wide(["(一)", "（二）"])
    assert [change.new for change in changes("(三)", wide=True)] == ["（", "）"]


def test_repairs_are_told_with_their_places(see):
    see(lines("鼓励发展020体验馆，到2O25年建成2个，其余事项由县商务局另行通知。"))
    document = read_bytes(make(scanned()), "a.pdf")
    assert "O2O体验馆" in document.text and "2025年" in document.text
    told = {one.message[:17]: [document.text[slice(*span)] for span in one.spans]
            for one in document.diagnostics if one.code == "ocr/repaired"}
    assert told == {"识别为“0”，据上下文改为“O”，": ["O", "O"], "识别为“O”，据上下文改为“0”，": ["0"]}
    assert {one.severity for one in document.diagnostics if one.code == "ocr/repaired"} == {"warning"}
    spans = [tuple(span) for one in document.diagnostics for span in one.spans if one.code == "ocr/repaired"]
    assert spans == [(4, 5), (6, 7), (13, 14)]


# ---------------------------------------------------------------- the page as a picture

def sheet(width: int = 1654, height: int = 2339) -> Any:
    import numpy

    return numpy.full((height, width, 3), 255, numpy.uint8)


def test_rules_of_a_tilted_grid_are_found_and_strokes_of_characters_are_none():
    import cv2

    page = sheet()
    for y in (400, 460, 520):
        cv2.line(page, (200, y), (1400, y), (0, 0, 0), 2)
    for x in (200, 800, 1400):
        cv2.line(page, (x, 400), (x, 520), (0, 0, 0), 2)
    cv2.line(page, (300, 900), (345, 900), (0, 0, 0), 3)                 # 一
    dark = ink(straightened(page, -1.3))
    degrees = tilt(dark)
    assert abs(degrees - 1.3) < 0.06
    across, down, mask = drawn_rules(ink(straightened(straightened(page, -1.3), degrees)), DOT)
    assert [(round(rule.at), round(rule.start), round(rule.end)) for rule in across] == [
        (pytest.approx(y / DOT, abs=2), pytest.approx(72, abs=2), pytest.approx(504, abs=2)) for y in (400, 460, 520)]
    assert [round(rule.at) for rule in down] == [pytest.approx(x / DOT, abs=2) for x in (200, 800, 1400)]
    assert mask[450:470, 500].any() and not mask[850:950].any()


def test_sides_of_a_row_lower_than_a_rule_is_short():
    import cv2

    page = sheet()
    for y in (400, 435):
        cv2.line(page, (200, y), (1400, y), (0, 0, 0), 2)
    for x in (200, 800, 1400):
        cv2.line(page, (x, 400), (x, 435), (0, 0, 0), 2)
    cv2.line(page, (500, 408), (500, 427), (0, 0, 0), 2)                 # a stroke of 中
    _, down, _ = drawn_rules(ink(page), DOT)
    assert [round(rule.at * DOT) for rule in down] == [pytest.approx(x, abs=3) for x in (200, 800, 1400)]


def test_a_seal_grows_pale_and_a_red_head_stays():
    import cv2

    page = sheet()
    cv2.putText(page, "HEAD", (300, 200), cv2.FONT_HERSHEY_SIMPLEX, 4, (0, 0, 220), 14)
    cv2.circle(page, (1100, 1800), 160, (0, 0, 220), 10)
    cv2.line(page, (900, 1800), (1300, 1800), (0, 0, 0), 6)
    clean = without_seals(page, DOT)
    assert (ink(clean)[100:220, 300:700] > 0).sum() == (ink(page)[100:220, 300:700] > 0).sum() > 1000
    assert not ink(clean)[1600:1780].any() and ink(clean)[1800, 960:1240].all()


def test_a_box_of_two_lines_is_cut_and_the_half_another_box_holds_left_out():
    import numpy

    dark = numpy.zeros((400, 800), numpy.uint8)
    dark[100:130, 100:400] = dark[140:170, 100:160] = dark[200:230, 100:400] = 255

    def box(x0: float, y0: float, x1: float, y1: float) -> Any:
        return numpy.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], numpy.float32)

    found = single([box(90, 95, 410, 135), box(95, 96, 165, 174), box(90, 195, 410, 235)], dark)
    assert [(int(quad[0][1]), int(quad[2][1])) for quad in found] == [(95, 135), (137, 173), (195, 235)]


# ---------------------------------------------------------------- pictures and the real engine

CORPUS = Path(__file__).parent.parent / "corpus" / "yunxiu-ecommerce"


def drawn(*texts: str, turn: int = 0) -> Any:
    """A page of text as a picture."""
    import pypdfium2

    page = pypdfium2.PdfDocument(make(*(typed(text) for text in texts)))[0]
    return page.render(scale=150 / 72).to_pil().convert("L").rotate(turn, expand=True)


def saved(image: Any, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


@pytest.fixture(scope="module")
def scan() -> Any:
    return parse(CORPUS / "scan.pdf")


def said(plan: Any) -> Counter[object]:
    """The items of a plan, without places."""
    def words(text: str | None) -> str:
        return re.sub(r"\s+", "", fold(text or ""))

    return Counter([
        *((words(t.quote), words(t.indicator.text), t.comparator, t.value, t.value_max, t.unit, t.per, t.kind, t.growth,
           t.deadline) for t in plan.targets),
        *((words(b.quote), b.amount, b.role, b.source, words(b.purpose.text)) for b in plan.budget),
        *((words(i.quote), i.amount, i.rate, i.cap) for i in plan.incentives),
        *((words(d.quote), d.start, d.end, d.relation, d.duration) for d in plan.deadlines),
        *((words(r.quote), tuple((u.name, u.role, u.kind) for u in r.units)) for r in plan.responsibilities),
        *((words(c.title), c.doc_number) for c in plan.citations),
        *((m.name, m.role, tuple(m.posts)) for m in plan.members)])


def test_the_scan_of_a_plan_keeps_its_items(scan):
    wanted = said(parse(CORPUS / "plan.txt"))
    found = said(scan)
    assert sum((wanted & found).values()) >= 0.9 * sum(wanted.values())
    assert sum(found.values()) <= 1.05 * sum(wanted.values())
    assert {item.confidence is not None and item.page is not None and item.bbox is not None for item in scan.targets} == {True}


def test_the_same_picture_gives_the_same_bytes_whatever_its_turn():
    texts = {turn: parse(saved(drawn(PLAN, turn=turn), "PNG"), name="a.png") for turn in (0, 90, 180)}
    for plan in texts.values():
        assert [target.quote for target in plan.targets] == ["30个", "1500人次", "12%以上"]
    assert encode(parse(saved(drawn(PLAN, turn=90), "PNG"), name="a.png")) == encode(texts[90])
    first = {turn: plan.targets[0].bbox for turn, plan in texts.items()}
    x0, top, x1, bottom = first[0]
    upside_down = 595.3 - x1, 841.9 - bottom, 595.3 - x0, 841.9 - top
    assert first[180] == pytest.approx(upside_down, abs=4)
    assert first[90] == pytest.approx((top, 595.3 - x1, bottom, 595.3 - x0), abs=4)      # PIL turns counterclockwise


def test_kinds_of_pictures(see):
    from PIL import Image

    white = Image.new("L", (827, 1170), 255)
    for data, kind in ((saved(white, "PNG"), "png"), (saved(white, "JPEG"), "jpeg"), (saved(white, "BMP"), "bmp"),
                       (saved(white.convert("1"), "TIFF"), "tiff"), (saved(white.convert("P"), "PNG"), "png"),
                       (saved(white.convert("RGBA"), "PNG"), "png"), (saved(Image.new("I;16", (827, 1170), 65535), "PNG"), "png")):
        see(lines(PLAN))
        document = read_bytes(data, "方案")
        assert (document.source.media_type, document.source.reader, document.text) == (f"image/{kind}", "ocr", PLAN + "\n")
    see(lines(PLAN), lines(MORE))
    document = read_bytes(saved(white, "TIFF", save_all=True, append_images=[white]), "a.tif")
    assert document.text == f"{PLAN}\n{MORE}\n" and document.source.pages == 2


def test_pictures_that_cannot_be_used(see):
    from PIL import Image

    see()
    whole = saved(drawn(PLAN), "PNG")
    for data, what in ((whole[:3000], "damaged"), (b"II*\x00" + bytes(60), "damaged"), (b"\xff\xd8\xff\xe0" + bytes(60), "damaged"),
                       (saved(Image.new("1", (20_000, 20_000)), "PNG"), "100 million"),
                       (saved(Image.new("L", (1, 1)), "PNG"), "no text"), (saved(Image.new("L", (4000, 3)), "PNG"), "no text"),
                       (saved(Image.new("L", (800, 1100)), "PNG"), "no text")):
        with pytest.raises(UnreadableInput) as error:
            read_bytes(data, "图.png")
        assert what in error.value.what and error.value.todo


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"\xff\xd8\xff", b"BM\x00\x00\x00\x00\x00\x00\x00\x00"]),
       st.binary(max_size=200))
@settings(deadline=None)
def test_any_picture_is_read_or_refused(head, rest):
    with pytest.raises(UnreadableInput):
        read_bytes(head + rest, "a.png")


def test_nothing_is_fetched(monkeypatch):
    """The models are in the package: the engine is made and reads with every connection refused."""
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network in tests")

    engines.engine.cache_clear()
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert "服务站30个" in read_bytes(saved(drawn(PLAN), "PNG"), "a.png").text


def test_ink_that_the_search_passed_over_is_boxed():
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("cv2")
    from planparse.readers.ocr.boxes import missed

    ink = numpy.zeros((400, 600), numpy.uint8)

    def line(left: int, top: int, characters: int) -> None:
        for number in range(characters):                       # a character: strokes with white between them
            x = left + 24 * number
            for stroke in range(0, 20, 6):
                ink[top + stroke:top + stroke + 2, x:x + 20] = 255
            ink[top:top + 20, x:x + 2] = 255

    for top in (20, 60, 100):
        line(30, top, 8)
    found = [numpy.array([[28, top - 3], [225, top - 3], [225, top + 23], [28, top + 23]], numpy.float32) for top in (20, 60, 100)]
    line(300, 60, 5)                                           # a cell of two lines that no box holds
    line(300, 88, 1)
    ink[200:390, 30:300] = 255                                 # a picture
    ink[150:152, 500:502] = 255                                # a speck
    assert missed([], ink) == []
    boxes = [tuple(int(side) for side in (*box.min(axis=0), *box.max(axis=0))) for box in missed(found, ink)]
    assert len(boxes) == 2
    (left, top, right, bottom), (x0, y0, x1, y1) = boxes
    assert left <= 300 and top <= 60 and right >= 416 and 76 <= bottom <= 90
    assert x0 <= 300 and y0 <= 88 and x1 >= 320 and y1 >= 104
