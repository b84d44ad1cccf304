"""What the queue is narrowed to: read from the address, and handed on from page to page."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice

from webapp.domain.review_filter import ReviewFilter
from webapp.models import College, State
from webapp.pages.typed_fields import Text, number_or_none
from webapp.photocheck import Status

ALL = SelectChoice("", "全部")
LONGEST = 80  # characters of a name that is looked for
STATES = {State.SUBMITTED: "待审核", State.RETURNED: "已退回", State.APPROVED: "已通过"}
VERDICTS = {Status.FAIL: "不合格", Status.WARN: "请留意", Status.PASS: "合格"}


class QueueFilter(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What to look for."""

    class Meta:
        csrf = False  # a question changes nothing

    college = SelectField("学院", validate_choice=False)
    major = Text("专业")
    class_name = Text("班级")
    state = SelectField(
        "状态",
        choices=[SelectChoice(state.value, name) for state, name in STATES.items()],
        validate_choice=False,
    )
    verdict = SelectField(
        "电子照片的检查",
        choices=[ALL, *(SelectChoice(status.value, name) for status, name in VERDICTS.items())],
        validate_choice=False,
    )
    has_note = BooleanField("同学说检查有误")
    in_doubt = BooleanField("人脸比对存疑")
    late = BooleanField("截止之后提交")

    def offer_colleges(self, colleges: list[College]) -> None:
        """Fill the choices."""
        self.college.choices = [ALL, *(SelectChoice(str(college.id), college.name) for college in colleges)]


def filter_form() -> QueueFilter:
    """The form as the address fills it."""
    return QueueFilter(request.args)


def wanted() -> ReviewFilter:
    """What the address asks for; what makes no sense does not narrow."""
    asked = filter_form()
    state, verdict = asked.state.data, asked.verdict.data
    return ReviewFilter(
        state=State(state) if state in set(STATES) else State.SUBMITTED,
        college_id=number_or_none(asked.college.data),
        major=(asked.major.data or "")[:LONGEST],
        class_name=(asked.class_name.data or "")[:LONGEST],
        verdict=Status(verdict) if verdict in set(VERDICTS) else None,
        has_note=asked.has_note.data,
        in_doubt=asked.in_doubt.data,
        late=asked.late.data,
    )


def kept() -> dict[str, Any]:
    """The filter as it stands in the address, for links and forms that go on with it."""
    names = [field.name for field in filter_form()]
    return {name: request.args[name] for name in names if request.args.get(name)}
