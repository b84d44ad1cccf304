"""The illustrations under static/img/guide: what each shows in words, and which belongs to what.

Drawn by tools/draw_guides.py; a test there holds this list against the files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from webapp.domain.return_reasons import Reason
from webapp.language import CHINESE, ENGLISH

LIST = Path(__file__).parents[2] / "data/pictures.json"
# Reasons that are no clause of Attachment 2, and the drawing for each.
_OF_REASON = {
    "photo_background_color": "return-background-color",
    "photo_light": "return-light",
    "photo_blurred": "bad-wechat",
    "photo_retouched": "return-retouched",
    "photo_not_original": "bad-photo-of-photo",
    "photo_self_made": "bad-selfie",
    "photo_other_person": "return-other-person",
    "paper_unclear": "return-paper-unclear",
    "paper_different": "return-paper-different",
    "code_unreadable": "return-code-unreadable",
    "code_wrong": "code-degree",
    "details_wrong": "return-details",
}


@dataclass(frozen=True)
class Picture:
    """One illustration.

    alt: what it shows, for those who do not see it. width, height: its own size in CSS pixels.
    clause: the id in photo_rules.json or rules.json that it illustrates, or "".
    words: Chinese words on the drawn screen and their English, for readers who have to find them there.
    way, step: the way in collection_code.json and its step, counted from 1, or "" and 0.
    """

    name: str
    alt: str
    width: int
    height: int
    clause: str = ""
    way: str = ""
    step: int = 0
    words: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def filename(self) -> str:
        """What `url_for('static', filename=...)` takes."""
        return f"img/guide/{self.name}.svg"


@cache
def all_pictures(language: str = CHINESE) -> dict[str, Picture]:
    """Every illustration by its name, described in `language` ("zh" or "en")."""
    entries = json.loads(LIST.read_text(encoding="utf-8"))
    return {name: _picture(name, entry, language) for name, entry in entries.items()}


def picture(name: str, language: str = CHINESE) -> Picture:
    """One illustration; a name that is not drawn is a KeyError."""
    return all_pictures(language)[name]


def mistakes_of(clause: str, language: str = CHINESE) -> list[Picture]:
    """The drawn mistakes against a clause of Attachment 2."""
    return [
        found for found in all_pictures(language).values() if found.clause == clause and _is_mistake(found)
    ]


def pictures_of(reason: Reason, language: str = CHINESE) -> list[Picture]:
    """The drawn mistakes that a reason for a return is about: every reason has one."""
    own = _OF_REASON.get(reason.code)
    return [picture(own, language)] if own else mistakes_of(reason.clause, language)


def step_picture(way: str, step: int, language: str = CHINESE) -> Picture | None:
    """The picture of a step (counted from 1) of a way to the collection code."""
    steps = (found for found in all_pictures(language).values() if found.way)
    return next((found for found in steps if (found.way, found.step) == (way, step)), None)


def _picture(name: str, entry: dict[str, Any], language: str) -> Picture:
    alts = {CHINESE: entry.pop("alt"), ENGLISH: entry.pop("alt_en")}
    return Picture(name, alts[language], **entry)


def _is_mistake(found: Picture) -> bool:
    return found.name.startswith("bad-")
