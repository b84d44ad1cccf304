"""One language a request: Chinese, or English for whoever asked for it.

Chinese texts in the code are the msgids of webapp/translations. Staff pages, commands and everything outside
a request are Chinese. What the database holds is in no language: codes, and words that people typed.
Why so: docs/decisions/0005-two-languages.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from flask import Flask, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext
from flask_babel.speaklater import LazyString

CHINESE, ENGLISH = "zh", "en"
NAMES = {CHINESE: "中文", ENGLISH: "English"}
TAGS = {CHINESE: "zh-CN", ENGLISH: "en"}  # of the HTML attribute lang
COOKIE = "bupai_language"
STAFF_BLUEPRINTS = ("review", "admin")

babel = Babel()


def register(app: Flask) -> None:
    """Choose a language for every request, and make it known to the templates."""
    app.config["BABEL_DEFAULT_LOCALE"] = CHINESE
    babel.init_app(app, locale_selector=_asked_for)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(in_english=in_english, language_tag=lambda: TAGS[now()])
    app.add_template_filter(translated)
    app.add_template_filter(listed)


def now() -> str:
    """The language of this request; Chinese outside of one."""
    return ENGLISH if in_english() else CHINESE


def in_english() -> bool:
    """Whether this request is answered in English."""
    locale = get_locale()
    return locale is not None and locale.language == ENGLISH


def spoken(language: str) -> AbstractContextManager[None]:
    """Within it everything is said in `language`, whoever asks: mails are read by somebody else."""
    forced: AbstractContextManager[None] = force_locale(language)
    return forced


def marked(words: str) -> str:
    """`words` as they are, found by `make translations`: for constants, which `translated` takes later."""
    return words


def translated(words: str, **values: object) -> str:
    """`words` in the language of the request, with {name} filled in from `values`.

    What is not in the catalogue stays as it is. Only constants go in: never a text with values in it.
    """
    found: str = gettext(words) if words else ""
    return found.format(**values) if values else found


def lazy(words: str, **values: object) -> LazyString:
    """As `translated`, but only when it is shown: for labels and messages of forms."""
    return LazyString(translated, words, **values)


def listed(parts: Iterable[str]) -> str:
    """Names one after the other: '电子照片、采集码'."""
    return (", " if in_english() else "、").join(parts)


def together(*sentences: str) -> str:
    """Sentences one after the other, with a space between them where the language has one."""
    return (" " if in_english() else "").join(sentence for sentence in sentences if sentence)


def _asked_for() -> str:
    """Never guessed from the browser: the school's language is the default, the switch is on every page."""
    if not has_request_context() or request.blueprint in STAFF_BLUEPRINTS:
        return CHINESE
    asked = request.cookies.get(COOKIE)
    return ENGLISH if asked == ENGLISH else CHINESE
