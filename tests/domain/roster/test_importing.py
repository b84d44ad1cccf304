from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.domain.roster.rosters import csv_bytes, id_number, lines, person, xlsx_bytes
from webapp import clock
from webapp.domain.errors import StaleError
from webapp.domain.roll_call import closing, marks
from webapp.domain.roster import ImportResult, Roster, import_roster, importing, reading, workbook
from webapp.domain.roster.comparing import Comparison, compare
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, CampusSession, College, IdType, State, Student, Submission


def _import(campaign: Campaign, *people: dict[str, Any], dry_run: bool = False) -> ImportResult:
    return import_roster(csv_bytes(*people), campaign, dry_run=dry_run)


def _student(student_no: str) -> Student:
    return db.session.scalars(select(Student).where(Student.student_no == student_no)).one()


def _count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_everything_in_the_file_arrives(campaign: Campaign) -> None:
    result = _import(
        campaign,
        person(2, 手机号="13800000000", 邮箱="lin@example.com", 是否参加集中采集="是"),
        person(3, 身份证号="E12345678", 姓名="𠮷㛃", 学院="临床医学院"),
    )
    assert (result.new, result.written, result.new_colleges) == (2, True, ("外国语学院", "临床医学院"))
    student = _student("2023000002")
    assert (student.campaign_id, student.college.name) == (campaign.id, "外国语学院")
    assert (student.name, student.gender, student.major) == ("林晓", "女", "翻译")
    assert (student.class_name, student.level, student.attended) == ("翻译2301", "本科", True)
    assert (student.id_type, student.id_number) == (IdType.RESIDENT, id_number(2))
    assert (student.phone, student.email) == ("13800000000", "lin@example.com")
    assert student.password_hash == ""
    foreigner = _student("2023000003")
    assert (foreigner.name, foreigner.id_type, foreigner.id_number) == ("𠮷㛃", IdType.PASSPORT, "E12345678")


def test_importing_twice_changes_nothing_at_all(campaign: Campaign) -> None:
    people = [
        person(2),
        person(3, 身份证号="E12345678"),
        person(4, 手机号="13800000000", 是否参加集中采集="是"),
    ]
    _import(campaign, *people)
    before = [dict(row) for row in db.session.execute(select(Student.__table__)).mappings()]
    result = import_roster(xlsx_bytes(lines(*people)), campaign)
    assert (result.new, result.changed, result.unchanged, result.written) == (0, {}, 3, False)
    assert result.gone == result.new_colleges == ()
    assert [dict(row) for row in db.session.execute(select(Student.__table__)).mappings()] == before
    assert _count(AuditEvent) == 1


def test_with_any_error_nothing_is_written(campaign: Campaign) -> None:
    result = _import(campaign, person(2), person(4, 性别="?"))
    assert [str(problem) for problem in result.problems] == ["第 3 行「性别」：应填“男”或“女”"]
    assert (_count(Student), _count(College), _count(AuditEvent)) == (0, 0, 0)


def test_a_dry_run_tells_the_same_and_writes_nothing(campaign: Campaign) -> None:
    result = _import(campaign, person(2), dry_run=True)
    assert (result.new, result.written, result.new_colleges) == (1, False, ("外国语学院",))
    assert (_count(Student), _count(College), _count(AuditEvent)) == (0, 0, 0)


def test_changes_are_named_by_column_and_the_account_is_left_alone(campaign: Campaign) -> None:
    _import(campaign, person(2, 手机号="13800000000"), person(4))
    student = _student("2023000002")
    student.password_hash, student.admission_key, student.session_epoch = "hash", "admission/ab/x.bin", 3
    db.session.commit()
    result = _import(campaign, person(2, 姓名="林小", 学院="艺术与设计学院", 手机号=""), person(4))
    assert result.changed == {"2023000002": ("姓名", "学院", "手机号")}
    assert (result.new, result.unchanged) == (0, 1)
    student = _student("2023000002")
    assert (student.name, student.college.name, student.phone) == ("林小", "艺术与设计学院", "")
    assert (student.password_hash, student.admission_key, student.session_epoch) == (
        "hash",
        "admission/ab/x.bin",
        3,
    )


def test_columns_that_the_file_does_not_have_are_kept(campaign: Campaign) -> None:
    _import(campaign, person(2, 手机号="13800000000", 邮箱="lin@example.com"))
    result = _import(campaign, person(2))
    assert result.unchanged == 1
    assert _student("2023000002").phone == "13800000000"


def test_who_is_gone_is_reported_for_the_colleges_of_the_file_and_never_deleted(campaign: Campaign) -> None:
    _import(campaign, person(2), person(4), person(6, 学院="临床医学院"))
    result = _import(campaign, person(2))
    assert result.gone == ("2023000004",)
    assert _count(Student) == 3


def test_the_record_holds_counts_and_no_personal_data(campaign: Campaign) -> None:
    _import(campaign, person(2), person(4))
    _import(campaign, person(2, 姓名="李四"), person(4), person(6))
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.actor, event.action, event.target) == (
        "operator",
        "roster.import",
        f"campaign:{campaign.id}",
    )
    sha256 = event.details.pop("sha256")
    assert len(sha256) == 64
    assert event.details == {
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "gone": 0,
        "moved": 0,
        "columns": {"name": 1},
    }


def test_another_id_number_is_taken_over_and_remarked(campaign: Campaign) -> None:
    _import(campaign, person(2))
    result = _import(campaign, person(2, 身份证号=id_number(8)))
    assert result.changed == {"2023000002": ("身份证号",)}
    assert "第 2 行：证件号码和库里不同，将改为文件里的" in result.remarks


def test_an_id_number_of_a_student_who_is_not_in_the_file_is_refused(campaign: Campaign) -> None:
    _import(campaign, person(2))
    result = _import(campaign, person(4, 身份证号=id_number(2)))
    assert [str(problem) for problem in result.problems] == [
        "第 2 行「身份证号」：这个证件号码在库里属于学号 2023000002，而文件里没有那个学号。请核对是谁的"
    ]
    assert _count(Student) == 1


def _hand_in(student: Student, state: State) -> None:
    db.session.add(
        Submission(
            student_id=student.id, campaign_id=student.campaign_id, state=state, created_at=clock.now()
        )
    )
    db.session.commit()


def test_whoever_attended_after_all_keeps_the_submission_and_is_remarked(campaign: Campaign) -> None:
    _import(campaign, person(2))
    _hand_in(_student("2023000002"), State.SUBMITTED)
    result = _import(campaign, person(2, 是否参加集中采集="是"))
    assert "第 2 行：文件里已参加集中采集，但这名学生交过补拍材料；材料保留，请核对" in result.remarks
    assert _student("2023000002").attended
    assert _count(Submission) == 1


@pytest.fixture
def earlier(campaign: Campaign) -> Campaign:
    """The class of the year before."""
    found = Campaign(class_year=campaign.class_year - 1, title="上一届", deadline_at=clock.now())
    db.session.add(found)
    db.session.commit()
    return found


def test_whoever_graduates_a_year_late_moves_with_the_account(campaign: Campaign, earlier: Campaign) -> None:
    _import(earlier, person(2))
    student = _student("2023000002")
    student.password_hash = "hash"
    _hand_in(student, State.RETURNED)
    result = _import(campaign, person(2))
    assert result.changed == {"2023000002": ("届别",)}
    assert "第 2 行：原来是 2026 届，改为 2027 届" in result.remarks
    assert (student.campaign_id, student.password_hash) == (campaign.id, "hash")


def test_whoever_is_approved_in_an_earlier_class_does_not_move(campaign: Campaign, earlier: Campaign) -> None:
    _import(earlier, person(2))
    _hand_in(_student("2023000002"), State.APPROVED)
    result = _import(campaign, person(2))
    assert [str(problem) for problem in result.problems] == [
        "第 2 行「学号」：这个学号在 2026 届已经审核通过，不能再移到 2027 届。请核对届别"
    ]
    assert _student("2023000002").campaign_id == earlier.id


def test_another_person_under_the_same_number_does_not_move(campaign: Campaign, earlier: Campaign) -> None:
    _import(earlier, person(2))
    result = _import(campaign, person(2, 身份证号=id_number(8)))
    assert "属于 2026 届的另一个人" in str(result.problems[0])


def test_nobody_moves_back_to_an_earlier_class(campaign: Campaign, earlier: Campaign) -> None:
    _import(campaign, person(2))
    result = _import(earlier, person(2))
    assert "属于更晚的 2027 届" in str(result.problems[0])


def test_the_same_person_may_come_back_for_another_degree(campaign: Campaign, earlier: Campaign) -> None:
    _import(earlier, person(2, 层次="专科"))
    result = _import(campaign, person(8, 身份证号=id_number(2), 性别="女", 层次="专升本"))
    assert (result.problems, result.new) == ((), 1)


def test_a_second_import_at_the_same_moment_loses_whole(
    campaign: Campaign, make_student: Callable[..., Student], monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare_then_lose(roster: Roster, campaign: Campaign) -> Comparison:
        found = compare(roster, campaign)
        make_student(student_no="2023000004")
        return found

    monkeypatch.setattr("webapp.domain.roster.importing.compare", compare_then_lose)
    with pytest.raises(StaleError, match="这次什么都没有写入"):
        _import(campaign, person(2), person(4))
    assert [student.student_no for student in db.session.scalars(select(Student))] == ["2023000004"]


def test_a_whole_school_is_imported_with_few_statements(
    campaign: Campaign, count_statements: Callable[[], Any]
) -> None:
    people = [
        person(2, 学号=f"2023{number:06d}", 身份证号=f"E{number:08d}", 证件类型="护照")
        for number in range(3000)
    ]
    with count_statements() as first:
        _import(campaign, *people)
    with count_statements() as second:
        assert _import(campaign, *people).unchanged == 3000
    assert first.count <= 25
    assert second.count <= 25


def test_progress_is_told_before_anything_is_written(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS_BETWEEN", 2)
    monkeypatch.setattr(reading, "ROWS_BETWEEN", 2)
    said: list[tuple[str, int, int]] = []

    def progress(phase: str, done: int = 0, total: int = 0) -> None:
        assert not db.session.new
        assert not db.session.dirty
        said.append((phase, done, total))

    import_roster(xlsx_bytes(lines(person(2), person(4), person(6))), campaign, progress=progress)
    assert said == [
        (workbook.READING, 2, 0),
        (workbook.READING, 4, 0),
        (reading.JUDGING, 2, 4),
        (reading.JUDGING, 4, 4),
        (importing.COMPARING, 0, 0),
        (importing.WRITING, 0, 0),
    ]


def test_an_old_roster_does_not_undo_a_roll_call_that_is_over(
    campaign: Campaign, campus_session: CampusSession
) -> None:
    people = [person(2), person(3, 是否参加集中采集="是"), person(4)]
    _import(campaign, *people)
    there, absent = _student("2023000002"), _student("2023000003")
    marks.mark(None, campus_session, {there.id: True, absent.id: False})
    assert _import(campaign, *people).changed == {}  # while it goes on, nothing is said
    closing.close(None, campus_session, missing=2)
    again = _import(campaign, person(2, 班级="翻译2302"), *people[1:])
    assert again.changed == {"2023000002": ("班级",)}
    assert [remark.split("；")[0] for remark in again.remarks] == [
        "第 2 行：点名时到了，文件里写没参加集中采集",
        "第 3 行：点名时没到，文件里写参加过集中采集",
    ]
    assert (there.attended, absent.attended) == (True, False)
    closing.reopen(None, campus_session, "点错了")
    assert set(_import(campaign, *people).changed) == {"2023000002", "2023000003"}
