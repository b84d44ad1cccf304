"""`flask storage reconcile`: what is on one side only."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import time_machine

from tests.cli.conftest import Run
from tests.ready_made import hand_in
from webapp import clock, current
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Student
from webapp.storage import new_key


def test_all_is_well(run: Run, student: Student) -> None:
    hand_in(student)
    result = run("storage", "reconcile")
    assert result.exit_code == 0
    assert "一致 3 个，缺文件 0 个，没有记录 0 个。" in result.output


def test_a_row_without_its_file_is_an_error(run: Run, student: Student) -> None:
    lost = hand_in(student).uploads[0]
    current.storage().delete(lost.storage_key)
    result = run("storage", "reconcile")
    assert result.exit_code == 1
    assert f"upload:{lost.id}" in result.output
    assert lost.storage_key in result.output


def test_an_admission_photo_belongs_to_its_student(run: Run, student: Student) -> None:
    key = new_key("admission")
    current.storage().put(key, b"photo")
    student.admission_key = key
    db.session.commit()
    assert "一致 1 个" in run("storage", "reconcile").output
    current.storage().delete(key)
    assert f"student:{student.id}" in run("storage", "reconcile").output


def test_a_file_without_row_is_deleted_only_when_told_and_old(
    run: Run, student: Student, settings: Settings
) -> None:
    hand_in(student)
    key = new_key("paper")
    current.storage().put(key, b"nobody's")
    assert key in run("storage", "reconcile").output
    assert "已删除 0 个" in run("storage", "reconcile", "--delete-orphans").output
    _age(settings.uploads_folder / key, timedelta(hours=3))
    assert "已删除 0 个" in run("storage", "reconcile", "--delete-orphans").output
    result = run("storage", "reconcile", "--delete-orphans", "--older-than", "2")
    assert "已删除 1 个" in result.output
    assert "一致 3 个，缺文件 0 个，没有记录 0 个。" in run("storage", "reconcile").output


def test_a_store_that_fails_is_said(run: Run, student: Student, settings: Settings) -> None:
    hand_in(student)
    settings.uploads_folder.rename(settings.uploads_folder.with_name("elsewhere"))
    settings.uploads_folder.write_text("not a folder")
    result = run("storage", "reconcile")
    assert result.exit_code == 1


def test_a_later_clock_does_not_hide_young_files(run: Run, student: Student) -> None:
    hand_in(student)
    current.storage().put(new_key("code"), b"nobody's")
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert "已删除 1 个" in run("storage", "reconcile", "--delete-orphans").output


def _age(path: Path, by: timedelta) -> None:
    moment = path.stat().st_mtime - by.total_seconds()
    os.utime(path, (moment, moment))
