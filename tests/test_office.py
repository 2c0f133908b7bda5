"""Old office documents: what they are, what LibreOffice is given and what is made of what it gives back."""

from __future__ import annotations

import hashlib
import http.server
import io
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import parse
from planparse.errors import UnreadableInput
from planparse.model.document import BlockKind, Document
from planparse.readers import READERS, read_bytes
from planparse.readers.compound import DamagedFile, top_streams
from planparse.readers.detect import find_reader
from planparse.readers.docx.glued import parted
from planparse.readers.docx.tables import Grid, GridCell, Line
from planparse.readers.office import fields, soffice
from planparse.readers.office.kinds import DOC, FODT, OLD_DOC, kind_of, ole_names, word_streams
from tests.made_compound import compound

CORPUS = Path(__file__).parent.parent / "corpus" / "yunxiu-ecommerce"
DOC_FILE, ODT_FILE = (CORPUS / "plan.doc").read_bytes(), (CORPUS / "plan.odt").read_bytes()
needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


def rtf(body: str, head: str = "") -> bytes:
    """An RTF file with this body, Chinese written as Word writes it."""
    coded = "".join(char if char < "\x80" else f"\\u{ord(char) - 65536 if ord(char) > 32767 else ord(char)}?" for char in body)
    return ("{\\rtf1\\ansi\\ansicpg936\\uc1\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}" + head + coded + "}").encode()


def flat_odf(body: str, kind: str = "text") -> bytes:
    names = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "svg": "svg-compatible"}
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in names.items())
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:body>'
            f"<office:{kind}>{body}</office:{kind}></office:body></office:document>").encode()


def lines(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.text[slice(*block.span)] for block in document.blocks if block.kind is kind]


# ---------------------------------------------------------------------------------------------------- what a file is

WORD_2003 = (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
             b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>')


@pytest.mark.parametrize(("data", "suffix"), [
    (DOC_FILE, ".doc"),
    ((CORPUS / "plan.rtf").read_bytes(), ".rtf"),
    (ODT_FILE, ".odt"),
    (compound({"WordDocument": b"x"}), ".doc"),
    (compound({"Workbook": b"x"}), ".xls"),
    (compound({"Book": b"x"}), ".xls"),
    (compound({"WordDocument": b"x"}, {"ObjectPool": {"Workbook": b"x"}}), ".doc"),      # a table pasted from Excel
    (compound({"Workbook": b"x"}, {"MBD1": {"WordDocument": b"x"}}), ".xls"),
    (flat_odf(""), ".fodt"),
    (flat_odf("", "spreadsheet"), ".fods"),
    (WORD_2003, ".xml"),
    (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', ".xml"),
    (b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>', ".xml"),
])
@pytest.mark.parametrize("name", ["方案.doc", "方案.docx", "方案.txt", "方案.pdf"])
def test_content_says_what_an_office_file_is(data, suffix, name):
    assert find_reader(READERS, data, name).name == "office"
    kind = kind_of(data)
    assert kind is not None and kind.suffix == suffix


def test_other_compound_files_are_none_of_ours():
    assert kind_of(compound({"PowerPoint Document": b""})) is None
    assert kind_of(compound({"EncryptedPackage": b"", "EncryptionInfo": b""})) is None
    assert kind_of(compound({"__properties_version1.0": b""})) is None


def test_streams_are_found_whatever_their_size():
    for pad in (0, 4096, 70_000):
        made = compound({"A": b"first", "B": bytes(range(256)) * 300}, {"C": {"D": b"inside"}}, max(pad, 4096))
        streams = top_streams(made)
        assert set(streams) == {"A", "B"}
        assert streams["A"].read(made, 0, 5) == b"first"
        assert streams["B"].read(made, 256, 256) == bytes(range(256))
        place = streams["B"].place(70_000)
        assert place is not None and made[place] == 70_000 % 256
    assert ole_names(DOC_FILE) >= {"WordDocument", "1Table"}


@given(st.data())
def test_a_spoilt_compound_file_is_read_or_refused(data):
    made = bytearray(compound({"WordDocument": b"x" * 600}, {"Pool": {"Workbook": b"y"}}))
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.one_of(st.integers(0, 90), st.integers(0, len(made) - 1)))
        made[place] = data.draw(st.integers(0, 255))
    try:
        for stream in top_streams(bytes(made)).values():
            stream.read(bytes(made))
    except DamagedFile:
        pass


# ---------------------------------------------------------------------------------------------------- refused in one line

def doc_with(**changed: int) -> bytes:
    """The corpus's .doc with bytes of its header changed; keys are at_<offset>."""
    place = top_streams(DOC_FILE)["WordDocument"].place(0)
    assert place is not None
    spoilt = bytearray(DOC_FILE)
    for key, value in changed.items():
        spoilt[place + int(key.removeprefix("at_"))] = value
    return bytes(spoilt)


def odt_with_manifest(manifest: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", b"\x93garbage\x00")
    return out.getvalue()


@pytest.mark.parametrize(("data", "what"), [
    (doc_with(at_11=DOC_FILE[top_streams(DOC_FILE)["WordDocument"].place(11) or 0] | 1), "encrypted"),
    (odt_with_manifest("<manifest:encryption-data/>"), "encrypted"),
    (odt_with_manifest("<manifest/>"), "damaged"),
    (doc_with(at_0=0), "damaged"),
    (compound({"WordDocument": b"garbage " * 900, "1Table": b""}), "damaged"),
    (compound({"WordDocument": struct.pack("<HH", 0xA5EC, 0xC1)}), "damaged"),
    (DOC_FILE[:8000], "damaged"),
    (DOC_FILE[:600], "damaged"),
    (ODT_FILE[:20_000], "damaged"),
    (rtf("一、目标")[:-4], "cut off"),
    (flat_odf("<text:p>一</text:p>")[:-30], "damaged"),
    (WORD_2003[:-2], "damaged"),
    (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:wordDocument xmlns:w="x">&a;</w:wordDocument>', "damaged"),
    (compound({"Workbook": b"x"})[:-1000], "damaged"),
])
def test_what_cannot_be_read_is_refused_before_libreoffice_is_asked(data, what, monkeypatch):
    def never(*_: object) -> bytes:
        raise AssertionError("LibreOffice was asked")

    monkeypatch.setattr("planparse.readers.office.reader.convert", never)
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "某县方案.doc")
    assert what in caught.value.what
    assert caught.value.where == "某县方案.doc" and caught.value.todo and "\n" not in str(caught.value)


def test_word_6_has_a_filter_of_its_own():
    assert word_streams(DOC_FILE).kind == DOC
    assert word_streams(doc_with(at_2=0x65, at_3=0)).kind == OLD_DOC


# ---------------------------------------------------------------------------------------------------- a stand-in for LibreOffice

@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a shell script in the place of soffice; $out is the file asked for."""
    room = tmp_path / "bin"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def put(script: str) -> Path:
        path = room / "soffice"
        path.write_text('#!/bin/sh\nfor one in "$@"; do\n  [ "$last" = --outdir ] && dir=$one\n  last=$one\ndone\n'
                        f'out=$dir/plan.docx; here={tmp_path}\n{script}\n')
        path.chmod(0o755)
        return tmp_path

    monkeypatch.setenv("PATH", f"{room}{os.pathsep}{os.environ['PATH']}")
    return put


def alive(process: int) -> bool:
    """Whether a process still does anything (a dead one may wait to be collected)."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def refused(data: bytes = rtf("一")) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "方案.rtf")
    assert "\n" not in str(caught.value)
    return caught.value


def test_without_libreoffice_the_package_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_KNOWN_PLACES", ())
    error = refused()
    assert "not installed" in error.what
    assert "apt-get install libreoffice-writer-nogui" in error.todo and ".docx" in error.todo


@posix
def test_libreoffice_that_hangs_is_ended_with_all_it_started(stand_in, monkeypatch):
    room = stand_in('sleep 600 & echo $! > "$here/child"; echo $$ > "$here/self"; wait')
    monkeypatch.setattr(soffice, "SECONDS", 0.7)
    assert "did not finish" in refused().what
    assert not alive(int((room / "self").read_text())) and not alive(int((room / "child").read_text()))
    assert not list(room.glob("planparse-*"))


@posix
@pytest.mark.parametrize(("script", "what"), [
    ("exit 0", "nothing was written"),
    ("exit 3", "nothing was written"),
    ('mkdir -p "$dir"; echo rubbish > "$out"', "no package"),
    ('mkdir -p "$dir"; printf "PK\\003\\004rubbish" > "$out"', "damaged"),
])
def test_libreoffice_that_fails(stand_in, script, what):
    room = stand_in(script)
    assert what in refused().what
    assert not list(room.glob("planparse-*"))


@posix
def test_what_libreoffice_writes_is_limited(stand_in, monkeypatch):
    room = stand_in('mkdir -p "$dir"; dd if=/dev/zero of="$out" bs=1024 count=2000 2>/dev/null; ls -l "$out" > "$here/size"')
    monkeypatch.setattr(soffice, "LARGEST", 1 << 20)
    assert "LibreOffice cannot read" in refused().what
    assert int((room / "size").read_text().split()[4]) <= 1 << 20
    stand_in('mkdir -p "$dir"; printf "PK\\003\\004" > "$out"; dd if=/dev/zero bs=1024 count=100 >> "$out" 2>/dev/null')
    monkeypatch.setattr(soffice, "LARGEST", 50 << 10)
    monkeypatch.setattr(soffice, "_LIMITS", 'shift 2; exec "$@"')
    assert "too large" in refused().what


@posix
def test_every_conversion_has_a_profile_of_its_own_without_macros_and_links(stand_in):
    room = stand_in('for one in "$@"; do case $one in -env:UserInstallation=file://*) p=${one#*file://};; esac; done\n'
                    'echo "$p" >> "$here/profiles"; cat "$p/user/registrymodifications.xcu" > "$here/settings"; echo "$HOME" > "$here/home"')
    refused()
    refused()
    profiles = (room / "profiles").read_text().split()
    assert len(set(profiles)) == 2 and all(str(room) in one and not Path(one).exists() for one in profiles)
    assert str(room) in (room / "home").read_text()
    settings = (room / "settings").read_text()
    for name, value in (("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true")):
        assert re.search(f'"{name}" [^>]*><value>{value}</value>', settings)


@posix
def test_a_password_of_a_workbook_is_told_when_libreoffice_gives_up(stand_in):
    stand_in("exit 0")
    start = struct.pack("<HHHH", 0x0809, 4, 0, 0)
    assert "encrypted" in refused(compound({"Workbook": start + struct.pack("<HH", 0x002F, 4) + bytes(4)})).what
    assert "nothing was written" in refused(compound({"Workbook": start + struct.pack("<HH", 0x0042, 4) + bytes(4)})).what


# ---------------------------------------------------------------------------------------------------- fields and links

def test_only_the_name_of_a_field_is_changed():
    for kept in (b"{\\*\\fldinst PAGE}", b"{\\*\\fldinst { TOC \\\\o \"1-3\" \\\\t \"TITLE,1\"}}", b"{\\*\\fldinst HYPERLINK \"x/DATE\"}",
                 b"{\\*\\fldinst NUMPAGES}", b"\\par DATE", b"{\\fldinst}{\\fldrslt DATE}"):
        assert fields.frozen_rtf(b"{\\rtf1 " + kept + b"}") == b"{\\rtf1 " + kept + b"}"
    for changed in (b"{\\*\\fldinst DATE }", b"{\\*\\fldinst{\\rtlch\\fcs1 {\\b REF} a}}", b"{\\fldinst\r\n SEQ t}"):
        frozen = fields.frozen_rtf(changed)
        assert len(frozen) == len(changed) and b"Z" in frozen


def test_links_and_fields_of_flat_odf_are_text():
    frozen = fields.frozen_flat(flat_odf(
        '<text:section><text:section-source xlink:href="file:///etc/passwd"/>尾<text:p>一<text:date>2020年1月2日</text:date>止</text:p>'
        '</text:section><text:p><draw:image xlink:href="http://x/y.png"/><draw:image xlink:href="Pictures/1.png"/>'
        '<text:a xlink:href="http://x/">链接</text:a><text:page-number>3</text:page-number></text:p>')).decode()
    assert "section-source" not in frozen and "y.png" not in frozen and "text:date" not in frozen
    assert "Pictures/1.png" in frozen and 'href="http://x/"' in frozen and "text:page-number" in frozen
    assert "尾" in frozen and ">2020年1月2日<" in frozen and "止" in frozen


# ---------------------------------------------------------------------------------------------------- tables glued together

def grid(*rows: list[tuple[int, int] | tuple[int, int, int]]) -> Grid:
    """A grid of cells given as (column, columns) or (column, columns, rows)."""
    cells = [GridCell(number, cell[0], cell[2] if len(cell) > 2 else 1, cell[1], (Line(f"{number}/{cell[0]}"),))
             for number, row in enumerate(rows) for cell in row]
    return Grid(len(rows), max(cell.column + cell.colspan for cell in cells), tuple(cells))


FOUR, THREE = [(0, 2), (2, 3), (5, 2), (7, 1)], [(0, 1), (1, 3), (4, 4)]


def test_tables_that_share_no_column_edge_are_parted():
    first, second = parted(grid(FOUR, FOUR, THREE, THREE, THREE))
    assert (first.rows, first.columns, second.rows, second.columns) == (2, 4, 3, 3)
    assert [(cell.row, cell.column, cell.colspan) for cell in second.cells][:4] == [(0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 1)]
    assert len(parted(grid(FOUR, FOUR, THREE, THREE, FOUR, FOUR))) == 3


@pytest.mark.parametrize("rows", [
    [FOUR, FOUR, FOUR, FOUR],
    [FOUR, FOUR, [(0, 8)], FOUR],                              # a group's name over the whole width
    [FOUR, FOUR, [(0, 2), (2, 6)], [(0, 2), (2, 6)]],          # cells merged along
    [[(0, 4), (4, 4)], FOUR, FOUR, FOUR],                      # a head of two levels
    [FOUR, FOUR, THREE, FOUR],                                 # one odd row in a form
    [FOUR, [(0, 2, 2), (2, 3), (5, 2), (7, 1)], THREE[1:], THREE],
    [FOUR],
])
def test_one_table_stays_one(rows):
    made = grid(*rows)
    assert parted(made) == [made]


# ---------------------------------------------------------------------------------------------------- LibreOffice itself

FIELDS = ("日期{\\field{\\*\\fldinst  DATE \\\\@ \"yyyy-MM-dd\" }{\\fldrslt 2020-01-02}} "
          "题名{\\field{\\*\\fldinst { TITLE }}{\\fldrslt 旧题}} 表{\\field{\\*\\fldinst SEQ x}{\\fldrslt 7}} "
          "见{\\field{\\*\\fldinst REF gone}{\\fldrslt 附件1}}\\par\n")
LISTS = ("{\\*\\listtable{\\list\\listtemplateid1{\\listlevel\\levelnfc37\\leveljc0\\levelfollow2\\levelstartat1"
         "{\\leveltext\\'02\\'00\\u12289?;}{\\levelnumbers\\'01;}}{\\listlevel\\levelnfc37\\leveljc0\\levelfollow2\\levelstartat1"
         "{\\leveltext\\'03\\u-248?\\'01\\u-247?;}{\\levelnumbers\\'02;}}\\listid9}}"
         "{\\*\\listoverridetable{\\listoverride\\listid9\\listoverridecount0\\ls1}}")
RICH = rtf("{\\header\\pard 页眉\\par}{\\footer\\pard — {\\field{\\*\\fldinst PAGE}{\\fldrslt 9}} —\\par}"
           "\\pard\\ls1\\ilvl0 总体要求\\par\\pard\\ls1\\ilvl1 主要目标\\par\\pard\\ls1\\ilvl0 保障措施\\par"
           "\\pard 建站点{\\super\\chftn}{\\footnote\\pard 含改造。\\par}{\\deleted 旧}{\\revised 30个}。\\par\\pard " + FIELDS
           + "\\trowd\\clvmgf\\cellx2000\\cellx4000 甲\\cell 一\\cell\\row\\trowd\\clvmrg\\cellx2000\\cellx4000\\cell 二\\cell\\row\\pard 完\\par",
           LISTS)


@needs_soffice
def test_what_a_reader_sees_survives_the_conversion():
    document = read_bytes(RICH, "方案.rtf")
    assert lines(document) == ["一、总体要求", "（一）主要目标", "二、保障措施", "建站点30个。", "日期2020-01-02 题名旧题 表7 见附件1", "完"]
    assert lines(document, BlockKind.NOTE) == ["含改造。"]
    assert "页眉" in lines(document, BlockKind.FURNITURE) and "9" not in document.text
    (table,) = document.tables
    assert [(cell.row, cell.column, cell.rowspan, document.text[slice(*cell.span)]) for cell in table.cells] == [
        (0, 0, 2, "甲"), (0, 1, 1, "一"), (1, 1, 1, "二")]
    assert (document.source.reader, document.source.media_type, document.source.name) == ("office", "application/rtf", "方案.rtf")


@needs_soffice
def test_fields_of_a_doc_show_what_was_saved(tmp_path):
    """LibreOffice makes the .doc and puts today's date in it; another date in its place is what must be read."""
    (tmp_path / "f.rtf").write_bytes(rtf(FIELDS.replace("REF gone", "REF x")))
    subprocess.run(["soffice", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", "doc",
                    "--outdir", str(tmp_path), str(tmp_path / "f.rtf")], check=True, capture_output=True)
    made = (tmp_path / "f.doc").read_bytes()
    for codec in ("ascii", "utf-16-le"):
        today = [match for match in re.findall(r"20\d\d-\d\d-\d\d", made.decode(codec, "replace")) if match]
        for one in today:
            made = made.replace(one.encode(codec), "2019-03-04".encode(codec))
    assert "2019-03-04" in read_bytes(made, "f.doc").text


@needs_soffice
def test_nothing_outside_the_file_is_read(tmp_path):
    """Two walls: links are taken out of ODF, and the profile blocks them for all formats."""
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None: ...

    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = f"http://127.0.0.1:{server.server_port}"
        body = (f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/><text:p>旧文</text:p></text:section>'
                f'<text:p>二<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{page}/x.png" xlink:type="simple" '
                'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>')
        made = soffice.convert(flat_odf(body), FODT, "a.fodt")
        text = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
        assert "旧文" in text and "SECRET" not in text
        assert lines(read_bytes(flat_odf(body), "a.fodt")) == ["旧文", "二"]
        server.shutdown()
    assert asked == []


@needs_soffice
def test_the_same_file_gives_the_same_bytes_and_two_at_a_time_both_succeed(tmp_path):
    targets = [tmp_path / "a.json", tmp_path / "b.json"]
    running = [subprocess.Popen([sys.executable, "-m", "planparse", "parse", str(CORPUS / "plan.doc"), "-o", str(target)],
                                stderr=subprocess.PIPE) for target in targets]
    assert [(process.communicate(timeout=120)[1], process.returncode) for process in running] == [(b"", 0)] * 2
    assert targets[0].read_bytes() == targets[1].read_bytes()
    plan = parse(targets[0])
    assert (plan.source.name, plan.source.media_type, plan.source.reader) == ("plan.doc", "application/msword", "office")
    assert plan.source.sha256 == hashlib.sha256(DOC_FILE).hexdigest()


@needs_soffice
def test_a_document_without_words_is_refused():
    assert "no text" in refused(rtf("\\par")).what


@needs_soffice
def test_word_2003_xml():
    page = WORD_2003[:-2] + ("><w:body><w:p><w:r><w:t>一、目标</w:t></w:r></w:p><w:p><w:r><w:t>建成站点30个。</w:t></w:r></w:p></w:body>"
                             "</w:wordDocument>").encode()
    assert lines(read_bytes(page, "方案.doc")) == ["一、目标", "建成站点30个。"]


def test_flat_opc_needs_no_libreoffice(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    source = CORPUS / "plan.docx"
    parts = []
    with zipfile.ZipFile(source) as package:
        for name in package.namelist():
            content = re.sub(rb"<\?xml[^>]*\?>", b"", package.read(name)).decode()
            if name.endswith((".xml", ".rels")):
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>')
    page = ('<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><pkg:package '
            'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">' + "".join(parts) + "</pkg:package>").encode()
    assert read_bytes(page, "方案.xml").text == read_bytes(source.read_bytes(), "方案.docx").text
