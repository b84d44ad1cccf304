"""How values are shown on pages: template filters and globals, no rules."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urljoin

from babel.dates import format_date
from flask import Flask, request

from webapp import clock, current, language

VISIBLE_ENDS = (3, 4)  # characters of an ID number that stay readable
WEEKDAYS = "一二三四五六日"
ENGLISH_DAY = "d MMMM y"


def register(app: Flask) -> None:
    """Make the filters and globals known to the templates."""
    app.add_template_filter(moment)
    app.add_template_filter(day)
    app.add_template_filter(masked)
    app.add_template_filter(kilobytes)
    app.context_processor(lambda: {"school_name": current.settings().school_name})
    app.jinja_env.globals["absolute_url"] = absolute_url


def absolute_url(path: str) -> str:
    """A path of this site as others reach it: below Settings.public_url, else where this request came to."""
    return urljoin(current.settings().public_url or request.url_root, path)


def moment(value: datetime | None) -> str:
    """A moment as read in China: '2027年3月1日 09:05', in English '1 March 2027, 09:05 (Beijing time)'."""
    if value is None:
        return ""
    shown = clock.local(value)
    if language.in_english():
        return f"{_english(shown, ENGLISH_DAY)}, {shown:%H:%M} (Beijing time)"
    return f"{shown.year}年{shown.month}月{shown.day}日 {shown:%H:%M}"


def day(value: date | None) -> str:
    """A calendar day with its weekday: '2023年12月9日（周六）', 'Sat 9 December 2023'."""
    if value is None:
        return ""
    if language.in_english():
        return _english(value, f"EEE {ENGLISH_DAY}")
    return f"{value.year}年{value.month}月{value.day}日（周{WEEKDAYS[value.weekday()]}）"


def _english(value: date, pattern: str) -> str:
    shown: str = format_date(value, pattern, locale=language.ENGLISH)
    return shown


def masked(id_number: str) -> str:
    """An ID number with its middle hidden, as it is shown everywhere outside the export."""
    head, tail = VISIBLE_ENDS
    if len(id_number) <= head + tail:
        return "*" * len(id_number)
    return id_number[:head] + "*" * (len(id_number) - head - tail) + id_number[-tail:]


def kilobytes(size: int) -> str:
    """A size in bytes as '31 KB' or '2.4 MB'."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
