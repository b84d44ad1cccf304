"""What is on one side only, also while somebody uploads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.ready_made import hand_in, upload
from webapp import current
from webapp.domain import reconcile
from webapp.extensions import db
from webapp.models import Kind, Student, Submission
from webapp.storage import LocalStorage, StorageError, StoredEntry, new_key


def test_an_upload_during_the_comparison_is_neither_missing_nor_an_orphan(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = hand_in(student)
    listed = list(current.storage().entries())

    def entries(_storage: LocalStorage) -> Iterator[StoredEntry]:
        _replace(submission)  # the student sends another file just after the listing
        return iter(listed)

    monkeypatch.setattr(LocalStorage, "entries", entries)
    found = reconcile.compare()
    assert found.missing == ()


def test_an_orphan_that_has_a_row_by_now_is_not_deleted(student: Student) -> None:
    key = new_key("electronic")
    current.storage().put(key, b"photo")
    orphans = reconcile.compare().orphans
    assert [entry.key for entry in orphans] == [key]
    student.admission_key = key
    db.session.commit()
    assert reconcile.delete_orphans(orphans, timedelta(seconds=-60)) == 0
    with current.storage().open(key) as stream:
        assert stream.read() == b"photo"


def test_a_store_that_cannot_be_read_is_not_called_empty(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(student)

    def broken(_storage: LocalStorage, _key: str) -> None:
        raise StorageError("the disk is gone")

    monkeypatch.setattr(LocalStorage, "entries", lambda _storage: iter(()))
    monkeypatch.setattr(LocalStorage, "open", broken)
    with pytest.raises(StorageError):
        reconcile.compare()


def _replace(submission: Submission) -> None:
    old = next(found for found in submission.uploads if found.kind is Kind.PAPER)
    new = upload(Kind.PAPER, b"another picture")
    old.storage_key, old.sha256, old.size = new.storage_key, new.sha256, new.size
    db.session.commit()
