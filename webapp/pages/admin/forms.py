"""What an admin fills in."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, TextAreaField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.domain.exports.naming import LONGEST_PATTERN, TOO_LONG
from webapp.domain.exports.spreadsheet import STATES
from webapp.domain.queries.students import STANDING_NAMES
from webapp.models import College, State
from webapp.pages.typed_fields import Text, cleaned

NO_DATE = "日期没有看懂，请写成 2027-02-28 这样。"
NO_TIME = "时间没有看懂，请写成 08:30 这样。"
NO_NUMBER = "请填写数字。"
ALL = SelectChoice("", "全部")
NEEDED = "请填写这一项。"


class LongText(TextAreaField):  # type: ignore[misc] # wtforms has no types
    """Several lines, cleaned in the same way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=[cleaned], **kwargs)


def _long(most: int) -> Length:
    return Length(max=most, message=f"最多 {most} 个字。")


def _offer(field: SelectField, colleges: list[College]) -> None:
    field.choices = [ALL, *(SelectChoice(str(college.id), college.name) for college in colleges)]


class StudentSearch(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Whom to look for. Read from the address of the page."""

    class Meta:
        csrf = False  # a question changes nothing

    text = Text("学号或姓名", validators=[_long(80)])
    college = SelectField("学院", validate_choice=False)
    standing = SelectField(
        "状态",
        choices=[ALL, *(SelectChoice(str(key), name) for key, name in STANDING_NAMES.items())],
        validate_choice=False,
    )

    def offer_colleges(self, colleges: list[College]) -> None:
        """Fill the choices."""
        _offer(self.college, colleges)


class Extension(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """More time for one student."""

    last_day = DateField("最后一天", validators=[InputRequired(NO_DATE)])
    reason = Text("原因", validators=[InputRequired(NEEDED), _long(200)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the fields; what is no date is said in Chinese."""
        super().process(*args, **kwargs)
        in_chinese(self.last_day, NO_DATE)


class ExportChoice(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What to export, and how photos are named."""

    class Meta:
        csrf = False  # the preview is a question; the download is protected by the app itself

    state = SelectField(
        "状态",
        choices=[
            SelectChoice(str(state), STATES[state])
            for state in (State.APPROVED, State.SUBMITTED, State.RETURNED)
        ],
    )
    college = SelectField("学院", validate_choice=False)
    pattern = Text("照片命名规则", validators=[Length(max=LONGEST_PATTERN, message=TOO_LONG)])

    def offer_colleges(self, colleges: list[College]) -> None:
        """Fill the choices."""
        _offer(self.college, colleges)


class CampaignForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Title and last day."""

    title = Text("标题", validators=[InputRequired(NEEDED), _long(200)])
    last_day = DateField("提交的最后一天", validators=[InputRequired(NO_DATE)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the fields; what is no date is said in Chinese."""
        super().process(*args, **kwargs)
        in_chinese(self.last_day, NO_DATE)


class SessionForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """One row of the schedule."""

    batch = IntegerField(
        "批次", validators=[InputRequired(NO_NUMBER), NumberRange(1, 99, "批次是 1 到 99。")]
    )
    day = DateField("日期（待定就留空）", validators=[Optional()])
    starts = TimeField("开始时间", validators=[Optional()])
    ends = TimeField("结束时间", validators=[Optional()])
    place = Text("地点", validators=[InputRequired(NEEDED), _long(100)])
    colleges = LongText(
        "学院（一行一个，留空表示其他学院）", validators=[_long(1000)], render_kw={"rows": "3"}
    )
    majors = LongText("专业（一行一个，人数写在空格后面）", validators=[_long(2000)], render_kw={"rows": "5"})

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the fields; what is no date, time or number is said in Chinese."""
        super().process(*args, **kwargs)
        in_chinese(self.day, NO_DATE)
        in_chinese(self.starts, NO_TIME)
        in_chinese(self.ends, NO_TIME)
        in_chinese(self.batch, NO_NUMBER)


class BranchForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """The contact of a branch."""

    contact = Text("联系人", validators=[_long(40)])
    office_phone = Text("办公电话", validators=[_long(40)])
    mobile = Text("手机", validators=[_long(40)])
    fax = Text("传真", validators=[_long(40)])
    address = Text("地址", validators=[_long(200)])


class ContactForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Whom students of a college call."""

    contact = Text("联系人和电话", validators=[_long(120)])


def in_chinese(field: Any, words: str) -> None:
    """WTForms says in English what it could not read."""
    if field.process_errors:
        field.process_errors = [words]


def lines_of(text: str | None) -> list[str]:
    """What stands on each line, without empty ones."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def majors_of(text: str | None) -> tuple[tuple[str, int | None], ...]:
    """Majors, one a line, with a head count after the last space when there is one."""
    found: list[tuple[str, int | None]] = []
    for line in lines_of(text):
        name, _, count = line.rpartition(" ")
        found.append((name.strip(), int(count)) if name and count.isdecimal() else (line, None))
    return tuple(found)
