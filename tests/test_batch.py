"""Batch: what goes in and comes out, limits that cost one row, runs that are killed and resumed, folders that are refused."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planparse import parse
from planparse.batch import archive, manifest, worker
from planparse.batch.crew import Crew
from planparse.batch.naming import leads_out, output_name
from planparse.batch.records import Job, Limits, Request
from planparse.batch.run import run_batch
from planparse.batch.sources import sources
from planparse.errors import PlanparseError

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "benchmarks"
PLAN = "松溪县村播推广实施方案（{}）\n一、工作目标\n到2023年底，建成村播服务站{}个以上。\n二、责任分工\n责任单位：县商务局\n"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def text(number: int) -> bytes:
    return PLAN.format(number, number + 20).encode("utf-8")


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: dict[str, bytes], way: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{way}") as tar:  # type: ignore[call-overload]
        for name, data in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(data)
            tar.addfile(told, io.BytesIO(data))
    return out.getvalue()


def batch(out: Path, *paths: Path | str, **more: Any) -> dict[str, Any]:
    return run_batch(Request(out, tuple(map(str, paths)), **more))


def lines(out: Path, name: str = "documents") -> dict[str, dict[str, Any]]:
    told = map(json.loads, (out / f"{name}.jsonl").read_text("utf-8").splitlines())
    return {line["where"]: line for line in told}


def contents(out: Path) -> dict[str, bytes]:
    """Everything of a run that must be the same each time."""
    found = {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*"))
             if path.is_file() and not path.name.startswith(("manifest.sqlite", "lock.sqlite"))}
    report = json.loads(found["report.json"])
    del report["timing"]
    return found | {"report.json": json.dumps(report).encode()}


def command(out: Path, *words: object, hook: bool = False, cwd: Path = ROOT, **options: Any) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{BENCHMARKS}"}
    if hook:
        environment["PLANPARSE_BATCH_HOOK"] = "batch_hooks:act"
    return subprocess.Popen([sys.executable, "-m", "planparse", "batch", "--out", str(out), *map(str, words)], text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=cwd, **options)


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


# ------------------------------------------------------------------------------------------------ inputs and outputs

def test_a_document_gives_the_bytes_that_parse_gives(tmp_path: Path) -> None:
    plans = [ROOT / "corpus" / "yunxiu-ecommerce" / f"plan.{kind}" for kind in ("txt", "docx", "html", "ofd")]
    report = batch(tmp_path / "out", *plans, jobs=2)
    assert report["counts"]["plans"] == 4
    for place, line in lines(tmp_path / "out").items():
        assert (tmp_path / "out" / line["plan"]).read_text("utf-8") == parse(place).to_json()


def test_folders_patterns_lists_and_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {
        "in/甲/方案.txt": text(1), "in/乙/方案.txt": text(2), "in/乙/方案.TXT.bak": text(90), "in/style.css": b"p {}",
        "in/.hidden.txt": text(91), "in/~$方案.docx": b"x", "in/无后缀": b"%PDF-1.4 cut",
        "in/包.zip": zipped({"方案.txt": text(3), "里/方案.txt": text(4), "__MACOSX/方案.txt": text(92), "图.gif": b"GIF89a"}),
        "in/包.tar.xz": tarred({"方案.txt": text(5)}, "xz"), "in/外.zip": zipped({"内.tgz": tarred({"方案.txt": text(6)}, "gz")}),
        "other/a1.txt": text(7), "other/a2.txt": text(8), "other/b.txt": text(9), "listed.txt": text(10), "b2.txt": text(11),
        "names.lst": "# 清单\nlisted.txt\nmissing.txt\n\n".encode(), "more.lst": b"b2.txt\n"})
    monkeypatch.chdir(tmp_path)
    report = batch(tmp_path / "out", "in", "other/a*.txt", "@names.lst", "in/甲/方案.txt", lists=("more.lst",), jobs=2)
    told = lines(tmp_path / "out")
    assert {place for place, line in told.items() if line["status"] == "done"} == {
        "in/甲/方案.txt", "in/乙/方案.txt", "in/包.zip!/方案.txt", "in/包.zip!/里/方案.txt", "in/包.tar.xz!/方案.txt",
        "in/外.zip!/内.tgz!/方案.txt", "other/a1.txt", "other/a2.txt", "listed.txt", "b2.txt"}
    assert {place: line["stage"] for place, line in lines(tmp_path / "out", "failures").items()} == {
        "missing.txt": "input", "in/无后缀": "read"}
    assert report["passed_over"] == {"bak": 1, "css": 1, "gif": 1}
    assert len(list((tmp_path / "out" / "plans").iterdir())) == 10         # 方案.txt six times: none collides
    assert not list((tmp_path / "out" / ".planparse-batch").glob("unpacked/*"))


def test_an_argument_that_names_nothing_is_trouble(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path / "*.nothing", f"@{tmp_path}/no.lst"):
        with pytest.raises(PlanparseError, match=r"no such file|nothing matches|no such list"):
            batch(tmp_path / "out", path)
    assert not (tmp_path / "out").exists()                                 # the mended command is no second run


def test_the_own_folder_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": text(1)})
    out = tmp_path / "out"
    assert batch(out, tmp_path)["counts"]["documents"] == 1
    assert [found.place for found in sources((str(tmp_path),), (), out)] == [str(tmp_path / "a.txt")]


def test_duplicates_are_parsed_once_and_told(tmp_path: Path) -> None:
    put(tmp_path / "in", {"b.txt": text(1), "a/c.txt": text(1), "z.zip": zipped({"d.txt": text(1)}), "e.txt": text(2)})
    report = batch(tmp_path / "out", tmp_path / "in", jobs=2)
    assert (report["counts"]["plans"], report["counts"]["duplicates"], report["timing"]["parsed_now"]) == (2, 2, 2)
    first = str(tmp_path / "in" / "a" / "c.txt")
    assert {line["duplicate_of"] for line in lines(tmp_path / "out").values()} == {None, first}


def test_names_of_outputs() -> None:
    names = {output_name(place) for place in ("a/方案.txt", "b/方案.txt", "a/方案.docx", "a/" + "长" * 300 + ".txt", "a/..", "x/=1+1.csv")}
    assert len(names) == 6
    assert all(len(name.encode()) < 255 and not name.startswith(".") and "/" not in name for name in names)


@pytest.mark.parametrize(("name", "leads"), [("../x", True), ("a/../../x", True), ("/x", True), ("C:\\x", True), ("..\\x", True),
                                             ("a\0b", True), ("a/b..c/x.txt", False), ("方案..txt", False)])
def test_names_that_lead_out(name: str, leads: bool) -> None:
    assert leads_out(name) is leads


# ------------------------------------------------------------------------------------------------ archives

def unpacked(tmp_path: Path, name: str, data: bytes, limits: Limits | None = None) -> tuple[Any, dict[str, dict[str, Any]]]:
    """An archive, unpacked here and now."""
    folder = tmp_path / "spool"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (tmp_path / name).write_bytes(data)
    came = archive.unpack(str(tmp_path / name), str(folder), limits or Limits(memory=100_000))
    return came, {line["name"]: line for line in archive.index_of(folder)} if not came.document else {}


def test_hostile_members_cost_a_row_each_and_nothing_is_written_outside(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("null.txt", tarfile.CHRTYPE),
                           ("pipe.txt", tarfile.FIFOTYPE), ("../../slip.txt", tarfile.REGTYPE), ("/abs.txt", tarfile.REGTYPE)):
            told = tarfile.TarInfo(name)
            told.type, told.linkname = kind, "/etc/passwd"
            tar.addfile(told)
        told = tarfile.TarInfo("good.txt")
        told.size = 4
        tar.addfile(told, io.BytesIO(b"good"))
    before = {path.name for path in tmp_path.parent.iterdir()}
    came, index = unpacked(tmp_path, "a.tar", out.getvalue())
    assert came.refusal is None
    assert {name for name, line in index.items() if line.get("stage") == "archive"} == {
        "link.txt", "hard.txt", "null.txt", "pipe.txt", "../../slip.txt", "/abs.txt"}
    assert "number" in index["good.txt"]
    assert sorted(path.name for path in (tmp_path / "spool").iterdir()) == ["000001", "index.jsonl"]
    assert {path.name for path in tmp_path.parent.iterdir()} == before


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    assert "link or device" in unpacked(tmp_path, "a.zip", out.getvalue())[1]["link.txt"]["what"]


def test_bombs_and_depth(tmp_path: Path) -> None:
    came, _ = unpacked(tmp_path, "bomb.zip", zipped({f"{n}.txt": bytes(10 << 20) for n in range(8)}))
    assert came.refusal is not None and "unpacks to more" in came.refusal.what
    data = text(1)
    for level in range(4):
        data = zipped({f"{level}.txt" if level == 0 else f"{level}.zip": data})
    _, index = unpacked(tmp_path, "deep.zip", data, Limits(memory=100_000, depth=4))
    assert index["3.zip!/2.zip!/1.zip!/0.txt"]["sha256"]
    _, index = unpacked(tmp_path, "deep.zip", data, Limits(memory=100_000, depth=3))
    assert "more than 3 deep" in index["3.zip!/2.zip!/1.zip"]["what"]


def test_members_with_names_of_chinese_windows_twice_the_same_and_locked(tmp_path: Path) -> None:
    data = zipped({"xxxx.txt": text(1)}).replace(b"xxxx", "方案".encode("gb18030"))
    assert "方案.txt" in unpacked(tmp_path, "gbk.zip", data)[1]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for _ in range(2):
            tar.addfile(tarfile.TarInfo("同名.txt"))
    assert set(unpacked(tmp_path, "twice.tar", out.getvalue())[1]) == {"同名.txt", "同名.txt#2"}
    locked = zipped({"a.txt": text(1)})
    at = locked.index(b"PK\x01\x02") + 8
    index = unpacked(tmp_path, "locked.zip", locked[:at] + b"\1" + locked[at + 1:])[1]
    assert "encrypted" in index["a.txt"]["what"]


def test_a_damaged_archive_gives_what_stands_before_the_damage(tmp_path: Path) -> None:
    whole = tarred({"a.txt": text(1), "b.txt": os.urandom(50_000)}, "gz")
    put(tmp_path, {"in/cut.tar.gz": whole[:30_000], "in/cut.zip": zipped({"a.txt": text(2)})[:-30], "in/word.zip":
                   (ROOT / "corpus" / "yunxiu-ecommerce" / "plan.docx").read_bytes()})
    batch(tmp_path / "out", tmp_path / "in")
    failures = lines(tmp_path / "out", "failures")
    assert all("damaged" in failures[str(tmp_path / "in" / name)]["what"] for name in ("cut.tar.gz", "cut.zip"))
    told = lines(tmp_path / "out")
    assert told[str(tmp_path / "in" / "cut.tar.gz!" / "a.txt")]["status"] == "done"
    assert told[str(tmp_path / "in" / "word.zip")]["reader"] == "docx"


@pytest.mark.parametrize("way", ["", "gz", "bz2", "xz"])
def test_no_cut_of_a_tar_goes_unseen(tmp_path: Path, way: str) -> None:
    whole = tarred({"a.txt": text(1), "b.txt": text(2)}, way)
    at = len(whole.rstrip(b"\0")) if not way else len(whole)
    for cut in range(60, at, max(at // 40, 1)):
        _, index = unpacked(tmp_path, f"a.tar.{way}", whole[:cut])
        told = "" in index and "damaged" in index[""]["what"]
        assert told or set(index) == {"a.txt", "b.txt"}, cut                # only the padding behind both is cut
        assert told or cut > at // 2 or way
    assert set(unpacked(tmp_path, f"a.tar.{way}", whole)[1]) == {"a.txt", "b.txt"}


# ------------------------------------------------------------------------------------------------ folders and locks

def test_folders_that_are_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": text(1), "theirs/letter.txt": b"mine", "file": b""})
    for out, words in (("theirs", "did not make it"), ("file", "no folder")):
        with pytest.raises(PlanparseError, match=words):
            batch(tmp_path / out, tmp_path / "a.txt", resume=True)
    assert [path.name for path in (tmp_path / "theirs").iterdir()] == ["letter.txt"]
    (tmp_path / "empty").mkdir()
    assert batch(tmp_path / "empty", tmp_path / "a.txt")["counts"]["plans"] == 1
    with pytest.raises(PlanparseError, match="--resume"):
        batch(tmp_path / "empty", tmp_path / "a.txt")


def test_what_is_unchanged_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "in", {"a.txt": text(1), "b.txt": text(2), "gone.txt": text(3), "bad.docx": b"", "z.zip": zipped({"m.txt": text(4)})})
    out = tmp_path / "out"
    assert batch(out, tmp_path / "in")["timing"]["parsed_now"] == 5
    first = contents(out)
    assert batch(out, tmp_path / "in", resume=True)["timing"]["parsed_now"] == 0
    assert contents(out) == first
    put(tmp_path / "in", {"a.txt": text(1), "bad.docx": b"", "z.zip": zipped({"m.txt": text(4)})})           # written, the same
    assert batch(out, tmp_path / "in", resume=True)["timing"]["parsed_now"] == 0
    assert contents(out) == first
    assert batch(out, tmp_path / "in", resume=True, retry_failed=True)["timing"]["parsed_now"] == 1
    (tmp_path / "in" / "gone.txt").unlink()
    put(tmp_path / "in", {"b.txt": text(20), "new.txt": text(21)})
    report = batch(out, tmp_path / "in", resume=True)
    assert (report["timing"]["parsed_now"], report["counts"]["kept_from_earlier_runs"], report["counts"]["plans"]) == (2, 1, 5)
    changed = lines(out)[str(tmp_path / "in" / "b.txt")]["plan"]
    assert "建成村播服务站40个" in (out / changed).read_text("utf-8")
    (out / changed).write_bytes(b"")                                       # what a power cut leaves
    assert batch(out, tmp_path / "in", resume=True)["timing"]["parsed_now"] == 1
    monkeypatch.setattr(manifest, "__version__", "99")
    report = batch(out, tmp_path / "in", resume=True)
    assert (report["timing"]["parsed_now"], report["counts"]["plans"]) == (5, 5)      # all but the one that is gone; z.zip unpacked anew


def test_a_second_run_on_one_folder_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": b"SOAK-HANG " + text(1)})
    first = command(tmp_path / "out", tmp_path / "a.txt", hook=True)
    try:
        assert until((tmp_path / "out" / "failures.jsonl").exists)
        for resume in (True, False):
            with pytest.raises(PlanparseError, match="another run"):
                batch(tmp_path / "out", tmp_path / "a.txt", resume=resume)
    finally:
        first.kill()
        first.communicate()


# ------------------------------------------------------------------------------------------------ limits

@LINUX
def test_hangs_crashes_and_full_memory_cost_a_row_each(tmp_path: Path) -> None:
    import pypdfium2

    made, pages = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(4):
        made.new_page(100, 100)
    made.save(pages)
    put(tmp_path / "in", {f"{word}.txt": f"SOAK-{word.upper()} ".encode() + text(n)
                          for n, word in enumerate(("hang", "segfault", "kill", "hog"))}
        | {"child.txt": b"SOAK-CHILD 987.125 " + text(9), "once.txt": f"SOAK-ONCE {tmp_path}/flag ".encode() + text(8), "long.pdf": pages.getvalue(), "large.txt": text(5) * 20_000}
        | {f"good{n}.txt": text(n) for n in range(10, 20)})
    run = command(tmp_path / "out", tmp_path / "in", "--timeout", 5, "--memory", 200, "--pages", 3, "--size", 1, "--jobs", 2, hook=True)
    said, told = run.communicate(timeout=60)
    assert run.returncode == 1, told
    failures = {Path(place).stem: line for place, line in lines(tmp_path / "out", "failures").items()}
    assert {name: line["stage"] for name, line in failures.items()} == {
        "hang": "time", "child": "time", "segfault": "crash", "kill": "crash", "hog": "memory", "long": "pages", "large": "size"}
    assert all(line["what"] and line["todo"] for line in failures.values()) and failures["hang"]["seconds"] == 5
    assert "SIGSEGV" in failures["segfault"]["what"] and "SIGKILL" in failures["kill"]["what"]
    assert "11 plans, 7 failed" in said and told == ""
    assert until(lambda: not running("987.125"))


@LINUX
def test_nothing_outlives_a_run_that_is_killed(tmp_path: Path) -> None:
    put(tmp_path, {"child.txt": b"SOAK-CHILD 986.125 " + text(9), "b.txt": b"SOAK-HANG " + text(1)})
    before = processes(tmp_path)
    run = command(tmp_path / "out", "child.txt", "b.txt", "--jobs", 2, hook=True, cwd=tmp_path)
    assert until(lambda: running("986.125") and len(processes(tmp_path)) >= 5)
    run.kill()
    run.wait()
    assert until(lambda: processes(tmp_path) == before and not running("986.125"))


@LINUX
def test_what_a_lost_worker_started_ends_while_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    crew = Crew(1)
    try:
        crew.submit(Job("child", importlib.import_module("batch_hooks").act, ("a.txt", b"SOAK-CHILD 985.125 x"), 1.5))
        assert until(lambda: running("985.125"))
        assert until(lambda: crew.next_ended(0.1) is not None)
        assert until(lambda: crew.next_ended(0.1) is None and not running("985.125"))
    finally:
        crew.close()


def processes(folder: Path) -> set[str]:
    """Processes at work in a folder."""
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            found |= {name} if os.readlink(f"/proc/{name}/cwd") == str(folder.resolve()) else set()
        except OSError:
            continue
    return found


def running(argument: str) -> bool:
    """Whether `sleep ARGUMENT` runs."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if Path(f"/proc/{name}/cmdline").read_bytes() == f"sleep\0{argument}\0".encode():
                return True
        except OSError:
            continue
    return False


def test_a_file_that_changes_meanwhile_and_a_plan_json_are_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": text(1), "plan.json": parse(text(1)).to_json().encode()})
    assert worker.parse(str(tmp_path / "a.txt"), "a.txt", "0" * 64, Limits()).refusal.stage == "input"        # type: ignore[union-attr]
    assert "parsed already" in worker.parse(str(tmp_path / "plan.json"), "plan.json", None, Limits()).refusal.what   # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------------ killed and resumed

@pytest.fixture(scope="module")
def soaked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated documents of all fast formats with broken and hostile ones, and what an undisturbed run makes of them."""
    folder = tmp_path_factory.mktemp("soak")
    spec = importlib.util.spec_from_file_location("batch_documents", BENCHMARKS / "batch_documents.py")
    assert spec is not None and spec.loader is not None
    documents = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(documents)
    shares = {"html": 200, "docx": 100, "pdf": 30, "ofd": 30, "csv": 50, "mht": 50, "gbk": 50, "broken": 60, "duplicate": 60, "packed": 150}
    expected = documents.generate(folder / "in", 60, 3, shares)
    run = command(folder / "whole", "in", cwd=folder)
    _, told = run.communicate(timeout=100)
    assert run.returncode == 1 and told == ""
    became = lines(folder / "whole")
    for place, wanted in expected.items():
        if wanted in ("plan", "duplicate"):
            assert became[f"in/{place}"]["status"] == {"plan": "done"}.get(wanted, wanted), place
    return folder


def test_killed_and_resumed_it_is_the_same_to_the_byte(soaked: Path) -> None:
    out, stopped = soaked / "torn", 0
    for count in (0, 5, 30):
        run = command(out, "in", "--resume", "-q", cwd=soaked, start_new_session=True)
        until(lambda count=count: out.is_dir() and len(list(out.glob("plans/*"))) >= count)        # type: ignore[misc]
        stopped += run.poll() is None
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
    assert stopped == 3
    (out / ".planparse-batch" / "writing" / "half.json").write_bytes(b"{")
    run = command(out, "in", "--resume", cwd=soaked)
    run.communicate(timeout=100)
    assert run.returncode == 1 and contents(out) == contents(soaked / "whole")


def test_ctrl_c_tells_how_to_go_on(soaked: Path) -> None:
    out = soaked / "broken-off"
    listening = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}      # jobs in the background are started deaf
    run = command(out, "in", "--jobs", 1, cwd=soaked, **listening)
    until(lambda: len(list(out.glob("plans/*"))) >= 3)
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=30)
    assert run.returncode == 130 and told.count("\n") == 1 and "--resume" in told
    rows = sqlite3.connect(out / "manifest.sqlite").execute("SELECT count(*) FROM document WHERE status='done'").fetchone()[0]
    assert rows >= 3
    run = command(out, "in", "--resume", cwd=soaked)
    run.communicate(timeout=100)
    assert contents(out) == contents(soaked / "whole")


def test_the_report_tells_what_failed_and_escapes_what_it_shows(tmp_path: Path) -> None:
    put(tmp_path / "in", {"<img src=x onerror=alert(1)>.docx": b"", "短.txt": "会议通知。".encode() * 300, "big5.txt": ("縣政府關於發展農業的實施方案，建成服務站" * 40).encode("cp950")})
    report = batch(tmp_path / "out", tmp_path / "in")
    assert [(kind["stage"], kind["what"], kind["count"]) for kind in report["failures"]] == [("read", "the file is empty", 1)]
    assert {one["code"]: one["count"] for one in report["odd"]} == {"no-sections": 2, "no-targets": 2, "odd-encoding": 1}
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "<img" not in page and "&lt;img" in page and "http" not in page.replace("http-equiv", "")


# ------------------------------------------------------------------------------------------------ the cluster

@LINUX
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(soaked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    killer = soaked / "killer.py"
    killer.write_text(KILLER, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(killer)], cwd=soaked, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0 and "killed one of 2" in done.stdout, done.stderr
    assert contents(soaked / "cluster") == contents(soaked / "whole")


KILLER = '''
import os, signal
from pathlib import Path
from planparse.batch.progress import Silent
from planparse.batch.records import Request
from planparse.batch.run import run_batch
from planparse.batch.cluster import Cluster

class Murderous(Silent):
    """Kills a Dask worker when some documents are done."""
    done = 0
    def step(self, failed):
        self.done += 1
        if self.done == 20:
            workers = clusters[0]._client.run(os.getpid)
            print("killed one of", len(workers))
            os.kill(min(workers.values()), signal.SIGKILL)

clusters = []
made = Cluster.__init__
def remembered(self, *arguments):
    made(self, *arguments)
    clusters.append(self)
Cluster.__init__ = remembered

if __name__ == "__main__":
    run_batch(Request(Path("cluster"), ("in",), jobs=2, engine="dask"), Murderous())
'''


def test_urls_are_read_through_fsspec(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    put(tmp_path / "in", {"甲/方案.txt": text(1), "style.css": b"x", "包.zip": zipped({"方案.txt": text(2)})})
    report = batch(tmp_path / "out", f"file://{tmp_path}/in")
    assert (report["counts"]["plans"], report["passed_over"]) == (2, {"css": 1})
    line = lines(tmp_path / "out")[f"file://{tmp_path}/in/甲/方案.txt"]
    assert (tmp_path / "out" / line["plan"]).read_text("utf-8") == parse(tmp_path / "in" / "甲" / "方案.txt").to_json()
    assert batch(tmp_path / "out", f"file://{tmp_path}/in", resume=True)["timing"]["parsed_now"] == 0
    for url, words in ((f"file://{tmp_path}/missing", "no such file"), ("nowhere://x/y", "cannot be read")):
        with pytest.raises(PlanparseError, match=words):
            batch(tmp_path / "other", url, resume=True)
