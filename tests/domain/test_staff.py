from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.security import check_password_hash

from tests.at_once import at_once
from webapp.domain.audit import actor_name
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.staff import (
    all_staff,
    create_staff,
    find_staff,
    generated_password,
    set_enabled,
    set_password,
    set_rights,
)
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, CampusSession, College, Role, Staff

GOOD: dict[str, Any] = {
    "username": "wang",
    "name": "王老师",
    "role": Role.REVIEWER,
    "password": "a-good-password",
    "colleges": ["外国语学院"],
}


def test_a_reviewer_is_made_with_colleges_and_a_password(college: College, other_college: College) -> None:
    made = create_staff(**{**GOOD, "colleges": ["艺术与设计学院", "外国语学院", "外国语学院"]})
    assert {found.name for found in made.colleges} == {"外国语学院", "艺术与设计学院"}
    assert check_password_hash(made.password_hash, "a-good-password")
    assert (made.role, made.is_enabled, made.is_demo) == (Role.REVIEWER, True, False)
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.target) == ("staff.create", f"staff:{made.id}")
    assert "password" not in str(event.details)


@pytest.mark.usefixtures("app")
def test_an_admin_needs_no_college() -> None:
    assert create_staff(**{**GOOD, "role": Role.ADMIN, "colleges": []}).colleges == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"username": "W"}, "用户名要 2 到 40 位"),
        ({"username": "Wang"}, "用户名要 2 到 40 位"),
        ({"username": "王老师"}, "用户名要 2 到 40 位"),
        ({"username": "a" * 41}, "用户名要 2 到 40 位"),
        ({"name": " "}, "请填写姓名"),
        ({"colleges": []}, "至少要有一个学院"),
        ({"colleges": ["外语学院"]}, "没有这些学院：外语学院。现有学院：外国语学院"),
        ({"password": "short"}, "密码至少要"),
        ({"username": "wang.laoshi", "password": "wang.laoshi"}, "不能和学号或用户名一样"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_made(
    college: College, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidError, match=words):
        create_staff(**{**GOOD, **values})
    db.session.rollback()
    assert all_staff() == []


def test_a_username_is_given_once(college: College) -> None:
    create_staff(**GOOD)
    with pytest.raises(InvalidError, match="已经有人用了"):
        create_staff(**GOOD)


def test_a_new_password_ends_the_sessions(reviewer: Staff) -> None:
    session = reviewer.get_id()
    set_password(reviewer.username, "another-password")
    assert check_password_hash(reviewer.password_hash, "another-password")
    assert reviewer.get_id() != session


def test_a_disabled_account_is_out_at_once_and_can_come_back(reviewer: Staff) -> None:
    session = reviewer.get_id()
    assert not set_enabled(reviewer.username, False).is_active
    assert reviewer.get_id() != session
    assert set_enabled(reviewer.username, True).is_active
    assert [event.action for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))] == [
        "staff.disable",
        "staff.enable",
    ]


@pytest.mark.usefixtures("app")
def test_an_unknown_account_is_said_so() -> None:
    with pytest.raises(NotFoundError, match="没有用户名为“nobody”"):
        find_staff("nobody")


def test_generated_passwords_differ_and_are_easy_to_copy() -> None:
    made = {generated_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(password) == 19 and not set("il10o") & set(password) for password in made)


def test_a_leader_has_sessions_and_no_college(campus_session: CampusSession, college: College) -> None:
    made = create_staff(**{**GOOD, "role": Role.LEADER, "sessions": [campus_session.id]})
    assert (made.colleges, made.sessions) == ([], [campus_session])
    event = db.session.scalars(select(AuditEvent)).one()
    assert event.details["sessions"] == [campus_session.id]
    with pytest.raises(InvalidError, match="至少要有一场"):
        set_rights("wang", sessions=[])
    assert made.sessions == [campus_session]


def test_a_reviewer_may_lead_and_stop_leading(campus_session: CampusSession, college: College) -> None:
    made = create_staff(**GOOD)
    set_rights("wang", sessions=[campus_session.id])
    set_rights("wang", sessions=[campus_session.id])  # the same again is no act
    assert made.sessions == [campus_session]
    set_rights("wang", sessions=[])
    assert made.sessions == []
    wanted = select(AuditEvent.details).where(AuditEvent.action == "staff.sessions").order_by(AuditEvent.id)
    assert db.session.scalars(wanted).all() == [{"sessions": [campus_session.id]}, {"sessions": []}]


def test_a_leader_needs_sessions_of_the_campaign_that_runs(
    campus_session: CampusSession, campaign: Campaign
) -> None:
    wanted: dict[str, Any] = {**GOOD, "role": Role.LEADER}
    with pytest.raises(InvalidError, match="至少要有一场"):
        create_staff(**wanted)
    with pytest.raises(InvalidError, match="没有这些场次：987654"):
        create_staff(**wanted, sessions=[campus_session.id, 987654])
    campaign.is_active = False
    with pytest.raises(InvalidError, match="没有这些场次"):
        create_staff(**wanted, sessions=[campus_session.id])
    assert all_staff() == []


def test_another_role_brings_its_scope_and_ends_every_session(
    campus_session: CampusSession, college: College, admin: Staff
) -> None:
    made = create_staff(**{**GOOD, "role": Role.LEADER, "sessions": [campus_session.id]})
    before = made.get_id()
    with pytest.raises(InvalidError, match="至少要有一个学院"):
        set_rights("wang", role=Role.REVIEWER)
    assert (made.role, made.get_id()) == (Role.LEADER, before)
    set_rights("wang", role=Role.REVIEWER, colleges=[college.name], actor=actor_name(admin))
    assert (made.role, made.colleges, made.sessions) == (Role.REVIEWER, [college], [campus_session])
    assert made.get_id() != before
    set_rights("wang", role=Role.ADMIN)
    assert (made.role, made.colleges, made.sessions) == (Role.ADMIN, [], [])
    wanted = select(AuditEvent.actor, AuditEvent.details).where(AuditEvent.action == "staff.role")
    assert db.session.execute(wanted.order_by(AuditEvent.id)).all() == [
        (actor_name(admin), {"role": "reviewer"}),
        ("operator", {"role": "admin"}),
    ]


def test_the_same_role_again_ends_no_session(college: College) -> None:
    made = create_staff(**GOOD)
    before = made.get_id()
    set_rights("wang", role=Role.REVIEWER, colleges=[college.name], sessions=[])
    assert made.get_id() == before


def test_nobody_changes_their_own_role_and_the_last_admin_stays(admin: Staff, college: College) -> None:
    to_reviewer: dict[str, Any] = {"role": Role.REVIEWER, "colleges": [college.name]}
    create_staff(**{**GOOD, "role": Role.ADMIN, "colleges": []})
    with pytest.raises(InvalidError, match="自己的角色"):
        set_rights("wang", **to_reviewer, actor=actor_name(find_staff("wang")))
    set_enabled("wang", False)
    with pytest.raises(InvalidError, match="最后一个"):
        set_rights(admin.username, **to_reviewer)
    set_enabled("wang", True)
    assert set_rights(admin.username, **to_reviewer).role is Role.REVIEWER


def test_two_admins_who_depose_each_other_leave_one(app: Flask, admin: Staff, college: College) -> None:
    other = create_staff(**{**GOOD, "role": Role.ADMIN, "colleges": []})
    acts: list[Callable[[], Staff]] = [
        partial(set_rights, whom.username, role=Role.REVIEWER, colleges=[college.name], actor=actor_name(who))
        for who, whom in ((admin, other), (other, admin))
    ]
    answers = at_once(app, acts)
    assert [isinstance(answer, InvalidError) for answer in answers].count(True) == 1
    assert sorted(staff.role for staff in all_staff()) == [Role.ADMIN, Role.REVIEWER]
