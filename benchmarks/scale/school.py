"""A school of any size, written into a database in bulk: students, submissions, what was done with them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text

from tests.people import PASSWORD_HASH, id_number
from webapp import clock, current
from webapp.demo.look import Shot
from webapp.demo.portrait import portrait_jpeg
from webapp.domain import compared
from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.uploads import report_columns
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Branch,
    College,
    IdType,
    Kind,
    Role,
    Staff,
    State,
    Student,
    Submission,
    Upload,
)
from webapp.photocheck import Report, check_photo
from webapp.storage import new_key

COLLEGES = 25
MAJORS = 4  # a college
CLASS_SIZE = 40
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文斌宇浩然子轩欣怡佳雨晨思远梓涵"
SPECIAL = 55  # waiting ones with a note, a failed check and faces in doubt: a page full, in any school
LARGEST = 5  # one student in so many is not of the first college, so that a small school fills its pages too
# Of a hundred students: who attended, where the submissions of others stand; the rest did nothing yet.
SHARES = {State.DRAFT: 1, State.SUBMITTED: 9, State.RETURNED: 2, State.APPROVED: 18}
ATTENDED = 62
ODD = "检查有误"
CHUNK = 1000  # rows of one INSERT


@dataclass(frozen=True)
class School:
    """Whom the benchmark logs in as, and what it looks for."""

    admin: Staff
    reviewer: Staff
    student: Student
    waiting: int  # a submission that waits
    deep: tuple[datetime, int]  # a place far behind the start of the queue
    deep_student: int
    college: int


def build(students: int) -> School:
    """Fill an empty, migrated database; the same size gives the same school."""
    chance = random.Random(students)  # noqa: S311 - made up, and the same every time
    notice = read_notice(latest_notice_folder())
    campaign = load_notice(notice, class_year=clock.today().year + 1, activate=True).campaign
    colleges = [College(name=f"第{number}学院") for number in range(1, COLLEGES + 1)]
    db.session.add_all(colleges)
    admin = Staff(username="scale", name="管理员", role=Role.ADMIN, password_hash=PASSWORD_HASH)
    reviewer = Staff(username="scale-reviewer", name="老师", role=Role.REVIEWER, password_hash=PASSWORD_HASH)
    reviewer.colleges = colleges[:1]
    db.session.add_all([admin, reviewer])
    db.session.commit()
    branch = db.session.scalars(select(Branch.id)).first()
    numbers = range(students)
    _insert(Student, (_student(number, campaign.id, colleges, chance) for number in numbers))
    absent = select(Student.id).where(Student.attended.is_(False)).order_by(Student.id)
    missed = list(db.session.scalars(absent))
    chance.shuffle(missed)
    states = _states(len(missed), students)
    made = [
        _submission(student_id, state, campaign.id, branch, admin.id, chance)
        for student_id, state in zip(missed, states, strict=False)
    ]
    for odd in chance.sample([row for row in made if row["state"] is State.SUBMITTED], SPECIAL):
        odd |= {"note": ODD, **compared.columns({"paper": {"verdict": "unsure"}})}
    _insert(Submission, iter(made))
    found = select(Submission.id, Submission.student_id, Submission.note).order_by(Submission.id)
    ids = [(number, student_id) for number, student_id, _ in db.session.execute(found)]
    good, bad = _reports()
    reports = {number: bad if note else good for number, _, note in db.session.execute(found)}
    _insert(Upload, itertools.chain.from_iterable(_uploads(number, reports[number]) for number, _ in ids))
    _insert(AuditEvent, (_look(number, student_id, admin.id) for number, student_id in ids for _ in range(4)))
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    return _found(admin, reviewer, colleges)


def _insert(table: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    while chunk := list(itertools.islice(rows, CHUNK)):
        db.session.execute(insert(table), chunk)
    db.session.commit()


def _student(number: int, campaign_id: int, colleges: list[College], chance: random.Random) -> dict[str, Any]:
    place = number // CLASS_SIZE
    college = colleges[0 if number % LARGEST else place % COLLEGES]
    major = place // COLLEGES % MAJORS + 1
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
    return {
        "campaign_id": campaign_id,
        "college_id": college.id,
        "student_no": f"2023{number:07}",
        "name": name,
        "id_type": IdType.RESIDENT,
        "id_number": id_number(number),
        "gender": "女" if number % 2 else "男",
        "major": f"{college.name}专业{major}",
        "class_name": f"{major}{place:04}班",
        "level": "本科",
        "email": f"s{number}@example.com" if number % 3 else "",
        "attended": chance.randrange(100) < ATTENDED,
        "password_hash": PASSWORD_HASH if number % 5 else "",
    }


def _states(missed: int, students: int) -> Iterable[State]:
    """So many of each state, mixed as they come in over the weeks."""
    share = [state for state, percent in SHARES.items() for _ in range(percent)]
    random.Random(1).shuffle(share)  # noqa: S311 - the same every time
    wanted = students * len(share) // 100
    return itertools.islice(itertools.cycle(share), min(wanted, missed))


def _submission(  # noqa: PLR0913, PLR0917 - what a row is made of
    student_id: int, state: State, campaign_id: int, branch: int | None, staff_id: int, chance: random.Random
) -> dict[str, Any]:
    begun = clock.now() - timedelta(minutes=chance.randrange(60, 60 * 24 * 60))
    submitted = None if state is State.DRAFT else begun + timedelta(minutes=chance.randrange(5, 50))
    decided = submitted if state in (State.RETURNED, State.APPROVED) else None
    return {
        "student_id": student_id,
        "campaign_id": campaign_id,
        "state": state,
        "created_at": begun,
        "branch_id": branch,
        "shot_on": begun.date(),
        "note": "",
        "face_consent": True,
        **compared.columns({"paper": {"verdict": "same"}}),
        "submitted_at": submitted,
        "decided_at": decided and decided + timedelta(minutes=chance.randrange(1, 9)),
        "decided_by_id": staff_id if decided else None,
        "return_reasons": ["photo_background"] if state is State.RETURNED else [],
        "return_text": "",
    }


def _reports() -> tuple[dict[str, Any], dict[str, Any]]:
    """Real reports: of a photo that passes, and of one that does not."""
    good = check_photo(portrait_jpeg())
    bad = check_photo(portrait_jpeg(shot=Shot(background=(200, 60, 60))))
    return report_columns(good), report_columns(bad)


def _uploads(submission_id: int, electronic: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for kind in Kind:
        report = electronic if kind is Kind.ELECTRONIC else report_columns(Report((), ""))
        yield {
            "submission_id": submission_id,
            "kind": kind,
            "storage_key": f"{kind}/{submission_id}",
            "sha256": f"{submission_id:060}{kind.value[:4]:x<4}",
            "size": 60_000,
            "uploaded_at": clock.now(),
            "code_digest": f"{submission_id:064}" if kind is Kind.CODE else None,
            **report,
        }


def _look(submission_id: int, student_id: int, staff_id: int) -> dict[str, Any]:
    return {
        "at": clock.now() - timedelta(days=1),
        "actor": f"staff:{staff_id}" if submission_id % 2 else f"student:{student_id}",
        "action": "review.look" if submission_id % 2 else "upload.save",
        "target": f"submission:{submission_id}",
        "details": {"what": "page"},
    }


def _store_files(student: Student) -> None:
    """Real files for the one whose pages are asked for: they are read back and verified."""
    uploads = select(Upload).join(Upload.submission).where(Submission.student_id == student.id)
    for upload in db.session.scalars(uploads):
        stored = current.storage().put(new_key(upload.kind.value), portrait_jpeg())
        upload.storage_key, upload.sha256, upload.size = stored.key, stored.sha256, stored.size
    db.session.commit()


def _found(admin: Staff, reviewer: Staff, colleges: list[College]) -> School:
    waits = select(Submission.submitted_at, Submission.id).where(Submission.state == State.SUBMITTED)
    queue = db.session.execute(waits.order_by(Submission.submitted_at, Submission.id)).all()
    students = db.session.scalars(select(Student.id).order_by(Student.student_no)).all()
    middle = queue[len(queue) // 2]
    returned = select(Student).join(Submission, Submission.student_id == Student.id)
    student = db.session.scalars(returned.where(Submission.state == State.RETURNED).limit(1)).one()
    _store_files(student)
    return School(
        admin, reviewer, student, middle.id, (middle.submitted_at, middle.id), students[-60], colleges[0].id
    )
