"""What leaves the page: the frame of the text for a group, and the list as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from webapp import clock
from webapp.domain import audit, deadlines
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import BEFORE_DEADLINE, STAGE_NAMES, Stage
from webapp.domain.chasing.texts import Frame
from webapp.domain.exports.spreadsheet import plain
from webapp.domain.queries import chasing
from webapp.domain.queries.chasing import Row
from webapp.extensions import db
from webapp.models import Campaign, Staff

HEADER = ("学院", "专业", "班级", "学号", "姓名", "卡在哪一步", "邮箱", "上次提醒（北京时间）")
BOM = "\ufeff"  # without it, Excel takes UTF-8 for GBK
PIECE = 500  # rows sent at once
CLOSED = "提交时间已过，请尽快联系学院老师。"


def frame_of(campaign: Campaign, stage: Stage, link: str) -> Frame:
    """What stands around the names in a text about this stage, as of now."""
    if stage not in BEFORE_DEADLINE:
        return Frame(stage, None, link)
    window = deadlines.campaign_window(campaign)
    return Frame(stage, window.until, link) if window.is_open else Frame(stage, None, link, CLOSED)


def stream(staff: Staff | None, campaign: Campaign, wanted: Selection) -> Iterator[bytes]:
    """The list as UTF-8 CSV with a header, class by class, without ID numbers; taking it is recorded."""
    rows = chasing.all_names(staff, campaign, wanted)
    audit.record(audit.actor_name(staff), "chase.csv", f"campaign:{campaign.id}", what=wanted.stage)
    db.session.commit()
    return _pieces(rows)


def _pieces(rows: Iterator[Row]) -> Iterator[bytes]:
    yield (BOM + _csv([HEADER])).encode()
    while piece := list(islice(rows, PIECE)):
        yield _csv([_cells(row) for row in piece]).encode()


def _cells(row: Row) -> tuple[str, ...]:
    reminded = f"{clock.local(row.reminded_at):%Y-%m-%d %H:%M}" if row.reminded_at else ""
    return (
        plain(row.college),
        plain(row.major),
        plain(row.class_name),
        plain(row.student_no),
        plain(row.name),
        STAGE_NAMES[row.stage],
        "有" if row.has_address else "没有",
        reminded,
    )


def _csv(rows: list[tuple[str, ...]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue()
