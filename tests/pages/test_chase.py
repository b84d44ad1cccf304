"""The counsellor's pages: counts, names, the text, mail, the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp import clock
from webapp.config import Settings
from webapp.domain.mail.addresses import set_address
from webapp.extensions import db
from webapp.models import AuditEvent, College, NoticeAddress, OutboxMail, Reminder, Staff, State, Student

MakeStudent = Callable[..., Student]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings of a test app with mail."""
    return replace(
        settings, smtp_host="127.0.0.1", smtp_tls="none", mail_from="a@example.org", public_url="https://b.cn"
    )


@pytest.fixture
def browser(browser_of: Callable[..., LintingClient], reviewer: Staff) -> LintingClient:
    """A counsellor's browser."""
    return browser_of(reviewer)


def test_from_the_colleges_down_to_the_names(browser: LintingClient, make_student: MakeStudent) -> None:
    student = make_student()
    hand_in(make_student(), State.APPROVED)
    page = browser.page("/chase/")
    for level in ("外国语学院", "翻译"):
        link = next(link for link in page.select("td a") if link.get_text(strip=True) == level)
        page = browser.page(str(link["href"]))
    assert "翻译2301" in page.get_text()
    count = page.select_one('td a[href*="stage=unsubmitted"]')
    assert count is not None and count.get_text() == "1"
    names = browser.page(str(count["href"]))
    assert student.name in names.get_text()
    text = names.select_one("textarea")
    assert text is not None
    assert "还有 1 位同学未提交补拍材料：\n学生1\n截止：" in text.get_text()
    assert "链接：https://b.cn/me" in text.get_text()
    assert student.student_no not in text.get_text()
    assert student.id_number not in str(names)


def test_nothing_of_another_college(
    browser: LintingClient, make_student: MakeStudent, other_college: College
) -> None:
    stranger = make_student(college_id=other_college.id, name="别的学院的人")
    for url in ("/chase/", f"/chase/?college={other_college.id}", f"/chase/names?college={other_college.id}"):
        assert other_college.name not in browser.page(url).select_one("main").get_text()  # type: ignore[union-attr] # every page has it
        assert stranger.name not in browser.page(url).get_text()


def test_a_copied_text_is_written_down(browser: LintingClient, make_student: MakeStudent) -> None:
    student = make_student()
    url = "/chase/names?stage=unsubmitted&class_name=翻译2301"
    answer = browser.send(url, action="/chase/copied")
    assert "用群消息提醒了 1 位同学" in answer.text
    assert "今天" in browser.page(url).get_text()
    assert "没有这样的同学" in browser.page(url + "&quiet=3").get_text()
    reminder = db.session.scalars(select(Reminder)).one()
    assert (reminder.class_name, reminder.count) == ("翻译2301", 1)
    log = browser.page("/chase/log")
    assert "群消息" in log.get_text()
    link = log.select_one("td a")
    assert link is not None
    assert student.name in browser.page(str(link["href"])).get_text()


def test_mail_to_all_of_them(browser: LintingClient, make_student: MakeStudent) -> None:
    student, other = make_student(), make_student()
    db.session.add(NoticeAddress(student_id=student.id, email="a@example.org", added_at=clock.now()))
    db.session.commit()
    assert "1 位留了邮箱，1 位没有" in browser.page("/chase/names").get_text()
    answer = browser.send("/chase/names", action="/chase/mail")
    assert "给 1 位同学排了邮件" in answer.text
    assert "1 位没有留邮箱" in answer.text
    again = browser.send("/chase/names", action="/chase/mail")
    assert "1 位今天已经收到过提醒" in again.text
    assert db.session.scalars(select(OutboxMail.student_id)).all() == [student.id]
    without = browser.page("/chase/names?no_mail=y")
    assert other.name in without.get_text()
    assert student.name not in without.select_one("main").get_text().replace(other.name, "")  # type: ignore[union-attr] # every page has it


def test_the_folded_filter_says_what_is_shown(
    browser: LintingClient, student: Student, college: College
) -> None:
    def summary(query: str) -> str:
        found = browser.page(f"/chase/names?{query}").select_one("details.filter-fold > summary")
        return found.get_text() if found else ""

    assert summary("") == "筛选"
    narrowed = summary(f"college={college.id}&class_name=翻译2301&quiet=3&no_mail=y")
    assert narrowed == f"筛选：{college.name} · 翻译2301 · 不算 3 天内提醒过的 · 没留邮箱的"


def test_who_can_be_reached_is_counted_once_and_anew_when_something_happens(
    browser: LintingClient, make_student: MakeStudent
) -> None:
    student = make_student()
    assert "0 位留了邮箱，1 位没有" in browser.page("/chase/names").get_text()
    with count_queries() as seen:
        browser.page("/chase/names")
    counted = "sum(CASE WHEN (EXISTS (SELECT notice_address.id"
    assert not [statement for statement in seen if counted in statement]
    set_address(student, "a@example.org")
    assert "1 位留了邮箱，0 位没有" in browser.page("/chase/names").get_text()
    with count_queries() as seen:
        browser.page("/chase/names?quiet=3")
    assert [statement for statement in seen if counted in statement]


def test_the_list_as_a_file(browser: LintingClient, make_student: MakeStudent) -> None:
    student = hand_in(make_student()).student
    answer = browser.send("/chase/names?stage=paper", action="/chase/names.csv")
    assert answer.mimetype == "text/csv"
    assert student.student_no in answer.text
    assert db.session.scalars(select(AuditEvent.action)).all() == ["chase.csv"]


@pytest.mark.parametrize(
    "query", ["stage=x&college=9&quiet=x", "college=99999999999&after=x", "major=%00&after=99999"]
)
def test_nonsense_in_the_address_is_no_error(browser: LintingClient, student: Student, query: str) -> None:
    for page in ("/chase/", "/chase/names", "/chase/log"):
        assert browser.get(f"{page}?{query}").status_code == 200


def test_numbers_that_are_none_are_passed_over(browser: LintingClient, student: Student) -> None:
    answer = browser.send("/chase/names", {"students": f"x {student.id} 99999999999"}, action="/chase/copied")
    assert "提醒了 1 位同学" in answer.text
    assert "没有符合条件" in browser.send("/chase/names", {"students": ""}, action="/chase/copied").text


def test_each_page_needs_few_queries(browser: LintingClient, make_student: MakeStudent) -> None:
    for _ in range(6):
        make_student()
    browser.send("/chase/names", action="/chase/copied")
    for url in ("/chase/", "/chase/names", "/chase/log", "/chase/log/1"):
        with count_queries() as seen:
            browser.page(url)
        assert len(seen) <= 10, url
