"""The card for the photographer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from tests import pictures
from tests.client import LintingClient
from webapp import current
from webapp.domain import uploads
from webapp.extensions import db
from webapp.models import Campaign, Kind, Student


def test_school_standard_and_how_to_send(client: LintingClient, campaign: Campaign) -> None:
    page = client.page("/card")
    text = page.get_text()
    for words in (
        "湖北科技学院",
        "院校代码 10927",
        "2027 届",
        "480×640",
        "300 dpi",
        "JPEG",
        "RGB 100,197,255",
    ):
        assert words in text
    assert "原文件" in text
    assert not page.select(".counter-code")


@pytest.mark.parametrize(("code", "words"), [("", ""), ("10486", "院校代码 10486")])
def test_another_school_shows_its_own_code_or_none(
    client: LintingClient, app: Flask, code: str, words: str
) -> None:
    app.extensions[current.SETTINGS] = replace(current.settings(), school_name="某大学", school_code=code)
    text = client.page("/card").get_text()
    assert words in text
    assert ("院校代码" in text) is bool(code)


def test_the_limits_are_those_of_the_campaign(client: LintingClient, campaign: Campaign) -> None:
    campaign.standard_overrides = {"crown_min": 40.0, "file_kb_high": 60.0, "background_colors": ["white"]}
    db.session.commit()
    text = client.page("/card").get_text()
    assert "头顶 40–110" in text
    assert "20–60 KB" in text
    assert "白色" in text
    assert "浅蓝色" not in text


def test_who_is_logged_in_sees_the_own_code(
    student: Student, browser_of: Callable[[Student], LintingClient]
) -> None:
    mine = browser_of(student)
    assert mine.page("/card").select_one("a[href='/me/upload/code']") is not None
    uploads.save_upload(student, Kind.CODE, pictures.code("mine"))
    page = mine.page("/card")
    image = page.select_one("img.counter-code")
    assert image is not None
    assert mine.get(str(image["src"])).mimetype == "image/jpeg"
    assert student.name in page.get_text()


def test_the_card_is_linked_where_students_look(
    client: LintingClient, student: Student, browser_of: Callable[[Student], LintingClient]
) -> None:
    for page in (client.page("/"), client.page("/guide/photo"), browser_of(student).page("/me")):
        assert page.select_one("a[href='/card']") is not None
