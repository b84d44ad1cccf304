"""What hostile and odd files cost the check: each within 300 ms and 200 MB, with a finding that names it."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from benchmarks.goals import Goal
from tests.photocheck import files
from webapp.photocheck import Status, check_photo

_SMALL: Final = (480, 640)
_MEDIUM: Final = (1500, 2000)  # 3 megapixels
_LARGE: Final = (4000, 6000)  # 24 megapixels


@dataclass(frozen=True)
class Cost:
    """CPU seconds and megabytes of one check, and what it said: the verdict and the codes that failed."""

    seconds: float
    megabytes: float
    answer: str


def measure_hostile() -> list[Goal]:
    """Check every file of HOSTILE in a process of its own, print what it took, and return the goals.

    To be called after the models were loaded, as every worker is forked after that.
    """
    print(f"\n{'file':38}{'KB':>8}{'ms':>7}{'MB':>7}   failed")
    costs = []
    for name, make in HOSTILE.items():
        data = make()
        cost = _in_a_worker(data)
        costs.append(cost)
        kilobytes, milliseconds = len(data) / 1024, cost.seconds * 1000
        print(f"{name:38}{kilobytes:8.0f}{milliseconds:7.0f}{cost.megabytes:7.0f}   {cost.answer}")
    return [
        Goal("slowest hostile file, ms", 1000 * max(cost.seconds for cost in costs), at_most=300),
        Goal("largest hostile file, MB", max(cost.megabytes for cost in costs), at_most=200),
    ]


def _in_a_worker(data: bytes) -> Cost:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_check, args=(theirs, data), daemon=True)
    worker.start()
    cost: Cost = ours.recv()
    worker.join()
    return cost


def _check(pipe: Connection, data: bytes) -> None:
    check_photo(files.photo())  # touches what a worker has of its own after its first photo
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before = _memory("VmRSS")
    begin = time.process_time()
    report = check_photo(data)
    seconds = time.process_time() - begin
    failed = [finding.code for finding in report.findings if finding.status is Status.FAIL]
    answer = f"{report.verdict}: {', '.join(failed)}" if failed else str(report.verdict)
    pipe.send(Cost(seconds, _memory("VmHWM") - before, answer))


def _memory(name: str) -> float:
    """A line of this process's status in MB."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def _noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """The worst a decoder can meet: every pixel different from its neighbour."""
    width, height = size
    channels = len(Image.new(mode, (1, 1)).getbands())
    pixels = np.random.default_rng(7).integers(0, 256, (height, width, channels), dtype=np.uint8)
    return Image.fromarray(pixels.squeeze(), mode if channels > 1 else None)


def _deep(size: tuple[int, int]) -> Image.Image:
    width, height = size
    return Image.fromarray(np.random.default_rng(7).integers(0, 65_536, (height, width), dtype=np.uint16))


def _portrait(size: tuple[int, int]) -> Image.Image:
    return files.drawn().resize(size)


def _behind(tail: bytes) -> bytes:
    return files.photo() + tail


_File = Callable[[], bytes]
HOSTILE: Final[dict[str, _File]] = {
    "compliant photo, to compare": files.photo,
    "empty": lambda: b"",
    "text": lambda: b"hello",
    "SVG": lambda: files.SVG,
    "PDF renamed": lambda: files.PDF,
    "zip": lambda: files.ZIP,
    "GIF, animated": partial(files.animated, "GIF"),
    "WebP, animated": partial(files.animated, "WEBP"),
    "PNG, animated": partial(files.animated, "PNG"),
    "MPO": partial(files.animated, "MPO"),
    "truncated JPEG": lambda: files.photo()[: len(files.photo()) // 2],
    "JPEG with noise in its data": lambda: files.with_noise_in_scan(files.photo()),
    "polyglot: JPEG and zip": lambda: _behind(files.ZIP),
    "polyglot: JPEG and HTML": lambda: _behind(b"<!doctype html><script>" + b"x" * 200),
    "19 MB behind a JPEG": lambda: _behind(bytes(range(1, 256)) * 78_000),
    "PNG of 20,000 x 20,000": files.png_bomb,
    "JPEG that claims 20,000 x 20,000": lambda: files.with_size(files.photo(), 20_000, 20_000),
    "JPEG that claims 5,000 x 5,000": lambda: files.with_size(files.photo(), 5000, 5000),
    "JPEG of 1,000 scans": partial(files.many_scans, 1000),
    "JPEG of 145 scans": partial(files.many_scans, 135),
    "CMYK": lambda: files.encoded(files.drawn().convert("CMYK")),
    "CMYK noise, 1.2 MP": lambda: files.encoded(_noise((940, 1270), "CMYK")),
    "16-bit PNG": lambda: files.encoded(_deep(_SMALL), "PNG"),
    "16-bit PNG noise, 3 MP": lambda: files.encoded(_deep(_MEDIUM), "PNG", compress_level=1),
    "PNG noise, 0.3 MP": lambda: files.encoded(_noise(_SMALL), "PNG", compress_level=1),
    "PNG noise, 1.2 MP": lambda: files.encoded(_noise((940, 1270)), "PNG", compress_level=1),
    "PNG noise, 3 MP": lambda: files.encoded(_noise(_MEDIUM), "PNG", compress_level=1),
    "WebP noise, lossless, 1.2 MP": lambda: files.encoded(
        _noise((940, 1270)), "WEBP", lossless=True, method=0
    ),
    "WebP noise, 3 MP": lambda: files.encoded(_noise(_MEDIUM), "WEBP", quality=95, method=0),
    "HEIC noise, 0.65 MP": lambda: files.encoded(_noise((700, 930)), "HEIF", quality=90),
    "HEIC noise, 1.2 MP": lambda: files.encoded(_noise((940, 1270)), "HEIF", quality=70),
    "HEIC noise, 3 MP": lambda: files.encoded(_noise(_MEDIUM), "HEIF", quality=90),
    "HEIC portrait, 1.2 MP": lambda: files.encoded(_portrait((948, 1264)), "HEIF"),
    "WebP portrait, 3 MP": lambda: files.encoded(_portrait(_MEDIUM), "WEBP", method=0),
    "JPEG noise, 3 MP": lambda: files.encoded(_noise(_MEDIUM), quality=95),
    "JPEG portrait, 24 MP": lambda: files.encoded(_portrait(_LARGE), quality=90),
    "JPEG noise, 24 MP": lambda: files.encoded(_noise(_LARGE), quality=30),
    "progressive JPEG noise, 4.5 MP": lambda: files.encoded(
        _noise((1730, 2590)), quality=75, progressive=True
    ),
    "turned by EXIF": partial(files.with_exif, orientation=6),
    "8000 x 3": lambda: files.encoded(Image.new("RGB", (8000, 3))),
    "1 x 1": lambda: files.encoded(Image.new("RGB", (1, 1))),
}
