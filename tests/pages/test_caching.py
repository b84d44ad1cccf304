"""Public pages may be kept for minutes; what belongs to somebody, and forms with a token, may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.client import LintingClient
from webapp.models import Campaign, Student

PUBLIC = (
    "/",
    "/sessions",
    "/branches",
    "/branches?province=北京市",
    "/guide/photo",
    "/guide/code",
    "/card",
    "/privacy",
)

NOT_KEPT = ("private, no-cache", "no-store")


@pytest.mark.usefixtures("campaign")
@pytest.mark.parametrize("url", PUBLIC)
def test_public_pages_may_be_kept(client: LintingClient, url: str) -> None:
    answer = client.get(url)
    assert answer.cache_control.public
    assert answer.cache_control.max_age == 300
    assert "Cookie" in answer.vary
    assert "Set-Cookie" not in answer.headers
    assert "csrf_token" not in answer.text
    again = client.get(url, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_compressed_page_is_not_sent_twice(app: Flask, encoding: str) -> None:
    client = FlaskClient(app)  # the linting one reads no compressed pages
    headers = {"Accept-Encoding": encoding}
    answer = client.get("/privacy", headers=headers)
    assert answer.headers["Content-Encoding"] == encoding
    again = client.get("/privacy", headers={**headers, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_with_a_form_token_is_kept_by_nobody(client: LintingClient) -> None:
    for url in ("/check", "/login", "/activate"):
        answer = client.get(url)
        assert "csrf_token" in answer.text
        assert answer.headers["Cache-Control"] in NOT_KEPT, url


def test_what_somebody_logged_in_sees_is_kept_by_nobody(
    campaign: Campaign, student: Student, browser_of: Callable[[Student], LintingClient]
) -> None:
    mine = browser_of(student)
    for url in (*PUBLIC, "/me", "/me/details"):
        assert mine.get(url).headers["Cache-Control"] in NOT_KEPT, url


def test_errors_and_refused_questions_are_kept_by_nobody(client: LintingClient) -> None:
    for url in ("/branches?lat=abc&lng=1", "/no-such-page", "/sessions/987654.ics"):
        assert not client.get(url).cache_control.public, url


@pytest.mark.parametrize("url", PUBLIC)
def test_a_shared_link_says_what_it_leads_to(client: LintingClient, url: str) -> None:
    page = client.page(url)
    for name in ("og:title", "og:description", "og:site_name"):
        found = page.select_one(f"meta[property='{name}']")
        assert found is not None
        assert str(found["content"]).strip(), name
