"""An archive in (zip, tar and tar packed with gzip, xz or bzip2), its documents as numbered files of a folder out.

No name of an archive is ever used to write: files are called by number, `index.jsonl` tells what they are called inside.
What leads out of a folder, links, devices, encrypted members and bombs are refused with a line of their own.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from planparse.batch.naming import INSIDE, is_archive, is_hidden, leads_out, looks_readable, member_name, tar_name
from planparse.batch.opening import open_source
from planparse.batch.records import MEGABYTE, Limits, Refusal, Unpacked
from planparse.batch.worker import MEMORY, memory_limit, unreadable
from planparse.errors import PlanparseError
from planparse.readers.detect import is_docx, is_ofd, is_xlsx
from planparse.readers.office.kinds import is_office

INDEX = "index.jsonl"
MEMBERS = 200_000
_RATIO = 200                    # a plan packs to a tenth, a bomb to a thousandth
_HARMLESS = 64 * MEGABYTE       # what unpacks to less is no bomb
_PIECE = 1 << 18
_TROUBLE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError, OverflowError, IndexError, KeyError)
_AGAIN = "fetch it again, or unpack it and give the folder"
_BOMB = Refusal("archive", "the archive unpacks to more than is sensible", "unpack it and give the folder, if it is to be trusted")
_PACKAGE = 64 * MEGABYTE        # larger zip files are archives, whatever is in them
_PACKINGS: tuple[tuple[bytes, Any], ...] = ((b"\x1f\x8b", gzip), (b"BZh", bz2), (b"\xfd7zXZ", lzma))


class _Bomb(Exception):
    """The archive is to be refused as a whole."""


def unpack(path: str, folder: str, limits: Limits) -> Unpacked:
    """Unpack into an empty folder of the run. A zip that is a DOCX, OFD or XLSX under another name is a document."""
    try:
        with memory_limit(limits.memory), open_source(path) as stream:
            if _is_document(stream):
                return Unpacked(document=True)
            size = stream.seek(0, 2)
            spool = _Spool(Path(folder), limits, size)
            with (Path(folder) / INDEX).open("w", encoding="utf-8") as spool.index:
                stream.seek(0)
                spool.archive(stream, "", 1)
    except _Bomb:
        return Unpacked(_BOMB)
    except MemoryError:
        return Unpacked(MEMORY)
    except PlanparseError as error:
        return Unpacked(Refusal("archive", error.what, error.todo))
    except OSError as error:
        return Unpacked(unreadable(error))
    return Unpacked()


def index_of(folder: Path) -> Iterator[dict[str, Any]]:
    """The lines of an unpacked archive's index, in the order of the archive."""
    with (folder / INDEX).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _is_document(stream: IO[bytes]) -> bool:
    if stream.read(4) != b"PK\x03\x04" or stream.seek(0, 2) > _PACKAGE:
        return False
    stream.seek(0)
    data = stream.read()
    return is_docx(data) or is_ofd(data) or is_xlsx(data) or is_office(data)


@dataclass
class _Spool:
    """The folder that an archive's members go to."""

    folder: Path
    limits: Limits
    packed: int
    total: int = 0
    count: int = 0
    names: set[str] = field(default_factory=set)
    index: IO[str] = field(init=False)

    def archive(self, stream: IO[bytes], above: str, depth: int) -> None:
        """Take every member of an archive that is open; `above` is its own name inside the outermost one."""
        mark = stream.read(6)
        stream.seek(0)
        if mark[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
            self._zip(stream, above, depth)
        elif mark.startswith((b"Rar!", b"7z\xbc\xaf")):
            self._refuse(above, "a RAR or 7-Zip archive", "unpack it and give the folder")
        else:
            self._tar(stream, above, depth)

    def _zip(self, stream: IO[bytes], above: str, depth: int) -> None:
        try:
            opened = zipfile.ZipFile(stream)
            entries = opened.infolist()
        except _TROUBLE as error:
            self._refuse(above, f"the archive is damaged ({_said(error)})", _AGAIN)
            return
        for entry in entries:
            name = above + member_name(entry.filename, bool(entry.flag_bits & 0x800))
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if entry.is_dir() or self._passed(name, above):
                continue
            if kind not in (0, stat.S_IFREG):
                self._refuse(name, "a link or device in an archive", "pack the file itself")
            elif entry.flag_bits & 1:
                self._refuse(name, "an encrypted member of an archive", "pack it without a password")
            else:
                try:
                    with opened.open(entry) as member:
                        self._take(member, name, depth)
                except _TROUBLE as error:
                    self._refuse(name, f"a damaged member of an archive ({_said(error)})", _AGAIN)

    def _tar(self, stream: IO[bytes], above: str, depth: int) -> None:
        """A tar archive. Packed ones are unpacked by their own modules: tarfile's takes a cut stream for a whole one."""
        mark = stream.read(6)
        stream.seek(0)
        packing = next((module for start, module in _PACKINGS if mark.startswith(start)), None)
        plain: IO[bytes] = packing.open(stream) if packing else stream
        try:
            with tarfile.open(fileobj=plain, mode="r|") as opened:
                for entry in opened:
                    opened.members = []     # type: ignore[attr-defined]    # it would keep every header
                    self._entry(opened, entry, above, depth)
            if packing is None and not _ends_well(stream, opened.offset):
                raise tarfile.ReadError
        except _TROUBLE as error:
            self._refuse(above, f"the archive is damaged ({_said(error)}): what stands behind is lost", _AGAIN)

    def _entry(self, opened: tarfile.TarFile, entry: tarfile.TarInfo, above: str, depth: int) -> None:
        """One entry of a tar archive."""
        name = above + tar_name(entry.name)
        if entry.isdir() or self._passed(name, above):
            return
        if not entry.isreg() or entry.issparse():
            self._refuse(name, "a link or device in an archive", "pack the file itself")
        elif (member := opened.extractfile(entry)) is not None:
            self._take(member, name, depth)

    def _passed(self, name: str, above: str) -> bool:
        """Whether a member needs no look: what systems leave behind, or a name that leads out (which is refused)."""
        inside = name.removeprefix(above)
        if any(is_hidden(part) for part in inside.replace("\\", "/").split("/") if part not in ("", ".", "..")):
            return True
        if leads_out(inside):
            self._refuse(name, "a member name that leads out of its archive", "pack it again without such names")
            return True
        return False

    def _take(self, member: IO[bytes], name: str, depth: int) -> None:
        """One regular member: written under a number, or opened if it is an archive itself."""
        self.count += 1
        if self.count > MEMBERS:
            raise _Bomb
        head = member.read(_PIECE)
        if not looks_readable(name, head):
            self._write({"name": self._unique(name), "passed": True})
            return
        file = self.folder / f"{self.count:06d}"
        sha256, size = self._copy(member, head, file)
        if size is None:
            file.unlink()
            self._refuse(name, f"the file is larger than {self.limits.size} MB", "give the plan itself, or raise --size", "size")
        elif is_archive(name) and not _document_file(file):
            self._inner(file, name, depth)
        else:
            self._write({"name": self._unique(name), "number": self.count, "sha256": sha256, "size": size})

    def _inner(self, file: Path, name: str, depth: int) -> None:
        """An archive in an archive."""
        if depth >= self.limits.depth:
            self._refuse(name, f"archives are packed more than {self.limits.depth} deep", "unpack it and give the folder")
        else:
            with file.open("rb") as stream:
                self.archive(stream, name + INSIDE, depth + 1)
        file.unlink()

    def _copy(self, member: IO[bytes], head: bytes, file: Path) -> tuple[str, int | None]:
        """Write a member; its content hash and size, None for one that is too large."""
        made, size, piece = hashlib.sha256(), 0, head
        with file.open("wb") as out:
            while piece:
                size += len(piece)
                self.total += len(piece)
                if self.total > self.limits.unpacked * MEGABYTE or self.total > max(_HARMLESS, _RATIO * self.packed):
                    raise _Bomb
                if size > self.limits.size * MEGABYTE:
                    return "", None
                made.update(piece)
                out.write(piece)
                piece = member.read(_PIECE)
        return made.hexdigest(), size

    def _refuse(self, name: str, what: str, todo: str, stage: str = "archive") -> None:
        self._write({"name": self._unique(name.removesuffix(INSIDE)), "stage": stage, "what": what, "todo": todo})

    def _write(self, line: dict[str, Any]) -> None:
        self.index.write(json.dumps(line, ensure_ascii=True) + "\n")

    def _unique(self, name: str) -> str:
        """An archive may hold one name twice: the second is told apart."""
        shown, number = name, 1
        while shown in self.names:
            number += 1
            shown = f"{name}#{number}"
        self.names.add(shown)
        return shown


def _document_file(file: Path) -> bool:
    with file.open("rb") as stream:
        return _is_document(stream)


def _ends_well(stream: IO[bytes], offset: int) -> bool:
    """Whether a tar archive has its mark of the end, a block of zeros, where the last entry ends."""
    stream.seek(offset)
    return stream.read(tarfile.BLOCKSIZE) == bytes(tarfile.BLOCKSIZE)


def _said(error: Exception) -> str:
    """What is wrong, without anything that differs from run to run."""
    return type(error).__name__
