"""How fast PDFs are read and parsed, told as ratios against pdfplumber's extract_text in the same run.

    python benchmarks/pdf_speed.py              the PDFs of corpus/
    python benchmarks/pdf_speed.py FILE ...     these PDFs

Each file is split into its pages with tables and its pages without; all are measured in turns, so that all meet the
same noise, and the median of the rounds counts. pdfplumber (a development dependency) is the baseline.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
PASSES = ("pdfplumber", "read", "parse")


def main() -> int:
    """Measure and print."""
    try:
        import pdfplumber  # noqa: F401
    except ImportError:
        print("planparse: pdfplumber is not installed: pip install pdfplumber", file=sys.stderr)
        return 2
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "corpus").rglob("*.pdf"))
    if not files:
        print("planparse: no PDF in corpus/: give PDF files", file=sys.stderr)
        return 2
    print(f"median of {ROUNDS} rounds; ms a page, and how many times as fast as pdfplumber's extract_text\n")
    print(f"{'file':34}{'pages':>14}{'pdfplumber':>12}{'reading':>16}{'whole parse':>16}")
    whole: dict[str, list[tuple[int, dict[str, float]]]] = {}
    for path in files:
        for kind, (data, count) in parts(path.read_bytes(), path.name).items():
            taken = measured(data, path.name)
            whole.setdefault(kind, []).append((count, taken))
            print(row(f"{path.parent.name}/{path.name}", count, kind, taken))
    print()
    for kind, found in sorted(whole.items()):
        count = sum(n for n, _ in found)
        print(row("all", count, kind, {name: sum(taken[name] for _, taken in found) for name in PASSES}))
    return 0


def parts(data: bytes, name: str) -> dict[str, tuple[bytes, int]]:
    """The pages with tables and the pages without, each as a PDF of its own with its number of pages."""
    from pypdfium2 import PdfDocument

    from planparse.readers import read_bytes

    ruled = sorted({number for table in read_bytes(data, name).tables for number in table.pages})
    source = PdfDocument(data)
    prose = [number for number in range(1, len(source) + 1) if number not in ruled]
    found = {}
    for kind, numbers in (("table", ruled), ("prose", prose)):
        if numbers:
            cut, stream = PdfDocument.new(), io.BytesIO()
            cut.import_pages(source, [number - 1 for number in numbers])
            cut.save(stream)
            found[kind] = stream.getvalue(), len(numbers)
    return found


def measured(data: bytes, name: str) -> dict[str, float]:
    """Seconds each pass takes: the median of the rounds."""
    import pdfplumber

    import planparse
    from planparse.readers import read_bytes

    def baseline() -> None:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                page.extract_text()

    passes: dict[str, Callable[[], object]] = {
        "pdfplumber": baseline, "read": lambda: read_bytes(data, name), "parse": lambda: planparse.parse(data, name=name)}
    taken: dict[str, list[float]] = {label: [] for label in passes}
    passes["parse"]()                                                        # everything lazy is loaded
    for _ in range(ROUNDS):
        for label, run in passes.items():
            start = time.perf_counter()
            run()
            taken[label].append(time.perf_counter() - start)
    return {label: statistics.median(times) for label, times in taken.items()}


def row(name: str, count: int, kind: str, taken: dict[str, float]) -> str:
    """One line of the report."""
    base = taken["pdfplumber"]
    ratios = (f"{1000 * taken[label] / count:8.2f}{base / taken[label]:7.1f}x" for label in ("read", "parse"))
    return f"{name[-33:]:34}{f'{count} {kind}':>14}{1000 * base / count:12.1f}" + "".join(ratios)


if __name__ == "__main__":
    sys.exit(main())
