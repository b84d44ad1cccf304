"""Who is missing: counts, names, and whom a counsellor sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain.chasing import listing, reminding
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import Stage
from webapp.domain.errors import NotFoundError
from webapp.domain.queries import chasing, reminders
from webapp.domain.queries.keyset import Place
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Campaign,
    ChsiAnswer,
    College,
    NoticeAddress,
    Reminded,
    Staff,
    State,
    Student,
)

MakeStudent = Callable[..., Student]


@pytest.fixture
def everybody(make_student: MakeStudent, campaign: Campaign) -> dict[str, Student]:
    """One student for each place on the way, by its name."""
    people = {
        "attended": make_student(attended=True),
        "inactive": make_student(password_hash=""),
        "nothing": make_student(),
    }
    for state in State:
        people[state.value] = hand_in(make_student(), state).student
    people["paper here"] = hand_in(make_student(), State.APPROVED, paper_received_at=clock.now()).student
    people["seen"] = hand_in(make_student(), State.APPROVED, paper_received_at=clock.now()).student
    db.session.add(ChsiAnswer(student_id=people["seen"].id, checked_at=clock.now()))
    db.session.commit()
    return people


STANDS = {
    Stage.UNSUBMITTED: {"inactive", "nothing", "draft", "returned"},
    Stage.INACTIVE: {"inactive"},
    Stage.NOTHING: {"nothing"},
    Stage.DRAFT: {"draft"},
    Stage.RETURNED: {"returned"},
    Stage.PAPER: {"submitted", "approved"},
    Stage.CHSI: {"approved", "paper here"},
}


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_finds_its_students(
    everybody: dict[str, Student], reviewer: Staff, campaign: Campaign, stage: Stage
) -> None:
    found = chasing.names(reviewer, campaign, Selection(stage))
    assert {row.id for row in found.rows} == {everybody[name].id for name in STANDS[stage]}
    assert chasing.count(reviewer, campaign, Selection(stage)) == len(STANDS[stage])


def test_counts_go_down_from_college_to_class(
    everybody: dict[str, Student],
    make_student: MakeStudent,
    admin: Staff,
    campaign: Campaign,
    college: College,
    other_college: College,
) -> None:
    make_student(college_id=other_college.id, major="护理", class_name="护理2401")
    assert campaign.id and admin.role  # read again after the commits, before counting
    with count_queries() as seen:
        found = chasing.groups(admin, campaign, Selection())
    assert len(seen) == 1
    by_name = {group.name: group for group in found}
    own = by_name[college.name]
    assert own.stages == {stage: len(names) for stage, names in STANDS.items()}
    assert (own.missed, own.submitted, own.approved) == (8, 1, 3)
    assert chasing.together(found).stages[Stage.UNSUBMITTED] == 5
    majors = chasing.groups(admin, campaign, Selection(college_id=other_college.id))
    assert [(group.key, group.missed) for group in majors] == [("护理", 1)]
    classes = chasing.groups(admin, campaign, Selection(college_id=other_college.id, major="护理"))
    assert [(group.key, group.missed) for group in classes] == [("护理2401", 1)]


def test_a_counsellor_sees_their_colleges_only(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign, other_college: College
) -> None:
    stranger = make_student(college_id=other_college.id)
    wanted = Selection(college_id=other_college.id)
    assert chasing.groups(reviewer, campaign, wanted) == []
    assert chasing.names(reviewer, campaign, Selection()).rows == ()
    assert chasing.texts(reviewer, campaign, wanted, listing.frame_of(campaign, Stage.UNSUBMITTED, "")) == []
    assert list(chasing.all_names(reviewer, campaign, wanted)) == []
    operator = chasing.names(None, campaign, wanted).rows
    assert [row.id for row in operator] == [stranger.id]


def test_pages_follow_the_classes_and_miss_nobody(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(55):
        make_student(major=f"专业{number % 3}", class_name=f"班{number % 2}")
    expected = [
        student.id
        for student in sorted(
            db.session.scalars(select(Student)), key=lambda one: (one.major, one.class_name, one.student_no)
        )
    ]
    first = chasing.names(reviewer, campaign, Selection())
    second = chasing.names(reviewer, campaign, Selection(), Place(after=first.following))
    assert [row.id for row in [*first.rows, *second.rows]] == expected
    back = chasing.names(reviewer, campaign, Selection(), Place(before=second.previous))
    assert [row.id for row in back.rows] == expected[:50]
    monkeypatch.setattr(chasing, "CHUNK", 10)
    assert [row.id for row in chasing.all_names(reviewer, campaign, Selection())] == expected


def test_who_was_reminded_lately_can_be_left_out(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    told, long_ago, never = make_student(), make_student(), make_student()
    reminding.note_text(reviewer, campaign, Selection(), [told.id, long_ago.id])
    old = db.session.scalars(select(Reminded).where(Reminded.student_id == long_ago.id)).one()
    old.at = clock.now() - timedelta(days=4)
    db.session.commit()
    rows = chasing.names(reviewer, campaign, Selection(quiet_days=3)).rows
    assert [row.id for row in rows] == [long_ago.id, never.id]
    assert [row.reminded_at is None for row in rows] == [False, True]


def test_who_left_no_address_can_be_picked(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    reached, other = make_student(), make_student()
    db.session.add(NoticeAddress(student_id=reached.id, email="a@example.org", added_at=clock.now()))
    db.session.commit()
    assert chasing.reachable(reviewer, campaign, Selection()) == chasing.Reachable(1, 1)
    rows = chasing.names(reviewer, campaign, Selection(without_address=True)).rows
    assert [(row.id, row.has_address) for row in rows] == [(other.id, False)]


def test_a_text_for_too_many_is_none(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_student()
    make_student()
    monkeypatch.setattr(chasing, "MOST_NAMED", 1)
    frame = listing.frame_of(campaign, Stage.UNSUBMITTED, "")
    assert chasing.texts(reviewer, campaign, Selection(), frame) is None


def test_after_the_deadline_the_text_says_whom_to_ask(campaign: Campaign) -> None:
    assert "截止：" in listing.frame_of(campaign, Stage.DRAFT, "").foot()
    campaign.deadline_at = clock.now() - timedelta(days=1)
    assert listing.frame_of(campaign, Stage.DRAFT, "").foot() == listing.CLOSED
    assert "回执" in listing.frame_of(campaign, Stage.PAPER, "").foot()


def test_the_file_has_no_formula_and_no_id_number(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    student = make_student(name="=1+1")
    text = b"".join(listing.stream(reviewer, campaign, Selection())).decode()
    assert student.student_no in text
    assert "'=1+1" in text
    assert student.id_number not in text
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.details) == ("chase.csv", {"what": "unsubmitted"})


def test_the_log_is_of_ones_own_colleges_and_says_what_came_of_it(
    make_student: MakeStudent,
    reviewer: Staff,
    other_reviewer: Staff,
    admin: Staff,
    campaign: Campaign,
) -> None:
    done, still = make_student(), make_student()
    reminding.note_text(admin, campaign, Selection(), [done.id, still.id])
    hand_in(done)
    (entry,) = reminders.log(reviewer, campaign).rows
    assert (entry.who, entry.reminder.count) == (admin.name, 2)
    assert [(one.id, one.is_missing) for one in reminders.told(entry.reminder)] == [
        (done.id, False),
        (still.id, True),
    ]
    assert reminders.log(other_reviewer, campaign).rows == []
    assert reminders.one(reviewer, entry.reminder.id).who == admin.name
    with pytest.raises(NotFoundError):
        reminders.one(other_reviewer, entry.reminder.id)
