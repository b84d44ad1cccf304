"""What an admin sends to fill the roster."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

CHOOSE = "请先选择文件。"


class RosterFile(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A roster."""

    file = FileField("名册文件", validators=[FileRequired(CHOOSE)], render_kw={"accept": ".xlsx,.csv"})


class PhotosFile(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Admission photos."""

    photos = FileField("录取照片", validators=[FileRequired(CHOOSE)], render_kw={"accept": ".zip"})
