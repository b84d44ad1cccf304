"""The card for the photographer: one screen to show at the counter."""

from __future__ import annotations

from typing import cast

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import current
from webapp.domain import intake, uploads
from webapp.domain.queries import notice
from webapp.models import Kind, Student
from webapp.pages.access import Permission, allow, holds
from webapp.pages.public.views import blueprint

# In Chinese in either language: the photographer reads them. The reference colour: notice, Attachment 2.
BACKGROUNDS = {"light_blue": "浅蓝色，RGB 100,197,255", "white": "白色", "light_grey": "浅灰色"}
# 院校代码 by name: the default name brings its own, and another school never shows a wrong one.
CODES = {"湖北科技学院": "10927"}


@blueprint.get("/card")
@allow(Permission.PUBLIC)
def counter_card() -> ResponseReturnValue:
    """School, standard and how to send the file; with the collection code of whoever is logged in."""
    campaign = notice.active_campaign()
    standard = intake.standard_for(campaign)
    settings = current.settings()
    student = cast(Student, current_user) if holds(current_user, Permission.STUDENT) else None
    return render_template(
        "public/card.html",
        campaign=campaign,
        standard=standard,
        backgrounds=[BACKGROUNDS[name] for name in standard.background_colors if name in BACKGROUNDS],
        school_code=settings.school_code or CODES.get(settings.school_name, ""),
        student=student,
        code=uploads.upload_by(student, Kind.CODE) if student else None,
    )
