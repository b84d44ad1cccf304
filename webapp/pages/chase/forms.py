"""What a counsellor looks for, as it stands in the address, and what the buttons send."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import HiddenInput

from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import STAGE_NAMES, Stage
from webapp.models import College
from webapp.pages.typed_fields import Text, number_or_none

ALL = SelectChoice("", "全部")
LONGEST = 80  # characters of a major or class
QUIET = {"": "不限", "1": "1 天内", "3": "3 天内", "7": "7 天内", "14": "14 天内"}
MOST_NUMBERS = 2000  # students of one message


class ChaseSearch(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Whom to look for."""

    class Meta:
        csrf = False  # a question changes nothing

    stage = SelectField(
        "卡在哪一步",
        choices=[SelectChoice(stage.value, name) for stage, name in STAGE_NAMES.items()],
        validate_choice=False,
    )
    college = SelectField("学院", validate_choice=False)
    major = Text("专业")
    class_name = Text("班级")
    quiet = SelectField(
        "不算刚提醒过的",
        choices=[SelectChoice(days, name) for days, name in QUIET.items()],
        validate_choice=False,
    )
    no_mail = BooleanField("只看没留邮箱的")

    def offer_colleges(self, colleges: list[College]) -> None:
        """Fill the choices."""
        self.college.choices = [ALL, *(SelectChoice(str(college.id), college.name) for college in colleges)]

    def wanted(self) -> Selection:
        """What is asked for; what makes no sense does not narrow."""
        stage, quiet = self.stage.data, self.quiet.data
        return Selection(
            stage=Stage(stage) if stage in set(Stage) else Stage.UNSUBMITTED,
            college_id=number_or_none(self.college.data),
            major=(self.major.data or "")[:LONGEST],
            class_name=(self.class_name.data or "")[:LONGEST],
            quiet_days=int(quiet) if quiet and quiet in QUIET else 0,
            without_address=self.no_mail.data,
        )


class Copied(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Who stood in the text that was copied: numbers, separated by spaces."""

    students = StringField(widget=HiddenInput())

    def numbers(self) -> list[int]:
        """The numbers; what is none is passed over."""
        words = (self.students.data or "").split()[:MOST_NUMBERS]
        return [number for number in map(number_or_none, words) if number is not None]


def kept(wanted: Selection) -> dict[str, Any]:
    """The selection as the address of a page says it."""
    values = {
        "stage": wanted.stage.value,
        "college": wanted.college_id,
        "major": wanted.major,
        "class_name": wanted.class_name,
        "quiet": wanted.quiet_days,
        "no_mail": "y" if wanted.without_address else "",
    }
    return {name: value for name, value in values.items() if value}
