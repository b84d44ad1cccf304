"""What a reviewer sends."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from webapp.domain import typed
from webapp.domain.reviews import LONGEST_TEXT, TEXT_TOO_LONG
from webapp.pages.row_number import LARGEST


class Decision(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A decision on what the page showed."""

    version = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST)], widget=HiddenInput())


class Return(Decision):
    """A return, with reasons picked and words added."""

    # The template lists them by part; the domain refuses codes that are not ours, with its own words.
    reasons = SelectMultipleField("退回原因", choices=[], validate_choice=False)
    text = TextAreaField(
        "补充说明（同学会看到）",
        filters=[lambda text: typed.words(text or "")],
        validators=[Length(max=LONGEST_TEXT, message=TEXT_TOO_LONG)],
    )


class Leaving(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What a page says when it is closed. until: the end of the claim that it shows."""

    leaving = BooleanField()
    until = DateTimeLocalField(format="%Y-%m-%dT%H:%M:%S.%f%z", validators=[Optional()], widget=HiddenInput())


class Undo(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What to take back. here: the submission that the reviewer has open, and leaves for it."""

    act = StringField(validators=[Length(max=32)], widget=HiddenInput())
    here = IntegerField(validators=[Optional(), NumberRange(0, LARGEST)], widget=HiddenInput())
