"""What an admin looks for in the record."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from webapp.domain.queries.audit_words import ACTIONS
from webapp.pages.admin.forms import ALL, NO_DATE, in_chinese
from webapp.pages.typed_fields import Text

YEARS = range(2000, 2200)  # beyond them, moments of a day cannot be reckoned everywhere


def _usual_year(_form: FlaskForm, field: DateField) -> None:
    if field.data and field.data.year not in YEARS:
        raise ValidationError(NO_DATE)


class AuditSearch(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Who, what, whom, when. Read from the address of the page."""

    class Meta:
        csrf = False  # a question changes nothing; the download is protected by the app itself

    actor = SelectField("谁", validate_choice=False)
    action = SelectField(
        "动作",
        choices=[ALL, *(SelectChoice(code, words) for code, words in ACTIONS.items())],
        validate_choice=False,
    )
    student = Text("同学的学号", validators=[Length(max=32, message="学号最多 32 位。")])
    day = DateField("哪一天", validators=[Optional(), _usual_year])

    def offer(self, actors: list[tuple[str, str]]) -> None:
        """Fill the choices of who."""
        self.actor.choices = [ALL, *(SelectChoice(actor, name) for actor, name in actors)]

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the fields; what is no date is said in Chinese."""
        super().process(*args, **kwargs)
        in_chinese(self.day, NO_DATE)
