"""What is new since the last export: told by content, not by a clock."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import time_machine

from tests.ready_made import hand_in, upload
from webapp import clock
from webapp.domain.errors import InvalidError
from webapp.domain.exports import record
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.preview import preview_of
from webapp.domain.exports.selection import Selection
from webapp.extensions import db
from webapp.models import Campaign, Export, Kind, State, Student, Submission

MakeStudent = Callable[..., Student]
PATTERN = "{student_no}"


@pytest.fixture
def new(campaign: Campaign) -> Selection:
    """What is new of the campaign."""
    return Selection(campaign.id, only_new=True)


def handed_over(selection: Selection) -> list[str]:
    """Export photos; the names in the archive. Empty when there is nothing new."""
    outcome = Outcome()
    try:
        list(record.photo_stream(None, selection, PATTERN, outcome))
    except InvalidError:
        return []
    return [item.name for item in outcome.items]


def replace_photo(submission: Submission, data: bytes) -> None:
    """Another electronic photo."""
    found = next(one for one in submission.uploads if one.kind is Kind.ELECTRONIC)
    fresh = upload(Kind.ELECTRONIC, data)
    found.storage_key, found.sha256, found.size = fresh.storage_key, fresh.sha256, fresh.size
    db.session.commit()


def test_a_second_time_only_what_came_since(make_student: MakeStudent, new: Selection) -> None:
    hand_in(make_student(), State.APPROVED)
    assert handed_over(new) == ["2023000001.jpg"]
    assert handed_over(new) == []
    hand_in(make_student(), State.APPROVED)
    assert handed_over(new) == ["2023000002.jpg"]


def test_what_is_approved_in_the_same_instant_or_before_it_is_not_lost(
    make_student: MakeStudent, new: Selection
) -> None:
    """A decision stamped with the very time of the export, or by a clock that was set back, is new."""
    with time_machine.travel(clock.now(), tick=False):
        hand_in(make_student(), State.APPROVED)
        assert handed_over(new) == ["2023000001.jpg"]
        hand_in(make_student(), State.APPROVED)
        assert handed_over(new) == ["2023000002.jpg"]
    with time_machine.travel("2020-01-01", tick=False):
        hand_in(make_student(), State.APPROVED)
        assert handed_over(new) == ["2023000003.jpg"]


def test_who_is_approved_while_an_export_runs_comes_next(make_student: MakeStudent, new: Selection) -> None:
    for _ in range(2):
        hand_in(make_student(), State.APPROVED)
    running = record.photo_stream(None, new, PATTERN)
    next(running)
    hand_in(make_student(), State.APPROVED)
    list(running)
    assert handed_over(new) == ["2023000003.jpg"]


def test_an_export_that_broke_off_handed_over_nothing(make_student: MakeStudent, new: Selection) -> None:
    hand_in(make_student(), State.APPROVED)
    running = record.photo_stream(None, new, PATTERN)
    next(running)
    running.close()  # type: ignore[attr-defined] # a generator
    assert handed_over(new) == ["2023000001.jpg"]


def test_a_photo_that_was_left_out_comes_again(make_student: MakeStudent, new: Selection) -> None:
    good, bad = (hand_in(make_student(), State.APPROVED) for _ in range(2))
    whole = next(one for one in bad.uploads if one.kind is Kind.ELECTRONIC).sha256
    found = next(one for one in bad.uploads if one.kind is Kind.ELECTRONIC)
    found.sha256 = "0" * 64
    db.session.commit()
    assert handed_over(new) == [f"{good.student.student_no}.jpg"]
    found.sha256 = whole
    db.session.commit()
    assert handed_over(new) == [f"{bad.student.student_no}.jpg"]


def test_whatever_changed_is_new_and_its_return_too(make_student: MakeStudent, new: Selection) -> None:
    submission = hand_in(make_student(), State.APPROVED)
    first = b"\xff\xd8 first"
    replace_photo(submission, first)
    assert handed_over(new)
    replace_photo(submission, b"\xff\xd8 second")
    assert handed_over(new)
    replace_photo(submission, first)
    assert handed_over(new), "who took the second one last needs the first again"
    submission.student.id_number = "42120220020101999X"
    db.session.commit()
    assert handed_over(new)
    assert not handed_over(new)


def test_seen_before_it_was_approved_is_not_handed_over(
    make_student: MakeStudent, campaign: Campaign, new: Selection
) -> None:
    submission = hand_in(make_student())
    assert handed_over(Selection(campaign.id, (State.SUBMITTED,)))
    submission.state = State.APPROVED
    db.session.commit()
    assert handed_over(new)


def test_other_names_make_nobody_new(make_student: MakeStudent, new: Selection) -> None:
    hand_in(make_student(), State.APPROVED)
    handed_over(new)
    assert preview_of(new, "{id_number}").photos.new == 0


def test_the_list_is_counted_apart_from_the_photos(
    make_student: MakeStudent, campaign: Campaign, new: Selection
) -> None:
    submission = hand_in(make_student(), State.APPROVED)
    handed_over(new)
    seen = preview_of(new, PATTERN)
    assert (seen.photos.count, seen.lists.count, seen.is_empty) == (0, 1, False)
    record.write_list(None, new, PATTERN, io.BytesIO())
    seen = preview_of(Selection(campaign.id), PATTERN)
    assert (seen.lists.count, seen.lists.new) == (1, 0)
    submission.shot_on = clock.today()
    db.session.commit()
    seen = preview_of(new, PATTERN)
    assert (seen.photos.new, seen.lists.new) == (0, 1)


def test_a_discarded_export_handed_over_nothing(make_student: MakeStudent, new: Selection) -> None:
    hand_in(make_student(), State.APPROVED)
    handed_over(new)
    entry = db.session.get_one(Export, 1)
    record.discard(None, entry)
    record.discard(None, entry)
    assert preview_of(new, PATTERN).photos.before.last is None
    assert handed_over(new) == ["2023000001.jpg"]
