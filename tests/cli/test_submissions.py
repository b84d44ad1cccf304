"""`flask submissions`: the list and the hand-over."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.cli.conftest import Run
from tests.ready_made import hand_in, jpeg
from webapp import current
from webapp.extensions import db
from webapp.models import AuditEvent, College, Export, Kind, State, Student


def test_listing(run: Run, make_student: Callable[..., Student], other_college: College) -> None:
    approved = hand_in(make_student(), State.APPROVED).student
    waiting = hand_in(make_student(college_id=other_college.id)).student
    everything = run("submissions", "list").output
    assert approved.student_no in everything
    assert waiting.student_no in everything
    assert "共 2 份" in everything
    narrowed = run("submissions", "list", "--state", "submitted", "--college", other_college.name).output
    assert approved.student_no not in narrowed
    assert "待审核" in narrowed


def test_exporting_both(run: Run, make_student: Callable[..., Student], tmp_path: Path) -> None:
    approved = hand_in(make_student(), State.APPROVED)
    hand_in(make_student())
    photos, table = tmp_path / "photos.zip", tmp_path / "list.xlsx"
    result = run(
        *("submissions", "export", "--photos", str(photos)),
        *("--list", str(table), "--pattern", "{student_no}"),
    )
    assert result.exit_code == 0, result.output
    archive = zipfile.ZipFile(photos)
    assert {name: archive.read(name) for name in archive.namelist()} == {
        f"{approved.student.student_no}.jpg": jpeg(approved.student_id)
    }
    sheet = load_workbook(table).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [approved.student.student_no]
    exports = db.session.scalars(select(Export).order_by(Export.id)).all()
    assert [(found.kind, found.actor, found.count) for found in exports] == [
        ("photos", "operator", 1),
        ("list", "operator", 1),
    ]
    assert "export.photos" in db.session.scalars(select(AuditEvent.action)).all()
    assert sorted(tmp_path.glob(".*")) == [], "no temporary file stays"


def test_a_broken_photo_ends_with_exit_code_1(
    run: Run, make_student: Callable[..., Student], tmp_path: Path
) -> None:
    hand_in(make_student(), State.APPROVED)
    broken = hand_in(make_student(), State.APPROVED)
    photo = next(upload for upload in broken.uploads if upload.kind is Kind.ELECTRONIC)
    current.storage().delete(photo.storage_key)
    result = run("submissions", "export", "--photos", str(tmp_path / "photos.zip"), "--proof")
    assert result.exit_code == 1
    assert f"学号 {broken.student.student_no}：存储里找不到照片" in result.output
    assert zipfile.ZipFile(tmp_path / "photos.zip").namelist()[1:] == ["SHA256SUMS", "manifest.csv"]


def test_what_was_there_stays_when_an_export_fails(
    run: Run, make_student: Callable[..., Student], tmp_path: Path
) -> None:
    for _ in range(2):
        hand_in(make_student(), State.APPROVED)
    target = tmp_path / "photos.zip"
    target.write_bytes(b"of last time")
    result = run("submissions", "export", "--photos", str(target), "--pattern", "{major}")
    assert result.exit_code == 1
    assert "重名" in result.output
    assert target.read_bytes() == b"of last time"
    assert list(tmp_path.glob("*photos*")) == [target]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "--photos"),
        (("--list", "x.xlsx", "--college", "没有的学院"), 1, "没有的学院"),
        (("--list", "x.xlsx"), 1, "没有符合条件"),
    ],
)
def test_what_cannot_be_exported_is_said(
    run: Run,
    student: Student,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("submissions", "export", *words)
    assert result.exit_code == code
    assert said in result.output
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_folder_is_gone_on_with(run: Run, make_student: Callable[..., Student], tmp_path: Path) -> None:
    for _ in range(2):
        hand_in(make_student(), State.APPROVED)
    target = tmp_path / "out"
    words = ("submissions", "export", "--folder", str(target), "--pattern", "{student_no}")
    assert "新写 2 张，原有 0 张" in run(*words).output
    (target / "2023000001.jpg").unlink()
    assert "新写 1 张，原有 1 张" in run(*words).output
    assert (target / "2023000001.jpg").read_bytes() == jpeg(1)
    refused = run("submissions", "export", "--folder", str(target / "2023000001.jpg" / "below"))
    assert refused.exit_code == 1
    assert "写不进去" in refused.output


def test_only_new_exports_and_what_is_known_of_them(
    run: Run, make_student: Callable[..., Student], tmp_path: Path
) -> None:
    hand_in(make_student(), State.APPROVED)
    zipped, table = str(tmp_path / "new.zip"), str(tmp_path / "manifest.csv")
    assert "还没有导出过" in run("submissions", "export", "--preview").output
    words = ("submissions", "export", "--only-new", "--photos", zipped)
    assert run(*words).exit_code == 0
    assert "此后新的或有变化的 0 人" in run("submissions", "export", "--preview").output
    again = run(*words)
    assert again.exit_code == 1
    assert "没有新的" in again.output
    digest = hashlib.sha256(Path(zipped).read_bytes()).hexdigest()
    assert digest in run("submissions", "exports").output
    run("submissions", "manifest", "1", table)
    assert "2023000001" in Path(table).read_text(encoding="utf-8-sig")
    run("submissions", "discard", "1")
    assert run(*words).exit_code == 0
    assert run("submissions", "discard", "99").exit_code == 1
