"""The frame of staff pages: which sections the navigation offers to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_login import current_user

from webapp import clock
from webapp.pages import access


@dataclass(frozen=True)
class Page:
    """One link. `also`: endpoints of pages below it, on which it is the current one too."""

    endpoint: str
    label: str
    also: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the request asks for this page or one below it."""
        return request.endpoint in {self.endpoint, *self.also}


@dataclass(frozen=True)
class Section:
    """Pages for one kind of work: one entry in the first row, its pages in the second."""

    label: str
    pages: tuple[Page, ...]

    @property
    def is_current(self) -> bool:
        """Whether the request asks for one of its pages."""
        return any(page.is_current for page in self.pages)


ROLL_CALL_PAGES = tuple(
    f"roll_call.{name}" for name in ("roll", "close", "attendance", "attendance_confirm", "reopen")
)

# Everybody sees what they may open: each view says that itself (pages/access.py).
SECTIONS = (
    Section("总览", (Page("admin.dashboard", "进度"),)),
    Section(
        "审核",
        (
            Page("review.queue", "队列", ("review.submission", "review.preview")),
            Page("review.sheet", "成批通过"),
        ),
    ),
    Section("拍摄", (Page("roll_call.sessions", "点名", ROLL_CALL_PAGES),)),
    Section(
        "学生",
        (
            Page("admin.students", "学生", ("admin.student",)),
            Page("chase.overview", "催交", ("chase.names", "chase.log", "chase.reminder")),
            Page("paper.desk", "收纸质照片", ("paper.look_up", "paper.one")),
        ),
    ),
    Section(
        "数据",
        (
            Page("admin.roster", "名册", ("admin.roster_preview", "admin.roster_work")),
            Page("admin.photos", "录取照片"),
            Page("admin.export", "导出"),
            Page("admin.purge", "到期清除"),
        ),
    ),
    Section(
        "设置",
        (
            Page("admin.notice", "通知"),
            Page("admin.texts", "文字", ("admin.text",)),
            Page("admin.standard", "照片标准", ("admin.standard_limit",)),
            Page("admin.campaign_list", "届次", ("admin.campaign",)),
            Page("admin.staff", "账号", ("admin.staff_member", "admin.staff_rights", "admin.staff_invite")),
            Page("admin.audit", "记录"),
        ),
    ),
    Section(
        "我的",
        (
            Page("account.home", "我的账号", ("account.set_up", "account.turn_off", "account.new_codes")),
            Page("account.password", "改密码"),
        ),
    ),
)


def register(blueprint: Blueprint) -> None:
    """Give the pages of a staff blueprint their sections, and keep them out of every cache."""
    blueprint.context_processor(lambda: {"staff_sections": tuple(_sections())})
    blueprint.after_request(_keep_no_copy)
    blueprint.add_app_template_filter(clock_time)


def clock_time(moment: datetime | None) -> str:
    """A moment of today as read in China: '09:05'."""
    return f"{clock.local(moment):%H:%M}" if moment else ""


def _keep_no_copy(response: Response) -> Response:
    """What staff see of students stays in no cache: a shared computer shows nothing after logging out."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _sections() -> Iterator[Section]:
    for section in SECTIONS:
        pages = tuple(page for page in section.pages if _may_open(page))
        if pages:
            yield replace(section, pages=pages)


def _may_open(page: Page) -> Any:
    permission = access.permission_of(current_app, page.endpoint)
    return permission is not None and access.holds(current_user, permission)
