"""A manifest in, the files that tell of a run out: failures.jsonl, documents.jsonl, report.json and report.html.

All but the key `timing` of report.json is the same for the same documents, however often a run was interrupted.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from planparse.batch.folder import Folder
from planparse.batch.manifest import Manifest
from planparse.batch.naming import suffix_of
from planparse.codec import write_json
from planparse.version import __version__

_EXAMPLES = 20                  # places told for each kind of failure or oddity
_PARTICULAR = re.compile(r"\s*\([^()]*\)")
#: Code of an oddity: what it means, in the words of the page.
ODD = {
    "no-sections": "没有找到章节标题", "no-targets": "没有找到量化目标", "low-coverage": "章节覆盖不足全文一半",
    "not-chinese": "汉字不足两成", "garbled-text": "有乱码或无法辨认的字符", "odd-encoding": "编码少见（非 UTF-8、GB 18030）",
    "recognised": "由扫描件识别，宜对照原件", "errors-found": "核对发现错误"}
STAGES = {
    "input": "取文件", "archive": "解压缩", "size": "文件过大", "pages": "页数过多", "read": "读文件", "parse": "解析",
    "time": "超时", "memory": "内存超限", "crash": "进程崩溃"}
STATUSES = {"done": "done", "failed": "failed", "duplicate": "duplicate", "waiting": "waiting", "new": "waiting"}


def failure_line(row: sqlite3.Row) -> str:
    """One line of failures.jsonl. `seconds` is the limit that ended the document, null where none did."""
    return _line({"where": row["place"], "stage": row["stage"], "what": row["what"], "todo": row["todo"],
                  "seconds": row["limit_seconds"], "sha256": row["sha256"]})


def document_line(row: sqlite3.Row) -> str:
    """One line of documents.jsonl."""
    told = {"where": row["place"], "status": STATUSES[row["status"]],
            "plan": f"plans/{row['output']}" if row["output"] else None, "sha256": row["sha256"], "size": row["size"],
            "duplicate_of": row["original_place"]}
    return _line(told | (json.loads(row["facts"]) if row["facts"] else {}))


def write_summary(folder: Folder, manifest: Manifest, timing: dict[str, Any]) -> dict[str, Any]:
    """Write the four files; what report.json holds."""
    _write_lines(folder, "failures.jsonl", manifest, "d.status='failed'", failure_line)
    _write_lines(folder, "documents.jsonl", manifest, "NOT d.is_archive", document_line)
    report = _report(manifest)
    folder.write(folder.out / "report.html", _page(report).encode("utf-8"))
    report["timing"] = timing | _timing(manifest, timing)
    folder.write(folder.out / "report.json", (write_json(report) + "\n").encode("utf-8"))
    return report


def _write_lines(folder: Folder, name: str, manifest: Manifest, where: str, line: Callable[[sqlite3.Row], str]) -> None:
    beside = folder.writing / name
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        for row in manifest.ordered(where):
            out.write(line(row))
    beside.replace(folder.out / name)


def _report(manifest: Manifest) -> dict[str, Any]:
    counts = manifest.counts()
    read = manifest.rows.execute
    archives = read("SELECT count(*) FROM document WHERE is_archive").fetchone()[0]
    earlier = read("SELECT count(*) FROM document WHERE seen<?", (manifest.listing,)).fetchone()[0]
    tally = _Tally()
    for row in manifest.ordered("NOT d.is_archive OR d.status='failed'"):
        tally.take(row)
    passed: dict[str, int] = {}
    for (place,) in read("SELECT place FROM passed ORDER BY place"):
        passed[suffix_of(place)] = passed.get(suffix_of(place), 0) + 1
    duplicates = [{"where": row["place"], "duplicate_of": row["original_place"]}
                  for row in manifest.ordered(f"d.status='duplicate' AND d.id IN (SELECT id FROM document WHERE "
                                              f"status='duplicate' ORDER BY born, argument, place LIMIT {_EXAMPLES})")]
    return {
        "planparse_version": __version__,
        "counts": {"documents": sum(counts.values()), "plans": counts.get("done", 0), "failed": counts.get("failed", 0),
                   "duplicates": counts.get("duplicate", 0), "archives": archives, "passed_over": sum(passed.values()),
                   "kept_from_earlier_runs": earlier},
        "formats": [{"format": name, **tally.formats[name]} for name in sorted(tally.formats)],
        "readers": dict(sorted(tally.readers.items())), "encodings": dict(sorted(tally.encodings.items())),
        "failures": sorted(tally.failures.values(), key=lambda one: (-one["count"], one["stage"], one["what"])),
        "odd": [tally.odd[code] for code in ODD if code in tally.odd],
        "duplicates": {"count": counts.get("duplicate", 0), "examples": duplicates},
        "passed_over": dict(sorted(passed.items()))}


class _Tally:
    """Counts over all documents; as large as the kinds of things that are counted, not as the documents."""

    def __init__(self) -> None:
        self.formats: dict[str, dict[str, int]] = {}
        self.readers: dict[str, int] = {}
        self.encodings: dict[str, int] = {}
        self.failures: dict[tuple[str, str], dict[str, Any]] = {}
        self.odd: dict[str, dict[str, Any]] = {}

    def take(self, row: sqlite3.Row) -> None:
        """Count one document."""
        counts = self.formats.setdefault(suffix_of(row["place"]),
                                         {"documents": 0, "plans": 0, "failed": 0, "duplicates": 0})
        counts["documents"] += 1
        counts[{"done": "plans", "failed": "failed", "duplicate": "duplicates"}[row["status"]]] += 1
        if row["status"] == "failed":
            what = row["what"] if row["stage"] == "crash" else _PARTICULAR.sub("", row["what"])
            kind = self.failures.setdefault((row["stage"], what), {"stage": row["stage"], "what": what, "todo": row["todo"],
                                                                   "count": 0, "examples": []})
            self._example(kind, row["place"])
        elif row["facts"]:
            facts = json.loads(row["facts"])
            self.readers[facts["reader"]] = self.readers.get(facts["reader"], 0) + 1
            if facts["encoding"]:
                self.encodings[facts["encoding"]] = self.encodings.get(facts["encoding"], 0) + 1
            for code in facts["odd"]:
                self._example(self.odd.setdefault(code, {"code": code, "count": 0, "examples": []}), row["place"])

    def _example(self, kind: dict[str, Any], place: str) -> None:
        kind["count"] += 1
        if len(kind["examples"]) < _EXAMPLES:
            kind["examples"].append(place)


def _timing(manifest: Manifest, timing: dict[str, Any]) -> dict[str, Any]:
    """What differs from run to run."""
    seconds, peak = manifest.rows.execute("SELECT total(seconds), max(memory) FROM document").fetchone()
    slowest = manifest.rows.execute("SELECT place, seconds FROM document WHERE seconds IS NOT NULL "
                                    "ORDER BY seconds DESC, place LIMIT 10")
    return {"documents_per_second": round(timing["parsed_now"] / max(timing["seconds"], 0.1), 2),
            "worker_seconds_of_all_runs": round(seconds, 1), "worker_memory_mb": (peak or 0) // 1024,
            "slowest": [{"where": place, "seconds": round(taken, 2)} for place, taken in slowest]}


def _page(report: dict[str, Any]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(loader=PackageLoader("planparse.batch"), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True)
    return pages.get_template("report.html.jinja").render(report=report, counts=report["counts"], odd_words=ODD,
                                                          stages=STAGES)


def _line(told: dict[str, Any]) -> str:
    """JSON on one line; half a surrogate pair of a broken name is escaped."""
    written = json.dumps(told, ensure_ascii=False)
    return written.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def summary_lines(report: dict[str, Any]) -> Iterator[str]:
    """What is told at the end of a run."""
    counts, timing = report["counts"], report["timing"]
    yield (f"{counts['documents']} documents: {counts['plans']} plans, {counts['failed']} failed, {counts['duplicates']} "
           f"duplicates; {timing['parsed_now']} parsed now in {timing['seconds']:.0f} s")
    for kind in report["failures"][:5]:
        yield f"  {kind['count']:>6}  {kind['what']}: {kind['todo']}"
    if len(report["failures"]) > 5:
        yield f"          and {len(report['failures']) - 5} other reasons: see failures.jsonl"
    if counts["passed_over"]:
        kinds = ", ".join(f"{name} {count}" for name, count in list(report["passed_over"].items())[:6])
        yield f"{counts['passed_over']} files were passed over, being no documents by name and content ({kinds})"
