"""Static files: hashed names, a year of cache, compressed, and nothing else from the disk."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from tests.client import LintingClient


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
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.data) < 40_000


@pytest.mark.parametrize(
    "address",
    ["/static/site.css", "/static/site.0000000000.css", "/static/../wsgi.py", "/static/..%2fa.0123456789.py"],
)
def test_nothing_without_its_hash(client: LintingClient, address: str) -> None:
    assert client.get(address).status_code == 404
