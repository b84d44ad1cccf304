"""Static files: hashed names, a year of cache, compressed, and nothing else from the disk."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from flask import Flask, Response, session, url_for

from tests.client import LintingClient
from webapp.config import ROOT
from webapp.models import Staff, Student


def url(app: Flask, filename: str, endpoint: str = "static") -> str:
    with app.test_request_context():
        return url_for(endpoint, filename=filename)


def test_a_hashed_name_is_kept_for_a_year(app: Flask, client: LintingClient) -> None:
    address = url(app, "site.css")
    assert address != "/static/site.css"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_libraries_are_served_the_same_way(app: Flask, client: LintingClient) -> None:
    address = url(app, "css/bootstrap.min.css", "bootstrap.static")
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.data) < 30_000


@pytest.mark.parametrize(
    "address",
    ["/static/site.css", "/static/site.0000000000.css", "/static/../wsgi.py", "/static/..%2fa.0123456789.py"],
)
def test_nothing_without_its_hash(client: LintingClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_static_file_leaves_the_session_alone(
    app: Flask, student: Student, browser_of: Callable[[Student | Staff], LintingClient]
) -> None:
    answer = browser_of(student).get(url(app, "site.css"), headers={"Accept-Encoding": "gzip"})
    assert "Set-Cookie" not in answer.headers
    assert gzip.decompress(answer.data).decode() == (ROOT / "static" / "site.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("changed", "is_sent"), [(True, True), (False, False)])
def test_a_picture_sends_the_session_only_when_it_changed_it(
    app: Flask, changed: bool, is_sent: bool
) -> None:
    with app.test_request_context():
        session.update(seen=1)
        session.permanent = True
        session.modified = changed
        answer = Response(mimetype="image/jpeg")
        app.session_interface.save_session(app, session, answer)
        assert ("Set-Cookie" in answer.headers) is is_sent
