"""What a person sees when something cannot be done: plain words, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp import current
from webapp.domain.errors import ClosedError, DomainError, InvalidError, NotFoundError, StaleError
from webapp.language import marked, translated


@dataclass(frozen=True)
class ErrorText:
    """Title and advice of one error page; constants of the catalogue."""

    title: str
    advice: str


TEXTS = {
    400: ErrorText(marked("这个请求没有看懂"), marked("请返回上一页，刷新后再试一次。")),
    403: ErrorText(
        marked("这个页面不归你的账号看"), marked("请确认登录的是自己的账号；需要权限的老师请联系管理员。")
    ),
    404: ErrorText(
        marked("没有找到这个页面"), marked("链接可能不完整，或者内容已经变了。请从首页重新进入。")
    ),
    405: ErrorText(marked("这个操作不能这样打开"), marked("请返回上一页，用页面上的按钮操作。")),
    409: ErrorText(marked("内容刚刚变过"), marked("有人比你早一步，或者你在别处改过。请返回刷新后再看。")),
    413: ErrorText(
        marked("文件太大了"), marked("每个文件最多 {limit} MB。电子照片一般只有 20–40 KB，请确认选对了文件。")
    ),
    429: ErrorText(marked("操作太频繁了"), marked("请等几分钟再试，已经保存的内容都还在。")),
    500: ErrorText(
        marked("系统出了点问题"), marked("已经保存的内容都还在。请过几分钟再试；一直这样请告诉学院老师。")
    ),
}
DOMAIN_STATUS: dict[type[DomainError], int] = {
    ClosedError: 403,
    NotFoundError: 404,
    StaleError: 409,
    InvalidError: 422,
}
NOT_DONE = marked("这一步没有完成")
SESSION_LOST = ErrorText(
    marked("页面放太久，已经过期"), marked("为了安全，请刷新页面重新登录后再提交。已经保存的内容都还在。")
)


def register(app: Flask) -> None:
    """Answer every HTTP error with a page in the app's look."""
    app.register_error_handler(CSRFError, _session_lost)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(500, _known)


def _session_lost(_error: CSRFError) -> ResponseReturnValue:
    return _page(SESSION_LOST.title, translated(SESSION_LOST.advice), 400), 400


def _refused(error: DomainError) -> ResponseReturnValue:
    """What a view did not show in its own page: the domain's words, with the status that fits."""
    status = DOMAIN_STATUS.get(type(error), 400)
    return _page(NOT_DONE, error.message, status), status


def _known(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    text = TEXTS.get(status, TEXTS[400] if status < 500 else TEXTS[500])
    advice = translated(text.advice, limit=current.settings().upload_max_mb)
    page = _page(text.title, advice, status)
    headers = error.get_response().headers.items() if status in (405, 429) else ()
    kept = {name: value for name, value in headers if name in ("Allow", "Retry-After")}
    return page, status, kept


def _page(title: str, advice: str, status: int) -> str:
    """The page of an error; `title` is a constant, `advice` already in the language of the request."""
    return render_template("errors/error.html", title=translated(title), advice=advice, status=status)
