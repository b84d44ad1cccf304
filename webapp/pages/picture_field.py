"""The one field through which a page takes a picture: its checks cannot be left out."""

from __future__ import annotations

from typing import Any

from flask_babel.speaklater import LazyString
from flask_wtf.file import FileField
from wtforms.validators import StopValidation

from webapp import current
from webapp.language import marked, translated

NOTHING_CHOSEN = marked("还没有选择文件。请点上面的框选一个。")
EMPTY = marked("这个文件是空的（0 KB），可能没有下载完。请重新选择。")
TOO_LARGE = marked("文件超过 {limit} MB，太大了。请确认选对了文件。")

# A hint to the phone's picker, never trusted: what was sent is judged by its content. The extensions stand
# there because iPhones and WeChat often give no MIME type.
PICTURES = "image/*,.jpg,.jpeg,.png,.heic,.heif,.webp"


class PictureField(FileField):  # type: ignore[misc] # flask-wtf has no types
    """A chosen file, present, not empty and within the size limit. `content` holds its bytes once valid."""

    def __init__(self, label: LazyString | str, **options: Any) -> None:
        super().__init__(label, render_kw={"accept": PICTURES}, **options)
        self.content = b""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - the library's signature
        """Read the bytes. Raises StopValidation with words for the student."""
        if not self.data:
            raise StopValidation(translated(NOTHING_CHOSEN))
        settings = current.settings()
        content = self.data.stream.read(settings.upload_max_bytes + 1)
        if not content:
            raise StopValidation(translated(EMPTY))
        if len(content) > settings.upload_max_bytes:
            raise StopValidation(translated(TOO_LARGE, limit=settings.upload_max_mb))
        self.content = content
