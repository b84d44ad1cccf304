"""Memory that was freed goes back to the system."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.photocheck import files
from webapp.photocheck import check_photo, compare_faces

WORK: dict[str, Callable[[bytes], object]] = {
    "check": check_photo,
    "compare": lambda photo: compare_faces(photo, photo, same_shot=True),
}


def resident() -> float:
    """Resident set size of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def scattered() -> list[bytes]:
    """100 MB in small pieces, of which every hundredth is still held: the C library keeps the holes."""
    pieces = [bytes([index % 255 + 1]) * 20_000 for index in range(5_000)]
    return pieces[::100]


@pytest.mark.parametrize("work", WORK)
def test_freed_memory_is_given_back(work: str) -> None:
    photo = files.photo()
    WORK[work](photo)  # what is loaded once is loaded
    held = scattered()
    before = resident()
    WORK[work](photo)
    assert before - resident() > 50
    assert held
