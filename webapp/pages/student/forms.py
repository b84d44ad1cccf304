"""What a student fills in."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from webapp.domain import submissions
from webapp.domain.errors import InvalidError
from webapp.domain.queries import notice
from webapp.language import CHINESE, TAGS, in_english, lazy, translated
from webapp.pages.picture_field import PictureField
from webapp.pages.said import said_words

YES, NO = "yes", "no"
CHOOSE = lazy("请选一个。不同意也不会影响审核。")
STALE_FORM = lazy("页面不完整，请刷新后再试。")


def _number(text: Any) -> int | None:
    """The number in a choice; None for anything else."""
    return int(text) if str(text).isdecimal() else None


def _branches() -> list[SelectChoice]:
    """Every contact in printed order; some branches have two."""
    listed = [
        SelectChoice(str(it.id), f"{said_words(it.name)}（{it.contact}）", _language_of(it.contact))
        for it in notice.all_branches()
    ]
    return [SelectChoice("", lazy("请选择分社")), *listed]


def _language_of(name: str) -> dict[str, str]:
    """The `lang` of an option with a person's name in it: an option can mark no part of itself."""
    return {"lang": TAGS[CHINESE]} if in_english() and not name.isascii() else {}


class PlainDateField(DateField):  # type: ignore[misc] # wtforms has no types
    """A day; what cannot be read gets words of ours."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with words for the student."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(translated("日期没有读懂，请写成 2024-01-15 这样。")) from error


class UploadForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """One file."""

    file = PictureField(lazy("选择文件"))


class DetailsForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Who took the photo and when, and the student's choice about face comparison."""

    branch_id = SelectField(
        lazy("在哪个分社拍的"),
        choices=_branches,
        coerce=_number,
        validators=[InputRequired(lazy(submissions.WRONG_BRANCH))],
        validate_choice=False,
    )
    shot_on = PlainDateField(lazy("哪一天拍的"), validators=[InputRequired(lazy("请填写拍照的日期。"))])
    face_consent = RadioField(
        lazy("可以用机器比对照片里的脸吗"),
        choices=[
            SelectChoice(YES, lazy("同意，用机器比对")),
            SelectChoice(NO, lazy("不同意，请老师人工看")),
        ],
        validators=[InputRequired(CHOOSE), AnyOf((YES, NO), CHOOSE)],
        validate_choice=False,
    )

    def validate_branch_id(self, field: Any) -> None:
        """The branch must be one of the list."""
        if field.data not in [branch.id for branch in notice.all_branches()]:
            raise ValidationError(translated(submissions.WRONG_BRANCH))

    def validate_shot_on(self, field: Any) -> None:
        """The day must be possible."""
        if field.data is None:
            return
        try:
            submissions.require_plausible_shot(field.data)
        except InvalidError as error:
            raise ValidationError(error.message) from error


class ChsiGate(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Whether CHSI already shows a photo: one button for each answer."""

    has_photo = StringField(validators=[AnyOf((YES, NO))])


class NoticeAddressForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Where to mail; whether it is an address is for the domain to say."""

    email = EmailField(lazy("邮箱"))


class VersionForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What the page showed, so that a newer state is not overwritten."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(STALE_FORM)])


class SubmitForm(VersionForm):
    """Handing in; the note is needed when a check failed."""

    note = TextAreaField(
        lazy("给老师的说明"),
        validators=[Length(max=submissions.LONGEST_NOTE, message=lazy(submissions.NOTE_TOO_LONG))],
    )
