from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import func, select

from webapp import clock
from webapp.domain.errors import InvalidError
from webapp.domain.notice.loading import Outcome, campaign_of, load_notice, next_class_year
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.notice.values import Notice
from webapp.domain.queries import notice as queries
from webapp.extensions import db
from webapp.models import AuditEvent, Branch, Campaign, College, Student, Submission

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(scope="module")
def notice() -> Notice:
    return read_notice(latest_notice_folder())


def test_a_load_fills_every_table_from_the_notice(notice: Notice) -> None:
    loaded = load_notice(notice, activate=True)
    assert set(loaded.parts.values()) == {Outcome.NEW}
    campaign = queries.active_campaign()
    assert campaign is not None
    assert campaign.class_year == notice.campaign.class_year
    assert campaign.deadline_at == datetime(2024, 2, 29, 16, tzinfo=UTC)  # 1 March, 00:00 in China
    sessions = queries.sessions_of(campaign)
    assert len(sessions) == len(notice.sessions) + 1
    assert (sessions[0].day, sessions[0].starts, sessions[0].ends) == (
        date(2023, 12, 9),
        time(8, 30),
        time(10),
    )
    assert sessions[0].colleges == ["电子与信息工程学院"]
    assert sessions[-1].day is None
    assert sessions[-1].printed == "补拍时间：2024年2月底（具体安排到时通知）"
    branches = queries.all_branches()
    assert [(row.name, row.contact) for row in branches] == [(b.name, b.contact) for b in notice.branches]
    rules = queries.document(campaign, queries.RULES)["rules"]
    assert [rule["printed"] for rule in rules] == [rule.printed for rule in notice.rules]
    assert queries.document(campaign, queries.CAMPAIGN)["check_on_chsi"]["after"] == "2024-01-10"
    assert queries.document(campaign, "nothing of the kind") == {}


def test_a_second_load_changes_nothing_and_records_nothing(notice: Notice) -> None:
    load_notice(notice, activate=True)
    ids = [row.id for row in queries.all_branches()]
    loaded = load_notice(notice, activate=True)
    assert set(loaded.parts.values()) == {Outcome.SAME}
    assert [row.id for row in queries.all_branches()] == ids
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 1


def _change_everything(campaign: Campaign) -> None:
    campaign.deadline_at = datetime(2024, 3, 9, tzinfo=UTC)
    campaign.sessions[0].place = "体育馆"
    next(doc for doc in campaign.documents if doc.name == queries.RULES).body = {"rules": []}
    queries.all_branches()[0].mobile = "13900000000"
    db.session.commit()


def test_what_an_admin_changed_stays(notice: Notice) -> None:
    campaign = load_notice(notice).campaign
    _change_everything(campaign)
    parts = load_notice(notice).parts
    changed = {name for name, outcome in parts.items() if outcome is Outcome.KEPT}
    assert changed == {"campaign_row", "sessions", queries.RULES, "branches"}
    assert campaign.deadline_at == datetime(2024, 3, 9, tzinfo=UTC)
    assert queries.sessions_of(campaign)[0].place == "体育馆"
    assert queries.all_branches()[0].mobile == "13900000000"


def test_replace_brings_the_notice_back(notice: Notice) -> None:
    campaign = load_notice(notice).campaign
    _change_everything(campaign)
    first = queries.all_branches()[0].id
    load_notice(notice, replace=True)
    assert campaign.deadline_at == notice.campaign.deadline.before
    assert [row.place for row in queries.sessions_of(campaign)] == [notice.campaign.place.printed] * 16
    assert (queries.all_branches()[0].id, queries.all_branches()[0].mobile) == (first, "13384510101")
    assert set(load_notice(notice).parts.values()) == {Outcome.SAME}


def test_a_branch_that_a_submission_names_survives_a_replace(
    notice: Notice, make_student: Callable[..., Student]
) -> None:
    load_notice(notice)
    used, unused = queries.all_branches()[:2]
    student = make_student()
    db.session.add(
        Submission(
            student_id=student.id,
            campaign_id=student.campaign_id,
            created_at=clock.now(),
            branch_id=used.id,
        )
    )
    db.session.commit()
    used_id, unused_id = used.id, unused.id
    load_notice(replace(notice, branches=notice.branches[:1:-1]), replace=True)
    rows = queries.all_branches()
    assert [row.contact for row in rows[:-1]] == [b.contact for b in notice.branches[:1:-1]]
    assert rows[-1].id == used_id
    assert db.session.get(Branch, unused_id) is None


def test_a_branch_whose_contact_an_admin_changed_is_known_again(notice: Notice) -> None:
    load_notice(notice)
    ids = [row.id for row in queries.all_branches()]
    queries.all_branches()[2].contact = "新来的老师"
    db.session.commit()
    load_notice(notice, replace=True)
    assert [row.id for row in queries.all_branches()] == ids
    assert queries.all_branches()[2].contact == "丁立冬"


def test_only_one_campaign_is_active(notice: Notice) -> None:
    first = load_notice(notice, activate=True).campaign
    second = load_notice(notice, class_year=2027, activate=True).campaign
    db.session.refresh(first)
    assert (first.is_active, second.is_active) == (False, True)
    assert second.title == "关于2027届毕业生图像信息采集工作的通知"
    assert load_notice(notice, class_year=2027).campaign.is_active, "loading again does not turn it off"


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 11, 22, tzinfo=UTC), 2027),
        (datetime(2027, 2, 28, 15, 59, 59, tzinfo=UTC), 2027),  # the last second of February in China
        (datetime(2027, 2, 28, 16, tzinfo=UTC), 2028),
        (datetime(2026, 12, 31, 16, tzinfo=UTC), 2027),
    ],
)
def test_the_next_class_year_is_the_first_whose_deadline_is_to_come(
    notice: Notice, at: datetime, year: int
) -> None:
    assert next_class_year(notice, at) == year


def test_asking_for_a_campaign_that_is_not_there_names_the_command(notice: Notice) -> None:
    with pytest.raises(InvalidError, match="flask notice load --activate"):
        campaign_of(None)
    load_notice(notice)
    with pytest.raises(InvalidError, match="--class-year 2031"):
        campaign_of(2031)
    assert campaign_of(2024).class_year == 2024


@pytest.mark.parametrize(
    ("college", "major", "level", "expected"),
    [
        ("外国语学院", "翻译", "本科", "外国语学院【1. 翻译；2. 商务英语】"),
        ("外国语学院", "英语", "本科", "其他专业"),
        ("人文与传媒学院", "新闻学", "本科", "人文与传媒学院"),
        ("公共卫生与健康学院", "护理", "专科", "公共卫生与健康学院【1. 护理专科85人】"),
        ("公共卫生与健康学院", "公共事业管理", "本科", "公共卫生与健康学院【1. 公共事业管理】"),
        ("临床医学院", "临床医学", "普通本科", "临床医学院【1. 临床医学专科91人 2. 临床医学本科 6人"),
        ("药学院", "药学", "本科", "其他专业"),
        ("药学院", "药学", "硕士研究生", "研究生【1. 药学】"),
        ("马克思主义学院", "思想政治教育", "本科", "其他专业"),
    ],
)
def test_a_student_finds_the_row_of_college_and_major(
    notice: Notice, college: str, major: str, level: str, expected: str
) -> None:
    campaign = load_notice(notice).campaign
    student = Student(campaign=campaign, college=College(name=college), major=major, level=level)
    dated, to_be_announced = queries.sessions_for(student)
    assert dated.printed.startswith(expected)
    assert to_be_announced.day is None


def test_office_numbers_come_one_by_one(notice: Notice) -> None:
    load_notice(notice)
    shaanxi = next(row for row in queries.all_branches() if row.name == "陕西分社")
    assert [phone.tel for phone in queries.office_phones(shaanxi)] == ["02987290749", "02987395802"]
