"""What an admin fills in."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from webapp.domain.queries.students import STANDING_NAMES
from webapp.models import College
from webapp.pages.typed_fields import Text

NO_DATE = "日期没有看懂，请写成 2027-02-28 这样。"
ALL = SelectChoice("", "全部")
NEEDED = "请填写这一项。"


def at_most(most: int) -> Length:
    """At most so many characters."""
    return Length(max=most, message=f"最多 {most} 个字。")


def _offer(field: SelectField, colleges: list[College]) -> None:
    field.choices = [ALL, *(SelectChoice(str(college.id), college.name) for college in colleges)]


class StudentSearch(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Whom to look for. Read from the address of the page."""

    class Meta:
        csrf = False  # a question changes nothing

    text = Text("学号或姓名", validators=[at_most(80)])
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
    reason = Text("原因", validators=[InputRequired(NEEDED), at_most(200)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the fields; what is no date is said in Chinese."""
        super().process(*args, **kwargs)
        in_chinese(self.last_day, NO_DATE)


class CampaignForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Title and last day."""

    title = Text("标题", validators=[InputRequired(NEEDED), at_most(200)])
    last_day = DateField("提交的最后一天", validators=[InputRequired(NO_DATE)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the fields; what is no date is said in Chinese."""
        super().process(*args, **kwargs)
        in_chinese(self.last_day, NO_DATE)


class BranchForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """The contact of a branch."""

    contact = Text("联系人", validators=[at_most(40)])
    office_phone = Text("办公电话", validators=[at_most(40)])
    mobile = Text("手机", validators=[at_most(40)])
    fax = Text("传真", validators=[at_most(40)])
    address = Text("地址", validators=[at_most(200)])


class ContactForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Whom students of a college call."""

    contact = Text("联系人和电话", validators=[at_most(120)])


def in_chinese(field: Any, words: str) -> None:
    """WTForms says in English what it could not read."""
    if field.process_errors:
        field.process_errors = [words]
