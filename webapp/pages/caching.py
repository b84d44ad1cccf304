"""What browsers and proxies may keep: public pages for some minutes, nothing of all else."""

from __future__ import annotations

from flask import Flask, Response, current_app, request, session

PUBLIC_SECONDS = 300  # a notice is corrected seldom; the days left change once a day


def register(app: Flask) -> None:
    """Give every answer that has none its Cache-Control, and public pages an ETag."""
    app.after_request(_keep_or_not)


def _keep_or_not(response: Response) -> Response:
    if "Cache-Control" in response.headers or request.endpoint is None:
        return response
    if not _is_for_everybody(response):
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    response.cache_control.public = True
    response.cache_control.max_age = PUBLIC_SECONDS
    response.vary.add("Cookie")  # the language, and the page of whoever is logged in
    response.add_etag()
    response.make_conditional(request)
    return response


def _is_for_everybody(response: Response) -> bool:
    """Whether a public page was asked for without a session, and began none: no name or token is in it."""
    cookie = current_app.config["SESSION_COOKIE_NAME"]
    return (
        request.blueprint == "public"
        and request.method in ("GET", "HEAD")
        and response.status_code == 200
        and cookie not in request.cookies
        and not session.modified
    )
