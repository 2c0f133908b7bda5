"""What a run is given in, a manifest that knows every document's content and whether it is still to be parsed out."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from planparse.batch import archive, worker
from planparse.batch.driving import drive
from planparse.batch.folder import Folder
from planparse.batch.manifest import Manifest
from planparse.batch.naming import INSIDE
from planparse.batch.opening import is_url
from planparse.batch.progress import Progress
from planparse.batch.records import MEGABYTE, Digest, Ended, Engine, Job, Refusal, Request, Unpacked
from planparse.batch.sources import Found, sources
from planparse.batch.worker import too_large

_TOGETHER = 32                  # files that one job hashes
_COMMITTED = 2000               # files met between two commits
_SLOWER = 10                    # an archive may take so much longer than a document


class Listing:
    """One pass over the inputs."""

    def __init__(self, request: Request, folder: Folder, manifest: Manifest, engine: Engine, progress: Progress) -> None:
        self.request, self.folder, self.manifest = request, folder, manifest
        self.engine, self.progress = engine, progress

    def run(self) -> None:
        """Walk, unpack, hash, and say what waits."""
        self._walk()
        self._stand()
        self._unpack()
        self._hash()
        self._resolve()
        if self._lacking():                     # members whose plans were made by another version, or are gone
            self._unpack()
            self._resolve()
        self.manifest.settle()

    def _walk(self) -> None:
        largest = self.request.limits.size * MEGABYTE
        for number, found in enumerate(sources(self.request.paths, self.request.lists, self.folder.out), 1):
            if found.size > largest and not found.archive and not found.passed:
                found = Found(found.path, found.place, found.argument, found.stamp, found.size,
                              refusal=too_large(self.request.limits.size))
            path = found.path if is_url(found.path) else os.path.abspath(found.path)
            self.manifest.meet(found, os.fsencode(path))
            if number % _COMMITTED == 0:
                self.manifest.commit()
                self.progress.listed(number)
        self.manifest.commit()

    def _stand(self) -> None:
        """Look whether the plans of earlier runs are as they were written."""
        for row in self.manifest.standing():
            try:
                size = (self.folder.plans / row["output"]).stat().st_size
            except OSError:
                size = -1
            if size != row["output_size"]:
                self.manifest.again(row["id"])

    def _unpack(self) -> None:
        limits = self.request.limits
        drive(self.engine, (Job(row["id"], archive.unpack, (os.fsdecode(row["path"]), str(self._part(row)), limits),
                                limits.seconds * _SLOWER) for row in self.manifest.new(archives=True)),
              self._unpacked, self.progress.tick)
        self.manifest.commit()

    def _part(self, row: sqlite3.Row) -> Path:
        """An empty folder for an archive in work."""
        part = self.folder.unpacked / f"{row['id']}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        return part

    def _unpacked(self, ended: Ended) -> None:
        """Move the members to their place and enter them."""
        row = self.manifest.row(ended.job.tag)
        part, whole = self.folder.unpacked / f"{row['id']}.part", self.folder.unpacked / str(row["id"])
        came = ended.value if isinstance(ended.value, Unpacked) else Unpacked(ended.lost)
        shutil.rmtree(whole, ignore_errors=True)
        if came.refusal is not None or came.document:
            shutil.rmtree(part, ignore_errors=True)
            if came.refusal is not None:
                self.manifest.refuse(row["id"], came.refusal)
            else:
                self.manifest.mark(row["id"], "new", is_archive=False)
            return
        os.replace(part, whole)
        self.manifest.mark(row["id"], "unpacked", is_archive=True)
        for line in archive.index_of(whole):
            if line["name"]:
                path = os.fsencode(whole / f"{line.get('number', 0):06d}")
                self.manifest.member(row, row["place"] + INSIDE + line["name"], line, path)
            else:                               # the archive itself: damaged, with or without members before the damage
                self.manifest.refuse(row["id"], Refusal(line["stage"], line["what"], line["todo"]))
        self.manifest.commit()

    def _hash(self) -> None:
        drive(self.engine, self._hash_jobs(), self._hashed, self.progress.tick)
        self.manifest.commit()

    def _hash_jobs(self) -> Iterator[Job]:
        rows = self.manifest.new(archives=False)
        limits = self.request.limits
        while some := list(islice(rows, _TOGETHER)):
            yield Job(tuple(row["id"] for row in some), worker.digest,
                      (tuple(os.fsdecode(row["path"]) for row in some), limits.size), limits.seconds)

    def _hashed(self, ended: Ended) -> None:
        answers = ended.value or [Digest(refusal=ended.lost)] * len(ended.job.tag)
        for row_id, made in zip(ended.job.tag, answers, strict=True):
            if made.sha256 is not None:
                self.manifest.hashed(row_id, made.sha256, made.size)
            elif made.refusal is not None:
                self.manifest.refuse(row_id, made.refusal)
        self.progress.hashed(len(answers))

    def _resolve(self) -> None:
        for output in self.manifest.resolve(self.request.retry_failed):
            (self.folder.plans / output).unlink(missing_ok=True)
        self.manifest.commit()

    def _lacking(self) -> bool:
        """Have archives unpacked anew whose waiting members have no file any more."""
        lacking = {row["archive"] for row in self.manifest.waiting()
                   if row["archive"] is not None and not os.path.exists(os.fsdecode(row["path"]))}
        for archive_id in lacking:
            self.manifest.pack(archive_id)
        return bool(lacking)
