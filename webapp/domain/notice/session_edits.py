"""The schedule as admins keep it: sessions added, changed, given a day, taken off."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from sqlalchemy import func, select

from webapp.domain import audit, typed
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.queries import roll_marks
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, Staff

NO_SESSION = "没有找到这一场拍摄。"
ENDS_BEFORE_START = "结束时间要晚于开始时间。"
HOURS_INCOMPLETE = "开始时间和结束时间要一起填，或者都不填。"
PLACE_NEEDED = "请填写地点。"
TWO_MAJORS = "专业“{name}”写了两次。"
CALLED = "这一场已经有人点过名，不能删除。取消了的话，请改批次或日期。"
CLOSED = "这一场的点名已经结束，不能再改学院和专业。要改，请先重新打开点名。"
OTHERS = "其他专业"
ANY_COLLEGE = "各学院"
LONGEST_PRINTED = CampusSession.printed.type.length


@dataclass(frozen=True)
class SessionValues:
    """The columns of a campus session that an admin writes. day None: to be announced.

    colleges: as in the roster; none: all others. majors: name and planned head count. words: what students
    read when there is no college ("其他专业", "研究生") or no day ("预计 3 月初"); "" for words of our own.
    """

    batch: int
    day: date | None
    starts: time | None
    ends: time | None
    place: str
    colleges: tuple[str, ...]
    majors: tuple[tuple[str, int | None], ...]
    words: str = ""


def find_session(campaign: Campaign, session_id: int) -> CampusSession:
    """One session of a campaign. Raises NotFoundError."""
    found = db.session.get(CampusSession, session_id)
    if found is None or found.campaign_id != campaign.id:
        raise NotFoundError(NO_SESSION)
    return found


def save_session(
    staff: Staff | None, campaign: Campaign, session: CampusSession | None, values: SessionValues
) -> CampusSession:
    """Change a session, or add one when there is none. `staff` None: the operator.

    Raises InvalidError for what cannot be, and for another audience once the roll call is closed.
    """
    values = _checked(values)
    columns = asdict(values)
    columns.pop("words")
    columns["colleges"] = list(values.colleges)
    columns["majors"] = [{"name": name, "head_count": count} for name, count in values.majors]
    if session is None:
        session = CampusSession(campaign_id=campaign.id, position=_next_position(campaign), printed="")
        db.session.add(session)
    elif _audience(session) != (columns["colleges"], columns["majors"]) and roll_marks.closing_of(session):
        raise InvalidError(CLOSED)
    session.printed = _printed(session, values)
    for column, value in columns.items():
        setattr(session, column, value)
    db.session.flush()
    _commit(staff, "notice.session", session.id)
    return session


def remove_session(staff: Staff | None, session: CampusSession) -> None:
    """Take a session off the schedule. Raises InvalidError when somebody has called its roll."""
    if roll_marks.has_begun(session):
        raise InvalidError(CALLED)
    number = session.id
    db.session.delete(session)
    _commit(staff, "notice.session_removed", number)


def values_of(session: CampusSession) -> SessionValues:
    """A session as an admin may change it."""
    return SessionValues(
        batch=session.batch,
        day=session.day,
        starts=session.starts,
        ends=session.ends,
        place=session.place,
        colleges=tuple(session.colleges),
        majors=tuple((major["name"], major.get("head_count")) for major in session.majors),
        words=words_of(session),
    )


def words_of(session: CampusSession) -> str:
    """What a session without college or day says of itself; "" for one that its colleges name."""
    head = session.printed.partition("【")[0]
    is_said = session.day is None or not session.colleges
    return head if is_said and head != "、".join(session.colleges) else ""


def summary(values: SessionValues) -> str:
    """A session in the form in which the notice prints one: colleges, then majors with their head counts."""
    whom = "、".join(values.colleges) or (ANY_COLLEGE if values.majors else OTHERS)
    if values.words and (values.day is None or not values.colleges):
        whom = values.words
    majors = "；".join(
        f"{number}. {name}{f'{count}人' if count else ''}"
        for number, (name, count) in enumerate(values.majors, start=1)
    )
    return f"{whom}【{majors}】" if majors else whom


def _printed(session: CampusSession, values: SessionValues) -> str:
    """The notice's own words as long as they are true; ours when whom it is for, or the day, changed."""
    before = values_of(session) if session.printed else None
    if before is None:
        return summary(values)
    announced = before.day is None and values.day is not None
    if announced and values.words == before.words:
        return summary(replace(values, words=""))  # "to be announced" is over
    said = (values.colleges, values.majors, values.words, values.day is None)
    if said == (before.colleges, before.majors, before.words, before.day is None):
        return session.printed
    return summary(values)


def _checked(values: SessionValues) -> SessionValues:
    values = replace(
        values,
        place=typed.words(values.place),
        words=typed.words(values.words),
        colleges=tuple(typed.words(name) for name in values.colleges),
        majors=tuple((typed.words(name), count) for name, count in values.majors),
    )
    if not values.place:
        raise InvalidError(PLACE_NEEDED)
    if (values.starts is None) != (values.ends is None):
        raise InvalidError(HOURS_INCOMPLETE)
    if values.starts and values.ends and values.ends <= values.starts:
        raise InvalidError(ENDS_BEFORE_START)
    names = [name for name, _count in values.majors]
    for name in names:
        if names.count(name) > 1:
            raise InvalidError(TWO_MAJORS, name=name)
    if len(summary(values)) > LONGEST_PRINTED:
        raise InvalidError(f"学院和专业加起来太长了，最多 {LONGEST_PRINTED} 个字。请分成两场。")
    return values


def _audience(session: CampusSession) -> tuple[list[str], list[dict[str, Any]]]:
    majors = [{"name": major["name"], "head_count": major.get("head_count")} for major in session.majors]
    return session.colleges, majors


def _next_position(campaign: Campaign) -> int:
    last = db.session.scalar(
        select(func.max(CampusSession.position)).where(CampusSession.campaign_id == campaign.id)
    )
    return 0 if last is None else last + 1


def _commit(staff: Staff | None, action: str, number: int) -> None:
    audit.record(audit.actor_name(staff), action, f"campus_session:{number}")
    db.session.commit()
