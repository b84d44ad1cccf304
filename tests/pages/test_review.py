"""The reviewer's pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from sqlalchemy import select

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import FAILED, hand_in, jpeg
from webapp import current
from webapp.domain import claims, reviews
from webapp.extensions import db
from webapp.models import AuditEvent, College, Kind, Staff, State, Student, Submission
from webapp.storage import new_key

BrowserOf = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def submission(student: Student) -> Submission:
    """One that waits, with a failed check and the student's note."""
    return hand_in(student, report=FAILED, note="检查有误：眼睛位置量错了", face_consent=False)


@pytest.fixture
def browser(browser_of: BrowserOf, reviewer: Staff) -> LintingClient:
    """The reviewer's browser."""
    return browser_of(reviewer)


def taken(browser: LintingClient, submission: Submission) -> str:
    """Claim through the page; gives the submission's URL."""
    url = f"/review/{submission.id}"
    answer = browser.send(url, action=f"{url}/claim", follow=False)
    assert answer.headers["Location"] == url
    return url


def test_the_queue_shows_who_waits(browser: LintingClient, submission: Submission) -> None:
    page = browser.page("/review/")
    row = page.select_one("tbody tr")
    assert row is not None
    for words in (submission.student.name, submission.student.student_no, "1 项不合格", "同学说检查有误"):
        assert words in row.get_text()


def test_an_empty_queue_says_so(browser: LintingClient) -> None:
    assert "都审完了" in browser.page("/review/").get_text()


def test_the_page_shows_what_a_decision_needs(browser: LintingClient, submission: Submission) -> None:
    text = browser.page(f"/review/{submission.id}").get_text()
    student = submission.student
    for words in (
        student.name,
        student.major,
        "检查有误：眼睛位置量错了",
        "没有同意人脸比对",
        "美瞳",
        "经过",
    ):
        assert words in text
    assert student.id_number not in text
    assert student.id_number[-4:] in text


def test_how_the_checks_ended_stands_beside_the_name(
    browser: LintingClient, submission: Submission, make_student: Callable[..., Student]
) -> None:
    passed = hand_in(make_student())
    ended = {}
    for number in (submission.id, passed.id):
        found = browser.page(f"/review/{number}").select(".review-who .tag")
        ended[number] = [tag.get_text(strip=True) for tag in found]
    assert ended == {submission.id: ["1 项不合格"], passed.id: ["检查全部合格"]}


def test_a_face_comparison_is_told(browser: LintingClient, student: Student) -> None:
    compared = {"paper": {"distance": 0.31, "verdict": "same", "reason": ""}}
    submission = hand_in(student, face_consent=True, comparison=compared)
    assert "和纸质照片：像是同一个人（距离 0.31）" in browser.page(f"/review/{submission.id}").get_text()


def test_approving_opens_the_next_one(
    browser: LintingClient, submission: Submission, make_student: Callable[..., Student]
) -> None:
    following = hand_in(make_student())
    url = taken(browser, submission)
    answer = browser.send(url, action=f"{url}/approve", follow=False)
    assert answer.headers["Location"] == f"/review/{following.id}"
    assert db.session.get_one(Submission, submission.id).state is State.APPROVED
    page = browser.page(f"/review/{following.id}")
    assert "已通过" in page.get_text()
    assert page.select_one(f'form[action="/review/{following.id}/approve"]'), "the next one is taken already"


def test_after_the_last_one_the_queue_is_shown(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    answer = browser.send(url, action=f"{url}/approve")
    assert answer.request.path == "/review/"
    assert "休息一下" in answer.text


def test_returning_with_reasons(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    page = browser.page(url)
    suggested = page.select_one('input[value="photo_size"]')
    assert suggested is not None
    assert suggested.parent is not None
    assert "检查发现" in suggested.parent.get_text()
    browser.send(url, {"reasons": ["photo_size", "code_wrong"], "text": "请看清学历"}, action=f"{url}/return")
    found = db.session.get_one(Submission, submission.id)
    assert found.state is State.RETURNED
    assert found.return_reasons == ["photo_size", "code_wrong"]
    shown = browser.page(url).get_text()
    assert "请看清学历" in shown
    assert "不是这次学历的采集码" in shown


def test_a_return_without_reason_keeps_the_page(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    answer = browser.send(url, {"text": " "}, action=f"{url}/return")
    assert answer.status_code == 422
    assert "退回要有原因" in answer.text
    answer = browser.send(url, {"reasons": ["nonsense"], "text": "keep me"}, action=f"{url}/return")
    assert answer.status_code == 422
    assert "keep me" in answer.text


def test_who_holds_it_and_until_when_is_shown(
    browser: LintingClient, submission: Submission, second_reviewer: Staff
) -> None:
    reviews.claim(second_reviewer, submission.id)
    page = browser.page(f"/review/{submission.id}")
    assert "second-reviewer 正在审核" in page.get_text(" ", strip=True)
    assert not page.select_one(f'form[action="/review/{submission.id}/approve"]')
    assert "second-reviewer 正在看" in browser.page("/review/").get_text()


def test_the_second_of_two_gets_a_clear_message(
    browser: LintingClient, browser_of: BrowserOf, submission: Submission, second_reviewer: Staff
) -> None:
    url = taken(browser, submission)
    page = browser.page(url)
    form = page.select_one(f'form[action="{url}/approve"]')
    assert form is not None
    values = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    assert submission.claimed_by is not None
    reviews.release(submission.claimed_by, submission.id)
    reviews.return_(second_reviewer, submission, submission.version, ["photo_eyes"])
    answer = browser.post(f"{url}/approve", data=values, follow_redirects=True)
    assert "second-reviewer 已经退回了这份材料" in answer.text
    assert db.session.get_one(Submission, submission.id).state is State.RETURNED


def test_putting_back(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    browser.send(url, action=f"{url}/release")
    assert "还没有人在审核" in browser.page(url).get_text()


def test_skipping_leaves_one_and_takes_the_other(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    first, second = hand_in(make_student()), hand_in(make_student())
    reviews.claim(reviewer, first.id)
    answer = browser.send(f"/review/{first.id}", action=f"/review/{first.id}/next", follow=False)
    assert answer.headers["Location"] == f"/review/{second.id}"
    assert claims.holder(first) is None
    assert claims.holder(second) is reviewer
    answer = browser.send(f"/review/{second.id}", action=f"/review/{second.id}/previous", follow=False)
    assert answer.headers["Location"] == f"/review/{first.id}"
    assert "这是第一份" in browser.send(f"/review/{first.id}", action=f"/review/{first.id}/previous").text
    reviews.approve(reviewer, second, second.version)
    answer = browser.send(f"/review/{first.id}", action=f"/review/{first.id}/next")
    assert "只剩这一份" in answer.text
    assert claims.holder(first) is reviewer, "with nowhere to go it stays one's own"


def test_the_page_names_the_next_photo_and_takes_it_not(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    first, second = hand_in(make_student()), hand_in(make_student())
    reviews.claim(reviewer, first.id)
    review = browser.page(f"/review/{first.id}").select_one(".review")
    assert review is not None and review["data-ahead"] == f"/review/{second.id}/files/electronic"
    assert claims.holder(second) is None
    looks = db.session.scalars(select(AuditEvent.target).where(AuditEvent.action == "review.look")).all()
    assert looks == [f"submission:{first.id}"]


def test_leaving_the_page_gives_it_back_without_a_word(
    browser: LintingClient, submission: Submission
) -> None:
    url = taken(browser, submission)
    answer = browser.send(url, {"leaving": "1"}, action=f"{url}/release")
    assert (answer.status_code, answer.text) == (204, "")
    assert claims.holder(submission) is None


def test_a_page_that_closes_late_takes_nothing_from_the_one_loaded_anew(
    browser: LintingClient, submission: Submission, reviewer: Staff
) -> None:
    url = taken(browser, submission)
    closed = browser.page(url)
    shown = closed.select_one('form[data-leaving] input[name="until"]')
    assert shown is not None
    reviews.claim(reviewer, submission.id)
    left = {"leaving": "1", "until": str(shown["value"])}
    assert browser.send(url, left, action=f"{url}/release").status_code == 204
    assert claims.holder(submission) is reviewer
    assert browser.send(url, left | {"until": "x"}, action=f"{url}/release").status_code == 400


def test_keys_stand_on_the_buttons(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    page = browser.page(url)
    assert {str(node["data-key"]) for node in page.select("[data-key]")} == set("arjkpfh?123456789")
    for node in page.select("button[data-key]"):
        assert str(node["data-key"]).upper() in node.get_text()
    assert page.select_one("#keys[popover]")


def test_the_filter_goes_along_from_page_to_page(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    hand_in(make_student(major="英语"))
    first, second = hand_in(make_student()), hand_in(make_student())
    asked = "?major=翻译&nonsense=1"
    page = browser.page(f"/review/{asked}")
    assert "待审核 2 份" in page.get_text()
    assert "待审核 3 份" in page.get_text(), "the figures of the colleges stay whole"
    answer = browser.send(f"/review/{asked}", action="/review/next", follow=False)
    assert parse_qs(urlsplit(answer.location).query) == {"major": ["翻译"]}
    assert urlsplit(answer.location).path == f"/review/{first.id}"
    answer = browser.send(answer.location, action=f"/review/{first.id}/approve", follow=False)
    assert urlsplit(answer.location).path == f"/review/{second.id}"
    answer = browser.send(answer.location, action=f"/review/{second.id}/approve")
    assert "没有符合条件的材料" in answer.text


def test_what_was_decided_can_be_looked_up(
    browser: LintingClient, reviewer: Staff, submission: Submission
) -> None:
    reviews.return_(reviewer, submission, submission.version, ["photo_eyes"])
    row = browser.page("/review/?state=returned").select_one("tbody tr")
    assert row is not None and "已退回" in row.get_text()
    assert browser.page("/review/?state=draft").select_one("h1").get_text() == "待审核 0 份"  # type: ignore[union-attr] # linted


def test_the_same_photo_from_two_students_is_flagged(
    browser: LintingClient, submission: Submission, make_student: Callable[..., Student]
) -> None:
    other = hand_in(make_student())
    for upload in other.uploads:
        upload.sha256 = "0" * 64
    db.session.commit()
    assert not browser.page(f"/review/{submission.id}").select_one("#twins")
    for mine, theirs in zip(submission.uploads, other.uploads, strict=True):
        theirs.sha256 = mine.sha256
    db.session.commit()
    flag = browser.page(f"/review/{submission.id}").select_one("#twins")
    assert flag is not None and "电子照片" in flag.get_text()
    assert flag.select_one(f'a[href="/review/{other.id}"]')


def test_the_contact_sheet_approves_what_stays_ticked(
    browser: LintingClient, make_student: Callable[..., Student]
) -> None:
    same = {"paper": {"verdict": "same", "distance": 0.1, "reason": ""}}
    good, odd = (hand_in(make_student(), comparison=same) for _ in range(2))
    for found in (good, odd):
        for upload in found.uploads:
            upload.sha256 = f"{found.id}"
    db.session.commit()
    page = browser.page("/review/sheet")
    picked = [str(box["value"]) for box in page.select("input[name=picked][checked]")]
    assert picked == [f"{good.id}:{good.version}", f"{odd.id}:{odd.version}"]
    shown = [str(field["value"]) for field in page.select("input[name=shown]")]
    sent = {"picked": [picked[0], "x:1", "9" * 30 + ":1"], "shown": shown}
    answer = browser.send("/review/sheet", sent)
    assert "通过了 1 份" in answer.text
    assert db.session.get_one(Submission, good.id).state is State.APPROVED
    assert db.session.get_one(Submission, odd.id).state is State.SUBMITTED
    assert answer.request.query_string == f"left={odd.id}".encode()
    assert "去掉的 1 份没有通过" in answer.text
    assert 'name="picked"' not in answer.text, "what was taken out does not come back ticked"
    assert "什么都没有改动" in browser.send("/review/sheet", {"picked": None}).text


def test_another_colleges_reviewer_finds_nothing(
    browser_of: BrowserOf, submission: Submission, other_reviewer: Staff
) -> None:
    stranger = browser_of(other_reviewer)
    for path in ("", "/files/electronic", "/files/paper", "/files/code"):
        assert stranger.get(f"/review/{submission.id}{path}").status_code == 404
    assert submission.student.name not in stranger.page("/review/").get_text()


def test_students_and_strangers_see_no_review(
    browser_of: BrowserOf, client: LintingClient, submission: Submission
) -> None:
    assert browser_of(submission.student).get(f"/review/{submission.id}").status_code == 403
    assert client.get(f"/review/{submission.id}/files/paper").status_code == 302


def test_files_are_pictures_written_anew(browser: LintingClient, submission: Submission) -> None:
    for kind in Kind:
        answer = browser.get(f"/review/{submission.id}/files/{kind}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert Image.open(io.BytesIO(answer.data)).format == "JPEG"
    assert browser.get(f"/review/{submission.id}/files/electronic").data != jpeg(submission.student_id)
    assert browser.get(f"/review/{submission.id}/files/passport").status_code == 404


def test_a_file_that_is_gone_is_404(browser: LintingClient, submission: Submission) -> None:
    current.storage().delete(submission.uploads[0].storage_key)
    kind = submission.uploads[0].kind
    assert browser.get(f"/review/{submission.id}/files/{kind}").status_code == 404


def test_the_admission_photo_stands_beside_the_others(
    browser: LintingClient, browser_of: BrowserOf, submission: Submission, other_reviewer: Staff
) -> None:
    url = f"/review/{submission.id}"
    assert "学院没有导入" in browser.page(url).get_text()
    assert browser.get(f"{url}/admission").status_code == 404
    imported = jpeg(77)
    submission.student.admission_key = current.storage().put(new_key("admission"), imported).key
    db.session.commit()
    assert browser.page(url).select_one(f'.review-thumb img[src="{url}/admission"]')
    answer = browser.get(f"{url}/admission")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(answer.data)).size == (48, 64)
    assert answer.data != imported, "written anew"
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None and (last.action, last.details) == ("review.look", {"what": "admission"})
    assert browser_of(other_reviewer).get(f"{url}/admission").status_code == 404
    current.storage().delete(submission.student.admission_key)
    assert browser.get(f"{url}/admission").status_code == 404


def test_every_look_is_in_the_record(browser: LintingClient, submission: Submission, reviewer: Staff) -> None:
    browser.page(f"/review/{submission.id}")
    browser.get(f"/review/{submission.id}/files/paper")
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.actor, event.action, event.details["what"]) for event in events] == [
        (f"staff:{reviewer.id}", "review.look", "page"),
        (f"staff:{reviewer.id}", "review.look", "paper"),
    ]


def test_an_admin_reviews_every_college(
    browser_of: BrowserOf, admin: Staff, make_student: Callable[..., Student], other_college: College
) -> None:
    submission = hand_in(make_student(college_id=other_college.id))
    browser = browser_of(admin)
    answer = browser.send("/review/", action="/review/next", follow=False)
    assert answer.headers["Location"] == f"/review/{submission.id}"


def test_pages_of_students_stay_in_no_cache(browser: LintingClient, submission: Submission) -> None:
    for url in ("/review/", f"/review/{submission.id}"):
        assert browser.get(url).headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("undoable")
def test_no_page_needs_many_queries(
    browser: LintingClient,
    submission: Submission,
    make_student: Callable[..., Student],
    reviewer: Staff,
) -> None:
    for _ in range(10):
        hand_in(make_student())
    taken(browser, submission)
    undone = hand_in(make_student())
    reviews.approve(reviewer, undone, undone.version)
    for url in ("/review/", f"/review/{submission.id}", "/review/sheet"):
        with count_queries() as seen:
            browser.page(url)
        assert len(seen) <= 12, seen


def test_numbers_that_no_row_has_are_no_page(browser: LintingClient, submission: Submission) -> None:
    assert browser.get("/review/99999999999999999999").status_code == 404
    assert browser.page(
        "/review/?after=99999999999999999999-99999999999999999999&college=99999999999999999999"
    )
    url = taken(browser, submission)
    answer = browser.send(url, {"version": "99999999999999999999"}, action=f"{url}/approve")
    assert answer.status_code == 400
    assert db.session.get_one(Submission, submission.id).state is State.SUBMITTED


def test_words_that_no_database_takes_are_cleaned(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    browser.send(url, {"text": "一\x00行\r\n二行\x1b "}, action=f"{url}/return")
    assert db.session.get_one(Submission, submission.id).return_text == "一行\n二行"
