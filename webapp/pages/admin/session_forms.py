"""What an admin fills in for a session of the schedule."""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, TextAreaField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.domain.notice.session_edits import SessionValues
from webapp.pages.admin.forms import NEEDED, NO_DATE, at_most, in_chinese
from webapp.pages.typed_fields import Text, cleaned

NO_TIME = "时间没有看懂，请写成 08:30 这样。"
NO_NUMBER = "请填写数字。"

# "护理专科 85", or as notices print it: "1. 护理专科85人". Digits without blank or 人 belong to the name.
_HEAD_COUNT = re.compile(r"(.*\S)(?:\s+(\d{1,5})|\s*(\d{1,5})\s*人)")
_BULLET = re.compile(r"\d{1,2}[.．、]\s*")


class LongText(TextAreaField):  # type: ignore[misc] # wtforms has no types
    """Several lines, cleaned as single ones are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=[cleaned], **kwargs)


class SessionForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """One row of the schedule."""

    batch = IntegerField(
        "批次", validators=[InputRequired(NO_NUMBER), NumberRange(1, 99, "批次是 1 到 99。")]
    )
    day = DateField("日期（待定就留空）", validators=[Optional()])
    starts = TimeField("开始时间", validators=[Optional()])
    ends = TimeField("结束时间", validators=[Optional()])
    place = Text("地点", validators=[InputRequired(NEEDED), at_most(100)])
    colleges = LongText(
        "学院（一行一个，和名册里的写法一致；留空表示其他学院）",
        validators=[at_most(1000)],
        render_kw={"rows": "3"},
    )
    majors = LongText(
        "专业（一行一个，计划人数写在空格后面，例如：护理专科 85）",
        validators=[at_most(2000)],
        render_kw={"rows": "5"},
    )
    words = Text(
        "给同学看的说法（没写学院，或日期待定时才用，例如：其他专业；预计 3 月初）", validators=[at_most(200)]
    )

    @classmethod
    def showing(cls, values: SessionValues) -> SessionForm:
        """The form of a session that is there."""
        majors = (f"{name} {count or ''}".strip() for name, count in values.majors)
        return cls(data={**vars(values), "colleges": "\n".join(values.colleges), "majors": "\n".join(majors)})

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the fields; what is no date, time or number is said in Chinese."""
        super().process(*args, **kwargs)
        in_chinese(self.day, NO_DATE)
        in_chinese(self.starts, NO_TIME)
        in_chinese(self.ends, NO_TIME)
        in_chinese(self.batch, NO_NUMBER)

    def values(self) -> SessionValues:
        """What was filled in."""
        return SessionValues(
            batch=self.batch.data,
            day=self.day.data,
            starts=self.starts.data,
            ends=self.ends.data,
            place=self.place.data,
            colleges=tuple(_lines(self.colleges.data)),
            majors=majors_of(self.majors.data),
            words=self.words.data or "",
        )


def majors_of(text: str | None) -> tuple[tuple[str, int | None], ...]:
    """Majors, one a line, each with the head count that stands behind it, if any."""
    return tuple(map(_major, _lines(text)))


def _major(line: str) -> tuple[str, int | None]:
    said = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    found = _HEAD_COUNT.fullmatch(said)
    return (found[1].strip(), int(found[2] or found[3])) if found else (said, None)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
