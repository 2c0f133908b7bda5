"""What a run learns of its documents in, what is to be done next out: one SQLite file, so that memory stays flat.

A document is told by its place. Order, always the same: the listing that first met it, its argument, its place.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from planparse.batch.naming import output_name
from planparse.batch.records import Parsed, Refusal
from planparse.batch.sources import Found
from planparse.errors import PlanparseError
from planparse.version import __version__

_SCHEMA = """
CREATE TABLE IF NOT EXISTS run(name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS passed(place TEXT PRIMARY KEY, listing INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document(
  id INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, path BLOB NOT NULL,
  archive INTEGER, member INTEGER,              -- of a member: its archive's id, its number in there
  is_archive INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL, seen INTEGER NOT NULL, argument INTEGER NOT NULL,
  stamp TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT,
  status TEXT NOT NULL,                         -- new | waiting | done | failed | duplicate | unpacked
  was TEXT,                                     -- status:hash before it was written to
  original INTEGER, output TEXT UNIQUE, output_size INTEGER, version TEXT,
  stage TEXT, what TEXT, todo TEXT, limit_seconds REAL, facts TEXT, seconds REAL, memory INTEGER);
CREATE INDEX IF NOT EXISTS by_status ON document(status, born, argument, place);
CREATE INDEX IF NOT EXISTS by_content ON document(sha256, born, argument, place);
CREATE INDEX IF NOT EXISTS by_archive ON document(archive, status);
"""
_CLEAR = "stage=NULL, what=NULL, todo=NULL, limit_seconds=NULL, facts=NULL, seconds=NULL, memory=NULL"
_ADD = ("INSERT INTO document(place, path, archive, member, is_archive, born, seen, argument, stamp, size, sha256, status)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?)")
_CHUNK = 256


class Manifest:
    """The SQLite file of a run."""

    def __init__(self, path: Path) -> None:
        self.rows = sqlite3.connect(path, isolation_level=None)
        self.rows.row_factory = sqlite3.Row
        try:
            self.rows.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL;" + _SCHEMA)
        except sqlite3.DatabaseError as error:
            raise PlanparseError(f"the manifest is damaged ({error})", str(path), "give --out a new name") from error
        self.listing = int(self.get("listing") or 0)
        self.rows.execute("BEGIN")

    def begin(self) -> None:
        """Begin a listing; one that was cut short is gone through again under its number."""
        if self.get("listed") == self.get("listing"):
            self.listing += 1
            self.put("listing", str(self.listing))

    def get(self, name: str) -> str | None:
        """A fact of the run."""
        row = self.rows.execute("SELECT value FROM run WHERE name=?", (name,)).fetchone()
        return row[0] if row else None

    def put(self, name: str, value: str) -> None:
        """Remember a fact of the run."""
        self.rows.execute("INSERT OR REPLACE INTO run VALUES(?,?)", (name, value))

    def commit(self) -> None:
        """Make everything so far last."""
        self.rows.execute("COMMIT")
        self.rows.execute("BEGIN")

    def close(self) -> None:
        """Commit and close."""
        self.rows.execute("COMMIT")
        self.rows.close()

    # -------------------------------------------------------------------------------------------- listing

    def meet(self, found: Found, path: bytes) -> None:
        """Enter a file that was met. One that was not written to since keeps what is known of it."""
        if found.passed:
            self.rows.execute("INSERT OR REPLACE INTO passed VALUES(?,?)", (found.place, self.listing))
            return
        known = self.rows.execute("SELECT * FROM document WHERE place=?", (found.place,)).fetchone()
        if known is not None and known["seen"] == self.listing and known["status"] != "new" and known["stamp"] == found.stamp:
            return                                                   # named twice, or listed before the interruption
        if known is None:
            self.rows.execute(_ADD, (found.place, path, None, None, found.archive, self.listing, self.listing,
                                     found.argument, found.stamp, found.size, None, "new"))
        elif known["stamp"] == found.stamp and known["status"] != "new" and (known["sha256"] or known["status"] == "unpacked"):
            self.rows.execute("UPDATE document SET seen=?, path=? WHERE id=?", (self.listing, path, known["id"]))
            self.rows.execute("UPDATE document SET seen=? WHERE archive=?", (self.listing, known["id"]))
        else:
            was = f"{known['status']}:{known['sha256']}" if known["sha256"] and known["status"] in ("done", "failed") else known["was"]
            self.rows.execute("UPDATE document SET seen=?, path=?, stamp=?, size=?, sha256=NULL, is_archive=?, status='new', "
                              "original=NULL, was=? WHERE id=?",
                              (self.listing, path, found.stamp, found.size, found.archive, was, known["id"]))
        if found.refusal is not None:
            row = self.rows.execute("SELECT id FROM document WHERE place=?", (found.place,)).fetchone()
            self.refuse(row[0], found.refusal)

    def member(self, archive: sqlite3.Row, place: str, line: dict[str, Any], path: bytes) -> None:
        """Enter a member of an archive that was unpacked, by its line of the index."""
        if line.get("passed"):
            self.rows.execute("INSERT OR REPLACE INTO passed VALUES(?,?)", (place, self.listing))
            return
        known = self.rows.execute("SELECT * FROM document WHERE place=?", (place,)).fetchone()
        sha256 = line.get("sha256")
        if known is None:
            self.rows.execute(_ADD, (place, path, archive["id"], line.get("number"), 0, archive["born"], self.listing,
                                     archive["argument"], "", line.get("size", 0), sha256, "new"))
        else:
            same = sha256 is not None and known["sha256"] == sha256
            self.rows.execute("UPDATE document SET seen=?, path=?, member=?, size=?, sha256=?, status=? WHERE id=?",
                              (self.listing, path, line.get("number"), line.get("size", 0), sha256,
                               known["status"] if same else "new", known["id"]))
        if sha256 is None:
            row = self.rows.execute("SELECT id FROM document WHERE place=?", (place,)).fetchone()
            self.refuse(row[0], Refusal(line["stage"], line["what"], line["todo"]))

    def row(self, row_id: int) -> sqlite3.Row:
        """One row."""
        found: sqlite3.Row = self.rows.execute("SELECT * FROM document WHERE id=?", (row_id,)).fetchone()
        return found

    def standing(self) -> Iterator[sqlite3.Row]:
        """Documents of this listing whose plans were made before."""
        return self._pages("done", f"AND seen={self.listing}")

    def new(self, archives: bool) -> Iterator[sqlite3.Row]:
        """Files without a hash, or archives that are to be unpacked."""
        return self._pages("new", f"AND is_archive={int(archives)} AND sha256 IS NULL")

    def resolve(self, retry_failed: bool) -> Iterator[str]:
        """Say of each document of this listing whether it waits, stands, or repeats another; yields outputs to remove."""
        run = self.rows.execute
        run("CREATE TEMP TABLE IF NOT EXISTS first(sha256 TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID")
        run("DELETE FROM first")
        yield from (row[0] for row in run("SELECT output FROM document WHERE seen<? AND status!='done' AND output IS NOT NULL",
                                          (self.listing,)))
        run("DELETE FROM document WHERE seen<? AND status!='done'", (self.listing,))
        run("DELETE FROM passed WHERE listing<?", (self.listing,))
        run("INSERT OR IGNORE INTO first SELECT sha256, id FROM document WHERE sha256 IS NOT NULL AND NOT is_archive "
            "ORDER BY born, argument, place")
        run("UPDATE document SET status='duplicate', version=NULL, original=(SELECT id FROM first WHERE "
            f"first.sha256=document.sha256), {_CLEAR} WHERE seen=? AND sha256 IS NOT NULL AND NOT is_archive AND "
            "id NOT IN (SELECT id FROM first)", (self.listing,))
        run("UPDATE document SET status='waiting', original=NULL WHERE seen=? AND id IN (SELECT id FROM first) AND "
            "(status IN ('new', 'duplicate') OR (status IN ('done', 'failed') AND version!=?) OR (status='failed' AND ?))",
            (self.listing, __version__, retry_failed))
        yield from (row[0] for row in run("SELECT output FROM document WHERE status!='done' AND output IS NOT NULL"))
        run("UPDATE document SET output=NULL, output_size=NULL WHERE status!='done'")

    def again(self, row_id: int) -> None:
        """A document is to be parsed anew: its output is not what was written."""
        self.rows.execute("UPDATE document SET status='new', version=NULL WHERE id=?", (row_id,))

    def pack(self, archive_id: int) -> None:
        """An archive is to be unpacked anew: a member that waits has no file."""
        self.rows.execute("UPDATE document SET status='new', sha256=NULL WHERE id=?", (archive_id,))

    def mark(self, row_id: int, status: str, is_archive: bool) -> None:
        """An archive is unpacked, or turns out to be a document."""
        self.rows.execute("UPDATE document SET status=?, is_archive=? WHERE id=?", (status, is_archive, row_id))

    def hashed(self, row_id: int, sha256: str, size: int) -> None:
        """Enter a content hash. What was written anew with the same content stands as it was."""
        row = self.row(row_id)
        status, _, before = (row["was"] or "new:").partition(":")
        self.rows.execute("UPDATE document SET sha256=?, size=?, status=?, was=NULL WHERE id=?",
                          (sha256, size, status if before == sha256 else "new", row_id))

    def settle(self) -> None:
        """The listing is whole."""
        self.put("listed", str(self.listing))
        self.commit()

    # -------------------------------------------------------------------------------------------- results

    def waiting(self) -> Iterator[sqlite3.Row]:
        """Documents to be parsed, in order."""
        return self._pages("waiting")

    def done(self, row_id: int, place: str, parsed: Parsed) -> str:
        """Enter a plan; the name of its file."""
        name = output_name(place)
        if self.rows.execute("SELECT 1 FROM document WHERE output=? AND id!=?", (name, row_id)).fetchone():
            name = output_name(place, 64)
        self.rows.execute(f"UPDATE document SET {_CLEAR} WHERE id=?", (row_id,))
        self.rows.execute(
            "UPDATE document SET status='done', output=?, output_size=?, version=?, facts=?, seconds=?, memory=? WHERE id=?",
            (name, len(parsed.data or b""), __version__, json.dumps(parsed.facts, ensure_ascii=True), parsed.seconds,
             parsed.memory, row_id))
        return name

    def refuse(self, row_id: int, refusal: Refusal, seconds: float | None = None) -> None:
        """Enter why there is no plan."""
        self.rows.execute("UPDATE document SET status='failed', version=?, stage=?, what=?, todo=?, limit_seconds=?, seconds=?, "
                          "facts=NULL, memory=NULL, was=NULL WHERE id=?", (__version__, refusal.stage, refusal.what, refusal.todo,
                                                                 refusal.seconds, seconds, row_id))

    def counts(self) -> dict[str, int]:
        """How many documents there are of each status."""
        found = self.rows.execute("SELECT status, count(*) FROM document WHERE NOT is_archive OR status='failed' GROUP BY status")
        return dict(found.fetchall())

    def ordered(self, where: str = "1", values: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
        """Rows in order, told with the place and output of what they repeat."""
        return self.rows.execute(
            "SELECT d.*, o.place AS original_place, o.output AS original_output FROM document d LEFT JOIN document o "
            f"ON o.id=d.original WHERE {where} ORDER BY d.born, d.argument, d.place", values)

    def _pages(self, status: str, more: str = "") -> Iterator[sqlite3.Row]:
        """Rows of a status in order, a chunk at a time; rows may change their status meanwhile."""
        at: tuple[int, int, str] = (-1, -1, "")
        while True:
            chunk = self.rows.execute(
                f"SELECT * FROM document WHERE status=? {more} AND (born, argument, place) > (?,?,?) "
                f"ORDER BY born, argument, place LIMIT {_CHUNK}", (status, *at)).fetchall()
            if not chunk:
                return
            yield from chunk
            at = (chunk[-1]["born"], chunk[-1]["argument"], chunk[-1]["place"])
