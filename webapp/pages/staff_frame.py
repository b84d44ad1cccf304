"""The frame of staff pages: which sections the navigation offers to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Response
from flask_login import current_user

from webapp import clock
from webapp.models import Role, Staff

PASSWORD = ("auth.password", "改密码")
REVIEWER_SECTIONS = (("review.queue", "审核"), PASSWORD)
ADMIN_SECTIONS = (
    ("admin.dashboard", "总览"),
    ("review.queue", "审核"),
    ("admin.students", "学生"),
    ("admin.roster", "名册"),
    ("admin.export", "导出"),
    ("admin.notice", "通知"),
    ("admin.staff", "账号"),
    ("admin.audit", "记录"),
    PASSWORD,
)


def register(blueprint: Blueprint) -> None:
    """Give the pages of a staff blueprint their sections, and keep them out of every cache."""
    blueprint.context_processor(_sections)
    blueprint.after_request(_keep_no_copy)
    blueprint.add_app_template_filter(clock_time)


def clock_time(moment: datetime | None) -> str:
    """A moment of today as read in China: '09:05'."""
    return f"{clock.local(moment):%H:%M}" if moment else ""


def _keep_no_copy(response: Response) -> Response:
    """What staff see of students stays in no cache: a shared computer shows nothing after logging out."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _sections() -> dict[str, Any]:
    if not isinstance(current_user._get_current_object(), Staff):
        return {"staff_sections": ()}
    return {"staff_sections": ADMIN_SECTIONS if current_user.role is Role.ADMIN else REVIEWER_SECTIONS}
