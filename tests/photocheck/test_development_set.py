"""The engine on the labelled photographs beside the checkout; `make bench-checks` measures more of them."""

from __future__ import annotations

import pytest

from benchmarks.photo_set import PHOTOS, labelled_pairs, load_photos, load_truth
from webapp.photocheck import Status, check_photo, compare_faces

pytestmark = pytest.mark.skipif(
    not (PHOTOS / "labels.csv").exists(), reason="the labelled photographs are not beside this checkout"
)

FACE_CODES = {"head_pose", "eyes_open", "mouth_closed", "glasses", "occlusion", "head_covering"}


def test_no_compliant_photograph_fails_and_its_geometry_is_right() -> None:
    """Within 6 px of the labelled truth, the centre with its sign."""
    truth = load_truth()
    for photo in load_photos():
        if not photo.good:
            continue
        report = check_photo(photo.data)
        assert report.verdict is not Status.FAIL, photo.name
        for column, code in (
            ("crown", "crown_position"),
            ("eye_line", "eye_line"),
            ("off_center", "centering"),
        ):
            assert report.finding(code).measured == pytest.approx(truth[photo.name][column], abs=6), (
                photo.name
            )


def test_faults_of_face_and_head_fail_by_their_own_code() -> None:
    """A student who is told the wrong reason goes to the photographer for nothing."""
    told = {
        photo.name: check_photo(photo.data).finding(photo.expected).status
        for photo in load_photos()
        if photo.must_fail and photo.expected in FACE_CODES
    }
    missed = [name for name, status in told.items() if status is not Status.FAIL]
    assert len(missed) <= len(told) // 10, missed


def test_every_print_is_the_same_as_its_file_and_no_other() -> None:
    """The phone pictures of prints."""
    for pair in labelled_pairs():
        if pair.a.parent.name == "paper":
            verdict = compare_faces(pair.a.read_bytes(), pair.b.read_bytes(), same_shot=True).verdict
            assert verdict == ("same" if pair.same else "different"), (pair.a.name, pair.b.name)
