"""A folder and a number in, so many generated documents in it out: the texts of corpus/ with other numbers and places.

`generate` returns what is to become of each: place in the folder → `plan`, `duplicate`, or the stage that refuses it.
The same seed gives the same files, byte for byte, apart from old office formats and scans, which are kept as they are.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import random
import re
import sys
import tarfile
import zipfile
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from types import ModuleType

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
FIXED = (2024, 1, 1, 0, 0, 0)
PLACES = ("青峦", "白沙", "丹霞", "金河", "玉岭", "绿原", "蓝田", "紫阳", "银滩", "赤水", "云台", "星湖")
OWN = ("云岫", "兰溪", "溪桥", "松溪", "清源", "星岚", "澄岚", "岁远", "源泽", "陇东", "吉川", "庐陵", "东麓")
#: Of a thousand documents, so many of each kind; the rest are plain texts.
SHARES = {"html": 210, "docx": 160, "pdf": 90, "ofd": 40, "xlsx": 40, "csv": 40, "mht": 30, "gbk": 40, "office": 6, "scan": 1,
          "broken": 40, "hostile": 14, "duplicate": 40, "packed": 60}
HOSTILE = ("hang", "segfault", "kill", "hog", "huge", "pages", "bomb", "slip", "link", "deep", "cut-archive", "locked")
LIMITS = {"--timeout": "45", "--size": "3", "--pages": "60", "--memory": "1500", "--unpacked": "200", "--depth": "2"}


def editions() -> ModuleType:
    """corpus/make_editions.py."""
    spec = importlib.util.spec_from_file_location("make_editions", CORPUS / "make_editions.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_editions"] = module
    spec.loader.exec_module(module)
    return module


class Generator:
    """Writes documents of each kind."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.dice = folder, random.Random(seed)
        self.texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*/plan.txt"))]
        self.editions = editions()
        self.expected: dict[str, str] = {}
        self.number = 0

    def text(self) -> str:
        """A text of the corpus with other numbers and another place."""
        self.number += 1
        place = self.dice.choice(PLACES)
        text = re.sub("|".join(OWN), place, self.dice.choice(self.texts))
        text = re.sub(r"(?<![\d.年月〕第])[1-9]\d{0,3}(?=[个家场人次万亿%])", lambda m: str(int(m[0]) + self.dice.randrange(9)), text)
        return text.rstrip("\n") + f"\n（第{self.number}号）\n"

    def write(self, kind: str, name: str, data: bytes, becomes: str = "plan") -> None:
        """Write a file below the folder of its kind, a hundred to a folder."""
        path = self.folder / kind / f"{self.number // 100:03d}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.expected[str(path.relative_to(self.folder))] = becomes

    def made(self, kind: str) -> bytes:
        """The bytes of a document of a kind."""
        text = self.text()
        blocks = self.editions.blocks
        makers: dict[str, Callable[[], bytes]] = {
            "txt": lambda: text.encode("utf-8"), "gbk": lambda: text.encode("gb18030"),
            "html": lambda: self.editions.page(blocks(text), self.number % 3 == 0),
            "docx": lambda: self.editions.word(blocks(text), self.number % 4 == 0),
            "pdf": lambda: self.editions.pdf(blocks(text)),
            "ofd": lambda: self.editions.load("ofd_edition").ofd(blocks(text)),
            "xlsx": lambda: self.sheet(), "csv": lambda: self.table(), "mht": lambda: self.archived_page(text)}
        return makers[kind]()

    def rows(self) -> list[list[str | int]]:
        """A small table of money."""
        head: list[str | int] = ["项目", "单位", "金额（万元）"]
        return [head, *([f"第{self.number}号项目{n}", "县商务局", self.dice.randrange(5, 900)] for n in range(1, 40))]

    def sheet(self) -> bytes:
        """A workbook."""
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            book.set_properties({"created": __import__("datetime").datetime(2024, 1, 1)})
            page = book.add_worksheet("资金")
            for at, row in enumerate(self.rows()):
                page.write_row(at, 0, row)
        return out.getvalue()

    def table(self) -> bytes:
        """Separated values."""
        out = io.StringIO()
        csv.writer(out).writerows(self.rows())
        return out.getvalue().encode("utf-8-sig" if self.number % 2 else "gb18030")

    def archived_page(self, text: str) -> bytes:
        """A web archive."""
        whole = MIMEMultipart("related", boundary=f"----part{self.number}")
        whole.attach(MIMEText(self.editions.page(self.editions.blocks(text), False).decode("utf-8"), "html", "utf-8"))
        return whole.as_bytes()

    # ------------------------------------------------------------------------------------------ kinds of trouble

    def office(self) -> None:
        """An old office format, made different by words that no reader shows."""
        self.number += 1
        kind = ("rtf", "doc", "odt")[self.number % 3]
        data = (CORPUS / "yunxiu-ecommerce" / f"plan.{kind}").read_bytes()
        mark = f"v{self.number}".encode()
        if kind == "rtf":
            data = data.replace(b"{\\rtf1", b"{\\rtf1{\\*\\soakmark " + mark + b"}", 1)
        elif kind == "doc":
            data += mark.ljust(512, b"\0")
        else:
            data = with_comment(data, mark)
        self.write("office", f"plan-{self.number}.{kind}", data)

    def scan(self) -> None:
        """A scan of one page."""
        import pypdfium2

        self.number += 1
        made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
        made.import_pages(pypdfium2.PdfDocument(CORPUS / "yunxiu-ecommerce" / "scan.pdf"), [2])
        made.save(out)
        self.write("scan", f"scan-{self.number}.pdf", out.getvalue() + b"%% %d\n" % self.number)

    def broken(self) -> None:
        """Cut, empty, encrypted or no document at all."""
        self.number += 1
        kind = self.number % 6
        if kind == 0:
            self.write("broken", f"empty-{self.number}.docx", b"", "read" if self.number <= 6 else "either")
        elif kind in (1, 2):
            whole = self.made("docx" if kind == 1 else "pdf")
            self.write("broken", f"cut-{self.number}.{'docx' if kind == 1 else 'pdf'}", whole[:len(whole) // 2], "either")
        elif kind == 3:
            self.write("broken", f"locked-{self.number}.pdf", self.locked(), "read")
        elif kind == 4:
            self.write("broken", f"noise-{self.number}.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + self.dice.randbytes(4000), "read")
        else:
            self.write("broken", f"cut-{self.number}.html", self.made("html")[:900], "either")

    def locked(self) -> bytes:
        """A PDF with a password."""
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen.canvas import Canvas

        out = io.BytesIO()
        canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner"), invariant=1)
        canvas.drawString(100, 700, f"{self.number}")
        canvas.save()
        return out.getvalue()

    def hostile(self, kind: str) -> None:
        """What is made to cost the run more than a row."""
        self.number += 1
        name, zipped = f"{kind}-{self.number}", io.BytesIO()
        if kind in ("hang", "segfault", "kill", "hog"):
            becomes = {"hang": "time", "hog": "memory"}.get(kind, "crash")
            self.write("hostile", f"{name}.txt", f"SOAK-{kind.upper()} {self.text()}".encode(), becomes)
        elif kind == "huge":
            self.write("hostile", f"{name}.txt", ("一、目标\n建成60个。\n" * 250_000 + str(self.number)).encode(), "size")
        elif kind == "pages":
            self.write("hostile", f"{name}.pdf", self.many_pages(), "pages")
        elif kind == "cut-archive":
            data = packed_tar({"a/plan.txt": self.made("txt"), "b/plan.txt": self.made("txt")}, "gz")
            self.write("hostile", f"{name}.tar.gz", data[:len(data) // 2], "archive")
        elif kind == "link":
            with tarfile.open(fileobj=zipped, mode="w") as tar:
                for member, way in (("link.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("null.txt", tarfile.CHRTYPE)):
                    told = tarfile.TarInfo(member)
                    told.type, told.linkname = way, "/etc/passwd"
                    tar.addfile(told)
                    self.expected[f"hostile/{self.number // 100:03d}/{name}.tar!/{member}"] = "archive"
            self.write("hostile", f"{name}.tar", zipped.getvalue(), "archive-itself")
        else:
            with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as package:
                place = f"hostile/{self.number // 100:03d}/{name}.zip"
                if kind == "bomb":
                    for number in range(40):
                        package.writestr(zipfile.ZipInfo(f"{number}.txt", FIXED), bytes(2_900_000), zipfile.ZIP_DEFLATED)
                elif kind == "slip":
                    for member in ("../../outside.txt", "/tmp/outside.txt", "C:\\outside.txt"):
                        package.writestr(zipfile.ZipInfo(member, FIXED), self.made("txt"))
                        self.expected[f"{place}!/{member}"] = "archive"
                elif kind == "deep":
                    inner = self.made("txt")
                    for level in range(3):
                        inner = packed_zip({f"level{level}.{'txt' if level == 0 else 'zip'}": inner})
                    package.writestr(zipfile.ZipInfo("deep.zip", FIXED), inner)
                    self.expected[f"{place}!/deep.zip!/level2.zip"] = "archive"
                else:
                    package.writestr(zipfile.ZipInfo("secret.txt", FIXED), self.made("txt"))
                    self.expected[f"{place}!/secret.txt"] = "archive"
            data = zipped.getvalue()
            if kind == "locked":
                data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
            self.write("hostile", f"{name}.zip", data, "archive" if kind == "bomb" else "archive-itself")

    def many_pages(self) -> bytes:
        """A PDF of more pages than allowed."""
        import pypdfium2

        made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
        for _ in range(80):
            made.new_page(200, 200)
        made.save(out)
        return out.getvalue() + b"%% %d\n" % self.number

    def packed(self, count: int) -> None:
        """Some documents in an archive; every fourth has an archive in it, every fifth has names as Windows writes them."""
        self.number += 1
        members = {f"{'附件' if n % 5 else '正文'}{n}.{kind}": self.made(kind)
                   for n, kind in enumerate(self.dice.choices(("txt", "html", "docx"), k=count))}
        if self.number % 4 == 0:
            members["内.zip"] = packed_zip({"里/方案.txt": self.made("txt")})
        way = ("zip", "gz", "xz", "bz2", "tar")[self.number % 5]
        name = f"pack-{self.number}" + (".zip" if way == "zip" else ".tar" + (f".{way}" if way != "tar" else ""))
        data = packed_zip(members) if way == "zip" else packed_tar(members, "" if way == "tar" else way)
        self.write("packed", name, data, "archive-itself")
        for member in members:
            inner = "!/里/方案.txt" if member.endswith(".zip") else ""
            self.expected[f"packed/{self.number // 100:03d}/{name}!/{member}{inner}"] = "plan"


def generate(folder: Path, count: int, seed: int = 1, shares: dict[str, int] | None = None) -> dict[str, str]:
    """Write `count` documents, members of archives counted, and what is to become of each."""
    made, left = Generator(folder, seed), count
    for kind, share in (shares or SHARES).items():
        number = max(1, share * count // 1000)
        left -= number
        if kind in ("office", "scan", "broken"):
            for _ in range(number):
                getattr(made, kind)()
        elif kind == "hostile":
            for at in range(number):
                made.hostile(HOSTILE[at % len(HOSTILE)])
        elif kind == "packed":
            for _ in range(-(-number // 6)):
                made.packed(6)
        elif kind == "duplicate":
            for at in range(number):
                data = made.made("txt")
                made.write("original", f"方案{at}.txt", data, "plan")
                made.write("twice", f"方案{at}.txt", data, "duplicate")
        else:
            for _ in range(number):
                data = made.made(kind)
                made.write(kind, f"方案 {made.number}.{'txt' if kind == 'gbk' else kind}", data)
    for _ in range(max(left, 0)):
        data = made.made("txt")
        made.write("txt", f"方案 {made.number}.txt", data)
    return made.expected


def packed_zip(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name, FIXED), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def packed_tar(members: dict[str, bytes], way: str) -> bytes:
    """A tar archive, packed with gz, xz, bz2 or not at all."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{way}") as tar:      # type: ignore[call-overload]
        for name, data in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(data)
            tar.addfile(told, io.BytesIO(data))
    return out.getvalue()


def with_comment(data: bytes, comment: bytes) -> bytes:
    """A zip package with a comment at its end."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.comment = comment
    return out.getvalue()
