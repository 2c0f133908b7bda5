"""Compound files (OLE) made for the tests: streams at the top and streams inside storages."""

from __future__ import annotations

import struct

FREE, END, TABLE, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5


def compound(streams: dict[str, bytes], inside: dict[str, dict[str, bytes]] | None = None, pad: int = 4096) -> bytes:
    """A version 3 compound file. Streams are filled up to `pad` bytes, so that none is small."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries: list[bytes] = []

    def stored(content: bytes) -> tuple[int, int]:
        content = content.ljust(pad, b"\0")
        first, count = len(sectors), -(-len(content) // 512)
        for number in range(count):
            sectors.append(content[512 * number:512 * number + 512].ljust(512, b"\0"))
            chain.append(first + number + 1 if number + 1 < count else END)
        return first, len(content)

    def entry(name: str, kind: int, right: int = NONE, child: int = NONE, content: bytes | None = None) -> None:
        start, size = (END, 0) if content is None else stored(content)
        coded = name.encode("utf-16-le") + b"\0\0"
        entries.append(coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, NONE, right, child)
                       + bytes(36) + struct.pack("<IQ", start, size))

    names = [*streams, *(inside or {})]
    entry("Root Entry", ROOT, child=1 if names else NONE)
    below = len(names) + 1
    for place, name in enumerate(names, 1):
        right = place + 1 if place < len(names) else NONE
        if name in streams:
            entry(name, STREAM, right, content=streams[name])
        else:
            entry(name, STORAGE, right, child=below)
            below += len((inside or {})[name])
    for children in (inside or {}).values():
        for place, (name, content) in enumerate(children.items(), 1):
            entry(name, STREAM, len(entries) + 1 if place < len(children) else NONE, content=content)
    directory = b"".join(entries)
    first = len(sectors)
    count = -(-len(directory) // 512)
    for number in range(count):
        sectors.append(directory[512 * number:512 * number + 512].ljust(512, b"\0"))
        chain.append(first + number + 1 if number + 1 < count else END)
    tables = -(-(len(chain) + 1) // 127)
    at = len(sectors)
    chain += [TABLE] * tables
    numbers = chain + [FREE] * (128 * tables - len(chain))
    sectors += [struct.pack("<128I", *numbers[128 * number:128 * number + 128]) for number in range(tables)]
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
              + struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, END, 0, END, 0))
    places = [at + number for number in range(tables)]
    return (header + struct.pack("<109I", *places, *[FREE] * (109 - tables)) + b"".join(sectors))
