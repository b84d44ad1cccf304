"""Errors are pages in the app's look, with the right status and what to do next."""

from __future__ import annotations

from flask import Flask

from tests.client import LintingClient
from webapp.domain.errors import ClosedError, DomainError, InvalidError, NotFoundError, StaleError
from webapp.pages.access import Permission, allow


def test_a_page_that_is_not_there(client: LintingClient) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.text


def test_a_form_without_its_token(client: LintingClient) -> None:
    answer = client.post("/logout")
    assert answer.status_code == 400
    assert "页面放太久" in answer.text


def test_a_body_over_the_limit(client: LintingClient) -> None:
    answer = client.post("/login", data={"password": "x" * (22 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "最多 20 MB" in answer.text


def test_the_domains_words_reach_the_page(app: Flask, client: LintingClient) -> None:
    expected = {ClosedError: 403, NotFoundError: 404, StaleError: 409, InvalidError: 422, DomainError: 400}
    for kind, status in expected.items():

        @allow(Permission.PUBLIC)
        def refuse(kind: type[DomainError] = kind) -> str:
            raise kind("请这样做")

        app._got_first_request = False
        app.add_url_rule(f"/refuse-{status}", f"refuse{status}", refuse)
        answer = client.get(f"/refuse-{status}")
        assert answer.status_code == status
        assert "请这样做" in answer.text


def test_a_fault_of_ours_is_a_page_too(app: Flask, client: LintingClient) -> None:
    @allow(Permission.PUBLIC)
    def broken() -> str:
        raise RuntimeError("secret detail")

    app.add_url_rule("/broken", "broken", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "系统出了点问题" in answer.text
