"""How fast the checks are, against plain face_recognition on the same files, and their memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from benchmarks.goals import Goal
from benchmarks.photo_set import PHOTOS, Photo, labelled_pairs
from webapp.photocheck import check_photo, compare_faces, preload


def measure_memory(photos: list[Photo], checks: int) -> list[Goal]:
    """Fork two workers from a parent that has loaded the models, as the server does.

    The second worker's cost is what all processes together take with it beyond without it (PSS). Growth is
    the resident size of one worker after `checks` checks beyond the size after the first 200.
    """
    preload()
    gc.freeze()
    data = [photo.data for photo in photos if photo.good]
    context = multiprocessing.get_context("fork")
    totals, workers = [], []
    for _ in range(2):
        ours, theirs = context.Pipe()
        worker = context.Process(target=_serve, args=(theirs, data, checks), daemon=True)
        worker.start()
        ours.recv()
        workers.append((worker, ours))
        pids = [os.getpid(), *(int(each.pid or 0) for each, _ in workers)]
        totals.append(sum(_pss(pid) for pid in pids))
    workers[0][1].send("grow")
    growth = float(workers[0][1].recv())
    for worker, ours in workers:
        ours.send("stop")
        worker.join()
    print(f"\nall processes with one worker {totals[0]:.0f} MB, with two {totals[1]:.0f} MB (PSS)")
    return [
        Goal("memory of a second worker, MB", totals[1] - totals[0], at_most=60.0),
        Goal(f"growth over {checks} checks, MB", growth, at_most=10.0),
    ]


def _serve(pipe: Connection, data: list[bytes], checks: int) -> None:
    """A worker: check every photo once and compare one pair, then wait for orders."""
    for each in data:
        check_photo(each)
    compare_faces(data[0], data[1], same_shot=False)
    pipe.send("ready")
    while (order := pipe.recv()) == "grow":
        _repeat(data, min(200, checks))
        before = _resident()
        _repeat(data, max(0, checks - 200))
        pipe.send(_resident() - before)
    assert order == "stop"


def _repeat(data: list[bytes], times: int) -> None:
    for index in range(times):
        check_photo(data[index % len(data)])


def _pss(pid: int) -> float:
    """Proportional set size of a process in MB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def _resident() -> float:
    """Resident set size of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure_speed(photos: list[Photo]) -> list[Goal]:
    """Median CPU time on one core: a report, one with a comparison, and face_recognition's defaults."""
    good = [photo for photo in photos if photo.good]
    prints = [pair for pair in labelled_pairs() if pair.same and pair.a.parent.name == "paper"]
    plain: list[float] = []
    report: list[float] = []
    both: list[float] = []
    check_photo(good[0].data)
    _recognise(PHOTOS / good[0].name)
    for photo in good:
        path, data = PHOTOS / photo.name, photo.data

        plain.append(_seconds(partial(_recognise, path)))
        report.append(_seconds(partial(check_photo, data)))
        pair = prints[len(both) % len(prints)]  # a print and its own file, as nearly always
        files = pair.a.read_bytes(), pair.b.read_bytes()
        both.append(report[-1] + _seconds(partial(compare_faces, *files, same_shot=True)))
    base = median(plain)
    print(
        f"\nmedian CPU time: face_recognition {base * 1000:.0f} ms, a report {median(report) * 1000:.0f} ms,"
    )
    print(f"a report with one comparison {median(both) * 1000:.0f} ms")
    return [
        Goal("time of a report over face_recognition", median(report) / base, at_most=0.20),
        Goal("the same with one comparison", median(both) / base, at_most=0.65),
    ]


def _recognise(path: Path) -> None:
    """What a user of face_recognition would call, with its defaults."""
    import face_recognition  # loads 130 MB of models, so only after the memory was measured

    picture = face_recognition.load_image_file(path)
    face_recognition.face_locations(picture)
    face_recognition.face_landmarks(picture)
    face_recognition.face_encodings(picture)


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process, so that a busy machine does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start
