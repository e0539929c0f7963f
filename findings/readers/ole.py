"""The streams of an OLE compound file, the small file system that Office files before 2007 are ([MS-CFB]).

Sectors are chained through a table (FAT); streams below a cutoff live in a stream of small sectors with a table of
their own. Chains are followed with a bound, since a damaged file may chain in circles.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_FREE = 0xFFFFFFFA  # this and above are marks, not sectors
_ENTRY_BYTES = 128
_MAX_ENTRIES = 20_000


class CompoundFile:
    """The streams at the root of a compound file; those of embedded objects are not looked at.

    Raises `struct.error` or `ValueError` for a file that is not one.
    """

    def __init__(self, data: bytes) -> None:
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in {9, 12} or mini_shift != 6:
            raise ValueError("sector sizes no program writes")
        self._data = data
        self._sector_bytes = 1 << sector_shift
        first_directory, _, self._cutoff, first_mini, _, first_difat, _ = struct.unpack_from("<7I", data, 48)
        self._fat = self._read_fat(first_difat)
        self._mini_fat = _numbers(self._chain(first_mini))
        directory = self._chain(first_directory)
        self._entries = [
            directory[at : at + _ENTRY_BYTES]
            for at in range(0, min(len(directory), _MAX_ENTRIES * _ENTRY_BYTES), _ENTRY_BYTES)
        ]
        self._streams = dict(self._children())
        start, size = struct.unpack_from("<II", self._entries[0], 116)
        self._mini_stream = self._chain(start)[:size]

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream at the root, None when there is none of that name."""
        entry = self._streams.get(name)
        if entry is None:
            return None
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= self._cutoff:
            return self._chain(start)[:size]
        at = _followed(start, self._mini_fat)
        return b"".join(self._mini_stream[one * 64 : one * 64 + 64] for one in at)[:size]

    def _read_fat(self, first_difat: int) -> Sequence[int]:
        sectors = [one for one in struct.unpack_from("<109I", self._data, 76) if one < _FREE]
        per_sector = self._sector_bytes // 4
        for _ in range(len(self._data) // self._sector_bytes):
            if first_difat >= _FREE:
                break
            *more, first_difat = _numbers(self._sector(first_difat))[:per_sector]
            sectors.extend(one for one in more if one < _FREE)
        limit = len(self._data) // self._sector_bytes + 1
        return _numbers(b"".join(self._sector(one) for one in sectors[:limit]))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        return self._data[start : start + self._sector_bytes]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(one) for one in _followed(start, self._fat))

    def _children(self) -> Iterator[tuple[str, bytes]]:
        """Name and entry of each stream directly below the root; siblings form a tree."""
        waiting = [struct.unpack_from("<I", self._entries[0], 76)[0]]
        seen: set[int] = set()
        while waiting:
            at = waiting.pop()
            if at in seen or at >= len(self._entries):
                continue
            seen.add(at)
            entry = self._entries[at]
            length, kind = struct.unpack_from("<HB", entry, 64)
            waiting.extend(struct.unpack_from("<II", entry, 68))
            if kind == 2:
                yield entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), entry


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _followed(start: int, table: Sequence[int]) -> Iterator[int]:
    for _ in range(len(table)):
        if start >= len(table):
            return
        yield start
        start = table[start]
