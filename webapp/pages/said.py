"""Template filters: the words of the notice and the names in it, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Flask, request
from markupsafe import Markup, escape

from webapp import language
from webapp.domain.queries import notice
from webapp.domain.queries import said as queries

CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
ENGLISH_KEY = "bupai.english"  # in the request's environ


def register(app: Flask) -> None:
    """Make the filters known to the templates, and to imported macros."""
    app.add_template_filter(said)
    app.add_template_filter(mark_chinese)
    app.add_template_filter(said_words)


def said(words: str) -> Markup:
    """What a page shows for `words` of the notice, a branch, a college or a person.

    On an English page what has no English stands in a span that says it is Chinese.
    """
    text = _text(words)
    if text.lang == language.TAGS[language.now()]:
        return mark_chinese(text.words)
    return Markup('<span lang="{}">{}</span>').format(text.lang, text.words)


def mark_chinese(words: str) -> Markup:
    """English with Chinese in it (a name, what a screen of CHSI shows), each piece marked as such."""
    shown = escape(words)
    if not language.in_english():
        return shown
    return Markup(CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', str(shown)))  # noqa: S704 - escaped above


def said_words(words: str) -> str:
    """The same without a mark of the language, for attributes."""
    return _text(words).words


def _text(words: str) -> queries.Text:
    return queries.in_language(words, language.now(), _english() if language.in_english() else {})


def _english() -> Mapping[str, str]:
    """Asked once a request."""
    if ENGLISH_KEY not in request.environ:
        request.environ[ENGLISH_KEY] = queries.english(notice.active_campaign())
    english: Mapping[str, str] = request.environ[ENGLISH_KEY]
    return english
