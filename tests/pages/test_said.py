"""The filters that show the notice's words in the language of the page."""

from __future__ import annotations

import flask_babel
import pytest
from flask import Flask, render_template_string

from tests.counting import count_queries
from webapp import language
from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice

COLLEGE = "外国语学院"
IN_ENGLISH = {"Cookie": f"{language.COOKIE}={language.ENGLISH}"}


@pytest.fixture(autouse=True)
def loaded(app: Flask) -> None:
    load_notice(read_notice(latest_notice_folder()), activate=True)


def shown(app: Flask, source: str, headers: dict[str, str] | None = None, **values: object) -> str:
    with app.test_request_context("/", headers=headers):
        flask_babel.refresh()  # the fixture's app context outlives a request, and Babel remembers by it
        return render_template_string(source, **values)


def test_words_in_the_language_of_the_page(app: Flask) -> None:
    assert shown(app, "{{ x|said }}", x=COLLEGE) == COLLEGE
    assert shown(app, "{{ x|said }}", IN_ENGLISH, x=COLLEGE) == "College of Foreign Languages"
    assert shown(app, "{{ x|said }}", IN_ENGLISH, x="长按保存") == '<span lang="zh-CN">长按保存</span>'


def test_what_people_typed_is_escaped(app: Flask) -> None:
    for headers in (None, IN_ENGLISH):
        assert "<b>" not in shown(app, "{{ x|said }}", headers, x="<b>粗</b>")


def test_attributes_get_words_alone(app: Flask) -> None:
    assert shown(app, "{{ x|said_words }}", IN_ENGLISH, x="长按保存") == "长按保存"


def test_lists_are_joined(app: Flask) -> None:
    source = "{{ x|map('said')|join(', ') }}"
    html = shown(app, source, IN_ENGLISH, x=[COLLEGE, "新学院"])
    assert html == 'College of Foreign Languages, <span lang="zh-CN">新学院</span>'


def test_english_is_asked_for_once_a_page_and_not_at_all_for_a_chinese_one(app: Flask) -> None:
    source = "{{ x|said }}" * 5
    with count_queries() as seen:
        shown(app, source, x=COLLEGE)
    assert seen == []
    with count_queries() as seen:
        shown(app, source, IN_ENGLISH, x=COLLEGE)
    assert len(seen) == 2, "the campaign and its words"
