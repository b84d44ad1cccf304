"""Fills the demo's database: the notice, the roster, and students in every state.

All of it goes through the same functions as the pages and commands, so that the demo cannot show what the
app could not do. Once it is done it is never touched again: what visitors change stays.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select

from webapp import clock, current
from webapp.demo import drawn
from webapp.demo.files import admission_zip, write_files_to_try
from webapp.demo.pictures import code_picture
from webapp.demo.story import (
    ACTORS,
    CONTACTS,
    LED_TODAY,
    STAFF_PASSWORD,
    STUDENT_PASSWORD,
    TEACHERS,
    TICKED,
    Actor,
    Stage,
)
from webapp.domain import accounts, audit, reviews, submissions, uploads
from webapp.domain.errors import DomainError
from webapp.domain.notice import session_edits
from webapp.domain.notice.loading import load_notice, next_class_year
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.queries.notice import sessions_of
from webapp.domain.roll_call import marks
from webapp.domain.roster import import_roster
from webapp.domain.roster.photos import import_photos
from webapp.domain.staff import create_staff, find_staff
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Branch,
    Campaign,
    CampusSession,
    College,
    Kind,
    Staff,
    Student,
    Submission,
)

ROSTER: Final = Path(__file__).with_name("roster.csv")
FILES_FOLDER: Final = "demo-files"
DONE: Final = "demo.seed"  # the act that says in the record that all is there
HOME_BRANCH: Final = "湖北省"
SESSIONS_AGO: Final = timedelta(days=21)
DAYS_SINCE_SHOT: Final = 12  # a branch sends the file after ten working days

IN_PRODUCTION: Final = "这是正式环境（BUPAI_ENV=production），不能放演示数据。"
REAL_DATA: Final = "数据库里已经有正式数据，不放演示数据。请给演示另用一个数据库（BUPAI_INSTANCE_DIR）。"


def seed() -> bool:
    """Fill the database, unless that was done before; says whether it did anything.

    Raises DomainError in production, and over a database with data that is not the demo's.
    """
    _require_demo()
    write_files_to_try(files_folder(), ROSTER)
    if _is_done():
        return False
    campaign = _campaign()
    _roster(campaign)
    _contacts()
    _hold_sessions(campaign)
    staff = [_teacher_account(teacher.username) for teacher in TEACHERS]
    for actor in ACTORS:
        _act(actor, staff)
    _call_roll()
    audit.record(audit.OPERATOR, DONE, f"campaign:{campaign.id}")
    db.session.commit()
    return True


def files_folder() -> Path:
    """Where the files for visitors to upload are."""
    return Path(current.settings().instance_dir) / FILES_FOLDER


def demo_campaign() -> Campaign | None:
    """The campaign that the demo plays in."""
    return db.session.scalar(select(Campaign).where(Campaign.is_demo).order_by(Campaign.id).limit(1))


def student(student_no: str) -> Student:
    """A student of the story."""
    found: Student = db.session.scalars(select(Student).where(Student.student_no == student_no)).one()
    return found


def _require_demo() -> None:
    if current.settings().is_production:
        raise DomainError(IN_PRODUCTION)
    real_student = select(Student.id).join(Student.campaign).where(Campaign.is_demo.is_(False))
    real_staff = select(Staff.id).where(Staff.is_demo.is_(False))
    if any(db.session.scalar(found.limit(1)) for found in (real_student, real_staff)):
        raise DomainError(REAL_DATA)


def _is_done() -> bool:
    return db.session.scalar(select(AuditEvent.id).where(AuditEvent.action == DONE).limit(1)) is not None


def _campaign() -> Campaign:
    """A campaign for the coming deadline, so that uploads are open."""
    notice = read_notice(latest_notice_folder())
    year = next_class_year(notice)
    campaign = load_notice(notice, class_year=year, activate=True, is_demo=True).campaign
    campaign.is_demo = True
    db.session.commit()
    return campaign


def _roster(campaign: Campaign) -> None:
    result = import_roster(ROSTER.read_bytes(), campaign)
    if result.problems:
        raise DomainError("\n".join(map(str, result.problems)))
    import_photos(io.BytesIO(admission_zip()), campaign)


def _contacts() -> None:
    for college in db.session.scalars(select(College).where(College.name.in_(CONTACTS))):
        college.contact = college.contact or CONTACTS[college.name]
    db.session.commit()


def _hold_sessions(campaign: Campaign) -> None:
    """Let the campus sessions be over, as the roster tells, but for one that is today."""
    today = clock.today()
    for session in sessions_of(campaign):
        values = session_edits.values_of(session)
        if LED_TODAY in values.colleges:
            session_edits.save_session(None, campaign, session, replace(values, day=today))
        elif values.day is not None and values.day >= today:
            day = today - SESSIONS_AGO // values.batch
            session_edits.save_session(None, campaign, session, replace(values, day=day))


def _led_sessions(college: str) -> list[CampusSession]:
    """The sessions of a college of the demo; none for ""."""
    campaign = demo_campaign()
    rows = sessions_of(campaign) if campaign and college else []
    return [row for row in rows if college in row.colleges]


def _call_roll() -> None:
    """Tick those who are there so far; a second run finds them ticked."""
    for session in _led_sessions(LED_TODAY):
        marks.mark(find_staff("leader"), session, {student(number).id: True for number in TICKED})


def _teacher_account(username: str) -> Staff:
    teacher = next(teacher for teacher in TEACHERS if teacher.username == username)
    if db.session.scalar(select(Staff.id).where(Staff.username == username)) is not None:
        return find_staff(username)
    return create_staff(
        username,
        name=teacher.name,
        role=teacher.role,
        colleges=teacher.colleges,
        sessions=[session.id for session in _led_sessions(teacher.leads)],
        password=STAFF_PASSWORD,
        is_demo=True,
    )


def _act(actor: Actor, staff: list[Staff]) -> None:
    """Bring one student to their stage; one who has begun (in an interrupted run) is left as they are."""
    person = student(actor.student_no)
    if actor.stage is Stage.NEW or person.password_hash:
        return
    accounts.activate(person, STUDENT_PASSWORD)
    if actor.look:
        _hand_in(actor, person, staff)


def _hand_in(actor: Actor, person: Student, staff: list[Staff]) -> None:
    uploads.save_upload(person, Kind.ELECTRONIC, drawn.portrait(actor.look, actor.fault))
    uploads.save_upload(person, Kind.PAPER, drawn.paper_print(actor.look))
    if actor.stage is Stage.DRAFT:
        return
    uploads.save_upload(person, Kind.CODE, code_picture(f"CHSI-DEMO:{person.student_no}"))
    shot_on = clock.today() - timedelta(days=DAYS_SINCE_SHOT)
    draft = submissions.set_details(person, _branch().id, shot_on, actor.consents)
    submission = submissions.submit(person, draft.version, actor.note)
    if actor.stage is not Stage.SUBMITTED:
        _decide(actor, submission, staff)
    _backdate(submission, actor.hours)


def _decide(actor: Actor, submission: Submission, staff: list[Staff]) -> None:
    reviewer = next(who for who in staff if submission.student.college in who.colleges)
    if actor.stage is Stage.APPROVED:
        reviews.approve(reviewer, submission, submission.version)
    else:
        reviews.return_(reviewer, submission, submission.version, actor.reasons, actor.text)


def _backdate(submission: Submission, hours: int) -> None:
    """Let the story have happened over the last days: files, an hour later the hand-in, then the decision."""
    submission.submitted_at = clock.now() - timedelta(hours=hours)
    for upload in submission.uploads:
        upload.uploaded_at = submission.submitted_at - timedelta(hours=1)
    if submission.decided_at:
        submission.decided_at = submission.submitted_at + timedelta(hours=1)
    db.session.commit()


def _branch() -> Branch:
    """The branch of the school's own province."""
    found: Branch = db.session.scalars(select(Branch).where(Branch.province == HOME_BRANCH).limit(1)).one()
    return found
