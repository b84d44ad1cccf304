"""An attendance list into a roll call: a preview first, then all of it or nothing.

What a preview has shown travels through the browser as a signed token of row numbers, so the confirmation
writes exactly that, and no file has to be kept in between.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp import current
from webapp.domain import audit, typed
from webapp.domain.errors import NotFoundError, StaleError
from webapp.domain.queries import membership, notice, roll_call, roll_plan
from webapp.domain.queries.sessions import title
from webapp.domain.roll_call import marks
from webapp.domain.roll_call.attendance_file import Attendee, read_attendance
from webapp.domain.roster.problems import Problem
from webapp.extensions import db
from webapp.models import CampusSession, Staff, Student

LIFETIME = timedelta(minutes=30)
CHUNK = 500  # values in one IN (...); databases limit them
GONE = "这次预览已经过期，或者名单已经变了。请重新选择文件。"
NO_STUDENT = "名册里没有这个学号，请核对"
OTHER_SESSION = "不在这一场的名单里，应在「{session}」。请删掉这一行，到那一场导入"
NO_SESSION = "不属于任何一场。请管理员核对学院和专业的写法"
OTHER_NAME = "和名册里这个学号的姓名不一样，请核对学号和姓名"


@dataclass(frozen=True)
class AttendancePreview:
    """What an import would do. With any problem nothing may be written.

    new: to be ticked now. known: ticked already. missing: listed, but neither ticked nor in the file.
    token: confirms it; "" when there is nothing to confirm.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    new: int = 0
    known: int = 0
    missing: int = 0
    token: str = ""


def preview(actor: Staff | None, session: CampusSession, data: bytes) -> AttendancePreview:
    """Say what importing this file would do. Nothing is written.

    Raises RosterFileError when the file as a whole cannot be used, ClosedError when the roll call is over.
    """
    marks.require_open(session)
    found = read_attendance(data)
    students = _students(session, found.attendees)
    problems = (*found.problems, *_problems(session, found.attendees, students))
    if problems:
        return AttendancePreview(tuple(sorted(problems, key=lambda problem: problem.row)), found.remarks)
    ids = [student.id for student in students.values()]
    on_the_list = {row.id: row.is_present for row in roll_call.roll_of(session, most=None).rows}
    # Who is not on the list of a later chance was there at the first one.
    new = [number for number in sorted(ids) if not on_the_list.get(number, True)]
    sha256 = hashlib.sha256(data).hexdigest()
    listed = roll_plan.line_of(session).listed
    return AttendancePreview(
        problems=(),
        remarks=found.remarks,
        new=len(new),
        known=len(ids) - len(new),
        missing=listed - sum(on_the_list.values()) - len(new),
        token=_serializer().dumps([_who(actor), session.id, new, sha256]) if new else "",
    )


def confirm(actor: Staff | None, session: CampusSession, token: str) -> int:
    """Tick those of a preview; answers how many stand otherwise than before.

    Raises StaleError when the preview has expired, belongs to somebody else or the list has changed since;
    ClosedError when the roll call is over.
    """
    try:
        who, session_id, ids, sha256 = _serializer().loads(token, max_age=int(LIFETIME.total_seconds()))
    except BadSignature:
        raise StaleError(GONE) from None
    if (who, session_id) != (_who(actor), session.id):
        raise StaleError(GONE)
    try:
        _standing, changed = marks.apply(actor, session, dict.fromkeys(ids, True))
    except NotFoundError:
        raise StaleError(GONE) from None
    target = f"campus_session:{session.id}"
    audit.record(audit.actor_name(actor), "roll_call.import", target, sha256=sha256, new=len(changed))
    db.session.commit()
    return len(changed)


def _students(session: CampusSession, attendees: tuple[Attendee, ...]) -> dict[str, Student]:
    """学号 -> student of the campaign."""
    numbers = [attendee.student_no for attendee in attendees]
    found: dict[str, Student] = {}
    for start in range(0, len(numbers), CHUNK):
        wanted = (
            select(Student)
            .where(
                Student.campaign_id == session.campaign_id,
                Student.student_no.in_(numbers[start : start + CHUNK]),
            )
            .options(joinedload(Student.college))
        )
        found |= {student.student_no: student for student in db.session.scalars(wanted)}
    return found


def _problems(
    session: CampusSession, attendees: tuple[Attendee, ...], students: dict[str, Student]
) -> list[Problem]:
    """Whoever is not of this session, or is called otherwise."""
    sessions = notice.sessions_of(session.campaign)
    problems = []
    for attendee in attendees:
        student = students.get(attendee.student_no)
        if student is None:
            problems.append(Problem(attendee.row, "学号", NO_STUDENT))
            continue
        if not marks.belongs(sessions, session, student):
            own = membership.own_session(sessions, membership.group_of(student))
            words = OTHER_SESSION.format(session=title(own)) if own else NO_SESSION
            problems.append(Problem(attendee.row, "学号", words))
        elif attendee.name and typed.person_name(attendee.name) != typed.person_name(student.name):
            problems.append(Problem(attendee.row, "姓名", OTHER_NAME))
    return problems


def _who(actor: Staff | None) -> str:
    return actor.get_id() if actor else audit.OPERATOR


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current.settings().secret_key, salt="bupai attendance preview")
