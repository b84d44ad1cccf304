"""What templates/components asks for: the rules behind a component, as template globals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from flask import Flask

from webapp import current, language
from webapp.domain import receipt
from webapp.domain.chat_copy import is_chat_copy
from webapp.domain.queries import pictures
from webapp.language import translated
from webapp.models import Branch
from webapp.pages.findings import grouped
from webapp.pages.photographer_note import note_for
from webapp.pages.ruler import ruler_of
from webapp.photocheck_wording import describe

T = TypeVar("T")


def register(app: Flask) -> None:
    """Make them known to every template; imported macros see globals only."""
    app.jinja_env.globals.update(
        described=_in_page_language(describe),
        drawn=_in_page_language(pictures.picture),
        grouped=grouped,
        is_chat_copy=is_chat_copy,
        map_links=map_links,
        mistakes_of=_in_page_language(pictures.mistakes_of),
        note_for=note_for,
        pictures_of=_in_page_language(pictures.pictures_of),
        receipt_number=receipt.receipt_number,
        receipt_qr_svg=receipt.receipt_qr_svg,
        ruler_of=ruler_of,
        sends_mail=lambda: current.settings().sends_mail,
        step_picture=_in_page_language(pictures.step_picture),
        upload_max_mb=lambda: current.settings().upload_max_mb,
    )


def _in_page_language(function: Callable[..., T]) -> Callable[..., T]:
    """The same function with the language of the page as its last argument."""
    return lambda *values: function(*values, language.now())


def map_links(branch: Branch) -> list[tuple[str, str]]:
    """(name, URL) of the map apps, which search for the printed address, with the city when it lacks it."""
    address = (
        branch.address if branch.city.removesuffix("市") in branch.address else branch.city + branch.address
    )
    baidu = urlencode({"address": address, "output": "html", "src": "webapp.bupai.bupai"})
    return [
        (
            translated("高德地图"),
            "https://uri.amap.com/search?" + urlencode({"keyword": address, "src": "bupai"}),
        ),
        (translated("百度地图"), "https://api.map.baidu.com/geocoder?" + baidu),
        (translated("苹果地图"), "https://maps.apple.com/?" + urlencode({"q": address})),
    ]
