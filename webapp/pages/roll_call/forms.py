"""What a leader sends."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from webapp.domain.roll_call.closing import LONGEST_REASON
from webapp.pages.admin.forms import NEEDED, at_most
from webapp.pages.row_number import LARGEST
from webapp.pages.typed_fields import Text

CHOOSE = "请先选择文件。"
LONGEST_AGE = 2_000_000_000  # milliseconds; about three weeks


class Search(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Whom to look for. Read from the address of the page."""

    class Meta:
        csrf = False  # a question changes nothing

    text = Text("姓名，或学号最后几位", validators=[at_most(80)])
    major = Text("专业", validators=[at_most(80)])


class Tick(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """One student there or not. age: milliseconds since the tap, by the phone's own clock."""

    student = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST)])
    present = BooleanField(false_values=(False, "false", "0", ""))
    age = IntegerField(validators=[NumberRange(0, LONGEST_AGE)], default=0)


class CloseForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """The end, for as many missing as the page showed."""

    missing = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST)])


class ReopenForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Why the roll call goes on."""

    reason = Text("为什么重新打开", validators=[InputRequired(NEEDED), at_most(LONGEST_REASON)])


class AttendanceFile(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A list of those who were there."""

    file = FileField("到场名单", validators=[FileRequired(CHOOSE)], render_kw={"accept": ".xlsx,.csv"})
