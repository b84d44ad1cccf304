"""Memory that was freed goes back to the system."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from tests.photocheck import files
from webapp.photocheck import compare_faces
from webapp.photocheck.memory import give_back_memory


def resident() -> float:
    """Resident set size of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def scattered() -> list[bytes]:
    """100 MB in small pieces, of which every hundredth is still held: the C library keeps the holes."""
    pieces = [bytes([index % 255 + 1]) * 20_000 for index in range(5_000)]
    return pieces[::100]


def test_a_comparison_gives_freed_memory_back() -> None:
    photo = files.photo()
    compare_faces(photo, photo, same_shot=True)  # what is loaded once is loaded
    held = scattered()
    before = resident()
    compare_faces(photo, photo, same_shot=True)
    assert before - resident() > 50
    assert held


def test_without_the_c_library_that_gives_memory_back_nothing_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """musl has no malloc_trim."""
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    give_back_memory()
