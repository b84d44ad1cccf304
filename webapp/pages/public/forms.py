"""What anybody may ask for or try."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import FloatField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from webapp.domain.queries import nearest
from webapp.language import lazy
from webapp.pages.picture_field import PictureField
from webapp.pages.said import said_words


def _provinces() -> list[SelectChoice]:
    names = [SelectChoice(unit.name, said_words(unit.name)) for unit in nearest.provinces()]
    return [SelectChoice("", lazy("请选择")), *names]


class BranchQuery(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Where somebody is: a place in degrees, or a province and perhaps its city. In the page's address."""

    class Meta:
        csrf = False  # a question changes nothing

    lat = FloatField(validators=[Optional(), NumberRange(-90, 90)])
    lng = FloatField(validators=[Optional(), NumberRange(-180, 180)])
    province = SelectField(lazy("我在哪个省份"), choices=_provinces, validate_choice=False)
    city = StringField()


class SessionQuery(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Words to search Attachment 3 for."""

    class Meta:
        csrf = False

    q = StringField(lazy("学院或专业"), validators=[Length(max=40, message=lazy("最多 40 个字。"))])


class PreCheck(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A photo to be checked and forgotten."""

    photo = PictureField(lazy("选择电子照片文件"))
