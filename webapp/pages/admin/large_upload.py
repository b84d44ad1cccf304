"""Files of admins may be larger than what a student may send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.config import MEGABYTE
from webapp.domain.errors import InvalidError
from webapp.extensions import csrf

View = TypeVar("View", bound=Callable[..., Any])
TOO_LARGE = "文件超过 {most} MB。请分成几个再导入。"


def expected(view: View) -> View:
    """Mark a view that calls `take` at once.

    The CSRF check that runs before other views reads the form, and would refuse it under the limit for
    students.
    """
    csrf.exempt(view)
    return view


def take(most_bytes: int) -> None:
    """Let this request be so large, and check its CSRF token, in a view marked by `expected`.

    Werkzeug keeps a large file in a temporary one, not in memory.
    Raises InvalidError for more, CSRFError without the token.
    """
    request.max_content_length = most_bytes
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    try:
        csrf.protect()
    except RequestEntityTooLarge:
        raise InvalidError(TOO_LARGE.format(most=most_bytes // MEGABYTE)) from None
