"""The admin's pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain import deadlines
from webapp.domain.notice.edits import last_day_of
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Branch,
    Campaign,
    CampusSession,
    College,
    Staff,
    State,
    Student,
)

BrowserOf = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def browser(browser_of: BrowserOf, admin: Staff, campaign: Campaign) -> LintingClient:
    """The admin's browser, with a campaign that runs."""
    return browser_of(admin)


def last_action() -> str | None:
    """The newest act in the record."""
    action: str | None = db.session.scalar(select(AuditEvent.action).order_by(AuditEvent.id.desc()).limit(1))
    return action


def test_without_a_campaign_the_way_on_is_said(browser_of: BrowserOf, admin: Staff) -> None:
    answer = browser_of(admin).get("/admin/")
    assert answer.status_code == 404
    assert "flask notice load" in answer.text


def test_the_figures_lead_to_their_lists(
    browser: LintingClient, make_student: Callable[..., Student]
) -> None:
    waiting = hand_in(make_student()).student
    make_student()
    page = browser.page("/admin/")
    link = page.select_one('td a[href*="standing=submitted"]')
    assert link is not None
    assert link.get_text() == "1"
    listed = browser.page(str(link["href"])).get_text()
    assert waiting.student_no in listed
    assert "学生 1 人" in listed


def test_the_dashboard_needs_few_queries(
    browser: LintingClient, make_student: Callable[..., Student], other_college: College
) -> None:
    for state in State:
        hand_in(make_student(), state)
        make_student(college_id=other_college.id)
    with count_queries() as seen:
        browser.page("/admin/")
    assert len(seen) <= 10


def test_searching_students(browser: LintingClient, make_student: Callable[..., Student]) -> None:
    make_student()
    wanted = make_student(name="阿依努尔·买买提")
    text = browser.page("/admin/students?text=买买提").get_text()
    assert wanted.student_no in text
    assert "学生 1 人" in text
    assert "没有符合条件" in browser.page("/admin/students?text=nobody&standing=wrong&college=x").get_text()


def test_a_long_list_keeps_its_filter_from_page_to_page(
    browser: LintingClient, make_student: Callable[..., Student]
) -> None:
    for _ in range(51):
        make_student()
    page = browser.page("/admin/students?standing=nothing")
    following = page.select_one('nav.paging a[href*="after="]')
    assert following is not None
    assert "standing=nothing" in str(following["href"])
    page = browser.page(str(following["href"]))
    assert "2023000051" in page.get_text()
    previous = page.select_one('nav.paging a[href*="before="]')
    assert previous is not None
    assert "2023000001" in browser.page(str(previous["href"])).get_text()


def test_an_earlier_class_can_be_looked_at(
    browser: LintingClient, make_student: Callable[..., Student], campaign: Campaign
) -> None:
    earlier = Campaign(class_year=2020, title="2020届", deadline_at=clock.now() - timedelta(days=2000))
    db.session.add(earlier)
    db.session.commit()
    make_student(name="现在的同学")
    make_student(name="从前的同学", campaign_id=earlier.id)
    now, then = browser.page("/admin/students"), browser.page("/admin/students?campaign=2020")
    assert "从前的同学" not in now.get_text()
    assert "2020 届" in then.get_text()
    assert "从前的同学" in then.get_text()
    assert "现在的同学" not in then.get_text()
    assert then.select_one("input[type=hidden][name=campaign][value='2020']")
    assert browser.get("/admin/students?campaign=1999").status_code == 404


def test_one_student_is_shown_masked_and_recorded(browser: LintingClient, student: Student) -> None:
    text = browser.page(f"/admin/students/{student.id}").get_text()
    assert student.name in text
    assert student.id_number not in text
    assert last_action() == "student.look"
    assert browser.get("/admin/students/99999").status_code == 404


def test_extending_the_deadline(browser: LintingClient, student: Student, campaign: Campaign) -> None:
    campaign.deadline_at = clock.now() - timedelta(days=1)
    db.session.commit()
    assert not deadlines.window(student, None).is_open
    url = f"/admin/students/{student.id}"
    last_day = clock.today() + timedelta(days=2)
    values = {"last_day": last_day.isoformat(), "reason": "分社排期晚"}
    browser.send(url, values, action=f"{url}/extend", follow=False)
    window = deadlines.window(student, None)
    assert window.is_open
    assert window.until == clock.start_of_day(last_day + timedelta(days=1))
    assert last_action() == "student.extend"
    assert "分社排期晚" in browser.page(url).get_text()


@pytest.mark.parametrize(
    ("day", "reason", "words"),
    [
        ("", "x", "日期没有看懂"),
        ("28.2.", "x", "日期没有看懂"),
        ("2001-01-01", "x", "今天或以后"),
        ("2001-01-01", "", "请填写"),
    ],
)
def test_an_extension_says_what_is_wrong(
    browser: LintingClient, student: Student, day: str, reason: str, words: str
) -> None:
    url = f"/admin/students/{student.id}"
    answer = browser.send(url, {"last_day": day, "reason": reason}, action=f"{url}/extend")
    assert answer.status_code == 422
    assert words in answer.text


def test_resetting_a_password_ends_the_sessions(
    browser: LintingClient, browser_of: BrowserOf, student: Student
) -> None:
    phone = browser_of(student)
    assert phone.get("/me").status_code == 200
    url = f"/admin/students/{student.id}"
    browser.send(url, action=f"{url}/reset-password", follow=False)
    assert student.password_hash == ""
    assert phone.get("/me").status_code == 302
    assert last_action() == "account.password_reset"


def test_changing_the_deadline(browser: LintingClient, campaign: Campaign) -> None:
    browser.send("/admin/notice", {"title": "新的标题", "last_day": "2027-03-05"})
    assert campaign.title == "新的标题"
    assert last_day_of(campaign) == date(2027, 3, 5)
    assert campaign.deadline_at == clock.start_of_day(date(2027, 3, 6))
    assert last_action() == "notice.campaign"
    assert browser.send("/admin/notice", {"title": "", "last_day": "x"}).status_code == 422


def test_adding_changing_and_removing_a_session(browser: LintingClient, campaign: Campaign) -> None:
    values = {
        "batch": "3",
        "day": "2027-01-09",
        "starts": "08:30",
        "ends": "11:00",
        "place": "体育馆",
        "colleges": "外国语学院\n艺术与设计学院",
        "majors": "翻译 42\n护理 专科",
    }
    browser.send("/admin/notice/sessions/new", values)
    session = db.session.scalars(select(CampusSession)).one()
    assert (session.batch, session.day, session.starts) == (3, date(2027, 1, 9), time(8, 30))
    assert session.colleges == ["外国语学院", "艺术与设计学院"]
    assert session.majors == [{"name": "翻译", "head_count": 42}, {"name": "护理 专科", "head_count": None}]
    url = f"/admin/notice/sessions/{session.id}"
    browser.send(url, {"place": "图书馆"}, action=url)
    assert (session.place, session.majors[0]["head_count"]) == ("图书馆", 42)
    wrong = browser.send(url, {"ends": "08:00"}, action=url)
    assert wrong.status_code == 422
    assert "结束时间要晚于" in wrong.text
    browser.send(url, action=f"{url}/remove")
    assert db.session.scalars(select(CampusSession)).all() == []
    assert browser.get(url).status_code == 404


def test_changing_a_branch_clears_its_flag(browser: LintingClient) -> None:
    branch = Branch(
        position=1,
        name="湖北分社",
        province="湖北省",
        city="武汉市",
        contact="徐老师",
        office_phone="027-6888114",
        mobile="",
        fax="",
        address="武汉市",
        latitude=30.6,
        longitude=114.3,
        flags=[{"field": "office_phone", "reason": "号码只有 7 位"}],
    )
    db.session.add(branch)
    db.session.commit()
    url = f"/admin/notice/branches/{branch.id}"
    assert "号码只有 7 位" in browser.page(url).get_text()
    browser.send(url, {"office_phone": "027-68881143"})
    assert (branch.office_phone, branch.contact, branch.flags) == ("027-68881143", "徐老师", [])
    assert last_action() == "notice.branch"


def test_changing_whom_to_call(browser: LintingClient, college: College, student: Student) -> None:
    browser.send(f"/admin/notice/colleges/{college.id}", {"contact": "李老师 0715-1"})
    assert college.contact == "李老师 0715-1"
    assert browser.get("/admin/notice/colleges/999").status_code == 404


def test_a_reviewer_is_no_admin(browser_of: BrowserOf, reviewer: Staff, campaign: Campaign) -> None:
    assert browser_of(reviewer).get("/admin/export").status_code == 403


def test_what_no_database_takes_is_no_error(browser: LintingClient, student: Student) -> None:
    assert browser.get("/admin/students/99999999999999999999").status_code == 404
    for query in ("text=%00", "college=99999999999999999999", "after=-5", "before=99999999999999999999"):
        assert browser.get(f"/admin/students?{query}").status_code == 200
        assert browser.get(f"/admin/export?{query}").status_code == 200
    answer = browser.send("/admin/notice", {"title": "标题", "last_day": "9999-12-31"})
    assert answer.status_code == 422
    assert "检查年份" in answer.text
    url = f"/admin/students/{student.id}"
    values = {"last_day": clock.today().isoformat(), "reason": "排期\x00晚"}
    browser.send(url, values, action=f"{url}/extend")
    assert "排期晚" in browser.page(url).get_text()
