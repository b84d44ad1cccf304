"""Accounts of staff: made, disabled and given new passwords by an operator or an admin."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select, update

from webapp.domain import audit, passwords
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, College, Role, Staff

# Letters and digits that are not mistaken for each other when read out or copied from paper.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
_PASSWORD_GROUPS, _GROUP_LENGTH = 4, 4
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")

ROLE_NAMES = {Role.REVIEWER: "审核老师", Role.LEADER: "点名负责人", Role.ADMIN: "管理员"}
BAD_USERNAME = "用户名要 2 到 40 位，用小写字母、数字和 . _ -，以字母或数字开头。"
TAKEN = "用户名“{username}”已经有人用了，请换一个。"
NO_NAME = "请填写姓名。"
NO_COLLEGE = "审核老师至少要有一个学院。"
NO_SESSION = "点名负责人至少要有一场拍摄。"
UNKNOWN_SESSIONS = "正在进行的这一届没有这些场次：{unknown}。用 flask session list 看编号。"
UNKNOWN_COLLEGES = "没有这些学院：{unknown}。现有学院：{known}。"
NONE_YET = "（还没有，请先导入名册）"
NOT_YOURSELF = "不能停用自己的账号，请让另一位管理员来做。"
NOT_YOUR_ROLE = "不能改自己的角色，请让另一位管理员来做。"
LAST_ADMIN = "这是最后一个能用的管理员，改了就没有人能管理了。请先让另一个人当管理员。"
NOBODY = "没有用户名为“{username}”的工作人员。"


def generated_password() -> str:
    """A random password that people can copy from paper, with about 79 bits of chance."""
    groups = (
        "".join(secrets.choice(_READABLE) for _ in range(_GROUP_LENGTH)) for _ in range(_PASSWORD_GROUPS)
    )
    return "-".join(groups)


def create_staff(  # noqa: PLR0913 - these are the columns of an account
    username: str,
    *,
    name: str,
    role: Role,
    password: str | None = None,
    colleges: Sequence[str] = (),
    sessions: Collection[int] = (),
    is_demo: bool = False,
    actor: str = audit.OPERATOR,
) -> Staff:
    """Make an account and commit. `colleges`: names, for a reviewer one or more; an admin sees all.
    `sessions`: numbers of the campus sessions whose roll call is theirs, for a leader one or more; a leader
    has no colleges, an admin neither.
    password None: nobody can log in before an invitation was accepted (see `invites`).

    Raises InvalidError for a name or password that will not do, and for a college that is not there.
    """
    _require_username(username)
    if not name.strip():
        raise InvalidError(NO_NAME)
    scope = _scope(role, _colleges(colleges), _sessions(sessions))
    staff = Staff(
        username=username,
        name=name.strip(),
        role=role,
        is_demo=is_demo,
        password_hash="",
        **scope,
    )
    if password is not None:
        passwords.check_new(staff, password)
        staff.password_hash = passwords.hashed(password)
    db.session.add(staff)
    db.session.flush()
    given = {what: _ids(rows) for what, rows in scope.items()}
    audit.record(actor, "staff.create", f"staff:{staff.id}", role=str(role), **given)
    db.session.commit()
    return staff


def set_password(username: str, password: str, *, actor: str = audit.OPERATOR) -> Staff:
    """Give an account another password and end all its sessions. Raises NotFoundError, InvalidError."""
    staff = find_staff(username)
    passwords.check_new(staff, password)
    staff.password_hash = passwords.hashed(password)
    staff.session_epoch += 1
    audit.record(actor, "staff.password", f"staff:{staff.id}")
    db.session.commit()
    return staff


def set_enabled(username: str, enabled: bool, *, actor: str = audit.OPERATOR) -> Staff:
    """Let an account log in, or not any longer; disabling ends its sessions at once.

    Raises NotFoundError, and InvalidError when people would lock themselves out.
    """
    staff = find_staff(username)
    if not enabled and actor == audit.actor_name(staff):
        raise InvalidError(NOT_YOURSELF)
    if staff.is_enabled != enabled:
        staff.is_enabled = enabled
        staff.session_epoch += 1
        audit.record(actor, "staff.enable" if enabled else "staff.disable", f"staff:{staff.id}")
    db.session.commit()
    return staff


def set_rights(
    username: str,
    *,
    role: Role | None = None,
    colleges: Sequence[str] | None = None,
    sessions: Collection[int] | None = None,
    actor: str = audit.OPERATOR,
) -> Staff:
    """Change what an account may do: its role, a reviewer's colleges by name, whose roll call it runs.

    None: as it is. Colleges and sessions count from the next page on; another role ends every session of the
    account, and an open invitation.

    Raises NotFoundError; InvalidError for a reviewer without a college, a leader without a session, a college
    or session that is not there, one's own role, and the last admin's.
    """
    staff = find_staff(username)
    role = role or staff.role
    if role is not staff.role:
        _require_role_may_change(staff, actor)
    scope = _scope(
        role,
        staff.colleges if colleges is None else _colleges(colleges),
        staff.sessions if sessions is None else _sessions(sessions),
    )
    target = f"staff:{staff.id}"
    if role is not staff.role:
        staff.role = role
        staff.session_epoch += 1
        audit.record(actor, "staff.role", target, role=str(role))
    for what, wanted in scope.items():
        if set(_ids(wanted)) != set(_ids(getattr(staff, what))):
            setattr(staff, what, wanted)
            audit.record(actor, f"staff.{what}", target, **{what: _ids(wanted)})
    db.session.commit()
    return staff


def log_out(username: str, *, actor: str = audit.OPERATOR) -> Staff:
    """End every session of an account, and its open invitation. Raises NotFoundError."""
    staff = find_staff(username)
    staff.session_epoch += 1
    audit.record(actor, "staff.log_out", f"staff:{staff.id}")
    db.session.commit()
    return staff


def staff_with(staff_id: int) -> Staff:
    """The account with this number. Raises NotFoundError."""
    staff = db.session.get(Staff, staff_id)
    if staff is None:
        raise NotFoundError(NOBODY.format(username=staff_id))
    return staff


def all_colleges() -> list[College]:
    """Every college, by name."""
    return list(db.session.scalars(select(College).order_by(College.name)))


def find_staff(username: str) -> Staff:
    """The account with this user name. Raises NotFoundError."""
    staff: Staff | None = db.session.scalar(select(Staff).where(Staff.username == username))
    if staff is None:
        raise NotFoundError(NOBODY.format(username=username))
    return staff


def all_staff() -> list[Staff]:
    """Every account, by user name."""
    return list(db.session.scalars(select(Staff).order_by(Staff.username)))


def _require_username(username: str) -> None:
    if not _USERNAME.fullmatch(username):
        raise InvalidError(BAD_USERNAME)
    if db.session.scalar(select(Staff.id).where(Staff.username == username)) is not None:
        raise InvalidError(TAKEN.format(username=username))


def _colleges(names: Collection[str]) -> list[College]:
    present = {college.name: college for college in db.session.scalars(select(College).order_by(College.id))}
    unknown = [name for name in names if name not in present]
    if unknown:
        known = "、".join(present) or NONE_YET
        raise InvalidError(UNKNOWN_COLLEGES.format(unknown="、".join(unknown), known=known))
    return [present[name] for name in dict.fromkeys(names)]


def _require_role_may_change(staff: Staff, actor: str) -> None:
    """Nobody locks themselves out, nor everybody."""
    if actor == audit.actor_name(staff):
        raise InvalidError(NOT_YOUR_ROLE)
    admins = Staff.role == Role.ADMIN
    # An UPDATE that changes nothing: two admins who take each other's role away wait for one another here.
    db.session.execute(
        update(Staff).where(admins).values(role=Staff.role).execution_options(synchronize_session=False)
    )
    others = select(Staff.id).where(admins, Staff.is_enabled, Staff.id != staff.id)
    if staff.role is Role.ADMIN and db.session.scalar(others.limit(1)) is None:
        db.session.rollback()
        raise InvalidError(LAST_ADMIN)


def _scope(
    role: Role, colleges: Sequence[College], sessions: Sequence[CampusSession]
) -> dict[str, list[Any]]:
    """The colleges and sessions of an account; those that its role has no use for are left out.

    Raises InvalidError when it would have nothing to do.
    """
    if role is Role.REVIEWER and not colleges:
        raise InvalidError(NO_COLLEGE)
    if role is Role.LEADER and not sessions:
        raise InvalidError(NO_SESSION)
    return {
        "colleges": list(colleges) if role is Role.REVIEWER else [],
        "sessions": [] if role is Role.ADMIN else list(sessions),
    }


def _sessions(numbers: Collection[int]) -> list[CampusSession]:
    """The sessions of the campaign that runs with these numbers. Raises InvalidError."""
    wanted = (
        select(CampusSession)
        .join(Campaign, Campaign.id == CampusSession.campaign_id)
        .where(Campaign.is_active, CampusSession.id.in_(numbers))
        .order_by(CampusSession.position)
    )
    found = list(db.session.scalars(wanted))
    unknown = sorted(set(numbers) - set(_ids(found)))
    if unknown:
        raise InvalidError(UNKNOWN_SESSIONS.format(unknown="、".join(map(str, unknown))))
    return found


def _ids(rows: Iterable[College | CampusSession]) -> list[int]:
    return [row.id for row in rows]
