"""How many cells of made documents are read, by kind of table: each row of the truth against the row that holds most of it.

    python benchmarks/cell_accuracy.py FILE...     beside each NAME.ext stands NAME.truth.json: {"tables": [{"kind", "rows"}]}

White space does not count; a merged cell stands in each row it covers.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import planparse
from planparse.model.plan import TableRecord


def main() -> int:
    """Measure and print."""
    found: dict[tuple[str, str], list[int]] = {}
    for path in map(Path, sys.argv[1:]):
        rows = [row for table in planparse.parse(path).table_records for row in _rows(table)]
        truth = json.loads(path.with_suffix("").with_suffix(".truth.json").read_text("utf-8"))
        for table in truth["tables"]:
            tally = found.setdefault((path.suffix, table["kind"]), [0, 0])
            for row in table["rows"]:
                wanted = Counter(word for cell in row if (word := _bare(cell)))
                tally[0] += max((sum((wanted & one).values()) for one in rows), default=0)
                tally[1] += sum(wanted.values())
    for (suffix, kind), (right, cells) in sorted(found.items()):
        print(f"{suffix:8}{kind:22}{right:6}/{cells:<6}{right / max(1, cells):.3f}")
    return 0 if found else 2


def _rows(table: TableRecord) -> list[Counter[str]]:
    """The words of each row, merged cells in all rows they cover."""
    rows = [*table.header, *table.rows]
    words: list[Counter[str]] = [Counter() for _ in rows]
    for number, row in enumerate(rows):
        for cell in row:
            for down in range(number, min(number + cell.rowspan, len(rows))):
                words[down][_bare(cell.text)] += 1
    return words


def _bare(words: str) -> str:
    return "".join(words.split())


if __name__ == "__main__":
    sys.exit(main())
