"""What an admin changes of a notice after it was loaded: deadline, branches, whom to call.

Every change is in the record with its fields, never with the old words: those are in the notice's data files.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from webapp import clock
from webapp.domain import audit, typed
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.extensions import db
from webapp.models import Branch, Campaign, College, Staff

NO_BRANCH = "没有找到这个分社。"
NO_COLLEGE = "没有找到这个学院。"
TITLE_NEEDED = "请填写标题。"
WRONG_YEAR = "截止日期离今天太远了，请检查年份。"
FARTHEST_DEADLINE = timedelta(days=3660)  # guards against a mistyped year


@dataclass(frozen=True)
class BranchValues:
    """The columns of a branch's contact that an admin writes."""

    contact: str
    office_phone: str
    mobile: str
    fax: str
    address: str


def change_campaign(staff: Staff | None, campaign: Campaign, title: str, last_day: date) -> None:
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


def find_branch(branch_id: int) -> Branch:
    """One branch. Raises NotFoundError."""
    found = db.session.get(Branch, branch_id)
    if found is None:
        raise NotFoundError(NO_BRANCH)
    return found


def change_branch(staff: Staff | None, branch: Branch, values: BranchValues) -> None:
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


def change_contact(staff: Staff | None, college: College, contact: str) -> None:
    """Set whom students of a college call."""
    college.contact = typed.words(contact)
    _commit(staff, "notice.contact", f"college:{college.id}")


def _commit(staff: Staff | None, action: str, target: str, **details: Any) -> None:
    audit.record(audit.actor_name(staff), action, target, **details)
    db.session.commit()
