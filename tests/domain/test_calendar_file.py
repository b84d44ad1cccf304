"""Calendar files of the campus sessions, read back the way a phone reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from icalendar import Calendar, Event

from webapp import clock
from webapp.domain import calendar_file
from webapp.domain.calendar_file import session_calendar
from webapp.domain.errors import NotFoundError
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, NoticeDocument

PLACE = "图书馆负一楼(学术报告厅前)"


def session_of(campaign: Campaign, **values: object) -> CampusSession:
    columns: dict[str, object] = {
        "campaign_id": campaign.id,
        "position": 0,
        "batch": 1,
        "day": date(2026, 12, 12),
        "starts": time(8, 30),
        "ends": time(10, 0),
        "place": PLACE,
        "colleges": ["外国语学院"],
        "majors": [],
        "printed": "外国语学院【1. 翻译；2. 商务英语】" * 5,
    }
    found = CampusSession(**{**columns, **values})
    db.session.add(found)
    db.session.commit()
    return found


@pytest.fixture
def wearing(campaign: Campaign) -> None:
    """The notice's rules, two of them for before the session."""
    rules = [
        {"id": "before-clothes", "title": "穿浅色、不带蓝色的正装"},
        {"id": "before-makeup", "title": "不要化妆、贴双眼皮"},
        {"id": "work-fee", "title": "集中拍摄由学校付费"},
    ]
    db.session.add(NoticeDocument(campaign_id=campaign.id, name="rules", body={"rules": rules}))
    db.session.commit()


def event_of(data: bytes) -> Event:
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_the_hours_of_china_are_right_in_every_zone(campaign: Campaign) -> None:
    event = event_of(session_calendar(session_of(campaign), campaign))
    assert event.decoded("dtstart") == datetime(2026, 12, 12, 0, 30, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 12, 12, 2, 0, tzinfo=UTC)
    assert str(event["location"]) == PLACE


def test_it_says_what_to_wear_and_when_to_be_there(campaign: Campaign, wearing: None) -> None:
    event = event_of(session_calendar(session_of(campaign), campaign))
    words = str(event["description"])
    assert "· 穿浅色、不带蓝色的正装\n· 不要化妆、贴双眼皮" in words
    assert "提前10分钟到场" in words
    assert "付费" not in words
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(days=-1), timedelta(minutes=-10)]


def test_the_file_is_folded_as_the_rfc_wants(campaign: Campaign, wearing: None) -> None:
    data = session_calendar(session_of(campaign), campaign)
    assert data.endswith(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_changed_session_keeps_its_uid_and_another_has_its_own(campaign: Campaign) -> None:
    session, other = session_of(campaign), session_of(campaign, position=1)
    before = event_of(session_calendar(session, campaign))
    session.starts = time(9, 0)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        after = event_of(session_calendar(session, campaign))
    assert before["uid"] == after["uid"] != event_of(session_calendar(other, campaign))["uid"]
    assert before.decoded("dtstamp") < after.decoded("dtstamp")


def test_a_day_without_hours_is_a_whole_day(campaign: Campaign) -> None:
    event = event_of(session_calendar(session_of(campaign, starts=None, ends=None), campaign))
    assert event.decoded("dtstart") == date(2026, 12, 12)
    assert "dtend" not in event


def test_a_day_to_be_announced_has_no_file(campaign: Campaign) -> None:
    session = session_of(campaign, day=None, starts=None, ends=None)
    with pytest.raises(NotFoundError):
        session_calendar(session, campaign)
    with pytest.raises(NotFoundError):
        calendar_file.dated_session(session.id)


def test_the_sessions_of_another_year_are_not_found(campaign: Campaign) -> None:
    session = session_of(campaign)
    assert calendar_file.dated_session(session.id) is session
    campaign.is_active = False
    db.session.commit()
    with pytest.raises(NotFoundError):
        calendar_file.dated_session(session.id)
