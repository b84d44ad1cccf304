"""What an admin fills in for an account of staff."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.domain.queries.notice import active_campaign, sessions_of
from webapp.domain.queries.sessions import title
from webapp.domain.staff import ROLE_NAMES, all_colleges
from webapp.pages.admin.forms import NEEDED
from webapp.pages.typed_fields import Text


class CollegesField(SelectMultipleField):  # type: ignore[misc] # wtforms has no types
    """Colleges by name, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=_colleges, validate_choice=False, **kwargs)


class SessionsField(SelectMultipleField):  # type: ignore[misc] # wtforms has no types
    """Campus sessions of the campaign that runs, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=_sessions, coerce=int, validate_choice=False, **kwargs)


def _sessions() -> list[SelectChoice]:
    campaign = active_campaign()
    rows = sessions_of(campaign) if campaign else []
    return [SelectChoice(row.id, title(row)) for row in rows]


def _colleges() -> list[SelectChoice]:
    return [SelectChoice(college.name, college.name) for college in all_colleges()]


class StaffRights(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What an account may do."""

    role = SelectField("角色", choices=[SelectChoice(str(role), name) for role, name in ROLE_NAMES.items()])
    colleges = CollegesField("负责的学院")
    sessions = SessionsField("负责点名的场次")


class NewStaff(StaffRights):
    """A new account."""

    username = Text("用户名", validators=[InputRequired(NEEDED), Length(max=40, message="最多 40 位。")])
    name = Text("姓名", validators=[InputRequired(NEEDED), Length(max=80, message="最多 80 个字。")])
