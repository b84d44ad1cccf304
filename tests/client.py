"""A test client that lints every page it fetches, and fills forms the way a browser does."""

from __future__ import annotations

import contextvars
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp.extensions import db

LABELLED = "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


class LintingClient(FlaskClient):
    """Lints every HTML page that comes back; each request runs in a context of its own."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request. The test's own database session is committed before and reads anew after."""
        kwargs.setdefault("buffered", True)
        if has_app_context():
            db.session.commit()
        response: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            lint(response)
        return response

    def page(self, url: str) -> BeautifulSoup:
        """GET a page that must answer 200, parsed."""
        response = self.get(url)
        assert response.status_code == 200, f"{url} answered {response.status_code}"
        return BeautifulSoup(response.text, "html5lib")

    def send(
        self,
        url: str,
        values: dict[str, Any] | None = None,
        *,
        action: str | None = None,
        follow: bool = True,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Open `url`, fill the form that posts to `action` (by default to the page itself), and send it.

        Hidden fields, checked boxes and preset values go along, as from a browser; `values` overrides them.
        A value of None leaves the field out.
        """
        page = self.page(url)
        form = _form(page, action or url, url)
        data = {**_preset(form), **(values or {})}
        return self.post(
            str(form.get("action") or url),
            data={name: value for name, value in data.items() if value is not None},
            content_type="multipart/form-data",
            follow_redirects=follow,
            headers=headers,
        )


def _form(page: BeautifulSoup, action: str, url: str) -> Tag:
    forms = [form for form in page.select("form") if (form.get("method") or "get").lower() == "post"]  # type: ignore[union-attr] # one value
    for form in forms:
        if urlsplit(str(form.get("action") or url)).path == urlsplit(action).path:
            return form
    raise AssertionError(f"no form on {url} posts to {action}; there are {[f.get('action') for f in forms]}")


def _preset(form: Tag) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for control in form.select("input[name]"):
        kind = control.get("type", "text")
        if kind in ("checkbox", "radio") and not control.has_attr("checked"):
            continue
        if kind not in ("file", "submit"):
            values[str(control["name"])] = str(control.get("value", ""))
    for control in form.select("textarea[name]"):
        values[str(control["name"])] = control.get_text().removeprefix("\n")
    for control in form.select("select[name]"):
        chosen = control.select_one("option[selected]") or control.select_one("option")
        values[str(control["name"])] = str(chosen.get("value", "")) if chosen else ""
    return values


def lint(response: TestResponse) -> None:
    """Fail on what no page of ours may have. Fragments for htmx get the rules for parts."""
    text = response.text
    where = f"{response.request.method} {response.request.path}"
    soup = BeautifulSoup(text, "html5lib")
    if response.request.headers.get("HX-Request"):
        _lint_content(soup, where)
        return
    parser = html5lib.HTMLParser()
    parser.parse(text)
    errors = [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]
    assert not errors, f"{where} is not valid HTML: {errors[:5]}"
    assert soup.html is not None
    assert soup.html.get("lang") in ("zh-CN", "en"), f"{where}: no language"
    assert soup.title is not None and soup.title.get_text(strip=True), f"{where}: no title"
    assert len(soup.select("h1")) == 1, f"{where}: {len(soup.select('h1'))} h1 headings"
    _lint_content(soup, where)
    _lint_headers(response, where)


def _lint_content(soup: BeautifulSoup, where: str) -> None:
    twice = [
        name for name, count in Counter(str(tag["id"]) for tag in soup.select("[id]")).items() if count > 1
    ]
    assert not twice, f"{where}: ids stand twice: {twice}"
    for control in soup.select(LABELLED):
        assert _is_labelled(soup, control), f"{where}: no label for {control}"
    for form in soup.select("form[method=post]"):
        assert form.select_one("input[name=csrf_token][value]"), f"{where}: a form without CSRF token: {form}"
    for image in soup.select("img"):
        assert image.has_attr("alt"), f"{where}: no alt on {image}"
    for link in soup.select("a"):
        assert link.get("href"), f"{where}: a link that leads nowhere: {link}"
        assert link.get_text(strip=True) or link.get("aria-label"), f"{where}: a link without words: {link}"
    for tag in soup.find_all(True):
        inline = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        assert not inline, f"{where}: inline {inline} on {tag.name}, which the CSP forbids"
    assert not soup.select("script:not([src]):not([type='application/json'])"), f"{where}: inline script"
    assert not soup.select("style"), f"{where}: inline style"


def _is_labelled(soup: BeautifulSoup, control: Tag) -> bool:
    if control.get("aria-label") or control.get("aria-labelledby") or control.find_parent("label"):
        return True
    return bool(control.get("id")) and soup.find("label", attrs={"for": str(control["id"])}) is not None


def _lint_headers(response: TestResponse, where: str) -> None:
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, f"{where}: {name} is {response.headers.get(name)!r}"
    policy = response.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy and "unsafe" not in policy, f"{where}: CSP is {policy!r}"
