"""The purge: after the retention period nothing of a class tells who anybody was; the statistics stay.

What identifies a person is kept no longer than the purpose needs (个人信息保护法, articles 19 and 47). Rows
that figures are counted from stay without names: a student is a number in a college and a major, a
submission is a state with its times. Everything else that hangs on them goes, files first: a purge that was
interrupted finds what is left when it is run again.

The record of what was done (audit_event) stays as it is, and the database refuses to change it: it names rows
by number, never a person, and those rows are nameless afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, or_, select, update
from sqlalchemy.exc import OperationalError

from webapp import clock, current
from webapp.domain import audit, compared, work
from webapp.domain.errors import ClosedError, StaleError
from webapp.domain.roster import pending
from webapp.extensions import db
from webapp.models import (
    Campaign,
    ChsiAnswer,
    DeadlineExtension,
    Decision,
    Export,
    ExportItem,
    FaceDescriptor,
    NoticeAddress,
    OutboxMail,
    Reminded,
    RollMark,
    Student,
    Submission,
    Upload,
    Work,
)

BATCH: Final = 200  # students, or submissions, of one commit
MARK: Final = "~"  # begins what stands for a 学号; no roster can hold it
LOCKED: Final = "!"  # no hash: no password fits, and nobody can activate the account
NAMELESS: Final = "已清除"
TOO_EARLY: Final = "还不能清除：{class_year} 届的材料要保留到 {day}。"
# Tables whose rows of a student go. Submissions and students stay, without what identifies anybody.
ROWS_THAT_GO: Final = (ChsiAnswer, DeadlineExtension, NoticeAddress, OutboxMail, Reminded, RollMark)
# The same of a submission, besides its files.
ROWS_OF_SUBMISSIONS: Final = (Decision, ExportItem, FaceDescriptor)
# Every table that the purge changes.
WRITTEN_ANEW: Final = (Student, Submission, Upload, Export, Work, *ROWS_THAT_GO, *ROWS_OF_SUBMISSIONS)
PATIENCE_SECONDS: Final = 30  # for whoever uses a table just now
BUSY: Final = "都清除了，但数据库正忙，磁盘上的旧痕迹还没有抹掉。请过一会儿再运行一次。"


@dataclass(frozen=True)
class Plan:
    """What a purge would take away: people, their files, and rows that hang on them. due_at: not before."""

    due_at: datetime
    students: int
    submissions: int
    files: int
    rows: int

    @property
    def is_due(self) -> bool:
        return clock.now() >= self.due_at

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to purge."""
        return not (self.students or self.files or self.rows)

    def counts(self) -> dict[str, Any]:
        """For the record."""
        return {name: value for name, value in asdict(self).items() if name != "due_at"}


def plan_of(campaign: Campaign) -> Plan:
    """The dry run: counts everything in one query and changes nothing."""
    of_students = _student_ids(campaign)
    admission = select(Student.id).where(Student.campaign_id == campaign.id, Student.admission_key != "")
    students, submissions, uploads, photos, *rows, extended = db.session.execute(
        select(
            _count(select(Student.id).where(_identified(campaign))),
            _count(select(Submission.id).where(_submissions(campaign))),
            _count(select(Upload.id).join(Upload.submission).where(_submissions(campaign))),
            _count(admission),
            *(_count(select(table.id).where(table.student_id.in_(of_students))) for table in ROWS_THAT_GO),
            *(_count(_rows_of_submissions(table, campaign)) for table in ROWS_OF_SUBMISSIONS),
            _latest_extension(campaign),
        )
    ).one()
    return Plan(_due_at(campaign, extended), students, submissions, uploads + photos, sum(rows))


def purge(campaign: Campaign, *, actor: str = audit.OPERATOR) -> Plan:
    """Take away what the plan counts, for good, and say what it was.

    Raises ClosedError before the retention period is over; StorageError when files cannot be deleted and
    StaleError when the database is too busy to be written anew: then what is done is done, and running it
    again goes on.
    """
    plan = plan_of(campaign)
    if not plan.is_due:
        day = clock.local(plan.due_at).date()
        raise ClosedError(TOO_EARLY, class_year=campaign.class_year, day=day.isoformat())
    target = f"campaign:{campaign.id}"
    audit.record(actor, "purge.begin", target, **plan.counts())
    db.session.commit()
    pending.sweep(everything=True)
    work.sweep(everything=True)
    _purge_submissions(campaign)
    _purge_students(campaign)
    _purge_export_problems(campaign)
    audit.record(actor, "purge", target, **plan.counts())
    db.session.commit()
    _write_anew()
    return plan


def _latest_extension(campaign: Campaign) -> ScalarSelect[Any]:
    of_students = DeadlineExtension.student_id.in_(_student_ids(campaign))
    return select(func.max(DeadlineExtension.until)).where(of_students).scalar_subquery()


def _due_at(campaign: Campaign, extended: datetime | None) -> datetime:
    """The retention counts from the last moment at which somebody of this class could hand in."""
    last = max(campaign.deadline_at, extended) if extended else campaign.deadline_at
    return last + timedelta(days=current.settings().retention_days)


def _purge_submissions(campaign: Campaign) -> None:
    """Files of the class go, also those of somebody who has moved to a later one since."""
    numbers = db.session.scalars(select(Submission.id).where(_submissions(campaign))).all()
    for start in range(0, len(numbers), BATCH):
        chosen = numbers[start : start + BATCH]
        keys = select(Upload.storage_key).where(Upload.submission_id.in_(chosen))
        _delete_files(db.session.scalars(keys))
        for table in (Upload, *ROWS_OF_SUBMISSIONS):
            db.session.execute(delete(table).where(table.submission_id.in_(chosen)))
        db.session.execute(
            update(Submission)
            .where(Submission.id.in_(chosen))
            .values(note="", **compared.columns({}), return_text="", face_consent=None)
        )
        db.session.commit()


def _purge_students(campaign: Campaign) -> None:
    wanted = select(Student).where(_identified(campaign)).order_by(Student.id).limit(BATCH)
    while students := db.session.scalars(wanted).all():
        _delete_files(student.admission_key for student in students if student.admission_key)
        numbers = [student.id for student in students]
        for table in ROWS_THAT_GO:
            db.session.execute(delete(table).where(table.student_id.in_(numbers)))
        for student in students:
            _forget(student)
        db.session.commit()


def _forget(student: Student) -> None:
    """What figures are counted from stays: campaign, college, major, level, attended."""
    student.student_no = f"{MARK}{student.id}"
    student.name = NAMELESS
    student.id_number = ""
    student.gender = ""
    student.class_name = ""
    student.phone = ""
    student.email = ""
    student.admission_key = ""
    student.password_hash = LOCKED
    student.session_epoch += 1


def _purge_export_problems(campaign: Campaign) -> None:
    """Reports of exports name students; how many problems there were stays."""
    for export in db.session.scalars(select(Export)):
        if export.problems and export.selection.get("campaign_id") == campaign.id:
            export.problems = [NAMELESS] * len(export.problems)


def _write_anew() -> None:
    """Write the tables anew: in the files of a database, what was deleted can be read until then.

    Raises StaleError when others keep it busy.
    """
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # not back to the pool: the time to wait for locks is this connection's own
        try:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("VACUUM")
                is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            else:
                connection.exec_driver_sql(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
                names = ", ".join(table.__tablename__ for table in WRITTEN_ANEW)
                connection.exec_driver_sql(f"VACUUM FULL {names}")
                is_busy = False
        except OperationalError:
            is_busy = True
    if is_busy:
        raise StaleError(BUSY)


def _delete_files(keys: Iterable[str]) -> None:
    for key in keys:
        current.storage().delete(key)


def _identified(campaign: Campaign) -> ColumnElement[bool]:
    return (Student.campaign_id == campaign.id) & Student.student_no.not_like(f"{MARK}%")


def _submissions(campaign: Campaign) -> ColumnElement[bool]:
    """Those of the class, and earlier ones of its students."""
    return or_(Submission.campaign_id == campaign.id, Submission.student_id.in_(_student_ids(campaign)))


def _rows_of_submissions(table: Any, campaign: Campaign) -> Any:
    wanted = select(Submission.id).where(_submissions(campaign))
    return select(table.submission_id).where(table.submission_id.in_(wanted))


def _student_ids(campaign: Campaign) -> Any:
    return select(Student.id).where(Student.campaign_id == campaign.id)


def _count(statement: Any) -> ScalarSelect[Any]:
    return select(func.count()).select_from(statement.subquery()).scalar_subquery()
