"""Rows and items of exports, made without a database."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

from tests.ready_made import jpeg
from webapp.domain.exports.plan import Item
from webapp.domain.exports.selection import ExportRow
from webapp.models import IdType, State
from webapp.storage import LocalStorage, new_key

UPLOADED = datetime(2027, 1, 9, 7, 30, 8, tzinfo=UTC)

ROW = ExportRow(
    submission_id=1,
    student_no="2023000001",
    name="阿依努尔·买买提",
    id_type=IdType.RESIDENT,
    id_number="42120220020101101X",
    gender="女",
    college="外国语学院",
    major="翻译",
    class_name="翻译2301",
    level="本科",
    state=State.APPROVED,
    key="electronic/00/x",
    sha256="0" * 64,
    size=1,
    uploaded_at=UPLOADED,
    branch="湖北分社",
    shot_on=None,
    decided_at=None,
    reviewer="王老师",
)


def row(**values: Any) -> ExportRow:
    """The row with other values."""
    return dataclasses.replace(ROW, **values)


def stored(storage: LocalStorage, number: int) -> Item:
    """A photo in the store, with its name."""
    data = jpeg(number)
    found = storage.put(new_key("electronic"), data)
    return Item(
        number,
        str(number),
        f"照片/{number}.jpg",
        found.key,
        found.sha256,
        len(data),
        UPLOADED,
        f"mark{number}",
    )


def never_uploaded(number: int) -> Item:
    """A student without a photo."""
    return Item(number, str(number), f"照片/{number}.jpg", "", "", 0, None, "")
