"""The geometry of the ruler, and a report sorted for reading."""

from __future__ import annotations

from itertools import pairwise

from webapp.pages.findings import grouped
from webapp.pages.public import example
from webapp.pages.ruler import LABEL_GAP, SPOT_NAME_HALF, SPOT_NAME_HEIGHT, ruler_of
from webapp.photocheck import STANDARD, Allowed, Finding, Fixer, Region, Report, Status


def report(*findings: Finding) -> Report:
    return Report(findings, "test")


def level(code: str, y: float, status: Status = Status.PASS) -> Finding:
    return Finding(code, status, y, Allowed(50, 110), "px", Region(100, y, 200, 0))


def test_lines_stand_where_they_were_measured() -> None:
    plan = ruler_of(example.report(STANDARD))
    assert [(line.code, line.y, line.low, line.high) for line in plan.levels] == [
        ("crown_position", 76, 50, 110),
        ("eye_line", 252, 200, 300),
    ]
    assert plan.span is not None
    assert (plan.span.left, plan.span.right, plan.span.width, plan.span.middle) == (136, 344, 208, 240)
    assert plan.middle is not None
    assert (plan.middle.low, plan.middle.high) == (220, 260)
    assert plan.height == 640
    assert plan.codes == {"crown_position", "eye_line", "face_width", "centering"}
    assert plan.ticks[0] == 50
    assert plan.ticks[-1] == 600


def test_another_shape_of_photo_gets_its_own_height() -> None:
    size = Finding("dimensions", Status.FAIL, (600.0, 600.0), Allowed(values=("480x640",)), "px")
    plan = ruler_of(report(size))
    assert plan.height == 480
    assert ruler_of(report()).height == 640


def test_labels_never_lie_on_each_other() -> None:
    plan = ruler_of(report(level("crown_position", 100), level("eye_line", 104)))
    first, second = plan.levels
    assert second.label_y - first.label_y >= LABEL_GAP
    assert (first.y, second.y) == (100, 104)


def test_what_was_not_measured_is_not_drawn() -> None:
    skipped = Finding("eye_line", Status.SKIPPED)
    unbounded = Finding("face_width", Status.PASS, 200.0, Allowed(low=180.0), "px", Region(0, 0, 200, 0))
    plan = ruler_of(report(skipped, unbounded))
    assert (plan.levels, plan.span, plan.middle, plan.spots) == ((), None, None, ())


def test_other_failures_are_marked_where_they_are() -> None:
    place = Region(10, 20, 30, 40)
    plan = ruler_of(
        report(
            Finding("glasses", Status.WARN, region=place),
            Finding("eyes_open", Status.PASS, region=place),
            Finding("background_color", Status.FAIL),
        )
    )
    assert [(spot.code, spot.name, spot.status, spot.region) for spot in plan.spots] == [
        ("glasses", "眼镜", "warn", place)
    ]
    assert plan.codes == {"glasses"}


def test_names_of_places_do_not_lie_on_each_other_nor_outside() -> None:
    corner = Region(0, 0, 30, 20)
    codes = ("glasses", "eyes_open", "occlusion")
    plan = ruler_of(report(*(Finding(code, Status.FAIL, region=corner) for code in codes)))
    feet = [spot.label_y for spot in plan.spots]
    assert all(later - earlier >= SPOT_NAME_HEIGHT for earlier, later in pairwise(feet))
    assert feet[0] >= SPOT_NAME_HEIGHT
    assert {spot.label_x for spot in plan.spots} == {SPOT_NAME_HALF}


def test_findings_are_grouped_by_who_can_mend_them_worst_first() -> None:
    found = grouped(
        report(
            Finding("glasses", Status.WARN, fixer=Fixer.PHOTOGRAPHER),
            Finding("crown_position", Status.FAIL, fixer=Fixer.PHOTOGRAPHER),
            Finding("integrity", Status.FAIL, fixer=Fixer.STUDENT),
            Finding("eye_line", Status.PASS),
            Finding("exposure", Status.SKIPPED),
        )
    )
    assert [(group.fixer, [it.code for it in group.findings]) for group in found.groups] == [
        (Fixer.STUDENT, ["integrity"]),
        (Fixer.PHOTOGRAPHER, ["crown_position", "glasses"]),
    ]
    assert [it.code for it in (*found.passed, *found.skipped)] == ["eye_line", "exposure"]
    assert (found.fail_count, found.warn_count) == (2, 1)
