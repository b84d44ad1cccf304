"""People in known states, made directly in the database. All names and numbers are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
from flask import Flask
from stdnum.cn import ric
from werkzeug.security import generate_password_hash

from tests.client import LintingClient
from webapp import clock, current
from webapp.current import SETTINGS
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, College, IdType, Role, Staff, Student

PASSWORD = "bupai-2027-test"
PASSWORD_HASH = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1000")  # cheap on purpose


def id_number(serial: int) -> str:
    """An invented resident ID number with a right check digit; a different one for each serial (0 to 999)."""
    body = f"42120220020101{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


@pytest.fixture
def campaign(app: Flask) -> Campaign:
    """An active campaign whose deadline is ten days away."""
    found = Campaign(
        class_year=2027,
        title="2027届毕业生图像信息采集",
        deadline_at=clock.now() + timedelta(days=10),
        is_active=True,
    )
    db.session.add(found)
    db.session.commit()
    return found


@pytest.fixture
def college(app: Flask) -> College:
    """A college with someone to call."""
    found = College(name="外国语学院", contact="王老师 0715-8000000")
    db.session.add(found)
    db.session.commit()
    return found


@pytest.fixture
def other_college(app: Flask) -> College:
    """A college that the reviewer does not see."""
    found = College(name="艺术与设计学院")
    db.session.add(found)
    db.session.commit()
    return found


@pytest.fixture
def make_student(campaign: Campaign, college: College) -> Callable[..., Student]:
    """A function that makes an activated student who missed the session; keywords override columns."""
    count = 0

    def make(**values: object) -> Student:
        nonlocal count
        count += 1
        columns: dict[str, object] = {
            "campaign_id": campaign.id,
            "college_id": college.id,
            "student_no": f"2023{count:06d}",
            "name": f"学生{count}",
            "id_type": IdType.RESIDENT,
            "id_number": id_number(count),
            "gender": "女",
            "major": "翻译",
            "class_name": "翻译2301",
            "level": "本科",
            "password_hash": PASSWORD_HASH,
        }
        found = Student(**{**columns, **values})
        db.session.add(found)
        db.session.commit()
        return found

    return make


@pytest.fixture
def student(make_student: Callable[..., Student]) -> Student:
    """A student who missed the session and has set a password."""
    return make_student()


def _staff(username: str, role: Role, colleges: list[College]) -> Staff:
    found = Staff(username=username, name=username, role=role, password_hash=PASSWORD_HASH, colleges=colleges)
    db.session.add(found)
    db.session.commit()
    return found


@pytest.fixture
def reviewer(college: College) -> Staff:
    """A reviewer of one college."""
    return _staff("reviewer", Role.REVIEWER, [college])


@pytest.fixture
def other_reviewer(other_college: College) -> Staff:
    """A reviewer of another college."""
    return _staff("other-reviewer", Role.REVIEWER, [other_college])


@pytest.fixture
def second_reviewer(college: College) -> Staff:
    """A second reviewer of the same college."""
    return _staff("second-reviewer", Role.REVIEWER, [college])


@pytest.fixture
def admin(app: Flask) -> Staff:
    """An admin."""
    return _staff("admin", Role.ADMIN, [])


@pytest.fixture
def totp_required(app: Flask) -> None:
    """Admins must have a second factor, as in production."""
    app.extensions[current.SETTINGS] = replace(current.settings(), require_totp=True)


@pytest.fixture
def campus_session(campaign: Campaign, college: College) -> CampusSession:
    """Today's session of the college's translators; two are planned."""
    found = CampusSession(
        campaign_id=campaign.id,
        position=0,
        batch=1,
        day=clock.today(),
        starts=time(8, 30),
        ends=time(10),
        place="图书馆负一楼",
        colleges=[college.name],
        majors=[{"name": "翻译", "head_count": 2}],
        printed="外国语学院【1. 翻译2人】",
    )
    db.session.add(found)
    db.session.commit()
    return found


@pytest.fixture
def leader(campus_session: CampusSession) -> Staff:
    """The leader of that session, and of nothing else."""
    found = _staff("leader", Role.LEADER, [])
    found.sessions = [campus_session]
    db.session.commit()
    return found


@pytest.fixture
def browser_of(app: Flask) -> Callable[[Student | Staff], LintingClient]:
    """A function that gives a client already logged in as somebody (the log-in page has tests of its own)."""

    def make(user: Student | Staff) -> LintingClient:
        client: LintingClient = app.test_client()  # type: ignore[assignment] # the class set by the app fixture
        with client.session_transaction() as session:
            session["_user_id"] = user.get_id()
            session["_fresh"] = True
            session.permanent = True
        return client

    return make


@pytest.fixture
def undoable(app: Flask) -> None:
    """Decisions can be taken back for ten seconds, as in production."""
    app.extensions[SETTINGS] = replace(app.extensions[SETTINGS], undo_seconds=10)
