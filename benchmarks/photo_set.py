"""The labelled photographs beside the checkout: what they are and what is expected of them."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PHOTOS: Final = Path(__file__).resolve().parents[2] / "shared" / "photos"

# More pairs of two shots of one person, found among the labelled photographs: h32 and clutter_2 (d6 and d2 in
# the labels) show one woman, mouth_01 is the same moment as obama_a, img24 and img25 show one man.
_MORE_SHOTS: Final = (
    ("good/h32.jpg", "bad/clutter_2.jpg"),
    ("bad/mouth_01.jpg", "identity/img/obama_b.jpg"),
    ("bad/mouth_01.jpg", "identity/img/obama_c.jpg"),
    ("identity/img/img24.jpg", "identity/img/img25.jpg"),
)

# Who the compliant photographs show: the labels do not say, and a false alarm must not depend on it.
WOMEN: Final = frozenset({"w222", "w3", "d6"})


@dataclass(frozen=True)
class Photo:
    """One line of labels.csv. expected: the code that must not pass, "" for compliant ones."""

    name: str
    good: bool
    expected: str
    must_fail: bool
    note: str
    subjects: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return (PHOTOS / self.name).read_bytes()


@dataclass(frozen=True)
class Pair:
    """Two pictures and whether they show one person."""

    a: Path
    b: Path
    same: bool
    same_shot: bool


def load_photos() -> list[Photo]:
    """All labelled photographs, in the order of labels.csv."""
    with (PHOTOS / "labels.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Photo(
                row["file"],
                row["group"].startswith("good"),
                row["expected_fail"],
                row["severity"] == "must_fail",
                row["note"],
                tuple(row["subjects"].split("|")),
            )
            for row in csv.DictReader(lines)
        ]


def load_truth() -> dict[str, dict[str, float]]:
    """Geometry by file, in pixels of the 480 x 640 frame: crown, eye_line, face_width, off_center."""
    with (PHOTOS / "truth.csv").open(encoding="utf-8", newline="") as lines:
        return {row.pop("file"): {key: float(row[key]) for key in row} for row in csv.DictReader(lines)}


def labelled_pairs() -> list[Pair]:
    """The pairs of paper/ and identity/, and those of `_MORE_SHOTS`."""
    pairs = [Pair(PHOTOS / a, PHOTOS / b, same=True, same_shot=False) for a, b in _MORE_SHOTS]
    for table, folder in (("paper", PHOTOS), ("identity", PHOTOS / "identity")):
        with (PHOTOS / table / "pairs.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                same_shot = row["how"].startswith(("same shot", "print"))
                pairs.append(Pair(folder / row["a"], folder / row["b"], row["same"] == "1", same_shot))
    return pairs


def stranger_pairs(photos: list[Photo], count: int) -> Iterator[Pair]:
    """`count` pairs of different people, one photograph of each, made from the labels."""
    unfit = {"integrity", "single_face", "orientation", "glasses", "occlusion", "sharpness", "natural_color"}
    first: dict[str, Path] = {}
    for photo in photos:
        if len(photo.subjects) == 1 and photo.expected not in unfit:
            first.setdefault(photo.subjects[0], PHOTOS / photo.name)
    first.pop("d2", None)  # the same woman as d6
    for a, b in itertools.islice(itertools.combinations(first.values(), 2), count):
        yield Pair(a, b, same=False, same_shot=False)
