"""What an admin changes of a notice after it was loaded: deadline, sessions, branches, whom to call.

Every change is in the record with its fields, never with the old words: those are in the notice's data files.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import func, select

from webapp import clock
from webapp.domain import audit, typed
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.extensions import db
from webapp.models import Branch, Campaign, CampusSession, College, Staff

NO_SESSION = "没有找到这一场拍摄。"
NO_BRANCH = "没有找到这个分社。"
NO_COLLEGE = "没有找到这个学院。"
TITLE_NEEDED = "请填写标题。"
WRONG_YEAR = "截止日期离今天太远了，请检查年份。"
ENDS_BEFORE_START = "结束时间要晚于开始时间。"
PLACE_NEEDED = "请填写地点。"


FARTHEST_DEADLINE = timedelta(days=3660)  # guards against a mistyped year


@dataclass(frozen=True)
class SessionValues:
    """The columns of a campus session that an admin writes. day None: to be announced."""

    batch: int
    day: date | None
    starts: time | None
    ends: time | None
    place: str
    colleges: tuple[str, ...]
    majors: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class BranchValues:
    """The columns of a branch's contact that an admin writes."""

    contact: str
    office_phone: str
    mobile: str
    fax: str
    address: str


def change_campaign(staff: Staff, campaign: Campaign, title: str, last_day: date) -> None:
    """Set the title, and the last day on which students may hand in. Raises InvalidError."""
    title = typed.words(title)
    if not title:
        raise InvalidError(TITLE_NEEDED)
    if abs(last_day - clock.today()) > FARTHEST_DEADLINE:
        raise InvalidError(WRONG_YEAR)
    campaign.title = title
    campaign.deadline_at = clock.start_of_day(last_day + timedelta(days=1))
    _commit(staff, "notice.campaign", f"campaign:{campaign.id}", last_day=last_day.isoformat())


def last_day_of(campaign: Campaign) -> date:
    """The last day in China on which students may hand in."""
    return clock.local(campaign.deadline_at - timedelta(microseconds=1)).date()


def find_session(campaign: Campaign, session_id: int) -> CampusSession:
    """One session of a campaign. Raises NotFoundError."""
    found = db.session.get(CampusSession, session_id)
    if found is None or found.campaign_id != campaign.id:
        raise NotFoundError(NO_SESSION)
    return found


def save_session(
    staff: Staff, campaign: Campaign, session: CampusSession | None, values: SessionValues
) -> CampusSession:
    """Change a session, or add one at the end when there is none. Raises InvalidError."""
    values = _checked(values)
    if session is None:
        last = select(func.max(CampusSession.position)).where(CampusSession.campaign_id == campaign.id)
        position = db.session.scalar(last)
        session = CampusSession(
            campaign_id=campaign.id, position=0 if position is None else position + 1, printed=""
        )
        db.session.add(session)
    columns = asdict(values)
    columns["colleges"] = list(values.colleges)
    columns["majors"] = [{"name": name, "head_count": count} for name, count in values.majors]
    for column, value in columns.items():
        setattr(session, column, value)
    session.printed = session.printed or summary(values)
    db.session.flush()
    _commit(staff, "notice.session", f"campus_session:{session.id}")
    return session


def remove_session(staff: Staff, session: CampusSession) -> None:
    """Take a session off the schedule."""
    target = f"campus_session:{session.id}"
    db.session.delete(session)
    _commit(staff, "notice.session_removed", target)


def find_branch(branch_id: int) -> Branch:
    """One branch. Raises NotFoundError."""
    found = db.session.get(Branch, branch_id)
    if found is None:
        raise NotFoundError(NO_BRANCH)
    return found


def change_branch(staff: Staff, branch: Branch, values: BranchValues) -> None:
    """Set the contact of a branch. A flag about a number that was changed goes: somebody has looked at it."""
    written = {name: typed.words(value) for name, value in asdict(values).items()}
    changed = {name for name, value in written.items() if getattr(branch, name) != value}
    for name in changed:
        setattr(branch, name, written[name])
    branch.flags = [flag for flag in branch.flags if flag.get("field") not in changed]
    _commit(staff, "notice.branch", f"branch:{branch.id}", fields=sorted(changed))


def find_college(college_id: int) -> College:
    """One college. Raises NotFoundError."""
    found = db.session.get(College, college_id)
    if found is None:
        raise NotFoundError(NO_COLLEGE)
    return found


def change_contact(staff: Staff, college: College, contact: str) -> None:
    """Set whom students of a college call."""
    college.contact = typed.words(contact)
    _commit(staff, "notice.contact", f"college:{college.id}")


def summary(values: SessionValues) -> str:
    """A session that no notice printed, in words."""
    majors = "、".join(name for name, _count in values.majors)
    return " ".join(part for part in ("、".join(values.colleges), majors, values.place) if part)[:500]


def _checked(values: SessionValues) -> SessionValues:
    place = typed.words(values.place)
    if not place:
        raise InvalidError(PLACE_NEEDED)
    if values.starts and values.ends and values.ends <= values.starts:
        raise InvalidError(ENDS_BEFORE_START)
    return replace(
        values,
        place=place,
        colleges=tuple(typed.words(name) for name in values.colleges),
        majors=tuple((typed.words(name), count) for name, count in values.majors),
    )


def _commit(staff: Staff, action: str, target: str, **details: Any) -> None:
    audit.record(audit.actor_name(staff), action, target, **details)
    db.session.commit()
