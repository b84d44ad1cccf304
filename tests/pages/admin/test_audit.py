"""The record on its page and as a file."""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp import clock
from webapp.config import ROOT
from webapp.domain import audit
from webapp.domain.queries import audit_log
from webapp.domain.queries.audit_words import ACTIONS
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, CampusSession, College, Staff, Student

BrowserOf = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def browser(browser_of: BrowserOf, admin: Staff, campaign: Campaign) -> LintingClient:
    """The admin's browser, with a campaign that runs."""
    return browser_of(admin)


def write(actor: str, action: str, target: str, at: datetime | None = None, **details: Any) -> None:
    """One event in the record."""
    event = AuditEvent(at=at or clock.now(), actor=actor, action=action, target=target, details=details)
    db.session.add(event)
    db.session.commit()


def rows(browser: LintingClient, query: str = "") -> list[str]:
    """The lines of the page, each as one text."""
    return [row.get_text(" ", strip=True) for row in browser.page(f"/admin/audit?{query}").select("tbody tr")]


def test_who_did_what_to_whom_in_words(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    submission = hand_in(make_student(name="林晓"))
    write(audit.actor_name(reviewer), "review.approve", f"submission:{submission.id}", new=7)
    write(audit.OPERATOR, "student.extend", f"student:{submission.student_id}")
    write(audit.OPERATOR, "not.known.yet", "branch:3")
    unknown, extended, approved = rows(browser)
    assert "not.known.yet 分社 3" in unknown
    assert "命令行 延期 林晓" in extended
    assert "reviewer 审核通过 林晓" in approved
    assert "新增 7" in approved


def test_rights_and_selections_are_told_by_name(
    browser: LintingClient, campaign: Campaign, college: College, campus_session: CampusSession
) -> None:
    write(audit.OPERATOR, "staff.role", "staff:99", role="reviewer")
    write(audit.OPERATOR, "staff.colleges", "staff:99", colleges=[college.id], sessions=[campus_session.id])
    chosen: dict[str, Any] = {
        "campaign_id": campaign.id,
        "states": ["approved"],
        "college_id": None,
        "only_new": False,
    }
    write(audit.OPERATOR, "export.photos", "export:1", **chosen)
    write(audit.OPERATOR, "review.return", "submission:99", reasons=["paper_unclear"])
    write(audit.OPERATOR, "roster.import", f"campaign:{campaign.id}", columns={"attended": 3})
    imported, returned, exported, scope, role = rows(browser)
    assert "2027 届" in imported and "是否参加集中采集 3" in imported
    assert "纸质照片：" in returned and "paper_unclear" not in returned
    assert exported.endswith("届 2027 届，状态 已通过，只要新的 否")
    assert "学院 外国语学院，场次 第" in scope
    assert role.endswith("角色 审核老师")


def test_filters_narrow(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    mine, other = hand_in(make_student()), hand_in(make_student())
    write(audit.actor_name(reviewer), "review.look", f"submission:{mine.id}")
    write(audit.actor_name(reviewer), "review.look", f"submission:{other.id}")
    write(audit.actor_name(mine.student), "account.logged_in", audit.actor_name(mine.student))
    write(audit.OPERATOR, "student.extend", f"student:{mine.student_id}")
    assert len(rows(browser, f"actor=staff:{reviewer.id}")) == 2
    assert len(rows(browser, f"actor=staff:{reviewer.id}&action=review.approve")) == 0
    assert len(rows(browser, "action=student.extend")) == 1
    assert len(rows(browser, f"student={mine.student.student_no}")) == 3


def test_looking_for_one_student_is_written_down(
    browser: LintingClient, admin: Staff, student: Student
) -> None:
    rows(browser, f"student={student.student_no}")
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.actor, event.action, event.target) == (
        f"staff:{admin.id}",
        "audit.look",
        f"student:{student.id}",
    )


def test_a_day_is_one_in_china(browser: LintingClient) -> None:
    write("operator", "purge", "campaign:1", datetime(2027, 3, 1, 15, 59, 59, tzinfo=UTC))
    write("operator", "roster.import", "campaign:1", datetime(2027, 3, 1, 16, 0, tzinfo=UTC))
    assert [row[:10] for row in rows(browser, "day=2027-03-01")] == ["2027-03-01"]
    assert [row[:19] for row in rows(browser, "day=2027-03-02")] == ["2027-03-02 00:00:00"]


@pytest.mark.parametrize("query", ["day=1.3.", "day=0001-01-01", "day=9999-12-31", "student=404"])
def test_what_cannot_be_looked_for_is_said(browser: LintingClient, query: str) -> None:
    assert browser.get(f"/admin/audit?{query}").status_code == 422


def test_what_no_database_takes_is_no_error(browser: LintingClient) -> None:
    for query in ("before=99999999999999999999", "before=x", "actor=%00", "action=%00"):
        assert browser.get(f"/admin/audit?{query}").status_code == 200


def test_pages_go_by_key_and_keep_the_filter(browser: LintingClient) -> None:
    for number in range(audit_log.PAGE_SIZE + 1):
        write("operator", "mail.address", f"student:{90000 + number}")
        write("operator", "mail.forget", f"student:{90000 + number}")
    page = browser.page("/admin/audit?action=mail.address")
    assert len(page.select("tbody tr")) == audit_log.PAGE_SIZE
    older = page.select_one('nav.paging a[href*="before="]')
    assert older is not None
    write("operator", "mail.address", "student:1")  # what is new meanwhile moves nothing
    following = browser.page(str(older["href"]))
    assert [row.get_text(" ", strip=True)[-5:] for row in following.select("tbody tr")] == ["90000"]
    assert "更早的记录" not in following.get_text()


def test_a_page_needs_few_queries(browser: LintingClient, make_student: Callable[..., Student]) -> None:
    for _ in range(5):
        submission = hand_in(make_student())
        write(audit.actor_name(submission.student), "submission.submit", f"submission:{submission.id}")
    with count_queries() as seen:
        rows(browser)
    assert len(seen) <= 6


def table(browser: LintingClient, query: str = "") -> list[list[str]]:
    """The download, as a spreadsheet reads it."""
    answer = browser.send(f"/admin/audit?{query}", action="/admin/audit/export")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_file_holds_what_was_filtered_and_runs_nothing(
    browser: LintingClient, make_student: Callable[..., Student]
) -> None:
    student = make_student(name="=1+1")
    write(audit.actor_name(student), "account.logged_in", audit.actor_name(student))
    write("operator", "student.extend", f"student:{student.id}", reason="x")
    header, line = table(browser, "action=account.logged_in")
    cells = dict(zip(header, line, strict=True))
    assert cells["谁"] == cells["对象姓名"] == "'=1+1"
    assert (cells["动作"], cells["动作代码"]) == ("登录", "account.logged_in")
    newest = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert newest is not None
    assert (newest.action, newest.details) == ("audit.export", {"what": "account.logged_in"})


def test_the_file_has_every_event_once(browser: LintingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from webapp.domain import audit_reading

    monkeypatch.setattr(audit_reading, "CHUNK", 3)
    start = clock.now() - timedelta(hours=1)
    for number in range(9):
        write("operator", "purge", f"branch:{number}", start)
    lines = table(browser, "action=purge")
    assert [line[5] for line in lines[1:]] == [f"分社 {number}" for number in range(8, -1, -1)]
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 10


def test_every_action_of_the_code_has_words() -> None:
    assert set(recorded_actions()) <= ACTIONS.keys()


def recorded_actions() -> Iterator[str]:
    """Every action that a literal of the code gives to the record, or to a helper that hands it on."""
    for path in (ROOT / "webapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ("record", "_record", "_commit"):
                found = [value.value for value in node.args if isinstance(value, ast.Constant)]
                yield from (str(value) for value in found if "." in str(value))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
