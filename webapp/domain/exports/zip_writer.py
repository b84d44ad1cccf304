"""A zip that is written once from front to back, the same bytes for the same content.

Entries are stored, not compressed: JPEGs would not get smaller. Size and CRC stand in front of each entry,
not behind it: Java's stream reader, for one, refuses a stored entry whose length comes later. Times are the
caller's, so nothing in the file tells when it was made. Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7 to
4.3.16, with ZIP64 where the old fields are too narrow.
"""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from typing import Final

from webapp import clock

LARGEST_ENTRY: Final = 0xFFFF_FFFE  # bytes; what is longer would need another kind of entry
_MOST_32: Final = 0xFFFF_FFFF
_MOST_16: Final = 0xFFFF
_UTF8: Final = 0x0800  # flag: the name is UTF-8 (APPNOTE 4.4.4, bit 11)
_VERSION: Final = 20
_VERSION_64: Final = 45
_MADE_ON_UNIX: Final = 3 << 8
_PLAIN_FILE: Final = 0o100644 << 16
_FIRST_YEAR: Final = 1980  # of a DOS date

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_EXTRA_OFFSET = struct.Struct("<2HQ")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR_64 = struct.Struct("<4sIQI")
_END = struct.Struct("<4s4H2IH")


class ZipWriter:
    """Makes the pieces of one zip; the caller sends them on in the order in which they were made.

    What it keeps of an entry is its line of the directory at the end: about 50 bytes and the name.
    """

    def __init__(self) -> None:
        self._offset = 0
        self._directory = bytearray()
        self._count = 0

    def entry(self, name: str, data: bytes, at: datetime | None = None) -> bytes:
        """One file: its header and its content. at: when it is from (aware); None for the first day of DOS.

        Raises ValueError for a file of 4 GB or more.
        """
        if len(data) > LARGEST_ENTRY:
            raise ValueError(f"{name} is too large for a stored entry")
        path, day, time = name.encode(), *_dos(at)
        narrow = (_UTF8, 0, time, day, zlib.crc32(data), len(data), len(data), len(path))
        wide = self._offset >= _MOST_32
        extra = _EXTRA_OFFSET.pack(1, 8, self._offset) if wide else b""
        version = _VERSION_64 if wide else _VERSION
        self._directory += _CENTRAL.pack(
            b"PK\1\2",
            _MADE_ON_UNIX | version,
            version,
            *narrow,
            len(extra),
            0,
            0,
            0,
            _PLAIN_FILE,
            _MOST_32 if wide else self._offset,
        )
        self._directory += path + extra
        piece = _LOCAL.pack(b"PK\3\4", _VERSION, *narrow, 0) + path + data
        self._offset += len(piece)
        self._count += 1
        return piece

    def end(self) -> bytes:
        """The directory, and where it stands."""
        size, offset, count = len(self._directory), self._offset, self._count
        wide = offset >= _MOST_32 or count >= _MOST_16
        tail = b""
        if wide:
            versions = (_MADE_ON_UNIX | _VERSION_64, _VERSION_64)
            tail = _END_64.pack(b"PK\6\6", 44, *versions, 0, 0, count, count, size, offset)
            tail += _LOCATOR_64.pack(b"PK\6\7", 0, offset + size, 1)
        narrow_count = min(count, _MOST_16)
        narrow = (narrow_count, narrow_count, min(size, _MOST_32), min(offset, _MOST_32))
        return bytes(self._directory) + tail + _END.pack(b"PK\5\6", 0, 0, *narrow, 0)


def _dos(at: datetime | None) -> tuple[int, int]:
    """Day and time of an entry as read in China; DOS knows two seconds and no zone."""
    if at is None:
        return 1 << 5 | 1, 0
    local = clock.local(at)
    day = (max(local.year, _FIRST_YEAR) - _FIRST_YEAR) << 9 | local.month << 5 | local.day
    return day, local.hour << 11 | local.minute << 5 | local.second // 2
