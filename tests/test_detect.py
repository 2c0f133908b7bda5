"""The content decides which reader takes a file; what no reader takes is refused in three parts."""

import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.api import parse
from planparse.errors import PlanparseError, UnreadableInput
from planparse.readers import READERS, read_bytes
from planparse.readers.detect import LARGEST, check_size, chosen_reader, find_reader
from tests.made_compound import compound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WEB_ARCHIVE = (b'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\n'
               b"Content-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: quoted-printable\n\n"
               b"<html><body><p>=D2=BB=A1=A2=C4=BF=B1=EA</p><p>=BD=A8=C9=E8=D5=BE=B5=E330=B8=F6=A1=A3</p></body></html>\n"
               b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0=\n--x--\n")
TEXT = "一、工作目标\n到2025年底，建成站点30个。\n"


def package(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for member in members:
            made.writestr(member, "application/vnd.oasis.opendocument.text" if member == "mimetype" else "<x/>")
    return stream.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(("data", "reader"), [
    (TEXT.encode(), "plain"),
    (TEXT.encode("gb18030"), "plain"),
    (TEXT.encode("utf-16"), "plain"),
    (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
    (b"\r\n\x00garbage before\n%PDF-1.4\n", "pdf"),
    (package("[Content_Types].xml", "word/document.xml"), "docx"),
    (package("[Content_Types].xml", "word\\document.xml"), "docx"),
    (package("[Content_Types].xml", "word/document.xml")[:-30], "docx"),
    (package("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    (package("ofd.xml"), "ofd"),
    (package("某县方案\\OFD.XML", "某县方案\\Doc_0\\Document.xml"), "ofd"),
    (package("Doc_0/Document.xml", "OFD.xml")[:-30], "ofd"),
    (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
    (b"\xef\xbb\xbf\r\n<!-- a --><!-- b -->\n<html><p>x</html>", "html"),
    ("<html><body>站点</body></html>".encode("utf-16"), "html"),
    ("<div class=x><p>站点</p></div>".encode("gb18030"), "html"),
    (b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="x"/>', "html"),
    ("温馨提示：\n<html><body>站点</body></html>".encode(), "html"),
    (WEB_ARCHIVE, "mht"),
    (b"From: <Saved by Blink>\r\n" + WEB_ARCHIVE.replace(b"\n", b"\r\n"), "mht"),
    (package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    (package("[Content_Types].xml", "xl/workbook.xml")[:-30], "xlsx"),
    (package("mimetype", "content.xml"), "office"),
    (compound({"WordDocument": b""}), "office"),
    (compound({"Workbook": b""}), "office"),
    (b"{\\rtf1\\ansi x}", "office"),
    ("<方案>是书名号写成的尖括号\n".encode(), "plain"),
])
@pytest.mark.parametrize("name", ["方案.txt", "方案.pdf", "方案.docx", "方案", "方案.doc"])
def test_content_decides_whatever_the_name(data, reader, name):
    assert find_reader(READERS, data, name).name == reader


def test_name_breaks_the_tie_of_a_fragment():
    fragment = "关于印发方案的通知<p>各乡镇：</p>".encode()
    assert find_reader(READERS, fragment, "方案.html").name == "html"
    assert find_reader(READERS, fragment, "方案.txt").name == "plain"
    assert find_reader(READERS, "一、目标 a<b".encode(), "方案.html").name == "plain"


@pytest.mark.parametrize(("data", "what"), [
    (ole("EncryptedPackage"), "encrypted Office"),
    (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "encrypted Office"),
    (ole("WordDocument"), "damaged"),
    (ole("Workbook"), "damaged"),
    (ole("Something"), "damaged Office file"),
    (compound({"PowerPoint Document": b""}), ".ppt"),
    (compound({"Something": b""}), "OLE"),
    (package("xl/workbook.xml"), "no words"),
    (package("ppt/presentation.xml"), ".pptx"),
    (package("mimetype", "content.xml").replace(b"opendocument.text", b"opendocument.draw"), "OpenDocument file that is no text"),
    (package("方案.txt"), "zip archive"),
    (b"Rar!\x1a\x07\x01\x00", "RAR"),
    (b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip"),
    (b"\x1f\x8b\x08\x00", "gzip"),
    (b"{\n  \"title\": \"x\"}", "JSON"),
    (b"[{\"a\": 1}]", "JSON"),
    (b"{\\rtf1\\ansi\\ansicpg936", "cut off"),
    (b"\x89PNG\r\n\x1a\n\x00", "picture"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
    (b"GIF89a\x01\x00", "picture of a kind"),
    (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture of a kind"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "damaged"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<html>", "web archive"),
    (b'{"schema_version": "1.0", "source": {}}', "plan JSON"),
    (b"", "the file is empty"),
    (b" \r\n\t", "white space"),
    (b"\x01\x02\x03\x80\x81\x90" * 40, "not a text"),
])
def test_what_no_reader_takes_says_what_it_is_and_what_to_do(data, what):
    with pytest.raises(UnreadableInput) as error:
        read_bytes(data, "某县方案.txt")
    assert what in error.value.what
    assert error.value.where == "某县方案.txt"
    assert error.value.todo


@pytest.mark.parametrize("name", ["方案.mht", "方案.doc", "方案.html"])
def test_the_page_of_a_web_archive_is_read(name):
    document = read_bytes(WEB_ARCHIVE, name)
    assert document.text == "一、目标\n建设站点30个。\n"
    assert (document.source.reader, document.source.media_type) == ("mht", "multipart/related")
    start = WEB_ARCHIVE.replace(b'boundary="x"', b'boundary="x"; start="<b>"').replace(
        b"--x\nContent-Type: image/png", b"--x\nContent-Type: text/html\nContent-ID: <b>\n\n<p>frame</p>\n--x\nContent-Type: image/png")
    assert read_bytes(start, name).text == "frame\n"


def test_a_table_of_separated_values_is_known_by_its_name_only():
    values = "项目,金额（万元）\n仓库,50\n".encode()
    assert find_reader(READERS, values, "表.csv").name == find_reader(READERS, values, "表.TSV").name == "csv"
    assert find_reader(READERS, values, "表.txt").name == "plain"
    assert find_reader(READERS, b"%PDF-1.7", "表.csv").name == "pdf"


def test_too_large():
    with pytest.raises(UnreadableInput, match=r"larger than 200 MB: 方案\.pdf"):
        check_size(LARGEST + 1, "方案.pdf")


def test_reader_and_media_type_overrule_detection():
    page = "<p>一、目标</p>".encode()
    assert read_bytes(page, "x").text == "一、目标\n"
    assert read_bytes(page, "x", reader="plain").text == "<p>一、目标</p>"
    assert read_bytes(page, "x", media_type="text/plain; charset=utf-8").text == "<p>一、目标</p>"
    assert read_bytes("一、目标".encode(), "x", media_type="text/html").text == "一、目标\n"


@pytest.mark.parametrize(("media_type", "reader"), [("image/gif", None), (None, "scan"), ("", None)])
def test_unknown_reader_or_media_type_lists_the_known(media_type, reader):
    with pytest.raises(PlanparseError) as error:
        chosen_reader(READERS, "方案.txt", media_type, reader)
    assert ("plain" if reader else "text/plain") in error.value.todo


def test_no_two_readers_share_a_name_suffix_or_media_type():
    for field in ("media_types", "suffixes"):
        every = [value for reader in READERS for value in getattr(reader, field)]
        assert len(every) == len(set(every))
    assert len({reader.name for reader in READERS}) == len(READERS)


def test_missing_file_directory_and_forbidden_file(tmp_path):
    with pytest.raises(UnreadableInput, match="no such file"):
        parse(tmp_path / "没有.txt")
    with pytest.raises(UnreadableInput, match="directory"):
        parse(tmp_path)
    with pytest.raises(UnreadableInput, match="cannot be read"):
        parse("坏\x00名.txt")
    forbidden = tmp_path / "不许读.txt"
    forbidden.write_text(TEXT, "utf-8")
    forbidden.chmod(0)
    if os.access(forbidden, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(UnreadableInput, match="permission"):
        parse(forbidden)


def test_file_bytes_and_plan_json_give_the_same_plan(tmp_path):
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("gb18030"))
    plan = parse(path)
    assert plan.text == TEXT.replace("\n", "\r\n")
    assert plan == parse(path.read_bytes(), name="方案.txt") == parse(memoryview(path.read_bytes()), name="方案.txt")
    from planparse.codec import encode

    assert parse(encode(plan).encode()) == plan
    with pytest.raises(UnreadableInput, match="does not hold a plan"):
        parse(b'{"schema_version": "1.0"}')


def test_a_text_that_is_no_plan_is_read():
    assert parse("春眠不觉晓，处处闻啼鸟。".encode()).targets == []


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a"]))
def test_any_bytes_are_read_or_refused(data, name):
    try:
        document = read_bytes(data, name)
    except UnreadableInput as error:
        assert error.todo
    else:
        assert document.text.strip()


@given(st.lists(st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "<td rowspan=0 colspan=999999>", "<div>", "</div>",
                                 "<p>", "<ol start=-3>", "</ol>", "<li value=x>", "<br>", "<sup>1</sup>", "<pre>", "</p>",
                                 "附件1", "一、目标。", "\n", "</body>", "<caption>", "<a href=x>", "<tfoot>", "<!--",
                                 "<h1>", "<nav>", "<title>", "&#xD800;", "&nbsp;", "\x00", "<![if x]>"]), max_size=30))
def test_any_soup_of_tags_is_read_or_refused(tags):
    try:
        document = read_bytes("".join(tags).encode(), "a.html", reader="html")
    except UnreadableInput:
        return
    last = 0
    for block in document.blocks:
        assert last <= block.span.start <= block.span.end <= len(document.text)
        last = block.span.end
    document.text.encode()
    assert all(0 <= cell.row < table.rows and 0 <= cell.column < table.columns
               for table in document.tables for cell in table.cells)
