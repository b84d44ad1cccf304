"""What proves that an export is whole: a list of names with SHA-256, for programs and for people.

`SHA256SUMS` is what `sha256sum -c SHA256SUMS` reads. `manifest.csv` is for Excel: also who each photo is of,
and which photos are missing and why.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final, Protocol

from webapp.domain.exports.spreadsheet import plain

BOM: Final = "\ufeff"  # without it Excel takes a CSV for GBK
HEADER: Final = ("学号", "文件名", "SHA-256", "字节", "结果")
FINE: Final = "完整"


class Proven(Protocol):
    """A photo that was handed over."""

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def student_no(self) -> str: ...


def sums(items: Iterable[Proven]) -> bytes:
    """One line a photo, as `sha256sum --binary` writes it. No name holds what it would escape."""
    return "".join(f"{item.sha256} *{item.name}\n" for item in items).encode()


def manifest(items: Iterable[Proven], problems: Iterable[str]) -> bytes:
    """The table as CSV in UTF-8: photos first, then a line for each that is missing, in words."""
    text = io.StringIO(newline="")
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for item in items:
        writer.writerow((plain(item.student_no), plain(item.name), item.sha256, item.size, FINE))
    for problem in problems:
        writer.writerow(("", "", "", "", plain(problem)))
    return text.getvalue().encode()
