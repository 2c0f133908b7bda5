"""OLE compound files ([MS-CFB]: .doc, .wps, .xls): the bytes in; the streams at the top, and where they stand, out.

Streams inside storages, such as the workbook of a table pasted into a .doc, do not say what the file is.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_LAST_SECTOR = 0xFFFFFFFA        # from here on numbers are marks: end of chain, free, none …
_STREAM, _ROOT = 2, 5
_MOST_ENTRIES = 100_000


class DamagedFile(Exception):
    """A compound file whose tables lead nowhere."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its size and the stretches of the file that hold it, in order, as (offset, length)."""

    size: int
    stretches: tuple[tuple[int, int], ...]

    def read(self, data: bytes, start: int = 0, length: int | None = None) -> bytes:
        """Bytes of the stream; fewer where it ends or the file is cut off."""
        end = self.size if length is None else min(self.size, start + length)
        found, at = [], 0
        for offset, size in self.stretches:
            first, last = max(start - at, 0), min(end - at, size)
            if first < last:
                found.append(data[offset + first:offset + last])
            at += size
        return b"".join(found)

    def place(self, at: int) -> int | None:
        """Where in the file a byte of the stream stands."""
        for offset, size in self.stretches:
            if 0 <= at < size:
                return offset + at
            at -= size
        return None


def top_streams(data: bytes) -> dict[str, Stream]:
    """The streams at the top by name. Raises DamagedFile."""
    try:
        return _File(data).streams()
    except (struct.error, IndexError, OverflowError) as trouble:
        raise DamagedFile("its directory cannot be read") from trouble


class _File:
    """The tables of one compound file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(MARK):
            raise DamagedFile("it is cut off")
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise DamagedFile("its sectors have an impossible size")
        self._size, self._small = 1 << shift, 1 << small_shift
        self._sectors = len(data) // self._size + 1
        self._wide = shift == 12                      # version 4: sizes of eight bytes
        self._directory, self._cutoff, small, more = (
            struct.unpack_from("<I", data, place)[0] for place in (48, 56, 60, 68))
        self._table = self._numbers(self._table_sectors(more))
        self._small_table = self._numbers(self._chain(small, self._table))
        self._small_room: tuple[tuple[int, int], ...] = ()

    def streams(self) -> dict[str, Stream]:
        """Walk the tree of entries below the root."""
        entries = b"".join(self._sector(number) for number in self._chain(self._directory, self._table))
        count = min(len(entries) // _ENTRY, _MOST_ENTRIES)
        if not count or entries[66] != _ROOT:
            raise DamagedFile("its directory cannot be read")
        self._small_room = self._stretches(struct.unpack_from("<I", entries, 116)[0], len(self._data))
        found: dict[str, Stream] = {}
        ahead, seen = [struct.unpack_from("<I", entries, 76)[0]], set()
        while ahead:
            number = ahead.pop()
            if number >= count or number in seen:
                continue
            seen.add(number)
            at = number * _ENTRY
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            left, right = struct.unpack_from("<II", entries, at + 68)
            ahead += [left, right]
            name = entries[at:at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == _STREAM:
                start, low, high = struct.unpack_from("<III", entries, at + 116)
                found[name] = self._stream(start, low + (high << 32 if self._wide else 0))
        return found

    def _stream(self, start: int, size: int) -> Stream:
        if size >= self._cutoff:
            return Stream(size, self._stretches(start, size))
        room = Stream(sum(length for _, length in self._small_room), self._small_room)
        places = [room.place(number * self._small) for number in self._chain(start, self._small_table)]
        return Stream(size, tuple((place, self._small) for place in places if place is not None))

    def _stretches(self, start: int, size: int) -> tuple[tuple[int, int], ...]:
        """The sectors of a chain as stretches of the file, neighbours joined."""
        joined: list[tuple[int, int]] = []
        for number in self._chain(start, self._table):
            offset = (number + 1) * self._size
            if joined and sum(joined[-1]) == offset:
                joined[-1] = (joined[-1][0], joined[-1][1] + self._size)
            else:
                joined.append((offset, self._size))
        return tuple(joined)

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        """Follow a chain of sectors; a circle or a number beyond the table ends it."""
        found: list[int] = []
        while start < _LAST_SECTOR and start < len(table) and len(found) <= len(table):
            found.append(start)
            start = table[start]
        return found

    def _table_sectors(self, more: int) -> list[int]:
        """The sectors of the sector table: 109 named in the header, the others in sectors of their own."""
        found = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(self._sectors):
            if more >= _LAST_SECTOR:
                break
            numbers = self._numbers([more])
            if not numbers:
                break
            found += numbers[:-1]
            more = numbers[-1]
        return [number for number in found if number < self._sectors]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        content = b"".join(self._sector(number) for number in sectors[:self._sectors])
        return struct.unpack(f"<{len(content) // 4}I", content[:len(content) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at:at + self._size]
