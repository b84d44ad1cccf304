"""How right the checks are: recall by code, false alarms by group, geometry, identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from benchmarks.goals import Goal
from benchmarks.photo_set import WOMEN, Pair, Photo, labelled_pairs, load_truth, stranger_pairs
from webapp.photocheck import Report, Status, check_photo
from webapp.photocheck.analysis import analyse
from webapp.photocheck.colors import lab_of
from webapp.photocheck.compare import NoSingleFaceError, distance_band, judge_distance, single_face
from webapp.photocheck.decoding import decode_photo
from webapp.photocheck.descriptor import describe_face
from webapp.photocheck.models import Floats
from webapp.photocheck.pictures import PictureError
from webapp.photocheck.standard import STANDARD

FLAGGED = (Status.WARN, Status.FAIL)
GEOMETRY = {
    "crown": "crown_position",
    "eye_line": "eye_line",
    "face_width": "face_width",
    "off_center": "centering",
}


def measure_recall(photos: list[Photo], reports: dict[str, Report]) -> list[Goal]:
    """Print how many bad photographs each code finds, and return the goals of issue 3."""
    rows: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    must, must_code, should = [], [], []
    for photo in photos:
        if photo.good:
            continue
        report = reports[photo.name]
        status = report.finding(photo.expected).status
        if photo.must_fail:
            must.append(report.verdict is Status.FAIL)
            must_code.append(status is Status.FAIL)
            rows[photo.expected].append((must[-1], must_code[-1]))
        else:
            should.append(report.verdict in FLAGGED)
            rows[photo.expected].append((should[-1], status in FLAGGED))
        if not all(rows[photo.expected][-1]):
            print(f"  not found by {photo.expected}: {photo.name} ({photo.note})")
    print(f"\n{'code':24}{'photos':>8}{'verdict':>9}{'by code':>9}")
    for code, hits in rows.items():
        print(
            f"{code:24}{len(hits):8}"
            f"{_share(verdict for verdict, _ in hits):9.2f}{_share(by_code for _, by_code in hits):9.2f}"
        )
    return [
        Goal("must_fail photos that fail", _share(must), at_least=0.98),
        Goal("must_fail photos that fail by the expected code", _share(must_code), at_least=0.90),
        Goal("should_flag photos that warn or fail", _share(should), at_least=0.90),
    ]


def measure_false_alarms(photos: list[Photo], reports: dict[str, Report]) -> list[Goal]:
    """Print which compliant photographs are warned about or failed, by group, and return the goals."""
    good = [photo for photo in photos if photo.good]
    for photo in good:
        for finding in reports[photo.name].findings:
            if finding.status in FLAGGED:
                print(
                    f"  false {finding.status}: {photo.name} {finding.code}",
                    finding.measured,
                    finding.detail,
                )
    print(f"\n{'group':16}{'photos':>8}{'fail':>8}{'warn':>8}")
    for group, members in _groups(good).items():
        verdicts = [reports[photo.name].verdict for photo in members]
        print(f"{group:16}{len(members):8}{verdicts.count(Status.FAIL):8}{verdicts.count(Status.WARN):8}")
    verdicts = [reports[photo.name].verdict for photo in good]
    return [
        Goal("good photos that fail", _share(verdict is Status.FAIL for verdict in verdicts), at_most=0.0),
        Goal("good photos that are warned about", _share(v is Status.WARN for v in verdicts), at_most=0.10),
    ]


def measure_geometry(reports: dict[str, Report]) -> list[Goal]:
    """Print the errors against truth.csv in pixels, and return the goal: 95 in 100 within 6."""
    print(f"\n{'geometry (px)':16}{'mean':>8}{'max':>8}{'within 6':>10}")
    goals = []
    for column, code in GEOMETRY.items():
        errors = [
            float(str(reports[name].finding(code).measured)) - truth[column]
            for name, truth in load_truth().items()
        ]
        within = _share(abs(error) <= 6 for error in errors)
        print(f"{column:16}{np.mean(errors):8.1f}{np.max(np.abs(errors)):8.1f}{within:10.2f}")
        goals.append(Goal(f"{column} within 6 px", within, at_least=0.95))
    return goals


def measure_identity(photos: list[Photo]) -> list[Goal]:
    """Print the distances of prints, other shots and strangers, and return the goals."""
    seen: dict[Path, Floats | None] = {}
    shots: list[Row] = []
    others: list[Row] = []
    for pair in [*labelled_pairs(), *stranger_pairs(photos, 200)]:
        a, b = (_described(path, seen) for path in (pair.a, pair.b))
        distance = None if a is None or b is None else float(np.linalg.norm(a - b))
        (shots if pair.same_shot else others).append((pair, distance))
    print(f"\n{'identity':26}{'pairs':>7}{'nearest':>9}{'median':>8}{'furthest':>9}{'right':>7}{'unsure':>8}")
    for label, rows in (("prints and copies", shots), ("other shots", others)):
        for same in (True, False):
            _print_distances(
                f"{label}, {'same' if same else 'different'}", [r for r in rows if r[0].same is same]
            )
    wrong_shots = _share(_verdict(row) not in (_truth(row[0]), "unsure") for row in shots)
    return [
        Goal("prints and copies judged wrongly", wrong_shots, at_most=0.0),
        Goal("prints and copies left to a person", _unsure(shots), at_most=0.05),
        Goal(
            "strangers called the same",
            _share(_verdict(r) == "same" for r in others if not r[0].same),
            at_most=0.0,
        ),
        Goal(
            "other shots of one person decided", 1 - _unsure([r for r in others if r[0].same]), at_least=0.60
        ),
    ]


Row = tuple[Pair, float | None]


def _described(path: Path, seen: dict[Path, Floats | None]) -> Floats | None:
    """The descriptor of a picture's one face, worked out once a picture; None without a single face."""
    if path not in seen:
        try:
            found = single_face(path.read_bytes())
            seen[path] = describe_face(found.rgb, found.face)
        except (NoSingleFaceError, PictureError):
            seen[path] = None
    return seen[path]


def _verdict(row: Row) -> str:
    return "unsure" if row[1] is None else judge_distance(row[1], distance_band(row[0].same_shot))


def _truth(pair: Pair) -> str:
    return "same" if pair.same else "different"


def _unsure(rows: list[Row]) -> float:
    return _share(_verdict(row) == "unsure" for row in rows)


def _print_distances(label: str, rows: list[Row]) -> None:
    distances = [distance for _, distance in rows if distance is not None]
    if not distances:
        return
    right = _share(_verdict(row) == _truth(row[0]) for row in rows)
    low, middle, high = min(distances), float(np.median(distances)), max(distances)
    print(f"{label:26}{len(rows):7}{low:9.2f}{middle:8.2f}{high:9.2f}{right:7.2f}{_unsure(rows):8.2f}")


def _groups(photos: list[Photo]) -> dict[str, list[Photo]]:
    """The compliant photographs by sex, glasses and skin (ITA angle, measured on the cheeks)."""
    tests: dict[str, Callable[[Photo], bool]] = {
        "women": lambda photo: photo.subjects[0] in WOMEN,
        "men": lambda photo: photo.subjects[0] not in WOMEN,
        "glasses": lambda photo: "glasses (drawn)" in photo.note,
        "no glasses": lambda photo: "glasses (drawn)" not in photo.note,
        "skin fair": lambda photo: _skin_angle(photo) > 41,
        "skin medium": lambda photo: 10 < _skin_angle(photo) <= 41,
        "skin dark": lambda photo: _skin_angle(photo) <= 10,
    }
    return {name: [photo for photo in photos if test(photo)] for name, test in tests.items()}


def _skin_angle(photo: Photo) -> float:
    """Individual typology angle of the skin in degrees: above 41 fair, below 10 dark."""
    rgb = decode_photo(photo.data, STANDARD).rgb
    if rgb is None:
        raise ValueError(f"{photo.name} holds no picture")
    light, _, yellow = lab_of(analyse(rgb).skin_color)
    return float(np.degrees(np.arctan2(light - 50, yellow)))


def run_checks(photos: list[Photo]) -> dict[str, Report]:
    """The report of every photograph."""
    return {photo.name: check_photo(photo.data) for photo in photos}


def _share(values: Iterable[bool]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0
