"""A campus session as a calendar file (RFC 5545), which every phone's calendar takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from webapp import clock, current
from webapp.domain.errors import NotFoundError
from webapp.domain.queries import notice
from webapp.extensions import db
from webapp.language import marked, translated
from webapp.models import Campaign, CampusSession

NO_SESSION = marked("没有找到这一场拍摄，或者它的日期还没有定。请从拍摄安排里重新选。")
BEFORE_RULES = "before-"  # the notice's rules for what to do before the session begin so
DAY_BEFORE = timedelta(days=1)  # notice, 二.1: have the collection code on the phone a day ahead
ARRIVE_EARLY = 10  # minutes; notice, 三.1. Used when the campaign's notice does not say
PRODUCT = "-//bupai//campus session//ZH"


def dated_session(session_id: int) -> CampusSession:
    """A session of the campaign that runs, whose day is known. Raises NotFoundError."""
    found = db.session.get(CampusSession, session_id)
    if found is None or found.day is None or not found.campaign.is_active:
        raise NotFoundError(NO_SESSION)
    return found


def session_calendar(session: CampusSession, campaign: Campaign) -> bytes:
    """One event with two alarms: a day before, and when it is time to be there.

    Times are UTC, so that they are right in any zone; a session without hours takes the whole day.
    The UID stays the same while the row does: taking the file again updates the event.
    Raises NotFoundError for a session whose day is still to be announced.
    """
    if session.day is None:
        raise NotFoundError(NO_SESSION)
    early = notice.document(campaign, notice.CAMPAIGN).get("arrive_early_minutes", ARRIVE_EARLY)
    event = Event()
    event.add("uid", f"campus-session-{campaign.class_year}-{session.id}@bupai.invalid")
    event.add("dtstamp", clock.now().replace(microsecond=0))
    _add_times(event, session.day, session.starts, session.ends)
    event.add("summary", translated("{school} 毕业照集中拍摄", school=current.settings().school_name))
    event.add("location", session.place)
    event.add("description", _description(session, campaign, early))
    event.add_component(_alarm(DAY_BEFORE, translated("明天拍毕业照：今天先把学信网的图像采集码存到手机上")))
    event.add_component(
        _alarm(timedelta(minutes=early), translated("毕业照：该到{place}了", place=session.place))
    )
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _add_times(event: Event, day: date, starts: time | None, ends: time | None) -> None:
    """The notice's hours are China's."""
    if starts is None:
        event.add("dtstart", day)
        return
    event.add("dtstart", _moment(day, starts))
    if ends is not None and ends > starts:
        event.add("dtend", _moment(day, ends))


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=clock.SHANGHAI).astimezone(UTC)


def _description(session: CampusSession, campaign: Campaign, early: int) -> str:
    """Who, when to be there, and the notice's rules for the day in a line each."""
    rules = notice.document(campaign, notice.RULES).get("rules", [])
    lines = [rule["title"] for rule in rules if rule["id"].startswith(BEFORE_RULES)]
    return "\n".join(
        [
            session.printed,
            translated("提前{minutes}分钟到场。", minutes=early),
            *(f"· {line}" for line in lines),
        ]
    )


def _alarm(before: timedelta, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", words)
    return alarm
