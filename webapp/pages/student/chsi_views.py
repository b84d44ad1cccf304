"""What a student tells us about CHSI (学信网): whether the photo is there, before the trip and after."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.domain import chsi
from webapp.domain.errors import InvalidError
from webapp.language import marked, translated
from webapp.models import Student
from webapp.pages.access import Permission, allow
from webapp.pages.student.forms import YES, ChsiGate
from webapp.pages.student.views import blueprint

CHOOSE = marked("请选“已经有了”或“还没有”。")


@blueprint.post("/me/chsi")
@allow(Permission.STUDENT)
def chsi_gate() -> ResponseReturnValue:
    """Whether CHSI already shows a photo, asked before the student travels."""
    form = ChsiGate()
    if not form.validate():
        raise InvalidError(CHOOSE)
    chsi.answer_chsi_gate(cast(Student, current_user), form.has_photo.data == YES)
    return redirect(url_for("student.home"))


@blueprint.post("/me/chsi/checked")
@allow(Permission.STUDENT)
def chsi_checked() -> ResponseReturnValue:
    """The student saw the right photo on CHSI: the end of the way."""
    chsi.mark_chsi_checked(cast(Student, current_user))
    flash(translated("太好了，照片这件事全部办完了。"), "success")
    return redirect(url_for("student.home"))
